"""The tables of the calendar."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from venuedesk.core.calendar.rules import EXCEPTION_KINDS, ON_HOLIDAYS
from venuedesk.core.db import Base, Day, Instant

_WINDOW = "opens BETWEEN 0 AND 1439 AND closes > opens AND closes <= opens + 1440"


class Timetable(Base):
    """A week of hours of a zone, or of the whole venue where ``zone_id`` is null, from a day on.

    The ordinary hours have no ``season`` name and run the whole year; a season runs each year from ``first_md`` to
    ``last_md`` (month * 100 + day, both included, may pass new year).
    """

    __tablename__ = "timetables"
    __table_args__: Any = (
        CheckConstraint(f"on_holidays IN {ON_HOLIDAYS}", name="on_holidays"),
        CheckConstraint("makeup_as BETWEEN 0 AND 4", name="makeup_as"),
        CheckConstraint("first_md BETWEEN 101 AND 1231 AND last_md BETWEEN 101 AND 1231", name="month_days"),
        CheckConstraint("valid_to >= valid_from", name="validity"),
        {"sqlite_autoincrement": True},
    )

    zone_id: Mapped[int | None] = mapped_column(ForeignKey("zones.id"))
    season: Mapped[str] = mapped_column(default="")
    first_md: Mapped[int] = mapped_column(default=101)
    last_md: Mapped[int] = mapped_column(default=1231)
    valid_from: Mapped[date] = mapped_column(Day)
    valid_to: Mapped[date | None] = mapped_column(Day)  # the last day it holds, null = until a newer one
    on_holidays: Mapped[str]
    makeup_as: Mapped[int | None]
    retired_at: Mapped[datetime | None] = mapped_column(Instant)


class TimetableWindow(Base):
    """One window of a timetable; ``weekday`` 0 is Monday, 7 the line for statutory holidays."""

    __tablename__ = "timetable_windows"
    __table_args__: Any = (
        CheckConstraint("weekday BETWEEN 0 AND 7", name="weekday"),
        CheckConstraint(_WINDOW, name="window"),
        Index("uq_timetable_windows_start", "timetable_id", "weekday", "opens", unique=True),
        {"sqlite_autoincrement": True},
    )

    timetable_id: Mapped[int] = mapped_column(ForeignKey("timetables.id"))
    weekday: Mapped[int]
    opens: Mapped[int]
    closes: Mapped[int]
    extended: Mapped[bool] = mapped_column(default=False)


class DatedException(Base):
    """A day or a range on which a zone, or the whole venue, is closed, open in other windows, or open longer (延时)."""

    __tablename__ = "calendar_exceptions"
    __table_args__: Any = (
        CheckConstraint(f"kind IN {EXCEPTION_KINDS}", name="kind"),
        CheckConstraint("last_day >= first_day", name="range"),
        CheckConstraint("length(reason) > 0", name="reason"),
        Index("ix_calendar_exceptions_last_day", "last_day"),
        {"sqlite_autoincrement": True},
    )

    zone_id: Mapped[int | None] = mapped_column(ForeignKey("zones.id"))
    first_day: Mapped[date] = mapped_column(Day)
    last_day: Mapped[date] = mapped_column(Day)
    kind: Mapped[str]
    reason: Mapped[str]
    retired_at: Mapped[datetime | None] = mapped_column(Instant)


class ExceptionWindow(Base):
    """One window of a dated exception, on each of its days."""

    __tablename__ = "exception_windows"
    __table_args__: Any = (
        CheckConstraint(_WINDOW, name="window"),
        Index("uq_exception_windows_start", "exception_id", "opens", unique=True),
        {"sqlite_autoincrement": True},
    )

    exception_id: Mapped[int] = mapped_column(ForeignKey("calendar_exceptions.id"))
    opens: Mapped[int]
    closes: Mapped[int]


class HolidayYear(Base):
    """The fact that the days off of a year have been entered, and from which document."""

    __tablename__ = "holiday_years"
    __table_args__: Any = (
        Index("uq_holiday_years_year", "year", unique=True, sqlite_where=text("retired_at IS NULL")),
        {"sqlite_autoincrement": True},
    )

    year: Mapped[int]
    document: Mapped[str]
    entered_at: Mapped[datetime] = mapped_column(Instant)
    retired_at: Mapped[datetime | None] = mapped_column(Instant)


class HolidayDay(Base):
    """A day off, or a weekend day that is worked instead (调休上班); it lives and retires with its year."""

    __tablename__ = "holiday_days"
    __table_args__: Any = (
        CheckConstraint("kind IN ('off', 'workday')", name="kind"),
        Index("uq_holiday_days_day", "holiday_year_id", "day", unique=True),
        {"sqlite_autoincrement": True},
    )

    holiday_year_id: Mapped[int] = mapped_column(ForeignKey("holiday_years.id"))
    day: Mapped[date] = mapped_column(Day)
    kind: Mapped[str]
    name: Mapped[str]
