"""The tables of the journal."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from venuedesk.core.db import Base, Instant

SCHEMA = 1  # the number of the schema that writes now; an older action cannot be undone by reversing its rows


class Action(Base):
    """One gesture: who, when, which command, what the slip said, what was accepted and why."""

    __tablename__ = "actions"
    __table_args__: Any = (
        Index("ix_actions_undoes", "undoes", sqlite_where=text("undoes IS NOT NULL")),
        {"sqlite_autoincrement": True},
    )

    at: Mapped[datetime] = mapped_column(Instant)
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    command: Mapped[str]
    slip: Mapped[str]
    slip_values: Mapped[str]
    accepted: Mapped[str | None]
    reason: Mapped[str | None]
    undoes: Mapped[int | None] = mapped_column(ForeignKey("actions.id"))
    schema: Mapped[int]
    hash: Mapped[bytes]


class Change(Base):
    """One row touched by an action: its changed columns before and after, as JSON, behind a salted digest."""

    __tablename__ = "changes"
    __table_args__: Any = (
        Index("ix_changes_row", "table_name", "row_id"),
        {"sqlite_with_rowid": False},
    )

    id = None  # type: ignore[assignment]  # the key is the action and the place in it
    action_id: Mapped[int] = mapped_column(
        ForeignKey("actions.id", deferrable=True, initially="DEFERRED"), primary_key=True
    )
    n: Mapped[int] = mapped_column(primary_key=True)
    table_name: Mapped[str]
    row_id: Mapped[int]
    before: Mapped[str | None]
    after: Mapped[str | None]
    salt: Mapped[bytes | None]
    digest: Mapped[bytes]
