"""Entering hours, seasons, exceptions and the year's days off; and what a new venue starts with."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from venuedesk.core import slips
from venuedesk.core.calendar import drafts
from venuedesk.core.calendar.drafts import ExceptionDraft, HolidaysDraft, HoursDraft, SeasonDraft, span
from venuedesk.core.calendar.queries import load
from venuedesk.core.calendar.rules import CLOSED, EXTENDED, Exceptional, Window, hours_text
from venuedesk.core.calendar.tables import (
    DatedException,
    ExceptionWindow,
    HolidayDay,
    HolidayYear,
    Timetable,
    TimetableWindow,
)
from venuedesk.core.errors import Problem, decide, impossible, refuse
from venuedesk.core.house import Zone
from venuedesk.core.slips import Slip, named
from venuedesk.i18n import _, day_text

# ---------------------------------------------------------------- slips


@dataclass(frozen=True)
class HoursSet(Slip):
    """Weekly hours, or a season's, hold from a day on."""

    timetable_id: int
    valid_from: date
    season: str = ""
    zone_id: int | None = None
    zone: str = named("zone")

    def __str__(self) -> str:
        """Where, and from when."""
        if self.season:
            return _("Season {season} entered: {zone}").format(season=self.season, zone=self.zone or _("whole venue"))
        text = _("Weekly hours from {day}: {zone}")
        return text.format(day=day_text(self.valid_from), zone=self.zone or _("whole venue"))


@dataclass(frozen=True)
class HoursEnded(Slip):
    """A season, or a zone's own hours, no longer hold from a day on."""

    day: date
    season: str = ""
    zone_id: int | None = None
    zone: str = named("zone")

    def __str__(self) -> str:
        """Say what ended, and when."""
        if self.season:
            return _("Season {season} ends before {day}").format(season=self.season, day=day_text(self.day))
        return _("{zone} follows the whole venue from {day}").format(zone=self.zone, day=day_text(self.day))


@dataclass(frozen=True)
class ExceptionAdded(Slip):
    """Closed, open otherwise, or open longer on a day or a range."""

    exception_id: int
    kind: str
    first: date
    last: date
    reason: str
    hours: str = ""
    zone_id: int | None = None
    zone: str = named("zone")

    def __str__(self) -> str:
        """Say what, where, when, and why."""
        text = {
            CLOSED: _("Closed {days}, {zone}: {reason}"),
            EXTENDED: _("Extended hours {days} {hours}, {zone}: {reason}"),
        }.get(self.kind, _("Open {days} {hours}, {zone}: {reason}"))
        zone = self.zone or _("whole venue")
        return text.format(days=span(self.first, self.last), hours=self.hours, zone=zone, reason=self.reason)


@dataclass(frozen=True)
class ExceptionRemoved(Slip):
    """An exception no longer holds."""

    exception_id: int
    first: date
    last: date
    reason: str

    def __str__(self) -> str:
        """Which."""
        return _("Removed: {days} {reason}").format(days=span(self.first, self.last), reason=self.reason)


@dataclass(frozen=True)
class HolidaysEntered(Slip):
    """A year's days off are known."""

    year: int
    off: int
    workdays: int
    replaced: bool = False

    def __str__(self) -> str:
        """How many days of each kind."""
        text = _("Days off {year} entered: {off} days off, {workdays} make-up workdays")
        return text.format(year=self.year, off=self.off, workdays=self.workdays)


slips.look_up_many("zone", slips.names_by("zone_id", select(Zone.id, Zone.name)))

# ---------------------------------------------------------------- commands


def set_weekly_hours(session: Session, *, draft: HoursDraft, now: datetime, accepted: Collection[str] = ()) -> HoursSet:
    """Set the ordinary hours of a zone or the venue from a day on; those of earlier days stay as they were.

    Asks ClosedAllWeek. Refuses ZoneUnknown, HoursBackwards, HoursOverlap, HolidayHoursMissing.
    """
    zone, problems = _zone_of(session, draft.zone_id)
    decide([*problems, *drafts.problems_of_hours(draft), *drafts.never_open(draft)], accepted)
    same_day = _live(draft.zone_id).where(Timetable.season == "", Timetable.valid_from == draft.valid_from)
    for row in session.scalars(same_day):
        row.retired_at = now
    return HoursSet(_add_timetable(session, draft), draft.valid_from, zone_id=draft.zone_id, zone=zone)


