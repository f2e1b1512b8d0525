import random
from datetime import datetime, time, timedelta

import pytest
from openpyxl import Workbook

from tests.exchange.desks import NOW, count, csv_file, imported, planned, rejected, rows_of, undone
from venuedesk import i18n
from venuedesk.core import bookings, journal, people, rooms
from venuedesk.core.errors import Refused
from venuedesk.exchange import exports, imports, plans
from venuedesk.exchange.booking_lines import minutes_of
from venuedesk.exchange.plans import Imported

HEADER = "场地,日期,开始,结束,单位,会员,联系人,电话,用途,人数,实到,状态,布置"
SAID = "SELECT r.name, b.starts_at, b.ends_at, b.state, b.attended FROM bookings b JOIN rooms r ON r.id = room_id"
EVENTS = "SELECT kind, day, zone_id, space_id, minutes, quantity, unit_id, group_name FROM events"


@pytest.fixture(autouse=True)
def _rooms(at):
    """多功能厅 = 东厅 + 西厅, each bookable alone; a layout that takes half an hour before."""
    draft = rooms.RoomDraft(zone_id=3, name="多功能厅", spaces="东厅 + 西厅", capacity=100, singly=True)
    made = at.do(rooms.save_room, draft=draft, now=NOW)
    layout = rooms.LayoutDraft(room_id=made.room_id, name="剧院式", capacity=100, setup_minutes=30, teardown_minutes=15)
    at.do(rooms.save_layout, draft=layout)
    at.do(rooms.save_room, draft=rooms.RoomDraft(zone_id=2, name="瑜伽室", capacity=20), now=NOW)


def table(tmp_path, *lines, header=HEADER, name="bookings.csv"):
    return csv_file(tmp_path, header, *lines, name=name)


LINES = (
    "多功能厅,2026-09-05,9:00,11:00,东方机械厂,,王丽,0512-66533321,合唱排练,60,58,,剧院式",
    "瑜伽室,2026-09-05,19:00,20:30,,张三,,,瑜伽,12,9,结束,",
    "东厅,2026-09-06,22:00,01:00,,,赵老师,13900000009,守夜,5,5,,",
    "东厅,2026-09-07,9:00,10:00,,,赵老师,13900000009,会议,5,,未到,",
    "西厅,2026-12-01,14:00,16:00,东方机械厂,,,,培训,40,,待批,",
    "多功能厅,2026-12-02,14:00,16:00,,1003,,,讲座,90,,,",
    "西厅,2026-12-03,14:00,16:00,,,李主任,,会议,10,,取消,",
)


@pytest.mark.parametrize(
    ("words", "minutes"),
    [
        ("9:00", 540),
        ("09:00:00", 540),
        ("19：30", 1170),
        ("7点半", 450),
        ("7点", 420),
        ("14时05分", 845),
        ("1930", 1170),
        ("900", 540),
        ("9", 540),
        ("0.375", 540),
        ("0.791666666666667", 1140),
        ("2026-11-20 19:00:00", 1140),
        ("24:00", 1440),
        ("24:01", None),
        ("9:60", None),
        ("早上", None),
        ("", None),
    ],
)
def test_times_are_read_as_they_are_written(words, minutes):
    assert minutes_of(words) == minutes


@pytest.mark.parametrize(
    ("shape", "start", "end", "read"),
    [
        ("h:mm", time(22), time(0), "22:00–00:00 the next day"),
        ("[h]:mm:ss", timedelta(hours=22), timedelta(hours=24), "22:00–00:00 the next day"),
        ("[h]:mm", 0.375, 0.5, "09:00–12:00"),
        ("General", 0.375, 11, "09:00–11:00"),
    ],
)
def test_times_are_read_as_a_spreadsheet_keeps_them(at, tmp_path, shape, start, end, read):
    book = Workbook()
    book.active.append(["场地", "日期", "开始", "结束", "联系人"])
    book.active.append(["东厅", datetime(2026, 12, 1), start, end, "赵"])
    for cell in ("C2", "D2"):
        book.active[cell].number_format = shape
    book.save(tmp_path / "times.xlsx")
    (new,) = planned(at, plans.BOOKINGS, tmp_path / "times.xlsx").new
    assert new.draft.span == f"Tue 12/1 {read}"


