"""The look: bundled font, baked style sheets, icons. Nothing is rendered at start."""

import json
from functools import cache

from PySide6.QtCore import QDir, QLibraryInfo, QLocale, QTranslator
from PySide6.QtGui import QFont, QFontDatabase, QIcon
from PySide6.QtWidgets import QApplication

from venuedesk.i18n import N_
from venuedesk.paths import resource

THEMES = {"light": N_("Light"), "dark": N_("Dark")}
TEXT_SIZES = {"standard": 14, "large": 17, "huge": 20}  # pixels
SIZE_NAMES = {"standard": N_("Standard"), "large": N_("Large"), "huge": N_("Extra large")}
FAMILY = "Noto Sans SC"

_translators: list[QTranslator] = []


def load_fonts() -> None:
    """Make the bundled Chinese font known to Qt."""
    for name in ("NotoSansSC-Regular.ttf", "NotoSansSC-Bold.ttf"):
        QFontDatabase.addApplicationFont(str(resource(f"fonts/{name}")))


def colours() -> dict[str, str]:
    """The colours of the theme in use by name, for what is painted by hand; the names are those of the palettes."""
    look = QApplication.instance()
    return dict(_palette(str(look.property("look") or "light") if look is not None else "light"))


@cache
def _palette(theme: str) -> dict[str, str]:
    found: dict[str, str] = json.loads(resource(f"theme/{theme}.json").read_text("utf-8"))
    return found


def dress(app: QApplication, *, theme: str, text_size: str) -> None:
    """Give the program its style sheet: a theme of THEMES at a size of TEXT_SIZES."""
    pixels = TEXT_SIZES[text_size]
    font = QFont(FAMILY)
    font.setPixelSize(pixels)
    app.setFont(font)
    QDir.setSearchPaths("icon", [str(resource(f"theme/{theme}"))])
    sheet = resource(f"theme/{theme}-{pixels}.qss").read_text("utf-8")
    app.setProperty("look", theme)
    if not app.styleSheet():  # under a style sheet the style bears no name
        app.setStyle("Fusion")
    if app.styleSheet() != sheet:  # each widget is dressed anew
        app.setStyleSheet(sheet)


def speak(app: QApplication, language: str) -> None:
    """Let Qt's own words and dates speak ``language``."""
    QLocale.setDefault(QLocale(language))
    while _translators:
        app.removeTranslator(_translators.pop())
    if language != "en":
        words = QTranslator(app)
        folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
        if words.load(f"qtbase_{language}", folder):
            app.installTranslator(words)
            _translators.append(words)


def icon(name: str) -> QIcon:
    """A shipped icon by name."""
    return QIcon(str(resource(f"icons/{name}.svg")))
