"""The page of rooms by keys alone: the call of a choir, a refusal with its way out, moves, check-in, search."""

from datetime import date, datetime

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu

from tests.ui.halls import ALT, CTRL, SHIFT, _hall_template, halls  # noqa: F401 - fixtures
from venuedesk.core import bookings, people, rooms
from venuedesk.ui.bookings_form import BookingForm
from venuedesk.ui.paper import PaperDialog

KEY = Qt.Key


def span(row):
    return f"{row.starts_at:%m-%d %H:%M}-{row.ends_at:%H:%M}"


def test_the_call_of_a_choir_is_booked_by_keys(halls):  # noqa: F811
    desk = halls()
    page = desk.open()
    desk.line("28", "dgnt", "14:00-17:00")
    assert page.day == date(2026, 11, 28) and page.grid.line.name == "多功能厅"
    desk.keys(KEY.Key_Return)
    assert desk.form.of["holder"].widget.hasFocus()
    desk.hand("dfjx", KEY.Key_Return)
    assert desk.form.of["holder"].text() == "东方机械厂工会"
    desk.hand("", KEY.Key_Return, KEY.Key_Return)
    desk.hand("hc", KEY.Key_Return)
    desk.form.of["expected"].set_text("60")
    assert desk.judged() == "done" and "多功能厅" in desk.form.verdict.text.text()
    desk.keys(KEY.Key_Return, held=CTRL)
    (row,) = desk.rows("2026-11-28")
    assert (row.room, span(row), row.holder) == ("多功能厅", "11-28 14:00-17:00", "东方机械厂工会")
    assert (row.caller, row.phone, row.purpose, row.expected) == ("王主席", "13800001234", "hc", 60)
    assert desk.state == "done" and row.code in desk.said
    assert desk.focus() is desk.window.entry and page.marked.id == row.id


def test_the_cursor_goes_by_arrows_and_grows_with_shift(halls):  # noqa: F811
    desk = halls(at="2026-11-20 09:20")
    page = desk.open()
    cursor = page.grid.cursor_
    assert (cursor.minute, cursor.length) == (570, 60)
    desk.keys(KEY.Key_Right, KEY.Key_Down)
    assert (page.grid.cursor_.minute, page.grid.cursor_.line) == (600, 1)
    desk.keys(KEY.Key_Right, KEY.Key_Right, held=SHIFT)
    assert page.grid.cursor_.until == 720
    desk.keys(KEY.Key_Left, held=ALT)
    assert (page.grid.cursor_.minute, page.grid.cursor_.length) == (585, 60)
    desk.keys(KEY.Key_Right, held=ALT | SHIFT)
    assert page.grid.cursor_.length == 75
    assert "09:45-11:00" in page.foot.words.whole and page.grid.accessibleDescription() == page.foot.words.whole


def test_days_and_weeks_by_keys_and_typed(halls):  # noqa: F811
    desk = halls()
    page = desk.open()
    desk.keys(KEY.Key_Right, held=CTRL)
    assert page.day == date(2026, 11, 21)
    desk.keys(KEY.Key_PageDown, KEY.Key_PageDown, KEY.Key_PageUp)
    assert page.day == date(2026, 11, 28)
    desk.keys(KEY.Key_Home)
    assert page.day == date(2026, 11, 20)
    desk.line("xz6")
    assert page.day == date(2026, 11, 28) and "11月28日 周六" in page.head.day.text()


def test_the_cursor_goes_over_midnight_to_the_next_day(halls):  # noqa: F811
    desk = halls()
    page = desk.open()
    desk.line("23:30")
    desk.keys(KEY.Key_Right)
    assert (page.day, page.grid.cursor_.minute) == (date(2026, 11, 21), 0)
    desk.keys(KEY.Key_Left)
    assert (page.day, page.grid.cursor_.minute) == (date(2026, 11, 20), 1410)


