"""Bibliographic records: CNMARC and MARC21, as ISO 2709 (UTF-8 or GB18030) and as MARCXML, also inside an SRU answer.

A record that cannot be read is counted and named; the others are read.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import ParseError

from venuedesk.core.books.rules import CODE_LENGTH, TITLE_LENGTH
from venuedesk.core.money import parse_price
from venuedesk.core.texts import fold
from venuedesk.exchange.cells import LONGEST, clean
from venuedesk.exchange.drafts import BookDraft, CopyDraft, Rejected
from venuedesk.exchange.refusals import unreadable
from venuedesk.exchange.sheets import MOST_ROWS, check_file, encoding_of
from venuedesk.exchange.values import book_number
from venuedesk.i18n import N_, _

END_OF_RECORD = b"\x1d"


@dataclass(frozen=True)
class Holdings:
    """Where the items of a record stand: the field, and its subfields for barcode, accession number, price, place."""

    tag: str
    barcode: str
    accession: str = ""
    price: str = ""
    location: str = ""


HOLDINGS = (
    Holdings("906", "b", "c", "r"),
    Holdings("905", "b", "c", "r", "f"),
    Holdings("952", "p", "i", "g", "c"),
    Holdings("852", "p", "t", "9", "c"),
)


@dataclass(frozen=True)
class Field:
    """One field of a record: a control field has ``data``, any other its subfields in order."""

    tag: str
    data: str = ""
    second: str = " "
    subfields: tuple[tuple[str, str], ...] = ()

    def first(self, code: str) -> str:
        """The first subfield of this code, ''  where there is none."""
        return next((v for c, v in self.subfields if c == code), "")

    def all(self, codes: str) -> list[str]:
        """Every filled subfield with one of these codes, in the field's order."""
        return [v for c, v in self.subfields if c in codes and v]


Record = dict[str, list[Field]]


def is_marc(path: Path) -> bool:
    """Whether a file is MARC, told by its first bytes: a leader that starts with five digits, or XML."""
    with path.open("rb") as source:
        start = source.read(64).removeprefix(b"\xef\xbb\xbf").lstrip()
    return start[:1] == b"<" or bool(re.match(rb"\d{5}[a-z ]", start))


def read(path: Path, holdings: Sequence[Holdings] = HOLDINGS) -> Iterator[tuple[int, BookDraft | Rejected]]:
    """Every record as (its number, what it says), or why it cannot be read.

    Of ``holdings`` the first that finds an item in a record is used for it. Refused when the file is no MARC at all.
    """
    check_file(path)
    with path.open("rb") as source:
        xml = source.read(64).removeprefix(b"\xef\xbb\xbf").lstrip()[:1] == b"<"
    n = 0
    for n, record in enumerate(_xml(path) if xml else _iso2709(path), 1):
        if n > MOST_ROWS:
            raise unreadable(path, N_("it has more than {n} rows"), n=MOST_ROWS)
        draft = None if record is None else _draft(record, holdings)
        yield n, draft or Rejected(n, "", _("the record is broken") if record is None else _("the record has no title"))
    if n == 0:
        raise unreadable(path, N_("it has no records"))


# ---------------------------------------------------------------- the two wrappings


def _xml(path: Path) -> Iterator[Record]:
    from defusedxml import DefusedXmlException
    from defusedxml.ElementTree import iterparse

    n = 0
    with path.open(encoding=encoding_of(path)) as source:
        try:
            for _event, element in iterparse(source, forbid_dtd=True):
                if _local(element.tag) != "record":
                    continue
                fields = [_xml_field(e) for e in element if _local(e.tag) in ("controlfield", "datafield")]
                element.clear()
                if fields:
                    n += 1
                    yield _by_tag(fields)
        except (ParseError, DefusedXmlException, UnicodeError, LookupError, ValueError) as error:
            raise unreadable(path, N_("it is broken after record {n}"), n=n) from error


def _local(tag: Any) -> str:
    return str(tag).rpartition("}")[2]


