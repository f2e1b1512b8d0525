"""The commands of lending. Each takes all it needs, changes the records, writes their events, and never commits."""

from collections.abc import Collection
from datetime import datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from venuedesk.core import calendar, events, house
from venuedesk.core.books import Copy, Title
from venuedesk.core.errors import IMPOSSIBLE, NOTICE, Problem, ask, decide, impossible, notice, refuse
from venuedesk.core.lending import queries, rules, slips
from venuedesk.core.lending.rows import CopyFacts, MemberFacts
from venuedesk.core.lending.tables import Hold, Loan
from venuedesk.core.people import Member
from venuedesk.i18n import _

NOTHING: frozenset[str] = frozenset()


def check_out(
    session: Session,
    *,
    member_id: int,
    copy_id: int,
    now: datetime,
    card_id: int | None = None,
    accepted: Collection[str] = NOTHING,
    reason: str = "",
) -> slips.CheckedOut:
    """Lend a copy to a member; ``card_id`` is the card that was shown, None when the member came without (未带卡).

    Raises Refused (AlreadyOnLoan, CopyWithdrawn, CardLost, CardBlocked, MemberRetired, NoRule, ReadOnSite) or NeedsYes
    (WithoutCard, OverLimit, Overdue, CardExpired, MembershipExpired, HeldForAnother, CopyWasLost, CopyInRepair).
    """
    copy = queries.copy_facts(session, copy_id)
    member = queries.member_facts(session, member_id, card_id, now)
    rule = house.lending_rule(session, member_type=member.member_type, item_type=copy.item_type, day=now.date())
    decide(rules.problems_of_check_out(copy, member, rule, today=now.date(), with_card=card_id is not None), accepted)
    assert rule is not None
    days = calendar.load(session, zone_id=_reading(session), since=now.date())
    due = rules.due_at(now, rule, days)
    loan = Loan(
        copy_id=copy_id,
        member_id=member_id,
        card_id=card_id,
        rule_id=rule.id,
        lent_at=now,
        due_at=due.at,
        tentative=due.tentative,
    )
    _hand_over(session, copy, loan)
    return _checked_out(loan, copy, member, rule, due, open_today=days.is_open_day(now.date()))


def check_in(
    session: Session, *, copy_id: int, now: datetime, accepted: Collection[str] = NOTHING, reason: str = ""
) -> slips.CheckedIn:
    """Take a copy back from whoever has it; Refused with NotOnLoan, NeedsYes with ReturnToCheck where its rule asks."""
    copy = queries.copy_facts(session, copy_id)
    if copy.loan_id is None:
        raise refuse("NotOnLoan", _("“{title}” is not on loan.").format(title=copy.title))
    loan = session.get_one(Loan, copy.loan_id)
    if house.rule_row(session, rule_id=loan.rule_id).ask_on_return:
        words = _("Check “{title}” for damage before it goes back.").format(title=copy.title)
        decide([ask("ReturnToCheck", words)], accepted)
    loan.returned_at, loan.outcome = max(now, loan.lent_at), "returned"
    notices = _ready_next_hold(session, copy, now)
    session.flush()
    _count(session, events.RETURN, loan, now)
    return slips.CheckedIn(
        loan.id,
        copy_id,
        loan.member_id,
        rules.days_late(loan.due_at, now),
        queries.outstanding(session, loan.member_id),
        title=copy.title,
        member=copy.holder or "",
        barcode=copy.barcode,
        notices=_words(notices),
    )


def renew(
    session: Session, *, loan_id: int, now: datetime, accepted: Collection[str] = NOTHING, reason: str = ""
) -> slips.Renewed:
    """Renew an open loan from its old due day.

    Refused with NotOnLoan or TitleOnHold; NeedsYes with RenewalLimit or LoanOverdue.
    """
    loan = session.get_one(Loan, loan_id)
    copy = queries.copy_facts(session, loan.copy_id)
    if copy.loan_id != loan_id:
        raise refuse("NotOnLoan", _("“{title}” is not on loan.").format(title=copy.title))
    member_type = session.scalars(select(Member.member_type).where(Member.id == loan.member_id)).one()
    rule = house.lending_rule(session, member_type=member_type, item_type=copy.item_type, day=now.date())
    waiting = queries.first_waiting(session, copy.title_id)
    decide(
        rules.problems_of_renewal(
            copy.title, rule, renewals=loan.renewals, due=loan.due_at, waiting=waiting[1] if waiting else None, now=now
        ),
        accepted,
    )
    kept = rule or house.rule_row(session, rule_id=loan.rule_id)
    due = rules.renewed_due_at(
        loan.due_at, now, kept, calendar.load(session, zone_id=_reading(session), since=min(now, loan.due_at).date())
    )
    loan.due_at, loan.tentative, loan.renewals = due.at, due.tentative, loan.renewals + 1
    session.flush()
    _count(session, events.RENEWAL, loan, now)
    return slips.Renewed(
        loan_id,
        loan.copy_id,
        loan.member_id,
        due.at,
        loan.renewals,
        due.tentative,
        title=copy.title,
        member=copy.holder or "",
        barcode=copy.barcode,
        notices=_words(rules.notices_of_loan(due, open_today=True)),
    )


