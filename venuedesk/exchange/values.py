"""Book numbers as catalogues write them."""

import re

from venuedesk.core.books.rules import isbn_kept

_BEHIND = re.compile(r"[(（;；].*", re.DOTALL)


def book_number(words: str) -> str:
    """The book number as it is kept, without what catalogues write behind it: thirteen digits where it is valid."""
    return isbn_kept(_BEHIND.sub("", words).rstrip(" :："))
