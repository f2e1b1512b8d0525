"""The code on a booking's slip: eight characters without I, O, 0 and 1, the last a check character.

Seven characters are the booking's id, mixed so that neighbours look nothing alike; the mixing is one to one, so that no
two codes are the same. The check is a weighted sum over the field of 32 elements with weights that all differ: every
wrong character and every exchange of two characters is found.
"""

ALPHABET = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"
LENGTH = 8

_BITS = 35  # seven characters of five bits
_MASK = (1 << _BITS) - 1
_FIRST, _SECOND = 0x5A3C96E1B, 0x2F1B3D5A7  # odd, so that multiplying is one to one
_FIELD = 0b100101  # x⁵ + x² + 1, by which the field of 32 elements is built
_VALUES = {character: value for value, character in enumerate(ALPHABET)}


def code_of(booking_id: int) -> str:
    """The code of a booking by its id, which is less than 2³⁵."""
    mixed = _mixed(booking_id)
    values = [mixed >> shift & 31 for shift in range(0, _BITS, 5)]
    return "".join(ALPHABET[value] for value in (*values, _check(values)))


def is_code(text: str) -> bool:
    """Whether a folded text can be the code of a booking: its length, its characters and its check are right."""
    values = [_VALUES.get(character, -1) for character in text]
    return len(values) == LENGTH and min(values) >= 0 and _check(values[:-1]) == values[-1]


def _mixed(number: int) -> int:
    number = number * _FIRST & _MASK
    number ^= number >> 18
    number = number * _SECOND & _MASK
    return number ^ number >> 17


def _check(values: list[int]) -> int:
    """The sum of all values, each times another power of two."""
    total, weight = 0, 2
    for value in values:
        total ^= _times(value, weight)
        weight = _times(weight, 2)
    return total


def _times(one: int, other: int) -> int:
    product = 0
    while other:
        product ^= one if other & 1 else 0
        one = one << 1 ^ (_FIELD if one & 16 else 0)
        other >>= 1
    return product
