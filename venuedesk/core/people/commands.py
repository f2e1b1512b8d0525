"""The commands for units, categories and members, and what stands against each."""

from collections.abc import Callable, Collection
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from venuedesk.core import events, history, house
from venuedesk.core.errors import Problem, ask, decide, impossible
from venuedesk.core.people import queries, rules, slips
from venuedesk.core.people.card_commands import active_cards, end, new_card, problems_of_card
from venuedesk.core.people.rows import CategoryDraft, MemberDraft, MemberLine, UnitDraft
from venuedesk.core.people.tables import UNKNOWN, Card, Category, Member, Unit
from venuedesk.core.texts import clean, clean_lines, fold
from venuedesk.i18n import _

NOTHING: frozenset[str] = frozenset()
# filled by the subjects: takes what they keep of a person out of their records, and returns the rows (table, id)
ERASING: list[Callable[[Session, int], list[tuple[str, int]]]] = []

# ---------------------------------------------------------------- units and categories


def problems_of_unit(session: Session, *, draft: UnitDraft) -> list[Problem]:
    """What stands against saving this unit."""
    found = rules.problems_of_unit_values(draft)
    twin = session.execute(select(Unit.id, Unit.retired_at).where(Unit.name == clean(draft.name))).one_or_none()
    if twin is not None and twin.id != draft.unit_id:
        words = _("There already is a unit {unit}.") if twin.retired_at is None else _("{unit} is a retired unit.")
        found.append(impossible("NameTaken", words.format(unit=clean(draft.name)), unit=twin.id))
    return found


def save_unit(session: Session, *, draft: UnitDraft) -> slips.UnitSaved:
    """Add a unit, or change the one that the draft names; a retired one is in use again."""
    decide(problems_of_unit(session, draft=draft))
    unit = session.get_one(Unit, draft.unit_id) if draft.unit_id else Unit()
    unit.name, unit.kind, unit.contact = clean(draft.name), clean(draft.kind), clean(draft.contact)
    unit.phone, unit.note = rules.phone_kept(draft.phone), clean_lines(draft.note)
    unit.counts, unit.retired_at = draft.counts, None
    session.add(unit)
    session.flush()
    return slips.UnitSaved(unit.id, unit=unit.name)


def problems_of_retiring_unit(session: Session, *, unit_id: int) -> list[Problem]:
    """What stands against retiring this unit."""
    row = next(r for r in queries.units(session, with_retired=True) if r.id == unit_id)
    if row.retired_at is not None:
        return [impossible("AlreadyRetired", _("{name} is already retired.").format(name=row.name))]
    if not row.counts:
        return [impossible("UnitNeeded", _("“{unit}” is needed for people without a unit.").format(unit=row.name))]
    found = []
    if row.members:
        words = _("{n} members belong to {unit}; they stay there.").format(n=row.members, unit=row.name)
        found.append(ask("UnitHasMembers", words, members=row.members))
    coming = queries.bookings_open_of_unit(session, unit_id)
    if coming:
        words = _("{unit} still has {n} bookings of rooms; they stay.").format(n=coming, unit=row.name)
        found.append(ask("UnitHasBookings", words, bookings=coming))
    return found


def retire_unit(
    session: Session, *, unit_id: int, now: datetime, accepted: Collection[str] = NOTHING, reason: str = ""
) -> slips.UnitRetired:
    """Let a unit take no new members; asks where it has some, or bookings that are not over."""
    decide(problems_of_retiring_unit(session, unit_id=unit_id), accepted)
    unit = session.get_one(Unit, unit_id)
    unit.retired_at = now
    return slips.UnitRetired(unit_id, unit=unit.name)


def problems_of_category(session: Session, *, draft: CategoryDraft) -> list[Problem]:
    """What stands against saving this category."""
    found = rules.problems_of_category_values(draft)
    old = session.get_one(Category, draft.category_id) if draft.category_id else None
    if old is not None and old.code != draft.code:
        words = _("The code of a category never changes: it is {code}.").format(code=old.code)
        found.append(impossible("CodeFixed", words, code_was=old.code))
    twin = session.scalar(select(Category.name).where(Category.code == draft.code))
    if old is None and twin is not None:
        words = _("The code {code} is that of {category}.").format(code=draft.code, category=twin)
        found.append(impossible("CodeTaken", words, category=twin))
    return found


