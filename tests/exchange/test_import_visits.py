"""Visits by the hour: what comes in, what goes out, and what is refused."""

from datetime import date, datetime, time

import pytest
from openpyxl import Workbook

from tests.core.venue import NOW
from tests.exchange.desks import count, csv_file, imported, planned, rejected, rows_of, undone
from venuedesk.core import visits
from venuedesk.core.visits import DoorDraft
from venuedesk.exchange import exports, plans
from venuedesk.exchange.plans import Imported
from venuedesk.exchange.visits import hour_of

SUMS = (
    "SELECT day, substr(at, 12, 5), source, source_id, sum(quantity) FROM events GROUP BY 1, 2, 3, 4 ORDER BY 1, 2, 4"
)


@pytest.fixture(autouse=True)
def _doors(at) -> None:
    at.do(visits.save_door, draft=DoorDraft(name="东门", counted_by="gate", position=1), now=NOW)


def table(tmp_path, *lines, header="门,日期,时段,人次"):
    return csv_file(tmp_path, header, *lines, name="visits.csv")


def test_hours_come_in_once_and_one_undo_takes_them_back(at, tmp_path):
    path = table(
        tmp_path, "Main door,2026-11-19,9:00-10:00,35", "Main door,2026/11/19,10,40 人次", "东门,20261118,全天,300"
    )
    assert imported(at, plans.VISITS, path) == Imported("visits", 3, 0, 0, 0)
    assert rows_of(at, SUMS) == [
        ("2026-11-18", "23:59", "gates", 2, 300),
        ("2026-11-19", "09:00", "doors", 1, 35),
        ("2026-11-19", "10:00", "doors", 1, 40),
    ]
    assert imported(at, plans.VISITS, path, update=True) == Imported("visits", 0, 0, 3, 0)
    undone(at)
    assert count(at, "events") == 0


def test_a_dry_run_says_what_differs_and_only_update_takes_it(at, tmp_path):
    imported(at, plans.VISITS, table(tmp_path, "Main door,2026-11-19,9,35", "Main door,2026-11-19,10,5"))
    path = table(tmp_path, "Main door,2026-11-19,9,30", "Main door,2026-11-19,10,5", "Main door,2026-11-19,11,0")
    plan = planned(at, plans.VISITS, path)
    assert (len(plan.new), plan.equal, plan.rejected) == (1, 1, ())
    (one,) = plan.differing
    assert (one.what, one.changes) == ("Main door 2026-11-19 9:00–10:00", (("Visits", "35", "30"),))
    assert imported(at, plans.VISITS, path) == Imported("visits", 1, 0, 1, 0, 1)
    assert imported(at, plans.VISITS, path, update=True) == Imported("visits", 0, 1, 2, 0)
    found = at.ask(visits.hours, day=date(2026, 11, 19))
    assert [(row.hour, row.visits) for row in found] == [(9, 30), (10, 5), (11, 0)]
    undone(at)
    found = at.ask(visits.hours, day=date(2026, 11, 19))
    assert [(row.hour, row.visits) for row in found] == [(9, 35), (10, 5), (11, 0)]


def test_english_headers_in_any_order_will_do_and_others_are_named(at, tmp_path):
    path = table(tmp_path, "7,9,2026-11-19,Main door,sun", header="Visits,Hour,Day,Door,Weather")
    plan = planned(at, plans.VISITS, path)
    assert (len(plan.new), plan.notices) == (1, ("Not used: the columns Weather.",))


