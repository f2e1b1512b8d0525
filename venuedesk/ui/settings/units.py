"""The units (基层工会) that members and bookings belong to."""

import dataclasses
from typing import TYPE_CHECKING

from venuedesk.core import people
from venuedesk.core.people import UnitDraft, UnitRow
from venuedesk.i18n import N_, _
from venuedesk.ui.forms import open_form
from venuedesk.ui.keys import bind
from venuedesk.ui.people_forms import UNIT
from venuedesk.ui.search_box import SearchBox
from venuedesk.ui.settings.section import ADD, CHANGE, REMOVE, Section
from venuedesk.ui.table import Column, Table

if TYPE_CHECKING:
    from venuedesk.ui.main_window import MainWindow

COLUMNS = (
    Column(N_("Unit"), lambda r: r.name, stretch=True),
    Column(N_("Kind"), lambda r: r.kind, roomy=44),
    Column(N_("Contact"), lambda r: r.contact, roomy=36),
    Column(N_("Its members"), lambda r: r.members),
    Column(N_("State"), lambda r: _("retired") if r.retired_at else ""),
)


class UnitsSection(Section):
    """单位: an editable list, those in use first."""

    name, deed = N_("Units"), "people.save_unit"

    def __init__(self, window: "MainWindow") -> None:
        """Build the search, the table and its deeds."""
        super().__init__(window)
        self.hint(_("A retired unit takes no new members; those it has stay. Saving it again brings it back."))
        words = _("No unit fits. Type fewer letters, or Ctrl+N for a new unit.")
        self.table = Table(COLUMNS, _("Units"), words, parent=self)
        self.search = SearchBox(_("Search units"), _("Part of the name (Ctrl+F)"), self.table)
        self.search.textChanged.connect(lambda _text: self.reload())
        self.search.scanned.connect(self.window_.enter)
        self.table.opened.connect(lambda _row: self.change())
        self.column.addWidget(self.search)
        self.column.addWidget(self.table, 1)
        self.deeds(
            (_("New unit"), ADD, self.add), (_("Change"), CHANGE, self.change), (_("Retire"), REMOVE, self.retire)
        )
        bind(self, {"Ctrl+F": self.search.setFocus})

    def reload(self) -> None:
        """Read the units whose name has the words in it, the retired ones last."""
        rows: list[UnitRow] = self.desk.ask(people.units, words=self.search.text(), with_retired=True)
        self.table.show_rows(sorted(rows, key=lambda row: row.retired_at is not None))

    def add(self) -> None:
        """Open an empty form."""
        open_form(self.window_, _("New unit"), UNIT, UnitDraft(name=""), people.save_unit)

    def change(self) -> None:
        """Open the form of the marked one; saved, a retired one is in use again."""
        row = self.marked()
        if row is None:
            return
        names = {f.name for f in dataclasses.fields(UnitDraft)} & set(vars(row))
        draft = UnitDraft(**{name: getattr(row, name) for name in names}, unit_id=row.id)
        open_form(self.window_, _("Unit"), UNIT, draft, people.save_unit)

    def retire(self) -> None:
        """Let the marked one take no new members; asks where it has some. Ctrl+Z brings it back."""
        row = self.marked()
        if row is not None:
            self.window_.perform(people.retire_unit, unit_id=row.id, now=self.desk.now())
