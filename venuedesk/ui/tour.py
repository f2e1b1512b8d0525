"""A quarter of an hour at the desk: the real window, offscreen, a picture per step."""

import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from venuedesk import demo, i18n
from venuedesk.core import file, lending, search
from venuedesk.core.desk import Desk
from venuedesk.i18n import _
from venuedesk.ui import app as program
from venuedesk.ui import sound
from venuedesk.ui.main_window import MainWindow

START = datetime(2026, 11, 20, 9, 12)


@dataclass
class Tour:
    """The window, a clock that the script moves, and the folder for the pictures."""

    app: QApplication
    window: MainWindow
    out: Path
    now: datetime = START
    taken: list[Path] = field(default_factory=list)

    @property
    def desk(self) -> Desk:
        """The desk behind the window."""
        assert self.window.desk is not None
        return self.window.desk

    def scan(self, code: str) -> None:
        """Type a code and Enter into the line, as a scanner does."""
        self.pass_time(5)
        self.window.entry.setFocus()
        QTest.keyClicks(self.window.entry, code)
        QTest.keyClick(self.window.entry, Qt.Key.Key_Return)
        self.settle()

    def pass_time(self, seconds: int) -> None:
        """Let time pass at the desk."""
        self.now += timedelta(seconds=seconds)
        self.window.front._last = ("", -1e9)  # noqa: SLF001 - the desk's clock is the tour's, not the machine's

    def settle(self) -> None:
        """Let the window paint what it has to."""
        for _n in range(4):
            self.app.processEvents()

    def picture(self, name: str) -> None:
        """Keep the window as a picture."""
        self.settle()
        path = self.out / f"{len(self.taken) + 1:02}-{name}.png"
        if not self.window.grab().save(str(path)):
            raise OSError(str(path))
        self.taken.append(path)


def run(out: Path) -> int:
    """Take the tour into the folder ``out``; returns the exit status."""
    out.mkdir(parents=True, exist_ok=True)
    i18n.use(i18n.DEFAULT)
    sound.on = False
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / file.NAME
        demo.fill(path, START - timedelta(hours=1))
        tour = open_tour(path, out)
        for step in steps(tour):
            step()
        tour.window.close_desk()
        tour.window.close()
    print(_("{n} pictures in {folder}").format(n=len(tour.taken), folder=out))
    return 0


def open_tour(path: Path, out: Path, *, look: str = "light", size: tuple[int, int] = (1366, 697)) -> Tour:
    """Open the window on a venue's file, with a clock of its own."""
    app = program.make_app(look=look)
    window = MainWindow(banner=_("Demonstration data"))
    window.resize(*size)
    window.show()
    tour = Tour(app, window, out)
    window.open_desk(Desk(file.open_file(path), user_id=2, clock=lambda: tour.now))
    return tour


def steps(tour: Tour) -> Iterator[Callable[[], None]]:
    """The script: what the librarian does, with a picture of what she sees."""
    window = tour.window

    def first_scans() -> None:
        for code in ("0512000002", *free_barcodes(tour, 3)):
            tour.scan(code)
        tour.picture("first-scans")

    def refusal() -> None:
        tour.scan(reference_copy(tour))
        tour.picture("refusal")

    def question() -> None:
        while window.front is not None and window.front.question is None:
            tour.scan(free_barcodes(tour, 1)[0])
        tour.picture("question")
        QTest.keyClick(window.entry, Qt.Key.Key_Escape)

    def undo() -> None:
        QTest.keyClick(window.entry, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
        tour.picture("undo")
        QTest.keyClick(window.entry, Qt.Key.Key_Escape)

    def late_return() -> None:
        late = tour.desk.ask(lending.overdue, now=tour.now)[0]
        tour.scan(late.barcode)
        tour.picture("late-return")

    def search() -> None:
        QTest.keyClick(window, Qt.Key.Key_F3)
        page = window.page_named("LendingPage")
        QTest.keyClicks(page.catalogue.search, "pfdsj")
        tour.picture("search-by-initials")
        page.catalogue.search.clear()

    yield lambda: tour.picture("open")
    yield from (first_scans, refusal, question, undo, late_return, search)


def free_barcodes(tour: Tour, n: int) -> list[str]:
    """Barcodes of books that stand on the shelf and may be lent."""
    titles = tour.desk.ask(search.titles_like, words="著", limit=60).rows
    copies = [c for title in titles for c in tour.desk.ask(lending.free_copies, title_id=title.id)]
    return [c.barcode for c in copies if c.item_type == "book"][:n]


def reference_copy(tour: Tour) -> str:
    """The barcode of a book that is only read on site."""
    (row, *_rest) = tour.desk.ask(search.titles_like, words="辞海", limit=1).rows
    return str(tour.desk.ask(lending.copies_of, title_id=row.id)[0].barcode)
