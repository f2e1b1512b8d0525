"""What a row or record of a file says about one thing, before anything is looked up."""

from dataclasses import dataclass
from datetime import date

from venuedesk.i18n import _


@dataclass(frozen=True, slots=True)
class CopyDraft:
    """One copy as a file describes it; money in fen."""

    barcode: str
    accession: str = ""
    location: str = ""
    item_type: str = ""
    source: str = ""
    price: int | None = None
    acquired_on: date | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class BookDraft:
    """One title as a file describes it, with the copies it names; money in fen."""

    title: str
    isbn: str = ""
    subtitle: str = ""
    part: str = ""
    authors: str = ""
    edition: str = ""
    publisher: str = ""
    place: str = ""
    year: str = ""
    pages: str = ""
    size: str = ""
    price: int | None = None
    gift: bool = False
    class_number: str = ""
    call_number: str = ""
    series: str = ""
    abstract: str = ""
    subjects: str = ""
    pinyin: str = ""
    source: str = ""
    control_number: str = ""
    copies: tuple[CopyDraft, ...] = ()


@dataclass(frozen=True, slots=True)
class UnitDraft:
    """One unit as a file describes it."""

    name: str
    kind: str = ""
    contact: str = ""
    phone: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class MemberDraft:
    """One member as a file describes them; '' and None where the file says nothing."""

    name: str
    card: str = ""
    card_kind: str = ""
    unit: str = ""
    category: str = ""
    member_type: str = ""
    phone: str = ""
    joined_on: date | None = None
    expires_on: date | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class LoanDraft:
    """One loan as a file describes it, open while it has no day of return."""

    barcode: str
    card: str
    name: str
    phone: str
    lent_on: date
    due_on: date | None
    returned_on: date | None
    renewals: int = 0


@dataclass(frozen=True, slots=True)
class HolidayDraft:
    """One day off or make-up workday as a file describes it."""

    day: date
    kind: str
    name: str = ""
    document: str = ""


@dataclass(frozen=True, slots=True)
class Rejected:
    """One row that was not taken: the line (or record) in the file, the column, and the reason."""

    line: int
    column: str
    reason: str

    def __str__(self) -> str:
        """Where and why."""
        if not self.column:
            return _("line {line}: {reason}").format(line=self.line, reason=self.reason)
        return _("line {line}, {column}: {reason}").format(line=self.line, column=self.column, reason=self.reason)
