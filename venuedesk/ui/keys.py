"""The keys of pages and windows, and those that belong to the page while the focus is in a line."""

from collections.abc import Callable, Mapping
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from venuedesk.ui.burst import Burst

_DESK_KEYS = frozenset(Qt.Key[f"Key_{letter}"] for letter in "BDEFHKLMNPRW")
MOVES = frozenset((Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown))
ENTERS = frozenset((Qt.Key.Key_Return, Qt.Key.Key_Enter))
_COMMANDS = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.MetaModifier


def is_desk_key(event: QKeyEvent) -> bool:
    """Whether it is one of the pages' own keys, some of which line edits take on some systems (Ctrl+E, Ctrl+K)."""
    return event.modifiers() == Qt.KeyboardModifier.ControlModifier and event.key() in _DESK_KEYS


def types(event: QKeyEvent) -> bool:
    """Whether the key types something that one sees, and commands nothing."""
    return bool(event.text().strip()) and event.text().isprintable() and not event.modifiers() & _COMMANDS


def is_empty_enter(event: QKeyEvent) -> bool:
    """Whether it is an Enter that does nothing: kept down, or the second one of a scanner that ends in CR LF.

    Enter does its deed once and never runs on through what that has opened.
    """
    return event.key() in ENTERS and (event.isAutoRepeat() or Burst.trails())


def bind(parent: QWidget, keys: Mapping[str, Callable[[], Any]]) -> None:
    """Let keys do deeds while ``parent`` is in the window in front; a key held down does its deed once."""
    for words, deed in keys.items():
        shortcut = QShortcut(QKeySequence(words), parent)
        shortcut.setAutoRepeat(False)
        shortcut.activated.connect(deed)
