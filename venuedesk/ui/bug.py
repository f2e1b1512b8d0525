"""The dialog for what nobody expected: a report to copy, and the desk goes on."""

import traceback
from types import TracebackType

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QDialog, QHBoxLayout, QPlainTextEdit, QVBoxLayout

from venuedesk import __version__
from venuedesk.i18n import _
from venuedesk.ui.words import button, label


class BugDialog(QDialog):
    """Says that the last gesture failed and was not kept, with the report."""

    def __init__(self, report: str) -> None:
        """Show ``report``."""
        behind = QApplication.activeWindow()
        super().__init__(behind)
        if behind is not None:
            self.finished.connect(lambda _result: behind.activateWindow())
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("Something went wrong"))
        words = _("The program met a fault. Your last gesture was not kept; everything before it is. You can go on.")
        self.report = QPlainTextEdit(report)
        self.report.setReadOnly(True)
        self.report.setAccessibleName(_("Report"))
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(button(_("Copy the report"), lambda: QGuiApplication.clipboard().setText(report)))
        row.addWidget(button(_("Go on"), self.accept, "primary"))
        column = QVBoxLayout(self)
        column.addWidget(label(words, wrap=True))
        column.addWidget(self.report, 1)
        column.addLayout(row)
        self.resize(640, 400)


def show_bug(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    """Show the dialog for an error, without blocking what goes on behind it; one at a time, the first tells most."""
    if any(isinstance(one, BugDialog) and one.isVisible() for one in QApplication.topLevelWidgets()):
        return
    words = "".join(traceback.format_exception(kind, error, trace))
    BugDialog(f"VenueDesk {__version__}\n{words}").open()
