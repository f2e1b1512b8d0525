"""When a house is open, by table: announcements of three years, hours of real houses, seasons, exceptions."""

from datetime import date, timedelta
from typing import Any

import pytest

from tests.core.days import ANNOUNCED, HOLIDAYS, NOW, TODAY, at, day, days, hours, house
from venuedesk.core import calendar
from venuedesk.core.calendar import (
    Calendar,
    Exceptional,
    Holiday,
    Hours,
    Window,
    windows_of,
)

# ---------------------------------------------------------------- windows in words


@pytest.mark.parametrize(
    ("words", "windows"),
    [
        ("", ()),
        (" , ", ()),
        ("9:00-17:30", (Window(540, 1050),)),
        ("14:30–17:30、08:30至11:30", (Window(510, 690), Window(870, 1050))),
        ("８：３０～１１：３０；13:00 — 14:00", (Window(510, 690), Window(780, 840))),
        ("9:00-12:00 14:00 - 20:30", (Window(540, 720), Window(840, 1230))),
        ("9:00-12:00；；14:00-17:00。", (Window(540, 720), Window(840, 1020))),
        ("0:00-24:00", (Window(0, 1440),)),
        ("0:00-0:00", (Window(0, 1440),)),
        ("22:00-2:00", (Window(1320, 1560),)),
        ("22:00-次日23:00", (Window(1320, 2820),)),
        ("22:00–+02:00", (Window(1320, 1560),)),
    ],
)
def test_windows_are_read_as_people_write_them(words: str, windows: tuple[Window, ...]) -> None:
    assert windows_of(words) == windows


@pytest.mark.parametrize("words", ["9-17", "9:00", "9:00-17:30 Uhr", "闭馆"])
def test_what_is_no_window_is_refused(words: str) -> None:
    with pytest.raises(ValueError, match=words):
        windows_of(words)


def test_windows_say_themselves_so_that_they_can_be_read_again() -> None:
    windows = (Window(510, 690), Window(1320, 1440))
    assert calendar.hours_text(windows) == "08:30–11:30, 22:00–24:00"
    assert windows_of(calendar.hours_text(windows)) == windows
    assert str(Window(1320, 1560)) == "22:00–+02:00"
    assert calendar.hours_text(()) == ""


# ---------------------------------------------------------------- days off of three years


@pytest.mark.parametrize("year", ANNOUNCED, ids=lambda y: str(y["year"]))
def test_what_the_library_knows_is_what_was_announced(year: dict[str, Any]) -> None:
    known = calendar.known_holidays(year["year"])
    assert known is not None
    off = {d: name for name, found in known.off.items() for d in found}
    announced = {d: name for name, first, last in year["off"] for d in days(first, last)}
    assert sorted(off) == sorted(announced)
    assert all(name in announced[d] for d, name in off.items())
    assert [d.isoformat() for d in known.workdays] == year["workdays"]
    assert known.document


def test_a_year_that_the_library_does_not_know_is_not_guessed() -> None:
    assert calendar.known_holidays(2003) is None
    assert calendar.known_holidays(2031) is None
    early = calendar.known_holidays(2019)
    assert early is not None
    assert early.document == ""
    assert early.off["元旦"] == (date(2019, 1, 1),)
    assert all(d.year == 2019 for found in early.off.values() for d in found)


@pytest.mark.parametrize(
    ("when", "worked"),
    [
        ("2026-01-04", True),  # a Sunday worked for new year
        ("2026-02-28", True),  # a Saturday
        ("2026-02-23", False),  # a Monday of the Spring Festival
        ("2026-10-01", False),
        ("2026-10-08", True),
        ("2026-10-11", False),  # a plain Sunday
        ("2025-10-06", False),
        ("2027-01-01", True),  # a Friday of a year not entered
        ("2027-01-02", False),
    ],
)
def test_working_days_follow_the_state_council(when: str, worked: bool) -> None:
    assert house().is_working_day(day(when)) is worked


def test_the_next_working_day_passes_the_holidays_but_not_a_make_up_day() -> None:
    assert house().next_working_day(day("09-30")) == day("09-30")
    assert house().next_working_day(day("09-30"), strictly=True) == day("10-08")
    assert house().next_working_day(day("10-10")) == day("10-10")  # Saturday, make-up
    assert house().next_working_day(day("10-17")) == day("10-19")


def test_a_year_is_known_when_it_was_entered() -> None:
    assert house().knows(2026)
    assert not house().knows(2027)


# ---------------------------------------------------------------- hours of real houses

