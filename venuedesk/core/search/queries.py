"""What is found for typed words: the exact first, then what begins so, then the rest.

A word may be characters, pinyin, initials, or a number; several words must all be found. No typed text is an error.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial
from typing import Any

from sqlalchemy import TextClause, column, table, text
from sqlalchemy.orm import Session

from venuedesk.core import isbn
from venuedesk.core.pages import Page
from venuedesk.core.search import sounds
from venuedesk.core.search.words import folded, joined, phrase, runs, typed

TAIL = 4  # digits by which a phone or a card is told
_NUMBER = re.compile(r"(?=.*\d)[A-Z0-9-]{4,64}")
_NOTHING = '""'  # an expression that nothing matches
_END = "\U0010ffff"
MEMBER_ORDER = table("member_order", column("id"), column("sound"))  # members in the order of their names' pinyin


@dataclass(frozen=True)
class MemberFound:
    """A member who was found; twins are told apart by unit, phone tail and card tail."""

    id: int
    name: str
    unit: str
    category: str
    phone_tail: str
    card_tail: str


@dataclass(frozen=True)
class TitleFound:
    """A title that was found, with its copies that are neither lost nor withdrawn, and how many of them are free."""

    id: int
    title: str
    subtitle: str
    authors: str
    publisher: str
    year: str
    isbn: str
    call_number: str
    copies: int
    free: int


FoundMembers = Page[MemberFound]
FoundTitles = Page[TitleFound]


def _ids(session: Session, sql: str, **values: Any) -> list[int]:
    return [row[0] for row in session.connection().exec_driver_sql(sql, values)]


def _matching(session: Session, cache: str, expression: str, limit: int) -> list[int]:
    return _ids(session, f"SELECT rowid FROM {cache} WHERE {cache} MATCH :e LIMIT :n", e=expression, n=limit)


def _first(ways: Iterable[Callable[[], list[int]]], limit: int) -> list[int]:
    """The ids that the ways find, each once, in order; a way is not gone when the ways before it found enough."""
    found: dict[int, None] = {}
    for way in ways:
        if len(found) >= limit:
            break
        found.update(dict.fromkeys(way()))
    return list(found)[:limit]


def _all_of(words: Iterable[str]) -> str:
    return " AND ".join(f"({w})" for w in words)


def _is_letters(word: str) -> bool:
    return word.isascii() and word.isalpha()


# ---------------------------------------------------------------- members

_MEMBERS = """
SELECT m.id, m.name, u.name, c.name, substr(m.phone, -4),
  coalesce((SELECT substr(k.number, -4) FROM cards k WHERE k.member_id = m.id AND k.state = 'active'
            ORDER BY k.id DESC LIMIT 1), '')
