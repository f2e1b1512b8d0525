"""Drafts that the forms and importers fill, and what forbids them."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from venuedesk.core.calendar.rules import (
    CLOSED,
    HOLIDAY_LINE,
    MIDNIGHT,
    OWN,
    WEEKDAYS,
    Exceptional,
    Hours,
    Window,
    hours_text,
)
from venuedesk.core.errors import Problem, ask, impossible
from venuedesk.i18n import N_, _, day_text

LINES = (*WEEKDAYS, N_("Holidays"))
_FOUR_YEARS = 1461  # days; two yearly seasons that never meet in these never meet


@dataclass(frozen=True, kw_only=True)
class HoursDraft:
    """Weekly hours from a day on: windows by line, 0 Monday to 6 Sunday, 7 statutory holidays; none = closed.

    ``on_holidays``: closed, as_usual, or own (line 7). ``makeup_as``: the line 0–4 that a make-up workday follows,
    None = the hours of its own weekday.
    """

    valid_from: date
    windows: Mapping[int, tuple[Window, ...]]
    zone_id: int | None = None
    on_holidays: str = CLOSED
    makeup_as: int | None = None


@dataclass(frozen=True, kw_only=True)
class SeasonDraft(HoursDraft):
    """Hours of a season, each year from ``first`` to ``last`` (month, day; both included, may pass new year).

    It holds from ``valid_from`` to ``valid_to`` (None = until ended). A season of one year only has whole years as
    ``first`` and ``last`` and its two days as validity.
    """

    name: str
    first: tuple[int, int] = (1, 1)
    last: tuple[int, int] = (12, 31)
    valid_to: date | None = None


@dataclass(frozen=True, kw_only=True)
class ExceptionDraft:
    """A day or a range: closed, open in other windows instead, or extended by windows (延时); with the reason."""

    first: date
    last: date
    kind: str
    reason: str
    windows: tuple[Window, ...] = ()
    zone_id: int | None = None


@dataclass(frozen=True, kw_only=True)
class HolidaysDraft:
    """The State Council's announcement for a year: days off by name, weekend days worked instead, document number."""

    year: int
    off: Mapping[str, tuple[date, ...]]
    workdays: tuple[date, ...]
    document: str = ""


def problems_of_hours(draft: HoursDraft) -> Iterator[Problem]:
    """Yield what forbids a week of hours, each line by itself and against the night before."""
    week = {n: tuple(sorted(draft.windows.get(n, ()))) for n in range(HOLIDAY_LINE + 1)}
    for n, windows in week.items():
        night = tuple(w.closes - MIDNIGHT for w in week[(n - 1) % 7] if w.closes > MIDNIGHT) if n < HOLIDAY_LINE else ()
        yield from problems_of_windows(_(LINES[n]), windows, until=max(night, default=0))
    if draft.on_holidays == OWN and not week[HOLIDAY_LINE]:
        yield impossible(
            "HolidayHoursMissing", _("The hours on statutory holidays are missing."), _("Enter them, or choose closed.")
        )


def problems_of_windows(where: str, windows: Iterable[Window], *, until: int = 0) -> Iterator[Problem]:
    """Yield what forbids the windows of one day, in order; ``until`` is the minute to which the night before runs."""
    for window in sorted(windows):
        shown = hours_text((window,))
        if not (0 <= window.opens < MIDNIGHT and window.opens < window.closes <= window.opens + MIDNIGHT):
            yield impossible(
                "HoursBackwards",
                _("{where}: {hours} does not end after it begins.").format(where=where, hours=shown),
                hours=shown,
            )
        elif window.opens < until:
            yield impossible(
                "HoursOverlap",
                _("{where}: {hours} overlaps the hours before it.").format(where=where, hours=shown),
                hours=shown,
            )
        until = max(until, window.closes)


