"""The command line: thin, on the same commands and queries as the window.

Each command ends with one summary line, tells what went wrong on stderr, and returns 0, 1 (refused, or rows rejected)
or 2 (usage). Writers take the lock of the data folder, readers do not.
"""

import argparse
import logging
import sys
from collections.abc import Callable, Sequence
from datetime import date, datetime
from getpass import getpass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from venuedesk import i18n, paths, usage
from venuedesk.core.db import storage
from venuedesk.core.desk import Desk
from venuedesk.core.errors import NeedsYes, Refused, StorageTrouble, words_of
from venuedesk.core.file import NAME, open_file
from venuedesk.i18n import _

if TYPE_CHECKING:  # the readers of files are loaded when one is read
    from venuedesk.exchange.marc import Holdings
    from venuedesk.exchange.plans import Differing

MOST_SHOWN = 20  # rejected or differing rows that are told one by one
IMPORTS = ("members", "units", "books", "loans", "calendar", "rooms", "bookings", "visits")
EXPORTS = ("members", "books", "loans", "bookings", "visits", "journal")

Clock = Callable[[], datetime]
Password = Callable[[], str]


class _Trouble(Exception):
    """What stands in the way, in the user's words."""


def _ask_password() -> str:
    prompt = _("Manager's password: ")
    return getpass(prompt) if sys.stdin.isatty() else sys.stdin.readline().rstrip("\r\n")


def main(argv: list[str], *, clock: Clock = datetime.now, password: Password = _ask_password) -> int:
    """Run one command; returns the exit status.

    ``clock`` gives local wall time; ``password`` is asked where the manager's is due.
    """
    usage.translate()
    try:
        folder = _folder(argv)
        _speak(folder, clock().date())
        words = _parser().parse_args(argv)
        status: int = words.run(words, folder, clock, password)
        return status
    except SystemExit as end:  # wrong usage, or help
        return int(end.code or 0)
    except (Refused, NeedsYes) as answer:
        said = [str(p) for p in answer.problems]
        if isinstance(answer, NeedsYes):
            said.append(_("Where the answer is yes, give it in the window (F9), then try again."))
    except StorageTrouble as trouble:
        said = [" ".join(words_of(trouble)), *([trouble.detail] if trouble.detail else [])]
    except _Trouble as trouble:
        said = [str(trouble)]
    except KeyboardInterrupt:
        said = [_("Stopped; nothing was changed.")]
    except Exception as error:
        logging.getLogger(__name__).exception("the command line")
        said = [_("The program has a fault: {fault}").format(fault=f"{type(error).__name__}: {error}")]
    _tell(*said)
    return 1


def _folder(argv: list[str]) -> Path:
    """The folder of the venue, known before the rest is read: usage too is told in the venue's language."""
    parser = argparse.ArgumentParser(prog="venuedesk", add_help=False, allow_abbrev=False)
    parser.add_argument("--data", type=Path)
    named: Path | None = parser.parse_known_args(argv)[0].data
    return paths.followed(named) if named else paths.data_folder()


def _tell(*lines: str) -> None:
    for line in lines:
        print(line, file=sys.stderr)


def _speak(folder: Path, today: date) -> None:
    """Speak the venue's language, where its file can be read."""
    from sqlalchemy.exc import DBAPIError
    from sqlalchemy.orm import Session

    from venuedesk.core import house

    try:
        opened = open_file(folder / NAME, read_only=True)
        try:
            with Session(opened.reader) as session:
                language = house.setting(session, key=house.LANGUAGE, day=today, default=i18n.DEFAULT)
        finally:
            opened.close(checkpoint=False)
    except (StorageTrouble, DBAPIError):  # told by the command itself
        return
    i18n.use(language if language in i18n.LANGUAGES else i18n.DEFAULT)


# ---------------------------------------------------------------- arguments


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="venuedesk", allow_abbrev=False, description=_("The front desk of a workers' culture palace.")
    )
    parser.add_argument("--data", type=Path, metavar="DIR", help=_("the folder of the venue's data"))
    commands = parser.add_subparsers(metavar="COMMAND", required=True)
    _add_import(commands.add_parser("import", help=_("read a file into the venue")))
    one = commands.add_parser("export", help=_("write records to a file"))
    one.add_argument("subject", choices=EXPORTS)
    one.add_argument("file", type=Path, metavar="FILE")
    one.add_argument("--from", dest="first", type=_day, metavar="DAY", help=_("the first day"))
    one.add_argument("--to", dest="last", type=_day, metavar="DAY", help=_("the last day"))
    one.set_defaults(run=_export)
    one = commands.add_parser("report", help=_("write a month as a PDF or a spreadsheet"))
    one.add_argument("month", metavar="YYYY-MM")
    one.add_argument("--out", type=Path, required=True, metavar="FILE", help=_("a file ending in .pdf or .xlsx"))
    one.set_defaults(run=_report)
    one = commands.add_parser("check", help=_("check the venue's file"))
    one.set_defaults(run=_check)
    one = commands.add_parser("backup", help=_("take a copy of the venue's file"))
    one.add_argument("folder", type=Path, nargs="?", metavar="DIR")
    one.set_defaults(run=_backup)
    one = commands.add_parser("restore", help=_("put a copy in the place of the venue's file"))
    one.add_argument("file", type=Path, metavar="FILE")
    one.set_defaults(run=_restore)
    return parser


def _day(words: str) -> date:
    try:
        return date.fromisoformat(words)
    except ValueError:
        raise argparse.ArgumentTypeError(_("write the day as 2026-11-20")) from None