def record_in_house_use(
    session: Session, *, copy_id: int, now: datetime, accepted: Collection[str] = NOTHING, reason: str = ""
) -> slips.InHouseUseRecorded | slips.AlreadyCounted:
    """Count one in-house use of a copy, at most once in 30 minutes (then AlreadyCounted, and nothing is written).

    Refused with AlreadyOnLoan or CopyWithdrawn; NeedsYes with CopyWasLost or CopyInRepair, which puts it back in stock.
    """
    copy = queries.copy_facts(session, copy_id)
    found = decide(rules.problems_on_shelf(copy), accepted)
    last = session.scalar(
        select(func.max(events.Event.at)).where(
            events.Event.kind == events.IN_HOUSE,
            events.Event.source == "copies",
            events.Event.source_id == copy_id,
            events.Event.day >= (now - timedelta(minutes=rules.AGAIN_AFTER_MINUTES)).date(),
        )
    )
    if last is not None and now - last < timedelta(minutes=rules.AGAIN_AFTER_MINUTES):
        return slips.AlreadyCounted(copy_id, last, title=copy.title, barcode=copy.barcode)
    notices = [p for p in found if p.kind == NOTICE]
    if copy.state != "in_stock":
        notices += _put_back(session, copy, now)
    events.record(
        session,
        kind=events.IN_HOUSE,
        at=now,
        member_id=None,
        zone_id=_reading(session),
        source="copies",
        source_id=copy_id,
    )
    session.flush()
    today = queries.counted(session, events.IN_HOUSE, now.date())
    return slips.InHouseUseRecorded(copy_id, today, title=copy.title, barcode=copy.barcode, notices=_words(notices))


def report_lost(session: Session, *, copy_id: int, now: datetime) -> slips.CopyReportedLost:
    """Put a copy on record as lost; an open loan of it ends as lost, a hold it lay ready for waits again.

    Refused with CopyNotThere when it is gone already.
    """
    copy = queries.copy_facts(session, copy_id)
    if copy.state in ("lost", "withdrawn"):
        words = _("“{title}” ({barcode}) is already lost or withdrawn.")
        raise refuse("CopyNotThere", words.format(title=copy.title, barcode=copy.barcode))
    if copy.loan_id is not None:
        loan = session.get_one(Loan, copy.loan_id)
        loan.returned_at, loan.outcome = max(now, loan.lent_at), "lost"
        session.flush()
        _count(session, events.LOST, loan, now)
    for hold in queries.open_holds(session, copy.title_id):
        if hold.copy_id == copy_id:
            hold.state, hold.copy_id, hold.ready_at = "waiting", None, None
    session.get_one(Copy, copy_id).state = "lost"
    session.flush()
    member = copy.holder or ""
    return slips.CopyReportedLost(copy_id, copy.holder_id, title=copy.title, member=member, barcode=copy.barcode)


def mark_found(session: Session, *, copy_id: int, now: datetime) -> slips.CopyFound:
    """Put a copy that was lost or in repair back in stock, or aside for who waits; Refused with NotMissing."""
    copy = queries.copy_facts(session, copy_id)
    if copy.state not in ("lost", "repair"):
        words = _("“{title}” ({barcode}) is not missing.")
        raise refuse("NotMissing", words.format(title=copy.title, barcode=copy.barcode))
    notices = _put_back(session, copy, now)
    return slips.CopyFound(copy_id, title=copy.title, barcode=copy.barcode, notices=_words(notices))


def place_hold(session: Session, *, title_id: int, member_id: int, now: datetime) -> slips.HoldPlaced:
    """Let a member wait for a title; Refused with CopyFree, AlreadyHeld, HasTheBook, or MemberRetired."""
    title = session.get_one(Title, title_id).title
    member = session.get_one(Member, member_id).name
    problems = [
        p
        for p in rules.problems_of_member(queries.member_facts(session, member_id, None, now), now.date())
        if p.kind == IMPOSSIBLE
    ]
    if any(c.holder_id == member_id for c in queries.copies_of(session, title_id=title_id)):
        words = _("{member} has “{title}” already.").format(member=member, title=title)
        problems.append(impossible("HasTheBook", words, _("Renew it instead.")))
    if queries.free_copies(session, title_id=title_id):
        words = _("A copy of “{title}” is on the shelf.").format(title=title)
        problems.append(impossible("CopyFree", words, _("Lend it instead.")))
    waiting = queries.waiting_for(session, title_id)
    if any(one.member_id == member_id for one in waiting):
        words = _("{member} already waits for “{title}”.").format(member=member, title=title)
        problems.append(impossible("AlreadyHeld", words))
    decide(problems)
    hold = Hold(title_id=title_id, member_id=member_id, placed_at=now)
    session.add(hold)
    session.flush()
    return slips.HoldPlaced(hold.id, title_id, member_id, len(waiting) + 1, title=title, member=member)


