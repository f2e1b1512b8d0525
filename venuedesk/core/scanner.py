"""What a scanner or card reader types: measured for the test box, and turned into the code that is on the card.

A reader is a keyboard. A magnetic stripe arrives as ``;6222021234567890=2512…?``; a chip's number arrives in
hexadecimal or decimal, with its bytes in either order, depending on the reader and not on the card. One profile per
venue says what to make of it.
"""

from collections.abc import Sequence
from dataclasses import dataclass, fields

from venuedesk.core.codes import fold

HEX_LENGTHS = (8, 14, 20)  # hexadecimal characters of a chip's number: 4, 7 or 10 bytes
FASTEST_HAND = 30.0  # milliseconds a key; what is faster is no hand
ENTER, TAB, NONE = "enter", "tab", "none"
_HEX = frozenset("0123456789ABCDEF")
_START, _END = (";", "%", "+"), "?"  # the marks of a stripe's tracks


@dataclass(frozen=True)
class Profile:
    """What to make of what the venue's readers type.

    ``strip_marks`` takes the stripe's marks away, ``cut_at_equals`` what stands behind ``=``; ``from_hex`` turns a
    chip's number into decimal; ``reversed_bytes`` turns the order of its bytes first. The last two touch only codes
    that are as long as a chip's number.
    """

    strip_marks: bool = True
    cut_at_equals: bool = True
    from_hex: bool = False
    reversed_bytes: bool = False


def profile_of(words: str) -> Profile:
    """The profile kept in a setting, as ``profile_words`` writes it; '' is the default profile."""
    if not words:
        return Profile()
    kept = set(words.split())
    return Profile(**{one.name: one.name in kept for one in fields(Profile)})


def profile_words(profile: Profile) -> str:
    """A profile as a setting keeps it."""
    return " ".join(one.name for one in fields(Profile) if getattr(profile, one.name)) or "plain"


def code_of(raw: str, profile: Profile) -> str:
    """The folded code in what a reader typed."""
    code = fold(raw)
    if profile.strip_marks and code.startswith(_START):
        code = code[1:].partition(_END)[0]
    if profile.cut_at_equals:
        code = code.partition("=")[0] or code
    if len(code) not in HEX_LENGTHS or not set(code) <= _HEX:
        return code
    if profile.reversed_bytes:
        code = "".join(reversed([code[i : i + 2] for i in range(0, len(code), 2)]))
    if profile.from_hex:
        digits = len(str(16 ** len(code) - 1))
        code = str(int(code, 16)).zfill(digits)
    return code


# ---------------------------------------------------------------- the test box


@dataclass(frozen=True)
class Stroke:
    """One key: the text it gives, ``enter``, ``tab`` or a key's name where it gives none; and when, in seconds."""

    text: str
    at: float


@dataclass(frozen=True)
class Reading:
    """What was typed in one go; ``speed`` is milliseconds a key, None for a single one."""

    raw: str
    speed: float | None
    suffix: str

    @property
    def by_hand(self) -> bool:
        """Whether a hand typed it."""
        return self.speed is None or self.speed >= FASTEST_HAND


def reading(strokes: Sequence[Stroke]) -> Reading:
    """What a run of keys amounts to: its text, its speed and the key at its end."""
    suffix = strokes[-1].text if strokes and strokes[-1].text in (ENTER, TAB) else NONE
    raw = "".join(one.text for one in strokes if len(one.text) == 1)
    speed = None
    if len(strokes) > 1:
        speed = (strokes[-1].at - strokes[0].at) * 1000 / (len(strokes) - 1)
    return Reading(raw, speed, suffix)