def test_past_and_coming_bookings_are_taken_with_what_they_occupy_and_count(at, tmp_path):
    path = table(tmp_path, *LINES)
    plan = planned(at, plans.BOOKINGS, path)
    assert rejected(plan) == []
    assert plan.notices[0] == "1 units are new and will be created: 东方机械厂."
    assert at.do(imports.import_bookings, plan=plan, now=NOW) == Imported("bookings", 7, 0, 0, 0)
    assert rows_of(at, SAID) == [
        ("多功能厅", "2026-09-05T09:00:00", "2026-09-05T11:00:00", "ended", 58),
        ("瑜伽室", "2026-09-05T19:00:00", "2026-09-05T20:30:00", "ended", 9),
        ("东厅", "2026-09-06T22:00:00", "2026-09-07T01:00:00", "ended", 5),
        ("东厅", "2026-09-07T09:00:00", "2026-09-07T10:00:00", "no_show", None),
        ("西厅", "2026-12-01T14:00:00", "2026-12-01T16:00:00", "awaiting", None),
        ("多功能厅", "2026-12-02T14:00:00", "2026-12-02T16:00:00", "booked", None),
        ("西厅", "2026-12-03T14:00:00", "2026-12-03T16:00:00", "cancelled", None),
    ]
    assert rows_of(at, "SELECT space_id, starts_at, ends_at FROM occupancy WHERE booking_id = 1") == [
        (1, "2026-09-05T08:30:00", "2026-09-05T11:15:00"),
        (2, "2026-09-05T08:30:00", "2026-09-05T11:15:00"),
    ]
    assert count(at, "occupancy") == 2 + 1 + 1 + 1 + 2
    holders = "SELECT u.name, m.name, caller, b.phone, purpose, expected FROM bookings b"
    holders += " LEFT JOIN units u ON u.id = b.unit_id LEFT JOIN members m ON m.id = b.member_id ORDER BY b.id LIMIT 2"
    assert rows_of(at, holders) == [
        ("东方机械厂", None, "王丽", "0512-66533321", "合唱排练", 60),
        (None, "张三", "", "", "瑜伽", 12),
    ]
    codes = [code for (code,) in rows_of(at, "SELECT code FROM bookings")]
    assert len(set(codes)) == 7
    assert imported(at, plans.BOOKINGS, path, update=True) == Imported("bookings", 0, 0, 7, 0)
    undone(at)
    assert [count(at, t) for t in ("bookings", "occupancy", "events")] == [0, 0, 0]


def test_an_imported_session_counts_like_one_that_was_ended_at_the_desk(at, tmp_path):
    header = "场地,日期,开始,结束,单位,会员,联系人,电话,人数,实到,布置"
    at.do(people.save_unit, draft=people.UnitDraft(name="城北纺织厂"))
    lines = (
        "多功能厅,2026-11-14,8:00,22:00,,,赵老师,13900000009,60,58,剧院式",
        "瑜伽室,2026-11-17,19:00,23:30,,张三,,,12,9,",
        "东厅,2026-11-18,22:00,01:00,城北纺织厂,,,,5,5,",
        "西厅,2026-11-18,9:00,9:40,,,赵老师,13900000009,5,0,",
    )
    path = table(tmp_path, *lines, header=header)
    imported(at, plans.BOOKINGS, path)
    by_file = rows_of(at, f"{EVENTS} ORDER BY source_id, id")
    assert len(by_file) == 11
    undone(at)
    plain = [",".join(part for n, part in enumerate(line.split(",")) if n != 9) for line in lines]
    imported(at, plans.BOOKINGS, table(tmp_path, *plain, header=header.replace(",实到", "")))
    for (booking_id,), line in zip(rows_of(at, "SELECT id FROM bookings ORDER BY id"), lines, strict=True):
        attended = int(line.split(",")[9])
        at.do(bookings.end, booking_id=booking_id, attended=attended, now=NOW, accepted={"NobodyCame"})
    assert rows_of(at, f"{EVENTS} ORDER BY source_id, id") == by_file
    assert imported(at, plans.BOOKINGS, path).equal == 4


