"""The verb of imports.

import books new_books.csv          the file beside the story is read and taken, as by the command line; what is
                                    rejected is counted in the slip
import members list.csv update      rows that differ from the records are taken too
"""

from tests.stories.runner import Stage, _need, verb
from venuedesk.core import front
from venuedesk.core.errors import Refused
from venuedesk.exchange import imports


@verb("import")
def _import(stage: Stage, subject: str, name: str, *how: str) -> front.Answer:
    _need(subject in imports.SUBJECTS and how in ((), ("update",)), "import SUBJECT FILE [update]")
    try:
        plan = stage.desk.ask(imports.plan, subject=subject, path=stage.files / name)
    except Refused as refusal:
        return front.Answer(front.REFUSED, str(refusal), problems=refusal.problems)
    return stage.front.perform(imports.COMMANDS[subject], plan=plan, now=stage.clock, update=bool(how))
