"""Zones, rooms, layouts and spaces: what can be booked."""

from typing import TYPE_CHECKING, Any

from venuedesk.core import rooms
from venuedesk.core.rooms import LayoutDraft, RoomDraft, RoomRow, SpaceDraft, ZoneDraft, words_of_spaces
from venuedesk.i18n import N_, _
from venuedesk.ui.fields import CHOICE, LINES, NUMBER, YES, Field
from venuedesk.ui.forms import open_form
from venuedesk.ui.settings.section import ADD, CHANGE, REMOVE, Section
from venuedesk.ui.table import Column, Table

if TYPE_CHECKING:
    from venuedesk.ui.main_window import MainWindow

LAYOUT = "Ctrl+L"
_NAMES = ("NameMissing", "NameTaken", "NameTooLong")

ZONES = (
    Column(N_("Zone"), lambda r: r.name, stretch=True),
    Column(N_("Rooms"), lambda r: r.rooms),
    Column(N_("Its spaces"), lambda r: r.spaces),
)
ROOMS = (
    Column(N_("Room"), lambda r: r.name),
    Column(N_("Zone"), lambda r: r.zone),
    Column(N_("People"), lambda r: r.capacity),
    Column(N_("Its spaces"), lambda r: words_of_spaces(r.space_names), stretch=True),
    Column(N_("Layouts"), lambda r: "、".join(way.name for way in r.layouts), roomy=50),
)
LAYOUTS = (
    Column(N_("Room"), lambda r: r[0].name),
    Column(N_("Layout"), lambda r: r[1].name, stretch=True),
    Column(N_("People"), lambda r: r[1].capacity),
    Column(N_("Before, after"), lambda r: f"{r[1].setup_minutes} + {r[1].teardown_minutes}"),
)
SPACES = (
    Column(N_("Space"), lambda r: r[0].name),
    Column(N_("Zone"), lambda r: r[0].zone),
    Column(N_("Rooms"), lambda r: "、".join(r[1]), stretch=True),
)
_PLACE = Field(N_("Place in the list"), "position", NUMBER, required=True, problems=("PositionOutOfRange",), most=999)


class ZonesSection(Section):
    """功能区: their names."""

    name, deed = N_("Zones"), "rooms.save_zone"

    def __init__(self, window: "MainWindow") -> None:
        """Build the table and its deeds."""
        super().__init__(window)
        self.hint(_("A zone has hours of its own or follows the venue; the tallies count by zone."))
        self.table = Table(ZONES, _("Zones"), parent=self)
        self.table.opened.connect(lambda _row: self.change())
        self.column.addWidget(self.table, 1)
        self.deeds(
            (_("New zone"), ADD, self.add), (_("Change"), CHANGE, self.change), (_("Retire"), REMOVE, self.retire)
        )

    def reload(self) -> None:
        """Read the zones."""
        self.table.show_rows(self.desk.ask(rooms.zones))

    def add(self) -> None:
        """Open an empty form."""
        self._open(_("New zone"), ZoneDraft(name=""))

    def change(self) -> None:
        """Open the form of the marked zone."""
        row = self.marked()
        if row is not None:
            self._open(_("Zone"), ZoneDraft(name=row.name, zone_id=row.id))

    def _open(self, title: str, draft: ZoneDraft) -> None:
        form = (Field(N_("Zone"), "name", required=True, longest=60, problems=_NAMES),)
        open_form(self.window_, title, form, draft, rooms.save_zone)

    def retire(self) -> None:
        """Let the marked zone go; Ctrl+Z brings it back."""
        row = self.marked()
        if row is not None:
            self.window_.perform(rooms.retire_zone, zone_id=row.id, now=self.desk.now())


