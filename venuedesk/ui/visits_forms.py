"""The forms of visits: an hour entered afterwards, and a group that signs in."""

from collections.abc import Callable
from dataclasses import dataclass, make_dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from venuedesk.core import bookings, house, people, visits
from venuedesk.core.desk import Desk
from venuedesk.core.front.counting import may_come_to, session_words
from venuedesk.i18n import N_, _
from venuedesk.ui.fields import CHOICE, DAY, NUMBER, Field
from venuedesk.ui.forms import Form, open_form
from venuedesk.ui.people_forms import new_unit

if TYPE_CHECKING:
    from venuedesk.ui.main_window import MainWindow

SET, ADD = "set", "add"
MOST_PEOPLE = 9_999


@dataclass(frozen=True)
class HourDraft:
    """What the form for an hour fills; without an hour it is a gate's reading of the whole day."""

    door_id: int
    day: date
    hour: int | None
    count: int | None = None
    way: str = SET
    reason: str = ""


class HourForm(Form):
    """The reason stands in the form; left out, it is asked for where one is needed."""

    def confirm(self) -> None:
        """Enter the hour, with the reason that is there."""
        reason = next(e for e in self.editors if e.field.name == "reason").text().strip()
        if not self._standing:
            self._run(frozenset(("HourReason",)) if reason else frozenset(), reason)


def enter_hour(window: "MainWindow", draft: HourDraft) -> Form:
    """The form for the visits of an hour that was not counted, or counted wrong."""
    desk = window.desk
    assert desk is not None
    doors = [(door.id, _door_words(door)) for door in desk.ask(visits.doors, with_retired=True)]
    ways = [(SET, _("is this many")), (ADD, _("add this many"))]
    about_day = ("MonthClosed", "DayMarked", "TwoSources", "HourAhead", "DayOdd")
    fields = (
        Field(N_("Count or reading"), "count", NUMBER, required=True, most=100_000, problems=("CountOdd",)),
        Field(N_("Hour"), "hour", NUMBER, most=23, hint=N_("0 to 23; empty: a gate's whole day"),
              problems=("HourMissing", "HourOdd", "HourAndDay")),
        Field(N_("Day"), "day", DAY, required=True, problems=about_day),
        Field(N_("Door"), "door_id", CHOICE, required=True, choices=lambda: doors, problems=("DoorRetired",)),
        Field(N_("How"), "way", CHOICE, required=True, choices=lambda: ways),
        Field(N_("Reason"), "reason", hint=N_("why it is entered afterwards")),
    )  # fmt: skip
    form = HourForm(
        *(window, _("Enter an hour"), fields, draft, visits.set_hour),
        wanted=lambda d: {
            "door_id": d.door_id, "day": d.day, "hour": d.hour, "count": d.count, "adding": d.way == ADD,
        },
        ok=_("Enter the count"),
    )  # fmt: skip
    form.open()
    form.editors[0].widget.setFocus()
    return form


def _door_words(door: visits.DoorRow) -> str:
    """A door that is no more in use can still have an hour of a day before."""
    return door.name if door.retired_at is None else _("{door} (taken out)").format(door=door.name)


def sign_in_group(window: "MainWindow", zone_id: int, done: Callable[[Any], object]) -> Form:
    """The form for a group: a unit or a free name, how many, and how many of each category as far as known.

    A group that comes to a booking is counted with its headcount, in its zone; its unit needs no naming.
    """
    desk = window.desk
    assert desk is not None
    units = [(row.id, row.name) for row in desk.ask(people.units)]
    categories = [row for row in desk.ask(people.categories) if row.code != people.UNKNOWN]
    zones, sessions = desk.ask(house.zones), _sessions(desk)
    parts = {f"part_{row.id}": row.id for row in categories}
    names = [("zone_id", int), ("unit_id", Any), ("group_name", str), ("headcount", Any), ("booking_id", Any)]
    draft_of = make_dataclass("GroupSplit", [*names, *((name, Any) for name in parts)], frozen=True)
    draft = draft_of(zone_id, None, "", None, None, *(None for _name in parts))
    fields = (
        Field(N_("Unit"), "unit_id", CHOICE, choices=lambda: units, hint=N_("name or initials"),
              problems=("PartyMissing", "UnitMissing"),
              new=lambda form, name, take: _new_unit(window, form, name, units, take)),
        Field(N_("Or a group's name"), "group_name", hint=N_("a group without a unit"), longest=120,
              problems=("TwoParties", "NameTooLong")),
        Field(N_("How many people"), "headcount", NUMBER, required=True, least=1, most=MOST_PEOPLE,
              problems=("HeadcountMissing", "PartsTooMany")),
        Field(N_("Zone"), "zone_id", CHOICE, required=True, choices=lambda: zones, problems=("ZoneRetired",)),
        *([Field(N_("For a booking"), "booking_id", CHOICE, hint=N_("counted in its headcount"),
                 choices=lambda: [(id_, session_words(row)) for id_, row in sessions.items()],
                 problems=("BookingOver",))] if sessions else ()),
        *(Field(row.name, f"part_{row.id}", NUMBER, most=MOST_PEOPLE) for row in categories),
    )  # fmt: skip

    def wanted(filled: Any) -> dict[str, Any]:
        split = tuple((id_, n) for name, id_ in parts.items() if (n := getattr(filled, name)))
        booked = sessions.get(filled.booking_id)
        zone, unit = filled.zone_id, filled.unit_id
        if booked is not None:
            zone, unit = booked.zone_id, unit or (None if filled.group_name else booked.unit_id)
        group = visits.GroupDraft(
            zone_id=zone, headcount=filled.headcount, unit_id=unit, group_name=filled.group_name, parts=split,
            booking_id=filled.booking_id,
        )  # fmt: skip
        return {"draft": group}

    return open_form(
        window, _("Group sign-in"), fields, draft, visits.sign_in_group, wanted=wanted, done=done, ok=_("Sign in"),
        words=_("The category of the rest is unknown. The door is counted by itself."), columns=2,
    )  # fmt: skip


def _sessions(desk: Desk) -> dict[int, bookings.BookingRow]:
    """Today's bookings to which a group may still come, by their ids."""
    found = desk.ask(bookings.day, day=desk.now().date())
    return {row.id: row for row in found if may_come_to(row)}


def _new_unit(window: "MainWindow", form: Any, name: str, units: list[Any], take: Callable[[Any], None]) -> None:
    """A unit that is not there yet: it joins the list of the form."""

    def joined(unit_id: int) -> None:
        assert window.desk is not None
        units[:] = [(row.id, row.name) for row in window.desk.ask(people.units)]
        take(unit_id)

    new_unit(window, form, name, joined)
