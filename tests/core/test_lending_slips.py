"""What each command of lending says and writes, in full: its slip with every notice, its records, what it counts."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest

from tests.room import Room
from tests.stories import scene
from venuedesk.core import calendar, lending
from venuedesk.core.calendar import CLOSED, ExceptionDraft

NOW = datetime(2026, 11, 20, 9, 0)
DUE = datetime(2026, 12, 20, 23, 59, 59)
RENEWED = datetime(2027, 1, 19, 23, 59, 59)
MAY_MOVE = "The holidays of 2027 are not entered yet; Tue 1/19 may move later."
NAMES = {"title": "活着", "member": "张国胜", "barcode": "B1"}
COPY = {"title": "活着", "barcode": "B1"}
READING = 1


def loan_of(room: Room, loan_id: int = 1) -> tuple[Any, ...]:
    sql = "SELECT copy_id, member_id, card_id, rule_id, lent_at, due_at, tentative, renewals, returned_at, outcome"
    (row,) = room.rows(f"{sql} FROM loans WHERE id = :id", id=loan_id)
    found: tuple[Any, ...] = row
    return found


def counted(room: Room) -> list[tuple[Any, ...]]:
    """Every event: kind, when, zone, member, and the row it is about."""
    return room.rows("SELECT kind, at, zone_id, member_id, source, source_id, quantity FROM events ORDER BY id")


def holds(room: Room) -> list[tuple[Any, ...]]:
    return room.rows("SELECT member_id, state, copy_id, ready_at FROM holds ORDER BY id")


# ---------------------------------------------------------------- lend, take back, renew


def test_a_loan_is_written_counted_and_said_with_its_card_and_its_rule(room: Room) -> None:
    member, copy = room.member(), room.copy()
    card = room.card(member)
    slip = room.lend(member, copy, card_id=card)
    assert slip == lending.CheckedOut(1, copy, member, DUE, False, 1, **NAMES, notices=("1 books out of 5",))
    rule = room.rows("SELECT min(id) FROM lending_rules WHERE item_type = '*'")[0][0]
    lent, due = "2026-11-20T09:00:00", "2026-12-20T23:59:59"
    assert loan_of(room) == (copy, member, card, rule, lent, due, 0, 0, None, None)
    assert counted(room) == [("loan", lent, READING, member, "loans", 1, 1)]


def test_a_loan_on_a_closed_day_into_an_unknown_year_says_so(room: Room) -> None:
    member, copy = room.member(), room.copy()
    room.lend(member, room.copy("B0", "围城"))
    room.at("2026-12-07T10:00")  # a Monday
    slip = room.lend(member, copy)
    assert (slip.tentative, slip.outstanding) == (True, 2)
    assert slip.notices == (
        "2 books out of 5",
        "The reading room is closed today.",
        "The holidays of 2027 are not entered yet; Wed 1/6 may move later.",
    )
    assert loan_of(room, slip.loan_id)[2:7] == (None, 1, "2026-12-07T10:00:00", "2027-01-06T23:59:59", 1)


def test_a_return_says_who_had_it_how_late_and_what_they_still_have(room: Room) -> None:
    member, copy = room.member(), room.copy()
    room.lend(member, copy)
    room.lend(member, room.copy("B2", "围城"))
    now = room.at("2026-12-23T10:00")
    assert room.take_back(copy) == lending.CheckedIn(1, copy, member, 3, 1, **NAMES)
    assert loan_of(room)[8:] == (now.isoformat(), "returned")
    assert counted(room)[-1] == ("return", now.isoformat(), READING, member, "loans", 1, 1)


def test_a_renewal_says_the_new_day_and_counts(room: Room) -> None:
    member, copy = room.member(), room.copy()
    room.lend(member, copy)
    room.later(days=4)
    slip = room.do(lending.renew, loan_id=1)
    assert slip == lending.Renewed(1, copy, member, RENEWED, 1, True, **NAMES, notices=(MAY_MOVE,))
    assert loan_of(room)[5:8] == ("2027-01-19T23:59:59", 1, 1)
    assert counted(room)[-1] == ("renewal", "2026-11-24T09:00:00", READING, member, "loans", 1, 1)
    again = room.do(lending.renew, loan_id=1, accepted={"RenewalLimit"})
    assert again.renewals == 2


def test_a_renewal_on_a_closed_day_is_not_told_of_it(room: Room) -> None:
    room.lend(room.member(), room.copy())
    room.at("2026-11-23T10:00")  # a Monday
    assert room.do(lending.renew, loan_id=1).notices == (MAY_MOVE,)


def test_a_late_renewal_counts_from_the_first_open_day_after_a_long_closure(room: Room) -> None:
    scene.add_rule(room.file, room.clock, "*", "*", period="3", renewal_period="2", renewals="9")
    room.lend(room.member(), room.copy())  # due on Tuesday 24 November
    room.at("2026-12-10T10:00")
    slip = room.do(lending.renew, loan_id=1, accepted={"LoanOverdue"})
    assert slip.due == date(2026, 12, 12)


def test_a_day_closed_for_the_reading_room_alone_moves_what_is_lent_and_renewed(room: Room) -> None:
    for first, last in ((date(2026, 12, 20), date(2026, 12, 20)), (date(2027, 1, 21), date(2027, 1, 21))):
        closed = ExceptionDraft(first=first, last=last, kind=CLOSED, reason="盘点", zone_id=READING)
        scene.write(room.file, room.clock, lambda session, draft=closed: calendar.add_exception(session, draft=draft))
    slip = room.lend(room.member(), room.copy())
    assert slip.due == date(2026, 12, 22)
    assert room.do(lending.renew, loan_id=1).due == date(2027, 1, 22)


# ---------------------------------------------------------------- in-house use


def test_in_house_use_is_counted_again_after_thirty_minutes_and_not_before(room: Room) -> None:
    copy, other = room.copy(), room.copy("B2")
    assert room.do(lending.record_in_house_use, copy_id=copy) == lending.InHouseUseRecorded(copy, 1, **COPY)
    assert counted(room) == [("in_house", "2026-11-20T09:00:00", READING, None, "copies", copy, 1)]
    room.later(minutes=29, seconds=59)
    again = room.do(lending.record_in_house_use, copy_id=copy)
    assert again == lending.AlreadyCounted(copy, NOW, **COPY)
    assert str(again) == "“活着” was already counted at 09:00; nothing was added"
    assert room.do(lending.record_in_house_use, copy_id=other).today == 2
    room.later(seconds=1)
    assert room.do(lending.record_in_house_use, copy_id=copy).today == 3


def test_in_house_use_around_midnight_is_one(room: Room) -> None:
    copy = room.copy()
    first = room.at("2026-11-20T23:45")
    room.do(lending.record_in_house_use, copy_id=copy)
    room.later(minutes=20)
    assert room.do(lending.record_in_house_use, copy_id=copy) == lending.AlreadyCounted(copy, first, **COPY)
    room.later(minutes=20)
    assert room.do(lending.record_in_house_use, copy_id=copy).today == 1


def test_a_loan_of_a_copy_with_the_same_number_is_no_in_house_use(room: Room) -> None:
    member, copy = room.member(), room.copy()
    room.lend(member, copy)
    room.take_back(copy)
    assert room.do(lending.record_in_house_use, copy_id=copy).today == 1


def test_a_missing_copy_that_is_read_is_in_stock_again_and_put_aside_for_who_waits(room: Room) -> None:
    copy, waiter = room.copy(state="lost"), room.member("李秀英")
    room.do(lending.place_hold, title_id=1, member_id=waiter)
    slip = room.do(lending.record_in_house_use, copy_id=copy, accepted={"CopyWasLost"})
    assert slip.notices == ("Put “活着” aside for 李秀英.",)
    assert room.rows("SELECT state FROM copies") == [("in_stock",)]
    assert holds(room) == [(waiter, "ready", copy, "2026-11-20T09:00:00")]
    room.later(minutes=31)
    slip = room.do(lending.record_in_house_use, copy_id=copy)
    assert slip.notices == ("“活着” lies here for 李秀英.",)


def test_a_book_that_is_read_on_site_is_not_put_aside_by_it(room: Room) -> None:
    waiter = room.member("李秀英")
    room.lend(room.member(), room.copy())
    room.do(lending.place_hold, title_id=1, member_id=waiter)
    new = room.copy("B2")
    assert room.do(lending.record_in_house_use, copy_id=new).notices == ()
    assert holds(room) == [(waiter, "waiting", None, None)]


# ---------------------------------------------------------------- lost and found


def test_a_lost_book_ends_its_loan_and_is_counted(room: Room) -> None:
    member, copy = room.member(), room.copy()
    room.lend(member, copy)
    room.later(hours=1)
    assert room.do(lending.report_lost, copy_id=copy) == lending.CopyReportedLost(copy, member, **NAMES)
    assert loan_of(room)[8:] == ("2026-11-20T10:00:00", "lost")
    assert counted(room)[-1] == ("lost", "2026-11-20T10:00:00", READING, member, "loans", 1, 1)
    found = room.do(lending.mark_found, copy_id=copy)
    assert found == lending.CopyFound(copy, **COPY)
    assert room.rows("SELECT state FROM copies") == [("in_stock",)]


def test_a_book_lost_by_a_clock_that_went_back_was_lost_when_it_was_lent(room: Room) -> None:
    copy = room.copy()
    room.lend(room.member(), copy)
    room.later(minutes=-5)
    room.do(lending.report_lost, copy_id=copy)
    assert room.rows("SELECT returned_at = lent_at FROM loans") == [(1,)]


def test_a_book_lost_from_the_shelf_was_with_nobody_and_who_waited_waits_again(room: Room) -> None:
    member, waiter = room.member(), room.member("李秀英")
    first, second = room.copy(), room.copy("B2")
    for copy in (first, second):
        room.lend(member, copy)
    third = room.member("王五")
    for one in (waiter, third):
        room.do(lending.place_hold, title_id=1, member_id=one)
    room.take_back(first)
    room.take_back(second)
    ready = "2026-11-20T09:00:00"
    assert holds(room) == [(waiter, "ready", first, ready), (third, "ready", second, ready)]
    before = counted(room)
    slip = room.do(lending.report_lost, copy_id=first)
    assert slip == lending.CopyReportedLost(first, None, title="活着", member="", barcode="B1")
    assert holds(room) == [(waiter, "waiting", None, None), (third, "ready", second, ready)]
    assert counted(room) == before
    room.later(minutes=5)
    assert room.do(lending.mark_found, copy_id=first).notices == ("Put “活着” aside for 李秀英.",)
    assert holds(room)[0] == (waiter, "ready", first, "2026-11-20T09:05:00")


# ---------------------------------------------------------------- holds


@pytest.fixture
def queue(room: Room) -> tuple[int, int, int]:
    """Both copies of a title are out; the second and the third reader wait for it."""
    member, second, third = (room.member(name) for name in ("张国胜", "李秀英", "王五"))
    for barcode in ("B1", "B2"):
        room.lend(member, room.copy(barcode))
    names = {second: "李秀英", third: "王五"}
    for place, (one, name) in enumerate(names.items(), 1):
        slip = room.do(lending.place_hold, title_id=1, member_id=one)
        assert slip == lending.HoldPlaced(place, 1, one, place, title="活着", member=name)
    return member, second, third


def test_a_return_says_for_whom_the_book_is_put_aside(room: Room, queue: tuple[int, int, int]) -> None:
    _, second, third = queue
    room.later(minutes=5)
    assert room.take_back(1).notices == ("Put “活着” aside for 李秀英.",)
    assert holds(room) == [(second, "ready", 1, "2026-11-20T09:05:00"), (third, "waiting", None, None)]


def test_who_waited_and_takes_the_copy_put_aside_waits_no_longer(room: Room, queue: tuple[int, int, int]) -> None:
    _, second, third = queue
    room.take_back(1)
    room.lend(second, 1)
    fulfilled, waiting = holds(room)
    assert fulfilled[:3] == (second, "fulfilled", 1)
    assert waiting == (third, "waiting", None, None)


def test_who_takes_another_copy_frees_the_one_put_aside_for_the_next(room: Room, queue: tuple[int, int, int]) -> None:
    _, second, third = queue
    room.take_back(1)
    free = room.copy("B3")
    room.later(minutes=5)
    room.lend(second, free)
    assert holds(room)[0][:3] == (second, "fulfilled", free)
    assert holds(room)[1] == (third, "ready", 1, "2026-11-20T09:05:00")


def test_a_copy_lent_away_from_who_waited_makes_them_wait_again(room: Room, queue: tuple[int, int, int]) -> None:
    member, second, third = queue
    room.take_back(1)
    room.lend(member, 1, "WithoutCard", "HeldForAnother")
    assert holds(room) == [(second, "waiting", None, None), (third, "waiting", None, None)]


def test_a_cancelled_hold_frees_its_copy_for_the_next_and_names_whose_it_was(
    room: Room, queue: tuple[int, int, int]
) -> None:
    _, second, third = queue
    room.take_back(1)
    room.later(minutes=5)
    slip = room.do(lending.cancel_hold, hold_id=1)
    assert slip == lending.HoldCancelled(1, 1, second, title="活着", member="李秀英")
    assert holds(room)[0][:2] == (second, "cancelled")
    assert holds(room)[1] == (third, "ready", 1, "2026-11-20T09:05:00")


def test_a_hold_cancelled_while_it_waits_frees_nothing(room: Room, queue: tuple[int, int, int]) -> None:
    _, second, third = queue
    room.take_back(1)
    slip = room.do(lending.cancel_hold, hold_id=2)
    assert slip == lending.HoldCancelled(2, 1, third, title="活着", member="王五")
    assert holds(room)[0] == (second, "ready", 1, NOW.isoformat())


def test_a_reader_who_no_longer_belongs_waits_for_nothing_but_one_whose_time_is_up_may(room: Room) -> None:
    room.lend(room.member(), room.copy())
    expired = room.member("李秀英", expires=(NOW - timedelta(days=1)).date().isoformat())
    assert room.do(lending.place_hold, title_id=1, member_id=expired).place == 1
