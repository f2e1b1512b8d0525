"""The form of a booking: who, what for, how many; the verdict while one types, and the ways out to choose from."""

import dataclasses
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QComboBox, QLineEdit, QPlainTextEdit

from venuedesk.core import bookings, rooms
from venuedesk.core.bookings import AWAITING, BOOKED, TENTATIVE, BookingDraft, BookingRow, WayOut, state_text
from venuedesk.core.errors import IMPOSSIBLE, Problem
from venuedesk.i18n import N_, _
from venuedesk.ui import fields, sound
from venuedesk.ui.bookings_holder import HOLDER, Holder, HolderEditor, Holders
from venuedesk.ui.bookings_verdict import Verdict, kind_of
from venuedesk.ui.bookings_words import day_meant, instant, minute_of, span_of, span_words
from venuedesk.ui.fields import CHOICE, NUMBER, Choices, Editor, Field, UnreadableError
from venuedesk.ui.forms import Form
from venuedesk.ui.keys import bind

if TYPE_CHECKING:
    from venuedesk.ui.main_window import MainWindow

SPAN, NEAR_DAY = "span", "near_day"
PHONE = ("PhoneMissing", "PhoneOdd")
ROOMY = 27  # lines of text; in a lower window FEW ways out are seen at a time, else ALL
FEW, ALL = 4, 9
PAUSE = 120  # milliseconds after the last key until the verdict is asked for


class SpanEditor(Editor):
    """From when till when, typed as 14:00-17:00 or 14-17."""

    def show(self, value: Any) -> None:
        """Show the minutes as clock times."""
        self.line.setText(span_words(*value))

    def value(self, text: str) -> tuple[int, int]:
        """The minutes from midnight."""
        span = span_of(text)
        if span is None:
            raise UnreadableError(_("Write the time as 14:00-17:00 or 14-17."))
        return span


class NearDayEditor(fields.DayEditor):
    """A day, typed in full or as 28, 11-28, 周六."""

    today = shown = date.min

    def value(self, text: str) -> date | None:
        """The day that is meant."""
        day = day_meant(text, today=self.today, shown=self.shown)
        if day is None:
            raise UnreadableError(_("Write the day as 2026-11-20, 11-20 or 20."))
        return day


fields.EDITORS |= {SPAN: SpanEditor, NEAR_DAY: NearDayEditor}


@dataclass(frozen=True)
class Filled:
    """What the form fills."""

    room_id: int
    day: date
    span: tuple[int, int]
    holder: Holder = dataclasses.field(default_factory=Holder)
    caller: str = ""
    phone: str = ""
    purpose: str = ""
    expected: int = 1
    layout_id: int | None = None
    state: str = BOOKED
    note: str = ""
    booking_id: int | None = None

    def draft(self) -> BookingDraft:
        """As the commands take it."""
        who = self.holder
        outside = who.unit_id is None and who.member_id is None
        return BookingDraft(
            room_id=self.room_id,
            starts_at=instant(self.day, self.span[0]),
            ends_at=instant(self.day, self.span[1]),
            layout_id=self.layout_id,
            unit_id=who.unit_id,
            member_id=who.member_id,
            caller=who.text if outside else self.caller,
            phone=self.phone,
            purpose=self.purpose,
            expected=self.expected,
            state=self.state,
            note=self.note,
            booking_id=self.booking_id,
        )


def filled_of(row: BookingRow) -> Filled:
    """A booking as the form shows it; its contact and phone go with its holder."""
    day = row.starts_at.date()
    outside = row.unit_id is None and row.member_id is None
    holder = Holder(row.holder, row.unit_id, row.member_id, "" if outside else row.caller, row.phone)
    return Filled(
        row.room_id, day, (minute_of(day, row.starts_at), minute_of(day, row.ends_at)), holder,
        "" if outside else row.caller, row.phone, row.purpose, row.expected, row.layout_id, BOOKED, row.note, row.id,
    )  # fmt: skip


class Layouts:
    """The rooms to choose from, and the layouts of the room that is chosen now."""

    def __init__(self, found: Sequence[rooms.RoomRow], room_id: int) -> None:
        """Know the rooms; ``room_id`` is the one chosen."""
        self.rooms = {room.id: room for room in found}
        self.room_id = room_id

    def of_rooms(self) -> Choices:
        """Every room with the people it holds."""
        words = _("{name} ({n} people)")
        return [(room.id, words.format(name=room.name, n=room.capacity)) for room in self.rooms.values()]

    def of_room(self) -> Choices:
        """The layouts of the room; none is the bare room."""
        room = self.rooms.get(self.room_id)
        bare: list[tuple[Any, str]] = [(None, _("as it stands"))]
        words = _("{name} ({n} people)")
        return bare + [(one.id, words.format(name=one.name, n=one.capacity)) for one in (room.layouts if room else ())]


