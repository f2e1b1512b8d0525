"""The rules of lending: plain values in and out."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Protocol

from venuedesk.core.errors import Problem, ask, ask_why, impossible, notice
from venuedesk.core.house import RuleRow
from venuedesk.core.lending.rows import CopyFacts, MemberFacts
from venuedesk.core.lending.slips import due_words
from venuedesk.core.periods import add_term
from venuedesk.i18n import _, day_text

END_OF_DAY = time(23, 59, 59)
AGAIN_AFTER_MINUTES = 30  # in-house use of one copy counts at most once in this time


class OpenDays(Protocol):
    """What lending needs of the calendar."""

    def next_open_day(self, day: date) -> date | None:
        """The first open day from ``day`` on."""

    def is_open_day(self, day: date) -> bool:
        """Whether the reading room opens that day."""

    def knows(self, year: int) -> bool:
        """Whether the holidays of that year are entered."""


@dataclass(frozen=True)
class Due:
    """The end of a loan: the last second of its last day; ``tentative`` where that year's holidays are not entered."""

    at: datetime
    tentative: bool


def due_on_day(day: date, rule: RuleRow, calendar: OpenDays) -> Due:
    """The due moment for a term that ends on ``day``: moved to the next open day where the rule says so."""
    if rule.due_on_open_day:
        day = calendar.next_open_day(day) or day
    return Due(datetime.combine(day, END_OF_DAY), not calendar.knows(day.year))


def due_at(lent: datetime, rule: RuleRow, calendar: OpenDays) -> Due:
    """When a copy lent at ``lent`` is due: the first day is not counted."""
    return due_on_day(add_term(lent.date(), rule.period, rule.period_unit), rule, calendar)


def renewed_due_at(old_due: datetime, now: datetime, rule: RuleRow, calendar: OpenDays) -> Due:
    """When a renewed loan is due: the renewal's term counts from the old due day, from today where it would be over."""
    due = due_on_day(add_term(old_due.date(), rule.renewal_period, rule.renewal_unit), rule, calendar)
    if due.at < now:
        due = due_on_day(add_term(now.date(), rule.renewal_period, rule.renewal_unit), rule, calendar)
    return due


def days_late(due: datetime, now: datetime) -> int:
    """Whole days after the due day, 0 while it is not over."""
    return max(0, (now.date() - due.date()).days)


def problems_of_check_out(
    copy: CopyFacts, member: MemberFacts, rule: RuleRow | None, *, today: date, with_card: bool
) -> Iterator[Problem]:
    """What stands against lending this copy to this member: of the copy, of the member, then of the rule."""
    yield from _problems_of_copy(copy, member)
    yield from problems_of_member(member, today)
    if not with_card:
        yield ask(
            "WithoutCard", _("{member} has no card here (未带卡).").format(member=member.name), _("Check who it is.")
        )
    if rule is None:
        yield impossible(
            "NoRule", _("No lending rule fits this reader and this book."), _("The manager sets it in Settings.")
        )
        return
    if not rule.lendable:
        yield impossible(
            "ReadOnSite",
            _("“{title}” is for reading on site only.").format(title=copy.title),
            _("Let them read it here."),
        )
    if member.loans >= rule.max_loans:
        words = _("{member} has {n} books already, the limit is {limit}.")
        yield ask_why(
            "OverLimit",
            words.format(member=member.name, n=member.loans, limit=rule.max_loans),
            _("Take a book back first."),
            limit=rule.max_loans,
            outstanding=member.loans,
        )
    if member.overdue and rule.block_while_overdue:
        words = _("{member} has {n} overdue books.")
        yield ask_why(
            "Overdue",
            words.format(member=member.name, n=member.overdue),
            _("Ask for them back first."),
            n=member.overdue,
        )


def _problems_of_copy(copy: CopyFacts, member: MemberFacts) -> Iterator[Problem]:
    if copy.loan_id is not None:
        yield already_on_loan(copy, _("Take it back first, or place a hold."))
    if copy.state == "withdrawn":
        yield withdrawn(copy)
    if copy.state in ("lost", "repair"):
        yield not_in_stock(copy)
    if copy.held_for_id is not None and copy.held_for_id != member.id:
        words = _("“{title}” lies here for {member}.").format(title=copy.title, member=copy.held_for)
        yield ask_why("HeldForAnother", words, held_for=copy.held_for)


