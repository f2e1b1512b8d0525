"""The tables of visits: doors, the state of a door's day, and sign-ins. Counts themselves are events."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, text
from sqlalchemy.orm import Mapped, Session, mapped_column

from venuedesk.core.db import Base, Day, Instant
from venuedesk.i18n import N_, _


class Door(Base):
    """A door at which people are counted, by hand or by a gate; ``both_ways`` gates count those who leave too."""

    __tablename__ = "doors"
    __table_args__: Any = (
        CheckConstraint("length(name) > 0", name="name"),
        CheckConstraint("counted_by IN ('hand', 'gate')", name="counted_by"),
        Index("uq_doors_name", "name", unique=True, sqlite_where=text("retired_at IS NULL")),
        {"sqlite_autoincrement": True},
    )

    name: Mapped[str]
    counted_by: Mapped[str] = mapped_column(default="hand")
    both_ways: Mapped[bool] = mapped_column(default=False)
    position: Mapped[int] = mapped_column(default=0)
    since: Mapped[date | None] = mapped_column(Day)  # the first day it is counted; null: always
    retired_at: Mapped[datetime | None] = mapped_column(Instant)


class DoorDay(Base):
    """A door that was closed, or not counted, on a day. A day with neither this nor counts is missing."""

    __tablename__ = "door_days"
    __table_args__: Any = (
        CheckConstraint("state IN ('closed', 'not_counted')", name="state"),
        Index("uq_door_days_day", "door_id", "day", unique=True, sqlite_where=text("cleared_at IS NULL")),
        {"sqlite_autoincrement": True},
    )

    door_id: Mapped[int] = mapped_column(ForeignKey("doors.id"))
    day: Mapped[date] = mapped_column(Day)
    state: Mapped[str]
    cleared_at: Mapped[datetime | None] = mapped_column(Instant)


class SignIn(Base):
    """People who came to a zone: one member by card, or a group of a unit or under a free name."""

    __tablename__ = "sign_ins"
    __table_args__: Any = (
        CheckConstraint("headcount > 0", name="headcount"),
        CheckConstraint("day = substr(at, 1, 10)", name="day_is_of_at"),
        CheckConstraint(
            "(member_id IS NOT NULL) + (unit_id IS NOT NULL) + (length(group_name) > 0) = 1", name="one_party"
        ),
        CheckConstraint("member_id IS NULL OR headcount = 1", name="a_member_is_one"),
        Index(
            "uq_sign_ins_member_zone",
            *("member_id", "zone_id", "day"),
            unique=True,
            sqlite_where=text("member_id IS NOT NULL AND booking_id IS NULL"),
        ),
        Index(
            "uq_sign_ins_member_booking",
            *("member_id", "booking_id"),
            unique=True,
            sqlite_where=text("member_id IS NOT NULL AND booking_id IS NOT NULL"),
        ),
        Index("ix_sign_ins_day", "day"),
        {"sqlite_autoincrement": True},
    )

    day: Mapped[date] = mapped_column(Day)
    at: Mapped[datetime] = mapped_column(Instant)
    zone_id: Mapped[int] = mapped_column(ForeignKey("zones.id"))
    booking_id: Mapped[int | None] = mapped_column(ForeignKey("bookings.id"))  # the session that it was for
    member_id: Mapped[int | None] = mapped_column(ForeignKey("members.id"))
    unit_id: Mapped[int | None] = mapped_column(ForeignKey("units.id"))
    group_name: Mapped[str] = mapped_column(default="")
    headcount: Mapped[int] = mapped_column(default=1)


def seed(session: Session, *, today: date) -> None:
    """Give a new file its main door, counted from ``today`` on."""
    session.add(Door(name=_(MAIN_DOOR), since=today))
    session.flush()


MAIN_DOOR = N_("Main door")
