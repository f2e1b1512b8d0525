"""The records of the venue: the librarian, units, members and cards, titles and copies, as imports bring them."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from tests.bench import words
from tests.bench.venue_pen import LIBRARIAN, NOW, Change, Pen

UNITS = 400
CATEGORIES = (38, 17, 12, 12, 9, 5, 4, 3)  # how often each of the eight comes
_EMPTY_UNIT = {"kind": "企业", "contact": "", "phone": "", "counts": 1, "note": ""}


def write(pen: Pen) -> None:
    """Everything that is there before the first day."""
    people(pen)
    books(pen)


def people(pen: Pen) -> None:
    """Users, units, members and their cards: two imports."""
    start = NOW - timedelta(days=pen.size.days + 20)
    at = start.isoformat()
    user = {"id": LIBRARIAN, "name": "王莉", "role": "librarian"}
    saved = [pen.record("users", user)]
    pen.act(at, "users.save_user", "UserSaved", {"user_id": 2, "role": "librarian"}, saved, user=1)
    names = words.units(pen.chance, UNITS)
    units = (pen.record("units", {**_EMPTY_UNIT, "id": n, "name": name}) for n, name in enumerate(names, 2))
    pen.act(at, "exchange.import_units", "Imported", _imported("units", UNITS), units, user=1)
    size = pen.size
    pen.units = [0, *(pen.chance.randrange(1, UNITS + 2) for _n in range(size.members))]
    known = [category for category in pen.flags if category is not None]
    pen.categories = [0, *pen.chance.choices(known, CATEGORIES, k=size.members)]
    kept = _imported("members", size.members)
    action = pen.act(at, "exchange.import_members", "Imported", kept, _members(pen, start), user=1)
    zone_id = pen.zones["reading"]
    for member in range(1, size.members + 1):
        pen.event(action, at, "new_member", "members", member, member=member, zone_id=zone_id)


def _members(pen: Pen, start: datetime) -> Iterator[Change]:
    for n in range(1, pen.size.members + 1):
        joined = start - timedelta(days=pen.chance.randrange(3000))
        yield pen.record(
            "members",
            {
                "id": n,
                "name": words.name(pen.chance),
                "unit_id": pen.units[n],
                "category_id": pen.categories[n],
                "member_type": "standard",
                "phone": f"13{pen.chance.randrange(10**9):09}",
                "joined_on": joined.date().isoformat(),
                "note": "",
            },
        )
        yield pen.record(
            "cards",
            {
                "id": n,
                "member_id": n,
                "number": card(n),
                "kind": "union",
                "state": "active",
                "issued_at": start.isoformat(),
                "reason": "",
            },
        )


def books(pen: Pen) -> None:
    """Titles and copies: one import."""
    at = (NOW - timedelta(days=pen.size.days + 10)).isoformat()
    kept = _imported("books", pen.size.copies)
    pen.act(at, "exchange.import_books", "Imported", kept, _books(pen, at), user=1)


def _books(pen: Pen, at: str) -> Iterator[Change]:
    size = pen.size
    for n in range(1, size.titles + 1):
        yield pen.record("titles", {"id": n, **words.title(pen.chance, n), "created_at": at})
    for n in range(1, size.copies + 1):
        title = n if n <= size.titles else pen.chance.randrange(1, size.titles + 1)
        yield pen.record(
            "copies",
            {
                "id": n,
                "title_id": title,
                "barcode": barcode(n),
                "accession": f"{n:07}",
                "location": "综合借阅区",
                "item_type": "book",
                "source": "购买",
                "price": 3800,
                "state": "in_stock",
                "acquired_on": at[:10],
                "note": "",
            },
        )


def card(n: int) -> str:
    """The card number of the nth member."""
    return f"0512{n:06}"


def barcode(n: int) -> str:
    """The barcode of the nth copy."""
    return f"B{n:07}"


def _imported(subject: str, n: int) -> dict[str, Any]:
    return {"subject": subject, "new": n, "changed": 0, "equal": 0, "rejected": 0, "left": 0}
