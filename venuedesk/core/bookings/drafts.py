"""What the forms of bookings fill."""

from dataclasses import dataclass
from datetime import datetime

from venuedesk.core.bookings.tables import BOOKED


@dataclass(frozen=True, kw_only=True)
class BookingDraft:
    """A booking as it is asked for; ``booking_id`` is the one to be changed, None for a new one.

    The holder is the unit, else the member, else the caller; ``caller`` beside a unit is who calls for it. The layout
    None is the bare room: its own capacity, no setup and no teardown. ``state`` is tentative, awaiting or booked.
    """

    room_id: int
    starts_at: datetime
    ends_at: datetime
    layout_id: int | None = None
    unit_id: int | None = None
    member_id: int | None = None
    caller: str = ""
    phone: str = ""
    purpose: str = ""
    expected: int = 1
    state: str = BOOKED
    note: str = ""
    booking_id: int | None = None
