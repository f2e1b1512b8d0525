"""Make resources/pinyin: the readings of characters and words that the search needs, out of pypinyin.

    python installer/pinyin.py

pypinyin takes 0.3 s and 58 MB to load; these two files a fraction of both. ``characters.txt`` has a character and its
readings a line, the commonest first, without those that occur in no word; ``words.txt`` a word of two to four
characters and its syllables. Tones are left out, ü is v.
"""

import sys
from functools import cache
from pathlib import Path

from pypinyin.constants import PHRASES_DICT, PINYIN_DICT
from pypinyin.contrib.tone_convert import to_normal

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "resources/pinyin"
LONGEST = 4  # characters of a word

sys.path.insert(0, str(ROOT))


@cache
def plain(sound: str) -> str:
    """Return a syllable without its tone."""
    from venuedesk.core.search.words import folded

    return folded(to_normal(sound))


def characters() -> dict[str, list[str]]:
    """Return the readings of every character that occur in words; all of them where none does."""
    used: dict[str, set[str]] = {}
    for word, sounds in PHRASES_DICT.items():
        for c, sound in zip(word, sounds, strict=False):
            used.setdefault(c, set()).add(plain(sound[0]))
    found = {}
    for code, sounds in PINYIN_DICT.items():
        known = list(dict.fromkeys(plain(s) for s in sounds.split(",") if s))
        lives = used.get(chr(code), set())
        found[chr(code)] = [s for s in known if s in lives or s == known[0] or not lives]
    return found


def words() -> dict[str, list[str]]:
    """Return the syllables of every word that is looked up as a whole."""
    short = ((word, sounds) for word, sounds in PHRASES_DICT.items() if 1 < len(word) <= LONGEST and sounds)
    return {word: [plain(sound[0]) for sound in sounds] for word, sounds in short}


def main() -> int:
    """Write both files."""
    FOLDER.mkdir(exist_ok=True)
    for name, found in (("characters.txt", characters()), ("words.txt", words())):
        lines = sorted(f"{text} {' '.join(sounds)}" for text, sounds in found.items() if sounds)
        (FOLDER / name).write_text("\n".join(lines) + "\n", "utf-8")
        print(f"{name}: {len(lines)} lines")
    return 0


if __name__ == "__main__":
    sys.exit(main())
