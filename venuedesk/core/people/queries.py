"""The queries of people."""

from collections.abc import Callable
from datetime import date
from typing import Any

from sqlalchemy import Select, and_, bindparam, func, or_, select, text
from sqlalchemy.orm import Session

from venuedesk.core import history, search
from venuedesk.core.db import read
from venuedesk.core.pages import LENGTH, Page
from venuedesk.core.people.rows import CardRow, CategoryRow, MemberLine, MemberRow, UnitRow
from venuedesk.core.people.rules import masked
from venuedesk.core.people.tables import Card, Category, Member, Unit
from venuedesk.core.texts import clean

CURRENT, EXPIRED, RETIRED, ALL = "current", "expired", "retired", "all"
LAPSING = "lapsing"  # expires within LAPSING_DAYS
LAPSING_DAYS = 30

_UNIT = select(
    Unit.id,
    Unit.name,
    Unit.kind,
    Unit.contact,
    Unit.phone,
    Unit.counts,
    Unit.note,
    Unit.retired_at,
    select(func.count())
    .where(Member.unit_id == Unit.id, Member.retired_at.is_(None))
    .correlate(Unit)
    .scalar_subquery(),
)
_CATEGORY = select(*(getattr(Category, name) for name in CategoryRow.__dataclass_fields__))
_MEMBER: Select[*tuple[Any, ...]] = (
    select(
        Member.id,
        Member.name,
        Unit.name,
        Unit.id,
        Category.name,
        Category.id,
        Member.member_type,
        Member.phone,
        Member.joined_on,
        Member.expires_on,
        Member.note,
        Member.retired_at,
    )
    .join(Unit, Unit.id == Member.unit_id)
    .join(Category, Category.id == Member.category_id)
)
_ONE_MEMBER = _MEMBER.where(Member.id == bindparam("member"))
_CARD = select(*(getattr(Card, name) for name in CardRow.__dataclass_fields__))
_NUMBER = (
    select(Card.number)
    .where(Card.member_id == Member.id, Card.state == "active")
    .order_by(Card.id.desc())
    .limit(1)
    .correlate(Member)
    .scalar_subquery()
)
_LINE: Select[*tuple[Any, ...]] = (
    select(
        Member.id,
        Member.name,
        Unit.name,
        Category.name,
        Member.phone,
        func.coalesce(_NUMBER, ""),
        Member.joined_on,
        Member.expires_on,
        Member.retired_at,
    )
    .join(Unit, Unit.id == Member.unit_id)
    .join(Category, Category.id == Member.category_id)
)
SORTS: dict[str, Any] = {
    "name": search.MEMBER_ORDER.c.sound,  # by pinyin
    "unit": Unit.name,
    "category": Category.name,
    "joined_on": Member.joined_on,
    "expires_on": Member.expires_on,
    "newest": Member.id,
}


def units(session: Session, *, words: str = "", with_retired: bool = False) -> list[UnitRow]:
    """The units whose name has the words in it, 无单位 first, then by name."""
    query = _UNIT.order_by(Unit.counts, Unit.name, Unit.id)
    if clean(words):
        query = query.where(Unit.name.contains(clean(words), autoescape=True))
    if not with_retired:
        query = query.where(Unit.retired_at.is_(None))
    return [UnitRow(*row) for row in session.execute(query)]


def categories(session: Session, *, with_retired: bool = False) -> list[CategoryRow]:
    """The worker categories in their order."""
    query = _CATEGORY.order_by(Category.position, Category.id)
    if not with_retired:
        query = query.where(Category.retired_at.is_(None))
    return [CategoryRow(*row) for row in session.execute(query)]


def member(session: Session, *, member_id: int) -> MemberRow | None:
    """One member, or None."""
    row = read(session, _ONE_MEMBER, member=member_id).one_or_none()
    return None if row is None else MemberRow(*row)


def members(
    session: Session,
    *,
    today: date,
    words: str = "",
    unit_id: int | None = None,
    category_id: int | None = None,
    state: str = CURRENT,
    sort: str = "name",
    descending: bool = False,
    limit: int = LENGTH,
    offset: int = 0,
) -> Page[MemberLine]:
    """A page of the list of members, filtered and sorted; ``state`` is current, expired, lapsing, retired or all.

    Names are sorted by pinyin, then by character. An expired membership is current too, until the member is retired;
    erased members are never listed.
    """
    kept = [Member.erased_at.is_(None), *_STATES[state](today)]
    if unit_id is not None:
        kept.append(Member.unit_id == unit_id)
    if category_id is not None:
        kept.append(Member.category_id == category_id)
    if words.strip():
        kept.append(_said(words, state))
    column = SORTS[sort]
    order = column.desc() if descending else column.asc()
    query = _LINE.where(*kept).order_by(order, Member.id).limit(limit).offset(offset)
    if sort == "name":
        query = query.join(search.MEMBER_ORDER, search.MEMBER_ORDER.c.id == Member.id)
    rows = tuple(_line(row) for row in session.execute(query))
    total = session.scalar(select(func.count()).select_from(Member).where(*kept))
    return Page(rows, total or 0)


