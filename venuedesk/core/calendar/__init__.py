"""When the house is open, and which days are worked.

How it combines, for one zone on one day:

1. A dated exception replaces the day's hours: the zone's own before the venue's; closed, or open in other windows.
2. Without one, the week of hours in force that day gives them: the zone's season, else the zone's ordinary hours, else
   the venue's season, else the venue's ordinary hours; of several the newest ``valid_from``. So a zone without hours of
   its own follows the venue, seasons included, and a zone with hours of its own does not.
3. In that week, a statutory day off follows ``on_holidays``: closed, as usual (the line of its weekday), or own (the
   line for holidays). A make-up workday follows ``makeup_as``, the line of one weekday, or by default the line of its
   own weekday. Every other day follows the line of its weekday.
4. Extended hours (延时) of that day come on top, also on a closed day, cut where it is open anyway. Those of the venue
   do not reach a zone that has an exception of its own.

A window belongs to the day on which it begins, also past midnight. Hours are dated rows: new ones hold from a day on
and never change the days before it.
"""

from venuedesk.core.calendar.changes import Change, EndSeason, FollowVenue, RemoveException, foreseen
from venuedesk.core.calendar.commands import (
    ExceptionAdded,
    ExceptionRemoved,
    HolidaysEntered,
    HoursEnded,
    HoursSet,
    add_exception,
    add_season,
    end_season,
    enter_holidays,
    follow_venue,
    known_holidays,
    remove_exception,
    seed,
    set_weekly_hours,
)
from venuedesk.core.calendar.drafts import LINES, ExceptionDraft, HolidaysDraft, HoursDraft, SeasonDraft
from venuedesk.core.calendar.queries import ExceptionRow, exceptions, holidays_wanted, load
from venuedesk.core.calendar.rules import (
    AS_USUAL,
    CLOSED,
    EXCEPTION_KINDS,
    EXTENDED,
    HOLIDAY_LINE,
    ON_HOLIDAYS,
    OPEN,
    OWN,
    Calendar,
    Exceptional,
    Holiday,
    Hours,
    Window,
    changed_days,
    hours_text,
    windows_of,
)

__all__ = [
    "AS_USUAL",
    "CLOSED",
    "EXCEPTION_KINDS",
    "EXTENDED",
    "HOLIDAY_LINE",
    "LINES",
    "ON_HOLIDAYS",
    "OPEN",
    "OWN",
    "Calendar",
    "Change",
    "EndSeason",
    "ExceptionAdded",
    "ExceptionDraft",
    "ExceptionRemoved",
    "ExceptionRow",
    "Exceptional",
    "FollowVenue",
    "Holiday",
    "HolidaysDraft",
    "HolidaysEntered",
    "Hours",
    "HoursDraft",
    "HoursEnded",
    "HoursSet",
    "RemoveException",
    "SeasonDraft",
    "Window",
    "add_exception",
    "add_season",
    "changed_days",
    "end_season",
    "enter_holidays",
    "exceptions",
    "follow_venue",
    "foreseen",
    "holidays_wanted",
    "hours_text",
    "known_holidays",
    "load",
    "remove_exception",
    "seed",
    "set_weekly_hours",
    "windows_of",
]
