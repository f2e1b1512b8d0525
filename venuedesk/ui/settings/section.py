"""What every section of the settings is: a heading, what it shows, and its deeds in one row of buttons."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QGridLayout, QLabel, QVBoxLayout, QWidget

from venuedesk.i18n import _
from venuedesk.ui.flow import flow
from venuedesk.ui.keys import bind
from venuedesk.ui.words import button, label

if TYPE_CHECKING:
    from venuedesk.ui.main_window import MainWindow

ADD, CHANGE, REMOVE = "Ctrl+N", "Ctrl+E", "Ctrl+D"


class Section(QWidget):
    """A section: its name stands in the list; ``deed`` is the command that one must be allowed to run to see it."""

    name = ""  # marked with N_
    deed = ""

    def __init__(self, window: "MainWindow") -> None:
        """Build the heading; the section adds what it shows to ``column``."""
        super().__init__()
        self.window_ = window
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(10, 0, 2, 0)
        self.column.setSpacing(6)
        self.column.addWidget(label(_(self.name), "subtitle"))
        self.table: Any = None  # the section's one table, where it has one

    @property
    def desk(self) -> Any:
        """The desk."""
        return self.window_.desk

    def reload(self) -> None:
        """Read again what is shown."""

    def hint(self, text: str) -> QLabel:
        """Add a line of explanation."""
        made = label(text, "hint", wrap=True)
        self.column.addWidget(made)
        return made

    def marked(self) -> Any:
        """The marked row of the section's table; None, and said so, where none is marked."""
        row = self.table.marked()
        if row is None:
            self.window_.say("shown", _("Mark a line first."))
        return row

    def deeds(self, *made: tuple[str, str, Callable[[], object]]) -> None:
        """Add a row of buttons: (words, keys, what to do); the keys work wherever the focus is in the window."""
        row = []
        for words, keys, deed in made:
            text = _("{words} ({keys})").format(words=words, keys=keys) if keys else words
            row.append(button(text, deed))
            if keys:
                bind(self, {keys: deed})
        self.column.addWidget(flow(row))


class Facts(QWidget):
    """Names and values, one pair a line."""

    def __init__(self) -> None:
        """Build it empty."""
        super().__init__()
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(16)
        self._grid.setColumnStretch(1, 1)
        self._values: list[QLabel] = []

    def show_facts(self, facts: list[tuple[str, str]]) -> None:
        """Show other values; the number of lines stays."""
        if not self._values:
            for n, (name, _value) in enumerate(facts):
                self._grid.addWidget(label(name, "hint"), n, 0)
                self._values.append(label("", wrap=True))
                self._grid.addWidget(self._values[n], n, 1)
        for shown, (_name, value) in zip(self._values, facts, strict=True):
            shown.setText(value or "—")


