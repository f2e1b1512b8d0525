"""今日: who is due in which room, checked in by one key; what is over and wants its end; books due beside it."""

from datetime import datetime
from types import SimpleNamespace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from tests.ui.halls import CTRL, _hall_template, halls  # noqa: F401 - fixtures
from tests.ui.test_look import cut_texts
from venuedesk import i18n
from venuedesk.core import lending, rooms
from venuedesk.core.bookings import STATES, state_text
from venuedesk.core.glance import glance
from venuedesk.ui import app as program
from venuedesk.ui.main_window import MainWindow
from venuedesk.ui.today_rooms import DUE, HERE, LATE, LATER, OVER, WANTS_END, rooms_today
from venuedesk.ui.today_rooms import STATES as NAMES

KEY = Qt.Key
NOW = datetime(2026, 11, 20, 14, 20)


def row(number, starts, ends, state="booked", **more):
    start, end = (datetime.fromisoformat(f"2026-{one}") for one in (starts, ends))
    values = {
        "purpose": "排练",
        "expected": 30,
        "attended": None,
        "arrived_at": None,
        "room": "剧场",
        "holder": "刘师傅",
    }
    return SimpleNamespace(id=number, starts_at=start, ends_at=end, state=state, **(values | more))


def today_of(desk):
    page = desk.window.page_named("TodayPage")
    if desk.window.page is page:
        desk.window.reload()
        desk.settle()
    else:
        desk.key(KEY.Key_F1)
    return page


# ---------------------------------------------------------------- plain values


@pytest.mark.parametrize(
    ("starts", "ends", "state", "group", "words"),
    [
        ("11-20 12:00", "11-20 14:00", "booked", WANTS_END, "结束还是未到？"),
        ("11-20 12:00", "11-20 14:00", "arrived", WANTS_END, "实到几人？"),
        ("11-20 14:00", "11-20 16:00", "booked", LATE, "迟到 20 分钟"),
        ("11-20 14:00", "11-20 16:00", "tentative", LATE, "迟到 20 分钟 · 意向"),
        ("11-20 14:20", "11-20 16:00", "booked", DUE, "现在"),
        ("11-20 15:00", "11-20 16:00", "booked", DUE, "40 分钟后"),
        ("11-20 14:00", "11-20 16:00", "arrived", HERE, "到场"),
        ("11-20 19:00", "11-20 21:00", "awaiting", LATER, "待批"),
        ("11-20 10:00", "11-20 12:00", "ended", OVER, "结束"),
        ("11-20 10:00", "11-20 12:00", "no_show", OVER, "未到"),
        ("11-18 10:00", "11-18 12:00", "booked", WANTS_END, "结束还是未到？"),
    ],
)
def test_each_booking_says_what_it_asks_of_the_desk(qapp, starts, ends, state, group, words):
    (line,) = rooms_today([row(1, starts, ends, state)], NOW)
    assert (line.group, line.state) == (group, words)


def test_the_most_urgent_stand_first_and_what_is_not_of_today_is_left_out(qapp):
    rows = [
        row(1, "11-20 19:00", "11-20 21:00"),
        row(2, "11-20 14:00", "11-20 16:00"),
        row(3, "11-20 14:40", "11-20 16:00"),
        row(4, "11-20 09:00", "11-20 10:00", "arrived"),
        row(5, "11-20 09:00", "11-20 10:00", "cancelled"),
        row(6, "11-21 09:00", "11-21 10:00"),
        row(7, "11-19 09:00", "11-19 10:00", "ended"),
        row(4, "11-20 09:00", "11-20 10:00", "arrived"),
    ]
    assert [line.id for line in rooms_today(rows, NOW)] == [4, 2, 3, 1]


def test_a_span_over_midnight_is_told(qapp):
    (one,) = rooms_today([row(1, "11-20 22:00", "11-21 02:00")], NOW)
    (two,) = rooms_today([row(1, "11-19 22:00", "11-20 15:00", "arrived", arrived_at=NOW)], NOW)
    assert one.when == "22:00–次日02:00" and two.when == "11-19 22:00" and two.state == "到场 14:20"


