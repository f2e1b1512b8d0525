"""What the clerk has in hand on the page of rooms: said with its keys, and never put down where it was not shown."""

from datetime import date, datetime

from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from tests.ui import hands
from tests.ui.halls import CTRL, SHIFT, _hall_template, halls  # noqa: F401 - fixtures
from venuedesk.core import people, rooms
from venuedesk.ui.bookings_grid import Cursor
from venuedesk.ui.choice import initials

KEY = Qt.Key


def shown_buttons(page) -> list[str]:
    return [one.text() for one in page.foot.findChildren(type(page.foot.more)) if one.isVisible()]


def take_up(desk, made):
    page = desk.open()
    page.show_booking(made)
    desk.keys(KEY.Key_M, held=CTRL)
    return page


def test_while_a_booking_is_moved_its_keys_are_said_and_enter_is_not_called_change(halls):  # noqa: F811
    desk = halls()
    made = desk.book("声乐教室", "11-20 14:00", "16:00")
    page = take_up(desk, made)
    assert not any("修改" in words or "到场" in words for words in shown_buttons(page))
    assert any("Enter" in words for words in shown_buttons(page))
    assert any("Esc" in words for words in shown_buttons(page)) and "Shift" in page.foot.held.text()
    desk.keys(KEY.Key_Escape)
    assert any("修改" in words for words in shown_buttons(page)) and not page.foot.held.isVisible()


def test_what_is_moved_goes_with_its_room_to_the_zone_that_has_it_and_is_let_go_in_another(halls):  # noqa: F811
    desk = halls()
    made = desk.book("声乐教室", "11-20 14:00", "16:00")
    page = take_up(desk, made)
    seen = set()
    for _zone in range(page.tabs.count()):
        if page.hand.placing is not None:
            seen.add(page.grid.lines[page.hand.placing.line].name)
            assert page.grid.ghost is page.hand.placing
        desk.keys(KEY.Key_F2)
    assert seen == {"声乐教室"}
    desk.keys(KEY.Key_Escape)
    assert desk.row(made.id) == made


def test_a_time_or_a_room_that_is_typed_moves_what_is_in_hand(halls):  # noqa: F811
    desk = halls()
    made = desk.book("声乐教室", "11-20 14:00", "16:00")
    page = take_up(desk, made)
    desk.line("17:00")
    assert (page.hand.placing.first, page.hand.placing.last) == (1020, 1140) and "17:00" in page.foot.words.whole
    desk.line("jc", "21")
    assert "剧场" in page.foot.words.whole and "11月21日" in page.foot.words.whole
    desk.line("10:00-11:30")
    desk.keys(KEY.Key_Return)
    row = desk.row(made.id)
    assert (row.room, row.starts_at, row.ends_at) == (
        "剧场", datetime(2026, 11, 21, 10), datetime(2026, 11, 21, 11, 30),
    )  # fmt: skip


def test_a_booking_that_is_looked_up_while_another_is_moved_lets_that_be(halls):  # noqa: F811
    desk = halls()
    made = desk.book("声乐教室", "11-20 14:00", "16:00")
    other = desk.book("剧场", "11-25 14:00", "16:00", caller="陈老师")
    page = take_up(desk, made)
    desk.line("cls")
    assert page.marked.id == other.id and page.hand.placing is None and page.grid.ghost is None
    assert desk.row(made.id) == made


def test_the_week_of_a_room_keeps_what_is_moved_on_its_day(halls):  # noqa: F811
    desk = halls()
    made = desk.book("声乐教室", "11-20 14:00", "16:00")
    page = take_up(desk, made)
    desk.keys(KEY.Key_W, held=CTRL)
    assert page.week_of is not None and page.hand.placing.line == 4
    desk.keys(KEY.Key_Down, KEY.Key_Return)
    assert desk.row(made.id).starts_at == datetime(2026, 11, 21, 14)


def test_a_deed_on_the_booking_in_hand_lets_go_of_it_first(halls):  # noqa: F811
    desk = halls()
    made = desk.book("声乐教室", "11-20 14:00", "16:00")
    page = take_up(desk, made)
    desk.keys(KEY.Key_Right)
    desk.keys(KEY.Key_D, held=CTRL)
    assert desk.state == "ask" and page.hand.placing is None
    desk.keys(KEY.Key_Escape)
    assert desk.row(made.id) == made