MON_AND_FRI = hours({"15": "13:00-14:00"})
OFFICE = hours({"12345": "8:00-16:30"}, makeup_as=4)
DAILY = hours({"1234567": "8:00-21:00"}, on_holidays=calendar.AS_USUAL)
THREE_WINDOWS = hours({"2345": "8:30-11:30, 14:30-17:30, 18:30-20:30"})
TWO_HALVES = hours({"2345": "15:00-22:00", "67": "9:00-11:50, 15:00-22:00"})
SUMMER = hours(
    {"12345": "8:00-12:00, 15:00-18:00, 19:00-21:00", "678": "8:00-12:00, 13:30-18:00, 19:00-21:30"},
    on_holidays=calendar.OWN,
    makeup_as=0,
)
WINTER = hours(
    {"12345": "8:00-12:00, 14:30-17:30, 18:30-20:30", "678": "8:00-12:00, 13:30-17:30, 18:30-21:30"},
    id=2,
    season="winter",
    first_md=1001,
    last_md=430,
    on_holidays=calendar.OWN,
    makeup_as=0,
)
NEVER = hours({})


@pytest.mark.parametrize(
    ("timetables", "when", "shown"),
    [
        ([MON_AND_FRI], "09-14", "13:00–14:00"),
        ([MON_AND_FRI], "09-16", ""),
        ([MON_AND_FRI], "09-25", ""),  # Friday, Mid-autumn Festival
        ([MON_AND_FRI], "09-20", ""),  # make-up Sunday, own weekday by default
        ([OFFICE], "09-20", "08:00–16:30"),  # make-up Sunday as a Friday
        ([OFFICE], "09-19", ""),
        ([DAILY], "10-01", "08:00–21:00"),
        ([THREE_WINDOWS], "11-20", "08:30–11:30, 14:30–17:30, 18:30–20:30"),
        ([THREE_WINDOWS], "05-01", ""),
        ([TWO_HALVES], "11-21", "09:00–11:50, 15:00–22:00"),
        ([TWO_HALVES], "11-23", ""),
        ([SUMMER, WINTER], "07-01", "08:00–12:00, 15:00–18:00, 19:00–21:00"),
        ([SUMMER, WINTER], "05-01", "08:00–12:00, 13:30–18:00, 19:00–21:30"),  # Friday, Labour Day
        ([SUMMER, WINTER], "05-09", "08:00–12:00, 15:00–18:00, 19:00–21:00"),  # make-up Saturday
        ([SUMMER, WINTER], "04-30", "08:00–12:00, 14:30–17:30, 18:30–20:30"),
        ([SUMMER, WINTER], "10-01", "08:00–12:00, 13:30–17:30, 18:30–21:30"),
        ([SUMMER, WINTER], "2027-01-04", "08:00–12:00, 14:30–17:30, 18:30–20:30"),  # past new year
        ([SUMMER, WINTER], "09-30", "08:00–12:00, 15:00–18:00, 19:00–21:00"),
        ([NEVER], "11-20", ""),
        ([], "11-20", ""),
    ],
)
def test_windows_of_real_houses(timetables: list[Hours], when: str, shown: str) -> None:
    assert calendar.hours_text(house(*timetables).windows(day(when))) == shown


@pytest.mark.parametrize(
    ("timetable", "due", "moved"),
    [
        (MON_AND_FRI, "09-25", "09-28"),  # published: lent on 11 September for 14 days
        (MON_AND_FRI, "10-02", "10-09"),  # published: lent on 18 September, National Day week
        (OFFICE, "09-19", "09-20"),
        (OFFICE, "11-20", "11-20"),
        (DAILY, "10-03", "10-03"),
        (TWO_HALVES, "10-01", "10-08"),
    ],
)
def test_a_due_day_moves_to_the_next_open_day(timetable: Hours, due: str, moved: str) -> None:
    assert house(timetable).next_open_day(day(due)) == day(moved)


def test_the_next_open_day_can_be_asked_strictly() -> None:
    assert house(DAILY).next_open_day(TODAY, strictly=True) == day("11-21")


def test_a_house_closed_all_year_has_no_next_day_and_no_minutes() -> None:
    closed = house(NEVER)
    assert closed.next_open_day(TODAY) is None
    assert closed.next_opening(NOW) is None
    assert closed.open_days(day("01-01"), day("12-31")) == ()
    assert closed.open_minutes(TODAY) == 0
    assert not closed.is_open_day(TODAY)


