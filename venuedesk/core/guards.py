"""The guards: triggers that refuse illegal states of the file, whoever writes."""

from sqlalchemy import Connection, text

TRIGGERS: dict[str, str] = {}


def install(connection: Connection) -> None:
    """Drop every trigger of the file and create the guards anew."""
    for (name,) in connection.execute(text("SELECT name FROM sqlite_schema WHERE type = 'trigger'")).all():
        connection.execute(text(f'DROP TRIGGER "{name}"'))
    for sql in TRIGGERS.values():
        connection.exec_driver_sql(sql)
