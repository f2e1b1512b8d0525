"""Counting a month: fixed queries over its events. Corrections, which are about other days, are never among them."""

from dataclasses import dataclass, field
from datetime import date

from sqlalchemy import text
from sqlalchemy.orm import Session

from venuedesk.core import calendar, events
from venuedesk.core.db import read
from venuedesk.core.people.tables import UNKNOWN
from venuedesk.core.periods import days_of
from venuedesk.core.tallies.definitions import BY_CODE
from venuedesk.core.tallies.rows import CLOSED, COUNTED, MISSING, DayLine, SpaceLine

Part = tuple[int, int | None]  # numerator and denominator of a figure


@dataclass(frozen=True)
class Tally:
    """What was counted in a month, whole: each figure's parts and definition, the days, the spaces."""

    parts: dict[str, Part]
    days: tuple[DayLine, ...] = ()
    spaces: tuple[SpaceLine, ...] = ()
    versions: dict[str, int] = field(default_factory=lambda: {code: one.version for code, one in BY_CODE.items()})

    @property
    def counted(self) -> bool:
        """Whether the visits of every day were counted."""
        return all(line.state in (COUNTED, CLOSED) for line in self.days)


_MONTH = "FROM events WHERE day BETWEEN :first AND :last AND about IS NULL"
_SERVED = "('loan', 'renewal', 'return')"
_SUMS = text(f"SELECT kind, source = 'bookings', sum(quantity), sum(minutes) {_MONTH} GROUP BY 1, 2")
_LENDING = text(
    "SELECT count(*), sum(i), sum(f), sum(n), sum(u) FROM (SELECT max(industrial) i, max(frontline) f,"
    " max(new_employment) n, coalesce(category_id, :unknown) = :unknown u"
    f" {_MONTH} AND kind IN {_SERVED} GROUP BY member_id, zone_id, day)"
)
_SIGNED = text(
    "SELECT sum(quantity), sum(quantity * industrial), sum(quantity * frontline), sum(quantity * new_employment),"
    " sum(quantity * (coalesce(category_id, :unknown) = :unknown AND industrial + frontline + new_employment = 0))"
    f" {_MONTH} AND kind = 'attendance'"
)
_PERSONS = text(
    "SELECT count(DISTINCT member_id), count(DISTINCT CASE WHEN kind IN ('loan', 'renewal') THEN member_id END)"
    f" {_MONTH} AND kind IN ('loan', 'renewal', 'return', 'attendance')"
)
_UNITS = text(
    f"SELECT DISTINCT unit_id, group_name {_MONTH} AND kind IN ('loan', 'renewal', 'return', 'attendance', 'session')"
)
_COUNTING_UNITS = text("SELECT id, name FROM units WHERE counts")
_UNKNOWN = text("SELECT id FROM categories WHERE code = :code")
_VISITS = text(f"SELECT day, sum(quantity) {_MONTH} AND kind = 'visit' GROUP BY day")
_DOORS = text(
    "SELECT day, state FROM door_days WHERE day BETWEEN :first AND :last AND cleared_at IS NULL ORDER BY day, id"
)


def count(session: Session, month: str) -> Tally:
    """Count a month from its events and the calendar."""
    first, last = days_of(month)
    span = {"first": first.isoformat(), "last": last.isoformat()}
    days = _days(session, first, last, span)
    sums = {(kind, bool(booked)): (int(n), int(m)) for kind, booked, n, m in read(session, _SUMS, **span)}
    parts: dict[str, Part] = {}
    open_days = sum(line.open for line in days)
    parts["D-01"] = (open_days, None)
    visits = _of(sums, events.VISIT)
    parts["V-01"], parts["V-02"] = (visits, None), (visits, open_days)
    kinds = (events.LOAN, events.RENEWAL, events.RETURN, events.IN_HOUSE, events.NEW_MEMBER, events.LOST)
    for code, kind in zip(("L-01", "L-02", "L-03", "L-04", "L-06", "L-07"), kinds, strict=True):
        parts[code] = (_of(sums, kind), None)
    parts["B-01"] = (_of(sums, events.SESSION), None)
    parts["B-02"] = (sums.get((events.ATTENDANCE, True), (0, 0))[0], None)
    used, extended = (_of(sums, kind, 1) for kind in (events.SPACE_USE, events.EXTENDED_USE))
    parts["B-03"], parts["B-04"], parts["B-05"], parts["B-06"] = (used, None), (0, None), (used, 0), (extended, None)
    parts |= _people(session, span)
    return Tally({code: parts[code] for code in BY_CODE}, days)


def _of(sums: dict[tuple[str, bool], tuple[int, int]], kind: str, place: int = 0) -> int:
    return sum(found[place] for (other, _booked), found in sums.items() if other == kind)


def _people(session: Session, span: dict[str, str]) -> dict[str, Part]:
    """Units, attendances, persons and shares."""
    unknown = read(session, _UNKNOWN, code=UNKNOWN).scalar_one()
    lent = read(session, _LENDING, unknown=unknown, **span).one()
    signed = read(session, _SIGNED, unknown=unknown, **span).one()
    total, *flags = (int(a or 0) + int(b or 0) for a, b in zip(lent, signed, strict=True))
    persons, borrowers = read(session, _PERSONS, **span).one()
    counting = {id_: name for id_, name in read(session, _COUNTING_UNITS)}
    found = read(session, _UNITS, **span).all()
    units = {counting[unit] for unit, _group in found if unit in counting}
    units |= {group for _unit, group in found if group}
    parts: dict[str, Part] = {"L-05": (persons and borrowers, None), "A-01": (len(units), None)}
    parts |= {"A-02": (total, None), "A-03": (persons, None)}
    return parts | {f"A-0{n}": (part, total) for n, part in enumerate(flags, 4)}


def _days(session: Session, first: date, last: date, span: dict[str, str]) -> tuple[DayLine, ...]:
    hours = calendar.load(session, since=first)
    visits = {day: int(n) for day, n in read(session, _VISITS, **span)}
    marked: dict[str, str] = {day: state for day, state in read(session, _DOORS, **span)}
    lines = []
    for n in range((last - first).days + 1):
        day = date.fromordinal(first.toordinal() + n)
        found, opens = visits.get(day.isoformat()), hours.is_open_day(day)
        state = COUNTED if found is not None else marked.get(day.isoformat(), MISSING if opens else CLOSED)
        lines.append(DayLine(day, opens, found, state))
    return tuple(lines)
