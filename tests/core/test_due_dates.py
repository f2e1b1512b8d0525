"""A change of the calendar and the books that are out."""

import sqlite3
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

import pytest

from tests.core import days
from tests.core.venue import NOW, desk_of
from venuedesk.core import calendar, file, house, journal, lending
from venuedesk.core.calendar import (
    CLOSED,
    EXTENDED,
    OPEN,
    EndSeason,
    ExceptionDraft,
    FollowVenue,
    HolidaysDraft,
    RemoveException,
    changed_days,
    windows_of,
)
from venuedesk.core.desk import Desk
from venuedesk.core.errors import NeedsYes, Refused
from venuedesk.core.lending import Due, moved_due

RULE = house.RuleRow(1, "*", "*", date(2000, 1, 1), True, 5, 30, "day", True, 1, 30, "day", True, False)
USUAL = days.house(days.hours({"234567": "9:00-20:30"}))
DUE = datetime(2026, 12, 20, 23, 59, 59)  # a Sunday; thirty days after the venue's today
NEW_YEAR = HolidaysDraft(year=2027, off={"元旦": (date(2027, 1, 1), date(2027, 1, 2))}, workdays=(date(2027, 1, 10),))


def closing(first: str, last: str, zone_id: int | None = None) -> ExceptionDraft:
    return ExceptionDraft(first=days.day(first), last=days.day(last), kind=CLOSED, reason="台风", zone_id=zone_id)


def opening(first: str, last: str, kind: str, hours: str) -> ExceptionDraft:
    windows = windows_of(hours)
    return ExceptionDraft(first=days.day(first), last=days.day(last), kind=kind, reason="读书节", windows=windows)


@pytest.fixture
def desk(venue_path: Path) -> Iterator[Desk]:
    opened = file.open_file(venue_path)
    yield desk_of(opened)
    opened.close()


@pytest.fixture
def loan(desk: Desk) -> int:
    return desk.do(lending.check_out, member_id=1, card_id=1, copy_id=1, now=NOW).loan_id


def due_of(desk: Desk) -> tuple[datetime, bool]:
    (row,) = desk.ask(lending.loans_of, member_id=1)
    return row.due_at, row.tentative


# ---------------------------------------------------------------- the rule


@pytest.mark.parametrize(
    ("closed", "due", "moved"),
    [
        (("12-20", "12-20"), "2026-12-20", "2026-12-22"),  # Monday is closed anyway
        (("12-18", "12-19"), "2026-12-20", "2026-12-20"),
        (("12-21", "12-21"), "2026-12-21", "2026-12-21"),  # was closed before: not touched
    ],
)
def test_a_due_day_moves_to_the_next_open_day_only_where_it_was_closed(
    closed: tuple[str, str], due: str, moved: str
) -> None:
    after = calendar.foreseen(USUAL, closing(*closed), zone_id=1)
    due_at, moved_at = (datetime.fromisoformat(f"{d}T23:59:59") for d in (due, moved))
    assert moved_due(Due(due_at, False), RULE, USUAL, after) == Due(moved_at, False)


def test_a_due_day_stays_where_the_rule_does_not_move_it_and_where_no_day_opens_again() -> None:
    fixed = house.RuleRow(**(vars(RULE) | {"due_on_open_day": False}))
    after = calendar.foreseen(USUAL, closing("12-20", "12-20"), zone_id=1)
    never = calendar.foreseen(USUAL, closing("12-20", "2028-12-31"), zone_id=1)
    assert moved_due(Due(DUE, False), fixed, USUAL, after) == Due(DUE, False)
    assert moved_due(Due(DUE, False), RULE, USUAL, never) == Due(DUE, False)


def test_a_due_day_never_moves_earlier() -> None:
    before = calendar.foreseen(USUAL, closing("12-15", "12-19"), zone_id=1)
    assert moved_due(Due(DUE, False), RULE, before, USUAL) == Due(DUE, False)


# ---------------------------------------------------------------- the command


@pytest.mark.usefixtures("loan")
def test_a_closed_due_day_moves_later_in_the_same_action_and_back_with_its_undo(desk: Desk) -> None:
    with pytest.raises(NeedsYes) as asked:
        desk.do(lending.change_calendar, change=closing("12-20", "12-20"), now=NOW)
    assert days.codes(asked) == ["LoansMove"]
    slip = desk.do(lending.change_calendar, change=closing("12-20", "12-20"), now=NOW, accepted={"LoansMove"})
    assert (slip.moved, slip.firm) == (1, 0)
    assert str(slip) == "Closed Sun 12/20, whole venue: 台风; 1 due days moved later"
    assert due_of(desk) == (datetime(2026, 12, 22, 23, 59, 59), False)
    (row,) = [r for r in desk.ask(journal.today, now=NOW) if r.command == "lending.change_calendar"]
    assert row.text == str(slip)
    desk.do(journal.undo, action_id=row.id, now=NOW)
    assert due_of(desk) == (DUE, False)
    assert desk.ask(calendar.exceptions, since=NOW.date()) == []


