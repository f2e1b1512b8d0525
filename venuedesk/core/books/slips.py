"""The slips of books: what is now true of a title or a copy."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from venuedesk.core.books.tables import Copy, Title
from venuedesk.core.slips import Slip, look_up_many, named, names_by, shown
from venuedesk.i18n import _, ngettext


@dataclass(frozen=True)
class TitleSaved(Slip):
    """A title was added or changed."""

    title_id: int
    title: str = named("title")
    notices: tuple[str, ...] = shown()

    def __str__(self) -> str:
        """Which."""
        return _("Title saved: {title}").format(title=self.title)


@dataclass(frozen=True)
class TitleRetired(Slip):
    """A title is no longer found in the catalogue."""

    title_id: int
    title: str = named("title")

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
    title: str = named("title")

    def __str__(self) -> str:
        """How many, of what, with which barcodes."""
        words = ngettext(
            "{n} copy of “{title}” added: {first}", "{n} copies of “{title}” added: {first}–{last}", self.number
        )
        return words.format(n=self.number, title=self.title, first=self.first, last=self.last)


@dataclass(frozen=True)
class _OfCopy(Slip):
    copy_id: int
    title: str = named("title")
    barcode: str = named("barcode")

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


_title_of_copy = names_by("copy_id", select(Copy.id, Title.title).join(Title, Title.id == Copy.title_id))
_title_by_id = names_by("title_id", select(Title.id, Title.title))


def _titles(session: Session, values: list[dict[str, Any]]) -> list[str]:
    by_copy = _title_of_copy(session, values)
    if all("copy_id" in v for v in values):
        return by_copy
    by_id = _title_by_id(session, values)
    return [of_copy if "copy_id" in v else of_id for v, of_copy, of_id in zip(values, by_copy, by_id, strict=True)]


look_up_many("title", _titles)
look_up_many("barcode", names_by("copy_id", select(Copy.id, Copy.barcode)))
