"""A booking on its way to another place, by keys or by the mouse: where it would stand, and what stands against it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from venuedesk.core import bookings, rooms
from venuedesk.core.bookings import BookingDraft, BookingRow
from venuedesk.core.errors import ASK, IMPOSSIBLE
from venuedesk.ui.bookings_form import Filled, filled_of
from venuedesk.ui.bookings_grid import Proposal
from venuedesk.ui.bookings_lines import Line
from venuedesk.ui.bookings_verdict import kind_of
from venuedesk.ui.bookings_words import instant, minute_of

if TYPE_CHECKING:
    from venuedesk.core.desk import Desk

HEAVIEST = {"refused": IMPOSSIBLE, "ask": ASK}  # what is said of a verdict in one line
TO_BE_FILLED = ("HolderMissing", "PhoneMissing")


@dataclass(frozen=True)
class Judged:
    """A verdict on a proposal: its colour, and its words."""

    kind: str
    words: str


def filled_at(proposal: Proposal, lines: Sequence[Line], known: Sequence[rooms.RoomRow]) -> Filled:
    """The form of a booking that would stand at the proposal's place."""
    line = lines[proposal.line]
    span = (proposal.first, proposal.last)
    row = proposal.booking
    if row is None:
        return normal(Filled(line.room_id, line.day, span))
    stays = proposal.origin is None or proposal.origin == line.room_id
    room_id = row.room_id if stays else line.room_id
    layout_id = layout_in(room_id, row, known)
    return normal(replace(filled_of(row), room_id=room_id, day=line.day, span=span, layout_id=layout_id))


def normal(filled: Filled) -> Filled:
    """The same with the day on which it begins, where a drag went over midnight."""
    starts = instant(filled.day, filled.span[0])
    ends = instant(filled.day, filled.span[1])
    day = starts.date()
    return replace(filled, day=day, span=(minute_of(day, starts), minute_of(day, ends)))


def layout_in(room_id: int, row: BookingRow, known: Sequence[rooms.RoomRow]) -> int | None:
    """The layout in a room: the booking's own, or in another room the one of the same name."""
    if room_id == row.room_id:
        return row.layout_id
    layouts = next((room.layouts for room in known if room.id == room_id), ())
    return next((one.id for one in layouts if one.name == row.layout), None)


def judge(desk: "Desk", draft: BookingDraft) -> Judged:
    """The verdict on a booking that is drawn: what asks or forbids, never what is only still to be filled in."""
    found = desk.ask(bookings.problems_of_booking, draft=draft, now=desk.now())
    problems = [p for p in found if p.code not in TO_BE_FILLED]
    kind = kind_of(problems)
    heavy = [p for p in problems if p.kind == HEAVIEST.get(kind)]
    return Judged(kind, "  ".join(str(p) for p in heavy or problems))
