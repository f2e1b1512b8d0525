"""The month as a spreadsheet whose sums, averages, shares and changes are live formulas.

A formula stands only where it recomputes to the very figure of the month; a change of exact fractions, which need not
be that of the rounded ones, stands as its number. Text is text: none of it can become a formula.
"""

from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal
from io import BytesIO
from typing import Any

from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from venuedesk.core.tallies import Change, Correction, DayLine, Figure, Month, SpaceLine
from venuedesk.i18n import _, speaking
from venuedesk.reports.figures import DAY_STATES, NONE, state_words, title_of

_BOLD = Font(bold=True)
_HEAD = PatternFill("solid", fgColor="E8E8E8")
_THIN = Side("thin", color="888888")
_EDGE = Border(_THIN, _THIN, _THIN, _THIN)
WHOLE = "#,##0"
PARTS_OF = {"V-02": ("V-01", "D-01"), "B-05": ("B-03", "B-04"), "A-04": ("", "A-02"), "A-05": ("", "A-02")}
PARTS_OF |= {"A-06": ("", "A-02"), "A-07": ("", "A-02"), "B-07": ("B-02", "")}  # figures that are made of other figures


def month_xlsx(month: Month, *, language: str, demo: bool = False) -> bytes:
    """The month as .xlsx in ``language``: figures, days, spaces, corrections and definitions, a sheet each."""
    with speaking(language):
        book = Workbook()
        first = book.active
        assert isinstance(first, Worksheet)
        first.title = _("Figures")
        sources = _days(book.create_sheet(_("Visits by day")), month.days)
        sources |= _spaces(book.create_sheet(_("Spaces")), month.spaces)
        _figures(first, month, sources, demo=demo)
        _corrections(book.create_sheet(_("Corrections")), (*month.corrections, *month.corrected_since))
        _definitions(book.create_sheet(_("Definitions")), month)
        out = BytesIO()
        book.calculation.fullCalcOnLoad = True
        book.save(out)
    return out.getvalue()


# ---------------------------------------------------------------- cells


def _put(sheet: Worksheet, row: int, column: int, value: Any, *, shape: str = "", bold: bool = False) -> str:
    """Write a value and return the cell's name; text stays text whatever it begins with."""
    cell: Any = sheet.cell(row, column)
    if isinstance(value, str):
        cell.value = ILLEGAL_CHARACTERS_RE.sub("", value)
        cell.data_type = "s"
        cell.quotePrefix = value[:1] in ("=", "+", "-", "@", "\t")
    else:
        cell.value = value
    cell.border = _EDGE
    cell.alignment = Alignment(vertical="center", wrap_text=isinstance(value, str))
    if shape:
        cell.number_format = shape
    if bold:
        cell.font = _BOLD
    return str(cell.coordinate)


def _live(sheet: Worksheet, row: int, column: int, formula: str, shape: str, *, bold: bool = False) -> str:
    """Write a formula and return the cell's name."""
    name = _put(sheet, row, column, None, shape=shape, bold=bold)
    sheet[name] = f"={formula}"
    return name


def _head(sheet: Worksheet, row: int, titles: Sequence[str], widths: Sequence[int]) -> None:
    for n, (title, width) in enumerate(zip(titles, widths, strict=True), 1):
        name = _put(sheet, row, n, title, bold=True)
        sheet[name].fill = _HEAD
        sheet.column_dimensions[get_column_letter(n)].width = width
    sheet.freeze_panes = f"A{row + 1}"
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", 9
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)


def _shape(value: int | Decimal | None) -> str:
    if not isinstance(value, Decimal):
        return WHOLE
    digits = -int(value.as_tuple().exponent)
    return "#,##0" + ("." + "0" * digits if digits else "")


def _digits(shape: str) -> int:
    """The decimals that a number is shown with."""
    return len(shape.partition(".")[2])


def _signed(amount: Decimal, *, points: bool) -> str:
    """The shape of a change: with its sign, in percent or in points."""
    unit = _("{amount} pp").format(amount="") if points else "%"
    return ";".join(f'{sign}{_shape(amount)}"{unit}"' for sign in ("+", "-", ""))


# ---------------------------------------------------------------- sheets

Source = dict[str, tuple[str, int]]  # a figure's code: the formula that sums it up, and what that comes to


