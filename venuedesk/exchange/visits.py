"""Visits from a table of hours; the key is door, day and hour. A gate's whole day has no hour.

What a row says is the visits themselves; a gate's reading is halved before it is written there, where it counts both
ways.
"""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

from sqlalchemy.orm import Session

from venuedesk.core import events, journal, visits
from venuedesk.core.clock import now_of
from venuedesk.core.events import Event, closed_months
from venuedesk.core.journal import Imported
from venuedesk.core.periods import month_of
from venuedesk.core.visits.queries import SOURCES, WHOLE_DAY, hours_between, in_use, marks_between
from venuedesk.core.visits.rules import FIRST_DAY, MOST_IN_AN_HOUR
from venuedesk.exchange import plans
from venuedesk.exchange.booking_lines import minutes_of
from venuedesk.exchange.cells import DAY, Column, Fault, Row
from venuedesk.exchange.plans import NOBODY, Differing, New, Plan, Reading, Sorted, Watch
from venuedesk.i18n import N_, _

COLUMNS = (
    Column("door", N_("Door"), ("门", "入口", "出入口", "大门", "位置", "地点")),
    Column("day", N_("Day"), ("日期", "日", "date"), DAY, required=True),
    Column("hour", N_("Hour"), ("时段", "小时", "时", "时间", "整点")),
    Column("visits", N_("Visits"), ("到馆人次", "人次", "进馆人次", "到馆", "人数", "count"), required=True),
)
_TO = re.compile(r"\s*[-–—~至到]\s*")
_DAY_LONG = 24 * 60
_WHOLE = frozenset(("", "全天", "整天", "全日", "day", "wholeday"))


@dataclass(frozen=True, slots=True)
class VisitsLine:
    """One line: the visits through a door ('' where there is only one) in an hour of a day, or in all of it."""

    door: str
    day: date
    hour: int | None
    visits: int


def read(path: Path, watch: Watch = NOBODY) -> Reading[VisitsLine]:
    """The visits of a table."""
    return plans.read_table(path, COLUMNS, _draft, watch)


def hour_of(words: str) -> int | None:
    """The hour that words mean: 9, 09:00, 9:00-10:00, 9时, 0.375 of a day; None for the whole day.

    ValueError for anything else, also for a part of an hour and for several hours: they are no hour's count.
    """
    plain = unicodedata.normalize("NFKC", words).strip()
    if "".join(plain.casefold().split()) in _WHOLE:
        return None
    start, *end = _TO.split(plain, maxsplit=1)
    since = minutes_of(start)
    if since is None or since % 60 or since == _DAY_LONG:
        raise ValueError(words)
    if end and (minutes_of(end[0]) or _DAY_LONG) - since not in (59, 60):
        raise ValueError(words)
    return since // 60


def _draft(row: Row) -> VisitsLine | Fault:
    day, words = row.day("day"), row.text("visits").removesuffix("人次").removesuffix("人").strip()
    assert day is not None  # a row without it was rejected
    if not (words.isascii() and words.isdigit() and len(words) < 7 and int(words) <= MOST_IN_AN_HOUR):
        return Fault(_("Visits"), _("is no count from 0 to {n}: {value}").format(n=MOST_IN_AN_HOUR, value=words[:40]))
    try:
        hour = hour_of(row.text("hour"))
    except ValueError:
        return Fault(_("Hour"), _("is no hour such as 9 or 9:00: {value}").format(value=row.text("hour")[:40]))
    return VisitsLine(row.text("door"), day, hour, int(words))


# ---------------------------------------------------------------- sorting


def sort(session: Session, reading: Reading[VisitsLine], watch: Watch = NOBODY) -> Plan[VisitsLine]:
    """What importing the visits would do."""
    found: Sorted[VisitsLine] = Sorted()
    plans.sort_all(reading, _Sorter(session, found, [draft.day for _line, draft in reading.drafts]), watch)
    return plans.plan_of(plans.VISITS, session, reading, found)


