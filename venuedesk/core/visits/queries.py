"""The queries of visits, and the facts that its commands ask for."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import bindparam, func, select, text
from sqlalchemy.orm import Session

from venuedesk.core import calendar, slips
from venuedesk.core.clock import now_of
from venuedesk.core.db import read
from venuedesk.core.house import Zone
from venuedesk.core.pages import LENGTH
from venuedesk.core.people import Member, Unit
from venuedesk.core.visits.rows import (
    CLOSED,
    COUNTED,
    GATE,
    HAND,
    MISSING,
    DoorDayRow,
    DoorRow,
    Figures,
    HourRow,
    SignInRow,
)
from venuedesk.core.visits.tables import Door, SignIn

WHOLE_DAY = "23:59:59"  # the moment of a reading of a whole day
SOURCES = {HAND: "doors", GATE: "gates"}  # the source of the events, by how a door is counted

# word for word as in the partial index: with bound values SQLite would not use it
_VISITS = "FROM events INDEXED BY ix_events_visits WHERE kind = 'visit' AND about IS NULL"
_OF_DAY = f"{_VISITS} AND day = :day"
_HOUR_OF = (
    f"CASE WHEN substr(at, 12) = '{WHOLE_DAY}' AND source = '{SOURCES[GATE]}' THEN NULL"
    " ELSE CAST(substr(at, 12, 2) AS INTEGER) END"
)


@dataclass(frozen=True)
class DoorFacts:
    """What a command must know of a door and one of its days."""

    name: str
    counted_by: str
    both_ways: bool
    retired: bool  # on that day or before
    month_closed: bool
    mark_id: int | None
    mark: str | None
    source: str | None  # of the counts of that day, None without any
    today: int
    all_doors: int


_FACTS = text(
    "SELECT doors.name, doors.counted_by, doors.both_ways, coalesce(substr(doors.retired_at, 1, 10) <= :day, 0),"
    " EXISTS (SELECT 1 FROM closed_months WHERE month = substr(:day, 1, 7) AND reopened_at IS NULL),"
    " door_days.id, door_days.state, counts.source, counts.today, counts.all_doors"
    " FROM doors LEFT JOIN door_days"
    " ON door_days.door_id = doors.id AND door_days.day = :day AND door_days.cleared_at IS NULL"
    " JOIN (SELECT max(CASE WHEN source_id = :door THEN source END) AS source,"
    " coalesce(sum(CASE WHEN source_id = :door THEN quantity END), 0) AS today,"
    f" coalesce(sum(quantity), 0) AS all_doors {_OF_DAY}) AS counts"
    " WHERE doors.id = :door"
)
_HOUR = text(f"SELECT coalesce(sum(quantity), 0) {_OF_DAY} AND source_id = :door AND at BETWEEN :since AND :until")
_LAST = text(f"SELECT quantity {_OF_DAY} AND source_id = :door ORDER BY id DESC LIMIT 1")
_HOURS_OF_DOOR = text(
    f"SELECT {_HOUR_OF} AS hour, sum(quantity), max(at) {_OF_DAY} AND source_id = :door GROUP BY hour ORDER BY hour"
)
_HOURS = text(
    f"SELECT source_id, doors.name, {_HOUR_OF} AS hour, sum(quantity)"
    f" FROM (SELECT source_id, at, source, quantity {_OF_DAY})"
    " JOIN doors ON doors.id = source_id GROUP BY source_id, hour ORDER BY doors.position, doors.id, hour"
)
_BETWEEN = text(
    f"SELECT source_id, doors.name, day, source, {_HOUR_OF} AS hour, sum(quantity)"
    f" FROM (SELECT source_id, day, at, source, quantity {_VISITS} AND day BETWEEN :first AND :last)"
    " JOIN doors ON doors.id = source_id GROUP BY day, source_id, source, hour ORDER BY day, source_id, hour"
)
_DAYS = text(f"SELECT source_id, day, sum(quantity) {_VISITS} AND day BETWEEN :first AND :last GROUP BY day, source_id")
_MARKS = text("SELECT door_id, day, state FROM door_days WHERE day BETWEEN :first AND :last AND cleared_at IS NULL")
_DOORS = select(
    Door.id, Door.name, Door.counted_by, Door.both_ways, Door.since, Door.retired_at, Door.position
).order_by(Door.retired_at.is_not(None), Door.position, Door.id)
_SIGN_INS = (
    select(
        *(SignIn.id, SignIn.at, SignIn.zone_id, Zone.name, Member.name, Unit.name, SignIn.group_name),
        *(SignIn.headcount, SignIn.member_id, SignIn.booking_id),
    )
    .join(Zone, Zone.id == SignIn.zone_id)
    .outerjoin(Member, Member.id == SignIn.member_id)
    .outerjoin(Unit, Unit.id == SignIn.unit_id)
    .where(SignIn.day == bindparam("day", type_=SignIn.day.type))
    .order_by(SignIn.at.desc(), SignIn.id.desc())
    .limit(bindparam("limit"))
)
_SIGNED_IN = select(func.coalesce(func.sum(SignIn.headcount), 0)).where(
    SignIn.day == bindparam("day", type_=SignIn.day.type)
)


# ---------------------------------------------------------------- facts for the commands


def door_facts(session: Session, door_id: int, day: date) -> DoorFacts:
    """What must be known of a door's day, in one query; LookupError when there is no such door."""
    row = read(session, _FACTS, door=door_id, day=day.isoformat()).one_or_none()
    if row is None:
        raise LookupError(door_id)
    return DoorFacts(*row)


