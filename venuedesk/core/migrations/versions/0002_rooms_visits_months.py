"""Rooms, bookings, visits and closed months; events know the space they are about and groups under a free name."""

from alembic import op
from sqlalchemy import Table

from venuedesk.core.db import Base

revision = "0002"
down_revision = "0001"

_NEW = ("spaces", "rooms", "room_spaces", "layouts", "bookings", "occupancy", "doors", "door_days", "sign_ins")
_KEPT = (
    "id, action_id, day, at, kind, zone_id, member_id, unit_id, category_id, industrial, frontline, new_employment,"
    " quantity, minutes, about, reason, source, source_id"
)


def upgrade() -> None:
    """Make the new tables; make events and closed months anew, their rows kept."""
    tables = Base.metadata.tables
    for name in _NEW:
        tables[name].create(op.get_bind())
    _anew(tables["events"], _KEPT)
    _anew(tables["closed_months"], "id, month, closed_at")
    tables["month_papers"].create(op.get_bind())
    columns = "name, counted_by, both_ways, position, since"
    op.execute(f"INSERT INTO doors ({columns}) VALUES ('大门', 'hand', 0, 0, date('now', 'localtime'))")


def _anew(table: Table, kept: str) -> None:
    """Make a table anew with the rows it had; its ids go on where they were."""
    name = table.name
    (seq,) = op.get_bind().exec_driver_sql(f"SELECT coalesce(max(seq), 0) FROM sqlite_sequence WHERE name = '{name}'")
    op.execute(f"ALTER TABLE {name} RENAME TO old_{name}")
    for index in table.indexes:
        op.execute(f"DROP INDEX IF EXISTS {index.name}")
    table.create(op.get_bind())
    op.execute(f"INSERT INTO {name} ({kept}) SELECT {kept} FROM old_{name} ORDER BY id")
    op.execute(f"DROP TABLE old_{name}")
    op.execute(f"DELETE FROM sqlite_sequence WHERE name = '{name}'")
    op.execute(f"INSERT INTO sqlite_sequence (name, seq) VALUES ('{name}', {seq[0]})")