class RoomsSection(Section):
    """场地: what is booked, each a set of spaces."""

    name, deed = N_("Rooms"), "rooms.save_room"

    def __init__(self, window: "MainWindow") -> None:
        """Build the table and its deeds."""
        super().__init__(window)
        self.hint(_("Rooms that share a space cannot be booked at the same time."))
        self.table = Table(ROOMS, _("Rooms"), _("No rooms yet. Ctrl+N enters one, with its spaces."), parent=self)
        self.table.opened.connect(lambda _row: self.change())
        self.column.addWidget(self.table, 1)
        self.deeds(
            (_("New room"), ADD, self.add),
            (_("Change"), CHANGE, self.change),
            (_("New layout"), LAYOUT, self.add_layout),
            (_("Retire"), REMOVE, self.retire),
        )

    def reload(self) -> None:
        """Read the rooms."""
        self.table.show_rows(self.desk.ask(rooms.rooms))

    def add(self) -> None:
        """Open an empty form, in the zone of the marked room."""
        row = self.table.marked()
        zones = self.desk.ask(rooms.zones)
        zone_id = row.zone_id if row is not None else zones[min(1, len(zones) - 1)].id
        self._open(_("New room"), RoomDraft(zone_id=zone_id, name="", capacity=30, singly=True))

    def change(self) -> None:
        """Open the form of the marked room."""
        row = self.marked()
        if row is None:
            return
        names = ("zone_id", "name", "capacity", "position", "note")
        spaces = "" if row.space_names == (row.name,) else words_of_spaces(row.space_names)
        self._open(
            row.name, RoomDraft(**{name: getattr(row, name) for name in names}, spaces=spaces, room_id=row.id)
        )

    def _open(self, title: str, draft: RoomDraft) -> None:
        zones = [(zone.id, zone.name) for zone in self.desk.ask(rooms.zones)]
        empty = N_("empty: one space of its own") if draft.room_id is None else N_("empty: as they are")
        held = ("SpaceMissing", "SpaceTooLong", "TooManySpaces", "RoomHeld")
        people = ("CapacityOutOfRange", "LayoutHoldsMore")
        form = (
            Field(N_("Room"), "name", required=True, longest=60, problems=_NAMES),
            Field(N_("Zone"), "zone_id", CHOICE, choices=lambda: zones, required=True, problems=("ZoneMissing",)),
            Field(N_("Its spaces"), "spaces", longest=2000, hint=empty, problems=held),
            Field(N_("People"), "capacity", NUMBER, required=True, least=1, most=100_000, problems=people),
            Field("", "singly", YES, hint=N_("each space can be booked alone too")),
            _PLACE,
            Field(N_("Note"), "note", LINES, longest=500, problems=("NoteTooLong",)),
        )
        words = _("Spaces are written as 东厅 + 西厅, or as 1–6号场 for six courts.")
        open_form(self.window_, title, form, draft, rooms.save_room, words=words)

    def add_layout(self) -> None:
        """Open an empty form for a layout of the marked room."""
        row = self.marked()
        if row is not None:
            open_layout(self, _("New layout"), LayoutDraft(room_id=row.id, name="", capacity=row.capacity))

    def retire(self) -> None:
        """Let the marked room take no more bookings; Ctrl+Z brings it back."""
        row = self.marked()
        if row is not None:
            self.window_.perform(rooms.retire_room, room_id=row.id, now=self.desk.now())


