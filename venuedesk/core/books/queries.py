"""The queries of books."""

from typing import Any

from sqlalchemy import ColumnElement, Select, func, literal_column, select, text
from sqlalchemy.orm import Session

from venuedesk.core import history, search
from venuedesk.core.books.rows import CopyRow, TitleLine, TitleRow
from venuedesk.core.books.rules import numbered
from venuedesk.core.books.tables import Copy, Title
from venuedesk.core.pages import LENGTH, Page
from venuedesk.core.texts import clean

_TITLE = select(*(getattr(Title, name) for name in TitleRow.__dataclass_fields__))
_COPY: Select[*tuple[Any, ...]] = select(
    Copy.id,
    Copy.title_id,
    Title.title,
    Copy.barcode,
    Copy.accession,
    Copy.location,
    Copy.item_type,
    Copy.source,
    Copy.state,
    Title.call_number,
    Copy.price,
    Copy.acquired_on,
    Copy.note,
).join(Title, Title.id == Copy.title_id)

_HELD: ColumnElement[int] = literal_column(
    "(SELECT count(*) FROM copies c WHERE c.title_id = titles.id AND c.state IN ('in_stock', 'repair'))"
)
_FREE: ColumnElement[int] = literal_column(
    "(SELECT count(*) FROM copies c WHERE c.title_id = titles.id AND c.state = 'in_stock'"
    " AND NOT EXISTS (SELECT 1 FROM loans l WHERE l.copy_id = c.id AND l.returned_at IS NULL))"
)
_LINE: Select[*tuple[Any, ...]] = select(
    Title.id,
    Title.title,
    Title.subtitle,
    Title.authors,
    Title.publisher,
    Title.year,
    Title.isbn,
    Title.class_number,
    Title.call_number,
    Title.price,
    _HELD,
    _FREE,
    Title.retired_at,
)
SORTS: dict[str, Any] = {
    "title": Title.title,
    "authors": Title.authors,
    "year": Title.year,
    "call_number": Title.call_number,
    "newest": Title.id,
}


def title(session: Session, *, title_id: int) -> TitleRow | None:
    """One title, or None."""
    row = session.execute(_TITLE.where(Title.id == title_id)).one_or_none()
    return None if row is None else TitleRow(*row)


def titles(
    session: Session,
    *,
    words: str = "",
    class_number: str = "",
    retired: bool = False,
    sort: str = "newest",
    descending: bool = True,
    limit: int = LENGTH,
    offset: int = 0,
) -> Page[TitleLine]:
    """A page of the catalogue, filtered by words and by the beginning of the class number, sorted by a key of SORTS.

    ``retired`` lists retired titles instead; their words are looked for in the title only.
    """
    kept: list[Any] = [Title.retired_at.is_not(None) if retired else Title.retired_at.is_(None)]
    if class_number.strip():
        kept.append(Title.class_number.startswith(clean(class_number), autoescape=True))
    if words.strip() and retired:
        kept.append(Title.title.contains(clean(words), autoescape=True))
    elif words.strip():
        kept.append(Title.id.in_(search.title_ids(words)))
    column = SORTS[sort]
    order = column.desc() if descending else column.asc()
    shown = select(Title.id).where(*kept).order_by(order, Title.id).limit(limit).offset(offset)
    query = _LINE.where(Title.id.in_(shown)).order_by(order, Title.id)  # copies are counted for the shown ones only
    rows = tuple(TitleLine(*row) for row in session.execute(query))
    return Page(rows, _number(session, kept))


def _number(session: Session, kept: list[ColumnElement[bool]]) -> int:
    """How many titles are kept; all living ones by indexes alone: all, less the retired."""
    count = select(func.count()).select_from(Title)
    if len(kept) == 1 and kept[0].compare(Title.retired_at.is_(None)):
        gone = session.scalar(count.where(Title.retired_at.is_not(None))) or 0
        return (session.scalar(count) or 0) - gone
    return session.scalar(count.where(*kept)) or 0


