"""The clerk's minute at the door, by keys alone."""

from datetime import date, datetime, timedelta

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from tests.stories import scene
from tests.ui import hands
from tests.ui.conftest import Desktop
from tests.ui.halls import _hall_template, halls  # noqa: F401 - fixtures
from venuedesk.core import bookings, events, people, tallies, visits
from venuedesk.core.visits import DoorDraft
from venuedesk.ui import app as program

CTRL = Qt.KeyboardModifier.ControlModifier
KEYPAD = Qt.KeyboardModifier.KeypadModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
DAY = date(2026, 11, 20)


@pytest.fixture
def door(desktop) -> Desktop:
    """The desk at the page of visitors, with two doors."""
    desk = desktop()
    desk.window.desk.do(visits.save_door, draft=DoorDraft(name="东门", position=1), now=desk.now)
    desk.key(Qt.Key.Key_F4)
    return desk


def page(desk: Desktop):
    found = desk.window.page
    assert type(found).__name__ == "VisitsPage"
    return found


def figures(desk: Desktop) -> list[str]:
    return [page(desk).figures[key].text() for key in ("now", "hour", "today", "all_doors")]


def rested(desk: Desktop) -> None:
    """The hand rests: the lists are read again."""
    QTest.qWait(450)
    desk.settle()


def counted(desk: Desktop) -> int:
    return desk.window.desk.ask(visits.figures, door_id=1, now=desk.now).today


def plus(desk: Desktop, times: int = 1) -> None:
    for _n in range(times):
        QTest.keyClick(desk.focus(), Qt.Key.Key_Plus, KEYPAD)


def minus(desk: Desktop) -> None:
    QTest.keyClick(desk.focus(), Qt.Key.Key_Minus, KEYPAD)


def test_plus_counts_at_once_and_minus_takes_back(door):
    plus(door, 3)
    assert figures(door) == ["+1", "3", "3", "3"] and door.window.entry.text() == ""
    assert door.state == "done" and door.said.startswith("大门 +1")
    minus(door)
    assert figures(door) == ["-1", "2", "2", "2"] and counted(door) == 2
    QTest.keyClick(door.focus(), Qt.Key.Key_Plus, SHIFT)  # of the main keyboard
    QTest.keyClick(door.focus(), Qt.Key.Key_Minus)
    assert counted(door) == 2


def test_below_nobody_is_refused_in_words(door):
    minus(door)
    assert door.state == "refused" and "大门今天只计了 0 人次" in door.said
    assert counted(door) == 0 and door.focus() is door.window.entry


def test_digits_and_enter_count_a_group_and_more_digits_are_a_code(door):
    QTest.keyClicks(door.focus(), "12", KEYPAD)
    QTest.keyClick(door.focus(), Qt.Key.Key_Enter, KEYPAD)
    assert figures(door) == ["+12", "12", "12", "12"]
    door.scan("4711")
    assert door.state == "refused" and "4711" in door.said and counted(door) == 12
    page(door)


def test_a_large_group_is_asked_about_and_the_line_does_not_leave_the_page(door):
    door.scan("200")
    assert door.state == "ask" and "200" in door.said
    door.scan("5")
    assert door.state == "refused" and page(door)
    plus(door)
    assert counted(door) == 0
    door.key(Qt.Key.Key_F9)
    assert door.state == "done" and counted(door) == 200
    assert figures(door) == ["+200", "200", "200", "200"]


def test_a_question_stands_and_stays_in_sight_while_anything_else_is_done(door):
    door.scan("200")
    door.key(Qt.Key.Key_B, CTRL)
    assert door.state == "refused" and "200" in door.said and page(door).days.rows_model.rows == []
    door.key(Qt.Key.Key_N, CTRL)
    type_in(door, "", "chorus", "45")
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return, CTRL)
    door.settle()
    assert door.state == "done" and "chorus" in door.said and "一次记 200 人" in door.said
    door.key(Qt.Key.Key_F9)
    assert door.state == "done" and counted(door) == 200 and "chorus" not in door.said


def test_thirty_taps_in_a_row_all_count(door):
    for _n in range(30):
        plus(door)
    door.settle()
    assert counted(door) == 30 and figures(door)[2] == "30"
    assert door.window.desk.ask(visits.hours, day=DAY)[0].visits == 30


def test_taps_do_not_read_the_lists_again_until_the_hand_rests(door, monkeypatch):
    read = []
    monkeypatch.setattr(page(door), "reload", lambda: read.append(1))
    for _n in range(5):
        plus(door)
        door.settle()
    assert read == []
    rested(door)
    assert read == [1]