def test_taps_of_the_hour_are_its_count(at, tmp_path):
    for _twice in range(2):
        at.do(visits.count_visitors, door_id=1, count=4, now=NOW)
    path = table(tmp_path, "Main door,2026-11-20,9,8")
    assert imported(at, plans.VISITS, path) == Imported("visits", 0, 0, 1, 0)


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("西门,2026-11-19,9,3", "line 2, Door: no door in use is called 西门"),
        (",2026-11-19,9,3", "line 2, Door: is empty, and there are several doors"),
        ("Main door,,9,3", "line 2, Day: is empty"),
        ("Main door,2026-11-19,9,", "line 2, Visits: is empty"),
        ("Main door,2026-11-19,9,-3", "line 2, Visits: is no count from 0 to 100000: -3"),
        ("Main door,2026-11-19,9,many", "line 2, Visits: is no count from 0 to 100000: many"),
        ("Main door,2026-11-19,9,100001", "line 2, Visits: is no count from 0 to 100000: 100001"),
        ("Main door,2026-11-19,9:00 PM,3", "line 2, Hour: is no hour such as 9 or 9:00: 9:00 PM"),
        ("Main door,2026-11-19,9:30,3", "line 2, Hour: is no hour such as 9 or 9:00: 9:30"),
        ("Main door,2026-11-19,9:00-12:00,3", "line 2, Hour: is no hour such as 9 or 9:00: 9:00-12:00"),
        ("Main door,2026-11-19,24,3", "line 2, Hour: is no hour such as 9 or 9:00: 24"),
        ("Main door,2026-11-19,morning,3", "line 2, Hour: is no hour such as 9 or 9:00: morning"),
        ("Main door,2026-11-19,,3", "line 2, Hour: is empty, and this door is counted by hand"),
        ("Main door,2026-11-21,9,3", "line 2, Day: lies after today"),
        ("Main door,2026-11-20,10,3", "line 2, Day: lies after today"),
        ("Main door,0206-11-20,10,3", "line 2, Day: lies between 2000-01-01 and 2026-11-20"),
        ("Main door,2026-10-31,9,3", "line 2, Day: lies in a closed month"),
        ("Main door,2026-11-17,9,3", "line 2, Day: is marked closed or not counted at this door"),
        ("东门,2026-11-16,10,3", "line 2, Hour: has hours and a whole day on the same day"),
        ("东门,2026-11-15,全天,3", "line 2, Hour: has hours and a whole day on the same day"),
    ],
)
def test_a_row_that_cannot_be_is_rejected_with_its_reason(at, tmp_path, line, words):
    given = {"now": NOW, "accepted": {"HourReason"}, "reason": "x", "adding": False}
    at.do(visits.set_hour, door_id=2, day=date(2026, 11, 16), hour=None, count=9, **given)
    at.do(visits.set_hour, door_id=2, day=date(2026, 11, 15), hour=9, count=9, **given)
    at.do(visits.mark_day, door_id=1, day=date(2026, 11, 17), state="closed", now=NOW)
    with at.file.writer.begin() as connection:
        sql = "INSERT INTO closed_months (month, closed_at) VALUES ('2026-10', '2026-11-01T09:00:00')"
        connection.exec_driver_sql(sql)
    plan = planned(at, plans.VISITS, table(tmp_path, line))
    assert rejected(plan) == [words]


def test_what_stands_already_passes_in_a_closed_month_and_on_another_source(at, tmp_path):
    path = table(tmp_path, "Main door,2026-10-31,9,3", "Main door,2026-11-19,10,4")
    imported(at, plans.VISITS, path)
    with at.file.writer.begin() as connection:
        sql = "INSERT INTO closed_months (month, closed_at) VALUES ('2026-10', '2026-11-01T09:00:00')"
        connection.exec_driver_sql(sql)
    at.do(visits.save_door, draft=DoorDraft(name="Main door", counted_by="gate", door_id=1), now=NOW)
    plan = planned(at, plans.VISITS, path)
    assert (rejected(plan), plan.equal, plan.new) == ([], 2, ())


def test_a_door_that_counts_otherwise_that_day_and_a_line_twice_are_rejected(at, tmp_path):
    at.do(visits.count_visitors, door_id=1, count=4, now=NOW)
    at.do(visits.save_door, draft=DoorDraft(name="Main door", counted_by="gate", door_id=1), now=NOW)
    path = table(
        tmp_path, "Main door,2026-11-20,9,3", "东门,2026-11-19,9,3", "东门,2026-11-19,09:00,4", "东门,2026-11-19,,4"
    )
    assert rejected(planned(at, plans.VISITS, path)) == [
        "line 2, Day: was counted otherwise; a door counts by one source a day",
        "line 4, Hour: stands twice, first on line 3",
        "line 5, Hour: has hours and a whole day on the same day",
    ]