def visits_of_hour(session: Session, door_id: int, at: datetime) -> int:
    """The visits through a door in the hour of a moment."""
    since, until = at.replace(minute=0, second=0), at.replace(minute=59, second=59)
    span = {"since": since.isoformat(), "until": until.isoformat()}
    return int(read(session, _HOUR, door=door_id, day=at.date().isoformat(), **span).scalar_one())


def hours_of_door(session: Session, door_id: int, day: date) -> dict[int | None, tuple[int, datetime]]:
    """The visits of each counted hour of a door's day, and when the last of them was counted."""
    rows = read(session, _HOURS_OF_DOOR, door=door_id, day=day.isoformat())
    return {hour: (visits, datetime.fromisoformat(at)) for hour, visits, at in rows}


def hours_between(session: Session, first: date, last: date) -> Iterator[tuple[int, str, date, str, int | None, int]]:
    """Every counted hour of a span of days: (door id, door, day, source, hour, visits)."""
    for door_id, door, day, source, hour, n in read(session, _BETWEEN, first=first.isoformat(), last=last.isoformat()):
        yield door_id, door, date.fromisoformat(day), source, hour, n


def marks_between(session: Session, first: date, last: date) -> dict[tuple[int, date], str]:
    """The marks of a span of days by door and day: CLOSED or NOT_COUNTED."""
    rows = read(session, _MARKS, first=first.isoformat(), last=last.isoformat())
    return {(door_id, date.fromisoformat(day)): state for door_id, day, state in rows}


# ---------------------------------------------------------------- queries


def doors(session: Session, *, with_retired: bool = False) -> list[DoorRow]:
    """The doors in use in the order of their numbers; with ``with_retired`` those no more in use after them."""
    rows = read(session, _DOORS).all()
    found = []
    for number, (id_, name, counted_by, both_ways, since, retired_at, position) in enumerate(rows, 1):
        if retired_at is None or with_retired:
            shown = number if retired_at is None else 0
            found.append(DoorRow(id_, name, counted_by, both_ways, shown, since, retired_at, position))
    return found


def figures(session: Session, *, door_id: int, now: datetime) -> Figures:
    """The large figures of a door at ``now``: its hour, its day, the day of all doors, the last count."""
    facts = door_facts(session, door_id, now.date())
    last = read(session, _LAST, door=door_id, day=now.date().isoformat()).scalar()
    return Figures(visits_of_hour(session, door_id, now), facts.today, facts.all_doors, last)


def hours(session: Session, *, day: date) -> list[HourRow]:
    """The visits of a day by door and hour; hours without counts are left out."""
    return [HourRow(*row) for row in read(session, _HOURS, day=day.isoformat())]


def days(session: Session, *, first: date, last: date) -> list[DoorDayRow]:
    """Every door on every day from ``first`` to ``last``, up to today: its visits, or why there are none.

    A day without counts is MISSING, unless somebody marked it, or the whole venue is closed that day by the calendar.
    """
    last = min(last, now_of(session).date())
    span = {"first": first.isoformat(), "last": last.isoformat()}
    visits = {(door, date.fromisoformat(day)): int(n) for door, day, n in read(session, _DAYS, **span)}
    marks = marks_between(session, first, last)
    open_days = set(calendar.load(session, since=first).open_days(first, last))
    known = doors(session, with_retired=True)
    found = []
    for day in (first + timedelta(days=n) for n in range((last - first).days + 1)):
        for door in known:
            key = (door.id, day)
            if key in visits:
                found.append(DoorDayRow(door.id, door.name, day, COUNTED, visits[key]))
            elif key in marks:
                found.append(DoorDayRow(door.id, door.name, day, marks[key], None, marked=True))
            elif in_use(door, day):
                found.append(DoorDayRow(door.id, door.name, day, MISSING if day in open_days else CLOSED, None))
    return found


def sign_ins(session: Session, *, day: date, limit: int = LENGTH) -> list[SignInRow]:
    """Those who signed in on a day, the newest first."""
    found = []
    for id_, at, zone_id, zone, member, unit, group, headcount, member_id, booking_id in read(
        session, _SIGN_INS, day=day, limit=limit
    ):
        who = member or unit or group
        found.append(SignInRow(id_, at, zone_id, zone, who, headcount, member_id, booking_id))
    return found


def signed_in(session: Session, *, day: date) -> int:
    """How many people signed in on a day."""
    return int(read(session, _SIGNED_IN, day=day).scalar_one())


# ---------------------------------------------------------------- helpers


def in_use(door: DoorRow, day: date) -> bool:
    """Whether a door is to be counted on a day."""
    begun = door.since is None or door.since <= day
    return begun and (door.retired_at is None or day < door.retired_at.date())


slips.look_up_many("door", slips.names_by("door_id", select(Door.id, Door.name)))
slips.look_up_many(
    "group",
    slips.names_by(
        "sign_in_id",
        select(SignIn.id, func.coalesce(Unit.name, SignIn.group_name)).outerjoin(Unit, Unit.id == SignIn.unit_id),
    ),
)