def save_category(session: Session, *, draft: CategoryDraft) -> slips.CategorySaved:
    """Add a category, or change the one that the draft names; what was counted before keeps its flags."""
    decide(problems_of_category(session, draft=draft))
    category = session.get_one(Category, draft.category_id) if draft.category_id else Category()
    category.code, category.name, category.position = draft.code, clean(draft.name), draft.position
    category.industrial, category.frontline = draft.industrial, draft.frontline
    category.new_employment, category.retired_at = draft.new_employment, None
    session.add(category)
    session.flush()
    return slips.CategorySaved(category.id, category=category.name)


def retire_category(session: Session, *, category_id: int, now: datetime) -> slips.CategoryRetired:
    """Let a category take no new members; its members keep it. 未知 stays."""
    category = session.get_one(Category, category_id)
    if category.code == UNKNOWN:
        decide([impossible("CategoryNeeded", _("“{category}” is needed.").format(category=category.name))])
    if category.retired_at is not None:
        decide([impossible("AlreadyRetired", _("{name} is already retired.").format(name=category.name))])
    category.retired_at = now
    return slips.CategoryRetired(category_id, category=category.name)


# ---------------------------------------------------------------- members


def problems_of_member(session: Session, *, draft: MemberDraft, today: date) -> list[Problem]:
    """What stands against saving this member, the first card of a new one included."""
    found = rules.problems_of_member_values(draft)
    old = session.get_one(Member, draft.member_id) if draft.member_id else None
    if old is not None and old.erased_at is not None:
        return [impossible("MemberErased", _("This person has been erased."))]
    unit, category = session.get(Unit, draft.unit_id), session.get(Category, draft.category_id)
    if unit is None or (unit.retired_at is not None and (old is None or old.unit_id != unit.id)):
        found.append(impossible("UnitMissing", _("Choose a unit that is in use.")))
    if category is None or (category.retired_at is not None and (old is None or old.category_id != category.id)):
        found.append(impossible("CategoryMissing", _("Choose a category that is in use.")))
    name, phone = clean(draft.name), rules.phone_kept(draft.phone)
    if old is None or (old.name, old.phone) != (name, phone):
        twins = queries.twins(session, name=name, phone=phone, but=draft.member_id)
        found += [_twin(twin) for twin in twins[:1]]
    if old is None and draft.card:
        found += problems_of_card(session, number=draft.card, today=today)
    return found


def _twin(twin: MemberLine) -> Problem:
    words = _("There already is a {member}: {unit}, phone {phone}, card {card}.").format(
        member=twin.name, unit=twin.unit, phone=twin.phone or "—", card=twin.card or "—"
    )
    return ask("TwinExists", words, _("Open that member, or say yes if this is another person."), member=twin.id)


def save_member(
    session: Session, *, draft: MemberDraft, now: datetime, accepted: Collection[str] = NOTHING, reason: str = ""
) -> slips.MemberSaved:
    """Add a member, counted as a new one, or change the member that the draft names.

    Raises Refused (NameMissing, NameTooLong, PhoneOdd, UnitMissing, CategoryMissing, TypeMissing, ExpiryBeforeJoining,
    NoteTooLong, MemberErased, CardTaken …) or NeedsYes (TwinExists, CardExpired, CardWasEnded).
    """
    decide(problems_of_member(session, draft=draft, today=now.date()), accepted)
    joined = draft.member_id is None
    member = Member() if draft.member_id is None else session.get_one(Member, draft.member_id)
    member.name, member.phone = clean(draft.name), rules.phone_kept(draft.phone)
    member.unit_id, member.category_id = draft.unit_id, draft.category_id
    member.member_type, member.note = draft.member_type.strip(), clean_lines(draft.note)
    member.joined_on, member.expires_on = draft.joined_on, draft.expires_on
    session.add(member)
    session.flush()
    if not joined:
        return slips.MemberSaved(member.id, False, member=member.name)
    card = new_card(session, member.id, fold(draft.card), draft.card_kind, None, now) if draft.card else None
    events.record(
        session,
        kind=events.NEW_MEMBER,
        at=now,
        member_id=member.id,
        zone_id=house.zone_id(session, code=house.READING),
        source="members",
        source_id=member.id,
    )
    number = "" if card is None else rules.masked(card.number)
    return slips.MemberSaved(member.id, True, None if card is None else card.id, member=member.name, number=number)