def test_a_refusal_names_who_and_a_way_out_is_chosen_by_its_digit(halls):  # noqa: F811
    desk = halls()
    desk.book("东厅", "11-21 13:00", "18:00", caller="陈老师", purpose="声乐课")
    page = desk.open()
    desk.line("21", "dgnt", "14:00-17:00")
    desk.keys(KEY.Key_N, held=CTRL)
    desk.hand("zgs", KEY.Key_Return)
    assert "张国胜" in desk.form.of["holder"].text()
    assert desk.judged() == "refused"
    words = desk.form.verdict.text.text()
    assert "陈老师" in words and "声乐课" in words and "13900001111" in words
    desk.keys(KEY.Key_Return, held=CTRL)
    ways = desk.form.verdict.ways
    assert ways.hasFocus() and ways.count() > 1 and desk.rows("2026-11-21")[0].holder == "陈老师"
    wanted = desk.form.verdict._ways[1]
    desk.keys(KEY.Key_2)
    assert desk.judged() == "done"
    desk.keys(KEY.Key_Return, held=CTRL)
    row = page.marked
    assert row.member_id == 3 and (row.room_id, row.starts_at, row.ends_at) == (
        wanted.room_id,
        wanted.starts_at,
        wanted.ends_at,
    )


def test_a_way_out_is_chosen_by_arrows_and_esc_goes_back_to_the_fields(halls):  # noqa: F811
    desk = halls()
    desk.book("声乐教室", "11-21 13:00", "18:00")
    desk.open()
    desk.line("21", "syjs", "14:00-17:00")
    desk.keys(KEY.Key_N, held=CTRL)
    desk.judged()
    desk.keys(KEY.Key_W, held=CTRL)
    assert desk.form.verdict.ways.hasFocus()
    desk.keys(KEY.Key_Escape)
    assert desk.form.of["holder"].widget.hasFocus()
    desk.keys(KEY.Key_W, held=CTRL)
    desk.keys(KEY.Key_Down, KEY.Key_Return)
    assert desk.judged() == "done" and desk.form.of["holder"].widget.hasFocus()
    desk.keys(KEY.Key_Escape)
    assert not desk.form_is_open() and len(desk.rows("2026-11-21")) == 1


def test_a_booking_outside_the_hours_asks_with_a_reason(halls):  # noqa: F811
    desk = halls()
    page = desk.open()
    desk.line("21", "jc", "21:00-23:00")
    desk.keys(KEY.Key_Return)
    desk.hand("zgs", KEY.Key_Return)
    assert desk.judged() == "ask"
    desk.keys(KEY.Key_Return, held=CTRL)
    assert desk.form.answer.isVisible() and desk.form.answer.reason.hasFocus()
    desk.keys(KEY.Key_F9)
    assert desk.form_is_open()
    desk.form.answer.reason.setText("演出加场")
    desk.keys(KEY.Key_F9)
    assert not desk.form_is_open() and page.marked.room == "剧场"


def test_an_outside_caller_leaves_a_phone(halls):  # noqa: F811
    desk = halls()
    desk.open()
    desk.line("21", "14:00-15:00")
    desk.keys(KEY.Key_Return)
    desk.hand("xyz", KEY.Key_Return)
    assert desk.form.of["holder"].text() == "xyz"
    desk.keys(KEY.Key_Return, held=CTRL)
    assert desk.form.said["phone"].isVisible() and desk.form.of["phone"].widget.hasFocus()
    desk.hand("13911112222")
    desk.keys(KEY.Key_Return, held=CTRL)
    (row,) = desk.rows("2026-11-21")
    assert (row.holder, row.caller, row.phone) == ("xyz", "xyz", "13911112222")


def test_part_of_a_name_is_never_taken_for_an_outside_caller(halls):  # noqa: F811
    desk = halls()
    desk.open()
    desk.line("21", "14:00-15:00")
    desk.keys(KEY.Key_Return)
    holder = desk.form.of["holder"]
    holder.set_text("东方机械")
    desk.form.of["phone"].set_text("13911112222")
    desk.keys(KEY.Key_Return, held=CTRL)
    assert desk.form.said["holder"].isVisible() and desk.rows("2026-11-21") == []
    holder.set_text("东方机械厂工会")
    desk.keys(KEY.Key_Return, held=CTRL)
    (row,) = desk.rows("2026-11-21")
    assert row.unit_id is not None and row.holder == "东方机械厂工会"


def test_tab_and_the_last_line_take_what_is_marked(halls):  # noqa: F811
    desk = halls()
    desk.open()
    desk.line("21", "14:00-15:00")
    desk.keys(KEY.Key_Return)
    desk.hand("dfjx", KEY.Key_Tab)
    assert desk.form.of["holder"].text() == "东方机械厂工会"
    desk.form.of["holder"].widget.setFocus()
    desk.form.of["holder"].box.lineEdit().selectAll()
    desk.hand("lisi", KEY.Key_Down, KEY.Key_Return)
    assert desk.form.of["holder"].text() == "lisi"
    desk.form.of["phone"].set_text("13911112222")
    desk.keys(KEY.Key_Return, held=CTRL)
    (row,) = desk.rows("2026-11-21")
    assert (row.member_id, row.holder) == (None, "lisi")


