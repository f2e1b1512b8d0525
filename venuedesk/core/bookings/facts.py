"""What the commands must know before they change anything, read in as few queries as can be."""

import json
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import bindparam, func, select, text
from sqlalchemy.orm import Session

from venuedesk.core import calendar
from venuedesk.core.bookings.drafts import BookingDraft
from venuedesk.core.bookings.spans import MINUTE
from venuedesk.core.bookings.tables import ARRIVED, PLANNED, Booking, Occupancy
from venuedesk.core.bookings.ways import Place, Span
from venuedesk.core.db import Instant, read
from venuedesk.core.people import Member, Unit
from venuedesk.core.rooms import Layout, Room, RoomSpace, Space

LONGEST = timedelta(days=7)  # a booking is never longer, so that what began before is not looked for
COMING = (*PLANNED, ARRIVED)  # neither over nor called off


@dataclass(frozen=True)
class RoomFacts:
    """What a booking must know of its room and layout; ``gone`` is true where either is no longer in use."""

    id: int
    name: str
    zone_id: int
    capacity: int
    gone: bool
    layout_id: int | None
    layout: str
    setup_minutes: int
    teardown_minutes: int
    spaces: tuple[int, ...]

    @property
    def place(self) -> Place:
        """The same for the rule of the ways out; what is gone holds nobody."""
        before, after = self.setup_minutes * MINUTE, self.teardown_minutes * MINUTE
        capacity = 0 if self.gone else self.capacity
        named = (self.id, self.name, self.zone_id, self.layout_id, self.layout)
        return Place(*named, capacity, before, after, self.spaces)


@dataclass(frozen=True)
class HolderFacts:
    """Who holds a booking: a unit, a member or a caller; ``gone`` where they were retired. '' is nobody."""

    name: str = ""
    phone: str = ""
    gone: bool = False


@dataclass(frozen=True)
class Clash:
    """A booking that stands in the way, with whom to call."""

    booking_id: int
    room: str
    holder: str
    phone: str
    purpose: str
    starts_at: datetime
    ends_at: datetime


# ---------------------------------------------------------------- rooms

_SPACES = (
    select(func.group_concat(RoomSpace.space_id)).where(RoomSpace.room_id == Room.id).correlate(Room).scalar_subquery()
)
_PLACE = (
    select(
        *(Room.id, Room.name, Room.zone_id, Room.capacity, Room.retired_at, _SPACES),
        *(Layout.id, Layout.name, Layout.capacity, Layout.setup_minutes, Layout.teardown_minutes, Layout.retired_at),
    )
    .outerjoin(Layout, (Layout.room_id == Room.id) & (Layout.id == bindparam("layout")))
    .where(Room.id == bindparam("room"))
)
_PLACES = (
    select(
        *(Room.id, Room.name, Room.zone_id, Room.capacity, Room.retired_at, _SPACES),
        *(Layout.id, Layout.name, Layout.capacity, Layout.setup_minutes, Layout.teardown_minutes, Layout.retired_at),
    )
    .join(Layout, Layout.room_id == Room.id)
    .where(Room.retired_at.is_(None), Layout.retired_at.is_(None))
)
_BARE = select(Room.id, Room.name, Room.zone_id, Room.capacity, Room.retired_at, _SPACES).where(
    Room.retired_at.is_(None)
)
_ZONE_OF_SPACE = select(Space.zone_id, Space.id).where(
    Space.id.in_(select(func.json_each(bindparam("spaces")).table_valued("value").c.value))
)


def room_facts(session: Session, room_id: int, layout_id: int | None) -> RoomFacts:
    """What is known of a room in a layout; a room or layout that is not there is gone."""
    row = read(session, _PLACE, room=room_id, layout=layout_id).one_or_none()
    return RoomFacts(room_id, "", 0, 0, True, layout_id, "", 0, 0, ()) if row is None else _room(row, layout_id)


def places(session: Session) -> list[Place]:
    """Every room in use that has spaces, bare and in each of its layouts."""
    bare = [_room((*row, None, None, None, None, None, None), None) for row in read(session, _BARE)]
    furnished = [_room(row, row[6]) for row in read(session, _PLACES)]
    return [facts.place for facts in (*bare, *furnished) if facts.spaces]


def _room(row: Sequence[Any], layout_id: int | None) -> RoomFacts:
    room_id, name, zone_id, capacity, retired_at, spaces, found, layout, holds, setup, teardown, layout_retired = row
    gone = retired_at is not None or layout_retired is not None or found != layout_id
    ids = tuple(sorted(map(int, spaces.split(",")))) if spaces else ()
    if found is None:
        return RoomFacts(room_id, name, zone_id, capacity, gone, layout_id, "", 0, 0, ids)
    return RoomFacts(room_id, name, zone_id, holds, gone, layout_id, layout, setup, teardown, ids)


def zones_of(session: Session, spaces: Collection[int]) -> dict[int, int]:
    """The zone of each of these spaces."""
    return {space: zone for zone, space in read(session, _ZONE_OF_SPACE, spaces=json.dumps(list(spaces)))}


# ---------------------------------------------------------------- holders

_UNIT = select(Unit.name, Unit.phone, Unit.retired_at).where(Unit.id == bindparam("id"))
_MEMBER = select(Member.name, Member.phone, Member.retired_at).where(Member.id == bindparam("id"))
_NOBODY = HolderFacts()


