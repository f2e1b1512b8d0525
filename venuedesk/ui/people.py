"""会员: members found by name, pinyin, initials, card and phone; their file; their cards."""

from typing import TYPE_CHECKING

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QSplitter, QVBoxLayout, QWidget

from venuedesk.core import codes, isbn, lending, people
from venuedesk.core.people import MemberLine
from venuedesk.core.people.queries import ALL, CURRENT, EXPIRED, LAPSING, RETIRED
from venuedesk.core.users import MANAGER
from venuedesk.i18n import N_, _, ngettext
from venuedesk.ui import labels, people_forms
from venuedesk.ui.flow import flow
from venuedesk.ui.keys import bind
from venuedesk.ui.member_file import MemberFile
from venuedesk.ui.page import Page
from venuedesk.ui.password import ask_password
from venuedesk.ui.register import RegisterDialog
from venuedesk.ui.search_box import SearchBox
from venuedesk.ui.table import Column, Table
from venuedesk.ui.words import button, label

if TYPE_CHECKING:
    from venuedesk.ui.main_window import MainWindow

STATES = (
    (CURRENT, N_("Members now")),
    (LAPSING, N_("Ending within 30 days")),
    (EXPIRED, N_("Expired")),
    (RETIRED, N_("Retired members")),
    (ALL, N_("All, retired too")),
)
CATEGORY, CARD, BOOKS = 2, 4, 5  # columns that give way where there is little room
ROOMY, NARROW = 30, 17  # line heights


