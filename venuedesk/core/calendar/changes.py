"""A change of the calendar as one value: carried out by its command, or foreseen on a calendar without a session."""

from collections.abc import Callable, Collection
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy.orm import Session

from venuedesk.core.calendar import commands
from venuedesk.core.calendar.drafts import ExceptionDraft, HolidaysDraft, HoursDraft, SeasonDraft
from venuedesk.core.calendar.rules import EXTENDED, HOLIDAY_LINE, Calendar, Exceptional, Holiday, Hours, Window
from venuedesk.core.errors import Problem
from venuedesk.core.slips import Slip

_NEWEST = 2**62  # the id that a row has which is not there yet


@dataclass(frozen=True)
class EndSeason:
    """A season no longer holds on ``day``."""

    timetable_id: int
    day: date


@dataclass(frozen=True)
class FollowVenue:
    """A zone has no hours of its own from ``day`` on."""

    zone_id: int
    day: date


@dataclass(frozen=True)
class RemoveException:
    """A dated exception no longer holds."""

    exception_id: int


QUESTIONS: list[Callable[[Session, "Change", datetime], list[Problem]]] = []  # filled by the subjects

Change = HoursDraft | SeasonDraft | ExceptionDraft | HolidaysDraft | EndSeason | FollowVenue | RemoveException


def questions(session: Session, change: Change, *, now: datetime) -> list[Problem]:
    """What the subjects that live by the calendar ask before a change: of bookings that it would leave closed out."""
    return [problem for asked_by in QUESTIONS for problem in asked_by(session, change, now)]


def carry_out(session: Session, change: Change, *, now: datetime, accepted: Collection[str]) -> Slip:
    """Run the command that a change stands for; it refuses and asks what that command does."""
    match change:
        case SeasonDraft():
            return commands.add_season(session, draft=change)
        case HoursDraft():
            return commands.set_weekly_hours(session, draft=change, now=now, accepted=accepted)
        case ExceptionDraft():
            return commands.add_exception(session, draft=change)
        case HolidaysDraft():
            return commands.enter_holidays(session, draft=change, now=now)
        case EndSeason():
            return commands.end_season(session, timetable_id=change.timetable_id, day=change.day, now=now)
        case FollowVenue():
            return commands.follow_venue(session, zone_id=change.zone_id, day=change.day, now=now)
        case _:
            return commands.remove_exception(session, exception_id=change.exception_id, now=now)


def foreseen(calendar: Calendar, change: Change, *, zone_id: int | None) -> Calendar:
    """The calendar of a zone (None: the venue) as it will be after a change; one of another zone changes nothing."""
    owner = getattr(change, "zone_id", None)
    if owner is not None and owner != zone_id:
        return calendar
    how: Callable[[Calendar, Any], Calendar] = _FORESEEN[type(change)]
    return how(calendar, change)


# ---------------------------------------------------------------- each kind


def _with_hours(calendar: Calendar, draft: HoursDraft) -> Calendar:
    def replaced(hours: Hours) -> bool:
        return hours.zone_id == draft.zone_id and not hours.season and hours.valid_from == draft.valid_from

    stay = tuple(hours for hours in calendar.timetables if not replaced(hours))
    return replace(calendar, timetables=(*stay, _hours(draft)))


def _with_season(calendar: Calendar, draft: SeasonDraft) -> Calendar:
    first, last = (month * 100 + day for month, day in (draft.first, draft.last))
    season = replace(_hours(draft), season=draft.name, first_md=first, last_md=last, valid_to=draft.valid_to)
    return replace(calendar, timetables=(*calendar.timetables, season))


def _with_exception(calendar: Calendar, draft: ExceptionDraft) -> Calendar:
    windows = tuple(Window(w.opens, w.closes, draft.kind == EXTENDED) for w in sorted(draft.windows))
    added = Exceptional(_NEWEST, draft.zone_id, draft.first, draft.last, draft.kind, draft.reason, windows)
    return replace(calendar, exceptions=(*calendar.exceptions, added))


def _without_exception(calendar: Calendar, change: RemoveException) -> Calendar:
    return replace(calendar, exceptions=tuple(e for e in calendar.exceptions if e.id != change.exception_id))


def _with_holidays(calendar: Calendar, draft: HolidaysDraft) -> Calendar:
    others = {day: holiday for day, holiday in calendar.holidays.items() if day.year != draft.year}
    off = {day: Holiday(name, off=True) for name, days in draft.off.items() for day in days}
    worked = {day: Holiday("", off=False) for day in draft.workdays}
    years = {**calendar.years, draft.year: draft.document}
    return replace(calendar, holidays={**others, **off, **worked}, years=years)


def _without_season(calendar: Calendar, change: EndSeason) -> Calendar:
    ended = (_ended(h, change.day) if h.id == change.timetable_id else h for h in calendar.timetables)
    return replace(calendar, timetables=tuple(h for h in ended if h is not None))


def _following(calendar: Calendar, change: FollowVenue) -> Calendar:
    ended = (_ended(h, change.day) if h.zone_id == change.zone_id else h for h in calendar.timetables)
    return replace(calendar, timetables=tuple(h for h in ended if h is not None))


def _ended(hours: Hours, day: date) -> Hours | None:
    """The hours as they are when they hold no longer on ``day``; None where nothing is left of them."""
    if hours.valid_from >= day:
        return None
    if hours.valid_to is not None and hours.valid_to < day:
        return hours
    return replace(hours, valid_to=day - timedelta(days=1))


def _hours(draft: HoursDraft) -> Hours:
    week = tuple(tuple(sorted(draft.windows.get(line, ()))) for line in range(HOLIDAY_LINE + 1))
    return Hours(
        _NEWEST, draft.zone_id, "", 101, 1231, draft.valid_from, None, draft.on_holidays, draft.makeup_as, week
    )


_FORESEEN: dict[type, Callable[[Calendar, Any], Calendar]] = {
    HoursDraft: _with_hours,
    SeasonDraft: _with_season,
    ExceptionDraft: _with_exception,
    RemoveException: _without_exception,
    HolidaysDraft: _with_holidays,
    EndSeason: _without_season,
    FollowVenue: _following,
}
