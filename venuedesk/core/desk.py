"""The one door to the file: ``do`` a command, ``ask`` a query, ``now`` is the clock.

One gesture is one command, one transaction, one action in the journal. Nothing else opens a session.
"""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any, Concatenate, ParamSpec, TypeVar

from sqlalchemy import select
from sqlalchemy.orm import Session

from venuedesk.core import backups, events, house, journal, permissions, search
from venuedesk.core.clock import CLOCK_WRONG, clock_problem
from venuedesk.core.db import VenueFile, storage
from venuedesk.core.errors import StorageTrouble, decide, refuse
from venuedesk.core.file import open_file
from venuedesk.core.users import User, UserRow, a_manager_knows, who_opens
from venuedesk.i18n import _

P = ParamSpec("P")
R = TypeVar("R")


class Desk:
    """The desk of one venue's file, with one person at it."""

    def __init__(self, file: VenueFile, *, user_id: int, clock: Callable[[], datetime] = datetime.now) -> None:
        """Sit down at ``file`` as ``user_id``; ``clock`` gives local wall time."""
        self.file = file
        self._clock = clock
        self._clock_sound = self._clock_confirmed = False
        self.user = self.sit_down(user_id)

    def sit_down(self, user_id: int) -> UserRow:
        """Let another user take the desk; LookupError when there is no such user at work."""
        with storage(), Session(self.file.reader) as session:
            row = session.execute(
                select(User.id, User.name, User.role).where(User.id == user_id, User.retired_at.is_(None))
            ).one_or_none()
        if row is None:
            raise LookupError(user_id)
        self.user = UserRow(*row)
        return self.user

    def now(self) -> datetime:
        """Local wall time in whole seconds."""
        return self._clock().replace(microsecond=0)

    def do(self, command: Callable[Concatenate[Session, P], R], /, *args: P.args, **wanted: P.kwargs) -> R:
        """Run a command in a transaction of its own and return its slip.

        Raises Refused, NeedsYes or StorageTrouble; then nothing is changed. PasswordWanted is refused where the
        permission table asks for the manager's password; then ``do_with_password`` is the way. ClockWrong is asked
        before the first entry of a session; then ``confirm_clock`` is the way.
        """
        return self._run("", command, *args, **wanted)

    def do_with_password(
        self, password: str, command: Callable[Concatenate[Session, P], R], /, *args: P.args, **wanted: P.kwargs
    ) -> R:
        """``do``, with a manager's password for a deed that asks for one."""
        return self._run(password, command, *args, **wanted)

    def _run(
        self, password: str, command: Callable[Concatenate[Session, P], R], /, *args: P.args, **wanted: P.kwargs
    ) -> R:
        name = name_of(command)
        values: dict[str, Any] = dict(wanted)
        at = values.get("now") or self.now()
        session_ = journal.JournalSession(self.file.writer, info={"now": at})
        with storage(), events.closed_months_in_words(), session_ as session:
            permit = permissions.require(name, self.user.role)
            if permit.password and not a_manager_knows(session, password):
                raise refuse("PasswordWanted", _("This needs the manager's password."), deed=name)
            session.info["gesture"] = journal.Gesture(
                command=name,
                user_id=self.user.id,
                role=self.user.role,
                at=at,
                accepted=frozenset(values.get("accepted", ())) | self._accepted_of_clock(session, at),
                reason=values.get("reason", ""),
            )
            result = command(session, *args, **wanted)
            slip = getattr(result, "slip", result)  # a scan returns its state beside the slip
            written = journal.write(session, slip) is not None
            if written:
                search.refresh(session, journal.gesture(session).touched)
            session.commit()
        self._clock_sound = self._clock_sound or written
        return result

    def confirm_clock(self) -> None:
        """Say yes to ClockWrong: the next entry is written at this computer's time, and marked so."""
        self._clock_confirmed = True

    def _accepted_of_clock(self, session: Session, at: datetime) -> frozenset[str]:
        """What the first entry of a session accepts about its time; raises ClockWrong while that was not confirmed."""
        problem = None if self._clock_sound else clock_problem(at, journal.last_entry_at(session), self.user.role)
        if problem is None:
            return frozenset()
        decide([problem], (CLOCK_WRONG,) if self._clock_confirmed else ())
        return frozenset((CLOCK_WRONG,))

    def restore(self, source: Path, *, password: str) -> backups.Restored:
        """Put a copy in the place of the file, with a manager's password; nothing else may be under way.

        On StorageTrouble the desk stands on the file as it was. Afterwards whoever restored sits at it, or the first
        manager where the copy does not know them.
        """
        permissions.require("backups.restore", self.user.role)
        with storage(), Session(self.file.reader) as session:
            if not a_manager_knows(session, password):
                raise refuse("PasswordWanted", _("This needs the manager's password."), deed="backups.restore")
        path = self.file.path
        self.file.close()
        try:
            self.file, slip = backups.restore(path, source, user_id=self.user.id, now=self.now())
        except StorageTrouble:
            self.file = open_file(path)
            raise
        self._clock_sound = self._clock_confirmed = False
        self.sit_down(slip.user_id)
        return slip

    def ask(self, query: Callable[Concatenate[Session, P], R], /, *args: P.args, **wanted: P.kwargs) -> R:
        """Run a query on a reader that cannot write; returns rows or numbers.

        PasswordWanted is refused where the permission table asks for the manager's password; then
        ``ask_with_password`` is the way.
        """
        return self.ask_with_password("", query, *args, **wanted)

    def ask_with_password(
        self, password: str, query: Callable[Concatenate[Session, P], R], /, *args: P.args, **wanted: P.kwargs
    ) -> R:
        """``ask``, with a manager's password for a query or export that asks for one."""
        name = name_of(query)
        permit = permissions.require(name, self.user.role)
        with storage(), Session(self.file.reader, info={"now": self.now()}) as session:
            if permit.password and not a_manager_knows(session, password):
                raise refuse("PasswordWanted", _("This needs the manager's password."), deed=name)
            return query(session, *args, **wanted)


def open_desk(file: VenueFile, *, clock: Callable[[], datetime] = datetime.now) -> Desk:
    """The desk of ``file`` as it opens in the morning, with the user of ``users.who_opens``.

    On StorageTrouble, also where the users or the settings alone cannot be read, the file is closed.
    """
    try:
        with storage(), Session(file.reader) as session:
            house.settings(session, day=clock().date())  # nothing opens without them
            return Desk(file, user_id=who_opens(session), clock=clock)
    except StorageTrouble:
        file.close(checkpoint=False)
        raise


def name_of(deed: Callable[..., Any]) -> str:
    """``subject.function``, as the permission table and the journal name it."""
    subject = deed.__module__.removeprefix("venuedesk.").removeprefix("core.").split(".")[0]
    return f"{subject}.{deed.__name__}"
