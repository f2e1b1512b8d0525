from datetime import datetime

import pytest

from tests.exchange.desks import NOW, count, csv_file, imported, planned, rejected, rows_of, undone
from venuedesk.core import bookings, lending, people, rooms
from venuedesk.exchange import imports, plans
from venuedesk.exchange.plans import Imported

HEADER = "条码,卡号,姓名,手机,借出日期,应还日期,归还日期,续借次数"


def loans(tmp_path, *lines):
    return csv_file(tmp_path, HEADER, *lines, name="loans.csv")


def test_past_and_open_loans_are_taken_with_what_they_count(at, tmp_path):
    path = loans(
        tmp_path,
        "b001,1001,,,2026-09-01,2026-10-01,2026-09-20,1",
        "B001,,李四,13800000002,2026-11-01,,,",
        "B002,1003,,,2026-11-20,2026-12-20,,",
    )
    assert imported(at, plans.LOANS, path) == Imported("loans", 3, 0, 0, 0)
    sql = "SELECT copy_id, member_id, card_id, lent_at, due_at, renewals, returned_at, outcome FROM loans ORDER BY id"
    assert rows_of(at, sql) == [
        (1, 1, 1, "2026-09-01T12:00:00", "2026-10-01T23:59:59", 1, "2026-09-20T12:00:00", "returned"),
        (1, 2, None, "2026-11-01T12:00:00", "2026-12-01T23:59:59", 0, None, None),
        (2, 3, 3, "2026-11-20T09:00:00", "2026-12-20T23:59:59", 0, None, None),
    ]
    assert rows_of(at, "SELECT day, kind, member_id FROM events ORDER BY id") == [
        ("2026-09-01", "loan", 1),
        ("2026-09-20", "return", 1),
        ("2026-11-01", "loan", 2),
        ("2026-11-20", "loan", 3),
    ]
    assert imported(at, plans.LOANS, path, update=True) == Imported("loans", 0, 0, 3, 0)
    undone(at)
    assert (count(at, "loans"), count(at, "events")) == (0, 0)


def test_what_became_of_a_loan_is_taken_with_update(at, tmp_path):
    imported(at, plans.LOANS, loans(tmp_path, "B001,1001,,,2026-09-01,2026-10-01,,"))
    path = loans(tmp_path, "B001,1001,,,2026-09-01,2026-10-15,2026-10-10,1")
    plan = planned(at, plans.LOANS, path)
    assert plan.differing[0].changes == (
        ("Due on", "2026-10-01", "2026-10-15"),
        ("Returned on", "", "2026-10-10"),
        ("Renewals", "0", "1"),
    )
    assert at.do(imports.import_loans, plan=plan, now=NOW, update=True).changed == 1
    assert rows_of(at, "SELECT returned_at, outcome FROM loans") == [("2026-10-10T12:00:00", "returned")]
    assert rows_of(at, "SELECT kind, day FROM events") == [("loan", "2026-09-01"), ("return", "2026-10-10")]
    late = loans(tmp_path, "B001,1001,,,2026-09-01,,2026-10-11,")
    assert rejected(planned(at, plans.LOANS, late)) == ["line 2, Returned on: this loan has ended here on 2026-10-10"]


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("X1,1001,,,2026-09-01,,,", "line 2, Barcode: no copy has the barcode X1"),
        ("B001,77,,,2026-09-01,,,", "line 2, Card number: fits no member"),
        ("B001,,,,2026-09-01,,,", "line 2, Card number: is empty"),
        ("B001,1001,,,,,,", "line 2, Lent on: is empty"),
        ("B001,1001,,,2026-09-01,2026-08-01,,", "line 2, Due on: lies before the day of lending"),
        ("B001,1001,,,2026-09-01,,2026-08-01,", "line 2, Returned on: lies before the day of lending"),
        ("B001,1001,,,2026-09-01,,,often", "line 2, Renewals: is not a number: often"),
    ],
)
def test_a_bad_row_is_rejected(at, tmp_path, line, words):
    plan = planned(at, plans.LOANS, loans(tmp_path, line, "B002,1001,,,2026-09-01,,,"))
    assert rejected(plan) == [words]
    assert len(plan.new) == 1


def test_what_has_not_happened_yet_is_no_loan(at, tmp_path):
    path = loans(
        tmp_path,
        "B001,1001,,,2026-11-21,,,",
        "B001,1001,,,2026-11-20,2026-12-20,,",
        "B002,1001,,,2026-11-20,,2026-11-20,",
        "B003,1001,,,2026-11-20,,2026-11-21,",
        "B004,1001,,,2027-01-04,2027-02-04,2027-02-01,",
    )
    words = [
        "line 2, Lent on: lies after today",
        "line 5, Returned on: lies after today",
        "line 6, Lent on: lies after today",
    ]
    plan = planned(at, plans.LOANS, path)
    assert rejected(plan) == words
    assert at.do(imports.import_loans, plan=plan, now=NOW) == Imported("loans", 2, 0, 0, 3)
    assert rows_of(at, "SELECT max(lent_at), max(returned_at) FROM loans") == [
        ("2026-11-20T09:00:00", "2026-11-20T09:00:00")
    ]


