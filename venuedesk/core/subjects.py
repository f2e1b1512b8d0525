"""Every module that brings tables, in one place: importing this one makes ``Base.metadata`` and the slips complete."""

from venuedesk.core import (
    bookings,
    books,
    calendar,
    events,
    house,
    journal,
    lending,
    people,
    rooms,
    search,
    tallies,
    users,
    visits,
)

ALL = (users, house, calendar, people, books, rooms, journal, events, search, lending, bookings, visits, tallies)
