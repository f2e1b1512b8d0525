"""Sounds: the pinyin and the initials of names and titles, with heteronyms; and typed pinyin parted into syllables.

What is known of readings stands in resources/pinyin, which installer/pinyin.py makes out of pypinyin: loading that
itself would take 0.3 s and 58 MB at the first name that is saved.
"""

import re
from dataclasses import dataclass
from functools import cache
from itertools import pairwise, product

from venuedesk.core.search.words import folded, tokens
from venuedesk.paths import resource

MOST_READINGS = 24  # combinations of heteronyms kept for one name
WHOLE = 24  # letters kept of a whole title's pinyin
MOST_SPLITS = 6  # ways to part a typed word into syllables

# What a token of sound begins with, so that a search looks through tokens of its kind only.
INITIALS, PINYIN, SYLLABLE = "1", "2", "3"  # of a whole name or title: all initials, all letters, the first syllable
FIRST = "4"  # its first initial
TWO, THREE, PAIR, ANY_SYLLABLE = "5", "6", "7", "8"  # from any place: initials; two syllables (0 between), one

# surnames whose reading differs from the everyday one, the surname's first
_SURNAMES = {
    "单": "shan", "曾": "zeng", "解": "xie", "仇": "qiu", "朴": "piao", "盖": "ge", "区": "ou", "任": "ren",
    "查": "zha", "覃": "qin tan", "翟": "zhai di", "尉": "wei yu", "缪": "miao mou", "折": "she", "繁": "po",
    "召": "shao", "员": "yun", "乐": "yue le", "洗": "xian", "冼": "xian", "黑": "he", "秘": "bi", "种": "chong",
    "祭": "zhai", "那": "na", "宓": "mi fu", "车": "che", "隗": "wei kui", "句": "gou", "褚": "chu", "宁": "ning",
    "牟": "mou mu", "莘": "shen xin", "谌": "chen shen", "撒": "sa", "佴": "nai", "应": "ying", "纪": "ji",
    "过": "guo", "葛": "ge", "藏": "zang", "万": "wan mo", "长": "zhang chang", "晟": "cheng sheng", "哈": "ha",
    "柏": "bai bo", "华": "hua", "燕": "yan", "令": "ling", "相": "xiang", "贾": "jia", "石": "shi", "占": "zhan",
    "兴": "xing", "朝": "chao", "都": "du", "曲": "qu", "谷": "gu", "尹": "yin", "邵": "shao", "卜": "bu", "瞿": "qu",
    "重": "chong", "少": "shao", "不": "fou", "适": "kuo", "郗": "xi chi", "逄": "pang", "乜": "nie", "俞": "yu",
    "沈": "shen", "阚": "kan", "咎": "zan", "仉": "zhang", "禚": "zhuo", "笪": "da", "郇": "xun huan", "殷": "yin",
}  # fmt: skip
_DOUBLE = {
    "万俟": ("mo", "qi"), "尉迟": ("yu", "chi"), "单于": ("chan", "yu"), "长孙": ("zhang", "sun"),
    "澹台": ("tan", "tai"), "令狐": ("ling", "hu"), "宰父": ("zai", "fu"), "皇甫": ("huang", "fu"),
}  # fmt: skip

# every syllable of Mandarin as it is typed: an initial, then what may follow it
_FINALS = """
:a ai an ang ao e ei en eng er o ou
b:a ai an ang ao ei en eng i ian iao ie in ing o u
p:a ai an ang ao ei en eng i ian iao ie in ing o ou u
m:a ai an ang ao e ei en eng i ian iao ie in ing iu o ou u
f:a an ang ei en eng o ou u
d:a ai an ang ao e ei en eng i ia ian iao ie ing iu ong ou u uan ui un uo
t:a ai an ang ao e ei eng i ian iao ie ing ong ou u uan ui un uo
n:a ai an ang ao e ei en eng i ian iang iao ie in ing iu ong ou u uan un uo v ve
l:a ai an ang ao e ei eng i ia ian iang iao ie in ing iu o ong ou u uan un uo v ve
g:a ai an ang ao e ei en eng ong ou u ua uai uan uang ui un uo
k:a ai an ang ao e ei en eng ong ou u ua uai uan uang ui un uo
h:a ai an ang ao e ei en eng ong ou u ua uai uan uang ui un uo
j:i ia ian iang iao ie in ing iong iu u uan ue un
q:i ia ian iang iao ie in ing iong iu u uan ue un
x:i ia ian iang iao ie in ing iong iu u uan ue un
zh:a ai an ang ao e ei en eng i ong ou u ua uai uan uang ui un uo
ch:a ai an ang ao e en eng i ong ou u ua uai uan uang ui un uo
sh:a ai an ang ao e ei en eng i ou u ua uai uan uang ui un uo
r:an ang ao e en eng i ong ou u ua uan ui un uo
z:a ai an ang ao e ei en eng i ong ou u uan ui un uo
c:a ai an ang ao e en eng i ong ou u uan ui un uo
s:a ai an ang ao e en eng i ong ou u uan ui un uo
y:a an ang ao e i in ing o ong ou u uan ue un
w:a ai an ang ei en eng o u
"""


