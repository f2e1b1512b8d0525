"""Small pieces that every page is made of: plain labels, buttons, headings."""

from collections.abc import Callable
from html import escape

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QFrame,
    QLabel,
    QPushButton,
    QScrollArea,
    QStackedWidget,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)


def label(text: str = "", role: str = "", *, wrap: bool = False) -> QLabel:
    """A label that shows its text as it is, never as markup."""
    made = QLabel(text)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setWordWrap(wrap)
    if role:
        made.setProperty("role", role)
    return made


def button(text: str, clicked: Callable[[], object], role: str = "") -> QPushButton:
    """A button; ``role`` is primary or danger."""
    made = QPushButton(text)
    made.setAutoDefault(False)
    if role:
        made.setProperty("role", role)
    made.clicked.connect(lambda: clicked())
    return made


def tool_tip(text: str) -> str:
    """A text for a tool tip, shown as it is: tool tips take what looks like markup for markup."""
    return f"<p>{escape(text)}</p>" if text else ""


def card(*widgets: QWidget) -> QFrame:
    """A framed group of widgets, one below the other."""
    frame = QFrame()
    frame.setProperty("role", "card")
    column = QVBoxLayout(frame)
    column.setContentsMargins(12, 8, 12, 8)
    column.setSpacing(4)
    for widget in widgets:
        column.addWidget(widget)
    return frame


def inside(tabs: QTabWidget) -> QWidget:
    """Where the pages of tabs stand: what is made there moves no more when it becomes one of them."""
    place = tabs.findChild(QStackedWidget, options=Qt.FindChildOption.FindDirectChildrenOnly)
    assert isinstance(place, QStackedWidget)
    return place


def scrolling(parent: QWidget) -> QScrollArea:
    """An area that scrolls up and down."""
    area = QScrollArea(parent)
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    return area


def restyle(widget: QWidget, name: str, value: object) -> None:
    """Set a property that the style sheet looks at, and let it look again."""
    widget.setProperty(name, value)
    for one in (widget, *widget.findChildren(QWidget)):
        one.style().unpolish(one)
        one.style().polish(one)
