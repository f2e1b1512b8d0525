"""The versions of the file. Only ``HEAD`` is read at start; Alembic is imported when a file is behind it."""

HEAD = "0002"
