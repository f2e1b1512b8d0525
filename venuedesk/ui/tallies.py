"""报表: the month in figures; each opens into its rows; the paper to print and sign, closing, corrections."""

import re
from functools import partial
from itertools import takewhile
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QTabWidget, QVBoxLayout, QWidget

from venuedesk.core import codes, tallies
from venuedesk.core.errors import Refused, StorageTrouble
from venuedesk.core.tallies.definitions import BY_CODE
from venuedesk.i18n import N_, _, day_text
from venuedesk.reports.figures import number
from venuedesk.ui import tallies_deeds as deeds
from venuedesk.ui.flow import flow
from venuedesk.ui.keys import ENTERS, bind
from venuedesk.ui.page import Page
from venuedesk.ui.table import Table
from venuedesk.ui.tallies_parts import (
    BLOCK,
    CORRECTIONS,
    DAYS,
    FIGURES,
    MONTHS,
    SPACES,
    STATES,
    DaysChart,
    FigureLine,
    MonthLine,
    RowsView,
    figure_lines,
)
from venuedesk.ui.words import button, inside, label

if TYPE_CHECKING:
    from venuedesk.ui.main_window import MainWindow

_CODE = re.compile(r"[A-Z]-\d\d")
_PAUSE = 120  # milliseconds without another month before its figures are counted


def opens_figure(window: "MainWindow", code: str) -> bool:
    """Open the figure whose code was entered on any page; False where it is none, or is the code of something else."""
    folded = codes.fold(code)
    if not _CODE.fullmatch(folded) or window.desk is None or window.desk.ask(codes.what_is, code=folded):
        return False
    page = window.page_named("TalliesPage")
    if window.page is not page:
        window.go_to(page)
    page.open_figure(folded)
    return True