class _Sorter:
    def __init__(self, session: Session, found: Sorted[VisitsLine], days: Sequence[date]) -> None:
        self._found = found
        self._now = now_of(session)
        self._doors = visits.doors(session, with_retired=True)
        self._closed = closed_months(session)
        self._lines: dict[tuple[int, date, int | None], int] = {}
        self._whole: dict[tuple[int, date], bool] = {}  # whether the file has the whole day, by door and day
        self._counts: dict[tuple[int, date], dict[int | None, int]] = defaultdict(dict)
        self._sources: dict[tuple[int, date], str] = {}
        self._marked: Collection[tuple[int, date]] = ()
        if days:
            first, last = min(days), max(days)
            for door_id, _door, day, source, hour, n in hours_between(session, first, last):
                self._counts[door_id, day][hour] = n
                self._sources[door_id, day] = source
            self._marked = marks_between(session, first, last)

    def look_up(self, drafts: Sequence[VisitsLine]) -> None:
        """All that a draft could meet was fetched at the start."""

    def sort(self, line: int, draft: VisitsLine) -> None:
        """Put one draft where it belongs."""
        door = self._door(draft.door, draft.day)
        if door is None:
            reason = _("no door in use is called {name}") if draft.door else _("is empty, and there are several doors")
            self._found.reject(line, _("Door"), reason.format(name=draft.door[:40]))
            return
        before = self._counts.get((door.id, draft.day), {}).get(draft.hour)
        column, reason = self._twice(door, draft)
        if not reason and before != draft.visits:  # what stands there already passes, in a closed month too
            column, reason = self._against(door, draft)
        if reason:
            self._found.reject(line, column, reason)
            return
        self._lines[door.id, draft.day, draft.hour] = line
        self._whole[door.id, draft.day] = draft.hour is None
        if before is None:
            self._found.new.append(New(line, draft, door.id))
        elif before == draft.visits:
            self._found.equal += 1
        else:
            what = f"{door.name} {draft.day} {visits.hour_text(draft.hour)}"
            change = (_("Visits"), str(before), str(draft.visits))
            self._found.differing.append(Differing(line, draft, door.id, what, (change,)))

    def _door(self, name: str, day: date) -> visits.DoorRow | None:
        """The door of a name, where there were several the one in use that day; no name means the only one in use."""
        known = [door for door in self._doors if (door.name == name if name else door.retired_at is None)]
        if not name and len(known) > 1:
            return None
        return next((door for door in known if in_use(door, day)), known[0] if known else None)

    def _twice(self, door: visits.DoorRow, draft: VisitsLine) -> tuple[str, str]:
        first = self._lines.get((door.id, draft.day, draft.hour))
        return ("", "") if first is None else (_("Hour"), _("stands twice, first on line {n}").format(n=first))

    def _against(self, door: visits.DoorRow, draft: VisitsLine) -> tuple[str, str]:
        """The column and the reason of what stands against a draft, '' where nothing does."""
        key = (door.id, draft.day)
        if draft.day > self._now.date() or (draft.day == self._now.date() and (draft.hour or 0) > self._now.hour):
            return _("Day"), _("lies after today")
        if draft.day < FIRST_DAY:
            return _("Day"), _("lies between {low} and {high}").format(low=FIRST_DAY, high=self._now.date())
        if month_of(draft.day) in self._closed:
            return _("Day"), _("lies in a closed month")
        if door.retired_at is not None and door.retired_at.date() <= draft.day:
            return _("Door"), _("is no longer in use on that day")
        if key in self._marked:
            return _("Day"), _("is marked closed or not counted at this door")
        if self._sources.get(key, SOURCES[door.counted_by]) != SOURCES[door.counted_by]:
            return _("Day"), _("was counted otherwise; a door counts by one source a day")
        if draft.hour is None and door.counted_by == visits.HAND:
            return _("Hour"), _("is empty, and this door is counted by hand")
        others = {hour is None for hour in self._counts.get(key, ())} | {self._whole.get(key, draft.hour is None)}
        if others != {draft.hour is None}:
            return _("Hour"), _("has hours and a whole day on the same day")
        return "", ""


# ---------------------------------------------------------------- taking


def take(session: Session, plan: Plan[VisitsLine], *, update: bool, now: datetime, watch: Watch = NOBODY) -> Imported:
    """Write the plan: an event for each new hour, and for each that differs one of the difference."""
    sources = {door.id: SOURCES[door.counted_by] for door in visits.doors(session, with_retired=True)}
    changed = plan.differing if update else ()
    lines = [(one.id or 0, one.draft, one.draft.visits) for one in plan.new]
    lines += [(one.id, one.draft, one.draft.visits - int(one.changes[0][1])) for one in changed]
    table: Any = Event.__table__
    for done, block in enumerate(plans.blocks(lines)):
        watch.tell(done * plans.BLOCK, len(lines))
        made = [_event(session, sources[door], door, draft, n) for door, draft, n in block]
        journal.insert_many(session, table, made)
    return plans.imported(plan, update=update)


def _event(session: Session, source: str, door_id: int, draft: VisitsLine, quantity: int) -> dict[str, Any]:
    moment = time.fromisoformat(WHOLE_DAY) if draft.hour is None else time(draft.hour)
    return {
        "action_id": journal.action_id(session),
        "day": draft.day,
        "at": datetime.combine(draft.day, moment),
        "kind": events.VISIT,
        "quantity": quantity,
        "source": source,
        "source_id": door_id,
    }


# ---------------------------------------------------------------- what goes out


def rows(session: Session, first: date | None, last: date | None) -> Iterator[tuple[str, date, str, int]]:
    """Every counted hour from ``first`` to ``last`` as the table has it; a gate's whole day has no hour."""
    for _id, door, day, _source, hour, n in hours_between(session, first or date.min, last or date.max):
        yield door, day, "" if hour is None else f"{hour}:00", n