def test_a_key_held_down_counts_once(door):
    plus(door)
    for _n in range(5):
        kinds = (QEvent.Type.KeyPress, QEvent.Type.KeyRelease)
        for kind in kinds:
            QApplication.sendEvent(door.focus(), QKeyEvent(kind, Qt.Key.Key_Plus, KEYPAD, "+", True))
    assert counted(door) == 1 and door.window.entry.text() == ""


def test_a_tap_after_a_click_into_a_list_counts(door):
    for n, clicked in enumerate((page(door).sign_ins.viewport(), door.window.tape.viewport()), 1):
        QTest.mouseClick(clicked, Qt.MouseButton.LeftButton, pos=QPoint(30, 10))
        assert door.focus() is not door.window.entry
        plus(door)
        assert counted(door) == n and door.focus() is door.window.entry


def test_a_stroke_and_a_digit_choose_the_door(door):
    QTest.keyClicks(door.focus(), "/2")
    assert "东门" in door.said and page(door).door.text() == "东门"
    plus(door)
    assert figures(door) == ["+1", "1", "1", "1"]
    QTest.keyClicks(door.focus(), "/1")
    assert figures(door)[1:] == ["0", "0", "1"]
    QTest.keyClicks(door.focus(), "/7")
    assert door.state == "refused"


def test_a_wrong_tap_is_taken_back_by_ctrl_z(door):
    plus(door, 2)
    door.key(Qt.Key.Key_Z, CTRL)
    assert door.state == "done" and door.said.startswith("已撤销")
    rested(door)
    assert figures(door) == ["+1", "1", "1", "1"] and counted(door) == 1
    door.key(Qt.Key.Key_Z, CTRL)
    rested(door)
    assert figures(door) == ["—", "0", "0", "0"]
    plus(door)
    rested(door)
    assert "大门 +1" in door.window.tape.item(0).text()


def test_a_card_signs_in_once_at_the_chosen_zone(door):
    QTest.keyClicks(door.focus(), "*2")
    door.scan("1003")
    assert door.state == "done" and "张国胜" in door.said and "培训" in door.said
    door.scan("1003")
    assert "没有重复记录" in door.said or "没有再记" in door.said
    rested(door)
    assert [row.who for row in page(door).sign_ins.rows_model.rows] == ["张国胜"]
    assert counted(door) == 0


def test_the_figures_of_an_hour_and_of_a_day_end_with_it(door):
    plus(door, 2)
    rested(door)
    door.now += timedelta(hours=1)
    QTest.qWait(1100)
    door.settle()
    assert figures(door) == ["+1", "0", "2", "2"]
    door.now += timedelta(hours=15)
    QTest.qWait(1100)
    door.settle()
    assert figures(door) == ["—", "0", "0", "0"] and page(door).bars.door == {}


def test_in_a_low_window_the_hours_are_the_third_list_and_the_zone_stays_in_sight(desktop):
    try:
        program.make_app(text_size="huge")
        desk = desktop(size=(1024, 600))
        desk.key(Qt.Key.Key_F4)
        plus(desk, 3)
        rested(desk)
        assert page(desk).tabs.count() == 3 and "书屋" in page(desk).doors_line.text()
        seen = []
        for _n in range(4):
            seen.append(page(desk).bars.isVisible())
            desk.key(Qt.Key.Key_F4)
        assert seen == [False, False, True, False]
        plus(desk)
        assert figures(desk) == ["+1", "4", "4", "4"]
        desk.window.resize(1920, 1040)
        desk.settle()
        assert page(desk).tabs.count() == 2 and page(desk).bars.isVisible() and page(desk).zones_line.isVisible()
    finally:
        program.make_app()


def test_a_name_signs_in_with_a_yes(door):
    door.scan("zgs")
    assert door.state == "ask" and "未带卡" in door.said
    door.key(Qt.Key.Key_F9)
    assert door.state == "done" and "张国胜" in door.said and page(door)


def test_a_book_goes_to_the_lending_desk(door):
    door.scan("B001")
    assert type(door.window.page).__name__ == "LendingPage"


def test_f4_registers_while_a_code_is_unknown_and_is_the_page_otherwise(door):
    door.scan("XX99")
    assert "F4" in door.said
    door.key(Qt.Key.Key_F4)
    assert type(door.window.page).__name__ == "PeoplePage"
    QApplication.activeModalWidget().reject()
    door.window.activateWindow()
    QTest.qWait(50)
    door.key(Qt.Key.Key_F4)
    assert page(door)


