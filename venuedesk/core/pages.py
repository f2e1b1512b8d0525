"""Pages: the part of a long list that is shown, and how long the list is."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Generic, TypeVar, overload

Row = TypeVar("Row")
LENGTH = 200  # rows of one page


@dataclass(frozen=True)
class Page(Generic[Row]):
    """Some rows of a list, and the number of all of them; used like the tuple of its rows.

    ``open_ended``: there are more than ``total``, and they were not counted.
    """

    rows: tuple[Row, ...]
    total: int
    open_ended: bool = False

    def __len__(self) -> int:
        return len(self.rows)

    def __iter__(self) -> Iterator[Row]:
        return iter(self.rows)

    @overload
    def __getitem__(self, place: int) -> Row: ...
    @overload
    def __getitem__(self, place: slice) -> tuple[Row, ...]: ...
    def __getitem__(self, place: int | slice) -> Row | tuple[Row, ...]:
        return self.rows[place]