def holder_facts(session: Session, draft: BookingDraft) -> HolderFacts:
    """Who a booking is for: the unit, else the member, else the caller; NOBODY where none is named or known."""
    for query, holder_id in ((_UNIT, draft.unit_id), (_MEMBER, draft.member_id)):
        if holder_id is not None:
            row = read(session, query, id=holder_id).one_or_none()
            return _NOBODY if row is None else HolderFacts(row[0], row[1], row[2] is not None)
    return HolderFacts(draft.caller, draft.phone)


# ---------------------------------------------------------------- what is taken

# Rows of one space never overlap: the last that begins at or before the start, and those after it, are all to look at.
_MEETING = """
FROM json_each(:spaces) AS j CROSS JOIN occupancy AS o ON o.space_id = j.value
  AND o.starts_at >= coalesce((SELECT max(p.starts_at) FROM occupancy AS p
                               WHERE p.space_id = j.value AND p.starts_at <= :start), :start)
  AND o.starts_at < :end AND o.ends_at > :start
"""
_TIMES = (bindparam("start", type_=Instant), bindparam("end", type_=Instant))
_HOLDER = "coalesce(u.name, m.name, b.caller)"
_PHONE = "coalesce(nullif(b.phone, ''), nullif(u.phone, ''), nullif(m.phone, ''), '')"
_CLASHES = (
    text(
        f"SELECT DISTINCT b.id, r.name AS room, {_HOLDER} AS holder, {_PHONE} AS phone, b.purpose, b.starts_at,"
        f" b.ends_at {_MEETING} JOIN bookings AS b ON b.id = o.booking_id JOIN rooms AS r ON r.id = b.room_id"
        " LEFT JOIN units AS u ON u.id = b.unit_id LEFT JOIN members AS m ON m.id = b.member_id"
        " WHERE b.id NOT IN (SELECT value FROM json_each(:but)) ORDER BY b.starts_at, b.id"
    )
    .bindparams(*_TIMES)
    .columns(starts_at=Instant, ends_at=Instant)
)
_TAKEN = (
    text(
        f"SELECT o.space_id, o.starts_at, o.ends_at {_MEETING}"
        " WHERE o.booking_id NOT IN (SELECT value FROM json_each(:but))"
    )
    .bindparams(*_TIMES)
    .columns(starts_at=Instant, ends_at=Instant)
)


def clashes(session: Session, spaces: Collection[int], span: Span, but: Collection[int] = ()) -> list[Clash]:
    """The bookings, ``but`` some, that take one of the spaces at some time of a span, by start."""
    values = {"spaces": json.dumps(list(spaces)), "but": json.dumps(list(but)), "start": span[0], "end": span[1]}
    return [Clash(*row) for row in read(session, _CLASHES, **values)]


def taken(session: Session, spaces: Collection[int], span: Span, but: Collection[int] = ()) -> dict[int, list[Span]]:
    """When each of the spaces is taken, by bookings ``but`` some, as far as it reaches into a span."""
    values = {"spaces": json.dumps(list(spaces)), "but": json.dumps(list(but)), "start": span[0], "end": span[1]}
    found: dict[int, list[Span]] = {}
    for space, starts_at, ends_at in read(session, _TAKEN, **values):
        found.setdefault(space, []).append((starts_at, ends_at))
    return found


_FREE = Booking.id.not_in(select(func.json_each(bindparam("but")).table_valued("value").c.value))
_AT_THAT_TIME = (
    select(Booking.id, Room.name, Booking.starts_at, Booking.ends_at)
    .join(Room, Room.id == Booking.room_id)
    .where(
        Booking.starts_at > bindparam("since", type_=Instant),
        Booking.starts_at < bindparam("end", type_=Instant),
        Booking.ends_at > bindparam("start", type_=Instant),
        Booking.state.in_(COMING),
        _FREE,
    )
    .order_by(Booking.starts_at)
)
_OF_UNIT = _AT_THAT_TIME.where(Booking.unit_id == bindparam("id"))
_OF_MEMBER = _AT_THAT_TIME.where(Booking.member_id == bindparam("id"), Booking.unit_id.is_(None))
_OF_CALLER = _AT_THAT_TIME.where(
    Booking.caller == bindparam("caller"),
    Booking.phone == bindparam("phone"),
    Booking.unit_id.is_(None),
    Booking.member_id.is_(None),
)


def elsewhere(session: Session, draft: BookingDraft, but: Collection[int] = ()) -> list[tuple[str, datetime, datetime]]:
    """What else the same holder has at some time of a draft's span: room, start and end."""
    values: dict[str, Any] = {"start": draft.starts_at, "end": draft.ends_at, "but": json.dumps(list(but))}
    values["since"] = draft.starts_at - LONGEST - MINUTE
    if draft.unit_id is not None:
        rows = read(session, _OF_UNIT, id=draft.unit_id, **values)
    elif draft.member_id is not None:
        rows = read(session, _OF_MEMBER, id=draft.member_id, **values)
    else:
        rows = read(session, _OF_CALLER, caller=draft.caller, phone=draft.phone, **values)
    return [(room, starts_at, ends_at) for _id, room, starts_at, ends_at in rows]


# ---------------------------------------------------------------- bookings and opening hours

_SEQUENCE = text("SELECT seq FROM sqlite_sequence WHERE name = 'bookings'")


def next_id(session: Session) -> int:
    """The id that the next new booking will have."""
    return int(read(session, _SEQUENCE).scalar() or 0) + 1


def opening_hours(session: Session, zone_id: int, since: date) -> calendar.Calendar:
    """The calendar of a zone for spans that begin on ``since`` or later."""
    return calendar.load(session, zone_id=zone_id, since=since - timedelta(days=1))


SPACES_TAKEN = select(Occupancy.space_id).where(Occupancy.booking_id == bindparam("booking")).order_by(Occupancy.id)
