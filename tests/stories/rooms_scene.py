"""Rooms as they stand before a story begins: spaces, rooms as sets of them, layouts, hours, and a palace with a few."""

from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.stories import scene
from venuedesk.core import calendar
from venuedesk.core.db import VenueFile
from venuedesk.core.house import Zone
from venuedesk.core.people import Unit
from venuedesk.core.rooms import Layout, Room, RoomSpace, Space

ZONE = "activity"
PALACE = (  # room, capacity, its spaces
    ("东厅", 60, ("东",)),
    ("西厅", 60, ("西",)),
    ("大厅", 150, ("东", "西")),
    ("舞蹈室", 30, ("舞蹈室",)),
    ("会议室", 20, ("会议室",)),
)
LAYOUTS = (  # room, layout, capacity, setup, teardown
    ("大厅", "课桌", 80, 30, 15),
    ("大厅", "剧场", 150, 60, 30),
    ("东厅", "课桌", 40, 30, 15),
)


def zone_id(session: Session, code: str = ZONE) -> int:
    return session.scalars(select(Zone.id).where(Zone.code == code)).one()


def add_room(opened: VenueFile, at: datetime, name: str, *spaces: str, capacity: int = 50, zone: str = ZONE) -> None:
    """A room of these spaces, those not there yet put up with it; without any it is one space of its own name."""

    def deed(session: Session) -> None:
        where = zone_id(session, zone)
        ids = []
        for one in spaces or (name,):
            found = session.scalar(select(Space).where(Space.name == one))
            if found is None:
                found = Space(zone_id=where, name=one)
                session.add(found)
                session.flush()
            ids.append(found.id)
        room = Room(zone_id=where, name=name, capacity=capacity)
        session.add(room)
        session.flush()
        session.add_all(RoomSpace(room_id=room.id, space_id=space) for space in ids)

    scene.write(opened, at, deed)


def add_layout(
    opened: VenueFile, at: datetime, room: str, name: str, *, capacity: int = 50, setup: int = 0, teardown: int = 0
) -> None:
    layout = Layout(
        room_id=room_named(opened, room), name=name, capacity=capacity, setup_minutes=setup, teardown_minutes=teardown
    )
    scene.write(opened, at, lambda session: session.add(layout))


def add_unit(opened: VenueFile, at: datetime, name: str, phone: str = "") -> None:
    scene.write(opened, at, lambda session: session.add(Unit(name=name, phone=phone)))


def build_palace(opened: VenueFile, at: datetime) -> None:
    """大厅 = 东 + 西, two small rooms, three layouts; open every day but Monday 9 to 21."""
    for name, capacity, spaces in PALACE:
        add_room(opened, at, name, *spaces, capacity=capacity)
    for room, name, capacity, setup, teardown in LAYOUTS:
        add_layout(opened, at, room, name, capacity=capacity, setup=setup, teardown=teardown)
    open_daily(opened, at)


def open_daily(opened: VenueFile, at: datetime, hours: str = "9:00-21:00") -> None:
    """The whole venue is open every day but Monday, holidays too."""
    windows = calendar.windows_of(hours)
    week = {line: windows for line in range(8) if line}
    draft = calendar.HoursDraft(valid_from=at.date(), windows=week, on_holidays=calendar.OWN)
    scene.write(opened, at, lambda session: calendar.set_weekly_hours(session, draft=draft, now=at) and None)


def add_exception(
    opened: VenueFile,
    at: datetime,
    kind: str,
    first: date,
    last: date,
    *,
    hours: str = "",
    reason: str = "检修",
    zone: str = "",
) -> None:
    def deed(session: Session) -> None:
        where = zone_id(session, zone) if zone else None
        windows = calendar.windows_of(hours)
        draft = calendar.ExceptionDraft(
            zone_id=where, first=first, last=last, kind=kind, reason=reason, windows=windows
        )
        calendar.add_exception(session, draft=draft)

    scene.write(opened, at, deed)


def retire_room(opened: VenueFile, at: datetime, name: str) -> None:
    def deed(session: Session) -> None:
        session.scalars(select(Room).where(Room.name == name)).one().retired_at = at

    scene.write(opened, at, deed)


def retire_layout(opened: VenueFile, at: datetime, room: str, name: str) -> None:
    def deed(session: Session) -> None:
        session.get_one(Layout, layout_named(opened, room, name)).retired_at = at

    scene.write(opened, at, deed)


def retire_unit(opened: VenueFile, at: datetime, name: str) -> None:
    def deed(session: Session) -> None:
        session.scalars(select(Unit).where(Unit.name == name)).one().retired_at = at

    scene.write(opened, at, deed)


def room_named(opened: VenueFile, name: str) -> int:
    return int(scene.read(opened, select(Room.id).where(Room.name == name)))


def layout_named(opened: VenueFile, room: str, name: str) -> int:
    of_room = Layout.room_id == room_named(opened, room)
    return int(scene.read(opened, select(Layout.id).where(of_room, Layout.name == name)))


def unit_named(opened: VenueFile, name: str) -> int:
    return int(scene.read(opened, select(Unit.id).where(Unit.name == name)))
