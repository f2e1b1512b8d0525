"""The rows of books, and the drafts that its forms fill."""

from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True)
class TitleRow:
    """One title, whole; the price in fen."""

    id: int
    isbn: str
    title: str
    subtitle: str
    part: str
    authors: str
    edition: str
    publisher: str
    place: str
    year: str
    pages: str
    size: str
    price: int | None
    gift: bool
    class_number: str
    call_number: str
    series: str
    abstract: str
    subjects: str
    pinyin: str
    source: str
    control_number: str
    created_at: datetime
    retired_at: datetime | None


@dataclass(frozen=True)
class TitleLine:
    """One line of the catalogue; ``copies`` are neither lost nor withdrawn, ``free`` are on the shelf."""

    id: int
    title: str
    subtitle: str
    authors: str
    publisher: str
    year: str
    isbn: str
    class_number: str
    call_number: str
    price: int | None
    copies: int
    free: int
    retired_at: datetime | None


@dataclass(frozen=True)
class CopyRow:
    """One copy with the words of its title."""

    id: int
    title_id: int
    title: str
    barcode: str
    accession: str
    location: str
    item_type: str
    source: str
    state: str
    call_number: str
    price: int | None
    acquired_on: date
    note: str


# ---------------------------------------------------------------- drafts


@dataclass(frozen=True)
class TitleDraft:
    """What the form for a title fills; ISBN and price as they are printed."""

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
    price: str = ""
    class_number: str = ""
    call_number: str = ""
    series: str = ""
    abstract: str = ""
    subjects: str = ""
    pinyin: str = ""
    title_id: int | None = None


@dataclass(frozen=True)
class CopiesDraft:
    """What the form for new copies fills; a barcode only for one copy that bears a label already."""

    title_id: int
    acquired_on: date
    number: int = 1
    barcode: str = ""
    location: str = ""
    item_type: str = "book"
    source: str = ""
    price: str = ""
    note: str = ""


@dataclass(frozen=True)
class CopyDraft:
    """What the form for one copy fills."""

    copy_id: int
    barcode: str
    acquired_on: date
    accession: str = ""
    location: str = ""
    item_type: str = "book"
    source: str = ""
    price: str = ""
    note: str = ""
