"""Papers of bookings: the slip that is handed out (a third of A4) and the sheet of a day, zone by zone.

A slip bears its code as text, as Code 128 and as QR, so that any scanner or camera at the desk opens the booking.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from io import BytesIO
from itertools import groupby

from reportlab.graphics import renderPDF
from reportlab.graphics.barcode.qr import QrCodeWidget
from reportlab.graphics.shapes import Drawing
from reportlab.lib.pagesizes import A4
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable, Spacer, Table

from venuedesk.core import bookings, house, rooms
from venuedesk.core.bookings import AWAITING, TENTATIVE, BookingRow, span_text, state_text
from venuedesk.core.desk import Desk
from venuedesk.core.errors import decide
from venuedesk.core.rooms import RoomRow
from venuedesk.core.texts import masked
from venuedesk.i18n import _, day_text, speaking
from venuedesk.reports import paper
from venuedesk.reports.labels import bars
from venuedesk.reports.lines import CENTRE, RIGHT, Words, broken
from venuedesk.reports.month import language_of
from venuedesk.reports.sheets import WIDTH, Heading, bound

ON_A_PAGE = 3
SLIP = A4[1] / ON_A_PAGE  # the height of a slip
SIDE = 12 * mm
CODES = 58 * mm  # the width of what a scanner reads, on the right
QR = 32 * mm
_LABEL, _VALUE = 10, 12  # sizes of type
_LONG_AGO = date(1, 1, 1)  # against it every day is said with its year


@dataclass(frozen=True)
class Venue:
    """What papers say of the venue."""

    name: str
    phone: str = ""
    address: str = ""


# ---------------------------------------------------------------- what the desk knows


def slips_of(desk: Desk, booking_ids: Sequence[int], *, demo: bool = False) -> bytes:
    """The slips of some bookings in the venue's language. Refused (CharacterMissing) where the fonts lack one."""
    found = [desk.ask(bookings.booking, booking_id=one) for one in booking_ids]
    rows = [row for row in found if row is not None]
    return booking_slips(rows, venue=_venue(desk), language=language_of(desk), demo=demo)


def day_sheet_of(desk: Desk, day: date, *, demo: bool = False) -> bytes:
    """The sheet of a day in the venue's language. Refused as ``slips_of`` is."""
    rows = desk.ask(bookings.day, day=day)
    places, now = desk.ask(rooms.rooms), desk.now()
    return day_sheet(rows, places, day=day, venue=_venue(desk), now=now, language=language_of(desk), demo=demo)


def _venue(desk: Desk) -> Venue:
    known = desk.ask(house.settings, day=desk.now().date())
    return Venue(known.get(house.VENUE, ""), known.get(house.PHONE, ""), known.get(house.ADDRESS, ""))


# ---------------------------------------------------------------- the slip


def booking_slips(rows: Sequence[BookingRow], *, venue: Venue, language: str, demo: bool = False) -> bytes:
    """The PDF of slips, three on a sheet of A4 with lines to cut along; the same rows make the same bytes.

    Refused with CharacterMissing when the fonts lack a character, which is named.
    """
    with speaking(language):
        texts = (venue.name, venue.phone, venue.address)
        decide(paper.problems_of_text(*texts, *(t for row in rows for t in _texts(row))))
        out = BytesIO()
        title = _("Booking slip")
        canvas = Canvas(out, pagesize=A4, invariant=True, initialFontName=paper.PLAIN)
        canvas.setTitle(title)
        for n, row in enumerate(rows):
            if n and n % ON_A_PAGE == 0:
                canvas.showPage()
            bottom = A4[1] - (n % ON_A_PAGE + 1) * SLIP
            _draw_slip(canvas, row, venue, bottom, demo)
        canvas.save()
        return out.getvalue()


def _texts(row: BookingRow) -> tuple[str, ...]:
    return (row.room, row.layout, row.holder, row.caller, row.phone, row.purpose)


def _draw_slip(canvas: Canvas, row: BookingRow, venue: Venue, bottom: float, demo: bool) -> None:
    left, right, top = SIDE, A4[0] - SIDE, bottom + SLIP - 9 * mm
    wide = right - left - CODES - 6 * mm
    canvas.setFont(paper.BOLD, 14)
    canvas.drawString(left, top - 5 * mm, paper.fitted(venue.name, 14, wide, font=paper.BOLD))
    canvas.setFont(paper.BOLD, 12)
    words = (_("Demonstration data"), _("Booking slip")) if demo else (_("Booking slip"),)
    canvas.drawRightString(right, top - 5 * mm, " · ".join(words))
    canvas.setLineWidth(0.8)
    canvas.line(left, top - 8 * mm, right, top - 8 * mm)
    y = top - 17 * mm
    canvas.setFont(paper.BOLD, 18)
    where = f"{row.room} · {row.layout}" if row.layout else row.room
    canvas.drawString(left, y, paper.fitted(where, 18, wide, font=paper.BOLD))
    y -= 9 * mm
    canvas.setFont(paper.BOLD, 14)
    for line in broken(span_text(row.starts_at, row.ends_at, today=_LONG_AGO), paper.BOLD, 14, wide)[:2]:
        canvas.drawString(left, y, line)
        y -= 6.5 * mm
    y -= 2.5 * mm
    for label, value in _lines(row):
        y = _draw_line(canvas, label, value, left, y, wide)
    _draw_codes(canvas, row.code, right - CODES, top - 11 * mm)
    _draw_foot(canvas, row, venue, bottom, right - left)


