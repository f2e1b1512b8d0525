"""The arithmetic of tallies: plain values in and out. Fractions stay whole and are rounded once at the end, half up."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

from venuedesk.core.errors import Problem, ask, notice
from venuedesk.i18n import _

NOTHING_TO_COMPARE = "——"


def rounded(value: Fraction, decimals: int) -> Decimal:
    """A fraction as it is printed."""
    exact = Fraction(value) * 10**decimals
    whole = (Decimal(exact.numerator) / Decimal(exact.denominator)).quantize(Decimal(1), ROUND_HALF_UP)
    return whole.scaleb(-decimals)


def ratio(part: int, whole: int) -> Fraction:
    """A part of a whole; of nothing it is 0."""
    return Fraction(part, whole) if whole else Fraction(0)


def average(total: int, days: int, decimals: int = 2) -> Decimal:
    """The daily average; 0 where no day was open."""
    return rounded(ratio(total, days), decimals)


def share(part: int, whole: int, decimals: int = 2) -> Decimal:
    """A share in percent; 0 of nothing."""
    return rounded(100 * ratio(part, whole), decimals)


@dataclass(frozen=True)
class Change:
    """A change against a base: percent of the base, or points where the figure itself is in percent; None is ——."""

    amount: Decimal | None = None
    points: bool = False

    def __str__(self) -> str:
        """As it is printed: +2.97%, −1,204.41%; points where the figure itself is in percent: +1.20 pp."""
        if self.amount is None:
            return NOTHING_TO_COMPARE
        sign = "−" if self.amount < 0 else "+" if self.amount > 0 else ""
        amount = f"{sign}{abs(self.amount):,}"
        return _("{amount} pp").format(amount=amount) if self.points else f"{amount}%"


def change(value: Fraction | int, base: Fraction | int | None, decimals: int = 2, *, points: bool = False) -> Change:
    """How far a figure is from its base (同比, 环比); nothing to compare where the base is None or 0."""
    if not base:
        return Change(None, points)
    far = Fraction(value) - base
    return Change(rounded(100 * far / (1 if points else base), decimals), points)


def problems_of_sum(what: str, parts: Sequence[int], total: int, *, persons: bool = False) -> Iterator[Problem]:
    """Where the parts of a table do not make its total.

    Persons (``persons``) are not expected to: the same one comes in several months. But there are no more of them than
    the parts add to, and no fewer than the largest part.
    """
    added = sum(parts)
    values = {"what": what, "added": f"{added:,}", "total": f"{total:,}", "apart": f"{abs(added - total):,}"}
    if added == total:
        return
    if persons and max(parts, default=0) <= total < added:
        words = _("{what}: the parts add to {added}, but {total} different persons came; persons are never added.")
        yield notice("PersonsNotAdded", words.format(**values), added=added, total=total)
        return
    words = _("{what}: the parts add to {added}, the total is {total}; they are {apart} apart.")
    yield ask("SumDiffers", words.format(**values), added=added, total=total, apart=added - total)
