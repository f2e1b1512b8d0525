"""F4: an unknown code becomes a card, of a member who is there or of a new one."""

from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout

from venuedesk.core import people, search
from venuedesk.i18n import N_, _
from venuedesk.ui import people_forms
from venuedesk.ui.keys import bind
from venuedesk.ui.search_box import SearchBox
from venuedesk.ui.table import Column, Table
from venuedesk.ui.words import button, label

if TYPE_CHECKING:
    from venuedesk.ui.main_window import MainWindow

COLUMNS = (
    Column(N_("Name"), lambda r: r.name),
    Column(N_("Unit"), lambda r: r.unit, stretch=True),
    Column(N_("Phone"), lambda r: r.phone_tail),
    Column(N_("Card"), lambda r: r.card_tail),
)


class RegisterDialog(QDialog):
    """Whose card is it? Enter on a found member gives it to them; Ctrl+N makes a new member with it."""

    def __init__(self, window: "MainWindow", code: str) -> None:
        """``code`` is what nobody knows yet."""
        super().__init__(window)
        self.window_, self.code = window, code
        self.setWindowTitle(_("Register card {number}").format(number=code))
        words = _("Type a name to give the card to a member who is there.")
        self.found = Table(COLUMNS, _("Members found"), words, parent=self)
        self.found.opened.connect(self.give)
        self.search = SearchBox(_("Search members"), _("Whose card is it? Name, pinyin, initials or phone"), self.found)
        self.search.textChanged.connect(lambda _text: self._find())
        row = QHBoxLayout()
        row.addStretch(1)
        for one in (
            button(_("Cancel (Esc)"), self.reject),
            button(_("New member with this card (Ctrl+N)"), self.new_member),
            button(_("Give it to the marked one (Enter)"), lambda: self.give(self.found.marked()), "primary"),
        ):
            row.addWidget(one)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 12)
        column.setSpacing(8)
        column.addWidget(label(_("Register card {number}").format(number=code), "subtitle"))
        column.addWidget(self.search)
        column.addWidget(self.found, 1)
        column.addLayout(row)
        line = self.fontMetrics().height()
        self.resize(min(line * 36, window.width() - 40), min(line * 22, window.height() - 40))
        bind(self, {"Ctrl+N": self.new_member})
        self.search.setFocus()
        self.finished.connect(lambda _result: (window.entry.setFocus(), self.deleteLater()))

    def _find(self) -> None:
        desk = self.window_.desk
        assert desk is not None
        rows = desk.ask(search.members_like, words=self.search.text(), limit=50).rows
        words = _("Nobody fits. Ctrl+N makes a new member with this card.") if self.search.text().strip() else ""
        self.found.say_empty(words or _("Type a name to give the card to a member who is there."))
        self.found.show_rows(rows)
        if rows:
            self.found.selectRow(0)

    def give(self, row: Any) -> None:
        """Issue the card to a member who is there; what stands against it is said on the page."""
        if row is None:
            return
        window, desk = self.window_, self.window_.desk
        assert desk is not None
        self.accept()
        said = window.perform(people.issue_card, member_id=row.id, number=self.code, now=desk.now())
        if said == "done":
            self._to_desk(row.id)

    def new_member(self) -> None:
        """Ctrl+N: a new member with this card."""
        self.accept()
        people_forms.new_member(self.window_, card=self.code, done=lambda slip: self._to_desk(slip.member_id))

    def _to_desk(self, member_id: int) -> None:
        """The member stands at the lending desk, with this card in hand."""
        desk = self.window_.desk
        assert desk is not None
        mine = [c for c in desk.ask(people.cards, member_id=member_id) if c.state == "active"]
        self.window_.show_member(member_id, mine[0].id if mine else None)