def add_season(session: Session, *, draft: SeasonDraft) -> HoursSet:
    """Add a season whose hours replace the ordinary ones of the same zone or venue while it runs.

    Refuses what set_weekly_hours refuses, and NameMissing, NoSuchDay, EndBeforeStart, SeasonsOverlap.
    """
    zone, problems = _zone_of(session, draft.zone_id)
    standing = load(session, zone_id=draft.zone_id).timetables
    decide([*problems, *drafts.problems_of_season(draft, standing), *drafts.problems_of_hours(draft)])
    (first, last), name = (month * 100 + day for month, day in (draft.first, draft.last)), draft.name.strip()
    id_ = _add_timetable(session, draft, season=name, first_md=first, last_md=last, valid_to=draft.valid_to)
    return HoursSet(id_, draft.valid_from, name, zone_id=draft.zone_id, zone=zone)


def end_season(session: Session, *, timetable_id: int, day: date, now: datetime) -> HoursEnded:
    """End a season so that it no longer holds on ``day``; its earlier days stay. Refuses SeasonGone."""
    row = session.get(Timetable, timetable_id)
    if row is None or row.retired_at is not None or not row.season:
        raise refuse("SeasonGone", _("This season is not there any more."), timetable=timetable_id)
    _end(row, day, now)
    session.flush()
    zone = "" if row.zone_id is None else session.get_one(Zone, row.zone_id).name
    return HoursEnded(day, row.season, row.zone_id, zone)


def follow_venue(session: Session, *, zone_id: int, day: date, now: datetime) -> HoursEnded:
    """End a zone's own hours and seasons, so that it follows the venue from ``day`` on. Refuses ZoneUnknown."""
    zone, problems = _zone_of(session, zone_id)
    decide(problems)
    for row in session.scalars(_live(zone_id)):
        _end(row, day, now)
    session.flush()
    return HoursEnded(day, zone_id=zone_id, zone=zone)


def add_exception(session: Session, *, draft: ExceptionDraft) -> ExceptionAdded:
    """Close, open otherwise or open longer on a day or a range of days.

    Refuses ZoneUnknown, EndBeforeStart, ReasonMissing, HoursMissing, HoursOnClosedDay, HoursBackwards, HoursOverlap,
    and ExceptionStands where another one of the same zone already replaces the hours of one of the days.
    """
    zone, problems = _zone_of(session, draft.zone_id)
    decide([*problems, *drafts.problems_of_exception(draft, _standing(session, draft))])
    row = DatedException(
        zone_id=draft.zone_id, first_day=draft.first, last_day=draft.last, kind=draft.kind, reason=draft.reason.strip()
    )
    session.add(row)
    session.flush()
    session.add_all(ExceptionWindow(exception_id=row.id, opens=w.opens, closes=w.closes) for w in draft.windows)
    session.flush()
    hours = hours_text(sorted(draft.windows))
    return ExceptionAdded(row.id, draft.kind, draft.first, draft.last, row.reason, hours, draft.zone_id, zone)


def remove_exception(session: Session, *, exception_id: int, now: datetime) -> ExceptionRemoved:
    """Take an exception away; its row is kept, retired. Refuses ExceptionGone."""
    row = session.get(DatedException, exception_id)
    if row is None or row.retired_at is not None:
        raise refuse("ExceptionGone", _("This exception is not there any more."), exception=exception_id)
    row.retired_at = now
    session.flush()
    return ExceptionRemoved(row.id, row.first_day, row.last_day, row.reason)


def enter_holidays(session: Session, *, draft: HolidaysDraft, now: datetime) -> HolidaysEntered:
    """Enter a year's days off and make-up workdays; entering it again replaces it (the older rows stay, retired).

    Refuses HolidaysMissing, NameMissing, NotInThatYear, DayTwice, MakeupNotOnWeekend, all together.
    """
    decide(drafts.problems_of_holidays(draft))
    standing = select(HolidayYear).where(HolidayYear.year == draft.year, HolidayYear.retired_at.is_(None))
    older = session.scalars(standing).one_or_none()
    if older is not None:
        older.retired_at = now
        session.flush()
    year = HolidayYear(year=draft.year, document=draft.document.strip(), entered_at=now)
    session.add(year)
    session.flush()
    rows = [(day, "off", name.strip()) for name, days in draft.off.items() for day in days]
    rows += [(day, "workday", _next_off(draft.off, day)) for day in draft.workdays]
    session.add_all(
        HolidayDay(holiday_year_id=year.id, day=day, kind=kind, name=name) for day, kind, name in sorted(rows)
    )
    session.flush()
    return HolidaysEntered(draft.year, len(rows) - len(draft.workdays), len(draft.workdays), replaced=older is not None)


