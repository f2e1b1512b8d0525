"""Ten times the data: the same actions on the venue and on a tenth of it, in turn; what each takes on either.

The tenth has as much every day, in a tenth of the time, and a tenth of the members and titles.
"""

from collections.abc import Callable
from pathlib import Path

from tests.bench import rooms, window
from tests.bench.core import Bench
from tests.bench.measure import Line, Times
from venuedesk.core import search
from venuedesk.core.file import open_file

LIMIT = 1.5
BESIDE = ("booking by name",)
Taken = dict[str, Times]


def compared(small: Taken, large: Taken) -> list[Line]:
    """A line for each action: the medians, and how many times the one is of the other.

    What is only a part of an action (a page that reads again) or none of the list is told without a limit.
    """
    lines = []
    for name, times in large.items():
        before, after = small[name].median, times.median
        held = name not in BESIDE and not name.endswith(": reload")
        found = f"{before:.2f} → {after:.2f} ms, {after / before:.2f} ×"
        over = held and after > LIMIT * before
        lines.append(Line(f"ten times the data: {name}", found, f"{LIMIT:g} ×" if held else "", over))
    return lines


class Growth:
    """Two desks: on a tenth of the venue, and on the venue."""

    def __init__(self, small: Path, large: Path) -> None:
        self.paths = (small, large)
        self.benches = tuple(Bench(open_file(path), seed=4) for path in self.paths)

    def core(self, n: int) -> list[Line]:
        """The actions of the desk without its window."""
        taken: tuple[Taken, Taken] = ({}, {})
        rounds = [_rounds(bench, n, times) for bench, times in zip(self.benches, taken, strict=True)]
        for small, large in zip(*rounds, strict=True):
            small()
            large()
        return compared(*taken)

    def pages(self, n: int) -> list[Line]:
        """Every page, reloaded and brought to the front."""
        screens = [window.Screen(path, bench) for path, bench in zip(self.paths, self.benches, strict=True)]
        taken: tuple[Taken, Taken] = ({}, {})
        for both in zip(*map(window.places, screens), strict=True):
            for _n in range(n):
                for screen, place, times in zip(screens, both, taken, strict=True):
                    window.visit(screen, place, times)
        for screen in screens:
            screen.close()
        return compared(*taken)

    def close(self) -> list[Line]:
        """Close both files."""
        for bench in self.benches:
            bench.file.close()
        return []


def _rounds(bench: Bench, n: int, taken: Taken) -> list[Callable[[], None]]:
    """What is done in each round, n times, with its own keys."""
    names = ("scan a card", "lend", "return", "renew", "undo", "initials", "two characters")
    names += ("day of 20 rooms", "booking by name", "book", "move", "tap")
    for name in names:
        taken[name] = Times()
    scans = {"check_out": taken["lend"], "check_in": taken["return"]}
    commands = {"check_out": Times(), "check_in": Times(), "renew": taken["renew"], "undo": taken["undo"]}
    pairs, slots = bench.pairs(2 * n), rooms.slots(bench, 2 * n)
    people, titles = bench.keys(n)
    whom, days = rooms.names(bench, n), rooms.days(bench, n)

    def one(k: int) -> Callable[[], None]:
        def run() -> None:
            taken["scan a card"].run(bench.scan_card, pairs[k].card)
            bench.our_pair(pairs[k], commands)
            bench.scanned_pair(pairs[n + k], scans)
            taken["initials"].run(lambda: bench.desk.ask(search.members_like, words=people[k]))
            taken["two characters"].run(lambda: bench.desk.ask(search.titles_like, words=titles[k]))
            taken["day of 20 rooms"].run(rooms.show_day, bench, days[k])
            taken["booking by name"].run(rooms.find, bench, whom[k])
            rooms.book_and_move(bench, slots[k], slots[n + k], taken)
            rooms.tap(bench, taken["tap"])

        return run

    return [one(k) for k in range(n)]
