"""The tables of the month's paper: thin lines, headers repeated on each page, nothing told by colour."""

from collections.abc import Sequence
from typing import Any

from reportlab.lib import colors
from reportlab.lib.pagesizes import A4
from reportlab.lib.units import mm
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.platypus import CondPageBreak, Flowable, Spacer, Table

from venuedesk.core.tallies import Correction, DayLine, Figure, Section, SpaceLine
from venuedesk.i18n import N_, _, day_text
from venuedesk.reports import paper
from venuedesk.reports.figures import DAY_STATES, NONE, number, signed
from venuedesk.reports.lines import CENTRE, LEFT, RIGHT, Words
from venuedesk.reports.sheets import WIDTH

SIGNERS = (N_("Filled in by"), N_("Checked by"), N_("Head of the venue"), N_("Date"))
_LINE = colors.Color(0.45, 0.45, 0.45)
_RULED: list[tuple[Any, ...]] = [
    ("GRID", (0, 0), (-1, -1), 0.35, _LINE),
    ("BACKGROUND", (0, 0), (-1, 0), colors.Color(0.91, 0.91, 0.91)),
    ("FONT", (0, 0), (-1, -1), paper.PLAIN, 8),  # of empty cells too: every font that is named is embedded
    ("VALIGN", (0, 0), (-1, -1), "MIDDLE"),
    ("LEFTPADDING", (0, 0), (-1, -1), 3),
    ("RIGHTPADDING", (0, 0), (-1, -1), 3),
    ("TOPPADDING", (0, 0), (-1, -1), 1.4),
    ("BOTTOMPADDING", (0, 0), (-1, -1), 2.2),
]
_ABREAST = 3  # blocks of days side by side
_SMALL, _NOTE = 7, 7.5


class Notes:
    """The definitions in the order in which they are first named, each with its number."""

    def __init__(self) -> None:
        """Begin with none."""
        self.texts: list[str] = []

    def number_of(self, text: str) -> str:
        """The number of a definition, a new one where it is new."""
        if text not in self.texts:
            self.texts.append(text)
        return str(self.texts.index(text) + 1)


def titled(title: str, *parts: Flowable) -> list[Flowable]:
    """Parts of the paper under their heading, which never stands alone at the foot of a page."""
    heading = Words(title, size=10.5, bold=True)
    least = max(16 * mm, *map(_least, parts[:1]))
    return [CondPageBreak(12 * mm + least), Spacer(0, 3.5 * mm), heading, Spacer(0, 1.2 * mm), *parts]


def _least(part: Flowable) -> float:
    """How much of a part stands with its heading: of a table its head and one row, which may be many lines high."""
    _width, height = part.wrap(WIDTH, A4[1])
    return float(sum(part._rowHeights[:2])) if isinstance(part, Table) else float(height)


def _table(
    head: Sequence[tuple[str, float, str]], rows: Sequence[Sequence[Any]], more: Sequence[tuple[Any, ...]] = ()
) -> Table:
    """A ruled table; ``head`` has each column's title, its share of the paper's width, and its side."""
    whole = sum(width for _title, width, _side in head)
    cells: list[list[Any]] = [[Words(title, size=8, bold=True, align=side) for title, _width, side in head]]
    for row in rows:
        cells.append([_words(v, h[2]) if isinstance(v, str) else v for v, h in zip(row, head, strict=True)])
    widths = [WIDTH * width / whole for _title, width, _side in head]
    return Table(cells, widths, repeatRows=1, style=[*_RULED, *more])


def _words(text: str, side: str, *, size: float = 8.5, bold: bool = False) -> Words:
    """A text in its cell; on the right side stand numbers, which are not broken."""
    return Words(text, size=size, bold=bold, align=side, whole=side == RIGHT)


def figures(section: Section, notes: Notes) -> Table:
    """The figures of a section, each with last month, the same month last year, and the changes."""
    head = (
        (_("No."), 12, LEFT),
        (_("Figure"), 51, LEFT),
        (_("This month"), 23, RIGHT),
        (_("Unit"), 16, LEFT),
        (_("Last month"), 21, RIGHT),
        (_("Against last month"), 22, RIGHT),
        (_("Same month last year"), 21, RIGHT),
        (_("Against last year"), 22, RIGHT),
    )
    return _table(head, [_figure(f, notes) for f in section.figures])


def _figure(figure: Figure, notes: Notes) -> list[Any]:
    name: Any = Words(_(figure.name), note=notes.number_of(_(figure.definition)))
    if figure.denominator is not None:
        parts = f"{figure.numerator:,} ÷ {figure.denominator:,}"
        name = [name, Words(parts, size=_SMALL, grey=0.25)]
    return [
        figure.code,
        name,
        _words(number(figure.value), RIGHT, size=9, bold=True),
        _(figure.unit),
        number(figure.last_month),
        _words(figure.against_last_month, RIGHT, size=8),
        number(figure.last_year),
        _words(figure.against_last_year, RIGHT, size=8),
    ]


