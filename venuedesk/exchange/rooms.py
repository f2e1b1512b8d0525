"""Rooms from a table, a line for each layout; the key is the name of the room."""

from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from sqlalchemy.orm import Session

from venuedesk.core import rooms
from venuedesk.core.clock import now_of
from venuedesk.core.errors import Problem
from venuedesk.core.journal import Imported
from venuedesk.core.rooms import LayoutDraft, LayoutRow, RoomDraft, RoomRow, names_of_spaces, words_of_spaces
from venuedesk.core.rooms.rules import MOST_PEOPLE, problems_of_layout_values
from venuedesk.exchange import plans
from venuedesk.exchange.cells import Column, Fault, Row
from venuedesk.exchange.plans import NOBODY, Differing, New, Plan, Reading, Sorted, Watch
from venuedesk.i18n import N_, _

COLUMNS = (
    Column("name", N_("Room"), ("场地", "名称", "场地名称", "房间", "room"), required=True),
    Column("zone", N_("Zone"), ("功能区", "区域", "分区")),
    Column("spaces", N_("Its spaces"), ("空间", "包含空间", "组成")),
    Column("capacity", N_("People"), ("容纳人数", "人数", "容量", "座位数")),
    Column("layout", N_("Layout"), ("布置", "布局", "摆放")),
    Column("setup", N_("Setup (min)"), ("准备分钟", "准备", "布置分钟")),
    Column("teardown", N_("Teardown (min)"), ("整理分钟", "整理", "清场分钟")),
)
_NUMBERS = ("capacity", "setup", "teardown")
_COLUMN_OF = {  # the column that a problem is about; every other one is about the name
    "ZoneMissing": N_("Zone"),
    "CapacityOutOfRange": N_("People"),
    "LayoutHoldsMore": N_("People"),
    "RoomHoldsLess": N_("People"),
    "SpaceMissing": N_("Its spaces"),
    "SpaceTooLong": N_("Its spaces"),
    "TooManySpaces": N_("Its spaces"),
    "RoomHeld": N_("Its spaces"),
    "MinutesOutOfRange": N_("Setup (min)"),
}


@dataclass(frozen=True, slots=True)
class RoomLine:
    """One line: a room, with one of its layouts where it names one; '' and None where it says nothing."""

    name: str
    zone: str = ""
    spaces: str = ""
    capacity: int | None = None
    layout: str = ""
    setup: int | None = None
    teardown: int | None = None


def read(path: Path, watch: Watch = NOBODY) -> Reading[RoomLine]:
    """The rooms of a table."""
    return plans.read_table(path, COLUMNS, _draft, watch)


def _draft(row: Row) -> RoomLine | Fault:
    numbers: dict[str, int | None] = {}
    for column in COLUMNS:
        if column.field not in _NUMBERS:
            continue
        words = row.text(column.field).removesuffix("人")
        if words and not (words.isascii() and words.isdigit() and len(words) < 7):
            return Fault(_(column.title), _("is not a number: {value}").format(value=words[:40]))
        numbers[column.field] = int(words) if words else None
    if numbers["capacity"] == 0:
        return Fault(_("People"), _("lies between {low} and {high}").format(low=1, high=MOST_PEOPLE))
    return RoomLine(row.text("name"), row.text("zone"), row.text("spaces"), layout=row.text("layout"), **numbers)


# ---------------------------------------------------------------- sorting


def sort(session: Session, reading: Reading[RoomLine], watch: Watch = NOBODY) -> Plan[RoomLine]:
    """What importing the rooms would do."""
    found: Sorted[RoomLine] = Sorted()
    plans.sort_all(reading, _Sorter(session, found, [draft for _line, draft in reading.drafts]), watch)
    return plans.plan_of(plans.ROOMS, session, reading, found)


