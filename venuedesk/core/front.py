"""The front: what a code means at this desk, now.

``scan`` knows every meaning on every page; ``Front`` holds the state between scans, the question that stands, and the way
back. The window and the stories talk to the same ``Front``.
"""

from collections.abc import Callable, Collection
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from venuedesk.core import books, codes, journal, lending, people, permissions, search, slips
from venuedesk.core.desk import Desk, name_of
from venuedesk.core.errors import ASK, NeedsYes, Problem, Refused, refuse
from venuedesk.core.lending.queries import copy_facts, member_facts
from venuedesk.core.lending.rules import not_in_stock, problems_of_member
from venuedesk.i18n import _

CIRCULATION, RENEWAL, SHELVING = "circulation", "renewal", "shelving"
SAME_SCAN_SECONDS = 2.0
CHOICES = 9  # as many as one key each can name


@dataclass(frozen=True)
class Option:
    """One way to go on, chosen by the digit ``key``."""

    key: str
    text: str
    action: str  # member, copy, title, in_house, lend
    id: int


@dataclass(frozen=True)
class State:
    """What the desk has in hand between two scans."""

    mode: str = CIRCULATION
    member_id: int | None = None
    card_id: int | None = None
    lent: tuple[int, ...] = ()  # copies lent to this member since the card was shown
    returned: tuple[int, ...] = ()  # copies taken back since the last card
    waiting_copy: int | None = None  # a copy to be lent to the next card
    options: tuple[Option, ...] = ()


@dataclass(frozen=True)
class MemberShown(slips.Slip):
    """A member is at the desk."""

    member_id: int
    outstanding: int
    overdue: int
    member: str = slips.named("member")
    unit: str = slips.named("unit")
    notices: tuple[str, ...] = slips.shown()

    def __str__(self) -> str:
        """Who, and how many books they have."""
        said = _("{member} ({unit}): {n} books out").format(member=self.member, unit=self.unit, n=self.outstanding)
        return said + (_(", {n} overdue").format(n=self.overdue) if self.overdue else "")


@dataclass(frozen=True)
class CopyShown(slips.Slip):
    """A copy without a member: what it is, and what can be done."""

    copy_id: int
    title: str = slips.named("title")
    barcode: str = slips.named("barcode")
    again: bool = False
    notices: tuple[str, ...] = slips.shown()

    def __str__(self) -> str:
        """Which copy, and that a second scan of a return counts nothing."""
        if self.again:
            return _("“{title}” ({barcode}) was just returned; nothing was counted again.").format(
                title=self.title, barcode=self.barcode
            )
        return _("“{title}” ({barcode}) is on the shelf.").format(title=self.title, barcode=self.barcode)


@dataclass(frozen=True)
class Choose(slips.Slip):
    """More than one thing fits; a digit chooses."""

    count: int

    def __str__(self) -> str:
        """How to choose."""
        return _("{n} fit; choose by its number.").format(n=self.count)


@dataclass(frozen=True)
class CardAwaited(slips.Slip):
    """A copy waits to be lent to the next card."""

    copy_id: int
    title: str = slips.named("title")

    def __str__(self) -> str:
        """What to do."""
        return _("Scan the card of the reader who takes “{title}”.").format(title=self.title)


@dataclass(frozen=True)
class TitleShown(slips.Slip):
    """A title of which no copy is on the shelf, or whose page is to be opened."""

    title_id: int
    title: str = slips.named("title")
    notices: tuple[str, ...] = slips.shown()

    def __str__(self) -> str:
        """Which title."""
        return _("“{title}”: no copy is on the shelf.").format(title=self.title)


@dataclass(frozen=True)
class Scanned:
    """The state after a scan, and what it says."""

    state: State
    slip: slips.Slip


# ---------------------------------------------------------------- the scan


