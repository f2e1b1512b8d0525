"""Prices and ISBNs as files write them."""

import re

from venuedesk.core import isbn
from venuedesk.core.codes import fold

_AMOUNT = re.compile(r"\d{1,7}(?:\.\d{1,2})?", re.ASCII)


def parse_price(words: str) -> tuple[int | None, bool]:
    """The price in fen and whether it was a gift: ``CNY赠90.00`` gives (9000, True); no number gives None."""
    folded = fold(words)
    found = _AMOUNT.search(folded)
    gift = "赠" in folded
    if found is None:
        return None, gift
    yuan, _, rest = found[0].partition(".")
    return int(yuan) * 100 + int((rest + "00")[:2]), gift


def parse_isbn(words: str) -> str:
    """The book number as it is kept: thirteen digits or 10019·2345 where it is valid, else as printed."""
    first = re.split(r"[(（:：；;]", words)[0].strip() if not words.upper().startswith("ISBN") else words
    found = isbn.parse(first)
    return fold(first)[:40] if found is None else found.text
