"""Bookings: who has which room when, and the spaces they occupy."""

from venuedesk.core.bookings import erasing, naming, undoing
from venuedesk.core.bookings.arriving import OFFERS, offered, shown
from venuedesk.core.bookings.closures import bookings_touched
from venuedesk.core.bookings.commands import book, change, move, swap
from venuedesk.core.bookings.drafts import BookingDraft
from venuedesk.core.bookings.endings import cancel, check_in, end, mark_no_show, set_state
from venuedesk.core.bookings.finding import found
from venuedesk.core.bookings.numbers import code_of, is_code
from venuedesk.core.bookings.queries import (
    booking,
    day,
    problems_of_booking,
    unfinished,
    ways_out,
    week,
)
from venuedesk.core.bookings.rows import BookingRow, TouchedBooking, WayOut, span_text
from venuedesk.core.bookings.rules import FIRST_DAY, LAST_DAY
from venuedesk.core.bookings.slips import (
    Arrived,
    Booked,
    BookingCancelled,
    BookingChanged,
    BookingEnded,
    BookingMoved,
    BookingShown,
    BookingsSwapped,
    BookingStateSet,
    NoShowMarked,
    state_text,
)
from venuedesk.core.bookings.tables import (
    ARRIVED,
    AWAITING,
    BOOKED,
    CANCELLED,
    ENDED,
    HOLDING,
    NO_SHOW,
    PLANNED,
    STATES,
    TENTATIVE,
    Booking,
    Occupancy,
)

__all__ = [
    "ARRIVED",
    "AWAITING",
    "BOOKED",
    "CANCELLED",
    "ENDED",
    "FIRST_DAY",
    "HOLDING",
    "LAST_DAY",
    "NO_SHOW",
    "OFFERS",
    "PLANNED",
    "STATES",
    "TENTATIVE",
    "Arrived",
    "Booked",
    "Booking",
    "BookingCancelled",
    "BookingChanged",
    "BookingDraft",
    "BookingEnded",
    "BookingMoved",
    "BookingRow",
    "BookingShown",
    "BookingStateSet",
    "BookingsSwapped",
    "NoShowMarked",
    "Occupancy",
    "TouchedBooking",
    "WayOut",
    "book",
    "booking",
    "bookings_touched",
    "cancel",
    "change",
    "check_in",
    "code_of",
    "day",
    "end",
    "erasing",
    "found",
    "is_code",
    "mark_no_show",
    "move",
    "naming",
    "offered",
    "problems_of_booking",
    "set_state",
    "shown",
    "span_text",
    "state_text",
    "swap",
    "undoing",
    "unfinished",
    "ways_out",
    "week",
]
