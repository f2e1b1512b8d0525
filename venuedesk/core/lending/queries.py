"""The queries of lending, and the facts that its commands ask for."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import Select, and_, bindparam, func, select, text
from sqlalchemy.orm import Session, aliased

from venuedesk.core import calendar, events, house, slips
from venuedesk.core.books import Copy, Title
from venuedesk.core.db import read
from venuedesk.core.lending.rows import CopyFacts, CopyOnShelf, DayFigures, HoldRow, LoanRow, MemberFacts
from venuedesk.core.lending.tables import Hold, Loan
from venuedesk.core.people import Card, Member, Unit
from venuedesk.i18n import _

PAGE = 200
_OPEN = Loan.returned_at.is_(None)
# as text, word for word as in the partial indexes: with bound values SQLite would not use them
_LIVE_HOLD = text("holds.state IN ('waiting', 'ready')")
_READY = text("holds.state = 'ready'")

_LOAN: Select[*tuple[Any, ...]] = (
    select(
        Loan.id,
        Loan.copy_id,
        Loan.member_id,
        Member.name,
        Unit.name,
        Member.phone,
        Title.title,
        Copy.barcode,
        Loan.lent_at,
        Loan.due_at,
        Loan.tentative,
        Loan.renewals,
        Loan.returned_at,
        Loan.outcome,
    )
    .join(Copy, Copy.id == Loan.copy_id)
    .join(Title, Title.id == Copy.title_id)
    .join(Member, Member.id == Loan.member_id)
    .join(Unit, Unit.id == Member.unit_id)
)
_WAITER = aliased(Member)
_FACTS: Select[*tuple[Any, ...]] = (
    select(
        Copy.id,
        Copy.title_id,
        Title.title,
        Copy.barcode,
        Copy.state,
        Copy.item_type,
        Loan.id,
        Loan.member_id,
        Member.name,
        Loan.due_at,
        Hold.member_id,
        _WAITER.name,
    )
    .join(Title, Title.id == Copy.title_id)
    .outerjoin(Loan, and_(Loan.copy_id == Copy.id, _OPEN))
    .outerjoin(Member, Member.id == Loan.member_id)
    .outerjoin(Hold, and_(Hold.copy_id == Copy.id, _READY))
    .outerjoin(_WAITER, _WAITER.id == Hold.member_id)
    .where(Copy.id == bindparam("copy"))
)
_MINE = and_(Loan.member_id == Member.id, _OPEN)
_MEMBER_FACTS: Select[*tuple[Any, ...]] = (
    select(
        Member.id,
        Member.name,
        Member.member_type,
        func.substr(Member.expires_on, 1),
        Member.retired_at.is_not(None),
        select(func.count()).where(_MINE).correlate(Member).scalar_subquery(),
        select(func.count())
        .where(_MINE, Loan.due_at < bindparam("now", type_=Loan.due_at.type))
        .correlate(Member)
        .scalar_subquery(),
        Card.state,
        func.substr(Card.expires_on, 1),
    )
    .outerjoin(Card, and_(Card.id == bindparam("card"), Card.member_id == Member.id))
    .where(Member.id == bindparam("member"))
)
_OUTSTANDING = select(func.count()).where(Loan.member_id == bindparam("member"), _OPEN)
_OPEN_HOLDS = select(Hold).where(Hold.title_id == bindparam("title"), _LIVE_HOLD).order_by(Hold.id)
_ANY_HOLD = select(Hold.id).where(Hold.title_id == bindparam("title"), _LIVE_HOLD).limit(1)


# ---------------------------------------------------------------- facts for the commands


def copy_facts(session: Session, copy_id: int) -> CopyFacts:
    """What must be known of a copy, in one query; LookupError when there is none."""
    row = read(session, _FACTS, copy=copy_id).one_or_none()
    if row is None:
        raise LookupError(copy_id)
    return CopyFacts(*row)


def member_facts(session: Session, member_id: int, card_id: int | None, now: datetime) -> MemberFacts:
    """What must be known of a member, in one query; LookupError when there is none."""
    row = read(session, _MEMBER_FACTS, member=member_id, card=card_id, now=now).one_or_none()
    if row is None:
        raise LookupError(member_id)
    return MemberFacts(*row)


def outstanding(session: Session, member_id: int) -> int:
    """How many books the member has now."""
    return int(read(session, _OUTSTANDING, member=member_id).scalar_one())


def open_holds(session: Session, title_id: int) -> list[Hold]:
    """The holds on a title that wait or are ready, the first in the queue first (mapped: for commands only)."""
    if read(session, _ANY_HOLD, title=title_id).first() is None:
        return []
    return list(session.scalars(_OPEN_HOLDS, {"title": title_id}))


def first_waiting(session: Session, title_id: int) -> tuple[int, str] | None:
    """The member (id, name) who waits first for a title and has no copy ready."""
    row = session.execute(
        select(Member.id, Member.name)
        .join(Hold, Hold.member_id == Member.id)
        .where(Hold.title_id == title_id, _LIVE_HOLD, Hold.state == "waiting")
        .order_by(Hold.id)
        .limit(1)
    ).one_or_none()
    return None if row is None else (row[0], row[1])


def counted(session: Session, kind: str, day: date) -> int:
    """The sum of one kind of event on one day."""
    query = select(func.coalesce(func.sum(events.Event.quantity), 0))
    mine = (events.Event.day == day, events.Event.kind == kind, events.Event.about.is_(None))
    return session.scalar(query.where(*mine)) or 0


# ---------------------------------------------------------------- queries


def loans_of(session: Session, *, member_id: int, past: bool = False) -> list[LoanRow]:
    """A member's open loans, soonest due first; with ``past`` the ended ones, newest first."""
    if past:
        query = _LOAN.where(Loan.member_id == member_id, ~_OPEN).order_by(Loan.id.desc()).limit(PAGE)
    else:
        query = _LOAN.where(Loan.member_id == member_id, _OPEN).order_by(Loan.due_at, Loan.id)
    return _loans(session, query)


