"""Deeds on a month: its paper and spreadsheet, closing with the cross-checks in words, reopening, correcting."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QDialog, QFileDialog, QHBoxLayout, QLineEdit, QScrollArea, QVBoxLayout, QWidget

from venuedesk.core import permissions, tallies, users
from venuedesk.core.errors import ASK, IMPOSSIBLE, Problem, Refused
from venuedesk.core.periods import days_of
from venuedesk.core.tallies.commands import KINDS
from venuedesk.core.tallies.definitions import BY_CODE
from venuedesk.i18n import N_, _
from venuedesk.reports import files
from venuedesk.ui import fields
from venuedesk.ui.fields import Field
from venuedesk.ui.forms import Form, open_form
from venuedesk.ui.password import ask_password
from venuedesk.ui.words import button, label

if TYPE_CHECKING:
    from venuedesk.ui.main_window import MainWindow

KIND = "month"  # of paper, for the printer that is kept
HEADINGS = (
    (IMPOSSIBLE, N_("Not to be closed yet:"), "danger"),
    (ASK, N_("Look at these first:"), "warning"),
    ("", N_("For your knowledge:"), "subtitle"),
)


# ---------------------------------------------------------------- paper and spreadsheet


def _said(window: "MainWindow", refused: Refused) -> None:
    first, *rest = refused.problems
    window.say("refused", str(first), tuple(str(p) for p in rest))


def is_demo(window: "MainWindow") -> bool:
    """Whether the window shows the demonstration venue."""
    return bool(window.banner.text())


def preview(window: "MainWindow", month: tallies.Month) -> None:
    """Show the paper, to print or save."""
    from venuedesk.reports.month import paper_of
    from venuedesk.ui.paper import PaperDialog

    desk = window.desk
    assert desk is not None
    try:
        pdf = paper_of(desk, month, demo=is_demo(window))
    except Refused as refused:
        _said(window, refused)
        return
    PaperDialog(window, pdf, file_name(month), kind=KIND).open()


def file_name(month: tallies.Month) -> str:
    """The proposed name of a file, without ending."""
    return f"{month.venue} {tallies.month_words(month.month)}".replace("/", " ").replace("\\", " ")


def save_sheet(window: "MainWindow", month: tallies.Month) -> None:
    """Ask where to, and save the spreadsheet."""
    title = _("Save spreadsheet")
    chosen, _kind = QFileDialog.getSaveFileName(window, title, f"{file_name(month)}.xlsx", "Excel (*.xlsx)")
    if chosen:
        save_sheet_to(window, month, Path(chosen))


def save_sheet_to(window: "MainWindow", month: tallies.Month, path: Path) -> None:
    """Save the spreadsheet as ``path``, and say so or why not."""
    from venuedesk.reports.month import language_of
    from venuedesk.reports.month_xlsx import month_xlsx

    desk = window.desk
    assert desk is not None
    try:
        files.write(path, month_xlsx(month, language=language_of(desk), demo=is_demo(window)))
    except Refused as refused:
        _said(window, refused)
        return
    window.say("done", _("Saved as {path}").format(path=path))


# ---------------------------------------------------------------- closing


class ClosingDialog(QDialog):
    """What the cross-checks say, a line each, and the manager's password; without one where it cannot be closed yet."""

    def __init__(self, window: "MainWindow", month: str, problems: Sequence[Problem]) -> None:
        """Show the problems of closing ``month``."""
        super().__init__(window)
        self.window_ = window
        self.setWindowTitle(_("Close {month}").format(month=tallies.month_words(month)))
        self.possible = not any(p.kind == IMPOSSIBLE for p in problems)
        self.password = QLineEdit()
        self.password.setEchoMode(QLineEdit.EchoMode.Password)
        self.password.setAccessibleName(_("Password"))
        self.password.returnPressed.connect(self.accept)
        self.said = label("", "danger", wrap=True)
        self.said.setVisible(False)
        column = QVBoxLayout(self)
        column.setSpacing(8)
        column.addWidget(label(_("Close {month}").format(month=tallies.month_words(month)), "subtitle"))
        column.addWidget(self._lines(problems), 1)
        if self.possible:
            words = _("A closed month cannot change any more; its paper is kept as it is. The password of a manager:")
            for one in (label(words, wrap=True), self.password, self.said):
                column.addWidget(one)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(button(_("Back (Esc)"), self.reject, "" if self.possible else "primary"))
        if self.possible:
            row.addWidget(button(_("Close the month (Enter)"), self.accept, "primary"))
        column.addLayout(row)
        self._fit(column)

    def _fit(self, column: QVBoxLayout) -> None:
        """As high as its lines, and within the window."""
        width = min(720, self.window_.width() - 60)
        sides = column.contentsMargins()
        inside = width - sides.left() - sides.right() - 2 * self.area.frameWidth()
        lines = self.area.widget().heightForWidth(inside) + 2 * self.area.frameWidth()
        rest = column.totalHeightForWidth(width) - self.area.sizeHint().height()
        self.resize(width, min(rest + lines, self.window_.height() - 60))

    def _lines(self, problems: Sequence[Problem]) -> QWidget:
        inside = QWidget()
        lines = QVBoxLayout(inside)
        left = list(problems)
        for kind, heading, role in HEADINGS:
            these = [p for p in left if not kind or p.kind == kind]
            left = [p for p in left if p not in these]
            if these:
                lines.addWidget(label(_(heading), role))
            for one in these:
                lines.addWidget(label(f"· {one}", wrap=True))
        if not problems:
            lines.addWidget(label(_("All cross-checks agree."), wrap=True))
        lines.addStretch(1)
        self.area = QScrollArea()
        self.area.setWidgetResizable(True)
        self.area.setWidget(inside)
        return self.area

    def accept(self) -> None:
        """Go on where the password is a manager's."""
        desk = self.window_.desk
        assert desk is not None
        if not self.possible:
            return
        if desk.ask(users.a_manager_knows, password=self.password.text()):
            super().accept()
            return
        self.password.clear()
        self.said.setText(_("That is not the password."))
        self.said.setVisible(True)


