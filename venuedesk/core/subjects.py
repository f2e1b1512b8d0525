"""Every module that brings tables, in one place: importing this one makes ``Base.metadata`` and the slips complete."""

from venuedesk.core import books, calendar, events, house, journal, lending, people, search, users

ALL = (users, house, calendar, people, books, journal, events, search, lending)
