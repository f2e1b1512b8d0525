"""What the file knows of the calendar, as plain values."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import and_, bindparam, or_, select
from sqlalchemy.orm import Session

from venuedesk.core.calendar.rules import EXTENDED, Calendar, Exceptional, Holiday, Hours, Window
from venuedesk.core.calendar.tables import (
    DatedException,
    ExceptionWindow,
    HolidayDay,
    HolidayYear,
    Timetable,
    TimetableWindow,
)
from venuedesk.core.house import Zone

ASKED_FROM = (11, 15)  # month and day; by then the State Council has announced next year's days off


@dataclass(frozen=True)
class ExceptionRow:
    """A dated exception as listed: where it holds ('' = the whole venue), when, and what."""

    id: int
    zone: str
    first: date
    last: date
    kind: str
    reason: str
    windows: tuple[Window, ...]


_zone = bindparam("zone", type_=Timetable.zone_id.type)
_since = bindparam("since", type_=DatedException.last_day.type)

_TIMETABLES = (
    select(
        *(Timetable.id, Timetable.zone_id, Timetable.season, Timetable.first_md, Timetable.last_md),
        *(Timetable.valid_from, Timetable.valid_to, Timetable.on_holidays, Timetable.makeup_as),
        *(TimetableWindow.weekday, TimetableWindow.opens, TimetableWindow.closes, TimetableWindow.extended),
    )
    .outerjoin(TimetableWindow, TimetableWindow.timetable_id == Timetable.id)
    .where(Timetable.retired_at.is_(None), or_(Timetable.zone_id.is_(None), Timetable.zone_id == _zone))
    .order_by(Timetable.id, TimetableWindow.weekday, TimetableWindow.opens)
)
_EXCEPTIONS = (
    select(
        *(DatedException.id, DatedException.zone_id, DatedException.first_day, DatedException.last_day),
        *(DatedException.kind, DatedException.reason, ExceptionWindow.opens, ExceptionWindow.closes),
    )
    .outerjoin(ExceptionWindow, ExceptionWindow.exception_id == DatedException.id)
    .where(DatedException.retired_at.is_(None), DatedException.last_day >= _since)
    .order_by(DatedException.id, ExceptionWindow.opens)
)
_OURS = or_(DatedException.zone_id.is_(None), DatedException.zone_id == _zone)
_OWN_EXCEPTIONS = _EXCEPTIONS.where(_OURS)
_HOLIDAYS = (
    select(HolidayYear.year, HolidayYear.document, HolidayDay.day, HolidayDay.kind, HolidayDay.name)
    .outerjoin(HolidayDay, and_(HolidayDay.holiday_year_id == HolidayYear.id, HolidayDay.day >= _since))
    .where(HolidayYear.retired_at.is_(None))
    .order_by(HolidayYear.year)
)


def load(session: Session, *, zone_id: int | None = None, since: date = date.min) -> Calendar:
    """Return the calendar of a zone, or of the whole venue, in three queries.

    It is right for days from ``since`` on; exceptions and days off before that day are left out.
    """
    wanted = {"zone": zone_id, "since": since}
    read = session.connection().execute  # half the time of the session's own, and every command has flushed
    years: dict[int, str] = {}
    holidays: dict[date, Holiday] = {}
    for year, document, day, kind, name in read(_HOLIDAYS, wanted).all():
        years[year] = document
        if day is not None:  # a day of two years' documents follows the later one
            holidays[day] = Holiday(name, kind == "off")
    exceptions = _exceptions(read(_OWN_EXCEPTIONS, wanted).all())
    return Calendar(_timetables(read(_TIMETABLES, wanted).all()), tuple(exceptions.values()), holidays, years)


def exceptions(session: Session, *, since: date) -> list[ExceptionRow]:
    """Every standing exception of venue and zones that has not ended before ``since``, by day."""
    zones: dict[int | None, str] = {id_: name for id_, name in session.execute(select(Zone.id, Zone.name))}
    found = _exceptions(session.execute(_EXCEPTIONS, {"since": since}).all()).values()
    rows = [ExceptionRow(e.id, zones.get(e.zone_id, ""), e.first, e.last, e.kind, e.reason, e.windows) for e in found]
    return sorted(rows, key=lambda row: (row.first, row.id))


def holidays_wanted(session: Session, *, today: date) -> int | None:
    """Return the year whose days off should be entered now: this one, or from 15 November the next; None for none."""
    known = set(session.scalars(select(HolidayYear.year).where(HolidayYear.retired_at.is_(None))))
    if today.year not in known:
        return today.year
    if (today.month, today.day) < ASKED_FROM or today.year + 1 in known:
        return None
    return today.year + 1


def _timetables(rows: Iterable[Any]) -> tuple[Hours, ...]:
    heads: dict[int, Any] = {}
    weeks: dict[int, list[tuple[Window, ...]]] = {}
    for *head, weekday, opens, closes, extended in rows:
        heads[head[0]] = head
        week = weeks.setdefault(head[0], [()] * 8)
        if weekday is not None:
            week[weekday] += (Window(opens, closes, bool(extended)),)
    return tuple(Hours(*[*head, tuple(weeks[n])]) for n, head in heads.items())


def _exceptions(rows: Iterable[Any]) -> dict[int, Exceptional]:
    found: dict[int, Exceptional] = {}
    for *head, opens, closes in rows:
        so_far = found[head[0]].windows if head[0] in found else ()
        more = () if opens is None else (Window(opens, closes, extended=head[4] == EXTENDED),)
        found[head[0]] = Exceptional(*[*head, so_far + more])
    return found
