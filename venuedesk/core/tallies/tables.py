"""The table of tallies: the papers that were signed. What they say is sealed by ``closed_months``."""

from typing import Any

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from venuedesk.core.db import Base


class MonthPaper(Base):
    """The PDF of a closed month, as it was printed. It is not journalled: its hash stands in ``closed_months``."""

    __tablename__ = "month_papers"
    __table_args__: Any = ({"sqlite_autoincrement": True},)

    closed_month_id: Mapped[int] = mapped_column(ForeignKey("closed_months.id"), unique=True)
    content: Mapped[bytes]
