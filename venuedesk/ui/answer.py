"""The answer area: what the desk says to the last gesture, large, in colour, icon and words."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QLineEdit, QVBoxLayout

from venuedesk.i18n import _
from venuedesk.ui import theme
from venuedesk.ui.words import label, restyle

_ICONS = {"done": "done", "ask": "ask", "refused": "refused"}
_STATES = {"done": "done", "ask": "ask", "refused": "refused", "shown": "idle"}


class AnswerArea(QFrame):
    """Shows one answer; a question stands here with its reason line until F9 or Esc."""

    decided = Signal(bool, str)  # yes or no, the reason

    def __init__(self) -> None:
        """Build it empty."""
        super().__init__()
        self.setObjectName("answer")
        self._idle, self._gone_when_idle = True, False
        self._icon = QLabel()
        self._icon.setFixedSize(40, 40)
        self.text = label("", "title", wrap=True)
        self.details = label("", wrap=True)
        self.options = label("", wrap=True)
        self.reason = QLineEdit()
        self.reason.setPlaceholderText(_("Reason"))
        self.reason.setAccessibleName(_("Reason"))
        self.reason.setMaxLength(200)
        self.keys = label("", "hint")
        words = QVBoxLayout()
        words.setSpacing(2)
        for one in (self.text, self.details, self.options, self.reason, self.keys):
            words.addWidget(one)
        row = QHBoxLayout(self)
        row.setContentsMargins(10, 6, 10, 6)
        row.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(words, 1)
        words.addStretch(1)
        self.clear()

    def steady(self, on: bool, *, gone_when_idle: bool = False) -> None:
        """Keep room for a longer answer, so that the page below stays where it is while one scans.

        ``gone_when_idle`` gives the room of an answer that says nothing to the page.
        """
        self._gone_when_idle = gone_when_idle
        self._appear()
        self.setMinimumHeight(int(self.fontMetrics().height() * 4.4) if on else 0)

    def _appear(self) -> None:
        if self.parentWidget() is not None:  # before that it would be a window of its own
            self.setVisible(not (self._idle and self._gone_when_idle))

    def clear(self) -> None:
        """Show that the desk is ready."""
        self.say("shown", _("Ready: scan a card or a book."))
        self._idle = True
        self._appear()

    def say(
        self, kind: str, text: str, details: tuple[str, ...] = (), options: tuple[str, ...] = (), keys: str = ""
    ) -> None:
        """Show an answer of kind done, shown, ask or refused."""
        self._idle = False
        self._appear()
        self.text.setText(text)
        for part, words in ((self.details, details), (self.options, options)):
            part.setText("\n".join(words))
            part.setVisible(bool(words))
        self.reason.clear()
        self.reason.setVisible(kind == "ask")
        self.keys.setText(keys)
        self.keys.setVisible(bool(keys))
        self._icon.setVisible(kind in _ICONS)
        if kind in _ICONS:
            self._icon.setPixmap(theme.icon(_ICONS[kind]).pixmap(40, 40))
        restyle(self, "state", _STATES[kind])
        self.setAccessibleDescription(text)
