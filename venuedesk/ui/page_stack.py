"""The pages of the window, one in front: each is made when it is first wanted, or while nobody does anything."""

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QStackedWidget

if TYPE_CHECKING:
    from venuedesk.ui.page import Page

PAUSE = 300  # milliseconds between the making of two pages after the desk has opened


class PageStack(QStackedWidget):
    """Holds the pages that were made; the others cost the opening of the desk nothing."""

    def __init__(self, window: Any) -> None:
        """Start empty; ``window`` is what every page knows."""
        super().__init__()
        self._window = window
        self._made: dict[type[Page], Page] = {}
        self._making = QTimer(self, interval=PAUSE)
        self._making.timeout.connect(self._make_one)

    def page(self, kind: "type[Page]") -> Any:
        """The page of a kind, made now where it is not there yet."""
        if kind not in self._made:
            self._made[kind] = kind(self._window)
            self.addWidget(self._made[kind])
        return self._made[kind]

    def has(self, kind: "type[Page]") -> bool:
        """Whether the page of a kind is made."""
        return kind in self._made

    def every(self) -> "list[Page]":
        """Every page, in their order."""
        return [self.page(kind) for kind in _kinds()]

    def named(self, name: str) -> Any:
        """A page by the name of its class."""
        return self.page(next(kind for kind in _kinds() if kind.__name__ == name))

    def at(self, place: int) -> Any:
        """The page at a place among them."""
        return self.page(_kinds()[place])

    def place(self, page: "Page") -> int:
        """The place of a page among them."""
        return _kinds().index(type(page))

    def make_the_rest(self) -> None:
        """Make the pages that are missing one by one, while nobody types."""
        self._making.start()

    def _make_one(self) -> None:
        if self._window.desk is None or self._window.entry.text():
            return
        missing = [kind for kind in _kinds() if kind not in self._made]
        if missing:
            self.page(min(missing, key=lambda kind: kind.__name__ != "LendingPage"))  # the first scan wants that one
        else:
            self._making.stop()


def _kinds() -> "tuple[type[Page], ...]":
    from venuedesk.ui.pages import PAGES  # here: the window is there before its pages are imported

    return PAGES
