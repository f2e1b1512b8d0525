"""Entering exceptions and days off, reading the calendar, and what the file refuses."""

import json
from typing import Any

import pytest
from sqlalchemy import func, select, text
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from tests.core.days import (
    NOW,
    TODAY,
    codes,
    day,
    days,
)
from venuedesk.core import calendar, slips
from venuedesk.core.calendar import (
    Calendar,
    ExceptionDraft,
    Holiday,
    HolidaysDraft,
    Window,
    windows_of,
)
from venuedesk.core.calendar.tables import DatedException, HolidayYear
from venuedesk.core.errors import Refused
from venuedesk.core.house import Zone

# ---------------------------------------------------------------- commands: exceptions


def exceptional(first: str = "11-20", last: str = "11-20", kind: str = calendar.CLOSED, **other: Any) -> ExceptionDraft:
    return ExceptionDraft(**({"first": day(first), "last": day(last), "kind": kind, "reason": "stocktake"} | other))


@pytest.mark.parametrize(
    ("given", "said", "gone", "shown"),
    [
        (exceptional(), "Closed Fri 11/20, whole venue: stocktake", "Removed: Fri 11/20 stocktake", ""),
        (
            exceptional("11-19", zone_id=1),
            "Closed Thu 11/19 – Fri 11/20, Reading room: stocktake",
            "Removed: Thu 11/19 – Fri 11/20 stocktake",
            "",
        ),
        (
            exceptional(kind=calendar.OPEN, windows=windows_of("14:00-15:00, 9:00-12:00"), reason=" show "),
            "Open Fri 11/20 09:00–12:00, 14:00–15:00, whole venue: show",
            "Removed: Fri 11/20 show",
            "09:00–12:00, 14:00–15:00",
        ),
        (
            exceptional(kind=calendar.EXTENDED, windows=windows_of("19:00-22:00")),
            "Extended hours Fri 11/20 19:00–22:00, whole venue: stocktake",
            "Removed: Fri 11/20 stocktake",
            "09:00–20:30, 20:30–22:00",
        ),
    ],
)
def test_an_exception_is_entered_and_removed(
    seeded: Session, given: ExceptionDraft, said: str, gone: str, shown: str
) -> None:
    before = calendar.load(seeded, zone_id=1)
    slip = calendar.add_exception(seeded, draft=given)
    assert str(slip) == said
    assert calendar.hours_text(calendar.load(seeded, zone_id=1).windows(TODAY)) == shown
    removed = calendar.remove_exception(seeded, exception_id=slip.exception_id, now=NOW)
    assert str(removed) == gone
    assert calendar.load(seeded, zone_id=1) == before
    assert seeded.scalars(select(DatedException.retired_at)).all() == [NOW]


def test_extended_hours_are_marked_when_read(seeded: Session) -> None:
    calendar.add_exception(seeded, draft=exceptional(kind=calendar.EXTENDED, windows=windows_of("20:00-22:00")))
    assert calendar.load(seeded).windows(TODAY) == (Window(540, 1230), Window(1230, 1320, extended=True))


def test_what_was_removed_or_never_was_cannot_be_removed(session: Session) -> None:
    id_ = calendar.add_exception(session, draft=exceptional()).exception_id
    calendar.remove_exception(session, exception_id=id_, now=NOW)
    for gone in (id_, 99):
        with pytest.raises(Refused) as answer:
            calendar.remove_exception(session, exception_id=gone, now=NOW)
        assert codes(answer) == ["ExceptionGone"]


@pytest.mark.parametrize(
    ("given", "problems"),
    [
        (exceptional(zone_id=9), ["ZoneUnknown"]),
        (exceptional("11-21", "11-20"), ["EndBeforeStart"]),
        (exceptional(reason="  "), ["ReasonMissing"]),
        (exceptional(kind=calendar.OPEN), ["HoursMissing"]),
        (exceptional(kind=calendar.EXTENDED), ["HoursMissing"]),
        (exceptional(windows=(Window(0, 1),)), ["HoursOnClosedDay"]),
        (
            exceptional(kind=calendar.OPEN, windows=(Window(9, 8), Window(10, 12), Window(11, 13))),
            ["HoursBackwards", "HoursOverlap"],
        ),
        (
            exceptional("11-28", "11-25", reason="", kind=calendar.OPEN),
            ["EndBeforeStart", "ReasonMissing", "HoursMissing"],
        ),
        (exceptional("11-30", "12-02"), ["ExceptionStands"]),
        (exceptional("12-02", "12-31"), ["ExceptionStands"]),
        (exceptional("12-02", kind=calendar.OPEN, last="12-02", windows=(Window(0, 1),)), ["ExceptionStands"]),
    ],
)
def test_exceptions_that_are_refused(session: Session, given: ExceptionDraft, problems: list[str]) -> None:
    calendar.add_exception(session, draft=exceptional("12-01", "12-02"))
    with pytest.raises(Refused) as answer:
        calendar.add_exception(session, draft=given)
    assert codes(answer) == problems


