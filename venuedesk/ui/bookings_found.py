"""Bookings found by words: holder, purpose, phone or code; Enter opens one at its day."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from venuedesk.core import bookings
from venuedesk.core.bookings import BookingRow, state_text
from venuedesk.i18n import N_, _
from venuedesk.ui.search_box import SearchBox
from venuedesk.ui.table import Column, Table

if TYPE_CHECKING:
    from venuedesk.ui.main_window import MainWindow

COLUMNS = (
    Column(N_("When"), lambda r: r.span),
    Column(N_("Room"), lambda r: r.room),
    Column(N_("Holder"), lambda r: r.holder, stretch=True),
    Column(N_("Purpose"), lambda r: r.purpose, roomy=42),
    Column(N_("State"), lambda r: state_text(r.state)),
)
LIMIT = 50


class FoundBookings(QWidget):
    """The list of what was found, with a box for words that the entry line cannot take."""

    opened = Signal(object)  # a BookingRow
    left = Signal()

    def __init__(self, window: "MainWindow", parent: QWidget) -> None:
        """Build it empty."""
        super().__init__(parent)
        self.window_ = window
        words = _("Type a holder, a purpose, a phone or a code.")
        self.table = Table(COLUMNS, _("Bookings found"), words, parent=self)
        self.table.takes_escape = True
        self.table.left.connect(self.left)
        self.table.opened.connect(self.opened)
        self.box = SearchBox(_("Search bookings"), _("Holder, purpose, phone or code (Ctrl+F)"), self.table)
        self.box.textChanged.connect(lambda words: self.search(words))
        self.box.scanned.connect(window.enter)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(self.box)
        column.addWidget(self.table, 1)

    def search(self, words: str) -> int:
        """Show what the words find; returns how many that are."""
        desk = self.window_.desk
        if desk is None or not words.strip():
            self.table.show_rows([])
            return 0
        page = desk.ask(bookings.found, words=words, now=desk.now(), limit=LIMIT)
        self.table.say_empty(_("No booking fits. Type fewer letters."))
        self.table.show_rows(page.rows)
        if page.rows:
            self.table.selectRow(0)
        return page.total

    def show_words(self, words: str) -> int:
        """Search for words typed elsewhere; the box shows them too."""
        self.box.blockSignals(True)
        self.box.setText(words)
        self.box.blockSignals(False)
        return self.search(words)

    def open_marked(self) -> None:
        """Enter in the entry line."""
        row: BookingRow | None = self.table.marked()
        if row is not None:
            self.opened.emit(row)
