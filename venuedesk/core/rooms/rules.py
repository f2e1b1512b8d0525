"""The rules of rooms: plain values in and out."""

from collections.abc import Iterable

from venuedesk.core.errors import Problem, impossible
from venuedesk.core.rooms.names import MOST_SPACES
from venuedesk.core.rooms.rows import LayoutDraft, RoomDraft
from venuedesk.core.texts import clean, clean_lines
from venuedesk.i18n import _

NAME_LENGTH = 60
NOTE_LENGTH = 500
MOST_PEOPLE = 100_000
MOST_MINUTES = 600  # of setup or teardown
MOST_POSITION = 999


def problems_of_name(raw: str, missing: str) -> list[Problem]:
    """What stands against a name by itself; ``missing`` is said when it is empty."""
    name = clean(raw)
    if not name:
        return [impossible("NameMissing", missing)]
    if len(name) > NAME_LENGTH:
        words = _("A name has at most {n} characters.").format(n=NAME_LENGTH)
        return [impossible("NameTooLong", words, length=len(name))]
    return []


def problems_of_people(people: int) -> list[Problem]:
    """What stands against the number of people that a room or layout holds."""
    if 1 <= people <= MOST_PEOPLE:
        return []
    words = _("The number of people lies between 1 and {n}.").format(n=MOST_PEOPLE)
    return [impossible("CapacityOutOfRange", words, capacity=people)]


def problems_of_room_values(draft: RoomDraft, spaces: tuple[str, ...]) -> list[Problem]:
    """What stands against the values of a room and the names of its spaces by themselves."""
    found = problems_of_name(draft.name, _("A room needs a name."))
    found += problems_of_people(draft.capacity)
    if not spaces:
        found.append(impossible("SpaceMissing", _("A room has at least one space."), _("Write 东厅 + 西厅.")))
    if len(spaces) > MOST_SPACES:
        words = _("A room has at most {n} spaces.").format(n=MOST_SPACES)
        found.append(impossible("TooManySpaces", words, spaces=len(spaces)))
    found += _lengths(spaces)
    if not 0 <= draft.position <= MOST_POSITION:
        words = _("The place in the list lies between 0 and {n}.").format(n=MOST_POSITION)
        found.append(impossible("PositionOutOfRange", words, position=draft.position))
    if len(clean_lines(draft.note)) > NOTE_LENGTH:
        found.append(impossible("NoteTooLong", _("A note has at most {n} characters.").format(n=NOTE_LENGTH)))
    return found


def _lengths(spaces: Iterable[str]) -> list[Problem]:
    """What stands against names of spaces that are too long; the first one is said."""
    long = next((name for name in spaces if len(name) > NAME_LENGTH), None)
    if long is None:
        return []
    words = _("The name of a space has at most {n} characters: {name}…")
    return [impossible("SpaceTooLong", words.format(n=NAME_LENGTH, name=long[:20]), length=len(long))]


def problems_of_layout_values(draft: LayoutDraft) -> list[Problem]:
    """What stands against the values of a layout by themselves."""
    found = problems_of_name(draft.name, _("A layout needs a name."))
    found += problems_of_people(draft.capacity)
    minutes = (draft.setup_minutes, draft.teardown_minutes)
    if any(not 0 <= n <= MOST_MINUTES for n in minutes):
        words = _("Setup and teardown take 0 to {n} minutes each.").format(n=MOST_MINUTES)
        found.append(impossible("MinutesOutOfRange", words))
    return found


def share_of(people: int, spaces: int) -> int:
    """The people of one space when a room's people spread over its spaces, rounded up."""
    return -(-people // spaces)