def test_the_states_are_called_as_in_the_records(qapp):
    assert {state: i18n._(NAMES[state]) for state in NAMES} == {
        state: state_text(state) for state in STATES if state != "cancelled"
    }


# ---------------------------------------------------------------- by keys


def test_a_group_is_checked_in_by_one_key_on_the_marked_row(halls):  # noqa: F811
    desk = halls(at="2026-11-20 13:50")
    first = desk.book("声乐教室", "11-20 14:00", "16:00")
    second = desk.book("剧场", "11-20 14:30", "16:00", caller="陈老师")
    page = today_of(desk)
    assert page.rooms.marked().id == first.id and "2 场" in page.rooms_title.text()
    assert desk.focus() is desk.window.entry
    desk.keys(KEY.Key_R, held=CTRL)
    assert desk.row(first.id).state == "arrived" and desk.state == "done"
    assert "在场 1" in page.rooms_title.text() and page.rooms.marked().id == second.id
    desk.keys(KEY.Key_R, held=CTRL)
    assert desk.row(second.id).state == "arrived"
    desk.keys(KEY.Key_Z, held=CTRL)
    assert desk.row(second.id).state == "booked"


def test_what_is_over_is_ended_with_its_headcount_or_marked_missed(halls):  # noqa: F811
    desk = halls(at="2026-11-20 09:50")
    came = desk.book("声乐教室", "11-20 10:00", "12:00", expected=20)
    missed = desk.book("剧场", "11-20 10:00", "12:00")
    page = today_of(desk)
    desk.keys(KEY.Key_R, held=CTRL)
    desk.now = datetime(2026, 11, 20, 13, 0)
    today_of(desk)
    assert "待了结 2" in page.rooms_title.text()
    page.rooms.mark(came.id)
    desk.keys(KEY.Key_L, held=CTRL)
    form = QApplication.activeModalWidget() or QApplication.activeWindow()
    assert form.editors[0].text() == "20"
    form.editors[0].set_text("17")
    desk.keys(KEY.Key_Return, held=CTRL)
    assert (desk.row(came.id).state, desk.row(came.id).attended) == ("ended", 17)
    page.rooms.mark(missed.id)
    desk.keys(KEY.Key_B, held=CTRL)
    if desk.state == "ask":
        desk.window.answer.reason.setText("没来")
        desk.keys(KEY.Key_F9)
    assert desk.row(missed.id).state == "no_show"


def test_yesterdays_unfinished_booking_is_asked_about_today(halls):  # noqa: F811
    desk = halls(at="2026-11-20 09:00")
    desk.book("声乐教室", "11-20 10:00", "12:00")
    desk.now = datetime(2026, 11, 21, 9, 0)
    page = today_of(desk)
    (line,) = page.rooms.rows_model.rows
    assert line.group == WANTS_END and line.when == "11-20 10:00"


def test_enter_opens_the_marked_booking_on_the_page_of_rooms(halls):  # noqa: F811
    desk = halls()
    made = desk.book("剧场", "11-20 14:00", "16:00")
    page = today_of(desk)
    desk.keys(KEY.Key_Down)
    assert page.rooms.marked().id == made.id
    desk.keys(KEY.Key_Return)
    assert desk.window.page is desk.page and desk.page.marked.id == made.id


def test_f1_again_takes_the_arrows_to_the_books(halls):  # noqa: F811
    desk = halls()
    desk.book("剧场", "11-20 09:30", "16:00")
    desk.window.desk.do(lending.check_out, member_id=3, copy_id=1, card_id=3, now=datetime(2026, 10, 1, 9))
    page = today_of(desk)
    assert page.rows is page.rooms and page.rooms.marked() is not None
    desk.keys(KEY.Key_F1)
    assert page.rows is page.due and page.rooms.marked() is None
    desk.keys(KEY.Key_F1)
    assert page.tabs.currentWidget() is page.late and page.late.marked().member == "张国胜"
    assert page.tabs.tabText(1) == "逾期 1"
    desk.keys(KEY.Key_Return)
    assert type(desk.window.page).__name__ == "LendingPage"


