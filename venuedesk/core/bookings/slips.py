"""The slips of bookings."""

from dataclasses import dataclass
from datetime import datetime

from venuedesk.core.bookings.rows import span_text
from venuedesk.core.bookings.tables import STATES
from venuedesk.core.slips import Slip, named, shown
from venuedesk.i18n import N_, _

STATE_NAMES = dict(
    zip(
        STATES,
        (
            N_("tentative"),
            N_("awaiting approval"),
            N_("booked"),
            N_("arrived"),
            N_("ended"),
            N_("no-show"),
            N_("cancelled"),
        ),
        strict=True,
    )
)


def state_text(state: str) -> str:
    """A state of a booking as it is said: 意向, 待批, 已订, 到场, 结束, 未到, 取消."""
    return _(STATE_NAMES[state])


@dataclass(frozen=True)
class BookingSlip(Slip):
    """What every slip of one booking says: which one, where and when it is now."""

    booking_id: int
    room_id: int
    starts_at: datetime
    ends_at: datetime
    room: str = named("booking_room")
    holder: str = named("booking_holder")
    code: str = named("booking_code")
    notices: tuple[str, ...] = shown()

    @property
    def span(self) -> str:
        """When it is, as it is said."""
        return span_text(self.starts_at, self.ends_at)

    def _said(self, words: str, **more: object) -> str:
        return _(words).format(holder=self.holder, room=self.room, span=self.span, code=self.code, **more)


@dataclass(frozen=True)
class Booked(BookingSlip):
    """A room was booked."""

    state: str = "booked"

    def __str__(self) -> str:
        """Who has which room when."""
        return self._said(N_("{room}, {span}: {state} for {holder} ({code})"), state=state_text(self.state))


@dataclass(frozen=True)
class BookingChanged(BookingSlip):
    """A booking was changed."""

    def __str__(self) -> str:
        """What it is now."""
        return self._said(N_("Booking of {holder} changed: {room}, {span}"))


@dataclass(frozen=True)
class BookingMoved(BookingSlip):
    """A booking stands in another room or at another time now."""

    def __str__(self) -> str:
        """Where it is now."""
        return self._said(N_("Booking of {holder} moved to {room}, {span}"))


@dataclass(frozen=True)
class BookingsSwapped(BookingSlip):
    """Two bookings took each other's room or time; the slip is of the first, ``other_id`` is the second."""

    other_id: int = 0
    other: str = named("booking_other")

    def __str__(self) -> str:
        """Who swapped with whom."""
        return self._said(N_("Swapped with {other}: {holder} now has {room}, {span}"), other=self.other)


@dataclass(frozen=True)
class BookingStateSet(BookingSlip):
    """A booking became tentative, awaiting or booked."""

    state: str = "booked"

    def __str__(self) -> str:
        """Which, and what it is now."""
        return self._said(N_("{holder}, {room}, {span}: now {state}"), state=state_text(self.state))


@dataclass(frozen=True)
class Arrived(BookingSlip):
    """Those who booked are here."""

    def __str__(self) -> str:
        """Who, and where they go."""
        return self._said(N_("{holder} has arrived: {room}, {span}"))


@dataclass(frozen=True)
class BookingEnded(BookingSlip):
    """A booking took place; ``ends_at`` is when it really ended."""

    attended: int = 0

    def __str__(self) -> str:
        """Which, and how many came."""
        return self._said(N_("{holder}, {room}, {span}: ended, {n} came"), n=self.attended)


@dataclass(frozen=True)
class NoShowMarked(BookingSlip):
    """Nobody came to a booking; its spaces are free."""

    def __str__(self) -> str:
        """Which."""
        return self._said(N_("{holder} did not come: {room}, {span}"))


@dataclass(frozen=True)
class BookingCancelled(BookingSlip):
    """A booking was cancelled; its spaces are free."""

    def __str__(self) -> str:
        """Which."""
        return self._said(N_("Cancelled: {holder}, {room}, {span}"))


@dataclass(frozen=True)
class BookingShown(BookingSlip):
    """A booking on the desk, unchanged: what it is now, with what can be done offered beside it."""

    state: str = "booked"

    def __str__(self) -> str:
        """Which, and what it is."""
        return self._said(N_("{holder}, {room}, {span}: {state}"), state=state_text(self.state))
