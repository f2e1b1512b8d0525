"""The tape: today's gestures, the newest first."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QListWidget, QListWidgetItem

from venuedesk.i18n import _

if TYPE_CHECKING:
    from venuedesk.core.desk import Desk


class Tape(QListWidget):
    """What the journal keeps of today; what was taken back is struck out. Delete takes the marked line back."""

    undo_wanted = Signal(int)  # the id of the action

    def __init__(self) -> None:
        """Build it empty."""
        super().__init__()
        self.setObjectName("tape")
        self.setAccessibleName(_("Today's gestures"))
        self.setWordWrap(True)
        self.setResizeMode(QListWidget.ResizeMode.Adjust)
        self.setToolTip(_("Delete takes the marked line back"))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def reload(self, desk: "Desk") -> None:
        """Read the day again."""
        from venuedesk.core import journal

        self.clear()
        for row in desk.ask(journal.today, now=desk.now()):
            mark = "⤺ " if row.undone else ""
            item = QListWidgetItem(f"{row.at:%H:%M}  {mark}{row.text}")
            item.setData(Qt.ItemDataRole.UserRole, row.id)
            item.setToolTip(" ".join(w for w in (row.user, row.reason) if w))
            font = item.font()
            font.setStrikeOut(row.undone)
            item.setFont(font)
            self.addItem(item)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Delete asks to take the marked line back."""
        item = self.currentItem()
        if event.key() == Qt.Key.Key_Delete and item is not None:
            self.undo_wanted.emit(item.data(Qt.ItemDataRole.UserRole))
        else:
            super().keyPressEvent(event)
