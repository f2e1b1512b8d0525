"""Words: how any text, kept or typed, becomes the tokens of the search cache.

A token is one non-ASCII letter, or a run of ASCII letters and digits; everything else parts tokens. So no typed text
can be read as an operator of the search engine, and characters of every script and length are found.
"""

import re
import unicodedata

LONGEST = 200  # characters of a typed text that are looked at
MOST = 12  # tokens of a typed text that are looked for

_TOKEN = re.compile(r"[a-z0-9]+|[^\W_]")


def folded(text: str) -> str:
    """The text as it is compared: NFKC, no case, ü as the v that is typed for it."""
    return unicodedata.normalize("NFKC", text).casefold().replace("ü", "v")


def tokens(text: str) -> list[str]:
    """The tokens of a text, in order."""
    return _TOKEN.findall(folded(text))


def joined(text: str) -> str:
    """All letters and digits of a text in one token: how a number is compared, whatever stands between its parts."""
    plain = folded(text)
    return plain if plain.isalnum() else "".join(filter(str.isalnum, plain))


def typed(text: str) -> str:
    """A typed text cut to what is looked at, without control characters and surrogates, spaces made one."""
    spaced = (" " if c.isspace() else c for c in text[:LONGEST])
    clean = "".join(c for c in spaced if unicodedata.category(c)[0] != "C")
    return " ".join(clean.split())


def runs(text: str) -> list[list[str]]:
    """The tokens of a typed text in groups to be found together: neighbouring characters, or one ASCII run alone."""
    found: list[list[str]] = []
    for word in text.split():
        open_run = False
        for token in tokens(word):
            if token.isascii() or not open_run:
                found.append([token])
            else:
                found[-1].append(token)
            open_run = not token.isascii()
    return found[:MOST]


def phrase(wanted: list[str], *, begun: bool = False) -> str:
    """Tokens that stand side by side, as the search engine asks for them; ``begun``: the last one may go on."""
    return f'"{" ".join(wanted)}"' + (" *" if begun else "")
