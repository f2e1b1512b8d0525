"""Paper and spreadsheets made of rows: PDF and xlsx bytes."""
