"""The catalogue: titles found as one types, their copies, and the deeds on them."""

from typing import TYPE_CHECKING, Any

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from venuedesk.core import books, codes, lending, search
from venuedesk.core.pages import LENGTH
from venuedesk.i18n import N_, _, ngettext
from venuedesk.ui import books as forms
from venuedesk.ui.flow import flow
from venuedesk.ui.keys import bind
from venuedesk.ui.search_box import SearchBox
from venuedesk.ui.table import Column, Table
from venuedesk.ui.title_view import TitleView
from venuedesk.ui.words import button, label

if TYPE_CHECKING:
    from venuedesk.ui.main_window import MainWindow

TITLES = (
    Column(N_("Title"), lambda r: f"{r.title}: {r.subtitle}" if r.subtitle else r.title, stretch=True),
    Column(N_("Author"), lambda r: _short(r.authors)),
    Column(N_("Publisher"), lambda r: _short(r.publisher)),
    Column(N_("Year"), lambda r: r.year),
    Column(N_("Call number"), lambda r: r.call_number),
    Column(N_("Free of all"), lambda r: f"{r.free}/{r.copies}"),
)
PUBLISHER, YEAR = 2, 3  # columns that give way where there is little room
ROOMY = 40  # line heights
LONG = 14  # characters of a name that are shown in a cell


def _short(words: str) -> str:
    return words if len(words) <= LONG else words[: LONG - 1] + "…"


