"""The rows of bookings: what screens, paper and stories get."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from venuedesk.i18n import _, day_text


@dataclass(frozen=True, kw_only=True)
class BookingRow:
    """One booking with the names it needs; ``phone`` is whole: the clerk calls it."""

    id: int
    code: str
    room_id: int
    room: str
    zone_id: int
    spaces: tuple[int, ...]
    layout_id: int | None
    layout: str
    starts_at: datetime
    ends_at: datetime
    setup_minutes: int
    teardown_minutes: int
    state: str
    holder: str
    unit_id: int | None
    member_id: int | None
    caller: str
    phone: str
    purpose: str
    expected: int
    attended: int | None
    reason: str
    note: str
    arrived_at: datetime | None
    ended_at: datetime | None

    @property
    def taken_from(self) -> datetime:
        """When its spaces are taken from, setup included."""
        return self.starts_at - timedelta(minutes=self.setup_minutes)

    @property
    def taken_until(self) -> datetime:
        """Until when its spaces are taken, teardown included."""
        return self.ends_at + timedelta(minutes=self.teardown_minutes)

    @property
    def span(self) -> str:
        """When it is, as it is said."""
        return span_text(self.starts_at, self.ends_at)


@dataclass(frozen=True)
class WayOut:
    """A room, a layout and a span in which what was asked for would be possible."""

    room_id: int
    room: str
    layout_id: int | None
    layout: str
    starts_at: datetime
    ends_at: datetime

    def __str__(self) -> str:
        """大厅（课桌） 11月20日 周五 14:00–16:00."""
        return f"{place_text(self.room, self.layout)} {span_text(self.starts_at, self.ends_at)}"


@dataclass(frozen=True)
class TouchedBooking:
    """A coming booking that a change of the calendar touches, and why its time would no longer be open."""

    booking: BookingRow
    why: str


def place_text(room: str, layout: str) -> str:
    """A room as it is said, with its layout where it has one: 大厅（课桌）."""
    return _("{room} ({layout})").format(room=room, layout=layout) if layout else room


def span_text(starts_at: datetime, ends_at: datetime, *, today: date | None = None) -> str:
    """A span as it is said: 11月20日 周五 14:00–16:00; with the day of its end where that is another."""
    begins = f"{day_text(starts_at.date(), today=today)} {starts_at:%H:%M}"
    if ends_at.date() == starts_at.date():
        return f"{begins}–{ends_at:%H:%M}"
    if ends_at.date() == starts_at.date() + timedelta(days=1):
        return _("{begins}–{time} the next day").format(begins=begins, time=f"{ends_at:%H:%M}")
    return f"{begins} – {day_text(ends_at.date(), today=today)} {ends_at:%H:%M}"
