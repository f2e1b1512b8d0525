"""The rules of people: plain values in and out."""

import re
from datetime import date, timedelta

from venuedesk.core.errors import Problem, ask, impossible
from venuedesk.core.people.rows import CategoryDraft, MemberDraft, UnitDraft
from venuedesk.core.texts import clean, fold
from venuedesk.core.texts import masked as masked
from venuedesk.i18n import N_, _

NAME_LENGTH = 200
NOTE_LENGTH = 2000
CARD_LENGTH = 64
TEMPORARY_DAYS = 30  # a temporary card works so long, the first day not counted

_PHONE = re.compile(r"\+?[0-9(][0-9()-]{2,24}(?:[转,;*/][0-9()-]{1,24})*")
_CODE = re.compile(r"[a-z][a-z0-9_]{0,39}")

CARD_STATES = {
    "active": N_("active"),
    "lost": N_("reported lost"),
    "blocked": N_("blocked"),
    "replaced": N_("replaced"),
}
CARD_KINDS = {
    "union": N_("Union card"),
    "bank": N_("Bank card"),
    "electronic": N_("Electronic card"),
    "temporary": N_("Temporary card"),
}


def phone_kept(raw: str) -> str:
    """A phone number as it is kept: folded, without spaces."""
    return fold(raw).replace("—", "-").replace("–", "-")


# ---------------------------------------------------------------- expiry


def is_expired(expires_on: date | None, today: date) -> bool:
    """Whether something valid until ``expires_on`` (that day included; None: for ever) no longer holds today."""
    return expires_on is not None and expires_on < today


def valid_until(member_until: date | None, card_until: date | None) -> date | None:
    """The last day on which the card serves the member: the earlier of both; None: for ever."""
    ends = [day for day in (member_until, card_until) if day is not None]
    return min(ends, default=None)


def temporary_until(issued: date) -> date:
    """The last day of a temporary card."""
    return issued + timedelta(days=TEMPORARY_DAYS)


# ---------------------------------------------------------------- problems


def _length(words: str, most: int, code: str, what: str) -> list[Problem]:
    if len(words) <= most:
        return []
    text = _("{what} may have at most {n} characters.").format(what=what, n=most)
    return [impossible(code, text, length=len(words))]


def problems_of_name(raw: str, missing: str) -> list[Problem]:
    """What stands against a name; ``missing`` is said when it is empty."""
    name = clean(raw)
    return _length(name, NAME_LENGTH, "NameTooLong", _("A name")) if name else [impossible("NameMissing", missing)]


def problems_of_phone(raw: str) -> list[Problem]:
    """What stands against a phone number; none is needed."""
    phone = phone_kept(raw)
    if not phone or _PHONE.fullmatch(phone):
        return []
    return [impossible("PhoneOdd", _("“{phone}” is no phone number.").format(phone=phone[:40]), phone=phone)]


def problems_of_unit_values(draft: UnitDraft) -> list[Problem]:
    """What stands against the values of a unit by themselves."""
    found = problems_of_name(draft.name, _("A unit needs a name."))
    found += problems_of_phone(draft.phone)
    found += _length(draft.contact, NAME_LENGTH, "ContactTooLong", _("A contact"))
    found += _length(draft.kind, NAME_LENGTH, "KindTooLong", _("A kind"))
    return found + _length(draft.note, NOTE_LENGTH, "NoteTooLong", _("A note"))


def problems_of_category_values(draft: CategoryDraft) -> list[Problem]:
    """What stands against the values of a category by themselves."""
    found = problems_of_name(draft.name, _("A category needs a name."))
    if not _CODE.fullmatch(draft.code):
        words = _("A category's code is small letters, digits and _, beginning with a letter.")
        found.append(impossible("CodeOdd", words, entered=draft.code))
    return found


def problems_of_member_values(draft: MemberDraft) -> list[Problem]:
    """What stands against the values of a member by themselves."""
    found = problems_of_name(draft.name, _("A member needs a name."))
    found += problems_of_phone(draft.phone)
    if not draft.member_type.strip():
        found.append(impossible("TypeMissing", _("A member needs a member type.")))
    if draft.expires_on is not None and draft.expires_on < draft.joined_on:
        found.append(impossible("ExpiryBeforeJoining", _("The membership would expire before it begins.")))
    return found + _length(draft.note, NOTE_LENGTH, "NoteTooLong", _("A note"))


def problems_of_number(raw: str, issued: date, expires_on: date | None) -> list[Problem]:
    """What stands against a card's number and last day by themselves."""
    number = fold(raw)
    if not number:
        return [impossible("CardMissing", _("A card needs a number."))]
    found = _length(number, CARD_LENGTH, "CardTooLong", _("A card number"))
    if is_expired(expires_on, issued):
        found.append(ask("CardExpired", _("This card has already expired."), expires=str(expires_on)))
    return found