def _days(sheet: Worksheet, days: Sequence[DayLine]) -> Source:
    titles = (_("Day"), _("Open, 1 for yes"), _("Visits"), _("State"))
    _head(sheet, 1, titles, (14, 12, 12, 16))
    for n, day in enumerate(days, 2):
        _put(sheet, n, 1, day.day, shape="yyyy-mm-dd")
        _put(sheet, n, 2, int(day.open))
        _put(sheet, n, 3, day.visits, shape=WHOLE)
        _put(sheet, n, 4, _(DAY_STATES[day.state]))
    end = len(days) + 1
    _put(sheet, end + 1, 1, _("Together"), bold=True)
    place = f"'{sheet.title}'!"
    found = {}
    for column, letter, code, total in (
        (2, "B", "D-01", sum(d.open for d in days)),
        (3, "C", "V-01", sum(d.visits or 0 for d in days)),
    ):
        name = _live(sheet, end + 1, column, f"SUM({letter}2:{letter}{end})", WHOLE, bold=True)
        found[code] = (f"{place}{name}", total)
    return found


def _spaces(sheet: Worksheet, lines: Sequence[SpaceLine]) -> Source:
    """Each zone as the sum of its spaces, then the venue as that of its zones; joined rooms below, for themselves."""
    titles = (_("Zone"), _("Room or space"), _("Sessions"), _("Attendances at bookings"), _("Minutes used"))
    more = (_("Minutes open"), _("Use of time"), _("Extended hours: minutes used"))
    _head(sheet, 1, (*titles, *more), (16, 28, 11, 12, 14, 14, 12, 18))
    row, zones = 2, []
    for zone in (one for one in lines if one.kind == "zone"):
        below = [one for one in lines if one.kind == "space" and one.zone == zone.zone]
        zones.append(row)
        _space(sheet, row, zone, below)
        for n, one in enumerate(below, row + 1):
            _space(sheet, n, one, [])
        row += len(below) + 1
    found, of_zones = {}, [one for one in lines if one.kind == "zone"]
    _put(sheet, row, 1, _("Together"), bold=True)
    for letter, column, code, field in _SUMMED:
        formula = "+".join(f"{letter}{z}" for z in zones) or "0"
        name = _live(sheet, row, column, formula, WHOLE, bold=True)
        found[code] = (f"'{sheet.title}'!{name}", sum(getattr(one, field) for one in of_zones))
    for n, one in enumerate((one for one in lines if one.kind == "room"), row + 2):
        _space(sheet, n, one, [])
    return found


_SUMMED = (
    ("C", 3, "B-01", "sessions"),
    ("D", 4, "B-02", "attendances"),
    ("E", 5, "B-03", "used_minutes"),
    ("F", 6, "B-04", "open_minutes"),
    ("H", 8, "B-06", "extended_minutes"),
)


def _space(sheet: Worksheet, row: int, line: SpaceLine, below: Sequence[SpaceLine]) -> None:
    bold = line.kind == "zone"
    name = _("{room} (room)").format(room=line.room_or_space) if line.kind == "room" else line.room_or_space
    _put(sheet, row, 1, line.zone, bold=bold)
    _put(sheet, row, 2, name, bold=bold)
    for letter, column, _code, field in _SUMMED:
        value = getattr(line, field)
        if below and sum(getattr(one, field) or 0 for one in below) == value:
            _live(sheet, row, column, f"SUM({letter}{row + 1}:{letter}{row + len(below)})", WHOLE, bold=bold)
        else:
            _put(sheet, row, column, value, shape=WHOLE, bold=bold)
    shape = _shape(line.share)
    _live(sheet, row, 7, _part(f"E{row}", f"F{row}", _digits(shape), percent=True), shape, bold=bold)


def _part(top: str, below: str, digits: int, *, percent: bool) -> str:
    return f"IF({below}=0,0,ROUND({'100*' if percent else ''}{top}/{below},{digits}))"


