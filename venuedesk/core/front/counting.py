"""``Counting``: the line on the page of visitors, with the door and the zone that are chosen there.

The grammar is one table. What acts at once needs no Enter, so that a hand on the number pad never waits.
"""

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from venuedesk.core import bookings, codes, house, people, search, visits
from venuedesk.core.errors import impossible
from venuedesk.core.front.line import REFUSED, SHOWN, Answer, Front
from venuedesk.core.front.scan import CHOICES
from venuedesk.core.front.state import Choose, Option
from venuedesk.i18n import _

ONE, BACK, DOOR, ZONE, GROUP, OTHER = "one", "back", "door", "zone", "group", "other"


@dataclass(frozen=True)
class Rule:
    """One line of the grammar: what is typed, what it means, and whether it acts without Enter."""

    typed: str
    means: str
    at_once: bool = True


GRAMMAR = (
    Rule(r"\+", ONE),
    Rule(r"-", BACK),
    Rule(r"/([1-9])", DOOR),
    Rule(r"\*([1-9])", ZONE),
    Rule(r"([0-9]{1,3})", GROUP, at_once=False),
)  # anything else, ended by Enter, is a code or a name


@dataclass(frozen=True)
class Meaning:
    """What a line means; ``number`` is the digit or the size of the group."""

    what: str
    number: int = 0


def meaning(text: str, *, ended: bool) -> Meaning | None:
    """What stands in the line means; None while it is not ended and means nothing yet."""
    plain = unicodedata.normalize("NFKC", text).replace("\u2212", "-").strip()
    for rule in GRAMMAR:
        found = re.fullmatch(rule.typed, plain, re.ASCII)
        if found and (ended or rule.at_once):
            return Meaning(rule.means, int(found[1]) if found.groups() else 0)
    return Meaning(OTHER) if ended else None


@dataclass
class Counting:
    """What the page of visitors holds between two gestures: the door at which one counts, and where cards sign in.

    They sign in to the zone, or to the booking whose slip was scanned here, until a zone is chosen or it is over.
    """

    front: Front
    door_id: int = 0
    zone_id: int = 0
    booking_id: int = 0

    def __post_init__(self) -> None:
        """Begin at the first door and the first zone, where none is chosen."""
        if not self.door_id:
            self.door_id = self.doors()[0].id
        if not self.zone_id:
            self.zone_id = self.zones()[0][0]

    def doors(self) -> list[visits.DoorRow]:
        """The doors in use."""
        return self.front.desk.ask(visits.doors)

    def zones(self) -> list[tuple[int, str]]:
        """The zones in use: id and name."""
        return self.front.desk.ask(house.zones)

    def session(self) -> bookings.BookingRow | None:
        """The booking of today to which cards sign in until its end; None where it is the zone."""
        row = self.front.desk.ask(bookings.booking, booking_id=self.booking_id) if self.booking_id else None
        if row is None or not may_come_to(row):
            return None
        now = self.front.desk.now()
        return row if row.starts_at.date() <= now.date() and now < row.ends_at else None

    # ------------------------------------------------------------ the line

    def typed(self, text: str) -> Answer | None:
        """Do what stands in the line where it acts at once; None while it means nothing yet."""
        found = meaning(text, ended=False)
        return None if found is None else self._do(found)

    def entered(self, text: str, *, tick: float) -> Answer | None:
        """Do what was ended by Enter; None where it is done from any page (a book, the slip of a booking)."""
        option = next((o for o in self.front.state.options if o.key == codes.fold(text)), None)
        if option is not None and option.action == "member":
            self._forget_options()
            return self.sign_in(option.id, None)
        found = meaning(text, ended=True)
        assert found is not None
        return self._code(text, tick) if found.what == OTHER else self._do(found)

    def _do(self, found: Meaning) -> Answer | None:
        self._forget_options()
        if found.what in (DOOR, ZONE):
            return self.choose_door(found.number) if found.what == DOOR else self.choose_zone(found.number)
        return self.count({ONE: 1, BACK: -1}.get(found.what, found.number))

    def _forget_options(self) -> None:
        self.front.state = replace(self.front.state, options=())

    # ------------------------------------------------------------ what it means

    def count(self, count: int) -> Answer:
        """Count people at the chosen door, or take the last ones back."""
        return self._perform(visits.count_visitors, door_id=self.door_id, count=count)

    def choose_door(self, number: int) -> Answer:
        """Choose the door of a number."""
        found = next((door for door in self.doors() if door.number == number), None)
        if found is None:
            return _refused("NoSuchDoor", _("There is no door {n}.").format(n=number))
        self.door_id = found.id
        return Answer(SHOWN, _("Counting at {door}").format(door=found.name))

    def choose_zone(self, number: int) -> Answer:
        """Choose the zone of a number for sign-ins."""
        zones = self.zones()
        if number > len(zones):
            return _refused("NoSuchZone", _("There is no zone {n}.").format(n=number))
        self.booking_id = 0
        self.zone_id, name = zones[number - 1]
        return Answer(SHOWN, _("Signing in to {zone}").format(zone=name))

    def sign_in(self, member_id: int, card_id: int | None) -> Answer:
        """Sign a member in to the chosen booking, in its zone, or to the chosen zone."""
        session = self.session()
        zone_id, booking_id = (self.zone_id, None) if session is None else (session.zone_id, session.id)
        who: dict[str, Any] = {"member_id": member_id, "card_id": card_id}
        return self._perform(visits.sign_in_member, **who, zone_id=zone_id, booking_id=booking_id)

    def _code(self, text: str, tick: float) -> Answer | None:
        """A card signs in, letters are a name; what nobody knows is refused here, so that the page stays in front."""
        if self.front.question is not None:
            return self.front.scan(text, tick=tick)
        self._forget_options()
        folded = codes.fold(text)
        found = self.front.desk.ask(codes.what_is, code=folded)
        if len(found) == 1 and found[0].kind == codes.CARD:
            cards = self.front.desk.ask(people.cards_numbered, number=folded)
            return self.sign_in(next(c.member_id for c in cards if c.id == found[0].id), found[0].id)
        if found:
            if [one.kind for one in found] == [codes.BOOKING]:
                self.booking_id = found[0].id
            return None
        return self._name(text, folded, tick)

    def _name(self, text: str, folded: str, tick: float) -> Answer | None:
        hits = None if folded.isdigit() else self.front.desk.ask(search.members_like, words=text, limit=CHOICES)
        if not hits:
            return self.front.scan(text, tick=tick)
        if len(hits) == 1:
            return self.sign_in(hits[0].id, None)
        options = tuple(_option(n, hit) for n, hit in enumerate(hits, 1))
        self.front.state = replace(self.front.state, options=options)
        slip = Choose(hits.total)
        return Answer(SHOWN, str(slip), options=options, slip=slip)

    def _perform(self, command: Callable[..., Any], **wanted: Any) -> Answer:
        return self.front.perform(command, now=self.front.desk.now(), **wanted)


def may_come_to(row: bookings.BookingRow) -> bool:
    """Whether people may still come to a booking and sign in to it."""
    return row.state in (bookings.BOOKED, bookings.ARRIVED)


def session_words(row: bookings.BookingRow) -> str:
    """A booking to which people come, as it is chosen."""
    return f"{row.starts_at:%H:%M} {row.room} {row.holder}"


def _option(number: int, hit: Any) -> Option:
    return Option(str(number), f"{hit.name} {hit.unit} {hit.phone_tail}".strip(), "member", hit.id)


def _refused(code: str, words: str) -> Answer:
    return Answer(REFUSED, words, problems=(impossible(code, words),))
