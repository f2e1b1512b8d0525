"""``report``: the month as a PDF or a spreadsheet, by the reader alone, so that it needs no lock."""

from pathlib import Path

from venuedesk.core import tallies
from venuedesk.core.desk import Desk
from venuedesk.core.errors import refuse
from venuedesk.i18n import _
from venuedesk.reports import files
from venuedesk.reports.figures import state_words

ENDINGS = (".pdf", ".xlsx")


def check_ending(path: Path) -> None:
    """Refuse (FileNotWritten) a name that ends in neither .pdf nor .xlsx."""
    if path.suffix.lower() not in ENDINGS:
        words = _("{file}: the name must end in .pdf or .xlsx.").format(file=path.name)
        raise refuse("FileNotWritten", words, file=path.name)


def write_month(desk: Desk, month: str, path: Path, *, demo: bool) -> str:
    """Write a month to ``path`` by the name's ending and say so in a line; of a closed month the PDF is the signed one.

    The file appears whole or not at all. Refused (FileNotWritten, NoSuchMonth, MonthAhead, PaperChanged,
    CharacterMissing) says what is wrong.
    """
    from venuedesk.reports.month import language_of, paper_of

    check_ending(path)
    found = desk.ask(tallies.month, month=month, now=desk.now())
    if path.suffix.lower() == ".pdf":
        content = paper_of(desk, found, demo=demo)
    else:
        from venuedesk.reports.month_xlsx import month_xlsx

        content = month_xlsx(found, language=language_of(desk), demo=demo)
    files.write(path, content)
    words = _("{month} ({state}) written to {file}")
    return words.format(month=tallies.month_words(month), state=state_words(found.state), file=path.name)
