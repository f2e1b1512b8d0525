"""The calendar as a plain value, and what it answers; needs no session."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from venuedesk.i18n import N_, _

CLOSED, AS_USUAL, OWN = "closed", "as_usual", "own"
ON_HOLIDAYS = (CLOSED, AS_USUAL, OWN)
OPEN, EXTENDED = "open", "extended"
EXCEPTION_KINDS = (CLOSED, OPEN, EXTENDED)
HOLIDAY_LINE = 7  # the eighth line of a week: statutory holidays
FAR = 400  # days; a house without an open day for so long has none ahead
DAY = timedelta(days=1)
MIDNIGHT = 1440

WEEKDAYS = (N_("Mon"), N_("Tue"), N_("Wed"), N_("Thu"), N_("Fri"), N_("Sat"), N_("Sun"))

_WINDOW = re.compile(r"(\d{1,2}):(\d\d)\s*[-–—~至]+\s*(次日|\+)?\s*(\d{1,2}):(\d\d)")


@dataclass(frozen=True, order=True)
class Window:
    """Open from ``opens`` until just before ``closes``, minutes since midnight; past 1440 it runs into the next day.

    ``extended``: hours beyond the regular ones (延时), counted apart.
    """

    opens: int
    closes: int
    extended: bool = False

    def __str__(self) -> str:
        """Return the window as printed on a door: 09:00–17:30, 22:00–+02:00."""
        return f"{_clock(self.opens)}–{_clock(self.closes)}"


def windows_of(words: str) -> tuple[Window, ...]:
    """Return the windows in words like ``8:30-11:30, 14:30–17:30``, in order; ValueError when a part is not a window.

    Commas or spaces part them. Any dash, 至 and full-width signs will do; 次日, ``+`` or a close before the opening
    means the next day.
    """
    found = []
    for part in re.split(r"[,;、\n]|(?<=\d)\s+(?=\d)", unicodedata.normalize("NFKC", words).replace("。", "")):
        if not part.strip():
            continue
        match = _WINDOW.fullmatch(part.strip())
        if match is None:
            raise ValueError(part.strip())
        opens, closes = int(match[1]) * 60 + int(match[2]), int(match[4]) * 60 + int(match[5])
        if match[3] or closes <= opens:
            closes += MIDNIGHT
        found.append(Window(opens, closes))
    return tuple(sorted(found))


def hours_text(windows: Iterable[Window]) -> str:
    """Windows in one line, '' for none."""
    return ", ".join(str(w) for w in windows)


@dataclass(frozen=True)
class Hours:
    """A week of hours, a row of ``timetables``: eight lines, Monday to Sunday and statutory holidays."""

    id: int
    zone_id: int | None
    season: str
    first_md: int
    last_md: int
    valid_from: date
    valid_to: date | None
    on_holidays: str
    makeup_as: int | None
    week: tuple[tuple[Window, ...], ...]

    def runs(self, day: date) -> bool:
        """Whether these hours, or this season, can hold on a day."""
        if day < self.valid_from or (self.valid_to is not None and day > self.valid_to):
            return False
        md = day.month * 100 + day.day
        if self.first_md <= self.last_md:
            return self.first_md <= md <= self.last_md
        return md >= self.first_md or md <= self.last_md

    def line(self, day: date, holiday: "Holiday | None") -> int | None:
        """Which line of the week a day follows; None when it is closed for the holiday."""
        if holiday is None:
            return day.weekday()
        if not holiday.off:
            return day.weekday() if self.makeup_as is None else self.makeup_as
        return {CLOSED: None, AS_USUAL: day.weekday(), OWN: HOLIDAY_LINE}[self.on_holidays]


@dataclass(frozen=True)
class Exceptional:
    """A dated exception; ``windows`` are its open hours on each day from ``first`` to ``last``, none when closed."""

    id: int
    zone_id: int | None
    first: date
    last: date
    kind: str
    reason: str
    windows: tuple[Window, ...] = ()


@dataclass(frozen=True)
class Holiday:
    """A day off, or (``off`` false) a make-up workday."""

    name: str
    off: bool


@dataclass(frozen=True)
class Calendar:
    """When one zone, or the whole venue, is open, and which days are worked.

    ``years`` maps each year whose days off are entered to its document.
    """

    timetables: tuple[Hours, ...] = ()
    exceptions: tuple[Exceptional, ...] = ()
    holidays: Mapping[date, Holiday] = field(default_factory=dict)
    years: Mapping[int, str] = field(default_factory=dict)

    # what holds on a day

    def hours_on(self, day: date) -> Hours | None:
        """Return the hours that hold on a day: zone before venue, season before ordinary, then the newest."""
        found = (hours for hours in self.timetables if hours.runs(day))
        return max(found, key=lambda h: (h.zone_id is not None, h.season != "", h.valid_from, h.id), default=None)

    def exception_on(self, day: date) -> Exceptional | None:
        """Return the exception that replaces a day's hours, the zone's own before the venue's."""
        found = (e for e in self.exceptions if e.first <= day <= e.last and e.kind != EXTENDED)
        return max(found, key=lambda e: (e.zone_id is not None, e.id), default=None)

    def windows(self, day: date) -> tuple[Window, ...]:
        """Return the open windows that begin on a day, in order."""
        instead = self.exception_on(day)
        found = list(self._usual(day) if instead is None else instead.windows)
        for extra in self.exceptions:
            if extra.kind == EXTENDED and extra.first <= day <= extra.last and _reaches(extra, instead):
                for window in extra.windows:
                    found += _beyond(window, found)
        return tuple(sorted(found))

    def _usual(self, day: date) -> tuple[Window, ...]:
        hours = self.hours_on(day)
        line = None if hours is None else hours.line(day, self.holidays.get(day))
        return () if hours is None or line is None else hours.week[line]

    def is_open_day(self, day: date) -> bool:
        """Whether any window begins on a day."""
        return bool(self.windows(day))

    def is_open(self, at: datetime) -> bool:
        """Whether it is open at an instant; the minute of closing is closed. A window past midnight counts."""
        minute = at.hour * 60 + at.minute
        return any(w.opens <= minute < w.closes for w in self.windows(at.date())) or any(
            minute + MIDNIGHT < w.closes for w in self.windows(at.date() - DAY)
        )

    def open_minutes(self, day: date, *, extended: bool | None = None) -> int:
        """Count the minutes of the windows that begin on a day; when asked only the extended, or the other ones."""
        return sum(w.closes - w.opens for w in self.windows(day) if extended is None or w.extended == extended)

    def why_closed(self, day: date) -> str:
        """Why a day has no window, in the user's words; '' when it is open."""
        if self.is_open_day(day):
            return ""
        instead, hours, holiday = self.exception_on(day), self.hours_on(day), self.holidays.get(day)
        if instead is not None:
            return instead.reason
        if hours is None:
            return _("no opening hours entered")
        line = hours.line(day, holiday)
        if holiday is not None and line in (None, HOLIDAY_LINE):
            return holiday.name
        if hours.season and not any(hours.week[:HOLIDAY_LINE]):
            return _("closed: {season}").format(season=hours.season)
        return _("closed on {weekday}").format(weekday=_(WEEKDAYS[day.weekday()]))

    # days ahead, and counts

    def open_days(self, first: date, last: date) -> tuple[date, ...]:
        """Return the open days from ``first`` to ``last``, both included."""
        return tuple(day for day in _days(first, last) if self.is_open_day(day))

    def next_open_day(self, day: date, *, strictly: bool = False) -> date | None:
        """Return the day itself when open (not with ``strictly``), else the next open one; None after 400 days."""
        start = day + DAY if strictly else day
        return next((d for d in _days(start, start + FAR * DAY) if self.is_open_day(d)), None)

    def next_opening(self, at: datetime) -> datetime | None:
        """Return the instant itself when open, else when it next opens; None when it does not in 400 days."""
        if self.is_open(at):
            return at
        for day in _days(at.date(), at.date() + FAR * DAY):
            for window in self.windows(day):
                opens = datetime.combine(day, time()) + timedelta(minutes=window.opens)
                if opens > at:
                    return opens
        return None

    def is_working_day(self, day: date) -> bool:
        """Whether a day is worked in the State Council's calendar; Monday to Friday in a year not entered."""
        holiday = self.holidays.get(day)
        return day.weekday() < 5 if holiday is None else not holiday.off

    def next_working_day(self, day: date, *, strictly: bool = False) -> date:
        """Return the day itself when worked (not with ``strictly``), else the next worked one."""
        day = day + DAY if strictly else day
        while not self.is_working_day(day):
            day += DAY
        return day

    def knows(self, year: int) -> bool:
        """Whether the days off of a year are entered; a due day in another year is tentative (暂定)."""
        return year in self.years


