"""The frame of the window: pages on the left, the entry line on top, the answer area, the tape on the right."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QListWidget, QVBoxLayout, QWidget

from venuedesk.i18n import N_, _
from venuedesk.ui.answer import AnswerArea
from venuedesk.ui.entry import EntryLine
from venuedesk.ui.keys import types
from venuedesk.ui.page_stack import PageStack
from venuedesk.ui.tape import Tape
from venuedesk.ui.words import label

ENTRY_HINT = N_("Scan a card or a book, or type a name in pinyin")
KEYS_HINT = N_("F8 shelving · F11 renew · Ctrl+Z undo · Esc next reader")


class Frame(QWidget):
    """The parts of the window in their places, without life."""

    def __init__(self, banner: str) -> None:
        """Build every part and lay them out; ``banner`` stands above everything (演示数据)."""
        super().__init__()
        self.entry = EntryLine()
        self.entry.setAccessibleName(_("Entry line"))
        self.entry.setPlaceholderText(_(ENTRY_HINT))
        self.answer = AnswerArea()
        self.nav = QListWidget()
        self.nav.setObjectName("nav")
        self.nav.setAccessibleName(_("Pages"))
        self.nav.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.nav.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.stack = PageStack(self)
        self.tape = Tape()
        self.user = label("")
        self.clock = label("", "subtitle")
        self.status = label("")
        self.keys = label(_(KEYS_HINT))
        self.mode = label("", "subtitle")
        self._lay(banner)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """What is typed where nothing takes it, after a click into a list, is meant for the line."""
        if types(event) and self.entry.isVisible() and not self.entry.hasFocus():
            self.entry.setFocus()
            QApplication.sendEvent(self.entry, event)
        else:
            super().keyPressEvent(event)

    def _lay(self, banner: str) -> None:
        top = QHBoxLayout()
        top.setContentsMargins(8, 6, 8, 2)
        top.setSpacing(14)
        top.addWidget(self.entry, 1)
        top.addWidget(self.user)
        top.addWidget(self.clock)
        middle = QVBoxLayout()
        middle.setSpacing(6)
        middle.addWidget(self.answer)
        middle.addWidget(self.mode)
        middle.addWidget(self.stack, 1)
        self.tape_box = QFrame()
        self.tape_box.setFrameShape(QFrame.Shape.NoFrame)
        side = QVBoxLayout(self.tape_box)
        side.setContentsMargins(0, 0, 0, 0)
        side.setSpacing(4)
        side.addWidget(label(_("Today's gestures"), "hint"))
        side.addWidget(self.tape, 1)
        body = QHBoxLayout()
        body.setContentsMargins(0, 0, 8, 0)
        body.setSpacing(8)
        body.addWidget(self.nav)
        body.addLayout(middle, 1)
        body.addWidget(self.tape_box)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        self.banner = label(banner)
        self.banner.setObjectName("banner")
        self.banner.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.banner.setVisible(bool(banner))
        column.addWidget(self.banner)
        column.addLayout(top)
        column.addLayout(body, 1)
        column.addWidget(self._status_line())
        self.mode.hide()

    def _status_line(self) -> QFrame:
        bottom = QFrame()
        bottom.setObjectName("statusline")
        line = QHBoxLayout(bottom)
        line.setContentsMargins(8, 1, 8, 1)
        line.addWidget(self.status, 1)
        line.addWidget(self.keys)
        return bottom
