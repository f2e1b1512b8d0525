"""The commands that make and change bookings. Each takes all it needs, writes the records, and never commits."""

from collections.abc import Collection, Iterable
from dataclasses import replace
from datetime import datetime

from sqlalchemy import bindparam, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from venuedesk.core.bookings import facts, plans, rules, slips
from venuedesk.core.bookings.drafts import BookingDraft
from venuedesk.core.bookings.numbers import code_of
from venuedesk.core.bookings.rows import span_text
from venuedesk.core.bookings.spans import meet
from venuedesk.core.bookings.tables import Booking, Occupancy
from venuedesk.core.db import guard_of
from venuedesk.core.errors import NOTICE, Problem, decide, impossible, refuse
from venuedesk.i18n import _

NOTHING: frozenset[str] = frozenset()

_OCCUPANCY = select(Occupancy).where(Occupancy.booking_id == bindparam("booking")).order_by(Occupancy.id)


def book(
    session: Session, *, draft: BookingDraft, now: datetime, accepted: Collection[str] = NOTHING, reason: str = ""
) -> slips.Booked:
    """Book a room.

    Raises Refused (RoomTaken, RoomRetired, DayOdd, EndBeforeStart, SpanTooLong, HolderMissing, PhoneMissing, PhoneOdd,
    ExpectedMissing, MemberRetired, UnitRetired, TextTooLong, UnknownState) or NeedsYes (ClosedDay, OutsideHours with a
    reason; TooManyPeople, InThePast, SpanTooLong). Notices HasBookingThen and ExtendedHours.
    """
    one = plans.plan(session, draft)
    notices = plans.settle(session, one, plans.problems_of(session, one, now), now, accepted)
    booking_id = facts.next_id(session)
    booking = Booking(id=booking_id, code=code_of(booking_id), state=draft.state, made_at=now, **one.columns())
    session.add(booking)
    session.flush()
    occupy(session, booking, one.room)
    return slips.Booked(*said(booking, one), notices=notices, state=booking.state)


def change(
    session: Session, *, draft: BookingDraft, now: datetime, accepted: Collection[str] = NOTHING, reason: str = ""
) -> slips.BookingChanged:
    """Let a booking be as the draft says; its ``booking_id`` names it, its ``state`` is left as it stands.

    Refuses and asks what ``book`` does, of what changes; refuses IllegalMove where the booking is over or called off.
    """
    booking = standing(session, draft.booking_id)
    one, notices = _rewrite(session, booking, draft, now, accepted)
    return slips.BookingChanged(*said(booking, one), notices=notices)


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
    """Move a booking to another room or time, or make it longer or shorter; ``layout_id`` None is the bare room.

    Refuses and asks what ``change`` does.
    """
    booking = standing(session, booking_id)
    place = {"room_id": room_id, "layout_id": layout_id, "starts_at": starts_at, "ends_at": ends_at}
    one, notices = _rewrite(session, booking, plans.draft_of(booking, **place), now, accepted)
    return slips.BookingMoved(*said(booking, one), notices=notices)


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
    """Let two bookings take each other's room (with its layout), each other's time, or both.

    Refuses and asks of each what ``change`` does, without ways out; refuses SameBooking, and NothingSwapped where
    neither is wanted.
    """
    if booking_id == other_id:
        raise refuse("SameBooking", _("A booking is swapped with another one."))
    if not (rooms or times):
        raise refuse("NothingSwapped", _("Swap the rooms, the times, or both."))
    both = standing(session, booking_id), standing(session, other_id)
    swapped = tuple(_taking_over(session, mine, its, rooms, times) for mine, its in (both, both[::-1]))
    ids = (booking_id, other_id)
    found = [p for one in swapped for p in about(one.holder.name, plans.problems_of(session, one, now, ids))]
    found += _in_each_others_way(swapped[0], swapped[1])
    decide(found, accepted)
    notices = tuple(str(p) for p in found if p.kind == NOTICE)
    for booking in both:
        vacate(session, booking)
    for booking, one in zip(both, swapped, strict=True):
        _write(booking, one)
    session.flush()
    for booking, one in zip(both, swapped, strict=True):
        occupy(session, booking, one.room)
    other = swapped[1].holder.name
    return slips.BookingsSwapped(*said(both[0], swapped[0]), notices=notices, other_id=other_id, other=other)