def changed_days(before: Calendar, after: Calendar, first: date, last: date) -> tuple[date, ...]:
    """Return the days from ``first`` to ``last`` whose windows, or whose being worked, differ between two calendars."""
    return tuple(
        day
        for day in _days(first, last)
        if before.windows(day) != after.windows(day) or before.is_working_day(day) != after.is_working_day(day)
    )


def _days(first: date, last: date) -> Iterator[date]:
    return (first + timedelta(days=n) for n in range((last - first).days + 1))


def _reaches(extra: Exceptional, instead: Exceptional | None) -> bool:
    """Tell whether extended hours apply: the venue's do not open a zone that has an exception of its own."""
    return extra.zone_id is not None or instead is None or instead.zone_id is None


def _beyond(window: Window, others: Iterable[Window]) -> list[Window]:
    """Return the parts of an extended window that the others leave free."""
    parts = [(window.opens, window.closes)]
    for other in others:
        cut = [p for a, b in parts for p in ((a, min(b, other.opens)), (max(a, other.closes), b))]
        parts = [(a, b) for a, b in cut if a < b]
    return [Window(a, b, extended=True) for a, b in parts]


def _clock(minute: int) -> str:
    later, minute = ("+", minute - MIDNIGHT) if minute > MIDNIGHT else ("", minute)
    return f"{later}{minute // 60:02}:{minute % 60:02}"
