"""Bringing files in: choose, look at what would happen, take it with progress and cancel; and lists out again."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFileDialog,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QProgressBar,
    QPushButton,
)

from venuedesk.core.clock import CLOCK_WRONG
from venuedesk.core.errors import NeedsYes, Refused, StorageTrouble, words_of
from venuedesk.i18n import N_, _
from venuedesk.ui.flow import flow
from venuedesk.ui.import_rows import CHANGED, FIRST, REJECTED, first_rows
from venuedesk.ui.past_imports import PastImports
from venuedesk.ui.settings.section import Section
from venuedesk.ui.table import Table
from venuedesk.ui.words import button, label

if TYPE_CHECKING:
    from venuedesk.ui.main_window import MainWindow

NEW, DIFFERS, REFUSED = range(3)
VIEWS = (N_("As they will be"), N_("Different from what is here"), N_("Rejected, with the reason"))


class PathLine(QLineEdit):
    """A path, typed or dropped."""

    def __init__(self) -> None:
        """Build it empty."""
        super().__init__()
        self.setAccessibleName(_("File"))
        self.setPlaceholderText(_("Path of a file: .xlsx, .csv, .xml, .mrc, .iso; or drop it here"))
        self.setAcceptDrops(True)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take files."""
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Take the first file that is dropped, and read it."""
        path = event.mimeData().urls()[0].toLocalFile()
        if path:
            self.setText(path)
            self.returnPressed.emit()


class ImportSection(Section):
    """导入与导出: nothing is written before what would happen was shown."""

    name, deed = N_("Import and export"), "exchange.import_books"

    def __init__(self, window: "MainWindow") -> None:
        """Build the lines for the file, the preview and the deeds."""
        super().__init__(window)
        self.plan: Any = None
        self._lay_file()
        self.summary = label("", wrap=True)
        self.notices = label("", "warning", wrap=True)
        for one in (self.summary, self.notices):
            one.hide()
            self.column.addWidget(one)
        self.tables = tuple(
            Table(columns, _(VIEWS[n]), parent=self) for n, columns in enumerate((FIRST, CHANGED, REJECTED))
        )
        self.view = QComboBox()
        self.view.setAccessibleName(_("Rows shown"))
        self.view.currentIndexChanged.connect(self._show_view)
        self.column.addWidget(self.view)
        for table in self.tables:
            self.column.addWidget(table, 1)
        self.working = QProgressBar()
        self.working.setAccessibleName(_("Progress"))
        self.column.addWidget(self.working)
        self._lay_deeds()
        self.past = PastImports(window, self)
        self.column.insertWidget(self.column.count() - 1, self.past, 1)
        worker = window.background
        worker.progressed.connect(self._show_progress)
        worker.changed.connect(self._show_work)
        self._show_plan()
        self._show_work()

    def reload(self) -> None:
        """Read the imports so far."""
        self.past.reload()

    # ------------------------------------------------------------ the look

    def _lay_file(self) -> None:
        from venuedesk.exchange import marc, plans

        self.subject = QComboBox()
        self.subject.setAccessibleName(_("What is in the file"))
        for subject, words in plans.SUBJECTS.items():
            self.subject.addItem(_(words), subject)
        self.subject.setCurrentIndex(self.subject.findData(plans.BOOKS))
        self.path = PathLine()
        self.path.returnPressed.connect(self.read)
        self.holdings = QComboBox()
        self.holdings.setAccessibleName(_("Where the copies stand in a MARC file"))
        self.holdings.addItem(_("copies in: find out"), None)
        for one in marc.HOLDINGS:
            self.holdings.addItem(_("copies in: field {tag} ${barcode}").format(tag=one.tag, barcode=one.barcode), one)
        self.subject.currentIndexChanged.connect(lambda _n: self._subject_changed())
        grid = QGridLayout()
        grid.setColumnStretch(2, 1)
        grid.addWidget(self.subject, 0, 0)
        grid.addWidget(self.holdings, 0, 1)
        row = QHBoxLayout()
        row.addWidget(self.path, 1)
        row.addWidget(button(_("Browse"), self.browse))
        row.addWidget(button(_("Read the file"), self.read))
        grid.addLayout(row, 1, 0, 1, 3)
        self.column.addLayout(grid)

    def _lay_deeds(self) -> None:
        self.update_box = QCheckBox(_("Take the different rows too"))
        self.take_button = button(_("Import"), self.take, "primary")
        self.rejects_button = button(_("Save the rejected rows"), self.save_rejects)
        self.cancel_button = button(_("Stop (Esc)"), self.window_.background.cancel, "danger")
        self.clock_button = button(_("Yes, the clock is right: import"), self._clock_is_right, "primary")
        self.clock_button.hide()
        deeds = (self.update_box, self.take_button, self.clock_button, self.rejects_button, self.cancel_button)
        self.column.addWidget(flow(deeds))
        self.exports: dict[str, QPushButton] = {}
        for subject, words in EXPORTS.items():
            if self._may_export(subject):
                self.exports[subject] = button(_(words), lambda subject=subject: self.export(subject))
        self.export_row = flow([label(_("Save as a table:"), "hint"), *self.exports.values()])
        self.column.addWidget(self.export_row)
        self.export_row.setVisible(bool(self.exports))

    def _may_export(self, subject: str) -> bool:
        from venuedesk.core import permissions

        permit = permissions.QUERIES.get(f"exchange.export_{subject}")
        return _export_of(subject) is not None and permit is not None and self.desk.user.role in permit.roles

    def _subject_changed(self) -> None:
        from venuedesk.exchange import plans

        self.holdings.setVisible(self.subject.currentData() == plans.BOOKS)
        self.plan = None
        self._show_plan()

    def _show_plan(self) -> None:
        plan = self.plan
        for one in (self.view, self.summary):
            one.setVisible(plan is not None)
        counts = (0, 0, 0) if plan is None else (len(plan.new), len(plan.differing), len(plan.rejected))
        self.update_box.setVisible(counts[DIFFERS] > 0)
        self.rejects_button.setVisible(counts[REFUSED] > 0)
        self.take_button.setVisible(counts[NEW] + counts[DIFFERS] > 0)
        self.past.setVisible(plan is None)
        self.notices.setVisible(plan is not None and bool(plan.notices))
        if plan is not None:
            self.summary.setText(str(plan))
            self.notices.setText("\n".join(plan.notices[:3]))
            self.view.clear()
            self.view.addItems([f"{_(words)} ({n})" for words, n in zip(VIEWS, counts, strict=True)])
            shown = (first_rows(plan), plan.differing[:200], plan.rejected[:200])
            for table, rows in zip(self.tables, shown, strict=True):
                table.show_rows(list(rows))
            self.view.setCurrentIndex(NEW if counts[NEW] else DIFFERS if counts[DIFFERS] else REFUSED)
        self._show_view()

    def _show_view(self) -> None:
        for n, table in enumerate(self.tables):
            table.setVisible(self.plan is not None and self.view.currentIndex() == n)

    def _show_work(self) -> None:
        busy = self.window_.background.busy
        self.working.setVisible(busy)
        self.working.setRange(0, 0)
        self.cancel_button.setVisible(busy)
        for one in (self.take_button, self.rejects_button, self.update_box, self.export_row):
            if busy:
                one.hide()
        if not busy:
            self.export_row.setVisible(bool(self.exports))

    def _show_progress(self, so_far: int, of: int) -> None:
        self.working.setRange(0, of)
        self.working.setValue(min(so_far, of))
        self.working.setFormat(_("{n} of {of} rows").format(n=so_far, of=of) if of else str(so_far))

    # ------------------------------------------------------------ reading

    def browse(self) -> None:
        """Choose a file and read it."""
        path, _kind = QFileDialog.getOpenFileName(self, _("Choose a file"), self.path.text())
        if path:
            self.path.setText(path)
            self.read()

    def read(self) -> None:
        """Read the file on the worker and show what importing it would do."""
        from venuedesk.exchange import imports

        path = Path(self.path.text().strip().strip('"'))
        how: dict[str, Any] = {}
        if self.holdings.currentData() is not None and self.holdings.isVisibleTo(self):
            how["holdings"] = (self.holdings.currentData(),)
        subject = self.subject.currentData()
        self.plan = None
        self._show_plan()
        if not self.path.text().strip():
            self.window_.say("shown", _("Choose a file first."))
            return
        watch = self._watch()
        self._start(
            lambda: self.desk.ask(imports.plan, subject=subject, path=path, watch=watch, **how),
            _("The file is being read, please wait."),
            self._planned,
        )

    def _planned(self, plan: Any) -> None:
        self.plan = plan
        self._show_plan()
        self.window_.say("shown", str(plan), (_("Nothing is written yet."),))
        self.take_button.setFocus() if self.take_button.isVisibleTo(self) else self.path.setFocus()

    # ------------------------------------------------------------ taking

    def take(self) -> None:
        """Write what was shown, in one transaction that one undo takes back."""
        from venuedesk.exchange import imports

        plan, now, update = self.plan, self.desk.now(), self.update_box.isChecked()
        command, watch = imports.COMMANDS[plan.subject], self._watch()
        self._start(
            lambda: self.desk.do(command, plan=plan, now=now, update=update, watch=watch),
            _("Importing, please wait."),
            self._taken,
        )

    def _taken(self, slip: Any) -> None:
        plan = self.plan
        self.plan = None
        self._show_plan()
        self.window_.say("done", str(slip), (_("Ctrl+Z takes all of it back."),))
        if plan is not None and plan.rejected:
            self.plan = plan
            self._show_plan()
            self.take_button.hide()
            self.update_box.hide()
        self.window_.entry.setFocus()
        self.window_.reload()

    def save_rejects(self) -> None:
        """Write the rejected rows with line, column and reason to a file."""
        source = Path(self.path.text().strip().strip('"'))
        proposed = str(source.with_name(_("{name} rejected.xlsx").format(name=source.stem)))
        path, _kind = QFileDialog.getSaveFileName(self, _("Save the rejected rows"), proposed, "*.xlsx *.csv")
        if path:
            self.write_rejects(Path(path))

    def write_rejects(self, path: Path) -> None:
        """Write the rejected rows there."""
        from venuedesk.exchange import imports

        try:
            n = imports.write_rejects(path, self.plan)
        except Refused as refusal:
            self.window_.say("refused", str(refusal))
            return
        self.window_.say("done", _("{n} rejected rows saved: {path}").format(n=n, path=path))

    # ------------------------------------------------------------ lists out

    def export(self, subject: str) -> None:
        """Save a list as a table; the members' with a manager's password."""
        from venuedesk.core import permissions
        from venuedesk.ui.password import ask_password

        password = ""
        if permissions.QUERIES[f"exchange.export_{subject}"].password:
            password = ask_password(self.window_, _("a manager"), self.desk) or ""
            if not password:
                return
        proposed = f"{_(EXPORTS[subject])} {self.desk.now():%Y-%m-%d}.xlsx"
        path, _kind = QFileDialog.getSaveFileName(self, _("Save as a table"), proposed, "*.xlsx *.csv")
        if path:
            self.write_export(subject, Path(path), password)

    def write_export(self, subject: str, path: Path, password: str = "") -> None:
        """Write a list there, on the worker."""
        query = _export_of(subject)
        assert query is not None
        watch = self._watch()
        self._start(
            lambda: self.desk.ask_with_password(password, query, path=path, progress=lambda n: watch.tell(n, 0)),
            _("The list is being written, please wait."),
            lambda slip: self.window_.say("done", str(slip)),
        )

    # ------------------------------------------------------------ the worker

    def _watch(self) -> Any:
        from venuedesk.exchange.plans import Watch

        worker = self.window_.background
        return Watch(worker.tell, worker.cancelled)

    def _start(self, work: Callable[[], Any], words: str, done: Callable[[Any], None]) -> None:
        if self.window_.background.busy:
            self.window_.say("refused", self.window_.background.words)
            return
        self.window_.say("shown", words)
        self.window_.background.run(work, words=words, done=done, failed=self._failed)
        self.window_.entry.setFocus()  # a scan meanwhile is refused aloud, and Esc stops

    def _failed(self, error: BaseException) -> None:
        self._show_plan()
        if isinstance(error, StorageTrouble):
            happened, to_do = words_of(error)
            self.window_.say("refused", happened, (to_do,))
        elif isinstance(error, Refused | NeedsYes):
            first, *rest = error.problems
            clock = first.code == CLOCK_WRONG and isinstance(error, NeedsYes)
            self.clock_button.setVisible(clock)
            self.window_.say("refused", first.text, tuple(w for w in (first.way_out, *map(str, rest)) if w))
        else:
            raise error
        (self.clock_button if self.clock_button.isVisibleTo(self) else self.path).setFocus()

    def _clock_is_right(self) -> None:
        """The computer's clock is right although the last entry is far from it: now import."""
        self.clock_button.hide()
        self.desk.confirm_clock()
        self.take()


EXPORTS = {
    "members": N_("Members"),
    "books": N_("Books"),
    "loans": N_("Loans"),
    "bookings": N_("Bookings"),
    "visits": N_("Visits"),
    "journal": N_("Journal"),
}


def _export_of(subject: str) -> Callable[..., Any] | None:
    """The query that writes a list, None where it is not there."""
    try:
        from venuedesk.exchange import exports
    except ImportError:
        return None
    return getattr(exports, f"export_{subject}", None)