class _Sorter:
    """Sorts the lines; the first one of a room says what the room is."""

    def __init__(self, session: Session, found: Sorted[RoomLine], drafts: list[RoomLine]) -> None:
        self._session = session
        self._found = found
        self._zones = _zone_names(session)
        self._rooms = {row.name: row for row in rooms.rooms(session)}
        self._lines: dict[tuple[str, str], int] = {}
        self._heads: dict[str, tuple[int, RoomLine]] = {}
        self._people = _people_of(drafts)

    def look_up(self, drafts: object) -> None:
        """Everything is known from the start: a house has few rooms."""

    def sort(self, line: int, draft: RoomLine) -> None:
        """Put one line where it belongs."""
        fault = self._wrong(line, draft)
        if fault is not None:
            self._found.reject(line, fault.column, fault.reason)
            return
        first = draft.name not in self._heads
        self._heads.setdefault(draft.name, (line, draft))
        self._lines[draft.name, draft.layout] = line
        row = self._rooms.get(draft.name)
        if row is None:
            self._found.new.append(New(line, draft))
            return
        changes = self._changes(row, draft, first)
        way = _layout(row, draft.layout)
        if changes:
            self._found.differing.append(Differing(line, draft, row.id, draft.name, changes))
        elif draft.layout and way is None:
            self._found.new.append(New(line, draft, row.id))
        else:
            self._found.equal += 1

    def _wrong(self, line: int, draft: RoomLine) -> Fault | None:
        if (draft.name, draft.layout) in self._lines:
            n = self._lines[draft.name, draft.layout]
            return Fault(_("Layout") if draft.layout else _("Room"), _("stands twice, first on line {n}").format(n=n))
        if draft.zone and draft.zone not in self._zones:
            words = _("no zone is called {zone}; enter it in the settings first").format(zone=draft.zone)
            return Fault(_("Zone"), words)
        head = self._heads.get(draft.name)
        if head is not None:
            return self._unlike(draft, *head) or self._wrong_layout(draft)
        row = self._rooms.get(draft.name)
        if row is None and not draft.zone:
            return Fault(_("Zone"), _("is empty"))
        if row is None and self._people.get(draft.name) is None:
            return Fault(_("People"), _("is empty"))
        problems = rooms.problems_of_room(self._session, draft=self._room(row, draft), now=now_of(self._session))
        return _fault(problems) or self._wrong_layout(draft)

    def _unlike(self, draft: RoomLine, line: int, head: RoomLine) -> Fault | None:
        """A further line of a room says of it what the first one said, or nothing."""
        for title, here, first in (
            (_("Zone"), draft.zone, head.zone),
            (_("Its spaces"), draft.spaces, head.spaces),
        ):
            if here and here != first:
                return Fault(title, _("differs from line {n}, the first one of this room").format(n=line))
        return None

    def _wrong_layout(self, draft: RoomLine) -> Fault | None:
        if not draft.layout:
            return None
        row = self._rooms.get(draft.name)
        most = row.capacity if row is not None else self._people[draft.name]
        people = draft.capacity or most
        problems = problems_of_layout_values(_layout_draft(0, draft, people))
        if people > most:
            words = _("{room} holds {n} people.").format(room=draft.name, n=most)
            return Fault(_("People"), f"{words} {_('Raise the number of the room first.')}")
        return _fault(problems)

    def _room(self, row: RoomRow | None, draft: RoomLine) -> RoomDraft:
        people = draft.capacity if row is not None and not draft.layout else None
        return _room_draft(row, draft, self._zones, people or (row.capacity if row else self._people[draft.name]))

    def _changes(self, row: RoomRow, draft: RoomLine, first: bool) -> tuple[tuple[str, str, str], ...]:
        pairs: list[tuple[str, object, object]] = []
        if first:
            same = not draft.spaces or set(names_of_spaces(draft.spaces, room=draft.name)) == set(row.space_names)
            pairs.append((_("Zone"), row.zone, row.zone if self._zones.get(draft.zone) == row.zone_id else draft.zone))
            spaces = words_of_spaces(row.space_names)
            pairs.append((_("Its spaces"), spaces, spaces if same else draft.spaces))
        way = _layout(row, draft.layout)
        if not draft.layout:
            pairs.append((_("People"), row.capacity, draft.capacity))
        elif way is not None:
            pairs.append((_("People"), way.capacity, draft.capacity))
            pairs.append((_("Setup (min)"), way.setup_minutes, draft.setup))
            pairs.append((_("Teardown (min)"), way.teardown_minutes, draft.teardown))
        return plans.differences(pairs)


