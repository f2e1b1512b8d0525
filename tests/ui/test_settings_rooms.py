"""Zones, rooms, layouts and spaces in the settings, by keys, in the real window."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt

from tests.ui.conftest import Desktop
from tests.ui.test_look import Longer, cut_cells, cut_texts
from tests.ui.test_settings import Settings
from venuedesk import i18n
from venuedesk.core import rooms
from venuedesk.core.rooms import LayoutDraft, RoomDraft
from venuedesk.ui import forms


@pytest.fixture
def settings(desktop: Callable[..., Desktop]) -> Callable[..., Settings]:
    return lambda kind: Settings(desktop(1, size=(1024, 600)), kind)


def mark(one: Settings, name: str) -> None:
    """Mark the line whose first cell is the name."""
    one.section.table.selectRow([row[0] for row in one.cells()].index(name))


def test_a_hall_of_two_halves_is_entered_in_one_form(settings: Callable[..., Settings]) -> None:
    one = settings("RoomsSection")
    assert one.cells() == []
    one.press(Qt.Key.Key_N)
    one.fill(name="多功能厅", spaces="东厅 + 西厅", capacity="200")
    assert "新增 2 个可单独预订" in one.desktop.said
    assert [row[0] for row in one.cells()] == ["多功能厅", "东厅", "西厅"]
    assert one.cells()[0][2:4] == ["200", "东厅 + 西厅"]
    one.desktop.key(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    one.quiet()
    assert one.cells() == []


def test_a_room_is_changed_and_what_is_wrong_is_said_beside_the_field(settings: Callable[..., Settings]) -> None:
    one = settings("RoomsSection")
    one.press(Qt.Key.Key_N)
    one.fill(name="羽毛球馆", spaces="1–6号场", capacity="24")
    assert len(one.cells()) == 7
    mark(one, "羽毛球馆 1号场")
    one.press(Qt.Key.Key_E)
    form = one.fill(name="羽毛球馆")
    assert form.isVisible()
    assert form.said["name"].text() == "已有场地“羽毛球馆”。 请换一个名称。"
    one.fill(name="羽毛球馆 一号场", capacity="6")
    assert "羽毛球馆 一号场" in [row[0] for row in one.cells()]
    mark(one, "羽毛球馆 6号场")
    one.press(Qt.Key.Key_D)
    assert one.desktop.said.startswith("场地已停用：羽毛球馆 6号场")
    assert len(one.cells()) == 6


def test_layouts_are_entered_for_a_room(settings: Callable[..., Settings]) -> None:
    one = settings("RoomsSection")
    one.press(Qt.Key.Key_N)
    one.fill(name="多功能厅", capacity="100")
    one.mark("多功能厅")
    one.press(Qt.Key.Key_L)
    form = one.fill(name="剧院式", capacity="120", setup_minutes="30", teardown_minutes="15")
    assert form.said["capacity"].text() == "多功能厅最多容纳 100 人。 请先提高场地的容纳人数。"
    one.fill(capacity="100")
    one.section = one.page.open("LayoutsSection")
    assert one.cells() == [["多功能厅", "剧院式", "100", "30 + 15"]]
    one.press(Qt.Key.Key_N)
    one.fill(name="课桌式", capacity="60")
    one.mark("课桌式")
    one.press(Qt.Key.Key_E)
    one.fill(setup_minutes="20")
    assert one.cells()[1] == ["多功能厅", "课桌式", "60", "20 + 0"]
    one.mark("课桌式")
    one.press(Qt.Key.Key_D)
    assert len(one.cells()) == 1


def test_a_layout_wants_a_room_and_a_deed_wants_a_marked_line(settings: Callable[..., Settings]) -> None:
    one = settings("LayoutsSection")
    one.press(Qt.Key.Key_N)
    assert one.desktop.said == "请先录入场地。"
    wanted = {"RoomsSection": "EDL", "ZonesSection": "ED", "LayoutsSection": "ED", "SpacesSection": "E"}
    for kind, keys in wanted.items():
        one.section = one.page.open(kind)
        one.section.table.clearSelection()
        one.section.table.setCurrentIndex(one.section.table.model().index(-1, -1))
        for key in keys:
            one.press(getattr(Qt.Key, f"Key_{key}"))
            assert one.desktop.said == "请先选中一行。"


def test_zones_are_named_and_let_go(settings: Callable[..., Settings]) -> None:
    one = settings("ZonesSection")
    known = len(one.cells())
    one.press(Qt.Key.Key_N)
    one.fill(name="游泳")
    assert len(one.cells()) == known + 1
    one.mark("游泳")
    one.press(Qt.Key.Key_E)
    one.fill(name="水上运动")
    one.mark("水上运动")
    one.press(Qt.Key.Key_D)
    assert len(one.cells()) == known
    one.mark(one.cells()[0][0])
    one.press(Qt.Key.Key_D)
    assert one.desktop.state == "refused"
    assert "借还在这里计数" in one.desktop.said


def test_a_space_gets_another_name(settings: Callable[..., Settings]) -> None:
    one = settings("RoomsSection")
    one.press(Qt.Key.Key_N)
    one.fill(name="大厅", spaces="东厅、西厅")
    one.section = one.page.open("SpacesSection")
    assert [row[2] for row in one.cells()] == ["大厅、东厅", "大厅、西厅"]
    one.mark("西厅")
    one.press(Qt.Key.Key_E)
    one.fill(name="西侧厅")
    assert [s.name for s in one.desktop.window.desk.ask(rooms.spaces)] == ["东厅", "西侧厅"]


HOUSE = (
    (3, "多功能厅", "东厅 + 西厅", 200),
    (4, "羽毛球馆", "1–6号场", 24),
    (2, "书法国画教室", "", 40),
)


@pytest.mark.parametrize("language", ["zh_CN", "en", "longer"])
def test_every_text_fits_its_box_on_the_smallest_screen(desktop: Callable[..., Desktop], language: str) -> None:
    english = i18n._catalogues["en"]
    try:
        if language == "longer":
            i18n._catalogues["en"] = Longer()
        i18n.use("zh_CN" if language == "zh_CN" else "en")
        one = desktop(1, size=(1024, 600))
        desk = one.window.desk
        for zone_id, name, spaces, people in HOUSE:
            draft = RoomDraft(zone_id=zone_id, name=name, spaces=spaces, capacity=people, singly=True)
            made = desk.do(rooms.save_room, draft=draft, now=desk.now())
            layout = LayoutDraft(room_id=made.room_id, name="剧院式", capacity=people, setup_minutes=30)
            desk.do(rooms.save_layout, draft=layout)
        one.key(Qt.Key.Key_F7)
        found = []
        for kind in ("ZonesSection", "RoomsSection", "LayoutsSection", "SpacesSection"):
            section = one.window.page.open(kind)
            section.table.selectRow(0)
            one.settle()
            found += [f"{kind}: {cut}" for cut in cut_texts(one.window) + cut_cells(one.window)]
            section.change()
            one.settle()
            found += [f"{kind} form: {cut}" for cut in cut_texts(one.window)]
            next(form for form in one.window.findChildren(forms.Form) if form.isVisible()).reject()
            one.settle()
        assert found == []
    finally:
        i18n._catalogues["en"] = english
