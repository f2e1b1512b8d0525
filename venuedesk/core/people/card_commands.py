"""The commands for cards, and what stands against each."""

from collections.abc import Collection
from datetime import date, datetime

from sqlalchemy import select, text
from sqlalchemy.orm import Session

from venuedesk.core.errors import Problem, ask, ask_why, decide, impossible
from venuedesk.core.people import queries, rules, slips
from venuedesk.core.people.tables import Card, Member
from venuedesk.core.texts import clean, fold
from venuedesk.i18n import _, day_text

NOTHING: frozenset[str] = frozenset()


def problems_of_card(session: Session, *, number: str, today: date, expires_on: date | None = None) -> list[Problem]:
    """What stands against giving out a card of this number."""
    found = rules.problems_of_number(number, today, expires_on)
    for card in queries.cards_numbered(session, number=fold(number))[:1]:
        holder = session.get_one(Member, card.member_id).name
        if card.state == "active":
            words = _("Card {number} is {holder}'s.").format(number=rules.masked(card.number), holder=holder)
            way_out = _("Scan it to open the member, or report it lost first.")
            found.append(impossible("CardTaken", words, way_out, holder=holder, member=card.member_id))
        else:
            words = _("Card {number} was {holder}'s and is {state}.").format(
                number=rules.masked(card.number), holder=holder, state=_(rules.CARD_STATES[card.state])
            )
            found.append(ask("CardWasEnded", words, holder=holder, member=card.member_id, state=card.state))
    return found


def issue_card(
    session: Session,
    *,
    member_id: int,
    number: str,
    now: datetime,
    kind: str = "union",
    expires_on: date | None = None,
    accepted: Collection[str] = NOTHING,
    reason: str = "",
) -> slips.CardIssued:
    """Give a member a card; Refused with CardTaken where another active card has its number."""
    found = problems_of_card(session, number=number, today=now.date(), expires_on=expires_on)
    decide([*_gone(session, member_id), *found], accepted)
    card = new_card(session, member_id, fold(number), kind, expires_on, now)
    return slips.CardIssued(
        member_id, card.id, member=session.get_one(Member, member_id).name, number=rules.masked(card.number)
    )


def report_card_lost(session: Session, *, card_id: int, now: datetime, reason: str = "") -> slips.CardLost:
    """Block the number of a lost card and give a temporary one; loans stay with the member."""
    card, who = _active(session, card_id)
    decide(_gone(session, card.member_id))
    end(card, "lost", now, reason)
    until = rules.temporary_until(now.date())
    temporary = new_card(session, card.member_id, _next_temporary(session), "temporary", until, now)
    return slips.CardLost(
        card.member_id, card_id, temporary.id, until, temporary.number, member=who, number=rules.masked(card.number)
    )


def block_card(
    session: Session, *, card_id: int, now: datetime, accepted: Collection[str] = NOTHING, reason: str = ""
) -> slips.CardBlocked:
    """Block a card; loans stay with the member. Without a reason it asks WhyBlocked: a yes alone is none."""
    card, who = _active(session, card_id)
    if not clean(reason):
        words = _("Block card {number} of {member}?").format(number=rules.masked(card.number), member=who)
        decide([ask_why("WhyBlocked", words, _("Write the reason, then F9."))])
    end(card, "blocked", now, reason)
    return slips.CardBlocked(card.member_id, card_id, member=who, number=rules.masked(card.number))


def replace_card(
    session: Session,
    *,
    card_id: int,
    number: str,
    now: datetime,
    kind: str = "union",
    expires_on: date | None = None,
    accepted: Collection[str] = NOTHING,
    reason: str = "",
) -> slips.CardReplaced:
    """End a card (a temporary one, a worn one) and give its member another number."""
    old, who = _active(session, card_id)
    found = problems_of_card(session, number=number, today=now.date(), expires_on=expires_on)
    decide([*_gone(session, old.member_id), *found], accepted)
    end(old, "replaced", now, reason)
    session.flush()
    card = new_card(session, old.member_id, fold(number), kind, expires_on, now)
    return slips.CardReplaced(old.member_id, card.id, card_id, member=who, number=rules.masked(card.number))


def reactivate_card(session: Session, *, card_id: int, now: datetime) -> slips.CardActive:
    """Let a lost or blocked card work again; temporary cards of its member end."""
    card = session.get_one(Card, card_id)
    who = session.get_one(Member, card.member_id).name
    found = _gone(session, card.member_id)
    if card.state not in ("lost", "blocked"):
        words = _("Card {number} is {state}.")
        state = _(rules.CARD_STATES[card.state])
        found.append(impossible("CardNotEnded", words.format(number=rules.masked(card.number), state=state)))
    else:
        found += [p for p in problems_of_card(session, number=card.number, today=now.date()) if p.code == "CardTaken"]
    decide(found)
    for temporary in active_cards(session, card.member_id):
        if temporary.kind == "temporary":
            end(temporary, "replaced", now, "")
    card.state, card.ended_at, card.reason = "active", None, ""
    return slips.CardActive(card.member_id, card_id, member=who, number=rules.masked(card.number))


def return_temporary(session: Session, *, card_id: int, now: datetime) -> slips.TemporaryReturned:
    """Take a temporary card back; its number is not given again."""
    card, who = _active(session, card_id)
    if card.kind != "temporary":
        words = _("Card {number} is no temporary card.").format(number=rules.masked(card.number))
        decide([impossible("NotTemporary", words)])
    end(card, "replaced", now, "")
    return slips.TemporaryReturned(card.member_id, card_id, member=who, number=card.number)


# ---------------------------------------------------------------- helpers


def _gone(session: Session, member_id: int) -> list[Problem]:
    member = session.get_one(Member, member_id)
    if member.retired_at is None:
        return []
    return [impossible("MemberRetired", _("{member} is no longer a member.").format(member=member.name))]


def _active(session: Session, card_id: int) -> tuple[Card, str]:
    """The card and its member's name; Refused with CardNotActive where it no longer works."""
    card = session.get_one(Card, card_id)
    if card.state != "active":
        ended = "" if card.ended_at is None else day_text(card.ended_at.date())
        words = _("Card {number} is {state} since {day}.").format(
            number=rules.masked(card.number), state=_(rules.CARD_STATES[card.state]), day=ended
        )
        decide([impossible("CardNotActive", words, state=card.state)])
    return card, session.get_one(Member, card.member_id).name


def active_cards(session: Session, member_id: int) -> list[Card]:
    """The cards of a member that work."""
    return list(session.scalars(select(Card).where(Card.member_id == member_id, Card.state == "active")))


def end(card: Card, state: str, now: datetime, reason: str) -> None:
    """End a card with a state and a reason."""
    card.state, card.ended_at, card.reason = state, now, clean(reason)


def new_card(
    session: Session, member_id: int, number: str, kind: str, expires_on: date | None, now: datetime
) -> Card:
    """Give a member a card of a folded number."""
    card = Card(member_id=member_id, number=number, kind=kind, issued_at=now, expires_on=expires_on)
    session.add(card)
    session.flush()
    return card


def _next_temporary(session: Session) -> str:
    """T and six digits, never given before: they follow the cards' ids."""
    n = int(session.scalar(text("SELECT seq FROM sqlite_sequence WHERE name = 'cards'")) or 0) + 1
    while queries.cards_numbered(session, number=f"T{n:06}"):
        n += 1
    return f"T{n:06}"
