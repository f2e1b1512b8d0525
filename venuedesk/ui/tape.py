"""The tape: today's gestures, the newest first."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QListWidget, QListWidgetItem

from venuedesk.i18n import _
from venuedesk.ui.keys import types

if TYPE_CHECKING:
    from venuedesk.core.desk import Desk
    from venuedesk.core.journal import ActionRow


PADDING = 10  # pixels left and right of the words, a little more than the style sheet's


class Tape(QListWidget):
    """What the journal keeps of today; what was taken back is struck out. Delete takes the marked line back."""

    undo_wanted = Signal(int)  # the id of the action

    def __init__(self) -> None:
        """Build it empty."""
        super().__init__()
        self.setObjectName("tape")
        self.setAccessibleName(_("Today's gestures"))
        self.setWordWrap(True)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)  # so that the width stays as it is
        self.setToolTip(_("Delete takes the marked line back"))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._rows: list[ActionRow] = []

    def reload(self, desk: "Desk") -> None:
        """Read the day again; where only new lines have come, only these are made."""
        from venuedesk.core import journal

        rows = desk.ask(journal.today, now=desk.now())
        before = self._rows
        last = before[0].id if before else None
        new = next((n for n, row in enumerate(rows) if row.id == last), len(rows))
        if rows[new:] != before[: len(rows) - new]:
            self.clear()
            new = len(rows)
        for row in reversed(rows[:new]):
            self.insertItem(0, _line(row))
            self._fit(self.item(0))
        while self.count() > len(rows):
            self.takeItem(self.count() - 1)
        self._rows = rows

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Break the lines anew."""
        super().resizeEvent(event)
        for n in range(self.count()):
            self._fit(self.item(n))

    def _fit(self, item: QListWidgetItem) -> None:
        """Give a line the height that its words need: the view's own guess forgets the padding."""
        width = self.viewport().width() - 2 * PADDING
        need = self.fontMetrics().boundingRect(QRect(0, 0, width, 0), Qt.TextFlag.TextWordWrap, item.text()).height()
        item.setSizeHint(QSize(width, need + PADDING + 2))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Delete asks to take the marked line back."""
        item = self.currentItem()
        if event.key() == Qt.Key.Key_Delete and item is not None:
            self.undo_wanted.emit(item.data(Qt.ItemDataRole.UserRole))
        elif types(event):  # not searched for here: the window hands it to the line
            event.ignore()
        else:
            super().keyPressEvent(event)


def _line(row: "ActionRow") -> QListWidgetItem:
    """One action as the tape shows it."""
    mark = "⤺ " if row.undone else ""
    item = QListWidgetItem(f"{row.at:%H:%M}  {mark}{row.text}")
    item.setData(Qt.ItemDataRole.UserRole, row.id)
    item.setToolTip(" ".join(w for w in (row.user, row.reason) if w))
    font = item.font()
    font.setStrikeOut(row.undone)
    item.setFont(font)
    return item