class LayoutsSection(Section):
    """布置: the ways to furnish the rooms, with the minutes before and after."""

    name, deed = N_("Layouts"), "rooms.save_layout"

    def __init__(self, window: "MainWindow") -> None:
        """Build the table and its deeds."""
        super().__init__(window)
        self.hint(_("Minutes of setup and teardown keep the room busy; bookings keep what was agreed."))
        self.table = Table(LAYOUTS, _("Layouts"), _("No layouts yet. Ctrl+N enters one for a room."), parent=self)
        self.table.opened.connect(lambda _row: self.change())
        self.column.addWidget(self.table, 1)
        self.deeds(
            (_("New layout"), ADD, self.add), (_("Change"), CHANGE, self.change), (_("Retire"), REMOVE, self.retire)
        )

    def reload(self) -> None:
        """Read the layouts, room by room."""
        self.table.show_rows([(room, way) for room in self.desk.ask(rooms.rooms) for way in room.layouts])

    def add(self) -> None:
        """Open an empty form, for the room of the marked layout."""
        known, row = self.desk.ask(rooms.rooms), self.table.marked()
        if not known:
            self.window_.say("shown", _("Enter a room first."))
            return
        room: RoomRow = row[0] if row is not None else known[0]
        open_layout(self, _("New layout"), LayoutDraft(room_id=room.id, name="", capacity=room.capacity))

    def change(self) -> None:
        """Open the form of the marked layout."""
        row = self.marked()
        if row is None:
            return
        names = ("room_id", "name", "capacity", "setup_minutes", "teardown_minutes")
        draft = LayoutDraft(**{name: getattr(row[1], name) for name in names}, layout_id=row[1].id)
        open_layout(self, f"{row[0].name} · {row[1].name}", draft)

    def retire(self) -> None:
        """Offer the marked layout no longer; Ctrl+Z brings it back."""
        row = self.marked()
        if row is not None:
            self.window_.perform(rooms.retire_layout, layout_id=row[1].id, now=self.desk.now())


def open_layout(section: Section, title: str, draft: LayoutDraft) -> None:
    """Open the form for a layout; a new one's room can be chosen."""
    known = [(room.id, room.name) for room in section.desk.ask(rooms.rooms)]
    minutes: dict[str, Any] = {"required": True, "most": 600, "problems": ("MinutesOutOfRange",)}
    people = ("CapacityOutOfRange", "RoomHoldsLess")
    form = (
        Field(N_("Room"), "room_id", CHOICE, choices=lambda: known, required=True),
        Field(N_("Layout"), "name", required=True, longest=60, hint=N_("such as 剧院式, 课桌式"), problems=_NAMES),
        Field(N_("People"), "capacity", NUMBER, required=True, least=1, most=100_000, problems=people),
        Field(N_("Setup (min)"), "setup_minutes", NUMBER, **minutes),
        Field(N_("Teardown (min)"), "teardown_minutes", NUMBER, **minutes),
    )
    shown = form[1:] if draft.layout_id else form
    open_form(section.window_, title, shown, draft, rooms.save_layout)


class SpacesSection(Section):
    """空间: the smallest pieces, with the rooms that have them."""

    name, deed = N_("All spaces"), "rooms.save_space"

    def __init__(self, window: "MainWindow") -> None:
        """Build the table and its deed."""
        super().__init__(window)
        self.hint(_("Spaces come and go with the rooms that have them; hours in use are counted for each space."))
        self.table = Table(SPACES, _("All spaces"), _("No spaces yet; they come with the rooms."), parent=self)
        self.table.opened.connect(lambda _row: self.change())
        self.column.addWidget(self.table, 1)
        self.deeds((_("Change"), CHANGE, self.change))

    def reload(self) -> None:
        """Read the spaces and the rooms that have them."""
        known = self.desk.ask(rooms.rooms)
        rows = [(one, tuple(r.name for r in known if one.id in r.spaces)) for one in self.desk.ask(rooms.spaces)]
        self.table.show_rows(rows)

    def change(self) -> None:
        """Open the form of the marked space."""
        marked = self.marked()
        if marked is None:
            return
        row = marked[0]
        zones = [(zone.id, zone.name) for zone in self.desk.ask(rooms.zones)]
        form = (
            Field(N_("Space"), "name", required=True, longest=60, problems=_NAMES),
            Field(N_("Zone"), "zone_id", CHOICE, choices=lambda: zones, required=True, problems=("ZoneMissing",)),
            _PLACE,
        )
        draft = SpaceDraft(space_id=row.id, name=row.name, zone_id=row.zone_id, position=row.position)
        open_form(self.window_, row.name, form, draft, rooms.save_space)