def test_a_booking_is_changed_and_its_holder_stays(halls):  # noqa: F811
    desk = halls()
    made = desk.book("声乐教室", "11-20 14:00", "16:00", purpose="声乐课", expected=12)
    page = desk.open()
    page.show_booking(made)
    desk.keys(KEY.Key_Return)
    assert desk.form.of["holder"].text() == "刘师傅" and "state" not in desk.form.of
    desk.form.of["span"].set_text("14-17")
    desk.form.of["expected"].set_text("20")
    desk.keys(KEY.Key_Return, held=CTRL)
    row = desk.row(made.id)
    assert (span(row), row.expected, row.holder, row.phone) == ("11-20 14:00-17:00", 20, "刘师傅", "13900001111")


def test_a_booking_moves_by_arrows_with_the_verdict_shown(halls):  # noqa: F811
    desk = halls()
    made = desk.book("声乐教室", "11-20 14:00", "16:00")
    desk.book("声乐教室", "11-20 17:00", "18:00", caller="陈老师")
    page = desk.open()
    page.show_booking(made)
    desk.keys(KEY.Key_M, held=CTRL)
    desk.keys(KEY.Key_Right, KEY.Key_Right, KEY.Key_Right)
    assert page.grid.ghost_kind == "refused" and "陈老师" in page.foot.words.whole
    desk.keys(KEY.Key_Left)
    assert page.grid.ghost_kind == "done" and desk.row(made.id) == made
    desk.keys(KEY.Key_Right, held=SHIFT | CTRL)  # another day
    desk.keys(KEY.Key_Return)
    assert span(desk.row(made.id)) == "11-21 15:00-17:00"
    assert desk.state == "done" and page.grid.ghost is None and page.marked.id == made.id
    desk.keys(KEY.Key_M, held=CTRL)
    desk.keys(KEY.Key_Down)
    desk.keys(KEY.Key_Escape)
    assert page.grid.ghost is None and desk.row(made.id).room == "声乐教室"


def test_a_move_that_cannot_be_opens_the_ways_out(halls):  # noqa: F811
    desk = halls()
    made = desk.book("声乐教室", "11-20 14:00", "16:00")
    desk.book("声乐教室", "11-20 17:00", "18:00", caller="陈老师")
    page = desk.open()
    page.show_booking(made)
    desk.keys(KEY.Key_M, held=CTRL)
    desk.keys(KEY.Key_Right, KEY.Key_Right, KEY.Key_Right, KEY.Key_Return)
    assert desk.form_is_open() and desk.form.verdict._ways
    desk.keys(KEY.Key_W, held=CTRL)
    desk.keys(KEY.Key_1)
    assert desk.judged() == "done"
    desk.keys(KEY.Key_Return, held=CTRL)
    assert desk.row(made.id).starts_at != made.starts_at or desk.row(made.id).room != made.room


def test_a_booking_moves_to_half_of_the_hall(halls):  # noqa: F811
    desk = halls()
    made = desk.book("多功能厅", "11-20 14:00", "16:00")
    page = desk.open()
    page.show_booking(made)
    desk.keys(KEY.Key_M, held=CTRL)
    desk.keys(KEY.Key_Down, KEY.Key_Return)
    assert desk.row(made.id).room == "东厅"


def test_check_in_end_and_no_show_by_one_key_each(halls):  # noqa: F811
    desk = halls(at="2026-11-20 13:50")
    made = desk.book("声乐教室", "11-20 14:00", "16:00", expected=20)
    other = desk.book("剧场", "11-20 14:00", "15:00")
    page = desk.open()
    page.show_booking(made)
    desk.keys(KEY.Key_R, held=CTRL)
    assert desk.row(made.id).state == "arrived" and desk.state == "done"
    desk.now = datetime(2026, 11, 20, 15, 30)
    desk.keys(KEY.Key_L, held=CTRL)
    form = QApplication.activeModalWidget() or QApplication.activeWindow()
    form.editors[0].set_text("18")
    desk.keys(KEY.Key_Return, held=CTRL)
    row = desk.row(made.id)
    assert (row.state, row.attended) == ("ended", 18)
    page.show_booking(other)
    desk.keys(KEY.Key_B, held=CTRL)
    if desk.state == "ask":
        desk.window.answer.reason.setText("没来")
        desk.keys(KEY.Key_F9)
    assert desk.row(other.id).state == "no_show"


