"""The file of one member: who they are, cards, loans, holds, and what was done to them."""

from collections.abc import Callable
from datetime import date, datetime
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QTabWidget, QVBoxLayout, QWidget

from venuedesk.core import lending, people
from venuedesk.core.lending.slips import due_words
from venuedesk.i18n import N_, _, day_text
from venuedesk.ui.table import Column, Table
from venuedesk.ui.words import card, inside, label

if TYPE_CHECKING:
    from venuedesk.ui.main_window import MainWindow

LOANS = (
    Column(N_("Title"), lambda r: r.title, stretch=True),
    Column(N_("State"), lambda r: _loan_words(r)),
    Column(N_("Barcode"), lambda r: r.barcode),
)
CARDS = (
    Column(N_("Card number"), lambda r: r.number, stretch=True),
    Column(N_("Kind"), lambda r: _(people.CARD_KINDS[r.kind])),
    Column(N_("State"), lambda r: _card_words(r)),
)
HOLDS = (
    Column(N_("Title"), lambda r: r.title, stretch=True),
    Column(N_("Placed"), lambda r: r.placed_at.date()),
    Column(N_("State"), lambda r: _("lies ready") if r.state == "ready" else _("waiting")),
)
HISTORY = (
    Column(N_("When"), lambda r: r.at),
    Column(N_("What"), lambda r: _with_reason(r), stretch=True),
    Column(N_("Who"), lambda r: r.user),
)
CHANGED = {
    "name": N_("Name"),
    "phone": N_("Phone"),
    "note": N_("Note"),
    "joined_on": N_("Joined on"),
    "expires_on": N_("Valid until"),
}


def _loan_words(row: lending.LoanRow) -> str:
    """When an open loan is due, or when an ended one came back."""
    if row.returned_at is None:
        return _("due {day}").format(day=due_words(row.due_at.date(), tentative=row.tentative))
    shape = _("lost {day}") if row.outcome == "lost" else _("returned {day}")
    return shape.format(day=day_text(row.returned_at.date(), today=date.today()))


def _card_words(row: people.CardRow) -> str:
    """What a card is now, and since when or until when."""
    state = _(people.CARD_STATES[row.state])
    if row.ended_at is not None:
        return _("{state} {day}").format(state=state, day=day_text(row.ended_at.date(), today=date.today()))
    if row.expires_on is not None:
        return _("until {day}").format(day=day_text(row.expires_on, today=date.today()))
    return state


def _with_reason(row: Any) -> str:
    """What a deed said, the values it changed, and why."""
    words = [row.text]
    words += [
        f"{_(CHANGED[name])}: {before or '—'} → {after or '—'}"
        for name, before, after in row.columns
        if name in CHANGED and before is not None
    ]
    return "; ".join([*words, *([row.reason] if row.reason else [])])


