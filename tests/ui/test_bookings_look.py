"""The texts of the rooms fit: the page in each of its states, the form with its verdict, and today."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QLabel

from tests.ui.halls import CTRL, _hall_template, halls  # noqa: F401 - fixtures
from tests.ui.test_look import SIZES, Longer, cut_cells, cut_texts, visible
from venuedesk import i18n
from venuedesk.ui import app as program

KEY = Qt.Key


def fill(desk):
    """A day with a booking in every state, over midnight, with setup, and in half of the hall."""
    return [
        desk.book("多功能厅", "11-20 13:00", "16:00", layout_id=1, purpose="职工合唱排练", expected=80, unit_id=2),
        desk.book("东厅", "11-20 18:00", "20:00", state="tentative", purpose="单身职工联谊会", member_id=3),
        desk.book("声乐教室", "11-20 09:00", "10:00", state="awaiting"),
        desk.book("声乐教室", "11-20 10:00", "12:00", caller="外卖配送员联合工会的王师傅"),
        desk.book("剧场", "11-20 22:00", "11-21 02:00", purpose="职工文化艺术节开幕演出", expected=600),
        desk.book("羽毛球馆", "11-20 14:00", "16:00"),
    ]


def walk(desk) -> list[str]:
    window, page, found = desk.window, desk.page, []

    def look(place, whole=window):
        desk.settle()
        found.extend(f"{place}: {one}" for one in cut_texts(window) + cut_cells(window))
        if whole is not window:
            found.extend(f"{place}: {one}" for one in cut_form(whole))

    made = fill(desk)
    window.go_to(window.page_named("TodayPage"))
    look("today")
    window.go_to(page)
    look("free")
    for row in made:
        page.show_booking(row)
        look(row.state)
    desk.keys(KEY.Key_M, held=CTRL)
    look("moving")
    desk.keys(KEY.Key_Escape)
    desk.keys(KEY.Key_W, held=CTRL)
    look("week")
    desk.keys(KEY.Key_W, held=CTRL)
    page.find()
    page.found.box.setText("职工")
    look("found")
    page.leave_found()
    page.show_booking(made[0])
    desk.keys(KEY.Key_N, held=CTRL)
    desk.form.of["expected"].set_text("999")
    assert desk.judged() == "refused"
    look("form", desk.form)
    desk.form.reject()
    return found


def cut_form(form) -> list[str]:
    found = []
    for one in visible(form, QLabel):
        need = one.heightForWidth(one.width()) if one.wordWrap() else one.sizeHint().height()
        wide = not one.wordWrap() and one.sizeHint().width() > one.width() + 1
        if one.text() and (need > one.height() + 1 or wide):
            found.append(f"label {one.text()!r} {one.size().toTuple()}")
    for one in visible(form, QAbstractButton):
        if one.text() and one.sizeHint().width() > one.width() + 1:
            found.append(f"button {one.text()!r}")
    return found


@pytest.mark.parametrize("size", SIZES, ids=lambda s: f"{s[0]}x{s[1]}")
@pytest.mark.parametrize("language", ["zh_CN", "en", "longer"])
def test_every_text_of_the_rooms_fits_its_box(halls, language, size):  # noqa: F811
    english = i18n._catalogues["en"]
    try:
        if language == "longer":
            i18n._catalogues["en"] = Longer()
        i18n.use("zh_CN" if language == "zh_CN" else "en")
        assert walk(halls(size)) == []
    finally:
        i18n._catalogues["en"] = english


@pytest.mark.parametrize("text_size", ["large", "huge"])
@pytest.mark.parametrize("look", ["light", "dark"])
def test_every_text_of_the_rooms_fits_in_larger_type_and_in_the_dark(halls, look, text_size):  # noqa: F811
    try:
        program.make_app(look=look, text_size=text_size)
        assert walk(halls((1366, 697))) == []
    finally:
        program.make_app()


def test_the_rooms_fit_the_smallest_screen(halls):  # noqa: F811
    desk = halls((1024, 600))
    made = fill(desk)
    for name in ("TodayPage", "BookingsPage"):
        desk.window.go_to(desk.window.page_named(name))
        desk.settle()
        hint = desk.window.minimumSizeHint()
        assert hint.width() <= 1024 and hint.height() <= 600, name
    desk.page.show_booking(made[0])
    desk.keys(KEY.Key_N, held=CTRL)
    assert desk.judged() == "refused" and desk.form.height() <= 600
    assert desk.form.scroll.verticalScrollBar().maximum() == 0  # every field is seen
