"""The commands that carry a booking from state to state: confirmed, arrived, ended, missed, cancelled."""

from collections.abc import Collection, Iterable, Iterator
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, func, select
from sqlalchemy.orm import Session

from venuedesk.core import events
from venuedesk.core.bookings import counts, facts, plans, rules, slips, spans
from venuedesk.core.bookings.commands import NOTHING, about, occupy, said, standing, vacate, words_of
from venuedesk.core.bookings.tables import ARRIVED, CANCELLED, ENDED, NO_SHOW, Booking
from venuedesk.core.db import read
from venuedesk.core.errors import Problem, ask_why, decide, impossible
from venuedesk.core.people import Member
from venuedesk.core.texts import clean
from venuedesk.i18n import _

SOURCE = "bookings"

_SIGNED = select(func.coalesce(func.sum(events.Event.quantity), 0)).where(
    events.Event.source == SOURCE,
    events.Event.source_id == bindparam("booking"),
    events.Event.kind == events.ATTENDANCE,
)
_UNIT_OF = select(Member.unit_id).where(Member.id == bindparam("member"))
_CLOSED = select(events.ClosedMonth.month).where(
    events.ClosedMonth.month == bindparam("month"), events.ClosedMonth.reopened_at.is_(None)
)


def set_state(
    session: Session,
    *,
    booking_id: int,
    state: str,
    now: datetime,
    accepted: Collection[str] = NOTHING,
    reason: str = "",
) -> slips.BookingStateSet:
    """Let a booking that has not begun be tentative (意向), awaiting (待批) or booked (已订).

    Refused with IllegalMove or UnknownState.
    """
    booking = standing(session, booking_id)
    _decide(session, booking, (*rules.problems_of_state(state), *_move(booking, state)))
    booking.state = state
    session.flush()
    return slips.BookingStateSet(*_slip(session, booking), state=state)


def check_in(
    session: Session, *, booking_id: int, now: datetime, accepted: Collection[str] = NOTHING, reason: str = ""
) -> slips.Arrived:
    """Those who booked are here.

    Refused with AlreadyArrived or IllegalMove; NeedsYes with NotConfirmed, NotDueYet (more than an hour before its
    start) or OverAlready.
    """
    booking = standing(session, booking_id)
    if booking.state == ARRIVED and booking.arrived_at is not None:
        words = _("They arrived at {time} already.").format(time=f"{booking.arrived_at:%H:%M}")
        _decide(session, booking, [impossible("AlreadyArrived", words, at=booking.arrived_at)])
    _decide(session, booking, _move(booking, ARRIVED))
    arrival = rules.problems_of_arrival(booking.state, booking.starts_at, booking.ends_at, now)
    _decide(session, booking, arrival, accepted)
    booking.state, booking.arrived_at = ARRIVED, now
    session.flush()
    return slips.Arrived(*_slip(session, booking))


def end(
    session: Session,
    *,
    booking_id: int,
    attended: int | None = None,
    now: datetime,
    accepted: Collection[str] = NOTHING,
    reason: str = "",
) -> slips.BookingEnded:
    """A booking took place and is over; ``attended`` people came (None: as many as expected).

    Before its end the rest of the time is free again. It is counted on the day of its start: the session, the minutes
    of each space within opening hours, and the people who did not sign in as unknown. Refused with NotBegun,
    AttendedOdd, MonthClosed or IllegalMove; NeedsYes with NobodyCame or TooManyPeople.
    """
    booking = standing(session, booking_id)
    room = facts.room_facts(session, booking.room_id, booking.layout_id)
    signed = int(read(session, _SIGNED, booking=booking_id).scalar_one())
    came = booking.expected if attended is None else attended
    found = [*_move(booking, ENDED), *_closed_month(session, booking)]
    found += rules.problems_of_end(booking.starts_at, now, attended=came, signed=signed, capacity=room.capacity)
    _decide(session, booking, found, accepted)
    until = min(booking.ends_at, now.replace(second=0, microsecond=0))
    if until < booking.ends_at:
        vacate(session, booking)
        booking.ends_at = until
        session.flush()
        occupy(session, booking, room)
    in_all, unknown = rules.attendances(came, signed)
    booking.state, booking.attended, booking.ended_at = ENDED, in_all, now
    session.flush()
    _count(session, booking, room, unknown)
    return slips.BookingEnded(*_slip(session, booking), attended=in_all)