def test_holidays_move_a_tentative_day_or_make_it_firm(desk: Desk) -> None:
    desk.confirm_clock()
    for copy_id, lent in ((1, datetime(2026, 12, 2, 9)), (2, datetime(2026, 12, 10, 9))):
        desk.do(lending.check_out, member_id=1, card_id=1, copy_id=copy_id, now=lent)
    before = [(row.due_at.date(), row.tentative) for row in desk.ask(lending.loans_of, member_id=1)]
    assert before == [(date(2027, 1, 1), True), (date(2027, 1, 9), True)]
    touched, rows = desk.ask(lending.loans_touched, change=NEW_YEAR)
    assert touched == 2
    assert [(row.due.at.date(), row.moves) for row in rows] == [(date(2027, 1, 3), True), (date(2027, 1, 9), False)]
    slip = desk.do(lending.change_calendar, change=NEW_YEAR, now=NOW, accepted={"LoansMove"})
    assert (slip.moved, slip.firm) == (1, 2)
    assert str(slip).endswith("; 1 due days moved later, 2 due days are no longer tentative")
    after = [(row.due_at.date(), row.tentative) for row in desk.ask(lending.loans_of, member_id=1)]
    assert after == [(date(2027, 1, 3), False), (date(2027, 1, 9), False)]


@pytest.mark.usefixtures("loan")
def test_another_zone_touches_no_loan(desk: Desk) -> None:
    fitness = next(id_ for id_, name in desk.ask(house.zones) if name == "Fitness")
    change = closing("12-20", "12-20", fitness)
    assert desk.ask(lending.loans_touched, change=change) == (0, [])
    slip = desk.do(lending.change_calendar, change=change, now=NOW)
    assert slip.moved == 0
    assert ";" not in str(slip)
    assert due_of(desk) == (DUE, False)


@pytest.mark.usefixtures("loan")
def test_a_day_closed_for_the_reading_room_alone_moves_its_loans(desk: Desk) -> None:
    change = closing("12-20", "12-20", zone_id=1)
    touched, rows = desk.ask(lending.loans_touched, change=change)
    assert (touched, [row.due.at for row in rows]) == (1, [datetime(2026, 12, 22, 23, 59, 59)])
    with pytest.raises(NeedsYes) as asked:
        desk.do(lending.change_calendar, change=change, now=NOW)
    assert [p.facts for p in asked.value.problems] == [{"n": 1}]
    assert desk.do(lending.change_calendar, change=change, now=NOW, accepted={"LoansMove"}).moved == 1
    assert due_of(desk) == (datetime(2026, 12, 22, 23, 59, 59), False)


@pytest.mark.usefixtures("loan")
def test_hours_of_the_reading_room_s_own_decide_and_not_the_venue_s(desk: Desk) -> None:
    own = days.draft(dict.fromkeys(range(7), "9:00-12:00"), zone_id=1)
    desk.do(lending.change_calendar, change=own, now=NOW)
    venue_only_on_monday = days.draft({0: "9:00-12:00"})
    assert desk.ask(lending.loans_touched, change=venue_only_on_monday) == (0, [])
    assert desk.do(lending.change_calendar, change=venue_only_on_monday, now=NOW).moved == 0
    assert due_of(desk) == (DUE, False)


def test_of_many_loans_only_the_open_ones_on_closed_days_move_and_the_soonest_due_is_shown_first(desk: Desk) -> None:
    lent = {1: "11-25T09:00", 2: "11-22T09:00", 3: "11-20T10:00", 4: "11-20T09:00"}  # due 12-25, 12-22, 12-20, 12-20
    desk.confirm_clock()
    for copy_id, when in lent.items():
        desk.do(lending.check_out, member_id=1, card_id=1, copy_id=copy_id, now=days.at(when))
    desk.do(lending.check_in, copy_id=4, now=days.at("11-26T09:00"))
    closed = closing("12-22", "12-25")
    touched, rows = desk.ask(lending.loans_touched, change=closed, limit=1)
    assert (touched, [row.loan.barcode for row in rows]) == (2, ["B002"])
    assert desk.do(lending.change_calendar, change=closed, now=NOW, accepted={"LoansMove"}).moved == 2
    assert (
        desk.do(lending.change_calendar, change=closing("12-20", "12-20"), now=NOW, accepted={"LoansMove"}).moved == 1
    )
    dues = {row.barcode: row.due_at.date() for row in desk.ask(lending.loans_of, member_id=1)}
    assert dues == {"B001": days.day("12-26"), "B002": days.day("12-26"), "B003": days.day("12-26")}
    (back,) = desk.ask(lending.loans_of, member_id=1, past=True)
    assert back.due_at == DUE


def test_the_loans_that_move_are_shown_before_those_that_only_become_firm(desk: Desk) -> None:
    desk.confirm_clock()
    for copy_id, lent in ((1, datetime(2026, 12, 10, 9)), (2, datetime(2026, 12, 17, 9))):  # due 01-09 and 01-16
        desk.do(lending.check_out, member_id=1, card_id=1, copy_id=copy_id, now=lent)
    late = HolidaysDraft(year=2027, off={"元旦": (date(2027, 1, 16),)}, workdays=())
    touched, (first,) = desk.ask(lending.loans_touched, change=late, limit=1)
    assert (touched, first.loan.barcode, first.due.at.date()) == (2, "B002", date(2027, 1, 17))


