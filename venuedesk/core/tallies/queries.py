"""The queries of tallies: a month's figures, the months that can be picked, the signed paper."""

from dataclasses import replace
from datetime import date, datetime
from fractions import Fraction

from sqlalchemy import text
from sqlalchemy.orm import Session

from venuedesk.core import events, house
from venuedesk.core.db import read
from venuedesk.core.errors import Refused, refuse
from venuedesk.core.periods import days_of, month_before, month_of
from venuedesk.core.tallies import rows, sealing, spaces
from venuedesk.core.tallies.counting import Tally, count
from venuedesk.core.tallies.definitions import AVERAGE, COUNT, FOOTNOTES, SECTIONS, SHARE, Definition
from venuedesk.core.tallies.rules import Change, change, ratio, rounded
from venuedesk.core.tallies.slips import month_words
from venuedesk.core.tallies.tables import MonthPaper
from venuedesk.i18n import _

DECIMALS = "tallies.decimals"  # the setting: "1" or "2" decimals of percentages and averages
OF_KIND = {  # the figure that a correction is of, by the kind of its event
    events.VISIT: "V-01",
    events.LOAN: "L-01",
    events.RENEWAL: "L-02",
    events.RETURN: "L-03",
    events.IN_HOUSE: "L-04",
    events.NEW_MEMBER: "L-06",
    events.LOST: "L-07",
    events.SESSION: "B-01",
    events.ATTENDANCE: "A-02",
}

_FIRST = text("SELECT min(day) FROM events")
_CLOSINGS = text(
    "SELECT month, closed_at, reopened_at, reason, figures_sha256, paper_sha256 FROM closed_months ORDER BY id"
)
_CORRECTIONS = (
    "SELECT e.day, e.about, e.kind, e.quantity, coalesce(e.reason, ''), u.name FROM events e INDEXED BY ix_events_about"
    " JOIN actions a ON a.id = e.action_id JOIN users u ON u.id = a.user_id"
    " WHERE e.about IS NOT NULL AND e.{column} BETWEEN :first AND :last ORDER BY e.id"
)
_ENTERED, _ABOUT = (text(_CORRECTIONS.format(column=column)) for column in ("day", "about"))


def month(session: Session, *, month: str, now: datetime) -> rows.Month:
    """The figures of a month: of a closed one as they were sealed, of any other as they stand at ``now``.

    Raises Refused (NoSuchMonth, MonthAhead).
    """
    first, last = begun_span(month, now)
    closing, figures = sealing.newest(session, month), sealing.figures_of(session, month)
    state = rows.OPEN if closing is None else rows.REOPENED if closing.reopened_at else rows.CLOSED
    found = sealing.opened(figures) if figures else _counted(session, month, first, min(last, now.date()))
    if closing is not None:
        found = replace(
            found,
            closed_at=closing.closed_at,
            reopened_at=closing.reopened_at,
            reason=closing.reason,
            corrected_since=corrections(session, _ABOUT, first, last),
        )
    return replace(found, state=state)


def begun_span(month: str, now: datetime) -> tuple[date, date]:
    """The first and the last day of a month that has begun."""
    try:
        first, last = days_of(month)
    except ValueError:
        words = _("{month} is no month.").format(month=month)
        raise refuse("NoSuchMonth", words, _("Write it like 2026-10.")) from None
    if first > now.date():
        raise refuse("MonthAhead", _("{month} has not begun yet.").format(month=month_words(month)))
    return first, last


def _counted(session: Session, month: str, first: date, last: date) -> rows.Month:
    """The figures of a month from its events."""
    before, year_ago = month_before(month), month_before(month, 12)
    begun = read(session, _FIRST).scalar() or ""
    hours = spaces.load_hours(session, days_of(year_ago)[0])
    mine = _count(session, first, last, hours)
    bases = (_base(session, before, hours, begun), _base(session, year_ago, hours, begun))
    day = days_of(month)[1]
    decimals = 1 if house.setting(session, key=DECIMALS, day=day) == "1" else 2
    sections = tuple(
        rows.Section(code, title, tuple(figure(one, mine, *bases, decimals=decimals) for one in found))
        for code, title, found in SECTIONS
    )
    made = rows.Month(
        month,
        house.setting(session, key=house.VENUE, day=day),
        rows.OPEN,
        sections,
        mine.days,
        spaces.lines(session, first, last, hours, decimals),
        corrections(session, _ENTERED, *days_of(month)),
        (),
        FOOTNOTES,
        sha256="",
        decimals=decimals,
    )
    return sealing.sealed(made)