def mark_no_show(
    session: Session, *, booking_id: int, now: datetime, accepted: Collection[str] = NOTHING, reason: str = ""
) -> slips.NoShowMarked:
    """Nobody came; the spaces are free.

    Refused with IllegalMove, NotBegun or PeopleSignedIn; without a reason it asks WhyNoShow.
    """
    booking = standing(session, booking_id)
    found = [*_move(booking, NO_SHOW)]
    if now < booking.starts_at:
        way = _("Cancel it instead.")
        found.append(impossible("NotBegun", _("it has not begun."), way, start=booking.starts_at))
    _call_off(session, booking, NO_SHOW, found, ("WhyNoShow", _("Nobody came?")), reason)
    return slips.NoShowMarked(*_slip(session, booking))


def cancel(
    session: Session, *, booking_id: int, now: datetime, accepted: Collection[str] = NOTHING, reason: str = ""
) -> slips.BookingCancelled:
    """Cancel a booking; the spaces are free.

    Refused with IllegalMove or PeopleSignedIn; without a reason it asks WhyCancelled.
    """
    booking = standing(session, booking_id)
    found = [*_move(booking, CANCELLED)]
    _call_off(session, booking, CANCELLED, found, ("WhyCancelled", _("Cancel this booking?")), reason)
    return slips.BookingCancelled(*_slip(session, booking))


# ---------------------------------------------------------------- helpers


def _move(booking: Booking, state: str) -> Iterator[Problem]:
    return rules.illegal_move(booking.state, state, booking.reason)


def _decide(
    session: Session, booking: Booking, found: Iterable[Problem], accepted: Collection[str] = NOTHING
) -> None:
    """``decide``; what is refused or asked names the booking."""
    problems = list(found)
    decide(about(words_of(session, booking), problems) if problems else (), accepted)


def _call_off(
    session: Session, booking: Booking, state: str, found: list[Problem], why: tuple[str, str], reason: str
) -> None:
    """Free the spaces of a booking that does not take place; the reason is wanted, a yes alone is none."""
    signed = int(read(session, _SIGNED, booking=booking.id).scalar_one())
    if signed and not found:  # of a booking that has ended all its people are counted
        words = _("{n} people signed in to it.").format(n=signed)
        found.append(impossible("PeopleSignedIn", words, _("End it, or undo their sign-in."), signed=signed))
    if not clean(reason):
        found.append(ask_why(why[0], why[1], _("Write the reason, then F9.")))
    _decide(session, booking, found)
    vacate(session, booking)
    booking.state, booking.reason = state, clean(reason)
    session.flush()


def _closed_month(session: Session, booking: Booking) -> list[Problem]:
    month = f"{booking.starts_at:%Y-%m}"
    if read(session, _CLOSED, month=month).first() is None:
        return []
    words = _("{month} is closed; its figures stand.").format(month=month)
    way = _("Cancel it with a reason and enter a correction, or let the manager reopen the month.")
    return [impossible("MonthClosed", words, way, month=month)]


def _count(session: Session, booking: Booking, room: facts.RoomFacts, unknown: int) -> None:
    """Write what an ended booking counts, all on the day of its start."""
    what: dict[str, Any] = {"at": booking.starts_at, "source": SOURCE, "source_id": booking.id}
    first, last = booking.starts_at.date(), booking.ends_at.date()
    zones = facts.zones_of(session, _spaces(session, booking))
    hours = {z: spans.openings(facts.opening_hours(session, z, first), first, last) for z in set(zones.values())}
    lines = counts.counted(
        booking.starts_at,
        booking.ends_at,
        zone_id=room.zone_id,
        spaces=[(space, zone, hours[zone]) for space, zone in zones.items()],
        unknown=unknown,
        unit_id=_unit_of(session, booking),
    )
    for line in lines:
        events.record(session, **line, **what)
    session.flush()


def _unit_of(session: Session, booking: Booking) -> int | None:
    """The unit that is served: that of the booking or of its member; an outside caller is none."""
    if booking.unit_id is None and booking.member_id is not None:
        return int(read(session, _UNIT_OF, member=booking.member_id).scalar_one())
    return booking.unit_id


def _spaces(session: Session, booking: Booking) -> list[int]:
    return list(read(session, facts.SPACES_TAKEN, booking=booking.id).scalars())


def _slip(session: Session, booking: Booking) -> tuple[int, int, datetime, datetime, str, str, str]:
    return said(booking, plans.plan(session, plans.draft_of(booking), booking))