FROM json_each(:ids) AS j JOIN members m ON m.id = j.value JOIN units u ON u.id = m.unit_id
JOIN categories c ON c.id = m.category_id ORDER BY j.key"""
_LIVING = "SELECT id FROM members WHERE retired_at IS NULL AND erased_at IS NULL AND "
_BY_NAME = _LIVING + "name >= :lo AND name < :hi ORDER BY name, id LIMIT :n"
_BY_PHONE = _LIVING + "substr(phone, -4) = :tail AND phone LIKE :like ORDER BY id LIMIT :n"
_BY_CARD = (
    "SELECT member_id FROM cards JOIN members m ON m.id = member_id WHERE m.retired_at IS NULL AND m.erased_at IS NULL"
    " AND substr(number, -4) = :tail AND number LIKE :like ORDER BY state <> 'active', member_id LIMIT :n"
)

_BY_TAIL = (
    "SELECT rowid FROM member_search WHERE member_search MATCH :asked"
    " UNION SELECT member_id FROM cards WHERE substr(number, -4) = :tail AND number LIKE :like"
    " UNION SELECT id FROM members WHERE substr(phone, -4) = :tail AND phone LIKE :like"
)


def member_ids(words: str) -> TextClause:
    """A subquery of the ids of all members whom typed words mean, for a list that filters and sorts by itself.

    A syllable that is whole may go on here (wa finds wang), so that a list grows shorter with every letter.
    """
    said = typed(words)
    number = folded(said).replace(" ", "").upper()
    asked = _all_of(_begun_word(run) for run in runs(said)) or _NOTHING
    matching = text("SELECT rowid FROM member_search WHERE member_search MATCH :asked").bindparams(asked=asked)
    if not _NUMBER.fullmatch(number):
        return matching
    return text(_BY_TAIL).bindparams(asked=asked, tail=number[-TAIL:], like="%" + number)


def members_like(session: Session, *, words: str, limit: int = 25) -> Page[MemberFound]:
    """The members whom typed words mean: characters, pinyin or initials of the name, or the tail of a phone or card.

    Four digits or more are a number; retired members are not found.
    """
    said = typed(words)
    number = folded(said).replace(" ", "").upper()
    if _NUMBER.fullmatch(number):
        found = _by_number(session, number, limit)
        if found:
            return _members(session, found, len(found) if len(found) < limit else _numbered(session, number))
    asked = _all_of(_member_word(run) for run in runs(said))
    if not asked:
        return Page((), 0)
    ways = [lambda: _ids(session, _BY_NAME, lo=said, hi=said + _END, n=limit)]
    whole = joined(said)
    if _is_letters(whole):
        exact = f"whole : {_any_of([*sounds.name_asked(whole)[0], sounds.INITIALS + whole, sounds.PINYIN + whole])}"
        begins = f"whole : {_letters(whole)}"
        ways += [lambda: _matching(session, "member_search", exact, limit)]
        ways += [lambda: _matching(session, "member_search", begins, limit)]
    ways.append(lambda: _matching(session, "member_search", asked, limit))
    found = _first(ways, limit)
    return _members(session, found, _total(session, "member_search", asked, found, limit))


def _member_word(run: list[str]) -> str:
    chars = f"chars : {phrase(run, begun=run[-1].isascii())}"
    return f"{chars} OR {{whole inner}} : {_letters(run[0])}" if _is_letters(run[0]) else chars


def _any_of(tokens: list[str], begun: Iterable[str] = ()) -> str:
    return f"({' OR '.join([*(phrase([t]) for t in tokens), *(phrase([t], begun=True) for t in begun)])})"


def _begun_word(run: list[str]) -> str:
    word = _member_word(run)
    if not _is_letters(run[0]) or len(run[0]) < 2:
        return word
    return f"{word} OR {{whole inner}} : {phrase([sounds.PINYIN + run[0]], begun=True)}"


def _letters(word: str) -> str:
    return _any_of(*sounds.name_asked(word))


def _by_number(session: Session, number: str, limit: int) -> list[int]:
    tail = {"tail": number[-TAIL:], "like": "%" + number, "n": limit}
    return _first([lambda: _ids(session, _BY_CARD, **tail), lambda: _ids(session, _BY_PHONE, **tail)], limit)


def _numbered(session: Session, number: str) -> int:
    return len(_by_number(session, number, 1_000_000))


def _members(session: Session, ids: list[int], total: int) -> Page[MemberFound]:
    rows = session.execute(text(_MEMBERS), {"ids": str(ids)})
    return Page(tuple(MemberFound(*row) for row in rows), total)


def _total(session: Session, cache: str, expression: str, found: list[int], limit: int) -> int:
    if len(found) < limit:
        return len(found)
    (total,) = _ids(session, f"SELECT count(*) FROM {cache} WHERE {cache} MATCH :e", e=expression)
    return max(total, len(found))


# ---------------------------------------------------------------- titles

_FREE = "c.state = 'in_stock' AND NOT EXISTS (SELECT 1 FROM loans l WHERE l.copy_id = c.id AND l.returned_at IS NULL)"
_TITLES = f"""
SELECT t.id, t.title, t.subtitle, t.authors, t.publisher, t.year, t.isbn, t.call_number,
  (SELECT count(*) FROM copies c WHERE c.title_id = t.id AND c.state IN ('in_stock', 'repair')),
  (SELECT count(*) FROM copies c WHERE c.title_id = t.id AND {_FREE})