def _xml_field(element: Any) -> Field:
    tag = element.get("tag", "")
    if _local(element.tag) == "controlfield":
        return Field(tag, clean(element.text or ""))
    subfields = tuple((s.get("code", ""), _words(s.text or "")) for s in element)
    return Field(tag, second=element.get("ind2", " "), subfields=subfields)


def _iso2709(path: Path) -> Iterator[Record | None]:
    data = path.read_bytes().removeprefix(b"\xef\xbb\xbf")
    if END_OF_RECORD not in data:
        raise unreadable(path, N_("it is neither MARC nor a table"))
    encodings = _encodings(data)
    start = 0
    while start < len(data):
        end = data.find(END_OF_RECORD, start)
        chunk = data[start : end + 1 if end >= 0 else len(data)].lstrip(b"\r\n \0")
        start = end + 1 if end >= 0 else len(data)
        if chunk.strip(b"\r\n \0\x1a\x1d"):
            yield _iso_record(chunk, encodings)


def _encodings(data: bytes) -> tuple[str, str]:
    """The encodings to try for a record, the likelier first."""
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        good = sum(_fits(one, "utf-8") for one in data.split(END_OF_RECORD)[:1000])
        few = good * 2 < min(1000, data.count(END_OF_RECORD))
        return ("gb18030", "utf-8") if few else ("utf-8", "gb18030")
    return "utf-8", "gb18030"


def _fits(data: bytes, encoding: str) -> bool:
    try:
        data.decode(encoding)
    except UnicodeDecodeError:
        return False
    return True


def _iso_record(chunk: bytes, encodings: tuple[str, str]) -> Record | None:
    import logging
    import warnings

    import pymarc

    logging.getLogger("pymarc").setLevel(logging.ERROR)
    warnings.filterwarnings("ignore", module=r"pymarc\.")
    try:
        raw = pymarc.Record(data=chunk, to_unicode=False)
    except (pymarc.exceptions.PymarcException, ValueError, LookupError, TypeError, AttributeError):
        return None
    for encoding in encodings:
        try:
            return _by_tag([_raw_field(f, encoding) for f in raw.fields])
        except UnicodeDecodeError:
            continue
    return None


def _raw_field(field: Any, encoding: str) -> Field:
    if field.control_field:
        return Field(field.tag, clean(field.data.decode(encoding)))
    subfields = tuple((s.code, _words(s.value.decode(encoding))) for s in field.subfields)
    return Field(field.tag, second=field.indicators.second, subfields=subfields)


def _words(raw: str) -> str:
    return clean(raw)[:LONGEST]


def _by_tag(fields: list[Field]) -> Record:
    record: Record = {}
    for one in fields:
        record.setdefault(one.tag, []).append(one)
    return record


# ---------------------------------------------------------------- what a record says


def _draft(record: Record, holdings: Sequence[Holdings]) -> BookDraft | None:
    return _marc21(record, holdings) if "245" in record else _cnmarc(record, holdings)


def _one(record: Record, tag: str, code: str) -> str:
    return next((v for f in record.get(tag, ()) if (v := f.first(code))), "")


def _many(record: Record, tags: Sequence[str], codes: str, inner: str = "", outer: str = "；") -> str:
    found = [inner.join(f.all(codes)) for tag in tags for f in record.get(tag, ())]
    return outer.join(dict.fromkeys(w for w in found if w))[:LONGEST]


