"""Keys that belong to the page while the focus is in a line."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent

_DESK_KEYS = frozenset(Qt.Key[f"Key_{letter}"] for letter in "BDEFHKLMNPRW")
MOVES = frozenset((Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown))
ENTERS = frozenset((Qt.Key.Key_Return, Qt.Key.Key_Enter))


def is_desk_key(event: QKeyEvent) -> bool:
    """Whether it is one of the pages' own keys, some of which line edits take on some systems (Ctrl+E, Ctrl+K)."""
    return event.modifiers() == Qt.KeyboardModifier.ControlModifier and event.key() in _DESK_KEYS
