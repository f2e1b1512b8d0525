"""Rows of an .xlsx file, streamed, with nothing in the file trusted.

openpyxl reads the workbook (sheets, shared texts, styles); the rows themselves are parsed here, three times as fast and
with numbers left as written.
"""

import lzma
import re
import zipfile
import zlib
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import ParseError
from xml.parsers import expat

from venuedesk.exchange.cells import ERROR, FORMULA, MERGED, Number
from venuedesk.exchange.refusals import unreadable
from venuedesk.i18n import N_

MEGABYTE = 1024 * 1024
LARGEST_UNPACKED = 400 * MEGABYTE
LARGEST_RATIO = 100
MOST_PARTS = 5000
_CHUNK = 256 * 1024
_MERGE = re.compile(rb'<(?:\w+:)?mergeCell\s+ref="([A-Z]{1,3})(\d{1,7}):([A-Z]{1,3})(\d{1,7})"')
_MOST_MERGES = 20_000
_LETTERS = re.compile("[A-Z]{1,3}")

Cells = list[Any]  # str, Number, datetime, bool, Odd or None


def check_sizes(path: Path) -> None:
    """Refuse an archive that would unpack to more than the limits, before anything of it is unpacked."""
    try:
        with zipfile.ZipFile(path) as archive:
            parts = archive.infolist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError) as error:
        raise unreadable(path, N_("this is no .xlsx file; open it and save it as .xlsx")) from error
    unpacked = sum(p.file_size for p in parts)
    packed = max(1, sum(p.compress_size for p in parts))
    if unpacked > LARGEST_UNPACKED or len(parts) > MOST_PARTS or unpacked > LARGEST_RATIO * max(packed, 10_000):
        raise unreadable(path, N_("unpacked it would be too large"))


def rows(path: Path) -> Iterator[tuple[int, Cells]]:
    """Every row of the first visible sheet as (line, cells); Refused where the file is too large, broken or hostile."""
    check_sizes(path)
    line = 0
    try:
        for line, cells in _rows(path):
            yield line, cells
    except (*_BROKEN, zlib.error, expat.ExpatError, ParseError) as error:
        raise unreadable(path, N_("it is broken after line {line}"), line=line) from error


# what a broken file makes the parsers raise; nothing of ours runs inside
_BROKEN = (
    zipfile.BadZipFile, LookupError, ValueError, AttributeError, TypeError, OverflowError, EOFError, OSError,
    AssertionError, RuntimeError, lzma.LZMAError,
)  # fmt: skip


def _rows(path: Path) -> Iterator[tuple[int, Cells]]:
    import warnings

    from openpyxl.reader.excel import ExcelReader
    from openpyxl.styles.stylesheet import apply_stylesheet

    warnings.filterwarnings("ignore", category=UserWarning, module=r"openpyxl\.")
    with path.open("rb") as whole:
        # without read_worksheets(), which parses a sheet that does not tell its size from end to end
        reader: Any = ExcelReader(whole, read_only=True)
        with reader.archive as archive:
            reader.read_manifest()
            reader.read_strings()
            reader.read_workbook()
            apply_stylesheet(archive, reader.wb)
            parts = [r.target for s, r in reader.parser.find_sheets() if s.state == "visible" and "chart" not in r.Type]
            if not parts:
                raise unreadable(path, N_("it has no sheet"))
            with archive.open(parts[0]) as source:
                merged = _merged(source)
            with archive.open(parts[0]) as source:
                yield from _parse(source, _Sheet(reader.wb, reader.shared_strings), merged)


def _merged(source: Any) -> dict[int, list[int]]:
    """For each line the columns (from 0) whose cell is merged with one in a line above."""
    found: dict[int, list[int]] = {}
    tail, n = b"", 0
    while chunk := source.read(_CHUNK):
        block = tail + chunk
        end = 0
        for merge in _MERGE.finditer(block):
            end = merge.end()
            n += 1
            first, last = int(merge[2]), int(merge[4])
            columns = range(_column(merge[1].decode()), _column(merge[3].decode()) + 1)
            if n > _MOST_MERGES or last - first > 10_000 or len(columns) > 200:
                raise ValueError("too many merged cells")
            for line in range(first + 1, last + 1):
                found.setdefault(line, []).extend(columns)
        tail = block[max(end, len(block) - 80) :]
    return found


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number - 1


def _parse(source: Any, sheet: "_Sheet", merged: dict[int, list[int]]) -> Iterator[tuple[int, Cells]]:
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartElementHandler, parser.EndElementHandler = sheet.start, sheet.end
    parser.CharacterDataHandler = sheet.data
    parser.StartDoctypeDeclHandler = _no_doctype  # as defusedxml forbids it: no entities, nothing from elsewhere
    while chunk := source.read(_CHUNK):
        parser.Parse(chunk)
        for line, cells in sheet.taken():
            if line in merged:
                cells += [None] * (max(merged[line]) + 1 - len(cells))
                for i in merged[line]:
                    cells[i] = MERGED
            yield line, cells
    parser.Parse(b"", True)


