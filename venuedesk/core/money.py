"""Money: prices as books and catalogues print them. Pure; whole fen."""

import re
import unicodedata
from dataclasses import dataclass

DEAREST = 10_000_000_00  # fen; more is a misprint

_AMOUNT = re.compile(r"(?<![\d.,])(\d{1,3}(?:,\d{3})+|\d{1,8})(?:\.(\d{1,2}))?(?![\d.,])", re.ASCII)
_FOREIGN = re.compile(
    r"HKD|USD|TWD|NTD|MOP|EUR|GBP|JPY|KRW|SGD|AUD|CAD|JP¥|[$€£₩円]|港币|港元|美元|台币|日元|欧元|英镑", re.ASCII
)


@dataclass(frozen=True)
class Price:
    """A price in fen (None where none in yuan is printed), whether it was a gift, and the words where they say more."""

    fen: int | None
    gift: bool = False
    note: str = ""


def parse_price(raw: str) -> Price:
    """The price that is printed: ``CNY68.00``, ``¥68``, ``68元``, ``CNY赠90.00``; empty gives none.

    A price in other money, or no single amount, gives no fen and the words as a note: it is never guessed.
    """
    words = "".join(unicodedata.normalize("NFKC", raw).upper().split())
    gift = "赠" in words
    amounts = _AMOUNT.findall(words)
    if not words:
        return Price(None)
    if _FOREIGN.search(words) or len(amounts) != 1 or "-" in words:
        bare = words in ("CNY", "RMB", "¥", "元", "赠", "赠阅", "赠送", "CNY赠")
        return Price(None, gift, "" if bare else " ".join(raw.split())[:40])
    yuan, rest = amounts[0]
    fen = int(yuan.replace(",", "")) * 100 + int((rest + "00")[:2])
    return Price(fen, gift) if fen <= DEAREST else Price(None, gift, words[:40])