@pytest.mark.parametrize(("ahead", "found"), [(400, True), (401, False)])
def test_four_hundred_days_are_looked_at(ahead: int, found: bool) -> None:
    opens = TODAY + timedelta(days=ahead)
    later = Calendar((hours({"1234567": "9:00-10:00"}, valid_from=opens),))
    assert later.next_open_day(TODAY) == (opens if found else None)
    assert (later.next_opening(NOW) is not None) is found


def test_open_days_of_a_month_are_the_calendar_minus_closed_days() -> None:
    palace = hours({"234567": "9:00-20:30"})
    october = house(palace).open_days(day("10-01"), day("10-31"))
    assert len(october) == 31 - 7 - 3  # National Day, then the Mondays 12, 19, 26
    assert october[0] == day("10-08")
    assert house(palace).open_days(day("11-02"), day("11-01")) == ()


# ---------------------------------------------------------------- instants


@pytest.mark.parametrize(
    ("when", "is_open"),
    [
        ("11-20T08:29:59", False),
        ("11-20T08:30", True),
        ("11-20T11:29:59", True),
        ("11-20T11:30", False),
        ("11-20T14:30", True),
        ("11-23T09:00", False),
    ],
)
def test_windows_are_half_open(when: str, is_open: bool) -> None:
    assert house(THREE_WINDOWS).is_open(at(when)) is is_open


def test_a_window_past_midnight_belongs_to_its_first_day() -> None:
    late = house(hours({"5": "20:00-2:00"}))
    assert late.is_open(at("11-20T23:59"))
    assert late.is_open(at("11-21T01:59"))
    assert not late.is_open(at("11-21T02:00"))
    assert not late.is_open(at("11-20T01:00"))
    assert late.open_minutes(day("11-20")) == 360
    assert not late.is_open_day(day("11-21"))
    assert late.next_opening(at("11-21T01:00")) == at("11-21T01:00")


@pytest.mark.parametrize(
    ("when", "opens"),
    [
        ("11-20T08:00", "11-20T08:30"),
        ("11-20T09:00", "11-20T09:00"),
        ("11-20T11:30", "11-20T14:30"),
        ("11-20T20:30", "11-24T08:30"),
        ("09-30T21:00", "10-08T08:30"),
    ],
)
def test_the_next_opening(when: str, opens: str) -> None:
    assert house(THREE_WINDOWS).next_opening(at(when)) == at(opens)


# ---------------------------------------------------------------- what replaces what

FIRST = date(2000, 1, 1)
VENUE = hours({"1234567": "9:00-17:00"}, id=1)
VENUE_LATER = hours({"1234567": "10:00-17:00"}, id=2, valid_from=day("06-01"))
VENUE_SEASON = hours({"1234567": "7:00-8:00"}, id=3, season="s", first_md=701, last_md=831)
OWN_HOURS = hours({"1234567": "13:00-14:00"}, id=4, zone_id=1, valid_from=day("08-01"), valid_to=day("08-15"))
OWN_SEASON = hours({"1234567": "15:00-16:00"}, id=5, zone_id=1, season="z", first_md=810, last_md=812)


@pytest.mark.parametrize(
    ("when", "shown"),
    [
        ("1999-12-31", ""),
        ("05-31", "09:00–17:00"),
        ("06-01", "10:00–17:00"),
        ("06-30", "10:00–17:00"),
        ("07-01", "07:00–08:00"),
        ("08-01", "13:00–14:00"),
        ("08-10", "15:00–16:00"),
        ("08-13", "13:00–14:00"),
        ("08-16", "07:00–08:00"),
        ("09-01", "10:00–17:00"),
    ],
)
def test_own_before_venue_and_season_before_ordinary_and_new_before_old(when: str, shown: str) -> None:
    both = Calendar((VENUE_SEASON, VENUE, OWN_SEASON, VENUE_LATER, OWN_HOURS))
    assert calendar.hours_text(both.windows(day(when))) == shown


def test_of_two_of_the_same_day_the_one_entered_last_holds() -> None:
    assert Calendar((VENUE, hours({"1": "1:00-2:00"}, id=9))).hours_on(day("11-20")).id == 9  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("first", "last", "runs"),
    [
        (229, 229, ["2028-02-29"]),
        (228, 301, ["2028-02-28", "2028-02-29", "2028-03-01"]),
        (301, 228, ["2028-02-28", "2028-03-01"]),
    ],
)
def test_a_season_around_the_leap_day(first: int, last: int, runs: list[str]) -> None:
    one = hours({}, season="s", first_md=first, last_md=last)
    assert [d.isoformat() for d in days("2028-02-28", "2028-03-01") if one.runs(d)] == runs
    assert house(DAILY).is_open_day(date(2028, 2, 29))


