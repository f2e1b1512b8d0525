"""The real window, offscreen, on the generated venue: from the last key to the painted answer, and every page."""

import time
from pathlib import Path

from PySide6.QtCore import QAbstractEventDispatcher, QEvent, QEventLoop, QObject, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QTabWidget

from tests.bench import rooms
from tests.bench.core import Bench
from tests.bench.measure import Line, Times, at_most, of_times
from venuedesk.core import file
from venuedesk.core.desk import Desk
from venuedesk.ui import app as program
from venuedesk.ui import sound
from venuedesk.ui.main_window import MainWindow
from venuedesk.ui.page import Page

SIZE = (1366, 697)
KEY_TO_ANSWER, RELOAD, OPEN = 50.0, 20.0, 100.0  # ms at p95
ROUNDS = 40  # of each page


class Painted(QObject):
    """Counts how often a widget was painted."""

    def __init__(self) -> None:
        """Nothing is painted yet."""
        super().__init__()
        self.times = 0

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Count, and let it happen."""
        self.times += event.type() == QEvent.Type.Paint
        return False


class Screen:
    """The window with a hand that scans, and a clock that the bench moves."""

    def __init__(self, path: Path, bench: Bench) -> None:
        """Open the window on the file, at the bench's last moment."""
        sound.on = False
        self.bench = bench
        self.app = program.make_app()
        self.window = MainWindow(banner="")
        self.window.resize(*SIZE)
        self.window.show()
        self.window.open_desk(Desk(file.open_file(path), user_id=2, clock=lambda: bench.now))
        self.answer, self.tape = Painted(), Painted()
        self.window.answer.installEventFilter(self.answer)
        self.window.tape.viewport().installEventFilter(self.tape)
        self.settle()

    def settle(self) -> None:
        """Let the window read and paint what it has to, until nothing waits any more."""
        events = QAbstractEventDispatcher.instance()
        while events.processEvents(QEventLoop.ProcessEventsFlag.AllEvents):
            pass

    def rest(self) -> None:
        """Settle, and wait until the worker has nothing to do: what it counts for one page is not another's time."""
        self.settle()
        while self.window.background.busy:
            time.sleep(0.002)
            self.settle()

    def tap(self, times: Times) -> None:
        """Press + on the page of the visitors; the time runs from the key until the answer is painted."""
        self.bench.later()
        before = self.answer.times

        def press() -> None:
            QTest.keyClicks(self.window.entry, "+")
            self.settle()

        times.run(press)
        assert self.answer.times > before

    def scan(self, code: str, times: Times) -> None:
        """Type a code as a scanner does; the time runs from Enter until answer, page and tape are painted."""
        self.bench.later(3)
        window, answer, tape = self.window, self.answer, self.tape
        window.front._last = ("", -1e9)
        QTest.keyClicks(window.entry, code)
        before = answer.times, tape.times, tape_of(window)

        def enter() -> None:
            QTest.keyClick(window.entry, Qt.Key.Key_Return)
            self.settle()

        times.run(enter)
        assert answer.times > before[0]
        assert tape.times > before[1] or tape_of(window) == before[2]

    def close(self) -> None:
        """Close the window and its file."""
        self.window.close_desk()
        self.window.close()


def tape_of(window: MainWindow) -> str:
    """The newest line of the tape."""
    item = window.tape.item(0)
    return item.text() if item else ""


def keys_to_answers(screen: Screen, n: int) -> list[Line]:
    """A card, a book out, the book back, a visitor, each ``n`` times."""
    card, out, back = Times(), Times(), Times()
    for pair in screen.bench.pairs(n):
        screen.scan(pair.card, card)
        screen.scan(pair.barcode, out)
        assert screen.window.answer.property("state") == "done", screen.window.answer.text.text()
        screen.window.back_out()
        screen.settle()
        screen.scan(pair.barcode, back)
        assert screen.window.answer.property("state") == "done", screen.window.answer.text.text()
    page = screen.window.page_named("VisitsPage")
    screen.window.go_to(page)
    screen.rest()
    taps = Times()
    for _n in range(n):
        screen.tap(taps)
    said = {"a card": card, "a loan": out, "a return": back, "a tap at the door": taps}
    return [
        at_most(f"key to painted answer: {name}", times.p95, KEY_TO_ANSWER, "ms", shown=of_times(times))
        for name, times in said.items()
    ]


Place = tuple[str, Page, QTabWidget | None, int]


def places(screen: Screen) -> list[Place]:
    """Every page, each tab of it, by name."""
    found: list[Place] = []
    for page in screen.window.pages:
        name = type(page).__name__.removesuffix("Page")
        tabs = page.findChildren(QTabWidget)
        some = [(f"{name}, {_words(one.tabText(n))}", page, one, n) for one in tabs for n in range(one.count())]
        found += some or [(name, page, None, 0)]
    return found


def _words(text: str) -> str:
    """The text of a tab without the number of what is in it."""
    return text.rstrip("0123456789+ ")


def visit(screen: Screen, place: Place, taken: dict[str, Times]) -> None:
    """Come to a page from another one, and let it read again."""
    name, page, tabs, tab = place
    window = screen.window
    window.go_to(next(p for p in window.pages if p is not page))
    screen.rest()
    if tabs:
        tabs.setCurrentIndex(tab)
    taken.setdefault(f"{name}: open", Times()).run(_open, screen, page)
    screen.rest()
    taken.setdefault(f"{name}: reload", Times()).run(page.reload)
    screen.rest()


def pages(screen: Screen) -> list[Line]:
    """Every page, each tab of it: reloaded, and brought to the front."""
    lines = []
    for place in places(screen):
        taken: dict[str, Times] = {}
        for _n in range(ROUNDS):
            visit(screen, place, taken)
        for name in sorted(taken, reverse=True):
            limit = RELOAD if name.endswith("reload") else OPEN
            lines.append(at_most(name, taken[name].p95, limit, "ms", shown=of_times(taken[name])))
    return lines


def other_days(screen: Screen) -> list[Line]:
    """The page of the rooms, from day to day: read, laid out and painted."""
    page = screen.window.page_named("BookingsPage")
    screen.window.go_to(page)
    screen.settle()
    read, painted = Times(), Times()
    for day in rooms.days(screen.bench, 2 * ROUNDS):
        read.run(page.go_to_day, day)
        painted.run(screen.settle)
    page.go_today()
    screen.settle()
    return [
        at_most("Bookings: another day", read.p95, RELOAD, "ms", shown=of_times(read)),
        Line("Bookings: another day, painted", of_times(painted)),
    ]


def _open(screen: Screen, page: Page) -> None:
    screen.window.go_to(page)
    screen.settle()
