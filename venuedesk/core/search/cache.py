"""The cache tables: how they are made, and kept true to the records.

A retired record is not in the cache, but in the order of names: retired members are listed too. Numbers (cards, phones)
are not in it either: their tails have their own indexes.
"""

from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import islice
from typing import Any, TypeVar

from sqlalchemy import Connection
from sqlalchemy.orm import Session

from venuedesk.core.search import sounds
from venuedesk.core.search.words import joined, tokens

BLOCK = 1000  # records brought into the cache at a time

# members: the characters; sounds of the whole name in every reading; the same from its second character on
# titles: characters of the title; of what else is searched; numbers in one token each; sounds of title and authors
# units: the characters; sounds of the name
# bookings: characters of caller and purpose; of a caller who books for no unit and is no member; sounds of that one
# order of members: by the sound of the name, read off its index
DDL: dict[str, str] = {
    "member_search": "CREATE VIRTUAL TABLE member_search USING fts5"
    "(chars, whole, inner, tokenize = 'ascii', columnsize = 0)",
    "title_search": "CREATE VIRTUAL TABLE title_search USING fts5"
    "(title, other, codes, sounds, tokenize = 'ascii', columnsize = 0)",
    "unit_search": "CREATE VIRTUAL TABLE unit_search USING fts5(words, sounds, tokenize = 'ascii', columnsize = 0)",
    "booking_search": "CREATE VIRTUAL TABLE booking_search USING fts5"
    "(words, outside, sounds, tokenize = 'ascii', columnsize = 0)",
    "member_order": "CREATE TABLE member_order"
    " (id INTEGER PRIMARY KEY, name TEXT NOT NULL, sound TEXT NOT NULL, UNIQUE (sound, id))",
}
_COLUMNS = {
    "member_search": ("chars", "whole", "inner"),
    "title_search": ("title", "other", "codes", "sounds"),
    "unit_search": ("words", "sounds"),
    "booking_search": ("words", "outside", "sounds"),
    "member_order": ("name", "sound"),
}
_TOLD = {
    "member_search": "chars",
    "title_search": "title, other, codes",
    "unit_search": "words",
    "booking_search": "words, outside",
    "member_order": "name",
}
_RECORDS = {
    "member_search": "SELECT id, name FROM members WHERE retired_at IS NULL AND erased_at IS NULL",
    "title_search": "SELECT id, title, subtitle, part, authors, publisher, series, subjects, pinyin, isbn,"
    " class_number, call_number FROM titles WHERE retired_at IS NULL",
    "unit_search": "SELECT id, name FROM units WHERE length(name) > 0",
    "booking_search": "SELECT id, caller, purpose, unit_id IS NULL AND member_id IS NULL"
    " FROM bookings WHERE length(caller) + length(purpose) > 0",
    "member_order": "SELECT id, name FROM members WHERE erased_at IS NULL",
}
_CACHES_OF = {
    "members": ("member_search", "member_order"),
    "titles": ("title_search",),
    "units": ("unit_search",),
    "bookings": ("booking_search",),
}

T = TypeVar("T")


def refresh(session: Session, touched: Iterable[tuple[str, int]]) -> None:
    """Bring the cache up to date with the rows (table, id) that an action touched; others cost nothing."""
    ids: dict[str, set[int]] = {}
    for table, row_id in touched:
        for cache in _CACHES_OF.get(table, ()):
            ids.setdefault(cache, set()).add(row_id)
    for cache, some in ids.items():
        for block in _blocks(sorted(some)):
            _refresh(session.connection(), cache, block)
    if "member_search" in ids:
        _forget_erased(session.connection(), ids["member_search"])


def rebuild(session: Session | Connection) -> None:
    """Make the whole cache anew, tables included, from the records; the caller commits."""
    connection = session.connection() if isinstance(session, Session) else session
    for cache, ddl in DDL.items():
        connection.exec_driver_sql(f"DROP TABLE IF EXISTS {cache}")
        connection.exec_driver_sql(ddl)
        last = 0
        while rows := _read(connection, f"{_RECORDS[cache]} AND id > ? ORDER BY id LIMIT {BLOCK}", (last,)):
            _insert(connection, cache, [_kept(cache, row, _text_tokens(cache, row)) for row in rows])
            last = rows[-1][0]


