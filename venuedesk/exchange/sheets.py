"""Tables: .xlsx and .csv read as a stream of rows, keyed by what their header says.

``read`` finds the header row among the first lines, in Chinese or English and in any order; columns it does not know
are named and ignored.
"""

import codecs
import csv
from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from venuedesk.exchange.cells import Column, Fault, Row, clean, header_key, read_cell, shown
from venuedesk.exchange.refusals import unreadable
from venuedesk.exchange.xlsx import rows as xlsx_rows
from venuedesk.i18n import N_, _

LARGEST_FILE = 64 * 1024 * 1024
MOST_ROWS = 200_000
HEADER_WITHIN = 10  # filled lines among which the header must stand; a title may stand above it

Lines = Iterator[tuple[int, list[Any]]]


@dataclass(frozen=True)
class Sheet:
    """A table being read: our columns it has, the headers it does not know, and its rows (to be read once)."""

    path: Path
    columns: tuple[Column, ...]
    headers: tuple[str, ...]  # as the file names them, all of them
    unknown: tuple[str, ...]
    rows: Iterator[Row]


def read(path: Path, columns: Sequence[Column]) -> Sheet:
    """Open a table; Refused (FileUnreadable) with one sentence when it is none, too large, or has no fitting header."""
    check_file(path)
    lines = _csv_rows(path) if _is_csv(path) else xlsx_rows(path)
    header, places = _find_header(path, lines, columns)
    known = tuple(places[i] for i in sorted(places))
    unknown = tuple(h for i, h in enumerate(header) if h and i not in places)
    return Sheet(path, known, tuple(header), unknown, _keyed(path, lines, header, places))


def cells_of(path: Path, lines: Container[int]) -> dict[int, tuple[str, ...]]:
    """The cells of some lines as text, by line."""
    found = _csv_rows(path) if _is_csv(path) else xlsx_rows(path)
    return {line: tuple(shown(c) for c in cells) for line, cells in found if line in lines}


def check_file(path: Path) -> None:
    """Refuse what is no file, is empty, or is larger than 64 MB."""
    if path.is_dir():
        raise unreadable(path, N_("it is a folder, not a file"))
    if not path.exists():
        raise unreadable(path, N_("there is no such file"))
    size = path.stat().st_size
    if size == 0:
        raise unreadable(path, N_("it is empty"))
    if size > LARGEST_FILE:
        raise unreadable(path, N_("it is larger than {n} MB"), n=LARGEST_FILE // 1024 // 1024)


def _is_csv(path: Path) -> bool:
    with path.open("rb") as source:
        start = source.read(8)
    if start.startswith(b"PK"):
        return False
    if start.startswith(b"\xd0\xcf\x11\xe0") or path.suffix.lower() in (".xlsx", ".xls"):
        raise unreadable(path, N_("this is no .xlsx file; open it and save it as .xlsx"))
    return True


# ---------------------------------------------------------------- csv


def encoding_of(path: Path) -> str:
    """The encoding of a text file: by its byte order mark, else UTF-8 where it is that throughout, else GB18030."""
    with path.open("rb") as source:
        marked = source.read(4).startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
        for encoding in ("utf-16",) if marked else ("utf-8-sig", "gb18030"):
            source.seek(0)
            if _decodes(source, encoding):
                return encoding
    raise unreadable(path, N_("it is neither UTF-8 nor GB18030 text"))


def _decodes(source: Any, encoding: str) -> bool:
    decoder = codecs.getincrementaldecoder(encoding)()
    try:
        while chunk := source.read(1 << 20):
            decoder.decode(chunk)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True


def _csv_rows(path: Path) -> Lines:
    encoding = encoding_of(path)
    with path.open(encoding=encoding, newline="") as source:
        first = source.readline(100_000)
        source.seek(0)
        mark = max(",\t;", key=first.count)
        reader = csv.reader(source, delimiter=mark)
        line = 1
        try:
            for cells in reader:
                yield line, [(_unmarked(c) if c[:1] == "'" else c) or None for c in cells]
                line = reader.line_num + 1
        except (csv.Error, UnicodeError) as error:
            raise unreadable(path, N_("it is broken after line {line}"), line=line) from error


def _unmarked(words: str) -> str:
    """The text of a cell without the apostrophe at its head, if our own files put it there: before a formula's mark."""
    return words[1:] if words[1:2] in ("=", "+", "-", "@", "\t") else words


# ---------------------------------------------------------------- header and rows


def _filled(cells: Iterable[Any]) -> bool:
    return any(c is not None and (not isinstance(c, str) or c.strip()) for c in cells)


def _find_header(path: Path, lines: Lines, columns: Sequence[Column]) -> tuple[list[str], dict[int, Column]]:
    wanted = {name: c for c in columns for name in c.known_as() if name}
    best: dict[int, Column] = {}
    tried = 0
    for _line, cells in lines:
        if not _filled(cells):
            continue
        header = [shown(c) if not isinstance(c, str) else clean(c)[:100] for c in cells]
        places = {i: wanted[header_key(h)] for i, h in enumerate(header) if header_key(h) in wanted}
        if all(c in places.values() for c in columns if c.required):
            _no_column_twice(path, header, places)
            return header, places
        best = max(best, places, key=len)
        tried += 1
        if tried == HEADER_WITHIN:
            break
    missing = [_(c.title) for c in columns if c.required and c not in best.values()]
    raise unreadable(path, N_("no header row with the column {missing} was found"), missing=_(", ").join(missing))


def _no_column_twice(path: Path, header: list[str], places: dict[int, Column]) -> None:
    seen: dict[Column, int] = {}
    for i, column in places.items():
        if column in seen:
            raise unreadable(
                path, N_("the columns {one} and {other} mean the same"), one=header[seen[column]], other=header[i]
            )
        seen[column] = i


def _keyed(path: Path, lines: Lines, header: list[str], places: dict[int, Column]) -> Iterator[Row]:
    n = 0
    plan = [(i, column, header[i]) for i, column in places.items()]
    for line, cells in lines:
        if not _filled(cells):
            continue
        n += 1
        if n > MOST_ROWS:
            raise unreadable(path, N_("it has more than {n} rows"), n=MOST_ROWS)
        values: dict[str, Any] = {}
        faults: list[Fault] = []
        for i, column, name in plan:
            value, fault = read_cell(column, name, cells[i] if i < len(cells) else None)
            values[column.field] = value
            if fault is not None:
                faults.append(fault)
        yield Row(line, values, tuple(faults))
