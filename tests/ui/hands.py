"""Who types, on a clock of the keys alone: a scanner's keys come at one moment, a hand's with a rest before each."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from venuedesk.ui.burst import TRAIL_SECONDS

_now = 0.0


def moment() -> float:
    """The clock of the keys, in seconds."""
    return _now


def rest() -> None:
    """Let the time go by that a hand takes to its next key; the window does meanwhile what waits."""
    global _now
    _now += 1.1 * TRAIL_SECONDS
    QApplication.processEvents()


def focus() -> QWidget | None:
    """The widget that a key press reaches."""
    return QApplication.activePopupWidget() or QApplication.focusWidget() or QApplication.activeWindow()


def press(key: Qt.Key, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    """Press one key by hand."""
    rest()
    QTest.keyClick(focus(), key, held)


def by_hand(words: str) -> None:
    """Type words by hand."""
    for one in words:
        rest()
        QTest.keyClick(focus(), one)
    rest()


def scan(code: str, *, enters: int = 1) -> None:
    """Let a scanner type a code and its Enter; one that ends in CR LF types two."""
    rest()
    QTest.keyClicks(focus(), code)
    for _n in range(enters):
        QTest.keyClick(focus(), Qt.Key.Key_Return)
        QApplication.processEvents()


def type_chinese(words: str) -> None:
    """What an input method hands over."""
    event = QInputMethodEvent()
    event.setCommitString(words)
    QApplication.sendEvent(focus(), event)
