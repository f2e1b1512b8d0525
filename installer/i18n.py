"""Bring resources/locale up to date: gather the texts of venuedesk/, merge them, compile the catalogue.

    python installer/i18n.py            says what has no translation and ends with 1 when something is missing

Translations are typed into resources/locale/zh_CN/LC_MESSAGES/venuedesk.po and this script is run again.
"""

import io
import re
import sys
from datetime import UTC, datetime
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "resources/locale/zh_CN/LC_MESSAGES"
KEYWORDS = {"_": None, "N_": None, "ngettext": (1, 2)}
DAY = datetime(2026, 1, 1, tzinfo=UTC)  # always the same, so that the same texts give the same bytes
# these change at every run and say nothing
NOISE = (
    b"POT-Creation-Date|PO-Revision-Date|Generated-By|Report-Msgid-Bugs-To|Project-Id-Version|Last-Tr\\w+|Language-Team"
)
VOLATILE = re.compile(b'^"(' + NOISE + b"): .*\n", re.MULTILINE)


def gathered() -> Catalog:
    """Return the texts marked in the package, as a catalogue without translations."""
    catalog = Catalog()
    found = extract_from_dir(str(ROOT / "venuedesk"), [("**.py", "python")], keywords=KEYWORDS)
    for name, _line, text, comments, context in found:
        catalog.add(text, locations=[(f"venuedesk/{name}", None)], auto_comments=comments, context=context)
    return catalog


def merged(template: Catalog, path: Path) -> Catalog:
    """Return the catalogue of the file with the texts of the template; what is gone is dropped, nothing is guessed."""
    catalog = Catalog(locale="zh_CN", header_comment="# The texts of VenueDesk in Chinese.", fuzzy=False)
    if path.exists():
        with path.open("rb") as file:
            catalog = read_po(file, locale="zh_CN")
    catalog.update(template, no_fuzzy_matching=True)
    catalog.creation_date = catalog.revision_date = DAY
    return catalog


def po_bytes(catalog: Catalog) -> bytes:
    """Return the catalogue as text sorted by message, the same bytes for the same content."""
    written = io.BytesIO()
    write_po(written, catalog, width=120, sort_output=True, ignore_obsolete=True, include_lineno=False)
    return VOLATILE.sub(b"", written.getvalue())


def untranslated(catalog: Catalog) -> list[str]:
    """Return the texts without a translation or with a doubtful one."""
    lacking = []
    for message in catalog:
        strings = message.string if isinstance(message.string, (tuple, list)) else (message.string,)
        if message.id and (message.fuzzy or not all(strings)):
            lacking.append(message.id if isinstance(message.id, str) else message.id[0])
    return lacking


def main() -> int:
    """Write venuedesk.po and venuedesk.mo; 1 when a text has no translation."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    path = FOLDER / "venuedesk.po"
    catalog = merged(gathered(), path)
    path.write_bytes(po_bytes(catalog))
    with (FOLDER / "venuedesk.mo").open("wb") as file:
        write_mo(file, catalog)
    lacking = untranslated(catalog)
    for text in lacking:
        print("未译 / untranslated:", repr(text))
    print(f"{len(catalog)} texts, {len(lacking)} untranslated")
    return 1 if lacking else 0


if __name__ == "__main__":
    sys.exit(main())
