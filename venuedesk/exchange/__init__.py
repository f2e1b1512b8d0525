"""Files in and out: spreadsheets, MARC records, calendars."""