def _no_doctype(name: str, system_id: str | None, public_id: str | None, internal: int) -> None:
    from defusedxml import DTDForbidden

    raise DTDForbidden(name, system_id, public_id)


class _Sheet:
    """What the parser tells its findings to: rows of cells, as values."""

    def __init__(self, book: Any, texts: list[str]) -> None:
        self._texts = texts
        self._days: set[int] = set(book._date_formats)
        self._spans: set[int] = set(book._timedelta_formats)
        self._epoch = book.epoch
        self._zeros = _zero_formats(book)
        self._columns: dict[str, int] = {}
        self._ready: list[tuple[int, Cells]] = []
        self._line = 0
        self._cells: Cells = []
        self._type, self._style, self._at = "n", 0, -1
        self._words: list[str] | None = None
        self._value: str | None = None
        self._formula = self._phonetic = False

    def taken(self) -> list[tuple[int, Cells]]:
        """The rows that are complete by now."""
        ready, self._ready = self._ready, []
        return ready

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        """An element opens."""
        name = tag.rpartition(":")[2] if ":" in tag else tag
        if name == "c":
            self._open_cell(attributes)
        elif name in ("v", "t"):
            self._words = None if self._phonetic else []
        elif name == "row":
            self._line = int(attributes["r"]) if "r" in attributes else self._line + 1
            self._cells, self._at = [], -1
        elif name == "f":
            self._formula = True
        elif name == "rPh":
            self._phonetic = True

    def data(self, words: str) -> None:
        """Text of the element that is open."""
        if self._words is not None:
            self._words.append(words)

    def end(self, tag: str) -> None:
        """An element closes."""
        name = tag.rpartition(":")[2] if ":" in tag else tag
        if name == "c":
            self._close_cell()
        elif name in ("v", "t"):
            if self._words is not None:
                self._value = (self._value or "") + "".join(self._words)
            self._words = None
        elif name == "row":
            self._ready.append((self._line, self._cells))
        elif name == "rPh":
            self._phonetic = False

    def _open_cell(self, attributes: dict[str, str]) -> None:
        self._type = attributes.get("t", "n")
        self._style = int(attributes.get("s", 0))
        letters = attributes.get("r", "").rstrip("0123456789")
        if not letters:
            self._at += 1
        else:
            if letters not in self._columns:
                if not _LETTERS.fullmatch(letters):
                    raise ValueError("no cell reference")
                self._columns[letters] = _column(letters)
            self._at = self._columns[letters]
        self._value, self._formula = None, False

    def _close_cell(self) -> None:
        value = self._cell()
        if value is None or self._at >= 500:
            return
        if self._at == len(self._cells):
            self._cells.append(value)
            return
        self._cells += [None] * (self._at + 1 - len(self._cells))
        self._cells[self._at] = value

    def _cell(self) -> Any:
        if self._formula:
            return FORMULA
        value, kind = self._value, self._type
        if value is None:
            return None
        if kind == "s":
            return self._texts[int(value)]
        if kind == "n":
            return self._number(value.strip())
        if kind == "b":
            return value.strip() == "1"
        if kind == "e":
            return ERROR
        return datetime.fromisoformat(value.strip().rstrip("Z")).replace(tzinfo=None) if kind == "d" else value

    def _number(self, written: str) -> Any:
        if self._style in self._spans:
            return _clock(written)
        if self._style in self._days:
            from openpyxl.utils.datetime import from_excel

            try:
                day: Any = from_excel(float(written), self._epoch)
            except (OverflowError, ValueError):
                return ERROR
            return day if isinstance(day, datetime) else Number(written)
        width = self._zeros.get(self._style)
        if width and written.isascii() and written.isdigit():
            return written.zfill(width)
        return Number(written)


def _clock(written: str) -> Any:
    """A number of days in the format [h]:mm as it is seen: 24:00 is typed so, and is no 1."""
    try:
        minutes, seconds = divmod(round(float(written) * 86_400), 60)
    except (OverflowError, ValueError):
        return ERROR
    words = f"{minutes // 60}:{minutes % 60:02}"
    return f"{words}:{seconds:02}" if seconds else words


def _zero_formats(book: Any) -> dict[int, int]:
    """Styles that pad a number with zeros (format 00000), with the number of digits."""
    found = {}
    for style, cell_style in enumerate(book._cell_styles):
        number = cell_style.numFmtId
        shape = book._number_formats[number - 164] if number >= 164 and number - 164 < len(book._number_formats) else ""
        if shape and set(shape) == {"0"}:
            found[style] = len(shape)
    return found