def test_clashes_are_told_with_their_holder_against_the_records_and_within_the_file(at, tmp_path):
    imported(at, plans.BOOKINGS, table(tmp_path, *LINES))
    path = table(
        tmp_path,
        "多功能厅,2026-12-01,15:00,17:00,,,钱一,13900000001,,5,,,",
        "东厅,2026-12-02,16:30,17:00,,,钱一,13900000001,,5,,,",
        "多功能厅,2026-12-02,17:00,18:00,,,钱二,13900000002,,5,,,",
        "东厅,2026-12-02,15:30,16:00,,,钱三,13900000003,,5,,,",
        "多功能厅,2026-12-02,19:00,20:00,,,钱四,13900000004,,5,,,剧院式",
        "西厅,2026-12-02,18:00,18:40,,,钱五,13900000005,,5,,,",
        "东厅,2026-12-02,16:30,18:00,,,钱六,13900000006,,5,,,",
        "东厅,2026-12-02,16:15,16:45,,,钱七,13900000007,,5,,取消,",
    )
    assert rejected(planned(at, plans.BOOKINGS, path)) == [
        "line 2, Start: 西厅 is taken Tue 12/1 14:00–16:00: 东方机械厂, 培训.",
        "line 5, Start: 多功能厅 is taken Wed 12/2 14:00–16:00: 张国胜, 讲座, 13800000003.",
        "line 7, Start: line 6 has 多功能厅 Wed 12/2 19:00–20:00: 钱四",
        "line 8, Start: stands twice, first on line 3",
    ]
    assert imported(at, plans.BOOKINGS, path).new == 4


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("大礼堂,2026-12-01,9:00,10:00,,,赵,,,,,,", "line 2, Room: no room is called 大礼堂"),
        ("东厅,2026-12-01,早上,10:00,,,赵,,,,,,", "line 2, Start: is no time such as 19:00: 早上"),
        ("东厅,2026-12-01,24:00,1:00,,,赵,,,,,,", "line 2, Start: is no time such as 19:00: 24:00"),
        ("东厅,2026-12-01,9:00,9:00,,,赵,,,,,,", "line 2, Ends: does not lie after the start"),
        ("东厅,2026-12-01,9:00,,,,赵,,,,,,", "line 2, Ends: is empty"),
        ("东厅,12月,9:00,10:00,,,赵,,,,,,", "line 2, Day: is no date such as 2026-11-20: 12月"),
        ("东厅,9999-12-31,9:00,24:00,,,赵,,,,,,", "line 2, Day: lies between 2000-01-01 and 2199-12-31"),
        ("东厅,0001-01-01,9:00,10:00,,,赵,,,,,,", "line 2, Day: lies between 2000-01-01 and 2199-12-31"),
        ("东厅,2026-12-01,9:00,10:00,,,,,,,,,", "line 2, Unit: is empty"),
        ("东厅,2026-12-01,9:00,10:00,,无名,,,,,,,", "line 2, Member: fits no member"),
        ("东厅,2026-12-01,9:00,10:00,,,赵,,,0,,,", "line 2, Expected: lies between 1 and 100000"),
        ("东厅,2026-12-01,9:00,10:00,,,赵,,,许多,,,", "line 2, Expected: is not a number: 许多"),
        ("东厅,2026-09-01,9:00,10:00,,,赵,,,,100001,,", "line 2, Attended: lies between 0 and 100000"),
        ("东厅,2026-12-01,9:00,10:00,,,赵,,,,5,,", "line 2, Attended: it is not over yet"),
        ("东厅,2026-12-01,9:00,10:00,,,赵,,,,,结束,", "line 2, State: it is not over yet"),
        ("东厅,2026-12-01,9:00,10:00,,,赵,,,,,未到,", "line 2, State: it has not begun yet"),
        ("东厅,2026-12-01,9:00,10:00,,,赵,,,,,到场,", "line 2, State: it has not begun yet"),
        ("东厅,2026-09-01,9:00,10:00,,,赵,,,,5,取消,", "line 2, Attended: is given, but the state is “cancelled”"),
        ("东厅,2026-12-01,9:00,10:00,,,赵,,,,,随便,", "line 2, State: is no state of a booking: 随便"),
        ("东厅,2026-12-01,9:00,10:00,,,赵,,,,,,圆桌", "line 2, Layout: 东厅 has no such layout; it has: —"),
        ("多功能厅,2026-12-01,9:00,10:00,,,赵,,,,,,圆", "line 2, Layout: 多功能厅 has no such layout; it has: 剧院式"),
        ("东厅,2026-12-01,9:00,10:00,,,赵,电话呢,,,,,", "line 2, Phone: “电话呢” is no phone number."),
        (f"东厅,2026-12-01,9:00,10:00,,,{'赵' * 201},,,,,,", "line 2, Contact: is longer than 200 characters"),
    ],
)
def test_a_bad_row_is_rejected(at, tmp_path, line, words):
    plan = planned(at, plans.BOOKINGS, table(tmp_path, line, "瑜伽室,2026-12-01,9:00,10:00,,,赵,,,,,,"))
    assert [r.replace("日期:", "Day:").replace("结束:", "Ends:") for r in rejected(plan)] == [words]
    assert len(plan.new) == 1