def _count(session: Session, first: date, last: date, hours: spaces.Hours) -> Tally:
    return count(session, first, last, hours[None], spaces.minutes_of_all(session, first, last, hours))


def _base(session: Session, month: str, hours: spaces.Hours, begun: str) -> Tally | None:
    """What another month is held against: as sealed, else as it stands; None before anything was counted."""
    figures = sealing.figures_of(session, month)
    if figures:
        return sealing.tally_of(figures)
    if not begun or month < begun[:7]:
        return None
    return _count(session, *days_of(month), hours)


def corrections(session: Session, query: object, first: date, last: date) -> tuple[rows.Correction, ...]:
    """The corrections that a query finds between two days."""
    found = read(session, query, first=first.isoformat(), last=last.isoformat())  # type: ignore[arg-type]
    return tuple(
        rows.Correction(date.fromisoformat(day), date.fromisoformat(about), OF_KIND[kind], n, reason, who)
        for day, about, kind, n, reason, who in found
    )


def months(session: Session, *, now: datetime) -> list[rows.MonthRow]:
    """Every month from the first one with events, or closed, to this one; the newest first."""
    this = month_of(now.date())
    closings = {row[0]: tuple(row) for row in read(session, _CLOSINGS)}
    first = min([(read(session, _FIRST).scalar() or this)[:7], this, *closings])
    found, one = [], this
    while one >= first:
        if one in closings:
            _month, closed_at, reopened_at, *rest = closings[one]
            at = None if reopened_at is None else datetime.fromisoformat(reopened_at)
            state = rows.CLOSED if at is None else rows.REOPENED
            found.append(rows.MonthRow(one, state, one < this, datetime.fromisoformat(closed_at), at, *rest))
        else:
            found.append(rows.MonthRow(one, rows.OPEN, one < this))
        one = month_before(one)
    return found


def paper(session: Session, *, month: str) -> bytes:
    """The signed paper of a closed month, byte for byte.

    Raises Refused: NotClosed, NoPaper where it was closed without one, PaperChanged where it is not what was signed.
    """
    closing = sealing.newest(session, month)
    if closing is None or closing.reopened_at is not None:
        raise not_closed(month)
    found = session.query(MonthPaper.content).filter_by(closed_month_id=closing.id).scalar()
    if found is None:
        raise refuse("NoPaper", _("{month} was closed without a paper.").format(month=month_words(month)))
    if sealing.sha256(found) != closing.paper_sha256:
        words = _("The paper of {month} in this file is not the one that was signed.").format(month=month_words(month))
        raise refuse("PaperChanged", words, _("Restore a copy of the file, or use the paper in the folder."))
    return bytes(found)


def not_closed(month: str) -> Refused:
    """The refusal of what only a closed month can have."""
    return refuse("NotClosed", _("{month} is not closed.").format(month=month_words(month)))


# ---------------------------------------------------------------- one figure


def figure(one: Definition, mine: Tally, before: Tally | None, year_ago: Tally | None, *, decimals: int) -> rows.Figure:
    """A figure with what it is held against."""
    part, whole = mine.parts[one.code]
    last_month, last_year = (tally if _comparable(one, tally) else None for tally in (before, year_ago))
    return rows.Figure(
        *(one.code, one.name, one.unit, one.text),
        _value(one, mine, decimals),
        *(part, whole),
        None if last_month is None else _value(one, last_month, decimals),
        None if last_year is None else _value(one, last_year, decimals),
        _change(one, mine, last_month, decimals),
        _change(one, mine, last_year, decimals),
    )


def _comparable(one: Definition, base: Tally | None) -> bool:
    """Whether a month counted the same in the same way, without days left out."""
    if base is None or base.versions.get(one.code) != one.version:
        return False
    return base.counted or not one.code.startswith("V-")


def _value(one: Definition, tally: Tally, decimals: int) -> rows.Value:
    part, whole = tally.parts[one.code]
    return part if one.how == COUNT else rounded(_exact(one, part, whole), decimals)


def _exact(one: Definition, part: int, whole: int | None) -> Fraction:
    return ratio(part, whole or 0) * (1 if one.how == AVERAGE else 100)


def _change(one: Definition, mine: Tally, base: Tally | None, decimals: int) -> Change:
    points = one.how == SHARE
    if base is None:
        return Change(None, points)
    part, whole = mine.parts[one.code]
    other, of = base.parts[one.code]
    if one.how == COUNT:
        return change(part, other, decimals)
    return change(ratio(part, whole or 0), ratio(other, of or 0), decimals, points=points)
