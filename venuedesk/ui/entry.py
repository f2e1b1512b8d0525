"""The one entry line: always ready, for hand and scanner."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QLineEdit, QWidget

from venuedesk.ui.burst import Burst
from venuedesk.ui.keys import ENTERS, MOVES, is_desk_key, is_empty_enter, types

LONGEST = 128


class EntryLine(QLineEdit):
    """Takes a code or a name; Enter or Tab hands it on and empties the line."""

    entered = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        """Build the line with the input method off, so that a scanner's letters arrive as they are."""
        super().__init__(parent)
        self.setObjectName("entry")
        self.setMaxLength(LONGEST)
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, False)
        self.setInputMethodHints(Qt.InputMethodHint.ImhLatinOnly | Qt.InputMethodHint.ImhNoPredictiveText)
        self.rows: QAbstractItemView | None = None  # the list of the page in front, where the arrow keys move
        self.page_takes: Callable[[QKeyEvent], bool] = lambda _event: False  # keys that mean something on that page
        self._burst = Burst()
        self.returnPressed.connect(self._hand_on)

    def _hand_on(self) -> None:
        text = self.text().strip()
        self.clear()
        if text:
            self.entered.emit(text)

    def event(self, event: QEvent) -> bool:
        """Let the page have its keys and Ctrl+Z while the line is empty, and let Tab end a line that is not."""
        if isinstance(event, QKeyEvent):
            theirs = is_desk_key(event) or (not self.text() and _is_undo(event))
            if event.type() == QEvent.Type.ShortcutOverride and theirs:
                event.ignore()
                return False
            if event.type() == QEvent.Type.KeyPress and self._is_taken(event):
                return True
            if event.type() == QEvent.Type.KeyPress and event.key() in MOVES and self.rows is not None:
                self.rows.keyPressEvent(event)
                return True
            if event.type() == QEvent.Type.KeyPress and event.key() == Qt.Key.Key_Tab and self.text():
                self._hand_on()
                return True
        return super().event(event)

    def _is_taken(self, event: QKeyEvent) -> bool:
        """Whether the page has taken the key, or it is no key of a hand."""
        if is_empty_enter(event):
            return True
        if event.key() in ENTERS:
            self._burst.ends()
        elif types(event):
            self._burst.key(event.text(), self.text())
        return self.page_takes(event)


def _is_undo(event: QKeyEvent) -> bool:
    return event.key() == Qt.Key.Key_Z and event.modifiers() == Qt.KeyboardModifier.ControlModifier
