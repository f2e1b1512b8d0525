"""Bookings from a table, past and to come, one row for each date; the key is the room and the start."""

import json
from bisect import bisect_left
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import bindparam, text
from sqlalchemy.orm import Session

from venuedesk.core import bookings, calendar
from venuedesk.core.bookings import BOOKED, ENDED, HOLDING, facts, rules, spans
from venuedesk.core.clock import now_of
from venuedesk.core.events import closed_months
from venuedesk.core.journal import plain
from venuedesk.core.periods import month_of
from venuedesk.core.texts import clean
from venuedesk.exchange import plans
from venuedesk.exchange.booking_lines import CALLED_OFF, COLUMNS, BookingLine, Held, Known, read
from venuedesk.exchange.cells import Fault
from venuedesk.exchange.members import missing_units
from venuedesk.exchange.plans import NOBODY, Differing, New, Plan, Reading, Sorted, Watch
from venuedesk.i18n import _

__all__ = ["COLUMNS", "Openings", "as_it_is", "read", "sort"]

Margins = tuple[timedelta, timedelta]  # setup and teardown

_OVER = (*CALLED_OFF, ENDED)  # states that no row of a file changes
_MARGIN = timedelta(days=8, hours=20)  # what occupies a space now may have begun so long ago
_STANDING = text(
    "SELECT b.id, b.room_id, b.starts_at, b.ends_at, b.state, b.unit_id, b.member_id, u.name AS unit, m.name AS member,"
    " b.caller, b.phone, b.purpose, b.expected, b.attended, coalesce(l.name, '') AS layout, b.reason, b.note,"
    " b.setup_minutes, b.teardown_minutes"
    " FROM json_each(:keys) AS k CROSS JOIN bookings AS b ON b.room_id = json_extract(k.value, '$[0]')"
    " AND b.starts_at = json_extract(k.value, '$[1]') LEFT JOIN units AS u ON u.id = b.unit_id"
    " LEFT JOIN members AS m ON m.id = b.member_id LEFT JOIN layouts AS l ON l.id = b.layout_id ORDER BY b.id"
)
_TAKEN = text(
    "SELECT space_id, starts_at, ends_at, booking_id FROM occupancy WHERE space_id IN :spaces"
    " AND starts_at >= :first AND starts_at < :last ORDER BY space_id, starts_at"
).bindparams(bindparam("spaces", expanding=True))


def sort(session: Session, reading: Reading[BookingLine], watch: Watch = NOBODY) -> Plan[BookingLine]:
    """What importing the bookings would do: each row is held against the records and against the rows before it."""
    found: Sorted[BookingLine] = Sorted()
    sorter = _Sorter(session, found, [line for _n, line in reading.drafts])
    plans.sort_all(reading, sorter, watch)
    found.notices += sorter.notices()
    return plans.plan_of(plans.BOOKINGS, session, reading, found)


def as_it_is(line: BookingLine, now: datetime) -> BookingLine:
    """The line with its state: what took place and was counted has ended, everything else is booked."""
    if line.state:
        return line
    over = line.attended is not None and line.ends_at <= now
    return replace(line, state=ENDED if over else BOOKED)


class Openings:
    """When the zones are open, each looked up once."""

    def __init__(self, session: Session, first: datetime) -> None:
        """``first`` is the earliest moment that will be asked about."""
        self._session = session
        self._since = first.date() - timedelta(days=1)
        self._hours: dict[int, calendar.Calendar] = {}
        self._known: dict[tuple[int, Any, Any], list[spans.Opening]] = {}

    def of(self, zone_id: int, starts_at: datetime, ends_at: datetime) -> list[spans.Opening]:
        """The openings that reach into the days of a span."""
        key = (zone_id, starts_at.date(), ends_at.date())
        if key not in self._known:
            if zone_id not in self._hours:
                self._hours[zone_id] = calendar.load(self._session, zone_id=zone_id, since=self._since)
            self._known[key] = spans.openings(self._hours[zone_id], key[1], key[2])
        return self._known[key]


