"""Countable things. Every number of the monthly tally is a sum over the one table ``events``.

A command writes its events in the transaction of its record. Events are inserted, never updated, and deleted only by
the undo of the action that wrote them; a trigger refuses both where their day lies in a closed month.
"""

from datetime import date, datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, bindparam, select, text
from sqlalchemy.orm import Mapped, Session, mapped_column

from venuedesk.core import journal
from venuedesk.core.db import Base, Day, Instant, read
from venuedesk.core.people.tables import Category, Member

LOAN = "loan"
RENEWAL = "renewal"
RETURN = "return"
IN_HOUSE = "in_house"
LOST = "lost"
NEW_MEMBER = "new_member"
KINDS = (LOAN, RENEWAL, RETURN, IN_HOUSE, LOST, NEW_MEMBER)


class Event(Base):
    """One countable thing: what, when, where, by whom, with the flags of the category as they were that day."""

    __tablename__ = "events"
    __table_args__: Any = (
        CheckConstraint(f"kind IN {KINDS}", name="kind"),
        CheckConstraint("day = substr(at, 1, 10)", name="day_is_of_at"),
        CheckConstraint("minutes >= 0", name="minutes"),
        Index("ix_events_day", "day", "kind"),
        Index("ix_events_action", "action_id"),
        Index("ix_events_member", "member_id", sqlite_where=text("member_id IS NOT NULL")),
        Index("ix_events_unit", "unit_id", sqlite_where=text("unit_id IS NOT NULL")),
        Index("ix_events_source", "source", "source_id"),
        {"sqlite_autoincrement": True},
    )

    action_id: Mapped[int] = mapped_column(ForeignKey("actions.id", deferrable=True, initially="DEFERRED"))
    day: Mapped[date] = mapped_column(Day)
    at: Mapped[datetime] = mapped_column(Instant)
    kind: Mapped[str]
    zone_id: Mapped[int | None] = mapped_column(ForeignKey("zones.id"))
    member_id: Mapped[int | None] = mapped_column(ForeignKey("members.id"))
    unit_id: Mapped[int | None] = mapped_column(ForeignKey("units.id"))
    category_id: Mapped[int | None] = mapped_column(ForeignKey("categories.id"))
    industrial: Mapped[bool] = mapped_column(default=False)
    frontline: Mapped[bool] = mapped_column(default=False)
    new_employment: Mapped[bool] = mapped_column(default=False)
    quantity: Mapped[int] = mapped_column(default=1)
    minutes: Mapped[int] = mapped_column(default=0)
    about: Mapped[date | None] = mapped_column(Day)  # the day meant, where a closed month is corrected
    reason: Mapped[str | None]
    source: Mapped[str]  # the table of the record that it counts
    source_id: Mapped[int]


class ClosedMonth(Base):
    """A month whose figures are closed; while its row stands, no event of its days can come or go."""

    __tablename__ = "closed_months"
    __table_args__: Any = (
        CheckConstraint("month GLOB '[0-9][0-9][0-9][0-9]-[01][0-9]'", name="month"),
        {"sqlite_autoincrement": True},
    )

    month: Mapped[str] = mapped_column(unique=True)
    closed_at: Mapped[datetime] = mapped_column(Instant)


_PERSON = (
    select(Member.unit_id, Member.category_id, Category.industrial, Category.frontline, Category.new_employment)
    .join(Category, Category.id == Member.category_id)
    .where(Member.id == bindparam("member"))
)


def record(
    session: Session, *, kind: str, at: datetime, member_id: int | None, zone_id: int, source: str, source_id: int
) -> None:
    """Count one thing at ``at``, with the unit, category and flags that the member has now."""
    unit_id = category_id = None
    flags = (False, False, False)
    if member_id is not None:
        unit_id, category_id, *flags_now = read(session, _PERSON, member=member_id).one()
        flags = (flags_now[0], flags_now[1], flags_now[2])
    event = Event(
        action_id=journal.action_id(session),
        day=at.date(),
        at=at,
        kind=kind,
        zone_id=zone_id,
        member_id=member_id,
        unit_id=unit_id,
        category_id=category_id,
        industrial=flags[0],
        frontline=flags[1],
        new_employment=flags[2],
        source=source,
        source_id=source_id,
    )
    session.add(event)
