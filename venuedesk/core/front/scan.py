"""``scan``: what a code means on this page, with this member in hand."""

from collections.abc import Callable, Collection
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from venuedesk.core import bookings, books, codes, journal, lending, people, permissions, search, slips
from venuedesk.core.db import read
from venuedesk.core.desk import name_of
from venuedesk.core.errors import ASK, IMPOSSIBLE, NeedsYes, Problem, Refused, decide, refuse
from venuedesk.core.front.state import (
    CIRCULATION,
    RENEWAL,
    SHELVING,
    CardAwaited,
    Choose,
    CopyShown,
    MemberShown,
    Option,
    Scanned,
    State,
    TitleShown,
)
from venuedesk.core.lending.queries import copy_facts, member_facts, open_holds
from venuedesk.core.lending.rules import not_in_stock, problems_of_member, problems_on_shelf
from venuedesk.i18n import _, day_text

CHOICES = 9  # as many as one key each can name
JUST_LENT = timedelta(minutes=15)  # a book that is scanned again so soon was hardly read
ASKED_ONCE = frozenset(("WithoutCard", "CardExpired", "MembershipExpired"))  # of a reader, not of each of their books

_OWNER = select(people.Card.member_id).where(people.Card.id == bindparam("card"))


def scan(
    session: Session,
    *,
    state: State,
    code: str,
    now: datetime,
    accepted: Collection[str] = frozenset(),
    reason: str = "",
) -> Scanned:
    """Do what ``code`` means in this state: a digit chooses, a card opens its member, a book is lent or taken back.

    Raises Refused with UnknownCode for a code that is nothing known, and whatever the command behind it raises.
    """
    turn = Turn(session, replace(state, options=()), now, accepted, reason)
    folded = codes.fold(code)
    for option in state.options:
        if folded == option.key:
            return turn.choose(option)
    found = codes.what_is(session, folded)
    if not found:
        return turn.search_for(code.strip(), folded)
    if len({c.kind for c in found}) > 1 or len(found) > 1:
        return turn.offer(found)
    return turn.meaning(found[0])


