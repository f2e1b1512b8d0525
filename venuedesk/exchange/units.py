"""Units from a table; the key is the name."""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from venuedesk.core import journal
from venuedesk.core.journal import Imported
from venuedesk.core.people import Unit
from venuedesk.core.people.rules import NAME_LENGTH
from venuedesk.exchange import plans
from venuedesk.exchange.cells import CODE, Column, Fault, Row
from venuedesk.exchange.drafts import UnitDraft
from venuedesk.exchange.plans import NOBODY, Differing, New, Plan, Reading, Sorted, Watch
from venuedesk.i18n import N_, _

COLUMNS = (
    Column("name", N_("Unit"), ("单位", "单位名称", "名称", "工会", "工会名称", "基层工会", "name"), required=True),
    Column("kind", N_("Unit kind"), ("单位类别", "单位性质", "性质", "类别", "kind")),
    Column("contact", N_("Contact"), ("联系人", "负责人")),
    Column("phone", N_("Phone"), ("电话", "手机", "联系电话", "手机号"), CODE),
    Column("note", N_("Note"), ("备注",)),
)
_COMPARED = tuple((c.title, c.field) for c in COLUMNS[1:])


def read(path: Path, watch: Watch = NOBODY) -> Reading[UnitDraft]:
    """The units of a table."""
    return plans.read_table(path, COLUMNS, _draft, watch)


def _draft(row: Row) -> UnitDraft | Fault:
    for column in COLUMNS[:3]:  # the note may be longer
        if len(row.text(column.field)) > NAME_LENGTH:
            return Fault(_(column.title), _("is longer than {n} characters").format(n=NAME_LENGTH))
    return UnitDraft(*(row.text(c.field) for c in COLUMNS))


def sort(session: Session, reading: Reading[UnitDraft], watch: Watch = NOBODY) -> Plan[UnitDraft]:
    """What importing the units would do."""
    found: Sorted[UnitDraft] = Sorted()
    names = (Unit.id, Unit.name, Unit.kind, Unit.contact, Unit.phone, Unit.note)
    standing = {row.name: row for row in session.execute(select(*names))}
    seen: dict[str, int] = {}
    for line, draft in reading.drafts:
        if draft.name in seen:
            found.reject(line, _("Unit"), _("stands twice, first on line {n}").format(n=seen[draft.name]))
            continue
        seen[draft.name] = line
        row = standing.get(draft.name)
        if row is None:
            found.new.append(New(line, draft))
            continue
        changes = plans.differences((_(t), getattr(row, f), getattr(draft, f)) for t, f in _COMPARED)
        if changes:
            found.differing.append(Differing(line, draft, row.id, draft.name, changes))
        else:
            found.equal += 1
    return plans.plan_of(plans.UNITS, session, reading, found)


def take(session: Session, plan: Plan[UnitDraft], *, update: bool, now: datetime, watch: Watch = NOBODY) -> Imported:
    """Write the plan."""
    total = len(plan.new)
    for done, block in enumerate(plans.blocks(plan.new)):
        watch.tell(done * plans.BLOCK, total)
        add(session, [{f.field: getattr(n.draft, f.field) for f in COLUMNS} for n in block])
    for one in plan.differing if update else ():
        unit = session.get_one(Unit, one.id)
        for _title, name in _COMPARED:
            if getattr(one.draft, name):
                setattr(unit, name, getattr(one.draft, name))
    return plans.imported(plan, update=update)


def add(session: Session, rows: Sequence[dict[str, Any]]) -> range:
    """Insert units and return their ids in order."""
    table: Any = Unit.__table__
    return journal.insert_many(session, table, rows)
