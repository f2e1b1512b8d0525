"""Entering hours and seasons."""

from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.core.days import HOLIDAYS, NEW_YEAR, NOW, TODAY, codes, day, draft, season
from venuedesk.core import calendar
from venuedesk.core.calendar import (
    HoursDraft,
    Window,
    windows_of,
)
from venuedesk.core.calendar.tables import Timetable
from venuedesk.core.errors import NeedsYes, Refused
from venuedesk.core.house import Zone

# ---------------------------------------------------------------- commands: hours and seasons


def test_a_new_venue_has_hours_and_the_known_days_off(seeded: Session) -> None:
    fresh = calendar.load(seeded)
    assert list(fresh.years) == [2024, 2025, 2026]
    assert {d for d, h in fresh.holidays.items() if h.off} == {d for d, h in HOLIDAYS.items() if h.off}
    assert {d for d, h in fresh.holidays.items() if not h.off} == {d for d, h in HOLIDAYS.items() if not h.off}
    assert calendar.hours_text(fresh.windows(TODAY)) == "09:00–20:30"
    assert fresh.why_closed(day("11-23")) == "closed on Mon"
    assert fresh.why_closed(day("10-08")) == ""
    assert fresh.why_closed(day("10-05")) == "国庆节"
    assert fresh.is_open_day(day("10-10"))  # a make-up Saturday
    assert calendar.load(seeded, zone_id=1) == fresh


def test_new_hours_hold_from_their_day_on(seeded: Session) -> None:
    slip = calendar.set_weekly_hours(seeded, draft=draft({5: "9:00-12:00"}, valid_from=day("12-01")), now=NOW)
    assert str(slip) == "Weekly hours from Tue 12/1: whole venue"
    later = calendar.load(seeded)
    assert calendar.hours_text(later.windows(day("11-28"))) == "09:00–20:30"
    assert calendar.hours_text(later.windows(day("12-05"))) == "09:00–12:00"


def test_hours_of_the_same_day_are_replaced_and_kept_retired(session: Session) -> None:
    for words in ("9:00-12:00", "10:00-12:00"):
        calendar.set_weekly_hours(session, draft=draft({0: words}), now=NOW)
    assert [h.week[0] for h in calendar.load(session).timetables] == [(Window(600, 720),)]
    assert session.scalars(select(Timetable.retired_at).order_by(Timetable.id)).all() == [NOW, None]


def test_a_zone_has_its_own_hours_until_it_follows_the_venue(seeded: Session) -> None:
    for start in ("11-01", "12-10"):
        calendar.set_weekly_hours(seeded, draft=draft({4: "13:00-14:00"}, zone_id=1, valid_from=day(start)), now=NOW)
    own = calendar.load(seeded, zone_id=1)
    assert calendar.hours_text(own.windows(TODAY)) == "13:00–14:00"
    assert calendar.load(seeded, zone_id=2) == calendar.load(seeded)
    slip = calendar.follow_venue(seeded, zone_id=1, day=day("12-01"), now=NOW)
    assert str(slip) == "Reading room follows the whole venue from Tue 12/1"
    after = calendar.load(seeded, zone_id=1)
    assert calendar.hours_text(after.windows(day("11-27"))) == "13:00–14:00"
    assert calendar.hours_text(after.windows(day("12-04"))) == "09:00–20:30"
    assert calendar.hours_text(after.windows(day("12-11"))) == "09:00–20:30"
    assert calendar.follow_venue(seeded, zone_id=1, day=day("12-15"), now=NOW).zone == "Reading room"
    assert calendar.load(seeded, zone_id=1) == after


def test_extended_hours_can_be_weekly(session: Session) -> None:
    week = {4: (Window(540, 1020), Window(1020, 1200, extended=True))}
    slip = calendar.set_weekly_hours(session, draft=HoursDraft(valid_from=NEW_YEAR, windows=week, zone_id=2), now=NOW)
    assert str(slip) == "Weekly hours from Thu 1/1: Fitness"
    assert calendar.load(session, zone_id=2).open_minutes(TODAY, extended=True) == 180


