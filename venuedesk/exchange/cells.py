"""Cells of a table that someone else made: what a column is called, and what a cell may hold."""

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from venuedesk.core import texts
from venuedesk.core.texts import fold
from venuedesk.i18n import N_, _

TEXT, CODE, DAY = "text", "code", "day"
LONGEST = 2000  # characters of a cell

_ODD = re.compile("[\x00-\x1f\x7f-\x9f\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff\ufeff\ufffe\uffff]")
_WHOLE = re.compile(r"(-?\d+)(?:\.0*)?", re.ASCII)
_EXPONENT = re.compile(r"\d(?:\.\d+)?E\+?\d{1,3}", re.ASCII | re.IGNORECASE)
_DAY = re.compile(r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?(?:[ T]\s*0?0:00(?::00)?)?", re.ASCII)
_COMPACT_DAY = re.compile(r"(\d{4})(\d\d)(\d\d)", re.ASCII)


class Number(str):
    """A number as it is written in the file, not yet read: its digits are not trusted."""

    __slots__ = ()


@dataclass(frozen=True)
class Odd:
    """A cell that has no value of its own; ``reason`` says what it is (a message id)."""

    reason: str


FORMULA = Odd(N_("holds a formula; copy the column and paste it as values"))
ERROR = Odd(N_("holds an error of the spreadsheet"))
MERGED = Odd(N_("is merged with the cell above; unmerge it and fill it in"))


@dataclass(frozen=True)
class Column:
    """One column that a table may have: our field, the name we print, and the names it is known by."""

    field: str
    title: str
    names: tuple[str, ...] = ()
    kind: str = TEXT
    required: bool = False

    def known_as(self) -> set[str]:
        """Every name of the column in the form of ``header_key``."""
        return {header_key(n) for n in (self.field, self.title, _(self.title), *self.names)}


@dataclass(frozen=True)
class Fault:
    """What is wrong with one cell: the column's name in the file and the reason in words."""

    column: str
    reason: str


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a table: the line in the file, what our columns hold, and what is wrong."""

    line: int
    values: dict[str, Any]
    faults: tuple[Fault, ...] = ()

    def text(self, name: str) -> str:
        """The text of a column, '' where it is empty or the table lacks it."""
        found = self.values.get(name)
        return found if isinstance(found, str) else ""

    def day(self, name: str) -> date | None:
        """The day of a column, None where it is empty or the table lacks it."""
        found = self.values.get(name)
        return found if isinstance(found, date) else None


def clean(words: str) -> str:
    """Words as they are kept: one line, nothing that cannot be seen."""
    if words.isalnum():  # most cells: nothing to look for
        return words
    return texts.clean(words) if _ODD.search(words) else " ".join(words.split())


def header_key(words: str) -> str:
    """A header in the form it is compared in: NFKC, lower case, without spaces, marks and what stands in brackets."""
    plain = unicodedata.normalize("NFKC", clean(words)).casefold()
    plain = re.sub(r"\(.*?\)|\[.*?\]", "", plain)
    return "".join(c for c in plain if c.isalnum())


def shown(value: Any) -> str:
    """A cell as text, for a list of rejected rows."""
    if value is None:
        return ""
    if isinstance(value, Odd):
        return f"({_(value.reason)})"
    if isinstance(value, Number):
        return _number(value)
    if isinstance(value, datetime):
        return value.isoformat(" ").removesuffix(" 00:00:00")
    return clean(str(value))[:LONGEST]


def _number(value: Number) -> str:
    whole = _WHOLE.fullmatch(value)
    if whole:
        return whole[1]
    try:
        return repr(float(value))
    except ValueError:
        return clean(value)


def read_cell(column: Column, header: str, value: Any) -> tuple[Any, Fault | None]:
    """The value of a cell for our column, or why it has none."""
    if value is None or value == "":
        return ("" if column.kind != DAY else None), None
    if type(value) is str and column.kind == TEXT and len(value) <= LONGEST:  # most cells
        return clean(value), None
    if isinstance(value, Odd):
        return "", Fault(header, _(value.reason))
    if isinstance(value, str) and len(value) > LONGEST:
        return "", Fault(header, _("is longer than {n} characters").format(n=LONGEST))
    return _READERS[column.kind](header, value)


def _read_text(header: str, value: Any) -> tuple[Any, Fault | None]:
    return shown(value), None


def _read_code(header: str, value: Any) -> tuple[Any, Fault | None]:
    if isinstance(value, Number):
        whole = _WHOLE.fullmatch(value)
        if whole is None or whole[1].startswith("-") or len(whole[1]) > 15:
            return "", Fault(header, _("is a number whose digits are lost; make the column text and enter it again"))
        return whole[1], None
    if isinstance(value, datetime | bool):
        return "", Fault(header, _("is not a number; make the column text"))
    if value.isascii() and value.isalnum():  # nearly all of them: nothing to fold
        return value.upper(), None
    code = fold(clean(value))
    if _EXPONENT.fullmatch(code) and "+" in code:
        return "", Fault(header, _("is a number whose digits are lost; make the column text and enter it again"))
    return code, None


def _read_day(header: str, value: Any) -> tuple[Any, Fault | None]:
    if isinstance(value, datetime):
        return value.date(), None
    words = unicodedata.normalize("NFKC", shown(value))
    if not words:
        return None, None
    found = _DAY.fullmatch(words) or _COMPACT_DAY.fullmatch(words)
    try:
        if found:
            return date(int(found[1]), int(found[2]), int(found[3])), None
    except ValueError:
        pass
    return None, Fault(header, _("is no date such as 2026-11-20: {value}").format(value=words[:40]))


_READERS: dict[str, Callable[[str, Any], tuple[Any, Fault | None]]] = {
    TEXT: _read_text, CODE: _read_code, DAY: _read_day,
}  # fmt: skip
