"""The tables of people: units (基层工会), worker categories, members and their cards."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, text
from sqlalchemy.orm import Mapped, Session, mapped_column

from venuedesk.core.db import Base, Day, Instant
from venuedesk.i18n import N_, _

# ---------------------------------------------------------------- tables


class Unit(Base):
    """A unit (单位/基层工会). ``counts`` is false for 无单位, which never counts among the units covered."""

    __tablename__ = "units"

    name: Mapped[str] = mapped_column(unique=True)
    kind: Mapped[str] = mapped_column(default="")
    contact: Mapped[str] = mapped_column(default="")
    phone: Mapped[str] = mapped_column(default="")
    counts: Mapped[bool] = mapped_column(default=True)
    note: Mapped[str] = mapped_column(default="")
    retired_at: Mapped[datetime | None] = mapped_column(Instant)


class Category(Base):
    """A worker category (职工类别) with the three flags that the tallies ask for."""

    __tablename__ = "categories"

    code: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]
    industrial: Mapped[bool] = mapped_column(default=False)
    frontline: Mapped[bool] = mapped_column(default=False)
    new_employment: Mapped[bool] = mapped_column(default=False)
    position: Mapped[int] = mapped_column(default=0)
    retired_at: Mapped[datetime | None] = mapped_column(Instant)


class Member(Base):
    """A member (会员/读者). ``member_type`` is what the lending rules are looked up by."""

    __tablename__ = "members"
    __table_args__: Any = (
        CheckConstraint("length(name) > 0 OR erased_at IS NOT NULL", name="name"),
        Index("ix_members_name", "name"),
        Index("ix_members_phone", "phone"),
        Index("ix_members_phone_tail", text("substr(phone, -4)")),
        Index("ix_members_unit", "unit_id", "retired_at"),  # how many are in a unit is counted on it alone
        {"sqlite_autoincrement": True},
    )

    name: Mapped[str]
    unit_id: Mapped[int] = mapped_column(ForeignKey("units.id"))
    category_id: Mapped[int] = mapped_column(ForeignKey("categories.id"))
    member_type: Mapped[str] = mapped_column(default="standard")
    phone: Mapped[str] = mapped_column(default="")
    joined_on: Mapped[date] = mapped_column(Day)
    expires_on: Mapped[date | None] = mapped_column(Day)
    note: Mapped[str] = mapped_column(default="")
    retired_at: Mapped[datetime | None] = mapped_column(Instant)
    erased_at: Mapped[datetime | None] = mapped_column(Instant)


class Card(Base):
    """A card of a member; its number is text as printed, folded. A blocked card stays, its loans are the member's."""

    __tablename__ = "cards"
    __table_args__: Any = (
        CheckConstraint("kind IN ('union', 'bank', 'electronic', 'temporary')", name="kind"),
        CheckConstraint("state IN ('active', 'lost', 'blocked', 'replaced')", name="state"),
        CheckConstraint("(state = 'active') = (ended_at IS NULL)", name="ended"),
        CheckConstraint("length(number) > 0", name="number"),
        Index("uq_cards_active_number", "number", unique=True, sqlite_where=text("state = 'active'")),
        Index("ix_cards_number", "number"),
        Index("ix_cards_member", "member_id"),
        Index("ix_cards_tail", text("substr(number, -4)")),
        {"sqlite_autoincrement": True},
    )

    member_id: Mapped[int] = mapped_column(ForeignKey("members.id"))
    number: Mapped[str]
    kind: Mapped[str] = mapped_column(default="union")
    state: Mapped[str] = mapped_column(default="active")
    issued_at: Mapped[datetime] = mapped_column(Instant)
    expires_on: Mapped[date | None] = mapped_column(Day)
    ended_at: Mapped[datetime | None] = mapped_column(Instant)
    reason: Mapped[str] = mapped_column(default="")


# ---------------------------------------------------------------- what a new venue starts with

NO_UNIT = N_("No unit")
UNKNOWN = "unknown"
CATEGORIES = (  # code, name, industrial, frontline, new employment
    ("industrial", N_("Industrial worker"), True, False, False),
    ("frontline", N_("Frontline worker"), False, True, False),
    ("new_employment", N_("Worker in new employment"), False, False, True),
    ("office", N_("Office and public institution"), False, False, False),
    ("retired", N_("Retired worker"), False, False, False),
    ("family", N_("Family member"), False, False, False),
    ("public", N_("General public"), False, False, False),
    (UNKNOWN, N_("Unknown"), False, False, False),
)


def seed(session: Session) -> None:
    """Give a new file the unit 无单位 and the eight worker categories, named in the language in use."""
    session.add(Unit(name=_(NO_UNIT), counts=False))
    for position, (code, name, industrial, frontline, new) in enumerate(CATEGORIES):
        flags = {"industrial": industrial, "frontline": frontline, "new_employment": new}
        session.add(Category(code=code, name=_(name), position=position, **flags))
    session.flush()
