"""Every visible text of every page fits its box: both languages and one 40 % longer, both themes, three sizes."""

import gettext

import pytest
from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QHeaderView,
    QLabel,
    QLineEdit,
    QListWidget,
    QTabBar,
    QTabWidget,
    QWidget,
)

from tests.reports.months import rich_month
from venuedesk import i18n
from venuedesk.ui import app as program
from venuedesk.ui.table import Table

SIZES = ((1024, 600), (1366, 697), (1920, 1040))
CARD, BOOKS, UNKNOWN = "1003", ("B001", "B002"), "XX99"


class Longer(gettext.NullTranslations):
    """A language 40 % longer than English."""

    def gettext(self, message: str) -> str:
        return message + "~" * max(1, int(len(message) * 0.4))


def visible(window: QWidget, kind: type) -> list:
    return [w for w in window.findChildren(kind) if w.isVisible() and w.width() and not w.visibleRegion().isEmpty()]


def cut_texts(window: QWidget) -> list[str]:
    """Every visible text that does not fit, with where it stands."""
    found = []
    for one in visible(window, QLabel):
        if not one.text():
            continue
        need = one.heightForWidth(one.width()) if one.wordWrap() else one.sizeHint().height()
        if need > one.height() + 1 or (not one.wordWrap() and one.sizeHint().width() > one.width() + 1):
            found.append(f"label {one.text()!r} {one.size().toTuple()} needs {one.sizeHint().toTuple()}/{need}")
    for one in visible(window, QAbstractButton):
        if one.text() and one.sizeHint().width() > one.width() + 1:
            found.append(f"button {one.text()!r} {one.width()} needs {one.sizeHint().width()}")
    for bar in visible(window, QTabBar):
        for n in range(bar.count()):
            if bar.tabSizeHint(n).width() > bar.tabRect(n).width() + 1 or bar.tabRect(n).right() > bar.width() + 1:
                found.append(f"tab {bar.tabText(n)!r}")
    found += cut_lines(window.tape)
    for header in visible(window, QHeaderView):
        found += cut_headers(header)
    return found


def cut_lines(tape: QListWidget) -> list[str]:
    """Lines of the tape that do not show all their words."""
    box = QRect(0, 0, tape.viewport().width() - 14, 0)
    found = []
    for item in (tape.item(row) for row in range(tape.count())):
        need = tape.fontMetrics().boundingRect(box, Qt.TextFlag.TextWordWrap, item.text()).height()
        if need > tape.visualItemRect(item).height():
            found.append(f"tape {item.text()!r}")
    return found


def cut_headers(header: QHeaderView) -> list[str]:
    if header.orientation().name != "Horizontal" or not header.isVisible():
        return []
    texts = [str(header.model().headerData(n, header.orientation()) or "") for n in range(header.count())]
    return [
        f"header {text!r} {header.sectionSize(n)} needs {header.sectionSizeHint(n)}"
        for n, text in enumerate(texts)
        if not header.isSectionHidden(n) and header.sectionSizeHint(n) > header.sectionSize(n) + 1
    ]


def cut_cells(window: QWidget) -> list[str]:
    """Cells, outside of the column that takes the spare width, that do not show their text."""
    found = []
    for table in visible(window, Table):
        for row in range(min(20, table.model().rowCount())):
            for n, column in enumerate(table.rows_model.columns):
                index = table.model().index(row, n)
                text = str(table.model().data(index) or "")
                hidden = table.isColumnHidden(n)
                if (
                    not hidden
                    and not column.stretch
                    and table.sizeHintForIndex(index).width() > table.columnWidth(n) + 1
                ):
                    found.append(f"cell {text!r} {table.columnWidth(n)}")
    return found


def walk(desk) -> list[str]:
    """Every page, and the lending desk in each of its states; what is cut, by place."""
    window, found = desk.window, []

    def look(place: str) -> None:
        desk.settle()
        found.extend(f"{place}: {one}" for one in cut_texts(window) + cut_cells(window))

    for page in window.pages:
        window.go_to(page)
        look(type(page).__name__)
    for code in (CARD, BOOKS[0], BOOKS[0]):
        desk.window.enter(code)
        window.front._last = ("", -1e9)
    look("question")
    window.back_out()
    window.back_out()
    window.enter(BOOKS[1])
    look("options")
    window.enter(UNKNOWN)
    look("refusal")
    return found


