"""The first version. Files are founded at the head, so that there is nothing below it to come from."""

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Leave everything as it is."""
