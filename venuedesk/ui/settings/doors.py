"""The doors at which people are counted."""

from typing import TYPE_CHECKING

from venuedesk.core import visits
from venuedesk.core.visits import DoorDraft
from venuedesk.i18n import N_, _
from venuedesk.ui.fields import CHOICE, DAY, NUMBER, YES, Field
from venuedesk.ui.forms import open_form
from venuedesk.ui.settings.section import ADD, CHANGE, REMOVE, Section
from venuedesk.ui.table import Column, Table

if TYPE_CHECKING:
    from venuedesk.ui.main_window import MainWindow

WAYS = {visits.HAND: N_("by a person"), visits.GATE: N_("by its gate")}
COLUMNS = (
    Column(N_("No."), lambda r: r.number),
    Column(N_("Door"), lambda r: r.name, stretch=True),
    Column(N_("Counted"), lambda r: _(WAYS[r.counted_by])),
    Column(N_("Both ways"), lambda r: r.both_ways),
    Column(N_("Since"), lambda r: r.since, roomy=30),
)


def door_fields() -> tuple[Field, ...]:
    """The fields of a door."""
    ways = [(way, _(words)) for way, words in WAYS.items()]
    return (
        Field(N_("Door"), "name", required=True, longest=30, problems=("NameMissing", "NameTaken", "NameTooLong")),
        Field(N_("Counted"), "counted_by", CHOICE, required=True, choices=lambda: ways, problems=("CountedByOdd",)),
        Field(N_("Gate"), "both_ways", YES, hint=N_("counts those who leave too: its reading is halved")),
        Field(N_("Place in the list"), "position", NUMBER, required=True, most=99, problems=("TooManyDoors",)),
        Field(N_("Counted since"), "since", DAY, hint=N_("no day before it is missing")),
    )


class DoorsSection(Section):
    """门: where people come in, by hand or by a gate."""

    name, deed = N_("Doors"), "visits.save_door"

    def __init__(self, window: "MainWindow") -> None:
        """Build the table and its deeds."""
        super().__init__(window)
        self.hint(_("On the page of visitors / and the number choose the door. What was counted stays."))
        self.table = Table(COLUMNS, _("Doors"), parent=self)
        self.table.opened.connect(lambda _row: self.change())
        self.column.addWidget(self.table, 1)
        self.deeds(
            (_("New door"), ADD, self.add), (_("Change"), CHANGE, self.change), (_("Take out"), REMOVE, self.retire)
        )

    def reload(self) -> None:
        """Read the doors."""
        self.table.show_rows(self.desk.ask(visits.doors))

    def add(self) -> None:
        """Open an empty form."""
        draft = DoorDraft(name="", position=len(self.table.rows_model.rows), since=self.desk.now().date())
        open_form(self.window_, _("New door"), door_fields(), draft, visits.save_door)

    def change(self) -> None:
        """Open the form of the marked one."""
        row = self.marked()
        if row is None:
            return
        draft = DoorDraft(
            name=row.name, counted_by=row.counted_by, both_ways=row.both_ways, position=row.position,
            since=row.since, door_id=row.id,
        )  # fmt: skip
        open_form(self.window_, _("Door"), door_fields(), draft, visits.save_door)

    def retire(self) -> None:
        """Take the marked one out of use; Ctrl+Z brings it back."""
        row = self.marked()
        if row is not None:
            self.window_.perform(visits.retire_door, door_id=row.id, now=self.desk.now())
