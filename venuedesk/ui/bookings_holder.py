"""Who books: a unit, a member, or an outside caller, found while one types."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer

from venuedesk.core import people, search
from venuedesk.i18n import _
from venuedesk.ui import fields
from venuedesk.ui.choice import ChoiceBox
from venuedesk.ui.fields import ChoiceEditor, Field, UnreadableError

if TYPE_CHECKING:
    from venuedesk.core.desk import Desk

HOLDER = "holder"
OFFERED = 8


@dataclass(frozen=True)
class Holder:
    """Who books, as the form has it: a unit, a member, or neither and the ``text`` is an outside caller's name.

    ``contact`` and ``phone`` are what the records know.
    """

    text: str = ""
    unit_id: int | None = None
    member_id: int | None = None
    contact: str = ""
    phone: str = ""


Search = Callable[[str], Sequence[Holder]]


class Holders:
    """Finds units and members by what is typed: characters, pinyin, initials, the tail of a phone."""

    def __init__(self, desk: "Desk") -> None:
        """Read the units; members are searched for."""
        self.desk = desk
        self.units = {u.id: u for u in desk.ask(people.units) if u.counts and u.retired_at is None}

    def __call__(self, words: str) -> list[Holder]:
        """The units and members that fit, units first, at most eight."""
        ids = self.desk.ask(search.unit_ids, words=words, limit=len(self.units) + OFFERED)
        found = [_of_unit(self.units[one]) for one in ids if one in self.units][: OFFERED // 2]
        members = self.desk.ask(search.members_like, words=words, limit=OFFERED - len(found))
        for row in members:
            who = self.desk.ask(people.member, member_id=row.id)
            if who is None:
                continue
            text = " · ".join(w for w in (who.name, who.unit, people.masked(who.phone)) if w)
            found.append(Holder(text, None, who.id, who.name, who.phone))
        return found


def _of_unit(row: people.UnitRow) -> Holder:
    return Holder(row.name, row.id, None, row.contact, row.phone)


class HolderBox(ChoiceBox):
    """Offers who fits, the likeliest marked, and the typed words themselves as an outside caller last."""

    def __init__(self, hint: str) -> None:
        """Build it empty."""
        super().__init__(hint)
        self.search: Search = lambda _words: ()
        self.known: dict[str, Holder] = {}
        self._marking = QTimer(self, singleShot=True, interval=0)
        self._marking.timeout.connect(self._mark_first)

    def found(self, words: str) -> list[Holder]:
        """Who fits what is typed."""
        found = list(self.search(words)) if words.strip() else []
        self.known |= {one.text: one for one in found}
        return found

    def outside(self, words: str) -> str:
        """How an outside caller is offered."""
        text = _("{name} (outside caller)").format(name=words.strip())
        self.known[text] = Holder(words.strip())
        return text

    def take_offered(self) -> bool:
        """Take the marked line; of an outside caller the name alone."""
        taken = super().take_offered()
        found = self.known.get(self.currentText())
        if taken and found is not None and found.text != self.currentText():
            self.known[found.text] = found
            self.setEditText(found.text)
        return taken

    def _offer(self, typed: str) -> None:
        texts = [one.text for one in self.found(typed)]
        self._fitting.setStringList([*texts, self.outside(typed)] if typed.strip() else [])
        self._marking.start()

    def _mark_first(self) -> None:
        """Mark the first line without writing it into the box, as moving to it would."""
        model, chosen = self.offered.model(), self.offered.selectionModel()
        if self.offered.isVisible() and model.rowCount():
            chosen.blockSignals(True)
            self.offered.setCurrentIndex(model.index(0, 0))
            chosen.blockSignals(False)
            self.offered.viewport().update()


class HolderEditor(ChoiceEditor):
    """The field for who books."""

    def __init__(self, field: Field) -> None:
        """Build the box; ``box.search`` is set by the form."""
        super().__init__(field)
        self.box = HolderBox(_(field.hint))
        self.box.setMaxVisibleItems(OFFERED + 1)
        self.box.setStyleSheet("QComboBox::drop-down { width: 0px; } QComboBox::down-arrow { image: none; }")
        self.widget = self.box

    def fill(self) -> None:
        """Nothing to read beforehand."""

    def show(self, value: Holder) -> None:
        """Show who it is."""
        if value.text:
            self.box.known[value.text] = value
        self.box.setEditText(value.text)

    def value(self, text: str) -> Holder:
        """Who is meant: one who was offered, the only one who fits, or an outside caller by name."""
        if not text:
            return Holder()
        if text in self.box.known:
            found = self.box.known[text]
            if found.unit_id is None and found.member_id is None:
                self.box.setEditText(found.text)
                self.box.known[found.text] = found
            return found
        fitting = self.box.found(text)
        exact = [one for one in fitting if text in (one.text, one.contact if one.member_id else "")]
        sure = exact or (fitting if text.isascii() else [])
        if len(sure) == 1:
            self.box.setEditText(sure[0].text)
            return sure[0]
        if fitting:
            raise UnreadableError(_("Some fit: choose one from the list; its last line is for an outside caller."))
        return Holder(text)


fields.EDITORS[HOLDER] = HolderEditor