def scan(
    session: Session,
    *,
    state: State,
    code: str,
    now: datetime,
    accepted: Collection[str] = frozenset(),
    reason: str = "",
) -> Scanned:
    """Do what ``code`` means in this state: a digit chooses, a card opens its member, a book is lent, taken back or counted.

    Raises Refused with UnknownCode for a code that is nothing known, and whatever the command behind it raises.
    """
    turn = Turn(session, replace(state, options=()), now, accepted, reason)
    for option in state.options:
        if code == option.key:
            return turn.choose(option)
    folded = codes.fold(code)
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
        return {codes.CARD: self.card, codes.COPY: self.copy, codes.ISBN: self.title}[code.kind](code.id)

    def card(self, card_id: int) -> Scanned:
        """A card opens its member, ends the session of the one before, and takes the copy that waits."""
        card = self.session.get_one(people.Card, card_id)
        return self.member(card.member_id, card_id)

    def member(self, member_id: int, card_id: int | None) -> Scanned:
        """A member comes to the desk, by card or (``card_id`` None) found by name."""
        facts = member_facts(self.session, member_id, card_id, self.now)
        problems = list(problems_of_member(facts, self.now.date()))
        if any(p.kind != ASK for p in problems):
            raise Refused(problems)
        before = self.state
        state = State(mode=before.mode if before.mode != SHELVING else CIRCULATION, member_id=member_id, card_id=card_id)
        if before.waiting_copy is not None:
            return self._with(state).copy_to_member(before.waiting_copy)
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

    def copy(self, copy_id: int) -> Scanned:
        """A book on the desk: counted when shelving; taken back when on loan; else lent, or shown with its options."""
        facts = copy_facts(self.session, copy_id)
        if facts.loan_id is not None:
            return self._copy_on_loan(copy_id, facts.loan_id, facts.holder_id)
        if self.state.mode == SHELVING:
            return Scanned(self.state, self._do(lending.record_in_house_use, copy_id=copy_id))
        if self.state.mode == RENEWAL:
            raise refuse("NotOnLoan", _("“{title}” is not on loan.").format(title=facts.title))
        if self.state.member_id is not None:
            return self.copy_to_member(copy_id)
        if facts.state in ("lost", "repair"):
            return self._found(copy_id)
        if facts.state == "withdrawn":
            raise refuse("CopyWithdrawn", _("“{title}” ({barcode}) was withdrawn.").format(title=facts.title, barcode=facts.barcode))
        again = copy_id in self.state.returned
        slip = CopyShown(copy_id, title=facts.title, barcode=facts.barcode, again=again)
        return self._offering(slip, (("in_house", copy_id, _("Read on site")), ("lend", copy_id, _("Lend"))))

    def _copy_on_loan(self, copy_id: int, loan_id: int, holder_id: int | None) -> Scanned:
        if self.state.mode == RENEWAL:
            return Scanned(self.state, self._do(lending.renew, loan_id=loan_id))
        if copy_id in self.state.lent and holder_id == self.state.member_id:
            facts = copy_facts(self.session, copy_id)
            words = _("“{title}” was lent to {member} just now.").format(title=facts.title, member=facts.holder)
            self._ask(Problem(ASK, "JustLent", words, _("F9 takes it back.")))
        slip = self._do(lending.check_in, copy_id=copy_id)
        lent = tuple(c for c in self.state.lent if c != copy_id)
        return Scanned(replace(self.state, lent=lent, returned=(*self.state.returned, copy_id)), slip)

    def copy_to_member(self, copy_id: int) -> Scanned:
        """Lend a copy to the member in hand."""
        state = self.state
        assert state.member_id is not None
        slip = self._do(lending.check_out, member_id=state.member_id, copy_id=copy_id, card_id=state.card_id)
        return Scanned(replace(state, lent=(*state.lent, copy_id), waiting_copy=None), slip)

    def _found(self, copy_id: int) -> Scanned:
        self._ask(not_in_stock(copy_facts(self.session, copy_id)))
        return Scanned(self.state, self._call(lending.mark_found, copy_id=copy_id, now=self.now))

    def title(self, title_id: int) -> Scanned:
        """An ISBN means the one free copy, a choice of free copies, or the title when none is free."""
        free = lending.free_copies(self.session, title_id=title_id)
        if len(free) == 1:
            return self.copy(free[0].id)
        if free:
            return self._offering(Choose(len(free)), [("copy", c.id, f"{c.barcode} {c.location}".strip()) for c in free])
        name = self.session.get_one(books.Title, title_id).title
        out = [c for c in lending.copies_of(self.session, title_id=title_id) if c.holder and c.due_at]
        words = tuple(_("{barcode}: {holder}, due {due}").format(barcode=c.barcode, holder=c.holder, due=f"{c.due_at:%m-%d}") for c in out)
        return Scanned(self.state, TitleShown(title_id, title=name, notices=words))

    def offer(self, found: list[codes.Code]) -> Scanned:
        """A code of more than one meaning: show each with its digit."""
        return self._offering(Choose(len(found)), [(c.kind, c.id, self._said(c)) for c in found])

    def search_for(self, words: str, folded: str) -> Scanned:
        """Letters that are no code go to the name search: one hit opens, several are offered."""
        hits = search.members_like(self.session, words=words, limit=CHOICES + 1) if words and not folded.isdigit() else []
        if not hits:
            words_ = _("“{code}” is no card, book or name known here.").format(code=words[:40])
            raise refuse("UnknownCode", words_, _("F4 registers it."), entered=folded)
        if len(hits) == 1:
            return self.member(hits[0].id, None)
        choices = [("member", h.id, f"{h.name} {h.unit} {h.phone_tail}".strip()) for h in hits[:CHOICES]]
        return self._offering(Choose(len(choices)), choices)

    def choose(self, option: Option) -> Scanned:
        """Go the way that was offered."""
        if option.action == "in_house":
            return Scanned(self.state, self._do(lending.record_in_house_use, copy_id=option.id))
        if option.action == "lend":
            title = copy_facts(self.session, option.id).title
            return Scanned(replace(self.state, waiting_copy=option.id), CardAwaited(option.id, title=title))
        if option.action == "member":
            return self.member(option.id, None)
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

    def _said(self, code: codes.Code) -> str:
        if code.kind == codes.CARD:
            card = self.session.get_one(people.Card, code.id)
            who = people.member(self.session, member_id=card.member_id)
            return _("Card: {name}").format(name=who.name if who else "")
        if code.kind == codes.COPY:
            facts = copy_facts(self.session, code.id)
            return _("Book: {title} ({barcode})").format(title=facts.title, barcode=facts.barcode)
        return _("Title: {title}").format(title=self.session.get_one(books.Title, code.id).title)