def _blocks(items: Sequence[T]) -> Iterable[list[T]]:
    rest = iter(items)
    while block := list(islice(rest, BLOCK)):
        yield block


def _read(connection: Connection, sql: str, values: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    return [tuple(row) for row in connection.exec_driver_sql(sql, values)]


def _refresh(connection: Connection, cache: str, ids: list[int]) -> None:
    """Write the records of ``ids`` that are not in the cache as they are now; take out those that are no more."""
    some = f"IN ({', '.join(map(str, ids))})"
    told = _TOLD[cache]  # by these a record is known to be unchanged
    standing = {row[0]: row[1:] for row in _read(connection, f"SELECT rowid, {told} FROM {cache} WHERE rowid {some}")}
    records = _read(connection, f"{_RECORDS[cache]} AND id {some}")
    fresh = [(row, _text_tokens(cache, row)) for row in records]
    changed = [(row, texts) for row, texts in fresh if standing.get(row[0]) != texts]
    stale = (standing.keys() - {row[0] for row in records}) | (standing.keys() & {row[0] for row, _texts in changed})
    if stale:
        connection.exec_driver_sql(f"DELETE FROM {cache} WHERE rowid IN ({', '.join(map(str, stale))})")
    _insert(connection, cache, [_kept(cache, row, texts) for row, texts in changed])


def _insert(connection: Connection, cache: str, rows: list[tuple[Any, ...]]) -> None:
    if rows:
        columns = _COLUMNS[cache]
        marks = ", ".join("?" * (len(columns) + 1))
        connection.exec_driver_sql(f"INSERT INTO {cache} (rowid, {', '.join(columns)}) VALUES ({marks})", rows)


def _forget_erased(connection: Connection, ids: set[int]) -> None:
    """Merge the caches where a member was erased, so that no name is kept in what was deleted from them."""
    for block in _blocks(sorted(ids)):
        some = ", ".join(map(str, block))
        if _read(connection, f"SELECT 1 FROM members WHERE id IN ({some}) AND erased_at IS NOT NULL LIMIT 1"):
            for cache in ("member_search", "booking_search"):
                connection.exec_driver_sql(f"INSERT INTO {cache}({cache}) VALUES ('optimize')")
            return


# ---------------------------------------------------------------- what is kept of a record


def _text_tokens(cache: str, row: tuple[Any, ...]) -> tuple[str, ...]:
    if cache == "member_order":
        return (row[1],)
    if cache in ("member_search", "unit_search"):
        return (" ".join(tokens(row[1])),)
    if cache == "booking_search":
        _id, caller, purpose, outside = row
        return " ".join(tokens(f"{caller} {purpose}")), " ".join(tokens(caller)) if outside else ""
    _id, title, subtitle, part, authors, publisher, series, subjects, pinyin, isbn, class_number, call_number = row
    words = " ".join(tokens(f"{title} {subtitle} {part}"))
    others = " ".join(tokens(f"{authors} {publisher} {series} {subjects} {pinyin}"))
    codes = " ".join(dict.fromkeys(filter(None, map(joined, (isbn, class_number, call_number)))))
    return (words, others, codes)


def _kept(cache: str, row: tuple[Any, ...], texts: tuple[str, ...]) -> tuple[Any, ...]:
    if cache == "member_order":
        return (row[0], *texts, sounds.name_order(row[1]))
    if cache == "member_search":
        return (row[0], *texts, *sounds.name_tokens(row[1]))
    if cache == "unit_search":
        return (row[0], *texts, sounds.title_tokens(row[1], "", ""))
    if cache == "booking_search":
        return (row[0], *texts, _caller_sounds(row[1]) if texts[1] else "")
    _id, title, subtitle, part, authors, *_rest = row
    return (row[0], *texts, sounds.title_tokens(title, f"{subtitle} {part}", authors))


@lru_cache(maxsize=10_000)
def _caller_sounds(caller: str) -> str:
    """The sounds of a caller; the same ones call again and again."""
    return sounds.title_tokens(caller, "", "")
