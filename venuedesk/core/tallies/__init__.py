"""Tallies: the month in figures, its closing, and the papers that were signed."""

from venuedesk.core.tallies.tables import MonthPaper

__all__ = ["MonthPaper"]
