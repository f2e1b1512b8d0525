"""Tables written out: .xlsx and .csv in which no text can become a formula."""

import csv
import os
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from datetime import date, datetime
from pathlib import Path
from typing import Any

from venuedesk.core.errors import refuse
from venuedesk.exchange.cells import clean
from venuedesk.i18n import N_, _

DANGEROUS = ("=", "+", "-", "@", "\t")
BLOCK = 1000
MOST_XLSX_ROWS = 1_048_575  # below the header: what a spreadsheet opens


def write(
    path: Path,
    header: Sequence[str],
    rows: Iterable[Sequence[Any]],
    progress: Callable[[int], None] | None = None,
    *,
    most: int = MOST_XLSX_ROWS,
) -> int:
    """Write a table by the name's ending (.xlsx, of at most ``most`` rows, or .csv) and return the number of rows.

    The file appears whole or not at all; Refused (FileNotWritten) names it and why.
    """
    kinds = {".xlsx": _write_xlsx, ".csv": _write_csv}
    kind = kinds.get(path.suffix.lower())
    if kind is None:
        raise not_written(path, N_("the name must end in .xlsx or .csv"))
    part = path.with_name(f".{path.name}.part")
    if kind is _write_xlsx:
        rows = _at_most(most, path, rows)
    try:
        part.touch()  # what the system refuses is known before the first row
        n = kind(part, header, _counted(rows, progress))
        os.replace(part, path)
    except OSError as error:
        raise not_written(path, N_("the system does not allow it, or the disk is full")) from error
    finally:
        with suppress(OSError):
            part.unlink(missing_ok=True)
    return n


def not_written(path: Path, words: str) -> Exception:
    """The refusal of a file that was to be written, to be raised; ``words`` is a message id."""
    said = _("{file} cannot be written: {reason}.").format(file=path.name, reason=_(words))
    return refuse("FileNotWritten", said, file=path.name)


def _at_most(most: int, path: Path, rows: Iterable[Sequence[Any]]) -> Iterable[Sequence[Any]]:
    for n, row in enumerate(rows, 1):
        if n > most:
            raise not_written(path, N_("an .xlsx file has no room for so many rows; let the name end in .csv"))
        yield row


def _counted(rows: Iterable[Sequence[Any]], progress: Callable[[int], None] | None) -> Iterable[Sequence[Any]]:
    for n, row in enumerate(rows, 1):
        yield row
        if progress is not None and n % BLOCK == 0:
            progress(n)


def _write_xlsx(part: Path, header: Sequence[str], rows: Iterable[Sequence[Any]]) -> int:
    from openpyxl import Workbook
    from openpyxl.cell import WriteOnlyCell

    book = Workbook(write_only=True)
    sheet = book.create_sheet()

    def cell(value: Any) -> Any:
        if isinstance(value, str):
            words = clean(value)
            if words.startswith(DANGEROUS):
                found = WriteOnlyCell(sheet, value=words)
                found.data_type = "s"
                found.quotePrefix = True
                return found
            return words
        return value

    sheet.append([cell(h) for h in header])
    n = 0
    try:
        for n, row in enumerate(rows, 1):  # noqa: B007
            sheet.append([cell(v) for v in row])
    finally:
        sheet.close()  # also where the rows break off
    book.save(part)
    return n


def _write_csv(part: Path, header: Sequence[str], rows: Iterable[Sequence[Any]]) -> int:
    n = 0
    with part.open("w", encoding="utf-8-sig", newline="") as target:
        out = csv.writer(target)
        out.writerow([plain(h) for h in header])
        for n, row in enumerate(rows, 1):  # noqa: B007
            out.writerow([plain(v) for v in row])
        target.flush()
        os.fsync(target.fileno())
    return n


def plain(value: Any) -> str:
    """A value as text for a .csv file; text that a spreadsheet would take for a formula gets an apostrophe in front."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.isoformat(" ")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, int | float):
        return str(value)
    words = clean(str(value))
    return f"'{words}" if words.startswith(DANGEROUS) else words