def exception(
    first: str, last: str, kind: str, windows: str = "", zone: int | None = None, **other: Any
) -> Exceptional:
    given = tuple(Window(w.opens, w.closes, kind == calendar.EXTENDED) for w in windows_of(windows))
    return Exceptional(other.get("id", 1), zone, day(first), day(last), kind, other.get("reason", "stocktake"), given)


CLOSED_WEEK = exception("11-16", "11-20", calendar.CLOSED)
ZONE_OPEN = exception("11-20", "11-21", calendar.OPEN, "10:00-11:00", zone=1)
EVENING = exception("11-20", "11-20", calendar.EXTENDED, "16:00-19:00")
ZONE_EVENING = exception("11-20", "11-20", calendar.EXTENDED, "20:00-21:00", zone=1)


@pytest.mark.parametrize(
    ("exceptions", "when", "shown"),
    [
        ([CLOSED_WEEK], "11-15", "09:00–17:00"),
        ([CLOSED_WEEK], "11-16", ""),
        ([CLOSED_WEEK], "11-20", ""),
        ([CLOSED_WEEK], "11-21", "09:00–17:00"),
        ([ZONE_OPEN, CLOSED_WEEK], "11-20", "10:00–11:00"),
        ([exception("10-01", "10-01", calendar.OPEN, "9:00-12:00")], "10-01", "09:00–12:00"),
        ([EVENING], "11-20", "09:00–17:00, 17:00–19:00"),
        ([EVENING, CLOSED_WEEK], "11-20", "16:00–19:00"),
        ([EVENING, ZONE_OPEN], "11-20", "10:00–11:00"),
        ([EVENING, ZONE_EVENING, ZONE_OPEN], "11-20", "10:00–11:00, 20:00–21:00"),
        ([EVENING, ZONE_EVENING], "11-20", "09:00–17:00, 17:00–19:00, 20:00–21:00"),
        ([EVENING], "11-21", "09:00–17:00"),
        ([EVENING], "11-19", "09:00–17:00"),
        (
            [exception("11-20", "11-20", calendar.EXTENDED, "7:00-23:00")],
            "11-20",
            "07:00–09:00, 09:00–17:00, 17:00–23:00",
        ),
        ([exception("11-20", "11-20", calendar.EXTENDED, "10:00-11:00")], "11-20", "09:00–17:00"),
    ],
)
def test_exceptions(exceptions: list[Exceptional], when: str, shown: str) -> None:
    assert calendar.hours_text(house(VENUE, exceptions=tuple(exceptions)).windows(day(when))) == shown


def test_extended_minutes_are_counted_apart() -> None:
    both = house(VENUE, exceptions=(EVENING,))
    assert both.open_minutes(TODAY) == 600
    assert both.open_minutes(TODAY, extended=True) == 120
    assert both.open_minutes(TODAY, extended=False) == 480


@pytest.mark.parametrize(
    ("closed", "when", "why"),
    [
        (house(THREE_WINDOWS), "11-20", ""),
        (house(THREE_WINDOWS), "11-23", "closed on Mon"),
        (house(THREE_WINDOWS), "10-01", "国庆节"),
        (house(hours({"2": "9:00-10:00"}, on_holidays=calendar.OWN)), "10-01", "国庆节"),
        (house(hours({"2": "9:00-10:00"}, on_holidays=calendar.AS_USUAL)), "10-01", "closed on Thu"),
        (house(THREE_WINDOWS), "09-20", "closed on Sun"),  # make-up workday
        (house(VENUE, exceptions=(CLOSED_WEEK,)), "11-20", "stocktake"),
        (house(VENUE, hours({}, season="summer break", first_md=701, last_md=831)), "07-02", "closed: summer break"),
        (house(VENUE, hours({"1": "9:00-10:00"}, season="s", first_md=701, last_md=831)), "07-02", "closed on Thu"),
        (house(NEVER), "11-20", "closed on Fri"),
        (house(), "11-20", "no opening hours entered"),
    ],
)
def test_why_it_is_closed(closed: Calendar, when: str, why: str) -> None:
    assert closed.why_closed(day(when)) == why


def test_changed_days_are_those_with_other_hours_or_other_work() -> None:
    before = house(VENUE)
    after = Calendar((VENUE,), (CLOSED_WEEK,), HOLIDAYS | {day("11-22"): Holiday("", off=False)}, before.years)
    assert calendar.changed_days(before, after, day("11-18"), day("11-30")) == tuple(
        day(d) for d in ("11-18", "11-19", "11-20", "11-22")
    )
    assert calendar.changed_days(before, before, day("01-01"), day("12-31")) == ()
