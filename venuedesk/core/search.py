"""The search cache: names by characters, pinyin and initials. (Grows with the people and books landing.)"""

from sqlalchemy.orm import Session


def refresh(session: Session, touched: list[tuple[str, int]]) -> None:
    """Bring the cache up to date with the rows that an action touched."""
