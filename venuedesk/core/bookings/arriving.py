"""What a slip that is scanned means now: it checks in, or shows the booking with what can be done."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from venuedesk.core.bookings.endings import end, mark_no_show
from venuedesk.core.bookings.rows import BookingRow
from venuedesk.core.bookings.rules import NEARLY_OVER
from venuedesk.core.bookings.slips import BookingShown
from venuedesk.core.bookings.tables import ARRIVED, BOOKED, PLANNED
from venuedesk.i18n import _

END, MISSED = "end_booking", "no_show"
OFFERS: dict[str, Callable[..., Any]] = {END: end, MISSED: mark_no_show}


def offered(row: BookingRow, now: datetime) -> list[tuple[str, str]] | None:
    """What a scanned slip offers, as (action, words); None where it simply checks in, or is refused to.

    Those who are here are shown again, near the end of their time with its ending; a booking that is over without
    anybody having checked in can be ended, or missed.
    """
    ending = (END, _("It took place and is over: {n} came").format(n=row.expected))
    if row.state == ARRIVED:
        return [ending] if now >= row.ends_at - NEARLY_OVER else []
    if row.state in PLANNED and now >= row.ends_at:
        missed = (MISSED, _("Nobody came"))
        return [ending, missed] if row.state == BOOKED else [missed]
    return None


def shown(row: BookingRow) -> BookingShown:
    """The slip that shows a booking as it is."""
    notices: tuple[str, ...] = ()
    if row.state == ARRIVED and row.arrived_at is not None:
        notices = (_("They arrived at {time} already.").format(time=f"{row.arrived_at:%H:%M}"),)
    names = (row.room, row.holder, row.code)
    return BookingShown(row.id, row.room_id, row.starts_at, row.ends_at, *names, notices=notices, state=row.state)