def _add_import(one: argparse.ArgumentParser) -> None:
    one.add_argument("subject", choices=IMPORTS)
    one.add_argument("file", type=Path, metavar="FILE")
    one.add_argument("--dry-run", action="store_true", help=_("only say what would be done"))
    one.add_argument("--update", action="store_true", help=_("also take rows that differ from the records"))
    one.add_argument("--rejects", type=Path, metavar="OUT.xlsx", help=_("write the rejected rows to this file"))
    one.add_argument("--items", metavar="TAG:B,A,P", help=_("where a MARC record names its items, such as 906:b,c,r"))
    one.set_defaults(run=_import)


# ---------------------------------------------------------------- commands


def _desk(folder: Path, clock: Clock, *, read_only: bool) -> Desk:
    """A desk on the venue's file, with its first manager at it."""
    from sqlalchemy import select
    from sqlalchemy.orm import Session

    from venuedesk.core.users import MANAGER, User

    opened = open_file(folder / NAME, read_only=read_only)
    try:
        with storage(), Session(opened.reader) as session:
            manager = select(User.id).where(User.role == MANAGER, User.retired_at.is_(None)).order_by(User.id).limit(1)
            user_id = session.scalars(manager).one()
        return Desk(opened, user_id=user_id, clock=clock)
    except BaseException:
        opened.close(checkpoint=False)
        raise


def _import(words: argparse.Namespace, folder: Path, clock: Clock, password: Password) -> int:
    from venuedesk.core import lock
    from venuedesk.exchange import imports

    holdings = _holdings(words)
    held = None if words.dry_run else lock.take(folder)
    try:
        desk = _desk(folder, clock, read_only=words.dry_run)
        try:
            plan = desk.ask(imports.plan, subject=words.subject, path=words.file, holdings=holdings)
            _tell(*plan.notices, *_few([str(r) for r in plan.rejected]))
            for line in _few([_difference(d) for d in plan.differing]):
                print(line)
            if words.rejects and plan.rejected:
                imports.write_rejects(words.rejects, plan)
            if words.dry_run:
                print(plan)
            else:
                print(desk.do(imports.COMMANDS[words.subject], plan=plan, now=desk.now(), update=words.update))
        finally:
            desk.file.close(checkpoint=not words.dry_run)
    finally:
        if held is not None:
            held.release()
    return 1 if plan.rejected else 0


def _holdings(words: argparse.Namespace) -> "Sequence[Holdings]":
    from venuedesk.exchange.marc import HOLDINGS, Holdings

    if not words.items:
        return HOLDINGS
    tag, _colon, codes = words.items.partition(":")
    parts = codes.split(",")
    fits = len(tag) == 3 and parts[0] and len(parts) <= 4 and all(len(p) <= 1 for p in parts)
    if words.subject != "books" or not fits:
        raise _Trouble(_("--items wants a field and its subfields, such as 906:b,c,r, and only for books."))
    return [Holdings(tag, *parts)]


def _difference(one: "Differing[Any]") -> str:
    changes = _(", ").join(f"{title}: {old or '—'} → {new or '—'}" for title, old, new in one.changes)
    return _("line {line}, {name}: {changes}").format(line=one.line, name=one.what, changes=changes)


def _few(lines: list[str]) -> list[str]:
    more = len(lines) - MOST_SHOWN
    return lines if more <= 0 else [*lines[:MOST_SHOWN], _("… and {n} more").format(n=more)]


def _export(words: argparse.Namespace, folder: Path, clock: Clock, password: Password) -> int:
    from venuedesk.core import permissions
    from venuedesk.exchange import exports

    command = exports.EXPORTS[words.subject]
    desk = _desk(folder, clock, read_only=True)
    try:
        wanted = permissions.QUERIES[f"exchange.{command.__name__}"].password
        known = password() if wanted else ""
        print(desk.ask_with_password(known, command, path=words.file, first=words.first, last=words.last))
    finally:
        desk.file.close(checkpoint=False)
    return 0


def _report(words: argparse.Namespace, folder: Path, clock: Clock, password: Password) -> int:
    from venuedesk import cli_report

    cli_report.check_ending(words.out)
    desk = _desk(folder, clock, read_only=True)
    try:
        demo = folder.absolute() == paths.demo_folder().absolute()
        print(cli_report.write_month(desk, words.month, words.out, demo=demo))
    finally:
        desk.file.close(checkpoint=False)
    return 0


def _check(words: argparse.Namespace, folder: Path, clock: Clock, password: Password) -> int:
    from venuedesk.core import check

    found = check.check_file(folder / NAME)
    _tell(*found)
    print(_("The file has {n} faults.").format(n=len(found)) if found else _("The file is in order."))
    return 1 if found else 0


def _backup(words: argparse.Namespace, folder: Path, clock: Clock, password: Password) -> int:
    from venuedesk.core import backups

    copy = backups.take(folder / NAME, words.folder or folder / backups.FOLDER, kind=backups.BY_HAND, now=clock())
    print(_("Copy taken and checked: {path}").format(path=copy.path))
    return 0


def _restore(words: argparse.Namespace, folder: Path, clock: Clock, password: Password) -> int:
    from venuedesk.core import backups, lock
    from venuedesk.core.file import FIRST_USER

    held = lock.take(folder)
    try:
        try:
            desk = _desk(folder, clock, read_only=False)
        except StorageTrouble as trouble:
            if trouble.kind not in backups.BEYOND_READING:
                raise
            opened, slip = backups.restore(folder / NAME, words.file, user_id=FIRST_USER, now=clock())
        else:
            try:
                slip = desk.restore(words.file, password=password())
            finally:
                opened = desk.file
        opened.close()
    finally:
        held.release()
    print(slip)
    return 0