def test_an_exception_beside_another_one(session: Session) -> None:
    calendar.add_exception(session, draft=exceptional("12-01", "12-02"))
    evening = windows_of("19:00-20:00")
    for given in (
        exceptional("11-30", "11-30"),
        exceptional("12-03", "12-03"),
        exceptional("12-01", "12-01", zone_id=1),
        exceptional("12-01", "12-01", calendar.EXTENDED, windows=evening),
        exceptional("12-01", "12-01", calendar.EXTENDED, windows=evening),
        exceptional("12-04", "12-04", calendar.EXTENDED, windows=evening),
        exceptional("12-04", "12-04"),
    ):
        calendar.add_exception(session, draft=given)
    assert [(row.zone, row.first.day, row.kind) for row in calendar.exceptions(session, since=day("12-01"))] == [
        ("", 1, "closed"),
        ("Reading room", 1, "closed"),
        ("", 1, "extended"),
        ("", 1, "extended"),
        ("", 3, "closed"),
        ("", 4, "extended"),
        ("", 4, "closed"),
    ]
    assert len(calendar.exceptions(session, since=day("11-30"))) == 8
    assert calendar.exceptions(session, since=day("12-05")) == []


def test_a_refusal_names_the_exception_that_stands(session: Session) -> None:
    calendar.add_exception(session, draft=exceptional("12-01", "12-02"))
    with pytest.raises(Refused, match="Tue 12/1 – Wed 12/2: “stocktake” is entered already. Remove it first."):
        calendar.add_exception(session, draft=exceptional("12-02", "12-02"))


# ---------------------------------------------------------------- commands: days off


def holidays(**other: Any) -> HolidaysDraft:
    plain: dict[str, Any] = {
        "year": 2027,
        "document": " 国办发明电〔2026〕1号 ",
        "off": {"元旦": (day("2026-12-31"), day("2027-01-01")), " 国庆节 ": tuple(days("2027-10-01", "2027-10-07"))},
        "workdays": (day("2027-10-09"), day("2026-12-26")),
    }
    return HolidaysDraft(**(plain | other))


def test_a_year_is_entered_and_entered_again(seeded: Session) -> None:
    slip = calendar.enter_holidays(seeded, draft=holidays(), now=NOW)
    assert str(slip) == "Days off 2027 entered: 9 days off, 2 make-up workdays"
    assert not slip.replaced
    known = calendar.load(seeded)
    assert known.years[2027] == "国办发明电〔2026〕1号"
    assert known.holidays[day("2027-10-09")] == Holiday("国庆节", off=False)
    assert known.holidays[day("2026-12-26")] == Holiday("元旦", off=False)
    assert known.why_closed(day("2026-12-31")) == "元旦"
    again = calendar.enter_holidays(seeded, draft=holidays(off={"元旦": (day("2027-01-01"),)}, workdays=()), now=NOW)
    assert again.replaced
    assert {d for d in calendar.load(seeded).holidays if d.year == 2027} == {day("2027-01-01")}
    states = select(HolidayYear.retired_at).where(HolidayYear.year == 2027).order_by(HolidayYear.id)
    assert seeded.scalars(states).all() == [NOW, None]


def test_the_later_document_decides_a_day_of_two(seeded: Session) -> None:
    calendar.enter_holidays(seeded, draft=holidays(), now=NOW)
    early = holidays(year=2026, off={"other": (day("2026-12-31"),)}, workdays=())
    calendar.enter_holidays(seeded, draft=early, now=NOW)
    assert calendar.load(seeded).holidays[day("2026-12-31")].name == "元旦"


