"""Forms by keys: Enter goes on, Ctrl+Enter confirms, a scan never does; Chinese by the input method."""

from dataclasses import dataclass, replace
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from shiboken6 import isValid

from tests.ui import hands
from tests.ui.hands import by_hand, scan, type_chinese
from venuedesk.core import people
from venuedesk.ui import fields, people_forms
from venuedesk.ui.burst import Burst
from venuedesk.ui.choice import initials
from venuedesk.ui.fields import Field, UnreadableError, day_of, fen_of

CTRL = Qt.KeyboardModifier.ControlModifier


def press(key, modifier=Qt.KeyboardModifier.NoModifier):
    hands.press(key, modifier)
    QTest.qWait(5)  # a window that a list closed over is active again a moment later


def in_focus(form):
    return next(e.field.name for e in form.editors if e.widget.hasFocus())


def stands(form):
    return isValid(form) and form.isVisible()


def members(desk):
    return desk.window.desk.ask(people.members, today=desk.now.date()).rows


@pytest.fixture
def form(desktop):
    desk = desktop()
    form = people_forms.new_member(desk.window)
    form.desk = desk
    desk.settle()
    return form


def test_enter_goes_from_field_to_field_and_saves_nothing(form):
    places = []
    for _n in range(3):
        places.append(in_focus(form))
        press(Qt.Key.Key_Return)
    assert places == ["name", "unit_id", "category_id"]
    assert len(members(form.desk)) == 3 and stands(form)


def test_a_member_is_filled_in_by_hand_with_chinese_and_saved(form):
    type_chinese("周晓东")
    press(Qt.Key.Key_Return)
    QApplication.focusWidget().lineEdit().selectAll()
    type_chinese("无")
    for _n in range(3):  # takes the line of the open list, goes on, goes on
        if in_focus(form) != "phone":
            press(Qt.Key.Key_Return)
    by_hand("13800001111")
    press(Qt.Key.Key_Return, CTRL)
    assert not stands(form)
    found = next(m for m in members(form.desk) if m.name == "周晓东")
    assert (found.unit, found.phone) == ("无单位", "138****1111")
    assert form.desk.state == "done" and "周晓东" in form.desk.said
    assert form.desk.focus() is form.desk.window.entry


def test_a_scan_fills_the_card_from_any_field_and_never_confirms(form):
    type_chinese("周晓东")
    scan("0512009999")
    assert stands(form) and len(members(form.desk)) == 3
    by_name = {e.field.name: e for e in form.editors}
    assert by_name["card"].text() == "0512009999" and by_name["name"].text() == "周晓东"
    assert in_focus(form) == "card"
    scan("0512008888")
    assert by_name["card"].text() == "0512008888"


def test_a_scan_on_the_save_button_does_not_save(form):
    type_chinese("周晓东")
    form.ok.setFocus()
    scan("0512009999")
    assert stands(form) and len(members(form.desk)) == 3


def test_enter_on_the_save_button_saves(form):
    type_chinese("周晓东")
    form.ok.setFocus()
    press(Qt.Key.Key_Return)
    assert not stands(form) and len(members(form.desk)) == 4


def test_what_is_missing_is_said_beside_its_field_and_the_form_stays(form):
    press(Qt.Key.Key_Return, CTRL)
    assert stands(form) and form.said["name"].text() and in_focus(form) == "name"
    type_chinese("周晓东")
    form.editors[3].set_text("不是电话")
    press(Qt.Key.Key_Return, CTRL)
    assert stands(form) and form.said["phone"].isVisible() and not form.said["name"].isVisible()


def test_a_card_of_another_is_refused_beside_the_card(form):
    type_chinese("周晓东")
    scan("1003")
    press(Qt.Key.Key_Return, CTRL)
    assert stands(form) and "张国胜" in form.said["card"].text()
    assert in_focus(form) == "card"


def test_a_question_is_asked_in_the_form_and_answered_by_f9(form):
    type_chinese("张国胜")
    press(Qt.Key.Key_Return, CTRL)
    assert stands(form) and form.answer.isVisible() and form.yes.isVisible()
    scan("1001")
    assert form.editors[4].text() == ""
    press(Qt.Key.Key_Escape)
    assert stands(form) and not form.answer.isVisible() and len(members(form.desk)) == 3
    press(Qt.Key.Key_Return, CTRL)
    press(Qt.Key.Key_F9)
    assert not stands(form) and len(members(form.desk)) == 4


