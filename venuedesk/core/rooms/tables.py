"""The tables of rooms: spaces, rooms as sets of spaces, and their layouts. Zones are the house's."""

from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from venuedesk.core.db import Base, Instant


class Space(Base):
    """The smallest piece that can be used alone: half a hall, one court, one table."""

    __tablename__ = "spaces"
    __table_args__: Any = (
        CheckConstraint("length(name) > 0", name="name"),
        Index("uq_spaces_name", "name", unique=True, sqlite_where=text("retired_at IS NULL")),
        {"sqlite_autoincrement": True},
    )

    zone_id: Mapped[int] = mapped_column(ForeignKey("zones.id"))
    name: Mapped[str]
    position: Mapped[int] = mapped_column(default=0)
    retired_at: Mapped[datetime | None] = mapped_column(Instant)


class Room(Base):
    """What is booked: one space, or several joined (大厅 = 东 + 西). Rooms clash when their spaces meet."""

    __tablename__ = "rooms"
    __table_args__: Any = (
        CheckConstraint("length(name) > 0", name="name"),
        CheckConstraint("capacity > 0", name="capacity"),
        Index("uq_rooms_name", "name", unique=True, sqlite_where=text("retired_at IS NULL")),
        {"sqlite_autoincrement": True},
    )

    zone_id: Mapped[int] = mapped_column(ForeignKey("zones.id"))
    name: Mapped[str]
    capacity: Mapped[int]
    position: Mapped[int] = mapped_column(default=0)
    note: Mapped[str] = mapped_column(default="")
    retired_at: Mapped[datetime | None] = mapped_column(Instant)


class RoomSpace(Base):
    """A space that belongs to a room."""

    __tablename__ = "room_spaces"
    __table_args__: Any = (
        Index("uq_room_spaces_room", "room_id", "space_id", unique=True),
        Index("ix_room_spaces_space", "space_id"),
        {"sqlite_autoincrement": True},
    )

    room_id: Mapped[int] = mapped_column(ForeignKey("rooms.id"))
    space_id: Mapped[int] = mapped_column(ForeignKey("spaces.id"))


class Layout(Base):
    """A way to furnish a room (布置), with the people it holds and the minutes it takes before and after."""

    __tablename__ = "layouts"
    __table_args__: Any = (
        CheckConstraint("length(name) > 0", name="name"),
        CheckConstraint("capacity > 0", name="capacity"),
        CheckConstraint("setup_minutes >= 0 AND teardown_minutes >= 0", name="minutes"),
        Index("uq_layouts_name", "room_id", "name", unique=True, sqlite_where=text("retired_at IS NULL")),
        {"sqlite_autoincrement": True},
    )

    room_id: Mapped[int] = mapped_column(ForeignKey("rooms.id"))
    name: Mapped[str]
    capacity: Mapped[int]
    setup_minutes: Mapped[int] = mapped_column(default=0)
    teardown_minutes: Mapped[int] = mapped_column(default=0)
    retired_at: Mapped[datetime | None] = mapped_column(Instant)
