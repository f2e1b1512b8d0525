"""The venue: its name, how to reach it, and how its papers write percentages."""

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

from venuedesk.core import house, tallies
from venuedesk.i18n import N_, _
from venuedesk.ui.fields import CHOICE, Field
from venuedesk.ui.forms import open_form
from venuedesk.ui.settings.section import CHANGE, Facts, Section

if TYPE_CHECKING:
    from venuedesk.ui.main_window import MainWindow

KEYS = {"name": house.VENUE, "phone": house.PHONE, "address": house.ADDRESS, "decimals": tallies.DECIMALS}


@dataclass(frozen=True)
class Venue:
    """What the form for the venue fills."""

    name: str
    phone: str
    address: str
    decimals: str  # "1" or "2"


FORM = (
    Field(N_("Name of the venue"), "name", required=True, longest=60),
    Field(N_("Phone"), "phone", longest=40),
    Field(N_("Address"), "address", longest=120),
    Field(N_("Decimals of percentages"), "decimals", CHOICE, required=True, choices=lambda: [("1", "1"), ("2", "2")],
          hint=N_("from this month's tally on")),
)  # fmt: skip


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
        found = {name: known.get(key, "") for name, key in KEYS.items()}
        return Venue(**found | {"decimals": found["decimals"] or "2"})

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