class TalliesPage(Page):
    """报表: ← and → pick the month, F6 the part of it, Enter or a figure's code opens its rows, Esc goes back."""

    key, name, icon = "F6", N_("Tallies"), "tallies"
    wide = tall = True
    hint = N_("A figure's code, such as L-03, opens its rows; ← → another month")
    keys = N_("F6 another part · Enter its rows · Esc back")

    def __init__(self, window: "MainWindow") -> None:
        """Build the list of months, the parts of a month, and the rows of a figure behind them."""
        super().__init__(window)
        self.month = ""  # picked
        self.shown: tallies.Month | None = None
        self._code, self._limit = "", BLOCK  # the figure that is open
        self._wanted = False  # to be counted once the worker is free
        self.stack = QStackedWidget(self)
        self.tabs = QTabWidget(self.stack)
        self.by_day = QWidget(inside(self.tabs))
        self.months = Table(MONTHS, _("Months"), parent=self)
        self.months.marked_one.connect(self._marked_month)
        self.title = label("", "subtitle")
        self.facts = label("", "hint", wrap=True)
        table = partial(Table, parent=inside(self.tabs))
        self.figures = table(FIGURES, _("Figures"), _("The figures are being counted."))
        self.figures.opened.connect(self._open_line)
        self.days, self.chart = Table(DAYS, _("Visits by day"), parent=self.by_day), DaysChart()
        self.spaces = table(SPACES, _("Use of the spaces"), _("No spaces are entered."))
        words = _("No corrections. Ctrl+K enters one for a month that is closed.")
        self.corrections = table(CORRECTIONS, _("Corrections"), words)
        self.tabs.currentChanged.connect(lambda _n: self._follow())
        self.rows_view = RowsView(self.stack)
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE)
        self._pause.timeout.connect(self._count)
        window.background.changed.connect(self._worker_changed)
        self._lay()
        keys = {"Ctrl+P": self.preview, "Ctrl+S": self.save_sheet, "Ctrl+L": self.close_month}
        bind(self, {**keys, "Ctrl+R": self.reopen_month, "Ctrl+K": self.correct})

    # ------------------------------------------------------------ the look

    def _lay(self) -> None:
        column = QVBoxLayout(self.by_day)
        column.setContentsMargins(0, 4, 0, 0)
        column.addWidget(self.chart, 2)
        column.addWidget(self.days, 3)
        parts = ((self.figures, _("Figures")), (self.by_day, _("By day")), (self.spaces, _("Spaces")))
        for part, words in (*parts, (self.corrections, _("Corrections"))):
            self.tabs.addTab(part, words)
        self.stack.addWidget(self.tabs)
        self.stack.addWidget(self.rows_view)
        right = QVBoxLayout()
        right.setSpacing(4)
        right.addWidget(self.title)
        right.addWidget(self.facts)
        right.addWidget(self.stack, 1)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.months)
        row.addLayout(right, 1)
        self.closing = button(_("Close the month (Ctrl+L)"), self.close_month)
        self.reopening = button(_("Reopen (Ctrl+R)"), self.reopen_month, "danger")
        self.correcting = button(_("Correction (Ctrl+K)"), self.correct)
        self.printing = button(_("Paper (Ctrl+P)"), self.preview, "primary")
        self.saving = button(_("Spreadsheet (Ctrl+S)"), self.save_sheet)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 4)
        column.setSpacing(6)
        column.addLayout(row, 1)
        column.addWidget(flow([self.printing, self.saving, self.closing, self.reopening, self.correcting]))
        self.months.setFixedWidth(int(self.fontMetrics().height() * 10.4))

    # ------------------------------------------------------------ reading

    @property
    def rows(self) -> Table:
        """The arrow keys move in the rows that are open, else in the list of the part in front."""
        if self._code:
            return self.rows_view.table
        return (self.figures, self.days, self.spaces, self.corrections)[self.tabs.currentIndex()]

    def reload(self) -> None:
        """Read the months again, and count the one that is picked."""
        found = self.desk.ask(tallies.months, now=self.desk.now())
        if self.month not in {one.month for one in found}:
            still_open = takewhile(lambda one: one.state != tallies.CLOSED, found)  # since the last that was closed
            self._pick(next((one for one in still_open if one.over), found[0]).month)
        self.months.blockSignals(True)
        self.months.show_rows([MonthLine(one.month, one) for one in found])
        self.months.mark(self.month)
        self.months.blockSignals(False)
        self._count()
        if self._code:
            self._read_rows()

    def _marked_month(self) -> None:
        line = self.months.marked()
        if line is not None and line.id != self.month:
            self._pick(line.id)
            self._pause.start()

    def _pick(self, month: str) -> None:
        """Go to another month; it is counted when the keys have come to rest."""
        self.month, self.shown = month, None
        self._leave_rows()
        for table in (self.figures, self.days, self.spaces, self.corrections):
            table.show_rows([])
        self.chart.show_days(())
        self._say_month()

    def _count(self) -> None:
        """Count the month on the worker, so that no key waits; once more when another was wanted meanwhile."""
        worker, desk, month = self.window_.background, self.desk, self.month
        self._wanted = worker.busy
        if desk is None or worker.busy:
            return
        worker.run(
            lambda: desk.ask(tallies.month, month=month, now=desk.now()),
            words=_("The figures are being counted."),
            done=self._counted,
            failed=self._failed,
            holds_desk=False,
        )

    def _worker_changed(self) -> None:
        if self._wanted and not self.window_.background.busy:
            QTimer.singleShot(0, self._count)

    def _counted(self, month: tallies.Month) -> None:
        if month.month == self.month:
            self.show_month(month)

    def _failed(self, error: BaseException) -> None:
        if isinstance(error, Refused):
            self.window_.say("refused", str(error))
        elif isinstance(error, StorageTrouble):
            self.window_.show_trouble(error)
        else:
            raise error

    def show_month(self, month: tallies.Month) -> None:
        """Show the figures of the month that is picked."""
        self.shown = month
        marked = self.figures.marked()
        self.figures.show_rows(figure_lines(month))
        if marked is None:
            self.figures.selectRow(1)
        self.days.show_rows(month.days)
        self.chart.show_days(month.days)
        self.spaces.show_rows(month.spaces)
        self.corrections.show_rows((*month.corrections, *month.corrected_since))
        self._say_month()
        if self._code:
            self._say_figure()

    def _say_month(self) -> None:
        month = self.shown
        state = _("being counted …") if month is None else _(STATES[month.state])
        self.title.setText(f"{tallies.month_words(self.month)} · {state}")
        self.facts.setText(_facts(month))
        self.facts.setVisible(bool(_facts(month)))
        closed = month is not None and month.state == tallies.CLOSED
        for one in (self.printing, self.saving):
            one.setEnabled(month is not None)
        self.closing.setVisible(not closed)
        self.reopening.setVisible(closed)

    # ------------------------------------------------------------ the rows of a figure

    def _open_line(self, line: FigureLine) -> None:
        if line.figure is not None:
            self.open_figure(line.id)

    def open_figure(self, code: str) -> None:
        """Show the rows that a figure of the picked month was counted from; says so where there is no such figure."""
        if code not in BY_CODE:
            self.window_.say("refused", _("No figure has the code {code}.").format(code=code), (_known_codes(),))
            return
        if not self.month:
            self.reload()
        self._code, self._limit = code, BLOCK
        self.stack.setCurrentWidget(self.rows_view)
        self._read_rows()
        self.window_.answer.clear()

    def _read_rows(self) -> None:
        wanted = {"month": self.month, "code": self._code, "limit": self._limit}
        try:
            found = self.desk.ask(tallies.rows_of, **wanted)
        except Refused as refused:
            self.window_.say("refused", str(refused.problems[0]))
            self._leave_rows()
            return
        table = self.rows_view.show_rows("", _(BY_CODE[self._code].text), found)
        table.reached_end.connect(self._read_more)
        self._say_figure()
        self._follow()

    def _say_figure(self) -> None:
        one, words = (
            BY_CODE[self._code],
            f"{self._code} {_(BY_CODE[self._code].name)} · {tallies.month_words(self.month)}",
        )
        figure = None if self.shown is None else self.shown.found(self._code)
        if figure is not None:  # a month may have been sealed before a figure was defined
            words += _(": {value} {unit}").format(value=number(figure.value), unit=_(one.unit))
            if figure.denominator is not None:
                words += f" = {number(figure.numerator)} ÷ {number(figure.denominator)}"
        self.rows_view.title.setText(words)

    def _read_more(self) -> None:
        table = self.rows_view.table
        if len(table.rows_model.rows) < self._limit:
            return
        self._limit += BLOCK
        found = self.desk.ask(tallies.rows_of, month=self.month, code=self._code, limit=self._limit)
        self.rows_view.add_rows(found)

    def _leave_rows(self) -> None:
        self._code = ""
        self.stack.setCurrentWidget(self.tabs)
        self._follow()

    def _follow(self) -> None:
        """Let the arrow keys of the entry line move in what is in front now."""
        if self.window_.page is self:
            self.window_.entry.rows = self.rows

    # ------------------------------------------------------------ keys and the entry line

    def pressed(self, event: QKeyEvent) -> bool:
        """← and → pick the month before and after, Enter opens the marked figure, while the entry line is empty."""
        if self.window_.entry.text() or event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            return False
        steps = {Qt.Key.Key_Left: 1, Qt.Key.Key_Right: -1}
        if event.key() in steps:
            place = self.months.currentIndex().row() + steps[Qt.Key(event.key())]
            if 0 <= place < len(self.months.rows_model.rows):
                self.months.selectRow(place)
            return True
        line = self.figures.marked()
        if event.key() in ENTERS and not self._code and self.tabs.currentIndex() == 0 and line is not None:
            self._open_line(line)
            return True
        return False

    def backed_out(self) -> bool:
        """Esc: from the rows back to the figures."""
        if not self._code:
            return False
        self._leave_rows()
        self.window_.answer.clear()
        return True

    def again(self) -> None:
        """F6 once more: from the rows back, else to the next part of the month."""
        if not self.backed_out():
            self.tabs.setCurrentIndex((self.tabs.currentIndex() + 1) % self.tabs.count())
        self.window_.entry.setFocus()

    # ------------------------------------------------------------ deeds

    def _ready(self) -> tallies.Month | None:
        if self.shown is None:
            self.window_.say("refused", _("The figures are being counted."), (_("Try again in a moment."),))
        return self.shown

    def preview(self) -> None:
        """Ctrl+P: the paper, to print or save."""
        month = self._ready()
        if month is not None:
            deeds.preview(self.window_, month)

    def save_sheet(self) -> None:
        """Ctrl+S: the spreadsheet."""
        month = self._ready()
        if month is not None:
            deeds.save_sheet(self.window_, month)

    def close_month(self) -> None:
        """Ctrl+L: the cross-checks, then the manager's password."""
        deeds.close(self.window_, self.month)

    def reopen_month(self) -> None:
        """Ctrl+R: with password and reason."""
        deeds.reopen(self.window_, self.month)

    def correct(self) -> None:
        """Ctrl+K: a correction of a closed month."""
        line = self.figures.marked()
        deeds.correct(self.window_, self.month, self._code or (line.id if line is not None else ""))


def _facts(month: tallies.Month | None) -> str:
    """When a month was closed or opened again, and why."""
    if month is None or month.closed_at is None:
        return ""
    words = _("closed on {day}").format(day=day_text(month.closed_at.date()))
    if month.reopened_at is not None:
        words += _(", reopened on {day}: {reason}").format(day=day_text(month.reopened_at.date()), reason=month.reason)
    return words


def _known_codes() -> str:
    return _("Codes of figures: {codes}").format(codes=_(", ").join(BY_CODE))
