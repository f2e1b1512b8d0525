"""A search box: it takes Chinese, leaves the page its keys, hands arrows to its list, and knows a scan from typing."""

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QLineEdit

from venuedesk.ui.burst import Burst
from venuedesk.ui.keys import ENTERS, MOVES, is_desk_key, is_empty_enter

LONGEST = 100


class SearchBox(QLineEdit):
    """Words to search for. ``scanned`` tells a scanner's burst that ended in Enter, and the box is as it was before."""

    scanned = Signal(str)

    def __init__(self, name: str, hint: str, rows: QAbstractItemView) -> None:
        """``rows`` is the list that shows what is found."""
        super().__init__()
        self.setAccessibleName(name)
        self.setPlaceholderText(hint)
        self.setMaxLength(LONGEST)
        self.setClearButtonEnabled(True)
        self.rows = rows
        self._burst = Burst()

    def event(self, event: QEvent) -> bool:
        """Leave the page its keys, and let a Tab that ends a scan end it."""
        if isinstance(event, QKeyEvent):
            if event.type() == QEvent.Type.ShortcutOverride and is_desk_key(event):
                event.ignore()
                return False
            if event.type() == QEvent.Type.KeyPress and event.key() == Qt.Key.Key_Tab and self._scan_ended():
                return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows move in the list, Enter goes to it; a scan is handed on."""
        plain = event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)
        if event.key() in ENTERS and plain:
            if not is_empty_enter(event) and not self._scan_ended():
                self._to_rows()
            return
        if event.key() in MOVES:
            self.rows.keyPressEvent(event)
            return
        if event.text() and event.text().isprintable():
            self._burst.key(event.text(), self.text())
        super().keyPressEvent(event)

    def _scan_ended(self) -> bool:
        code = self._burst.ends()
        if not code:
            return False
        self.setText(self._burst.before)
        self.scanned.emit(code)
        return True

    def _to_rows(self) -> None:
        model = self.rows.model()
        if model.rowCount():
            if not self.rows.currentIndex().isValid():
                self.rows.setCurrentIndex(model.index(0, 0))
            self.rows.setFocus()