def loan_counts(session: Session, *, member_ids: Sequence[int]) -> dict[int, int]:
    """How many books each of these members has now; those without any are left out."""
    query = select(Loan.member_id, func.count()).where(_OPEN, Loan.member_id.in_(member_ids)).group_by(Loan.member_id)
    return {member_id: n for member_id, n in session.execute(query)}


def due_on(session: Session, *, day: date) -> list[LoanRow]:
    """The open loans due on a day."""
    first = datetime(day.year, day.month, day.day)
    last = first.replace(hour=23, minute=59, second=59)
    return _loans(session, _DUE, first=first, last=last)


def overdue(session: Session, *, now: datetime, limit: int = PAGE) -> list[LoanRow]:
    """The open loans whose due moment is over, the oldest first."""
    return _loans(session, _OVERDUE, now=now, limit=limit)


def loans_by_id(session: Session, *, ids: list[int]) -> list[LoanRow]:
    """The loans with these ids, the soonest due first."""
    return _loans(session, _LOAN.where(Loan.id.in_(ids)).order_by(Loan.due_at, Loan.id))


def history_of_copy(session: Session, *, copy_id: int) -> list[LoanRow]:
    """Every loan of a copy, the newest first."""
    return _loans(session, _LOAN.where(Loan.copy_id == copy_id).order_by(Loan.id.desc()).limit(PAGE))


def copies_of(session: Session, *, title_id: int) -> list[CopyOnShelf]:
    """The copies of a title and who has each."""
    rows = session.execute(
        select(
            Copy.id,
            Copy.barcode,
            Copy.accession,
            Copy.location,
            Copy.item_type,
            Copy.state,
            Member.name,
            Loan.due_at,
            Member.id,
        )
        .outerjoin(Loan, and_(Loan.copy_id == Copy.id, _OPEN))
        .outerjoin(Member, Member.id == Loan.member_id)
        .where(Copy.title_id == title_id)
        .order_by(Copy.barcode)
    )
    return [CopyOnShelf(*row) for row in rows]


