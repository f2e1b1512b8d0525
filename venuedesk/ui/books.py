"""The forms of books: titles and copies."""

import dataclasses
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from venuedesk.core import books, house
from venuedesk.i18n import N_, _
from venuedesk.ui.fields import CHOICE, CODE, DAY, LINES, NUMBER, Choices, Field
from venuedesk.ui.forms import Form, open_form

if TYPE_CHECKING:
    from venuedesk.ui.main_window import MainWindow

_PRICE = Field(N_("Price"), "price", hint=N_("68.00, or 赠 for a gift"), longest=60)
TITLE = (
    Field(N_("Title"), "title", required=True, problems=("TitleMissing",), longest=500),
    Field(N_("Subtitle"), "subtitle", longest=500),
    Field(N_("Part"), "part"),
    Field("ISBN", "isbn", CODE, hint=N_("Scan the code on the back"), longest=40),
    Field(N_("Authors"), "authors", longest=500),
    Field(N_("Publisher"), "publisher"),
    Field(N_("Place"), "place"),
    Field(N_("Year"), "year", longest=40),
    Field(N_("Edition"), "edition"),
    Field(N_("Class number"), "class_number", hint=N_("for example I247.57")),
    Field(N_("Call number"), "call_number"),
    _PRICE,
    Field(N_("Extent"), "pages"),
    Field(N_("Size"), "size"),
    Field(N_("Series"), "series", longest=500),
    Field(N_("Subjects"), "subjects", longest=500),
    Field(N_("Abstract"), "abstract", LINES, wide=True, longest=10_000),
)


def types_known(window: "MainWindow", column: str, first: str, now: str) -> Choices:
    """The types of readers (member_type) or books (item_type) that the lending rules know, and the one in hand."""
    desk = window.desk
    assert desk is not None
    rules = desk.ask(house.lending_rules, day=desk.now().date())
    known = dict.fromkeys([first, *(getattr(rule, column) for rule in rules), now or first])
    return [(one, house.type_words(one, "")) for one in known if one != "*"]


def _of_copies(window: "MainWindow", item_type: str) -> tuple[Field, ...]:
    return (
        Field(N_("Location"), "location", hint=N_("for example: ground floor")),
        Field(
            N_("Item type"), "item_type", CHOICE, required=True, problems=("ItemTypeMissing",),
            choices=lambda: types_known(window, "item_type", "book", item_type),
        ),
        Field(N_("Source"), "source", hint=N_("bought, gift …")),
        _PRICE,
        Field(N_("Acquired on"), "acquired_on", DAY, required=True),
        Field(N_("Note"), "note", LINES, longest=2000),
    )  # fmt: skip


def _price_words(row: Any) -> str:
    """A kept price as the form has it."""
    words = "" if row.price is None else f"{row.price // 100}.{row.price % 100:02}"
    return f"赠{words}" if getattr(row, "gift", False) else words


def new_title(window: "MainWindow", *, isbn: str = "", done: Callable[[Any], object] = lambda slip: None) -> Form:
    """The form for a new title."""
    draft = books.TitleDraft("", isbn=isbn)
    return open_form(window, _("New title"), TITLE, draft, books.save_title, done=done, columns=2)


def edit_title(window: "MainWindow", row: books.TitleRow) -> Form:
    """The form for a title of the catalogue."""
    names = {f.name for f in dataclasses.fields(books.TitleDraft)} & set(vars(row))
    values = {name: getattr(row, name) for name in names} | {"price": _price_words(row)}
    draft = books.TitleDraft(**values, title_id=row.id)
    return open_form(
        window, _("Change “{title}”").format(title=row.title), TITLE, draft, books.save_title, columns=2
    )


def add_copies(window: "MainWindow", row: books.TitleRow) -> Form:
    """The form for new copies of a title; the numbers follow the last ones."""
    desk = window.desk
    assert desk is not None
    form = (
        Field(
            N_("Number of copies"), "number", NUMBER, required=True, least=1, most=books.MOST_COPIES,
            problems=("NumberOdd", "OneBarcode"),
        ),
        Field(
            N_("Barcode"), "barcode", CODE, hint=N_("empty: the next numbers are given"),
            problems=("BarcodeTaken", "BarcodeTooLong"),
        ),
        *_of_copies(window, "book"),
    )  # fmt: skip
    draft = books.CopiesDraft(row.id, acquired_on=desk.now().date(), price=_price_words(row))
    title = _("New copies of “{title}”").format(title=row.title)
    return open_form(window, title, form, draft, books.add_copies, ok=_("Add"))


def edit_copy(window: "MainWindow", copy_id: int) -> Form | None:
    """The form for one copy."""
    desk = window.desk
    assert desk is not None
    row = desk.ask(books.copy, copy_id=copy_id)
    if row is None:
        return None
    form = (
        Field(
            N_("Barcode"), "barcode", CODE, required=True,
            problems=("BarcodeTaken", "BarcodeMissing", "BarcodeTooLong"),
        ),
        Field(N_("Accession number"), "accession", longest=64),
        *_of_copies(window, row.item_type),
    )  # fmt: skip
    names = {f.name for f in dataclasses.fields(books.CopyDraft)} & set(vars(row))
    values = {name: getattr(row, name) for name in names} | {"price": _price_words(row)}
    draft = books.CopyDraft(copy_id=row.id, **values)
    title = _("Change copy {barcode} of “{title}”").format(barcode=row.barcode, title=row.title)
    return open_form(window, title, form, draft, books.save_copy)