def test_a_swap_goes_on_while_the_other_booking_is_searched_for(halls):  # noqa: F811
    desk = halls()
    one = desk.book("声乐教室", "11-20 14:00", "16:00")
    two = desk.book("剧场", "11-21 17:00", "19:00", caller="陈老师")
    desk.book("剧场", "11-28 17:00", "19:00", caller="陈老师")
    page = desk.open()
    page.show_booking(one)
    desk.keys(KEY.Key_H, held=CTRL)
    desk.line("cls")
    desk.keys(KEY.Key_Return)
    assert page.marked.id == two.id and "刘师傅" in page.foot.words.whole
    desk.keys(KEY.Key_H, held=CTRL)
    if desk.state == "ask":
        desk.keys(KEY.Key_F9)
    assert desk.row(one.id).room == "剧场"


def test_a_scan_never_chooses_a_way_out(halls):  # noqa: F811
    desk = halls()
    desk.book("声乐教室", "11-21 13:00", "18:00")
    desk.open()
    desk.line("21", "syjs", "14:00-17:00")
    desk.keys(KEY.Key_N, held=CTRL)
    desk.hand("dfjx", KEY.Key_Return)
    assert desk.judged() == "refused"
    desk.keys(KEY.Key_W, held=CTRL)
    assert desk.form.verdict.ways.hasFocus()
    for code, enters in (("2112345678", 1), ("CCGJHJCB", 2)):
        hands.scan(code, enters=enters)
        QTest.qWait(80)
        assert desk.form.of["span"].text() == "14:00-17:00" and desk.form.verdict.ways.hasFocus()
        assert desk.judged() == "refused"
    desk.hand("2")
    assert desk.judged() == "done"


def test_the_cursor_reaches_no_further_than_what_is_free(halls):  # noqa: F811
    desk = halls()
    desk.book("声乐教室", "11-20 14:30", "16:00")
    page = desk.open()
    desk.line("syjs", "14:00")
    assert page.grid.until == 870 and "14:00-14:30  空闲" in page.foot.words.whole
    desk.keys(KEY.Key_Return)
    assert desk.form.of["span"].text() == "14:00-14:30"
    desk.keys(KEY.Key_Escape)
    desk.keys(KEY.Key_Right, held=SHIFT)  # on purpose
    assert page.grid.until == 900 and "已占用" in page.foot.words.whole
    desk.line("jc")
    assert page.grid.until == 900
    desk.line("14:00")
    assert page.grid.until == 900
    desk.line("14:00-17:00")
    desk.line("syjs")
    assert page.grid.until == 1020


def test_home_takes_the_cursor_to_the_next_half_hour(halls):  # noqa: F811
    desk = halls(at="2026-11-20 13:46")
    page = desk.open()
    assert page.grid.cursor_.minute == 840
    desk.line("28")
    desk.keys(KEY.Key_Home)
    assert page.day == date(2026, 11, 20) and page.grid.cursor_.minute == 840


def test_a_cancelled_booking_that_is_found_is_said_to_be_cancelled(halls):  # noqa: F811
    desk = halls()
    made = desk.book("声乐教室", "11-21 14:00", "16:00", caller="陈老师")
    page = desk.open()
    page.show_booking(made)
    desk.keys(KEY.Key_D, held=CTRL)
    desk.window.answer.reason.setText("改期")
    desk.keys(KEY.Key_F9)
    desk.book("声乐教室", "11-21 14:00", "15:00", caller="江畔民乐团")
    desk.keys(KEY.Key_Home)
    desk.line("cls")
    assert page.day == date(2026, 11, 21) and "陈老师" in desk.said and "取消" in desk.said


def test_the_state_of_what_was_found_is_seen(halls):  # noqa: F811
    desk = halls((1024, 600))
    desk.book("声乐教室", "11-25 14:00", "16:00", member_id=3)
    desk.book("剧场", "12-02 14:00", "16:00", member_id=3)
    page = desk.open()
    desk.line("zgs")
    assert not page.found.table.isColumnHidden(4)