def already_on_loan(copy: CopyFacts, way_out: str) -> Problem:
    """Somebody has the copy."""
    assert copy.due_at is not None
    words = _("“{title}” is with {holder}, due {due}.")
    text = words.format(title=copy.title, holder=copy.holder, due=day_text(copy.due_at.date()))
    return impossible("AlreadyOnLoan", text, way_out, holder=copy.holder, due=copy.due_at.date())


def withdrawn(copy: CopyFacts) -> Problem:
    """The copy no longer belongs to the stock."""
    words = _("“{title}” ({barcode}) was withdrawn.").format(title=copy.title, barcode=copy.barcode)
    return impossible("CopyWithdrawn", words, _("Put it with the withdrawn books."))


def problems_on_shelf(copy: CopyFacts) -> Iterator[Problem]:
    """Why a copy is not simply a book on the shelf: on loan, withdrawn, missing, or put aside for somebody."""
    if copy.loan_id is not None:
        yield already_on_loan(copy, _("Take it back first."))
    if copy.state == "withdrawn":
        yield withdrawn(copy)
    elif copy.state != "in_stock":
        yield not_in_stock(copy)
    if copy.held_for is not None:
        words = _("“{title}” lies here for {member}.").format(title=copy.title, member=copy.held_for)
        yield notice("HeldForAnother", words, held_for=copy.held_for)


def not_in_stock(copy: CopyFacts) -> Problem:
    """The copy is on record as lost or in repair, and now lies on the desk."""
    if copy.state == "lost":
        words = _("“{title}” ({barcode}) is on record as lost.")
        code = "CopyWasLost"
    else:
        words = _("“{title}” ({barcode}) is on record as in repair.")
        code = "CopyInRepair"
    return ask(code, words.format(title=copy.title, barcode=copy.barcode), _("F9 puts it back in stock."))


def problems_of_member(member: MemberFacts, today: date) -> Iterator[Problem]:
    """What stands against lending anything to this member: gone, expired, or the card blocked, lost or expired."""
    if member.retired:
        yield impossible(
            "MemberRetired", _("{member} is no longer a member.").format(member=member.name), _("Register them anew.")
        )
    if member.expires is not None and member.expires < today.isoformat():
        words = _("The membership of {member} ended on {day}.")
        text = words.format(member=member.name, day=day_text(date.fromisoformat(member.expires)))
        yield ask("MembershipExpired", text, _("Extend it in the member's form."))
    if member.card_state == "lost":
        words = _("This card of {member} is reported lost.")
        yield impossible(
            "CardLost", words.format(member=member.name), _("Find the reader by name, or use the new card.")
        )
    elif member.card_state in ("blocked", "replaced"):
        words = _("This card of {member} is blocked.")
        yield impossible(
            "CardBlocked", words.format(member=member.name), _("Find the reader by name, or use the new card.")
        )
    if member.card_expires is not None and member.card_expires < today.isoformat():
        words = _("The card of {member} expired on {day}.")
        text = words.format(member=member.name, day=day_text(date.fromisoformat(member.card_expires)))
        yield ask("CardExpired", text, _("Ask for the new card."))


def problems_of_renewal(
    title: str, rule: RuleRow | None, *, renewals: int, due: datetime, waiting: str | None, now: datetime
) -> Iterator[Problem]:
    """Everything that stands against renewing a loan."""
    if waiting is not None:
        words = _("{member} waits for “{title}”.").format(member=waiting, title=title)
        yield impossible("TitleOnHold", words, _("Take it back instead."), waiting=waiting)
    if rule is None or renewals >= rule.renewals:
        words = _("“{title}” was already renewed {n} times.").format(title=title, n=renewals)
        yield ask_why("RenewalLimit", words, _("Take it back instead."), renewals=renewals)
    if now > due:
        words = _("“{title}” is overdue since {due}.").format(title=title, due=day_text(due.date()))
        yield ask_why("LoanOverdue", words, _("Take it back instead."), days_late=days_late(due, now))


def notices_of_loan(due: Due, *, open_today: bool) -> tuple[Problem, ...]:
    """What the librarian should know after lending: a closed day, a tentative due day."""
    found = []
    if not open_today:
        found.append(notice("ClosedDay", _("The reading room is closed today.")))
    if due.tentative:
        words = _("The holidays of {year} are not entered yet; {due} may move later.")
        found.append(notice("TentativeDue", words.format(year=due.at.year, due=due_words(due.at.date()))))
    return tuple(found)