_STATES: dict[str, Callable[[date], list[Any]]] = {
    CURRENT: lambda _today: [Member.retired_at.is_(None)],
    EXPIRED: lambda today: [Member.retired_at.is_(None), Member.expires_on < today],
    LAPSING: lambda today: [
        Member.retired_at.is_(None),
        Member.expires_on >= today,
        Member.expires_on <= date.fromordinal(today.toordinal() + LAPSING_DAYS),
    ],
    RETIRED: lambda _today: [Member.retired_at.is_not(None)],
    ALL: lambda _today: [],
}


def _said(words: str, state: str) -> Any:
    """What the typed words ask of a member: by the search cache, which has no retired ones; these by plain text."""
    if state not in (RETIRED, ALL):
        return Member.id.in_(search.member_ids(words))
    said = clean(words)
    number = Card.number.contains(said.upper(), autoescape=True)
    carried = select(Card.id).where(and_(Card.member_id == Member.id, number)).exists()
    return or_(
        Member.name.contains(said, autoescape=True), Member.phone.contains(said, autoescape=True), carried
    )


def _line(row: Any) -> MemberLine:
    who, name, unit, category, phone, number, joined_on, expires_on, retired_at = row
    return MemberLine(who, name, unit, category, masked(phone), masked(number), joined_on, expires_on, retired_at)


def cards(session: Session, *, member_id: int) -> list[CardRow]:
    """All cards of a member, the newest first."""
    return _cards(session, _CARD.where(Card.member_id == member_id).order_by(Card.id.desc()))


def cards_numbered(session: Session, *, number: str) -> list[CardRow]:
    """Every card that ever bore this (folded) number, the active one first, then the newest."""
    return _cards(session, _CARD.where(Card.number == number).order_by((Card.state != "active"), Card.id.desc()))


def _cards(session: Session, query: Select[*tuple[Any, ...]]) -> list[CardRow]:
    return [CardRow(*row) for row in session.execute(query)]


def member_history(session: Session, *, member_id: int) -> list[history.HistoryRow]:
    """What was done to a member and the member's cards, the newest first."""
    found = history.of_row(session, table="members", row_id=member_id)
    for card in cards(session, member_id=member_id):
        found += history.of_row(session, table="cards", row_id=card.id)
    return sorted(found, key=lambda row: row.action_id, reverse=True)


def twins(session: Session, *, name: str, phone: str, but: int | None = None) -> list[MemberLine]:
    """Members of the same name and phone (a missing phone matches any), ``but`` one: perhaps the same person."""
    query = _LINE.where(Member.name == name, Member.retired_at.is_(None), Member.id != (but or 0))
    if phone:
        query = query.where(or_(Member.phone == phone, Member.phone == ""))
    return [_line(row) for row in session.execute(query.order_by(Member.id))]


def has_books(session: Session, member_id: int) -> tuple[int, int]:
    """How many books the member has now, and how many holds are open."""
    loans, holds = session.execute(
        text(
            "SELECT (SELECT count(*) FROM loans WHERE member_id = :id AND returned_at IS NULL),"
            " (SELECT count(*) FROM holds WHERE member_id = :id AND state IN ('waiting', 'ready'))"
        ),
        {"id": member_id},
    ).one()
    return loans, holds


_OPEN = "state IN ('tentative', 'awaiting', 'booked', 'arrived')"
_OF_MEMBER = text(f"SELECT count(*) FROM bookings WHERE member_id = :id AND unit_id IS NULL AND {_OPEN}")
_OF_UNIT = text(f"SELECT count(*) FROM bookings WHERE unit_id = :id AND {_OPEN}")


def bookings_open(session: Session, member_id: int) -> int:
    """How many bookings of the member's own are neither over nor called off."""
    return int(session.execute(_OF_MEMBER, {"id": member_id}).scalar_one())


def bookings_open_of_unit(session: Session, unit_id: int) -> int:
    """How many bookings of the unit are neither over nor called off."""
    return int(session.execute(_OF_UNIT, {"id": unit_id}).scalar_one())
