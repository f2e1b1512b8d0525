"""Bookings: who has which room when, and the spaces they occupy."""

from venuedesk.core.bookings.tables import Booking, Occupancy

__all__ = ["Booking", "Occupancy"]
