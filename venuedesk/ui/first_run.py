"""The first run: an empty folder becomes a venue."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from venuedesk.i18n import _
from venuedesk.ui.words import label

if TYPE_CHECKING:
    from venuedesk.ui.main_window import MainWindow


class FirstRunPage(QWidget):
    """Asks what a new venue needs, and ends in the open desk."""

    def __init__(self, window: "MainWindow", folder: Path) -> None:
        """``folder`` is where the venue's file would be."""
        super().__init__()
        self.window_, self.folder = window, folder
        column = QVBoxLayout(self)
        column.addWidget(label(_("Welcome to VenueDesk"), "title"))
