"""The real window on a small venue, offscreen, with keys typed as a scanner types them."""

import os
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest

os.environ["QT_QPA_PLATFORM"] = "offscreen"

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QApplication

from tests.core import venue
from tests.ui import hands
from venuedesk import i18n
from venuedesk.core import file
from venuedesk.core.desk import Desk
from venuedesk.ui import app as program
from venuedesk.ui import sound
from venuedesk.ui.burst import Burst
from venuedesk.ui.main_window import MainWindow


@pytest.fixture(scope="session")
def qapp() -> QApplication:
    """The application, dressed as at a desk, in Chinese."""
    sound.on = False
    Burst.clock = staticmethod(hands.moment)
    return program.make_app()


@pytest.fixture(autouse=True)
def _chinese() -> Iterator[None]:
    """The language of the desk."""
    before = i18n.current()
    i18n.use("zh_CN")
    yield
    i18n.use(before)


@pytest.fixture(autouse=True)
def _no_window_stays(qapp: QApplication) -> Iterator[None]:
    """Delete the windows of a test: without an event loop ``deleteLater`` waits, and each style sheet dresses them."""
    yield
    for window in qapp.topLevelWidgets():
        if isinstance(window, MainWindow):
            window.deleteLater()
    qapp.sendPostedEvents(None, QEvent.Type.DeferredDelete)


@pytest.fixture(scope="session")
def _ui_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    before = i18n.current()
    i18n.use("zh_CN")
    path = venue.build(tmp_path_factory.mktemp("ui-template"))
    i18n.use(before)
    return path


class Desktop:
    """The window with a clock that the test moves, and a scanner."""

    def __init__(self, path: Path, user_id: int, size: tuple[int, int]) -> None:
        """Open the window on the file."""
        self.now = venue.NOW
        self.window = MainWindow(venue="城北工人文化宫", banner="")
        self.window.resize(*size)
        self.window.show()
        self.window.open_desk(Desk(venue.open_kept(path), user_id=user_id, clock=self.clock))
        self.settle()

    def clock(self) -> datetime:
        """The time of this test."""
        return self.now

    def settle(self) -> None:
        """Let the event loop do what waits."""
        for _n in range(3):
            QApplication.processEvents()

    def scan(self, code: str, *, after: float = 3, enters: int = 1) -> None:
        """Let a scanner type a code into whatever has the focus, ``after`` seconds later."""
        self.now += timedelta(seconds=after)
        front = self.window.front
        assert front is not None
        if after >= 2:
            front._last = ("", -1e9)
        hands.scan(code, enters=enters)
        self.settle()

    def key(self, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        """Press one key."""
        hands.press(key, modifier)
        self.settle()

    def focus(self) -> object:
        """The widget that a key press reaches."""
        return hands.focus()

    @property
    def said(self) -> str:
        """What the answer area says, whole."""
        answer = self.window.answer
        parts = (answer.text, answer.details, answer.options)
        return "\n".join(p.text() for p in parts if p.text())

    @property
    def state(self) -> str:
        """The colour of the answer: done, ask, refused or idle."""
        return str(self.window.answer.property("state"))


@pytest.fixture
def desktop(qapp: QApplication, _ui_template: Path) -> Iterator[Callable[..., Desktop]]:
    """Open the real window on a venue of this test's own; called with a user's id for another user."""
    opened: list[Desktop] = []

    def open_one(user_id: int = file.FIRST_USER, size: tuple[int, int] = (1366, 697)) -> Desktop:
        path = venue.place(_ui_template, f"{len(opened)}{_ui_template.name}" if opened else "")
        opened.append(Desktop(path, user_id, size))
        return opened[-1]

    yield open_one
    for one in opened:
        one.window.close_desk()
        one.window.close()
        one.window.deleteLater()
    qapp.processEvents()