# ---------------------------------------------------------------- what other commands of bookings use


def standing(session: Session, booking_id: int | None) -> Booking:
    """The booking of an id; refused with BookingGone when there is none: it may have been undone meanwhile."""
    booking = None if booking_id is None else session.get(Booking, booking_id)
    if booking is None:
        raise refuse("BookingGone", _("This booking is no longer there."), _("It was taken back; book anew."))
    return booking


def occupy(session: Session, booking: Booking, room: facts.RoomFacts) -> None:
    """Take the spaces of a room for a booking, setup and teardown included; the file has the last word."""
    one = plans.Plan(plans.draft_of(booking), room, facts.HolderFacts(), booking)
    starts_at, ends_at = one.span
    session.add_all(
        Occupancy(booking_id=booking.id, space_id=space, starts_at=starts_at, ends_at=ends_at) for space in room.spaces
    )
    try:
        session.flush()
    except IntegrityError as error:
        if guard_of(error) != "occupancy_free":
            raise
        words = _("{room} was taken {span} in this moment.")
        raise refuse("RoomTaken", words.format(room=room.name, span=span_text(starts_at, ends_at))) from error


def vacate(session: Session, booking: Booking) -> None:
    """Free the spaces that a booking takes; flushed apart, so that an undo gives them back last."""
    for row in session.scalars(_OCCUPANCY, {"booking": booking.id}).all():
        session.delete(row)
    session.flush()


def words_of(session: Session, booking: Booking) -> str:
    """A booking as a refusal names it: who, where, when."""
    one = plans.plan(session, plans.draft_of(booking), booking)
    span = span_text(booking.starts_at, booking.ends_at)
    return _("{holder}, {room}, {span}").format(holder=one.holder.name, room=one.room.name, span=span)


def about(booking: str, found: Iterable[Problem]) -> list[Problem]:
    """The problems, the first of them behind the words for the booking that they are about."""
    problems = list(found)
    for first in problems[:1]:
        problems[0] = replace(first, text=_("{booking}: {words}").format(booking=booking, words=first.text))
    return problems


def said(booking: Booking, one: plans.Plan) -> tuple[int, int, datetime, datetime, str, str, str]:
    """The first fields of a slip: which booking, where, when, and for whom."""
    times = (booking.starts_at, booking.ends_at)
    return booking.id, booking.room_id, *times, one.room.name, one.holder.name, booking.code


# ---------------------------------------------------------------- helpers


def _rewrite(
    session: Session, booking: Booking, draft: BookingDraft, now: datetime, accepted: Collection[str]
) -> tuple[plans.Plan, tuple[str, ...]]:
    _decide_changeable(session, booking)
    one = plans.plan(session, draft, booking)
    notices = plans.settle(session, one, plans.problems_of(session, one, now), now, accepted)
    stays = one.same("room_id", "layout_id", "starts_at", "ends_at")
    if not stays:
        vacate(session, booking)
    _write(booking, one)
    session.flush()
    if not stays:
        occupy(session, booking, one.room)
    return one, notices


def _decide_changeable(session: Session, booking: Booking) -> None:
    found = [*rules.not_changeable(booking.state, booking.reason)]
    decide(about(words_of(session, booking), found) if found else ())


def _write(booking: Booking, one: plans.Plan) -> None:
    for name, value in one.columns().items():
        if getattr(booking, name) != value:
            setattr(booking, name, value)


def _taking_over(session: Session, mine: Booking, its: Booking, rooms: bool, times: bool) -> plans.Plan:
    """One of two bookings with the other's room, time or both."""
    _decide_changeable(session, mine)
    names = (("room_id", "layout_id") if rooms else ()) + (("starts_at", "ends_at") if times else ())
    return plans.plan(session, plans.draft_of(mine, **{name: getattr(its, name) for name in names}), mine)


def _in_each_others_way(one: plans.Plan, other: plans.Plan) -> list[Problem]:
    """The refusal where two bookings, each free of the others, would clash with each other after a swap."""
    if not (set(one.room.spaces) & set(other.room.spaces) and meet(one.span, other.span)):
        return []
    words = _("Swapped so, the bookings of {one} and {other} would overlap.")
    text = words.format(one=one.holder.name, other=other.holder.name)
    return [impossible("RoomTaken", text, _("Swap rooms and times."), room=one.room.name, holder=other.holder.name)]
