"""The rows of people, and the drafts that its forms fill."""

from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True)
class UnitRow:
    """One unit and how many members it has."""

    id: int
    name: str
    kind: str
    contact: str
    phone: str
    counts: bool
    note: str
    retired_at: datetime | None
    members: int


@dataclass(frozen=True)
class CategoryRow:
    """One worker category with its flags."""

    id: int
    code: str
    name: str
    industrial: bool
    frontline: bool
    new_employment: bool
    position: int
    retired_at: datetime | None


@dataclass(frozen=True)
class MemberRow:
    """A member as the desk sees them. ``phone`` is whole; lists show it masked."""

    id: int
    name: str
    unit: str
    unit_id: int
    category: str
    category_id: int
    member_type: str
    phone: str
    joined_on: date
    expires_on: date | None
    note: str
    retired_at: datetime | None


@dataclass(frozen=True)
class MemberLine:
    """One line of the list of members; phone and card are masked."""

    id: int
    name: str
    unit: str
    category: str
    phone: str
    card: str
    joined_on: date
    expires_on: date | None
    retired_at: datetime | None


@dataclass(frozen=True)
class CardRow:
    """One card of a member's history."""

    id: int
    member_id: int
    number: str
    kind: str
    state: str
    issued_at: datetime
    expires_on: date | None
    ended_at: datetime | None
    reason: str


# ---------------------------------------------------------------- drafts


@dataclass(frozen=True)
class UnitDraft:
    """What the form for a unit fills."""

    name: str
    kind: str = ""
    contact: str = ""
    phone: str = ""
    counts: bool = True
    note: str = ""
    unit_id: int | None = None


@dataclass(frozen=True)
class CategoryDraft:
    """What the form for a worker category fills; the code is kept in files and never changes."""

    code: str
    name: str
    industrial: bool = False
    frontline: bool = False
    new_employment: bool = False
    position: int = 0
    category_id: int | None = None


@dataclass(frozen=True)
class MemberDraft:
    """What the form for a member fills; a new member may get a first card with it."""

    name: str
    unit_id: int
    category_id: int
    joined_on: date
    phone: str = ""
    expires_on: date | None = None
    member_type: str = "standard"
    note: str = ""
    card: str = ""
    card_kind: str = "union"
    member_id: int | None = None
