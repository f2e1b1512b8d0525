"""The rows of lending: what screens, paper and stories get."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class LoanRow:
    """One loan with the names it needs; ``returned_at`` is None while it is open."""

    id: int
    copy_id: int
    member_id: int
    member: str
    unit: str
    phone: str
    title: str
    barcode: str
    lent_at: datetime
    due_at: datetime
    tentative: bool
    renewals: int
    returned_at: datetime | None
    outcome: str | None


@dataclass(frozen=True)
class CopyOnShelf:
    """One copy of a title and who has it, if anyone."""

    id: int
    barcode: str
    accession: str
    location: str
    item_type: str
    state: str
    holder: str | None
    due_at: datetime | None
    holder_id: int | None = None


@dataclass(frozen=True)
class HoldRow:
    """One hold that waits or is ready."""

    id: int
    title_id: int
    title: str
    member_id: int
    member: str
    placed_at: datetime
    state: str


@dataclass(frozen=True)
class DayFigures:
    """A day's lending in numbers, counted from events; ``overdue`` is how many loans are late now."""

    loans: int
    returns: int
    renewals: int
    in_house: int
    overdue: int


@dataclass(frozen=True)
class CopyFacts:
    """What a command must know of a copy before it is lent or taken back."""

    copy_id: int
    title_id: int
    title: str
    barcode: str
    state: str
    item_type: str
    loan_id: int | None
    holder_id: int | None
    holder: str | None
    due_at: datetime | None
    held_for_id: int | None
    held_for: str | None


@dataclass(frozen=True)
class MemberFacts:
    """What a command must know of a member before a book is lent; counts are of open loans."""

    id: int
    name: str
    member_type: str
    expires: str | None
    retired: bool
    loans: int
    overdue: int
    card_state: str | None
    card_expires: str | None