def test_the_tab_of_what_is_late_tells_all_of_it_and_not_only_the_rows_shown(halls):  # noqa: F811
    page = today_of(halls())
    figures = SimpleNamespace(loans=0, returns=0, renewals=0, in_house=0, overdue=1234)
    page.show_day(figures, [], [], visits=0)
    assert page.tabs.tabText(1) == "逾期 1234"



def test_a_slip_scanned_on_today_checks_in_and_stays_there(halls):  # noqa: F811
    desk = halls(at="2026-11-20 13:50")
    made = desk.book("剧场", "11-20 14:00", "16:00")
    page = today_of(desk)
    desk.scan(made.code)
    assert desk.row(made.id).state == "arrived" and desk.window.page is page
    desk.now = datetime(2026, 11, 20, 16, 5)
    desk.scan(made.code)
    assert "1" in desk.window.answer.options.text()
    desk.scan("1")
    assert desk.row(made.id).state == "ended" and desk.window.page is page


def test_a_venue_without_rooms_shows_its_books_only(desktop):
    desk = desktop()
    page = desk.window.page_named("TodayPage")
    assert not page.rooms_box.isVisible() and page.tabs.isVisible()
    desk.key(KEY.Key_R, CTRL)
    assert desk.state == "idle"
    desk.key(KEY.Key_F1)
    assert page.rows is page.late


def test_the_first_glance_shows_the_rooms_before_the_records_are_there(halls):  # noqa: F811
    desk = halls(at="2026-11-20 13:50")
    made = desk.book("剧场", "11-20 14:00", "16:00")
    window = MainWindow(venue="城北工人文化宫")
    window.show()
    window.show_glance(glance(desk.window.desk.file.path, now=desk.now), desk.now)
    page = window.page
    assert [line.id for line in page.rooms.rows_model.rows] == [made.id] and page.rooms_box.isVisible()
    window.close()


@pytest.mark.parametrize("language", ["zh_CN", "en"])
def test_in_a_narrow_page_one_list_is_shown_at_a_time_with_who_is_due_whole(halls, qapp, language):  # noqa: F811
    program.make_app(text_size="huge", language=language)
    try:
        desk = halls((1024, 600), at="2026-11-20 09:00")
        for hour in range(10, 18):
            desk.book("声乐教室", f"11-20 {hour}:00", f"{hour + 1}:00", caller="东方机械厂工会职工合唱团")
        desk.now = datetime(2026, 11, 20, 15, 30)
        page = today_of(desk)
        table = page.rooms
        assert table.isVisible() and not page.tabs.isVisible() and not cut_texts(desk.window)
        assert table.columnWidth(4) >= table.sizeHintForColumn(4) and not table.horizontalScrollBar().maximum()
        assert table.rowViewportPosition(4) + table.rowHeight(4) <= table.viewport().height()
        desk.keys(KEY.Key_F1)
        assert page.due.isVisible() and not table.isVisible() and page.cards.isVisible()
        desk.keys(KEY.Key_F1, KEY.Key_F1)
        assert table.isVisible() and desk.window.entry.rows is table
    finally:
        program.make_app()


def test_a_long_name_of_a_room_leaves_the_state_in_sight(halls):  # noqa: F811
    desk = halls((1366, 697), at="2026-11-20 09:00")
    zone_id = desk.room("剧场").zone_id
    name = "城北区总工会一号楼东侧第11职工活动教室"
    desk.window.desk.do(rooms.save_room, draft=rooms.RoomDraft(zone_id=zone_id, name=name, capacity=20), now=desk.now)
    desk.book(name, "11-20 10:00", "11:00", caller="东方机械厂工会")
    table = today_of(desk).rooms
    assert table.rows_model.rows[0].room == name and not table.horizontalScrollBar().maximum()
    assert table.columnWidth(4) >= table.sizeHintForColumn(4)