@cache
def syllables() -> frozenset[str]:
    """Every syllable of Mandarin without tone, ü written v."""
    lines = (line.split(":") for line in _FINALS.split("\n") if line)
    return frozenset(initial + final for initial, finals in lines for final in finals.split())


@cache
def _begun() -> frozenset[str]:
    return frozenset(s[:n] for s in syllables() for n in range(1, len(s) + 1))


def split(word: str) -> list[list[str]]:
    """The ways to part typed letters into syllables, the fewest first; the last syllable may be only begun."""
    found: list[list[str]] = []
    _split(word, [], found, set())
    return sorted(found, key=len)[:MOST_SPLITS]


def _split(rest: str, before: list[str], found: list[list[str]], dead: set[int]) -> None:
    """Gather ways to part ``rest``; ``dead`` are the lengths of a rest that cannot be parted, not to be tried again."""
    if len(found) > MOST_SPLITS or len(rest) in dead:
        return
    known = len(found)
    if rest in _begun():
        found.append([*before, rest])
    for n in range(min(6, len(rest) - 1), 0, -1):
        if rest[:n] in syllables():
            _split(rest[n:], [*before, rest[:n]], found, dead)
    if len(found) == known:
        dead.add(len(rest))


# ---------------------------------------------------------------- readings


@cache
def _table(name: str) -> bytes:
    """A table of readings, a line for each character or word in order; as it is on the disk it takes the least room."""
    return resource(f"pinyin/{name}").read_bytes()


def _entries(name: str, begun: str) -> dict[str, tuple[str, ...]]:
    """The characters or words of a table that begin so, with their syllables."""
    table, sought = _table(name), begun.encode()
    low, high = 0, len(table)
    while low < high:
        middle = (low + high) // 2
        line = table.rfind(b"\n", low, middle) + 1 or low
        if table[line : line + len(sought)] < sought:
            low = table.index(b"\n", middle) + 1
        else:
            high = line
    found: dict[str, tuple[str, ...]] = {}
    while table.startswith(sought, low):
        end = table.index(b"\n", low)
        word, *syllables_of = table[low:end].decode().split(" ")
        found[word] = tuple(syllables_of)
        low = end + 1
    return found


@cache
def readings(c: str) -> tuple[str, ...]:
    """The readings of one character, the commonest first; an ASCII token reads as itself, what has none as nothing."""
    return (c,) if c.isascii() else _entries("characters.txt", c).get(c, ())


def _surname(c: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys([*_SURNAMES.get(c, "").split(), *readings(c)]))


def name_readings(name: str) -> list[tuple[str, ...]]:
    """The ways to read a name, one syllable a character, the surname read as a surname first."""
    parts = tokens(name)
    each = [_surname(c) if i == 0 else readings(c) for i, c in enumerate(parts)]
    each = [sounds for sounds in each if sounds]
    double = _DOUBLE.get("".join(parts[:2]))
    ways = [(*double, *rest) for rest in product(*each[2:])] if double else []
    for way in product(*each):
        if len(ways) >= MOST_READINGS:
            break
        ways.append(way)
    return ways[:MOST_READINGS]


def likeliest(name: str) -> list[str]:
    """The likeliest way to read a name."""
    parts = tokens(name)
    double = _DOUBLE.get("".join(parts[:2]))
    each = [_surname(c) if i == 0 else readings(c) for i, c in enumerate(parts)]
    found = [sounds[0] for sounds in each if sounds]
    return [*double, *found[2:]] if double else found


def name_order(name: str) -> str:
    """By what a name is sorted: syllable and character in turn, so that one surname stands together among its like."""
    parts = tokens(name)
    each = [_surname_first(c) if i == 0 else _read_first(c) for i, c in enumerate(parts)]
    double = _DOUBLE.get("".join(parts[:2]), ())
    each[: len(double)] = [f"{sound} {c}" for sound, c in zip(double, parts, strict=False)]
    return " ".join(each)


@cache
def _read_first(c: str) -> str:
    """A character behind its commonest reading; what has none, and an ASCII token, alone."""
    return c if c.isascii() else " ".join((*readings(c)[:1], c))


