"""A librarian's minute at the real window, by keys alone."""

import sys

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel

from tests.ui import hands
from venuedesk.ui import app as program
from venuedesk.ui.bug import BugDialog
from venuedesk.ui.lending import LendingPage
from venuedesk.ui.pages import PAGES

NO = Qt.KeyboardModifier.NoModifier
CTRL = Qt.KeyboardModifier.ControlModifier


def test_a_card_and_a_book_lend_it(desktop):
    desk = desktop()
    desk.scan("1003")
    assert desk.state == "idle" and "张国胜" in desk.said
    desk.scan("B001")
    assert desk.state == "done"
    assert desk.said.splitlines()[0] == "《活着》借给张国胜，应还12月20日 周日"
    page = desk.window.page_named("LendingPage")
    assert [row.barcode for row in page.loans.rows_model.rows] == ["B001"]
    assert "《活着》借给张国胜" in desk.window.tape.item(0).text()


def test_a_book_alone_is_taken_back_and_the_line_keeps_the_focus(desktop):
    desk = desktop()
    for code in ("1003", "B001"):
        desk.scan(code)
    desk.key(Qt.Key.Key_Escape)
    desk.scan("B001")
    assert desk.state == "done" and desk.said.startswith("《活着》已还（张国胜）")
    assert desk.focus() is desk.window.entry and not desk.window.entry.text()


def test_an_unknown_code_is_refused_in_red_with_a_way_out(desktop):
    desk = desktop()
    desk.scan("XX99")
    assert desk.state == "refused"
    assert "XX99" in desk.said and "F4" in desk.said


def test_a_question_is_answered_by_f9_never_by_enter_or_a_scan(desktop):
    desk = desktop()
    for code in ("1003", "B001"):
        desk.scan(code)
    desk.scan("B001")
    assert desk.state == "ask"
    desk.key(Qt.Key.Key_Return)
    desk.scan("B002")
    assert desk.state == "refused" and desk.window.front.question is not None
    desk.key(Qt.Key.Key_F9)
    assert desk.state == "done" and desk.said.startswith("《活着》已还")


def test_a_question_is_left_by_escape_and_nothing_has_changed(desktop):
    desk = desktop()
    for code in ("1003", "B001", "B001"):
        desk.scan(code)
    desk.key(Qt.Key.Key_Escape)
    assert desk.window.front.question is None
    page = desk.window.page_named("LendingPage")
    assert [row.barcode for row in page.loans.rows_model.rows] == ["B001"]


def test_ctrl_z_takes_back_the_last_gesture_while_the_line_is_empty(desktop):
    desk = desktop()
    for code in ("1003", "B001"):
        desk.scan(code)
    desk.key(Qt.Key.Key_Z, CTRL)
    assert desk.state == "done" and desk.said.startswith("已撤销")
    assert desk.window.page_named("LendingPage").loans.rows_model.rows == []


def test_ctrl_z_is_the_texts_own_while_something_stands_in_the_line(desktop):
    desk = desktop()
    for code in ("1003", "B001"):
        desk.scan(code)
    desk.window.entry.insert("B00")
    desk.key(Qt.Key.Key_Z, CTRL)
    assert len(desk.window.page_named("LendingPage").loans.rows_model.rows) == 1


def test_what_is_scanned_after_a_click_into_a_list_or_the_tape_is_in_the_line(desktop):
    desk = desktop()
    desk.scan("1003")
    desk.scan("B001")
    for clicked in (desk.window.tape, desk.window.page.loans):
        QTest.mouseClick(clicked.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(30, 10))
        assert desk.focus() is clicked
        QTest.keyClick(clicked, Qt.Key.Key_B)
        desk.scan("001")
        assert desk.state == "ask" and desk.focus() is desk.window.entry
        desk.key(Qt.Key.Key_Escape)


def test_tab_ends_a_code_like_enter(desktop):
    desk = desktop()
    desk.window.entry.insert("1003")
    desk.key(Qt.Key.Key_Tab)
    assert "张国胜" in desk.said and desk.focus() is desk.window.entry


def test_a_digit_chooses_when_a_book_lies_there_without_a_reader(desktop):
    desk = desktop()
    desk.scan("B001")
    assert "1   室内阅览" in desk.said and "2   借出" in desk.said
    desk.scan("1")
    assert desk.state == "done" and desk.said.startswith("室内阅览")


def test_shelving_is_one_key_and_shown_large(desktop):
    desk = desktop()
    desk.key(Qt.Key.Key_F8)
    assert desk.window.mode.isVisible() and "归架" in desk.window.mode.text()
    desk.scan("B001")
    assert desk.state == "done"
    desk.scan("B001")
    assert "没有重复记录" in desk.said


def test_the_pages_are_reached_by_their_keys(desktop):
    desk = desktop()
    for key, name in (("F3", "LendingPage"), ("F5", "PeoplePage"), ("F7", "SettingsPage"), ("F1", "TodayPage")):
        desk.key(getattr(Qt.Key, f"Key_{key}"))
        assert type(desk.window.page).__name__ == name


def test_a_card_scanned_on_another_page_comes_to_the_lending_desk(desktop):
    desk = desktop()
    desk.scan("1003")
    assert type(desk.window.page).__name__ == "LendingPage"


def test_names_are_never_rendered_as_markup(desktop):
    desk = desktop()
    assert all(w.textFormat() == Qt.TextFormat.PlainText for w in desk.window.findChildren(QLabel) if w.text())


def test_two_thousand_calls_into_qt_lose_no_reference_to_none(desktop):
    desk = desktop()
    before = sys.getrefcount(None)
    for n in range(2000):
        desk.window.status.setText(str(n))
    assert sys.getrefcount(None) > before - 200


def test_a_marked_line_of_the_tape_is_taken_back_by_delete(desktop):
    desk = desktop()
    for code in ("1003", "B001", "B002"):
        desk.scan(code)
    desk.window.tape.setFocus()
    desk.window.tape.setCurrentRow(1)
    desk.key(Qt.Key.Key_Delete)
    assert desk.state == "done" and "B001" not in [r.barcode for r in desk.window.page.loans.rows_model.rows]
    assert desk.focus() is desk.window.entry


def test_a_question_stays_in_sight_while_a_scan_is_refused(desktop):
    desk = desktop()
    for code in ("1003", "B001", "B001"):
        desk.scan(code)
    desk.scan("B002")
    assert desk.state == "refused" and "《活着》刚刚借给张国胜" in desk.said


def test_a_fault_shows_one_dialog_and_the_desk_goes_on(desktop):
    desk = desktop()
    for _twice in range(2):
        program._show_bug(ZeroDivisionError, ZeroDivisionError("7 / 0"), None)
    dialogs = [one for one in QApplication.topLevelWidgets() if isinstance(one, BugDialog) and one.isVisible()]
    assert len(dialogs) == 1 and "7 / 0" in dialogs[0].report.toPlainText()
    dialogs[0].accept()
    QTest.qWait(50)
    desk.scan("1003")
    assert desk.window.front.state.member_id == 3


def test_the_pages_are_made_while_nobody_types_and_the_one_that_a_scan_wants_first(desktop):
    desk = desktop()
    stack = desk.window.stack
    hands.by_hand("1")
    stack._make_one()
    assert [stack.has(kind) for kind in PAGES] == [True] + [False] * (len(PAGES) - 1)
    desk.key(Qt.Key.Key_Backspace)
    stack._make_one()
    assert stack.has(LendingPage)
    while stack._making.isActive():
        stack._make_one()
    assert all(stack.has(kind) for kind in PAGES)
