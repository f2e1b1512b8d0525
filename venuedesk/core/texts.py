"""Texts as they enter: codes folded, names cleaned. Pure."""

import unicodedata

_BIDI = frozenset("\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff")


def fold(raw: str) -> str:
    """A code as it is kept: NFKC, upper case, without spaces and control characters."""
    folded = unicodedata.normalize("NFKC", raw).upper()
    kept = "".join(c for c in folded if not c.isspace() and unicodedata.category(c)[0] != "C")
    return kept if kept == raw else fold(kept)  # what was taken out may let its neighbours combine


def clean(raw: str) -> str:
    """A name or words as they are kept: one line, nothing that cannot be seen, otherwise as typed (never folded)."""
    seen = (" " if c.isspace() else c for c in raw)
    return " ".join("".join(c for c in seen if unicodedata.category(c) not in ("Cc", "Cs") and c not in _BIDI).split())


def clean_lines(raw: str) -> str:
    """The same for a text of several lines."""
    return "\n".join(clean(line) for line in raw.splitlines()).strip()


def masked(number: str) -> str:
    """A phone or card number with its middle hidden: 138****0001; short ones whole."""
    return number if len(number) < 8 else f"{number[:3]}****{number[-4:]}"
