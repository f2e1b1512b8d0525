"""What reading a file came to, before anything is written: what is new, what differs, what is refused and why."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Generic, Protocol, TypeVar

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from venuedesk.core.errors import refuse
from venuedesk.core.journal import Action, Imported
from venuedesk.core.journal.imported import SUBJECTS
from venuedesk.exchange import sheets
from venuedesk.exchange.cells import Column, Fault, Row
from venuedesk.exchange.drafts import Rejected
from venuedesk.i18n import _

BLOCK = 1000  # rows written between two looks at progress and cancel
LOOKUP = 500  # keys asked for at once

Draft = TypeVar("Draft")
Item = TypeVar("Item")
Taken = TypeVar("Taken", contravariant=True)
Progress = Callable[[int, int], None]

UNITS, MEMBERS, BOOKS, LOANS, CALENDAR = "units", "members", "books", "loans", "calendar"
ROOMS, BOOKINGS, VISITS = "rooms", "bookings", "visits"


def no_progress(done: int, total: int) -> None:
    """Nobody watches."""


def never() -> bool:
    """Nobody cancels."""
    return False


@dataclass(frozen=True)
class Watch:
    """Who watches a long read or write: told how far it is, asked whether it shall stop."""

    progress: Progress = no_progress
    cancelled: Callable[[], bool] = never

    def tell(self, done: int, total: int) -> None:
        """Say how far it is; Refused (Cancelled) when it shall stop, and then nothing is kept."""
        if self.cancelled():
            raise refuse("Cancelled", _("Stopped; nothing was imported."))
        self.progress(done, total)


NOBODY = Watch()


@dataclass(frozen=True)
class Reading(Generic[Draft]):
    """A file as it was read, by line: drafts, rejected rows, its headers, and what the clerk should know."""

    path: Path
    headers: tuple[str, ...]
    drafts: tuple[tuple[int, Draft], ...]
    rejected: tuple[Rejected, ...] = ()
    notices: tuple[str, ...] = ()
    rows: Any = None  # the reading that was sorted, where a plan speaks of something larger than a row


@dataclass(frozen=True, slots=True)
class New(Generic[Draft]):
    """A row that is not in the file of the venue yet; ``id`` is the record it is added to, where there is one."""

    line: int
    draft: Draft
    id: int | None = None


@dataclass(frozen=True, slots=True)
class Differing(Generic[Draft]):
    """A row whose record is there with other values: (column, old, new) each, as text."""

    line: int
    draft: Draft
    id: int
    what: str
    changes: tuple[tuple[str, str, str], ...]


@dataclass
class Sorted(Generic[Draft]):
    """The rows of a file, sorted by what is to be done with them."""

    new: list[New[Draft]] = field(default_factory=list)
    differing: list[Differing[Draft]] = field(default_factory=list)
    equal: int = 0
    rejected: list[Rejected] = field(default_factory=list)
    notices: list[str] = field(default_factory=list)

    def reject(self, line: int, column: str, reason: str) -> None:
        """Refuse one row."""
        self.rejected.append(Rejected(line, column, reason))


@dataclass(frozen=True)
class Plan(Generic[Draft]):
    """What importing a file would do; ``as_of`` is the newest action it knows of."""

    subject: str
    reading: Reading[Draft]
    as_of: int
    new: tuple[New[Draft], ...]
    differing: tuple[Differing[Draft], ...]
    equal: int
    rejected: tuple[Rejected, ...]
    notices: tuple[str, ...]

    def __str__(self) -> str:
        """Say in one line what importing would do."""
        return _("{subject}: {new} new, {changed} different, {equal} equal, {rejected} rejected").format(
            subject=_(SUBJECTS[self.subject]),
            new=len(self.new),
            changed=len(self.differing),
            equal=self.equal,
            rejected=len(self.rejected),
        )


# ---------------------------------------------------------------- reading tables


def read_table(
    path: Path, columns: Sequence[Column], draft: Callable[[Row], Draft | Fault], watch: Watch = NOBODY
) -> Reading[Draft]:
    """Read a whole table as drafts; rows with a fault are rejected, columns that are not ours are named."""
    sheet = sheets.read(path, columns)
    required = [c for c in sheet.columns if c.required]
    drafts: list[tuple[int, Draft]] = []
    rejected: list[Rejected] = []
    for n, row in enumerate(sheet.rows):
        if n % BLOCK == 0:
            watch.tell(n, 0)
        fault = _fault(row, required) or draft(row)
        if isinstance(fault, Fault):
            rejected.append(Rejected(row.line, fault.column, fault.reason))
        else:
            drafts.append((row.line, fault))
    notices = []
    if sheet.unknown:
        notices.append(_("Not used: the columns {names}.").format(names=_(", ").join(sheet.unknown)))
    if not drafts and not rejected:
        notices.append(_("The table has no rows."))
    return Reading(path, sheet.headers, tuple(drafts), tuple(rejected), tuple(notices))


def _fault(row: Row, required: Sequence[Column]) -> Fault | None:
    if row.faults:
        return row.faults[0]
    for column in required:
        if not row.values.get(column.field):
            return Fault(_(column.title), _("is empty"))
    return None


# ---------------------------------------------------------------- sorting and taking


class Sorter(Protocol[Taken]):
    """Sorts the drafts of a file block by block, remembering the lines before."""

    def look_up(self, drafts: Sequence[Taken], /) -> None:
        """Fetch everything that the drafts of a block could meet."""

    def sort(self, line: int, draft: Taken, /) -> None:
        """Put one draft where it belongs."""


def sort_all(reading: Reading[Draft], sorter: Sorter[Draft], watch: Watch) -> None:
    """Let every draft of a reading be sorted, with one look at the records for each block."""
    total = len(reading.drafts)
    for done, block in enumerate(blocks(reading.drafts, LOOKUP)):
        watch.tell(done * LOOKUP, total)
        sorter.look_up([draft for _line, draft in block])
        for line, draft in block:
            sorter.sort(line, draft)


def newest_action(session: Session) -> int:
    """The id of the newest action in the journal."""
    return session.scalar(select(func.max(Action.id))) or 0


def plan_of(subject: str, session: Session, reading: Reading[Draft], found: Sorted[Draft]) -> Plan[Draft]:
    """The plan that sorting a reading came to."""
    rejected = tuple(sorted((*reading.rejected, *found.rejected), key=lambda r: r.line))
    notices = (*reading.notices, *found.notices)
    new, differing = tuple(found.new), tuple(found.differing)
    return Plan(subject, reading, newest_action(session), new, differing, found.equal, rejected, notices)


def still_true(plan: Plan[Draft], again: Callable[[], Plan[Draft]], session: Session) -> Plan[Draft]:
    """The plan as it holds now: itself while nothing was written since, else sorted anew.

    Refused (PlanMoved) when the rows would then be taken otherwise than was shown.
    """
    if newest_action(session) == plan.as_of:
        return plan
    now = again()
    if (_lines(now.new), _lines(now.differing), now.equal) != (_lines(plan.new), _lines(plan.differing), plan.equal):
        raise refuse("PlanMoved", _("The records have changed since the file was read."), _("Read the file again."))
    return now


def _lines(rows: Iterable[New[Any] | Differing[Any]]) -> list[int]:
    return [r.line for r in rows]


def imported(plan: Plan[Any], *, update: bool) -> Imported:
    """The slip of a plan that was taken."""
    n = len(plan.differing)
    changed, left = (n, 0) if update else (0, n)
    return Imported(plan.subject, len(plan.new), changed, plan.equal, len(plan.rejected), left)


def blocks(items: Sequence[Item], size: int = BLOCK) -> Iterator[Sequence[Item]]:
    """The items in parts of at most ``size``."""
    for start in range(0, len(items), size):
        yield items[start : start + size]


def differences(columns: Iterable[tuple[str, Any, Any]]) -> tuple[tuple[str, str, str], ...]:
    """Of (title, old, new) those where the file says something else; an empty cell says nothing."""
    return tuple(
        (title, _shown(old), _shown(new)) for title, old, new in columns if new not in ("", None) and new != old
    )


def _shown(value: Any) -> str:
    return "" if value is None else str(value)
