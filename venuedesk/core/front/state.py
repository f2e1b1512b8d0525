"""What the desk has in hand between two scans, and the slips of a scan that changes nothing."""

from dataclasses import dataclass

from venuedesk.core import slips
from venuedesk.i18n import _

CIRCULATION, RENEWAL, SHELVING = "circulation", "renewal", "shelving"


@dataclass(frozen=True)
class Option:
    """One way to go on, chosen by the digit ``key``."""

    key: str
    text: str
    action: str  # member, copy, title, in_house, lend, end_booking, no_show
    id: int


@dataclass(frozen=True)
class State:
    """What the desk has in hand between two scans."""

    mode: str = CIRCULATION
    member_id: int | None = None
    card_id: int | None = None
    lent: tuple[int, ...] = ()  # copies lent to this member since the card was shown
    returned: tuple[int, ...] = ()  # copies taken back since the last card
    renewed: tuple[int, ...] = ()  # copies renewed since the last card, or since renewing began
    passed: tuple[str, ...] = ()  # problems of this reader that were said yes to: they are not asked again at each book
    waiting_copy: int | None = None  # a copy to be lent to the next card
    options: tuple[Option, ...] = ()


@dataclass(frozen=True)
class MemberShown(slips.Slip):
    """A member is at the desk."""

    member_id: int
    outstanding: int
    overdue: int
    member: str = slips.named("member")
    unit: str = slips.named("unit")
    notices: tuple[str, ...] = slips.shown()

    def __str__(self) -> str:
        """Who, and how many books they have."""
        said = _("{member} ({unit}): {n} books out").format(member=self.member, unit=self.unit, n=self.outstanding)
        return said + (_(", {n} overdue").format(n=self.overdue) if self.overdue else "")


@dataclass(frozen=True)
class CopyShown(slips.Slip):
    """A copy without a member: what it is, and what can be done."""

    copy_id: int
    title: str = slips.named("title")
    barcode: str = slips.named("barcode")
    again: bool = False
    notices: tuple[str, ...] = slips.shown()

    def __str__(self) -> str:
        """Which copy, and that a second scan of a return counts nothing."""
        if self.again:
            return _("“{title}” ({barcode}) was just returned; nothing was counted again.").format(
                title=self.title, barcode=self.barcode
            )
        return _("“{title}” ({barcode}) is on the shelf.").format(title=self.title, barcode=self.barcode)


@dataclass(frozen=True)
class Choose(slips.Slip):
    """More than one thing fits; a digit chooses."""

    count: int

    def __str__(self) -> str:
        """How to choose."""
        return _("{n} fit; choose by its number.").format(n=self.count)


@dataclass(frozen=True)
class CardAwaited(slips.Slip):
    """A copy waits to be lent to the next card."""

    copy_id: int
    title: str = slips.named("title")

    def __str__(self) -> str:
        """What to do."""
        return _("Scan the card of the reader who takes “{title}”.").format(title=self.title)


@dataclass(frozen=True)
class TitleShown(slips.Slip):
    """A title of which no copy is on the shelf, or whose page is to be opened."""

    title_id: int
    title: str = slips.named("title")
    notices: tuple[str, ...] = slips.shown()

    def __str__(self) -> str:
        """Which title."""
        return _("“{title}”: no copy is on the shelf.").format(title=self.title)


@dataclass(frozen=True)
class Scanned:
    """The state after a scan, and what it says."""

    state: State
    slip: slips.Slip


def mode_words(mode: str) -> str:
    """What a mode does, for the clerk."""
    return {
        CIRCULATION: _("Lend and return"),
        RENEWAL: _("Renew: scan the books"),
        SHELVING: _("Shelving: every scan is one in-house use"),
    }[mode]
