"""``Front``: the desk's line, which holds the state between scans, the question that stands, and the way back."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from inspect import signature
from typing import Any

from venuedesk.core import codes, journal, slips
from venuedesk.core.desk import Desk
from venuedesk.core.errors import ASK, NeedsYes, Problem, Refused
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
        deed, self.question = self.question, None
        return self._run(deed, frozenset(p.code for p in self.standing if p.kind == ASK), reason.strip())

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
        return self._run(
            lambda _accepted, _reason: self.desk.do(
                come, state=self.state, member_id=member_id, card_id=card_id, now=self.desk.now()
            )
        )

    def perform(self, command: Callable[..., slips.Slip], *, password: str = "", **wanted: Any) -> Answer:
        """Run a command of a page's own; its question stands here like that of a scan."""
        asks = "accepted" in signature(command).parameters

        def deed(accepted: frozenset[str], reason: str) -> Scanned:
            more = {"accepted": accepted, "reason": reason} if asks else {}
            return Scanned(self.state, self.desk.do_with_password(password, command, **wanted, **more))

        return self._run(deed)

    def undo(self, action_id: int | None = None) -> Answer:
        """Take back an action, by default one's own last of today."""
        now = self.desk.now()
        if action_id is None:
            action_id = self.desk.ask(journal.last_own_action, user_id=self.desk.user.id, now=now)
        if action_id is None:
            return Answer(REFUSED, _("There is nothing of yours to undo today."))
        wanted = action_id

        def take_back(_accepted: frozenset[str], _reason: str) -> Scanned:
            state = replace(self.state, lent=(), returned=(), options=())
            return Scanned(state, self.desk.do(journal.undo, action_id=wanted, now=now))

        self._last = ("", -1e9)
        return self._run(take_back)

    def _run(self, deed: Deed, accepted: frozenset[str] = frozenset(), reason: str = "") -> Answer:
        self.standing = ()
        try:
            done = deed(accepted, reason)
        except NeedsYes as question:
            self.question, self.standing = deed, question.problems
            return Answer(ASKED, question.problems[0].text, _lines(question.problems), problems=question.problems)
        except Refused as refusal:
            unknown = next((str(p.facts["entered"]) for p in refusal.problems if p.code == "UnknownCode"), "")
            first = refusal.problems[0]
            return Answer(REFUSED, first.text, _lines(refusal.problems), problems=refusal.problems, unknown=unknown)
        self.state = done.state
        slip = done.slip
        quiet = isinstance(slip, MemberShown | CopyShown | Choose | CardAwaited | TitleShown)
        return Answer(SHOWN if quiet else DONE, str(slip), getattr(slip, "notices", ()), done.state.options, slip)


def _lines(problems: tuple[Problem, ...]) -> tuple[str, ...]:
    """What is said below the first line: the first way out, then every further problem."""
    return tuple(w for w in (problems[0].way_out, *(str(p) for p in problems[1:])) if w)