class PeoplePage(Page):
    """会员: the list of members, and the file of the marked one beside it."""

    key, name, icon = "F5", N_("Members"), "people"
    keys = N_("Enter opens · Ctrl+Z undo · Esc back")
    wide = True

    def __init__(self, window: "MainWindow") -> None:
        """Build the list and the file."""
        super().__init__(window)
        self._loans: dict[int, int] = {}
        self._total = 0
        columns = (
            Column(N_("Name"), lambda r: r.name),
            Column(N_("Unit"), lambda r: r.unit, stretch=True),
            Column(N_("Category"), lambda r: r.category),
            Column(N_("Phone"), lambda r: r.phone),
            Column(N_("Card"), lambda r: r.card),
            Column(N_("Out now"), lambda r: self._loans.get(r.id)),
        )
        self.splitter = QSplitter(self)
        self.left = QWidget(self.splitter)
        self.members = Table(columns, _("Members"), parent=self.left)
        self.members.opened.connect(lambda row: self.lend())
        self.members.marked_one.connect(self._show_marked)
        self.members.reached_end.connect(self._read_more)
        hint = _("Name, pinyin, initials, card or phone (Ctrl+F)")
        self.search = SearchBox(_("Search members"), hint, self.members)
        self.search.textChanged.connect(lambda _text: self._search())
        self.search.scanned.connect(self.take)
        self.state = QComboBox()
        self.state.setAccessibleName(_("Which members"))
        for value, words in STATES:
            self.state.addItem(_(words), value)
        self.state.currentIndexChanged.connect(lambda _n: self._search())
        self.count = label("", "hint")
        self.file = MemberFile(window, self.splitter)
        self._lay()
        self._keys()

    # ------------------------------------------------------------ the look

    def _lay(self) -> None:
        column = QVBoxLayout(self.left)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(self.search)
        column.addWidget(self.members, 1)
        under = QHBoxLayout()
        under.addWidget(self.state)
        under.addWidget(self.count, 1)
        column.addLayout(under)
        self.splitter.addWidget(self.left)
        self.splitter.addWidget(self.file)
        self.splitter.setChildrenCollapsible(False)
        self.splitter.setStretchFactor(0, 1)
        self.splitter.setStretchFactor(1, 1)
        self.splitter.setHandleWidth(8)
        self.splitter.splitterMoved.connect(lambda _pos, _index: self._fit())
        self.retire_button = button(_("Retire (Ctrl+D)"), self.retire, "danger")
        self.of_member = (
            button(_("Lend (Ctrl+Enter)"), self.lend, "primary"),
            button(_("Change (Ctrl+E)"), self.edit),
            button(_("New card (Ctrl+K)"), self.issue_card),
            button(_("Card lost (Ctrl+L)"), self.report_lost),
            button(_("Card back (Ctrl+B)"), self.card_back),
            button(_("Replace card (Ctrl+R)"), self.replace_card),
            button(_("Block card (Ctrl+Shift+L)"), self.block_card, "danger"),
            button(_("Reader card (Ctrl+P)"), self.print_card),
            button(_("Cancel hold (Ctrl+H)"), self.cancel_hold),
            self.retire_button,
            button(_("Erase (Ctrl+Shift+D)"), self.erase, "danger"),
        )
        fresh = button(_("New member (Ctrl+N)"), self.new_member)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 4)
        whole.setSpacing(6)
        whole.addWidget(self.splitter, 1)
        whole.addWidget(flow([self.of_member[0], fresh, *self.of_member[1:]]))

    def _keys(self) -> None:
        keys = {
            "Ctrl+F": self.search.setFocus,
            "Ctrl+N": self.new_member,
            "Ctrl+E": self.edit,
            "Ctrl+K": self.issue_card,
            "Ctrl+L": self.report_lost,
            "Ctrl+B": self.card_back,
            "Ctrl+R": self.replace_card,
            "Ctrl+Shift+L": self.block_card,
            "Ctrl+D": self.retire,
            "Ctrl+Shift+D": self.erase,
            "Ctrl+P": self.print_card,
            "Ctrl+H": self.cancel_hold,
            "Ctrl+Return": self.lend,
            "Ctrl+Enter": self.lend,
        }
        bind(self, keys)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show as many columns as there is room for."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        roomy = self.splitter.sizes()[0] > ROOMY * self.fontMetrics().height()
        for column in (CATEGORY, CARD):
            self.members.setColumnHidden(column, not roomy)
        self.members.setColumnHidden(BOOKS, self.splitter.sizes()[0] < NARROW * self.fontMetrics().height())

    # ------------------------------------------------------------ reading

    @property
    def rows(self) -> Table:
        """The arrow keys move in the list."""
        return self.members

    def reload(self) -> None:
        """Read the list and the file again."""
        self._read(0)
        self._show_marked()

    def _read(self, offset: int) -> None:
        page = self.desk.ask(
            people.members,
            today=self.desk.now().date(),
            words=self.search.text(),
            state=self.state.currentData(),
            offset=offset,
        )
        self._total = page.total
        loans = self.desk.ask(lending.loan_counts, member_ids=[row.id for row in page])
        if offset:
            self._loans |= loans
            self.members.rows_model.add_rows(page.rows)
        else:
            self._loans = loans
            self.members.say_empty(self._empty_words())
            self.members.show_rows(page.rows)
        shown = len(self.members.rows_model.rows)
        words = ngettext("{total} member", "{total} members", page.total).format(total=page.total)
        part = _("{shown} of {total}").format(shown=shown, total=page.total)
        self.count.setText(words if shown == page.total else part)

    def _empty_words(self) -> str:
        if self.search.text().strip():
            return _("Nobody fits. Type fewer letters, or Ctrl+N for a new member.")
        return _("No members here. Ctrl+N adds one; Settings (F7) imports a list.")

    def _read_more(self) -> None:
        shown = len(self.members.rows_model.rows)
        if 0 < shown < self._total:
            self._read(shown)

    def _search(self) -> None:
        if self.desk is None:
            return
        self._read(0)
        if self.members.rows_model.rows and self.search.text():
            self.members.selectRow(0)
        self._show_marked()

    def _show_marked(self) -> None:
        row = self.members.marked()
        self.file.show_member(None if row is None else row.id)
        who = self.file.member
        for one in self.of_member:
            one.setEnabled(who is not None)
        retired = who is not None and who.retired_at is not None
        self.retire_button.setText(_("Member again (Ctrl+D)") if retired else _("Retire (Ctrl+D)"))

    # ------------------------------------------------------------ the entry line

    def entered(self, code: str) -> bool:
        """A card opens its member here; a name, initials or a number's tail filter the list; the rest is the desk's."""
        if self.window_.front is not None and self.window_.front.state.options:
            return False
        found = self.desk.ask(codes.what_is, code=codes.fold(code))
        if found and found[0].kind != codes.CARD:
            return False
        self.search.setText(code)
        if self._total:
            self.window_.say("shown", self._found_words())
            return True
        self.search.clear()
        return False

    def _found_words(self) -> str:
        row = self.members.marked()
        if self._total == 1 and row is not None:
            return _("{name} ({unit})").format(name=row.name, unit=row.unit)
        return ngettext("{n} member fits.", "{n} members fit.", self._total).format(n=self._total)

    def take(self, code: str) -> None:
        """A scan that landed in the search box means what it means in the entry line."""
        self.window_.enter(code)

    def register(self, code: str) -> None:
        """F4: an unknown code becomes a card of a member; an ISBN goes to the catalogue."""
        if isbn.parse(code) is not None:
            desk = self.window_.page_named("LendingPage")
            self.window_.go_to(desk)
            desk.tabs.setCurrentWidget(desk.catalogue)
            desk.catalogue.new_title(isbn=code)
            return
        RegisterDialog(self.window_, code).open()

    # ------------------------------------------------------------ deeds

    def new_member(self) -> None:
        """Ctrl+N."""
        people_forms.new_member(self.window_, done=lambda slip: self.show_one(slip.member_id))

    def show_one(self, member_id: int) -> None:
        """Mark a member in the list, whatever is searched for now."""
        self.members.mark(member_id)
        marked: MemberLine | None = self.members.marked()
        if marked is None or marked.id != member_id:
            row = self.desk.ask(people.member, member_id=member_id)
            self.search.setText(row.name)
            self.members.mark(member_id)
        self._show_marked()

    def edit(self) -> None:
        """Ctrl+E."""
        if self.file.member is not None:
            people_forms.edit_member(self.window_, self.file.member)

    def issue_card(self) -> None:
        """Ctrl+K."""
        if self.file.member is not None:
            people_forms.new_card(self.window_, self.file.member)

    def report_lost(self) -> None:
        """Ctrl+L: block the card at once and give a temporary one; Ctrl+Z takes it back."""
        self._on_card(people.report_card_lost, ("active",), _("Mark the lost card, then Ctrl+L again."))

    def card_back(self) -> None:
        """Ctrl+B: a lost card that was found works again; a temporary one is handed back."""
        found = self.file.the_card("lost", "blocked")
        if found is None and (temporary := self.file.the_card("active")) and temporary.kind == "temporary":
            self.window_.perform(people.return_temporary, card_id=temporary.id, now=self.desk.now())
            return
        self._on_card(people.reactivate_card, ("lost", "blocked"), _("Mark the card that is back, then Ctrl+B again."))

    def replace_card(self) -> None:
        """Ctrl+R: another number for a worn or a temporary card, which ends."""
        card = self._the_card(("active",), _("Mark the card to replace, then Ctrl+R again."))
        if card is not None and self.file.member is not None:
            people_forms.replace_card(self.window_, self.file.member, card)

    def block_card(self) -> None:
        """Ctrl+Shift+L: the card works no longer, for a reason that is asked for; loans stay."""
        self._on_card(people.block_card, ("active",), _("Mark the card to block, then Ctrl+Shift+L again."))

    def _on_card(self, command: object, states: tuple[str, ...], which: str) -> None:
        card = self._the_card(states, which)
        if card is not None:
            self.window_.perform(command, card_id=card.id, now=self.desk.now())

    def _the_card(self, states: tuple[str, ...], which: str) -> people.CardRow | None:
        """The card that a deed means; None where there is none, or more than one: then it is said what to do."""
        who = self.file.member
        card = None if who is None else self.file.the_card(*states)
        if who is None or card is not None:
            return card
        if any(c.state in states for c in self.file.all_cards):
            self.file.bring(self.file.cards)
            self.window_.say("refused", which)
        else:
            self.window_.say("refused", _("{name} has no such card.").format(name=who.name))
        return None

    def print_card(self) -> None:
        """Ctrl+P: the reader card with the marked, or the only, active number."""
        if self.file.member is None:
            return
        card = self.file.the_card("active")
        if card is None:
            self.window_.say("refused", _("{name} has no such card.").format(name=self.file.member.name))
        else:
            labels.print_card(self.window_, self.file.member, card)

    def cancel_hold(self) -> None:
        """Ctrl+H: the marked hold, or the only one, is cancelled."""
        if self.file.member is None:
            return
        holds = self.desk.ask(lending.holds_of, member_id=self.file.member.id)
        marked = holds[0] if len(holds) == 1 else self.file.holds.marked()
        if not holds:
            self.window_.say("refused", _("{name} waits for nothing.").format(name=self.file.member.name))
        elif marked is None or self.file.tabs.currentWidget() is not self.file.holds and len(holds) > 1:
            self.file.bring(self.file.holds)
            self.window_.say("refused", _("Mark the hold, then Ctrl+H again."))
        else:
            self.window_.perform(lending.cancel_hold, hold_id=marked.id, now=self.desk.now())

    def retire(self) -> None:
        """Ctrl+D: the member leaves, or comes back."""
        who = self.file.member
        if who is None:
            return
        if who.retired_at is None:
            self.window_.perform(people.retire_member, member_id=who.id, now=self.desk.now())
        else:
            self.window_.perform(people.bring_back_member, member_id=who.id)

    def erase(self) -> None:
        """Ctrl+Shift+D: the person is taken out of the records, with a manager's password and a yes."""
        who = self.file.member
        if who is None:
            return
        leads = self.desk.user.role == MANAGER
        password = ask_password(self.window_, _("a manager"), self.desk) if leads else ""
        if password is not None:
            self.window_.perform(people.erase_member, password=password, member_id=who.id, now=self.desk.now())

    def lend(self) -> None:
        """Ctrl+Enter, or Enter in the list: the member comes to the lending desk."""
        row = self.members.marked()
        if row is not None:
            self.window_.show_member(row.id)
