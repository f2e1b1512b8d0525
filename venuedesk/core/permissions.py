"""Who may do what: one table for every command, query and export.

A name is ``subject.function``. ``ALL`` is everyone at the desk; ``password`` asks for a manager's password at
each deed.
"""

from dataclasses import dataclass

from venuedesk.core.errors import refuse
from venuedesk.core.users import CLERK, LIBRARIAN, MANAGER
from venuedesk.i18n import _

ALL = frozenset((CLERK, LIBRARIAN, MANAGER))
LENDS = frozenset((LIBRARIAN, MANAGER))
LEADS = frozenset((MANAGER,))


@dataclass(frozen=True)
class Permit:
    """The roles that may, and whether a manager's password is asked for."""

    roles: frozenset[str]
    password: bool = False


COMMANDS: dict[str, Permit] = {
    "bookings.book": Permit(ALL),
    "bookings.cancel": Permit(ALL),
    "bookings.change": Permit(ALL),
    "bookings.check_in": Permit(ALL),
    "bookings.end": Permit(ALL),
    "bookings.mark_no_show": Permit(ALL),
    "bookings.move": Permit(ALL),
    "bookings.set_state": Permit(ALL),
    "bookings.swap": Permit(ALL),
    "books.add_copies": Permit(LENDS),
    "books.retire_title": Permit(LENDS),
    "books.return_to_stock": Permit(LENDS),
    "books.save_copy": Permit(LENDS),
    "books.save_title": Permit(LENDS),
    "books.send_to_repair": Permit(LENDS),
    "books.withdraw_copy": Permit(LENDS),
    "exchange.import_books": Permit(LENDS),
    "exchange.import_calendar": Permit(LEADS),
    "exchange.import_loans": Permit(LENDS),
    "exchange.import_members": Permit(LENDS),
    "exchange.import_units": Permit(LENDS),
    "exchange.retire_import": Permit(LEADS),
    "backups.restore": Permit(LEADS, password=True),
    "calendar.set_weekly_hours": Permit(LEADS),
    "calendar.remove_exception": Permit(LEADS),
    "calendar.follow_venue": Permit(LEADS),
    "calendar.enter_holidays": Permit(LEADS),
    "calendar.end_season": Permit(LEADS),
    "calendar.add_season": Permit(LEADS),
    "calendar.add_exception": Permit(LEADS),
    "front.scan": Permit(ALL),
    "house.set_lending_rule": Permit(LEADS, password=True),
    "house.set_settings": Permit(LEADS),
    "journal.undo": Permit(ALL),
    "journal.undo_import": Permit(ALL, password=True),
    "front.come": Permit(ALL),
    "lending.cancel_hold": Permit(ALL),
    "lending.change_calendar": Permit(LEADS),
    "lending.check_in": Permit(ALL),
    "lending.check_out": Permit(ALL),
    "lending.mark_found": Permit(ALL),
    "lending.place_hold": Permit(ALL),
    "lending.record_in_house_use": Permit(ALL),
    "lending.renew": Permit(ALL),
    "lending.report_lost": Permit(LENDS),
    "people.block_card": Permit(ALL),
    "people.bring_back_member": Permit(ALL),
    "people.erase_member": Permit(LEADS, password=True),
    "people.issue_card": Permit(ALL),
    "people.reactivate_card": Permit(ALL),
    "people.replace_card": Permit(ALL),
    "people.report_card_lost": Permit(ALL),
    "people.retire_category": Permit(LEADS),
    "people.retire_member": Permit(LENDS),
    "people.retire_unit": Permit(LEADS),
    "people.return_temporary": Permit(ALL),
    "people.save_category": Permit(LEADS),
    "people.save_member": Permit(ALL),
    "people.save_unit": Permit(ALL),
    "rooms.retire_layout": Permit(LEADS),
    "rooms.retire_room": Permit(LEADS),
    "rooms.retire_zone": Permit(LEADS),
    "rooms.save_layout": Permit(LEADS),
    "rooms.save_room": Permit(LEADS),
    "rooms.save_space": Permit(LEADS),
    "rooms.save_zone": Permit(LEADS),
    "users.save_user": Permit(LEADS, password=True),
    "users.retire_user": Permit(LEADS, password=True),
}

