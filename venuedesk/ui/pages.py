"""The pages of the window, in their order."""

from venuedesk.ui.bookings import BookingsPage
from venuedesk.ui.lending import LendingPage
from venuedesk.ui.people import PeoplePage
from venuedesk.ui.settings import SettingsPage
from venuedesk.ui.tallies import TalliesPage
from venuedesk.ui.today import TodayPage
from venuedesk.ui.visits import VisitsPage

PAGES = (TodayPage, BookingsPage, LendingPage, VisitsPage, PeoplePage, TalliesPage, SettingsPage)
