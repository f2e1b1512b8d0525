"""The lending rules: how many books, how long, how often renewed; changed from a day on."""

from dataclasses import fields
from datetime import date
from typing import TYPE_CHECKING

from venuedesk.core import house
from venuedesk.core.house import RuleDraft, RuleRow
from venuedesk.i18n import N_, _
from venuedesk.ui.fields import CHOICE, DAY, NUMBER, YES, Field
from venuedesk.ui.forms import open_form
from venuedesk.ui.settings.section import ADD, CHANGE, Section
from venuedesk.ui.table import Column, Table

if TYPE_CHECKING:
    from venuedesk.ui.main_window import MainWindow

UNITS = {"day": N_("days"), "week": N_("weeks"), "month": N_("months")}


def term(n: int, unit: str) -> str:
    """A term as it is said: 30 days."""
    return f"{n} {_(UNITS[unit])}"


COLUMNS = (
    Column(N_("Reader"), lambda r: house.type_words(r.member_type, N_("any reader"))),
    Column(N_("Book"), lambda r: house.type_words(r.item_type, N_("any book")), stretch=True),
    Column(N_("Books at once"), lambda r: r.max_loans if r.lendable else _("on site only")),
    Column(N_("Lent for"), lambda r: term(r.period, r.period_unit) if r.lendable else ""),
    Column(N_("Renewals"), lambda r: r.renewals if r.lendable else ""),
    Column(N_("From day"), lambda r: r.valid_from if r.valid_from.year > 2000 else ""),
)


def _form() -> tuple[Field, ...]:
    units = [(unit, _(words)) for unit, words in UNITS.items()]
    return (
        Field(N_("From day"), "valid_from", DAY, required=True, problems=("RuleInPast",)),
        Field(N_("May be lent"), "lendable", YES, hint=N_("yes; else for reading on site only")),
        Field(N_("Books at once"), "max_loans", NUMBER, required=True, most=house.MOST),
        Field(N_("Lent for"), "period", NUMBER, required=True, most=house.MOST, problems=("PeriodMissing",)),
        Field(N_("counted in"), "period_unit", CHOICE, choices=lambda: units, required=True),
        Field(N_("Renewals"), "renewals", NUMBER, required=True, most=house.MOST),
        Field(
            *(N_("Renewed for"), "renewal_period", NUMBER),
            required=True,
            most=house.MOST,
            problems=("RenewalPeriodMissing",),
        ),
        Field(N_("counted in"), "renewal_unit", CHOICE, choices=lambda: units, required=True),
        Field(N_("Due day"), "due_on_open_day", YES, hint=N_("moves to the next open day")),
        Field(N_("While overdue"), "block_while_overdue", YES, hint=N_("nothing more is lent")),
        Field(N_("On return"), "ask_on_return", YES, hint=N_("ask whether the book is whole")),
    )


PAIR = (
    Field(N_("Reader type"), "member_type", required=True, longest=house.TYPE_LENGTH, hint=N_("* is any")),
    Field(
        *(N_("Book type"), "item_type"),
        required=True,
        longest=house.TYPE_LENGTH,
        hint=N_("* is any"),
        problems=("TypeMissing",),
    ),
)


class RulesSection(Section):
    """借阅规则: the rules in force and those to come."""

    name, deed = N_("Lending rules"), "house.set_lending_rule"

    def __init__(self, window: "MainWindow") -> None:
        """Build the table and its deeds."""
        super().__init__(window)
        self.hint(_("A loan keeps the rule that made it. The most exact line counts."))
        self.table = Table(COLUMNS, _("Lending rules"), parent=self)
        self.table.opened.connect(lambda _row: self.change())
        self.column.addWidget(self.table, 1)
        self.deeds((_("Change from a day on"), CHANGE, self.change), (_("New line"), ADD, self.add))

    def reload(self) -> None:
        """Read the rules of today, then those that come later."""
        rows = self.desk.ask(house.lending_rules, day=self.desk.now().date())
        later = [r for r in self.desk.ask(house.lending_rules, day=date.max) if r not in rows]
        self.table.show_rows([*rows, *later])

    def change(self) -> None:
        """Open the form for the marked line."""
        row = self.marked()
        if row is None:
            return
        title = _("Lending rule {pair}").format(pair=house.pair_words(row.member_type, row.item_type))
        open_form(self.window_, title, _form(), self._draft(row), house.set_lending_rule, columns=2)

    def add(self) -> None:
        """Open the form for another pair of types."""
        draft = RuleDraft(valid_from=self.desk.now().date())
        open_form(self.window_, _("New line"), (*PAIR, *_form()), draft, house.set_lending_rule, columns=2)

    def _draft(self, row: RuleRow) -> RuleDraft:
        values = {f.name: getattr(row, f.name) for f in fields(RuleDraft)}
        return RuleDraft(**values | {"valid_from": max(row.valid_from, self.desk.now().date())})
