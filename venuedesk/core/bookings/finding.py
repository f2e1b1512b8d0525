"""Bookings found by typed words."""

import json
import re
from datetime import datetime

from sqlalchemy import text
from sqlalchemy.orm import Session

from venuedesk.core import search
from venuedesk.core.bookings.numbers import is_code
from venuedesk.core.bookings.queries import rows_by_id
from venuedesk.core.bookings.rows import BookingRow
from venuedesk.core.db import read
from venuedesk.core.pages import Page
from venuedesk.core.people.rules import phone_kept
from venuedesk.core.texts import clean, fold

LONGEST = 200  # characters that are looked at
TAIL = 4  # digits by which a phone is told
HOLDERS = 50  # units and members whose bookings are looked at
NEWEST = 500  # bookings with the words in caller or purpose that are looked at, the last made first
COUNTED = 1000  # bookings are counted up to one more than this

_CODE = text("SELECT id FROM bookings WHERE code = :code")
_UNITS = text("SELECT id FROM units WHERE name LIKE :like ESCAPE '\\' ORDER BY name LIMIT :n")
_SOURCES = {
    "units": "SELECT id FROM bookings WHERE unit_id IN (SELECT value FROM json_each(:units))",
    "members": "SELECT id FROM bookings WHERE member_id IN (SELECT value FROM json_each(:members))",
    "words": "SELECT rowid FROM booking_search WHERE booking_search MATCH :words",
    "tail": "SELECT id FROM bookings WHERE phone <> '' AND substr(phone, -4) = :tail AND phone LIKE :phone",
}
_OF_ONE = (  # of each holder the nearest coming, and the latest past
    "SELECT b.id, b.starts_at FROM json_each(:{name}s) AS j CROSS JOIN bookings AS b ON b.id IN"
    " (SELECT c.id FROM bookings AS c WHERE c.{name}_id = j.value AND c.starts_at {side} :now"
    " ORDER BY c.starts_at {order} LIMIT :n)"
)
_SIDES = ((">=", "ASC"), ("<", "DESC"))
_NEAREST = "ORDER BY starts_at < :now, CASE WHEN starts_at >= :now THEN starts_at END, starts_at DESC, id LIMIT :n"
_FOUND = {
    "words": "SELECT b.id, b.starts_at FROM (SELECT rowid FROM booking_search WHERE booking_search MATCH :words"
    f" ORDER BY rowid DESC LIMIT {NEWEST}) AS f CROSS JOIN bookings AS b ON b.id = f.rowid",
    "tail": "SELECT id, starts_at FROM bookings WHERE phone <> '' AND substr(phone, -4) = :tail AND phone LIKE :phone",
}
_FOUND |= {
    f"{name}s": " UNION ALL ".join(_OF_ONE.format(name=name, side=side, order=order) for side, order in _SIDES)
    for name in ("unit", "member")
}
_FOUND = {source: f"SELECT id, starts_at FROM ({sql}) {_NEAREST}" for source, sql in _FOUND.items()}


def found(session: Session, *, words: str, now: datetime, limit: int = 25) -> Page[BookingRow]:
    """The bookings that typed words mean, those to come first, then the latest past; none for no words.

    Words are the code of a slip; the name of a unit, a member or an outside caller in characters, pinyin or initials;
    words of the caller or the purpose; the last digits, four or more, of a phone. The total counts to 1,001.
    """
    code = fold(words)
    if is_code(code):
        exact = read(session, _CODE, code=code).scalars().all()
        if exact:
            return Page(tuple(rows_by_id(session, exact)), 1)
    asked = _asked(session, words)
    values: dict[str, str | int] = {**asked, "now": now.isoformat(timespec="seconds"), "n": limit + 1}
    run = session.connection().exec_driver_sql
    starts = {row[0]: row[1] for source in _FOUND.keys() & asked.keys() for row in run(_FOUND[source], values)}
    ids = sorted(starts, key=lambda one: _nearness(starts[one], one, now))
    total = len(ids) if len(ids) <= limit else _total(session, asked)
    return Page(tuple(rows_by_id(session, ids[:limit])), total)


def _nearness(starts_at: str, booking_id: int, now: datetime) -> tuple[bool, float, int]:
    """Those to come before those past, each the nearest first."""
    away = (datetime.fromisoformat(starts_at) - now).total_seconds()
    return away < 0, abs(away), booking_id


def _asked(session: Session, words: str) -> dict[str, str]:
    """The values that the sources are asked with; a source that nothing can be found in is left out."""
    said = clean(words)[:LONGEST]
    asked: dict[str, str] = {}
    if not said:
        return asked
    pattern = re.sub(r"([%_\\])", r"\\\1", said)
    units = read(session, _UNITS, like=f"%{pattern}%", n=HOLDERS).scalars().all()
    units = units or search.unit_ids(session, words=said, limit=HOLDERS)
    members = session.execute(search.member_ids(said)).scalars().fetchmany(HOLDERS)
    number = phone_kept(said)
    if units:
        asked["units"] = json.dumps(list(units))
    if members:
        asked["members"] = json.dumps(list(members))
    expression = search.booking_asked(said)
    if expression:
        asked["words"] = expression
    if len(number) >= TAIL and number.isdigit():
        asked |= {"tail": number[-TAIL:], "phone": f"%{number}"}
    return asked


def _total(session: Session, asked: dict[str, str]) -> int:
    some = " UNION ".join(sql for source, sql in _SOURCES.items() if source in asked)
    sql = f"SELECT count(*) FROM ({some} LIMIT {COUNTED + 1})"
    return int(session.connection().exec_driver_sql(sql, asked).scalar_one())
