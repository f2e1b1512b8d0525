"""A day at the desk: the real window, offscreen, by keys; a picture per step."""

import random
import tempfile
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from pathlib import Path
from typing import Any

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor, QImage, QInputMethodEvent, QPainter, QPixmap
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from venuedesk import demo, i18n
from venuedesk.core import file
from venuedesk.core.desk import Desk
from venuedesk.demo.days import Days
from venuedesk.demo.life import Life
from venuedesk.i18n import _
from venuedesk.ui import app as program
from venuedesk.ui import sound
from venuedesk.ui.main_window import MainWindow

START = datetime(2026, 11, 20, 9, 12)
SLOWLY = 35  # milliseconds between two keys of a hand
NEW_BOOKS = """题名,责任者,出版社,出版年,分类号,ISBN,定价,条码号
城南旧事,林海音著,人民文学出版社,2005,I247.57,,CNY赠18.00,B000901
呼兰河传,萧红著,人民文学出版社,2009,I246.57,,22.00,B000902
平凡的世界,路遥著,北京十月文艺出版社,2012,I247.57,,79.80,B000001
浮躁,贾平凹著,作家出版社,2009,I247.57,,十八元,B000903
"""
NO, CTRL = Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ControlModifier


@dataclass
class Tour:
    """The window, a clock that the script moves, and the folder for the pictures."""

    app: QApplication
    window: MainWindow
    out: Path
    new_books: Path
    now: datetime = START
    taken: list[Path] = field(default_factory=list)

    @property
    def desk(self) -> Desk:
        """The desk behind the window."""
        assert self.window.desk is not None
        return self.window.desk

    # ------------------------------------------------------------ hands

    def scan(self, code: str) -> None:
        """Type a code and Enter into the line, as a scanner does."""
        self.pass_time(5)
        self.window.entry.setFocus()
        QTest.keyClicks(self.window.entry, code)
        QTest.keyClick(self.window.entry, Qt.Key.Key_Return)
        self.settle()

    def go(self, key: Qt.Key, held: Qt.KeyboardModifier = NO) -> None:
        """Press the key of a page."""
        self.window.activateWindow()
        self.settle()
        QTest.keyClick(self.window, key, held)
        self.settle()

    def press(self, key: Qt.Key, held: Qt.KeyboardModifier = NO) -> None:
        """Press a key where the focus is."""
        QTest.keyClick(QApplication.activePopupWidget() or self.app.focusWidget() or self.window, key, held)
        self.settle()

    def write(self, words: str) -> None:
        """Write words where the focus is, as a hand does; Chinese ones as an input method hands them over."""
        line = self.app.focusWidget() or self.window
        if words.isascii():
            QTest.keyClicks(line, words, NO, SLOWLY)
        else:
            self.app.sendEvent(line, _committed(words))
        QTest.qWait(SLOWLY)
        self.settle()

    def pass_time(self, seconds: int) -> None:
        """Let time pass at the desk."""
        self.now += timedelta(seconds=seconds)
        if self.window.front is not None:
            self.window.front._last = ("", -1e9)  # the desk's clock is the tour's, not the machine's

    def until(self, clock: time) -> None:
        """Let the day go on until then: who comes to the rooms and through the door is counted meanwhile."""
        days, later = Days(START), datetime.combine(self.now.date(), clock)
        life = Life(self.desk, days, random.Random(demo.SEED))
        life.pass_time(self.now, later, demo.held_in(days))
        self.now = later
        self.pass_time(0)
        self.window._tick()
        self.window.reload()
        self.settle()

    def settle(self) -> None:
        """Let the window paint what it has to."""
        for _n in range(4):
            self.app.processEvents()

    def wait_for(self, there: Callable[[], object]) -> None:
        """Let the worker come to its end."""
        for _n in range(500):
            if there():
                break
            QTest.qWait(10)
        self.settle()

    # ------------------------------------------------------------ pictures

    def picture(self, name: str, answer: str = "") -> None:
        """Keep the window as a picture, with the form that stands in front of it.

        RuntimeError where another ``answer`` than that was given: the day has gone astray.
        """
        self.settle()
        given, said = str(self.window.answer.property("state")), self.window.answer.text.text()
        if answer not in ("", given):
            raise RuntimeError(f"{name}: {given}, {said}")
        picture = self.window.grab()
        front = QApplication.activeModalWidget()
        if front is not None:
            _put_in_front(picture, front)
        self.keep(name, picture.toImage())

    def keep(self, name: str, image: QImage) -> None:
        """Keep a picture under the next number."""
        path = self.out / f"{len(self.taken) + 1:02}-{name}.png"
        if not image.save(str(path)):
            raise OSError(str(path))
        self.taken.append(path)


def _committed(words: str) -> QInputMethodEvent:
    event = QInputMethodEvent()
    event.setCommitString(words)
    return event


def _put_in_front(picture: QPixmap, front: QWidget) -> None:
    """Paint a dialog over the middle of the window behind it, as it stands there on a screen."""
    painter = QPainter(picture)
    painter.fillRect(picture.rect(), QColor(0, 0, 0, 70))
    inside = front.grab()
    corner = QPoint((picture.width() - inside.width()) // 2, max(0, (picture.height() - inside.height()) // 2))
    painter.drawPixmap(corner, inside)
    painter.setPen(QColor(110, 110, 110))
    painter.drawRect(corner.x(), corner.y(), inside.width() - 1, inside.height() - 1)
    painter.end()


def run(out: Path) -> int:
    """Take the tour into the folder ``out``; returns the exit status."""
    out.mkdir(parents=True, exist_ok=True)
    i18n.use(i18n.DEFAULT)
    sound.on = False
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / file.NAME
        demo.fill_apart(path, START - timedelta(hours=1))
        new_books = Path(folder) / "新书清单.csv"
        new_books.write_text(NEW_BOOKS, "utf-8")
        tour = open_tour(path, out, new_books)
        take(tour)
        tour.window.close_desk()
        tour.window.close()
    print(_("{n} pictures in {folder}").format(n=len(tour.taken), folder=out))
    return 0


def take(tour: Tour) -> None:
    """Go through the day, step by step."""
    from venuedesk.ui import tour_day, tour_morning

    steps: tuple[Callable[[Tour], Any], ...] = (*tour_morning.STEPS, *tour_day.STEPS)
    for step in steps:
        step(tour)


def open_tour(
    path: Path, out: Path, new_books: Path, *, look: str = "light", size: tuple[int, int] = (1366, 697)
) -> Tour:
    """Open the window on a venue's file, with a clock of its own; ``new_books`` is the file of the import preview."""
    app = program.make_app(look=look)
    window = MainWindow(banner=_("Demonstration data"))
    window.resize(*size)
    window.show()
    tour = Tour(app, window, out, new_books)
    window.open_desk(Desk(file.open_file(path), user_id=2, clock=lambda: tour.now))
    return tour
