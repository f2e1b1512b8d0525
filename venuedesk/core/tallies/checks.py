"""What is said before a month is closed, opened again or corrected."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import text
from sqlalchemy.orm import Session

from venuedesk.core import calendar, house
from venuedesk.core.db import read
from venuedesk.core.errors import Problem, ask, impossible, notice
from venuedesk.core.periods import days_of, month_before, month_of
from venuedesk.core.tallies import queries, sealing
from venuedesk.core.tallies.definitions import BY_CODE
from venuedesk.core.tallies.rows import MISSING, NOT_COUNTED, CorrectionDraft, Month
from venuedesk.core.tallies.rules import problems_of_sum
from venuedesk.core.tallies.slips import month_words
from venuedesk.core.tallies.spaces import ZONE
from venuedesk.i18n import _, day_text, time_text

MOST = 1_000_000  # of one correction
REASON_LENGTH = 200
NAMED = 5  # days or bookings that are named; more are only counted

_LAST_CLOSED = text("SELECT max(month) FROM closed_months WHERE reopened_at IS NULL")
_FIRST = text("SELECT min(day) FROM events")
_SPAN = "day BETWEEN :first AND :last"
_UNFINISHED = text(
    "SELECT b.starts_at, r.name, b.code FROM bookings b JOIN rooms r ON r.id = b.room_id"
    " WHERE b.starts_at BETWEEN :first AND :last || 'T~' AND b.ends_at <= :now"
    " AND b.state IN ('tentative', 'awaiting', 'booked', 'arrived') ORDER BY b.starts_at, b.id"
)
_LOAN_DAYS = text(
    f"SELECT day, sum(quantity) FROM events INDEXED BY ix_events_day WHERE {_SPAN} AND kind = 'loan' AND about IS NULL"
    " GROUP BY day"
)
_SIGNED_IN = text(f"SELECT day, sum(headcount) FROM sign_ins WHERE {_SPAN} GROUP BY day")
_OUT = text(
    "SELECT coalesce(sum(lent_at < :first AND (returned_at IS NULL OR returned_at >= :first)), 0),"
    " coalesce(sum(returned_at IS NULL OR returned_at >= :after), 0) FROM loans NOT INDEXED WHERE lent_at < :after"
)
_CORRECTED = text(
    "SELECT coalesce(sum(CASE kind WHEN 'loan' THEN quantity WHEN 'return' THEN -quantity WHEN 'lost' THEN -quantity"
    " ELSE 0 END), 0), count(*) FROM events INDEXED BY ix_events_about WHERE about BETWEEN :first AND :last"
)
_CORRECTED_KIND = text(
    "SELECT coalesce(sum(quantity), 0) FROM events INDEXED BY ix_events_about"
    " WHERE about BETWEEN :first AND :last AND kind = :kind"
)


@dataclass(frozen=True)
class Balance:
    """The books out: at the start of a month and at its end by the loans, what was counted between by the events."""

    start: int
    lent: int
    returned: int
    lost: int
    corrected: int
    end: int

    @property
    def apart(self) -> int:
        """How many more are out at the end than the events say; 0 where they agree."""
        return self.end - (self.start + self.lent - self.returned - self.lost + self.corrected)

    def __str__(self) -> str:
        """As it is reckoned."""
        words = _("{start} out at the start + {lent} lent − {returned} returned − {lost} lost {corrected:+} corrected")
        return words.format(**vars(self))


def last_closed(session: Session) -> str:
    """The latest month that is closed, '' while there is none."""
    return str(read(session, _LAST_CLOSED).scalar() or "")


def balance(session: Session, *, month: str, now: datetime) -> Balance:
    """The books out at the start and the end of a month, and what happened between."""
    return _balance(session, queries.month(session, month=month, now=now))


def _balance(session: Session, told: Month) -> Balance:
    first, last = days_of(told.month)
    after = days_of(month_before(told.month, -1))[0]
    span = {"first": first.isoformat(), "last": last.isoformat()}
    start, end = read(session, _OUT, first=first.isoformat(), after=after.isoformat()).one()
    corrected, _n = read(session, _CORRECTED, **span).one()
    lent, returned, lost = (told.figure(code).numerator for code in ("L-01", "L-03", "L-07"))
    return Balance(int(start), lent, returned, lost, int(corrected), int(end))


# ---------------------------------------------------------------- before closing


def problems_of_closing(session: Session, *, month: str, now: datetime) -> list[Problem]:
    """Everything that is to be said before a month is closed, what forbids it first."""
    return problems_of(session, queries.month(session, month=month, now=now), now)


def problems_of(session: Session, told: Month, now: datetime) -> list[Problem]:
    """``problems_of_closing`` for figures that were counted already."""
    return [
        *_problems_of_order(session, told, now),
        *_problems_of_sums(told),
        *_problems_of_days(session, told),
        *_problems_of_bookings(session, told, now),
        *_problems_of_loans(session, told),
        *_problems_of_corrections(session, told),
    ]


def _problems_of_order(session: Session, told: Month, now: datetime) -> Iterator[Problem]:
    month, last = told.month, last_closed(session)
    named = {"month": month_words(month)}
    if month >= month_of(now.date()):
        first = days_of(month_before(month, -1))[0]
        way_out = _("Close it from {day} on.").format(day=day_text(first))
        yield impossible("MonthNotOver", _("{month} is not over yet.").format(**named), way_out)
    if told.state == "closed":
        way_out = _("Reopen it, or enter a correction (更正).")
        yield impossible("AlreadyClosed", _("{month} is closed already.").format(**named), way_out)
    elif last and month != month_before(last, -1):
        wanted = month_before(last, -1)
        words = _("Months close in order; the next one is {wanted}.").format(wanted=month_words(wanted))
        yield impossible("OutOfOrder", words, wanted=wanted)
    elif not last:
        first_month = str(read(session, _FIRST).scalar() or month)[:7]
        if first_month < month:
            words = _(
                "{month} would be the first closed month; those from {first} on before it then stay open for good."
            )
            said = words.format(first=month_words(first_month), **named)
            way_out = _("To close those too, begin with {first}.").format(first=month_words(first_month))
            yield ask("FirstClosing", said, way_out, first=first_month)


def _problems_of_sums(told: Month) -> Iterator[Problem]:
    """Where the tables of a month do not add up to its figures, or a space was used longer than it was open."""
    zones = [line for line in told.spaces if line.kind == ZONE]
    for code, parts in (
        ("V-01", [line.visits or 0 for line in told.days]),
        ("B-01", [line.sessions for line in zones]),
        ("B-02", [line.attendances or 0 for line in zones]),
        ("B-03", [line.used_minutes for line in zones]),
        ("B-06", [line.extended_minutes for line in zones]),
    ):
        yield from problems_of_sum(_figure_words(code), parts, told.figure(code).numerator)
    longer = [
        f"{line.zone} {line.room_or_space}".strip() for line in told.spaces if line.used_minutes > line.open_minutes
    ]
    if longer:
        words = _("Used longer than open: {places}.").format(places=_named(longer))
        yield ask("UsedLongerThanOpen", words, _("Check the opening hours of those days."), places=len(longer))


def _figure_words(code: str) -> str:
    return f"{code} {_(BY_CODE[code].name)}"


def _problems_of_days(session: Session, told: Month) -> Iterator[Problem]:
    for state, code, words in (
        (MISSING, "DaysMissing", _("Nobody counted visitors on {days}.")),
        (NOT_COUNTED, "DaysNotCounted", _("Not counted: visitors on {days}.")),
    ):
        days = [line.day for line in told.days if line.state == state]
        if days:
            way_out = _("Enter their hours on the page of visits, or mark the days.") if state == MISSING else ""
            yield ask(code, words.format(days=_named(map(day_text, days))), way_out, days=len(days))
    first, last = days_of(told.month)
    signed = read(session, _SIGNED_IN, first=first.isoformat(), last=last.isoformat())
    came = {line.day.isoformat(): line.visits for line in told.days if line.visits is not None}
    more = [date.fromisoformat(day) for day, n in signed if n > came.get(day, n)]
    if more:
        words = _("More people signed in than came by the doors on {days}.")
        way_out = _("Look at the hours of those days.")
        yield ask("MoreSignedIn", words.format(days=_named(map(day_text, more))), way_out, days=len(more))


def _problems_of_bookings(session: Session, told: Month, now: datetime) -> Iterator[Problem]:
    first, last = days_of(told.month)
    values = {"first": first.isoformat(), "last": last.isoformat(), "now": now.isoformat(timespec="seconds")}
    found = read(session, _UNFINISHED, **values).all()
    if found:
        each = (f"{time_text(datetime.fromisoformat(at))} {room}" for at, room, _code in found)
        words = _("{n} bookings are over without an end: {bookings}.").format(n=len(found), bookings=_named(each))
        yield ask("BookingsUnfinished", words, _("Say of each whether it took place."), n=len(found))


def _problems_of_loans(session: Session, told: Month) -> Iterator[Problem]:
    first, last = days_of(told.month)
    hours = calendar.load(session, zone_id=house.zone_id(session, code=house.READING), since=first)
    lent = read(session, _LOAN_DAYS, first=first.isoformat(), last=last.isoformat())
    closed = [day for day in (date.fromisoformat(d) for d, _n in lent) if not hours.is_open_day(day)]
    if closed:
        words = _("Books were lent on closed days: {days}.").format(days=_named(map(day_text, closed)))
        yield ask("LoansOnClosedDays", words, _("Check the calendar of the reading room."), days=len(closed))
    found = _balance(session, told)
    if found.apart:
        words = _("{reckoned} make {reckoned_end}, but {end} are out at the end: {apart:+}.").format(
            reckoned=found, reckoned_end=found.end - found.apart, end=found.end, apart=found.apart
        )
        yield ask("OutDiffers", words, _("Loans brought in from a file are not counted."), apart=found.apart)


def _problems_of_corrections(session: Session, told: Month) -> Iterator[Problem]:
    first, last = days_of(told.month)
    _sum, n = read(session, _CORRECTED, first=first.isoformat(), last=last.isoformat()).one()
    if n:
        words = _("{n} corrections are about {month}.").format(n=n, month=month_words(told.month))
        yield notice("CorrectionsStand", words, _("Undo those whose cause has been entered since."), n=n)


def _named(words: Any) -> str:
    """The first few, and how many more."""
    found: Sequence[str] = list(words)
    more = len(found) - NAMED
    told = _(", ").join(found[:NAMED])
    return _("{these} and {n} more").format(these=told, n=more) if more > 0 else told


# ---------------------------------------------------------------- before a correction


def problems_of_correction(session: Session, *, draft: CorrectionDraft, now: datetime) -> list[Problem]:
    """Everything that stands against a correction."""
    return list(_problems_of_draft(draft)) or list(_problems_of_closed(session, draft, now))


def _problems_of_draft(draft: CorrectionDraft) -> Iterator[Problem]:
    if draft.code not in queries.OF_KIND.values():
        words = _("{code} is not counted by itself.").format(code=draft.code)
        codes = ", ".join(sorted(queries.OF_KIND.values()))
        yield impossible("NotCorrectable", words, _("Correct one of {codes}.").format(codes=codes))
    if not draft.quantity:
        yield impossible("QuantityMissing", _("How many more, or fewer with a minus?"))
    elif abs(draft.quantity) > MOST:
        yield impossible("QuantityTooLarge", _("One correction is at most {n}.").format(n=MOST))
    if not draft.reason.strip():
        yield impossible("ReasonMissing", _("A correction needs a reason."))
    elif len(draft.reason.strip()) > REASON_LENGTH:
        yield impossible("ReasonTooLong", _("A reason has at most {n} characters.").format(n=REASON_LENGTH))


def _problems_of_closed(session: Session, draft: CorrectionDraft, now: datetime) -> Iterator[Problem]:
    month = month_of(draft.about)
    closing = sealing.newest(session, month)
    if closing is None or closing.reopened_at is not None:
        words = _("{month} is not closed.").format(month=month_words(month))
        yield impossible("MonthOpen", words, _("Enter it there, on its day."))
        return
    told = queries.month(session, month=month, now=now)
    first, last = days_of(month)
    kind = {code: kind for kind, code in queries.OF_KIND.items()}[draft.code]
    values = {"first": first.isoformat(), "last": last.isoformat(), "kind": kind}
    standing = told.figure(draft.code).numerator + int(read(session, _CORRECTED_KIND, **values).scalar_one())
    if standing + draft.quantity < 0:
        words = _("{figure} of {month} is {n}; fewer than none cannot be.")
        said = words.format(figure=_figure_words(draft.code), month=month_words(month), n=standing)
        yield impossible("BelowZero", said, standing=standing)
