"""The page of the settings: the sections on the left, the section in hand beside them."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QHBoxLayout, QListWidget, QPushButton, QStackedWidget, QWidget

from venuedesk.core import permissions
from venuedesk.i18n import N_, _
from venuedesk.ui.burst import Burst
from venuedesk.ui.keys import ENTERS, is_empty_enter
from venuedesk.ui.page import Page
from venuedesk.ui.settings.section import Section
from venuedesk.ui.words import scrolling

if TYPE_CHECKING:
    from venuedesk.ui.main_window import MainWindow



def _sections() -> tuple[type[Section], ...]:
    """The sections in their order; imported when the page is first opened."""
    from venuedesk.ui.imports import ImportSection
    from venuedesk.ui.settings.categories import CategoriesSection
    from venuedesk.ui.settings.copies import CopiesSection
    from venuedesk.ui.settings.doors import DoorsSection
    from venuedesk.ui.settings.exceptions import ExceptionsSection
    from venuedesk.ui.settings.holidays import HolidaysSection
    from venuedesk.ui.settings.hours import HoursSection
    from venuedesk.ui.settings.look import LookSection
    from venuedesk.ui.settings.rooms import LayoutsSection, RoomsSection, SpacesSection, ZonesSection
    from venuedesk.ui.settings.rules import RulesSection
    from venuedesk.ui.settings.scanner_box import ScannerSection
    from venuedesk.ui.settings.units import UnitsSection
    from venuedesk.ui.settings.users import UsersSection
    from venuedesk.ui.settings.venue import VenueSection

    days = (HoursSection, ExceptionsSection, HolidaysSection)
    places = (ZonesSection, RoomsSection, LayoutsSection, SpacesSection)
    return (
        *(VenueSection, *days, *places, DoorsSection, UnitsSection, CategoriesSection, RulesSection, UsersSection),
        *(LookSection, CopiesSection, ImportSection, ScannerSection),
    )


class SettingsPage(Page):
    """设置: a list of sections, each of which reads what it shows when it comes to the front.

    F7 once more goes to the list; Enter goes from it into the section, Enter on a button presses it.
    """

    key, name, icon = "F7", N_("Settings"), "settings"
    keys = N_("F7 the list of sections · Ctrl+Z undo · Esc back")
    wide = True

    def __init__(self, window: "MainWindow") -> None:
        """Build the list; a section is built when it is first opened."""
        super().__init__(window)
        self.list = QListWidget()
        self.list.setAccessibleName(_("Sections (F7)"))
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.currentRowChanged.connect(self._show)
        self.list.installEventFilter(self)
        self.stack = QStackedWidget()
        self._burst = Burst()
        self._kinds: tuple[type[Section], ...] = ()
        self._built: dict[int, Section] = {}
        self._areas: dict[int, QWidget] = {}
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.list)
        row.addWidget(self.stack, 1)

    def reload(self) -> None:
        """Show the sections that whoever is at the desk may see, and read the one in hand."""
        if not self._kinds:
            self._kinds = _sections()
            self.list.addItems([_(kind.name) for kind in self._kinds])
            self.list.setFixedWidth(self.list.sizeHintForColumn(0) + 36)
        for n, kind in enumerate(self._kinds):
            permit = permissions.COMMANDS[kind.deed] if kind.deed else None
            self.list.item(n).setHidden(permit is not None and self.desk.user.role not in permit.roles)
        now = self.list.currentItem()
        if now is None or now.isHidden():
            self.list.setCurrentRow(next(n for n in range(self.list.count()) if not self.list.item(n).isHidden()))
        else:
            self.section.reload()

    @property
    def section(self) -> Section:
        """The section in hand, built when it is first asked for."""
        n = self.list.currentRow()
        if n not in self._built:
            area = scrolling(self.stack)
            self._built[n] = self._kinds[n](self.window_)
            area.setWidget(self._built[n])
            area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            self._areas[n] = area
            self.stack.addWidget(area)
            for one in self._built[n].findChildren(QPushButton):
                one.installEventFilter(self)
        return self._built[n]

    @property
    def rows(self) -> QAbstractItemView | None:
        """The list of the section in hand."""
        return getattr(self.section, "table", None) if self._kinds else None

    def open(self, kind: str) -> Section:
        """Bring a section to the front by the name of its class."""
        self.reload()
        self.list.setCurrentRow(next(n for n, one in enumerate(self._kinds) if one.__name__ == kind))
        return self.section

    def again(self) -> None:
        """F7 on this page: the list of sections has the keys."""
        self.list.setFocus()

    def _show(self, row: int) -> None:
        if row >= 0:
            section = self.section
            self.stack.setCurrentWidget(self._areas[row])
            section.reload()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Enter and Right go from the list into the section; Enter presses a button, a scanner's Enter does not."""
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return super().eventFilter(watched, event)
        if watched is self.list and event.key() in (*ENTERS, Qt.Key.Key_Right):
            _first_inside(self.section)
            return True
        if isinstance(watched, QPushButton):
            if event.key() in ENTERS:
                if not is_empty_enter(event) and not self._burst.ends():
                    watched.click()
                return True
            self._burst.key(event.text(), "")
        return super().eventFilter(watched, event)


def _first_inside(section: QWidget) -> None:
    """Give the focus to the first thing in a section that takes keys."""
    one = section.nextInFocusChain()
    while one is not section:
        if section.isAncestorOf(one) and one.isVisible() and one.focusPolicy() & Qt.FocusPolicy.TabFocus:
            one.setFocus(Qt.FocusReason.TabFocusReason)
            return
        one = one.nextInFocusChain()
