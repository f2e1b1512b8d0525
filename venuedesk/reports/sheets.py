"""Sheets of A4 that are printed and signed: what stands above and below each page, and how many pages there are."""

from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import Any

from reportlab.lib.pagesizes import A4
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import BaseDocTemplate, Flowable, Frame, PageTemplate

from venuedesk.i18n import _
from venuedesk.reports import paper

SIDE, TOP, BOTTOM = 14 * mm, 13 * mm, 17 * mm
WIDTH = A4[0] - 2 * SIDE
BAND = 6.5 * mm  # one line in a frame above the page
_RUNNING = 6.5 * mm


@dataclass(frozen=True)
class Heading:
    """What stands on every page: the title, set small from the second page on, and lines in frames above it."""

    title: str
    bands: tuple[str, ...] = ()  # 演示数据, 草稿
    foot: str = ""


class _Counted(Canvas):  # type: ignore[misc]
    """A canvas that knows, when it draws the foot of a page, how many pages there are."""

    heading: Heading

    def __init__(self, *args: Any, **wanted: Any) -> None:
        super().__init__(*args, **wanted | {"initialFontName": paper.PLAIN})  # no font that is not embedded
        self._pages: list[dict[str, Any]] = []

    def showPage(self) -> None:
        self._pages.append(dict(self.__dict__))
        self._startPage()

    def save(self) -> None:
        for n, page in enumerate(self._pages, 1):
            self.__dict__.update(page)
            _draw_edges(self, self.heading, n, len(self._pages))
            super().showPage()
        super().save()


def _draw_edges(canvas: Canvas, heading: Heading, page: int, pages: int) -> None:
    y = A4[1] - TOP
    for words in heading.bands:
        canvas.setLineWidth(0.8)
        canvas.rect(SIDE, y - BAND + 1.2 * mm, WIDTH, BAND - 1.2 * mm)
        canvas.setFont(paper.BOLD, 9.5)
        canvas.drawCentredString(A4[0] / 2, y - BAND + 2.7 * mm, paper.fitted(words, 9.5, WIDTH, font=paper.BOLD))
        y -= BAND
    canvas.setLineWidth(0.4)
    if page > 1:
        canvas.setFont(paper.PLAIN, 8)
        canvas.drawString(SIDE, y - 3 * mm, paper.fitted(heading.title, 8, WIDTH))
        canvas.line(SIDE, y - 4.2 * mm, SIDE + WIDTH, y - 4.2 * mm)
    canvas.line(SIDE, BOTTOM - 3 * mm, SIDE + WIDTH, BOTTOM - 3 * mm)
    canvas.setFont(paper.PLAIN, 8)
    number = _("page {page} of {pages}").format(page=page, pages=pages)
    canvas.drawRightString(SIDE + WIDTH, BOTTOM - 7 * mm, number)
    canvas.drawString(SIDE, BOTTOM - 7 * mm, paper.fitted(heading.foot, 8, WIDTH - 30 * mm))


def bound(heading: Heading, story: Sequence[Flowable], *, subject: str) -> bytes:
    """The PDF of ``story`` on as many sheets as it needs; the same story makes the same bytes.

    ``subject`` goes into the file's own description.
    """
    paper.load()
    out = BytesIO()
    above = TOP + len(heading.bands) * BAND
    document = BaseDocTemplate(out, pagesize=A4, title=heading.title, subject=subject, invariant=1, creator="VenueDesk")
    box = {"leftPadding": 0, "rightPadding": 0, "topPadding": 0, "bottomPadding": 0}
    first = Frame(SIDE, BOTTOM, WIDTH, A4[1] - BOTTOM - above, **box)
    later = Frame(SIDE, BOTTOM, WIDTH, A4[1] - BOTTOM - above - _RUNNING, **box)
    document.addPageTemplates(
        [PageTemplate("first", [first], autoNextPageTemplate="later"), PageTemplate("later", [later])]
    )
    made = type("_Sheets", (_Counted,), {"heading": heading})
    document.build(list(story), canvasmaker=made)
    return out.getvalue()
