"""What is asked of rooms."""

from itertools import groupby
from operator import attrgetter
from typing import Any

from sqlalchemy import bindparam, func, or_, select
from sqlalchemy.orm import Session

from venuedesk.core.db import read
from venuedesk.core.house import Zone
from venuedesk.core.rooms.rows import LayoutRow, RoomRow, SpaceRow, ZoneRow
from venuedesk.core.rooms.tables import Layout, Room, RoomSpace, Space

_ROOMS_IN = (
    select(func.count()).where(Room.zone_id == Zone.id, Room.retired_at.is_(None)).correlate(Zone).scalar_subquery()
)
_SPACES_IN = (
    select(func.count()).where(Space.zone_id == Zone.id, Space.retired_at.is_(None)).correlate(Zone).scalar_subquery()
)
_ZONES = select(Zone.id, Zone.name, _ROOMS_IN, _SPACES_IN).where(Zone.retired_at.is_(None)).order_by(Zone.id)
_WANTED = bindparam("zone_id", type_=Zone.id.type)
_SPACES = (
    select(Space.id, Space.zone_id, Zone.name, Space.name, Space.position)
    .join(Zone, Zone.id == Space.zone_id)
    .where(Space.retired_at.is_(None), or_(_WANTED.is_(None), Space.zone_id == _WANTED))
    .order_by(Space.zone_id, Space.position, Space.id)
)
_ROOM = select(
    *(Room.id, Room.zone_id, Zone.name, Room.name, Room.capacity, Room.position, Room.note, Room.retired_at)
).join(Zone, Zone.id == Room.zone_id)
_IN_ORDER = (Room.zone_id, Room.position, Room.id)
_ROOMS = _ROOM.where(Room.retired_at.is_(None), or_(_WANTED.is_(None), Room.zone_id == _WANTED)).order_by(*_IN_ORDER)
_ONE_ROOM = _ROOM.where(Room.id == bindparam("room"))
_EVERY_ROOM = _ROOM.order_by(*_IN_ORDER)
_MEMBERS = (
    select(RoomSpace.room_id, Space.id, Space.name)
    .join(Space, Space.id == RoomSpace.space_id)
    .order_by(RoomSpace.room_id, Space.position, Space.id)
)
_MEMBERS_OF_ONE = _MEMBERS.where(RoomSpace.room_id == bindparam("room"))
_LAYOUTS = (
    select(
        *(Layout.id, Layout.room_id, Layout.name, Layout.capacity, Layout.setup_minutes, Layout.teardown_minutes)
    )
    .where(Layout.retired_at.is_(None))
    .order_by(Layout.room_id, Layout.id)
)
_LAYOUTS_OF_ONE = _LAYOUTS.where(Layout.room_id == bindparam("room"))


def zones(session: Session) -> list[ZoneRow]:
    """The zones in use, with the number of rooms and spaces in use there."""
    return [ZoneRow(*row) for row in read(session, _ZONES)]


def spaces(session: Session, *, zone_id: int | None = None) -> list[SpaceRow]:
    """The spaces in use, of one zone or of all, in the order of the house."""
    return [SpaceRow(*row) for row in read(session, _SPACES, zone_id=zone_id)]


def rooms(session: Session, *, zone_id: int | None = None) -> list[RoomRow]:
    """The rooms in use, of one zone or of all, in the order of the house."""
    return _rows(
        read(session, _ROOMS, zone_id=zone_id).all(), read(session, _MEMBERS).all(), read(session, _LAYOUTS).all()
    )


def every_room(session: Session) -> list[RoomRow]:
    """The rooms in use and the retired ones."""
    return _rows(read(session, _EVERY_ROOM).all(), read(session, _MEMBERS).all(), read(session, _LAYOUTS).all())


def room(session: Session, *, room_id: int) -> RoomRow:
    """One room, in use or retired; LookupError when there is none."""
    found = _rows(
        read(session, _ONE_ROOM, room=room_id).all(),
        read(session, _MEMBERS_OF_ONE, room=room_id).all(),
        read(session, _LAYOUTS_OF_ONE, room=room_id).all(),
    )
    if not found:
        raise LookupError(room_id)
    return found[0]


def _rows(heads: Any, members: Any, layouts: Any) -> list[RoomRow]:
    of_room = {who: [(m.id, m.name) for m in some] for who, some in groupby(members, attrgetter("room_id"))}
    ways = {who: tuple(LayoutRow(*way) for way in some) for who, some in groupby(layouts, attrgetter("room_id"))}
    rows = []
    for who, zone_id, zone, name, capacity, position, note, retired_at in heads:
        ids, names = zip(*of_room.get(who, ()), strict=True) if who in of_room else ((), ())
        gone = retired_at is not None
        rows.append(RoomRow(who, zone_id, zone, name, capacity, ids, ways.get(who, ()), position, note, names, gone))
    return rows
