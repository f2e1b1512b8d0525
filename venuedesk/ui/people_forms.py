"""The forms of people: members, units and cards."""

import dataclasses
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QWidget

from venuedesk.core import people
from venuedesk.i18n import N_, _
from venuedesk.ui.books import types_known
from venuedesk.ui.fields import CHOICE, CODE, DAY, LINES, Choices, Field
from venuedesk.ui.forms import Form, open_form

if TYPE_CHECKING:
    from venuedesk.ui.main_window import MainWindow

_CARD_PROBLEMS = ("CardTaken", "CardMissing", "CardTooLong")


@dataclass(frozen=True)
class CardDraft:
    """What the form for a card fills."""

    number: str = ""
    kind: str = "union"
    expires_on: date | None = None


def _card_kinds() -> Choices:
    return [(kind, _(name)) for kind, name in people.CARD_KINDS.items() if kind != "temporary"]


UNIT = (
    Field(N_("Unit name"), "name", required=True, problems=("NameMissing", "NameTaken", "NameTooLong")),
    Field(N_("Kind"), "kind", hint=N_("for example: enterprise, institution, union of a trade"), longest=60),
    Field(N_("Contact"), "contact", longest=60),
    Field(N_("Phone"), "phone", problems=("PhoneOdd",), longest=40),
    Field(N_("Note"), "note", LINES),
)
CARD = (
    Field(N_("Card number"), "number", CODE, required=True, hint=N_("Scan the card"), problems=_CARD_PROBLEMS),
    Field(N_("Card kind"), "kind", CHOICE, required=True, choices=_card_kinds),
    Field(N_("Valid until"), "expires_on", DAY, hint=N_("empty: without end")),
)


def new_unit(window: "MainWindow", parent: QWidget, name: str, take: Callable[[Any], None]) -> Form:
    """The form for a new unit, begun with a name; ``take`` gets its id."""
    return open_form(
        window, _("New unit"), UNIT, people.UnitDraft(name), people.save_unit,
        done=lambda slip: take(slip.unit_id), parent=parent,
    )  # fmt: skip


def member_fields(window: "MainWindow", *, card: bool, member_type: str = "") -> tuple[Field, ...]:
    """The fields of a member; with ``card`` those of a first card too; the type of reader where rules know several."""
    desk = window.desk
    assert desk is not None

    def units() -> Choices:
        return [(row.id, row.name) for row in desk.ask(people.units)]

    def categories() -> Choices:
        return [(row.id, row.name) for row in desk.ask(people.categories)]

    common = (
        Field(N_("Name"), "name", required=True, problems=("NameMissing", "NameTooLong")),
        Field(
            N_("Unit"), "unit_id", CHOICE, required=True, choices=units, problems=("UnitMissing",),
            hint=N_("Type part of the name, or its initials"),
            new=lambda form, name, take: new_unit(window, form, name, take),
        ),
        Field(
            N_("Worker category"), "category_id", CHOICE, required=True, choices=categories,
            problems=("CategoryMissing",),
        ),
        Field(N_("Phone"), "phone", problems=("PhoneOdd",), longest=40),
    )  # fmt: skip
    first_card = (
        Field(N_("Card number"), "card", CODE, hint=N_("Scan the card, or leave it empty"), problems=_CARD_PROBLEMS),
        Field(N_("Card kind"), "card_kind", CHOICE, required=True, choices=_card_kinds),
    )
    types = types_known(window, "member_type", "standard", member_type)
    reader_type = (Field(N_("Type of reader"), "member_type", CHOICE, required=True, choices=lambda: types),)
    rest = (
        Field(N_("Joined on"), "joined_on", DAY, required=True),
        Field(N_("Valid until"), "expires_on", DAY, hint=N_("empty: without end"), problems=("ExpiryBeforeJoining",)),
        Field(N_("Note"), "note", LINES, problems=("NoteTooLong",), longest=2000),
    )
    return (*common, *(first_card if card else ()), *(reader_type if len(types) > 1 else ()), *rest)


def new_member(window: "MainWindow", *, card: str = "", done: Callable[[Any], object] = lambda slip: None) -> Form:
    """The form for a new member, with a first card where one was scanned."""
    desk = window.desk
    assert desk is not None
    no_unit = next((row.id for row in desk.ask(people.units) if not row.counts), 0)
    unknown = next((row.id for row in desk.ask(people.categories) if row.code == people.UNKNOWN), 0)
    draft = people.MemberDraft(name="", unit_id=no_unit, category_id=unknown, joined_on=desk.now().date(), card=card)
    return open_form(window, _("New member"), member_fields(window, card=True), draft, people.save_member, done=done)


def edit_member(window: "MainWindow", row: people.MemberRow) -> Form:
    """The form for a member who is there."""
    names = {f.name for f in dataclasses.fields(people.MemberDraft)} & set(vars(row))
    draft = people.MemberDraft(**{name: getattr(row, name) for name in names}, member_id=row.id)
    title = _("Change {name}").format(name=row.name)
    fields = member_fields(window, card=False, member_type=row.member_type)
    return open_form(window, title, fields, draft, people.save_member)


def new_card(window: "MainWindow", row: people.MemberRow) -> Form:
    """The form for one more card of a member."""
    return open_form(
        window, _("New card for {name}").format(name=row.name), CARD, CardDraft(), people.issue_card,
        wanted=lambda draft: {**vars(draft), "member_id": row.id}, ok=_("Issue"),
    )  # fmt: skip


def replace_card(window: "MainWindow", row: people.MemberRow, old: people.CardRow) -> Form:
    """The form for the card that a member gets for another one, which ends with it."""
    kind = "union" if old.kind == "temporary" else old.kind
    return open_form(
        window, _("Another card for {name}").format(name=row.name), CARD, CardDraft(kind=kind), people.replace_card,
        wanted=lambda draft: {**vars(draft), "card_id": old.id}, ok=_("Issue"),
        words=_("Card {number} then no longer works; loans stay with the member.").format(number=old.number),
    )  # fmt: skip
