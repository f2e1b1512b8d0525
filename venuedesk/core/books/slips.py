"""The slips of books: what is now true of a title or a copy."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from venuedesk.core.books.tables import Copy, Title
from venuedesk.core.slips import NAMES, Slip, named, shown
from venuedesk.i18n import _, ngettext


@dataclass(frozen=True)
class TitleSaved(Slip):
    """A title was added or changed."""

    title_id: int
    title: str = named("book_title")
    notices: tuple[str, ...] = shown()

    def __str__(self) -> str:
        """Which."""
        return _("Title saved: {title}").format(title=self.title)


@dataclass(frozen=True)
class TitleRetired(Slip):
    """A title is no longer found in the catalogue."""

    title_id: int
    title: str = named("book_title")

    def __str__(self) -> str:
        """Which."""
        return _("Title retired: {title}").format(title=self.title)


@dataclass(frozen=True)
class CopiesAdded(Slip):
    """New copies of a title stand on the shelf, with their numbers in a row."""

    title_id: int
    first_id: int
    number: int
    first: str
    last: str
    title: str = named("book_title")

    def __str__(self) -> str:
        """How many, of what, with which barcodes."""
        words = ngettext(
            "{n} copy of “{title}” added: {first}", "{n} copies of “{title}” added: {first}–{last}", self.number
        )
        return words.format(n=self.number, title=self.title, first=self.first, last=self.last)


@dataclass(frozen=True)
class _OfCopy(Slip):
    copy_id: int
    title: str = named("book_title")
    barcode: str = named("copy_barcode")

    def _said(self, words: str) -> str:
        return words.format(title=self.title, barcode=self.barcode)


@dataclass(frozen=True)
class CopySaved(_OfCopy):
    """A copy was changed."""

    def __str__(self) -> str:
        """Which."""
        return self._said(_("Copy saved: “{title}” ({barcode})"))


@dataclass(frozen=True)
class CopyWithdrawn(_OfCopy):
    """A copy was taken out of the stock (剔旧)."""

    def __str__(self) -> str:
        """Which."""
        return self._said(_("Withdrawn: “{title}” ({barcode})"))


@dataclass(frozen=True)
class CopyBackInStock(_OfCopy):
    """A withdrawn copy is in stock again."""

    def __str__(self) -> str:
        """Which."""
        return self._said(_("Back in stock: “{title}” ({barcode})"))


@dataclass(frozen=True)
class CopyInRepair(_OfCopy):
    """A copy was sent to repair."""

    def __str__(self) -> str:
        """Which."""
        return self._said(_("Sent to repair: “{title}” ({barcode})"))


# ---------------------------------------------------------------- texts looked up again


def _title(session: Session, values: dict[str, Any]) -> str:
    if "copy_id" in values:
        query = select(Title.title).join(Copy, Copy.title_id == Title.id).where(Copy.id == values["copy_id"])
    else:
        query = select(Title.title).where(Title.id == values.get("title_id"))
    return session.scalar(query) or ""


def _barcode(session: Session, values: dict[str, Any]) -> str:
    return session.scalar(select(Copy.barcode).where(Copy.id == values.get("copy_id"))) or ""


NAMES["book_title"] = _title
NAMES["copy_barcode"] = _barcode
