"""The seal of a month: its figures as canonical JSON, in no language, and what can be read back from it."""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import fields, replace
from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy import text
from sqlalchemy.orm import Session

from venuedesk.core.db import read
from venuedesk.core.events import ClosedMonth
from venuedesk.core.tallies.counting import Tally
from venuedesk.core.tallies.definitions import BY_CODE, COUNT, FOOTNOTES, SECTIONS, SHARE, Definition
from venuedesk.core.tallies.rows import Correction, DayLine, Figure, Month, Section, SpaceLine, Value
from venuedesk.core.tallies.rules import Change

FORMAT = 1  # of the JSON
SHARE_AT = [one.name for one in fields(SpaceLine)].index("share")
_NEWEST = text("SELECT id FROM closed_months WHERE month = :month ORDER BY id DESC LIMIT 1")

_SEALS = text(
    "SELECT month, figures, figures_sha256, paper_sha256, content FROM closed_months c"
    " LEFT JOIN month_papers p ON p.closed_month_id = c.id ORDER BY c.id"
)


def newest(session: Session, month: str) -> ClosedMonth | None:
    """The newest closing of a month, also one that was reopened (mapped: for tallies only)."""
    found = read(session, _NEWEST, month=month).scalar()
    return None if found is None else session.get_one(ClosedMonth, found)


def figures_of(session: Session, month: str) -> str:
    """The figures that a closed month is sealed by; '' of a month that is not closed, or was without figures."""
    closing = newest(session, month)
    return "" if closing is None or closing.reopened_at is not None else closing.figures


def sealed(month: Month) -> Month:
    """The month with the hash of its figures."""
    return replace(month, sha256=sha256(canonical(month).encode()))


def sha256(content: bytes) -> str:
    """The hash that stands in the file, in hexadecimal."""
    return hashlib.sha256(content).hexdigest()


def canonical(month: Month) -> str:
    """What a month is sealed by: the same figures give the same text, whatever the language."""
    told = {
        "format": FORMAT,
        "month": month.month,
        "venue": month.venue,
        "decimals": month.decimals,
        "figures": {f.code: _figure(f) for section in month.sections for f in section.figures},
        "days": [[d.day.isoformat(), d.open, d.visits, d.state] for d in month.days],
        "spaces": [[_plain(value) for value in vars(line).values()] for line in month.spaces],
        "corrections": [[_plain(value) for value in vars(one).values()] for one in month.corrections],
    }
    return json.dumps(told, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def _figure(figure: Figure) -> dict[str, Any]:
    return {
        "definition": BY_CODE[figure.code].version,
        "value": _plain(figure.value),
        "parts": [figure.numerator, figure.denominator],
        "last_month": _plain(figure.last_month),
        "last_year": _plain(figure.last_year),
        "on_month": _plain(figure.change_on_month.amount),
        "on_year": _plain(figure.change_on_year.amount),
    }


def _plain(value: Any) -> Any:
    return str(value) if isinstance(value, Decimal | date) else value


def tally_of(figures: str) -> Tally:
    """What was counted in a sealed month, to hold another against it."""
    told = json.loads(figures)
    parts = {code: (one["parts"][0], one["parts"][1]) for code, one in told["figures"].items()}
    return Tally(parts, _days(told), {code: one["definition"] for code, one in told["figures"].items()})


def opened(figures: str) -> Month:
    """The month as it was sealed; its state is the caller's to tell."""
    told = json.loads(figures)
    figures_ = told["figures"]  # a figure that a later version added is not among them
    sections = tuple(
        Section(code, title, tuple(_read_figure(f, figures_[f.code]) for f in found if f.code in figures_))
        for code, title, found in SECTIONS
    )
    spaces = tuple(replace(SpaceLine(*line), share=Decimal(line[SHARE_AT])) for line in told["spaces"])
    corrections = tuple(
        Correction(date.fromisoformat(day), date.fromisoformat(about), *rest)
        for day, about, *rest in told["corrections"]
    )
    month = Month(told["month"], told["venue"], "", sections, _days(told), spaces, corrections, (), FOOTNOTES, "")
    return replace(month, decimals=told["decimals"], sha256=sha256(figures.encode()))


def _days(told: dict[str, Any]) -> tuple[DayLine, ...]:
    return tuple(DayLine(date.fromisoformat(day), *rest) for day, *rest in told["days"])


def _read_figure(one: Definition, told: dict[str, Any]) -> Figure:
    def value(name: str) -> Value | None:
        found = told[name]
        return Decimal(found) if isinstance(found, str) else found

    def change(name: str) -> Change:
        return Change(None if told[name] is None else Decimal(told[name]), one.how == SHARE)

    now = Decimal(told["value"]) if one.how != COUNT else int(told["value"])
    part, whole = told["parts"]
    return Figure(
        *(one.code, one.name, one.unit, one.text),
        now,
        part,
        whole,
        value("last_month"),
        value("last_year"),
        change("on_month"),
        change("on_year"),
    )


def broken_seals(session: Session) -> Iterator[tuple[str, str]]:
    """Each month whose figures or whose paper are not what was sealed: (month, "figures", "paper" or "no paper")."""
    for month, figures, figures_sha256, paper_sha256, paper in read(session, _SEALS):
        if figures and sha256(figures.encode()) != figures_sha256:
            yield month, "figures"
        if paper_sha256 and paper is None:
            yield month, "no paper"
        elif paper_sha256 and sha256(paper) != paper_sha256:
            yield month, "paper"
