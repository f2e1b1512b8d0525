"""The bookings to come that hold a room or a layout. Read as plain SQL: bookings build on rooms, not the other way."""

from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, text
from sqlalchemy.orm import Session

from venuedesk.core.db import Instant, read
from venuedesk.core.errors import Problem, impossible
from venuedesk.i18n import _, time_text

_COMING = "ends_at > :now AND state IN ('tentative', 'awaiting', 'booked', 'arrived')"
_OF_ROOM = text(
    "SELECT b.id, b.starts_at, coalesce(u.name, m.name, b.caller), b.purpose, r.name, count(*) OVER () FROM bookings b"
    " JOIN rooms r ON r.id = b.room_id LEFT JOIN units u ON u.id = b.unit_id LEFT JOIN members m ON m.id = b.member_id"
    f" WHERE b.room_id = :room AND b.{_COMING} ORDER BY b.starts_at LIMIT 1"
).bindparams(bindparam("now", type_=Instant()))
_OF_LAYOUT = text(f"SELECT count(*) FROM bookings WHERE layout_id = :layout AND {_COMING}").bindparams(
    bindparam("now", type_=Instant())
)


def problems_of_holding(session: Session, room_id: int, now: datetime) -> list[Problem]:
    """The refusal that names the next booking of a room that has one to come."""
    row: Any = read(session, _OF_ROOM, room=room_id, now=now).one_or_none()
    if row is None:
        return []
    booking, starts, holder, purpose, room, n = row
    at = datetime.fromisoformat(starts)
    words = _("{room} is booked {when} by {holder}{purpose}; bookings to come: {n}.").format(
        room=room, when=time_text(at, today=now.date()), holder=holder, purpose=f"（{purpose}）" if purpose else "", n=n
    )
    way = _("Move or cancel its bookings first.")
    return [impossible("RoomHeld", words, way, booking=booking, holder=holder, day=starts[:10], bookings=n)]


def bookings_in_layout(session: Session, layout_id: int, now: datetime) -> int:
    """How many bookings to come are to be furnished so."""
    return int(read(session, _OF_LAYOUT, layout=layout_id, now=now).scalar_one())
