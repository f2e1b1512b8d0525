"""What a change of the calendar does to the books that are out: due days move later, never earlier."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from venuedesk.core import calendar, house, slips
from venuedesk.core.calendar.changes import Change, carry_out, foreseen, questions
from venuedesk.core.errors import NeedsYes, Problem, ask, decide
from venuedesk.core.house import RuleRow
from venuedesk.core.lending import queries
from venuedesk.core.lending.rows import LoanRow
from venuedesk.core.lending.rules import Due, OpenDays, due_on_day
from venuedesk.core.lending.tables import Loan
from venuedesk.i18n import _

_OPEN = Loan.returned_at.is_(None)


@dataclass(frozen=True)
class CalendarChanged(slips.Slip):
    """The calendar was changed, and with it the due days of ``moved`` loans; ``firm`` are no longer tentative."""

    change: str
    values: dict[str, Any]
    moved: int = 0
    firm: int = 0
    words: str = slips.named("change")

    def __str__(self) -> str:
        """What was changed, and how many loans it touched."""
        said = [self.words]
        if self.moved:
            said.append(_("{n} due days moved later").format(n=self.moved))
        if self.firm:
            said.append(_("{n} due days are no longer tentative").format(n=self.firm))
        return _("{one}; {other}").format(one=said[0], other=_(", ").join(said[1:])) if said[1:] else said[0]


@dataclass(frozen=True)
class TouchedLoan:
    """An open loan that a change of the calendar touches: the loan as it is, and its due moment afterwards."""

    loan: LoanRow
    due: Due

    @property
    def moves(self) -> bool:
        """Whether the due day moves; else it only becomes firm, or tentative."""
        return self.due.at != self.loan.due_at


# ---------------------------------------------------------------- rule


def moved_due(due: Due, rule: RuleRow, before: OpenDays, after: OpenDays) -> Due:
    """The due moment of an open loan after a change of the calendar.

    It moves to the next open day where the rule says so and the change closed its day; it never moves earlier, and a
    day that was closed before, or is open still, stays.
    """
    day = due.at.date()
    moved = due_on_day(day, rule, after)
    if before.is_open_day(day) and moved.at > due.at:
        return moved
    return replace(due, tentative=not after.knows(day.year))


# ---------------------------------------------------------------- command and query


def change_calendar(
    session: Session, *, change: Change, now: datetime, accepted: Collection[str] = (), reason: str = ""
) -> CalendarChanged:
    """Change hours, seasons, exceptions or days off, and move the due days of the open loans it touches.

    Refuses and asks what the calendar's own command does, asks LoansMove where a due day would move, and what the other
    subjects ask (BookingsTouched).
    """
    before = _calendar(session)
    asked = problems_of_change(session, change=change, now=now)
    try:
        slip = carry_out(session, change, now=now, accepted=accepted)
    except NeedsYes as question:
        raise NeedsYes((*question.problems, *asked)) from None
    decide(asked, accepted)
    moved = firm = 0
    for loan, due in _touched(session, before, _calendar(session)):
        moved += due.at != loan.due_at
        firm += loan.tentative and not due.tentative
        loan.due_at, loan.tentative = due.at, due.tentative
    session.flush()
    return CalendarChanged(type(slip).__name__, slips.kept(slip), moved, firm, words=str(slip))


def problems_of_change(session: Session, *, change: Change, now: datetime) -> list[Problem]:
    """What a change asks: that due days of open loans move (LoansMove), and what the other subjects ask."""
    moves = sum(due.at != loan.due_at for loan, due in _foretold(session, change))
    return [*([_loans_move(moves)] if moves else []), *questions(session, change, now=now)]


def loans_touched(session: Session, *, change: Change, limit: int = queries.PAGE) -> tuple[int, list[TouchedLoan]]:
    """How many open loans a change would touch, and the first of them: those that move before those that do not."""
    found = sorted(_foretold(session, change), key=lambda one: one[1].at == one[0].due_at)
    dues = {loan.id: due for loan, due in found}
    first = list(dues)[:limit]
    rows = {row.id: row for row in queries.loans_by_id(session, ids=first)}
    return len(dues), [TouchedLoan(rows[id_], dues[id_]) for id_ in first]


# ---------------------------------------------------------------- helpers


def _loans_move(n: int) -> Problem:
    words = _("{n} books that are out are due on days that would be closed.").format(n=n)
    return ask("LoansMove", words, _("Their due days move to the next open day."), n=n)


def _calendar(session: Session) -> calendar.Calendar:
    """The reading room's calendar with all its past: an overdue loan may have been due on a day closed only now."""
    return calendar.load(session, zone_id=house.zone_id(session, code=house.READING))


def _foretold(session: Session, change: Change) -> Iterator[tuple[Loan, Due]]:
    """What ``_touched`` yields, before the change is carried out."""
    before = _calendar(session)
    after = foreseen(before, change, zone_id=house.zone_id(session, code=house.READING))
    return _touched(session, before, after)


def _touched(session: Session, before: OpenDays, after: OpenDays) -> Iterator[tuple[Loan, Due]]:
    """Every open loan whose due moment differs after the change, the soonest due first (mapped: for commands only)."""
    rules = {row.id: row for row in house.every_rule(session)}
    keys = select(func.date(Loan.due_at), Loan.tentative, Loan.rule_id).where(_OPEN).distinct()
    for day, tentative, rule_id in session.execute(keys.order_by(func.date(Loan.due_at))).all():
        first = datetime.fromisoformat(day)
        last = first.replace(hour=23, minute=59, second=59)
        due = moved_due(Due(last, tentative), rules[rule_id], before, after)
        if due == Due(last, tentative):
            continue
        same = (Loan.due_at.between(first, last), Loan.tentative == tentative, Loan.rule_id == rule_id)
        for loan in session.scalars(select(Loan).where(_OPEN, *same).order_by(Loan.id)).all():
            at = due.at if due.at != last else loan.due_at
            yield loan, Due(at, due.tentative)


def _words_of_change(session: Session, values: dict[str, Any]) -> str:
    return slips.said(session, values["change"], values["values"])


slips.NAMES["change"] = _words_of_change
