"""What each figure is: its code, its name, its unit, its definition, and what it is made of.

``version`` is the number of the definition: a figure is never held against one that was counted otherwise, so it goes
up with every change of what is counted.
"""

from dataclasses import dataclass

from venuedesk.i18n import N_

COUNT, AVERAGE, SHARE = "count", "average", "share"


@dataclass(frozen=True)
class Definition:
    """One figure as it is defined; a share or an average is ``of`` a count over another."""

    code: str
    name: str
    unit: str
    text: str
    how: str = COUNT
    version: int = 1


SECTIONS: tuple[tuple[str, str, tuple[Definition, ...]], ...] = (
    (
        "D",
        N_("Opening"),
        (
            Definition(
                "D-01",
                N_("Days open"),
                N_("days"),
                N_("Days on which the venue opens by its calendar, closures taken off."),
            ),
        ),
    ),
    (
        "V",
        N_("Visits"),
        (
            Definition(
                "V-01",
                N_("Visits"),
                N_("person-times"),
                N_("People entering by the doors; a door counts by one source a day, by hand or by gate."),
            ),
            Definition(
                "V-02",
                N_("Visits a day"),
                N_("person-times"),
                N_("Visits ÷ days open; 0 where no day was open."),
                AVERAGE,
            ),
        ),
    ),
    (
        "L",
        N_("Reading room"),
        (
            Definition(
                "L-01", N_("Books lent"), N_("books"), N_("Books lent; renewals and reading on site stand apart.")
            ),
            Definition("L-02", N_("Renewals"), N_("books"), N_("Loans renewed, each time.")),
            Definition("L-03", N_("Returns"), N_("books"), N_("Books taken back.")),
            Definition(
                "L-04", N_("In-house use"), N_("books"), N_("Books read on site, counted when they are put back.")
            ),
            Definition("L-05", N_("Active borrowers"), N_("persons"), N_("Different members who borrowed or renewed.")),
            Definition("L-06", N_("New members"), N_("persons"), N_("Members registered.")),
            Definition("L-07", N_("Books lost"), N_("books"), N_("Loans that ended because the book was lost.")),
        ),
    ),
    (
        "B",
        N_("Rooms"),
        (
            Definition("B-01", N_("Sessions"), N_("sessions"), N_("Bookings that took place.")),
            Definition(
                "B-02",
                N_("Attendances at bookings"),
                N_("person-times"),
                N_("People at sessions: of headcount and sign-ins the larger."),
            ),
            Definition(
                "B-03",
                N_("Minutes used"),
                N_("minutes"),
                N_("Minutes of each space used by sessions within its opening hours, without setup and teardown."),
            ),
            Definition(
                "B-04", N_("Minutes open"), N_("minutes"), N_("Opening hours of each space, extended hours taken off.")
            ),
            Definition("B-05", N_("Use of time"), N_("%"), N_("Minutes used ÷ minutes open."), SHARE),
            Definition(
                "B-06",
                N_("Minutes in extended hours"),
                N_("minutes"),
                N_("Minutes of each space used in extended hours."),
            ),
            Definition(
                "B-07",
                N_("Use of seats"),
                N_("%"),
                N_("People at sessions ÷ the people whom their rooms hold, in the layout that was booked."),
                SHARE,
            ),
        ),
    ),
    (
        "A",
        N_("People served"),
        (
            Definition(
                "A-01",
                N_("Units covered"),
                N_("units"),
                N_("Different units of the members and groups served; “no unit” is none of them."),
            ),
            Definition(
                "A-02",
                N_("Attendances"),
                N_("person-times"),
                N_("Per person, zone, kind of service and day at most one: lending at the desk, a session, a sign-in."),
            ),
            Definition(
                "A-03",
                N_("Persons"),
                N_("persons"),
                N_("Different members served, by card only; never added across months."),
            ),
            Definition(
                "A-04",
                N_("Share of industrial workers"),
                N_("%"),
                N_("Attendances of industrial workers ÷ all attendances, those of unknown category included."),
                SHARE,
            ),
            Definition(
                "A-05",
                N_("Share of frontline workers"),
                N_("%"),
                N_("Attendances of frontline workers ÷ all attendances; the shares overlap and need not add to 100."),
                SHARE,
            ),
            Definition(
                "A-06",
                N_("Share of workers in new employment"),
                N_("%"),
                N_("Attendances of workers in new employment ÷ all attendances."),
                SHARE,
            ),
            Definition(
                "A-07",
                N_("Share of unknown category"),
                N_("%"),
                N_("Attendances whose worker category nobody knows ÷ all attendances."),
                SHARE,
            ),
        ),
    ),
)
BY_CODE: dict[str, Definition] = {one.code: one for _code, _title, found in SECTIONS for one in found}
FOOTNOTES = (
    N_("Corrections of closed months stand on lines of their own and are added to no figure."),
    N_("Persons are counted by card, person-times by event; neither can be had from the other."),
    N_("—— : nothing to compare with: the base is 0, has days that were not counted, or another definition."),
)
