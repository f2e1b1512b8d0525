"""Today by hour, as bars with their numbers."""

from collections.abc import Mapping

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from venuedesk.i18n import _
from venuedesk.ui import theme

FEWEST = (9, 17)  # hours that are always shown: from, to


class HourBars(QWidget):
    """The visits of each hour: of the chosen door in front, of all doors behind it."""

    def __init__(self) -> None:
        """Build it empty."""
        super().__init__()
        self.setAccessibleName(_("Today by hour"))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.door: dict[int, int] = {}
        self.everyone: dict[int, int] = {}

    def sizeHint(self) -> QSize:
        """Wide enough for nine hours."""
        line = self.fontMetrics().height()
        return QSize(line * 16, line * 9)

    def minimumSizeHint(self) -> QSize:
        """Numbers, a stump of a bar, hours."""
        line = self.fontMetrics().height()
        return QSize(line * 12, line * 5)

    def show_hours(self, door: Mapping[int, int], everyone: Mapping[int, int]) -> None:
        """Show other counts by hour."""
        self.door, self.everyone = dict(door), dict(everyone)
        words = _(", ").join(f"{hour}:00 {n}" for hour, n in sorted(self.door.items()))
        self.setAccessibleDescription(words)
        self.update()

    def show_hour(self, hour: int, door: int) -> None:
        """Show another count of the chosen door in one hour; the others' visits of that hour stay."""
        others = self.everyone.get(hour, 0) - self.door.get(hour, 0)
        self.show_hours({**self.door, hour: door}, {**self.everyone, hour: others + door})

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw a bar for each hour, its number above it, the hour below."""
        hours = range(min((*self.everyone, FEWEST[0])), max((*self.everyone, FEWEST[1])) + 1)
        most = max((*self.everyone.values(), 1))
        colours = theme.colours()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        line, slot = self.fontMetrics().height(), self.width() / len(hours)
        tall = max(0, self.height() - 2 * line - 6)
        for n, hour in enumerate(hours):
            for counts, colour in ((self.everyone, "line"), (self.door, "primary")):
                high = tall * max(0, counts.get(hour, 0)) / most
                bar = QRectF(n * slot + slot * 0.14, line + 3 + tall - high, slot * 0.72, high)
                painter.fillRect(bar, QColor(colours[colour]))
            painter.setPen(QColor(colours["text"]))
            top = 3 + tall * (1 - max(0, self.door.get(hour, 0)) / most)
            if hour in self.door:
                painter.drawText(QRectF(n * slot, top, slot, line), Qt.AlignmentFlag.AlignCenter, str(self.door[hour]))
            painter.setPen(QColor(colours["muted"]))
            painter.drawText(
                QRectF(n * slot, self.height() - line, slot, line), Qt.AlignmentFlag.AlignCenter, str(hour)
            )
        painter.end()
