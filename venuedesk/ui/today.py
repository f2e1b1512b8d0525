"""今日: what the day asks for."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QVBoxLayout

from venuedesk.core.texts import masked
from venuedesk.i18n import N_, _
from venuedesk.ui.page import Page
from venuedesk.ui.table import Column, Table, titled
from venuedesk.ui.words import card, label

if TYPE_CHECKING:
    from venuedesk.ui.main_window import MainWindow

LOANS = (
    Column(N_("Due"), lambda r: r.due_at.date()),
    Column(N_("Reader"), lambda r: r.member),
    Column(N_("Phone"), lambda r: masked(r.phone), roomy=22),
    Column(N_("Title"), lambda r: r.title, stretch=True),
)
FIGURES = (
    ("loans", N_("Lent")),
    ("returns", N_("Returned")),
    ("renewals", N_("Renewed")),
    ("in_house", N_("Read on site")),
    ("overdue", N_("Overdue now")),
)


class TodayPage(Page):
    """Today's numbers, what is due and what is overdue."""

    key, name, icon = "F1", N_("Today"), "today"

    def __init__(self, window: "MainWindow") -> None:
        """Build the figures and the two lists."""
        super().__init__(window)
        self.holidays = label("", "warning", wrap=True)
        self.open_today = label("", "subtitle")
        self.figures: dict[str, QLabel] = {}
        cards = QHBoxLayout()
        cards.setSpacing(8)
        for key, words in FIGURES:
            self.figures[key] = label("0", "figure")
            cards.addWidget(card(self.figures[key], label(_(words), "hint", wrap=True)), 1)
        self.due = Table(LOANS, _("Due today"), _("Nothing is due today."))
        self.late = Table(LOANS, _("Overdue"), _("Nothing is overdue."))
        self.late_title = label(_("Overdue"), "subtitle")
        for table in (self.due, self.late):
            table.opened.connect(lambda row: window.show_member(row.member_id))
        lists = QGridLayout()
        lists.setSpacing(8)
        lists.addWidget(titled(label(_("Due today"), "subtitle"), self.due), 0, 0)
        lists.addWidget(titled(self.late_title, self.late), 0, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.open_today)
        column.addWidget(self.holidays)
        column.addLayout(cards)
        column.addLayout(lists, 1)

    def reload(self) -> None:
        """Read the day."""
        from venuedesk.core import calendar, lending  # here: the page is there before the records are imported

        now = self.desk.now()
        figures = self.desk.ask(lending.day_figures, now=now)
        due, late = self.desk.ask(lending.due_on, day=now.date()), self.desk.ask(lending.overdue, now=now)
        self.show_day(figures, due, late)
        self.open_today.setText(self.desk.ask(lending.opening_words, day=now.date()))
        wanted = self.desk.ask(calendar.holidays_wanted, today=now.date())
        self.holidays.setVisible(wanted is not None)
        words = _("The holidays of {year} are not entered yet: Settings (F7), Days off.")
        self.holidays.setText(words.format(year=wanted) if wanted else "")

    def show_day(self, figures: Any, due: Sequence[Any], late: Sequence[Any]) -> None:
        """Show the day's numbers and its two lists."""
        for key, words in self.figures.items():
            words.setText(str(getattr(figures, key)))
        self.due.show_rows(due)
        self.late.show_rows(late)
