"""What bookings keep of a person goes when the person is erased; what they count stays."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from venuedesk.core.bookings.tables import Booking
from venuedesk.core.people.commands import ERASING


def erase(session: Session, member_id: int) -> list[tuple[str, int]]:
    """Take caller, phone and note out of a member's bookings; returns their rows, to be erased from the journal too."""
    found = session.scalars(select(Booking).where(Booking.member_id == member_id)).all()
    for booking in found:
        booking.caller = booking.phone = booking.note = ""
    return [("bookings", booking.id) for booking in found]


ERASING.append(erase)
