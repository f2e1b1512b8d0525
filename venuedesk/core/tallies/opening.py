"""Opening a figure: the rows that it was counted from."""

import re
from collections.abc import Callable
from datetime import date, datetime
from typing import Any

from sqlalchemy import text
from sqlalchemy.orm import Session

from venuedesk.core import calendar, visits
from venuedesk.core.calendar import hours_text
from venuedesk.core.clock import now_of
from venuedesk.core.db import read
from venuedesk.core.errors import refuse
from venuedesk.core.people.tables import UNKNOWN
from venuedesk.core.tallies import sealing, spaces
from venuedesk.core.tallies.counting import HOLDS, MONTH, SERVED, SESSIONS
from venuedesk.core.tallies.queries import begun_span
from venuedesk.core.tallies.rows import MISSING, NOT_COUNTED, Month, Rows
from venuedesk.i18n import N_, _

_TIME, _DAY, _NUMBER = N_("Time"), N_("Day"), N_("Count")
_MEMBER, _UNIT, _CATEGORY, _ZONE, _WHO = N_("Member"), N_("Unit"), N_("Category"), N_("Zone"), N_("Who came")


def _of(columns: str, joins: str, kinds: str, more: str = "", order: str = "e.at, e.id") -> str:
    """A query over the events of a month, on the index that the figures use too."""
    return (
        f"SELECT {columns} FROM events e INDEXED BY ix_events_day {joins}"
        f" WHERE e.day BETWEEN :first AND :last AND e.about IS NULL AND e.kind IN ({kinds}) {more} ORDER BY {order}"
    )


_PERSON = "LEFT JOIN members m ON m.id = e.member_id LEFT JOIN units u ON u.id = e.unit_id"
_COPY = "LEFT JOIN titles t ON t.id = c.title_id"
_LOAN = f"LEFT JOIN loans l ON l.id = e.source_id LEFT JOIN copies c ON c.id = l.copy_id {_COPY} {_PERSON}"
_BOOKING = "LEFT JOIN bookings b ON b.id = e.source_id LEFT JOIN rooms r ON r.id = b.room_id"
_PARTY = "coalesce(nullif(m.name, ''), e.group_name, u.name, b.caller, '')"

_LENDING = (
    (_TIME, N_("Title"), N_("Barcode"), _MEMBER, _UNIT, _NUMBER),
    "e.at, t.title, c.barcode, m.name, u.name, e.quantity",
)
_SHELVED = f"LEFT JOIN copies c ON c.id = e.source_id {_COPY}"
# Every attendance, counted as the figure counts it. The last column is how many there are in all.
_ATTENDED = (
    f"SELECT a.at, z.name, a.source, {_PARTY.replace('e.', 'a.')}, c.name, a.n, a.total FROM"
    " (SELECT *, count(*) OVER () AS total FROM"
    " (SELECT min(at) AS at, zone_id, member_id, max(unit_id) AS unit_id, NULL AS group_name,"
    " max(category_id) AS category_id, source, NULL AS source_id, 1 AS n, max(industrial) AS industrial,"
    " max(frontline) AS frontline, max(new_employment) AS new_employment,"
    " min(coalesce(category_id, :unknown) = :unknown) AS unknown"
    f" {MONTH} AND kind IN {SERVED} AND member_id IS NOT NULL GROUP BY member_id, zone_id, day, source"
    " UNION ALL SELECT at, zone_id, member_id, unit_id, group_name, category_id, source, source_id, quantity,"
    " industrial, frontline, new_employment,"
    " coalesce(category_id, :unknown) = :unknown AND industrial + frontline + new_employment = 0"
    f" {MONTH} AND kind = 'attendance' AND member_id IS NULL)"
    " WHERE {which} ORDER BY at LIMIT :limit) a"
    " LEFT JOIN zones z ON z.id = a.zone_id LEFT JOIN members m ON m.id = a.member_id"
    " LEFT JOIN units u ON u.id = a.unit_id LEFT JOIN categories c ON c.id = coalesce(a.category_id, :unknown)"
    " LEFT JOIN bookings b ON a.source = 'bookings' AND b.id = a.source_id ORDER BY a.at"
)
_PERSONS = (
    "SELECT m.name, u.name, a.days, 1, a.total FROM (SELECT e.member_id, max(e.unit_id) AS unit_id,"
    " count(DISTINCT e.day) AS days, count(*) OVER () AS total FROM events e INDEXED BY ix_events_day"
    " WHERE e.day BETWEEN :first AND :last AND e.about IS NULL"
    f" AND e.kind IN {SERVED} AND e.member_id IS NOT NULL"
    " GROUP BY e.member_id ORDER BY days DESC, e.member_id LIMIT :limit) a"
    " LEFT JOIN members m ON m.id = a.member_id LEFT JOIN units u ON u.id = a.unit_id ORDER BY a.days DESC, a.member_id"
)
_ATTENDANCES = (_TIME, _ZONE, N_("Service"), _WHO, _CATEGORY, _NUMBER)
_SERVICES = {"loans": N_("Lending"), "sign_ins": N_("Sign-in"), "bookings": N_("Session")}

