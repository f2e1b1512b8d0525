"""One title in full: its data, its copies with who has them, the loans of the marked copy, and what was done."""

from datetime import date
from inspect import signature
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QSplitter, QTabWidget, QVBoxLayout, QWidget

from venuedesk.core import books, isbn, lending
from venuedesk.core.lending.slips import due_words
from venuedesk.i18n import N_, _, day_text, yuan
from venuedesk.ui import books as forms
from venuedesk.ui import labels
from venuedesk.ui.flow import flow
from venuedesk.ui.table import Column, Table
from venuedesk.ui.words import button, card, inside, label, scrolling

if TYPE_CHECKING:
    from venuedesk.ui.main_window import MainWindow

COPIES = (
    Column(N_("Barcode"), lambda r: r.barcode),
    Column(N_("Accession number"), lambda r: r.accession),
    Column(N_("Location"), lambda r: r.location),
    Column(N_("State"), lambda r: _copy_words(r), stretch=True),
)
ACCESSION = 1  # the column that gives way where there is little room
LOANS = (
    Column(N_("Reader"), lambda r: r.member),
    Column(N_("Lent"), lambda r: r.lent_at.date()),
    Column(N_("State"), lambda r: _loan_words(r), stretch=True),
)
HISTORY = (
    Column(N_("When"), lambda r: r.at),
    Column(N_("What"), lambda r: "; ".join(w for w in (r.text, r.reason) if w), stretch=True),
    Column(N_("Who"), lambda r: r.user),
)
FACTS = (
    ("subtitle", N_("Subtitle")),
    ("part", N_("Part")),
    ("authors", N_("Authors")),
    ("publisher", N_("Publisher")),
    ("place", N_("Place")),
    ("year", N_("Year")),
    ("edition", N_("Edition")),
    ("isbn", "ISBN"),
    ("class_number", N_("Class number")),
    ("call_number", N_("Call number")),
    ("price", N_("Price")),
    ("pages", N_("Extent")),
    ("size", N_("Size")),
    ("series", N_("Series")),
    ("subjects", N_("Subjects")),
    ("abstract", N_("Abstract")),
    ("source", N_("Source")),
    ("control_number", N_("Control number")),
)


def _copy_words(row: lending.CopyOnShelf) -> str:
    """Where a copy is."""
    if row.holder is None or row.due_at is None:
        return _(books.STATES[row.state])
    return _("lent to {holder}, due {due}").format(holder=row.holder, due=due_words(row.due_at.date()))


def _loan_words(row: lending.LoanRow) -> str:
    if row.returned_at is None:
        return _("due {day}").format(day=due_words(row.due_at.date(), tentative=row.tentative))
    shape = _("lost {day}") if row.outcome == "lost" else _("returned {day}")
    return shape.format(day=day_text(row.returned_at.date(), today=date.today()))


