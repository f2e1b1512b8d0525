"""The form for a change of the calendar: it shows the loans that the change would move before it is done."""

from typing import Any

from PySide6.QtWidgets import QVBoxLayout

from venuedesk.core import lending
from venuedesk.core.errors import Problem
from venuedesk.i18n import N_, _
from venuedesk.ui.forms import Form
from venuedesk.ui.table import Column, Table

TOUCHED = (
    Column(N_("Title"), lambda r: r.loan.title, stretch=True),
    Column(N_("Reader"), lambda r: r.loan.member),
    Column(N_("Due"), lambda r: r.loan.due_at.date()),
    Column(N_("Due then"), lambda r: r.due.at.date()),
)


class ChangeForm(Form):
    """A form whose command is ``lending.change_calendar``; a question about loans comes with their list."""

    def __init__(self, *args: Any, **wanted: Any) -> None:
        """Take what Form takes; the list of loans stays hidden until it is needed."""
        super().__init__(*args, **wanted)
        self.loans = Table(TOUCHED, _("Loans that this touches"))
        self.loans.setMinimumHeight(140)
        self.loans.hide()
        column = self.layout()
        assert isinstance(column, QVBoxLayout)
        column.insertWidget(column.count() - 1, self.loans, 1)

    def _ask(self, problems: tuple[Problem, ...]) -> None:
        super()._ask(problems)
        if any(p.code == "LoansMove" for p in problems):
            change = self._wanted(self._filled())["change"]
            _total, rows = self.window_.desk.ask(lending.loans_touched, change=change)
            self.loans.show_rows([row for row in rows if row.moves])
            self.loans.show()
            self.resize(self.width(), min(self.height() + 220, self.window_.height() - 20))

    def _stand(self, problems: tuple[Problem, ...]) -> None:
        super()._stand(problems)
        if not problems:
            self.loans.hide()


def open_change(*args: Any, **wanted: Any) -> ChangeForm:
    """Open a form for a change of the calendar; the arguments are those of Form without the command."""
    *first, draft = args
    form = ChangeForm(*first, draft, lending.change_calendar, **wanted)
    form.open()
    form.editors[0].widget.setFocus()
    return form
