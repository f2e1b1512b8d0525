"""The reading room of the demonstration: real titles, invented copies, a plausible year of loans."""

import csv
import random
from collections.abc import Iterator
from datetime import date, timedelta

from venuedesk.demo.days import Days
from venuedesk.paths import resource

REFERENCE = ("Z32", "H163", "H164")  # read on site only
COPIES = (1, 1, 1, 2, 2, 3)
TERM = timedelta(days=30)


def books(chance: random.Random) -> Iterator[list[str]]:
    """Rows of copies, each with its title."""
    number = 0
    with resource("demo/books.csv").open(encoding="utf-8", newline="") as source:
        for n, row in enumerate(csv.DictReader(source), 1):
            call = f"{row['分类号']}/{n}"
            place = "少儿区" if row["分类号"].startswith(("I28", "I712.88")) else "综合借阅区"
            kind = "reference" if row["分类号"] in REFERENCE else "book"
            for _copy in range(chance.choice(COPIES)):
                number += 1
                yield [*row.values(), call, place, kind, f"B{number:06}"]


def loans(chance: random.Random, days: Days, cards: list[str], barcodes: list[str]) -> Iterator[list[str]]:
    """A year of loans on open days: each copy is lent now and then; some are out, a few late, three due today."""
    today = days.today
    out: dict[str, int] = {}
    found: list[tuple[date, str, str, date | None]] = []
    for barcode in barcodes:
        day = days.first - timedelta(days=chance.randint(3, 30))
        while True:
            lent = days.open_after(day + timedelta(days=chance.randint(3, 95)))
            if lent >= today - timedelta(days=1):
                break
            if lent < days.first:
                continue
            card, back = chance.choice(cards), days.open_after(lent + timedelta(days=chance.randint(4, 36)))
            if back < today:
                found.append((lent, barcode, card, back))
                day = back
                continue
            if out.get(card, 0) < 4:
                out[card] = out.get(card, 0) + 1
                found.append((lent, barcode, card, None))
            break
    month_ago = days.open_before(today - TERM)
    busy = {b for lent, b, _card, back in found if back is None or back >= month_ago}
    due_today = [b for b in barcodes if b not in busy][:3]
    found += [(month_ago, b, card, None) for b, card in zip(due_today, cards, strict=False)]
    for lent, barcode, card, returned in sorted(found, key=lambda row: row[:3]):
        due = today if barcode in due_today and lent == month_ago else days.open_after(lent + TERM)
        yield [barcode, card, lent.isoformat(), due.isoformat(), returned.isoformat() if returned else ""]
