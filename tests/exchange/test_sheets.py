import csv
import zipfile
from datetime import date, datetime

import pytest
from openpyxl import Workbook, load_workbook

from venuedesk.core.errors import Refused
from venuedesk.exchange import sheets, writers
from venuedesk.exchange.cells import CODE, DAY, Column

COLUMNS = (
    Column("name", "Name", ("姓名", "读者姓名"), required=True),
    Column("card", "Card number", ("卡号", "会员卡号"), CODE),
    Column("phone", "Phone", ("手机", "电话"), CODE),
    Column("joined_on", "Joined on", ("入会日期",), DAY),
    Column("note", "Note", ("备注",)),
)


def xlsx(tmp_path, rows, name="members.xlsx", prepare=lambda sheet: None):
    book = Workbook()
    sheet = book.active
    for row in rows:
        sheet.append(row)
    prepare(sheet)
    book.save(tmp_path / name)
    return tmp_path / name


def text(tmp_path, words, encoding="utf-8", name="members.csv"):
    (tmp_path / name).write_bytes(words.encode(encoding))
    return tmp_path / name


def rows(path):
    return list(sheets.read(path, COLUMNS).rows)


def refusal(path):
    with pytest.raises(Refused) as said:
        rows(path)
    assert path.name in str(said.value)
    return str(said.value)


def faults(path):
    return [(row.line, fault.column, fault.reason) for row in rows(path) for fault in row.faults]


def test_columns_are_found_by_chinese_or_english_names_in_any_order(tmp_path):
    table = [["备注", "姓名*", "爱好", "Card Number"], ["n", "张国胜", "书法", "a 1"]]
    sheet = sheets.read(xlsx(tmp_path, table), COLUMNS)
    (row,) = sheet.rows
    assert (row.line, row.text("name"), row.text("card"), row.text("note")) == (2, "张国胜", "A1", "n")
    assert sheet.unknown == ("爱好",)
    assert {c.field for c in sheet.columns} == {"name", "card", "note"}


def test_a_merged_title_may_stand_above_the_header(tmp_path):
    def prepare(sheet):
        sheet.merge_cells("A1:C1")

    path = xlsx(tmp_path, [["会员名册", None, None], [], ["姓名", "卡号"], ["张国胜", "6222"]], prepare=prepare)
    assert [(r.line, r.text("name")) for r in rows(path)] == [(4, "张国胜")]


def test_cells_merged_downwards_are_named(tmp_path):
    path = xlsx(tmp_path, [["姓名", "备注"], ["a", "n"], ["b", None]], prepare=lambda s: s.merge_cells("B2:B3"))
    assert faults(path) == [(3, "备注", "is merged with the cell above; unmerge it and fill it in")]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_csv_is_read_in_every_common_encoding(tmp_path, encoding):
    path = text(tmp_path, "姓名,卡号\r\n张䶮,0012\r\n", encoding)
    assert [(r.text("name"), r.text("card")) for r in rows(path)] == [("张䶮", "0012")]


def test_csv_lines_count_as_an_editor_counts_them(tmp_path):
    path = text(tmp_path, 'name;note\na;"two\nlines"\n\nb;c\n')
    assert [(r.line, r.text("note")) for r in rows(path)] == [(2, "two lines"), (5, "c")]


def test_days_are_read_as_cells_and_as_text(tmp_path):
    days = [datetime(2026, 1, 2), "2026-01-02", "2026/1/2", "2026年1月2日", "20260102", date(2026, 1, 2), 20260102]
    path = xlsx(tmp_path, [["姓名", "入会日期"], *(["a", d] for d in days), ["b", None]])
    assert [r.day("joined_on") for r in rows(path)] == [date(2026, 1, 2)] * 7 + [None]


@pytest.mark.parametrize("value", ["soon", "2026-02-30", 46024, "2026-13-01", "26-1-2"])
def test_what_is_no_day_is_named(tmp_path, value):
    ((line, column, reason),) = faults(xlsx(tmp_path, [["姓名", "入会日期"], ["a", value]]))
    assert (line, column) == (2, "入会日期")
    assert "is no date" in reason


@pytest.mark.parametrize("value", [6222020000000000123, 6.2e17, 1.5, -3, int("9" * 300)])
def test_a_number_whose_digits_are_lost_is_named(tmp_path, value):
    ((line, column, reason),) = faults(xlsx(tmp_path, [["姓名", "卡号"], ["a", value]]))
    assert (line, column) == (2, "卡号")
    assert "make the column text" in reason


