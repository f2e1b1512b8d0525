"""Measuring: times in milliseconds, what is printed of them, and the limits they are held against."""

import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

Deed = Callable[[Any], Any]


@dataclass
class Times:
    """What one thing took, each time, in milliseconds, in order."""

    taken: list[float] = field(default_factory=list)

    def run(self, deed: Callable[..., Any], *what: Any) -> Any:
        """Do it and keep how long it took."""
        began = time.perf_counter()
        result = deed(*what)
        self.taken.append((time.perf_counter() - began) * 1000)
        return result

    @property
    def first(self) -> float:
        """The first time."""
        return self.taken[0]

    @property
    def median(self) -> float:
        """The middle of all times but the first."""
        return self._part(0.5)

    @property
    def p95(self) -> float:
        """What 95 in 100 stay below, without the first time."""
        return self._part(0.95)

    def _part(self, part: float) -> float:
        some = sorted(self.taken[1:] or self.taken)
        return some[min(len(some) - 1, int(len(some) * part))]


@dataclass(frozen=True)
class Line:
    """One line of the table: what was measured, beside plain SQL where there is one, and its limit."""

    name: str
    found: str
    limit: str = ""
    over: bool = False
    plain: str = ""

    @property
    def verdict(self) -> str:
        """How it stands against its limit."""
        return ("OVER" if self.over else "ok") if self.limit else ""

    def cells(self) -> tuple[str, ...]:
        """The line as the table shows it."""
        return (self.name, self.found, self.plain, self.limit, self.verdict)


HEADER = ("measured", "found", "plain SQL", "limit", "")


def of_times(times: Times) -> str:
    """Times as the table shows them."""
    return f"{times.median:.2f} / {times.p95:.2f} / {times.first:.1f} ms"


def beside(
    name: str, ours: Times, plain: Times, *, factor: float, more: float, p95_factor: float, p95_more: float
) -> Line:
    """A line held against plain SQL: median and p95 at most ``factor`` × plain + ``more`` ms each."""
    median, p95 = plain.median * factor + more, plain.p95 * p95_factor + p95_more
    over = ours.median > median or ours.p95 > p95
    return Line(name, of_times(ours), f"{median:.2f} / {p95:.2f} ms", over, of_times(plain))


def read_line(name: str, ours: Times, plain: Times) -> Line:
    """A read: at most 1.5 × plain + 1 ms."""
    return beside(name, ours, plain, factor=1.5, more=1, p95_factor=1.5, p95_more=1)


def write_line(name: str, ours: Times, plain: Times) -> Line:
    """A write: at most plain + 4 ms in the middle, + 8 ms at p95."""
    return beside(name, ours, plain, factor=1, more=4, p95_factor=1, p95_more=8)


def at_most(name: str, value: float, limit: float, unit: str, *, shown: str = "", digits: int = 1) -> Line:
    """A line held against a number."""
    return Line(name, shown or f"{value:.{digits}f} {unit}", f"{limit:g} {unit}", value > limit)


def best_of(tries: int, measure: Callable[[], list[Line]], say: Callable[[str], None]) -> list[Line]:
    """Measure; where a line is over, measure again: a busy machine is no fault of the program's. The best of each."""
    lines = measure()
    for _n in range(tries - 1):
        if not any(line.over for line in lines):
            break
        say(f"again: {', '.join(line.name for line in lines if line.over)}")
        again = {line.name: line for line in measure()}
        lines = [again.get(line.name, line) if line.over else line for line in lines]
    return lines


def table(lines: Iterable[Sequence[str]]) -> list[str]:
    """Rows as a table in Markdown."""
    return [f"| {' | '.join(cells)} |" for cells in lines]
