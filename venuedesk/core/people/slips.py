"""The slips of people: what is now true of a unit, a category, a member, a card."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from venuedesk.core.people.rules import masked
from venuedesk.core.people.tables import Card, Category, Member, Unit
from venuedesk.core.slips import Slip, look_up_many, named, names_by, shown
from venuedesk.i18n import _, day_text


@dataclass(frozen=True)
class UnitSaved(Slip):
    """A unit was added or changed."""

    unit_id: int
    unit: str = named("unit_by_id")

    def __str__(self) -> str:
        """Which."""
        return _("Unit saved: {unit}").format(unit=self.unit)


@dataclass(frozen=True)
class UnitRetired(Slip):
    """A unit takes no new members; those it has stay."""

    unit_id: int
    unit: str = named("unit_by_id")

    def __str__(self) -> str:
        """Which."""
        return _("Unit retired: {unit}").format(unit=self.unit)


@dataclass(frozen=True)
class CategorySaved(Slip):
    """A worker category was added or changed; events keep the flags of their day."""

    category_id: int
    category: str = named("category_by_id")

    def __str__(self) -> str:
        """Which."""
        return _("Category saved: {category}").format(category=self.category)


@dataclass(frozen=True)
class CategoryRetired(Slip):
    """A worker category takes no new members; those it has stay."""

    category_id: int
    category: str = named("category_by_id")

    def __str__(self) -> str:
        """Which."""
        return _("Category retired: {category}").format(category=self.category)


@dataclass(frozen=True)
class MemberSaved(Slip):
    """A member was changed, or is new (``joined``), perhaps with a first card."""

    member_id: int
    joined: bool
    card_id: int | None = None
    member: str = named("member")
    number: str = named("card_number")
    notices: tuple[str, ...] = shown()

    def __str__(self) -> str:
        """Who."""
        if not self.joined:
            return _("Member saved: {member}").format(member=self.member)
        if self.card_id is None:
            return _("New member: {member}").format(member=self.member)
        return _("New member: {member}, card {number}").format(member=self.member, number=self.number)


@dataclass(frozen=True)
class MemberRetired(Slip):
    """A member left: no longer found, nothing lent; the cards are blocked."""

    member_id: int
    member: str = named("member")

    def __str__(self) -> str:
        """Who."""
        return _("Member retired: {member}").format(member=self.member)


@dataclass(frozen=True)
class MemberBack(Slip):
    """A member who had left is one again; cards are issued anew."""

    member_id: int
    member: str = named("member")

    def __str__(self) -> str:
        """Who."""
        return _("Member again: {member}").format(member=self.member)


@dataclass(frozen=True)
class MemberErased(Slip):
    """A person's name, numbers and notes are gone from the file; what was counted stays."""

    member_id: int

    def __str__(self) -> str:
        """That it is done, without a name."""
        return _("The person was erased; the figures stay as they are.")


@dataclass(frozen=True)
class CardIssued(Slip):
    """A card was given to a member."""

    member_id: int
    card_id: int
    member: str = named("member")
    number: str = named("card_number")

    def __str__(self) -> str:
        """Which card, to whom."""
        return _("Card {number} issued to {member}").format(number=self.number, member=self.member)


@dataclass(frozen=True)
class CardLost(Slip):
    """A card was reported lost: its number is blocked; a temporary card is given, loans stay with the member."""

    member_id: int
    card_id: int
    temporary_id: int
    until: date
    temporary: str
    member: str = named("member")
    number: str = named("card_number")

    def __str__(self) -> str:
        """What is blocked, and what to write on the temporary card."""
        words = _("{member}: card {number} is blocked. Temporary card {temporary}, valid until {until}.")
        return words.format(
            member=self.member, number=self.number, temporary=self.temporary, until=day_text(self.until)
        )


@dataclass(frozen=True)
class CardBlocked(Slip):
    """A card was blocked; loans stay with the member."""

    member_id: int
    card_id: int
    member: str = named("member")
    number: str = named("card_number")

    def __str__(self) -> str:
        """Which card, whose."""
        return _("Card {number} of {member} is blocked").format(number=self.number, member=self.member)


@dataclass(frozen=True)
class CardReplaced(Slip):
    """A member's card was changed for another number."""

    member_id: int
    card_id: int
    old_card_id: int
    member: str = named("member")
    number: str = named("card_number")

    def __str__(self) -> str:
        """The new card, whose."""
        return _("New card {number} for {member}; the old one no longer works").format(
            number=self.number, member=self.member
        )


@dataclass(frozen=True)
class CardActive(Slip):
    """A lost or blocked card works again; temporary cards given for it have ended."""

    member_id: int
    card_id: int
    member: str = named("member")
    number: str = named("card_number")

    def __str__(self) -> str:
        """Which card, whose."""
        return _("Card {number} of {member} works again").format(number=self.number, member=self.member)


@dataclass(frozen=True)
class TemporaryReturned(Slip):
    """A temporary card was handed back."""

    member_id: int
    card_id: int
    member: str = named("member")
    number: str = named("card_number")

    def __str__(self) -> str:
        """Which card, whose."""
        return _("Temporary card {number} of {member} is back").format(number=self.number, member=self.member)


# ---------------------------------------------------------------- texts looked up again


_number = names_by("card_id", select(Card.id, Card.number))


def _card_numbers(session: Session, values: list[dict[str, Any]]) -> list[str]:
    return [masked(number) for number in _number(session, values)]


look_up_many("member", names_by("member_id", select(Member.id, Member.name)))
look_up_many("unit_by_id", names_by("unit_id", select(Unit.id, Unit.name)))
look_up_many("category_by_id", names_by("category_id", select(Category.id, Category.name)))
look_up_many("card_number", _card_numbers)