def _lines(row: BookingRow) -> Iterator[tuple[str, str]]:
    yield _("Booked for"), row.holder
    contact = row.caller if row.caller != row.holder else ""
    number = masked(row.phone)
    if contact or number:
        yield _("Contact"), f"{contact} {number}".strip()
    if row.purpose:
        yield _("Purpose"), row.purpose
    yield _("People"), _("{n} people").format(n=row.expected)


def _draw_line(canvas: Canvas, label: str, value: str, left: float, y: float, wide: float) -> float:
    """A label and its value in at most two lines; returns where the next line begins."""
    indent = 20 * mm
    canvas.setFont(paper.PLAIN, _LABEL)
    canvas.drawString(left, y, label)
    canvas.setFont(paper.PLAIN, _VALUE)
    first, *rest = broken(value, paper.PLAIN, _VALUE, wide - indent)
    lines = [first, paper.fitted("".join(rest), _VALUE, wide - indent)] if rest else [first]
    for line in lines:
        canvas.drawString(left + indent, y, line)
        y -= 5.6 * mm
    return float(y - 1 * mm)


def _draw_codes(canvas: Canvas, code: str, left: float, top: float) -> None:
    """QR above Code 128 above the text of the code."""
    square = QrCodeWidget(code, barLevel="M", barWidth=QR, barHeight=QR, barBorder=4)
    drawing = Drawing(QR, QR)
    drawing.add(square)
    renderPDF.draw(drawing, canvas, left + (CODES - QR) / 2, top - QR)
    made = bars(code, CODES, 13 * mm)
    made.drawOn(canvas, left + (CODES - made.width) / 2, top - QR - 15.5 * mm)
    canvas.setFont(paper.BOLD, 15)
    canvas.drawCentredString(left + CODES / 2, top - QR - 22 * mm, code)


def _draw_foot(canvas: Canvas, row: BookingRow, venue: Venue, bottom: float, wide: float) -> None:
    """What to do, how to reach the house, and the line to cut along."""
    todo = _("Show this slip at the front desk when you come.")
    if row.state in (TENTATIVE, AWAITING):
        todo = _("Not confirmed yet: {state}.").format(state=state_text(row.state)) + " " + todo
    change = _("To move or cancel it, call {phone}.").format(phone=venue.phone) if venue.phone else ""
    canvas.setLineWidth(0.4)
    canvas.line(SIDE, bottom + 15 * mm, SIDE + wide, bottom + 15 * mm)
    canvas.setFont(paper.BOLD, 9)
    canvas.drawString(SIDE, bottom + 10.5 * mm, paper.fitted(f"{todo} {change}".strip(), 9, wide, font=paper.BOLD))
    canvas.setFont(paper.PLAIN, 8)
    canvas.drawString(SIDE, bottom + 6.5 * mm, paper.fitted(venue.address, 8, wide))
    if bottom > 1:
        canvas.setDash(2, 3)
        canvas.line(0, bottom, A4[0], bottom)
        canvas.setDash()


# ---------------------------------------------------------------- the sheet of a day

_COLUMNS = (27, 32, 40, 33, 18, 19, 17)  # millimetres: time, room, who, purpose, expected, attended, state
_SIZE = 8.5


def day_sheet(
    rows: Sequence[BookingRow],
    places: Sequence[RoomRow],
    *,
    day: date,
    venue: Venue,
    now: datetime,
    language: str,
    demo: bool = False,
) -> bytes:
    """The PDF of a day's bookings, zone by zone in order of time, with the rooms that are free all day.

    ``places`` are the rooms in use in the order of the house; ``now`` is when it is printed. Refused with
    CharacterMissing when the fonts lack a character, which is named.
    """
    with speaking(language):
        named = [t for room in places for t in (room.name, room.zone)]
        decide(paper.problems_of_text(venue.name, *named, *(t for row in rows for t in _texts(row))))
        title = _("Rooms on {day}").format(day=day_text(day, today=_LONG_AGO))
        bands = (_("Demonstration data"),) if demo else ()
        foot = _("Printed {time}").format(time=f"{now:%Y-%m-%d %H:%M}")
        story = _story(rows, places, day, venue, title)
        return bound(Heading(f"{venue.name} · {title}", bands, foot), [*story], subject=day.isoformat())


