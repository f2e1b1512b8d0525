"""The catalogue: titles found as one types, their copies, and the deeds on them."""

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from venuedesk.core import search
from venuedesk.i18n import N_, _
from venuedesk.ui.table import Column, Table

if TYPE_CHECKING:
    from venuedesk.ui.main_window import MainWindow

TITLES = (
    Column(N_("Title"), lambda r: r.title, stretch=True),
    Column(N_("Author"), lambda r: r.authors),
    Column(N_("Publisher"), lambda r: r.publisher),
    Column(N_("Year"), lambda r: r.year),
    Column(N_("Call number"), lambda r: r.call_number),
    Column(N_("Free"), lambda r: f"{r.free}/{r.copies}"),
)


class Catalogue(QWidget):
    """The titles of the house and the copies of each."""

    def __init__(self, window: "MainWindow") -> None:
        """Build the list."""
        super().__init__()
        self.window_ = window
        self.search = QLineEdit()
        self.search.setAccessibleName(_("Search titles"))
        self.search.textChanged.connect(lambda _text: self.reload())
        self.titles = Table(TITLES, _("Titles"), _("Nothing is found."))
        column = QVBoxLayout(self)
        column.addWidget(self.search)
        column.addWidget(self.titles, 1)

    def reload(self) -> None:
        """Read the list."""
        if self.window_.desk is not None:
            found = self.window_.desk.ask(search.titles_like, words=self.search.text(), limit=200)
            self.titles.show_rows(list(found))
