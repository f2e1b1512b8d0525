"""The people behind the desk: users with a role; managers have a password (Argon2id)."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, Index, func, select, text
from sqlalchemy.orm import Mapped, Session, mapped_column

from venuedesk.core import slips
from venuedesk.core.db import Base, Instant
from venuedesk.core.errors import Problem, decide, impossible
from venuedesk.i18n import N_, _

CLERK, LIBRARIAN, MANAGER = "clerk", "librarian", "manager"
ROLES = (CLERK, LIBRARIAN, MANAGER)
ROLE_NAMES = {CLERK: N_("Clerk"), LIBRARIAN: N_("Librarian"), MANAGER: N_("Manager")}
PASSWORD_LENGTH = 8

# ---------------------------------------------------------------- tables


class User(Base):
    """One person at the desk. A manager has a password; the others are chosen by a key."""

    __tablename__ = "users"
    __table_args__: Any = (
        CheckConstraint("role IN ('clerk', 'librarian', 'manager')", name="role"),
        CheckConstraint("role <> 'manager' OR password IS NOT NULL", name="manager_password"),
        Index("uq_users_name", "name", unique=True, sqlite_where=text("retired_at IS NULL")),
        {"sqlite_autoincrement": True},
    )

    name: Mapped[str]
    role: Mapped[str]
    password: Mapped[str | None]
    retired_at: Mapped[datetime | None] = mapped_column(Instant)


# ---------------------------------------------------------------- slips and rows


@dataclass(frozen=True)
class UserSaved(slips.Slip):
    """A user was added or changed."""

    user_id: int
    role: str
    user: str = slips.named("user")

    def __str__(self) -> str:
        """Who, and as what."""
        return _("User saved: {user} ({role})").format(user=self.user, role=_(ROLE_NAMES[self.role]))


@dataclass(frozen=True)
class UserRetired(slips.Slip):
    """A user no longer works here."""

    user_id: int
    user: str = slips.named("user")

    def __str__(self) -> str:
        """Who."""
        return _("User retired: {user}").format(user=self.user)


@dataclass(frozen=True)
class UserRow:
    """One user who works here."""

    id: int
    name: str
    role: str


@dataclass(frozen=True)
class UserDraft:
    """What the form for a user fills; ``password`` is set anew where it is not empty."""

    name: str
    role: str = CLERK
    password: str = ""
    user_id: int | None = None


# ---------------------------------------------------------------- rules


def sealed_password(password: str) -> str:
    """The Argon2id hash of a password (19 MiB, t=2, p=1)."""
    from argon2 import PasswordHasher

    return PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1).hash(password)


def password_fits(password: str, sealed: str | None) -> bool:
    """Whether ``password`` is the one that was sealed."""
    from argon2 import PasswordHasher
    from argon2.exceptions import VerificationError

    if not sealed:
        return False
    try:
        return PasswordHasher().verify(sealed, password)
    except VerificationError:
        return False


def problems_of_name(name: str) -> list[Problem]:
    """What stands against a user's name by itself."""
    return [] if name.strip() else [impossible("NameMissing", _("A user needs a name."))]


def problems_of_password(password: str) -> list[Problem]:
    """What stands against a manager's password."""
    if len(password) >= PASSWORD_LENGTH:
        return []
    words = _("A password has at least {n} characters.").format(n=PASSWORD_LENGTH)
    return [impossible("PasswordShort", words)]


def problems_of_user(session: Session, draft: UserDraft) -> list[Problem]:
    """What stands against saving this user."""
    old = session.get(User, draft.user_id) if draft.user_id else None
    name = draft.name.strip()
    problems = problems_of_name(name)
    twin = session.scalar(select(User.id).where(User.name == name, User.retired_at.is_(None)))
    if twin is not None and twin != draft.user_id:
        problems.append(impossible("NameTaken", _("There already is a user {name}.").format(name=name)))
    if draft.password:
        problems += problems_of_password(draft.password)
    if draft.role == MANAGER and not draft.password and not (old and old.password):
        problems.append(impossible("PasswordMissing", _("A manager needs a password.")))
    if old and old.role == MANAGER and draft.role != MANAGER:
        problems += _last_manager(session, old)
    return problems


def _last_manager(session: Session, user: User) -> list[Problem]:
    managers = session.scalar(select(func.count()).where(User.role == MANAGER, User.retired_at.is_(None)))
    if user.role == MANAGER and managers == 1:
        return [
            impossible("LastManager", _("{name} is the only manager; name another one first.").format(name=user.name))
        ]
    return []


# ---------------------------------------------------------------- commands


def save_user(session: Session, *, draft: UserDraft) -> UserSaved:
    """Add a user, or change the one that the draft names."""
    decide(problems_of_user(session, draft))
    user = session.get_one(User, draft.user_id) if draft.user_id else User()
    user.name, user.role = draft.name.strip(), draft.role
    if draft.password:
        user.password = sealed_password(draft.password)
    session.add(user)
    session.flush()
    return UserSaved(user.id, user.role, user=user.name)


def retire_user(session: Session, *, user_id: int, now: datetime) -> UserRetired:
    """Let a user go; the last manager stays."""
    user = session.get_one(User, user_id)
    decide(_last_manager(session, user))
    user.retired_at = now
    return UserRetired(user_id, user=user.name)


# ---------------------------------------------------------------- queries


def who_opens(session: Session) -> int:
    """The id of the user with whom the desk opens: the first who is no manager, else the first manager.

    A manager takes the desk with the password, so that nobody has a manager's rights by starting the program.
    """
    everyone = users(session)
    return next((u.id for u in everyone if u.role != MANAGER), everyone[0].id)


def users(session: Session) -> list[UserRow]:
    """Everyone who works here, in the order of their keys (Ctrl+1 …)."""
    rows = session.execute(select(User.id, User.name, User.role).where(User.retired_at.is_(None)).order_by(User.id))
    return [UserRow(*row) for row in rows]


def a_manager_knows(session: Session, password: str) -> bool:
    """Whether the password is that of any manager who works here."""
    sealed = session.scalars(select(User.password).where(User.role == MANAGER, User.retired_at.is_(None)))
    return any(password_fits(password, one) for one in sealed)


slips.look_up_many("user", slips.names_by("user_id", select(User.id, User.name)))