@pytest.mark.parametrize(
    ("other", "problems"),
    [
        ({"zone_id": 9}, ["ZoneUnknown"]),
        ({"windows": {0: (Window(600, 540),)}}, ["HoursBackwards"]),
        ({"windows": {0: (Window(600, 600),)}}, ["HoursBackwards"]),
        ({"windows": {0: (Window(-1, 600),)}}, ["HoursBackwards"]),
        ({"windows": {0: (Window(1440, 1500),)}}, ["HoursBackwards"]),
        ({"windows": {0: (Window(60, 1501),)}}, ["HoursBackwards"]),
        ({"windows": {0: windows_of("9:00-12:00, 11:59-13:00")}}, ["HoursOverlap"]),
        ({"windows": {0: windows_of("9:00-15:00, 10:00-11:00, 14:00-16:00")}}, ["HoursOverlap", "HoursOverlap"]),
        ({"windows": {0: windows_of("20:00-2:00"), 1: windows_of("1:59-3:00")}}, ["HoursOverlap"]),
        ({"windows": {6: windows_of("20:00-2:00"), 0: windows_of("1:59-3:00")}}, ["HoursOverlap"]),
        ({"on_holidays": calendar.OWN}, ["HolidayHoursMissing"]),
        ({"zone_id": 9, "on_holidays": calendar.OWN}, ["ZoneUnknown", "HolidayHoursMissing"]),
    ],
)
def test_hours_that_are_refused(session: Session, other: dict[str, Any], problems: list[str]) -> None:
    with pytest.raises(Refused) as answer:
        calendar.set_weekly_hours(session, draft=draft({0: "9:00-12:00"}, **other), now=NOW)
    assert codes(answer) == problems
    assert calendar.load(session).timetables == ()


@pytest.mark.parametrize(
    "week",
    [
        {0: "0:00-24:00", 1: "0:00-24:00"},
        {0: "9:00-12:00, 12:00-13:00"},
        {0: "20:00-2:00", 1: "2:00-3:00"},
        {6: "20:00-2:00", 7: "1:00-3:00"},
        {0: "9:00-+09:00"},
    ],
)
def test_hours_that_touch_are_accepted(session: Session, week: dict[int, str]) -> None:
    calendar.set_weekly_hours(session, draft=draft(week), now=NOW)
    (found,) = calendar.load(session).timetables
    assert {n: w for n, w in enumerate(found.week) if w} == {n: windows_of(w) for n, w in week.items()}


def test_a_week_without_a_window_is_asked_about(session: Session) -> None:
    with pytest.raises(NeedsYes) as answer:
        calendar.set_weekly_hours(session, draft=draft({7: "9:00-10:00"}), now=NOW)
    assert codes(answer) == ["ClosedAllWeek"]
    calendar.set_weekly_hours(session, draft=draft({}), now=NOW, accepted={"ClosedAllWeek"})
    assert calendar.load(session).next_open_day(TODAY) is None


def test_a_season_replaces_the_hours_while_it_runs(seeded: Session) -> None:
    winter = season(" winter ", {5: "10:00-16:00"}, first=(12, 1), last=(2, 28), zone_id=None)
    slip = calendar.add_season(seeded, draft=winter)
    assert str(slip) == "Season winter entered: whole venue"
    cold = calendar.load(seeded)
    assert calendar.hours_text(cold.windows(day("11-28"))) == "09:00–20:30"
    assert calendar.hours_text(cold.windows(day("2027-01-02"))) == "10:00–16:00"
    assert not cold.is_open_day(day("12-04"))


def test_a_season_of_one_year_only(seeded: Session) -> None:
    once = season("works", {}, valid_from=day("07-06"), valid_to=day("07-19"), zone_id=1)
    assert str(calendar.add_season(seeded, draft=once)) == "Season works entered: Reading room"
    found = calendar.load(seeded, zone_id=1)
    assert found.open_days(day("07-05"), day("07-21")) == (day("07-05"), day("07-21"))
    assert found.is_open_day(day("2027-07-07"))
    assert found.why_closed(day("07-07")) == "closed: works"


