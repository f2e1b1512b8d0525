"""What the page of the month is made of: the lists, the rows of a figure, the chart of visits by day."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QFont, QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QVBoxLayout, QWidget

from venuedesk.core import tallies
from venuedesk.i18n import N_, _, day_text
from venuedesk.reports.figures import DAY_SIGNS, DAY_STATES, number, signed
from venuedesk.ui import theme
from venuedesk.ui.table import Column, Table
from venuedesk.ui.words import label

STATES = {tallies.OPEN: N_("Not closed"), tallies.CLOSED: N_("Month closed"), tallies.REOPENED: N_("Reopened")}
BLOCK = 200  # rows of a figure that are read at once


@dataclass(frozen=True)
class MonthLine:
    """A month in the list; ``id`` is the month."""

    id: str
    row: tallies.MonthRow


@dataclass(frozen=True)
class FigureLine:
    """A figure in the list, or the heading of a section where there is none; ``id`` is the code."""

    id: str
    name: str
    figure: tallies.Figure | None = None


def _of(read: Callable[[tallies.Figure], Any]) -> Callable[[FigureLine], Any]:
    return lambda line: None if line.figure is None else read(line.figure)


MONTHS = (
    Column(N_("Month"), lambda line: tallies.month_words(line.id)),
    Column(N_("State"), lambda line: _(STATES[line.row.state]), stretch=True),
)
FIGURES = (
    Column(N_("No."), lambda line: line.id),
    Column(N_("Figure"), lambda line: _(line.name), stretch=True),
    Column(N_("This month"), _of(lambda f: number(f.value)), right=True),
    Column(N_("Unit of measure"), _of(lambda f: _(f.unit)), roomy=38),
    Column(N_("Last month"), _of(lambda f: number(f.last_month)), right=True, roomy=32),
    Column(N_("On month"), _of(lambda f: f.against_last_month), right=True),
    Column(N_("Last year"), _of(lambda f: number(f.last_year)), right=True, roomy=32),
    Column(N_("On year"), _of(lambda f: f.against_last_year), right=True),
)
DAYS = (
    Column(N_("Day"), lambda d: day_text(d.day), stretch=True),
    Column(N_("Visits"), lambda d: number(d.visits), right=True),
    Column(N_("State"), lambda d: _(DAY_STATES[d.state])),
)
SPACES = (
    Column(N_("Zone"), lambda s: s.zone),
    Column(
        N_("Room or space"),
        lambda s: _("{room} (room)").format(room=s.room_or_space) if s.kind == "room" else s.room_or_space,
        stretch=True,
    ),
    Column(N_("Sessions"), lambda s: number(s.sessions), right=True, roomy=38),
    Column(N_("Attendances at bookings"), lambda s: number(s.attendances), right=True, roomy=40),
    Column(N_("Minutes used"), lambda s: number(s.used_minutes), right=True),
    Column(N_("Minutes open"), lambda s: number(s.open_minutes), right=True, roomy=36),
    Column(N_("Use of time"), lambda s: f"{s.share}%", right=True),
    Column(N_("Extended hours"), lambda s: number(s.extended_minutes), right=True, roomy=32),
)
CORRECTIONS = (
    Column(N_("Entered on"), lambda c: c.day),
    Column(N_("Meant for"), lambda c: c.about),
    Column(N_("No."), lambda c: c.code),
    Column(N_("More or fewer"), lambda c: signed(c.quantity), right=True),
    Column(N_("Reason"), lambda c: c.reason, stretch=True),
    Column(N_("Entered by"), lambda c: c.who, roomy=32),
)


def figure_lines(month: tallies.Month) -> list[FigureLine]:
    """The figures of a month under the headings of their sections."""
    found = []
    for section in month.sections:
        found.append(FigureLine(section.code, section.title))
        found += [FigureLine(one.code, one.name, one) for one in section.figures]
    return found


class RowsView(QWidget):
    """The rows that one figure was counted from."""

    def __init__(self, parent: QWidget) -> None:
        """Build it empty."""
        super().__init__(parent)
        self.title = label("", "subtitle", wrap=True)
        self.definition = label("", "hint", wrap=True)
        self.count = label("", "hint")
        self.table = Table((), _("Rows of the figure"), parent=self)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(4)
        for one in (self.title, self.definition, self.table, self.count):
            self.column.addWidget(one)
        self.column.setStretch(2, 1)

    def show_rows(self, title: str, definition: str, rows: tallies.Rows) -> Table:
        """Show the rows of another figure in a table of their columns, and return it."""
        self.title.setText(title)
        self.definition.setText(definition)
        longest = _longest(rows)
        columns = [Column(words, lambda row, n=n: row[n], stretch=n == longest) for n, words in enumerate(rows.columns)]
        made = Table(columns, _("Rows of the figure"), _("Nothing was counted."), parent=self)
        self.column.replaceWidget(self.table, made)
        self.table.deleteLater()
        self.table = made
        made.show_rows(rows.rows)
        self._say_count(rows)
        return made

    def add_rows(self, rows: tallies.Rows) -> None:
        """Show more rows of the same figure below: ``rows`` begins with those that are shown."""
        self.table.rows_model.add_rows(rows.rows[len(self.table.rows_model.rows) :])
        self._say_count(rows)

    def _say_count(self, rows: tallies.Rows) -> None:
        shown = _("{shown} of {total}").format(shown=len(rows.rows), total=rows.total)
        whole = _("Rows: {n}").format(n=rows.total)
        self.count.setText(whole if len(rows.rows) == rows.total else shown)


def _longest(rows: tallies.Rows) -> int:
    """The column whose texts want the most room; moments and numbers are shown whole."""

    def width(place: int) -> int:
        return max((len(row[place]) for row in rows.rows[:30] if isinstance(row[place], str)), default=0)

    return max(range(len(rows.columns)), key=width)


class DaysChart(QWidget):
    """The visits of each day as bars; days without a count are told by pattern and sign, not by colour alone."""

    def __init__(self) -> None:
        """Build it without days."""
        super().__init__()
        self.days: Sequence[tallies.DayLine] = ()
        self.setMinimumHeight(int(self.fontMetrics().height() * 6))
        self.setAccessibleName(_("Visits by day"))

    def show_days(self, days: Sequence[tallies.DayLine]) -> None:
        """Show other days."""
        self.days = days
        self.setAccessibleDescription("; ".join(f"{day_text(d.day)} {number(d.visits)}" for d in days))
        self.update()

    def number_font(self) -> QFont:
        """The font of the numbers: as small as it must be for the longest to stand above its own day."""
        font, longest = self.font(), max((str(d.visits or 0) for d in self.days), key=len)
        font.setPixelSize(max(9, int(self.fontMetrics().height() * 0.5)))
        wide = QFontMetrics(font).horizontalAdvance(longest)
        font.setPixelSize(min(font.pixelSize(), max(1, int(font.pixelSize() * self.width() / len(self.days) / wide))))
        return font

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint a bar for each day, its number above and its day below."""
        if not self.days:
            return
        painter, colours = QPainter(self), theme.colours()
        painter.setFont(self.number_font())
        line = painter.fontMetrics().height()
        tall, slot = self.height() - 2 * line - 4, self.width() / len(self.days)
        most = max((d.visits or 0 for d in self.days), default=0) or 1
        for n, day in enumerate(self.days):
            box = QRectF(n * slot, line + 2, slot, tall)
            self._paint_day(painter, colours, day, box, most)
            painter.setPen(QColor(colours["muted"]))
            below = QRectF(box.left(), self.height() - line, slot, line)
            painter.drawText(below, Qt.AlignmentFlag.AlignCenter, str(day.day.day))
        painter.setPen(QColor(colours["edge"]))
        painter.drawLine(QPointF(0, line + 2 + tall), QPointF(self.width(), line + 2 + tall))
        painter.end()

    def _paint_day(
        self, painter: QPainter, colours: dict[str, str], day: tallies.DayLine, box: QRectF, most: int
    ) -> None:
        """A solid bar where counted; slanting lines, a broken or a dotted frame where closed, not counted, unknown."""
        counted = day.state == tallies.COUNTED
        high = box.height() * (day.visits or 0) / most if counted else box.height() * 0.8
        gap = box.width() * 0.14
        bar = QRectF(box.left() + gap, box.bottom() - high, box.width() - 2 * gap, high)
        if counted:
            painter.fillRect(bar, QColor(colours["primary"]))
        else:
            styles = {tallies.NOT_COUNTED: Qt.PenStyle.DashLine, tallies.MISSING: Qt.PenStyle.DotLine}
            painter.setPen(QPen(QColor(colours["edge"]), 1, styles.get(day.state, Qt.PenStyle.SolidLine)))
            pattern = Qt.BrushStyle.BDiagPattern if day.state == tallies.CLOSED else Qt.BrushStyle.NoBrush
            painter.setBrush(QBrush(QColor(colours["edge"]), pattern))
            painter.drawRect(bar)
        painter.setPen(QColor(colours["text"]))
        words = str(day.visits) if counted else DAY_SIGNS.get(day.state, "")
        above = QRectF(box.left() - 8, bar.top() - painter.fontMetrics().height(), box.width() + 16, 20)
        painter.drawText(above, Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop, words)