def test_days_of_closed_months_are_rejected_in_words(at, tmp_path):
    imported(at, plans.BOOKINGS, table(tmp_path, *LINES[:2]))
    with at.file.writer.begin() as connection:
        closed = "INSERT INTO closed_months (month, closed_at) VALUES ('2026-09', '2026-10-01T09:00:00')"
        connection.exec_driver_sql(closed)
    plan = planned(at, plans.BOOKINGS, table(tmp_path, *LINES))
    assert rejected(plan) == [f"line {n}, Day: lies in 2026-09, which is closed" for n in (4, 5)]
    assert (plan.equal, len(plan.new)) == (2, 3)


def test_what_became_of_a_booking_is_taken_with_update(at, tmp_path):
    first = (
        "东厅,2026-11-19,9:00,10:00,,,赵老师,13900000009,会议,5,,,",
        "东厅,2026-11-19,11:00,12:00,,,赵老师,13900000009,会议,5,,,",
        "东厅,2026-11-19,13:00,14:00,,,赵老师,13900000009,会议,5,,,",
        "东厅,2026-12-01,9:00,10:00,,,赵老师,13900000009,会议,5,,意向,",
        "东厅,2026-12-01,13:00,14:00,,,赵老师,13900000009,会议,5,,,",
        "多功能厅,2026-12-03,9:00,10:00,,,赵老师,13900000009,会议,5,,,",
        "东厅,2026-11-20,8:30,10:00,,,赵老师,13900000009,会议,5,,,",
    )
    imported(at, plans.BOOKINGS, table(tmp_path, *first))
    later = (
        "东厅,2026-11-19,9:00,10:00,,,赵老师,13900000009,会议,5,7,,",
        "东厅,2026-11-19,11:00,12:00,,,赵老师,13900000009,会议,5,,未到,",
        "东厅,2026-11-19,13:00,14:00,,,赵老师,13900000009,会议,5,0,结束,",
        "东厅,2026-12-01,9:00,11:30,新单位,,,,座谈,8,,已订,",
        "东厅,2026-12-01,13:00,14:00,,,赵老师,,,,,取消,",
        "多功能厅,2026-12-03,9:00,10:00,,张三,,,,,,,剧院式",
        "东厅,2026-11-20,8:30,10:00,,,,赵老师,,,,到场,",
    )
    later = (*later[:6], "东厅,2026-11-20,8:30,10:00,,,赵老师,,,,,到场,")
    plan = planned(at, plans.BOOKINGS, table(tmp_path, *later))
    assert rejected(plan) == []
    assert plan.differing[0].changes == (("Attended", "", "7"), ("State", "booked", "ended"))
    assert plan.differing[3].changes == (
        ("Ends", "2026-12-01 10:00", "2026-12-01 11:30"),
        ("Unit", "", "新单位"),
        ("Purpose", "会议", "座谈"),
        ("Expected", "5", "8"),
        ("State", "tentative", "booked"),
    )
    assert at.do(imports.import_bookings, plan=plan, now=NOW, update=True) == Imported("bookings", 0, 7, 0, 0)
    assert [row[3:] for row in rows_of(at, SAID)] == [
        ("ended", 7),
        ("no_show", None),
        ("ended", 0),
        ("booked", None),
        ("cancelled", None),
        ("booked", None),
        ("arrived", None),
    ]
    assert rows_of(at, "SELECT ends_at, purpose, expected, unit_id IS NULL FROM bookings WHERE id = 4") == [
        ("2026-12-01T11:30:00", "座谈", 8, 0)
    ]
    assert count(at, "occupancy") == 6
    assert rows_of(at, "SELECT sum(quantity) FROM events WHERE kind = 'attendance'") == [(7,)]
    again = planned(at, plans.BOOKINGS, table(tmp_path, *later))
    assert (len(again.new), len(again.differing), again.rejected) == (0, 0, ())
    late = table(tmp_path, "东厅,2026-11-19,9:00,10:00,,,赵老师,13900000009,会议,5,9,,")
    assert rejected(planned(at, plans.BOOKINGS, late)) == [
        "line 2, Attended: the booking is ended here and is no longer changed"
    ]
    undone(at)
    assert {row[3] for row in rows_of(at, SAID)} == {"booked", "tentative"}


