"""The rules of books: plain values in and out."""

from venuedesk.core import isbn
from venuedesk.core.books.rows import CopiesDraft, CopyDraft, TitleDraft
from venuedesk.core.errors import Problem, ask, impossible
from venuedesk.core.money import parse_price
from venuedesk.core.texts import clean, clean_lines, fold
from venuedesk.i18n import N_, _

TITLE_LENGTH = 500
TEXT_LENGTH = 2000
CODE_LENGTH = 64
MOST_COPIES = 200  # added at a time
ISBN_LENGTH = 40

TEXTS = (
    "subtitle", "part", "authors", "edition", "publisher", "place", "year", "pages", "size", "class_number",
    "call_number", "series", "subjects", "pinyin",
)  # fmt: skip
STATES = {
    "in_stock": N_("in stock"),
    "lost": N_("lost"),
    "withdrawn": N_("withdrawn"),
    "repair": N_("in repair"),
}


def isbn_kept(raw: str) -> str:
    """A book number as it is kept: in its one form where it is valid, otherwise as printed."""
    number = isbn.parse(raw)
    return fold(raw)[:ISBN_LENGTH] if number is None else number.text


def numbered(prefix: str, n: int, width: int) -> str:
    """A running number as it is printed: B000123."""
    return f"{prefix}{n:0{width}}"


def texts_kept(draft: TitleDraft) -> dict[str, str]:
    """The texts of a title as they are kept."""
    texts = {name: clean(getattr(draft, name)) for name in TEXTS}
    return texts | {"title": clean(draft.title), "abstract": clean_lines(draft.abstract), "isbn": isbn_kept(draft.isbn)}


def problems_of_price(raw: str) -> list[Problem]:
    """What stands against a price as it was typed; none is needed."""
    price = parse_price(raw)
    if not price.note:
        return []
    words = _("“{price}” is no price in yuan.").format(price=price.note)
    return [ask("PriceOdd", words, _("Say yes to leave the price empty."), price=price.note)]


def problems_of_title_values(draft: TitleDraft) -> list[Problem]:
    """What stands against the values of a title by themselves."""
    found = []
    texts = texts_kept(draft)
    if not texts["title"]:
        found.append(impossible("TitleMissing", _("A book needs a title.")))
    most = {"title": TITLE_LENGTH, "abstract": 5 * TEXT_LENGTH}
    too_long = [name for name, words in texts.items() if len(words) > most.get(name, TEXT_LENGTH)]
    if too_long:
        words = _("A text may have at most {n} characters.").format(n=most.get(too_long[0], TEXT_LENGTH))
        found.append(impossible("TextTooLong", words, fields=tuple(too_long)))
    if draft.isbn.strip() and isbn.parse(draft.isbn) is None:
        words = _("“{isbn}” is no valid ISBN.").format(isbn=draft.isbn.strip()[:ISBN_LENGTH])
        way_out = _("Compare it with the book; say yes if it is printed so.")
        found.append(ask("IsbnWrong", words, way_out, isbn=draft.isbn))
    return found + problems_of_price(draft.price)


def problems_of_barcode(raw: str) -> list[Problem]:
    """What stands against a barcode by itself."""
    if not fold(raw):
        return [impossible("BarcodeMissing", _("A copy needs a barcode."))]
    if len(fold(raw)) > CODE_LENGTH:
        return [impossible("BarcodeTooLong", _("A barcode may have at most {n} characters.").format(n=CODE_LENGTH))]
    return []


def problems_of_copy_values(draft: CopiesDraft | CopyDraft) -> list[Problem]:
    """What stands against the values of a copy by themselves, but for its barcode."""
    found = problems_of_price(draft.price)
    if not draft.item_type.strip():
        found.append(impossible("ItemTypeMissing", _("A copy needs an item type.")))
    if max(len(draft.location), len(draft.source), len(draft.note)) > TEXT_LENGTH:
        words = _("A text may have at most {n} characters.").format(n=TEXT_LENGTH)
        found.append(impossible("TextTooLong", words))
    return found


def problems_of_number(draft: CopiesDraft) -> list[Problem]:
    """What stands against adding so many copies at once."""
    if not 1 <= draft.number <= MOST_COPIES:
        words = _("Between 1 and {n} copies can be added at once.").format(n=MOST_COPIES)
        return [impossible("NumberOdd", words, number=draft.number)]
    if draft.barcode and draft.number > 1:
        return [impossible("OneBarcode", _("One barcode is for one copy."), number=draft.number)]
    return []