def _story(
    rows: Sequence[BookingRow], places: Sequence[RoomRow], day: date, venue: Venue, title: str
) -> Iterator[Flowable]:
    yield Words(venue.name, size=15, bold=True, align=CENTRE)
    yield Words(title, size=13, bold=True, align=CENTRE)
    words = _("{n} bookings, {people} people expected").format(n=len(rows), people=sum(row.expected for row in rows))
    yield Words(words, size=9, align=CENTRE)
    yield Spacer(0, 3 * mm)
    zones = {room.zone_id: room.zone for room in places}
    # a booking of a room that is retired by now still stands in its zone
    order = [*zones, *sorted({row.zone_id for row in rows} - zones.keys())]
    ranked = sorted(rows, key=lambda row: (order.index(row.zone_id), row.starts_at, row.room, row.id))
    held = {zone_id: [*some] for zone_id, some in groupby(ranked, key=lambda row: row.zone_id)}
    for zone_id in order:
        free = _free(zone_id, places, rows)
        yield from _zone(zones.get(zone_id, "—"), held.get(zone_id, []), free, day)
    if not order:
        yield Words(_("No rooms are entered yet."), align=CENTRE)
    yield Spacer(0, 8 * mm)
    yield Words(_("On duty") + " ________________________", size=10, align=RIGHT)


def _free(zone_id: int, places: Sequence[RoomRow], rows: Sequence[BookingRow]) -> list[str]:
    """The rooms of a zone of which no space is taken on that day."""
    taken = {space for row in rows for space in row.spaces}
    return [room.name for room in places if room.zone_id == zone_id and not taken & set(room.spaces)]


def _zone(zone: str, rows: Sequence[BookingRow], free: Sequence[str], day: date) -> Iterator[Flowable]:
    titles = (_("Time"), _("Room"), _("Held by"), _("Purpose"), _("Expected"), _("Attended"), _("State"))
    cells: list[list[object]] = [[Words(zone, size=11, bold=True), *[""] * 6]]
    style: list[tuple[object, ...]] = [
        ("SPAN", (0, 0), (-1, 0)),
        ("VALIGN", (0, 0), (-1, -1), "MIDDLE"),
        ("TOPPADDING", (0, 0), (-1, -1), 2.5),
        ("BOTTOMPADDING", (0, 0), (-1, -1), 3.5),
        ("LEFTPADDING", (0, 0), (-1, -1), 3),
        ("RIGHTPADDING", (0, 0), (-1, -1), 3),
        ("LINEBELOW", (0, 0), (-1, 0), 0.9, (0, 0, 0)),
    ]
    if rows:
        cells.append([Words(words, size=_SIZE, bold=True) for words in titles])
        cells += [[*_cells(row, day)] for row in rows]
        style += [("GRID", (0, 1), (-1, -1), 0.4, (0, 0, 0)), ("BACKGROUND", (0, 1), (-1, 1), (0.92, 0.92, 0.92))]
    scale = WIDTH / sum(_COLUMNS)
    table = Table(cells, [n * scale for n in _COLUMNS], style=style, repeatRows=2 if rows else 1)
    yield table
    if free:
        words = _("Free all day: {rooms}").format(rooms="、".join(free))
        yield Spacer(0, 1.2 * mm)
        yield Words(words, size=_SIZE)
    yield Spacer(0, 4 * mm)


def _cells(row: BookingRow, day: date) -> list[list[Words]]:
    who = " ".join(part for part in (row.holder, row.caller if row.caller != row.holder else "", row.phone) if part)
    where = f"{row.room}（{row.layout}）" if row.layout else row.room
    attended = "" if row.attended is None else str(row.attended)
    texts = (where, who, row.purpose, str(row.expected), attended, state_text(row.state))
    return [_times(row, day), *([Words(text, size=_SIZE)] for text in texts)]


def _times(row: BookingRow, day: date) -> list[Words]:
    """From when until when, with the day where that is another; setup and teardown below it."""
    span = span_text(row.starts_at, row.ends_at).removeprefix(f"{day_text(day)} ")
    if not row.setup_minutes and not row.teardown_minutes:
        return [Words(span, size=_SIZE)]
    margins = _("setup {before}, teardown {after} min")
    small = margins.format(before=row.setup_minutes, after=row.teardown_minutes)
    return [Words(span, size=_SIZE), Words(small, size=7)]
