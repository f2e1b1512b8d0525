"""会员: members found by name, pinyin, initials, card and phone; their file; their cards."""

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QLineEdit, QVBoxLayout

from venuedesk.core import search
from venuedesk.i18n import N_, _
from venuedesk.ui.page import Page
from venuedesk.ui.table import Column, Table

if TYPE_CHECKING:
    from venuedesk.ui.main_window import MainWindow

MEMBERS = (
    Column(N_("Name"), lambda r: r.name),
    Column(N_("Unit"), lambda r: r.unit, stretch=True),
    Column(N_("Category"), lambda r: r.category),
    Column(N_("Phone"), lambda r: r.phone_tail),
    Column(N_("Card"), lambda r: r.card_tail),
)


class PeoplePage(Page):
    """会员: the list of members and the file of the marked one."""

    key, name, icon = "F5", N_("Members"), "people"

    def __init__(self, window: "MainWindow") -> None:
        """Build the list."""
        super().__init__(window)
        self.search = QLineEdit()
        self.search.setAccessibleName(_("Search members"))
        self.search.textChanged.connect(lambda _text: self.reload())
        self.members = Table(MEMBERS, _("Members"), _("Nobody is found."))
        self.members.opened.connect(lambda row: window.show_member(row.id))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.search)
        column.addWidget(self.members, 1)

    def reload(self) -> None:
        """Read the list."""
        self.members.show_rows(list(self.desk.ask(search.members_like, words=self.search.text(), limit=200)))

    def register(self, code: str) -> None:
        """Register an unknown code."""
