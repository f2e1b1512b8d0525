"""What can stand in the way of a deed, and how it is said.

A command collects every ``Problem`` before it changes anything and hands them to ``decide``.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from typing import Any

IMPOSSIBLE = "impossible"  # cannot be done at all
ASK = "ask"  # can be done with a yes (and a reason)
NOTICE = "notice"  # done, and the clerk should know
MESSAGE = "message"  # done, and the member should be told


@dataclass(frozen=True)
class Problem:
    """One fact that forbids, asks or informs, in the clerk's words, with the nearest way out.

    ``facts`` are the values behind the words, for stories and for the journal. ``reason_wanted`` is true where a yes
    needs a reason.
    """

    kind: str
    code: str
    text: str
    way_out: str = ""
    facts: dict[str, Any] = field(default_factory=dict)
    reason_wanted: bool = False

    def __str__(self) -> str:
        """The fact and, where there is one, the way out."""
        return f"{self.text} {self.way_out}".strip()


class _Answer(Exception):  # noqa: N818 - an answer to the clerk, not an error of the program
    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(str(p) for p in self.problems))


class Refused(_Answer):
    """At least one problem forbids the deed; nothing was changed."""


class NeedsYes(_Answer):
    """The deed needs a yes to every problem of kind ASK; nothing was changed."""


class StorageTrouble(Exception):  # noqa: N818
    """The file could not be read or written; nothing was changed.

    ``kind`` is one of busy, full, readonly, io, corrupt, notadb, newer, foreign, older_sqlite, locked.
    """

    def __init__(self, kind: str, detail: str = "") -> None:
        self.kind = kind
        self.detail = detail
        super().__init__(f"{kind}: {detail}" if detail else kind)


def impossible(code: str, text: str, way_out: str = "", **facts: Any) -> Problem:
    """A problem that forbids."""
    return Problem(IMPOSSIBLE, code, text, way_out, facts)


def ask(code: str, text: str, way_out: str = "", **facts: Any) -> Problem:
    """A problem that a yes can pass."""
    return Problem(ASK, code, text, way_out, facts)


def ask_why(code: str, text: str, way_out: str = "", **facts: Any) -> Problem:
    """A problem that a yes with a reason can pass."""
    return Problem(ASK, code, text, way_out, facts, reason_wanted=True)


def notice(code: str, text: str, way_out: str = "", **facts: Any) -> Problem:
    """A problem that only informs."""
    return Problem(NOTICE, code, text, way_out, facts)


def decide(problems: Iterable[Problem], accepted: Collection[str] = ()) -> tuple[Problem, ...]:
    """Raise Refused if any problem forbids, NeedsYes if any asks and is not accepted; else return them all."""
    found = tuple(problems)
    if any(p.kind == IMPOSSIBLE for p in found):
        raise Refused(found)
    if any(p.kind == ASK and p.code not in accepted for p in found):
        raise NeedsYes(found)
    return found


def refuse(code: str, text: str, way_out: str = "", **facts: Any) -> Refused:
    """A refusal of one problem, to be raised."""
    return Refused([impossible(code, text, way_out, **facts)])
