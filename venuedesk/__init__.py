"""VenueDesk: the front desk of a workers' culture palace."""

__version__ = "0.1.0"