@pytest.mark.parametrize(
    ("other", "problems"),
    [
        ({"off": {}, "workdays": ()}, ["HolidaysMissing"]),
        ({"off": {"元旦": ()}, "workdays": ()}, ["HolidaysMissing"]),
        ({"off": {" ": (day("2027-01-01"),)}}, ["NameMissing"]),
        ({"off": {"a": (day("2026-12-23"),)}}, ["NotInThatYear"]),
        ({"off": {"a": (day("2025-12-31"),)}}, ["NotInThatYear"]),
        ({"off": {"a": (day("2026-11-30"),)}}, ["NotInThatYear"]),
        ({"off": {"a": (day("2028-01-01"),)}}, ["NotInThatYear"]),
        ({"off": {"a": (day("2027-05-01"),), "b": (day("2027-05-01"),)}}, ["DayTwice"]),
        ({"off": {"a": (day("2027-05-01"),)}, "workdays": (day("2027-05-01"),)}, ["DayTwice"]),
        ({"workdays": (day("2027-05-06"), day("2027-05-06"))}, ["DayTwice", "MakeupNotOnWeekend"]),
        ({"year": 20266}, ["NotInThatYear"] * 11),
        (
            {"off": {"": (day("2029-01-01"),)}, "workdays": (day("2027-05-06"),)},
            ["NameMissing", "NotInThatYear", "MakeupNotOnWeekend"],
        ),
    ],
)
def test_announcements_that_are_refused_with_everything_said(
    session: Session, other: dict[str, Any], problems: list[str]
) -> None:
    with pytest.raises(Refused) as answer:
        calendar.enter_holidays(session, draft=holidays(**other), now=NOW)
    assert codes(answer) == problems
    assert session.scalar(select(func.count()).select_from(HolidayYear)) == 0


def test_the_first_spill_over_day_and_a_make_up_sunday_are_accepted(session: Session) -> None:
    given = holidays(off={"元旦": (day("2026-12-24"),)}, workdays=(day("2027-01-03"),))
    assert calendar.enter_holidays(session, draft=given, now=NOW).off == 1


def test_a_refused_make_up_day_says_its_weekday(session: Session) -> None:
    with pytest.raises(Refused, match="2027-05-06 is a Thu: only a Saturday or Sunday"):
        calendar.enter_holidays(session, draft=holidays(workdays=(day("2027-05-06"),)), now=NOW)


@pytest.mark.parametrize(
    ("today", "year"),
    [("2026-11-14", None), ("2026-11-15", 2027), ("2026-12-31", 2027), ("2027-01-01", 2027), ("2025-12-01", None)],
)
def test_next_years_days_off_are_asked_for_from_15_november(seeded: Session, today: str, year: int | None) -> None:
    assert calendar.holidays_wanted(seeded, today=day(today)) == year


def test_they_are_not_asked_for_once_entered(seeded: Session) -> None:
    calendar.enter_holidays(seeded, draft=holidays(), now=NOW)
    assert calendar.holidays_wanted(seeded, today=TODAY) is None


# ---------------------------------------------------------------- reading


def test_what_ended_before_a_day_can_be_left_out(seeded: Session) -> None:
    for when in ("11-10", "11-20"):
        calendar.add_exception(seeded, draft=exceptional(when, when))
    since = calendar.load(seeded, since=TODAY)
    whole = calendar.load(seeded)
    assert [e.first for e in since.exceptions] == [TODAY]
    assert [e.first for e in whole.exceptions] == [day("11-10"), TODAY]
    assert since.holidays == {}
    assert since.years == whole.years
    assert calendar.changed_days(whole, since, TODAY, day("2027-12-31")) == ()


def test_a_zone_reads_its_own_and_the_venues_exceptions(session: Session) -> None:
    for n, zone in enumerate((None, 1, 2)):
        calendar.add_exception(session, draft=exceptional(f"11-{20 + n}", f"11-{20 + n}", zone_id=zone))
    assert [e.zone_id for e in calendar.load(session).exceptions] == [None]
    assert [e.zone_id for e in calendar.load(session, zone_id=1).exceptions] == [None, 1]


def test_an_empty_file_is_a_house_without_hours(session: Session) -> None:
    assert calendar.load(session) == Calendar()
    assert calendar.load(session).why_closed(TODAY) == "no opening hours entered"


