"""The form for a change of the calendar: it shows the loans it would move, and the bookings it would touch, first."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtWidgets import QVBoxLayout

from venuedesk.core import bookings, lending
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
TOUCHED_BOOKINGS = (
    Column(N_("When"), lambda r: r.booking.span),
    Column(N_("Room"), lambda r: r.booking.room),
    Column(N_("For"), lambda r: r.booking.holder, stretch=True),
    Column(N_("Phone"), lambda r: r.booking.phone),
    Column(N_("Then"), lambda r: r.why),
)
LIST_HEIGHT, WIDE = 100, 760


class ChangeForm(Form):
    """A form whose command is ``lending.change_calendar``; a question about loans or bookings comes with their list."""

    def __init__(self, *args: Any, **wanted: Any) -> None:
        """Take what Form takes; the lists stay hidden until they are needed."""
        super().__init__(*args, **wanted)
        self.loans = Table(TOUCHED, _("Loans that this touches"), parent=self)
        self.bookings = Table(TOUCHED_BOOKINGS, _("Bookings that this touches"), parent=self)
        column = self.layout()
        assert isinstance(column, QVBoxLayout)
        for table in (self.loans, self.bookings):
            table.setMinimumHeight(LIST_HEIGHT)
            table.hide()
            column.insertWidget(column.count() - 1, table, 1)

    def _ask(self, problems: tuple[Problem, ...]) -> None:
        super()._ask(problems)
        asked = {problem.code for problem in problems}
        desk, change = self.window_.desk, self._wanted(self._filled())["change"]
        if "LoansMove" in asked:
            _total, loans = desk.ask(lending.loans_touched, change=change)
            self._show_list(self.loans, [row for row in loans if row.moves])
        if "BookingsTouched" in asked:
            _total, touched = desk.ask(bookings.bookings_touched, change=change, now=desk.now())
            self._show_list(self.bookings, touched)

    def _show_list(self, table: Table, rows: Sequence[Any]) -> None:
        table.show_rows(rows)
        table.show()
        wide = max(self.width(), min(WIDE, self.window_.width() - 20))
        self.resize(wide, min(self.height() + LIST_HEIGHT + 80, self.window_.height() - 20))

    def _stand(self, problems: tuple[Problem, ...]) -> None:
        super()._stand(problems)
        if not problems:
            self.loans.hide()
            self.bookings.hide()


def open_change(*args: Any, **wanted: Any) -> ChangeForm:
    """Open a form for a change of the calendar; the arguments are those of Form without the command."""
    *first, draft = args
    form = ChangeForm(*first, draft, lending.change_calendar, **wanted)
    form.open()
    form.editors[0].widget.setFocus()
    return form
