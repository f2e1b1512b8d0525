"""Codes: what a scanned or typed string is. One place knows every kind."""

from dataclasses import dataclass

from sqlalchemy import BindParameter, bindparam, select
from sqlalchemy.orm import Session

from venuedesk.core import isbn
from venuedesk.core.bookings import Booking, is_code
from venuedesk.core.books import Copy, Title
from venuedesk.core.db import read
from venuedesk.core.people import Card
from venuedesk.core.texts import fold

__all__ = ["BOOKING", "CARD", "COPY", "ISBN", "LONGEST", "Code", "fold", "what_is"]

CARD, COPY, ISBN, BOOKING = "card", "copy", "isbn", "booking"
LONGEST = 64  # characters of a code; anything longer is no code

_CODE: BindParameter[str] = bindparam("code")
_CARD = select(Card.id).where(Card.number == _CODE).order_by(Card.state != "active", Card.id.desc()).limit(1)
_BARCODE = select(Copy.id).where(Copy.barcode == _CODE)
_ACCESSION = select(Copy.id).where(Copy.accession == _CODE).limit(2)
_BEARING = select(Title.id).where(Title.isbn == _CODE, Title.retired_at.is_(None)).order_by(Title.id)
_BOOKING = select(Booking.id).where(Booking.code == _CODE)


@dataclass(frozen=True)
class Code:
    """One meaning of a code: its kind and the id of what it names (card, copy, booking, or title for an ISBN)."""

    kind: str
    id: int


def what_is(session: Session, code: str) -> list[Code]:
    """Every meaning of a folded code: card (active or former), copy by barcode or accession number, ISBN, booking."""
    if not code or len(code) > LONGEST:
        return []
    found = [Code(CARD, i) for i in read(session, _CARD, code=code).scalars()]
    copies = read(session, _BARCODE, code=code).scalars().all()
    found += [Code(COPY, i) for i in copies or read(session, _ACCESSION, code=code).scalars().all()]
    number = isbn.parse(code)
    if number is not None:
        found += [Code(ISBN, i) for i in read(session, _BEARING, code=number.text).scalars()]
    if is_code(code):
        found += [Code(BOOKING, i) for i in read(session, _BOOKING, code=code).scalars()]
    return found
