"""The queries of bookings."""

from datetime import date, datetime

from sqlalchemy.orm import Session

from venuedesk.core.bookings.drafts import BookingDraft
from venuedesk.core.bookings.rows import BookingRow, TouchedBooking, WayOut
from venuedesk.core.calendar import Change
from venuedesk.core.errors import Problem
from venuedesk.core.pages import Page


def day(session: Session, *, day: date, zone_id: int | None = None) -> list[BookingRow]:
    """The bookings that hold a room at any time of a day (setup and teardown included), by start."""
    raise NotImplementedError


def week(session: Session, *, room_id: int, first: date) -> list[BookingRow]:
    """The bookings that hold a space of a room within seven days from ``first``, by start."""
    raise NotImplementedError


def booking(session: Session, *, booking_id: int) -> BookingRow | None:
    """One booking, or None."""
    raise NotImplementedError


def found(session: Session, *, words: str, now: datetime, limit: int = 25) -> Page[BookingRow]:
    """The bookings that typed words mean, the coming ones first, then the latest past."""
    raise NotImplementedError


def due_now(session: Session, *, now: datetime) -> list[BookingRow]:
    """The bookings of today that are due to come within the hour, or are late, by start."""
    raise NotImplementedError


def unfinished(session: Session, *, before: datetime, since: datetime | None = None) -> list[BookingRow]:
    """The bookings that were over before an instant and have no end state."""
    raise NotImplementedError


def problems_of_booking(session: Session, *, draft: BookingDraft, now: datetime) -> list[Problem]:
    """Everything that stands against a booking, ways out in the words of the first; for a verdict before the deed."""
    raise NotImplementedError


def ways_out(session: Session, *, draft: BookingDraft, now: datetime) -> list[WayOut]:
    """The nearest rooms and times in which what the draft asks for is possible, at most six, nearest first."""
    raise NotImplementedError


def touched_by(session: Session, *, zone_id: int | None, first: date, last: date) -> list[BookingRow]:
    """The bookings that a closure of a zone (None: of the whole venue) on these days would hit, by start."""
    raise NotImplementedError


def bookings_touched(
    session: Session, *, change: Change, now: datetime, limit: int = 200
) -> tuple[int, list[TouchedBooking]]:
    """How many coming bookings a change of the calendar leaves without open hours, and the first of them."""
    raise NotImplementedError
