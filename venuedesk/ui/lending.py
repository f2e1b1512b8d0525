"""The reading room's desk: the member in hand with their loans, and the catalogue behind it."""

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QTabWidget, QVBoxLayout, QWidget

from venuedesk.core import lending, people
from venuedesk.core.front import Front
from venuedesk.core.lending.slips import due_words
from venuedesk.i18n import N_, _, day_text
from venuedesk.ui.catalogue import Catalogue
from venuedesk.ui.keys import bind
from venuedesk.ui.page import Page
from venuedesk.ui.table import Column, Table
from venuedesk.ui.words import button, card, inside, label

if TYPE_CHECKING:
    from venuedesk.ui.main_window import MainWindow

LOANS = (
    Column(N_("Title"), lambda r: r.title, stretch=True),
    Column(N_("Barcode"), lambda r: r.barcode),
    Column(N_("Lent"), lambda r: r.lent_at.date()),
    Column(N_("Due"), lambda r: due_words(r.due_at.date(), tentative=r.tentative)),
    Column(N_("Renewals"), lambda r: r.renewals),
)


class LendingPage(Page):
    """书屋: lending and returning by scan; the catalogue in the second tab."""

    key, name, icon = "F3", N_("Reading room"), "lending"

    def __init__(self, window: "MainWindow") -> None:
        """Build the two tabs."""
        super().__init__(window)
        self.tabs = QTabWidget(self)
        self.catalogue = Catalogue(window, inside(self.tabs))
        self.tabs.addTab(self._circulation(), _("Circulation"))
        self.tabs.addTab(self.catalogue, _("Catalogue"))
        self.tabs.currentChanged.connect(self._turned)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.tabs)
        bind(self, {"Ctrl+R": self.renew_marked, "Ctrl+F": self.find})

    def _circulation(self) -> QWidget:
        box = QWidget(inside(self.tabs))
        self.who = label("", "subtitle")
        self.facts = label("", "hint", wrap=True)
        self.warning = label("", "warning", wrap=True)
        words = _("Scan a card to see a reader's books, or scan a book to return it.")
        self.loans = Table(LOANS, _("Loans of the reader"), words, parent=box)
        self.holds = label("", wrap=True)
        buttons = QHBoxLayout()
        self.renew = button(_("Renew (Ctrl+R)"), self.renew_marked)
        buttons.addWidget(self.renew)
        buttons.addStretch(1)
        column = QVBoxLayout(box)
        column.setContentsMargins(0, 4, 0, 0)
        column.setSpacing(6)
        column.addWidget(card(self.who, self.facts, self.warning, self.holds))
        column.addWidget(self.loans, 1)
        column.addLayout(buttons)
        return box

    def _turned(self, tab: int) -> None:
        self.wide = tab == 1
        self.window_.share_room()
        self.window_.reload()

    @property
    def front(self) -> Front:
        """The state of the desk."""
        front = self.window_.front
        assert front is not None
        return front

    def reload(self) -> None:
        """Show the member in hand, or the catalogue."""
        if self.tabs.currentIndex() == 1:
            self.catalogue.reload()
            return
        member_id = self.front.state.member_id
        who = None if member_id is None else self.desk.ask(people.member, member_id=member_id)
        self.renew.setVisible(who is not None)
        if who is None or member_id is None:
            figures = self.desk.ask(lending.day_figures, now=self.desk.now())
            self.who.setText(_("No reader at the desk"))
            words = _("Today: {loans} lent, {returns} returned, {renewals} renewed, {in_house} read on site")
            self.facts.setText(words.format(**vars(figures)))
            self.warning.setVisible(False)
            self.holds.setVisible(False)
            self.loans.show_rows([])
            return
        loans = self.desk.ask(lending.loans_of, member_id=member_id)
        self.who.setText(who.name)
        words = [who.unit, who.category, people.masked(who.phone)]
        if who.expires_on:
            words.append(_("valid until {day}").format(day=day_text(who.expires_on)))
        words.append(_("{n} books out").format(n=len(loans)))
        self.facts.setText("  ·  ".join(w for w in words if w))
        late = sum(row.due_at < self.desk.now() for row in loans)
        blocks = ([_("{n} overdue").format(n=late)] if late else []) + ([who.note] if who.note else [])
        self.warning.setText("  ·  ".join(blocks))
        self.warning.setVisible(bool(blocks))
        holds = self.desk.ask(lending.holds_of, member_id=member_id)
        self.holds.setText("\n".join(_hold_words(h) for h in holds))
        self.holds.setVisible(bool(holds))
        self.loans.show_rows(loans)

    def renew_marked(self) -> None:
        """Renew the marked loan, or every loan of the reader when none is marked."""
        row = self.loans.marked()
        rows = [row] if row is not None else self.loans.rows_model.rows
        for one in rows:
            if self.window_.perform(lending.renew, loan_id=one.id, now=self.desk.now()) != "done":
                return

    def again(self) -> None:
        """F3 again: to the catalogue and back."""
        self.tabs.setCurrentIndex(1 - self.tabs.currentIndex())
        if self.tabs.currentIndex() == 1:
            self.catalogue.to_search()
        else:
            self.window_.entry.setFocus()

    def find(self) -> None:
        """Ctrl+F: to the search box of the catalogue."""
        self.tabs.setCurrentWidget(self.catalogue)
        self.catalogue.to_search()

    @property
    def rows(self) -> Table:
        """The arrow keys move in the list in front."""
        return self.loans if self.tabs.currentIndex() == 0 else self.catalogue.titles

    def entered(self, code: str) -> bool:
        """Everything entered here is the desk's; a scan brings the circulation to the front."""
        self.tabs.setCurrentIndex(0)
        return False


def _hold_words(hold: lending.HoldRow) -> str:
    if hold.state == "ready":
        return _("“{title}” lies here for them.").format(title=hold.title)
    return _("Waits for “{title}”").format(title=hold.title)
