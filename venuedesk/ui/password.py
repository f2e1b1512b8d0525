"""Asking for a manager's password."""

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QDialog, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from venuedesk.i18n import _
from venuedesk.ui.words import button, label

if TYPE_CHECKING:
    from venuedesk.core.desk import Desk


class PasswordDialog(QDialog):
    """One password line; Enter in it or the button confirms, Esc backs out."""

    def __init__(self, parent: QWidget, words: str) -> None:
        """``words`` says whose password is asked for, and what for."""
        super().__init__(parent)
        self.setWindowTitle(_("Password"))
        self.line = QLineEdit()
        self.line.setEchoMode(QLineEdit.EchoMode.Password)
        self.line.setAccessibleName(_("Password"))
        self.line.returnPressed.connect(self.accept)
        self.said = label("", "danger", wrap=True)
        self.said.setVisible(False)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(button(_("Cancel"), self.reject))
        row.addWidget(button(_("OK"), self.accept, "primary"))
        column = QVBoxLayout(self)
        column.setSpacing(10)
        for one in (label(words, wrap=True), self.line, self.said):
            column.addWidget(one)
        column.addLayout(row)
        self.setMinimumWidth(360)


def ask_password(parent: QWidget, who: str, desk: "Desk") -> str | None:
    """A manager's password, checked; None when the user backed out."""
    from venuedesk.core import users

    dialog = PasswordDialog(parent, _("The password of {name}:").format(name=who))
    while dialog.exec():
        password = dialog.line.text()
        if desk.ask(users.a_manager_knows, password=password):
            return password
        dialog.line.clear()
        dialog.said.setText(_("That is not the password."))
        dialog.said.setVisible(True)
    return None
