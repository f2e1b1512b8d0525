"""The slips of rooms: what is now true of a zone, a space, a room, a layout."""

from dataclasses import dataclass

from sqlalchemy import select

from venuedesk.core.rooms.tables import Layout, Room, Space
from venuedesk.core.slips import Slip, look_up_many, named, names_by
from venuedesk.i18n import _


@dataclass(frozen=True)
class ZoneSaved(Slip):
    """A zone was added or has another name."""

    zone_id: int
    zone: str = named("zone")

    def __str__(self) -> str:
        """Which."""
        return _("Zone saved: {zone}").format(zone=self.zone)


@dataclass(frozen=True)
class ZoneRetired(Slip):
    """A zone takes no new rooms; what was counted there stays."""

    zone_id: int
    zone: str = named("zone")

    def __str__(self) -> str:
        """Which."""
        return _("Zone retired: {zone}").format(zone=self.zone)


@dataclass(frozen=True)
class SpaceSaved(Slip):
    """A space has another name, zone or place in the list."""

    space_id: int
    space: str = named("space")

    def __str__(self) -> str:
        """Which."""
        return _("Space saved: {space}").format(space=self.space)


@dataclass(frozen=True)
class RoomSaved(Slip):
    """A room was added or changed; ``singles`` more were made, one for each of its spaces."""

    room_id: int
    spaces: int
    singles: int = 0
    room: str = named("room")

    def __str__(self) -> str:
        """Which, and of how many spaces."""
        said = _("Room saved: {room}, {n} spaces").format(room=self.room, n=self.spaces)
        return said + (_("; {n} of them can be booked alone now").format(n=self.singles) if self.singles else "")


@dataclass(frozen=True)
class RoomRetired(Slip):
    """A room takes no bookings any more; its past ones stay."""

    room_id: int
    room: str = named("room")

    def __str__(self) -> str:
        """Which."""
        return _("Room retired: {room}").format(room=self.room)


@dataclass(frozen=True)
class LayoutSaved(Slip):
    """A layout of a room was added or changed; bookings keep the minutes that were agreed."""

    layout_id: int
    room_id: int
    room: str = named("room")
    layout: str = named("layout")

    def __str__(self) -> str:
        """Which, of which room."""
        return _("Layout saved: {room}, {layout}").format(room=self.room, layout=self.layout)


@dataclass(frozen=True)
class LayoutRetired(Slip):
    """A layout of a room is no longer offered."""

    layout_id: int
    room_id: int
    room: str = named("room")
    layout: str = named("layout")

    def __str__(self) -> str:
        """Which, of which room."""
        return _("Layout retired: {room}, {layout}").format(room=self.room, layout=self.layout)


look_up_many("room", names_by("room_id", select(Room.id, Room.name)))
look_up_many("space", names_by("space_id", select(Space.id, Space.name)))
look_up_many("layout", names_by("layout_id", select(Layout.id, Layout.name)))