def problems_of_season(draft: SeasonDraft, standing: Iterable[Hours]) -> Iterator[Problem]:
    """Yield what forbids a season beside the standing ones of the same zone."""
    if not draft.name.strip():
        yield impossible("NameMissing", _("The name is missing."))
    wrong = [md for md in (draft.first, draft.last) if not _is_month_day(md)]
    for month, day in wrong:
        yield impossible(
            "NoSuchDay", _("There is no day {month}/{day}.").format(month=month, day=day), month=month, day=day
        )
    if draft.valid_to is not None and draft.valid_to < draft.valid_from:
        yield impossible("EndBeforeStart", _("The last day is before the first."))
    for hours in () if wrong else standing:
        if hours.zone_id == draft.zone_id and hours.season and _meet(_as_hours(draft), hours):
            yield impossible(
                "SeasonsOverlap",
                _("{season} already runs in these days.").format(season=hours.season),
                _("End it first, or choose other days."),
                season=hours.season,
            )


def problems_of_exception(draft: ExceptionDraft, standing: Iterable[Exceptional]) -> Iterator[Problem]:
    """Yield what forbids an exception; ``standing`` are those of the same zone that replace hours in its days."""
    if draft.last < draft.first:
        yield impossible("EndBeforeStart", _("The last day is before the first."))
    if not draft.reason.strip():
        yield impossible("ReasonMissing", _("The reason is missing."))
    if draft.kind != CLOSED and not draft.windows:
        yield impossible("HoursMissing", _("The hours are missing."))
    if draft.kind == CLOSED and draft.windows:
        yield impossible("HoursOnClosedDay", _("A closed day has no hours."))
    yield from problems_of_windows(day_text(draft.first), draft.windows)
    for other in standing:
        yield impossible(
            "ExceptionStands",
            _("{days}: “{reason}” is entered already.").format(days=span(other.first, other.last), reason=other.reason),
            _("Remove it first."),
            exception=other.id,
        )


def problems_of_holidays(draft: HolidaysDraft) -> Iterator[Problem]:
    """Yield what forbids an announcement: every day by itself."""
    if not any(draft.off.values()):
        yield impossible("HolidaysMissing", _("No day off is entered."))
    if not all(name.strip() for name in draft.off):
        yield impossible("NameMissing", _("The name is missing."))
    counts = Counter([day for days in draft.off.values() for day in days] + list(draft.workdays))
    for day, times in sorted(counts.items()):
        if not _belongs(day, draft.year):
            text = _("{day} is not a day of {year}.")
            yield impossible("NotInThatYear", text.format(day=day, year=draft.year), day=day.isoformat())
        if times > 1:
            yield impossible("DayTwice", _("{day} is entered twice.").format(day=day), day=day.isoformat())
    for day in sorted(set(draft.workdays)):
        if day.weekday() < 5:
            text = _("{day} is a {weekday}: only a Saturday or Sunday can be a make-up workday.")
            words = text.format(day=day, weekday=_(WEEKDAYS[day.weekday()]))
            yield impossible("MakeupNotOnWeekend", words, day=day.isoformat())


def never_open(draft: HoursDraft) -> Iterator[Problem]:
    """Return the question whether a house is meant to be closed all week."""
    if not any(draft.windows.get(n) for n in range(HOLIDAY_LINE)):
        yield ask("ClosedAllWeek", _("With these hours it is closed on every day of the week."))


def span(first: date, last: date) -> str:
    """Say a day or a range of days."""
    return day_text(first) if first == last else f"{day_text(first)} – {day_text(last)}"


def _belongs(day: date, year: int) -> bool:
    """Tell whether a year's document can name a day: new year may begin in December (2007-12-29, 2018-12-29)."""
    return day.year == year or (day.year == year - 1 and day.month == 12 and day.day >= 24)


def _is_month_day(month_day: tuple[int, int]) -> bool:
    try:
        date(2024, *month_day)  # a leap year
    except ValueError:
        return False
    return True


def _as_hours(draft: SeasonDraft) -> Hours:
    first, last = (month * 100 + day for month, day in (draft.first, draft.last))
    return Hours(0, draft.zone_id, draft.name, first, last, draft.valid_from, draft.valid_to, CLOSED, None, ())


def _meet(one: Hours, other: Hours) -> bool:
    start = max(one.valid_from, other.valid_from)
    return any(one.runs(day) and other.runs(day) for day in (start + timedelta(days=n) for n in range(_FOUR_YEARS)))
