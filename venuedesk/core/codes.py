"""Codes: what a scanned or typed string is. One place knows every kind."""

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from venuedesk.core import isbn
from venuedesk.core.books import Copy, Title
from venuedesk.core.people import Card
from venuedesk.core.texts import fold

__all__ = ["CARD", "COPY", "ISBN", "LONGEST", "Code", "fold", "what_is"]

CARD, COPY, ISBN = "card", "copy", "isbn"
LONGEST = 64  # characters of a code; anything longer is no code


@dataclass(frozen=True)
class Code:
    """One meaning of a code: its kind and the id of what it names (card, copy, or title for an ISBN)."""

    kind: str
    id: int


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
    number = isbn.parse(code)
    if number is not None:
        bearing = select(Title.id).where(Title.isbn == number.text, Title.retired_at.is_(None)).order_by(Title.id)
        found += [Code(ISBN, i) for i in session.scalars(bearing)]
    return found
