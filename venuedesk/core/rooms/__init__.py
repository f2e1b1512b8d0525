"""Rooms: spaces, rooms as sets of spaces, and layouts."""

from venuedesk.core.rooms.tables import Layout, Room, RoomSpace, Space

__all__ = ["Layout", "Room", "RoomSpace", "Space"]