def test_a_longer_end_is_held_against_the_others(at, tmp_path):
    first = (
        "东厅,2026-12-01,9:00,10:00,,,赵老师,,会议,5,,,",
        "东厅,2026-12-01,10:00,11:00,,,钱老师,,会议,5,,,",
    )
    imported(at, plans.BOOKINGS, table(tmp_path, *first))
    plan = planned(at, plans.BOOKINGS, table(tmp_path, "东厅,2026-12-01,9:00,10:30,,,赵老师,,会议,5,,,"))
    assert rejected(plan) == ["line 2, Start: 东厅 is taken Tue 12/1 10:00–11:00: 钱老师, 会议."]
    plan = planned(at, plans.BOOKINGS, table(tmp_path, "东厅,2026-12-01,9:00,9:30,,,赵老师,,会议,5,,,", *first[1:]))
    assert (len(plan.differing), plan.equal) == (1, 1)
    cancelled = table(tmp_path, first[0].replace(",5,,,", ",5,,取消,"))
    imported(at, plans.BOOKINGS, cancelled, update=True)
    again = planned(at, plans.BOOKINGS, table(tmp_path, *first))
    assert (again.equal, len(again.new), rejected(again)) == (2, 0, [])
    booked = planned(at, plans.BOOKINGS, table(tmp_path, first[0].replace(",5,,,", ",5,,已订,")))
    assert rejected(booked) == ["line 2, State: the booking is cancelled here and is no longer changed"]
    other = planned(at, plans.BOOKINGS, table(tmp_path, first[0].replace("赵老师", "孙老师")))
    assert len(other.new) == 1


def test_a_longer_end_keeps_the_setup_and_teardown_that_were_agreed(at, tmp_path):
    first = (
        "多功能厅,2026-12-01,9:00,10:00,,,赵老师,,会议,5,,,剧院式",
        "东厅,2026-12-01,10:30,11:00,,,钱老师,,会议,5,,,",
    )
    imported(at, plans.BOOKINGS, table(tmp_path, *first))
    longer = table(tmp_path, "多功能厅,2026-12-01,9:00,10:20,,,赵老师,,会议,5,,,")
    assert rejected(planned(at, plans.BOOKINGS, longer)) == [
        "line 2, Start: 东厅 is taken Tue 12/1 10:30–11:00: 钱老师, 会议."
    ]
    imported(at, plans.BOOKINGS, table(tmp_path, "多功能厅,2026-12-01,9:00,10:15,,,赵老师,,,,,,"), update=True)
    assert rows_of(at, "SELECT max(ends_at) FROM occupancy WHERE booking_id = 1") == [("2026-12-01T10:30:00",)]


@pytest.mark.parametrize("order", [1, -1])
def test_a_longer_end_is_held_against_the_other_rows_of_its_file(at, tmp_path, order):
    imported(at, plans.BOOKINGS, table(tmp_path, "东厅,2026-12-01,10:00,12:00,,,赵老师,,会议,5,,,"))
    lines = (
        "东厅,2026-12-01,10:00,14:00,,,赵老师,,会议,5,,,",
        "多功能厅,2026-12-01,12:00,13:00,,,钱老师,,会议,5,,,",
    )
    path = table(tmp_path, *lines[::order])
    words = ("东厅 Tue 12/1 10:00–14:00: 赵老师", "多功能厅 Tue 12/1 12:00–13:00: 钱老师")[::order][0]
    assert rejected(planned(at, plans.BOOKINGS, path)) == [f"line 3, Start: line 2 has {words}"]
    taken = (0, 1, 0, 1) if order > 0 else (1, 0, 0, 1)
    assert imported(at, plans.BOOKINGS, path, update=True) == Imported("bookings", *taken)


@pytest.mark.parametrize(
    ("stands", "file", "words"),
    [
        ("赵,,,5,,到场,", "赵,,,5,,已订,", "State: it is “arrived” and cannot become “booked”. Undo is the way back."),
        ("赵,,,5,,意向,", "赵,,,5,4,,", "State: it is “tentative” and cannot become “ended”. Confirm it first, or"),
        ("赵,,,5,,到场,", "赵,,,5,,未到,", "State: it is “arrived” and cannot become “no-show”. Undo is the way back."),
        ("赵,,,5,,,", "钱,,,5,,,", "Phone: is empty"),
        ("赵,,,5,,,", "赵,,,5,,,圆桌", "Layout: 圆桌 is no longer in use"),
    ],
)
def test_a_change_that_the_desk_would_refuse_is_rejected_alone(at, tmp_path, stands, file, words):
    hall = next(room.id for room in at.ask(rooms.rooms) if room.name == "多功能厅")
    made = at.do(rooms.save_layout, draft=rooms.LayoutDraft(room_id=hall, name="圆桌", capacity=60))
    at.do(rooms.retire_layout, layout_id=made.layout_id, now=NOW)
    other = "瑜伽室,2026-11-19,9:00,10:00,,,孙,,,{},,,"
    head = "多功能厅,2026-11-19,9:00,10:00,,,"
    imported(at, plans.BOOKINGS, table(tmp_path, head + stands, other.format(5)))
    plan = planned(at, plans.BOOKINGS, table(tmp_path, head + file, other.format(6)))
    assert [one.replace("电话:", "Phone:")[: len(words) + 8] for one in rejected(plan)] == [f"line 2, {words}"]
    assert at.do(imports.import_bookings, plan=plan, now=NOW, update=True).changed == 1


