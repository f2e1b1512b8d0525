"""Figures as they are written on paper and screen."""

from decimal import Decimal

from venuedesk.core.tallies import CLOSED, COUNTED, MISSING, NOT_COUNTED, OPEN, REOPENED, Month, month_words
from venuedesk.i18n import N_, _

NONE = "——"  # there is no such number
DRAFTS = {OPEN: N_("not closed"), REOPENED: N_("reopened, not closed again")}  # what a month is while it is not closed
DAY_STATES = {COUNTED: N_("counted"), CLOSED: N_("closed"), NOT_COUNTED: N_("not counted"), MISSING: N_("no count")}
DAY_SIGNS = {CLOSED: "×", NOT_COUNTED: "–", MISSING: "?"}  # on a chart, where nothing was counted


def number(value: int | Decimal | None) -> str:
    """A figure with its thousands apart: 12,345 or 61.29; —— where there is none."""
    return NONE if value is None else f"{value:,}"


def signed(value: int) -> str:
    """A correction's number with its sign: +3, −12."""
    return f"{'−' if value < 0 else '+'}{abs(value):,}"


def state_words(state: str) -> str:
    """What a month is: closed, not closed, reopened."""
    return _(DRAFTS[state]) if state in DRAFTS else _("closed (month)")


def title_of(month: Month) -> str:
    """What the paper is called: 城北工人文化宫 2026年11月月报."""
    return _("{venue} · monthly tally {month}").format(venue=month.venue, month=month_words(month.month))