# code: columns, query. The last column of a count adds up to the figure.
_QUERIES: dict[str, tuple[tuple[str, ...], str]] = {
    **{
        code: (_LENDING[0], _of(_LENDING[1], _LOAN, f"'{kind}'"))
        for code, kind in (("L-01", "loan"), ("L-02", "renewal"), ("L-03", "return"), ("L-07", "lost"))
    },
    "L-04": (
        (_TIME, N_("Title"), N_("Barcode"), _NUMBER),
        _of("e.at, t.title, c.barcode, e.quantity", _SHELVED, "'in_house'"),
    ),
    "L-05": (
        (_MEMBER, _UNIT, N_("Books lent"), N_("Renewals"), N_("Persons")),
        _of(
            "m.name, u.name, sum((e.kind = 'loan') * e.quantity), sum((e.kind = 'renewal') * e.quantity), 1",
            _PERSON,
            "'loan', 'renewal'",
            "GROUP BY e.member_id",
            "m.name, e.member_id",
        ),
    ),
    "L-06": (
        (_TIME, _MEMBER, _UNIT, _CATEGORY, _NUMBER),
        _of(
            "e.at, m.name, u.name, k.name, e.quantity",
            f"{_PERSON} LEFT JOIN categories k ON k.id = e.category_id",
            "'new_member'",
        ),
    ),
    "B-01": (
        (_TIME, N_("Room"), N_("Purpose"), N_("Minutes"), _NUMBER),
        _of("e.at, r.name, b.purpose, e.minutes, e.quantity", _BOOKING, "'session'"),
    ),
    "B-02": (
        (_TIME, N_("Room"), _WHO, _CATEGORY, _NUMBER),
        _of(
            f"e.at, r.name, {_PARTY}, k.name, e.quantity",
            f"{_BOOKING} {_PERSON} LEFT JOIN categories k ON k.id = coalesce(e.category_id, :unknown)",
            "'attendance'",
            "AND e.source = 'bookings'",
        ),
    ),
    **{
        code: (
            (_TIME, N_("Space"), N_("Room"), N_("Minutes")),
            _of("e.at, s.name, r.name, e.minutes", f"{_BOOKING} LEFT JOIN spaces s ON s.id = e.space_id", f"'{kind}'"),
        )
        for code, kind in (("B-03", "space_use"), ("B-06", "extended_use"))
    },
    "B-07": (
        (_TIME, N_("Room"), N_("Purpose"), N_("Seats"), _NUMBER),
        f"SELECT e.at, r.name, b.purpose, {HOLDS}, b.attended {SESSIONS} ORDER BY e.at, e.id",
    ),
    "A-01": (
        (_UNIT, N_("Units")),
        "SELECT name, 1 FROM (SELECT u.name AS name FROM events e INDEXED BY ix_events_day JOIN units u"
        " ON u.id = e.unit_id AND u.counts WHERE e.day BETWEEN :first AND :last AND e.about IS NULL"
        f" AND e.kind IN {SERVED} UNION SELECT group_name FROM events INDEXED BY ix_events_day"
        f" WHERE day BETWEEN :first AND :last AND about IS NULL AND kind IN {SERVED}"
        " AND group_name <> '') ORDER BY name",
    ),
    "A-02": (_ATTENDANCES, _ATTENDED.format(which="TRUE")),
    "A-03": ((_MEMBER, _UNIT, N_("Days served"), N_("Persons")), _PERSONS),
    "A-04": (_ATTENDANCES, _ATTENDED.format(which="industrial")),
    "A-05": (_ATTENDANCES, _ATTENDED.format(which="frontline")),
    "A-06": (_ATTENDANCES, _ATTENDED.format(which="new_employment")),
    "A-07": (_ATTENDANCES, _ATTENDED.format(which="unknown")),
}
_TOLD = frozenset(code for code, (_columns, sql) in _QUERIES.items() if "OVER ()" in sql)  # they tell their total
_FIXED = {
    code: (columns, text(sql if code in _TOLD else f"{sql} LIMIT :limit")) for code, (columns, sql) in _QUERIES.items()
}
_TOTALS = {code: text(f"SELECT count(*) FROM ({sql})") for code, (_columns, sql) in _QUERIES.items()}
_MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d")
_UNKNOWN = text("SELECT id FROM categories WHERE code = :code")