def may(window: "MainWindow", command: str) -> bool:
    """Whether whoever is at the desk may do it; says so where they may not."""
    desk = window.desk
    assert desk is not None
    try:
        permissions.require(command, desk.user.role)
    except Refused as refused:
        _said(window, refused)
        return False
    return True


def close(window: "MainWindow", month: str) -> None:
    """Show the cross-checks, and with a manager's password close the month on the paper as it is now."""
    desk = window.desk
    assert desk is not None
    if not may(window, "tallies.close_month"):
        return
    try:
        problems = desk.ask(tallies.problems_of_closing, month=month, now=desk.now())
    except Refused as refused:
        _said(window, refused)
        return
    dialog = ClosingDialog(window, month, problems)
    dialog.accepted.connect(lambda: _close(window, month, dialog.password.text(), problems))
    dialog.finished.connect(lambda _result: _leave(window, dialog))
    dialog.open()
    (dialog.password if dialog.possible else dialog.area).setFocus()


def _leave(window: "MainWindow", dialog: QDialog) -> None:
    window.activateWindow()
    window.entry.setFocus()
    dialog.deleteLater()


def _close(window: "MainWindow", month: str, password: str, shown: Sequence[Problem]) -> None:
    """Make the paper of the figures as they are now, and close the month with it.

    What was ``shown`` was said yes to with the password; what stands against it only since then is asked.
    """
    from venuedesk.reports.month import language_of, month_pdf

    desk = window.desk
    assert desk is not None
    found = desk.ask(tallies.month, month=month, now=desk.now())
    closed = replace(found, state=tallies.CLOSED)
    try:
        pdf = month_pdf(closed, language=language_of(desk), demo=is_demo(window))
    except Refused as refused:
        _said(window, refused)
        return
    accepted = frozenset(p.code for p in shown if p.kind == ASK)
    wanted: dict[str, Any] = {"month": month, "sha256": found.sha256, "paper": pdf, "now": desk.now()}
    window.perform(tallies.close_month, password=password, accepted=accepted, **wanted)


def reopen(window: "MainWindow", month: str) -> None:
    """Open the month again, with a manager's password; the reason is asked for in the answer area."""
    desk = window.desk
    assert desk is not None
    if not may(window, "tallies.reopen_month"):
        return
    password = ask_password(window, _("a manager"), desk)
    window.activateWindow()
    if password is not None:
        window.perform(tallies.reopen_month, password=password, month=month, now=desk.now())


# ---------------------------------------------------------------- corrections


def correct(window: "MainWindow", month: str, code: str) -> Form | None:
    """The form for a correction of a closed month; ``code`` is the figure that is marked."""
    if not may(window, "tallies.correct"):
        return None
    codes = sorted(KINDS)
    form = (
        Field(
            N_("Figure"), "code", fields.CHOICE, required=True, problems=("NotCorrectable",),
            choices=lambda: [(c, f"{c} {_(BY_CODE[c].name)}") for c in codes],
        ),
        Field(N_("Meant for"), "about", fields.DAY, required=True, problems=("MonthOpen",)),
        Field(
            N_("More or fewer"), "quantity", fields.NUMBER, required=True, least=-1_000_000,
            hint=N_("such as 12 or -3"), problems=("QuantityMissing", "QuantityTooLarge", "BelowZero"),
        ),
        Field(N_("Reason"), "reason", required=True, problems=("ReasonMissing", "ReasonTooLong")),
    )  # fmt: skip
    chosen = code if code in codes else codes[0]
    draft = tallies.CorrectionDraft(code=chosen, about=days_of(month)[1], quantity=0, reason="")
    words = _("Corrections stand on lines of their own; no figure changes.")
    return open_form(window, _("Correction of a closed month"), form, draft, tallies.correct, words=words)
