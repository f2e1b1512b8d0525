"""The commands of bookings. Each takes all it needs, changes the records, writes their events, and never commits."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy.orm import Session

from venuedesk.core.bookings import slips
from venuedesk.core.bookings.drafts import BookingDraft

NOTHING: frozenset[str] = frozenset()


def book(
    session: Session, *, draft: BookingDraft, now: datetime, accepted: Collection[str] = NOTHING, reason: str = ""
) -> slips.Booked:
    """Book a room."""
    raise NotImplementedError


def change(
    session: Session, *, draft: BookingDraft, now: datetime, accepted: Collection[str] = NOTHING, reason: str = ""
) -> slips.BookingChanged:
    """Let a booking be as the draft says; its ``booking_id`` names it, its ``state`` is left as it stands."""
    raise NotImplementedError


def move(
    session: Session,
    *,
    booking_id: int,
    room_id: int,
    starts_at: datetime,
    ends_at: datetime,
    layout_id: int | None,
    now: datetime,
    accepted: Collection[str] = NOTHING,
    reason: str = "",
) -> slips.BookingMoved:
    """Move a booking to another room or time, or make it longer or shorter."""
    raise NotImplementedError


def swap(
    session: Session,
    *,
    booking_id: int,
    other_id: int,
    rooms: bool = True,
    times: bool = True,
    now: datetime,
    accepted: Collection[str] = NOTHING,
    reason: str = "",
) -> slips.BookingsSwapped:
    """Let two bookings take each other's room (with its layout), each other's time, or both."""
    raise NotImplementedError


def set_state(
    session: Session,
    *,
    booking_id: int,
    state: str,
    now: datetime,
    accepted: Collection[str] = NOTHING,
    reason: str = "",
) -> slips.BookingStateSet:
    """Let a booking that has not begun be tentative (意向), awaiting (待批) or booked (已订)."""
    raise NotImplementedError


def check_in(
    session: Session, *, booking_id: int, now: datetime, accepted: Collection[str] = NOTHING, reason: str = ""
) -> slips.Arrived:
    """Those who booked are here."""
    raise NotImplementedError


def end(
    session: Session,
    *,
    booking_id: int,
    attended: int | None = None,
    now: datetime,
    accepted: Collection[str] = NOTHING,
    reason: str = "",
) -> slips.BookingEnded:
    """A booking took place and ended, now or at its end; ``attended`` people came (None: as many as expected)."""
    raise NotImplementedError


def mark_no_show(
    session: Session, *, booking_id: int, now: datetime, accepted: Collection[str] = NOTHING, reason: str = ""
) -> slips.NoShowMarked:
    """Nobody came; a reason may be given."""
    raise NotImplementedError


def cancel(
    session: Session, *, booking_id: int, now: datetime, accepted: Collection[str] = NOTHING, reason: str = ""
) -> slips.BookingCancelled:
    """Cancel a booking, with a reason."""
    raise NotImplementedError