def rows_of(session: Session, *, month: str, code: str, limit: int | None = None) -> Rows:
    """The rows that a figure was counted from, at most ``limit`` of them; the last column of a count adds up to it.

    The days and the spaces of a closed month are those that were sealed, whatever calendar and rooms are now.
    Shares open into their numerator's rows, averages into those of what is shared out. Raises Refused (NoSuchFigure,
    NoSuchMonth, MonthAhead).
    """
    now = now_of(session)
    first, last = begun_span(month, now)
    code = code.strip().upper()
    if code in _PLAIN:
        columns, plain = _PLAIN[code]
        figures = sealing.figures_of(session, month)
        found = plain(session, first, min(last, now.date()), sealing.opened(figures) if figures else None)
        return Rows(columns, tuple(found[:limit]), len(found))
    if code not in _FIXED:
        raise refuse(
            "NoSuchFigure", _("There is no figure {code}.").format(code=code), _("The page shows their codes.")
        )
    return _queried(session, code, {"first": first.isoformat(), "last": last.isoformat()}, limit)


def _queried(session: Session, code: str, values: dict[str, Any], limit: int | None) -> Rows:
    columns, query = _FIXED[code]
    if ":unknown" in query.text:
        values["unknown"] = read(session, _UNKNOWN, code=UNKNOWN).scalar_one()
    found = read(session, query, limit=-1 if limit is None else limit, **values).all()
    total = len(found)
    if code in _TOLD:
        return Rows(columns, tuple(_said(row[:-1]) for row in found), found[0][-1] if found else 0)
    if total == limit:
        total = read(session, _TOTALS[code], **values).scalar_one()
    return Rows(columns, tuple(map(_said, found)), total)


def _said(row: Any) -> tuple[Any, ...]:
    """A row of the file as it is read: moments as moments, services in words, nothing as ''."""
    return tuple(_read(value) for value in row)


def _read(value: Any) -> Any:
    if not isinstance(value, str):
        return "" if value is None else value
    if _MOMENT.fullmatch(value):
        return datetime.fromisoformat(value)
    return _(_SERVICES[value]) if value in _SERVICES else value


def _open_days(session: Session, first: date, last: date, sealed: Month | None) -> list[tuple[Any, ...]]:
    hours = calendar.load(session, since=first)
    days = hours.open_days(first, last) if sealed is None else [line.day for line in sealed.days if line.open]
    return [(day, hours_text(hours.windows(day)), 1) for day in days]


_STATES = {NOT_COUNTED: N_("not counted"), MISSING: N_("missing"), "closed": N_("closed"), "counted": ""}


def _doors(session: Session, first: date, last: date, _sealed: Month | None) -> list[tuple[Any, ...]]:
    rows = visits.days(session, first=first, last=last)
    return [(row.day, row.door, _(_STATES[row.state]), row.visits or 0) for row in rows]


def _spaces(session: Session, first: date, last: date, sealed: Month | None) -> list[tuple[Any, ...]]:
    found = sealed.spaces if sealed else spaces.lines(session, first, last, spaces.load_hours(session, first), 2)
    told = (line for line in found if line.kind == spaces.SPACE)
    return [(line.zone, line.room_or_space, line.used_minutes, line.open_minutes) for line in told]


Plain = Callable[[Session, date, date, Month | None], list[tuple[Any, ...]]]
_VISITS: tuple[tuple[str, ...], Plain] = ((_DAY, N_("Door"), N_("State"), _NUMBER), _doors)
_USE: tuple[tuple[str, ...], Plain] = ((_ZONE, N_("Space"), N_("Minutes used"), N_("Minutes open")), _spaces)
_PLAIN: dict[str, tuple[tuple[str, ...], Plain]] = {
    "D-01": ((_DAY, N_("Hours"), N_("Days open")), _open_days),
    "V-01": _VISITS,
    "V-02": _VISITS,
    "B-04": _USE,
    "B-05": _USE,
}
