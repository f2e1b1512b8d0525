"""ISBN: a typed or catalogued book number as the thing it is. Pure and fast; only ``hyphened`` loads a library."""

import re
import unicodedata
from dataclasses import dataclass

ISBN, UNIFIED = "isbn", "unified"  # 国际标准书号; 统一书号 (1956–1987), such as 10019·2345

_ISBN = re.compile(r"97[89]\d{10}|\d{9}[\dX]|\d{9}")
_UNIFIED = re.compile(r"(\d{4,5})[·.・•‧](\d{1,5})")
_PREFIX = re.compile(r"^(?:ISBN|统一书号|書號|书号|CSBN)[:：]?(?:-1[03][:：]?)?")
_DASHES = re.compile(r"[-‐-―−﹣－]")


@dataclass(frozen=True)
class BookNumber:
    """A book number whose check digit holds: its kind, and its one text (thirteen digits, or 10019·2345)."""

    kind: str
    text: str


def parse(raw: str) -> BookNumber | None:
    """The book number that a text is: ISBN of 13 or 10 digits, SBN of 9, 统一书号; None where it is none of them.

    Hyphens, spaces, full-width digits and the word ISBN before it are passed over. A 9-digit number is an SBN: it
    counts as an ISBN-10 with a zero before it.
    """
    if len(raw) > 40:
        return None
    words = raw if raw.isascii() and raw.isdigit() else _bare(raw)
    if not words.isascii() and not _UNIFIED.fullmatch(words):
        return None
    if _ISBN.fullmatch(words):
        thirteen = _thirteen(words)
        return BookNumber(ISBN, thirteen) if thirteen else None
    unified = _UNIFIED.fullmatch(words)
    return BookNumber(UNIFIED, f"{unified[1]}·{unified[2]}") if unified else None


def _bare(raw: str) -> str:
    words = "".join(unicodedata.normalize("NFKC", raw).upper().split())
    return _DASHES.sub("", _PREFIX.sub("", words))


def _thirteen(digits: str) -> str:
    if len(digits) == 13:
        return "" if _sum13(digits) % 10 else digits
    ten = digits if len(digits) == 10 else "0" + digits
    if sum((10 - i) * (10 if c == "X" else int(c)) for i, c in enumerate(ten)) % 11:
        return ""
    digits = "978" + ten[:9]
    return digits + str(-_sum13(digits) % 10)


def _sum13(digits: str) -> int:
    return sum(map(int, digits[::2])) + 3 * sum(map(int, digits[1::2]))


def hyphened(number: str) -> str:
    """A kept ISBN parted by hyphens, as printed: 978-7-5063-6543-7; anything else unchanged."""
    from stdnum import isbn

    return str(isbn.format(number)) if len(number) == 13 and number.isdigit() else number
