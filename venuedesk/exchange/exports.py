"""Exports: members, books, loans, bookings and the journal as .xlsx or .csv, streamed row by row.

What goes out, but for the journal, can be read in again by the same headers.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from venuedesk.core.bookings import Booking, state_text
from venuedesk.core.books import STATES, Copy, Title
from venuedesk.core.journal import Action, is_undone
from venuedesk.core.journal.tape import said
from venuedesk.core.lending import Loan
from venuedesk.core.people import Card, Category, Member, Unit
from venuedesk.core.people.rules import CARD_KINDS
from venuedesk.core.rooms import Layout, Room
from venuedesk.core.users import User
from venuedesk.exchange import booking_lines, books, loans, members, visits, writers
from venuedesk.i18n import N_, _

_STREAM = {"yield_per": 1000}
_JOURNAL = (N_("No."), N_("Time"), N_("User"), N_("What was done"), N_("Reason"), N_("Undone"))
_STATE = N_("State")


@dataclass(frozen=True)
class Exported:
    """A file was written with so many rows."""

    path: Path
    rows: int

    def __str__(self) -> str:
        """How many rows went where."""
        return _("{n} rows written to {file}").format(n=self.rows, file=self.path.name)


Progress = Callable[[int], None] | None


def export_members(
    session: Session, *, path: Path, first: date | None = None, last: date | None = None, progress: Progress = None
) -> Exported:
    """Write the members who joined from ``first`` to ``last`` with their active cards, a line for each card."""
    query: Any = (
        select(
            Member.name, Card.number, Card.kind, Unit.name, Category.name, Member.member_type, Member.phone,
            Member.joined_on, Member.expires_on, Member.note,
        )
        .join(Unit, Unit.id == Member.unit_id)
        .join(Category, Category.id == Member.category_id)
        .outerjoin(Card, (Card.member_id == Member.id) & (Card.state == "active"))
        .where(Member.retired_at.is_(None), Member.erased_at.is_(None))
        .order_by(Member.id, Card.id)
    )  # fmt: skip
    query = _between(query, Member.joined_on, first, last)
    kinds = {k: _(name) for k, name in CARD_KINDS.items()}
    rows = ((name, number, kinds.get(kind, ""), *rest) for name, number, kind, *rest in _stream(session, query))
    return _write(path, [_(c.title) for c in members.COLUMNS], rows, progress)


def export_books(
    session: Session, *, path: Path, first: date | None = None, last: date | None = None, progress: Progress = None
) -> Exported:
    """Write the titles, a line for each copy acquired from ``first`` to ``last``; without days also bare titles."""
    names = [c.field for c in books.COLUMNS if c.field in books.TITLE_FIELDS]
    of_copy = {"copy_source": Copy.source, "barcode": Copy.barcode, "accession": Copy.accession}
    columns = [getattr(Title, c.field) if c.field in names else of_copy.get(c.field) for c in books.COLUMNS]
    filled = [getattr(Copy, f.field) if c is None else c for c, f in zip(columns, books.COLUMNS, strict=True)]
    query: Any = (
        select(*filled, Title.gift, Copy.price, Copy.state)
        .outerjoin(Copy, Copy.title_id == Title.id)
        .where(Title.retired_at.is_(None))
        .order_by(Title.id, Copy.id)
    )
    query = _between(query, Copy.acquired_on, first, last)
    at = [c.field for c in books.COLUMNS].index("price")
    rows = (_book(list(row), at) for row in _stream(session, query))
    return _write(path, [*(_(c.title) for c in books.COLUMNS), _(_STATE)], rows, progress)


def _book(row: list[Any], at: int) -> list[Any]:
    *values, gift, own_price, state = row
    price = values[at] if values[at] is not None else own_price
    values[at] = "" if price is None else f"{'赠' if gift else ''}{price // 100}.{price % 100:02}"
    return [*values, _(STATES.get(state, ""))]


def export_loans(
    session: Session, *, path: Path, first: date | None = None, last: date | None = None, progress: Progress = None
) -> Exported:
    """Write the loans lent from ``first`` to ``last``, open and past."""
    query: Any = (
        select(
            Copy.barcode, Card.number, Member.name, Member.phone, Loan.lent_at, Loan.due_at, Loan.returned_at,
            Loan.renewals, Title.title,
        )
        .join(Copy, Copy.id == Loan.copy_id)
        .join(Title, Title.id == Copy.title_id)
        .join(Member, Member.id == Loan.member_id)
        .outerjoin(Card, Card.id == Loan.card_id)
        .order_by(Loan.id)
    )  # fmt: skip
    query = _between_moments(query, Loan.lent_at, first, last)
    header = [*(_(c.title) for c in loans.COLUMNS), _("Title")]
    rows = (
        (*who, lent.date(), due.date(), returned and returned.date(), *rest)
        for *who, lent, due, returned, renewals, title in _stream(session, query)
        for rest in [(renewals, title)]
    )
    return _write(path, header, rows, progress)


def export_bookings(
    session: Session, *, path: Path, first: date | None = None, last: date | None = None, progress: Progress = None
) -> Exported:
    """Write the bookings that begin from ``first`` to ``last``, in every state, in order of time."""
    card = select(Card.number).where(Card.member_id == Booking.member_id, Card.state == "active").order_by(Card.id)
    query: Any = (
        select(
            Room.name, Booking.starts_at, Booking.ends_at, Unit.name, Member.name, card.limit(1).scalar_subquery(),
            Booking.caller, Booking.phone, Booking.purpose, Booking.expected, Booking.attended, Booking.state,
            Layout.name, Booking.reason, Booking.note, Booking.code,
        )
        .join(Room, Room.id == Booking.room_id)
        .outerjoin(Unit, Unit.id == Booking.unit_id)
        .outerjoin(Member, Member.id == Booking.member_id)
        .outerjoin(Layout, Layout.id == Booking.layout_id)
        .order_by(Booking.starts_at, Booking.id)
    )  # fmt: skip
    query = _between_moments(query, Booking.starts_at, first, last)
    at = [c.field for c in booking_lines.COLUMNS].index("state")
    rows = (_booking(list(row), at) for row in _stream(session, query))
    return _write(path, [_(c.title) for c in booking_lines.COLUMNS], rows, progress)


def _booking(row: list[Any], at: int) -> list[Any]:
    """A booking as the columns have it; the last day only where the two times do not tell it."""
    room, starts_at, ends_at, *rest = row
    next_day = starts_at.date() + timedelta(days=ends_at.time() < starts_at.time())
    last = None if ends_at.date() == next_day else ends_at.date()
    values = [room, starts_at.date(), f"{starts_at:%H:%M}", f"{ends_at:%H:%M}", last, *rest]
    values[at] = state_text(values[at])
    return values


def export_visits(
    session: Session, *, path: Path, first: date | None = None, last: date | None = None, progress: Progress = None
) -> Exported:
    """Write the visits from ``first`` to ``last`` by door, day and hour."""
    return _write(path, [_(c.title) for c in visits.COLUMNS], visits.rows(session, first, last), progress)


def export_journal(
    session: Session, *, path: Path, first: date | None = None, last: date | None = None, progress: Progress = None
) -> Exported:
    """Write the actions from ``first`` to ``last`` as the tape says them now, the oldest first."""
    query: Any = select(Action, User.name).join(User, User.id == Action.user_id).order_by(Action.id)
    query = _between_moments(query, Action.at, first, last)
    rows = (
        (a.id, a.at, user, said(session, a), a.reason or "", _("yes") if is_undone(session, a.id) else "")
        for a, user in _stream(session, query)
    )
    return _write(path, [_(h) for h in _JOURNAL], rows, progress)


EXPORTS: dict[str, Callable[..., Exported]] = {
    "members": export_members,
    "books": export_books,
    "loans": export_loans,
    "bookings": export_bookings,
    "visits": export_visits,
    "journal": export_journal,
}


def _between(query: Any, column: Any, first: date | None, last: date | None) -> Any:
    if first is not None:
        query = query.where(column >= first)
    return query if last is None else query.where(column <= last)


def _between_moments(query: Any, column: Any, first: date | None, last: date | None) -> Any:
    if first is not None:
        query = query.where(column >= datetime.combine(first, time()))
    return query if last is None else query.where(column <= datetime.combine(last, time(23, 59, 59)))


def _stream(session: Session, query: Any) -> Iterator[Any]:
    for row in session.execute(query.execution_options(**_STREAM)):
        yield tuple(row)
        if isinstance(row[0], Action):
            session.expunge(row[0])


def _write(path: Path, header: Sequence[str], rows: Iterable[Sequence[Any]], progress: Progress) -> Exported:
    return Exported(path, writers.write(path, header, rows, progress))
