"""What the clerk has in hand on the page of rooms: a booking that is placed or swapped, and the deeds of their keys."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from venuedesk.core import bookings
from venuedesk.core.bookings import ARRIVED, PLANNED, BookingRow
from venuedesk.i18n import N_, _
from venuedesk.ui import bookings_deeds as deeds
from venuedesk.ui.bookings_deeds import NEXT
from venuedesk.ui.bookings_form import Filled, filled_of, open_booking
from venuedesk.ui.bookings_grid import FINE, HOUR, Cursor, Proposal
from venuedesk.ui.bookings_place import Judged, filled_at, judge
from venuedesk.ui.bookings_words import DAY_MINUTES, instant

if TYPE_CHECKING:
    from venuedesk.ui.bookings import BookingsPage


@dataclass(frozen=True)
class Deed:
    """Something a key does: its words (marked with N_), and for which bookings; ``on_free`` where there is none.

    ``first`` are the states in which it has a button of its own, else it stands in the menu.
    """

    keys: str
    words: str
    do: Callable[[], Any]
    states: tuple[str, ...] = ()
    on_free: bool = False
    first: tuple[str, ...] = ()


class Hand:
    """The booking in hand, and what is done with the one under the cursor."""

    def __init__(self, page: "BookingsPage") -> None:
        """Nothing is in hand."""
        self.page, self.grid, self.window = page, page.grid, page.window_
        self.placing: Proposal | None = None  # moved by the arrow keys
        self._there: tuple[int, date] | None = None  # the room and day of the line it stands on
        self.swapping: BookingRow | None = None
        self.words, self.kind = "", ""
        page.drag.proposed.connect(self.preview)
        page.drag.dropped.connect(self.drop)

    def deeds(self) -> tuple[Deed, ...]:
        """Every deed with its key."""
        every = bookings.STATES
        return (
            Deed("Enter", N_("Book the room"), self.open_here, on_free=True),
            Deed("Ctrl+R", N_("Check in"), self.check_in, PLANNED, first=(bookings.BOOKED,)),
            Deed("Ctrl+K", N_("Confirm"), self.confirm, tuple(NEXT), first=tuple(NEXT)),
            Deed("Ctrl+L", N_("End the booking"), self.end, (*PLANNED, ARRIVED), first=(ARRIVED,)),
            Deed("Enter", N_("Change"), self.open_here, every, first=every),
            Deed("Ctrl+M", N_("Move"), self.take_up, PLANNED, first=PLANNED),
            Deed("Ctrl+D", N_("Call off"), self.cancel, PLANNED, first=PLANNED),
            Deed("Ctrl+P", N_("Slip"), self.print_slip, every, first=every),
            Deed("Ctrl+B", N_("No-show"), self.no_show, PLANNED),
            Deed("Ctrl+H", N_("Swap"), self.swap, PLANNED),
            Deed("Ctrl+N", N_("New booking"), self.book_here, every),
            Deed("Ctrl+W", N_("Week of the room"), self.page.turn_week, every, on_free=True),
            Deed("Ctrl+F", N_("Find"), self.page.find, every, on_free=True),
            Deed("Ctrl+Shift+P", N_("Day sheet"), self.print_day, every, on_free=True),
        )

    # ------------------------------------------------------------ booking and changing

    def enter(self) -> None:
        """Enter: put down what is in hand, else open what is under the cursor."""
        if self.placing is not None:
            self.drop(self.placing)
        elif self.swapping is not None:
            self.swap()
        else:
            self.open_here()

    def open_here(self) -> None:
        """The booking under the cursor, or a new one there."""
        row = self.page.marked
        if row is None:
            self.book_here()
        else:
            self._open(filled_of(row))

    def book_here(self) -> None:
        """A new booking at the cursor."""
        line, cursor = self.grid.line, self.grid.cursor_
        if line is None:
            self.window.say("refused", _("There is no room yet: Settings (F7), Rooms."))
            return
        self._open(Filled(line.room_id, line.day, (cursor.minute, self.grid.until)))

    def _open(self, filled: Filled) -> None:
        self.let_go()
        open_booking(self.window, filled, self._opened)

    def _opened(self, slip: Any) -> None:
        row = self.page.desk.ask(bookings.booking, booking_id=slip.booking_id)
        if row is not None:
            self.page.show_booking(row)

    # ------------------------------------------------------------ placing

    def take_up(self) -> None:
        """Ctrl+M: the arrow keys move the booking under the cursor; Enter puts it down, Esc lets it be."""
        bar, line = self.grid.bar, self.grid.line
        if bar is None or line is None or bar.booking.state not in PLANNED:
            self._choose(_("Mark a booking that has not begun."))
            return
        self.placing = Proposal(bar.booking, self.grid.cursor_.line, bar.first, bar.last, line.room_id)
        self.preview(self.placing)

    def step(self, by: int, *, longer: bool) -> None:
        """Move what is placed by minutes, or its end alone; over midnight to the next day."""
        assert self.placing is not None
        at = self.placing
        first = at.first if longer else at.first + by
        last = max(at.last + by, first + FINE)
        turn = 0 if longer else (first >= DAY_MINUTES) - (last <= 0)
        self.placing = replace(at, first=first - turn * DAY_MINUTES, last=last - turn * DAY_MINUTES)
        if turn:
            self.page.go_to_day(self.grid.lines[at.line].day + timedelta(days=turn))
        else:
            self.preview(self.placing)

    def place_at(self, *, line: int | None = None, minute: int | None = None, until: int | None = None) -> None:
        """Place it on another line, or at another time; without its end it stays as long as it is."""
        assert self.placing is not None
        at = self.placing
        first = at.first if minute is None else minute
        last = first + at.last - at.first if until is None else until
        self.placing = replace(at, line=at.line if line is None else line, first=first, last=last)
        self.preview(self.placing)

    def change_line(self, by: int) -> None:
        """Move what is placed to another line."""
        assert self.placing is not None
        self.place_at(line=min(max(self.placing.line + by, 0), len(self.grid.lines) - 1))

    def go_to_time(self, minute: int, until: int | None) -> None:
        """A time was typed: what is placed goes there, else the cursor."""
        if self.placing is not None:
            self.place_at(minute=minute, until=until)
            return
        length = HOUR if until is None else until - minute
        self.grid.put_cursor(Cursor(self.grid.cursor_.line, minute, length, until is not None))

    def go_to_day(self, day: date) -> None:
        """Another day is about to be shown: what is placed goes there."""
        if self._there is not None:
            self._there = self._there[0], day

    def look_again(self) -> None:
        """The lines were read anew: judge what is placed where it stands now; without its line it goes back."""
        if self.placing is None:
            return
        lines = [(line.room_id, line.day) for line in self.grid.lines]
        if self._there in lines:
            self.place_at(line=lines.index(self._there))
        else:
            self.set_back()

    def preview(self, proposal: Proposal) -> None:
        """Draw a proposal with its verdict."""
        line = self.grid.lines[proposal.line]
        self._there = line.room_id, line.day
        filled = filled_at(proposal, self.grid.lines, self.page.rooms)
        verdict = judge(self.page.desk, filled.draft())
        self._show(proposal, verdict, filled)

    def _show(self, proposal: Proposal, verdict: Judged, filled: Filled) -> None:
        room = next((room.name for room in self.page.rooms if room.id == filled.room_id), "")
        draft = filled.draft()
        where = f"{room} {bookings.span_text(draft.starts_at, draft.ends_at)}"
        self.words = f"{verdict.words}  → {where}" if verdict.words else f"{where}: {_('free')}"
        self.kind = verdict.kind
        self.grid.show_ghost(proposal, verdict.kind, self.words)
        if self.placing is not None:  # the mouse would run away with a grid that scrolls under it
            self.grid.let_be_seen(proposal.line, proposal.first, proposal.last)
        self.page.show_cursor()

    def drop(self, proposal: Proposal) -> None:
        """Put a proposal down: a new one opens its form; one that cannot be there shows the ways out in its form."""
        filled = filled_at(proposal, self.grid.lines, self.page.rooms)
        row = proposal.booking
        self.let_go()
        if row is None:
            self._open(filled)
            return
        draft = filled.draft()
        if (draft.room_id, draft.starts_at, draft.ends_at) == (row.room_id, row.starts_at, row.ends_at):
            self.window.say("shown", _("It stays where it is."))
            return
        if judge(self.page.desk, draft).kind == "refused":
            self._open(filled)
            return
        said = self.window.perform(
            bookings.move, booking_id=row.id, room_id=draft.room_id, starts_at=draft.starts_at,
            ends_at=draft.ends_at, layout_id=draft.layout_id, now=self.page.desk.now(),
        )  # fmt: skip
        if said == "done":
            self._follow(row.id)

    def _follow(self, booking_id: int) -> None:
        row = self.page.desk.ask(bookings.booking, booking_id=booking_id)
        if row is not None and instant(row.starts_at.date(), 0).date() == self.page.day and self.page.week_of is None:
            self.page.show_booking(row)

    def set_back(self) -> bool:
        """What is dragged or moved is where it was, a swap goes on; False where nothing was moved."""
        held = self.page.drag.cancel() or self.placing is not None
        self.placing = None
        if self.swapping is None:
            self.words = self.kind = ""
        self.grid.show_ghost(None)
        self.page.show_cursor()
        return held

    def let_go(self) -> bool:
        """Nothing is in hand any more; False where nothing was."""
        swapped, self.swapping = self.swapping, None
        return self.set_back() or swapped is not None

    @property
    def ways_on(self) -> tuple[str, str] | None:
        """What Enter does with what is in hand, and what the other keys do; None where nothing is."""
        if self.placing is not None:
            hint = _("← → ↑ ↓ move it, Shift+← → its end; or type a day, a time, a room.")
            return _("Put it here (Enter)"), hint
        return None if self.swapping is None else (_("Swap with this one (Enter)"), "")

    # ------------------------------------------------------------ deeds on the booking under the cursor

    def _choose(self, words: str) -> None:
        self.window.say("refused", words)

    def _on_marked(self, deed: Callable[..., Any]) -> None:
        self.set_back()
        row = self.page.marked
        if row is None:
            self._choose(_("Mark a booking first: arrow keys, or type its holder."))
        else:
            deed(self.window, row)

    def check_in(self) -> None:
        """Ctrl+R."""
        self._on_marked(deeds.check_in)

    def confirm(self) -> None:
        """Ctrl+K."""
        self._on_marked(deeds.confirm)

    def end(self) -> None:
        """Ctrl+L."""
        self._on_marked(deeds.end)

    def cancel(self) -> None:
        """Ctrl+D."""
        self._on_marked(deeds.cancel)

    def no_show(self) -> None:
        """Ctrl+B."""
        self._on_marked(deeds.no_show)

    def swap(self) -> None:
        """Ctrl+H: take this one for a swap, then on the other: swap them."""
        row, first = self.page.marked, self.swapping
        if row is None or (first is not None and row.id == first.id):
            self._choose(_("Mark the booking to swap with, then Ctrl+H."))
        elif first is None:
            self.swapping = row
            self.words = _("Swap {holder}: mark the other booking, then Ctrl+H. Esc lets it be.").format(
                holder=row.holder
            )
            self.page.show_cursor()
        else:
            self.let_go()
            deeds.swap(self.window, first, row)

    def print_slip(self) -> None:
        """Ctrl+P."""
        self._on_marked(deeds.print_slip)

    def print_day(self) -> None:
        """Ctrl+Shift+P."""
        if self.page.day is not None:
            deeds.print_day(self.window, self.grid.line.day if self.grid.line else self.page.day)
