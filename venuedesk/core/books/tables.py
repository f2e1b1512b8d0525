"""The tables of books: titles (书目) and their copies (馆藏)."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from venuedesk.core.db import Base, Day, Fen, Instant


class Title(Base):
    """A bibliographic title. Titles may share an ISBN; ``source`` + ``control_number`` name the record it is from."""

    __tablename__ = "titles"
    __table_args__: Any = (
        CheckConstraint("length(title) > 0", name="title"),
        Index("ix_titles_isbn", "isbn"),
        Index("ix_titles_title", "title"),
        Index("ix_titles_control", "source", "control_number"),
        Index("ix_titles_retired", "retired_at", sqlite_where=text("retired_at IS NOT NULL")),
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