def test_an_open_loan_is_not_given_back_tomorrow_by_a_file(at, tmp_path):
    imported(at, plans.LOANS, loans(tmp_path, "B001,1001,,,2026-09-01,,,"))
    plan = planned(at, plans.LOANS, loans(tmp_path, "B001,1001,,,2026-09-01,,2026-11-21,"))
    assert rejected(plan) == ["line 2, Returned on: lies after today"]
    assert plan.differing == ()


def test_a_copy_cannot_be_lent_twice_by_a_file(at, tmp_path):
    at.do(lending.check_out, copy_id=1, member_id=1, card_id=1, now=NOW)
    path = loans(tmp_path, "B001,1002,,,2026-11-01,,,", "B002,1001,,,2026-11-01,,,", "B002,1002,,,2026-11-02,,,")
    assert rejected(planned(at, plans.LOANS, path)) == [
        "line 2, Barcode: the copy is on loan already",
        "line 4, Barcode: the copy is on loan already",
    ]


def test_a_number_that_another_member_had_before_is_told_by_the_name(at, tmp_path):
    at.do(people.block_card, card_id=1, now=NOW, reason="换卡")
    at.do(people.issue_card, member_id=2, number="1001", now=NOW, accepted={"CardWasEnded"})
    lines = ("B001,1001,张三,,2026-09-01,,2026-09-20,", "B001,1001,李四,,2026-10-01,,,", "B002,1001,,,2026-10-01,,,")
    plan = planned(at, plans.LOANS, loans(tmp_path, *lines))
    assert [new.id for new in plan.new] == [1, 2]
    assert rejected(plan) == ["line 4, Card number: fits 2 members; give the name too"]


def test_holidays_of_a_year_are_entered_and_entered_again(at, tmp_path):
    lines = [
        "2026-12-31,放假,元旦,国办发〔2026〕1号",
        "2027-01-01,放假,元旦,",
        "2027-01-02,休,元旦,",
        "2027-02-06,放假,春节,",
        "2027-01-10,上班,,",
    ]
    path = csv_file(tmp_path, "日期,安排,节日,文号", *lines, name="days.csv")
    assert imported(at, plans.CALENDAR, path) == Imported("calendar", 1, 0, 0, 0)
    sql = (
        "SELECT day, kind FROM holiday_days d JOIN holiday_years y ON y.id = holiday_year_id"
        " WHERE year = 2027 AND retired_at IS NULL ORDER BY day"
    )
    assert rows_of(at, sql) == [
        ("2026-12-31", "off"),
        ("2027-01-01", "off"),
        ("2027-01-02", "off"),
        ("2027-01-10", "workday"),
        ("2027-02-06", "off"),
    ]
    assert imported(at, plans.CALENDAR, path, update=True).equal == 1
    path = csv_file(tmp_path, "日期,安排,节日,文号", *lines[:-1], name="days.csv")
    plan = planned(at, plans.CALENDAR, path)
    assert plan.differing[0].changes == (("2027-01-10", "Make-up workday", ""),)
    assert at.do(imports.import_calendar, plan=plan, now=NOW, update=True).changed == 1
    assert len(rows_of(at, sql)) == 4
    undone(at)
    assert len(rows_of(at, sql)) == 5


def test_a_year_with_a_bad_day_is_not_taken(at, tmp_path):
    path = csv_file(tmp_path, "日期,安排,节日", "2027-01-01,放假,元旦", "2027-13-01,放假,元旦", name="days.csv")
    assert [r.line for r in planned(at, plans.CALENDAR, path).rejected] == [2, 3]
    path = csv_file(tmp_path, "日期,安排,节日", "2027-01-04,上班,", "2027-01-01,放假,元旦", name="days.csv")
    plan = planned(at, plans.CALENDAR, path)
    assert "make-up workday" in str(plan.rejected[0])
    assert not plan.new


def test_days_off_tell_which_loans_and_bookings_they_touch_and_are_taken_all_the_same(at, tmp_path):
    at.do(lending.check_out, member_id=1, card_id=1, copy_id=1, now=NOW)  # due on Sunday 20 December
    room = at.do(rooms.save_room, draft=rooms.RoomDraft(zone_id=2, name="瑜伽室", capacity=20), now=NOW)
    starts, ends = datetime(2026, 12, 20, 19), datetime(2026, 12, 20, 20)
    who = {"purpose": "瑜伽", "caller": "赵老师", "phone": "13900000009"}
    draft = bookings.BookingDraft(room_id=room.room_id, starts_at=starts, ends_at=ends, **who)
    at.do(bookings.book, draft=draft, now=NOW)
    lines = ("2026-12-20,放假,冬至", "2026-01-01,放假,元旦")
    path = csv_file(tmp_path, "日期,安排,节日", *lines, name="days.csv")
    plan = planned(at, plans.CALENDAR, path)
    assert plan.notices == (
        "1 books that are out are due on days that would be closed. Their due days move to the next open day."
        " “活着” 张三 Sun 12/20 → Tue 12/22",
        "1 bookings would lie outside the opening hours: 赵老师 (瑜伽室)."
        " They stay as they are; move or cancel them one by one.",
    )
    assert at.do(imports.import_calendar, plan=plan, now=NOW, update=True).changed == 1
    assert rows_of(at, "SELECT due_at FROM loans") == [("2026-12-22T23:59:59",)]