def test_who_did_not_come_stays_on_the_grid_and_holds_nothing(halls):  # noqa: F811
    desk = halls(at="2026-11-20 13:00")
    made = desk.book("剧场", "11-20 14:00", "16:00")
    desk.now = datetime(2026, 11, 20, 14, 30)
    page = desk.open()
    page.show_booking(made)
    desk.keys(KEY.Key_B, held=CTRL)
    if desk.state == "ask":
        desk.window.answer.reason.setText("没来")
        desk.keys(KEY.Key_F9)
    other = desk.book("剧场", "11-20 14:30", "16:00", caller="陈老师")
    desk.open()
    states = {bar.booking.state: bar.lanes for bar in page.grid.line.bars}
    assert states == {"no_show": 2, "booked": 2}
    desk.line("15:00")
    assert page.marked.id == other.id


def test_the_menu_holds_every_deed_that_fits_with_its_key(halls):  # noqa: F811
    desk = halls()
    made = desk.book("剧场", "11-20 14:00", "16:00", state="tentative")
    page = desk.open()
    page.show_booking(made)
    for row, fits, fits_not in ((made, "互换 (Ctrl+H)", "预订 (Enter)"), (None, "预订 (Enter)", "移动 (Ctrl+M)")):
        page.foot.show_menu(row, None)
        (menu,) = (m for m in page.foot.findChildren(QMenu) if m.isVisible())
        words = [action.text() for action in menu.actions()]
        assert fits in words and fits_not not in words
        menu.close()
    page.foot.show_menu(made, None)
    (menu,) = (m for m in page.foot.findChildren(QMenu) if m.isVisible())
    next(a for a in menu.actions() if "Ctrl+K" in a.text()).trigger()
    desk.settle()
    assert desk.row(made.id).state == "awaiting"


def test_an_answer_gives_its_room_to_the_grid_when_the_clerk_goes_on(halls):  # noqa: F811
    desk = halls((1024, 600))
    desk.book("剧场", "11-20 14:00", "16:00")
    page = desk.open()
    desk.keys(KEY.Key_R, held=CTRL)
    assert desk.state == "refused" and desk.window.answer.isVisible()
    low = page.grid.height()
    desk.keys(KEY.Key_Down)
    assert not desk.window.answer.isVisible() and page.grid.height() > low


def test_cancelling_asks_for_the_reason(halls):  # noqa: F811
    desk = halls()
    made = desk.book("声乐教室", "11-20 14:00", "16:00")
    page = desk.open()
    page.show_booking(made)
    desk.keys(KEY.Key_D, held=CTRL)
    assert desk.state == "ask" and desk.window.answer.reason.isVisible()
    desk.window.answer.reason.setText("场地检修")
    desk.keys(KEY.Key_F9)
    row = desk.row(made.id)
    assert (row.state, row.reason) == ("cancelled", "场地检修")
    assert page.grid.bar is None
    desk.keys(KEY.Key_Z, held=CTRL)
    assert desk.row(made.id).state == "booked"


def test_a_tentative_booking_is_confirmed_step_by_step(halls):  # noqa: F811
    desk = halls()
    made = desk.book("声乐教室", "11-20 14:00", "16:00", state="tentative")
    page = desk.open()
    page.show_booking(made)
    for state in ("awaiting", "booked"):
        desk.keys(KEY.Key_K, held=CTRL)
        assert desk.row(made.id).state == state
    desk.keys(KEY.Key_K, held=CTRL)
    assert desk.state == "refused" and desk.row(made.id).state == "booked"


def test_two_bookings_are_swapped(halls):  # noqa: F811
    desk = halls()
    one = desk.book("声乐教室", "11-20 14:00", "16:00")
    two = desk.book("剧场", "11-20 17:00", "19:00", caller="陈老师")
    page = desk.open()
    page.show_booking(one)
    desk.keys(KEY.Key_H, held=CTRL)
    assert "刘师傅" in page.foot.words.whole
    page.show_booking(two)
    desk.keys(KEY.Key_H, held=CTRL)
    if desk.state == "ask":
        desk.keys(KEY.Key_F9)
    assert (desk.row(one.id).room, desk.row(two.id).room) == ("剧场", "声乐教室")
    assert page.hand.swapping is None


