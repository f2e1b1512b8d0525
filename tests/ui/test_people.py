"""The members' page by keys: found, registered, changed, a card lost and found."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from tests.core.venue import PASSWORD
from tests.ui.hands import by_hand, type_chinese
from tests.ui.test_settings import the_password  # noqa: F401 - a fixture
from venuedesk.core import file, lending, people
from venuedesk.ui.register import RegisterDialog

CTRL = Qt.KeyboardModifier.ControlModifier


def page_of(desk):
    desk.key(Qt.Key.Key_F5)
    return desk.window.page_named("PeoplePage")


def names(page):
    return [row.name for row in page.members.rows_model.rows]


def test_the_entry_line_filters_by_initials_and_opens_by_card(desktop):
    desk = desktop()
    page = page_of(desk)
    assert desk.focus() is desk.window.entry and len(names(page)) == 3
    desk.scan("zgs")
    assert names(page) == ["张国胜"] and page.file.who.text() == "张国胜"
    desk.scan("1002")
    assert names(page) == ["李四"] and "1002" in page.file.facts.text()
    assert type(desk.window.page).__name__ == "PeoplePage"


def test_a_book_scanned_here_goes_to_the_lending_desk(desktop):
    desk = desktop()
    page_of(desk)
    desk.scan("B001")
    assert type(desk.window.page).__name__ == "LendingPage" and "活着" in desk.said


def test_the_box_finds_while_one_types_characters_pinyin_and_tails(desktop):
    desk = desktop()
    page = page_of(desk)
    desk.key(Qt.Key.Key_F, CTRL)
    assert desk.focus() is page.search
    type_chinese("张")
    assert set(names(page)) == {"张三", "张国胜"}
    page.search.clear()
    for words in ("l", "li", "lis", "lisi"):  # never none between two letters
        page.search.clear()
        by_hand(words)
        assert names(page) == ["李四"], words
    page.search.setText("zh")
    assert set(names(page)) == {"张三", "张国胜"}
    page.search.setText("0003")
    assert names(page) == ["张国胜"]
    page.search.setText("nobody")
    assert names(page) == [] and page.members._empty.isVisible()


def test_a_scan_in_the_search_box_opens_the_member_and_leaves_no_digits(desktop):
    desk = desktop()
    page = page_of(desk)
    desk.key(Qt.Key.Key_F, CTRL)
    desk.scan("1003")
    assert page.file.who.text() == "张国胜"


def test_arrows_move_in_the_list_while_the_line_has_the_focus_and_ctrl_enter_lends(desktop):
    desk = desktop()
    page = page_of(desk)
    desk.key(Qt.Key.Key_Down)
    desk.key(Qt.Key.Key_Down)
    marked = page.members.marked()
    assert page.file.who.text() == marked.name and desk.focus() is desk.window.entry
    desk.key(Qt.Key.Key_Return, CTRL)
    assert type(desk.window.page).__name__ == "LendingPage"
    assert desk.window.front.state.member_id == marked.id


def test_a_lost_card_is_blocked_by_one_key_and_found_again(desktop):
    desk = desktop()
    page = page_of(desk)
    desk.scan("1003")
    desk.key(Qt.Key.Key_L, CTRL)
    assert desk.state == "done"
    temporary = next(c for c in page.file.all_cards if c.state == "active")
    assert temporary.kind == "temporary" and temporary.number in page.file.temporary.text()
    assert temporary.number in desk.said
    desk.key(Qt.Key.Key_B, CTRL)
    assert desk.state == "done"
    assert [c.number for c in page.file.all_cards if c.state == "active"] == ["1003"]
    assert not page.file.temporary.isVisible()


def test_the_wrong_card_is_never_guessed(desktop):
    desk = desktop()
    page = page_of(desk)
    desk.window.desk.do(people.issue_card, member_id=3, number="2003", now=desk.now)
    desk.scan("1003")
    desk.key(Qt.Key.Key_L, CTRL)
    assert desk.state == "refused" and desk.focus() is page.file.cards
    desk.key(Qt.Key.Key_Home, CTRL)
    wanted = page.file.cards.marked().number
    desk.key(Qt.Key.Key_L, CTRL)
    assert desk.state == "done"
    assert next(c for c in page.file.all_cards if c.number == wanted).state == "lost"


def test_a_card_is_blocked_for_a_reason(desktop):
    desk = desktop()
    page = page_of(desk)
    desk.scan("1003")
    shift = CTRL | Qt.KeyboardModifier.ShiftModifier
    desk.key(Qt.Key.Key_L, shift)
    assert desk.state == "ask" and "1003" in desk.said
    desk.key(Qt.Key.Key_F9)  # a yes alone is no reason
    assert desk.state == "ask" and desk.focus() is desk.window.answer.reason
    by_hand("borrowed")
    desk.key(Qt.Key.Key_F9)
    assert desk.state == "done"
    (card,) = page.file.all_cards
    assert (card.state, card.reason) == ("blocked", "borrowed")
    desk.key(Qt.Key.Key_L, shift)
    assert desk.state == "refused" and "张国胜" in desk.said


def test_a_card_is_replaced_and_anothers_number_is_refused_beside_it(desktop):
    desk = desktop()
    page = page_of(desk)
    desk.scan("1003")
    desk.key(Qt.Key.Key_R, CTRL)
    form = QApplication.activeWindow()
    desk.scan("1002")
    desk.key(Qt.Key.Key_Return, CTRL)
    assert form.isVisible() and "李四" in form.said["number"].text()
    form.editors[0].set_text("2003")
    desk.key(Qt.Key.Key_Return, CTRL)
    assert desk.state == "done" and "2003" in desk.said
    assert [(c.number, c.state) for c in page.file.all_cards] == [("2003", "active"), ("1003", "replaced")]
    desk.window.desk.do(people.issue_card, member_id=3, number="3003", now=desk.now)
    desk.window.reload()
    desk.settle()
    desk.key(Qt.Key.Key_R, CTRL)  # which of the two?
    assert desk.state == "refused" and desk.focus() is page.file.cards


def test_a_member_with_books_does_not_leave(desktop):
    desk = desktop()
    page = page_of(desk)
    desk.window.desk.do(lending.check_out, member_id=3, copy_id=1, card_id=3, now=desk.now)
    desk.scan("1003")
    assert page.file.loans.rows_model.rows[0].barcode == "B001"
    desk.key(Qt.Key.Key_D, CTRL)
    assert desk.state == "refused"
    assert page.file.member.retired_at is None


def test_a_member_leaves_and_comes_back(desktop):
    desk = desktop()
    page = page_of(desk)
    desk.scan("1002")
    desk.key(Qt.Key.Key_D, CTRL)
    assert desk.state == "done" and names(page) == []
    page.search.clear()
    page.state.setCurrentIndex(3)
    desk.settle()
    assert names(page) == ["李四"]
    page.members.selectRow(0)
    desk.key(Qt.Key.Key_D, CTRL)
    assert desk.state == "done" and names(page) == []


def test_a_person_is_erased_with_the_password_and_a_yes(desktop, the_password):  # noqa: F811
    the_password(PASSWORD)
    desk = desktop()
    page = page_of(desk)
    desk.scan("1002")
    desk.key(Qt.Key.Key_D, CTRL | Qt.KeyboardModifier.ShiftModifier)
    assert desk.state == "ask" and "李四" in desk.said and "写在原因" in desk.said
    desk.key(Qt.Key.Key_Escape)
    assert page.file.member.name == "李四"
    desk.key(Qt.Key.Key_D, CTRL | Qt.KeyboardModifier.ShiftModifier)
    desk.key(Qt.Key.Key_F9)
    assert desk.state == "done" and "李四" not in desk.said
    page.search.clear()
    assert names(page) == ["张国胜", "张三"]
    desk.scan("1002")
    assert desk.state == "refused"


def test_a_clerk_is_told_what_is_not_theirs(desktop):
    desk = desktop()
    page = page_of(desk)
    desk.window.desk.user = type(desk.window.desk.user)(file.FIRST_USER, "李前台", "clerk")
    desk.scan("1002")
    desk.key(Qt.Key.Key_D, CTRL)
    assert desk.state == "refused" and page.file.member.retired_at is None
    desk.key(Qt.Key.Key_D, CTRL | Qt.KeyboardModifier.ShiftModifier)
    assert desk.state == "refused" and page.file.member.name == "李四"


def test_an_unknown_card_is_given_to_a_member_who_is_there(desktop):
    desk = desktop()
    page_of(desk)
    desk.scan("0512777777")
    assert desk.state == "refused"
    desk.key(Qt.Key.Key_F4)
    dialog = desk.window.findChild(RegisterDialog)
    assert dialog.isVisible() and desk.focus() is dialog.search
    type_chinese("国胜")
    desk.key(Qt.Key.Key_Return)
    desk.key(Qt.Key.Key_Return)
    assert type(desk.window.page).__name__ == "LendingPage"
    state = desk.window.front.state
    card = desk.window.desk.ask(people.cards, member_id=3)[0]
    assert (state.member_id, state.card_id, card.number) == (3, card.id, "0512777777")


def test_an_unknown_card_becomes_that_of_a_new_member_at_the_desk(desktop):
    desk = desktop()
    desk.scan("0512777777")
    desk.key(Qt.Key.Key_F4)
    desk.key(Qt.Key.Key_N, CTRL)
    type_chinese("周晓东")
    desk.key(Qt.Key.Key_Return, CTRL)
    who = desk.window.desk.ask(people.member, member_id=desk.window.front.state.member_id)
    assert who.name == "周晓东" and desk.window.front.state.card_id is not None
    desk.scan("B001")
    assert desk.state == "done" and "周晓东" in desk.said


def test_a_change_is_saved_and_stands_in_the_history(desktop):
    desk = desktop()
    page = page_of(desk)
    desk.scan("1002")
    desk.key(Qt.Key.Key_E, CTRL)
    form = QApplication.activeWindow()
    form.editors[3].set_text("13900009999")
    desk.key(Qt.Key.Key_Return, CTRL)
    assert "13900009999" in page.file.facts.text()
    page.file.tabs.setCurrentWidget(page.file.history)
    assert "13800000002 → 13900009999" in page.file.history.model().index(0, 1).data()


def test_ctrl_h_cancels_the_only_hold_and_says_when_there_is_none(desktop):
    desk = desktop()
    for code in ("1001", "B001", "B003"):  # every copy of 《活着》 is out
        desk.scan(code)
    desk.window.perform(lending.place_hold, title_id=2, member_id=3, now=desk.now)
    desk.key(Qt.Key.Key_F5)
    desk.window.page.show_one(3)
    desk.key(Qt.Key.Key_H, CTRL)
    assert desk.state == "done"
    assert desk.window.desk.ask(lending.holds_of, member_id=3) == []
    desk.key(Qt.Key.Key_H, CTRL)
    assert desk.state == "refused"