def days(lines: Sequence[DayLine]) -> Table:
    """The visits of each day with its state, in blocks side by side."""
    high = -(-len(lines) // _ABREAST)
    head = ((_("Day"), 22, LEFT), (_("Visits"), 18, RIGHT), (_("State"), 20, LEFT)) * _ABREAST
    rows = []
    for n in range(high):
        row: list[str] = []
        for block in range(_ABREAST):
            at = block * high + n
            row += _day(lines[at]) if at < len(lines) and at < (block + 1) * high else ["", "", ""]
        rows.append(row)
    edges = [("LINEBEFORE", (3 * n, 0), (3 * n, -1), 1, _LINE) for n in range(1, _ABREAST)]
    return _table(head, rows, edges)


def _day(line: DayLine) -> list[str]:
    return [day_text(line.day), number(line.visits), _(DAY_STATES[line.state])]


def spaces(lines: Sequence[SpaceLine]) -> Table:
    """The use of zones, rooms and spaces, extended hours apart."""
    head = (
        (_("Zone, room, space"), 56, LEFT),
        (_("Sessions"), 16, RIGHT),
        (_("Attendances at bookings"), 22, RIGHT),
        (_("Minutes used"), 22, RIGHT),
        (_("Minutes open"), 22, RIGHT),
        (_("Use of time"), 20, RIGHT),
        (_("Extended hours: minutes used"), 26, RIGHT),
    )
    style: list[tuple[Any, ...]] = [
        ("BACKGROUND", (0, n), (-1, n), colors.Color(0.96, 0.96, 0.96))
        for n, one in enumerate(lines, 1)
        if one.kind == "zone"
    ]
    style.append(("LINEBEFORE", (6, 0), (6, -1), 1, _LINE))
    return _table(head, [_space(one) for one in lines], style)


def _space(line: SpaceLine) -> list[Any]:
    zone = line.kind == "zone"
    name = line.zone if zone else line.room_or_space
    if line.kind == "room":
        name = _("{room} (room)").format(room=name)
    values = (line.sessions, line.attendances, line.used_minutes, line.open_minutes)
    share = f"{line.share}%"
    texts = [*(number(v) for v in values), share, number(line.extended_minutes)]
    return [Words(name, bold=zone), *(_words(t, RIGHT, bold=zone) for t in texts)]


def corrections(lines: Sequence[Correction]) -> Flowable:
    """Each correction on a line of its own; a line of words where there is none."""
    if not lines:
        return Words(_("None."))
    head = (
        (_("Entered on"), 22, LEFT),
        (_("Meant for"), 22, LEFT),
        (_("No."), 13, LEFT),
        (_("More or fewer"), 18, RIGHT),
        (_("Reason"), 78, LEFT),
        (_("Entered by"), 24, LEFT),
    )
    rows = [
        [c.day.isoformat(), c.about.isoformat(), c.code, signed(c.quantity), c.reason or NONE, c.who] for c in lines
    ]
    return _table(head, rows)


def definitions(notes: Notes, footnotes: Sequence[str]) -> list[Flowable]:
    """The definitions with the numbers that stand at the figures, in two columns, and what holds for all of them."""
    numbered = [Words(f"{n}. {text}", size=_NOTE) for n, text in enumerate(notes.texts, 1)]
    half = -(-len(numbered) // 2)
    style: list[tuple[Any, ...]] = [
        ("VALIGN", (0, 0), (-1, -1), "TOP"),
        ("LEFTPADDING", (0, 0), (0, -1), 0),
        ("RIGHTPADDING", (1, 0), (1, -1), 0),
    ]
    style.append(("FONT", (0, 0), (-1, -1), paper.PLAIN, 8))
    abreast = Table([[numbered[:half], numbered[half:]]], [WIDTH / 2] * 2, style=style)
    return [abreast, *(Words(f"* {_(text)}", size=_NOTE) for text in footnotes)]


def signatures() -> Table:
    """Where the paper is signed, dated and sealed."""
    row: list[Any] = []
    widths: list[float] = []
    for one in SIGNERS:
        name = Words(_(one), size=9.5)
        widths += [stringWidth(name.text, paper.PLAIN, 9.5) + 6, 0]
        row += [name, ""]
    line = (WIDTH - sum(widths)) / len(SIGNERS)
    style: list[tuple[Any, ...]] = [("VALIGN", (0, 0), (-1, -1), "BOTTOM"), ("LEFTPADDING", (0, 0), (-1, -1), 3)]
    style += [("FONT", (0, 0), (-1, -1), paper.PLAIN, 8), ("SPAN", (-3, 1), (-1, 1))]
    style += [("RIGHTPADDING", (0, 0), (-1, -1), 0)]
    style += [("LINEBELOW", (n, 0), (n, 0), 0.6, colors.black) for n in range(1, len(row), 2)]
    seal = [*[""] * (len(row) - 3), Words(_("(official seal)"), size=9.5, align=CENTRE), "", ""]
    return Table([row, seal], [w or line for w in widths], [11 * mm, 18 * mm], style=style)