def test_letters_find_the_booking_of_a_holder_and_enter_opens_its_day(halls):  # noqa: F811
    desk = halls()
    first = desk.book("声乐教室", "11-25 14:00", "16:00", member_id=3)
    second = desk.book("剧场", "12-02 14:00", "16:00", member_id=3)
    page = desk.open()
    desk.line("zgs")
    assert page.stack.currentWidget() is page.found
    assert [row.id for row in page.found.table.rows_model.rows] == [first.id, second.id]
    desk.keys(KEY.Key_Down, KEY.Key_Return)
    assert page.day == date(2026, 12, 2) and page.marked.id == second.id
    assert desk.focus() is desk.window.entry
    desk.keys(KEY.Key_F, held=CTRL)
    page.found.box.setText("张国胜")
    assert len(page.found.table.rows_model.rows) == 2
    desk.keys(KEY.Key_Escape)
    assert page.stack.currentWidget() is page.grid


def test_initials_find_the_bookings_of_a_unit_and_of_an_outside_caller_and_a_room_before_both(halls):  # noqa: F811
    desk = halls()
    unit = next(u for u in desk.window.desk.ask(people.units) if u.name == "第三人民医院工会")
    units = desk.book("剧场", "11-21 14:00", "16:00", unit_id=unit.id)
    caller = desk.book("声乐教室", "11-22 14:00", "16:00", caller="江畔民乐团")
    desk.book("羽毛球馆", "11-23 14:00", "16:00", caller="董涛")
    page = desk.open()
    for typed, wanted in (("dsrm", units.id), ("jpmy", caller.id), ("jiangpan", caller.id)):
        desk.line(typed)
        assert page.marked.id == wanted
    desk.line("dt")
    assert page.grid.line.name == "东厅" and page.day == date(2026, 11, 22)


def test_a_slip_of_the_hand_stays_on_the_page_and_a_new_card_is_offered_for_registering(halls):  # noqa: F811
    desk = halls()
    page = desk.open()
    for typed in ("25:00", "32", "13-45", "14:00-99:00", "qqq"):
        desk.line(typed)
        assert desk.window.page is page and desk.state == "refused" and typed in desk.said
        assert "登记" not in desk.said and desk.focus() is desk.window.entry
    desk.line("6217000012345678")
    assert desk.window.page is not page and "F4" in desk.said


def test_who_books_in_the_week_of_a_room_stays_in_it(halls):  # noqa: F811
    desk = halls()
    page = desk.open()
    desk.line("jc")
    desk.keys(KEY.Key_W, held=CTRL)
    desk.keys(KEY.Key_Down, KEY.Key_Return)
    desk.hand("dfjx", KEY.Key_Return)
    desk.keys(KEY.Key_Return, held=CTRL)
    (row,) = desk.rows("2026-11-21")
    assert page.week_of is not None and page.week_of.name == row.room == "剧场"
    assert page.marked.id == row.id and len(page.grid.lines) == 7
    other = desk.book("声乐教室", "11-22 14:00", "16:00", caller="江畔民乐团")
    desk.line("jpmy")
    assert page.week_of is None and page.marked.id == other.id


def test_a_slip_scanned_here_checks_in_and_shows_the_booking(halls):  # noqa: F811
    desk = halls(at="2026-11-20 13:50")
    made = desk.book("剧场", "11-20 14:00", "16:00")
    page = desk.open()
    desk.scan(made.code)
    assert desk.row(made.id).state == "arrived" and desk.window.page is page
    assert page.marked.id == made.id


def test_a_card_scanned_here_goes_to_the_lending_desk(halls):  # noqa: F811
    desk = halls()
    desk.open()
    desk.window.desk.do(people.issue_card, member_id=3, number="0512000123", now=desk.now)
    desk.scan("0512000123")
    assert type(desk.window.page).__name__ == "LendingPage" and "张国胜" in desk.said


