"""The rows of an import as the preview shows them."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from venuedesk.i18n import N_, _, yuan
from venuedesk.ui.table import Column

SHOWN = 50


@dataclass(frozen=True)
class First:
    """One row as it will be: its line in the file, what it is, and what is known of it."""

    line: int
    what: str
    more: str


FIRST = (
    Column(N_("Line"), lambda r: r.line),
    Column(N_("What"), lambda r: r.what),
    Column(N_("As it will be"), lambda r: r.more, stretch=True),
)
CHANGED = (
    Column(N_("Line"), lambda r: r.line),
    Column(N_("What"), lambda r: r.what),
    Column(N_("Here → in the file"), lambda r: _("; ").join(_change(*one) for one in r.changes), stretch=True),
)
REJECTED = (
    Column(N_("Line"), lambda r: r.line),
    Column(N_("Column"), lambda r: r.column),
    Column(N_("Reason"), lambda r: r.reason, stretch=True),
)


def first_rows(plan: Any) -> list[First]:
    """The first new rows of a plan."""
    return [First(one.line, *_words(one.draft)) for one in plan.new[:SHOWN]]


def _words(draft: Any) -> tuple[str, str]:
    values = {name: value for name, value in _fields(draft) if value is not False and value not in ("", None, ())}
    copies = values.pop("copies", ())
    price, gift = values.pop("price", None), values.pop("gift", False)
    what = str(next(iter(values.values()), ""))
    rest = [f"{v:%Y-%m-%d %H:%M}" if isinstance(v, datetime) else str(v) for v in list(values.values())[1:]]
    if price is not None:
        rest.append(yuan(price) + (_(" (gift)") if gift else ""))
    if copies:
        rest.append(_("copies: {barcodes}").format(barcodes=_(", ").join(c.barcode for c in copies)))
    return what, " · ".join(rest)


def _fields(draft: Any) -> list[tuple[str, Any]]:
    return [(name, getattr(draft, name)) for name in draft.__dataclass_fields__]


def _change(column: str, old: str, new: str) -> str:
    return f"{column}: {old or '—'} → {new}"
