"""What can stand in the way of a deed, and how it is said.

A command collects every ``Problem`` before it changes anything and hands them to ``decide``.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from typing import Any

from venuedesk.i18n import N_, _

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


class _Answer(Exception):
    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(str(p) for p in self.problems))


class Refused(_Answer):
    """At least one problem forbids the deed; nothing was changed."""


class NeedsYes(_Answer):
    """The deed needs a yes to every problem of kind ASK; nothing was changed."""


class StorageTrouble(Exception):
    """The file could not be read or written; nothing was changed.

    ``kind`` is a key of TROUBLES; ``words_of`` says it in the user's words.
    """

    def __init__(self, kind: str, detail: str = "") -> None:
        self.kind = kind
        self.detail = detail
        super().__init__(f"{kind}: {detail}" if detail else kind)


TROUBLES = {  # kind: what happened, what to do
    "busy": (
        N_("Another program is using the file."),
        N_("Wait a moment and try again; close other programs that have it open."),
    ),
    "full": (N_("The disk is full."), N_("Free some space, then try again.")),
    "readonly": (
        N_("The file or its folder may only be read."),
        N_("Let the manager of this computer allow writing to the data folder."),
    ),
    "io": (N_("The disk does not answer as it should."), N_("Check the drive; restore the last copy if it stays so.")),
    "corrupt": (N_("The file is damaged."), N_("Restore the last copy.")),
    "notadb": (N_("This is not a file of VenueDesk."), N_("Choose another file, or restore the last copy.")),
    "foreign": (N_("This file belongs to another program, or was changed by one."), N_("Choose another file.")),
    "newer": (N_("This file was written by a newer version of the program."), N_("Install the newer version here.")),
    "older": (N_("This file was written by an older version of the program."), N_("Open it with the program once.")),
    "older_sqlite": (N_("The database library of this computer is too old."), N_("Install the program anew.")),
    "locked": (N_("VenueDesk is already open with this data folder."), N_("Go to the window that is open.")),
    "missing": (N_("The file or folder is not there."), N_("Plug the drive in, or choose another folder.")),
    "migration": (
        N_("The file could not be brought to the new version; it is as it was."),
        N_("Go on with the old version, and send the report to the makers."),
    ),
    "copy_broken": (N_("This copy is damaged or lacks its manifest."), N_("Choose another copy.")),
}


def words_of(trouble: StorageTrouble) -> tuple[str, str]:
    """What happened, and what to do, in the user's words; ``trouble.detail`` is for the report."""
    happened, to_do = TROUBLES[trouble.kind]
    return _(happened), _(to_do)


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
    """Return all problems; but raise Refused with all where any forbids, NeedsYes with those that ask unaccepted."""
    found = tuple(problems)
    if any(p.kind == IMPOSSIBLE for p in found):
        raise Refused(found)
    asking = [p for p in found if p.kind == ASK and p.code not in accepted]
    if asking:
        raise NeedsYes(asking)
    return found


def refuse(code: str, text: str, way_out: str = "", **facts: Any) -> Refused:
    """A refusal of one problem, to be raised."""
    return Refused([impossible(code, text, way_out, **facts)])
