"""Days off and make-up workdays from a table; a year is taken whole or not at all."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from venuedesk.core import lending
from venuedesk.core.calendar import HolidaysDraft
from venuedesk.core.calendar.drafts import problems_of_holidays
from venuedesk.core.calendar.tables import HolidayDay, HolidayYear
from venuedesk.core.clock import now_of
from venuedesk.core.journal import Imported
from venuedesk.exchange import plans
from venuedesk.exchange.cells import DAY, Column, Fault, Row
from venuedesk.exchange.drafts import HolidayDraft
from venuedesk.exchange.plans import NOBODY, Differing, New, Plan, Reading, Sorted, Watch
from venuedesk.i18n import N_, _, day_text

OFF, WORKDAY = "off", "workday"
COLUMNS = (
    Column("day", N_("Day"), ("日期", "date"), DAY, required=True),
    Column("kind", N_("Kind"), ("类型", "性质", "安排"), required=True),
    Column("name", N_("Holiday"), ("名称", "节日", "节日名称", "假期", "name")),
    Column("document", N_("Document"), ("文号", "依据", "文件", "通知")),
)
KINDS = {
    OFF: (OFF, N_("Day off"), "放假", "休息", "休", "节假日", "holiday"),
    WORKDAY: (WORKDAY, N_("Make-up workday"), "上班", "补班", "调休上班", "班", "工作日"),
}
_ACCEPTED = frozenset({"LoansMove", "BookingsTouched"})  # the notices of the plan told which
_NAMED = 20  # loans whose due day moves that a notice names


def read(path: Path, watch: Watch = NOBODY) -> Reading[HolidayDraft]:
    """The days of a table."""
    return plans.read_table(path, COLUMNS, _draft, watch)


def _draft(row: Row) -> HolidayDraft | Fault:
    word = row.text("kind").casefold()
    kinds = [k for k, names in KINDS.items() if word in names or word == _(names[1]).casefold()]
    day = row.day("day")
    if not kinds or day is None:
        return Fault(_("Kind"), _("is not known: {value}").format(value=word[:40]))
    return HolidayDraft(day, kinds[0], row.text("name"), row.text("document"))


Rows = list[tuple[int, HolidayDraft]]


def sort(session: Session, reading: Reading[HolidayDraft], watch: Watch = NOBODY) -> Plan[HolidaysDraft]:
    """What importing the days would do, a line for each year."""
    found: Sorted[HolidaysDraft] = Sorted()
    whole = Reading[HolidaysDraft](reading.path, reading.headers, (), reading.rejected, reading.notices, reading)
    for year, rows in sorted(_years(reading.drafts).items()):
        line, draft = rows[0][0], _of_year(year, rows)
        problems = list(problems_of_holidays(draft))
        if reading.rejected:
            found.reject(line, _("Day"), _("the year {year} is taken only whole").format(year=year))
        elif problems:
            found.reject(line, _("Day"), " ".join(str(p) for p in problems[:3]))
        else:
            _compare(session, found, line, draft)
    for draft in (*(n.draft for n in found.new), *(d.draft for d in found.differing)):
        found.notices += _foretold(session, draft)
    return plans.plan_of(plans.CALENDAR, session, whole, found)


def _foretold(session: Session, draft: HolidaysDraft) -> list[str]:
    """What a year's days off do to the books that are out and to the bookings that stand, the first of them by name."""
    asked = lending.problems_of_change(session, change=draft, now=now_of(session))
    _n, loans = lending.loans_touched(session, change=draft, limit=_NAMED)
    names = _(", ").join(_moved(one) for one in loans if one.moves)
    return [f"{p} {names}" if p.code == "LoansMove" else str(p) for p in asked]


def _moved(one: lending.TouchedLoan) -> str:
    words = _("“{title}” {member} {old} → {new}")
    old, new = day_text(one.loan.due_at.date()), day_text(one.due.at.date())
    return words.format(title=one.loan.title, member=one.loan.member, old=old, new=new)


def _years(rows: Sequence[tuple[int, HolidayDraft]]) -> dict[int, Rows]:
    """The rows by the year they belong to: days off at the end of December belong to the new year that follows them."""
    off = {d.day for _line, d in rows if d.kind == OFF}
    years: dict[int, Rows] = defaultdict(list)
    for line, draft in rows:
        later = draft.kind == OFF and _reaches_new_year(draft.day, off)
        years[draft.day.year + later].append((line, draft))
    return years


def _reaches_new_year(day: date, off: set[date]) -> bool:
    if day.month != 12 or day.day < 24:
        return False
    new_year = date(day.year + 1, 1, 1)
    return all(day + timedelta(days=n) in off for n in range((new_year - day).days + 1))


def _of_year(year: int, rows: Rows) -> HolidaysDraft:
    off: dict[str, tuple[date, ...]] = {}
    for _line, one in rows:
        if one.kind == OFF:
            off[one.name] = (*off.get(one.name, ()), one.day)
    workdays = tuple(sorted(one.day for _line, one in rows if one.kind == WORKDAY))
    document = next((one.document for _line, one in rows if one.document), "")
    return HolidaysDraft(year=year, off=off, workdays=workdays, document=document)


def _compare(session: Session, found: Sorted[HolidaysDraft], line: int, draft: HolidaysDraft) -> None:
    standing = select(HolidayYear.id, HolidayYear.document).where(
        HolidayYear.year == draft.year, HolidayYear.retired_at.is_(None)
    )
    year = session.execute(standing).one_or_none()
    if year is None:
        found.new.append(New(line, draft))
        return
    days = select(HolidayDay.day, HolidayDay.kind, HolidayDay.name).where(HolidayDay.holiday_year_id == year.id)
    old = {day: (kind, name if kind == OFF else "") for day, kind, name in session.execute(days)}
    new = {day: (OFF, name) for name, off in draft.off.items() for day in off} | {
        day: (WORKDAY, "") for day in draft.workdays
    }
    changes = [
        (day.isoformat(), _said(old.get(day)), _said(new.get(day)))
        for day in sorted(old.keys() | new.keys())
        if old.get(day) != new.get(day)
    ]
    if draft.document and draft.document != year.document:
        changes.append((_("Document"), year.document, draft.document))
    if changes:
        found.differing.append(Differing(line, draft, year.id, str(draft.year), tuple(changes)))
    else:
        found.equal += 1


def _said(day: tuple[str, str] | None) -> str:
    return "" if day is None else " ".join(w for w in (_(KINDS[day[0]][1]), day[1]) if w)


def take(
    session: Session, plan: Plan[HolidaysDraft], *, update: bool, now: datetime, watch: Watch = NOBODY
) -> Imported:
    """Enter the years; due days of open loans that fall on a new day off move later."""
    drafts = [n.draft for n in plan.new] + [d.draft for d in plan.differing if update]
    for done, draft in enumerate(drafts):
        watch.tell(done, len(drafts))
        lending.change_calendar(session, change=draft, now=now, accepted=_ACCEPTED)
    return plans.imported(plan, update=update)