# ---------------------------------------------------------------- what a new venue starts with

FIRST_YEAR = 2024  # of the days off that a new venue knows
DOCUMENTS = {2024: "国办发明电〔2023〕7号", 2025: "国办发明电〔2024〕12号", 2026: "国务院办公厅 2025-11-04 通知"}
NAMES = {"清明": "清明节", "端午": "端午节", "中秋": "中秋节"}  # as the announcements write them
DEFAULT_WINDOW = Window(9 * 60, 20 * 60 + 30)


def known_holidays(year: int) -> HolidaysDraft | None:
    """Return the days off of a year as the library chinesecalendar knows them, None where it does not."""
    import chinese_calendar  # loaded only where it is needed: at the first run and in the form for a year

    first, last = date(year, 1, 1), date(year, 12, 31)
    try:
        chinese_calendar.is_workday(first)
    except NotImplementedError:
        return None
    off: dict[str, list[date]] = {}
    for day, holiday in sorted(chinese_calendar.holidays.items()):
        if first <= day <= last:
            name = chinese_calendar.Holiday(holiday).chinese
            off.setdefault(NAMES.get(name, name), []).append(day)
    workdays = tuple(day for day in sorted(chinese_calendar.workdays) if first <= day <= last)
    days = {name: tuple(found) for name, found in off.items()}
    return HolidaysDraft(year=year, off=days, workdays=workdays, document=DOCUMENTS.get(year, ""))


def seed(session: Session, *, today: date) -> None:
    """Give a new file its hours (Tuesday to Sunday 9:00–20:30, closed on holidays) and the days off from 2024 on."""
    week = {line: (DEFAULT_WINDOW,) for line in range(1, 7)}
    _add_timetable(session, HoursDraft(valid_from=date(2000, 1, 1), windows=week))
    year = FIRST_YEAR
    while (draft := known_holidays(year)) is not None:
        enter_holidays(session, draft=draft, now=datetime.combine(today, time()))
        year += 1


# ---------------------------------------------------------------- helpers


def _zone_of(session: Session, zone_id: int | None) -> tuple[str, list[Problem]]:
    """Return a zone's name ('' for the whole venue), and the problem of one that is not there."""
    if zone_id is None:
        return "", []
    name = session.scalar(select(Zone.name).where(Zone.id == zone_id, Zone.retired_at.is_(None)))
    return name or "", [] if name else [impossible("ZoneUnknown", _("There is no such zone."), zone=zone_id)]


def _live(zone_id: int | None) -> Select[Timetable]:
    return select(Timetable).where(Timetable.zone_id.is_not_distinct_from(zone_id), Timetable.retired_at.is_(None))


def _add_timetable(session: Session, draft: HoursDraft, **of_season: Any) -> int:
    row = Timetable(
        zone_id=draft.zone_id,
        valid_from=draft.valid_from,
        on_holidays=draft.on_holidays,
        makeup_as=draft.makeup_as,
        **of_season,
    )
    session.add(row)
    session.flush()
    session.add_all(
        TimetableWindow(timetable_id=row.id, weekday=line, opens=w.opens, closes=w.closes, extended=w.extended)
        for line, windows in sorted(draft.windows.items())
        for w in windows
    )
    session.flush()
    return row.id


def _end(row: Timetable, day: date, now: datetime) -> None:
    """Let hours hold no longer on ``day``, keeping what they were before it."""
    if row.valid_from >= day:
        row.retired_at = now
    elif row.valid_to is None or row.valid_to >= day:
        row.valid_to = day - timedelta(days=1)


def _standing(session: Session, draft: ExceptionDraft) -> Iterable[Exceptional]:
    """Return the exceptions of the draft's zone that already replace hours in its days; none where it only extends."""
    found = load(session, zone_id=draft.zone_id, since=draft.first).exceptions
    ours = (e for e in found if e.zone_id == draft.zone_id and e.first <= draft.last and e.kind != EXTENDED)
    return () if draft.kind == EXTENDED else ours


def _next_off(off: Mapping[str, tuple[date, ...]], workday: date) -> str:
    """Return the name of the days off that a make-up workday is worked for: the nearest in time."""
    return min((abs((day - workday).days), name.strip()) for name, days in off.items() for day in days)[1]