@dataclass
class Turn:
    """One scan under way: the meanings of a code, each a method."""

    session: Session
    state: State
    now: datetime
    accepted: Collection[str]
    reason: str

    def meaning(self, code: codes.Code) -> Scanned:
        """Do what a code of one kind means."""
        meanings = {codes.CARD: self.card, codes.COPY: self.copy, codes.ISBN: self.title, codes.BOOKING: self.booking}
        return meanings[code.kind](code.id)

    def booking(self, booking_id: int) -> Scanned:
        """A slip checks in; once they are here, or when the time is over, it is shown with what can be done."""
        row = self._booking(booking_id)
        offered = bookings.offered(row, self.now)
        if offered is None:
            return Scanned(self.state, self._do(bookings.check_in, booking_id=booking_id))
        return self._offering(bookings.shown(row), [(action, booking_id, words) for action, words in offered])

    def card(self, card_id: int) -> Scanned:
        """A card opens its member, ends the session of the one before, and takes the copy that waits."""
        return self.member(self._owner(card_id), card_id)

    def member(self, member_id: int, card_id: int | None) -> Scanned:
        """A member comes to the desk, by card or (``card_id`` None) found by name."""
        facts = member_facts(self.session, member_id, card_id, self.now)
        problems = list(problems_of_member(facts, self.now.date()))
        if any(p.kind != ASK for p in problems):
            raise Refused(problems)
        state = self._state_with(member_id, card_id)
        if self.state.waiting_copy is not None:
            return self._with(state).copy_to_member(self.state.waiting_copy)
        who = people.member(self.session, member_id=member_id)
        slip = MemberShown(
            member_id,
            facts.loans,
            facts.overdue,
            member=facts.name,
            unit=who.unit if who else "",
            notices=tuple(p.text for p in problems) + _ready_holds(self.session, member_id),
        )
        return Scanned(state, slip)

    def _state_with(self, member_id: int, card_id: int | None) -> State:
        """A new session for this member; the same member's card once more goes on with theirs."""
        before = self.state
        mode = before.mode if before.mode != SHELVING else CIRCULATION
        if member_id != before.member_id:
            return State(mode=mode, member_id=member_id, card_id=card_id)
        passed = before.passed if card_id == before.card_id else ()
        return replace(before, mode=mode, card_id=card_id, passed=passed, waiting_copy=None)

    def copy(self, copy_id: int) -> Scanned:
        """A book on the desk: counted when shelving; taken back when on loan; else lent, or shown with its options."""
        facts = copy_facts(self.session, copy_id)
        if facts.loan_id is not None:
            return self._copy_on_loan(copy_id, facts.loan_id, facts.holder_id)
        if self.state.mode == SHELVING:
            return Scanned(self.state, self._do(lending.record_in_house_use, copy_id=copy_id))
        if self.state.mode == RENEWAL:
            raise refuse("NotOnLoan", _("“{title}” is not on loan.").format(title=facts.title), _("Lend it first."))
        if self.state.member_id is not None:
            if copy_id in self.state.returned:
                words = _("“{title}” was taken back just now.").format(title=facts.title)
                self._ask(Problem(ASK, "JustReturned", words, _("F9 lends it to the reader at the desk.")))
            return self.copy_to_member(copy_id)
        decide(p for p in problems_on_shelf(facts) if p.kind == IMPOSSIBLE)
        if facts.state != "in_stock":
            self._ask(not_in_stock(facts))
            return Scanned(self.state, self._call(lending.mark_found, copy_id=copy_id, now=self.now))
        notices = tuple(str(p) for p in problems_on_shelf(facts))
        again = copy_id in self.state.returned
        slip = CopyShown(copy_id, title=facts.title, barcode=facts.barcode, again=again, notices=notices)
        return self._offering(slip, (("in_house", copy_id, _("Read on site")), ("lend", copy_id, _("Lend"))))

    def _copy_on_loan(self, copy_id: int, loan_id: int, holder_id: int | None) -> Scanned:
        if self.state.mode == RENEWAL:
            return self._renew(copy_id, loan_id)
        if copy_id in self.state.lent and holder_id == self.state.member_id and self._is_new(loan_id):
            facts = copy_facts(self.session, copy_id)
            words = _("“{title}” was lent to {member} just now.").format(title=facts.title, member=facts.holder)
            self._ask(Problem(ASK, "JustLent", words, _("F9 takes it back.")))
        slip = self._do(lending.check_in, copy_id=copy_id)
        state = self.state
        return Scanned(replace(state, lent=_less(state.lent, copy_id), returned=(*state.returned, copy_id)), slip)

    def _is_new(self, loan_id: int) -> bool:
        return self.now - self.session.get_one(lending.Loan, loan_id).lent_at < JUST_LENT

    def _renew(self, copy_id: int, loan_id: int) -> Scanned:
        if copy_id in self.state.renewed:
            words = _("“{title}” was renewed just now.").format(title=copy_facts(self.session, copy_id).title)
            self._ask(Problem(ASK, "JustRenewed", words, _("F9 renews it once more.")))
        slip = self._do(lending.renew, loan_id=loan_id)
        return Scanned(replace(self.state, renewed=(*self.state.renewed, copy_id)), slip)

    def copy_to_member(self, copy_id: int) -> Scanned:
        """Lend a copy to the member in hand; a yes about the reader holds for their next books."""
        state = self.state
        assert state.member_id is not None
        accepted = frozenset(self.accepted) | frozenset(state.passed)
        journal.gesture(self.session).accepted |= accepted
        turn = replace(self, accepted=accepted)
        slip = turn._do(lending.check_out, member_id=state.member_id, copy_id=copy_id, card_id=state.card_id)
        after = replace(
            state,
            lent=(*state.lent, copy_id),
            returned=_less(state.returned, copy_id),
            waiting_copy=None,
            passed=tuple(sorted(accepted & ASKED_ONCE)),
        )
        return Scanned(after, slip)

    def title(self, title_id: int) -> Scanned:
        """An ISBN means the one copy that is near: free, or with or ready for the reader at the desk; else a choice.

        Where none is near, the copies that are out are offered: one of them may be what lies on the desk.
        """
        copies = lending.copies_of(self.session, title_id=title_id)
        near = self._near(title_id, copies)
        if len(near) == 1:
            return self.copy(near[0].id)
        if near:
            return self._offering(Choose(len(near)), [("copy", c.id, _copy_words(c)) for c in near])
        name = self.session.get_one(books.Title, title_id).title
        out = [c for c in copies if c.holder]
        if self.state.mode == RENEWAL and not out:
            raise refuse("NotOnLoan", _("“{title}” is not on loan.").format(title=name), _("Lend it first."))
        return self._offering(TitleShown(title_id, title=name), [("copy", c.id, _copy_words(c)) for c in out])

    def _near(self, title_id: int, copies: list[lending.CopyOnShelf]) -> list[lending.CopyOnShelf]:
        member_id = self.state.member_id
        ids = {c.id for c in copies if c.holder_id is not None and c.holder_id == member_id}
        if self.state.mode != RENEWAL:
            ids |= {c.id for c in lending.free_copies(self.session, title_id=title_id)}
            ids |= {h.copy_id for h in open_holds(self.session, title_id) if h.copy_id and h.member_id == member_id}
        return [c for c in copies if c.id in ids]

    def offer(self, found: list[codes.Code]) -> Scanned:
        """A code of more than one meaning: show each with its digit."""
        return self._offering(Choose(len(found)), [(c.kind, c.id, self._said(c)) for c in found])

    def search_for(self, words: str, folded: str) -> Scanned:
        """Letters that are no code go to the name search: one hit opens, several are offered."""
        hits = search.members_like(self.session, words=words, limit=CHOICES) if not folded.isdigit() else None
        if not hits:
            words_ = _("“{code}” is no card, book or name known here.").format(code=words[:40])
            raise refuse("UnknownCode", words_, _("F4 registers it."), entered=folded)
        if len(hits) == 1:
            return self.member(hits[0].id, None)
        choices = [("member", h.id, f"{h.name} {h.unit} {h.phone_tail}".strip()) for h in hits[:CHOICES]]
        return self._offering(Choose(hits.total), choices)

    def choose(self, option: Option) -> Scanned:
        """Go the way that was offered."""
        if option.action == "in_house":
            return Scanned(self.state, self._do(lending.record_in_house_use, copy_id=option.id))
        if option.action == "lend":
            title = copy_facts(self.session, option.id).title
            return Scanned(replace(self.state, waiting_copy=option.id), CardAwaited(option.id, title=title))
        if option.action == "member":
            return self.member(option.id, None)
        if option.action in bookings.OFFERS:
            return Scanned(self.state, self._do(bookings.OFFERS[option.action], booking_id=option.id))
        return self.meaning(codes.Code(option.action, option.id))

    # ------------------------------------------------------------ helpers

    def _with(self, state: State) -> "Turn":
        return Turn(self.session, state, self.now, self.accepted, self.reason)

    def _do(self, command: Callable[..., Any], **wanted: Any) -> Any:
        return self._call(command, now=self.now, accepted=self.accepted, reason=self.reason, **wanted)

    def _call(self, command: Callable[..., Any], **wanted: Any) -> Any:
        """Run a command as the gesture's own, if this user may."""
        gesture = journal.gesture(self.session)
        permissions.require(name_of(command), gesture.role)
        gesture.command = name_of(command)
        return command(self.session, **wanted)

    def _ask(self, problem: Problem) -> None:
        if problem.code not in self.accepted:
            raise NeedsYes([problem])

    def _offering(self, slip: slips.Slip, ways: Collection[tuple[str, int, str]]) -> Scanned:
        options = tuple(Option(str(n), text, action, i) for n, (action, i, text) in enumerate(ways, 1))
        return Scanned(replace(self.state, options=options), slip)

    def _owner(self, card_id: int) -> int:
        return int(read(self.session, _OWNER, card=card_id).scalar_one())

    def _booking(self, booking_id: int) -> bookings.BookingRow:
        row = bookings.booking(self.session, booking_id=booking_id)
        assert row is not None  # its code was found a moment ago
        return row

    def _said(self, code: codes.Code) -> str:
        if code.kind == codes.CARD:
            who = people.member(self.session, member_id=self._owner(code.id))
            return _("Card: {name}").format(name=who.name if who else "")
        if code.kind == codes.COPY:
            facts = copy_facts(self.session, code.id)
            return _("Book: {title} ({barcode})").format(title=facts.title, barcode=facts.barcode)
        if code.kind == codes.BOOKING:
            return _("Booking: {what}").format(what=bookings.shown(self._booking(code.id)))
        return _("Title: {title}").format(title=self.session.get_one(books.Title, code.id).title)


def _ready_holds(session: Session, member_id: int) -> tuple[str, ...]:
    ready = [h for h in lending.holds_of(session, member_id=member_id) if h.state == "ready"]
    return tuple(_("“{title}” lies here for them.").format(title=h.title) for h in ready)


def _copy_words(copy: lending.CopyOnShelf) -> str:
    """One copy of a choice: where it stands, or who has it."""
    if copy.holder is None or copy.due_at is None:
        return f"{copy.barcode} {copy.location}".strip()
    words = _("{barcode}: take back from {holder}, due {due}")
    return words.format(barcode=copy.barcode, holder=copy.holder, due=day_text(copy.due_at.date()))


def _less(ids: tuple[int, ...], one: int) -> tuple[int, ...]:
    return tuple(i for i in ids if i != one)


def come(
    session: Session,
    *,
    state: State,
    member_id: int,
    card_id: int | None,
    now: datetime,
    accepted: Collection[str] = frozenset(),
    reason: str = "",
) -> Scanned:
    """Bring a member to the desk without a scan; asks what lending the copy that waits asks."""
    return Turn(session, replace(state, options=()), now, accepted, reason).member(member_id, card_id)