class Catalogue(QWidget):
    """The titles of the house; Enter opens one with its copies, Esc goes back to the list."""

    def __init__(self, window: "MainWindow", parent: QWidget) -> None:
        """Build the list and the view of one title."""
        super().__init__(parent)
        self.window_ = window
        self._total = 0
        self.stack = QStackedWidget(self)
        self.list = QWidget(self.stack)
        self.titles = Table(TITLES, _("Titles"), parent=self.list)
        self.titles.opened.connect(lambda row: self.open_title(row.id))
        self.titles.reached_end.connect(self._read_more)
        hint = _("Title, author, publisher, subject, ISBN, call number, pinyin or initials (Ctrl+F)")
        self.search = SearchBox(_("Search titles"), hint, self.titles)
        self.search.textChanged.connect(lambda _text: self._search())
        self.search.scanned.connect(self.take)
        self.count = label("", "hint")
        self.view = TitleView(window, self.stack)
        self.view.left.connect(self.to_list)
        self._lay_list()
        self.stack.addWidget(self.list)
        self.stack.addWidget(self.view)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 6, 0, 4)
        column.addWidget(self.stack)
        self._keys()

    def _lay_list(self) -> None:
        top = QHBoxLayout()
        top.addWidget(self.search, 1)
        top.addWidget(self.count)
        column = QVBoxLayout(self.list)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addLayout(top)
        column.addWidget(self.titles, 1)
        deeds = (
            button(_("Open (Enter)"), self.open_marked, "primary"),
            button(_("New title (Ctrl+N)"), self.new_title),
            button(_("Change title (Ctrl+E)"), self.edit),
            button(_("Add copies (Ctrl+K)"), self.add_copies),
            button(_("Hold for the reader (Ctrl+H)"), self.hold),
        )
        column.addWidget(flow(deeds))

    def _keys(self) -> None:
        keys = {
            "Ctrl+N": self.new_title,
            "Ctrl+E": self.edit,
            "Ctrl+K": self.add_copies,
            "Ctrl+H": self.hold,
        }
        for_copies = {
            "Ctrl+M": self.view.edit_copy,
            "Ctrl+P": self.view.print_labels,
            "Ctrl+D": self.view.withdraw,
            "Ctrl+Shift+D": self.view.retire,
            "Ctrl+L": self.view.lost,
            "Ctrl+W": self.view.repair,
            "Ctrl+B": self.view.back_in_stock,
        }
        bind(self, keys)
        bind(self.view, for_copies)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show as many columns as there is room for."""
        super().resizeEvent(event)
        roomy = self.width() > ROOMY * self.fontMetrics().height()
        for column in (PUBLISHER, YEAR):
            self.titles.setColumnHidden(column, not roomy)

    # ------------------------------------------------------------ reading

    @property
    def open_id(self) -> int | None:
        """The title that is open in full."""
        title = self.view.title
        return title.id if title is not None and self.stack.currentWidget() is self.view else None

    def reload(self) -> None:
        """Read what is in front again."""
        if self.open_id is not None:
            self.view.show_title(self.open_id)
        else:
            self._read(0)

    def _read(self, offset: int) -> None:
        desk = self.window_.desk
        if desk is None:
            return
        words = self.search.text()
        page: Any
        if words.strip():
            page = desk.ask(search.titles_like, words=words, limit=LENGTH, offset=offset)
        else:
            page = desk.ask(books.titles, offset=offset)
        self._total = page.total
        if offset:
            self.titles.rows_model.add_rows(page.rows)
        else:
            found = _("No title fits. Type fewer letters, or Ctrl+N for a new title.")
            none = _("The catalogue is empty. Ctrl+N adds a title; Settings (F7) imports a file.")
            self.titles.say_empty(found if words.strip() else none)
            self.titles.show_rows(page.rows)
        shown = len(self.titles.rows_model.rows)
        all_words = ngettext("{total} title", "{total} titles", page.total).format(total=page.total)
        words = _("{shown} of more than {total}") if page.open_ended else _("{shown} of {total}")
        part = words.format(shown=shown, total=page.total)
        self.count.setText(all_words if shown == page.total else part)

    def _read_more(self) -> None:
        shown = len(self.titles.rows_model.rows)
        if 0 < shown < self._total:
            self._read(shown)

    def _search(self) -> None:
        self._read(0)
        if self.titles.rows_model.rows and self.search.text():
            self.titles.selectRow(0)

    def take(self, code: str) -> None:
        """A scan that landed in the search box: a known code goes to the lending desk, another is searched for."""
        desk = self.window_.desk
        if desk is not None and desk.ask(codes.what_is, code=codes.fold(code)):
            self.window_.entry.setFocus()
            self.window_.enter(code)
        else:
            self.search.setText(code)

    # ------------------------------------------------------------ going about

    def to_search(self) -> None:
        """Ctrl+F: to the list, its words marked to be typed over."""
        self.stack.setCurrentIndex(0)
        self.search.setFocus()
        self.search.selectAll()
        self.window_.reload()

    def to_list(self) -> None:
        """Esc in a title: back to the list."""
        self.stack.setCurrentIndex(0)
        self._read(0)
        self.titles.setFocus()

    def open_title(self, title_id: int) -> None:
        """Open one title in full."""
        self.stack.setCurrentWidget(self.view)
        self.view.show_title(title_id)
        self.view.tabs.setCurrentIndex(0)
        self.view.copies.setFocus()

    def open_marked(self) -> None:
        """Open the marked title."""
        if self.titles.marked() is not None:
            self.open_title(self.titles.marked().id)

    # ------------------------------------------------------------ deeds

    def _title(self) -> books.TitleRow | None:
        """The title that a deed means: the open one, else the marked one."""
        desk, marked = self.window_.desk, self.titles.marked()
        title_id = self.open_id or (None if marked is None else marked.id)
        return None if desk is None or title_id is None else desk.ask(books.title, title_id=title_id)

    def new_title(self, isbn: str = "") -> None:
        """Ctrl+N; F4 on an unknown ISBN comes here with it. The new title opens, ready for its copies."""
        forms.new_title(self.window_, isbn=isbn, done=lambda slip: self.open_title(slip.title_id))

    def edit(self) -> None:
        """Ctrl+E."""
        row = self._title()
        if row is not None:
            forms.edit_title(self.window_, row)

    def add_copies(self) -> None:
        """Ctrl+K."""
        row = self._title()
        if row is not None:
            forms.add_copies(self.window_, row)

    def hold(self) -> None:
        """Ctrl+H: the reader at the desk waits for this title."""
        row, front, desk = self._title(), self.window_.front, self.window_.desk
        if row is None or front is None or desk is None:
            return
        if front.state.member_id is None:
            self.window_.say("refused", _("No reader at the desk."), (_("Scan the card first, then Ctrl+H here."),))
            return
        self.window_.perform(lending.place_hold, title_id=row.id, member_id=front.state.member_id, now=desk.now())