def test_the_slip_and_the_day_sheet_are_shown_to_be_printed(halls):  # noqa: F811
    desk = halls()
    made = desk.book("剧场", "11-20 14:00", "16:00")
    page = desk.open()
    page.show_booking(made)
    for held, word in ((CTRL, made.code), (CTRL | SHIFT, "2026-11-20")):
        desk.keys(KEY.Key_P, held=held)
        (paper,) = (d for d in desk.window.findChildren(PaperDialog) if d.isVisible())
        assert word in paper.name and paper.pdf.startswith(b"%PDF")
        paper.reject()
        paper.deleteLater()
        desk.window.activateWindow()
        desk.window.entry.setFocus()
        desk.settle()


def test_where_too_many_come_a_larger_or_joined_room_is_chosen_by_its_digit(halls):  # noqa: F811
    desk = halls()
    desk.open()
    desk.line("28", "dt", "14:00-16:00")
    desk.keys(KEY.Key_Return)
    desk.hand("dfjx", KEY.Key_Return)
    desk.form.of["expected"].set_text("250")
    assert desk.judged() == "ask"
    ways = [desk.form.verdict.ways.item(n).text() for n in range(desk.form.verdict.ways.count())]
    assert ways[0].startswith("1   多功能厅 11月28日")
    desk.keys(KEY.Key_W, held=CTRL)
    desk.hand("1")
    assert desk.judged() == "done"
    desk.keys(KEY.Key_Return, held=CTRL)
    (row,) = desk.rows("2026-11-28")
    assert (row.room, row.expected) == ("多功能厅", 250)


def test_another_holder_does_not_keep_the_phone_of_the_one_before(halls):  # noqa: F811
    desk = halls()
    unit = next(u for u in desk.window.desk.ask(people.units) if u.name == "第三人民医院工会")
    row = desk.book("剧场", "11-20 14:00", "16:00", unit_id=unit.id, phone="13711112222")
    page = desk.open()
    page.show_booking(desk.row(row.id))
    desk.keys(KEY.Key_Return)
    assert desk.form.of["phone"].text() == "13711112222"
    desk.form.of["holder"].widget.setEditText("")
    desk.hand("dfjx", KEY.Key_Return)
    desk.judged()
    desk.keys(KEY.Key_Return, held=CTRL)
    now = desk.row(row.id)
    assert (now.holder, now.caller, now.phone) == ("东方机械厂工会", "王主席", "13800001234")


def test_a_name_put_right_keeps_the_phone_of_an_outside_caller(halls):  # noqa: F811
    desk = halls()
    row = desk.book("剧场", "11-20 14:00", "16:00", caller="刘师付", phone="13711112222")
    page = desk.open()
    page.show_booking(desk.row(row.id))
    desk.keys(KEY.Key_Return)
    desk.form.of["holder"].widget.setEditText("刘师傅")
    assert desk.judged() == "done"
    desk.keys(KEY.Key_Return, held=CTRL)
    now = desk.row(row.id)
    assert (now.holder, now.phone) == ("刘师傅", "13711112222")


def test_a_zone_shows_what_a_room_of_another_zone_holds_of_its_spaces(halls):  # noqa: F811
    desk = halls()
    joined = rooms.RoomDraft(zone_id=desk.room("剧场").zone_id, name="联排", capacity=600, spaces="剧场+声乐教室")
    desk.window.desk.do(rooms.save_room, draft=joined, now=desk.now)
    desk.book("联排", "11-20 14:00", "16:00")
    desk.book("声乐教室", "11-20 17:00", "18:00", caller="周老师")
    page = desk.open()
    seen = {}
    for _zone in range(page.tabs.count()):
        seen |= {(page.tabs.tabText(page.tabs.currentIndex()), line.name): len(line.bars) for line in page.grid.lines}
        desk.keys(KEY.Key_F2)
    assert {name[1]: n for name, n in seen.items() if name[0] == "培训区"} == {"声乐教室": 2}
    assert {name[1]: n for name, n in seen.items() if name[0] == "活动区"}["联排"] == 2


def test_what_is_partly_taken_is_not_called_free(halls):  # noqa: F811
    desk = halls()
    layout = next(way for way in desk.room("多功能厅").layouts if way.name == "合唱台阶")
    desk.book("多功能厅", "11-20 15:00", "16:00", layout_id=layout.id)
    page = desk.open()
    desk.line("dgnt", "13:00")
    assert "空闲" in page.foot.words.whole
    desk.line("13:30-14:30")
    assert "空闲" not in page.foot.words.whole and "14:00-16:30 已占用" in page.foot.words.whole


