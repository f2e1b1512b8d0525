"""The commands of signing in: a member by card or name, a group of a unit or under a free name."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from sqlalchemy import Row, bindparam, select, text
from sqlalchemy.orm import Session

from venuedesk.core import events
from venuedesk.core.db import read
from venuedesk.core.errors import ask, decide, refuse
from venuedesk.core.house import Zone
from venuedesk.core.lending.queries import member_facts
from venuedesk.core.lending.rules import problems_of_member
from venuedesk.core.people import Category, Unit
from venuedesk.core.people.tables import UNKNOWN
from venuedesk.core.texts import clean
from venuedesk.core.visits import rules, slips
from venuedesk.core.visits.rows import GroupDraft
from venuedesk.core.visits.tables import SignIn
from venuedesk.i18n import _

NOTHING: frozenset[str] = frozenset()

_ZONE = select(Zone.name).where(Zone.id == bindparam("zone"), Zone.retired_at.is_(None))
_EARLIER = select(SignIn.at).where(
    SignIn.member_id == bindparam("member"),
    SignIn.day == bindparam("day", type_=SignIn.day.type),
    SignIn.zone_id == bindparam("zone"),
    SignIn.booking_id.is_not_distinct_from(bindparam("booking")),
)
_GROUP_EARLIER = select(SignIn.headcount).where(
    SignIn.day == bindparam("day", type_=SignIn.day.type),
    SignIn.zone_id == bindparam("zone"),
    SignIn.unit_id.is_not_distinct_from(bindparam("unit")),
    SignIn.group_name == bindparam("group"),
    SignIn.member_id.is_(None),
    SignIn.booking_id.is_not_distinct_from(bindparam("booking")),
)
_IN_ZONE = text("SELECT coalesce(sum(headcount), 0) FROM sign_ins WHERE day = :day AND zone_id = :zone")
_CLOSED = text("SELECT 1 FROM closed_months WHERE month = substr(:day, 1, 7) AND reopened_at IS NULL")
_BOOKING = text("SELECT state IN ('ended', 'no_show', 'cancelled') FROM bookings WHERE id = :booking")
_UNIT = select(Unit.id, Unit.name).where(Unit.retired_at.is_(None))
_CATEGORIES = select(
    Category.id, Category.code, Category.industrial, Category.frontline, Category.new_employment
).order_by(Category.position, Category.id)


def sign_in_member(
    session: Session,
    *,
    member_id: int,
    zone_id: int,
    now: datetime,
    card_id: int | None = None,
    booking_id: int | None = None,
    accepted: Collection[str] = NOTHING,
    reason: str = "",
) -> slips.SignedIn | slips.AlreadySignedIn:
    """Sign a member in to a zone, or to a booking there; ``card_id`` is the card shown, None without one (未带卡).

    One attendance a person, zone and day (or booking) is counted; then AlreadySignedIn, and nothing is written.
    Raises Refused (CardLost, CardBlocked, MemberRetired, MonthClosed, ZoneRetired, BookingOver) or NeedsYes
    (WithoutCard, CardExpired, MembershipExpired).
    """
    zone = _open_zone(session, zone_id, now)
    _open_booking(session, booking_id)
    member = member_facts(session, member_id, card_id, now)
    earlier = read(session, _EARLIER, member=member_id, day=now.date(), zone=zone_id, booking=booking_id).scalar()
    problems = list(problems_of_member(member, now.date()))
    if card_id is None:
        words = _("{member} has no card here (未带卡).").format(member=member.name)
        problems.append(ask("WithoutCard", words, _("Check who it is.")))
    if earlier is not None and not any(p.kind == "impossible" for p in problems):
        return slips.AlreadySignedIn(member_id, zone_id, f"{earlier:%H:%M}", member=member.name, zone=zone)
    decide(problems, accepted)
    made = SignIn(day=now.date(), at=now, zone_id=zone_id, booking_id=booking_id, member_id=member_id)
    session.add(made)
    session.flush()
    source, source_id = _counted_for(made)
    events.record(
        session,
        kind=events.ATTENDANCE,
        at=now,
        member_id=member_id,
        zone_id=zone_id,
        source=source,
        source_id=source_id,
    )
    today = int(read(session, _IN_ZONE, day=now.date().isoformat(), zone=zone_id).scalar_one())
    return slips.SignedIn(made.id, member_id, zone_id, today, member=member.name, zone=zone)


def sign_in_group(
    session: Session, *, draft: GroupDraft, now: datetime, accepted: Collection[str] = NOTHING, reason: str = ""
) -> slips.GroupSignedIn:
    """Sign a group in: its headcount in attendances, by category as far as known, and one unit covered.

    A free name that is a unit's name means that unit. Raises Refused (PartyMissing, TwoParties, UnitMissing,
    NameTooLong, HeadcountMissing, PartOdd, PartsTooMany, MonthClosed, ZoneRetired, BookingOver) or NeedsYes
    (LargeGroup, GroupAgain).
    """
    zone = _open_zone(session, draft.zone_id, now)
    _open_booking(session, draft.booking_id)
    units = {id_: name for id_, name in read(session, _UNIT)}
    categories = {row.id: row for row in read(session, _CATEGORIES)}
    problems = list(rules.problems_of_group(draft, unit=units.get(draft.unit_id or 0), known=set(categories)))
    named = clean(draft.group_name)
    unit_id = draft.unit_id or next((id_ for id_, name in units.items() if name == named), None)
    group = "" if unit_id is not None else named
    values = {"day": now.date(), "zone": draft.zone_id, "unit": unit_id, "group": group, "booking": draft.booking_id}
    earlier = read(session, _GROUP_EARLIER, **values).scalars().all()
    if earlier:
        words = _("{group} has signed in here today already, {n} people. Once more?")
        said = words.format(group=units.get(unit_id or 0, group), n=sum(earlier))
        problems.append(ask("GroupAgain", said, headcount=sum(earlier)))
    decide(problems, accepted)
    made = SignIn(
        day=now.date(), at=now, zone_id=draft.zone_id, booking_id=draft.booking_id,
        unit_id=unit_id, group_name=group, headcount=draft.headcount,
    )  # fmt: skip
    session.add(made)
    session.flush()
    unknown = next(row.id for row in categories.values() if row.code == UNKNOWN)
    rest = draft.headcount - sum(n for _category, n in draft.parts)
    for category, n in (*draft.parts, (unknown, rest)):
        if n:
            _count_part(session, made, categories[category], n)
    rest += sum(n for category, n in draft.parts if category == unknown)
    name = units.get(unit_id or 0, group)
    return slips.GroupSignedIn(made.id, draft.zone_id, draft.headcount, rest, group=name, zone=zone)


def _open_zone(session: Session, zone_id: int, now: datetime) -> str:
    """The name of a zone in use; Refused with ZoneRetired, or with MonthClosed while today's month is closed."""
    zone = read(session, _ZONE, zone=zone_id).scalar()
    if zone is None:
        raise refuse("ZoneRetired", _("This zone is no longer in use."), _("Choose another zone."))
    if read(session, _CLOSED, day=now.date().isoformat()).scalar() is not None:
        decide([rules.problem_of_month(now.date())])
    return str(zone)


def _open_booking(session: Session, booking_id: int | None) -> None:
    """Refused with BookingOver where the booking to sign in to has ended or will not be: its people are counted."""
    if booking_id is not None and read(session, _BOOKING, booking=booking_id).scalar_one():
        words = _("This booking is over, or was called off; nobody signs in to it any more.")
        raise refuse("BookingOver", words, _("Sign in to the zone instead."), booking=booking_id)


def _counted_for(made: SignIn) -> tuple[str, int]:
    """What the attendances of a sign-in are counted for: itself, or the booking it was for."""
    return ("sign_ins", made.id) if made.booking_id is None else ("bookings", made.booking_id)


def _count_part(session: Session, made: SignIn, category: Row[Any], quantity: int) -> None:
    source, source_id = _counted_for(made)
    events.record(
        session,
        kind=events.ATTENDANCE,
        at=made.at,
        zone_id=made.zone_id,
        source=source,
        source_id=source_id,
        quantity=quantity,
        unit_id=made.unit_id,
        group_name=made.group_name or None,
        category_id=category.id,
        industrial=category.industrial,
        frontline=category.frontline,
        new_employment=category.new_employment,
    )
