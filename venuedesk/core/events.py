"""Countable things. Every number of the monthly tally is a sum over the one table ``events``.

A command writes its events in the transaction of its record. Events are inserted, never updated, and deleted only by
the undo of the action that wrote them; a trigger refuses both where their day lies in a closed month.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, bindparam, select, text
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Mapped, Session, mapped_column

from venuedesk.core import journal
from venuedesk.core.db import Base, Day, Instant, guard_of, read
from venuedesk.core.errors import refuse
from venuedesk.core.people.tables import Category, Member
from venuedesk.i18n import _

LOAN = "loan"
RENEWAL = "renewal"
RETURN = "return"
IN_HOUSE = "in_house"
LOST = "lost"
NEW_MEMBER = "new_member"
VISIT = "visit"  # people through a door; a correction of an hour is a signed quantity
ATTENDANCE = "attendance"  # person-times of a sign-in or a booking; those of lending are told by its own events
SESSION = "session"  # a booking that took place; minutes from its start to its end
SPACE_USE = "space_use"  # minutes of a space used by a session within its ordinary hours
EXTENDED_USE = "extended_use"  # the same within extended hours (延时)
KINDS = (LOAN, RENEWAL, RETURN, IN_HOUSE, LOST, NEW_MEMBER, VISIT, ATTENDANCE, SESSION, SPACE_USE, EXTENDED_USE)


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
        Index("ix_events_space", "space_id", "day", sqlite_where=text("space_id IS NOT NULL")),
        Index("ix_events_source", "source", "source_id"),
        Index("ix_events_about", "about", "day", sqlite_where=text("about IS NOT NULL")),
        Index(  # all that the door counts of a day are told by
            "ix_events_visits",
            *("day", "source_id", "at", "source", "quantity"),
            sqlite_where=text("kind = 'visit' AND about IS NULL"),
        ),
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
    space_id: Mapped[int | None] = mapped_column(ForeignKey("spaces.id"))
    group_name: Mapped[str | None]  # a group that came under a free name; it is a unit covered
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
    """A month whose figures are closed; while its row stands, no event of its days can come or go.

    ``figures`` is canonical JSON, ``paper_sha256`` the hash of the PDF that was signed. A month that was reopened keeps
    its row, with when and why.
    """

    __tablename__ = "closed_months"
    __table_args__: Any = (
        CheckConstraint("month GLOB '[0-9][0-9][0-9][0-9]-[01][0-9]'", name="month"),
        CheckConstraint("(reopened_at IS NULL) = (reason = '')", name="reopened_with_reason"),
        Index("uq_closed_months_month", "month", unique=True, sqlite_where=text("reopened_at IS NULL")),
        {"sqlite_autoincrement": True},
    )

    month: Mapped[str]
    closed_at: Mapped[datetime] = mapped_column(Instant)
    figures: Mapped[str] = mapped_column(server_default="")
    figures_sha256: Mapped[str] = mapped_column(server_default="")
    paper_sha256: Mapped[str] = mapped_column(server_default="")
    reopened_at: Mapped[datetime | None] = mapped_column(Instant)
    reason: Mapped[str] = mapped_column(server_default="")


def closed_months(session: Session) -> set[str]:
    """The months that are closed now; one that was reopened is not among them."""
    return set(session.scalars(select(ClosedMonth.month).where(ClosedMonth.reopened_at.is_(None))))


_PERSON = (
    select(Member.unit_id, Member.category_id, Category.industrial, Category.frontline, Category.new_employment)
    .join(Category, Category.id == Member.category_id)
    .where(Member.id == bindparam("member"))
)


def record(
    session: Session,
    *,
    kind: str,
    at: datetime,
    source: str,
    source_id: int,
    zone_id: int | None = None,
    member_id: int | None = None,
    **more: Any,
) -> None:
    """Count one thing at ``at``, with the unit, category and flags that the member has now.

    ``more`` are further columns of ``Event``: quantity, minutes, space_id, unit_id, group_name, about, reason.
    """
    values: dict[str, Any] = {}
    if member_id is not None:
        unit_id, category_id, *flags = read(session, _PERSON, member=member_id).one()
        values = {"unit_id": unit_id, "category_id": category_id}
        values |= {"industrial": flags[0], "frontline": flags[1], "new_employment": flags[2]}
    event = Event(
        action_id=journal.action_id(session),
        day=at.date(),
        at=at,
        kind=kind,
        zone_id=zone_id,
        member_id=member_id,
        source=source,
        source_id=source_id,
        **(values | more),
    )
    session.add(event)


@contextmanager
def closed_months_in_words() -> Iterator[None]:
    """Turn the guard's refusal of an event in a closed month into Refused with MonthClosed, which names the way out."""
    try:
        yield
    except IntegrityError as error:
        if not guard_of(error).startswith("month_closed_"):
            raise
        words = _("That day lies in a closed month; its figures stand.")
        raise refuse("MonthClosed", words, _("Enter a correction (更正) on the page of the tally.")) from error