def test_slips_are_read_back_with_the_zones_present_name(session: Session) -> None:
    slip = calendar.add_exception(session, draft=exceptional(zone_id=1))
    venue = calendar.add_exception(session, draft=exceptional())
    zone = session.get_one(Zone, 1)
    zone.name = "Library"
    session.flush()
    kept = json.loads(json.dumps(slips.kept(slip)))
    assert slips.said(session, "ExceptionAdded", kept) == "Closed Fri 11/20, Library: stocktake"
    assert slips.said(session, "ExceptionAdded", slips.kept(venue)) == str(venue)


# ---------------------------------------------------------------- guards, through plain SQL

_TT = (
    "INSERT INTO timetables (season, first_md, last_md, valid_from, valid_to, on_holidays, makeup_as, zone_id) VALUES "
)
_TW = "INSERT INTO timetable_windows (timetable_id, weekday, opens, closes, extended) VALUES "
_CE = "INSERT INTO calendar_exceptions (first_day, last_day, kind, reason) VALUES "
_EW = "INSERT INTO exception_windows (exception_id, opens, closes) VALUES "
_HY = "INSERT INTO holiday_years (year, document, entered_at) VALUES "
_HD = "INSERT INTO holiday_days (holiday_year_id, day, kind, name) VALUES "


@pytest.mark.parametrize(
    ("statement", "guard"),
    [
        (_TT + "('', 101, 1231, '2026-01-01', NULL, 'maybe', NULL, NULL)", "ck_timetables_on_holidays"),
        (_TT + "('', 101, 1231, '2026-01-01', NULL, 'closed', 5, NULL)", "ck_timetables_makeup_as"),
        (_TT + "('', 100, 1231, '2026-01-01', NULL, 'closed', NULL, NULL)", "ck_timetables_month_days"),
        (_TT + "('', 101, 1232, '2026-01-01', NULL, 'closed', NULL, NULL)", "ck_timetables_month_days"),
        (_TT + "('', 101, 1231, '2026-01-02', '2026-01-01', 'closed', NULL, NULL)", "ck_timetables_validity"),
        (_TT + "('', 101, 1231, '1.1.2026', NULL, 'closed', NULL, NULL)", "ck_timetables_valid_from_time"),
        (_TW + "(1, 8, 0, 60, 0)", "ck_timetable_windows_weekday"),
        (_TW + "(1, 0, 60, 60, 0)", "ck_timetable_windows_window"),
        (_TW + "(1, 0, 60, 1501, 0)", "ck_timetable_windows_window"),
        (_TW + "(1, 0, 1440, 1441, 0)", "ck_timetable_windows_window"),
        (_TW + "(1, 1, 540, 600, 0)", "timetable_windows.timetable_id"),  # one window a start
        (_CE + "('2026-01-02', '2026-01-01', 'closed', 'x')", "ck_calendar_exceptions_range"),
        (_CE + "('2026-01-01', '2026-01-01', 'later', 'x')", "ck_calendar_exceptions_kind"),
        (_CE + "('2026-01-01', '2026-01-01', 'closed', '')", "ck_calendar_exceptions_reason"),
        (_EW + "(1, 60, 59)", "ck_exception_windows_window"),
        (_HY + "(2026, '', '2026-11-20T09:00:00')", "holiday_years.year"),  # one standing record a year
        (_HD + "(1, '2024-01-05', 'half', 'x')", "ck_holiday_days_kind"),
        (_HD + "(1, '2024-01-01', 'off', 'x')", "holiday_days.holiday_year_id"),  # a day once
    ],
)
def test_the_file_refuses(seeded: Session, statement: str, guard: str) -> None:
    with pytest.raises(IntegrityError) as refused:
        seeded.execute(text(statement))
    assert guard in str(refused.value.orig)


@pytest.mark.parametrize(
    "statement",
    [
        _TT + "('', 101, 1231, '2026-01-01', NULL, 'closed', NULL, 77)",
        _TW + "(77, 0, 0, 60, 0)",
        _EW + "(77, 0, 60)",
        _HD + "(77, '2026-01-05', 'off', 'x')",
    ],
)
def test_the_file_refuses_what_refers_to_nothing(seeded: Session, statement: str) -> None:
    with pytest.raises(IntegrityError, match="FOREIGN KEY"):
        seeded.execute(text(statement))