class TitleView(QWidget):
    """One title; the deeds on it and on its marked copy each have a key and a button."""

    left = Signal()

    def __init__(self, window: "MainWindow", parent: QWidget) -> None:
        """Build it empty."""
        super().__init__(parent)
        self.window_ = window
        self.title: books.TitleRow | None = None
        self.name = label("", "subtitle", wrap=True)
        self.line = label("", "hint", wrap=True)
        self.tabs = QTabWidget(self)
        both = QSplitter(inside(self.tabs))
        self.copies = Table(COPIES, _("Copies"), _("No copies yet. Ctrl+K adds some."), parent=both)
        self.copies.marked_one.connect(self._show_loans)
        self.loans = Table(LOANS, _("Loans of the marked copy"), _("This copy has never been lent."), parent=both)
        words = _("Nothing has been done since the title came from a file.")
        self.history = Table(HISTORY, _("History"), words, parent=inside(self.tabs))
        for table in (self.copies, self.loans, self.history):
            table.takes_escape = True
            table.left.connect(self.left)
        both.addWidget(self.copies)
        both.addWidget(self.loans)
        both.setChildrenCollapsible(False)
        both.setStretchFactor(0, 5)
        both.setStretchFactor(1, 4)
        both.setHandleWidth(8)
        self.facts = scrolling(inside(self.tabs))
        self.tabs.addTab(both, _("Copies"))
        self.tabs.addTab(self.facts, _("Record"))
        self.tabs.addTab(self.history, _("History"))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        head = QHBoxLayout()
        head.addWidget(card(self.name, self.line), 1)
        head.addWidget(button(_("To the list (Esc)"), self.left.emit), 0, Qt.AlignmentFlag.AlignTop)
        column.addLayout(head)
        column.addWidget(self.tabs, 1)
        column.addWidget(flow(self._buttons()))

    def _buttons(self) -> list[QWidget]:
        return [
            button(_("Add copies (Ctrl+K)"), self.add_copies, "primary"),
            button(_("Change title (Ctrl+E)"), self.edit),
            button(_("Change copy (Ctrl+M)"), self.edit_copy),
            button(_("Back in stock (Ctrl+B)"), self.back_in_stock),
            button(_("Repair (Ctrl+W)"), self.repair),
            button(_("Lost (Ctrl+L)"), self.lost, "danger"),
            button(_("Withdraw (Ctrl+D)"), self.withdraw, "danger"),
            button(_("Labels (Ctrl+P)"), self.print_labels),
            button(_("Retire title (Ctrl+Shift+D)"), self.retire, "danger"),
        ]

    # ------------------------------------------------------------ showing

    def show_title(self, title_id: int) -> None:
        """Show a title and read its copies."""
        desk = self.window_.desk
        self.title = None if desk is None else desk.ask(books.title, title_id=title_id)
        if desk is None or self.title is None:
            return
        row = self.title
        self.name.setText(_("{title} (retired)").format(title=row.title) if row.retired_at else row.title)
        words = (row.authors, row.publisher, row.year, row.call_number, isbn.hyphened(row.isbn))
        self.line.setText("  ·  ".join(w for w in words if w))
        self.copies.show_rows(desk.ask(lending.copies_of, title_id=title_id))
        if self.copies.marked() is None and self.copies.rows_model.rows:
            self.copies.selectRow(0)
        self.copies.setColumnHidden(ACCESSION, self.width() < 45 * self.fontMetrics().height())
        self._show_loans()
        self.history.show_rows(desk.ask(books.title_history, title_id=title_id))
        self._show_facts(row)

    def _show_loans(self) -> None:
        marked, desk = self.copies.marked(), self.window_.desk
        rows = [] if marked is None or desk is None else desk.ask(lending.history_of_copy, copy_id=marked.id)
        self.loans.show_rows(rows)

    def _show_facts(self, row: books.TitleRow) -> None:
        facts = QWidget(self.facts.viewport())
        grid = QGridLayout(facts)
        grid.setColumnStretch(1, 1)
        for n, (name, words) in enumerate((f, w) for f, w in FACTS if getattr(row, f) not in ("", None)):
            value = getattr(row, name)
            if name == "price":
                value = yuan(value) + (_(" (gift)") if row.gift else "")
            told = label(isbn.hyphened(value) if name == "isbn" else str(value), wrap=True)
            told.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            grid.addWidget(label(_(words), "hint"), n, 0, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop)
            grid.addWidget(told, n, 1)
        grid.setRowStretch(len(FACTS), 1)
        self.facts.setWidget(facts)

    # ------------------------------------------------------------ deeds

    def _perform(self, command: Any) -> None:
        """Run a command on the marked copy."""
        marked, desk = self.copies.marked(), self.window_.desk
        if marked is None or desk is None:
            self.window_.say("refused", _("Mark a copy first."))
            return
        more = {"now": desk.now()} if "now" in signature(command).parameters else {}
        self.window_.perform(command, copy_id=marked.id, **more)

    def edit(self) -> None:
        """Ctrl+E: the title."""
        if self.title is not None:
            forms.edit_title(self.window_, self.title)

    def retire(self) -> None:
        """Ctrl+Shift+D: out of the catalogue; saving it again (Ctrl+E), or Ctrl+Z, brings it back."""
        desk = self.window_.desk
        if self.title is not None and desk is not None:
            self.window_.perform(books.retire_title, title_id=self.title.id, now=desk.now())

    def add_copies(self) -> None:
        """Ctrl+K."""
        if self.title is not None:
            forms.add_copies(self.window_, self.title)

    def edit_copy(self) -> None:
        """Ctrl+M: the marked copy."""
        if self.copies.marked() is not None:
            forms.edit_copy(self.window_, self.copies.marked().id)

    def withdraw(self) -> None:
        """Ctrl+D: out of the stock for good."""
        self._perform(books.withdraw_copy)

    def lost(self) -> None:
        """Ctrl+L: reported lost; a loan of it ends so."""
        self._perform(lending.report_lost)

    def repair(self) -> None:
        """Ctrl+W: to the workshop."""
        self._perform(books.send_to_repair)

    def back_in_stock(self) -> None:
        """Ctrl+B: found, mended, or withdrawn by mistake."""
        marked = self.copies.marked()
        withdrawn = marked is not None and marked.state == "withdrawn"
        self._perform(books.return_to_stock if withdrawn else lending.mark_found)

    def print_labels(self) -> None:
        """Ctrl+P: a label for each copy."""
        if self.title is not None:
            labels.print_labels(self.window_, self.title, self.copies.rows_model.rows)
