"""What is measured from outside, in processes of their own."""

import json
import subprocess
import sys
import time
from datetime import datetime
from pathlib import Path
from statistics import median
from typing import Any

from tests.bench.measure import Line, at_most
from venuedesk.core import backups

ROOT = Path(__file__).resolve().parents[2]
FIRST_PAINT, DATA = 1.8, 5.0  # × a bare window
TOUR_MEMORY, IMPORT_MEMORY, IMPORT_SECONDS = 250.0, 400.0, 10.0


def child(*words: str) -> tuple[float, dict[str, Any]]:
    """Run one deed of ``children``; returns when it began and what it printed."""
    began = time.monotonic()
    done = subprocess.run(
        [sys.executable, "-m", "tests.bench.children", *words], cwd=ROOT, check=True, stdout=subprocess.PIPE, text=True
    )
    return began, json.loads(done.stdout.splitlines()[-1])


def starts(folder: Path, n: int) -> list[Line]:
    """Process start to first paint and to the day's data, beside a bare window, in turn."""
    bare, paint, data, desk = [], [], [], []
    for _n in range(n):
        began, found = child("bare")
        bare.append((found["painted"] - began) * 1000)
        began, found = child("start", str(folder))
        paint.append((found["painted"] - began) * 1000)
        data.append((found["data"] - began) * 1000)
        desk.append((found["open"] - began) * 1000)
    base = median(bare)
    return [
        Line("bare window", f"{base:.0f} ms"),
        _times("start to first paint", median(paint), base, FIRST_PAINT),
        _times("start to today's data", median(data), base, DATA),
        Line("start to the open desk", f"{median(desk):.0f} ms, {median(desk) / base:.2f} ×"),
    ]


def _times(name: str, took: float, base: float, limit: float) -> Line:
    return Line(name, f"{took:.0f} ms, {took / base:.2f} ×", f"{limit:g} × bare", took / base > limit)


def tour() -> list[Line]:
    """Memory after the tour."""
    return [at_most("memory after the tour", child("tour")[1]["memory"], TOUR_MEMORY, "MB", digits=0)]


def imports(seconds_of: int, memory_of: int) -> list[Line]:
    """Imports into a new venue: the time of ``seconds_of`` rows, the memory of ``memory_of``."""
    lines = []
    for subject in ("members", "books"):
        found = child("imported", subject, str(seconds_of))[1]
        name, shown = (
            f"import of {seconds_of:,} {subject}",
            f"{found['seconds']:.1f} s, of the processor {found['cpu']:.1f} s",
        )
        lines.append(at_most(name, found["seconds"], IMPORT_SECONDS, "s", shown=shown))
        name, found = f"memory of importing {memory_of:,} {subject}", child("imported", subject, str(memory_of))[1]
        lines.append(at_most(name, found["memory"], IMPORT_MEMORY, "MB", digits=0))
    return lines


def daily_copy(path: Path) -> list[Line]:
    """Today's copy, checked; it is then there when the program starts."""
    began = time.perf_counter()
    backups.daily(path, second=None, now=datetime.now().replace(microsecond=0))
    return [Line("today's copy, on the worker", f"{time.perf_counter() - began:.1f} s")]
