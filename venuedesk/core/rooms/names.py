"""The names of spaces as a clerk writes them: 东厅 + 西厅, 东厅、西厅, 羽毛球馆 1–6号场. Plain values in and out."""

import re

from venuedesk.core.texts import clean

MOST_SPACES = 40  # of one room

_BETWEEN = re.compile(r"[+＋、,，;；\n]")
_RANGE = re.compile(r"(?P<before>.*?)(?<!\d)(?P<first>\d{1,3})\s*[-–—~～〜至到]\s*(?P<last>\d{1,3})(?!\d)(?P<after>.*)")


def names_of_spaces(words: str, *, room: str) -> tuple[str, ...]:
    """The names that ``words`` stand for, in order, each once; of ``room`` itself where they are empty.

    A run of numbers is one name a number (1–6号场 is 1号场 … 6号场); where nothing stands before it, the room's name
    does, so that the courts of two halls are told apart.
    """
    if not clean(words):
        return _numbered(clean(room), "") or (clean(room),)
    before = f"{clean(room)} "
    found = [name for part in _BETWEEN.split(words) for name in _numbered(clean(part), before) or (clean(part),)]
    return tuple(dict.fromkeys(name for name in found if name))


def _numbered(part: str, before: str) -> tuple[str, ...]:
    """The names of a run of numbers, none where the part is no run or a longer one than a room may have."""
    found = _RANGE.fullmatch(part)
    if found is None or not 0 < int(found["last"]) - int(found["first"]) < MOST_SPACES:
        return ()
    start = found["before"] or before
    return tuple(f"{start}{n}{found['after']}" for n in range(int(found["first"]), int(found["last"]) + 1))


def words_of_spaces(names: tuple[str, ...]) -> str:
    """Names of spaces as ``names_of_spaces`` reads them again."""
    return " + ".join(names)