def test_a_past_booking_is_not_given_to_who_has_left(at, tmp_path):
    imported(at, plans.BOOKINGS, table(tmp_path, "东厅,2026-11-19,9:00,10:00,,,赵老师,,会议,5,,,"))
    at.do(people.retire_member, member_id=3, now=NOW)
    plan = planned(at, plans.BOOKINGS, table(tmp_path, "东厅,2026-11-19,9:00,10:00,,1003,,,,,,,"))
    assert rejected(plan) == ["line 2, Member: 1003 is retired"]


def test_a_booking_keeps_its_layout_where_another_has_the_name_by_now(at, tmp_path):
    line = "多功能厅,2026-12-01,9:00,10:00,,,赵,,{},5,,,剧院式"
    imported(at, plans.BOOKINGS, table(tmp_path, line.format("会议"), "东厅,2026-12-01,10:20,11:00,,,钱,,,5,,,"))
    hall = next(room for room in at.ask(rooms.rooms) if room.name == "多功能厅")
    at.do(rooms.retire_layout, layout_id=hall.layouts[0].id, now=NOW, accepted={"LayoutHeld"})
    at.do(rooms.save_layout, draft=rooms.LayoutDraft(room_id=hall.id, name="剧院式", capacity=90, teardown_minutes=45))
    plan = planned(at, plans.BOOKINGS, table(tmp_path, line.format("讲座")))
    assert [one.changes for one in plan.differing] == [(("Purpose", "会议", "讲座"),)]
    at.do(imports.import_bookings, plan=plan, now=NOW, update=True)
    assert rows_of(at, "SELECT purpose, layout_id, teardown_minutes FROM bookings WHERE id = 1") == [("讲座", 1, 15)]


def test_nothing_to_come_is_booked_in_a_layout_that_is_retired(at, tmp_path):
    hall = next(room for room in at.ask(rooms.rooms) if room.name == "多功能厅")
    at.do(rooms.retire_layout, layout_id=hall.layouts[0].id, now=NOW)
    lines = ("多功能厅,2026-12-01,9:00,10:00,,,赵,,,5,,,剧院式", "多功能厅,2026-09-01,9:00,10:00,,,赵,,,5,5,,剧院式")
    plan = planned(at, plans.BOOKINGS, table(tmp_path, *lines))
    assert rejected(plan) == ["line 2, Layout: 剧院式 is no longer in use"]
    assert len(plan.new) == 1


def test_nothing_to_come_is_taken_for_who_has_left(at, tmp_path):
    imported(at, plans.BOOKINGS, table(tmp_path, "东厅,2026-12-01,9:00,10:00,,,赵老师,,会议,5,,,"))
    unit = at.do(people.save_unit, draft=people.UnitDraft(name="东方机械厂"))
    at.do(people.retire_unit, unit_id=unit.unit_id, now=NOW)
    at.do(people.retire_member, member_id=3, now=NOW)
    lines = (
        "东厅,2026-12-01,9:00,10:00,东方机械厂,,,,,,,,",
        "西厅,2026-12-01,9:00,10:00,东方机械厂,,,,培训,5,,,",
        "瑜伽室,2026-12-01,9:00,10:00,,1003,,,瑜伽,5,,,",
        "西厅,2026-11-01,9:00,10:00,东方机械厂,,,,培训,5,5,,",
    )
    plan = planned(at, plans.BOOKINGS, table(tmp_path, *lines))
    assert rejected(plan) == [
        "line 2, Unit: 东方机械厂 is retired",
        "line 3, Unit: 东方机械厂 is retired",
        "line 4, Member: 1003 is retired",
    ]
    assert len(plan.new) == 1 and not plan.differing


