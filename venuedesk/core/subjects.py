"""Every module that brings tables, in one place: importing this one makes ``Base.metadata`` and the slips complete."""

from importlib import import_module
from importlib.util import find_spec

NAMES = ("users", "house", "calendar", "people", "books", "journal", "events", "search", "lending")

for _name in NAMES:
    if find_spec(f"venuedesk.core.{_name}"):
        import_module(f"venuedesk.core.{_name}")