def test_every_row_that_is_seen_is_seen_whole(halls):  # noqa: F811
    for size in ((1024, 600), (1366, 697)):
        desk = halls(size)
        for n in range(20):
            draft = rooms.RoomDraft(zone_id=desk.room("剧场").zone_id, name=f"第{n + 1}活动室", capacity=20)
            desk.window.desk.do(rooms.save_room, draft=draft, now=desk.now)
        grid = desk.open().grid
        assert grid.verticalScrollBar().maximum() > 0 and grid.body.height() % grid.scale.height == 0
        for _n in grid.lines:
            desk.keys(KEY.Key_Down)
            assert grid.verticalScrollBar().value() % grid.scale.height == 0
        assert grid.place(len(grid.lines) - 1, 0, 60).bottom() <= grid.body.bottom()
        below = grid.body.bottom() + 1
        assert grid.line_at(below - 5) >= 0 and grid.line_at(below) == -1


def test_the_time_on_what_is_dragged_stays_in_sight_at_the_edge(halls):  # noqa: F811
    desk = halls((1024, 600))
    page = desk.open()
    page.grid.put_cursor(Cursor(0, 1380, 60))
    start = desk.at("声乐教室", "23:00", dx=3)
    desk.drag(start, start + QPoint(page.grid.scale.x(15), 0), drop=False)
    plate = page.grid.plate(page.grid.ghost)
    assert plate.right() < page.grid.viewport().width() and plate.left() >= page.grid.names_width
    desk.keys(KEY.Key_Escape)


def test_a_room_that_is_typed_is_shown_wherever_it_is(halls):  # noqa: F811
    desk = halls()
    page = desk.open()
    desk.keys(KEY.Key_F2)
    zone = page.tabs.currentIndex()
    outside = next(room for room in desk.window.desk.ask(rooms.rooms) if room.zone_id != page.zones[zone][0])
    desk.line(initials(outside.name))
    assert page.grid.line.name == outside.name
    desk.keys(KEY.Key_W, held=CTRL)
    desk.line("syjs")
    assert page.week_of.name == "声乐教室" and page.grid.line.day == date(2026, 11, 20)


def test_long_names_of_rooms_are_told_apart(halls):  # noqa: F811
    desk = halls((1024, 600))
    look = desk.open().grid.look
    names = [f"城北区总工会一号楼东侧第{n}职工活动教室" for n in (11, 12)]
    for lines, least in ((1, 10), (2, 19)):
        shown = [look.name(name, 150, look.bold, lines)[0] for name in names]
        assert shown[0] != shown[1] and all(len(one) >= least for one in shown)
    assert look.name("剧场", 150, look.bold, 1) == ("剧场", look.bold)


def test_who_types_a_time_that_is_taken_books_anew_and_does_not_change_what_stands_there(halls):  # noqa: F811
    desk = halls()
    made = desk.book("声乐教室", "11-28 14:00", "15:30", caller="陈老师")
    page = desk.open()
    desk.line("28", "syjs", "14:00-17:00")
    assert "已占用" in page.foot.words.whole and "陈老师" in page.foot.words.whole
    desk.keys(KEY.Key_Return)
    desk.hand("dfjx", KEY.Key_Return)
    assert desk.form.of["span"].text() == "14:00-17:00" and desk.judged() == "refused"
    desk.keys(KEY.Key_Return, held=CTRL)
    assert desk.form_is_open() and desk.form.verdict.ways.hasFocus() and desk.row(made.id) == made
    desk.keys(KEY.Key_Escape, KEY.Key_Escape)
    desk.keys(KEY.Key_R, held=CTRL)
    assert desk.state == "refused" and desk.row(made.id) == made
    desk.line("14:00")
    assert page.marked.id == made.id


def hold_enter(desk, times: int = 20) -> None:
    """Press Enter and keep it down, as a keyboard repeats it."""
    for n in range(times):
        event = QKeyEvent(QEvent.Type.KeyPress, KEY.Key_Return, Qt.KeyboardModifier.NoModifier, "\r", n > 0)
        QApplication.sendEvent(desk.focus(), event)
        desk.settle()


