"""The first run, by keys: from an empty folder to the open desk."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from shiboken6 import isValid

from tests.ui import hands
from venuedesk import paths
from venuedesk.core import file, house, users
from venuedesk.ui import app
from venuedesk.ui.first_run import FirstRunPage
from venuedesk.ui.main_window import MainWindow
from venuedesk.ui.opening import open_folder

CTRL = Qt.KeyboardModifier.ControlModifier


class FirstRun:
    """The window on a folder without a venue."""

    def __init__(self, folder: Path) -> None:
        self.window = MainWindow()
        self.window.resize(1024, 600)
        self.window.show()
        open_folder(self.window, folder)
        QApplication.processEvents()
        page = self.window.stack.currentWidget()
        assert isinstance(page, FirstRunPage)
        self.page = page

    def fill(self, **answers: str) -> None:
        for name, words in answers.items():
            self.page.editors[name].set_text(words)

    def create(self) -> None:
        QTest.keyClick(self.page.editors["venue"].widget, Qt.Key.Key_Return, CTRL)
        QApplication.processEvents()

    def said(self) -> dict[str, str]:
        return {name: one.text() for name, one in self.page.said.items() if one.isVisibleTo(self.page)}


GOOD = {"venue": "城北工人文化宫", "manager": "王主任", "password": "correct horse", "again": "correct horse"}


@pytest.fixture
def first_run(qapp: QApplication, tmp_path: Path) -> Iterator[Callable[..., FirstRun]]:
    opened: list[FirstRun] = []

    def open_one(folder: Path = tmp_path / "新 馆") -> FirstRun:
        opened.append(FirstRun(folder))
        return opened[-1]

    yield open_one
    for one in opened:
        windows: list[Any] = [one.window]
        while windows[-1].successor is not None:
            windows.append(windows[-1].successor)
        for window in filter(isValid, windows):
            window.close_desk()
            window.close()
            window.deleteLater()
    qapp.processEvents()


def test_a_venue_is_created_and_its_desk_opens(first_run: Callable[..., FirstRun], tmp_path: Path) -> None:
    one = first_run()
    second = tmp_path / "U盘"
    second.mkdir()
    one.fill(**GOOD, second=str(second))
    one.create()
    desk = one.window.desk
    assert desk is not None
    assert desk.ask(house.settings, day=desk.now().date())[house.VENUE] == "城北工人文化宫"
    assert desk.ask(users.a_manager_knows, password="correct horse")
    assert app.read_look(tmp_path / "新 馆")["language"] == "zh_CN"
    assert one.window.entry.isVisible()


def test_what_is_wrong_stands_beside_its_line(first_run: Callable[..., FirstRun], tmp_path: Path) -> None:
    one = first_run()
    synchronised = str(tmp_path / "坚果云" / "数据")
    one.fill(manager="王主任", password="1234567", again="12345678", folder=synchronised, second="nowhere")
    one.create()
    assert set(one.said()) == {"venue", "folder", "second", "again"}
    one.fill(venue="馆", again="1234567", folder=str(tmp_path / "数据"), second="")
    one.create()
    assert set(one.said()) == {"password"}
    assert one.window.desk is None
    assert not (tmp_path / "数据" / file.NAME).exists()


def test_enter_goes_on_and_never_creates(first_run: Callable[..., FirstRun]) -> None:
    one = first_run()
    one.fill(**GOOD)
    for _n in range(12):
        focused = QApplication.focusWidget()
        if focused is one.page.create_button:
            break
        QTest.keyClick(focused, Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is one.page.create_button
    hands.scan("1000001", enters=2)  # a card held to the reader
    assert one.window.desk is None
    hands.press(Qt.Key.Key_Return)
    assert one.window.desk is not None


def test_another_folder_is_found_again(
    first_run: Callable[..., FirstRun], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    home, chosen = tmp_path / "home", tmp_path / "D盘" / "VenueDesk"
    monkeypatch.setattr(paths, "home_folder", lambda: home)
    one = first_run(home)
    one.fill(**GOOD, folder=str(chosen))
    one.create()
    assert paths.data_folder() == chosen
    assert (chosen / file.NAME).exists()
    one.window.close_desk()
    chosen.rename(tmp_path / "pulled out")
    again = first_run(paths.data_folder())
    assert str(chosen) in again.page.trouble.text()


def test_a_venue_that_is_there_is_opened(first_run: Callable[..., FirstRun], tmp_path: Path) -> None:
    there = tmp_path / "旧馆"
    file.create(there / file.NAME, founding=file.Founding("旧馆", "李", "correct horse"), now=file_time())
    one = first_run()
    assert not one.page.open_button.isVisible()
    one.fill(**GOOD, folder=str(there))
    one.create()
    assert one.window.desk is None
    one.page.open_there()
    assert one.window.desk is not None
    assert one.window.desk.file.path == there / file.NAME


def file_time() -> Any:
    from tests.core.venue import NOW

    return NOW


def test_another_text_size_holds_at_once(first_run: Callable[..., FirstRun]) -> None:
    one = first_run()
    one.fill(**GOOD)
    one.page.editors["text_size"].show("huge")
    try:
        one.create()
        QApplication.processEvents()
        made = one.window.successor
        assert made is not None
        assert made.desk is not None
        assert made.font().pixelSize() == 20
    finally:
        app.make_app()
