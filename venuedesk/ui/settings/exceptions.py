"""Days that differ: closed, open at other hours, open longer."""

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from venuedesk.core import calendar, house, lending
from venuedesk.core.calendar import ExceptionDraft, RemoveException, Window, hours_text
from venuedesk.i18n import N_, _
from venuedesk.ui.fields import CHOICE, DAY, Field
from venuedesk.ui.settings.changing import open_change
from venuedesk.ui.settings.hours import WHOLE
from venuedesk.ui.settings.kinds import HOURS
from venuedesk.ui.settings.section import ADD, REMOVE, Section
from venuedesk.ui.table import Column, Table

if TYPE_CHECKING:
    from venuedesk.ui.main_window import MainWindow

KINDS = {
    calendar.CLOSED: N_("closed"),
    calendar.OPEN: N_("open at other hours"),
    calendar.EXTENDED: N_("open longer"),
}
COLUMNS = (
    Column(N_("First day"), lambda r: r.first),
    Column(N_("Last day"), lambda r: r.last),
    Column(N_("Where"), lambda r: r.zone or _(WHOLE)),
    Column(N_("Kind"), lambda r: _(KINDS[r.kind])),
    Column(N_("Hours"), lambda r: hours_text(r.windows)),
    Column(N_("Reason"), lambda r: r.reason, stretch=True),
)


@dataclass(frozen=True)
class Exceptional:
    """What the form for a day that differs fills; without a last day it is the first."""

    first: date | None = None
    last: date | None = None
    kind: str = calendar.CLOSED
    windows: tuple[Window, ...] = ()
    zone_id: int | None = None
    reason: str = ""


class ExceptionsSection(Section):
    """特殊日期: the days to come that differ from the weekly hours."""

    name, deed = N_("Special days"), "lending.change_calendar"

    def __init__(self, window: "MainWindow") -> None:
        """Build the table and its deeds."""
        super().__init__(window)
        self.hint(_("Books that are due on a day that is closed here become due on the next open day."))
        self.table = Table(COLUMNS, _("Special days"), _("No special days ahead. Ctrl+N enters one."), parent=self)
        self.column.addWidget(self.table, 1)
        self.deeds((_("New special day"), ADD, self.add), (_("Remove"), REMOVE, self.remove))

    def reload(self) -> None:
        """Read the days that have not passed."""
        self.table.show_rows(self.desk.ask(calendar.exceptions, since=self.desk.now().date()))

    def add(self) -> None:
        """Open the form."""
        zones = [(None, _(WHOLE)), *self.desk.ask(house.zones)]
        kinds = [(kind, _(words)) for kind, words in KINDS.items()]
        form = (
            Field(N_("First day"), "first", DAY, required=True, problems=("ExceptionStands",)),
            Field(N_("Last day"), "last", DAY, hint=N_("empty: one day only"), problems=("EndBeforeStart",)),
            Field(N_("Kind"), "kind", CHOICE, choices=lambda: kinds, required=True),
            Field(N_("Hours"), "windows", HOURS, problems=("HoursMissing", "HoursOnClosedDay", "HoursBackwards")),
            Field(N_("Where"), "zone_id", CHOICE, choices=lambda: zones),
            Field(N_("Reason"), "reason", required=True, longest=60, problems=("ReasonMissing",)),
        )
        open_change(
            *(self.window_, _("New special day"), form, Exceptional()), wanted=lambda one: {"change": _draft(one)}
        )

    def remove(self) -> None:
        """Take the marked one away; Ctrl+Z brings it back."""
        row = self.marked()
        if row is None:
            return
        self.window_.perform(lending.change_calendar, change=RemoveException(row.id), now=self.desk.now())


def _draft(one: Exceptional) -> ExceptionDraft:
    assert one.first is not None
    return ExceptionDraft(
        first=one.first,
        last=one.last or one.first,
        kind=one.kind,
        reason=one.reason,
        windows=one.windows,
        zone_id=one.zone_id,
    )
