"""The page of the settings: the sections on the left, the section in hand beside them."""

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QListWidget, QStackedWidget

from venuedesk.i18n import N_, _
from venuedesk.ui.page import Page

if TYPE_CHECKING:
    from venuedesk.ui.main_window import MainWindow


class SettingsPage(Page):
    """设置: a list of sections, each of which reads what it shows when it comes to the front."""

    key, name, icon = "F7", N_("Settings"), "settings"

    def __init__(self, window: "MainWindow") -> None:
        """Build the list; a section is built when it is first opened."""
        super().__init__(window)
        self.list = QListWidget()
        self.list.setAccessibleName(_("Sections"))
        self.stack = QStackedWidget()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.list)
        row.addWidget(self.stack, 1)
