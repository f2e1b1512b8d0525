"""The commands of the doors: counting people, entering an hour, marking a day."""

from collections.abc import Collection
from datetime import date, datetime, time
from operator import itemgetter

from sqlalchemy.orm import Session

from venuedesk.core import events
from venuedesk.core.errors import decide, refuse
from venuedesk.core.visits import queries, rules, slips
from venuedesk.core.visits.rows import CLOSED, GATE, MISSING, NOT_COUNTED
from venuedesk.core.visits.tables import DoorDay
from venuedesk.i18n import _

NOTHING: frozenset[str] = frozenset()


def count_visitors(
    session: Session,
    *,
    door_id: int,
    count: int,
    now: datetime,
    accepted: Collection[str] = NOTHING,
    reason: str = "",
) -> slips.Counted:
    """Count people who come in at a door by hand; a negative ``count`` takes back the last that were counted.

    Raises Refused (MonthClosed, DoorRetired, DayMarked, TwoSources, CountedByGate, BelowZero, CountOdd) or NeedsYes
    (LargeGroup, from 200 at once).
    """
    day = now.date()
    door = queries.door_facts(session, door_id, day)
    decide(rules.problems_of_count(door, count, day), accepted)
    at, in_hour = now, queries.visits_of_hour(session, door_id, now) + count
    if in_hour < 0:  # an hour's count is never negative either
        at = _last_moment_with(queries.hours_of_door(session, door_id, day), -count, door.name)
        in_hour -= count
    _record(session, door_id, count, at, source=queries.SOURCES[door.counted_by])
    return slips.Counted(door_id, count, in_hour, door.today + count, door.all_doors + count, door=door.name)


def _last_moment_with(standing: dict[int | None, tuple[int, datetime]], count: int, door: str) -> datetime:
    """The last counted moment of the latest hour that has so many; Refused (BelowZero) where none has."""
    for visits, last in sorted(standing.values(), key=itemgetter(1), reverse=True):
        if visits >= count:
            return last
    words = _("No hour of today has {n} visitors at {door}.").format(n=count, door=door)
    raise refuse("BelowZero", words, _("Take back fewer at once."))


def set_hour(
    session: Session,
    *,
    door_id: int,
    day: date,
    hour: int | None,
    count: int,
    adding: bool,
    now: datetime,
    accepted: Collection[str] = NOTHING,
    reason: str = "",
) -> slips.HourCounted:
    """Enter the visits of an hour at a door, or add to it, on any day of an open month; a gate's count is its reading.

    ``hour`` None is a reading of the whole day, at a gate only; where the gate counts both ways the reading is halved,
    a half rounded up. Raises Refused (MonthClosed, DoorRetired, DayMarked, TwoSources, HourAhead, DayOdd, HourMissing,
    HourOdd, CountOdd, HourAndDay) or NeedsYes (HourReason: by hand, or where a count stands already).
    """
    door = queries.door_facts(session, door_id, day)
    standing = {hour_: n for hour_, (n, _last) in queries.hours_of_door(session, door_id, day).items()}
    decide(rules.problems_of_hour(door, day, hour, count, now=now, standing=standing))
    decide(rules.problems_of_reason(door, day, hour, standing.get(hour)), accepted)
    halved = door.counted_by == GATE and door.both_ways
    visits, before = rules.visits_of(count, both_ways=halved), standing.get(hour, 0)
    change = visits if adding else visits - before
    at = datetime.combine(day, time.fromisoformat(queries.WHOLE_DAY) if hour is None else time(hour))
    _record(session, door_id, change, at, source=queries.SOURCES[door.counted_by], reason=reason)
    reading = count if halved else None
    return slips.HourCounted(door_id, day, hour, before + change, before, reading, door=door.name)


def mark_day(
    session: Session,
    *,
    door_id: int,
    day: date,
    state: str,
    now: datetime,
    accepted: Collection[str] = NOTHING,
    reason: str = "",
) -> slips.DayMarked:
    """Mark a door's day CLOSED or NOT_COUNTED; the mark it has already, or MISSING, takes its mark away.

    Refused with MonthClosed, DayAhead, DayCounted, or NotMarked.
    """
    if state not in (CLOSED, NOT_COUNTED, MISSING):
        raise ValueError(state)
    door = queries.door_facts(session, door_id, day)
    state = MISSING if state == door.mark else state
    decide(rules.problems_of_mark(door, day, state, now=now))
    if door.mark_id is not None:
        session.get_one(DoorDay, door.mark_id).cleared_at = now
        session.flush()
        if state == MISSING:
            return slips.DayMarked(door.mark_id, door_id, day, MISSING, door=door.name)
    elif state == MISSING:
        raise refuse("NotMarked", _("That day has no mark."))
    marked = DoorDay(door_id=door_id, day=day, state=state)
    session.add(marked)
    session.flush()
    return slips.DayMarked(marked.id, door_id, day, state, door=door.name)


def _record(session: Session, door_id: int, count: int, at: datetime, *, source: str, reason: str = "") -> None:
    events.record(
        session, kind=events.VISIT, at=at, quantity=count, source=source, source_id=door_id, reason=reason or None
    )
