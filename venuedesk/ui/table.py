"""The one table of the program: a list is a tuple of columns on rows of values."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QEvent,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    Qt,
    Signal,
)
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QLabel, QTableView, QVBoxLayout, QWidget

from venuedesk.i18n import _, day_text, time_text
from venuedesk.ui.keys import ENTERS, types
from venuedesk.ui.words import label, tool_tip

Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True)
class Column:
    """One column: its header (marked with N_) and the value of a row.

    ``stretch`` takes the spare width; ``roomy`` is shown only where the table is wider than that many lines are high;
    ``right`` puts its texts to the right, as numbers stand by themselves.
    """

    header: str
    value: Callable[[Any], Any]
    stretch: bool = False
    roomy: int = 0
    right: bool = False


def shown(value: Any) -> str:
    """A value as a cell shows it."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        return time_text(value, today=date.today())
    if isinstance(value, date):
        return day_text(value, today=date.today())
    if isinstance(value, bool):
        return _("yes") if value else ""
    return str(value)


class RowsModel(QAbstractTableModel):
    """Rows of plain values for the table view."""

    def __init__(self, columns: Sequence[Column]) -> None:
        """Start empty."""
        super().__init__()
        self.columns = tuple(columns)
        self.rows: list[Any] = []

    def show_rows(self, rows: Sequence[Any]) -> None:
        """Show other rows."""
        self.beginResetModel()
        self.rows = list(rows)
        self.endResetModel()

    def add_rows(self, rows: Sequence[Any]) -> None:
        """Show more rows below."""
        first = len(self.rows)
        self.beginInsertRows(QModelIndex(), first, first + len(rows) - 1)
        self.rows.extend(rows)
        self.endInsertRows()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """The number of rows."""
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """The number of columns."""
        return 0 if parent.isValid() else len(self.columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The text of a cell; whole in the tool tip."""
        if not index.isValid():
            return None
        value = self.columns[index.column()].value(self.rows[index.row()])
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return shown(value)
        if role == Qt.ItemDataRole.ToolTipRole:
            return tool_tip(shown(value))
        figure = self.columns[index.column()].right or (isinstance(value, int) and not isinstance(value, bool))
        if role == Qt.ItemDataRole.TextAlignmentRole and figure:
            return int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The header in the language in use, above its column's texts."""
        if role == Qt.ItemDataRole.DisplayRole and orientation == Qt.Orientation.Horizontal:
            return _(self.columns[section].header)
        if role == Qt.ItemDataRole.TextAlignmentRole and orientation == Qt.Orientation.Horizontal:
            side = Qt.AlignmentFlag.AlignRight if self.columns[section].right else Qt.AlignmentFlag.AlignLeft
            return int(side | Qt.AlignmentFlag.AlignVCenter)
        return None


class Table(QTableView):
    """A list on the screen: Enter opens a row, Ctrl+C copies the marked ones as lines of tab-separated cells.

    ``reached_end`` asks for more rows; ``marked_one`` tells that another row is under the cursor; ``left`` is Esc,
    where ``takes_escape`` says that the list does not leave it to the window. A table is made in its place, by
    ``parent``: each time that it moves, the style sheet dresses its sixteen parts anew.
    """

    opened = Signal(object)
    left = Signal()
    marked_one = Signal()
    reached_end = Signal()
    takes_escape = False

    def __init__(
        self, columns: Sequence[Column], name: str, empty: str = "", *, parent: QWidget | None = None
    ) -> None:
        """``name`` is the accessible name, ``empty`` what to do when there is nothing."""
        super().__init__(parent)
        self.setAccessibleName(name)
        self.rows_model = RowsModel(columns)
        self.setModel(self.rows_model)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setAlternatingRowColors(True)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(int(self.fontMetrics().height() * 1.6))
        header = self.horizontalHeader()
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        for n, column in enumerate(self.rows_model.columns):
            mode = QHeaderView.ResizeMode.Stretch if column.stretch else QHeaderView.ResizeMode.ResizeToContents
            header.setSectionResizeMode(n, mode)
        header.setResizeContentsPrecision(30)
        header.setMinimumSectionSize(int(self.fontMetrics().height() * 3.6))  # room for a short header
        header.setHighlightSections(False)
        self._empty = label(empty, "hint", wrap=True)
        self._empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        inside = QVBoxLayout(self.viewport())
        inside.addWidget(self._empty)
        self.doubleClicked.connect(lambda index: self.opened.emit(self.rows_model.rows[index.row()]))
        self.selectionModel().currentRowChanged.connect(lambda _now, _before: self.marked_one.emit())
        self.verticalScrollBar().valueChanged.connect(self._scrolled)

    def _scrolled(self, value: int) -> None:
        if value and value == self.verticalScrollBar().maximum():
            self.reached_end.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave out the columns that there is no room for."""
        super().resizeEvent(event)
        for n, column in enumerate(self.rows_model.columns):
            if column.roomy:
                self.setColumnHidden(n, self.width() < column.roomy * self.fontMetrics().height())

    def show_rows(self, rows: Sequence[Any]) -> None:
        """Show other rows, keeping the mark: on the row of the same id, else at the same place."""
        place, marked = self.currentIndex().row(), self.marked()
        self.rows_model.show_rows(rows)
        self._empty.setVisible(not rows)
        if rows and place >= 0:
            same = getattr(marked, "id", None)
            again = next((n for n, row in enumerate(rows) if same is not None and row.id == same), None)
            self.selectRow(min(place, len(rows) - 1) if again is None else again)

    def selectRow(self, row: int) -> None:
        """Put the cursor on a row and mark it alone; while Ctrl is held Qt's own would turn its mark on or off."""
        alone = QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows
        self.selectionModel().setCurrentIndex(self.rows_model.index(row, 0), alone)

    def mark(self, row_id: int) -> None:
        """Put the cursor on the row of this id, if it is shown."""
        for n, row in enumerate(self.rows_model.rows):
            if row.id == row_id:
                self.selectRow(n)
                return

    def say_empty(self, words: str) -> None:
        """What to do when there is nothing."""
        self._empty.setText(words)

    def marked(self) -> Any:
        """The row under the cursor, or None."""
        index, rows = self.currentIndex(), self.rows_model.rows
        return rows[index.row()] if index.isValid() and index.row() < len(rows) else None

    def event(self, event: QEvent) -> bool:
        """Take Esc from the window where it is wanted here."""
        wanted = self.takes_escape and event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent)
        if wanted and event.key() == Qt.Key.Key_Escape:
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens, Ctrl+C copies, Esc leaves; what is typed is left to the window."""
        if event.key() == Qt.Key.Key_Escape and self.takes_escape:
            self.left.emit()
        elif event.key() in ENTERS and self.marked() is not None:
            self.opened.emit(self.marked())
        elif event.matches(QKeySequence.StandardKey.Copy):
            self._copy()
        elif types(event):  # not searched for here: the window hands it to the line
            event.ignore()
        else:
            super().keyPressEvent(event)

    def _copy(self) -> None:
        rows = sorted({index.row() for index in self.selectedIndexes()})
        columns = self.rows_model.columns
        lines = ["\t".join(shown(c.value(self.rows_model.rows[r])) for c in columns) for r in rows]
        QGuiApplication.clipboard().setText("\n".join(lines))


def titled(title: QLabel, table: Table) -> QWidget:
    """A table under its heading."""
    box = QWidget()
    column = QVBoxLayout(box)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(4)
    column.addWidget(title)
    column.addWidget(table, 1)
    return box