def test_enter_that_is_held_down_opens_a_form_and_does_not_run_through_it(halls):  # noqa: F811
    desk = halls(at="2026-11-20 14:30")
    made = desk.book("声乐教室", "11-20 14:00", "16:00", expected=20)
    page = desk.open()
    page.show_booking(made)
    hold_enter(desk)
    assert desk.form_is_open() and desk.form.of["holder"].widget.hasFocus()
    hold_enter(desk)
    assert desk.form.of["caller"].widget.hasFocus()
    desk.keys(KEY.Key_Escape)
    desk.keys(KEY.Key_M, held=CTRL)
    desk.keys(KEY.Key_Down)
    hold_enter(desk)
    assert not desk.form_is_open()
    assert desk.state in ("done", "ask")


def test_a_question_in_a_form_is_answered_by_f9_alone(halls):  # noqa: F811
    desk = halls()
    desk.open()
    desk.line("28", "dt", "14:00-16:00")
    desk.keys(KEY.Key_Return)
    desk.hand("dfjx", KEY.Key_Return)
    desk.form.of["expected"].set_text("250")
    assert desk.judged() == "ask"
    desk.keys(KEY.Key_Return, held=CTRL)
    assert desk.form.answer.isVisible() and desk.form.yes.isVisible()
    desk.hand("", KEY.Key_Return, KEY.Key_Space, KEY.Key_Y, KEY.Key_1, KEY.Key_Return)
    hands.scan("B000 123", enters=2)
    assert desk.form_is_open() and desk.form.yes.isVisible() and desk.rows("2026-11-28") == []
    desk.keys(KEY.Key_F9)
    assert [row.expected for row in desk.rows("2026-11-28")] == [250]


def test_enter_behind_a_reason_does_not_answer_for_it(halls):  # noqa: F811
    desk = halls()
    desk.open()
    desk.line("21", "jc", "21:00-23:00")
    desk.keys(KEY.Key_Return)
    desk.hand("zgs", KEY.Key_Return)
    desk.keys(KEY.Key_Return, held=CTRL)
    desk.hand("jiachang", KEY.Key_Return, KEY.Key_Return)
    assert desk.form_is_open() and desk.form.answer.reason.text() == "jiachang"
    assert desk.form.answer.reason.hasFocus()
    desk.keys(KEY.Key_F9)
    assert not desk.form_is_open() and len(desk.rows("2026-11-21")) == 1


def test_a_scan_in_the_form_leaves_no_code_in_a_field_and_a_card_is_its_holder(halls):  # noqa: F811
    desk = halls()
    made = desk.book("声乐教室", "11-20 14:00", "16:00", caller="陈老师")
    desk.window.desk.do(people.issue_card, member_id=3, number="0512000123", now=desk.now)
    page = desk.open()
    page.show_booking(made)
    desk.keys(KEY.Key_Return)
    for name, stood in (("holder", "陈老师"), ("phone", "13900001111"), ("note", "")):
        desk.form.of[name].widget.setFocus()
        desk.scan(made.code)
        assert desk.form.of[name].text() == stood and desk.form.of[name].widget.hasFocus()
    desk.form.of["holder"].widget.setFocus()
    desk.scan("0512000123")
    assert "张国胜" in desk.form.of["holder"].text() and "陈老师" not in desk.form.of["holder"].text()
    assert desk.judged() == "done"
    desk.keys(KEY.Key_Return, held=CTRL)
    assert desk.row(made.id).member_id == 3


def test_the_second_enter_of_a_scanner_opens_no_form(halls):  # noqa: F811
    desk = halls()
    made = desk.book("声乐教室", "11-20 14:00", "16:00", caller="陈老师")
    desk.now = datetime(2026, 11, 20, 13, 55)
    page = desk.open()
    desk.scan(made.code, enters=2)
    assert desk.window.page is page and desk.row(made.id).arrived_at == desk.now and not desk.form_is_open()
    desk.keys(KEY.Key_Return)
    assert desk.form_is_open()