def test_hours_that_a_spreadsheet_keeps_as_times_are_hours(at, tmp_path):
    book = Workbook()
    sheet = book.active
    sheet.append(["门", "日期", "时段", "人次"])
    for hour in range(24):
        sheet.append(["Main door", date(2026, 11, 19), time(hour), hour])
    book.save(tmp_path / "visits.xlsx")
    assert imported(at, plans.VISITS, tmp_path / "visits.xlsx") == Imported("visits", 24, 0, 0, 0)
    found = at.ask(visits.hours, day=date(2026, 11, 19))
    assert [(row.hour, row.visits) for row in found] == [(hour, hour) for hour in range(24)]


def test_what_was_counted_at_a_retired_door_comes_back_equal_and_more_before_its_end(at, tmp_path):
    hours = ("东门,2026-11-18,9,5", "东门,2026-11-20,8,6")
    imported(at, plans.VISITS, table(tmp_path, *hours))
    at.do(visits.retire_door, door_id=2, now=NOW)
    path = tmp_path / "out.csv"
    at.ask(exports.export_visits, path=path)
    assert imported(at, plans.VISITS, path) == Imported("visits", 0, 0, 2, 0)
    plan = planned(at, plans.VISITS, table(tmp_path, *hours, "东门,2026-11-19,9,7", "东门,2026-11-20,9,8"))
    assert rejected(plan) == ["line 5, Door: is no longer in use on that day"]
    assert imported(at, plans.VISITS, plan.reading.path) == Imported("visits", 1, 0, 2, 1)


def test_a_door_that_was_put_up_anew_has_the_days_since_the_one_before_those_before_it(at, tmp_path):
    at.do(visits.save_door, draft=DoorDraft(name="东门", since=date(2026, 11, 1), door_id=2), now=datetime(2026, 11, 1))
    at.do(visits.retire_door, door_id=2, now=datetime(2026, 11, 18, 9))
    at.do(visits.save_door, draft=DoorDraft(name="东门"), now=datetime(2026, 11, 18, 9))
    imported(at, plans.VISITS, table(tmp_path, "东门,2026-11-17,9,5", "东门,2026-11-18,9,6", "东门,2026-10-18,9,7"))
    found = rows_of(at, "SELECT day, source_id, quantity FROM events ORDER BY day")
    assert found == [("2026-10-18", 3, 7), ("2026-11-17", 2, 5), ("2026-11-18", 3, 6)]


def test_where_there_is_one_door_its_name_may_be_left_out(at, tmp_path):
    at.do(visits.retire_door, door_id=2, now=NOW)
    path = table(tmp_path, "2026-11-19,9,3", header="日期,时段,人次")
    assert imported(at, plans.VISITS, path) == Imported("visits", 1, 0, 0, 0)
    assert planned(at, plans.VISITS, table(tmp_path)).notices == ("The table has no rows.",)


@pytest.mark.parametrize("ending", ["xlsx", "csv"])
def test_what_goes_out_comes_back_equal(at, tmp_path, ending):
    imported(
        at, plans.VISITS, table(tmp_path, "Main door,2026-11-18,9,5", "东门,2026-11-18,,90", "东门,2026-11-19,0,7")
    )
    at.do(visits.count_visitors, door_id=1, count=3, now=datetime(2026, 11, 20, 9, 1))
    path = tmp_path / f"out.{ending}"
    assert at.ask(exports.export_visits, path=path).rows == 4
    assert imported(at, plans.VISITS, path, update=True) == Imported("visits", 0, 0, 4, 0)
    assert at.ask(exports.export_visits, path=path, first=date(2026, 11, 18), last=date(2026, 11, 18)).rows == 2


@pytest.mark.parametrize(
    ("words", "hour"),
    [("9", 9), ("09", 9), ("9:00", 9), ("09:00-10:00", 9), ("23时", 23), ("8点", 8), ("０９：００", 9), ("0", 0),
     ("9-10", 9), ("9:00 – 9:59", 9), ("9时至10时", 9), ("23:00-24:00", 23), ("23:00～0:00", 23), ("0.375", 9),
     ("0.41666666666666669", 10), ("", None), ("全天", None), ("Whole day", None), ("09:00:00", 9)],
)  # fmt: skip
def test_an_hour_is_written_in_many_ways(words, hour):
    assert hour_of(words) == hour
