"""Visits: people counted at the doors, and those who sign in to a zone."""

from venuedesk.core.visits.tables import Door, DoorDay, SignIn, seed

__all__ = ["Door", "DoorDay", "SignIn", "seed"]
