"""The people behind the desk."""

from typing import TYPE_CHECKING

from venuedesk.core import users
from venuedesk.core.users import ROLE_NAMES, ROLES, UserDraft
from venuedesk.i18n import N_, _
from venuedesk.ui.fields import CHOICE, PASSWORD, Field
from venuedesk.ui.forms import open_form
from venuedesk.ui.password import ask_password
from venuedesk.ui.settings.section import ADD, CHANGE, REMOVE, Section
from venuedesk.ui.table import Column, Table

if TYPE_CHECKING:
    from venuedesk.ui.main_window import MainWindow

COLUMNS = (
    Column(N_("Name"), lambda r: r[1].name, stretch=True),
    Column(N_("Role"), lambda r: _(ROLE_NAMES[r[1].role])),
    Column(N_("Key"), lambda r: f"Ctrl+{r[0]}" if r[0] < 10 else ""),
)


def _form() -> tuple[Field, ...]:
    roles = [(role, _(ROLE_NAMES[role])) for role in ROLES]
    password = ("PasswordShort", "PasswordMissing")
    return (
        Field(N_("Name"), "name", required=True, longest=30, problems=("NameMissing", "NameTaken")),
        Field(N_("Role"), "role", CHOICE, choices=lambda: roles, required=True, problems=("LastManager",)),
        Field(
            *(N_("Password"), "password", PASSWORD), problems=password, hint=N_("managers; empty keeps the old one")
        ),
    )


class UsersSection(Section):
    """用户: who works at the desk, with which key."""

    name, deed = N_("Users"), "users.save_user"

    def __init__(self, window: "MainWindow") -> None:
        """Build the table and its deeds."""
        super().__init__(window)
        self.hint(_("The key brings its user to the desk. Each change here needs a manager's password."))
        self.table = Table(COLUMNS, _("Users"), parent=self)
        self.table.opened.connect(lambda _row: self.change())
        self.column.addWidget(self.table, 1)
        self.deeds(
            (_("New user"), ADD, self.add), (_("Change"), CHANGE, self.change), (_("Let go"), REMOVE, self.retire)
        )

    def reload(self) -> None:
        """Read the users."""
        self.table.show_rows(list(enumerate(self.desk.ask(users.users), 1)))

    def add(self) -> None:
        """Open an empty form."""
        open_form(self.window_, _("New user"), _form(), UserDraft(name=""), users.save_user)

    def change(self) -> None:
        """Open the form of the marked user."""
        marked = self.marked()
        if marked is None:
            return
        row = marked[1]
        draft = UserDraft(name=row.name, role=row.role, user_id=row.id)
        open_form(self.window_, row.name, _form(), draft, users.save_user)

    def retire(self) -> None:
        """Let the marked user go, with a manager's password; Ctrl+Z takes them back."""
        marked = self.marked()
        if marked is None:
            return
        password = ask_password(self.window_, _("a manager"), self.desk)
        if password is not None:
            self.window_.perform(
                users.retire_user, password=password, user_id=marked[1].id, now=self.desk.now()
            )