@pytest.mark.parametrize(
    ("other", "problems"),
    [
        ({"name": " ", "first": (9, 1)}, ["NameMissing"]),
        ({"first": (2, 30)}, ["NoSuchDay"]),
        ({"first": (13, 1), "last": (0, 1)}, ["NoSuchDay", "NoSuchDay"]),
        ({"valid_to": day("2025-12-31"), "first": (9, 1)}, ["EndBeforeStart"]),
        ({"first": (8, 31), "last": (9, 30)}, ["SeasonsOverlap"]),
        ({"first": (9, 1), "last": (7, 1)}, ["SeasonsOverlap"]),
        ({"first": (8, 31), "zone_id": 9, "name": ""}, ["ZoneUnknown", "NameMissing", "SeasonsOverlap"]),
        ({"windows": {0: (Window(5, 5),)}, "first": (9, 1)}, ["HoursBackwards"]),
    ],
)
def test_seasons_that_are_refused(session: Session, other: dict[str, Any], problems: list[str]) -> None:
    calendar.add_season(session, draft=season("summer", {0: "9:00-10:00"}, first=(7, 1), last=(8, 31)))
    if other.get("zone_id"):
        session.add(Zone(id=9, code="old", name="old", retired_at=NOW))
        calendar.add_season(session, draft=season("standing", {}, zone_id=1))
        problems = problems[:2]  # another zone's seasons do not count
    with pytest.raises(Refused) as answer:
        calendar.add_season(session, draft=season(**({"name": "more", "week": {0: "9:00-10:00"}} | other)))
    assert codes(answer) == problems


@pytest.mark.parametrize(
    "other",
    [
        {"first": (9, 1), "last": (6, 30)},
        {"zone_id": 1},
        {"valid_from": day("09-01"), "valid_to": day("2027-06-30")},
        {"first": (2, 29), "last": (2, 29)},
    ],
)
def test_seasons_that_never_meet_stand_side_by_side(session: Session, other: dict[str, Any]) -> None:
    calendar.set_weekly_hours(session, draft=draft({0: "9:00-10:00"}), now=NOW)
    calendar.add_season(session, draft=season("summer", {}, first=(7, 1), last=(8, 31)))
    calendar.add_season(session, draft=season("other", {}, **other))
    assert {h.season for h in calendar.load(session, zone_id=1).timetables} == {"", "summer", "other"}


def test_seasons_that_meet_only_on_a_leap_day_are_seen(session: Session) -> None:
    calendar.add_season(session, draft=season("leap", {}, first=(2, 29), last=(2, 29)))
    with pytest.raises(Refused) as answer:
        calendar.add_season(session, draft=season("spring", {}, first=(2, 29), last=(4, 1)))
    assert codes(answer) == ["SeasonsOverlap"]
    assert answer.value.problems[0].way_out == "End it first, or choose other days."


def test_a_season_is_ended_and_its_past_stays(session: Session) -> None:
    id_ = calendar.add_season(
        session, draft=season("summer", {0: "9:00-10:00"}, first=(7, 1), last=(8, 31))
    ).timetable_id
    slip = calendar.end_season(session, timetable_id=id_, day=day("08-10"), now=NOW)
    assert str(slip) == "Season summer ends before Mon 8/10"
    ended = calendar.load(session)
    assert ended.is_open_day(day("08-03"))
    assert not ended.is_open_day(day("08-10"))
    calendar.end_season(session, timetable_id=id_, day=NEW_YEAR, now=NOW)
    assert calendar.load(session).timetables == ()
    for gone in (id_, 99):
        with pytest.raises(Refused, match="not there any more"):
            calendar.end_season(session, timetable_id=gone, day=TODAY, now=NOW)


def test_ordinary_hours_are_no_season_to_be_ended(session: Session) -> None:
    slip = calendar.set_weekly_hours(session, draft=draft({0: "9:00-10:00"}), now=NOW)
    with pytest.raises(Refused) as answer:
        calendar.end_season(session, timetable_id=slip.timetable_id, day=TODAY, now=NOW)
    assert codes(answer) == ["SeasonGone"]


def test_only_a_zone_that_exists_can_follow_the_venue(session: Session) -> None:
    with pytest.raises(Refused) as answer:
        calendar.follow_venue(session, zone_id=9, day=TODAY, now=NOW)
    assert codes(answer) == ["ZoneUnknown"]