def booking_fields(choices: Layouts, *, fresh: bool) -> list[Field]:
    """The fields, in the order of the call: who, what for, how many, then where and when."""
    states = [(one, state_text(one)) for one in (BOOKED, TENTATIVE, AWAITING)]
    who = ("HolderMissing", "UnitRetired", "MemberRetired")
    found = [
        Field(N_("Holder"), "holder", HOLDER, required=True, problems=who, hint=N_("Unit, member or outside name")),
        Field(N_("Contact"), "caller"),
        Field(N_("Phone"), "phone", longest=40, problems=PHONE),
        Field(N_("Purpose"), "purpose"),
        Field(N_("Headcount"), "expected", NUMBER, required=True, least=1, most=100_000),
        Field(N_("Layout"), "layout_id", CHOICE, choices=choices.of_room),
        Field(N_("State"), "state", CHOICE, required=True, choices=lambda: states),
        Field(N_("Room"), "room_id", CHOICE, required=True, choices=choices.of_rooms),
        Field(N_("Day"), "day", NEAR_DAY, required=True, hint=N_("28, 11-28 or 2026-11-28")),
        Field(N_("Time"), "span", SPAN, required=True, hint=N_("14:00-17:00 or 14-17")),
        Field(N_("Note"), "note", wide=True, longest=500),
    ]
    return found if fresh else [f for f in found if f.name != "state"]


