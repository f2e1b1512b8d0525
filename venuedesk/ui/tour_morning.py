"""The tour's morning: the reading room, by scans and keys."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from venuedesk.core import lending, search
from venuedesk.ui.tour import Tour


def at_the_start(tour: Tour) -> None:
    """The desk as it opens."""
    tour.picture("open")


def first_scans(tour: Tour) -> None:
    """A card and three books."""
    for code in ("0512000002", *free_barcodes(tour, 3)):
        tour.scan(code)
    tour.picture("first-scans", "done")


def refusal(tour: Tour) -> None:
    """A book that is only read on site."""
    tour.scan(reference_copy(tour))
    tour.picture("refusal", "refused")


def question(tour: Tour) -> None:
    """One book more than the limit."""
    while tour.window.front is not None and tour.window.front.question is None:
        tour.scan(free_barcodes(tour, 1)[0])
    tour.picture("question", "ask")
    QTest.keyClick(tour.window.entry, Qt.Key.Key_Escape)


def take_back(tour: Tour) -> None:
    """A slip of the hand is taken back."""
    QTest.keyClick(tour.window.entry, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    tour.picture("undo", "done")
    QTest.keyClick(tour.window.entry, Qt.Key.Key_Escape)


def late_return(tour: Tour) -> None:
    """A book comes back late."""
    late = tour.desk.ask(lending.overdue, now=tour.now)[0]
    tour.scan(late.barcode)
    tour.picture("late-return", "done")


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


def free_barcodes(tour: Tour, n: int) -> list[str]:
    """Barcodes of books that stand on the shelf and may be lent."""
    titles = tour.desk.ask(search.titles_like, words="著", limit=60).rows
    free = [tour.desk.ask(lending.free_copies, title_id=title.id) for title in titles]
    return [copies[0].barcode for copies in free if copies and copies[0].item_type == "book"][:n]


def reference_copy(tour: Tour) -> str:
    """The barcode of a book that is only read on site."""
    (row, *_rest) = tour.desk.ask(search.titles_like, words="辞海", limit=1).rows
    return str(tour.desk.ask(lending.copies_of, title_id=row.id)[0].barcode)


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