def copy(session: Session, *, copy_id: int) -> CopyRow | None:
    """One copy, or None."""
    row = session.execute(_COPY.where(Copy.id == copy_id)).one_or_none()
    return None if row is None else CopyRow(*row)


def copies(session: Session, *, title_id: int) -> list[CopyRow]:
    """The copies of a title, by barcode."""
    return [CopyRow(*row) for row in session.execute(_COPY.where(Copy.title_id == title_id).order_by(Copy.barcode))]


def title_history(session: Session, *, title_id: int) -> list[history.HistoryRow]:
    """What was done to a title and its copies, the newest first."""
    found = history.of_row(session, table="titles", row_id=title_id)
    for one in copies(session, title_id=title_id):
        found += history.of_row(session, table="copies", row_id=one.id)
    return sorted(found, key=lambda row: row.action_id, reverse=True)


def sharing(session: Session, *, isbn: str, but: int | None = None) -> list[str]:
    """The titles that bear this (kept) ISBN, ``but`` one."""
    if not isbn:
        return []
    query = select(Title.title).where(Title.isbn == isbn, Title.retired_at.is_(None), Title.id != (but or 0))
    return list(session.scalars(query.order_by(Title.id)))


def open_loan(session: Session, copy_id: int) -> tuple[str, str] | None:
    """Who has the copy and until when (``YYYY-MM-DDTHH:MM:SS``); None while nobody has."""
    row = session.execute(
        text(
            "SELECT m.name, l.due_at FROM loans l JOIN members m ON m.id = l.member_id"
            " WHERE l.copy_id = :id AND l.returned_at IS NULL"
        ),
        {"id": copy_id},
    ).one_or_none()
    return None if row is None else (row[0], row[1])


def set_aside_for(session: Session, copy_id: int) -> str | None:
    """The member for whom the copy lies ready, if any."""
    found = session.scalar(
        text(
            "SELECT m.name FROM holds h JOIN members m ON m.id = h.member_id"
            " WHERE h.copy_id = :id AND h.state = 'ready'"
        ),
        {"id": copy_id},
    )
    return None if found is None else str(found)


# ---------------------------------------------------------------- running numbers


def next_number(session: Session, *, column: str, prefix: str, width: int) -> int:
    """The next running number behind ``prefix`` in ``column`` (barcode or accession); one taken back stays used."""
    while True:
        newest = max(_newest(session, column, prefix, width), _newest_undone(session, column, prefix, width))
        if newest < 10**width - 1:
            return newest + 1
        width += 1


def _newest(session: Session, column: str, prefix: str, width: int) -> int:
    """The greatest number of this width in use, 0 where there is none."""
    found = session.scalar(
        text(
            f"SELECT {column} FROM copies WHERE {column} >= :lo AND {column} < :hi AND length({column}) = :n"
            f" AND substr({column}, :m) NOT GLOB '*[^0-9]*' ORDER BY {column} DESC LIMIT 1"
        ),
        {"lo": prefix + "0", "hi": prefix + ":", "n": len(prefix) + width, "m": len(prefix) + 1},
    )
    return int(found[len(prefix) :]) if found else 0


def _newest_undone(session: Session, column: str, prefix: str, width: int) -> int:
    """The greatest number of copies that were added and taken back, after the newest copy that stands."""
    rows = session.scalars(
        text(
            f"SELECT json_extract(after, '$.{column}') FROM changes WHERE table_name = 'copies' AND before IS NULL"
            " AND row_id > (SELECT coalesce(max(id), 0) FROM copies)"
        )
    )
    numbers = [str(row)[len(prefix) :] for row in rows if str(row).startswith(prefix)]
    wanted = [int(n) for n in numbers if len(n) == width and n.isascii() and n.isdigit()]
    return max(wanted, default=0)


def next_numbers(session: Session, *, column: str, prefix: str, width: int, count: int) -> list[str]:
    """The next ``count`` running numbers, as they are printed."""
    first = next_number(session, column=column, prefix=prefix, width=width)
    return [numbered(prefix, n, width) for n in range(first, first + count)]
