"""Loans from a table, open and past; the key is the copy and the day it was lent."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from venuedesk.core import calendar, events, house, journal, lending
from venuedesk.core.books import Copy
from venuedesk.core.clock import now_of
from venuedesk.core.events import Event, closed_months
from venuedesk.core.journal import Imported
from venuedesk.core.lending import Loan
from venuedesk.core.people import Card, Category, Member
from venuedesk.core.periods import month_of
from venuedesk.exchange import plans
from venuedesk.exchange.cells import CODE, DAY, Column, Fault, Row
from venuedesk.exchange.drafts import LoanDraft
from venuedesk.exchange.plans import NOBODY, Differing, New, Plan, Reading, Sorted, Watch
from venuedesk.i18n import N_, _

COLUMNS = (
    Column("barcode", N_("Barcode"), ("条码", "条形码", "条码号", "馆藏条码"), CODE, required=True),
    Column("card", N_("Card number"), ("卡号", "会员卡号", "读者证号", "借书证号"), CODE),
    Column("name", N_("Name"), ("姓名", "读者姓名", "会员姓名")),
    Column("phone", N_("Phone"), ("手机", "手机号", "电话", "联系电话"), CODE),
    Column("lent_on", N_("Lent on"), ("借出日期", "借阅日期", "借书日期", "外借日期"), DAY, required=True),
    Column("due_on", N_("Due on"), ("应还日期", "到期日期"), DAY),
    Column("returned_on", N_("Returned on"), ("归还日期", "还书日期", "实还日期"), DAY),
    Column("renewals", N_("Renewals"), ("续借次数", "续借")),
)
_END_OF_DAY = time(23, 59, 59)
_DESK_TIME = time(12)  # the hour of a loan of which only the day is known


def read(path: Path, watch: Watch = NOBODY) -> Reading[LoanDraft]:
    """The loans of a table."""
    return plans.read_table(path, COLUMNS, _draft, watch)


def _draft(row: Row) -> LoanDraft | Fault:
    lent, due, returned = row.day("lent_on"), row.day("due_on"), row.day("returned_on")
    assert lent is not None  # a row without it was rejected
    if not row.text("card") and not row.text("name"):
        return Fault(_("Card number"), _("is empty"))
    if due and due < lent:
        return Fault(_("Due on"), _("lies before the day of lending"))
    if returned and returned < lent:
        return Fault(_("Returned on"), _("lies before the day of lending"))
    renewals = row.text("renewals") or "0"
    if not (renewals.isascii() and renewals.isdigit() and len(renewals) < 4):
        return Fault(_("Renewals"), _("is not a number: {value}").format(value=renewals[:40]))
    return LoanDraft(
        row.text("barcode"), row.text("card"), row.text("name"), row.text("phone"), lent, due, returned, int(renewals)
    )


# ---------------------------------------------------------------- sorting


def sort(session: Session, reading: Reading[LoanDraft], watch: Watch = NOBODY) -> Plan[LoanDraft]:
    """What importing the loans would do."""
    found: Sorted[LoanDraft] = Sorted()
    sorter = _Sorter(session, found)
    plans.sort_all(reading, sorter, watch)
    return plans.plan_of(plans.LOANS, session, reading, found)


class _People:
    """The members that the drafts of a block name, by card and by name with phone."""

    def __init__(self, session: Session, drafts: Sequence[LoanDraft]) -> None:
        cards = select(Card.number, Card.member_id, Card.id, Member.name).join(Member, Member.id == Card.member_id)
        cards = cards.where(Card.number.in_({d.card for d in drafts if d.card}))
        self.by_card: dict[str, dict[int, int]] = defaultdict(dict)
        self._names: dict[int, str] = {}
        for number, member_id, card_id, name in session.execute(cards.order_by(Card.state == "active", Card.id)):
            self.by_card[number][member_id] = card_id
            self._names[member_id] = name
        names = select(Member.id, Member.name, Member.phone).where(
            Member.name.in_({d.name for d in drafts if not d.card}), Member.erased_at.is_(None)
        )
        self.by_name: dict[str, list[tuple[int, str]]] = defaultdict(list)
        for id_, name, phone in session.execute(names):
            self.by_name[name].append((id_, phone))

    def of(self, draft: LoanDraft) -> list[int]:
        """The ids of the members that a draft can mean."""
        if draft.card:
            found = list(self.by_card.get(draft.card, ()))  # more than one where the number was given anew
            return found if len(found) < 2 else [i for i in found if draft.name in ("", self._names[i])]
        return [i for i, phone in self.by_name.get(draft.name, ()) if not draft.phone or phone == draft.phone]


class _Sorter:
    def __init__(self, session: Session, found: Sorted[LoanDraft]) -> None:
        self._session = session
        self._found = found
        self._today = now_of(session).date()
        self._lines: dict[tuple[str, date], int] = {}
        self._open: dict[str, int] = {}  # barcode -> line of the open loan in this file

    def look_up(self, drafts: Sequence[LoanDraft]) -> None:
        """Fetch everything that the drafts of a block could meet."""
        self._people = _People(self._session, drafts)
        copies = select(Copy.barcode, Copy.id, Copy.state).where(Copy.barcode.in_({d.barcode for d in drafts}))
        self._copies = {barcode: (id_, state) for barcode, id_, state in self._session.execute(copies)}
        self._loans: dict[int, list[Any]] = defaultdict(list)
        columns = (Loan.id, Loan.copy_id, Loan.member_id, Loan.lent_at, Loan.due_at, Loan.returned_at, Loan.renewals)
        which = Loan.copy_id.in_([i for i, _state in self._copies.values()])
        for row in self._session.execute(select(*columns).where(which)):
            self._loans[row.copy_id].append(row)

    def sort(self, line: int, draft: LoanDraft) -> None:
        """Put one draft where it belongs."""
        for column, day in ((_("Lent on"), draft.lent_on), (_("Returned on"), draft.returned_on)):
            if day and day > self._today:
                self._found.reject(line, column, _("lies after today"))
                return
        key = (draft.barcode, draft.lent_on)
        if key in self._lines:
            self._found.reject(line, _("Barcode"), _("stands twice, first on line {n}").format(n=self._lines[key]))
            return
        copy_id, state = self._copies.get(draft.barcode, (0, ""))
        people = self._people.of(draft)
        if not copy_id:
            self._found.reject(line, _("Barcode"), _("no copy has the barcode {code}").format(code=draft.barcode))
        elif len(people) != 1:
            column, many = _("Name"), _("fits {n} members; give the card number")
            if draft.card:
                column, many = _("Card number"), _("fits {n} members; give the name too")
            reason = many if people else _("fits no member")
            self._found.reject(line, column, reason.format(n=len(people)))
        else:
            self._lines[key] = line
            self._compare(line, draft, copy_id, state, people[0])

    def _compare(self, line: int, draft: LoanDraft, copy_id: int, state: str, member_id: int) -> None:
        loans = self._loans.get(copy_id, ())
        same = next((x for x in loans if x.lent_at.date() == draft.lent_on and x.member_id == member_id), None)
        if same is not None:
            self._compare_with(line, draft, same)
            return
        if draft.returned_on is None:
            if any(x.returned_at is None for x in loans) or draft.barcode in self._open:
                self._found.reject(line, _("Barcode"), _("the copy is on loan already"))
                return
            if state != "in_stock":
                self._found.reject(line, _("Barcode"), _("the copy is not in stock"))
                return
            self._open[draft.barcode] = line
        self._found.new.append(New(line, draft, member_id))

    def _compare_with(self, line: int, draft: LoanDraft, loan: Any) -> None:
        returned = None if loan.returned_at is None else loan.returned_at.date()
        pairs = (
            (_("Due on"), loan.due_at.date(), draft.due_on),
            (_("Returned on"), returned, draft.returned_on),
            (_("Renewals"), loan.renewals, draft.renewals or None),
        )
        changes = plans.differences(pairs)
        if not changes:
            self._found.equal += 1
        elif returned is not None:
            self._found.reject(line, _("Returned on"), _("this loan has ended here on {day}").format(day=returned))
        else:
            self._found.differing.append(Differing(line, draft, loan.id, draft.barcode, changes))


# ---------------------------------------------------------------- taking


def take(session: Session, plan: Plan[LoanDraft], *, update: bool, now: datetime, watch: Watch = NOBODY) -> Imported:
    """Write the plan: the loans, and what they count where the month of their day is open."""
    writer = _Writer(session, now)
    changed = plan.differing if update else ()
    total = len(plan.new) + len(changed)
    for done, block in enumerate(plans.blocks(plan.new)):
        watch.tell(done * plans.BLOCK, total)
        writer.add([(n.draft, n.id or 0) for n in block])
    for one in changed:
        writer.change(one)
    return plans.imported(plan, update=update)


class _Writer:
    def __init__(self, session: Session, now: datetime) -> None:
        self._session = session
        self._now = now
        self._zone = house.zone_id(session, code=house.READING)
        self._days = calendar.load(session, zone_id=self._zone)
        self._closed = closed_months(session)
        self._rules: dict[tuple[str, str, date], house.RuleRow] = {}

    def add(self, drafts: Sequence[tuple[LoanDraft, int]]) -> None:
        """Insert a block of loans with their events."""
        wanted = {d.barcode for d, _member in drafts}
        copies = {
            b: (i, t)
            for b, i, t in self._session.execute(
                select(Copy.barcode, Copy.id, Copy.item_type).where(Copy.barcode.in_(wanted))
            )
        }
        people = self._facts({m for _draft, m in drafts})
        cards = _People(self._session, [d for d, _member in drafts]).by_card
        rows = []
        for draft, member_id in drafts:
            copy_id, item_type = copies[draft.barcode]
            rows.append(
                self._loan(draft, copy_id, item_type, people[member_id], cards.get(draft.card, {}).get(member_id))
            )
        table: Any = Loan.__table__
        ids = journal.insert_many(self._session, table, rows)
        counted = [e for i, row in zip(ids, rows, strict=True) for e in self._events(i, row, people[row["member_id"]])]
        table = Event.__table__
        journal.insert_many(self._session, table, counted)

    def _facts(self, members: set[int]) -> dict[int, Any]:
        flags = (Category.industrial, Category.frontline, Category.new_employment)
        rows = select(Member.id, Member.member_type, Member.unit_id, Member.category_id, *flags)
        return {r.id: r for r in self._session.execute(rows.join(Category).where(Member.id.in_(members)))}

    def _loan(self, draft: LoanDraft, copy_id: int, item_type: str, member: Any, card_id: int | None) -> dict[str, Any]:
        lent = self._moment(draft.lent_on)
        rule = self._rule(member.member_type, item_type, draft.lent_on)
        due = lending.due_at(lent, rule, self._days)
        returned = draft.returned_on and self._moment(draft.returned_on)
        return {
            "copy_id": copy_id,
            "member_id": member.id,
            "card_id": card_id,
            "rule_id": rule.id,
            "lent_at": lent,
            "due_at": datetime.combine(draft.due_on, _END_OF_DAY) if draft.due_on else due.at,
            "tentative": False if draft.due_on else due.tentative,
            "renewals": draft.renewals,
            "returned_at": returned,
            "outcome": "returned" if returned else None,
        }

    def _moment(self, day: date) -> datetime:
        """Noon of a day, or now where that is still to come today."""
        noon = datetime.combine(day, _DESK_TIME)
        return min(noon, self._now) if day == self._now.date() else noon

    def _rule(self, member_type: str, item_type: str, day: date) -> house.RuleRow:
        key = (member_type, item_type, day)
        if key not in self._rules:
            rule = house.lending_rule(self._session, member_type=member_type, item_type=item_type, day=day)
            rule = rule or house.lending_rule(self._session, member_type="*", item_type="*", day=self._now.date())
            assert rule is not None  # a venue is founded with a rule for everything
            self._rules[key] = rule
        return self._rules[key]

    def _events(self, loan_id: int, loan: dict[str, Any], member: Any) -> list[dict[str, Any]]:
        moments = [(events.LOAN, loan["lent_at"]), (events.RETURN, loan["returned_at"])]
        return [self._event(kind, at, loan_id, member) for kind, at in moments if at and self._is_open(at)]

    def _is_open(self, at: datetime) -> bool:
        return month_of(at.date()) not in self._closed

    def _event(self, kind: str, at: datetime, loan_id: int, member: Any) -> dict[str, Any]:
        return {
            "action_id": journal.action_id(self._session),
            "day": at.date(),
            "at": at,
            "kind": kind,
            "zone_id": self._zone,
            "member_id": member.id,
            "unit_id": member.unit_id,
            "category_id": member.category_id,
            "industrial": member.industrial,
            "frontline": member.frontline,
            "new_employment": member.new_employment,
            "source": "loans",
            "source_id": loan_id,
        }

    def change(self, one: Differing[LoanDraft]) -> None:
        """Bring one open loan up to what the file says."""
        loan, draft = self._session.get_one(Loan, one.id), one.draft
        if draft.due_on:
            loan.due_at = datetime.combine(draft.due_on, _END_OF_DAY)
        loan.renewals = draft.renewals or loan.renewals
        if draft.returned_on:
            loan.returned_at = max(loan.lent_at, self._moment(draft.returned_on))
            loan.outcome = "returned"
            if self._is_open(loan.returned_at):
                events.record(
                    self._session,
                    kind=events.RETURN,
                    at=loan.returned_at,
                    member_id=loan.member_id,
                    zone_id=self._zone,
                    source="loans",
                    source_id=loan.id,
                )
