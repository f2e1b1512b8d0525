"""The verdict before the deed: green, amber or red, in words, with the ways out to choose from."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QListWidget, QVBoxLayout

from venuedesk.core.bookings import WayOut
from venuedesk.core.errors import ASK, IMPOSSIBLE, Problem
from venuedesk.i18n import _
from venuedesk.ui import sound
from venuedesk.ui.burst import Burst
from venuedesk.ui.keys import ENTERS, is_empty_enter
from venuedesk.ui.words import label, restyle

ALONE = 40  # milliseconds after which no key of a scanner follows


def kind_of(problems: Sequence[Problem]) -> str:
    """The colour of a verdict: done (nothing forbids or asks), ask, refused."""
    kinds = {p.kind for p in problems}
    return "refused" if IMPOSSIBLE in kinds else "ask" if ASK in kinds else "done"


class Ways(QListWidget):
    """The ways out: a digit chooses, or the arrow keys and Enter; Esc goes back to the fields. A scan chooses none."""

    chosen = Signal(int)
    left = Signal()

    def __init__(self) -> None:
        """Build it empty."""
        super().__init__()
        self.setAccessibleName(_("Ways out"))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.itemClicked.connect(lambda item: self.chosen.emit(self.row(item)))
        self.burst = Burst()
        self._wanted = 0
        self._waiting = QTimer(self, singleShot=True, interval=ALONE)
        self._waiting.timeout.connect(lambda: self.chosen.emit(self._wanted))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Choose by a digit that stands alone, or by Enter."""
        if event.key() in ENTERS and event.modifiers() != Qt.KeyboardModifier.ControlModifier:
            typed = self._waiting.isActive()
            self._waiting.stop()
            if self.burst.ends():
                sound.play("refused")
            elif not is_empty_enter(event):
                self.chosen.emit(self._wanted if typed else max(0, self.currentRow()))
        elif event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        elif event.text() and event.text().isprintable():
            self.burst.key(event.text(), "")
            self._waiting.stop()
            if self.burst.text in tuple("123456789"[: self.count()]):
                self._wanted = int(self.burst.text) - 1
                self._waiting.start()
        else:
            super().keyPressEvent(event)


class Verdict(QFrame):
    """What stands against a booking, and where it could be instead."""

    chosen = Signal(object)  # a WayOut
    left = Signal()

    def __init__(self, most: int) -> None:
        """Build it empty; at most ``most`` ways out are seen at a time, the others by scrolling."""
        super().__init__()
        self.most = most
        self.setObjectName("verdict")
        self.text = label("", wrap=True)
        self.hint = label(_("Instead (Ctrl+W, then a digit or Enter):"), "hint")
        self.ways = Ways()
        self.ways.chosen.connect(lambda row: self.chosen.emit(self._ways[row]))
        self.ways.left.connect(self.left)
        self._ways: Sequence[WayOut] = ()
        column = QVBoxLayout(self)
        column.setContentsMargins(10, 4, 10, 4)
        column.setSpacing(2)
        for one in (self.text, self.hint, self.ways):
            column.addWidget(one)
        self.say("", [])

    def say(self, kind: str, lines: Sequence[str], ways: Sequence[WayOut] = ()) -> None:
        """Show a verdict of kind done, ask or refused; '' shows none."""
        self._ways = tuple(ways)[:9]
        self.text.setText("\n".join(lines))
        self.ways.clear()
        self.ways.addItems([f"{n}   {way}" for n, way in enumerate(self._ways, 1)])
        if self._ways:
            self.ways.setCurrentRow(0)
            line = self.ways.sizeHintForRow(0)
            self.ways.setFixedHeight(line * min(len(self._ways), self.most) + 6)
        self.hint.setVisible(bool(ways))
        self.ways.setVisible(bool(ways))
        self.setVisible(bool(kind))
        restyle(self, "state", kind)
        self.setAccessibleDescription(self.text.text())

    def to_ways(self) -> None:
        """Go to the ways out, where there are any."""
        if self._ways:
            self.ways.setFocus()