@cache
def _surname_first(c: str) -> str:
    """The same where it is a surname."""
    return c if c.isascii() else " ".join((*_surname(c)[:1], c))


def name_tokens(name: str) -> tuple[str, str]:
    """How a name is found by sound: as a whole, and by what follows its first characters."""
    whole: dict[str, None] = {}
    inner: dict[str, None] = {}
    for way in name_readings(name):
        letters = [s[0] for s in way]
        for start in range(len(way)):
            kept = inner if start else whole
            kept[INITIALS + "".join(letters[start:])] = None
            kept[PINYIN + "".join(way[start:])] = None
            kept[SYLLABLE + way[start]] = None
        if way:
            whole[FIRST + letters[0]] = None
    return " ".join(whole), " ".join(inner)


def name_asked(word: str) -> tuple[list[str], list[str]]:
    """What to look for when letters are typed for a name: tokens that fit as they are, and tokens that may go on."""
    if len(word) == 1:
        return [FIRST + word], []
    ways = split(word)
    if any(way == [word] for way in ways) and word in syllables():
        return [SYLLABLE + word], [INITIALS + word, *([PINYIN + word] if len(ways) > 1 else [])]
    return [], [INITIALS + word, *([PINYIN + word] if ways else [])]


# ---------------------------------------------------------------- titles

_HAN = re.compile("[㐀-鿿\U00020000-\U0003ffff]")
_BETWEEN_AUTHORS = re.compile(r"[^\w·・.\s]+|\s{2,}")


@cache
def _words_begun(two: str) -> dict[str, tuple[str, ...]]:
    """The words whose reading is known as a whole and that begin with these two characters."""
    return _entries("words.txt", two) if len(two) > 1 else {}


def title_reading(title: str) -> list[str]:
    """The syllables of a title, each word read as its neighbours ask; ASCII runs as they stand."""
    if not _HAN.search(title):
        return [t for t in tokens(title) if t.isascii()]
    parts, found = tokens(title), list[str]()
    i = 0
    while i < len(parts):
        words = _words_begun("".join(parts[i : i + 2]))
        n, word = max(map(len, words), default=1), None
        while n > 1 and not (word := words.get("".join(parts[i : i + n]))):
            n -= 1
        found += word or readings(parts[i])[:1]
        i += n
    return found


def title_tokens(title: str, subtitle: str, authors: str) -> str:
    """How a title is found by sound: by its beginning, and by any run of initials or syllables in it or its authors."""
    whole = title_reading(title)
    ways = [whole, title_reading(subtitle)]
    ways += [likeliest(name[:12]) for name in _BETWEEN_AUTHORS.split(folded(authors), 3)[:3]]
    found = []
    if whole:
        initials = "".join(s[0] for s in whole)
        found = [INITIALS + initials[:WHOLE], PINYIN + "".join(whole)[:WHOLE], SYLLABLE + whole[0], FIRST + initials[0]]
    for way in filter(None, ways):
        letters = [s[0] for s in way]
        twos = [TWO + a + b for a, b in pairwise(letters)]
        found += twos
        found += [THREE + two[1:] + c for two, c in zip(twos, letters[2:], strict=False)]
        found += [f"{PAIR}{a}0{b}" for a, b in pairwise(way)]
        found += [ANY_SYLLABLE + s for s in way]
    return " ".join(found)


@dataclass(frozen=True)
class Sought:
    """Tokens that stand side by side; ``begun``: the last one may go on."""

    tokens: list[str]
    begun: bool = False


def title_begins(word: str) -> list[Sought]:
    """What to look for when typed letters are the beginning of a title, the whole title first."""
    if len(word) == 1:
        return [Sought([FIRST + word])]
    found = [Sought([INITIALS + word[:WHOLE]]), Sought([INITIALS + word[:WHOLE]], begun=True)]
    if word in syllables():
        found.append(Sought([SYLLABLE + word]))
    elif len(word) > 2 and split(word):
        found.append(Sought([PINYIN + word[:WHOLE]], begun=True))
    return found


def title_asked(word: str) -> list[Sought]:
    """What to look for when letters are typed for a title or an author: runs of initials, and of syllables."""
    if len(word) == 1:
        return [Sought([FIRST + word])]
    if len(word) == 2:
        found = [Sought([TWO + word])]
    else:
        found = [Sought([THREE + word[i : i + 3] for i in range(len(word) - 2)])]
    for way in split(word):
        if len(way) > 1:
            found.append(Sought([f"{PAIR}{a}0{b}" for a, b in pairwise(way)], begun=True))
        elif word in syllables() or len(word) > 2:
            found.append(Sought([ANY_SYLLABLE + word], begun=word not in syllables()))
    return found
