"""Book labels and reader cards from the pages: rows in, a paper to look at, print or save."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from venuedesk.core import books, house, lending, people
from venuedesk.core.errors import Refused
from venuedesk.i18n import _

if TYPE_CHECKING:
    from venuedesk.ui.main_window import MainWindow


def print_labels(window: "MainWindow", title: books.TitleRow, copies: list[lending.CopyOnShelf]) -> None:
    """Show the labels of a title's copies that are not withdrawn."""
    from venuedesk.reports.labels import BookLabel, book_labels

    venue = _venue(window)
    wanted = [BookLabel(venue, title.title, title.call_number, c.barcode) for c in copies if c.state != "withdrawn"]
    if wanted:
        _show(window, lambda: book_labels(wanted), f"{_('Book labels')} {title.title}", "labels")
    else:
        window.say("refused", _("No copies yet. Ctrl+K adds some."))


def print_card(window: "MainWindow", member: people.MemberRow, card: people.CardRow) -> None:
    """Show the reader card of a member."""
    from venuedesk.reports.labels import CardLabel, reader_cards

    wanted = [CardLabel(_venue(window), member.name, member.unit, card.number)]
    _show(window, lambda: reader_cards(wanted), f"{_('Card')} {member.name}", "cards")


def _venue(window: "MainWindow") -> str:
    desk = window.desk
    assert desk is not None
    return desk.ask(house.setting, key=house.VENUE, day=desk.now().date())


def _show(window: "MainWindow", make: Callable[[], bytes], name: str, kind: str) -> None:
    from venuedesk.ui.paper import PaperDialog

    try:
        pdf = make()
    except Refused as refused:
        window.say("refused", str(refused.problems[0]))
        return
    PaperDialog(window, pdf, name, kind=kind).open()