QUERIES: dict[str, Permit] = {
    "bookings.booking": Permit(ALL),
    "bookings.bookings_touched": Permit(ALL),
    "bookings.day": Permit(ALL),
    "bookings.due_now": Permit(ALL),
    "bookings.found": Permit(ALL),
    "bookings.problems_of_booking": Permit(ALL),
    "bookings.touched_by": Permit(ALL),
    "bookings.unfinished": Permit(ALL),
    "bookings.ways_out": Permit(ALL),
    "bookings.week": Permit(ALL),
    "exchange.export_books": Permit(ALL),
    "exchange.export_journal": Permit(LEADS),
    "exchange.export_loans": Permit(LENDS),
    "exchange.export_members": Permit(LEADS, password=True),
    "exchange.import_holders": Permit(ALL),
    "exchange.past_imports": Permit(LENDS),
    "exchange.plan": Permit(LENDS),
    "calendar.load": Permit(ALL),
    "calendar.holidays_wanted": Permit(ALL),
    "calendar.exceptions": Permit(ALL),
    "books.problems_of_copies": Permit(ALL),
    "books.problems_of_copy": Permit(ALL),
    "books.problems_of_retiring_title": Permit(ALL),
    "books.problems_of_taking_away": Permit(ALL),
    "books.problems_of_title": Permit(ALL),
    "books.title": Permit(ALL),
    "books.title_history": Permit(ALL),
    "books.titles": Permit(ALL),
    "books.copies": Permit(ALL),
    "books.copy": Permit(ALL),
    "check.check": Permit(LEADS),
    "codes.what_is": Permit(ALL),
    "house.every_rule": Permit(ALL),
    "house.lending_rules": Permit(ALL),
    "house.setting": Permit(ALL),
    "house.zones": Permit(ALL),
    "house.settings": Permit(ALL),
    "journal.last_own_action": Permit(ALL),
    "journal.today": Permit(ALL),
    "lending.copies_of": Permit(ALL),
    "lending.day_figures": Permit(ALL),
    "lending.due_on": Permit(ALL),
    "lending.free_copies": Permit(ALL),
    "lending.history_of_copy": Permit(ALL),
    "lending.holds_of": Permit(ALL),
    "lending.loan_counts": Permit(ALL),
    "lending.loans_of": Permit(ALL),
    "lending.loans_touched": Permit(LEADS),
    "lending.opening_words": Permit(ALL),
    "lending.overdue": Permit(ALL),
    "users.a_manager_knows": Permit(ALL),
    "lending.rule_for": Permit(ALL),
    "people.cards": Permit(ALL),
    "people.categories": Permit(ALL),
    "people.cards_numbered": Permit(ALL),
    "people.member_history": Permit(ALL),
    "people.members": Permit(ALL),
    "people.problems_of_card": Permit(ALL),
    "people.problems_of_category": Permit(ALL),
    "people.problems_of_leaving": Permit(ALL),
    "people.problems_of_member": Permit(ALL),
    "people.problems_of_retiring_unit": Permit(ALL),
    "people.problems_of_unit": Permit(ALL),
    "people.twins": Permit(ALL),
    "people.units": Permit(ALL),
    "rooms.every_room": Permit(ALL),
    "rooms.problems_of_layout": Permit(ALL),
    "rooms.problems_of_retiring_layout": Permit(ALL),
    "rooms.problems_of_retiring_room": Permit(ALL),
    "rooms.problems_of_retiring_zone": Permit(ALL),
    "rooms.problems_of_room": Permit(ALL),
    "rooms.problems_of_space": Permit(ALL),
    "rooms.problems_of_zone": Permit(ALL),
    "rooms.room": Permit(ALL),
    "rooms.rooms": Permit(ALL),
    "rooms.spaces": Permit(ALL),
    "rooms.zones": Permit(ALL),
    "search.members_like": Permit(ALL),
    "search.titles_like": Permit(ALL),
    "people.member": Permit(ALL),
    "tallies.month": Permit(ALL),
    "tallies.months": Permit(ALL),
    "tallies.rows_of": Permit(ALL),
    "users.users": Permit(ALL),
}


def require(name: str, role: str) -> Permit:
    """The permit for a deed; refused with NotAllowed when the role has none, KeyError when the table lacks the deed."""
    permit = COMMANDS.get(name) or QUERIES[name]
    if role not in permit.roles:
        raise refuse("NotAllowed", _("This is not yours to do."), _("Ask the manager."), deed=name)
    return permit
