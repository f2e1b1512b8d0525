"""The catalogue by keys: found as one types, opened, copies added and taken away, held."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from tests.ui.hands import by_hand, type_chinese
from venuedesk.core import books, lending

CTRL = Qt.KeyboardModifier.ControlModifier


def catalogue_of(desk):
    desk.key(Qt.Key.Key_F3)
    desk.key(Qt.Key.Key_F, CTRL)
    return desk.window.page_named("LendingPage").catalogue


def names(catalogue):
    return [row.title for row in catalogue.titles.rows_model.rows]


def opened(desk, initials="hz"):
    catalogue = catalogue_of(desk)
    by_hand(initials)
    desk.key(Qt.Key.Key_Return)
    desk.key(Qt.Key.Key_Return)
    return catalogue


def states(catalogue):
    return {row.barcode: row.state for row in catalogue.view.copies.rows_model.rows}


def test_a_title_is_found_by_characters_and_initials_and_opened(desktop):
    desk = desktop()
    catalogue = catalogue_of(desk)
    assert desk.focus() is catalogue.search and len(names(catalogue)) == 2
    type_chinese("世界")
    assert names(catalogue) == ["平凡的世界"]
    desk.key(Qt.Key.Key_F, CTRL)
    catalogue = opened(desk)
    assert catalogue.view.name.text() == "活着" and set(states(catalogue)) == {"B001", "B003"}
    assert desk.focus() is catalogue.view.copies
    desk.key(Qt.Key.Key_Escape)
    assert desk.focus() is catalogue.titles and catalogue.open_id is None


def test_a_scan_in_the_search_box_goes_to_the_lending_desk(desktop):
    desk = desktop()
    catalogue = catalogue_of(desk)
    type_chinese("活")
    desk.scan("1003")
    assert "张国胜" in desk.said and desk.window.front.state.member_id == 3
    assert catalogue.search.text() == "活"


def test_an_unknown_scan_in_the_search_box_is_searched_for(desktop):
    desk = desktop()
    catalogue = catalogue_of(desk)
    desk.scan("9787506365437")
    assert catalogue.search.text() == "9787506365437" and names(catalogue) == []
    assert catalogue.titles._empty.isVisible()


def test_copies_are_added_with_the_next_numbers(desktop):
    desk = desktop()
    catalogue = opened(desk)
    desk.key(Qt.Key.Key_K, CTRL)
    form = QApplication.activeWindow()
    form.editors[0].set_text("2")
    desk.key(Qt.Key.Key_Return, CTRL)
    assert desk.state == "done" and len(states(catalogue)) == 4


def test_a_barcode_in_use_is_refused_beside_it(desktop):
    desk = desktop()
    opened(desk)
    desk.key(Qt.Key.Key_K, CTRL)
    form = QApplication.activeWindow()
    desk.scan("B002")
    desk.key(Qt.Key.Key_Return, CTRL)
    assert form.isVisible() and "平凡的世界" in form.said["barcode"].text()


def test_a_copy_is_mended_lost_and_found_withdrawn_and_taken_back(desktop):
    desk = desktop()
    catalogue = opened(desk)
    steps = ((Qt.Key.Key_W, "repair"), (Qt.Key.Key_B, "in_stock"), (Qt.Key.Key_L, "lost"),
             (Qt.Key.Key_B, "in_stock"), (Qt.Key.Key_D, "withdrawn"), (Qt.Key.Key_B, "in_stock"))  # fmt: skip
    for key, state in steps:
        desk.key(key, CTRL)
        assert desk.state == "done" and states(catalogue)["B001"] == state, state


def test_a_copy_on_loan_is_not_withdrawn_and_shows_who_has_it(desktop):
    desk = desktop()
    desk.window.desk.do(lending.check_out, member_id=3, copy_id=1, card_id=3, now=desk.now)
    catalogue = opened(desk)
    assert "张国胜" in catalogue.view.copies.model().index(0, 3).data()
    assert catalogue.view.loans.rows_model.rows[0].member == "张国胜"
    desk.key(Qt.Key.Key_D, CTRL)
    assert desk.state == "refused" and states(catalogue)["B001"] == "in_stock"


def test_a_title_without_copies_is_retired_and_saved_again(desktop):
    desk = desktop()
    catalogue = opened(desk)
    shift = CTRL | Qt.KeyboardModifier.ShiftModifier
    desk.key(Qt.Key.Key_D, shift)
    assert desk.state == "refused" and "《活着》" in desk.said and "2" in desk.said
    for copy_id in (1, 3):
        desk.window.desk.do(books.withdraw_copy, copy_id=copy_id, now=desk.now)
    desk.key(Qt.Key.Key_D, shift)
    assert desk.state == "done" and catalogue.view.title.retired_at is not None
    desk.key(Qt.Key.Key_D, shift)
    assert desk.state == "refused"  # and says the way back
    desk.key(Qt.Key.Key_E, CTRL)
    desk.key(Qt.Key.Key_Return, CTRL)
    assert desk.state == "done" and catalogue.view.title.retired_at is None


def test_a_new_title_opens_ready_for_its_copies(desktop):
    desk = desktop()
    catalogue = catalogue_of(desk)
    desk.key(Qt.Key.Key_N, CTRL)
    type_chinese("围城")
    desk.key(Qt.Key.Key_Return, CTRL)
    assert desk.state == "done" and catalogue.view.name.text() == "围城"
    assert [t.title for t in desk.window.desk.ask(books.titles).rows][0] == "围城"


def test_f4_on_an_unknown_isbn_begins_a_new_title(desktop):
    desk = desktop()
    desk.scan("9787506365437")
    desk.key(Qt.Key.Key_F4)
    form = QApplication.activeWindow()
    assert next(e for e in form.editors if e.field.name == "isbn").text() == "9787506365437"


def test_the_reader_at_the_desk_waits_for_a_title(desktop):
    desk = desktop()
    catalogue_of(desk)
    desk.key(Qt.Key.Key_Down)
    desk.key(Qt.Key.Key_H, CTRL)
    assert desk.state == "refused"
    for copy_id in (1, 3):
        desk.window.desk.do(lending.check_out, member_id=1, copy_id=copy_id, card_id=1, now=desk.now)
    desk.window.enter("1003")
    opened(desk)
    desk.key(Qt.Key.Key_H, CTRL)
    assert desk.state == "done" and desk.window.desk.ask(lending.holds_of, member_id=3)[0].title == "活着"