@dataclass(frozen=True, slots=True)
class _Taker:
    """Who takes a space: a booking that stands (0: none yet), and the row of the file that says so (None: none)."""

    booking_id: int
    n: int = 0
    line: BookingLine | None = None


class _Taken:
    """When spaces are taken, by bookings that stand and by rows of the file."""

    def __init__(self, session: Session, spaces: Collection[int], first: datetime, last: datetime) -> None:
        self._starts: dict[int, list[str]] = {space: [] for space in spaces}
        self._rows: dict[int, list[tuple[str, _Taker]]] = {space: [] for space in spaces}
        values = {"spaces": list(spaces), "first": plain(first - _MARGIN), "last": plain(last + _MARGIN)}
        for space, starts, ends, booking_id in session.execute(_TAKEN, values):
            self._starts[space].append(starts)
            self._rows[space].append((ends, _Taker(booking_id)))

    def met(self, space: int, start: str, end: str, own: int) -> _Taker | None:
        """Who takes the space at some time of a span, but the booking ``own``; None where it is free."""
        for place in range(bisect_left(self._starts[space], end) - 1, -1, -1):
            until, who = self._rows[space][place]
            if until <= start:
                return None
            if not own or who.booking_id != own:
                return who
        return None

    def take(self, space: int, start: str, end: str, who: _Taker) -> None:
        """Let a row take a free space; a booking that stands keeps what it had too."""
        starts, rows = self._starts[space], self._rows[space]
        place = bisect_left(starts, end) - 1
        if place >= 0 and rows[place][0] > start:  # only what the booking itself has can be there
            start, end = min(start, starts.pop(place)), max(end, rows.pop(place)[0])
        place = bisect_left(starts, start)
        starts.insert(place, start)
        rows.insert(place, (end, who))


