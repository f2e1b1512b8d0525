"""The rules of bookings: plain values in and out."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from venuedesk.core.bookings.drafts import BookingDraft
from venuedesk.core.bookings.facts import LONGEST, Clash, HolderFacts, RoomFacts
from venuedesk.core.bookings.rows import WayOut, place_text, span_text
from venuedesk.core.bookings.slips import state_text
from venuedesk.core.bookings.spans import MINUTE, OpenHours, closed_day, minutes_of, openings
from venuedesk.core.bookings.tables import (
    ARRIVED,
    AWAITING,
    BOOKED,
    CANCELLED,
    ENDED,
    NO_SHOW,
    PLANNED,
    TENTATIVE,
)
from venuedesk.core.calendar import hours_text
from venuedesk.core.errors import Problem, ask, ask_why, impossible, notice
from venuedesk.core.people.rules import NAME_LENGTH, NOTE_LENGTH, problems_of_phone
from venuedesk.i18n import _, day_text

MOVES: dict[str, frozenset[str]] = {  # from a state to those that may follow it
    TENTATIVE: frozenset((AWAITING, BOOKED, ARRIVED, NO_SHOW, CANCELLED)),
    AWAITING: frozenset((TENTATIVE, BOOKED, ARRIVED, NO_SHOW, CANCELLED)),
    BOOKED: frozenset((TENTATIVE, AWAITING, ARRIVED, ENDED, NO_SHOW, CANCELLED)),
    ARRIVED: frozenset((ENDED, CANCELLED)),
    ENDED: frozenset(),
    NO_SHOW: frozenset(),
    CANCELLED: frozenset(),
}
UNCONFIRMED = (TENTATIVE, AWAITING)
LATE = timedelta(minutes=15)  # a booking may be entered so long after its start without a question
EARLY = timedelta(minutes=60)  # a slip is due so long before its start
NEARLY_OVER = timedelta(minutes=30)  # a slip scanned so long before its end offers to end it
HOUR = timedelta(hours=1)
LONG = 24 * HOUR
MOST_PEOPLE = 100_000
FIRST_DAY, LAST_DAY = date(2000, 1, 1), date(2199, 12, 31)  # a start outside them is mistyped
NAMED = 3  # bookings in the way that are named one by one


# ---------------------------------------------------------------- the draft by itself


def problems_of_values(draft: BookingDraft, holder: HolderFacts) -> Iterator[Problem]:
    """What stands against a draft whatever else is booked: who, how many, how long."""
    if not holder.name:
        yield impossible("HolderMissing", _("Who is it for? A unit, a member or a caller."))
    elif holder.gone:
        yield _gone(draft, holder)
    if draft.unit_id is None and draft.member_id is None and not draft.phone:
        yield impossible("PhoneMissing", _("A caller leaves a phone number."))
    yield from problems_of_phone(draft.phone)
    if not 1 <= draft.expected <= MOST_PEOPLE:
        yield impossible("ExpectedMissing", _("How many people are expected?"), expected=draft.expected)
    texts = ((draft.caller, NAME_LENGTH), (draft.purpose, NAME_LENGTH), (draft.note, NOTE_LENGTH))
    for words, most in texts:
        if len(words) > most:
            text = _("“{words}…” is too long; at most {n} characters.").format(words=words[:20], n=most)
            yield impossible("TextTooLong", text, length=len(words))
    yield from problems_of_span(draft.starts_at, draft.ends_at)


def _gone(draft: BookingDraft, holder: HolderFacts) -> Problem:
    if draft.unit_id is not None:
        words = _("The unit {unit} is no longer kept.").format(unit=holder.name)
        return impossible("UnitRetired", words, _("Bring it back in its form, or choose another."), unit=holder.name)
    words = _("{member} is no longer a member.").format(member=holder.name)
    return impossible("MemberRetired", words, _("Book it for the caller, with a phone number."), member=holder.name)


def problems_of_span(starts_at: datetime, ends_at: datetime) -> Iterator[Problem]:
    """What stands against the day of a span, and its length."""
    if not FIRST_DAY <= starts_at.date() <= LAST_DAY:
        words = _("The day lies between {low} and {high}.").format(low=FIRST_DAY, high=LAST_DAY)
        yield impossible("DayOdd", words, day=starts_at.date())
    elif ends_at <= starts_at:
        words = _("It would end before it begins: {start} to {end}.")
        text = words.format(start=f"{starts_at:%m-%d %H:%M}", end=f"{ends_at:%m-%d %H:%M}")
        yield impossible("EndBeforeStart", text, _("An end past midnight is on the next day."))
    elif ends_at - starts_at > LONGEST:
        words = _("One booking lasts at most {n} days.").format(n=LONGEST.days)
        yield impossible("SpanTooLong", words, _("Book the rest apart."), hours=(ends_at - starts_at) // HOUR)
    elif ends_at - starts_at > LONG:
        hours = (ends_at - starts_at) // HOUR
        yield ask("SpanTooLong", _("It lasts {n} hours, day and night.").format(n=hours), hours=hours)


def problems_of_state(state: str) -> Iterator[Problem]:
    """What stands against a state that a clerk sets by hand."""
    if state not in PLANNED:
        words = _("A booking is made as {states}.")
        names = " / ".join(state_text(one) for one in PLANNED)
        yield impossible("UnknownState", words.format(states=names), state=state)


# ---------------------------------------------------------------- the room, the hours, the others


def problems_of_room(room: RoomFacts, expected: int) -> Iterator[Problem]:
    """What stands against a room and layout for so many people."""
    where = place_text(room.name, room.layout)
    if room.gone or not room.spaces:
        words = _("{room} is no longer in use.").format(room=where or _("This room"))
        yield impossible("RoomRetired", words, room=room.name)
    elif expected > room.capacity:
        words = _("{room} holds {capacity}, {expected} are expected.")
        text = words.format(room=where, capacity=room.capacity, expected=expected)
        yield ask("TooManyPeople", text, room=room.name, capacity=room.capacity, expected=expected)


def problems_of_hours(starts_at: datetime, ends_at: datetime, hours: OpenHours, room: str) -> Iterator[Problem]:
    """What the calendar says to a span; a booking within extended hours (延时) is only noticed."""
    found = openings(hours, starts_at.date(), ends_at.date())
    minutes = minutes_of(starts_at, ends_at, found)
    if minutes.closed:
        day = closed_day(starts_at, ends_at, hours, found)
        if day is not None:
            why = hours.why_closed(day)
            words = _("{day} is closed: {reason}.").format(day=day_text(day), reason=why)
            yield ask_why("ClosedDay", words, day=day, reason=why, room=room)
        else:
            day = starts_at.date()
            words = _("{n} minutes lie outside the opening hours of {day}: {hours}.")
            text = words.format(n=minutes.closed, day=day_text(day), hours=hours_text(hours.windows(day)))
            yield ask_why("OutsideHours", text, minutes=minutes.closed, hours=hours_text(hours.windows(day)))
    if minutes.extended:
        words = _("{n} minutes lie in extended hours.").format(n=minutes.extended)
        yield notice("ExtendedHours", words, minutes=minutes.extended)


def problems_of_past(starts_at: datetime, now: datetime) -> Iterator[Problem]:
    """Asks before something is booked that began a while ago."""
    if starts_at < now - LATE:
        words = _("{span} is past.").format(span=f"{day_text(starts_at.date())} {starts_at:%H:%M}")
        yield ask("InThePast", words, _("F9 enters it all the same."), start=starts_at)


def problems_of_staying(arrived_at: datetime, starts_at: datetime, now: datetime) -> Iterator[Problem]:
    """Refuses to let those who are here already come on another day, or hours from now."""
    if starts_at > now + EARLY:
        words = _("They arrived at {time} already.").format(time=f"{arrived_at:%H:%M}")
        yield impossible("AlreadyArrived", words, _("Undo that first."), at=arrived_at)


def room_taken(clash: Clash) -> Problem:
    """The refusal that names who has the room, with the phone to call."""
    span = span_text(clash.starts_at, clash.ends_at)
    who = _(", ").join(part for part in (clash.holder, clash.purpose, clash.phone) if part)
    words = _("{room} is taken {span}: {who}.").format(room=clash.room, span=span, who=who)
    facts: dict[str, Any] = {"holder": clash.holder, "phone": clash.phone, "purpose": clash.purpose, "room": clash.room}
    facts |= {"from": clash.starts_at, "to": clash.ends_at, "booking": clash.booking_id}
    return impossible("RoomTaken", words, "", **facts)


def problems_of_clashes(found: Sequence[Clash]) -> Iterator[Problem]:
    """One refusal for each of the first bookings in the way; the last one says how many more there are."""
    for clash in found[:NAMED]:
        yield room_taken(clash)
    if len(found) > NAMED:
        words = _("{n} more bookings lie in that time.").format(n=len(found) - NAMED)
        yield impossible("RoomTaken", words, n=len(found) - NAMED)


def notices_elsewhere(holder: str, found: Sequence[tuple[str, datetime, datetime]]) -> Iterator[Problem]:
    """Tells that the holder has another room at that time."""
    for room, starts_at, ends_at in found[:NAMED]:
        words = _("{holder} also has {room}, {span}.")
        text = words.format(holder=holder, room=room, span=span_text(starts_at, ends_at))
        yield notice("HasBookingThen", text, holder=holder, room=room, start=starts_at)


# ---------------------------------------------------------------- moves of state


def illegal_move(state: str, wanted: str, reason: str = "") -> Iterator[Problem]:
    """What stands against going from one state to another."""
    if wanted not in MOVES:
        yield impossible("UnknownState", _("There is no state “{state}”.").format(state=wanted[:40]), state=wanted)
    elif wanted not in MOVES[state]:
        words = _("it is {state} and cannot become {wanted}.")
        text = words.format(state=_with_reason(state, reason), wanted=_quoted(wanted))
        yield impossible("IllegalMove", text, _way_back(state), state=state, wanted=wanted)


def not_changeable(state: str, reason: str = "") -> Iterator[Problem]:
    """Refuses to change what is over or called off."""
    if not MOVES[state]:
        words = _("it is {state} and is no longer changed.")
        text = words.format(state=_with_reason(state, reason))
        yield impossible("IllegalMove", text, _way_back(state), state=state, wanted=state)


def _quoted(state: str) -> str:
    return _("“{state}”").format(state=state_text(state))


def _with_reason(state: str, reason: str) -> str:
    return _("{state} ({reason})").format(state=_quoted(state), reason=reason) if reason else _quoted(state)


def _way_back(state: str) -> str:
    if state in UNCONFIRMED:
        return _("Confirm it first, or check them in.")
    if state in (CANCELLED, NO_SHOW):
        return _("Undo that, or book anew.")
    return _("Undo is the way back.")


def problems_of_arrival(state: str, starts_at: datetime, ends_at: datetime, now: datetime) -> Iterator[Problem]:
    """What stands against saying at ``now`` that those who booked are here."""
    if state in UNCONFIRMED:
        words = _("it is only {state} so far.").format(state=_quoted(state))
        yield ask("NotConfirmed", words, _("F9 confirms it and lets them in."), state=state)
    if now < starts_at - EARLY:
        yield ask("NotDueYet", _("it is not due yet."), start=starts_at)
    if now >= ends_at:
        yield ask("OverAlready", _("its time is over."), end=ends_at)


def problems_of_end(
    starts_at: datetime, now: datetime, *, attended: int, signed: int, capacity: int
) -> Iterator[Problem]:
    """What stands against ending at ``now`` a booking to which ``attended`` people came and ``signed`` signed in."""
    if now < starts_at + MINUTE:
        yield impossible("NotBegun", _("it has not begun."), _("Move it to now, or cancel it."), start=starts_at)
    if not 0 <= attended <= MOST_PEOPLE:
        yield impossible("AttendedOdd", _("How many people came?"), attended=attended)
    elif not attended and not signed:
        yield ask("NobodyCame", _("Nobody came?"), _("Then it is a no-show; F9 ends it with 0 people."))
    elif attended > capacity:
        words = _("{n} came, but the room holds {capacity}.").format(n=attended, capacity=capacity)
        yield ask("TooManyPeople", words, expected=attended, capacity=capacity)


def attendances(attended: int, signed: int) -> tuple[int, int]:
    """How many attended in all, and how many of them are counted as unknown: the larger of headcount and sign-ins."""
    return max(attended, signed), max(0, attended - signed)


# ---------------------------------------------------------------- ways out in words


def ways_text(ways: Sequence[WayOut], starts_at: datetime) -> str:
    """Ways out in one line: other rooms at that time, the same room at other times, then on other days."""
    rooms = [place_text(w.room, w.layout) for w in ways if w.starts_at == starts_at]
    same = [w for w in ways if w.starts_at != starts_at]
    times = [f"{w.starts_at:%H:%M}–{w.ends_at:%H:%M}" for w in same if w.starts_at.date() == starts_at.date()]
    days = [day_text(w.starts_at.date()) for w in same if w.starts_at.date() != starts_at.date()]
    parts = (
        (_("At that time: {names}."), rooms),
        (_("Same room: {names}."), times),
        (_("Same time: {names}."), days),
    )
    return " ".join(words.format(names=_(", ").join(names)) for words, names in parts if names)
