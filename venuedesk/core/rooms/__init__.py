"""Rooms: spaces, rooms as sets of spaces (大厅 = 东 + 西), and their layouts. Zones are the house's."""

from venuedesk.core.rooms.names import MOST_SPACES, names_of_spaces, words_of_spaces
from venuedesk.core.rooms.queries import every_room, room, rooms, spaces, zones
from venuedesk.core.rooms.rows import (
    LayoutDraft,
    LayoutRow,
    RoomDraft,
    RoomRow,
    SpaceDraft,
    SpaceRow,
    ZoneDraft,
    ZoneRow,
)
from venuedesk.core.rooms.slips import (
    LayoutRetired,
    LayoutSaved,
    RoomRetired,
    RoomSaved,
    SpaceSaved,
    ZoneRetired,
    ZoneSaved,
)
from venuedesk.core.rooms.tables import Layout, Room, RoomSpace, Space

__all__ = [
    "MOST_SPACES",
    "Layout",
    "LayoutDraft",
    "LayoutRetired",
    "LayoutRow",
    "LayoutSaved",
    "Room",
    "RoomDraft",
    "RoomRetired",
    "RoomRow",
    "RoomSaved",
    "RoomSpace",
    "Space",
    "SpaceDraft",
    "SpaceRow",
    "SpaceSaved",
    "ZoneDraft",
    "ZoneRetired",
    "ZoneRow",
    "ZoneSaved",
    "every_room",
    "names_of_spaces",
    "room",
    "rooms",
    "spaces",
    "words_of_spaces",
    "zones",
]