def test_closed_and_not_counted_are_one_key_each_and_again_takes_the_mark_away(door):
    door.key(Qt.Key.Key_F4)
    assert page(door).tabs.currentIndex() == 1
    rows = page(door).days.rows_model.rows
    assert rows[0].day == DAY and rows[0].state == "missing" and "缺" in page(door).month_title.text()
    door.key(Qt.Key.Key_B, CTRL)
    assert door.state == "done" and "闭馆" in door.said
    assert page(door).days.rows_model.rows[0].state == "closed"
    plus(door)
    assert door.state == "refused" and "闭馆" in door.said
    door.key(Qt.Key.Key_M, CTRL)
    assert "未计数" in door.said
    door.key(Qt.Key.Key_M, CTRL)
    assert page(door).days.rows_model.rows[0].state == "missing"
    plus(door)
    door.key(Qt.Key.Key_B, CTRL)
    assert door.state == "refused"


def test_another_day_is_marked_in_the_list_and_last_month_is_a_key_away(desktop):
    desk = desktop()
    scene_door = {"name": "大门", "since": date(2026, 10, 1), "door_id": 1}
    desk.window.desk.do(visits.save_door, draft=DoorDraft(**scene_door), now=desk.now)
    desk.key(Qt.Key.Key_F4)
    desk.key(Qt.Key.Key_F4)
    assert page(desk).days.marked().day == DAY
    desk.key(Qt.Key.Key_Down)
    marked = page(desk).days.marked().day
    assert marked == DAY - timedelta(days=1)
    desk.key(Qt.Key.Key_B, CTRL)
    rows = page(desk).days.rows_model.rows
    assert next(row for row in rows if row.day == marked).state == "closed"
    desk.key(Qt.Key.Key_L, CTRL)
    assert {row.day.month for row in page(desk).days.rows_model.rows} == {10}
    assert page(desk).days.marked().day.month == 10
    assert len(page(desk).days.rows_model.rows) == 31
    desk.key(Qt.Key.Key_L, CTRL)
    assert {row.day.month for row in page(desk).days.rows_model.rows} == {11}


def test_ctrl_l_goes_back_over_every_month_that_is_not_closed(door):
    opened = door.window.desk.file
    for day in ("2026-08-03", "2026-09-03"):
        at = datetime.fromisoformat(f"{day}T10:00")
        scene.write(opened, at, lambda s, at=at: events.record(s, kind="visit", at=at, source="doors", source_id=1))
    scene.write(opened, door.now, lambda s: s.add(events.ClosedMonth(month="2026-09", closed_at=door.now)))
    door.key(Qt.Key.Key_F4)
    shown = []
    for _n in range(4):
        shown.append(page(door).month_title.text()[:7])
        door.key(Qt.Key.Key_L, CTRL)
    assert shown == ["2026-11", "2026-10", "2026-08", "2026-11"]


def form():
    found = QApplication.activeModalWidget()
    assert found is not None
    return found


def type_in(desk: Desktop, *words: str) -> None:
    for text in words:
        hands.by_hand(text)
        hands.press(Qt.Key.Key_Return)


def test_an_hour_is_entered_by_keys_with_its_reason(door):
    plus(door, 2)
    door.key(Qt.Key.Key_H, CTRL)
    type_in(door, "40", "8")
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return, CTRL)
    door.settle()
    assert "为什么" in form().answer.text.text()
    QTest.keyClicks(QApplication.focusWidget(), "forgot")
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_F9)
    door.settle()
    assert door.state == "done" and "40" in door.said and door.focus() is door.window.entry
    assert [(r.hour, r.visits) for r in door.window.desk.ask(visits.hours, day=DAY)] == [(8, 40), (9, 2)]


def test_people_are_added_to_an_hour_by_keys(door):
    plus(door, 2)
    door.key(Qt.Key.Key_H, CTRL)
    type_in(door, "5", "9", "", "")
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Down)
    type_in(door, "")
    QTest.keyClicks(QApplication.focusWidget(), "latecomers")
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return, CTRL)
    door.settle()
    assert door.state == "done" and counted(door) == 7
    door.key(Qt.Key.Key_Z, CTRL)
    assert counted(door) == 2


def test_an_hour_with_its_reason_in_the_form_is_not_asked_about(door):
    door.key(Qt.Key.Key_H, CTRL)
    type_in(door, "40", "8", "", "", "")
    QTest.keyClicks(QApplication.focusWidget(), "forgot")
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return, CTRL)
    door.settle()
    assert door.state == "done" and counted(door) == 40


