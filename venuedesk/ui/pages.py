"""The pages of the window, in their order."""

from venuedesk.ui.bookings import BookingsPage
from venuedesk.ui.lending import LendingPage
from venuedesk.ui.people import PeoplePage
from venuedesk.ui.settings import SettingsPage
from venuedesk.ui.today import TodayPage

PAGES = (TodayPage, BookingsPage, LendingPage, PeoplePage, SettingsPage)
