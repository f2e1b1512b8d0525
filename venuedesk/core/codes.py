"""Codes: what a scanned or typed string is. One place knows every kind."""

import re
import unicodedata
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from venuedesk.core.books import Copy, Title
from venuedesk.core.people import Card

CARD, COPY, ISBN = "card", "copy", "isbn"
LONGEST = 64  # characters of a code; anything longer is no code

_ISBN = re.compile(r"97[89]\d{10}|\d{9}[\dX]")


@dataclass(frozen=True)
class Code:
    """One meaning of a code: its kind and the id of what it names (card, copy, or title for an ISBN)."""

    kind: str
    id: int


def fold(raw: str) -> str:
    """A code as it is kept: NFKC, upper case, without spaces and control characters."""
    folded = unicodedata.normalize("NFKC", raw).upper()
    return "".join(c for c in folded if not c.isspace() and unicodedata.category(c)[0] != "C")


def isbn13(folded: str) -> str:
    """The 13-digit form of a folded ISBN-10 or ISBN-13 (hyphens allowed), '' where it is none or its check digit fails."""
    digits = folded.replace("-", "")
    if not _ISBN.fullmatch(digits):
        return ""
    if len(digits) == 10:
        total = sum((10 - i) * (10 if c == "X" else int(c)) for i, c in enumerate(digits))
        if total % 11:
            return ""
        digits = "978" + digits[:9]
        return digits + str(-sum(int(c) * (3 if i % 2 else 1) for i, c in enumerate(digits)) % 10)
    return "" if sum(int(c) * (3 if i % 2 else 1) for i, c in enumerate(digits)) % 10 else digits


def what_is(session: Session, code: str) -> list[Code]:
    """Every meaning of a folded code: active or former card, copy by barcode or accession number, ISBN of titles."""
    if not code or len(code) > LONGEST:
        return []
    found = [
        Code(CARD, i)
        for i in session.scalars(
            select(Card.id).where(Card.number == code).order_by(Card.state != "active", Card.id.desc()).limit(1)
        )
    ]
    copies = session.scalars(select(Copy.id).where(Copy.barcode == code)).all()
    found += [
        Code(COPY, i) for i in copies or session.scalars(select(Copy.id).where(Copy.accession == code).limit(2)).all()
    ]
    isbn = isbn13(code)
    if isbn:
        found += [
            Code(ISBN, i)
            for i in session.scalars(select(Title.id).where(Title.isbn == isbn, Title.retired_at.is_(None)).order_by(Title.id))
        ]
    return found
