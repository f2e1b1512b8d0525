"""The slips of lending."""

from dataclasses import dataclass
from datetime import date, datetime

from venuedesk.core.slips import Slip, named, shown
from venuedesk.i18n import _, day_text


def due_words(due: date, *, tentative: bool = False) -> str:
    """A due day as it is said: 12月4日 周五, with 暂定 while that year's holidays are not entered."""
    return _("{day} (tentative)").format(day=day_text(due)) if tentative else day_text(due)


@dataclass(frozen=True)
class CheckedOut(Slip):
    """A copy was lent."""

    loan_id: int
    copy_id: int
    member_id: int
    due_at: datetime
    tentative: bool = False
    outstanding: int = 0
    title: str = named("title")
    member: str = named("member")
    barcode: str = named("barcode")
    notices: tuple[str, ...] = shown()

    @property
    def due(self) -> date:
        """The last day to bring it back."""
        return self.due_at.date()

    def __str__(self) -> str:
        """《活着》借给张国胜，应还12月4日 周五."""
        return _("“{title}” lent to {member}, due {due}").format(
            title=self.title, member=self.member, due=due_words(self.due, tentative=self.tentative)
        )


@dataclass(frozen=True)
class CheckedIn(Slip):
    """A copy was taken back."""

    loan_id: int
    copy_id: int
    member_id: int
    days_late: int = 0
    outstanding: int = 0
    title: str = named("title")
    member: str = named("member")
    barcode: str = named("barcode")
    notices: tuple[str, ...] = shown()

    def __str__(self) -> str:
        """《活着》已还（张国胜）, with how late."""
        said = _("“{title}” returned by {member}").format(title=self.title, member=self.member)
        return said + (_(", {n} days late").format(n=self.days_late) if self.days_late else "")


@dataclass(frozen=True)
class Renewed(Slip):
    """A loan was renewed."""

    loan_id: int
    copy_id: int
    member_id: int
    due_at: datetime
    renewals: int = 1
    tentative: bool = False
    title: str = named("title")
    member: str = named("member")
    barcode: str = named("barcode")
    notices: tuple[str, ...] = shown()

    @property
    def due(self) -> date:
        """The new last day."""
        return self.due_at.date()

    def __str__(self) -> str:
        """《活着》已续借（张国胜），新应还日."""
        return _("“{title}” renewed for {member}, now due {due}").format(
            title=self.title, member=self.member, due=due_words(self.due, tentative=self.tentative)
        )


@dataclass(frozen=True)
class InHouseUseRecorded(Slip):
    """One in-house use was counted; ``today`` is how many there are today."""

    copy_id: int
    today: int = 0
    title: str = named("title")
    barcode: str = named("barcode")
    notices: tuple[str, ...] = shown()

    def __str__(self) -> str:
        """室内阅览 +1：《活着》."""
        return _("In-house use: “{title}” ({n} today)").format(title=self.title, n=self.today)


@dataclass(frozen=True)
class AlreadyCounted(Slip):
    """The copy's in-house use was counted a short while ago; nothing was counted again."""

    copy_id: int
    at: datetime
    title: str = named("title")
    barcode: str = named("barcode")

    def __str__(self) -> str:
        """When it was counted."""
        return _("“{title}” was already counted at {at}; nothing was added").format(
            title=self.title, at=f"{self.at:%H:%M}"
        )


@dataclass(frozen=True)
class CopyReportedLost(Slip):
    """A copy is lost; its loan, if any, has ended."""

    copy_id: int
    member_id: int | None = None
    title: str = named("title")
    member: str = named("member")
    barcode: str = named("barcode")

    def __str__(self) -> str:
        """Which copy."""
        return _("“{title}” ({barcode}) reported lost").format(title=self.title, barcode=self.barcode)


@dataclass(frozen=True)
class CopyFound(Slip):
    """A lost copy, or one in repair, is back in stock."""

    copy_id: int
    title: str = named("title")
    barcode: str = named("barcode")
    notices: tuple[str, ...] = shown()

    def __str__(self) -> str:
        """Which copy."""
        return _("“{title}” ({barcode}) is back in stock").format(title=self.title, barcode=self.barcode)


@dataclass(frozen=True)
class HoldPlaced(Slip):
    """A member waits for a title; ``place`` is the place in the queue."""

    hold_id: int
    title_id: int
    member_id: int
    place: int = 1
    title: str = named("title")
    member: str = named("member")

    def __str__(self) -> str:
        """Who waits for what."""
        return _("“{title}” held for {member}, number {place} in the queue").format(
            title=self.title, member=self.member, place=self.place
        )


@dataclass(frozen=True)
class HoldCancelled(Slip):
    """A hold was cancelled."""

    hold_id: int
    title_id: int
    member_id: int
    title: str = named("title")
    member: str = named("member")

    def __str__(self) -> str:
        """Whose hold on what."""
        return _("Hold of {member} on “{title}” cancelled").format(title=self.title, member=self.member)