class BookingForm(Form):
    """A form with the verdict below its fields: whether it can be, who stands against it, and where it could be."""

    def __init__(self, window: "MainWindow", filled: Filled, done: Callable[[Any], object]) -> None:
        """Show a booking, or a new one where ``filled`` has no id."""
        desk = window.desk
        assert desk is not None
        fresh = filled.booking_id is None
        self.choices = Layouts(desk.ask(rooms.rooms), filled.room_id)
        self._contact = filled.holder
        super().__init__(
            window,
            _("New booking") if fresh else _("Change the booking of {holder}").format(holder=filled.holder.text),
            booking_fields(self.choices, fresh=fresh),
            filled,
            bookings.book if fresh else bookings.change,
            wanted=lambda one: {"draft": one.draft()},
            done=done,
            ok=_("Book the room") if fresh else "",
            columns=2,
        )
        self.of = {editor.field.name: editor for editor in self.editors}
        self._holder().box.search = Holders(desk)
        day = self.of["day"]
        assert isinstance(day, NearDayEditor)
        day.today, day.shown = desk.now().date(), filled.day
        roomy = window.height() >= ROOMY * self.fontMetrics().height()
        self.verdict = Verdict(ALL if roomy else FEW)
        self.verdict.chosen.connect(self.take_way)
        self.verdict.left.connect(lambda: self._holder().widget.setFocus())
        self.layout().insertWidget(self.layout().indexOf(self.answer), self.verdict)
        self._judging = QTimer(self, singleShot=True, interval=PAUSE)
        self._judging.timeout.connect(self.judge)
        for editor in self.editors:
            self._follow(editor)
        bind(self, {"Ctrl+W": self.verdict.to_ways})
        self.resize(self.width(), min(window.height() - 20, self.height() + self.fontMetrics().height() * 8))
        self.judge()

    def _holder(self) -> HolderEditor:
        holder = self.editors[0]
        assert isinstance(holder, HolderEditor)
        return holder

    def _follow(self, editor: Editor) -> None:
        """Judge again a moment after a field has changed."""
        for kind, signal in (
            (QLineEdit, "textChanged"),
            (QComboBox, "editTextChanged"),
            (QPlainTextEdit, "textChanged"),
        ):
            if isinstance(editor.widget, kind):
                getattr(editor.widget, signal).connect(lambda *_text: self._judging.start())

    # ------------------------------------------------------------ the verdict

    def draft_now(self) -> Filled | None:
        """The draft as the fields have it now, None while one that matters cannot be read; nothing is said."""
        values = {}
        for name, editor in self.of.items():
            try:
                values[name] = editor.read() if name != "holder" else self._holder_now()
            except UnreadableError:
                return None
        return dataclasses.replace(self._draft, **values)

    def _holder_now(self) -> Holder:
        holder = self._holder()
        return holder.box.known.get(holder.text().strip(), Holder(holder.text().strip()))

    def judge(self) -> None:
        """Show what stands against the booking as it is filled, and the ways out where it cannot be."""
        self._take_room()
        self._take_contact()
        filled, desk = self.draft_now(), self.window_.desk
        if filled is None or desk is None or self._standing:
            self.verdict.say("", [])
            return
        problems = desk.ask(bookings.problems_of_booking, draft=filled.draft(), now=desk.now())
        beside = {code for field in (e.field for e in self.editors) for code in field.problems}
        self._show([p for p in problems if p.code not in beside], filled)

    def _show(self, problems: Sequence[Problem], filled: Filled) -> None:
        desk = self.window_.desk
        assert desk is not None
        kind = kind_of(problems)
        problems = sorted(problems, key=lambda p: p.kind != IMPOSSIBLE)
        ways = desk.ask(bookings.ways_out, draft=filled.draft(), now=desk.now()) if kind != "done" else []
        span = bookings.span_text(filled.draft().starts_at, filled.draft().ends_at)
        room = self.choices.rooms.get(filled.room_id)
        free = _("{room} is free: {span}").format(room=room.name if room else "", span=span)
        said = [p.text if ways and p.kind == IMPOSSIBLE else str(p) for p in problems]
        self.verdict.say(kind, said if kind != "done" else [free, *said], ways)
        self._grown.start()

    def _take_room(self) -> None:
        """Offer the layouts of the room that stands there; one of the same name is kept."""
        try:
            room_id = self.of["room_id"].read()
        except UnreadableError:
            return
        layout = self.of["layout_id"]
        if room_id != self.choices.room_id and isinstance(layout, fields.ChoiceEditor):
            name = layout.text().rsplit("(", 1)[0].rsplit("（", 1)[0].strip()
            self.choices.room_id = room_id
            layout.fill()
            same = [text for _id, text in self.choices.of_room() if name and text.startswith(name)]
            layout.set_text(same[0] if same else "")

    def _take_contact(self) -> None:
        """Fill contact and phone from the records of who was chosen, where the clerk wrote nothing else.

        Those of the holder before are never left to the next one.
        """
        holder, before = self._holder_now(), self._contact
        kept = (holder.unit_id, holder.member_id, before.unit_id, before.member_id)
        if holder == before or not any(kept):  # one outside caller for another: a name put right
            return
        self._contact = holder
        for name in ("contact", "phone"):
            editor = self.of["caller" if name == "contact" else "phone"]
            known = getattr(holder, name) if name == "phone" or holder.unit_id else ""
            if editor.text() in ("", getattr(before, name)):
                editor.set_text(known)

    def take_way(self, way: WayOut) -> None:
        """Fill in one of the ways out; it is booked by Ctrl+Enter."""
        self.of["room_id"].show(way.room_id)
        self._take_room()
        self.of["layout_id"].show(way.layout_id)
        day = way.starts_at.date()
        self.of["day"].show(day)
        self.of["span"].show((minute_of(day, way.starts_at), minute_of(day, way.ends_at)))
        self.judge()
        empty = next((e for e in self.editors if e.field.required and not e.text().strip()), None)
        (empty.widget if empty is not None else self.ok).setFocus()

    # ------------------------------------------------------------ the deed

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Tab takes the marked holder as Enter does."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Tab:
            self._take_holder()
        return super().eventFilter(watched, event)

    def _scanned(self, text: str, before: str) -> None:
        """A card scanned for the holder is whose it is; any other code belongs into no field and is taken out."""
        here, box = self._editor_in_focus(), self._holder().box
        if self._standing or here is None:
            super()._scanned(text, before)
            return
        found = box.found(text) if here is self._holder() else []
        here.set_text(found[0].text if len(found) == 1 else before)
        if box.offered.isVisible():
            box.offered.hide()
            self.activateWindow()
        if len(found) != 1:
            sound.play("refused")

    def _take_holder(self) -> None:
        if self._holder().box.take_offered():
            self.activateWindow()

    def _filled(self) -> Any:
        self._take_holder()
        return super()._filled()

    def _refused(self, problems: Sequence[Problem]) -> None:
        """Say what forbids it, and go to the ways out."""
        filled = self.draft_now()
        rest = [p for p in problems if not self._beside(p)]
        if problems[0].code == "PasswordWanted" or filled is None or not rest:
            super()._refused(problems)
            return
        self._judging.stop()
        self._show(rest, filled)
        sound.play("refused")
        self.verdict.to_ways()

    def _ask(self, problems: tuple[Problem, ...]) -> None:
        self.verdict.say("", [])
        super()._ask(problems)

    def back_out(self) -> None:
        """Out of the question, else out of the form."""
        stood = bool(self._standing)
        super().back_out()
        if stood:
            self.judge()


def open_booking(window: "MainWindow", filled: Filled, done: Callable[[Any], object]) -> BookingForm:
    """Open the form of a booking in front of the window."""
    form = BookingForm(window, filled, done)
    form.open()
    form.editors[0].widget.setFocus()
    line = form.editors[0].widget.lineEdit()
    line.deselect()
    line.end(False)
    return form
