"""Forms: a form is a tuple of fields and a draft; OK runs a command on the filled draft.

Enter goes to the next field, Ctrl+Enter or the focused button confirms, Esc backs out. A scanner's burst of keys never
confirms and never moves on: it fills the field for a code. What is refused is said beside the field and the form stays;
what asks is asked in the form and answered by F9 or its button, never by Enter.
"""

import dataclasses
from collections.abc import Callable, Sequence
from inspect import signature
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QGridLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from venuedesk.core.clock import CLOCK_WRONG
from venuedesk.core.errors import ASK, NeedsYes, Problem, Refused, StorageTrouble, words_of
from venuedesk.i18n import _
from venuedesk.ui import fields, sound
from venuedesk.ui.answer import AnswerArea
from venuedesk.ui.burst import Burst
from venuedesk.ui.fields import Editor, Field, UnreadableError
from venuedesk.ui.form_size import fit, grow
from venuedesk.ui.keys import ENTERS, bind, is_empty_enter
from venuedesk.ui.words import button, label, scrolling

if TYPE_CHECKING:
    from venuedesk.core.slips import Slip
    from venuedesk.ui.main_window import MainWindow

_ENDS = (*ENTERS, Qt.Key.Key_Tab)


class Form(QDialog):
    """A dialog that fills a frozen draft and runs a command with it."""

    def __init__(
        self,
        window: "MainWindow",
        title: str,
        form: Sequence[Field],
        draft: Any,
        command: Callable[..., "Slip"],
        *,
        wanted: Callable[[Any], dict[str, Any]] = lambda draft: {"draft": draft},
        done: Callable[[Any], object] = lambda slip: None,
        ok: str = "",
        words: str = "",
        columns: int = 1,
        parent: QWidget | None = None,
    ) -> None:
        """Show ``draft`` in the fields of ``form``.

        ``wanted`` turns the filled draft into what ``command`` takes besides now, accepted and reason; ``done`` gets
        its slip. ``words`` stand above the fields.
        """
        super().__init__(parent or window)
        self.window_ = window
        self.setWindowTitle(title)
        self._draft, self._command, self._wanted, self._done = draft, command, wanted, done
        self._password, self._standing, self._asked_of = "", (), ""
        self.editors = [fields.EDITORS[f.kind](f) for f in form]
        self.said: dict[str, QLabel] = {}
        self.burst = Burst()
        self._build(title, words, ok or _("Save"), columns)
        for editor in self.editors:
            editor.show(getattr(draft, editor.field.name))
            self._watch(editor)
        bind(self, {"F9": self.say_yes, "Ctrl+N": self._make_new})
        bind(self, {"Ctrl+Return": self.confirm, "Ctrl+Enter": self.confirm})
        self.finished.connect(lambda _result: self._leave())

    # ------------------------------------------------------------ the look

    def _build(self, title: str, words: str, ok: str, columns: int) -> None:
        self.answer = AnswerArea()
        self.answer.setMinimumHeight(0)
        self.answer.hide()
        self.answer.reason.installEventFilter(self)
        self.yes = button(_("Yes (F9)"), self.say_yes, "primary")
        self.yes.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # F9 or the mouse, never Enter
        self.yes.hide()
        self.ok = button(_("{ok} (Ctrl+Enter)").format(ok=ok), self.confirm, "primary")
        self.cancel = button(_("Cancel (Esc)"), self.back_out)
        for one in (self.ok, self.cancel):
            one.installEventFilter(self)
        row = QHBoxLayout()
        row.addStretch(1)
        for one in (self.cancel, self.yes, self.ok):
            row.addWidget(one)
        self.scroll = scrolling(self)
        self.scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        inside = QWidget(self.scroll.viewport())
        self._lay_fields(QGridLayout(inside), columns)
        self.scroll.setWidget(inside)
        self._grown = QTimer(self, singleShot=True, interval=0)
        self._grown.timeout.connect(lambda: grow(self, self.scroll, self.window_))
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 12)
        column.setSpacing(8)
        column.addWidget(label(title, "subtitle"))
        if words:
            column.addWidget(label(words, "hint", wrap=True))
        column.addWidget(self.scroll, 1)
        column.addWidget(self.answer)
        column.addLayout(row)
        fit(self, self.scroll, columns, self.window_)

    def _lay_fields(self, grid: QGridLayout, columns: int) -> None:
        """Labels left of their controls, what is wrong below them; two columns side by side where there are many."""
        grid.setContentsMargins(0, 0, 6, 0)
        grid.setHorizontalSpacing(10)
        grid.setVerticalSpacing(4)
        narrow = [e for e in self.editors if not e.field.wide] if columns > 1 else self.editors
        half = -(-len(narrow) // columns)
        places = {id(e): (n % half, n // half * 2, 1) for n, e in enumerate(narrow)}
        wide = [e for e in self.editors if id(e) not in places]
        places |= {id(e): (half + n, 0, 2 * columns - 1) for n, e in enumerate(wide)}
        for editor in self.editors:
            line, place, span = places[id(editor)]
            self._lay(grid, editor, 2 * line, place, span)
        for n in range(columns):
            grid.setColumnStretch(2 * n + 1, 1)
        grid.setRowStretch(2 * (half + len(wide)), 1)

    def _lay(self, grid: QGridLayout, editor: Editor, line: int, place: int, span: int) -> None:
        field = editor.field
        words = _(field.label)
        name = label(words + (" *" if field.required else ""))
        name.setBuddy(editor.widget)
        editor.widget.setAccessibleName(words)
        editor.widget.setAccessibleDescription(_("needed") if field.required else "")
        control: QWidget = editor.widget
        if field.new:
            control = QWidget()
            row = QHBoxLayout(control)
            row.setContentsMargins(0, 0, 0, 0)
            row.addWidget(editor.widget, 1)
            fresh = button(_("New (Ctrl+N)"), lambda: self._make_new_of(editor))
            fresh.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            row.addWidget(fresh)
        wrong = label("", "danger", wrap=True)
        wrong.hide()
        self.said[field.name] = wrong
        grid.addWidget(name, line, place, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop)
        name.setMinimumHeight(int(name.fontMetrics().height() * 1.5))
        grid.addWidget(control, line, place + 1, 1, span)
        grid.addWidget(wrong, line + 1, place + 1, 1, span)

    # ------------------------------------------------------------ keys

    def _watch(self, editor: Editor) -> None:
        editor.widget.installEventFilter(self)
        if isinstance(editor, fields.ChoiceEditor):
            editor.box.offered.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Count the keys, and let Enter go on; a scan is taken out and put where a code belongs."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            if is_empty_enter(event):
                return True
            if event.key() in _ENDS:
                return self._ended(watched, event)
            if event.text().isprintable() and event.text():
                self.burst.key(event.text(), self._text_in_focus())
        return super().eventFilter(watched, event)

    def _ended(self, watched: QObject, event: QKeyEvent) -> bool:
        scanned = self.burst.ends()
        if scanned:
            self._scanned(scanned, self.burst.before)
            return True
        if event.key() not in ENTERS or event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            return False
        pressed = next((one for one in (self.ok, self.cancel) if one is watched), None)
        if pressed is not None:
            pressed.click()
            return True
        if event.modifiers() & Qt.KeyboardModifier.ShiftModifier and isinstance(watched, fields.QPlainTextEdit):
            return False
        self._go_on(watched)
        return True

    def _go_on(self, watched: QObject) -> None:
        """To the next field; from the last to the button that confirms, a question is answered by none."""
        places = [e.widget for e in self.editors]
        boxes = [e.box for e in self.editors if isinstance(e, fields.ChoiceEditor)]
        if any([box.take_offered() for box in boxes]):
            self.activateWindow()
        here = next((box for box in boxes if box.offered is watched), watched)
        after = places.index(here) + 1 if here in places else len(places)
        if after < len(places):
            places[after].setFocus(Qt.FocusReason.TabFocusReason)
            self.scroll.ensureWidgetVisible(places[after])
        elif not self._standing:
            self.ok.setFocus(Qt.FocusReason.TabFocusReason)

    def _scanned(self, text: str, before: str) -> None:
        """A scan fills the one field for a code, wherever the focus is; without one it stays where it was typed.

        While a question stands it fills nothing.
        """
        if self._standing:
            self.answer.reason.setText(before)
            sound.play("refused")
            return
        here = self._editor_in_focus()
        codes = [e for e in self.editors if e.field.kind == fields.CODE]
        there = here if here in codes else codes[0] if len(codes) == 1 else None
        if there is None:
            return
        if here is not None and here is not there:
            here.set_text(before)
        there.set_text(text)
        there.widget.setFocus()

    def _text_in_focus(self) -> str:
        editor = self._editor_in_focus()
        if editor is not None:
            return editor.text()
        return self.answer.reason.text() if self.answer.reason.hasFocus() else ""

    def _editor_in_focus(self) -> Editor | None:
        return next((e for e in self.editors if e.widget.hasFocus()), None)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc backs out; Enter that no control took does nothing."""
        if event.key() == Qt.Key.Key_Escape:
            self.back_out()
        elif event.key() not in ENTERS:
            super().keyPressEvent(event)

    def _make_new(self) -> None:
        editor = self._editor_in_focus()
        if editor is not None and editor.field.new:
            self._make_new_of(editor)

    def _make_new_of(self, editor: Editor) -> None:
        assert editor.field.new is not None

        def take(value: Any) -> None:
            if isinstance(editor, fields.ChoiceEditor):
                editor.fill()
            editor.show(value)
            editor.widget.setFocus()

        editor.field.new(self, editor.text().strip(), take)

    # ------------------------------------------------------------ the deed

    def back_out(self) -> None:
        """Out of the question that stands, else out of the form."""
        if self._standing:
            self._stand(())
            self.answer.hide()
            self.editors[0].widget.setFocus()
        else:
            self.reject()

    def confirm(self) -> None:
        """Run the command on what stands in the fields."""
        if not self._standing:
            self._run(frozenset(), "")

    def say_yes(self) -> None:
        """Yes to the question that stands, with the reason where one is wanted."""
        reason = self.answer.reason.text().strip()
        if not self._standing:
            return
        if not reason and any(p.reason_wanted for p in self._standing):
            self.answer.reason.setFocus()
            return
        if any(p.code == CLOCK_WRONG for p in self._standing) and self.window_.desk is not None:
            self.window_.desk.confirm_clock()
        self._run(frozenset(p.code for p in self._standing if p.kind == ASK), reason)

    def _filled(self) -> Any:
        """The draft as the fields have it, None when one of them cannot be read; each says why."""
        values, wrong = {}, None
        for editor in self.editors:
            self._say_beside(editor.field.name, "")
            try:
                values[editor.field.name] = editor.read()
            except UnreadableError as trouble:
                self._say_beside(editor.field.name, str(trouble))
                wrong = wrong or editor
        if wrong is not None:
            wrong.widget.setFocus()
            self.scroll.ensureWidgetVisible(wrong.widget)
            sound.play("refused")
            return None
        return dataclasses.replace(self._draft, **values)

    def _run(self, accepted: frozenset[str], reason: str) -> None:
        draft = self._filled()
        desk = self.window_.desk
        if draft is None or desk is None:
            return
        self._stand(())
        self.answer.hide()
        given = {"now": desk.now(), "accepted": accepted, "reason": reason}
        takes = signature(self._command).parameters
        values = self._wanted(draft) | {name: value for name, value in given.items() if name in takes}
        try:
            slip = desk.do_with_password(self._password, self._command, **values)
        except NeedsYes as question:
            self._ask(question.problems)
        except Refused as refusal:
            self._refused(refusal.problems)
        except StorageTrouble as trouble:
            self._say("refused", words_of(trouble))
        else:
            self._succeed(slip)

    def _succeed(self, slip: "Slip") -> None:
        from venuedesk.core.front import DONE, Answer

        self.accept()
        self.window_.show_answer(Answer(DONE, str(slip), getattr(slip, "notices", ()), slip=slip))
        self._done(slip)

    def _refused(self, problems: Sequence[Problem]) -> None:
        if problems[0].code == "PasswordWanted" and self._take_password():
            self.confirm()
            return
        rest = [p for p in problems if not self._beside(p)]
        if rest:
            self._say("refused", [str(p) for p in rest])
        else:
            sound.play("refused")
        first = next((e for e in self.editors if self.said[e.field.name].isVisibleTo(self)), None)
        if first is not None:
            first.widget.setFocus()
            self.scroll.ensureWidgetVisible(self.said[first.field.name])

    def _take_password(self) -> bool:
        from venuedesk.ui.password import ask_password

        assert self.window_.desk is not None
        self._password = ask_password(self, _("a manager"), self.window_.desk) or ""
        return bool(self._password)

    def _beside(self, problem: Problem) -> bool:
        """Say a problem beside the field it is about, where the form knows it."""
        for editor in self.editors:
            name = editor.field.name
            if problem.code in editor.field.problems or problem.facts.get("field") == name:
                before = self.said[name].text() if self.said[name].isVisibleTo(self) else ""
                self._say_beside(name, f"{before} {problem}".strip())
                return True
        return False

    def _ask(self, problems: tuple[Problem, ...]) -> None:
        why = any(p.reason_wanted for p in problems)
        keys = _("F9 yes, with the reason · Esc no") if why else _("F9 yes · Esc no")
        self._say("ask", [str(p) for p in problems], keys)
        self.answer.reason.setVisible(why)
        self._stand(problems)
        (self.answer.reason if why else self.answer).setFocus()

    def _stand(self, problems: tuple[Problem, ...]) -> None:
        """Let a question stand, or none."""
        self._standing = problems
        self.yes.setVisible(bool(problems))
        self.ok.setVisible(not problems)

    def _say(self, kind: str, lines: Sequence[str], keys: str = "") -> None:
        self.answer.say(kind, lines[0], tuple(lines[1:]), (), keys)
        self.answer.show()
        self._grown.start()
        sound.play(kind)

    def _say_beside(self, name: str, words: str) -> None:
        self.said[name].setText(words)
        self.said[name].setVisible(bool(words))
        self._grown.start()

    def _leave(self) -> None:
        if self.parent() is self.window_:
            self.window_.activateWindow()
            self.window_.entry.setFocus()
        self.deleteLater()


def open_form(*args: Any, **wanted: Any) -> Form:
    """Open a form in front of the window; the arguments are those of Form."""
    form = Form(*args, **wanted)
    form.open()
    form.editors[0].widget.setFocus()
    return form