def test_an_exponent_in_csv_is_named_and_long_text_is_kept(tmp_path):
    path = text(tmp_path, "name,card,phone\na,6222020000000000123,6.22202E+18\nb,12E4,\n")
    assert faults(path) == [(2, "phone", "is a number whose digits are lost; make the column text and enter it again")]
    assert [r.text("card") for r in rows(path)] == ["6222020000000000123", "12E4"]


def test_numbers_of_up_to_fifteen_digits_and_zero_formats_are_kept(tmp_path):
    def prepare(sheet):
        sheet["B3"].number_format = "00000"

    path = xlsx(tmp_path, [["姓名", "卡号"], ["a", 138001380001234], ["b", 42], [7, "0042"]], prepare=prepare)
    found = [(r.text("name"), r.text("card")) for r in rows(path)]
    assert found == [("a", "138001380001234"), ("b", "00042"), ("7", "0042")]


def test_a_formula_is_named_and_text_that_looks_like_one_is_text(tmp_path):
    def prepare(sheet):
        sheet["B3"].value = "=1+1"
        sheet["B3"].data_type = "s"

    path = xlsx(tmp_path, [["姓名", "备注"], ["a", "=1+1"], ["b", None]], prepare=prepare)
    assert faults(path) == [(2, "备注", "holds a formula; copy the column and paste it as values")]
    assert rows(path)[1].text("note") == "=1+1"


def test_control_characters_are_cleaned_and_marks_kept(tmp_path):
    path = text(tmp_path, "name,note\n<b>张</b>\0,a\x07b\x1f\n")
    assert [(r.text("name"), r.text("note")) for r in rows(path)] == [("<b>张</b>", "ab")]


def test_a_cell_longer_than_the_limit_is_named(tmp_path):
    assert faults(text(tmp_path, f"name\n{'a' * 2001}\n")) == [(2, "name", "is longer than 2000 characters")]


def test_a_header_alone_gives_no_rows(tmp_path):
    assert rows(text(tmp_path, "姓名,卡号\n")) == []


def test_a_header_named_twice_is_refused(tmp_path):
    assert "the columns 姓名 and Name mean the same" in refusal(text(tmp_path, "姓名,Name\na,b\n"))


def test_a_table_without_its_column_is_refused(tmp_path):
    assert "no header row with the column Name" in refusal(text(tmp_path, "卡号\n1\n"))


def test_what_is_no_file_is_refused(tmp_path):
    assert "it is a folder" in refusal(tmp_path)
    assert "there is no such file" in refusal(tmp_path / "none.csv")
    assert "it is empty" in refusal(text(tmp_path, ""))


def test_what_is_no_spreadsheet_is_refused(tmp_path):
    (tmp_path / "a.xlsx").write_text("姓名\n")
    (tmp_path / "old.xls").write_bytes(b"\xd0\xcf\x11\xe0" + b"\0" * 100)
    (tmp_path / "b.csv").write_bytes(b"name\n\xff\xff\x81")
    (tmp_path / "c.xlsx").write_bytes(b"PK\x03\x04" + b"garbage" * 50)
    assert "save it as .xlsx" in refusal(tmp_path / "a.xlsx")
    assert "save it as .xlsx" in refusal(tmp_path / "old.xls")
    assert "neither UTF-8 nor GB18030" in refusal(tmp_path / "b.csv")
    assert "save it as .xlsx" in refusal(tmp_path / "c.xlsx")


def test_a_file_that_would_unpack_to_too_much_is_refused_before_it_is_unpacked(tmp_path):
    path = xlsx(tmp_path, [["姓名"], ["a"]])
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/media/big.bin", b"\0" * 30_000_000)
    assert "too large" in refusal(path)


def test_a_locked_or_damaged_archive_is_refused(tmp_path):
    path = xlsx(tmp_path, [["姓名"], ["a"]])
    raw = bytearray(path.read_bytes())
    for mark, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = -1
        while (at := raw.find(mark, at + 1)) >= 0:
            raw[at + flags] |= 1  # encrypted
    (tmp_path / "locked.xlsx").write_bytes(raw)
    assert "it is broken after line 0" in refusal(tmp_path / "locked.xlsx")
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(tmp_path / "odd.xlsx", "w", zipfile.ZIP_LZMA) as new:
        for part in old.namelist():
            new.writestr(part, old.read(part))
    raw = bytearray((tmp_path / "odd.xlsx").read_bytes())
    part = raw.find(b"sheet1.xml") + len(b"sheet1.xml")
    raw[part + 20 : part + 60] = b"\xff" * 40
    (tmp_path / "odd.xlsx").write_bytes(raw)
    assert "it is broken after line 0" in refusal(tmp_path / "odd.xlsx")


