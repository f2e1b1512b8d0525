"""Fields that only the settings have: opening hours, days of any year, lists of days."""

import re
from datetime import date

from venuedesk.core.calendar import Window, hours_text, windows_of
from venuedesk.i18n import _
from venuedesk.ui.fields import EDITORS, Editor, Field, UnreadableError, day_of

HOURS, MONTH_DAY, DAYS = "hours", "month_day", "days"


class HoursEditor(Editor):
    """The windows of one day, as 9:00-12:00 14:00-20:30; empty is closed."""

    def __init__(self, field: Field) -> None:
        """Build it with its shape as the hint."""
        super().__init__(field)
        self.line.setPlaceholderText(_("closed"))
        self.line.setToolTip(_("9:00-12:00 14:00-20:30"))

    def show(self, value: tuple[Window, ...]) -> None:
        """Show windows."""
        self.line.setText(hours_text(value))

    def value(self, text: str) -> tuple[Window, ...]:
        """The windows."""
        try:
            return windows_of(text)
        except ValueError:
            raise UnreadableError(_("Write the hours as 9:00-12:00 14:00-20:30.")) from None


class MonthDayEditor(Editor):
    """A day of any year, as 7-1 or 7月1日."""

    def show(self, value: tuple[int, int]) -> None:
        """Show month and day."""
        self.line.setText(f"{value[0]}-{value[1]}")

    def value(self, text: str) -> tuple[int, int]:
        """Month and day."""
        found = re.fullmatch(r"(\d{1,2})[-/.月](\d{1,2})日?", text, re.ASCII)
        if found is None:
            raise UnreadableError(_("Write the day as 7-1 (month and day)."))
        return int(found[1]), int(found[2])


class DaysEditor(Editor):
    """Several days, with spaces or commas between them."""

    def show(self, value: tuple[date, ...]) -> None:
        """Show the days."""
        self.line.setText(" ".join(day.isoformat() for day in value))

    def value(self, text: str) -> tuple[date, ...]:
        """The days."""
        days = [day_of(part) for part in re.split(r"[\s,，、;；]+", text) if part]
        if None in days:
            raise UnreadableError(_("Write the days as 2027-02-20 2027-02-28."))
        return tuple(day for day in days if day is not None)


EDITORS.update({HOURS: HoursEditor, MONTH_DAY: MonthDayEditor, DAYS: DaysEditor})
