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