def walk_inside(desk) -> list[str]:
    """What lies behind the pages: every section of the settings, a member's and a title's parts, the catalogue."""
    window, found = desk.window, []

    def look(place: str) -> None:
        desk.settle()
        found.extend(f"{place}: {one}" for one in cut_texts(window) + cut_cells(window))

    def tabs_of(place: str, tabs: QTabWidget) -> None:
        for n in range(tabs.count()):
            tabs.setCurrentIndex(n)
            look(f"{place} {tabs.tabText(n)}")

    settings = window.page_named("SettingsPage")
    window.go_to(settings)
    for row in range(settings.list.count()):
        settings.list.setCurrentRow(row)
        look(f"settings {settings.list.item(row).text()}")
    people = window.page_named("PeoplePage")
    window.go_to(people)
    people.show_one(3)
    tabs_of("member", people.file.tabs)
    lending = window.page_named("LendingPage")
    window.go_to(lending)
    lending.tabs.setCurrentIndex(1)
    look("catalogue")
    lending.catalogue.open_title(2)
    tabs_of("title", lending.catalogue.view.tabs)
    tallies = window.page_named("TalliesPage")
    window.go_to(tallies)
    desk.settle()
    while window.background.busy:  # the worker counts the month
        desk.settle()
    tallies.show_month(rich_month(tallies.month))
    tabs_of("tallies", tallies.tabs)
    for code in ("V-01", "A-02", "B-05"):
        tallies.open_figure(code)
        look(f"rows of {code}")
    return found


@pytest.mark.parametrize("size", [(1366, 697), (1920, 1040)], ids=lambda s: f"{s[0]}x{s[1]}")
@pytest.mark.parametrize("language", ["zh_CN", "en"])
def test_every_text_behind_the_pages_fits_its_box(desktop, language, size):
    i18n.use(language)
    assert walk_inside(desktop(size=size)) == []


@pytest.mark.parametrize("size", SIZES, ids=lambda s: f"{s[0]}x{s[1]}")
@pytest.mark.parametrize("language", ["zh_CN", "en", "longer"])
def test_every_text_fits_its_box(desktop, language, size):
    english = i18n._catalogues["en"]
    try:
        if language == "longer":
            i18n._catalogues["en"] = Longer()
        i18n.use("zh_CN" if language == "zh_CN" else "en")
        desk = desktop(size=size)
        assert walk(desk) == []
    finally:
        i18n._catalogues["en"] = english


@pytest.mark.parametrize("text_size", ["large", "huge"])
@pytest.mark.parametrize("look", ["light", "dark"])
def test_every_text_fits_in_larger_type_and_in_the_dark(desktop, look, text_size):
    try:
        program.make_app(look=look, text_size=text_size)
        desk = desktop(size=(1366, 697))
        assert walk(desk) == []
    finally:
        program.make_app()


def test_the_window_fits_the_smallest_screen(desktop):
    desk = desktop(size=(1024, 600))
    assert desk.window.size() == QSize(1024, 600)
    for page in desk.window.pages:
        desk.window.go_to(page)
        desk.settle()
        assert desk.window.minimumSizeHint().width() <= 1024, type(page).__name__
        assert desk.window.minimumSizeHint().height() <= 600, type(page).__name__


def test_everything_that_takes_keys_has_a_name(desktop):
    desk = desktop()
    unnamed = []
    for page in desk.window.pages:
        desk.window.go_to(page)
        desk.settle()
        for one in [*visible(desk.window, QLineEdit), *visible(desk.window, Table)]:
            buddy = any(w.buddy() is one for w in desk.window.findChildren(QLabel))
            if not (one.accessibleName() or buddy or one.parent().inherits("QAbstractSpinBox")):
                unnamed.append(f"{type(page).__name__} {type(one).__name__} {one.objectName()}")
    QApplication.processEvents()
    assert unnamed == []