def _ready_holds(session: Session, member_id: int) -> tuple[str, ...]:
    ready = [h for h in lending.holds_of(session, member_id=member_id) if h.state == "ready"]
    return tuple(_("“{title}” lies here for them.").format(title=h.title) for h in ready)


# ---------------------------------------------------------------- the one who holds the state

DONE, SHOWN, ASKED, REFUSED = "done", "shown", "ask", "refused"


@dataclass(frozen=True)
class Answer:
    """What the clerk sees after a gesture: ``kind`` is one of DONE, SHOWN (nothing changed), ASKED, REFUSED."""

    kind: str
    text: str
    details: tuple[str, ...] = ()
    options: tuple[Option, ...] = ()
    slip: slips.Slip | None = None
    problems: tuple[Problem, ...] = ()
    unknown: str = ""  # the code that F4 would register


@dataclass
class Front:
    """The desk's line: it holds the state between scans and the question that stands."""

    desk: Desk
    state: State = field(default_factory=State)
    question: str | None = None  # the code whose scan was answered by a question
    standing: tuple[Problem, ...] = ()
    _last: tuple[str, float] = ("", -1e9)

    def scan(self, code: str, *, tick: float) -> Answer | None:
        """Scan or type a code; ``tick`` is a monotonic clock in seconds.

        None when it is the same code within two seconds: one scan. While a question stands every scan is refused.
        """
        if self.question is not None:
            return Answer(REFUSED, _("Answer the question first: F9 yes, Esc no."), problems=self.standing)
        folded = codes.fold(code)
        choosing = any(o.key == code for o in self.state.options)
        if folded == self._last[0] and tick - self._last[1] < SAME_SCAN_SECONDS and not choosing:
            return None
        self._last = (folded, tick)
        return self._scan(code, frozenset(), "")

    def yes(self, reason: str = "") -> Answer | None:
        """Say yes to the question that stands; None when there is none."""
        if self.question is None:
            return None
        code, self.question = self.question, None
        return self._scan(code, frozenset(p.code for p in self.standing if p.kind == ASK), reason)

    def no(self) -> Answer:
        """Back out: of the question, else of the options, else of the member in hand."""
        if self.question is not None:
            self.question, self.standing = None, ()
            return Answer(SHOWN, _("Not done."))
        if self.state.options or self.state.waiting_copy is not None:
            self.state = replace(self.state, options=(), waiting_copy=None)
            return Answer(SHOWN, _("Not done."))
        self.state = State(mode=self.state.mode)
        return Answer(SHOWN, _("Ready for the next reader."))

    def turn_to(self, mode: str) -> Answer:
        """Change the mode; the same mode again goes back to lending and returning."""
        self.state = State(mode=CIRCULATION if self.state.mode == mode else mode)
        self.question = None
        return Answer(SHOWN, mode_words(self.state.mode))

    def show_member(self, member_id: int, card_id: int | None = None) -> Answer:
        """Bring a member to the desk who was found by name (no card) or just registered."""
        return self._run(lambda: self.desk.do(come, state=self.state, member_id=member_id, card_id=card_id, now=self.desk.now()))

    def undo(self, action_id: int | None = None) -> Answer:
        """Take back an action, by default one's own last of today."""
        now = self.desk.now()
        if action_id is None:
            action_id = self.desk.ask(journal.last_own_action, user_id=self.desk.user.id, now=now)
        if action_id is None:
            return Answer(REFUSED, _("There is nothing of yours to undo today."))
        wanted = action_id

        def take_back() -> Scanned:
            state = replace(self.state, lent=(), returned=(), options=())
            return Scanned(state, self.desk.do(journal.undo, action_id=wanted, now=now))

        self._last = ("", -1e9)
        return self._run(take_back)

    def _scan(self, code: str, accepted: frozenset[str], reason: str) -> Answer:
        def run() -> Scanned:
            return self.desk.do(scan, state=self.state, code=code, now=self.desk.now(), accepted=accepted, reason=reason)

        return self._run(run, code)

    def _run(self, deed: Callable[[], Scanned], code: str | None = None) -> Answer:
        self.standing = ()
        try:
            done = deed()
        except NeedsYes as question:
            self.question, self.standing = code, question.problems
            return Answer(ASKED, question.problems[0].text, _lines(question.problems), problems=question.problems)
        except Refused as refusal:
            unknown = next((str(p.facts["entered"]) for p in refusal.problems if p.code == "UnknownCode"), "")
            first = refusal.problems[0]
            return Answer(REFUSED, first.text, _lines(refusal.problems), problems=refusal.problems, unknown=unknown)
        self.state = done.state
        slip = done.slip
        quiet = isinstance(slip, MemberShown | CopyShown | Choose | CardAwaited | TitleShown)
        return Answer(SHOWN if quiet else DONE, str(slip), getattr(slip, "notices", ()), done.state.options, slip)


def come(session: Session, *, state: State, member_id: int, card_id: int | None, now: datetime) -> Scanned:
    """Bring a member to the desk without a scan."""
    return Turn(session, replace(state, options=()), now, frozenset(), "").member(member_id, card_id)


def _lines(problems: tuple[Problem, ...]) -> tuple[str, ...]:
    """What is said below the first line: the first way out, then every further problem."""
    return tuple(w for w in (problems[0].way_out, *(str(p) for p in problems[1:])) if w)


def mode_words(mode: str) -> str:
    """What a mode does, for the clerk."""
    return {
        CIRCULATION: _("Lend and return"),
        RENEWAL: _("Renew: scan the books"),
        SHELVING: _("Shelving: every scan is one in-house use"),
    }[mode]


slips.NAMES["unit"] = lambda session, values: ""