def test_the_form_grows_by_a_question_and_cuts_no_row(form):
    before, rows = form.height(), form.scroll.verticalScrollBar()
    assert rows.maximum() == 0
    type_chinese("张国胜")
    press(Qt.Key.Key_Return, CTRL)
    form.desk.settle()
    assert form.answer.isVisible() and form.height() > before and rows.maximum() == 0
    assert form.geometry().bottom() <= form.desk.window.geometry().bottom()


def test_the_form_grows_by_what_is_wrong_in_every_field_and_never_beyond_the_window(desktop):
    desk = desktop(size=(1024, 600))
    form = people_forms.new_member(desk.window)
    desk.settle()
    before = form.height()
    for editor in form.editors[1:]:
        form._say_beside(editor.field.name, "这里写的不对，请改正后再保存。" * 6)
    desk.settle()
    assert before < form.height() <= 600 - 40
    assert form.ok.geometry().bottom() <= form.height()


def test_escape_backs_out(form):
    type_chinese("周晓东")
    press(Qt.Key.Key_Escape)
    assert not stands(form) and len(members(form.desk)) == 3
    assert form.desk.focus() is form.desk.window.entry


def test_a_new_unit_is_made_inside_the_form(form):
    press(Qt.Key.Key_Return)
    QApplication.focusWidget().lineEdit().selectAll()
    type_chinese("北站快递工会")
    press(Qt.Key.Key_N, CTRL)
    inner = QApplication.activeWindow()
    assert inner is not form and inner.editors[0].text() == "北站快递工会"
    press(Qt.Key.Key_Return, CTRL)
    unit = next(e for e in form.editors if e.field.name == "unit_id")
    assert unit.text() == "北站快递工会" and stands(form)
    assert unit.read() in [u.id for u in form.desk.window.desk.ask(people.units)]


def test_what_fits_no_choice_is_said(form):
    type_chinese("周晓东")
    unit = next(e for e in form.editors if e.field.name == "unit_id")
    unit.set_text("没有这个单位")
    press(Qt.Key.Key_Return, CTRL)
    assert stands(form) and form.said["unit_id"].isVisible()


def test_the_longest_form_fits_the_smallest_screen(desktop):
    from venuedesk.ui import books

    desk = desktop(size=(1024, 600))
    form = books.new_title(desk.window)
    desk.settle()
    assert form.width() <= 1024 and form.height() <= 600
    assert form.ok.isVisible() and form.ok.geometry().bottom() <= form.height()
    assert all(e.widget.accessibleName() for e in form.editors)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2026-11-20", date(2026, 11, 20)),
        ("20261120", date(2026, 11, 20)),
        ("２０２６年１１月２日", date(2026, 11, 2)),
        ("2026/1/2", date(2026, 1, 2)),
        ("2026-02-30", None),
        ("11-20", None),
        ("", None),
    ],
)
def test_days_as_they_are_typed(text, day):
    assert day_of(text) == day


@pytest.mark.parametrize(
    ("text", "fen"),
    [("68", 6800), ("68.5", 6850), ("¥68.05", 6805), ("1,200元", 120000), ("6.805", None), ("-3", None), ("²", None)],
)
def test_money_as_it_is_typed(text, fen):
    assert fen_of(text) == fen


@dataclass(frozen=True)
class Draft:
    """A draft of every kind that the other forms do not use."""

    money: int | None = 6850
    number: int | None = 3
    open: bool = True
    secret: str = ""


def test_money_numbers_ticks_and_passwords_come_back_as_values(qapp):
    kinds = {"money": fields.MONEY, "number": fields.NUMBER, "open": fields.YES, "secret": fields.PASSWORD}
    editors = {name: fields.EDITORS[kind](Field(name, name, kind, most=9)) for name, kind in kinds.items()}
    for name, editor in editors.items():
        editor.show(getattr(Draft(), name))
    assert replace(Draft(), **{name: e.read() for name, e in editors.items()}) == Draft()
    editors["number"].set_text("12")
    editors["money"].set_text("viel")
    for name in ("number", "money"):
        with pytest.raises(UnreadableError):
            editors[name].read()
    editors["secret"].set_text(" geheim ")
    assert editors["secret"].read() == " geheim "


def test_a_burst_is_three_quick_keys_and_its_end():
    burst, now = Burst(), [0.0]
    burst.clock = lambda: now[0]

    def keys(gap):
        for n, c in enumerate("0512"):
            now[0] += gap
            burst.key(c, "周" + "0512"[:n])
        now[0] += gap

    keys(0.005)
    assert burst.ends() == "0512" and burst.before == "周"
    now[0] += 1
    keys(0.05)
    assert burst.ends() == ""


def test_choices_are_found_by_initials():
    assert initials("东方机械厂工会").startswith("dfjxc")
