"""Spans of time against opening hours: plain values in and out. Spans are half-open."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import pairwise
from typing import Protocol

from venuedesk.core.calendar import Window

DAY = timedelta(days=1)
MINUTE = timedelta(minutes=1)


class OpenHours(Protocol):
    """What bookings need of the calendar."""

    def windows(self, day: date) -> tuple[Window, ...]:
        """The open windows that begin on a day."""

    def why_closed(self, day: date) -> str:
        """Why a day has no window, '' when it is open."""


@dataclass(frozen=True)
class Opening:
    """A window of the calendar as two moments; ``extended`` hours (延时) are counted apart."""

    opens: datetime
    closes: datetime
    extended: bool = False


@dataclass(frozen=True)
class Minutes:
    """The minutes of a span within ordinary hours, within extended ones, and when it is closed."""

    ordinary: int = 0
    extended: int = 0
    closed: int = 0


def openings(hours: OpenHours, first: date, last: date) -> list[Opening]:
    """The windows that reach into the days from ``first`` to ``last``, in order."""
    found = []
    for n in range(-1, (last - first).days + 1):
        day = first + n * DAY
        start = datetime.combine(day, time())
        for window in hours.windows(day):
            opens, closes = (start + minutes * MINUTE for minutes in (window.opens, window.closes))
            found.append(Opening(opens, closes, window.extended))
    return found


def runs(found: Iterable[Opening]) -> list[tuple[datetime, datetime]]:
    """The spans in which it is open without a break, in order."""
    merged: list[tuple[datetime, datetime]] = []
    for one in sorted(found, key=lambda o: o.opens):
        if merged and one.opens <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(merged[-1][1], one.closes))
        else:
            merged.append((one.opens, one.closes))
    return merged


def minutes_of(starts_at: datetime, ends_at: datetime, found: Sequence[Opening]) -> Minutes:
    """How the minutes of a span lie in the openings; where ordinary and extended hours meet, ordinary ones count."""
    moments = {moment for one in found for moment in (one.opens, one.closes) if starts_at < moment < ends_at}
    sums = [0, 0, 0]
    for begin, end in pairwise(sorted(moments | {starts_at, ends_at})):
        kinds = {one.extended for one in found if one.opens <= begin and end <= one.closes}
        sums[0 if False in kinds else 1 if kinds else 2] += (end - begin) // MINUTE
    return Minutes(*sums)


def closed_day(starts_at: datetime, ends_at: datetime, hours: OpenHours, found: Sequence[Opening]) -> date | None:
    """The first day of a span that has no opening hours at all, None where there is none.

    The night that a span of up to 24 hours runs into belongs to the day on which it began.
    """
    day = starts_at.date()
    while datetime.combine(day, time()) < ends_at and (day == starts_at.date() or ends_at - starts_at > DAY):
        part = (max(starts_at, datetime.combine(day, time())), min(ends_at, datetime.combine(day + DAY, time())))
        if not hours.windows(day) and minutes_of(*part, found).closed:
            return day
        day += DAY
    return None


def meet(one: tuple[datetime, datetime], other: tuple[datetime, datetime]) -> bool:
    """Whether two half-open spans have a moment in common."""
    return one[0] < other[1] and other[0] < one[1]
