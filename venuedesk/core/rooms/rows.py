"""The rows of rooms, and the drafts that its forms fill."""

from dataclasses import dataclass


@dataclass(frozen=True)
class ZoneRow:
    """One functional zone and what is in use there."""

    id: int
    name: str
    rooms: int
    spaces: int


@dataclass(frozen=True)
class SpaceRow:
    """One space in use: the smallest piece that can be used alone."""

    id: int
    zone_id: int
    zone: str
    name: str
    position: int


@dataclass(frozen=True)
class LayoutRow:
    """One way to furnish a room."""

    id: int
    room_id: int
    name: str
    capacity: int
    setup_minutes: int
    teardown_minutes: int


@dataclass(frozen=True)
class RoomRow:
    """What is booked: a set of spaces, their ids and names in the same order, with its layouts in use."""

    id: int
    zone_id: int
    zone: str
    name: str
    capacity: int
    spaces: tuple[int, ...]
    layouts: tuple[LayoutRow, ...]
    position: int
    note: str
    space_names: tuple[str, ...]
    retired: bool = False


@dataclass(frozen=True, kw_only=True)
class ZoneDraft:
    """What the form for a zone fills; without ``zone_id`` it is a new one."""

    name: str
    zone_id: int | None = None


@dataclass(frozen=True, kw_only=True)
class SpaceDraft:
    """What the form for a space fills: its name, its zone, its place in the list."""

    space_id: int
    name: str
    zone_id: int
    position: int = 0


@dataclass(frozen=True, kw_only=True)
class RoomDraft:
    """What the form for a room fills; without ``room_id`` it is a new one.

    ``spaces`` names its spaces, there already or new, as 东厅 + 西厅, 东厅、西厅 or 1–6号场 (``names_of_spaces``);
    empty is one space of the room's own name. With ``singly`` each space becomes a room of its own too.
    """

    zone_id: int
    name: str
    spaces: str = ""
    capacity: int = 1
    singly: bool = False
    position: int = 0
    note: str = ""
    room_id: int | None = None


@dataclass(frozen=True, kw_only=True)
class LayoutDraft:
    """What the form for a layout fills; without ``layout_id`` it is a new one."""

    room_id: int
    name: str
    capacity: int
    setup_minutes: int = 0
    teardown_minutes: int = 0
    layout_id: int | None = None