def test_a_booking_from_a_file_stands_in_the_way_of_an_undo_and_is_named(at, tmp_path):
    imported(at, plans.BOOKINGS, table(tmp_path, "东厅,2026-12-01,9:00,10:00,,,赵老师,,会议,5,,,"))
    at.do(bookings.cancel, booking_id=1, reason="生病", now=NOW)
    cancelled = at.ask(journal.last_own_action, user_id=at.user.id, now=NOW)
    line = "多功能厅,2026-12-01,9:30,10:30,,,钱老师,13800002222,合唱,5,,,"
    imported(at, plans.BOOKINGS, table(tmp_path, line, "瑜伽室,2026-12-01,9:00,10:00,,,孙老师,,,5,,,"))
    with pytest.raises(Refused) as refused:
        at.do(journal.undo, action_id=cancelled, now=NOW)
    assert [(p.code, str(p)) for p in refused.value.problems] == [
        (
            "CannotUndo",
            "多功能厅 is taken Tue 12/1 09:30–10:30: 钱老师, 合唱, 13800002222. Move or cancel that booking first.",
        )
    ]


def test_members_of_one_name_are_told_apart_by_phone(at, tmp_path):
    with at.file.writer.begin() as connection:
        connection.exec_driver_sql("UPDATE members SET name = '张三' WHERE id = 2")
    lines = (
        "瑜伽室,2026-12-01,9:00,10:00,,张三,,,,,,,",
        "瑜伽室,2026-12-01,11:00,12:00,,张三,,13800000002,,,,,",
    )
    plan = planned(at, plans.BOOKINGS, table(tmp_path, *lines))
    assert rejected(plan) == ["line 2, Member: fits 2 members; give the card number"]
    at.do(imports.import_bookings, plan=plan, now=NOW)
    assert rows_of(at, "SELECT member_id, phone FROM bookings") == [(2, "")]


@pytest.mark.parametrize("language", i18n.LANGUAGES)
def test_what_goes_out_comes_in_again_unchanged(at, tmp_path, language):
    imported(at, plans.BOOKINGS, table(tmp_path, *LINES))
    header = f"{HEADER},结束日期"
    imported(at, plans.BOOKINGS, table(tmp_path, "瑜伽室,2026-12-10,9:00,9:00,,,赵,,,5,,,,2026-12-12", header=header))
    imported(at, plans.BOOKINGS, table(tmp_path, "瑜伽室,2026-12-14,9:00,9:00,,,赵,,,5,,,,2026-12-15", header=header))
    for last, words in (("2026-12-18", "one booking lasts at most 7 days"), ("9999-12-31", "lies between 2000-01-01")):
        path = table(tmp_path, f"瑜伽室,2026-12-10,9:00,24:00,,,赵,,,5,,,,{last}", header=header)
        assert rejected(planned(at, plans.BOOKINGS, path))[0].startswith(f"line 2, Last day: {words}")
    west = rows_of(at, "SELECT id FROM rooms WHERE name = '西厅'")[0][0]
    at.do(rooms.retire_room, room_id=west, now=datetime(2027, 1, 1))
    i18n.use(language)
    for name in ("out.xlsx", "out.csv"):
        slip = at.ask(exports.export_bookings, path=tmp_path / name)
        assert slip.rows == 9
        plan = planned(at, plans.BOOKINGS, tmp_path / name)
        assert (plan.equal, rejected(plan), plan.new, plan.differing) == (9, [], (), ())
    i18n.use("en")
    days = {"first": NOW.date(), "last": datetime(2026, 12, 2).date()}
    assert at.ask(exports.export_bookings, path=tmp_path / "few.csv", **days).rows == 2
    gone = planned(at, plans.BOOKINGS, table(tmp_path, "西厅,2026-12-05,14:00,16:00,,,钱,,,5,,,"))
    assert rejected(gone) == ["line 2, Room: 西厅 is no longer in use"]


def test_what_lies_outside_the_hours_or_is_too_many_is_told(at, tmp_path):
    path = table(
        tmp_path, "瑜伽室,2026-12-01,3:00,4:00,,,赵,,,5,,,", "瑜伽室,2026-12-01,10:00,11:00,,,赵,,,50,,,"
    )
    assert planned(at, plans.BOOKINGS, path).notices == (
        "1 bookings lie outside the opening hours, in whole or in part.",
        "1 bookings have more people than the room holds.",
    )