class MemberFile(QWidget):
    """One member in full; the parts below the head are read when their tab is in front."""

    def __init__(self, window: "MainWindow", parent: QWidget) -> None:
        """Build it empty."""
        super().__init__(parent)
        self.window_ = window
        self.member: people.MemberRow | None = None
        self.all_cards: list[people.CardRow] = []
        self.who = label("", "subtitle", wrap=True)
        self.facts = label("", "hint", wrap=True)
        self.note = label("", "warning", wrap=True)
        self.temporary = label("", "figure")
        self.tabs = QTabWidget(self)
        table = partial(Table, parent=inside(self.tabs))
        self.loans = table(LOANS, _("Loans"), _("No loans yet. Ctrl+Enter brings the member to the lending desk."))
        self.cards = table(CARDS, _("Cards"), _("No card yet. Ctrl+K issues one."))
        self.holds = table(HOLDS, _("Holds"), _("No holds. A hold is placed on a title in the catalogue (F3)."))
        self.history = table(HISTORY, _("History"), _("Nothing has been done since the member came from a file."))
        for part, name in self._parts():
            self.tabs.addTab(part, _(name))
        self.tabs.currentChanged.connect(lambda _n: self._read_part())
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(card(self.who, self.facts, self.temporary, self.note), 0, Qt.AlignmentFlag.AlignTop)
        column.addWidget(self.tabs, 1)
        self.show_member(None)

    def _parts(self) -> tuple[tuple[Table, str], ...]:
        return (
            (self.loans, N_("Loans")),
            (self.cards, N_("Cards")),
            (self.holds, N_("Holds")),
            (self.history, N_("History")),
        )

    # ------------------------------------------------------------ showing

    def show_member(self, member_id: int | None) -> None:
        """Show another member, or nobody."""
        desk = self.window_.desk
        self.member = None if member_id is None or desk is None else desk.ask(people.member, member_id=member_id)
        self.tabs.setVisible(self.member is not None)
        if self.member is None or desk is None:
            self.who.setText(_("Nobody is marked"))
            self.facts.setText(_("Mark a member in the list with ↑ and ↓, or scan a card."))
            self.temporary.hide()
            self.note.hide()
            return
        self.all_cards = desk.ask(people.cards, member_id=self.member.id)
        self._show_head(self.member, desk.now())
        self._read_part()

    def _show_head(self, row: people.MemberRow, now: datetime) -> None:
        self.who.setText(_("{name} (retired)").format(name=row.name) if row.retired_at else row.name)
        active = [c for c in self.all_cards if c.state == "active"]
        numbers = _(", ").join(c.number for c in active)
        words = [row.phone, _("card {number}").format(number=numbers) if active else _("no card")]
        until = day_text(row.expires_on, today=now.date()) if row.expires_on else ""
        words.append(_("valid until {day}").format(day=until) if until else "")
        self.facts.setText(f"{row.unit}  ·  {row.category}\n" + "  ·  ".join(w for w in words if w))
        temporary = next((c for c in active if c.kind == "temporary"), None)
        self.temporary.setVisible(temporary is not None)
        if temporary is not None:
            self.temporary.setText(_("Temporary card {number}").format(number=temporary.number))
        expired = [_("The membership has expired.")] if people.is_expired(row.expires_on, now.date()) else []
        warning = "  ·  ".join([*expired, *([row.note] if row.note else [])])
        self.note.setText(warning)
        self.note.setVisible(bool(warning))

    def _read_part(self) -> None:
        """Read what the tab in front shows."""
        desk, row = self.window_.desk, self.member
        if desk is None or row is None:
            return
        parts: tuple[Callable[[], Any], ...] = (
            lambda: self.loans.show_rows(
                desk.ask(lending.loans_of, member_id=row.id) + desk.ask(lending.loans_of, member_id=row.id, past=True)
            ),
            lambda: self.cards.show_rows(self.all_cards),
            lambda: self.holds.show_rows(desk.ask(lending.holds_of, member_id=row.id)),
            lambda: self.history.show_rows(desk.ask(people.member_history, member_id=row.id)),
        )
        parts[self.tabs.currentIndex()]()

    def bring(self, table: Table) -> None:
        """Bring one of the lists to the front, ready for the arrow keys."""
        self.tabs.setCurrentWidget(table)
        if table.marked() is None and table.rows_model.rows:
            table.selectRow(0)
        table.setFocus()

    # ------------------------------------------------------------ what is meant

    def the_card(self, *states: str) -> people.CardRow | None:
        """The card that a deed means: the marked one when its list is in front, else the only one in these states."""
        fitting = [c for c in self.all_cards if c.state in states]
        if self.tabs.currentWidget() is self.cards and self.cards.marked() in fitting:
            marked = self.cards.marked()
            assert isinstance(marked, people.CardRow)
            return marked
        lasting = [c for c in fitting if c.kind != "temporary"] or fitting
        return lasting[0] if len(lasting) == 1 else None