def _zone_names(session: Session) -> dict[str, int]:
    """The zones in use by name, and by their name without 区 where that is no other's."""
    named = {zone.name: zone.id for zone in rooms.zones(session)}
    return {name.removesuffix("区"): zone_id for name, zone_id in named.items()} | named


def _people_of(drafts: list[RoomLine]) -> dict[str, int]:
    """The people that each room holds: as its line without a layout says, else the largest of its layouts."""
    found: dict[str, int] = {}
    for draft in drafts:
        if draft.layout and draft.capacity:
            found[draft.name] = max(found.get(draft.name, 0), draft.capacity)
    return found | {d.name: d.capacity for d in drafts if not d.layout and d.capacity}


def _layout(row: RoomRow, name: str) -> LayoutRow | None:
    return next((way for way in row.layouts if name and way.name == name), None)


def _fault(problems: list[Problem]) -> Fault | None:
    """The first problem as what is wrong with a cell."""
    if not problems:
        return None
    return Fault(_(_COLUMN_OF.get(problems[0].code, N_("Room"))), str(problems[0]))


def _room_draft(row: RoomRow | None, draft: RoomLine, zones: dict[str, int], people: int) -> RoomDraft:
    """The room as the line has it; what it leaves empty stays as it is."""
    if row is None:
        return RoomDraft(zone_id=zones[draft.zone], name=draft.name, spaces=draft.spaces, capacity=people)
    kept = RoomDraft(
        zone_id=row.zone_id, name=row.name, capacity=people, position=row.position, note=row.note, room_id=row.id
    )
    return replace(kept, zone_id=zones.get(draft.zone, row.zone_id), spaces=draft.spaces)


def _layout_draft(room_id: int, draft: RoomLine, people: int, way: LayoutRow | None = None) -> LayoutDraft:
    setup, teardown = (0, 0) if way is None else (way.setup_minutes, way.teardown_minutes)
    return LayoutDraft(
        room_id=room_id,
        name=draft.layout,
        capacity=people,
        setup_minutes=setup if draft.setup is None else draft.setup,
        teardown_minutes=teardown if draft.teardown is None else draft.teardown,
        layout_id=None if way is None else way.id,
    )


# ---------------------------------------------------------------- taking


def take(session: Session, plan: Plan[RoomLine], *, update: bool, now: datetime, watch: Watch = NOBODY) -> Imported:
    """Write the plan with the commands that the forms run."""
    zones = _zone_names(session)
    people = _people_of([draft for _line, draft in plan.reading.drafts])
    taken: list[New[RoomLine] | Differing[RoomLine]] = [*plan.new, *(plan.differing if update else ())]
    lines = sorted(taken, key=lambda one: one.line)
    for n, one in enumerate(lines):
        watch.tell(n, len(lines))
        _write(session, one.draft, zones, people.get(one.draft.name), now)
    return plans.imported(plan, update=update)


def _write(session: Session, draft: RoomLine, zones: dict[str, int], people: int | None, now: datetime) -> None:
    """Write one line: the room where it is new or named otherwise, and its layout."""
    row = next((r for r in rooms.rooms(session) if r.name == draft.name), None)
    if row is None or not draft.layout or draft.zone or draft.spaces:
        most = people if row is None else (draft.capacity if not draft.layout else None) or row.capacity
        assert most is not None  # a new room without was rejected
        slip = rooms.save_room(session, draft=_room_draft(row, draft, zones, most), now=now)
        row = rooms.room(session, room_id=slip.room_id)
    if draft.layout:
        way = _layout(row, draft.layout)
        held = draft.capacity or (row.capacity if way is None else way.capacity)
        rooms.save_layout(session, draft=_layout_draft(row.id, draft, held, way))