def test_the_week_of_a_room_shows_who_did_not_come(halls):  # noqa: F811
    desk = halls(at="2026-11-20 17:00")
    row = desk.book("剧场", "11-20 14:00", "16:00")
    desk.window.desk.do(bookings.mark_no_show, booking_id=row.id, now=desk.now, reason="没来")
    page = desk.open()
    page.show_booking(desk.row(row.id))
    desk.keys(KEY.Key_W, held=CTRL)
    assert [bar.booking.id for line in page.grid.lines for bar in line.bars] == [row.id]
    assert page.marked.id == row.id and "未到" in page.foot.words.whole


def test_the_week_of_one_room_and_back(halls):  # noqa: F811
    desk = halls()
    desk.book("声乐教室", "11-16 10:00", "11:00")
    desk.book("声乐教室", "11-22 10:00", "11:00", caller="陈老师")
    page = desk.open()
    desk.line("syjs")
    desk.keys(KEY.Key_W, held=CTRL)
    assert [line.day.day for line in page.grid.lines] == [16, 17, 18, 19, 20, 21, 22]
    assert [len(line.bars) for line in page.grid.lines] == [1, 0, 0, 0, 0, 0, 1]
    assert page.grid.line.day == date(2026, 11, 20)
    desk.keys(KEY.Key_Down, KEY.Key_Down, KEY.Key_Down)
    assert page.grid.line.day == date(2026, 11, 23) and page.grid.lines[0].day == date(2026, 11, 23)
    desk.keys(KEY.Key_W, held=CTRL)
    assert page.day == date(2026, 11, 23) and page.grid.line.name == "声乐教室"


def test_f2_again_turns_the_zones(halls):  # noqa: F811
    desk = halls()
    page = desk.open()
    names = [page.tabs.tabText(n) for n in range(page.tabs.count())]
    assert len(names) == 4 and len(page.grid.lines) == 9
    desk.keys(KEY.Key_F2)
    assert page.tabs.currentIndex() == 1 and len(page.grid.lines) < 9
    desk.keys(KEY.Key_F2, held=SHIFT)
    assert page.tabs.currentIndex() == 0


def test_a_booking_over_midnight_stands_on_both_days(halls):  # noqa: F811
    desk = halls()
    made = desk.book("剧场", "11-21 22:00", "11-22 02:00")
    page = desk.open()
    desk.line("21", "jc")
    (bar,) = page.grid.line.bars
    assert (bar.booking.id, bar.first, bar.last) == (made.id, 1320, 1560)
    desk.line("22", "jc")
    (bar,) = page.grid.line.bars
    assert (bar.booking.id, bar.first, bar.last) == (made.id, -120, 120)


def test_a_venue_without_rooms_says_where_to_add_one(desktop):
    desk = desktop()
    desk.key(KEY.Key_F2)
    page = desk.window.page_named("BookingsPage")
    assert "F7" in page.foot.words.whole
    for key in (KEY.Key_Down, KEY.Key_Right, KEY.Key_PageDown, KEY.Key_Return):
        desk.key(key)
    assert desk.state == "refused" and not any(isinstance(w, BookingForm) for w in QApplication.topLevelWidgets())
    desk.key(KEY.Key_W, CTRL)
    desk.key(KEY.Key_R, CTRL)
    assert desk.state == "refused"


def test_what_is_entered_in_the_same_turn_as_the_first_f2_is_the_page_s(halls):  # noqa: F811
    desk = halls()
    QTest.keyClick(desk.focus(), KEY.Key_F2)
    desk.window.enter("11-28")  # no turn of the event loop between the two
    assert desk.page.day == date(2026, 11, 28) and desk.window.page is desk.page
    desk.settle()
    assert desk.page.day == date(2026, 11, 28) and desk.page.grid.lines[0].day == date(2026, 11, 28)


def test_esc_that_ends_nothing_says_nothing_of_readers(halls):  # noqa: F811
    desk = halls()
    desk.open()
    desk.line("no-such-room")
    assert desk.state == "refused"
    desk.key(KEY.Key_Escape)
    assert desk.state == "idle" and "读者" not in desk.said and not desk.window.answer.isVisible()
    desk.key(KEY.Key_F5)
    desk.key(KEY.Key_Escape)
    assert desk.state == "idle" and "读者" not in desk.said
