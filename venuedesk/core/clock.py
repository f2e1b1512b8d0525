"""The time at the desk, and the wrong-clock rule: a day far from the last entry's is asked about before any entry."""

from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from venuedesk.core.errors import Problem, ask, impossible
from venuedesk.core.users import MANAGER
from venuedesk.i18n import _, time_text

CLOCK_WRONG = "ClockWrong"
EARLIER = timedelta(minutes=10)
LATER = timedelta(days=7)
MANAGERS = timedelta(days=60)  # beyond this only the manager confirms


def now_of(session: Session) -> datetime:
    """The desk's time when it opened this session; KeyError where no desk did.

    For what judges a file of many rows by today; anything else takes ``now``.
    """
    now: datetime = session.info["now"]
    return now


def clock_problem(now: datetime, last_entry_at: datetime | None, role: str) -> Problem | None:
    """What stands against writing at ``now``: None where it follows the last entry by at most 7 days.

    More than 10 minutes earlier or 7 days later asks; more than 60 days either way only a manager can say yes.
    """
    if last_entry_at is None or -EARLIER <= now - last_entry_at <= LATER:
        return None
    facts = {"now": now, "last": last_entry_at}
    words = _("Today is {now}, is that right? The last entry is of {last}.")
    years = now.year != last_entry_at.year
    text = words.format(
        now=time_text(now, today=last_entry_at.date() if years else None),
        last=time_text(last_entry_at, today=now.date()),
    )
    if abs(now - last_entry_at) > MANAGERS and role != MANAGER:
        return impossible(CLOCK_WRONG, text, _("Set this computer's clock, or let the manager confirm it."), **facts)
    return ask(CLOCK_WRONG, text, _("If not, set this computer's clock first."), **facts)
