"""The imports so far, and the way back from one: undo, or retire what nothing stands on."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QVBoxLayout, QWidget

from venuedesk.core import journal
from venuedesk.core.errors import NeedsYes, Refused, StorageTrouble
from venuedesk.i18n import N_, _
from venuedesk.ui.flow import flow
from venuedesk.ui.password import ask_password
from venuedesk.ui.table import Column, Table
from venuedesk.ui.words import button, label

if TYPE_CHECKING:
    from venuedesk.ui.main_window import MainWindow

TAKEN = (
    Column(N_("When"), lambda r: r.at),
    Column(N_("Who"), lambda r: r.user),
    Column(N_("What"), lambda r: r.text, stretch=True),
    Column(N_("Taken back"), lambda r: r.undone),
)
HOLDERS = (
    Column(N_("Name"), lambda r: r.name, stretch=True),
    Column(N_("Number"), lambda r: r.code),
    Column(N_("Loans"), lambda r: r.loans),
    Column(N_("Still out"), lambda r: r.open_loans),
)


def take_back(
    window: "MainWindow",
    action_id: int,
    *,
    done: Callable[[Any], None] | None = None,
    failed: Callable[[BaseException], None] | None = None,
) -> None:
    """Take an import back on the worker, with a manager's password."""
    desk = window.desk
    assert desk is not None
    password = ask_password(window, _("the manager"), desk)
    if password is None:
        return
    now = desk.now()

    def said(slip: Any) -> None:
        window.say("done", str(slip))
        window.reload()

    _run(
        window,
        lambda: desk.do_with_password(password, journal.undo_import, action_id=action_id, now=now),
        done=done or said,
        failed=failed or (lambda error: _refused(window, error)),
    )


def _run(
    window: "MainWindow",
    work: Callable[[], Any],
    *,
    done: Callable[[Any], None],
    failed: Callable[[BaseException], None],
) -> None:
    if window.background.busy:
        window.say("refused", window.background.words)
        return
    words = _("The import is being taken back, please wait.")
    window.say("shown", words)
    window.background.run(work, words=words, done=done, failed=failed)


def _refused(window: "MainWindow", error: BaseException) -> None:
    if isinstance(error, StorageTrouble):
        window.show_trouble(error)
    elif isinstance(error, Refused | NeedsYes):
        first = error.problems[0]
        window.say("refused", first.text, (first.way_out,) if first.way_out else ())
    else:
        raise error


class PastImports(QWidget):
    """Two lists: the imports, and, where loans stand on one, the rows that hold it."""

    def __init__(self, window: "MainWindow", parent: QWidget) -> None:
        """Build the lists and their deeds."""
        super().__init__(parent)
        self.window_ = window
        self._held: int | None = None  # the import that could not be taken back
        self.table = Table(TAKEN, _("Imports so far"), _("Nothing was imported yet."), parent=self)
        self.heading = label(_("Imports so far"), "hint")
        self.holders = Table(HOLDERS, _("Rows on which loans stand"), parent=self)
        self.back_button = button(_("Take the marked one back"), self.take_back)
        self.retire_button = button(_("Retire the rest"), self.retire, "danger")
        self.leave_button = button(_("Leave it"), lambda: self._show_holders(None))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        for one in (self.heading, self.table, self.holders):
            column.addWidget(one, 1 if isinstance(one, Table) else 0)
        column.addWidget(flow([self.back_button, self.retire_button, self.leave_button]))
        self._show_holders(None)

    @property
    def desk(self) -> Any:
        """The desk."""
        return self.window_.desk

    def reload(self) -> None:
        """Read the imports."""
        from venuedesk.exchange import past

        self.table.show_rows(self.desk.ask(past.past_imports))

    def take_back(self) -> None:
        """Undo the marked import on the worker."""
        row = self.table.marked()
        if row is None:
            self.window_.say("shown", _("Mark a line first."))
            return
        take_back(self.window_, row.id, done=self._done, failed=lambda error: self._not_taken_back(row.id, error))

    def retire(self) -> None:
        """Retire what the import brought and nothing stands on, on the worker."""
        from venuedesk.exchange import retiring

        held, now = self._held, self.desk.now()
        _run(
            self.window_,
            lambda: self.desk.do(retiring.retire_import, action_id=held, now=now),
            done=self._done,
            failed=lambda error: _refused(self.window_, error),
        )

    def _done(self, slip: Any) -> None:
        self._show_holders(None)
        self.window_.say("done", str(slip))
        self.window_.reload()

    def _not_taken_back(self, action_id: int, error: BaseException) -> None:
        """Say why; where loans stand on it, show which rows hold it and offer to retire the rest."""
        from venuedesk.exchange import retiring

        _refused(self.window_, error)
        held, rows = self.desk.ask(retiring.import_holders, action_id=action_id)
        if held:
            self.holders.show_rows(rows)
            self._show_holders(action_id)
            words = _("{n} rows of this import have loans or holds on them.").format(n=held)
            self.window_.say("refused", words, (_("The rest can be retired; these stay."),))

    def _show_holders(self, action_id: int | None) -> None:
        self._held = action_id
        held = action_id is not None
        for one in (self.holders, self.retire_button, self.leave_button):
            one.setVisible(held)
        for other in (self.table, self.back_button):
            other.setVisible(not held)
        self.heading.setText(_("Rows on which loans stand") if held else _("Imports so far"))
