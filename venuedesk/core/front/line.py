"""``Front``: the desk's line, which holds the state between scans, the question that stands, and the way back."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from inspect import signature
from typing import Any

from venuedesk.core import bookings, books, codes, journal, people, slips
from venuedesk.core.clock import CLOCK_WRONG
from venuedesk.core.desk import Desk
from venuedesk.core.errors import ASK, IMPOSSIBLE, NeedsYes, Problem, Refused, StorageTrouble, impossible
from venuedesk.core.front.scan import come, scan
from venuedesk.core.front.state import (
    CIRCULATION,
    CardAwaited,
    Choose,
    CopyShown,
    MemberShown,
    Option,
    Scanned,
    State,
    TitleShown,
    mode_words,
)
from venuedesk.i18n import _

DONE, SHOWN, ASKED, REFUSED = "done", "shown", "ask", "refused"
SAME_SCAN_SECONDS = 2.0
NO_SCAN = ("", -1e9)
CARD_REFUSED = frozenset(("CardLost", "CardBlocked", "MemberRetired"))
Deed = Callable[[frozenset[str], str], Scanned]  # from what was accepted, and why


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
    question: Deed | None = None  # what was answered by a question
    standing: tuple[Problem, ...] = ()
    reason_missing: bool = False
    _accepted: frozenset[str] = frozenset()  # what was said yes to on the way to the question that stands
    _reason: str = ""  # what was written on the way there
    _last: tuple[str, float] = NO_SCAN

    def scan(self, code: str, *, tick: float) -> Answer | None:
        """Scan or type a code; ``tick`` is a monotonic clock in seconds.

        None for an empty line, and when it is the same code within two seconds: one scan. While a question stands every
        other scan is refused.
        """
        folded = codes.fold(code)
        choosing = any(o.key == folded for o in self.state.options)
        same = folded == self._last[0] and tick - self._last[1] < SAME_SCAN_SECONDS
        if not folded or (same and not choosing):
            return None
        if self.question is not None:
            return self.answer_first()
        self._last = (folded, tick)
        return self._run(
            lambda accepted, reason: self.desk.do(
                scan, state=self.state, code=code, now=self.desk.now(), accepted=accepted, reason=reason
            )
        )

    def yes(self, reason: str = "") -> Answer | None:
        """Say yes to the question that stands; None when there is none."""
        if self.question is None:
            return None
        self.reason_missing = not reason.strip() and any(p.reason_wanted for p in self.standing)
        if self.reason_missing:
            words = _("Why? Write the reason, then F9.")
            return Answer(ASKED, self.standing[0].text, (words,), problems=self.standing)
        if any(p.code == CLOCK_WRONG for p in self.standing):
            self.desk.confirm_clock()
        accepted = self._accepted | {p.code for p in self.standing if p.kind == ASK}
        return self._run(self.question, accepted, reason.strip() or self._reason)

    @property
    def at_rest(self) -> bool:
        """Whether ``no`` would end nothing that one sees: no question, no options, no book that waits, no reader."""
        held = self.state.options or self.state.waiting_copy is not None or self.state.member_id is not None
        return self.question is None and not held

    def no(self) -> Answer:
        """Back out: of the question, else of the options, else of the member in hand."""
        self._last = NO_SCAN
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
        self.question, self.standing, self._last = None, (), NO_SCAN
        return Answer(SHOWN, mode_words(self.state.mode))

    def show_member(self, member_id: int, card_id: int | None = None) -> Answer:
        """Bring a member to the desk who was found by name (no card) or just registered."""
        return self._run(
            lambda accepted, reason: self.desk.do(
                come,
                state=self.state,
                member_id=member_id,
                card_id=card_id,
                now=self.desk.now(),
                accepted=accepted,
                reason=reason,
            )
        )

    def perform(
        self,
        command: Callable[..., slips.Slip],
        *,
        password: str = "",
        accepted: frozenset[str] = frozenset(),
        **wanted: Any,
    ) -> Answer:
        """Run a command of a page's own; its question stands here like that of a scan, and another one refuses it.

        ``accepted`` are the codes of what was shown and said yes to before.
        """
        if self.question is not None:
            return self.answer_first()
        asks = "accepted" in signature(command).parameters

        def deed(accepted: frozenset[str], reason: str) -> Scanned:
            more = {"accepted": accepted, "reason": reason} if asks else {}
            return Scanned(self.state, self.desk.do_with_password(password, command, **wanted, **more))

        return self._run(deed, accepted)

    def undo(self, action_id: int | None = None) -> Answer:
        """Take back an action, by default one's own last of today."""
        if self.question is not None:
            return self.answer_first()
        now = self.desk.now()
        if action_id is None:
            action_id = self.desk.ask(journal.last_own_action, user_id=self.desk.user.id, now=now)
        if action_id is None:
            return _refused([impossible("NothingToUndo", _("There is nothing of yours to undo today."))])
        wanted = action_id

        def take_back(_accepted: frozenset[str], _reason: str) -> Scanned:
            slip = self.desk.do(journal.undo, action_id=wanted, now=now)
            return Scanned(self._still_there(), slip)

        self._last = NO_SCAN
        return self._run(take_back)

    def _still_there(self) -> State:
        """The state without what an undo took away: a member just registered, a copy just entered."""
        state = replace(self.state, options=())
        if state.member_id is not None and self.desk.ask(people.member, member_id=state.member_id) is None:
            state = State(mode=state.mode, waiting_copy=state.waiting_copy)
        if state.waiting_copy is not None and self.desk.ask(books.copy, copy_id=state.waiting_copy) is None:
            state = replace(state, waiting_copy=None)
        return state

    def answer_first(self) -> Answer:
        """Refuse anything else while a question stands."""
        words = _("Answer the question first: F9 yes, Esc no.")
        asked = tuple(p.text for p in self.standing)
        return Answer(REFUSED, words, asked, problems=(impossible("QuestionStands", words), *self.standing))

    def _run(self, deed: Deed, accepted: frozenset[str] = frozenset(), reason: str = "") -> Answer:
        try:
            done = deed(accepted, reason)
        except NeedsYes as question:
            self.question, self.standing = deed, question.problems
            self._accepted, self._reason = accepted, reason
            return Answer(ASKED, question.problems[0].text, _lines(question.problems), problems=question.problems)
        except Refused as refusal:
            self.question, self.standing = None, ()
            if any(p.code in CARD_REFUSED for p in refusal.problems):  # the next book is not for the reader before
                self.state = State(mode=self.state.mode, waiting_copy=self.state.waiting_copy)
            return _refused(refusal.problems)
        except StorageTrouble:  # the same scan, or the same yes, may be tried again at once
            self._last = NO_SCAN
            raise
        self.question, self.standing = None, ()
        self.state = done.state
        slip = done.slip
        quiet = isinstance(slip, bookings.BookingShown | MemberShown | CopyShown | Choose | CardAwaited | TitleShown)
        return Answer(SHOWN if quiet else DONE, str(slip), getattr(slip, "notices", ()), done.state.options, slip)


def _refused(problems: Iterable[Problem]) -> Answer:
    """A refusal: what forbids is said before what would only ask."""
    found = tuple(sorted(problems, key=lambda p: p.kind != IMPOSSIBLE))
    unknown = next((str(p.facts["entered"]) for p in found if p.code == "UnknownCode"), "")
    return Answer(REFUSED, found[0].text, _lines(found), problems=found, unknown=unknown)


def _lines(problems: tuple[Problem, ...]) -> tuple[str, ...]:
    """What is said below the first line: the first way out, then every further problem."""
    return tuple(w for w in (problems[0].way_out, *(str(p) for p in problems[1:])) if w)