def problems_of_leaving(session: Session, *, member_id: int) -> list[Problem]:
    """What stands against retiring or erasing a member."""
    member = session.get_one(Member, member_id)
    loans, holds = queries.has_books(session, member_id)
    found = []
    if member.erased_at is not None:
        found.append(impossible("MemberErased", _("This person has been erased.")))
    if loans:
        words = _("{member} still has {n} books.").format(member=member.name, n=loans)
        found.append(impossible("HasLoans", words, _("Take the books back first."), loans=loans))
    if holds:
        words = _("{member} still waits for {n} books.").format(member=member.name, n=holds)
        found.append(impossible("HasHolds", words, _("Cancel the holds first."), holds=holds))
    coming = queries.bookings_open(session, member_id)
    if coming:
        words = _("{member} still has {n} bookings of rooms.").format(member=member.name, n=coming)
        found.append(impossible("HasBookings", words, _("End or cancel the bookings first."), bookings=coming))
    return found


def retire_member(session: Session, *, member_id: int, now: datetime) -> slips.MemberRetired:
    """Let a member go and block the cards; refused while books are out or bookings stand."""
    found = problems_of_leaving(session, member_id=member_id)
    member = session.get_one(Member, member_id)
    if member.retired_at is not None and member.erased_at is None:
        found.append(impossible("AlreadyRetired", _("{name} is already retired.").format(name=member.name)))
    decide(found)
    member.retired_at = now
    for card in active_cards(session, member_id):
        end(card, "blocked", now, "")
    return slips.MemberRetired(member_id, member=member.name)


def bring_back_member(session: Session, *, member_id: int) -> slips.MemberBack:
    """Make a retired member one again; cards are issued anew."""
    member = session.get_one(Member, member_id)
    if member.erased_at is not None:
        decide([impossible("MemberErased", _("This person has been erased."))])
    if member.retired_at is None:
        decide([impossible("NotRetired", _("{name} is not retired.").format(name=member.name))])
    member.retired_at = None
    return slips.MemberBack(member_id, member=member.name)


def erase_member(
    session: Session, *, member_id: int, now: datetime, accepted: Collection[str] = NOTHING, reason: str = ""
) -> slips.MemberErased:
    """Take a person's name, phone, note and card numbers out of the records and of the journal; figures stay exact.

    Refused while books are out or bookings stand; NeedsYes with GoneForGood. It cannot be undone; older copies still
    hold the person.
    """
    decide(problems_of_leaving(session, member_id=member_id))
    member = session.get_one(Member, member_id)
    words = _("Erase {member}? Name, phone, note and card numbers go for good; this cannot be taken back.")
    way = _(
        "The figures stay as they are. Older copies of the file still hold the person. "
        "A name that was typed into a reason, or into the purpose of a booking, stays there."
    )
    decide([ask("GoneForGood", words.format(member=member.name), way)], accepted)
    member.name = member.phone = member.note = ""
    member.retired_at = member.retired_at or now
    member.erased_at = now
    cards = session.scalars(select(Card).where(Card.member_id == member_id)).all()
    for card in cards:
        if card.state == "active":
            end(card, "blocked", now, "")
        card.number, card.reason = f"ERASED-{card.id}", ""
    further = [row for erase in ERASING for row in erase(session, member_id)]
    history.erase(session, rows=[("members", member_id), *(("cards", card.id) for card in cards), *further])
    return slips.MemberErased(member_id)
