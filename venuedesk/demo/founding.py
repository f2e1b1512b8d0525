"""How the demonstration venue comes to be: its file, its staff and hours, what is brought in, what it has lived."""

import random
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from venuedesk import demo
from venuedesk.core import books, calendar, file, lending, tallies, users, visits
from venuedesk.core.calendar import ExceptionDraft, Window
from venuedesk.core.desk import Desk
from venuedesk.core.periods import month_before, month_of
from venuedesk.demo.bookings import Held
from venuedesk.demo.days import Days, moment
from venuedesk.demo.life import Life, zones_of
from venuedesk.demo.visits import GATE
from venuedesk.exchange import imports


def found(path: Path, days: Days, now: datetime) -> Desk:
    """Found the file with its staff, its special days and its two doors; returns the desk, with its manager."""
    file.create(path, founding=file.Founding("滨江区工人文化宫", demo.MANAGER, demo.PASSWORD), now=now)
    desk = Desk(file.open_file(path), user_id=file.FIRST_USER, clock=lambda: now)
    _do_not_wait(desk)
    for name, role in demo.STAFF:
        desk.do_with_password(demo.PASSWORD, users.save_user, draft=users.UserDraft(name, role))
    zones = zones_of(desk)
    for one in days.specials:
        kind, windows = calendar.CLOSED, ()
        if one.hours is not None:
            kind, windows = calendar.EXTENDED, (Window(*one.hours),)
        zone_id = zones[one.code] if one.hours else None
        draft = ExceptionDraft(
            first=one.first, last=one.last, kind=kind, reason=one.reason, windows=windows, zone_id=zone_id
        )
        desk.do(calendar.add_exception, draft=draft)
    since, (main, *_others) = days.first, desk.ask(visits.doors)
    desk.do(visits.save_door, draft=visits.DoorDraft(name=main.name, since=since, door_id=main.id), now=now)
    gate = visits.DoorDraft(name=GATE, counted_by=visits.GATE, both_ways=True, position=1, since=since)
    desk.do(visits.save_door, draft=gate, now=now)
    return desk


def bring_in(desk: Desk, subject: str, sheet: Path) -> None:
    """Import a file; ValueError where one of its rows is rejected."""
    plan = desk.ask(imports.plan, subject=subject, path=sheet)
    if plan.rejected:
        raise ValueError(f"{sheet.name}: {plan.rejected[0]}")
    desk.do_with_password(demo.PASSWORD, imports.COMMANDS[subject], plan=plan, now=desk.now())


def live(desk: Desk, days: Days, held: list[Held]) -> None:
    """The clerk's gestures of the last weeks, and those of today until now."""
    desk.sit_down(demo.CLERK)
    life = Life(desk, days, random.Random(demo.SEED))
    life.weeks()
    life.renewals()
    titles = desk.ask(books.titles).rows[:40]
    life.read_on_site([copy.id for title in titles for copy in desk.ask(lending.free_copies, title_id=title.id)])
    _close_months(desk, days)
    life.pass_time(moment(days.today, 0), days.now, held)


def _close_months(desk: Desk, days: Days) -> None:
    """Close month after month, as the manager does who brings in a year; the last one is still to be closed."""
    desk.sit_down(file.FIRST_USER)
    month = month_of(days.first)
    while month <= month_of(days.month):
        _close(desk, month)
        month = month_before(month, -1)
    desk.sit_down(demo.CLERK)


def _close(desk: Desk, month: str) -> None:
    from venuedesk.reports.month import language_of, month_pdf

    now = desk.now()  # not a day of that month: the desk asks about a clock that goes back
    told = desk.ask(tallies.month, month=month, now=now)
    asked = {problem.code for problem in desk.ask(tallies.problems_of_closing, month=month, now=now)}
    paper = month_pdf(replace(told, state=tallies.CLOSED), language=language_of(desk), demo=True)
    desk.do_with_password(
        demo.PASSWORD, tallies.close_month, month=month, sha256=told.sha256, paper=paper, now=now, accepted=asked
    )


def _do_not_wait(desk: Desk) -> None:
    """Let the system write when it likes: a file that is still being made is not kept after a power cut."""
    raw = desk.file.writer.raw_connection()
    raw.cursor().execute("PRAGMA synchronous = OFF")
    raw.close()
