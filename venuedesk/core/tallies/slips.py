"""What the commands of tallies say."""

from dataclasses import dataclass
from datetime import date

from venuedesk.core import slips
from venuedesk.core.tallies.definitions import BY_CODE
from venuedesk.i18n import _


def month_words(month: str) -> str:
    """A month as it is said: 2026年10月."""
    return _("{year}-{month:02}").format(year=int(month[:4]), month=int(month[5:]))


@dataclass(frozen=True)
class MonthClosed(slips.Slip):
    """A month was closed, its paper kept."""

    closed_month_id: int
    month: str
    notices: tuple[str, ...] = slips.shown()

    def __str__(self) -> str:
        """Which month."""
        return _("{month} is closed").format(month=month_words(self.month))


@dataclass(frozen=True)
class MonthReopened(slips.Slip):
    """A month that was closed is open again."""

    closed_month_id: int
    month: str

    def __str__(self) -> str:
        """Which month."""
        return _("{month} is open again").format(month=month_words(self.month))


@dataclass(frozen=True)
class Corrected(slips.Slip):
    """A correction of a closed month was entered (更正)."""

    code: str
    about: date
    quantity: int

    def __str__(self) -> str:
        """Of which figure, for which day, how many."""
        words = _("Correction of {figure} for {day}: {quantity:+}")
        figure = f"{self.code} {_(BY_CODE[self.code].name)}"
        return words.format(figure=figure, day=self.about.isoformat(), quantity=self.quantity)
