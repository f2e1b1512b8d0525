"""What a change of the calendar does to the bookings: those that it leaves outside the opening hours are listed."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime

from sqlalchemy.orm import Session

from venuedesk.core import calendar
from venuedesk.core.bookings import facts
from venuedesk.core.bookings.queries import coming_rows, coming_zones
from venuedesk.core.bookings.rows import BookingRow, TouchedBooking
from venuedesk.core.bookings.spans import DAY, OpenHours, closed_day, minutes_of, openings
from venuedesk.core.calendar.changes import QUESTIONS, Change, foreseen
from venuedesk.core.errors import Problem, ask
from venuedesk.i18n import _

NAMED = 3  # bookings that the question names; the list has all


@dataclass(frozen=True)
class Remembered:
    """A calendar that works out each day once."""

    hours: OpenHours
    days: dict[date, tuple[calendar.Window, ...]] = field(default_factory=dict)

    def windows(self, day: date) -> tuple[calendar.Window, ...]:
        """The open windows that begin on a day."""
        if day not in self.days:
            self.days[day] = self.hours.windows(day)
        return self.days[day]

    def why_closed(self, day: date) -> str:
        """Why a day has no window."""
        return self.hours.why_closed(day)


def bookings_touched(
    session: Session, *, change: Change, now: datetime, limit: int = 200
) -> tuple[int, list[TouchedBooking]]:
    """How many coming bookings a change of the calendar leaves outside the opening hours, and the first, by start.

    A booking that lay outside them before, with a reason, is touched only where more of it does.
    """
    found = list(_touched(session, change, now))
    return len(found), found[:limit]


def why_touched(row: BookingRow, before: OpenHours, after: OpenHours) -> str:
    """Why a booking would lie outside the opening hours, or more of it than before; '' where it does not."""
    days = (row.starts_at.date(), row.ends_at.date())
    then = openings(after, *days)
    closed = minutes_of(row.starts_at, row.ends_at, then).closed
    if closed <= minutes_of(row.starts_at, row.ends_at, openings(before, *days)).closed:
        return ""
    day = closed_day(row.starts_at, row.ends_at, after, then)
    if day is not None:
        return after.why_closed(day)
    return _("open {hours}").format(hours=calendar.hours_text(after.windows(days[0])))


def _touched(session: Session, change: Change, now: datetime) -> Iterator[TouchedBooking]:
    found = []
    for zone_id, first, last in coming_zones(session, now):
        hours = facts.opening_hours(session, zone_id, first)
        before, after = Remembered(hours), Remembered(foreseen(hours, change, zone_id=zone_id))
        days = [first + n * DAY for n in range(-1, (last - first).days + 1)]
        changed = [day for day in days if before.windows(day) != after.windows(day)]
        if changed:  # a window may reach into the next day
            for row in coming_rows(session, now, zone_id=zone_id, first=changed[0], last=changed[-1] + DAY):
                why = why_touched(row, before, after)
                found += [TouchedBooking(row, why)] if why else []
    yield from sorted(found, key=lambda one: (one.booking.starts_at, one.booking.id))


def _question(session: Session, change: Change, now: datetime) -> list[Problem]:
    """The question that a change of the calendar asks where it touches bookings: how many, and the first of them."""
    n, first = bookings_touched(session, change=change, now=now, limit=NAMED)
    if not n:
        return []
    words = _("{n} bookings would lie outside the opening hours: {names}.")
    names = _(", ").join(f"{one.booking.holder} ({one.booking.room})" for one in first)
    more = _(" and {n} more").format(n=n - len(first)) if n > len(first) else ""
    way = _("They stay as they are; move or cancel them one by one.")
    return [ask("BookingsTouched", words.format(n=n, names=names + more), way, n=n)]


QUESTIONS.append(_question)