def test_a_loan_due_at_an_hour_keeps_it_when_its_day_becomes_firm(desk: Desk) -> None:
    desk.confirm_clock()
    desk.do(lending.check_out, member_id=1, card_id=1, copy_id=1, now=datetime(2026, 12, 10, 9))
    with sqlite3.connect(desk.file.path) as raw:  # as an older house may have brought it along
        raw.execute("UPDATE loans SET due_at = '2027-01-09T18:00:00'")
    raw.close()
    slip = desk.do(lending.change_calendar, change=NEW_YEAR, now=NOW)
    assert (slip.moved, slip.firm) == (0, 1)
    assert due_of(desk) == (datetime(2027, 1, 9, 18), False)


def test_what_the_calendar_refuses_and_asks_reaches_the_desk(desk: Desk) -> None:
    with pytest.raises(Refused) as refused:
        desk.do(lending.change_calendar, change=closing("12-21", "12-20"), now=NOW)
    assert days.codes(refused) == ["EndBeforeStart"]
    with pytest.raises(NeedsYes) as asked:
        desk.do(lending.change_calendar, change=days.draft({}), now=NOW)
    assert days.codes(asked) == ["ClosedAllWeek"]
    assert desk.do(lending.change_calendar, change=days.draft({}), now=NOW, accepted={"ClosedAllWeek"}).moved == 0


@pytest.mark.usefixtures("loan")
def test_all_that_asks_is_asked_at_once(desk: Desk) -> None:
    only_monday_closed_for_good = days.draft({}, zone_id=1)
    with pytest.raises(NeedsYes) as asked:
        desk.do(lending.change_calendar, change=closing("12-20", "12-22"), now=NOW)
    assert days.codes(asked) == ["LoansMove"]
    with pytest.raises(NeedsYes) as asked:
        desk.do(lending.change_calendar, change=only_monday_closed_for_good, now=NOW)
    assert days.codes(asked) == ["ClosedAllWeek"]  # no day opens again, so no due day moves


# ---------------------------------------------------------------- foreseen and done are the same

SUMMER = days.season("暑期", {n: "8:00-22:00" for n in range(7)}, first=(7, 1), last=(8, 31))
CHANGES = (
    days.draft({n: "9:00-12:00 ".strip() for n in range(5)}),
    days.draft({0: "9:00-12:00"}, zone_id=1),
    days.draft({0: "9:00-12:00"}, zone_id=4),
    SUMMER,
    closing("12-20", "12-22"),
    ExceptionDraft(
        first=days.day("12-21"), last=days.day("12-21"), kind=OPEN, reason="补班", windows=windows_of("9:00-17:00")
    ),
    ExceptionDraft(
        first=days.day("12-20"), last=days.day("12-21"), kind=EXTENDED, reason="夜读", windows=windows_of("18:00-22:00")
    ),
    NEW_YEAR,
)
SPAN = (date(2026, 6, 1), date(2027, 9, 30))


def reading(desk: Desk) -> calendar.Calendar:
    found = desk.ask(calendar.load, zone_id=1)
    assert isinstance(found, calendar.Calendar)
    return found


@pytest.mark.parametrize("change", CHANGES)
def test_what_is_foreseen_is_what_is_done(desk: Desk, change: calendar.Change) -> None:
    foreseen = calendar.foreseen(reading(desk), change, zone_id=1)
    desk.do(lending.change_calendar, change=change, now=NOW)
    assert changed_days(foreseen, reading(desk), *SPAN) == ()


@pytest.mark.parametrize("day", ["06-01", "07-20", "2027-07-20"])
def test_the_end_of_a_season_is_foreseen(desk: Desk, day: str) -> None:
    runs = {"first": (7, 1), "last": (8, 31), "valid_from": days.day("07-01"), "valid_to": days.day("2027-05-01")}
    season = desk.do(calendar.add_season, draft=days.season("暑期", {0: "8:00-22:00"}, **runs))
    change = EndSeason(season.timetable_id, days.day(day))
    foreseen = calendar.foreseen(reading(desk), change, zone_id=1)
    slip = desk.do(lending.change_calendar, change=change, now=NOW)
    assert slip.change == "HoursEnded"
    assert changed_days(foreseen, reading(desk), *SPAN) == ()


def test_following_the_venue_and_removing_an_exception_are_foreseen(desk: Desk) -> None:
    desk.do(calendar.set_weekly_hours, draft=days.draft({0: "9:00-12:00"}, zone_id=1), now=NOW)
    added = desk.do(calendar.add_exception, draft=closing("12-20", "12-22"))
    for change in (FollowVenue(1, days.day("12-01")), RemoveException(added.exception_id)):
        foreseen = calendar.foreseen(reading(desk), change, zone_id=1)
        desk.do(lending.change_calendar, change=change, now=NOW)
        assert changed_days(foreseen, reading(desk), *SPAN) == ()
