"""Imports: a file is read and planned with a reader, shown, and taken as one action that one undo takes back.

``plan`` is the query, ``import_…`` are the commands; reading the same file again after that changes nothing.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Protocol

from sqlalchemy.orm import Session

from venuedesk.core.calendar import HolidaysDraft
from venuedesk.core.journal import Imported
from venuedesk.exchange import (
    booking_writer,
    bookings,
    books,
    holidays,
    loans,
    marc,
    members,
    plans,
    rooms,
    sheets,
    units,
    visits,
    writers,
)
from venuedesk.exchange.booking_lines import BookingLine
from venuedesk.exchange.drafts import BookDraft, LoanDraft, MemberDraft, UnitDraft
from venuedesk.exchange.marc import HOLDINGS, Holdings
from venuedesk.exchange.plans import NOBODY, Plan, Reading, Watch
from venuedesk.exchange.refusals import reading
from venuedesk.exchange.rooms import RoomLine
from venuedesk.exchange.visits import VisitsLine
from venuedesk.i18n import N_, _


class _Take(Protocol):
    def __call__(
        self, session: Session, plan: Plan[Any], *, update: bool, now: datetime, watch: Watch = NOBODY
    ) -> Imported: ...


@dataclass(frozen=True)
class Subject:
    """How one subject is read, sorted and taken."""

    read: Callable[[Path, Watch], Reading[Any]]
    sort: Callable[[Session, Reading[Any], Watch], Plan[Any]]
    take: _Take


SUBJECTS: dict[str, Subject] = {
    plans.UNITS: Subject(units.read, units.sort, units.take),
    plans.BOOKS: Subject(books.read, books.sort, books.take),
    plans.LOANS: Subject(loans.read, loans.sort, loans.take),
    plans.CALENDAR: Subject(holidays.read, holidays.sort, holidays.take),
    plans.MEMBERS: Subject(members.read, members.sort, members.take),
    plans.ROOMS: Subject(rooms.read, rooms.sort, rooms.take),
    plans.BOOKINGS: Subject(bookings.read, bookings.sort, booking_writer.take),
    plans.VISITS: Subject(visits.read, visits.sort, visits.take),
}

# ---------------------------------------------------------------- commands


def import_units(
    session: Session, *, plan: Plan[UnitDraft], now: datetime, update: bool = False, watch: Watch = NOBODY
) -> Imported:
    """Add the new units of a plan; with ``update`` also take its differing rows."""
    return _take(session, plan, update=update, now=now, watch=watch)


def import_members(
    session: Session, *, plan: Plan[MemberDraft], now: datetime, update: bool = False, watch: Watch = NOBODY
) -> Imported:
    """Add the new members of a plan, with their cards and units; with ``update`` also take its differing rows."""
    return _take(session, plan, update=update, now=now, watch=watch)


def import_books(
    session: Session, *, plan: Plan[BookDraft], now: datetime, update: bool = False, watch: Watch = NOBODY
) -> Imported:
    """Add the new titles and copies of a plan; with ``update`` also take its differing rows."""
    return _take(session, plan, update=update, now=now, watch=watch)


def import_loans(
    session: Session, *, plan: Plan[LoanDraft], now: datetime, update: bool = False, watch: Watch = NOBODY
) -> Imported:
    """Add the loans of a plan, open and past; with ``update`` also take what became of those that stand."""
    return _take(session, plan, update=update, now=now, watch=watch)


def import_calendar(
    session: Session, *, plan: Plan[HolidaysDraft], now: datetime, update: bool = False, watch: Watch = NOBODY
) -> Imported:
    """Enter the new years of a plan; with ``update`` also replace the differing ones. Due days only move later."""
    return _take(session, plan, update=update, now=now, watch=watch)


def import_rooms(
    session: Session, *, plan: Plan[RoomLine], now: datetime, update: bool = False, watch: Watch = NOBODY
) -> Imported:
    """Add the new rooms and layouts of a plan; with ``update`` also change those that differ."""
    return _take(session, plan, update=update, now=now, watch=watch)


def import_bookings(
    session: Session, *, plan: Plan[BookingLine], now: datetime, update: bool = False, watch: Watch = NOBODY
) -> Imported:
    """Add the bookings of a plan, past and to come; with ``update`` also change those that differ."""
    return _take(session, plan, update=update, now=now, watch=watch)


def import_visits(
    session: Session, *, plan: Plan[VisitsLine], now: datetime, update: bool = False, watch: Watch = NOBODY
) -> Imported:
    """Enter the new hours of a plan; with ``update`` also set those that differ."""
    return _take(session, plan, update=update, now=now, watch=watch)


def _take(session: Session, plan: Plan[Any], *, update: bool, now: datetime, watch: Watch) -> Imported:
    subject = SUBJECTS[plan.subject]
    plan = plans.still_true(plan, lambda: subject.sort(session, plan.reading.rows or plan.reading, watch), session)
    return subject.take(session, plan, update=update, now=now, watch=watch)


COMMANDS: dict[str, Callable[..., Imported]] = {
    plans.UNITS: import_units,
    plans.MEMBERS: import_members,
    plans.BOOKS: import_books,
    plans.LOANS: import_loans,
    plans.CALENDAR: import_calendar,
    plans.ROOMS: import_rooms,
    plans.BOOKINGS: import_bookings,
    plans.VISITS: import_visits,
}

# ---------------------------------------------------------------- queries


def plan(
    session: Session, *, subject: str, path: Path, watch: Watch = NOBODY, holdings: Sequence[Holdings] = HOLDINGS
) -> Plan[Any]:
    """What importing a file would do; Refused when it cannot be read as a whole.

    ``holdings`` tells where MARC records name their items; the first that finds any is used for a record.
    """
    one = SUBJECTS[subject]
    with reading(path):
        found = books.read(path, watch, holdings=holdings) if subject == plans.BOOKS else one.read(path, watch)
    return one.sort(session, found, watch)


# ---------------------------------------------------------------- the rejected rows as a file


def write_rejects(path: Path, plan: Plan[Any]) -> int:
    """Write the rejected rows with line, column and reason before their cells; returns how many."""
    path_in = plan.reading.path
    if path.resolve() == path_in.resolve():
        raise writers.not_written(path, N_("it is the file that is read"))
    lines = {r.line for r in plan.rejected}
    with reading(path_in):
        cells = {} if plan.subject == plans.BOOKS and marc.is_marc(path_in) else sheets.cells_of(path_in, lines)
    header = [_("Line"), _("Column"), _("Reason"), *plan.reading.headers]
    rows = ([r.line, r.column, r.reason, *cells.get(r.line, ())] for r in plan.rejected)
    return writers.write(path, header, rows)
