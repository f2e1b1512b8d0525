"""The queries of tallies: a month's figures, and the months that can be picked."""

import hashlib
import json
from datetime import datetime

from sqlalchemy import text
from sqlalchemy.orm import Session

from venuedesk.core import house
from venuedesk.core.db import read
from venuedesk.core.periods import days_of, month_before, month_of
from venuedesk.core.tallies import rows
from venuedesk.core.tallies.counting import Tally, count
from venuedesk.core.tallies.definitions import FOOTNOTES, SECTIONS, SHARE, Definition
from venuedesk.core.tallies.rules import Change, change, ratio, rounded

_FIRST = text("SELECT min(day) FROM events")
_ROWS_OF = {
    "L-01": "loan",
    "L-02": "renewal",
    "L-03": "return",
    "L-04": "in_house",
    "L-06": "new_member",
    "L-07": "lost",
    "V-01": "visit",
}
_ROWS = text(
    "SELECT at, quantity FROM events"
    " WHERE day BETWEEN :first AND :last AND kind = :kind AND about IS NULL ORDER BY at, id"
)


def month(session: Session, *, month: str, now: datetime) -> rows.Month:
    """The figures of a month."""
    mine, before, year_ago = (count(session, one) for one in (month, month_before(month), month_before(month, 12)))
    sections = tuple(
        rows.Section(code, title, tuple(_figure(one, mine, before, year_ago, 2) for one in found))
        for code, title, found in SECTIONS
    )
    venue = house.setting(session, key=house.VENUE, day=days_of(month)[1])
    told = json.dumps({"month": month, "figures": mine.parts}, sort_keys=True)
    sha256 = hashlib.sha256(told.encode()).hexdigest()
    return rows.Month(month, venue, rows.OPEN, sections, mine.days, mine.spaces, (), (), FOOTNOTES, sha256)


def rows_of(session: Session, *, month: str, code: str, limit: int | None = None) -> rows.Rows:
    """The rows that a figure was counted from."""
    first, last = days_of(month)
    found = read(session, _ROWS, first=first.isoformat(), last=last.isoformat(), kind=_ROWS_OF[code]).all()
    return rows.Rows(("Time", "Number"), tuple((datetime.fromisoformat(at), n) for at, n in found[:limit]), len(found))


def months(session: Session, *, now: datetime) -> list[rows.MonthRow]:
    """Every month from the first one with events to this one, the newest first."""
    last = month_of(now.date())
    first = min((read(session, _FIRST).scalar() or last)[:7], last)
    found = []
    while last >= first:
        found.append(rows.MonthRow(last, rows.OPEN, last < month_of(now.date())))
        last = month_before(last)
    return found


def _figure(one: Definition, mine: Tally, before: Tally, year_ago: Tally, decimals: int) -> rows.Figure:
    part, whole = mine.parts[one.code]
    value, last_month, last_year = (_value(one, tally, decimals) for tally in (mine, before, year_ago))
    on_month, on_year = (_change(one, mine, tally, decimals) for tally in (before, year_ago))
    told = (one.code, one.name, one.unit, one.text)
    return rows.Figure(*told, value, part, whole, last_month, last_year, on_month, on_year)


def _value(one: Definition, tally: Tally, decimals: int) -> rows.Value:
    part, whole = tally.parts[one.code]
    if whole is None:
        return part
    return rounded(ratio(part, whole) * (100 if one.how == SHARE else 1), decimals)


def _change(one: Definition, mine: Tally, base: Tally, decimals: int) -> Change:
    part, whole = mine.parts[one.code]
    other, of = base.parts[one.code]
    if whole is None:
        return change(part, other, decimals)
    return change(ratio(part, whole), ratio(other, of or 0), decimals, points=one.how == SHARE)
