"""Books: titles (书目) and their copies (馆藏)."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from venuedesk.core.db import Base, Day, Fen, Instant

# ---------------------------------------------------------------- tables


class Title(Base):
    """A bibliographic title. Titles may share an ISBN; ``source`` + ``control_number`` tell records of one origin apart."""

    __tablename__ = "titles"
    __table_args__: Any = (
        CheckConstraint("length(title) > 0", name="title"),
        Index("ix_titles_isbn", "isbn"),
        Index("ix_titles_title", "title"),
        Index("ix_titles_control", "source", "control_number"),
        {"sqlite_autoincrement": True},
    )

    isbn: Mapped[str] = mapped_column(default="")  # thirteen digits, or a 统一书号 as printed, or ''
    title: Mapped[str]
    subtitle: Mapped[str] = mapped_column(default="")
    part: Mapped[str] = mapped_column(default="")
    authors: Mapped[str] = mapped_column(default="")
    edition: Mapped[str] = mapped_column(default="")
    publisher: Mapped[str] = mapped_column(default="")
    place: Mapped[str] = mapped_column(default="")
    year: Mapped[str] = mapped_column(default="")
    pages: Mapped[str] = mapped_column(default="")
    size: Mapped[str] = mapped_column(default="")
    price: Mapped[int | None] = mapped_column(Fen)
    gift: Mapped[bool] = mapped_column(default=False)
    class_number: Mapped[str] = mapped_column(default="")
    call_number: Mapped[str] = mapped_column(default="")
    series: Mapped[str] = mapped_column(default="")
    abstract: Mapped[str] = mapped_column(default="")
    subjects: Mapped[str] = mapped_column(default="")
    pinyin: Mapped[str] = mapped_column(default="")  # as the file gave it
    source: Mapped[str] = mapped_column(default="")
    control_number: Mapped[str] = mapped_column(default="")
    created_at: Mapped[datetime] = mapped_column(Instant)
    retired_at: Mapped[datetime | None] = mapped_column(Instant)


class Copy(Base):
    """A copy on the shelf, by barcode. Whether it is on loan is told by its open loan, not here."""

    __tablename__ = "copies"
    __table_args__: Any = (
        CheckConstraint("state IN ('in_stock', 'lost', 'withdrawn', 'repair')", name="state"),
        CheckConstraint("length(barcode) > 0", name="barcode"),
        Index("ix_copies_title", "title_id"),
        Index("ix_copies_accession", "accession"),
        {"sqlite_autoincrement": True},
    )

    title_id: Mapped[int] = mapped_column(ForeignKey("titles.id"))
    barcode: Mapped[str] = mapped_column(unique=True)
    accession: Mapped[str] = mapped_column(default="")
    location: Mapped[str] = mapped_column(default="")
    item_type: Mapped[str] = mapped_column(default="book")
    source: Mapped[str] = mapped_column(default="")
    price: Mapped[int | None] = mapped_column(Fen)
    state: Mapped[str] = mapped_column(default="in_stock")
    acquired_on: Mapped[date] = mapped_column(Day)
    note: Mapped[str] = mapped_column(default="")


# ---------------------------------------------------------------- rows


@dataclass(frozen=True)
class TitleRow:
    """One title with the number of its copies that are neither lost nor withdrawn."""

    id: int
    isbn: str
    title: str
    subtitle: str
    authors: str
    publisher: str
    year: str
    price: int | None
    class_number: str
    call_number: str


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
    state: str
    call_number: str
    price: int | None


# ---------------------------------------------------------------- queries

_COPY = select(
    Copy.id,
    Copy.title_id,
    Title.title,
    Copy.barcode,
    Copy.accession,
    Copy.location,
    Copy.item_type,
    Copy.state,
    Title.call_number,
    Copy.price,
).join(Title, Title.id == Copy.title_id)


def copy(session: Session, *, copy_id: int) -> CopyRow | None:
    """One copy, or None."""
    row = session.execute(_COPY.where(Copy.id == copy_id)).one_or_none()
    return None if row is None else CopyRow(*row)


def copies(session: Session, *, title_id: int) -> list[CopyRow]:
    """The copies of a title, by barcode."""
    return [CopyRow(*row) for row in session.execute(_COPY.where(Copy.title_id == title_id).order_by(Copy.barcode))]
