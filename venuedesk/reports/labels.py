"""Labels for books (A4, 3 × 8) and reader cards (A4, 2 × 5), with Code 128 bars.

The bars are at least 0.25 mm wide per module with a quiet zone of ten modules, so that a desk scanner reads them.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import Any

from reportlab.graphics.barcode.code128 import Code128
from reportlab.lib.pagesizes import A4
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas

from venuedesk.core.errors import decide
from venuedesk.reports import paper

LEAST_BAR = 0.25 * mm
QUIET_MODULES = 10


@dataclass(frozen=True)
class BookLabel:
    """What stands on one book label."""

    venue: str
    title: str
    call_number: str
    barcode: str


@dataclass(frozen=True)
class CardLabel:
    """What stands on one reader card."""

    venue: str
    name: str
    unit: str
    number: str


@dataclass(frozen=True)
class Sheet:
    """How labels lie on A4, in millimetres: columns × rows of equal boxes in the middle of the page."""

    columns: int
    rows: int
    width: float
    height: float
    frame: bool = False

    def places(self) -> Iterator[tuple[float, float]]:
        """The lower left corner of each box, in points, row by row from the top."""
        left = (A4[0] - self.columns * self.width * mm) / 2
        top = (A4[1] + self.rows * self.height * mm) / 2
        for row in range(self.rows):
            for column in range(self.columns):
                yield left + column * self.width * mm, top - (row + 1) * self.height * mm


BOOKS = Sheet(3, 8, 70, 36)
CARDS = Sheet(2, 5, 85.6, 54, frame=True)


def book_labels(labels: Sequence[BookLabel], *, skip: int = 0) -> bytes:
    """The PDF of a sheet of book labels; ``skip`` leaves that many places of the first sheet free.

    Refused with CharacterMissing when the font lacks a character.
    """
    return _sheets(BOOKS, labels, _draw_book, skip)


def reader_cards(cards: Sequence[CardLabel], *, skip: int = 0) -> bytes:
    """The PDF of reader cards of the size of a bank card; refused as ``book_labels`` is."""
    return _sheets(CARDS, cards, _draw_card, skip)


def _sheets(
    sheet: Sheet, items: Sequence[Any], draw: Callable[[Canvas, Any, float, float, Sheet], None], skip: int
) -> bytes:
    decide(paper.problems_of_text(*(text for item in items for text in vars(item).values())))
    out = BytesIO()
    canvas = Canvas(out, pagesize=A4, invariant=True)
    places = list(sheet.places())
    for n, item in enumerate(items, skip):
        if n and n % len(places) == 0 and n > skip:
            canvas.showPage()
        x, y = places[n % len(places)]
        if sheet.frame:
            canvas.setLineWidth(0.3)
            canvas.roundRect(x + mm, y + mm, sheet.width * mm - 2 * mm, sheet.height * mm - 2 * mm, 3 * mm)
        draw(canvas, item, x, y, sheet)
    canvas.save()
    return out.getvalue()


def bars(code: str, width: float, height: float) -> Code128:
    """Code 128 of ``code`` at most ``width`` points wide, but never thinner than can be read."""
    made = Code128(code, barHeight=height, barWidth=LEAST_BAR, quiet=False)
    widest = width / (made.width / LEAST_BAR + 2 * QUIET_MODULES)
    return Code128(code, barHeight=height, barWidth=max(LEAST_BAR, min(widest, 0.5 * mm)), quiet=False)


def _draw_bars(canvas: Canvas, code: str, middle: float, y: float, width: float, height: float) -> None:
    made = bars(code, width, height)
    made.drawOn(canvas, middle - made.width / 2, y)


def _draw_book(canvas: Canvas, label: BookLabel, x: float, y: float, sheet: Sheet) -> None:
    width, middle = sheet.width * mm - 8 * mm, x + sheet.width * mm / 2
    canvas.setFont(paper.PLAIN, 7)
    canvas.drawCentredString(middle, y + 31 * mm, paper.fitted(label.venue, 7, width))
    canvas.setFont(paper.BOLD, 12)
    canvas.drawCentredString(middle, y + 25.5 * mm, paper.fitted(label.call_number, 12, width, font=paper.BOLD))
    canvas.setFont(paper.PLAIN, 8)
    canvas.drawCentredString(middle, y + 21.5 * mm, paper.fitted(label.title, 8, width))
    _draw_bars(canvas, label.barcode, middle, y + 8.5 * mm, sheet.width * mm - 4 * mm, 11 * mm)
    canvas.setFont(paper.PLAIN, 9)
    canvas.drawCentredString(middle, y + 4.5 * mm, label.barcode)


def _draw_card(canvas: Canvas, card: CardLabel, x: float, y: float, sheet: Sheet) -> None:
    width, middle = sheet.width * mm - 12 * mm, x + sheet.width * mm / 2
    canvas.setFont(paper.BOLD, 11)
    canvas.drawCentredString(middle, y + 44 * mm, paper.fitted(card.venue, 11, width, font=paper.BOLD))
    canvas.setFont(paper.BOLD, 15)
    canvas.drawCentredString(middle, y + 34 * mm, paper.fitted(card.name, 15, width, font=paper.BOLD))
    canvas.setFont(paper.PLAIN, 9)
    canvas.drawCentredString(middle, y + 28 * mm, paper.fitted(card.unit, 9, width))
    _draw_bars(canvas, card.number, middle, y + 12 * mm, sheet.width * mm - 8 * mm, 12 * mm)
    canvas.setFont(paper.PLAIN, 9)
    canvas.drawCentredString(middle, y + 6.5 * mm, card.number)
