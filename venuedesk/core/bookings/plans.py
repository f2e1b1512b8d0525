"""A plan: what a draft comes to with the room, the holder and the hours that it names, and what stands against it."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy.orm import Session

from venuedesk.core.bookings import facts, rules, spans, ways
from venuedesk.core.bookings.drafts import BookingDraft
from venuedesk.core.bookings.rows import WayOut
from venuedesk.core.bookings.spans import DAY, MINUTE
from venuedesk.core.bookings.tables import Booking
from venuedesk.core.errors import ASK, IMPOSSIBLE, NOTICE, Problem, decide
from venuedesk.core.people.rules import phone_kept
from venuedesk.core.texts import clean, clean_lines

ELSEWHERE = frozenset(("RoomTaken", "TooManyPeople", "OutsideHours", "ClosedDay", "InThePast", "RoomRetired"))
NOWHERE = frozenset(("DayOdd", "EndBeforeStart", "SpanTooLong", "RoomRetired"))  # then there is no time to look at
STEP = 5 * MINUTE  # no way out begins in the minutes that are running


@dataclass(frozen=True)
class Plan:
    """A draft as it is kept, its room and holder, and the booking that it would change (None: a new one)."""

    draft: BookingDraft
    room: facts.RoomFacts
    holder: facts.HolderFacts
    standing: Booking | None = None

    @property
    def minutes(self) -> tuple[int, int]:
        """Setup and teardown: as they were agreed while room and layout stay, else the layout's."""
        if self.standing is not None and self.same_room:
            return self.standing.setup_minutes, self.standing.teardown_minutes
        return self.room.setup_minutes, self.room.teardown_minutes

    @property
    def place(self) -> ways.Place:
        """The room and layout for the rule of the ways out, as they were agreed while they stay."""
        before, after = self.minutes
        gone = self.room.gone and not self.same_room
        return replace(self.room, setup_minutes=before, teardown_minutes=after, gone=gone).place

    @property
    def span(self) -> ways.Span:
        """When the spaces are taken."""
        before, after = self.minutes
        return self.draft.starts_at - before * MINUTE, self.draft.ends_at + after * MINUTE

    @property
    def same_room(self) -> bool:
        """Whether room and layout stay as they are."""
        return self._stays("room_id", "layout_id")

    @property
    def same_time(self) -> bool:
        """Whether start and end stay as they are."""
        return self._stays("starts_at", "ends_at")

    @property
    def same_holder(self) -> bool:
        """Whether the booking stays with whom it is for."""
        return self._stays("unit_id", "member_id", "caller")

    def same(self, *names: str) -> bool:
        """Whether these values of the draft stay as they are."""
        return self._stays(*names)

    def _stays(self, *names: str) -> bool:
        standing = self.standing
        return standing is not None and all(getattr(standing, n) == getattr(self.draft, n) for n in names)

    def columns(self) -> dict[str, Any]:
        """The columns of the booking, without its state."""
        names = ("room_id", "layout_id", "starts_at", "ends_at", "unit_id", "member_id", "caller", "phone", "purpose")
        setup, teardown = self.minutes
        values = {name: getattr(self.draft, name) for name in (*names, "expected", "note")}
        return values | {"setup_minutes": setup, "teardown_minutes": teardown}


def plan(session: Session, draft: BookingDraft, standing: Booking | None = None) -> Plan:
    """What a draft comes to: texts cleaned, times in whole minutes, a phone that is the holder's own not kept twice."""
    kept = replace(
        draft,
        starts_at=draft.starts_at.replace(second=0, microsecond=0),
        ends_at=draft.ends_at.replace(second=0, microsecond=0),
        caller=clean(draft.caller),
        phone=phone_kept(draft.phone),
        purpose=clean(draft.purpose),
        note=clean_lines(draft.note),
    )
    holder = facts.holder_facts(session, kept)
    if (kept.unit_id is not None or kept.member_id is not None) and kept.phone == holder.phone:
        kept = replace(kept, phone="")
    return Plan(kept, facts.room_facts(session, kept.room_id, kept.layout_id), holder, standing)


def draft_of(booking: Booking, **other: Any) -> BookingDraft:
    """A booking as a draft, with other values here and there."""
    names = (name for name in BookingDraft.__dataclass_fields__ if name != "booking_id")
    values = {name: getattr(booking, name) for name in names} | {"booking_id": booking.id}
    return BookingDraft(**values | other)


