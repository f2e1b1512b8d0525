"""A quarter of an hour at the desk: the real window, offscreen, a picture per step."""

import tempfile
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
NEW_BOOKS = """题名,责任者,出版社,出版年,分类号,ISBN,定价,条码号
城南旧事,林海音著,人民文学出版社,2005,I247.57,,CNY赠18.00,B000901
呼兰河传,萧红著,人民文学出版社,2009,I246.57,,22.00,B000902
平凡的世界,路遥著,北京十月文艺出版社,2012,I247.57,,79.80,B000001
浮躁,贾平凹著,作家出版社,2009,I247.57,,十八元,B000903
"""


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
        self.window.front._last = ("", -1e9)  # the desk's clock is the tour's, not the machine's

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
        new_books = Path(folder) / "新书清单.csv"
        new_books.write_text(NEW_BOOKS, "utf-8")
        tour = open_tour(path, out, new_books)
        for step in STEPS:
            step(tour)
        tour.window.close_desk()
        tour.window.close()
    print(_("{n} pictures in {folder}").format(n=len(tour.taken), folder=out))
    return 0


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


# ---------------------------------------------------------------- the steps


def at_the_start(tour: Tour) -> None:
    """The desk as it opens."""
    tour.picture("open")


def first_scans(tour: Tour) -> None:
    """A card and three books."""
    for code in ("0512000002", *free_barcodes(tour, 3)):
        tour.scan(code)
    tour.picture("first-scans")


def refusal(tour: Tour) -> None:
    """A book that is only read on site."""
    tour.scan(reference_copy(tour))
    tour.picture("refusal")


def question(tour: Tour) -> None:
    """One book more than the limit."""
    while tour.window.front is not None and tour.window.front.question is None:
        tour.scan(free_barcodes(tour, 1)[0])
    tour.picture("question")
    QTest.keyClick(tour.window.entry, Qt.Key.Key_Escape)


def take_back(tour: Tour) -> None:
    """A slip of the hand is taken back."""
    QTest.keyClick(tour.window.entry, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    tour.picture("undo")
    QTest.keyClick(tour.window.entry, Qt.Key.Key_Escape)


def late_return(tour: Tour) -> None:
    """A book comes back late."""
    late = tour.desk.ask(lending.overdue, now=tour.now)[0]
    tour.scan(late.barcode)
    tour.picture("late-return")


def search_by_initials(tour: Tour) -> None:
    """A title by the initials of its pinyin."""
    QTest.keyClick(tour.window, Qt.Key.Key_F3)
    page = tour.window.page_named("LendingPage")
    QTest.keyClicks(page.catalogue.search, "pfdsj")
    tour.picture("search-by-initials")
    page.catalogue.search.clear()


def member_file(tour: Tour) -> None:
    """A member with cards and loans."""
    QTest.keyClick(tour.window, Qt.Key.Key_F5)
    tour.settle()
    tour.window.page_named("PeoplePage").show_one(1)
    tour.picture("members")


def import_preview(tour: Tour) -> None:
    """A catalogue file before it is taken."""
    QTest.keyClick(tour.window, Qt.Key.Key_F7)
    section = tour.window.page_named("SettingsPage").open("ImportSection")
    section.subject.setCurrentIndex(section.subject.findData("books"))
    section.path.setText(str(tour.new_books))
    section.read()
    while tour.window.background.busy:
        tour.settle()
    tour.picture("import-preview")


STEPS = (
    at_the_start,
    first_scans,
    refusal,
    question,
    take_back,
    late_return,
    search_by_initials,
    member_file,
    import_preview,
)


def free_barcodes(tour: Tour, n: int) -> list[str]:
    """Barcodes of books that stand on the shelf and may be lent."""
    titles = tour.desk.ask(search.titles_like, words="著", limit=60).rows
    free = [tour.desk.ask(lending.free_copies, title_id=title.id) for title in titles]
    return [copies[0].barcode for copies in free if copies and copies[0].item_type == "book"][:n]


def reference_copy(tour: Tour) -> str:
    """The barcode of a book that is only read on site."""
    (row, *_rest) = tour.desk.ask(search.titles_like, words="辞海", limit=1).rows
    return str(tour.desk.ask(lending.copies_of, title_id=row.id)[0].barcode)