class _Sorter:
    def __init__(self, session: Session, found: Sorted[BookingLine], lines: Sequence[BookingLine]) -> None:
        self._session = session
        self._found = found
        self._now = now_of(session)
        self._known = Known(session)
        self._closed = closed_months(session)
        self._lines: dict[tuple[int, datetime, BookingLine | None], int] = {}
        first = min((line.starts_at for line in lines), default=self._now)
        last = max((line.ends_at for line in lines), default=self._now)
        spaces = {s for room in {line.room for line in lines} & self._known.rooms.keys() for s in self._of(room)}
        self._taken = _Taken(session, spaces, first, last)
        self._openings = Openings(session, first)
        self._units: list[str] = []
        self._outside = self._crowded = 0

    def _of(self, room: str) -> tuple[int, ...]:
        return self._known.rooms[room].spaces

    def look_up(self, lines: Sequence[BookingLine]) -> None:
        """Fetch everything that the lines of a block could meet."""
        self._known.look_up(lines)
        rooms = self._known.rooms
        keys = {(rooms[x.room].id, plain(x.starts_at)) for x in lines if x.room in rooms}
        self._standing: dict[tuple[int, str], list[Any]] = {}
        for row in self._session.execute(_STANDING, {"keys": json.dumps(sorted(keys))}):
            self._standing.setdefault((row.room_id, row.starts_at), []).append(row)

    def sort(self, n: int, line: BookingLine) -> None:
        """Put one line where it belongs."""
        held = self._known.of(line)
        if isinstance(held, Fault):
            self._found.reject(n, held.column, held.reason)
            return
        called_off = line.state in CALLED_OFF
        key = (held.room.id, line.starts_at, line if called_off else None)
        if key in self._lines:
            self._found.reject(n, _("Start"), _("stands twice, first on line {n}").format(n=self._lines[key]))
            return
        row = self._match(line, held, called_off)
        fault = self._add(n, line, held) if row is None else self._compare(n, line, held, row)
        if fault is None:
            self._lines[key] = n
        else:
            self._found.reject(n, fault.column, fault.reason)

    def _match(self, line: BookingLine, held: Held, called_off: bool) -> Any:
        """The booking that stands for a line: the one that holds the room then, else one of the same holder."""
        found = self._standing.get((held.room.id, str(plain(line.starts_at))), [])
        holding = [row for row in found if row.state in HOLDING]
        same = [row for row in found if _holder(row, held)]
        if called_off:
            alike = (row for row in same if row.state == line.state and line.reason in ("", row.reason))
            return next(alike, next(iter(same), None))
        return next(iter(holding), next(iter(same), None))

    # ------------------------------------------------------------ new ones

    def _add(self, n: int, line: BookingLine, held: Held) -> Fault | None:
        whole = as_it_is(line, self._now)
        fault = self._too_early(whole) or self._too_late(whole)
        if fault is None and whole.ends_at > self._now:  # what is past may be of a room or unit that is gone by now
            fault = self._left(whole, held) or self._retired(held)
        if fault is None and whole.state in HOLDING:
            fault = self._clash(n, line, held, held.margins, 0)
        if fault is None:
            self._found.new.append(New(n, line))
            self._remark(whole, held)
        return fault

    def _too_late(self, line: BookingLine) -> Fault | None:
        month = month_of(line.starts_at.date())
        if month not in self._closed:
            return None
        return Fault(_("Day"), _("lies in {month}, which is closed").format(month=month))

    def _left(self, line: BookingLine, held: Held) -> Fault | None:
        """Nothing is booked for a unit or member that has left."""
        if not held.left:
            return None
        title, name = (_("Unit"), line.unit) if line.unit else (_("Member"), line.member or line.card)
        return Fault(title, _("{name} is retired").format(name=name))

    def _retired(self, held: Held) -> Fault | None:
        """Nothing is booked in a room or a layout that is no longer in use."""
        if held.room.retired:
            return Fault(_("Room"), _("{room} is no longer in use").format(room=held.room.name))
        if held.layout is not None and held.layout not in held.room.layouts:
            return Fault(_("Layout"), _("{room} is no longer in use").format(room=held.layout.name))
        return None

    def _too_early(self, line: BookingLine) -> Fault | None:
        """What a file says of something that has not happened yet."""
        if line.state == ENDED and line.ends_at > self._now:
            return Fault(_("State"), _("it is not over yet"))
        if line.attended is not None and line.ends_at > self._now:
            return Fault(_("Attended"), _("it is not over yet"))
        if line.state in (bookings.NO_SHOW, bookings.ARRIVED) and line.starts_at > self._now:
            return Fault(_("State"), _("it has not begun yet"))
        return None

    def _clash(self, n: int, line: BookingLine, held: Held, margins: Margins, own: int) -> Fault | None:
        """Who has one of the spaces at that time; else the line takes them."""
        before, after = margins
        start, end = str(plain(line.starts_at - before)), str(plain(line.ends_at + after))
        for space in held.room.spaces:
            who = self._taken.met(space, start, end, own)
            if who is not None:
                return Fault(_("Start"), self._words(who, space, line.starts_at - before, line.ends_at + after))
        for space in held.room.spaces:
            self._taken.take(space, start, end, _Taker(own, n, line))
        return None

    def _words(self, who: _Taker, space: int, start: datetime, end: datetime) -> str:
        """Who has the space: a booking as it stands, else the row of the file that asks for more than stands."""
        clashes = facts.clashes(self._session, [space], (start, end))
        found = next((c for c in clashes if c.booking_id == who.booking_id), None)
        if found is not None:
            return rules.room_taken(found).text
        assert who.line is not None  # what stands is found
        words = _("line {n} has {room} {span}: {who}")
        return words.format(n=who.n, room=who.line.room, span=who.line.span, who=who.line.who)

    def _remark(self, line: BookingLine, held: Held) -> None:
        if held.new_unit:
            self._units.append(held.new_unit)
        if line.state not in HOLDING:
            return
        most = held.room.capacity if held.layout is None else held.layout.capacity
        self._crowded += max(line.expected or 1, line.attended or 0) > most
        found = self._openings.of(held.room.zone_id, line.starts_at, line.ends_at)
        self._outside += spans.minutes_of(line.starts_at, line.ends_at, found).closed > 0

    def notices(self) -> Iterator[str]:
        """What the clerk should know before the rows are taken."""
        missing = missing_units(set(self._known.units), self._units)
        if missing:
            shown = _(", ").join(missing[:5]) + ("…" if len(missing) > 5 else "")
            yield _("{n} units are new and will be created: {names}.").format(n=len(missing), names=shown)
        if self._outside:
            yield _("{n} bookings lie outside the opening hours, in whole or in part.").format(n=self._outside)
        if self._crowded:
            yield _("{n} bookings have more people than the room holds.").format(n=self._crowded)

    # ------------------------------------------------------------ those that stand

    def _compare(self, n: int, line: BookingLine, held: Held, row: Any) -> Fault | None:
        # what stands is kept: a note may have several lines, where a cell has one; another layout may have the name now
        both = ((line.layout, row.layout), (line.note, row.note))
        layout, note = ("" if said == clean(kept) else said for said, kept in both)
        line = replace(line, layout=layout, note=note)
        ended = line.attended is not None and line.ends_at <= self._now and not line.state
        state = ENDED if ended and row.state not in _OVER else line.state
        changes = plans.differences(_pairs(row, line, held, state))
        if not changes:
            self._found.equal += 1
            return None
        if row.state in _OVER:
            words = _("the booking is {state} here and is no longer changed")
            return Fault(changes[0][0], words.format(state=bookings.state_text(row.state)))
        whole = replace(line, state=state)
        fault = self._too_early(whole) or self._too_late(whole) or self._unlike_desk(whole, held, row)
        if fault is None and state not in CALLED_OFF:
            fault = self._clash_of_change(n, line, held, row)
        if fault is None:
            what = f"{held.room.name} {line.span}"
            self._found.differing.append(Differing(n, whole, row.id, what, changes))
            if held.new_unit:
                self._units.append(held.new_unit)
        return fault

    def _unlike_desk(self, line: BookingLine, held: Held, row: Any) -> Fault | None:
        """What the desk's commands would refuse of a change: there it would end the import of all the others."""
        move = None if line.state in ("", row.state) else next(rules.illegal_move(row.state, line.state), None)
        if move is not None:
            return Fault(_("State"), str(move))
        if line.layout and line.layout != row.layout and (fault := self._retired(held)):
            return fault
        if _holder(row, held):
            return None
        known = held.new_unit or held.unit_id or held.member_id or row.unit_id or row.member_id
        if not known and not (line.phone or row.phone):
            return Fault(_("Phone"), _("is empty"))
        return self._left(line, held)

    def _clash_of_change(self, n: int, line: BookingLine, held: Held, row: Any) -> Fault | None:
        """A clash where the row would take more than its booking has; what it would give up stays taken."""
        stays = not line.layout or line.layout == row.layout
        if plain(line.ends_at) == row.ends_at and stays:
            return None
        agreed = timedelta(minutes=row.setup_minutes), timedelta(minutes=row.teardown_minutes)
        return self._clash(n, line, held, agreed if stays else held.margins, row.id)


