"""Tallies: the month in figures, its closing, and the papers that were signed."""

from venuedesk.core.tallies.checks import Balance, balance, problems_of_closing, problems_of_correction
from venuedesk.core.tallies.commands import close_month, correct, reopen_month
from venuedesk.core.tallies.opening import rows_of
from venuedesk.core.tallies.queries import DECIMALS, month, months, paper
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
from venuedesk.core.tallies.sealing import broken_seals, canonical
from venuedesk.core.tallies.slips import Corrected, MonthClosed, MonthReopened, month_words
from venuedesk.core.tallies.tables import MonthPaper

__all__ = [
    "Balance",
    "balance",
    "close_month",
    "correct",
    "problems_of_closing",
    "problems_of_correction",
    "reopen_month",
    "CLOSED",
    "COUNTED",
    "DECIMALS",
    "MISSING",
    "NOT_COUNTED",
    "OPEN",
    "REOPENED",
    "Change",
    "Corrected",
    "Correction",
    "CorrectionDraft",
    "DayLine",
    "Figure",
    "Month",
    "MonthClosed",
    "MonthPaper",
    "MonthReopened",
    "MonthRow",
    "Rows",
    "Section",
    "SpaceLine",
    "broken_seals",
    "canonical",
    "month",
    "month_words",
    "months",
    "paper",
    "rows_of",
]
