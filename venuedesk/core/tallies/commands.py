"""The commands of tallies: closing a month, opening it again, correcting a closed one."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy.orm import Session

from venuedesk.core import events
from venuedesk.core.errors import ask_why, decide, impossible, refuse
from venuedesk.core.events import ClosedMonth
from venuedesk.core.periods import month_of
from venuedesk.core.tallies import checks, queries, sealing, slips
from venuedesk.core.tallies.rows import CorrectionDraft
from venuedesk.core.tallies.slips import month_words
from venuedesk.i18n import _

NOTHING: frozenset[str] = frozenset()
KINDS = {code: kind for kind, code in queries.OF_KIND.items()}
# The paper goes past the journal, which carries its hash within the closing: a PDF of each month would swell it.
_KEEP_PAPER = "INSERT INTO month_papers (closed_month_id, content) VALUES (?, ?)"


def close_month(
    session: Session,
    *,
    month: str,
    sha256: str,
    paper: bytes,
    now: datetime,
    accepted: Collection[str] = NOTHING,
    reason: str = "",
) -> slips.MonthClosed:
    """Close a month: its figures are sealed, its signed paper is kept, no event of its days can come or go any more.

    ``sha256`` is ``Month.sha256`` of the figures that ``paper``, a PDF, shows. Raises Refused (NoSuchMonth, MonthAhead,
    MonthNotOver, AlreadyClosed, OutOfOrder, PaperMissing, and MonthMoved where something was counted since) or NeedsYes
    with what the cross-checks say (``problems_of_closing``).
    """
    told = queries.month(session, month=month, now=now)
    found = checks.problems_of(session, told, now)
    if not paper.startswith(b"%PDF"):
        found.append(impossible("PaperMissing", _("There is no paper to sign."), _("Make the paper first.")))
    if told.sha256 != sha256:
        words = _("The figures of {month} have moved since the paper was made.").format(month=month_words(month))
        found.append(impossible("MonthMoved", words, _("Make the paper again and look at it.")))
    decide(found, accepted)
    closing = ClosedMonth(
        month=month,
        closed_at=now,
        figures=sealing.canonical(told),
        figures_sha256=told.sha256,
        paper_sha256=sealing.sha256(paper),
        reason="",
    )
    session.add(closing)
    session.flush()
    session.connection().exec_driver_sql(_KEEP_PAPER, (closing.id, paper))
    return slips.MonthClosed(closing.id, month)


def reopen_month(
    session: Session, *, month: str, now: datetime, accepted: Collection[str] = NOTHING, reason: str = ""
) -> slips.MonthReopened:
    """Open the month that was closed last; its closing, its figures and its paper stay on record.

    Raises Refused (NotClosed, LaterClosed) or NeedsYes (Reopening, which wants a reason).
    """
    closing = sealing.newest(session, month)
    if closing is None or closing.reopened_at is not None:
        raise queries.not_closed(month)
    later = checks.last_closed(session)
    if later != month:
        words = _("{later} is closed too, and months open in order.").format(later=month_words(later))
        raise refuse("LaterClosed", words, _("Open {later} first.").format(later=month_words(later)), later=later)
    words = _("The signed paper of {month} no longer holds once it is open again.").format(month=month_words(month))
    decide([ask_why("Reopening", words)], accepted if reason.strip() else NOTHING)
    closing.reopened_at, closing.reason = now, reason.strip()
    session.flush()
    return slips.MonthReopened(closing.id, month)


def correct(
    session: Session,
    *,
    draft: CorrectionDraft,
    now: datetime,
    accepted: Collection[str] = NOTHING,
    reason: str = "",
) -> slips.Corrected:
    """Enter a correction of a closed month (更正): it is dated today, and changes no figure of either month.

    Raises Refused (NotCorrectable, QuantityMissing, QuantityTooLarge, ReasonMissing, ReasonTooLong, MonthOpen,
    BelowZero).
    """
    decide(checks.problems_of_correction(session, draft=draft, now=now))
    closing = sealing.newest(session, month_of(draft.about))
    assert closing is not None
    events.record(
        session,
        kind=KINDS[draft.code],
        at=now,
        source="closed_months",
        source_id=closing.id,
        quantity=draft.quantity,
        about=draft.about,
        reason=draft.reason.strip(),
    )
    session.flush()
    return slips.Corrected(draft.code, draft.about, draft.quantity)
