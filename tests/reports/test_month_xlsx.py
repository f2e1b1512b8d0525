"""The month as a spreadsheet: its formulas come to the figures, and no text is a formula."""

from dataclasses import replace
from decimal import Decimal
from io import BytesIO

import pytest
from openpyxl import load_workbook

from tests.reports.formulas import Book
from tests.reports.months import days_of, empty_month, rich_month
from venuedesk import i18n
from venuedesk.core.tallies import Change
from venuedesk.reports.month_xlsx import month_xlsx


def opened(month, language="zh_CN", **more):
    return load_workbook(BytesIO(month_xlsx(month, language=language, **more)))


def rows_of(book, month):
    """The row of each figure's code on the first sheet."""
    sheet = book.worksheets[0]
    return {sheet.cell(n, 1).value: n for n in range(4, sheet.max_row + 1)}


def figures(month):
    return [one for section in month.sections for one in section.figures]


@pytest.mark.parametrize("language", i18n.LANGUAGES)
@pytest.mark.parametrize("month", [rich_month(), empty_month()], ids=lambda m: m.month)
def test_every_figure_recomputes(month, language):
    book = opened(month, language)
    first, rows, computed = book.worksheets[0].title, rows_of(book, month), Book(book)
    assert list(rows) == [one.code for one in figures(month)]
    for one in figures(month):
        n = rows[one.code]
        assert computed.value(first, f"C{n}") == one.value, one.code
        if one.denominator is not None:
            assert (computed.value(first, f"E{n}"), computed.value(first, f"F{n}")) == (one.numerator, one.denominator)
        for column, base, change in (
            ("G", one.last_month, one.change_on_month),
            ("I", one.last_year, one.change_on_year),
        ):
            assert computed.value(first, f"{column}{n}") == ("——" if base is None else base)
            said = computed.value(first, f"{chr(ord(column) + 1)}{n}")
            assert said == ("——" if change.amount is None else change.amount), one.code


def test_sums_averages_shares_and_changes_are_live():
    month = rich_month()
    book = opened(month)
    sheet, rows = book.worksheets[0], rows_of(book, month)
    days, spaces = (book.worksheets[n].title for n in (1, 2))
    assert sheet.cell(rows["D-01"], 3).value == f"='{days}'!B33"
    assert sheet.cell(rows["V-01"], 3).value == f"='{days}'!C33"
    assert book[days]["C33"].value == "=SUM(C2:C32)"
    average = rows["V-02"]
    assert sheet.cell(average, 3).value == f"=IF(F{average}=0,0,ROUND(E{average}/F{average},2))"
    assert sheet.cell(average, 5).value == f"=C{rows['V-01']}"
    use = rows["B-05"]
    assert sheet.cell(use, 3).value == f"=IF(F{use}=0,0,ROUND(100*E{use}/F{use},2))"
    for code, column in (("B-01", "C"), ("B-02", "D"), ("B-03", "E")):
        assert sheet.cell(rows[code], 3).value.startswith(f"='{spaces}'!{column}")
    served = rows["A-04"]
    assert (sheet.cell(served, 5).value, sheet.cell(served, 6).value) == (4842, f"=C{rows['A-02']}")
    loans = rows["L-01"]
    assert sheet.cell(loans, 8).value == f'=IF(G{loans}=0,"——",ROUND(100*(C{loans}-G{loans})/G{loans},2))'


def test_a_day_changed_by_hand_changes_every_figure_that_hangs_on_it():
    month = rich_month()
    book = opened(month)
    first, days, rows = book.worksheets[0].title, book.worksheets[1], rows_of(book, month)
    days["C2"] = days["C2"].value + 270
    computed = Book(book)
    visits = month.figure("V-01").value + 270
    assert computed.value(first, f"C{rows['V-01']}") == visits
    assert computed.value(first, f"C{rows['V-02']}") == round(Decimal(visits) / 27, 2)


