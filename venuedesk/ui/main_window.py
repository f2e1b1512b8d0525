"""The window: pages on the left, the entry line on top, the answer area, the tape on the right.

Built before the records are opened, so that it is there at once; ``open_desk`` brings it to life.
"""

import time
from contextlib import suppress
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QListWidgetItem, QWidget

from venuedesk.core.errors import StorageTrouble, words_of
from venuedesk.i18n import _, day_text
from venuedesk.ui import sound, theme
from venuedesk.ui.background import Background
from venuedesk.ui.frame import ENTRY_HINT, KEYS_HINT, Frame
from venuedesk.ui.keys import bind
from venuedesk.ui.words import restyle

if TYPE_CHECKING:
    from venuedesk.core.desk import Desk
    from venuedesk.core.front import Answer, Front
    from venuedesk.core.glance import Glance
    from venuedesk.ui.page import Page

NARROW = 1180  # logical pixels; below it the tape gives way to the page
REGISTER = "F4"  # also the key of a page
LOW = 28  # lines of text; below it an idle answer does


class MainWindow(Frame):
    """The one window of the desk."""

    def __init__(self, *, venue: str = "", banner: str = "") -> None:
        """Build the frame; ``banner`` stands above everything (演示数据)."""
        super().__init__(banner)
        self.setWindowTitle(f"{venue} - VenueDesk" if venue else "VenueDesk")
        self.setWindowIcon(theme.icon("venuedesk"))
        self.setMinimumSize(1000, 560)
        self.desk: Desk | None = None
        self.front: Front | None = None
        self._lock: Any = None
        self._unknown = ""  # the code that F4 would register
        self._hour = -1  # in which all was read
        self.successor: MainWindow | None = None  # the window that took over, dressed otherwise
        self.copied_on: date | None = None  # the day of whose copy the bottom line speaks
        self.profile: Any = None  # of the venue's readers
        self.printers: Any = None  # others than those of this computer
        self.background = Background(self)
        self.entry.entered.connect(self.enter)
        self.nav.itemClicked.connect(lambda item: self.go(self.nav.row(item)))
        self.tape.undo_wanted.connect(lambda action: self._gesture(lambda front: front.undo(action)))
        self._reloading = QTimer(self, singleShot=True, interval=0)
        self._reloading.timeout.connect(self._reload)
        self._ticking = QTimer(self, interval=1000)
        self._ticking.timeout.connect(self._tick)
        self._ticking.start()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give the tape what the page can spare."""
        super().resizeEvent(event)
        self.tape_box.setFixedWidth(max(190, min(380, self.width() // 5)))
        self.share_room()

    def share_room(self) -> None:
        """In a narrow window the tape gives way to a wide page; where one scans the answer keeps its height."""
        if self.stack.count():
            scanning = not self.page.wide and self._lending_in_front
            low = self.page.tall or self.height() < LOW * self.fontMetrics().height()
            self.answer.steady(scanning, gone_when_idle=low and not scanning)
            self.tape_box.setVisible(self.width() >= NARROW or not self.page.wide)

    # ------------------------------------------------------------ coming to life

    def show_alone(self, page: QWidget) -> None:
        """Show one page without a desk behind it: the first run."""
        self.stack.addWidget(page)
        self.stack.setCurrentWidget(page)
        for one in (self.nav, self.tape_box, self.entry, self.answer, self.keys):
            one.hide()

    def leave_alone(self, page: QWidget) -> None:
        """Take the single page away again; the desk is about to open."""
        self.stack.removeWidget(page)
        page.deleteLater()
        for one in (self.nav, self.tape_box, self.entry, self.answer, self.keys):
            one.show()

    def hold(self, lock: Any) -> None:
        """Keep the lock of the data folder while the window lives."""
        self._lock = lock

    def give_up(self) -> "tuple[Desk, Any]":
        """Hand desk and lock to the window that takes over."""
        desk, lock = self.desk, self._lock
        assert desk is not None
        self.desk = self.front = self._lock = None
        self.background.close()
        return desk, lock

    def close_desk(self) -> None:
        """Close the file cleanly and let the lock go."""
        self.background.close()
        if self.desk is not None:
            with suppress(StorageTrouble):  # the log stays beside the file, nothing is lost
                self.desk.file.close()
            self.desk = self.front = None
        if self._lock is not None:
            self._lock.release()
            self._lock = None

    def open_desk(self, desk: "Desk") -> None:
        """Take the desk, show the first page, and be ready for the first scan."""
        from venuedesk.core.front import Front
        from venuedesk.ui.pages import PAGES

        self.desk, self.front = desk, Front(desk)
        for kind in PAGES:
            if not self.stack.has(kind):
                self._name_page(kind)
            bind(self, {kind.key: lambda kind=kind: self._page_key(kind)})
        self.nav.setFixedWidth(self.nav.sizeHintForColumn(0) + 16)
        bind(self, {"F8": lambda: self._turn("shelving"), "F11": lambda: self._turn("renewal")})
        bind(self, {"F9": self.say_yes, "Esc": self.back_out})
        bind(self, {"Ctrl+Z": lambda: self._gesture(lambda front: front.undo())})
        bind(self, {f"Ctrl+{n}": lambda n=n: self._switch_user(n) for n in range(1, 10)})
        self.show_user()
        self._tick()
        self.read_profile()
        self.go(0)
        self.entry.setFocus()
        self.stack.make_the_rest()

    def _name_page(self, kind: "type[Page]") -> None:
        self.nav.addItem(QListWidgetItem(theme.icon(kind.icon), f"{kind.key} {_(kind.name)}"))

    def show_glance(self, day: "Glance", now: datetime) -> None:
        """Show the day at once, before the desk is opened; nothing can be done with it yet."""
        from venuedesk.ui.today import TodayPage

        self._name_page(TodayPage)
        self.stack.page(TodayPage).show_glance(day, now)
        self.repaint()

    # ------------------------------------------------------------ pages

    @property
    def page(self) -> Any:
        """The page in front."""
        return self.stack.currentWidget()

    @property
    def pages(self) -> "list[Page]":
        """Every page, in their order."""
        return self.stack.every()

    @property
    def _lending_in_front(self) -> bool:
        """Whether the page in front is the one where books are scanned."""
        return type(self.page).__name__ == "LendingPage"

    def page_named(self, name: str) -> Any:
        """A page by the name of its class."""
        return self.stack.named(name)

    def go(self, index: int) -> None:
        """Bring a page to the front."""
        self.go_to(self.stack.at(index))

    def go_to(self, page: "Page") -> None:
        """Bring a page to the front; its key pressed again means something of the page's own."""
        if page is self.page and self.nav.currentRow() >= 0:
            page.again()
            return
        self.stack.setCurrentWidget(page)
        self.nav.setCurrentRow(self.stack.place(page))
        self.share_room()
        self._unknown = ""
        if self.front is not None and self.front.question is None:
            self.answer.clear()
        self.entry.setFocus()
        self.reload()

    def reload(self) -> None:
        """Let the page in front and the tape read again, once per turn of the event loop."""
        self._reloading.start(0)

    def _reload(self) -> None:
        if self.desk is None or self.background.alone:
            return
        self.entry.setPlaceholderText(_(self.page.hint or ENTRY_HINT))
        self.keys.setText(_(self.page.keys or KEYS_HINT))
        self.entry.rows, self.entry.page_takes = self.page.rows, self.page.pressed
        try:
            self.page.reload()
            self.tape.reload(self.desk)
        except StorageTrouble as trouble:
            self.show_trouble(trouble)

    # ------------------------------------------------------------ gestures

    def enter(self, code: str) -> None:
        """What the line handed on: the page's own, or the lending desk's."""
        if self.front is None or self._refused_while_working():
            return
        from venuedesk.ui import reader
        from venuedesk.ui.tallies import opens_figure

        assert self.desk is not None
        code = reader.read_off(self.desk, self.profile, code)
        if self.front.question is None and (opens_figure(self, code) or self.page.entered(code)):
            return
        if self.front.question is None and not self._means_booking(code):
            self._to_lending()
        self._gesture(lambda front: front.scan(code, tick=time.monotonic()))

    def _means_booking(self, code: str) -> bool:
        """Whether it is the slip of a booking, or chooses what to do with one: that is done from any page."""
        from venuedesk.core import bookings, codes

        assert self.desk is not None and self.front is not None
        if self.front.state.options:
            return any(option.action in bookings.OFFERS for option in self.front.state.options)
        return [one.kind for one in self.desk.ask(codes.what_is, code=codes.fold(code))] == [codes.BOOKING]

    def say_yes(self) -> None:
        """Yes to the question that stands."""
        reason = self.answer.reason.text().strip()
        if self.front is not None and self.front.question is not None:
            self._gesture(lambda front: front.yes(reason))

    def back_out(self) -> None:
        """Esc: out of the question, the options, the reader; the line has the focus again."""
        if self.background.holds_desk:
            self.background.cancel()
        elif self.entry.text():
            self.entry.clear()
        elif self.front is None or self.front.question is not None or not self.page.backed_out():
            at_rest = self.front is not None and self.front.at_rest
            self._gesture(lambda front: front.no())
            if at_rest and not self._lending_in_front:  # nothing ended: no word of readers
                self.answer.clear()
        self.entry.setFocus()

    def _turn(self, mode: str) -> None:
        self._to_lending()
        self._gesture(lambda front: front.turn_to(mode))

    def perform(self, command: Any, **wanted: Any) -> str:
        """Run a page's command, answer in the answer area; returns the kind of the answer."""
        return self._gesture(lambda front: front.perform(command, **wanted))

    def tell(self, deed: Any, *, calm: int) -> str:
        """Answer a gesture of a page's own line; all is read again after so many milliseconds without another."""
        kind = self._gesture(deed)
        self._reloading.start(calm)
        return kind

    def show_member(self, member_id: int, card_id: int | None = None) -> None:
        """Bring a member who was found by name, or has just got a card, to the lending desk."""
        self._to_lending()
        self._gesture(lambda front: front.show_member(member_id, card_id))

    def _to_lending(self) -> None:
        if not self._lending_in_front:
            self.go_to(self.page_named("LendingPage"))

    def _refused_while_working(self) -> bool:
        """While a long write runs the desk takes nothing, and says what goes on."""
        if self.background.holds_desk:
            self.say("refused", self.background.words)
        return self.background.holds_desk

    def read_profile(self) -> None:
        """Read what to make of what the venue's scanners and card readers type."""
        from venuedesk.ui import reader

        assert self.desk is not None
        self.profile = reader.profile_of_venue(self.desk)

    def _gesture(self, deed: Any) -> str:
        if self.front is None or self._refused_while_working():
            return "refused"
        try:
            answer = deed(self.front)
        except StorageTrouble as trouble:
            self.show_trouble(trouble)
            return "refused"
        if answer is None:
            return "shown"
        self.show_answer(answer)
        for problem in answer.problems:
            if problem.facts.get("deed") == "journal.undo_import":
                from venuedesk.ui.past_imports import take_back

                take_back(self, problem.facts["action"])
        return str(answer.kind)

    def show_answer(self, answer: "Answer") -> None:
        """Show, sound and remember an answer."""
        assert self.front is not None
        self._unknown = answer.unknown
        standing = self.front.standing if self.front.question is not None else ()
        wants = any(p.reason_wanted for p in standing)
        keys = _("F9 yes, with the reason · Esc no") if wants else _("F9 yes · Esc no")
        options = tuple(f"{o.key}   {o.text}" for o in answer.options)
        still = tuple(p.text for p in standing if p not in answer.problems)  # a form was filled in between
        self.answer.say(answer.kind, answer.text, (*answer.details, *still), options, keys if standing else "")
        self.answer.reason.setVisible(wants)
        if wants and self.front.reason_missing:
            self.answer.reason.setFocus()
        elif answer.kind != "ask":
            self.entry.setFocus()
        if answer.kind in ("done", "ask", "refused"):
            sound.play(answer.kind)
        self._show_mode()
        self.reload()

    def say(self, kind: str, text: str, details: tuple[str, ...] = ()) -> None:
        """Say something of the window's own: done, shown or refused."""
        self._unknown = ""
        self.answer.say(kind, text, details)
        if kind in ("done", "refused"):
            sound.play(kind)

    def show_status(self, words: str, *, warning: bool = False) -> None:
        """Show the state of the copies in the bottom line."""
        self.status.setText(words)
        restyle(self.status, "role", "warning" if warning else "")

    def show_trouble(self, trouble: Any) -> None:
        """Say in plain words what is wrong with the file."""
        happened, to_do = words_of(trouble)
        self.say("refused", happened, (to_do,))

    def _show_mode(self) -> None:
        from venuedesk.core.front import CIRCULATION, mode_words

        assert self.front is not None
        special = self.front.state.mode != CIRCULATION
        self.mode.setVisible(special)
        self.mode.setText(mode_words(self.front.state.mode) if special else "")
        restyle(self.mode, "role", "warning" if special else "subtitle")

    def _page_key(self, kind: "type[Page]") -> None:
        """The key of a page; F4 registers the code that nobody knows while that answer stands."""
        if kind.key == REGISTER and self._unknown:
            self.register_unknown()
        else:
            self.go_to(self.stack.page(kind))

    def register_unknown(self) -> None:
        """Register the code that nobody knows."""
        code, page = self._unknown, self.page_named("PeoplePage")
        self.go_to(page)
        page.register(code)

    # ------------------------------------------------------------ who is here, and when

    def show_user(self) -> None:
        """Show who is at the desk."""
        assert self.desk is not None
        self.user.setText(self.desk.user.name)

    def _switch_user(self, n: int) -> None:
        from venuedesk.core import users
        from venuedesk.ui.password import ask_password

        assert self.desk is not None
        everyone = self.desk.ask(users.users)
        if n > len(everyone) or everyone[n - 1].id == self.desk.user.id:
            return
        wanted = everyone[n - 1]
        if wanted.role == users.MANAGER and ask_password(self, wanted.name, self.desk) is None:
            return
        self.desk.sit_down(wanted.id)
        self.show_user()
        self.say("shown", _("{name} is at the desk.").format(name=wanted.name))
        self.reload()

    def _tick(self) -> None:
        if self.desk is not None:
            now = self.desk.now()
            self.clock.setText(f"{day_text(date(now.year, now.month, now.day))} {now:%H:%M}")
            if self.copied_on not in (None, now.date()) and not self.background.busy:  # a night went by
                from venuedesk.ui.opening import take_daily_copy

                take_daily_copy(self)
            if now.hour != self._hour:  # another hour, or day: what was of this one is so no more
                self._hour = now.hour
                self.reload()
