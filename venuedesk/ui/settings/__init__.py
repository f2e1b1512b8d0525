"""设置: what the venue is and how it works, in sections."""

from venuedesk.ui.settings.page import SettingsPage

__all__ = ["SettingsPage"]