def cancel_hold(session: Session, *, hold_id: int, now: datetime) -> slips.HoldCancelled:
    """End a hold that waits or is ready; a copy that lay ready goes to the next in the queue."""
    hold = session.get_one(Hold, hold_id)
    if hold.state not in ("waiting", "ready"):
        raise refuse("HoldEnded", _("This hold has already ended."))
    copy_id = hold.copy_id if hold.state == "ready" else None
    hold.state = "cancelled"
    session.flush()
    if copy_id is not None:
        _ready_next_hold(session, queries.copy_facts(session, copy_id), now)
    title = session.get_one(Title, hold.title_id).title
    return slips.HoldCancelled(
        hold_id, hold.title_id, hold.member_id, title=title, member=session.get_one(Member, hold.member_id).name
    )


# ---------------------------------------------------------------- helpers


def _reading(session: Session) -> int:
    return house.zone_id(session, code=house.READING)


def _count(session: Session, kind: str, loan: Loan, now: datetime) -> None:
    events.record(
        session,
        kind=kind,
        at=now,
        member_id=loan.member_id,
        zone_id=_reading(session),
        source="loans",
        source_id=loan.id,
    )


def _hand_over(session: Session, copy: CopyFacts, loan: Loan) -> None:
    """Write a new loan, with what it does to its copy, to the holds on the title, and what it counts."""
    if copy.state != "in_stock":  # first, and in the file: an open loan stands on a copy in stock only
        session.get_one(Copy, copy.copy_id).state = "in_stock"
        session.flush()
    session.add(loan)
    _fulfil_hold(session, copy, loan.member_id, loan.lent_at)
    session.flush()
    _count(session, events.LOAN, loan, loan.lent_at)


def _checked_out(
    loan: Loan, copy: CopyFacts, member: MemberFacts, rule: house.RuleRow, due: rules.Due, *, open_today: bool
) -> slips.CheckedOut:
    """The slip of a new loan; it counts the books that the member has now."""
    outstanding = member.loans + 1
    notices = _words(rules.notices_of_loan(due, open_today=open_today))
    return slips.CheckedOut(
        loan.id,
        copy.copy_id,
        member.id,
        due.at,
        due.tentative,
        outstanding,
        title=copy.title,
        member=member.name,
        barcode=copy.barcode,
        notices=(_("{n} books out of {limit}").format(n=outstanding, limit=rule.max_loans), *notices),
    )


def _words(problems: Collection[Problem]) -> tuple[str, ...]:
    return tuple(str(p) for p in problems)


def _put_back(session: Session, copy: CopyFacts, now: datetime) -> list[Problem]:
    """A copy that was lost or in repair is in stock again, and put aside where someone waits."""
    session.get_one(Copy, copy.copy_id).state = "in_stock"
    session.flush()
    return _ready_next_hold(session, copy, now)


def _fulfil_hold(session: Session, copy: CopyFacts, member_id: int, now: datetime) -> None:
    """The member who waited has the book now; a copy put aside for them goes to the next in the queue.

    Another's ready copy that was lent away makes them wait again.
    """
    freed = None
    for hold in queries.open_holds(session, copy.title_id):
        if hold.member_id == member_id:
            freed = hold.copy_id if hold.copy_id != copy.copy_id else None
            hold.state, hold.copy_id = "fulfilled", copy.copy_id
        elif hold.copy_id == copy.copy_id:
            hold.state, hold.copy_id, hold.ready_at = "waiting", None, None
    if freed is not None:
        session.flush()
        _ready_next_hold(session, queries.copy_facts(session, freed), now)


def _ready_next_hold(session: Session, copy: CopyFacts, now: datetime) -> list[Problem]:
    """Put a copy that came back aside for the first who waits, and say so."""
    for hold in queries.open_holds(session, copy.title_id):
        if hold.state == "waiting":
            hold.state, hold.copy_id, hold.ready_at = "ready", copy.copy_id, now
            name = session.scalars(select(Member.name).where(Member.id == hold.member_id)).one()
            words = _("Put “{title}” aside for {member}.").format(title=copy.title, member=name)
            return [notice("HeldForAnother", words, held_for=name)]
    return []
