"""What is done with a booking from a page: check in, end, no-show, cancel, confirm, swap, print."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from venuedesk.core import bookings
from venuedesk.core.bookings import ARRIVED, AWAITING, BOOKED, PLANNED, TENTATIVE, BookingRow
from venuedesk.core.errors import Refused
from venuedesk.i18n import N_, _
from venuedesk.ui.fields import NUMBER, Field
from venuedesk.ui.forms import open_form

if TYPE_CHECKING:
    from venuedesk.ui.main_window import MainWindow

NEXT = {TENTATIVE: AWAITING, AWAITING: BOOKED}


@dataclass(frozen=True)
class Ending:
    """What the form at the end of a booking fills."""

    attended: int


def check_in(window: "MainWindow", row: BookingRow) -> str:
    """They are here."""
    return _perform(window, bookings.check_in, row)


def no_show(window: "MainWindow", row: BookingRow) -> str:
    """Nobody came."""
    return _perform(window, bookings.mark_no_show, row)


def cancel(window: "MainWindow", row: BookingRow) -> str:
    """It does not take place; the reason is asked for."""
    return _perform(window, bookings.cancel, row)


def confirm(window: "MainWindow", row: BookingRow) -> str:
    """One step on: 意向 → 待批 → 已订."""
    if row.state not in NEXT:
        window.say("refused", _("This booking is confirmed already: {state}").format(state=state_of(row)))
        return "refused"
    return _perform(window, bookings.set_state, row, state=NEXT[row.state])


def end(window: "MainWindow", row: BookingRow) -> None:
    """It is over: ask how many came. Before its time the rest of it becomes free."""
    if row.state not in (ARRIVED, *PLANNED):
        window.say("refused", _("This booking is over already: {state}").format(state=state_of(row)))
        return
    open_form(
        window,
        _("End: {holder}").format(holder=row.holder),
        [Field(N_("How many came"), "attended", NUMBER, required=True, most=100_000)],
        Ending(row.expected),
        bookings.end,
        wanted=lambda ending: {"booking_id": row.id, "attended": ending.attended},
        ok=_("End the booking"),
        words=f"{row.room}  {row.span}",
    ).editors[0].widget.selectAll()


def swap(window: "MainWindow", row: BookingRow, other: BookingRow) -> str:
    """Two bookings take each other's room and time."""
    return _perform(window, bookings.swap, row, other_id=other.id)


def print_slip(window: "MainWindow", row: BookingRow) -> None:
    """Show the slip that the holder takes along."""
    from venuedesk.reports.bookings import slips_of

    desk = window.desk
    assert desk is not None
    demo = bool(window.banner.text())
    _show_paper(window, lambda: slips_of(desk, [row.id], demo=demo), f"{_('Booking slip')} {row.code}")


def print_day(window: "MainWindow", day: date) -> None:
    """Show the sheet of a day, for the doors and the caretaker."""
    from venuedesk.reports.bookings import day_sheet_of

    desk = window.desk
    assert desk is not None
    demo = bool(window.banner.text())
    _show_paper(window, lambda: day_sheet_of(desk, day, demo=demo), f"{_('Day sheet')} {day}")


def _show_paper(window: "MainWindow", make: Callable[[], bytes], name: str) -> None:
    from venuedesk.ui.paper import PaperDialog

    try:
        pdf = make()
    except Refused as refused:
        window.say("refused", str(refused.problems[0]))
        return
    PaperDialog(window, pdf, name, kind="bookings").open()


def state_of(row: BookingRow) -> str:
    """Its state in words."""
    return bookings.state_text(row.state)


def _perform(window: "MainWindow", command: Any, row: BookingRow, **more: Any) -> str:
    assert window.desk is not None
    return window.perform(command, booking_id=row.id, now=window.desk.now(), **more)