def free_copies(session: Session, *, title_id: int) -> list[CopyOnShelf]:
    """The copies of a title that stand on the shelf and wait for nobody."""
    held = select(Hold.copy_id).where(Hold.title_id == title_id, _LIVE_HOLD, _READY)
    taken = set(session.scalars(held))
    return [
        c
        for c in copies_of(session, title_id=title_id)
        if c.state == "in_stock" and c.holder is None and c.id not in taken
    ]


def holds_of(session: Session, *, member_id: int) -> list[HoldRow]:
    """The holds of a member that wait or are ready."""
    return [HoldRow(*row) for row in read(session, _HOLDS_OF, member=member_id)]


def waiting_for(session: Session, title_id: int) -> list[HoldRow]:
    """The queue for a title."""
    return _holds(session, _HOLD.where(Hold.title_id == title_id, _LIVE_HOLD).order_by(Hold.id))


def day_figures(session: Session, *, now: datetime) -> DayFigures:
    """Today's numbers, from events, and how many loans are overdue."""
    sums = {kind: int(n) for kind, n in read(session, _SUMS, day=now.date())}
    late = read(session, _LATE, now=now).scalar() or 0
    kinds = (events.LOAN, events.RETURN, events.RENEWAL, events.IN_HOUSE)
    loans, returns, renewals, in_house = (sums.get(kind, 0) for kind in kinds)
    return DayFigures(loans, returns, renewals, in_house, late)


def opening_words(session: Session, *, day: date) -> str:
    """The reading room's hours on a day, in words; why it is closed where it is."""
    found = calendar.load(session, zone_id=house.zone_id(session, code=house.READING), since=day)
    if not found.is_open_day(day):
        return _("Reading room closed today: {why}").format(why=found.why_closed(day))
    return _("Reading room open today: {hours}").format(hours=calendar.hours_text(found.windows(day)))


def rule_for(session: Session, *, member_id: int, copy_id: int, day: date) -> house.RuleRow | None:
    """The lending rule that holds for this member and this copy on a day."""
    member_type = session.scalars(select(Member.member_type).where(Member.id == member_id)).one()
    item_type = session.scalars(select(Copy.item_type).where(Copy.id == copy_id)).one()
    return house.lending_rule(session, member_type=member_type, item_type=item_type, day=day)


# ---------------------------------------------------------------- helpers

_HOLD: Select[*tuple[Any, ...]] = (
    select(Hold.id, Hold.title_id, Title.title, Hold.member_id, Member.name, Hold.placed_at, Hold.state)
    .join(Title, Title.id == Hold.title_id)
    .join(Member, Member.id == Hold.member_id)
)
_NOW, _DAY = bindparam("now", type_=Loan.due_at.type), bindparam("day", type_=events.Event.day.type)
_DUE = (
    _LOAN.where(_OPEN, Loan.due_at.between(bindparam("first"), bindparam("last")))
    .order_by(Loan.due_at, Loan.id)
    .limit(PAGE)
)
_OVERDUE = _LOAN.where(_OPEN, Loan.due_at < _NOW).order_by(Loan.due_at, Loan.id).limit(bindparam("limit"))
_LATE = select(func.count()).where(_OPEN, Loan.due_at < _NOW)
_SUMS = (
    select(events.Event.kind, func.sum(events.Event.quantity))
    .where(events.Event.day == _DAY, events.Event.about.is_(None))
    .group_by(events.Event.kind)
)
_HOLDS_OF = _HOLD.where(Hold.member_id == bindparam("member"), _LIVE_HOLD).order_by(Hold.id)


def _loans(session: Session, query: Select[*tuple[Any, ...]], **values: Any) -> list[LoanRow]:
    return [LoanRow(*row) for row in read(session, query, **values)]


def _holds(session: Session, query: Select[*tuple[Any, ...]]) -> list[HoldRow]:
    return [HoldRow(*row) for row in session.execute(query)]


slips.look_up_many(
    "unit", slips.names_by("member_id", select(Member.id, Unit.name).join(Unit, Unit.id == Member.unit_id))
)
