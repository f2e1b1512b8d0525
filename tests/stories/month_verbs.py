"""The verbs of the month: its figures, its closing, its corrections.

figure L-03 2026-11 = 41            a figure of a month; ``figure loans = 3`` is one of today, as before
against L-01 2026-11 = +50.00% ——    last month and the same month last year, as they are said
rows L-01 2026-10 = 3               how many rows a figure opens into
close 2026-10                       with the manager's password, and a paper of its figures; ``stale`` for an older one
reopen 2026-10
correct L-01 2026-10-05 +3 漏记三册
corrections 2026-11 L-01=+3         those entered in a month; ``about 2026-10 L-01=+3``: those about one
months 2026-11=open 2026-10=closed
paper 2026-10                       the signed paper comes back as it was
"""

from datetime import date
from typing import Any

from tests.stories import scene
from tests.stories.runner import _VERBS, Stage, _need, aside, verb
from venuedesk.core import front, tallies
from venuedesk.core.errors import Refused
from venuedesk.core.tallies.definitions import BY_CODE

_figure_of_today = _VERBS["figure"]


def month_of(stage: Stage, month: str) -> tallies.Month:
    return stage.desk.ask(tallies.month, month=month, now=stage.clock)


def paper_of(month: tallies.Month) -> bytes:
    """A paper as a caller brings it."""
    return b"%PDF-1.4 " + month.sha256.encode()


@aside("figure")
def _figure(stage: Stage, name: str, *rest: str) -> None:
    if name not in BY_CODE:
        _figure_of_today(stage, name, *rest)
        return
    month, sign, wanted = rest
    _need(sign == "=", "figure CODE MONTH = NUMBER")
    found = month_of(stage, month).figure(name).value
    _need(str(found) == wanted, f"{name} of {month} is {found}, not {wanted}")


@aside("against")
def _against(stage: Stage, code: str, month: str, sign: str, on_month: str, on_year: str) -> None:
    _need(sign == "=", "against CODE MONTH = LAST_MONTH LAST_YEAR")
    figure = month_of(stage, month).figure(code)
    found = [figure.against_last_month, figure.against_last_year]
    _need(found == [on_month, on_year], f"{code} of {month} against month and year: {' '.join(found)}")


@aside("rows")
def _rows(stage: Stage, code: str, month: str, sign: str, wanted: str) -> None:
    found = stage.desk.ask(tallies.rows_of, month=month, code=code)
    _need(sign == "=" and str(found.total) == wanted, f"{code} of {month} has {found.total} rows")


@verb("close")
def _close(stage: Stage, month: str, how: str = "") -> front.Answer:
    try:
        told = month_of(stage, month)
    except Refused as refusal:
        return front.Answer(front.REFUSED, str(refusal), problems=refusal.problems)
    wanted: dict[str, Any] = {"month": month, "sha256": "0" * 64 if how == "stale" else told.sha256}
    password = scene.PASSWORD if how != "unknown" else "a wrong one"
    return stage.front.perform(
        tallies.close_month, password=password, paper=paper_of(told), now=stage.clock, **wanted
    )


@verb("reopen")
def _reopen(stage: Stage, month: str) -> front.Answer:
    return stage.front.perform(tallies.reopen_month, password=scene.PASSWORD, month=month, now=stage.clock)


@verb("correct")
def _correct(stage: Stage, code: str, about: str, quantity: str, *reason: str) -> front.Answer:
    draft = tallies.CorrectionDraft(
        code=code, about=date.fromisoformat(about), quantity=int(quantity), reason=" ".join(reason)
    )
    return stage.front.perform(tallies.correct, draft=draft, now=stage.clock)


@aside("corrections")
def _corrections(stage: Stage, month: str, *wanted: str) -> None:
    _need_corrections(month_of(stage, month).corrections, wanted)


@aside("about")
def _about(stage: Stage, month: str, *wanted: str) -> None:
    _need_corrections(month_of(stage, month).corrected_since, wanted)


def _need_corrections(corrections: tuple[tallies.Correction, ...], wanted: tuple[str, ...]) -> None:
    found = [f"{one.code}={one.quantity:+}" for one in corrections]
    _need(found == [w for w in wanted if w != "nothing"], f"corrected: {' '.join(found) or 'nothing'}")


@aside("months")
def _months(stage: Stage, *wanted: str) -> None:
    found = [f"{row.month}={row.state}" for row in stage.desk.ask(tallies.months, now=stage.clock)]
    _need(found == list(wanted), f"months: {' '.join(found)}")


@aside("paper")
def _paper(stage: Stage, month: str) -> None:
    found = stage.desk.ask(tallies.paper, month=month)
    _need(found == paper_of(month_of(stage, month)), "another paper came back")
