"""Counting a month: fixed queries over its events. Corrections, which are about other days, are never among them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from sqlalchemy import text
from sqlalchemy.orm import Session

from venuedesk.core import events, visits
from venuedesk.core.calendar import Calendar
from venuedesk.core.db import read
from venuedesk.core.people.tables import UNKNOWN
from venuedesk.core.tallies.definitions import BY_CODE
from venuedesk.core.tallies.rows import CLOSED, COUNTED, MISSING, NOT_COUNTED, DayLine

Part = tuple[int, int | None]  # numerator and denominator of a figure
_WORST = (MISSING, NOT_COUNTED, COUNTED, CLOSED)

# The index is named: another one looks better to the planner, and is ten times slower.
MONTH = "FROM events INDEXED BY ix_events_day WHERE day BETWEEN :first AND :last AND about IS NULL"
SERVED = "('loan', 'renewal', 'return', 'attendance')"
_UNKNOWN = text("SELECT id FROM categories WHERE code = :code")
_PEOPLE = text(  # a member counts once a zone, day and kind of service, which the source tells; a group by its heads
    "SELECT sum(q), sum(i), sum(f), sum(n), sum(u), sum(loans), sum(renewals), sum(returns), count(DISTINCT m),"
    " count(DISTINCT CASE WHEN loans > 0 OR renewals > 0 THEN m END) FROM (SELECT member_id AS m, 1 AS q,"
    " max(industrial) AS i, max(frontline) AS f, max(new_employment) AS n,"
    " min(coalesce(category_id, :unknown) = :unknown) AS u, sum((kind = 'loan') * quantity) AS loans,"
    " sum((kind = 'renewal') * quantity) AS renewals, sum((kind = 'return') * quantity) AS returns"
    f" {MONTH} AND kind IN {SERVED} AND member_id IS NOT NULL GROUP BY member_id, zone_id, day, source"
    " UNION ALL SELECT NULL, quantity, quantity * industrial, quantity * frontline, quantity * new_employment,"
    " quantity * (coalesce(category_id, :unknown) = :unknown AND industrial + frontline + new_employment = 0), 0, 0, 0"
    f" {MONTH} AND kind = 'attendance' AND member_id IS NULL)"
)
_OTHERS = text(
    f"SELECT kind, source = 'bookings', sum(quantity), sum(minutes) {MONTH}"
    f" AND kind NOT IN ('visit', 'loan', 'renewal', 'return') GROUP BY 1, 2"
)
SESSIONS = (  # what seats are told by; who attended is kept with the booking too, which is twice as fast to add up
    "FROM events e INDEXED BY ix_events_day JOIN bookings b ON b.id = e.source_id JOIN rooms r ON r.id = b.room_id"
    " LEFT JOIN layouts l ON l.id = b.layout_id WHERE e.day BETWEEN :first AND :last AND e.about IS NULL"
    " AND e.kind = 'session' AND e.source = 'bookings'"
)
HOLDS = "coalesce(l.capacity, r.capacity)"
_SEATS = text(f"SELECT coalesce(sum(b.attended), 0), coalesce(sum({HOLDS}), 0) {SESSIONS}")
_UNITS = text(f"SELECT DISTINCT unit_id, group_name {MONTH} AND kind IN {SERVED}")
_UNIT_NAMES = text("SELECT id, name FROM units WHERE counts")


@dataclass(frozen=True)
class Tally:
    """What was counted in a month, whole: each figure's parts and the number of its definition, and the days."""

    parts: Mapping[str, Part]
    days: tuple[DayLine, ...] = ()
    versions: Mapping[str, int] = field(default_factory=lambda: {code: one.version for code, one in BY_CODE.items()})

    @property
    def counted(self) -> bool:
        """Whether somebody counted the visits of every day."""
        return all(line.state in (COUNTED, CLOSED) for line in self.days)


def count(session: Session, first: date, last: date, hours: Calendar, open_minutes: int) -> Tally:
    """Count the days from ``first`` to ``last``; ``open_minutes`` are those of all spaces."""
    span = {"first": first.isoformat(), "last": last.isoformat()}
    days = _days(session, first, last, hours)
    parts = _people(session, span)
    came = sum(line.visits or 0 for line in days)
    parts |= {"V-01": (came, None), "V-02": (came, sum(line.open for line in days))}
    parts["D-01"] = (sum(line.open for line in days), None)
    found = {(kind, bool(booked)): (int(n), int(m)) for kind, booked, n, m in read(session, _OTHERS, **span)}
    nothing = (0, 0)
    for code, kind in (("L-04", events.IN_HOUSE), ("L-06", events.NEW_MEMBER), ("L-07", events.LOST)):
        parts[code] = (found.get((kind, False), nothing)[0], None)
    for code, kind in (("B-01", events.SESSION), ("B-02", events.ATTENDANCE)):
        parts[code] = (found.get((kind, True), nothing)[0], None)
    used, extended = (found.get((kind, True), nothing)[1] for kind in (events.SPACE_USE, events.EXTENDED_USE))
    parts |= {"B-03": (used, None), "B-04": (open_minutes, None), "B-05": (used, open_minutes)}
    came, seats = read(session, _SEATS, **span).one()
    parts |= {"B-06": (extended, None), "B-07": (came, seats)}
    return Tally({code: parts[code] for code in BY_CODE}, days)


def _people(session: Session, span: dict[str, str]) -> dict[str, Part]:
    """Lending, units, attendances, persons and shares."""
    unknown = read(session, _UNKNOWN, code=UNKNOWN).scalar_one()
    found = [int(n or 0) for n in read(session, _PEOPLE, unknown=unknown, **span).one()]
    total, *flags = found[:5]
    loans, renewals, returns, persons, borrowers = found[5:]
    lending = {"L-01": loans, "L-02": renewals, "L-03": returns, "L-05": borrowers}
    parts: dict[str, Part] = {code: (n, None) for code, n in lending.items()}
    parts |= {"A-01": (len(units_covered(session, span)), None), "A-02": (total, None), "A-03": (persons, None)}
    return parts | {f"A-0{n}": (part, total) for n, part in enumerate(flags, 4)}


def units_covered(session: Session, span: dict[str, str]) -> set[str]:
    """The names of the units and groups that were served; a group under the name of a unit is that unit."""
    names: dict[int | None, str] = {id_: name for id_, name in read(session, _UNIT_NAMES)}
    found = read(session, _UNITS, **span).all()
    return {names[unit] for unit, _group in found if unit in names} | {group for _unit, group in found if group}


def _days(session: Session, first: date, last: date, hours: Calendar) -> tuple[DayLine, ...]:
    """Each day with its visits; of several doors the worst state is told."""
    doors: dict[date, list[visits.DoorDayRow]] = {}
    for row in visits.days(session, first=first, last=last):
        doors.setdefault(row.day, []).append(row)
    lines = []
    for day in (first + timedelta(days=n) for n in range((last - first).days + 1)):
        opens = hours.is_open_day(day)
        found = doors.get(day, [])
        states = {row.state for row in found} or {MISSING if opens else CLOSED}
        came = [row.visits for row in found if row.visits is not None]
        lines.append(DayLine(day, opens, sum(came) if came else None, next(s for s in _WORST if s in states)))
    return tuple(lines)
