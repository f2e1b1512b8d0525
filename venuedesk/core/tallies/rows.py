"""The rows of tallies: the month as screens, paper and stories get it.

Names, units, definitions and titles are marked texts: whoever shows them says them with ``_`` in the language wanted.
"""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from venuedesk.core.tallies.rules import Change

OPEN, CLOSED, REOPENED = STATES = ("open", "closed", "reopened")
COUNTED, NOT_COUNTED, MISSING = "counted", "not_counted", "missing"  # a day is also ``CLOSED``
Value = int | Decimal


@dataclass(frozen=True)
class Figure:
    """One figure with what it was made of; ``value`` is ``numerator`` where there is no denominator.

    ``last_month`` and ``last_year`` are the figure of the month before and of the same month last year, None where
    those cannot be held against this one: nothing there, days not counted, another definition.
    """

    code: str
    name: str
    unit: str
    definition: str
    value: Value
    numerator: int
    denominator: int | None
    last_month: Value | None
    last_year: Value | None
    change_on_month: Change
    change_on_year: Change

    @property
    def against_last_month(self) -> str:
        """环比 as it is said; —— where there is nothing to hold it against."""
        return str(self.change_on_month)

    @property
    def against_last_year(self) -> str:
        """同比 as it is said; —— where there is nothing to hold it against."""
        return str(self.change_on_year)


@dataclass(frozen=True)
class Section:
    """The figures of one subject."""

    code: str
    title: str
    figures: tuple[Figure, ...]


@dataclass(frozen=True)
class DayLine:
    """One day: whether the house opens, and the visits.

    ``visits`` is None where nobody counted. ``state`` is counted, closed, not_counted or missing; of several doors the
    worst, so that a day with a door left out is not passed off as counted.
    """

    day: date
    open: bool
    visits: int | None
    state: str


@dataclass(frozen=True)
class SpaceLine:
    """How much a zone, a room or a space was used.

    A space's minutes are those of every session in it, a zone's the sums of its spaces; a room's are those of its own
    sessions, once for all its spaces. ``share`` is used ÷ open in percent, within ordinary hours; extended hours stand
    apart. ``attendances`` are told by room: None for a space that several rooms share. A room that is one space of its
    own has no line but that of its space.
    """

    kind: str  # zone, room, space
    zone: str
    room_or_space: str  # '' for a zone
    sessions: int
    attendances: int | None
    used_minutes: int
    open_minutes: int
    share: Decimal
    extended_minutes: int
    extended_open_minutes: int


@dataclass(frozen=True)
class Correction:
    """A correction of a closed month (更正): entered on ``day``, meant for ``about``; ``code`` is the figure's."""

    day: date
    about: date
    code: str
    quantity: int
    reason: str
    who: str


@dataclass(frozen=True)
class Month:
    """A month's figures; of a closed month those that were sealed.

    ``corrections`` were entered in this month and are about earlier ones; ``corrected_since`` are about this month and
    were entered after it was closed: they are not part of what was sealed. ``footnotes`` are marked texts.
    ``sha256`` is the hash of the figures' canonical JSON.
    """

    month: str
    venue: str
    state: str
    sections: tuple[Section, ...]
    days: tuple[DayLine, ...]
    spaces: tuple[SpaceLine, ...]
    corrections: tuple[Correction, ...]
    corrected_since: tuple[Correction, ...]
    footnotes: tuple[str, ...]
    sha256: str
    decimals: int = 2
    closed_at: datetime | None = None
    reopened_at: datetime | None = None
    reason: str = ""

    def found(self, code: str) -> Figure | None:
        """The figure of a code; None where there is none, as in a month that was sealed before it was defined."""
        return next((f for section in self.sections for f in section.figures if f.code == code), None)

    def figure(self, code: str) -> Figure:
        """The figure of a code; LookupError where there is none."""
        figure = self.found(code)
        if figure is None:
            raise LookupError(code)
        return figure


@dataclass(frozen=True)
class MonthRow:
    """One month as it is picked; ``over`` once it has ended. ``paper_sha256`` is '' while there is no signed paper."""

    month: str
    state: str
    over: bool
    closed_at: datetime | None = None
    reopened_at: datetime | None = None
    reason: str = ""
    figures_sha256: str = ""
    paper_sha256: str = ""


@dataclass(frozen=True)
class Rows:
    """What a figure was counted from. ``columns`` are marked texts; ``total`` counts the rows beyond a limit too."""

    columns: tuple[str, ...]
    rows: tuple[tuple[Any, ...], ...]
    total: int


@dataclass(frozen=True, kw_only=True)
class CorrectionDraft:
    """What the form for a correction fills: which figure, which day of a closed month, how many more or fewer."""

    code: str
    about: date
    quantity: int
    reason: str
