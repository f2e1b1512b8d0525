"""What every page is: a widget with a key, a name, and rows that it reads again when they may have changed."""

from typing import TYPE_CHECKING, Any

from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QWidget

if TYPE_CHECKING:
    from venuedesk.ui.main_window import MainWindow


class Page(QWidget):
    """A page of the window. ``reload`` reads what it shows; the window calls it when the page comes to the front."""

    key = ""  # F1 …
    name = ""  # marked with N_
    icon = ""
    hint = ""  # what to type in the entry line, marked with N_; '' is the desk's own
    keys = ""  # what the bottom line says of the page's keys, marked with N_; '' is the lending desk's
    wide = False  # in a narrow window the tape gives way to it
    tall = False  # an answer that says nothing gives way to it

    def __init__(self, window: "MainWindow") -> None:
        """Know the window, through which every deed goes; made in its place, for a page that moves is dressed anew."""
        super().__init__(window.stack)
        self.window_ = window

    @property
    def rows(self) -> QAbstractItemView | None:
        """The list in which the arrow keys move while the focus is in the entry line."""
        return None

    @property
    def desk(self) -> Any:
        """The desk."""
        return self.window_.desk

    def reload(self) -> None:
        """Read again what is shown."""

    def entered(self, code: str) -> bool:
        """Take what was entered in the line; False leaves it to the lending desk."""
        return False

    def pressed(self, event: QKeyEvent) -> bool:
        """Take a key that was pressed in the entry line; False leaves it to the line."""
        return False

    def backed_out(self) -> bool:
        """Esc in an empty line: back out of what the page is about; False where there is nothing of the kind."""
        return False

    def again(self) -> None:
        """The page's key was pressed while it is in front."""
