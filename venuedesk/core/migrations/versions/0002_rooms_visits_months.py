"""Rooms, bookings, visits and closed months; events know the space they are about and groups under a free name.

The tables stand beside this file as text, as they were when this version was released.
"""

from pathlib import Path

from alembic import op

revision = "0002"
down_revision = "0001"

_ANEW = {  # tables that are made anew, and what of their rows is kept
    "events": "id, action_id, day, at, kind, zone_id, member_id, unit_id, category_id, industrial, frontline,"
    " new_employment, quantity, minutes, about, reason, source, source_id",
    "closed_months": "id, month, closed_at",
}


def upgrade() -> None:
    """Make the new tables; make events and closed months anew, their rows and the next id kept."""
    connection = op.get_bind()
    for name in _ANEW:
        indexes = "SELECT name FROM sqlite_schema WHERE type = 'index' AND sql IS NOT NULL AND tbl_name = ?"
        for (index,) in connection.exec_driver_sql(indexes, (name,)).all():
            connection.exec_driver_sql(f"DROP INDEX {index}")
        connection.exec_driver_sql(f"ALTER TABLE {name} RENAME TO old_{name}")
    for statement in Path(__file__).with_suffix(".sql").read_text("utf-8").split(";\n\n"):
        connection.exec_driver_sql(statement)
    for name, kept in _ANEW.items():
        connection.exec_driver_sql(f"INSERT INTO {name} ({kept}) SELECT {kept} FROM old_{name} ORDER BY id")
        seq = "SELECT coalesce(max(seq), 0) FROM sqlite_sequence WHERE name = ?"
        (last,) = connection.exec_driver_sql(seq, (f"old_{name}",)).one()
        connection.exec_driver_sql(f"DROP TABLE old_{name}")
        connection.exec_driver_sql("DELETE FROM sqlite_sequence WHERE name = ?", (name,))
        connection.exec_driver_sql("INSERT INTO sqlite_sequence (name, seq) VALUES (?, ?)", (name, last))
    connection.exec_driver_sql(
        "INSERT INTO doors (name, counted_by, both_ways, position, since)"
        " VALUES ('大门', 'hand', 0, 0, date('now', 'localtime'))"
    )
