"""The venue: its name and how to reach it."""

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

from venuedesk.core import house
from venuedesk.i18n import N_, _
from venuedesk.ui.fields import Field
from venuedesk.ui.forms import open_form
from venuedesk.ui.settings.section import CHANGE, Facts, Section

if TYPE_CHECKING:
    from venuedesk.ui.main_window import MainWindow

KEYS = {"name": house.VENUE, "phone": house.PHONE, "address": house.ADDRESS}


@dataclass(frozen=True)
class Venue:
    """What the form for the venue fills."""

    name: str
    phone: str
    address: str


FORM = (
    Field(N_("Name of the venue"), "name", required=True, longest=60),
    Field(N_("Phone"), "phone", longest=40),
    Field(N_("Address"), "address", longest=120),
)


class VenueSection(Section):
    """场馆: name, phone and address, which stand on papers."""

    name, deed = N_("Venue"), "house.set_settings"

    def __init__(self, window: "MainWindow") -> None:
        """Build the facts and the one deed."""
        super().__init__(window)
        self.hint(_("These stand on every paper that is printed."))
        self.facts = Facts()
        self.column.addWidget(self.facts)
        self.deeds((_("Change"), CHANGE, self.change))
        self.column.addStretch(1)

    def _now(self) -> Venue:
        known = self.desk.ask(house.settings, day=self.desk.now().date())
        return Venue(**{name: known.get(key, "") for name, key in KEYS.items()})

    def reload(self) -> None:
        """Read the settings."""
        now = self._now()
        folder = str(self.desk.file.path.parent)
        self.facts.show_facts(
            [*((_(field.label), getattr(now, field.name)) for field in FORM), (_("Data folder"), folder)]
        )

    def change(self) -> None:
        """Open the form."""
        day = self.desk.now().date()
        open_form(
            self.window_,
            _("Venue"),
            FORM,
            self._now(),
            house.set_settings,
            wanted=lambda draft: {"values": {KEYS[k]: v for k, v in asdict(draft).items()}, "valid_from": day},
            done=lambda _slip: self.window_.setWindowTitle(f"{self._now().name} - VenueDesk"),
        )
