"""Tallies: the month in figures, its closing, and the papers that were signed."""

from venuedesk.core.tallies.queries import month, months, rows_of
from venuedesk.core.tallies.rows import (
    CLOSED,
    COUNTED,
    MISSING,
    NOT_COUNTED,
    OPEN,
    REOPENED,
    Correction,
    CorrectionDraft,
    DayLine,
    Figure,
    Month,
    MonthRow,
    Rows,
    Section,
    SpaceLine,
)
from venuedesk.core.tallies.rules import Change
from venuedesk.core.tallies.tables import MonthPaper

__all__ = [
    "CLOSED",
    "COUNTED",
    "MISSING",
    "NOT_COUNTED",
    "OPEN",
    "REOPENED",
    "Change",
    "Correction",
    "CorrectionDraft",
    "DayLine",
    "Figure",
    "Month",
    "MonthPaper",
    "MonthRow",
    "Rows",
    "Section",
    "SpaceLine",
    "month",
    "months",
    "rows_of",
]