FROM json_each(:ids) AS j JOIN titles t ON t.id = j.value ORDER BY j.key"""
_BY_TITLE = (
    "SELECT id FROM titles WHERE retired_at IS NULL AND title >= :lo AND title < :hi ORDER BY title, id LIMIT :n"
)
_SORTED = (
    "SELECT t.id FROM title_search s JOIN titles t ON t.id = s.rowid WHERE title_search MATCH :e"
    " ORDER BY {order}, t.id LIMIT :n"
)
PAGES_COUNTED = 8  # counting every match of a common word would take longer the larger the catalogue
ORDERS = {
    "title": "t.title",
    "authors": "t.authors",
    "year": "t.year DESC",
    "call_number": "t.call_number",
    "newest": "t.id DESC",
}


def title_ids(words: str) -> TextClause:
    """A subquery of the ids of all titles that typed words mean, for a list that filters and sorts by itself."""
    asked = _titles_asked(typed(words)) or _NOTHING
    return text("SELECT rowid FROM title_search WHERE title_search MATCH :asked").bindparams(asked=asked)


def titles_like(session: Session, *, words: str, limit: int = 25, offset: int = 0, order: str = "") -> Page[TitleFound]:
    """The titles that typed words mean, in title, subtitle, author, publisher, subject, ISBN (any form) or call number.

    Letters are also pinyin or initials of title and author. Without ``order`` the exact title comes first, then titles
    that begin so; else a key of ORDERS sorts. At most eight pages ahead are counted: a longer list is ``open_ended``.
    """
    said = typed(words)
    asked = _titles_asked(said)
    if not asked:
        return Page((), 0)
    most = offset + limit * PAGES_COUNTED
    matching = _matching(session, "title_search", asked, most + 1)  # once: what is found, and how many they are
    if order:
        found = _ids(session, _SORTED.format(order=ORDERS[order]), e=asked, n=offset + limit)
    else:
        found = _first([*_title_ways(session, said, offset + limit), lambda: matching], offset + limit)
    total = max(len(matching), len(found))
    rows = session.execute(text(_TITLES), {"ids": str(found[offset:])})
    return Page(tuple(TitleFound(*row) for row in rows), min(total, most), open_ended=total > most)


def _title_ways(session: Session, said: str, limit: int) -> list[Callable[[], list[int]]]:
    """How the titles that are meant first are found: those that begin as typed, then those that sound so."""
    ways = [lambda: _ids(session, _BY_TITLE, lo=said, hi=said + _END, n=limit)]
    whole = joined(said)
    if _is_letters(whole):
        for sought in sounds.title_begins(whole):
            ways.append(partial(_matching, session, "title_search", f"sounds : {_sought(sought)}", limit))
    return ways


def _titles_asked(said: str) -> str:
    """What to ask the cache for a typed text; '' where nothing in it can be looked for."""
    number = isbn.parse(said)
    if number is not None:
        return f"codes : {phrase([joined(number.text)])}"
    return _all_of(filter(None, (_title_word(word) for word in said.split()[:8])))


def _title_word(word: str) -> str:
    ways = []
    parts = runs(word)
    if not parts:
        return ""
    ways.append(_all_of(_title_run(run) for run in parts))
    whole = joined(word)
    if any(c.isdigit() for c in whole):
        ways.append(f"codes : {phrase([whole], begun=True)}")
    return " OR ".join(ways)


def _title_run(run: list[str], columns: str = "{title other}") -> str:
    ways = [f"{columns} : {phrase(run, begun=run[-1].isascii())}"]
    word = run[0]
    if _is_letters(word):
        ways += [f"sounds : {_sought(one)}" for one in sounds.title_asked(word)]
    return " OR ".join(ways)


def _sought(one: sounds.Sought) -> str:
    return phrase(one.tokens, begun=one.begun)


# ---------------------------------------------------------------- bookings, and the units that book


def booking_asked(words: str) -> str:
    """What to ask the caches of bookings and units for typed words; '' where nothing can be looked for.

    Words are characters of caller, purpose or the unit's name, or pinyin or initials of an outside caller or a unit.
    """
    return _all_of(_title_run(run, "words") for run in runs(typed(words)))


def unit_ids(session: Session, *, words: str, limit: int = 25) -> list[int]:
    """The units, retired ones too, whose name has the typed words in it: characters, pinyin or initials.

    Names that begin so come first.
    """
    asked, whole = booking_asked(words), joined(typed(words))
    if not asked:
        return []
    begins = sounds.title_begins(whole) if _is_letters(whole) else []
    wanted = [*(f"sounds : {_sought(one)}" for one in begins), asked]
    return _first([partial(_matching, session, "unit_search", one, limit) for one in wanted], limit)
