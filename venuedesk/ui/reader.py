"""What the entry line makes of what the venue's scanners and card readers type."""

from typing import TYPE_CHECKING

from venuedesk.core import codes, house, scanner
from venuedesk.core.scanner import Profile

if TYPE_CHECKING:
    from venuedesk.core.desk import Desk


def profile_of_venue(desk: "Desk") -> Profile:
    """The profile that the settings keep."""
    kept = desk.ask(house.settings, day=desk.now().date())
    return scanner.profile_of(kept.get(house.SCANNER, ""))


def read_off(desk: "Desk", profile: Profile, typed: str) -> str:
    """The code in what a reader typed; what is a code of the file as it stands stays so."""
    code, folded = scanner.code_of(typed, profile), codes.fold(typed)
    return typed if code == folded or desk.ask(codes.what_is, folded) else code