@pytest.mark.parametrize("seed", range(5))
def test_what_a_file_takes_is_what_a_plain_look_at_every_pair_takes(at, tmp_path, seed):
    """Random rows in rooms that share spaces, in two files: a row is taken where no row before it has its space."""
    chance = random.Random(seed)
    spaces = {"多功能厅": {"东", "西"}, "东厅": {"东"}, "西厅": {"西"}, "瑜伽室": {"瑜"}}
    taken: list[tuple[set[str], datetime, datetime]] = []
    for n in range(2):
        lines, wanted, keys = [], [], set()
        for _n in range(60):
            room, layout = chance.choice([*((name, "") for name in spaces), ("多功能厅", "剧院式")])
            start = datetime(2026, 12, chance.randint(1, 3), chance.randint(8, 22), 15 * chance.randint(0, 3) + 5 * n)
            end = start + timedelta(minutes=chance.choice((15, 30, 60, 90, 180)))
            lines.append(f"{room},{start:%Y-%m-%d},{start:%H:%M},{end:%H:%M},,,客人{n}{_n},,,5,,,{layout}")
            margins = (30, 15) if layout else (0, 0)
            span = start - timedelta(minutes=margins[0]), end + timedelta(minutes=margins[1])
            free = all(not spaces[room] & s or span[1] <= a or span[0] >= b for s, a, b in taken)
            if free and (room, start) not in keys:
                taken.append((spaces[room], *span))
                keys.add((room, start))
                wanted.append(len(lines) + 1)
        plan = planned(at, plans.BOOKINGS, table(tmp_path, *lines))
        assert [one.line for one in plan.new] == wanted
        at.do(imports.import_bookings, plan=plan, now=NOW)
    assert count(at, "bookings") == len(taken)
    assert count(at, "occupancy") == sum(len(s) for s, _a, _b in taken)


def test_days_off_from_a_file_tell_the_bookings_that_they_touch_and_are_taken(at, tmp_path):
    imported(at, plans.BOOKINGS, table(tmp_path, "东厅,2027-01-01,9:00,10:00,,,赵老师,,会议,5,,,"))
    path = csv_file(tmp_path, "日期,安排,节日", "2027-01-01,放假,元旦", "2027-01-02,放假,元旦", name="days.csv")
    plan = planned(at, plans.CALENDAR, path)
    assert plan.notices == (
        "1 bookings would lie outside the opening hours: 赵老师 (东厅)."
        " They stay as they are; move or cancel them one by one.",
    )
    assert at.do(imports.import_calendar, plan=plan, now=NOW) == Imported("calendar", 1, 0, 0, 0)
    assert planned(at, plans.CALENDAR, path).notices == ()
    assert rows_of(at, SAID)[0][3] == "booked"


def test_a_note_of_two_lines_and_a_reason_with_blanks_go_out_and_come_in_again(at, tmp_path):
    hall = next(room.id for room in at.ask(rooms.rooms) if room.name == "东厅")
    for hour, note in ((9, "要投影\n要话筒"), (11, "")):
        span = {"starts_at": NOW.replace(day=25, hour=hour), "ends_at": NOW.replace(day=25, hour=hour + 1)}
        draft = bookings.BookingDraft(room_id=hall, caller="赵", phone="13900000009", note=note, **span)
        at.do(bookings.book, draft=draft, now=NOW)
    at.do(bookings.cancel, booking_id=2, reason=" 领导　改期\t了 ", now=NOW)
    at.ask(exports.export_bookings, path=tmp_path / "out.csv")
    assert imported(at, plans.BOOKINGS, tmp_path / "out.csv", update=True).equal == 2
    text = (tmp_path / "out.csv").read_text(encoding="utf-8-sig").replace("13900000009", "13900000001", 1)
    (tmp_path / "out.csv").write_text(text, encoding="utf-8")
    assert imported(at, plans.BOOKINGS, tmp_path / "out.csv", update=True).changed == 1
    assert rows_of(at, "SELECT phone, note FROM bookings WHERE id = 1") == [("13900000001", "要投影\n要话筒")]


def test_one_who_cancelled_twice_goes_out_and_comes_in_again(at, tmp_path):
    header = f"{HEADER},原因"
    line = "东厅,2026-12-01,9:00,10:00,,,赵老师,,会议,5,,{},,{}"
    lines = [line.format("取消", "生病"), line.format("取消", "改期"), line.format("", "")]
    path = table(tmp_path, *lines, header=header)
    assert imported(at, plans.BOOKINGS, path).new == 3
    assert imported(at, plans.BOOKINGS, path, update=True).equal == 3
    at.ask(exports.export_bookings, path=tmp_path / "out.csv")
    assert imported(at, plans.BOOKINGS, tmp_path / "out.csv", update=True).equal == 3
    assert rejected(planned(at, plans.BOOKINGS, table(tmp_path, lines[0], lines[0], header=header))) == [
        "line 3, Start: stands twice, first on line 2"
    ]
