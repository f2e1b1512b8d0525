"""The worker categories with the flags that the tallies ask for."""

from typing import TYPE_CHECKING

from venuedesk.core import people
from venuedesk.core.people import CategoryDraft
from venuedesk.i18n import N_, _
from venuedesk.ui.fields import NUMBER, YES, Field
from venuedesk.ui.forms import open_form
from venuedesk.ui.settings.section import ADD, CHANGE, REMOVE, Section
from venuedesk.ui.table import Column, Table

if TYPE_CHECKING:
    from venuedesk.ui.main_window import MainWindow

COLUMNS = (
    Column(N_("Category"), lambda r: r.name, stretch=True),
    Column(N_("Industrial"), lambda r: r.industrial),
    Column(N_("Frontline"), lambda r: r.frontline),
    Column(N_("New employment"), lambda r: r.new_employment),
    Column(N_("Code in files"), lambda r: r.code),
)
_FLAGS = (
    Field(N_("Counts as"), "industrial", YES, hint=N_("industrial workers")),
    Field("", "frontline", YES, hint=N_("frontline workers")),
    Field("", "new_employment", YES, hint=N_("workers in new employment")),
    Field(N_("Place in the list"), "position", NUMBER, required=True, most=999),
)
NAME = Field(N_("Category"), "name", required=True, longest=30, problems=("NameMissing", "NameTaken", "NameTooLong"))
CODE = Field(
    N_("Code in files"), "code", required=True, longest=30, hint=N_("small letters"), problems=("CodeOdd", "CodeTaken")
)


class CategoriesSection(Section):
    """职工类别: an editable list."""

    name, deed = N_("Worker categories"), "people.save_category"

    def __init__(self, window: "MainWindow") -> None:
        """Build the table and its deeds."""
        super().__init__(window)
        self.hint(_("What was counted before a change keeps the flags it had."))
        self.table = Table(COLUMNS, _("Worker categories"), parent=self)
        self.table.opened.connect(lambda _row: self.change())
        self.column.addWidget(self.table, 1)
        self.deeds(
            (_("New category"), ADD, self.add), (_("Change"), CHANGE, self.change), (_("Retire"), REMOVE, self.retire)
        )

    def reload(self) -> None:
        """Read the categories."""
        self.table.show_rows(self.desk.ask(people.categories))

    def add(self) -> None:
        """Open an empty form."""
        draft = CategoryDraft(code="", name="", position=len(self.table.rows_model.rows))
        open_form(self.window_, _("New category"), (NAME, CODE, *_FLAGS), draft, people.save_category)

    def change(self) -> None:
        """Open the form of the marked one."""
        row = self.marked()
        if row is None:
            return
        names = ("code", "name", "industrial", "frontline", "new_employment", "position")
        draft = CategoryDraft(**{name: getattr(row, name) for name in names}, category_id=row.id)
        open_form(self.window_, _("Category"), (NAME, *_FLAGS), draft, people.save_category)

    def retire(self) -> None:
        """Let the marked one take no new members; Ctrl+Z brings it back."""
        row = self.marked()
        if row is None:
            return
        self.window_.perform(people.retire_category, category_id=row.id, now=self.desk.now())
