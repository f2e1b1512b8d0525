"""A list to choose from by typing: part of the words, or the initials of their pinyin."""

from collections.abc import Sequence
from functools import lru_cache

from PySide6.QtCore import QStringListModel, Qt
from PySide6.QtWidgets import QAbstractItemView, QComboBox, QCompleter

SHOWN = 200


class ChoiceBox(QComboBox):
    """An editable box that shows what fits while one types; the arrow keys choose, F4 opens the whole list."""

    def __init__(self, hint: str = "") -> None:
        """Build it empty."""
        super().__init__()
        self.setEditable(True)
        self.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.setMaxVisibleItems(12)
        self.setMinimumContentsLength(8)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        line = self.lineEdit()
        assert line is not None
        line.setPlaceholderText(hint)
        line.setMaxLength(200)
        self._fitting = QStringListModel(self)
        completer = QCompleter(self._fitting, self)
        completer.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        completer.setMaxVisibleItems(8)
        self.setCompleter(completer)
        self.offered = completer.popup()
        self.offered.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.offered.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        line.textEdited.connect(self._offer)
        self._texts: list[str] = []

    def fill(self, texts: Sequence[str]) -> None:
        """Take the choices."""
        kept = self.currentText()
        self._texts = list(texts)
        self.clear()
        self.addItems(self._texts)
        self._fitting.setStringList(self._texts[:SHOWN])
        self.put(kept)

    def put(self, text: str) -> None:
        """Show a text; where the list has it the arrow keys go on from there."""
        self.setCurrentIndex(self.findText(text))
        self.setEditText(text)

    def fitting(self, typed: str) -> list[str]:
        """The choices that fit: the very one, else those that contain the words or whose initials begin so."""
        words = typed.strip()
        if words in self._texts:
            return [words]
        low = words.casefold()
        found = [t for t in self._texts if low in t.casefold()]
        if not found and low.isascii() and low.isalpha():
            found = [t for t in self._texts if initials(t).startswith(low)]
            found = found or [t for t in self._texts if low in initials(t)]
        return found

    def take_offered(self) -> bool:
        """Close the list of what fits and take its marked line; False when it was not open."""
        if not self.offered.isVisible():
            return False
        marked = self.offered.currentIndex()
        self.offered.hide()
        if marked.isValid():
            self.setEditText(marked.data())
        return True

    def _offer(self, typed: str) -> None:
        self._fitting.setStringList(self.fitting(typed)[:SHOWN] if typed.strip() else self._texts[:SHOWN])


@lru_cache(maxsize=20_000)
def initials(text: str) -> str:
    """The first letters of the likeliest reading."""
    from venuedesk.core.search import sounds

    return "".join(s[0] for s in sounds.title_reading(text))
