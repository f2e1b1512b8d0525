"""What the journal says of files that were imported: here, so that a tape tells it where no file was read yet."""

from dataclasses import dataclass

from venuedesk.core import slips
from venuedesk.i18n import N_, _

SUBJECTS = {
    "units": N_("Units"),
    "members": N_("Members"),
    "books": N_("Books"),
    "loans": N_("Loans"),
    "calendar": N_("Calendar"),
    "rooms": N_("Rooms"),
    "bookings": N_("Bookings"),
    "visits": N_("Visits"),
}


@dataclass(frozen=True)
class Imported(slips.Slip):
    """A file was imported: how many rows were new, changed, equal, rejected."""

    subject: str
    new: int
    changed: int
    equal: int
    rejected: int
    left: int = 0  # differing rows that were not taken

    def __str__(self) -> str:
        """What was taken and what was not."""
        said = _("{subject} imported: {new} new, {changed} changed, {equal} equal, {rejected} rejected").format(
            subject=_(SUBJECTS[self.subject]),
            new=self.new,
            changed=self.changed,
            equal=self.equal,
            rejected=self.rejected,
        )
        return said + (_("; {n} different rows not taken").format(n=self.left) if self.left else "")


@dataclass(frozen=True)
class ImportRetired(slips.Slip):
    """The rows of an import on which nothing stands were retired; the others stay."""

    action_id: int
    retired: int
    kept: int

    def __str__(self) -> str:
        """How many were retired, how many stay."""
        said = _("Import retired: {retired} records retired, {kept} stay because loans stand on them")
        return said.format(retired=self.retired, kept=self.kept)
