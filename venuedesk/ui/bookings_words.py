"""What is typed on the page of rooms: a day, a time, a span. Plain values in and out."""

import re
import unicodedata
from datetime import date, datetime, time, timedelta

from venuedesk.core import bookings
from venuedesk.i18n import _
from venuedesk.ui.fields import day_of

DAY_MINUTES = 1440
_WEEKDAYS = "一二三四五六日"
_WEEKDAY = re.compile(r"(上|本|这|下下|下|s|b|xx|x)?(?:周|星期|礼拜|zhou|z)([一二三四五六日天1-7])", re.IGNORECASE)
_WEEKS = {None: 0, "本": 0, "这": 0, "b": 0, "上": -1, "s": -1, "下": 1, "x": 1, "下下": 2, "xx": 2}
_NEAR = {"今天": 0, "明天": 1, "后天": 2, "大后天": 3, "昨天": -1}
_MONTH_DAY = re.compile(r"(\d{1,2})[-/.月](\d{1,2})[日号]?|(\d{1,2})(\d\d)", re.ASCII)
_CLOCK = r"(\d{1,2})(?:[:.点](\d\d)?|(\d\d))?"
_NEXT_DAY = r"(次日|第二天|\+)?"
_SPAN = re.compile(rf"{_CLOCK}[-–—~到至]+{_NEXT_DAY}{_CLOCK}", re.ASCII)


def plain(text: str) -> str:
    """What was typed, without blanks, full-width signs as plain ones."""
    return "".join(unicodedata.normalize("NFKC", text).split())


def day_meant(text: str, *, today: date, shown: date) -> date | None:
    """The day that was typed on the page: 28, 11-28, 1128, 2026-11-28, 周六, 下周六, z6, xz6, 明天; None for no day.

    A day of the month is of the month shown, the next month where it is over; month and day are the nearest such day.
    """
    words = plain(text)
    if words in _NEAR:
        return today + timedelta(days=_NEAR[words])
    found = _WEEKDAY.fullmatch(words)
    if found:
        return _weekday(found[1], found[2], today)
    if re.fullmatch(r"\d{1,2}[日号]?", words, re.ASCII):
        return _day_of_month(int(words.rstrip("日号")), today, shown)
    found = _MONTH_DAY.fullmatch(words)
    if found:
        month, day = (int(g) for g in found.groups() if g)
        return _nearest(month, day, today)
    found_day = day_of(words)
    return found_day if found_day is not None and bookings.FIRST_DAY <= found_day <= bookings.LAST_DAY else None


def _weekday(which: str | None, day: str, today: date) -> date:
    """周六 is the first one from today on; 下周六 that of the week after this one, weeks beginning on Monday."""
    wanted = int(day) - 1 if day.isdigit() else _WEEKDAYS.index("日" if day == "天" else day)
    if which is None:
        return today + timedelta(days=(wanted - today.weekday()) % 7)
    weeks = _WEEKS[which.lower()]
    return today - timedelta(days=today.weekday()) + timedelta(weeks=weeks, days=wanted)


def _day_of_month(day: int, today: date, shown: date) -> date | None:
    month = max(shown.replace(day=1), today.replace(day=1))
    for _n in range(12):
        found = _date(month.year, month.month, day)
        if found is not None and found >= today:
            return found
        month = (month + timedelta(days=31)).replace(day=1)
    return None


def _nearest(month: int, day: int, today: date) -> date | None:
    years = (_date(today.year + n, month, day) for n in (-1, 0, 1))
    return min((d for d in years if d), key=lambda d: (abs((d - today).days), d), default=None)


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def span_of(text: str) -> tuple[int, int] | None:
    """The minutes of 14:00-17:00, 14-17, 1400-1730, 22:00-次日02:00; an end before the start is of the next day."""
    words = plain(text)
    found = _SPAN.fullmatch(words)
    if found is None:
        return None
    start, end = _minutes(found[1], found[2] or found[3]), _minutes(found[5], found[6] or found[7])
    if start is None or end is None or start == DAY_MINUTES:
        return None
    later = found[4] or end <= start
    return start, end + DAY_MINUTES if later else end


def time_typed(text: str) -> tuple[int, int | None] | None:
    """A time (14:00), or a span with a colon in it, as typed in the entry line; without a colon it may be a day."""
    words = plain(text)
    if ":" not in words and "点" not in words:
        return None
    span = span_of(words)
    if span is not None:
        return span
    found = re.fullmatch(_CLOCK, words, re.ASCII)
    minute = None if found is None else _minutes(found[1], found[2] or found[3])
    return None if minute is None or minute == DAY_MINUTES else (minute, None)


def _minutes(hour: str, minute: str | None) -> int | None:
    found = int(hour) * 60 + int(minute or 0)
    return found if int(minute or 0) < 60 and found <= DAY_MINUTES else None


def clock(minute: int) -> str:
    """A minute of the day as typed: 14:00, and 次日02:00 on the next day."""
    before = _("+") if minute > DAY_MINUTES else ""
    minute -= DAY_MINUTES if minute > DAY_MINUTES else 0
    return f"{before}{minute // 60:02}:{minute % 60:02}"


def span_words(first: int, last: int) -> str:
    """A span as it is typed: 14:00-17:00; one that begins before the midnight, from that of the day before."""
    days = -(first // DAY_MINUTES) * DAY_MINUTES if first < 0 else 0
    return f"{clock(first + days)}-{clock(last + days)}"


def instant(day: date, minute: int) -> datetime:
    """The instant at a minute counted from the midnight that begins a day."""
    return datetime.combine(day, time()) + timedelta(minutes=minute)


def minute_of(day: date, at: datetime) -> int:
    """The minutes from the midnight that begins a day to an instant, negative before it."""
    return round((at - datetime.combine(day, time())).total_seconds()) // 60
