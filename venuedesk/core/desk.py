"""The one door to the file: ``do`` a command, ``ask`` a query, ``now`` is the clock.

One gesture is one command, one transaction, one action in the journal. Nothing else opens a session.
"""

from collections.abc import Callable
from datetime import datetime
from typing import Any, Concatenate, ParamSpec, TypeVar

from sqlalchemy import select
from sqlalchemy.orm import Session

from venuedesk.core import journal, permissions, search
from venuedesk.core.db import VenueFile, storage
from venuedesk.core.errors import refuse
from venuedesk.core.users import User, UserRow, a_manager_knows
from venuedesk.i18n import _

P = ParamSpec("P")
R = TypeVar("R")


class Desk:
    """The desk of one venue's file, with one person at it."""

    def __init__(self, file: VenueFile, *, user_id: int, clock: Callable[[], datetime] = datetime.now) -> None:
        """Sit down at ``file`` as ``user_id``; ``clock`` gives local wall time."""
        self.file = file
        self._clock = clock
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

    def do(self, command: Callable[Concatenate[Session, P], R], *args: P.args, **wanted: P.kwargs) -> R:
        """Run a command in a transaction of its own and return its slip.

        Raises Refused, NeedsYes or StorageTrouble; then nothing is changed. PasswordWanted is refused where the permission
        table asks for the manager's password; then ``do_with_password`` is the way.
        """
        return self._run("", command, *args, **wanted)

    def do_with_password(
        self, password: str, command: Callable[Concatenate[Session, P], R], *args: P.args, **wanted: P.kwargs
    ) -> R:
        """``do``, with a manager's password for a deed that asks for one."""
        return self._run(password, command, *args, **wanted)

    def _run(
        self, password: str, command: Callable[Concatenate[Session, P], R], *args: P.args, **wanted: P.kwargs
    ) -> R:
        name = name_of(command)
        with storage(), journal.JournalSession(self.file.writer) as session:
            permit = permissions.require(name, self.user.role)
            if permit.password and not a_manager_knows(session, password):
                raise refuse("PasswordWanted", _("This needs the manager's password."), deed=name)
            values: dict[str, Any] = dict(wanted)
            session.info["gesture"] = journal.Gesture(
                command=name,
                user_id=self.user.id,
                role=self.user.role,
                at=values.get("now") or self.now(),
                accepted=frozenset(values.get("accepted", ())),
                reason=values.get("reason", ""),
            )
            result = command(session, *args, **wanted)
            slip = getattr(result, "slip", result)  # a scan returns its state beside the slip
            if journal.write(session, slip) is not None:
                search.refresh(session, journal.gesture(session).touched)
            session.commit()
        return result

    def ask(self, query: Callable[Concatenate[Session, P], R], *args: P.args, **wanted: P.kwargs) -> R:
        """Run a query on a reader that cannot write; returns rows or numbers."""
        permissions.require(name_of(query), self.user.role)
        with storage(), Session(self.file.reader) as session:
            return query(session, *args, **wanted)


def name_of(deed: Callable[..., Any]) -> str:
    """``subject.function``, as the permission table and the journal name it."""
    subject = deed.__module__.removeprefix("venuedesk.").removeprefix("core.").split(".")[0]
    return f"{subject}.{deed.__name__}"
