"""Texts in the user's language, without Qt.

The source texts are English; the catalogue in ``resources/locale`` turns them into Chinese, which is the default.
``_`` is called at the moment a text is shown; ``N_`` only marks a text that is kept for later (module level, class
level, default arguments).
"""

import gettext as _gettext
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date, datetime

from venuedesk.paths import resource

LANGUAGES = ("zh_CN", "en")
DEFAULT = "zh_CN"

_catalogues: dict[str, _gettext.NullTranslations] = {"en": _gettext.NullTranslations()}
_current = DEFAULT
_meanwhile: ContextVar[str] = ContextVar("language", default="")  # of the thread that speaks another for a while


def use(language: str) -> None:
    """Speak ``language`` (one of LANGUAGES) from now on; anything else raises ValueError."""
    global _current
    if language not in LANGUAGES:
        raise ValueError(language)
    _current = language


def current() -> str:
    """The language in use."""
    return _meanwhile.get() or _current


@contextmanager
def speaking(language: str) -> Iterator[None]:
    """Speak ``language`` on this thread while the block runs: paper speaks the venue's language, not the screen's."""
    if language not in LANGUAGES:
        raise ValueError(language)
    token = _meanwhile.set(language)
    try:
        yield
    finally:
        _meanwhile.reset(token)


def _catalogue() -> _gettext.NullTranslations:
    language = _meanwhile.get() or _current
    if language not in _catalogues:
        _catalogues[language] = _gettext.translation("venuedesk", str(resource("locale")), [language])
    return _catalogues[language]


def _(text: str) -> str:
    """The text in the language in use."""
    return _catalogue().gettext(text) if text else ""


def ngettext(one: str, many: str, n: int) -> str:
    """The singular or plural text for ``n`` in the language in use."""
    return _catalogue().ngettext(one, many, n)


def N_(text: str) -> str:
    """The text itself, marked for translation."""
    return text


_WEEKDAYS = (N_("Mon"), N_("Tue"), N_("Wed"), N_("Thu"), N_("Fri"), N_("Sat"), N_("Sun"))


def day_text(day: date, *, today: date | None = None) -> str:
    """A day as a clerk says it: 11月20日 周五, with the year where it is not this one, 今天 for today."""
    if today is not None and day == today:
        return _("today")
    if today is not None and day.year != today.year:
        shape = _("{weekday} {year}-{month:02}-{day:02}")
    else:
        shape = _("{weekday} {month}/{day}")
    return shape.format(year=day.year, month=day.month, day=day.day, weekday=_(_WEEKDAYS[day.weekday()]))


def time_text(at: datetime, *, today: date | None = None) -> str:
    """An instant as a clerk says it: 今天 14:00, 11月20日 周五 14:00."""
    return f"{day_text(at.date(), today=today)} {at:%H:%M}"


def yuan(fen: int) -> str:
    """Whole fen as yuan: ¥68.00."""
    sign = "-" if fen < 0 else ""
    return f"{sign}¥{abs(fen) // 100}.{abs(fen) % 100:02}"
