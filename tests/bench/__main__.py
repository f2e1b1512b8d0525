"""Measure the desk on a venue after ten years; print every figure beside its limit. Ends with 1 where one is over.

``--quick`` takes a tenth of the data and of the keys; ``--only`` names parts of it. A whole run keeps its table in
RESULTS.md.
"""

import argparse
import os
import platform
import shutil
import sqlite3
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

os.environ["QT_QPA_PLATFORM"] = "offscreen"

from tests.bench import core, grid, growth, month, rooms, starts, venue, window
from tests.bench.measure import HEADER, Line, at_most, best_of, table
from venuedesk.core import file

PARTS = ("core", "rooms", "journal", "month", "window", "grid", "growth", "start", "memory", "imports")
JOURNAL_BYTES = 900.0
TRIES = 3
RESULTS = Path(__file__).with_name("RESULTS.md")


def main() -> int:
    """Measure; 1 where anything is over its limit."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="a tenth of the data and of the keys")
    parser.add_argument("--only", nargs="+", choices=PARTS, default=PARTS)
    parser.add_argument("--tries", type=int, default=TRIES, help="how often what is over is measured again")
    chosen = parser.parse_args()
    size, n = (venue.QUICK, 100) if chosen.quick else (venue.FULL, 1000)
    say(
        f"the venue: {size.titles:,} titles, {size.members:,} members, {size.loans:,} loans, {size.bookings:,} bookings"
    )
    with suppress(OSError, AttributeError):  # where it is allowed: other work on the machine is not what is measured
        os.nice(-15)
    made = venue.ready(size)
    tenth = venue.ready(size.tenth) if "growth" in chosen.only else None
    lines: list[Line] = []
    with tempfile.TemporaryDirectory(dir=venue.CACHE) as folder:
        path = Path(shutil.copy(made, folder))
        for part in chosen.only:
            if tenth and part == "growth":  # anew: what the other parts wrote today is no data of years
                file.remove(path)
                shutil.copy(made, path)
                shutil.copy(tenth, tenth_of(path))
            lines += measured(part, path, n, chosen.tries)
    over = [line.name for line in lines if line.over]
    say(f"over: {', '.join(over)}" if over else "everything is within its limit")
    if not chosen.quick and set(chosen.only) == set(PARTS):
        keep(lines)
    return 1 if over else 0


def tenth_of(path: Path) -> Path:
    """Where a tenth of the venue stands beside it."""
    return path.with_name("tenth.db")


def measured(part: str, path: Path, n: int, tries: int) -> list[Line]:
    """The lines of one part, printed as they come."""
    lines = []
    for deed in PART[part](path, n):
        for line in best_of(tries, deed, say):
            print("  ".join(cell for cell in line.cells() if cell), flush=True)
            lines.append(line)
    return lines


def _core(path: Path, n: int) -> list[Callable[[], list[Line]]]:
    bench = core.Bench(file.open_file(path))
    return [
        lambda: [core.bare_sync(path.parent, n)],
        lambda: bench.reads(n),
        lambda: bench.writes(n),
        lambda: bench.file.close() or [],
    ]


def _journal(path: Path, n: int) -> list[Callable[[], list[Line]]]:
    bench = core.Bench(file.open_file(path), seed=2)

    def size() -> list[Line]:
        grown = bench.journal_bytes(n)
        return [at_most("journal, a lend and its return", grown, JOURNAL_BYTES, "bytes", digits=0)]

    return [size, lambda: rooms.tap_bytes(bench, n), lambda: bench.file.close() or []]


def _rooms(path: Path, n: int) -> list[Callable[[], list[Line]]]:
    bench = core.Bench(file.open_file(path), seed=5)
    return [lambda: rooms.reads(bench, n), lambda: rooms.writes(bench, n), lambda: bench.file.close() or []]


def _month(path: Path, n: int) -> list[Callable[[], list[Line]]]:
    bench = core.Bench(file.open_file(path), seed=6)
    return [lambda: month.months(bench, n), lambda: bench.file.close() or []]


def _grid(_path: Path, _n: int) -> list[Callable[[], list[Line]]]:
    return [grid.scrolling]


def _growth(path: Path, n: int) -> list[Callable[[], list[Line]]]:
    both = growth.Growth(tenth_of(path), path)
    return [lambda: both.core(n // 2), lambda: both.pages(n // 50), both.close]


def _window(path: Path, n: int) -> list[Callable[[], list[Line]]]:
    bench = core.Bench(file.open_file(path), seed=3)
    screen = window.Screen(path, bench)
    return [
        lambda: window.keys_to_answers(screen, n // 3),
        lambda: window.pages(screen),
        lambda: window.other_days(screen),
        lambda: screen.close() or bench.file.close() or [],
    ]


def _start(path: Path, n: int) -> list[Callable[[], list[Line]]]:
    return [lambda: starts.daily_copy(path), lambda: starts.starts(path.parent, 10 if n >= 1000 else 3)]


def _imports(_path: Path, n: int) -> list[Callable[[], list[Line]]]:
    return [lambda: starts.imports(50 * n, 100 * n)]


PART: dict[str, Callable[[Path, int], list[Callable[[], list[Line]]]]] = {
    "core": _core,
    "rooms": _rooms,
    "journal": _journal,
    "month": _month,
    "window": _window,
    "grid": _grid,
    "growth": _growth,
    "start": _start,
    "memory": lambda _path, _n: [starts.tour],
    "imports": _imports,
}


def say(words: str) -> None:
    """Say how it goes, with the load of the machine."""
    load = f"load {os.getloadavg()[0]:.1f}" if hasattr(os, "getloadavg") else ""
    print(f"[{time.strftime('%H:%M:%S')} {load}] {words}", flush=True)


def keep(lines: list[Line]) -> None:
    """Put the table into RESULTS.md, above what was measured elsewhere."""
    before = RESULTS.read_text("utf-8") if RESULTS.exists() else ""
    elsewhere = before[before.index(ELSEWHERE) :] if ELSEWHERE in before else f"{ELSEWHERE}\n"
    system = f"{platform.system()}, Python {platform.python_version()}, SQLite {sqlite3.sqlite_version}"
    words = (
        "# What was measured\n\n"
        f"`make bench` on {os.cpu_count()} cores, {system}, load {os.getloadavg()[0]:.1f} at the end. Times are"
        " median / p95 / first call; the limits of reads and writes are those of median and p95. What was over was"
        " measured again, and the better figure stands.\n\n"
    )
    rows = table([HEADER, ("---",) * len(HEADER), *(line.cells() for line in lines)])
    RESULTS.write_text(words + "\n".join(rows) + "\n\n" + elsewhere, "utf-8")


ELSEWHERE = "## Measured elsewhere"

if __name__ == "__main__":
    sys.exit(main())