def test_zones_are_the_sums_of_their_spaces_and_shares_recompute():
    month = rich_month()
    book = opened(month)
    sheet, computed = book.worksheets[2], Book(book)
    said = [[computed.value(sheet.title, f"{c}{n}") for c in "ABEFGH"] for n in range(2, sheet.max_row + 1)]
    for line in month.spaces:
        name = f"{line.room_or_space}（场地）" if line.kind == "room" else line.room_or_space
        wanted = [line.zone, name, line.used_minutes, line.open_minutes, line.share, line.extended_minutes]
        assert any([v or "" if i < 2 else v for i, v in enumerate(row)] == wanted for row in said), line
    assert sheet["E2"].value == "=SUM(E3:E6)"


def test_a_figure_that_its_sheet_does_not_make_stands_as_its_number():
    month = replace(rich_month(), days=days_of("2026-10", rich=False), spaces=())
    book = opened(month)
    sheet, rows = book.worksheets[0], rows_of(book, month)
    for code in ("V-01", "B-01", "B-02", "B-03", "B-04", "B-06"):
        assert sheet.cell(rows[code], 3).value == month.figure(code).value


def test_a_change_of_exact_fractions_stands_as_its_number():
    month = rich_month()
    (visits,) = (s for s in month.sections if s.code == "V")
    first, average = visits.figures
    odd = replace(average, change_on_month=Change(Decimal("1.44")))
    other = replace(visits, figures=(first, odd))
    book = opened(replace(month, sections=(month.sections[0], other, *month.sections[2:])))
    assert book.worksheets[0].cell(rows_of(book, month)["V-02"], 8).value == 1.44


def test_text_never_becomes_a_formula():
    month = rich_month()
    bad = tuple(replace(month.corrections[1], reason=t, who=t) for t in ("=1+1", "+A1", "-2", "@x", "\tx", "a\x00b"))
    spaces = tuple(replace(s, zone="=zone", room_or_space="=HYPERLINK()") for s in month.spaces)
    book = opened(replace(month, venue="=cmd", corrections=bad, spaces=spaces))
    for row in book.worksheets[3].iter_rows(min_row=2, max_row=7, min_col=5, max_col=6):
        assert all(cell.data_type == "s" and cell.quotePrefix == (cell.value != "ab") for cell in row)
    formulas = [c for sheet in book for row in sheet.iter_rows() for c in row if c.data_type == "f"]
    assert not [
        c.value
        for c in formulas
        if not c.value[1:].replace("'", "").startswith(("SUM(", "IF(", "C", "D", "E", "F", "H", "0", "逐日", "空间"))
    ]
    assert book.worksheets[0]["A1"].data_type == "s"


def test_state_and_demonstration_stand_above_the_figures():
    assert "已关账" in opened(rich_month()).worksheets[0]["A1"].value
    words = opened(empty_month(), demo=True).worksheets[0]["A1"].value
    assert "未关账" in words
    assert "演示数据" in words


@pytest.mark.parametrize(("language", "points"), [("zh_CN", "百分点"), ("en", " pp")])
@pytest.mark.parametrize(("decimals", "number"), [(1, "#,##0.0"), (2, "#,##0.00")])
def test_changes_are_shown_as_on_paper(language, points, decimals, number):
    month, place = rich_month(), Decimal(1).scaleb(-decimals)
    sections = tuple(
        replace(section, figures=tuple(
            replace(f, change_on_month=replace(f.change_on_month, amount=f.change_on_month.amount.quantize(place)))
            for f in section.figures
        ))
        for section in month.sections
    )  # fmt: skip
    book = opened(replace(month, sections=sections), language)
    sheet, rows = book.worksheets[0], rows_of(book, month)
    for code, unit in (("L-01", "%"), ("A-04", points)):
        assert sheet.cell(rows[code], 8).number_format == ";".join(f'{sign}{number}"{unit}"' for sign in ("+", "-", ""))