def _cnmarc(record: Record, holdings: Sequence[Holdings]) -> BookDraft | None:
    title = _one(record, "200", "a")
    if not title:
        return None
    price = parse_price(_one(record, "010", "d"))
    fields = record["200"]
    issued = [f.first("b") for f in record.get("801", ()) if f.second == "3"]
    sources = issued or [f.first("b") for f in record.get("801", ())]
    return BookDraft(
        title=title[:TITLE_LENGTH],
        isbn=book_number(_one(record, "010", "a") or _one(record, "091", "a")),
        subtitle=_many(record, ["200"], "e", "：", "："),
        part=_many(record, ["200"], "hi", "，"),
        authors="；".join(v for f in fields for v in f.all("fg"))[:LONGEST]
        or _many(record, ["701", "702", "711"], "a"),
        edition=_one(record, "205", "a"),
        place=_one(record, "210", "a"),
        publisher=_one(record, "210", "c"),
        year=_year(_one(record, "210", "d")),
        pages=_one(record, "215", "a"),
        size=_one(record, "215", "d"),
        price=price.fen,
        gift=price.gift,
        class_number=_one(record, "690", "a"),
        call_number=_call_number(record),
        series=_many(record, ["225"], "a"),
        abstract=_many(record, ["330"], "a") or _many(record, ["300"], "a"),
        subjects=_many(record, ["606", "610"], "axyz", "-"),
        pinyin=_one(record, "200", "A"),
        source=sources[-1] if sources else "",
        control_number=record["001"][0].data if "001" in record else "",
        copies=_copies(record, holdings),
    )


def _marc21(record: Record, holdings: Sequence[Holdings]) -> BookDraft | None:
    title = _bare(_one(record, "245", "a"))
    if not title:
        return None
    price = parse_price(_one(record, "020", "c"))
    imprint = "264" if "264" in record else "260"
    return BookDraft(
        title=title[:TITLE_LENGTH],
        isbn=book_number(_one(record, "020", "a")),
        subtitle=_bare(_one(record, "245", "b")),
        part=_bare(_many(record, ["245"], "np", " ")),
        authors=_bare(_one(record, "245", "c")) or _bare(_many(record, ["100", "700"], "a")),
        edition=_bare(_one(record, "250", "a")),
        place=_bare(_one(record, imprint, "a")),
        publisher=_bare(_one(record, imprint, "b")),
        year=_year(_one(record, imprint, "c")),
        pages=_bare(_one(record, "300", "a")),
        size=_bare(_one(record, "300", "c")),
        price=price.fen,
        gift=price.gift,
        class_number=_one(record, "084", "a") or _one(record, "090", "a"),
        call_number=_many(record, ["090"], "ab", "/") or _many(record, ["084"], "ab", "/"),
        series=_bare(_many(record, ["490"], "a")),
        abstract=_many(record, ["520"], "a"),
        subjects=_bare(_many(record, ["650"], "avxyz", "-")),
        source=(record["003"][0].data if "003" in record else "") or _one(record, "040", "a"),
        control_number=record["001"][0].data if "001" in record else "",
        copies=_copies(record, holdings),
    )


def _bare(words: str) -> str:
    """Words of MARC21 without the punctuation that only joins them to the next subfield."""
    return words.rstrip(" /:;,").removesuffix(" .").rstrip()


def _year(words: str) -> str:
    found = re.search(r"\d{4}", words, re.ASCII)
    return found[0] if found else words[:20]


def _call_number(record: Record) -> str:
    for tag in ("905", "906"):
        for one in record.get(tag, ()):
            parts = one.first("s") or "/".join(one.all("de"))
            if parts:
                return parts
    return _one(record, "690", "a")


def _copies(record: Record, holdings: Sequence[Holdings]) -> tuple[CopyDraft, ...]:
    """The copies by the first profile that finds any; a barcode that stands twice counts once."""
    for profile in holdings:
        found: dict[str, CopyDraft] = {}
        for one in record.get(profile.tag, ()):
            for barcode in (fold(b) for b in one.all(profile.barcode)):
                found.setdefault(barcode, _copy(profile, one, barcode))
        found.pop("", None)
        if found:
            return tuple(found.values())
    return ()


def _copy(profile: Holdings, field: Field, barcode: str) -> CopyDraft:
    def words(code: str) -> str:
        return field.first(code) if code else ""

    price = parse_price(words(profile.price))
    source = "赠" if price.gift else ""
    accession = fold(words(profile.accession))[:CODE_LENGTH]
    return CopyDraft(barcode[:CODE_LENGTH], accession, words(profile.location), price=price.fen, source=source)