def test_a_gate_s_reading_is_that_of_the_day_until_an_hour_is_typed(door):
    gate = DoorDraft(name="北门", counted_by="gate", both_ways=True, position=2)
    door.window.desk.do(visits.save_door, draft=gate, now=door.now)
    QTest.keyClicks(door.focus(), "/3")
    door.key(Qt.Key.Key_H, CTRL)
    type_in(door, "301")
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return, CTRL)
    door.settle()
    assert door.state == "done" and "全天：151 人次（读数 301 ÷ 2）" in door.said


def test_an_hour_to_come_is_refused_beside_its_field(door):
    door.key(Qt.Key.Key_H, CTRL)
    type_in(door, "40", "23")
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return, CTRL)
    door.settle()
    assert form().said["day"].text() and counted(door) == 0
    form().reject()


def test_a_group_signs_in_by_keys(door):
    plus(door)
    door.key(Qt.Key.Key_N, CTRL)
    type_in(door, "", "chorus", "45", "", "30")
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return, CTRL)
    door.settle()
    assert door.state == "done" and "chorus" in door.said and "45" in door.said and "15" in door.said
    (row,) = page(door).sign_ins.rows_model.rows
    assert (row.who, row.headcount) == ("chorus", 45) and counted(door) == 1
    door.key(Qt.Key.Key_Z, CTRL)
    assert page(door).sign_ins.rows_model.rows == []


def test_a_group_of_nobody_knows_whom_is_refused_beside_the_field(door):
    door.key(Qt.Key.Key_N, CTRL)
    type_in(door, "", "", "45")
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return, CTRL)
    door.settle()
    assert form().said["unit_id"].text()
    form().reject()


def test_a_group_that_comes_to_a_booking_is_counted_once_with_it(halls):  # noqa: F811
    desk = halls()
    unit = next(row for row in desk.window.desk.ask(people.units) if row.name == "东方机械厂工会")
    booked = desk.book("多功能厅", "11-20 09:30", "11:00", unit_id=unit.id, phone="13800001234", expected=60)
    desk.key(Qt.Key.Key_F4)
    desk.key(Qt.Key.Key_N, CTRL)
    type_in(desk, "", "", "50", "", "9:30", "30")  # of its own unit, whose name stands in the booking
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return, CTRL)
    desk.settle()
    assert desk.state == "done" and "东方机械厂工会" in desk.said and "50" in desk.said
    desk.now = booked.ends_at
    desk.window.desk.do(bookings.end, booking_id=booked.id, attended=65, now=desk.now)
    told = desk.window.desk.ask(tallies.month, month="2026-11", now=desk.now)
    found = {code: told.figure(code).numerator for code in ("B-02", "A-01", "A-02", "A-07")}
    assert found == {"B-02": 65, "A-01": 1, "A-02": 65, "A-07": 35}
    desk.key(Qt.Key.Key_N, CTRL)
    assert "booking_id" not in form().said  # nothing is left to come to
    form().reject()


def test_cards_sign_in_to_the_booking_whose_slip_was_scanned_here(halls):  # noqa: F811
    desk = halls(at="2026-11-20 09:20")
    booked = desk.book("声乐教室", "11-20 09:30", "11:00", expected=20)
    scene.add_card(desk.window.desk.file, desk.now, "C777", 1)
    desk.key(Qt.Key.Key_F4)
    desk.scan(booked.code)
    assert desk.state == "done" and desk.row(booked.id).state == "arrived"
    assert page(desk).zones_line.text().startswith("刷卡签到：09:30 声乐教室 刘师傅")
    desk.scan("C777")
    assert desk.state == "done", desk.said
    rested(desk)
    (row,) = page(desk).sign_ins.rows_model.rows
    assert row.booking_id == booked.id
    desk.scan("*2")
    assert "09:30" not in page(desk).zones_line.text()


def test_doors_are_edited_in_the_settings(door):
    door.key(Qt.Key.Key_F7)
    section = door.window.page.open("DoorsSection")
    section.add()
    door.settle()
    hands.by_hand("Gate")
    hands.press(Qt.Key.Key_Return, CTRL)
    door.settle()
    assert [row.name for row in section.table.rows_model.rows] == ["大门", "东门", "Gate"]
    section.table.selectRow(2)
    section.change()
    door.settle()
    assert form().editors[0].text() == "Gate"
    form().reject()
    section.retire()
    door.settle()
    assert [row.name for row in section.table.rows_model.rows] == ["大门", "东门"]
    door.key(Qt.Key.Key_Z, CTRL)
    assert len(section.table.rows_model.rows) == 3
