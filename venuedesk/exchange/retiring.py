"""An import that can no longer be undone because loans stand on it: which rows hold it, and retiring the others."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, func, or_, select
from sqlalchemy.orm import Session

from venuedesk.core import journal
from venuedesk.core.books import Copy, Title
from venuedesk.core.errors import refuse
from venuedesk.core.journal import Action, Change, ImportRetired
from venuedesk.core.lending import Hold, Loan
from venuedesk.core.people import Card, Member
from venuedesk.exchange import plans
from venuedesk.i18n import _

FIRST = 200  # holders that are named
_WAITED_FOR = select(Hold.title_id).where(Hold.state.in_(("waiting", "ready")))


@dataclass(frozen=True)
class HolderRow:
    """A row of an import on which loans or holds stand: a member, or a copy with the title's name."""

    table: str
    id: int
    name: str
    code: str
    loans: int
    open_loans: int


def import_holders(session: Session, *, action_id: int) -> tuple[int, list[HolderRow]]:
    """How many members and copies of an import have loans or holds on them, and the first 200 of them."""
    open_loans = func.count(Loan.id).filter(Loan.returned_at.is_(None))
    phone = func.coalesce(Member.phone, "")
    members = (
        select(Member.id, Member.name, phone, func.count(Loan.id), open_loans)
        .outerjoin(Loan, Loan.member_id == Member.id)
        .where(_brought(Member, action_id), _member_holds())
        .group_by(Member.id)
        .order_by(Member.id)
    )
    copies = (
        select(Copy.id, Title.title, Copy.barcode, func.count(Loan.id), open_loans)
        .join(Title, Title.id == Copy.title_id)
        .outerjoin(Loan, Loan.copy_id == Copy.id)
        .where(_brought(Copy, action_id), _copy_holds())
        .group_by(Copy.id)
        .order_by(Copy.id)
    )
    total, rows = 0, list[HolderRow]()
    for table, query in (("members", members), ("copies", copies)):
        total += session.scalar(select(func.count()).select_from(query.subquery())) or 0
        found: Any = session.execute(query.limit(FIRST))
        rows += [HolderRow(table, *tuple(r)) for r in found]
    return total, rows[:FIRST]


def retire_import(session: Session, *, action_id: int, now: datetime) -> ImportRetired:
    """Retire every member, copy and title that an import brought and nothing stands on; the rest stays as it is.

    Refused (NoImport) when the action is no import or was undone. Cards of retired members are blocked, copies are
    withdrawn.
    """
    action = session.get(Action, action_id)
    if action is None or not action.command.startswith("exchange.import_") or journal.is_undone(session, action_id):
        raise refuse("NoImport", _("This is no import that stands."), action=action_id)
    kept, _rows = import_holders(session, action_id=action_id)
    members = select(Member.id).where(_brought(Member, action_id), Member.retired_at.is_(None), ~_member_holds())
    retired = 0
    for block in plans.blocks(session.scalars(members).all()):
        retired += len(block)
        for member in session.scalars(select(Member).where(Member.id.in_(block))):
            member.retired_at = now
        for card in session.scalars(select(Card).where(Card.member_id.in_(block), Card.state == "active")):
            card.state, card.ended_at = "blocked", now
        _settle(session)
    copies = select(Copy.id).where(_brought(Copy, action_id), Copy.state != "withdrawn", ~_copy_holds())
    for block in plans.blocks(session.scalars(copies).all()):
        retired += len(block)
        _set(session.scalars(select(Copy).where(Copy.id.in_(block))), state="withdrawn")
        _settle(session)
    for block in plans.blocks(session.scalars(_bare_titles(action_id)).all()):
        retired += len(block)
        _set(session.scalars(select(Title).where(Title.id.in_(block))), retired_at=now)
        _settle(session)
    return ImportRetired(action_id, retired, kept)


def _brought(table: Any, action_id: int) -> ColumnElement[bool]:
    """That a row was inserted by the action."""
    rows = select(Change.row_id).where(
        Change.action_id == action_id, Change.table_name == table.__tablename__, Change.before.is_(None)
    )
    found: ColumnElement[bool] = table.id.in_(rows)
    return found


def _member_holds() -> ColumnElement[bool]:
    return or_(Member.id.in_(select(Loan.member_id)), Member.id.in_(select(Hold.member_id)))


def _copy_holds() -> ColumnElement[bool]:
    return or_(Copy.id.in_(select(Loan.copy_id)), Copy.title_id.in_(_WAITED_FOR))


def _bare_titles(action_id: int) -> Select[int]:
    """Titles of the import none of whose copies is left."""
    left = Title.id.in_(select(Copy.title_id).where(Copy.state != "withdrawn"))
    waiting = Title.id.in_(_WAITED_FOR)
    return select(Title.id).where(_brought(Title, action_id), Title.retired_at.is_(None), ~left, ~waiting)


def _set(rows: Iterable[Any], **values: Any) -> None:
    for row in rows:
        for name, value in values.items():
            setattr(row, name, value)


def _settle(session: Session) -> None:
    session.flush()
    session.expunge_all()
