"""Values of time: terms in days, weeks and months, and months as the tallies know them."""

from calendar import monthrange
from datetime import date, timedelta

DAY, WEEK, MONTH = "day", "week", "month"


def add_term(start: date, n: int, unit: str) -> date:
    """The last day of a term of ``n`` days, weeks or months after ``start``, the first day not counted.

    A term in months ends on the same day of the month, or on the month's last day where there is none
    (民法典 第二百零二条).
    """
    if unit == DAY:
        return start + timedelta(days=n)
    if unit == WEEK:
        return start + timedelta(weeks=n)
    if unit != MONTH:
        raise ValueError(unit)
    months = start.year * 12 + start.month - 1 + n
    year, month = divmod(months, 12)
    return date(year, month + 1, min(start.day, monthrange(year, month + 1)[1]))


def month_of(day: date) -> str:
    """The month of a day, as ``YYYY-MM``."""
    return day.isoformat()[:7]


def days_of(month: str) -> tuple[date, date]:
    """The first and the last day of a month written ``YYYY-MM``; ValueError where there is no such month."""
    first = date.fromisoformat(f"{month}-01")
    return first, first.replace(day=monthrange(first.year, first.month)[1])


def month_before(month: str, n: int = 1) -> str:
    """The month ``n`` months before another; a negative ``n`` looks ahead."""
    year, of_year = divmod(int(month[:4]) * 12 + int(month[5:]) - 1 - n, 12)
    return f"{year:04}-{of_year + 1:02}"
