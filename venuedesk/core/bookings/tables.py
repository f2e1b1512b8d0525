"""The tables of bookings: a booking, and the spaces it occupies."""

from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from venuedesk.core.db import Base, Instant

TENTATIVE, AWAITING, BOOKED, ARRIVED, ENDED, NO_SHOW, CANCELLED = STATES = (
    "tentative",  # 意向
    "awaiting",  # 待批
    "booked",  # 已订
    "arrived",  # 到场
    "ended",  # 结束
    "no_show",  # 未到
    "cancelled",  # 取消
)
PLANNED = (TENTATIVE, AWAITING, BOOKED)  # a clerk sets these by hand; nobody has come yet
HOLDING = (TENTATIVE, AWAITING, BOOKED, ARRIVED, ENDED)  # these occupy their spaces


class Booking(Base):
    """A booking of one room for one span of time, [starts_at, ends_at), by a unit, a member or an outside caller.

    Setup and teardown are kept as they were agreed, and occupy the spaces too.
    """

    __tablename__ = "bookings"
    __table_args__: Any = (
        CheckConstraint(f"state IN {STATES}", name="state"),
        CheckConstraint("ends_at > starts_at", name="span"),
        CheckConstraint("setup_minutes >= 0 AND teardown_minutes >= 0", name="minutes"),
        CheckConstraint("unit_id IS NOT NULL OR member_id IS NOT NULL OR length(caller) > 0", name="holder"),
        CheckConstraint("expected > 0", name="expected"),
        CheckConstraint("attended >= 0", name="attended"),
        CheckConstraint("length(code) = 8", name="code"),
        CheckConstraint("state NOT IN ('cancelled', 'no_show') OR length(reason) > 0", name="reason"),
        Index("ix_bookings_start", "starts_at"),
        Index("ix_bookings_room", "room_id", "starts_at"),
        Index("ix_bookings_member", "member_id", "starts_at", sqlite_where=text("member_id IS NOT NULL")),
        Index("ix_bookings_unit", "unit_id", "starts_at", sqlite_where=text("unit_id IS NOT NULL")),
        Index("ix_bookings_caller", "caller", "starts_at", sqlite_where=text("caller <> ''")),
        Index("ix_bookings_phone_tail", text("substr(phone, -4)"), sqlite_where=text("phone <> ''")),
        Index(
            "ix_bookings_unfinished",
            "ends_at",
            sqlite_where=text("state IN ('tentative', 'awaiting', 'booked', 'arrived')"),
        ),
        {"sqlite_autoincrement": True},
    )

    code: Mapped[str] = mapped_column(unique=True)  # on the slip
    room_id: Mapped[int] = mapped_column(ForeignKey("rooms.id"))
    layout_id: Mapped[int | None] = mapped_column(ForeignKey("layouts.id"))
    starts_at: Mapped[datetime] = mapped_column(Instant)
    ends_at: Mapped[datetime] = mapped_column(Instant)
    setup_minutes: Mapped[int] = mapped_column(default=0)
    teardown_minutes: Mapped[int] = mapped_column(default=0)
    state: Mapped[str] = mapped_column(default=BOOKED)
    unit_id: Mapped[int | None] = mapped_column(ForeignKey("units.id"))
    member_id: Mapped[int | None] = mapped_column(ForeignKey("members.id"))
    caller: Mapped[str] = mapped_column(default="")  # an outside caller's name, or who calls for the unit
    phone: Mapped[str] = mapped_column(default="")
    purpose: Mapped[str] = mapped_column(default="")
    expected: Mapped[int] = mapped_column(default=1)  # people
    attended: Mapped[int | None]  # people who came, once it has ended
    reason: Mapped[str] = mapped_column(default="")
    note: Mapped[str] = mapped_column(default="")
    made_at: Mapped[datetime] = mapped_column(Instant)
    arrived_at: Mapped[datetime | None] = mapped_column(Instant)
    ended_at: Mapped[datetime | None] = mapped_column(Instant)


class Occupancy(Base):
    """A space that is taken for a span of time, setup and teardown included. A trigger refuses overlap and update."""

    __tablename__ = "occupancy"
    __table_args__: Any = (
        CheckConstraint("ends_at > starts_at", name="span"),
        Index("ix_occupancy_space", "space_id", "starts_at"),
        Index("ix_occupancy_booking", "booking_id"),
        {"sqlite_autoincrement": True},
    )

    booking_id: Mapped[int] = mapped_column(ForeignKey("bookings.id"))
    space_id: Mapped[int] = mapped_column(ForeignKey("spaces.id"))
    starts_at: Mapped[datetime] = mapped_column(Instant)
    ends_at: Mapped[datetime] = mapped_column(Instant)