def _figures(sheet: Worksheet, month: Month, sources: Source, *, demo: bool) -> None:
    words = f"{title_of(month)} · {state_words(month.state)}" + (f" · {_('Demonstration data')}" if demo else "")
    sheet["A1"] = words
    sheet["A1"].font = Font(bold=True, size=14)
    sheet["A1"].data_type = "s"
    titles = [_("No."), _("Figure"), _("This month"), _("Unit"), _("Numerator"), _("Denominator"), _("Last month")]
    titles += [_("Against last month"), _("Same month last year"), _("Against last year"), _("Definition")]
    _head(sheet, 3, titles, (8, 26, 14, 10, 12, 12, 12, 14, 14, 14, 60))
    values: dict[str, tuple[str, Any]] = {}
    for section in month.sections:
        for figure in section.figures:
            _figure(sheet, 4 + len(values), figure, sources, values)


def _figure(sheet: Worksheet, row: int, figure: Figure, sources: Source, values: dict[str, tuple[str, Any]]) -> None:
    _put(sheet, row, 1, figure.code)
    _put(sheet, row, 2, _(figure.name), bold=True)
    shape = _shape(figure.value)
    if figure.denominator is not None:
        pair = zip((figure.numerator, figure.denominator), PARTS_OF.get(figure.code, ("", "")), strict=True)
        top, below = (_linked(sheet, row, 5 + n, v, values.get(code)) for n, (v, code) in enumerate(pair))
        name = _live(sheet, row, 3, _part(top, below, _digits(shape), percent=figure.unit == "%"), shape, bold=True)
    else:
        formula, total = sources.get(figure.code, ("", -1))
        same = total == figure.value
        name = (
            _live(sheet, row, 3, formula, shape, bold=True) if same else _put(sheet, row, 3, figure.value, shape=shape)
        )
    values[figure.code] = (name, figure.value)
    _put(sheet, row, 4, _(figure.unit))
    for column, base, change in (
        (7, figure.last_month, figure.change_on_month),
        (9, figure.last_year, figure.change_on_year),
    ):
        place = _put(sheet, row, column, NONE if base is None else base, shape=_shape(base))
        _change(sheet, row, column + 1, figure, (name, place), base, change)
    _put(sheet, row, 11, _(figure.definition))


def _linked(sheet: Worksheet, row: int, column: int, value: int, other: tuple[str, Any] | None) -> str:
    """A part of a figure: the cell of the figure that it is, else its number."""
    if other is not None and other[1] == value:
        return _live(sheet, row, column, other[0], WHOLE)
    return _put(sheet, row, column, value, shape=WHOLE)


def _change(
    sheet: Worksheet, row: int, column: int, figure: Figure, names: tuple[str, str], base: Any, change: Change
) -> None:
    if change.amount is None or base is None:
        _put(sheet, row, column, NONE)
        return
    digits = Decimal(1).scaleb(int(change.amount.as_tuple().exponent))
    value, shape = Decimal(figure.value), _signed(change.amount, points=change.points)
    far = value - base if change.points else 100 * (value - base) / base if base else Decimal(0)
    if far.quantize(digits, ROUND_HALF_UP) != change.amount:
        _put(sheet, row, column, change.amount, shape=shape)
        return
    now, then = names
    places = -int(change.amount.as_tuple().exponent)
    formula = f"ROUND({now}-{then},{places})" if change.points else f"ROUND(100*({now}-{then})/{then},{places})"
    _live(sheet, row, column, f'IF({then}=0,"{NONE}",{formula})', shape)


def _corrections(sheet: Worksheet, lines: Sequence[Correction]) -> None:
    titles = (_("Entered on"), _("Meant for"), _("No."), _("More or fewer"), _("Reason"), _("Entered by"))
    _head(sheet, 1, titles, (14, 14, 8, 12, 70, 14))
    for n, one in enumerate(lines, 2):
        _put(sheet, n, 1, one.day, shape="yyyy-mm-dd")
        _put(sheet, n, 2, one.about, shape="yyyy-mm-dd")
        for column, value in ((3, one.code), (4, one.quantity), (5, one.reason), (6, one.who)):
            _put(sheet, n, column, value)


def _definitions(sheet: Worksheet, month: Month) -> None:
    _head(sheet, 1, (_("No."), _("Definition")), (8, 110))
    told = [(f.code, f.definition) for section in month.sections for f in section.figures]
    for n, (code, text) in enumerate([*told, *(("*", text) for text in month.footnotes)], 2):
        _put(sheet, n, 1, code)
        _put(sheet, n, 2, _(text))