def _holder(row: Any, held: Held) -> bool:
    """Whether a booking is of those whom a line means."""
    if held.new_unit or (row.unit_id, row.member_id) != (held.unit_id, held.member_id):
        return False
    return row.unit_id is not None or row.member_id is not None or bool(row.caller == held.caller)


def _pairs(row: Any, line: BookingLine, held: Held, state: str) -> Iterator[tuple[str, Any, Any]]:
    """(title, here, in the file) of everything that a row of a file can change."""
    yield _("Ends"), _clock(row.ends_at), _clock(str(plain(line.ends_at)))
    yield _("Unit"), row.unit or "", line.unit
    if held.member_id is not None:
        yield _("Member"), row.member or "", row.member if row.member_id == held.member_id else line.member or line.card
    yield _("Contact"), row.caller, line.caller
    yield _("Phone"), row.phone, held.phone
    yield _("Purpose"), row.purpose, line.purpose
    yield _("Expected"), row.expected, line.expected
    yield _("Attended"), row.attended, line.attended
    yield _("State"), bookings.state_text(row.state), bookings.state_text(state) if state else ""
    yield _("Layout"), row.layout, line.layout
    if row.state in CALLED_OFF:
        yield _("Reason"), row.reason, line.reason
    yield _("Note"), row.note, line.note


def _clock(moment: str) -> str:
    return moment[:16].replace("T", " ")