def problems_of(session: Session, one: Plan, now: datetime, but: Collection[int] = ()) -> list[Problem]:
    """Everything that stands against a plan; the bookings ``but`` are not in its way.

    Of a booking that stands only what changes is asked.
    """
    found = [*rules.problems_of_values(one.draft, one.holder), *rules.problems_of_state(one.draft.state)]
    if one.standing is not None:
        found = [p for p in found if not _settled(p, one)]
    if not one.same("room_id", "layout_id", "expected"):
        room = replace(one.room, gone=False) if one.same_room else one.room  # what was agreed stays
        found += rules.problems_of_room(room, one.draft.expected)
    if not one.same("starts_at"):
        found += rules.problems_of_past(one.draft.starts_at, now)
    if one.standing is not None and one.standing.arrived_at is not None:
        found += rules.problems_of_staying(one.standing.arrived_at, one.draft.starts_at, now)
    if any(p.kind == IMPOSSIBLE and p.code in NOWHERE for p in found):
        return found
    return found + [*_of_time(session, one, but)]


def _settled(problem: Problem, one: Plan) -> bool:
    """Whether a problem of the values was there before and stays: it is not asked of every later change."""
    if problem.code in ("UnitRetired", "MemberRetired"):  # who calls for them may be another
        return one.same("unit_id", "member_id")
    if problem.code == "PhoneMissing":  # of a caller from a file
        return one.same_holder and one.same("phone")
    if problem.code == "SpanTooLong":
        return problem.kind == ASK and one.same_time
    return problem.code == "UnknownState"


def _of_time(session: Session, one: Plan, but: Collection[int]) -> Iterator[Problem]:
    draft = one.draft
    own = (*but, *([one.standing.id] if one.standing is not None else []))
    clashes = facts.clashes(session, one.room.spaces, one.span, own)
    yield from rules.problems_of_clashes(clashes)
    if not (one.same_time and one.same("room_id")):
        hours = facts.opening_hours(session, one.room.zone_id, draft.starts_at.date())
        yield from rules.problems_of_hours(draft.starts_at, draft.ends_at, hours, one.room.name)
    if one.holder.name and not (one.same_time and one.same_holder):
        told = (*own, *(clash.booking_id for clash in clashes))
        yield from rules.notices_elsewhere(one.holder.name, facts.elsewhere(session, draft, told))


def settle(
    session: Session, one: Plan, found: Collection[Problem], now: datetime, accepted: Collection[str]
) -> tuple[str, ...]:
    """``decide``, with the ways out behind the first problem that another room or time would mend.

    Returns the words of the notices.
    """
    stop = any(p.kind == IMPOSSIBLE or (p.kind == ASK and p.code not in accepted) for p in found)
    decide(with_ways(session, one, found, now) if stop else found, accepted)
    return tuple(str(p) for p in found if p.kind == NOTICE)


def with_ways(session: Session, one: Plan, found: Collection[Problem], now: datetime) -> list[Problem]:
    """The problems, with the ways out behind the first that another room or time would mend."""
    problems = list(found)
    for place, problem in enumerate(problems):
        if problem.code in ELSEWHERE:
            words = rules.ways_text(ways_of(session, one, now), one.draft.starts_at)
            problems[place] = replace(problem, way_out=f"{problem.way_out} {words}".strip())
            break
    return problems


def ways_of(session: Session, one: Plan, now: datetime) -> list[WayOut]:
    """The nearest ways out for a plan; none where its span is none."""
    draft = one.draft
    if any(p.kind == IMPOSSIBLE for p in rules.problems_of_span(draft.starts_at, draft.ends_at)):
        return []
    earliest = max(now, datetime.min + STEP) + (STEP - MINUTE)
    earliest -= timedelta(minutes=earliest.minute % 5, seconds=earliest.second)
    wish = ways.Wish(one.place, draft.starts_at, draft.ends_at, draft.expected, earliest)
    places = facts.places(session)
    own = [one.standing.id] if one.standing is not None else []
    first, last = ways.days_of(wish)
    taken = _taken(session, wish, places, own)
    runs = {}
    for zone_id in {wish.place.zone_id, *(p.zone_id for p in places)}:
        hours = facts.opening_hours(session, zone_id, first)
        until = last if zone_id == wish.place.zone_id else draft.ends_at.date()
        runs[zone_id] = spans.runs(spans.openings(hours, first, until))
    return ways.nearest(wish, places, taken, runs)


def _taken(
    session: Session, wish: ways.Wish, places: Collection[ways.Place], but: Collection[int]
) -> dict[int, list[ways.Span]]:
    """What is taken: of the room for two weeks, of the other rooms at that time."""
    before = max((p.setup for p in places), default=timedelta())
    after = max((p.teardown for p in places), default=timedelta())
    spaces = {space for place in places for space in place.spaces} - set(wish.place.spaces)
    found = facts.taken(session, spaces, (wish.starts_at - before, wish.ends_at + after), but)
    first, last = (datetime.combine(day, datetime.min.time()) for day in ways.days_of(wish))
    return found | facts.taken(session, wish.place.spaces, (first - DAY, last + 2 * DAY), but)
