"""The tables of lending."""

from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from venuedesk.core.db import Base, Instant


class Loan(Base):
    """A loan of one copy. It is open while ``returned_at`` is empty; a copy has at most one open loan."""

    __tablename__ = "loans"
    __table_args__: Any = (
        CheckConstraint("due_at >= lent_at", name="due"),
        CheckConstraint("returned_at IS NULL OR returned_at >= lent_at", name="returned"),
        CheckConstraint("renewals >= 0", name="renewals"),
        CheckConstraint("(outcome IS NULL) = (returned_at IS NULL)", name="ended"),
        CheckConstraint("outcome IN ('returned', 'lost')", name="outcome"),
        Index("uq_loans_open_copy", "copy_id", unique=True, sqlite_where=text("returned_at IS NULL")),
        Index("ix_loans_copy", "copy_id"),
        Index("ix_loans_member", "member_id", "returned_at"),
        Index("ix_loans_card", "card_id", sqlite_where=text("card_id IS NOT NULL")),
        Index("ix_loans_due", "due_at", sqlite_where=text("returned_at IS NULL")),
        {"sqlite_autoincrement": True},
    )

    copy_id: Mapped[int] = mapped_column(ForeignKey("copies.id"))
    member_id: Mapped[int] = mapped_column(ForeignKey("members.id"))
    card_id: Mapped[int | None] = mapped_column(ForeignKey("cards.id"))  # None: 未带卡
    rule_id: Mapped[int] = mapped_column(ForeignKey("lending_rules.id"))
    lent_at: Mapped[datetime] = mapped_column(Instant)
    due_at: Mapped[datetime] = mapped_column(Instant)
    tentative: Mapped[bool] = mapped_column(default=False)  # 暂定: the holidays of that year are not entered yet
    renewals: Mapped[int] = mapped_column(default=0)
    returned_at: Mapped[datetime | None] = mapped_column(Instant)
    outcome: Mapped[str | None]


class Hold(Base):
    """A member waits for a title. ``ready``: a copy lies at the desk for them."""

    __tablename__ = "holds"
    __table_args__: Any = (
        CheckConstraint("state IN ('waiting', 'ready', 'fulfilled', 'cancelled')", name="state"),
        CheckConstraint("(state = 'ready') <= (copy_id IS NOT NULL)", name="ready_copy"),
        Index(
            "uq_holds_member_title",
            "member_id",
            "title_id",
            unique=True,
            sqlite_where=text("state IN ('waiting', 'ready')"),
        ),
        Index("uq_holds_ready_copy", "copy_id", unique=True, sqlite_where=text("state = 'ready'")),
        Index("ix_holds_title", "title_id", sqlite_where=text("state IN ('waiting', 'ready')")),
        {"sqlite_autoincrement": True},
    )

    title_id: Mapped[int] = mapped_column(ForeignKey("titles.id"))
    member_id: Mapped[int] = mapped_column(ForeignKey("members.id"))
    placed_at: Mapped[datetime] = mapped_column(Instant)
    state: Mapped[str] = mapped_column(default="waiting")
    copy_id: Mapped[int | None] = mapped_column(ForeignKey("copies.id"))
    ready_at: Mapped[datetime | None] = mapped_column(Instant)