def test_a_file_larger_than_the_limit_is_refused(tmp_path):
    path = tmp_path / "big.csv"
    with path.open("wb") as target:
        target.truncate(64 * 1024 * 1024 + 1)
    assert "64 MB" in refusal(path)


def rewritten(tmp_path, path, change):
    """The same workbook with its sheet's XML changed."""
    other = tmp_path / "other.xlsx"
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(other, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.namelist():
            data = old.read(part)
            new.writestr(part, change(data) if part == "xl/worksheets/sheet1.xml" else data)
    return other


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b"</sheetData>", b""),
        (b"<worksheet", b'<!DOCTYPE x [<!ENTITY a "b">]><worksheet'),
        (b'r="2"', b'r="two"'),
        (b't="inlineStr"><is><t>a</t></is>', b't="s"><v>77</v>'),
        (b"<sheetData>", b"<sheetData>\xff\xfe"),
    ],
)
def test_a_broken_or_hostile_sheet_is_refused(tmp_path, old, new):
    path = xlsx(tmp_path, [["姓名", "备注"], ["a", "b"]])
    assert "it is broken after line" in refusal(rewritten(tmp_path, path, lambda data: data.replace(old, new, 1)))


def test_false_dimensions_and_far_rows_do_no_harm(tmp_path):
    path = xlsx(tmp_path, [["姓名", "备注"], ["a", "b"]])
    far = rewritten(tmp_path, path, lambda data: data.replace(b'<row r="2"', b'<row r="99999999999"'))
    assert [r.text("name") for r in rows(far)] == ["a"]


def test_more_rows_than_the_limit_are_refused(tmp_path):
    path = text(tmp_path, "name\n" + "a\n" * 200_001)
    assert "more than 200000 rows" in refusal(path)
    assert len(rows(text(tmp_path, "name\n" + "a\n" * 200_000))) == 200_000


@pytest.mark.parametrize("name", ["out.xlsx", "out.csv"])
def test_text_leaves_as_text_and_comes_back_the_same(tmp_path, name):
    odd = ["=1+1", "+86 1", "-", "@a", "a\x00b\x1f", "<b>", "\ud800x"]
    path = tmp_path / name
    assert writers.write(path, ["Name", "Note"], [[o, "n"] for o in odd]) == 7
    assert [r.text("name") for r in rows(path)] == ["=1+1", "+86 1", "-", "@a", "ab", "<b>", "x"]
    assert not list(tmp_path.glob(".*"))


def test_no_text_leaves_as_a_formula(tmp_path):
    words = ["=1+1", "+1", "-1", "@a", "\t=1"]
    writers.write(tmp_path / "a.xlsx", ["=h"], [[w] for w in words])
    writers.write(tmp_path / "a.csv", ["=h"], [[w] for w in words])
    cells = [c for (c,) in load_workbook(tmp_path / "a.xlsx").active.iter_rows()]
    assert {c.data_type for c in cells} == {"s"}
    with (tmp_path / "a.csv").open(encoding="utf-8-sig", newline="") as source:
        assert all(row[0].startswith("'") for row in csv.reader(source))


def test_values_are_written_as_what_they_are(tmp_path):
    writers.write(tmp_path / "a.xlsx", ["a", "b", "c"], [[5, date(2026, 1, 2), None]])
    assert [c.value for c in load_workbook(tmp_path / "a.xlsx").active[2]] == [5, datetime(2026, 1, 2), None]


def test_a_table_is_written_whole_or_not_at_all(tmp_path):
    with pytest.raises(Refused, match="must end in .xlsx or .csv"):
        writers.write(tmp_path / "a.txt", ["a"], [])
    for name in ("a.csv", "a.xlsx"):
        with pytest.raises(Refused, match="does not allow it"):
            writers.write(tmp_path / "none" / name, ["a"], [["b"]])

    def broken():
        yield ["a"]
        raise RuntimeError

    for name in ("a.csv", "a.xlsx"):
        (tmp_path / name).write_text("old")
        with pytest.raises(RuntimeError):
            writers.write(tmp_path / name, ["a"], broken())
        assert (tmp_path / name).read_text() == "old"
    assert {p.name for p in tmp_path.iterdir()} == {"a.csv", "a.xlsx"}


def test_a_spreadsheet_has_room_for_so_many_rows_only(tmp_path):
    assert writers.write(tmp_path / "a.xlsx", ["a"], [["b"]] * 3, most=3) == 3
    with pytest.raises(Refused, match=r"no room for so many rows; let the name end in \.csv"):
        writers.write(tmp_path / "a.xlsx", ["a"], [["b"]] * 4, most=3)
    assert writers.write(tmp_path / "a.csv", ["a"], [["b"]] * 4, most=3) == 4
