"""Chinese type on paper: the bundled fonts, embedded, with two defects of ReportLab mended.

Characters beyond the basic plane (𬭎) copy out of the PDF as what they are; no line begins with ， or 》.
"""

from functools import cache

from reportlab.lib import textsplit
from reportlab.pdfbase import pdfmetrics, ttfonts
from reportlab.platypus import paragraph

from venuedesk.core.errors import Problem, impossible
from venuedesk.i18n import _
from venuedesk.paths import resource

PLAIN, BOLD = "NotoSansSC", "NotoSansSC-Bold"
_NEVER_FIRST = "，；：？！》〉）］｝」』】、。·…—～％℃”’"  # what must not begin a line, and ReportLab does not know


@cache
def load() -> None:
    """Make the fonts known, once; call it before anything is drawn."""
    ttfonts.makeToUnicodeCMap = _to_unicode
    for module in (textsplit, paragraph):
        module.ALL_CANNOT_START += "".join(c for c in _NEVER_FIRST if c not in module.ALL_CANNOT_START)
    pdfmetrics.registerFont(ttfonts.TTFont(PLAIN, str(resource("fonts/NotoSansSC-Regular.ttf"))))
    pdfmetrics.registerFont(ttfonts.TTFont(BOLD, str(resource("fonts/NotoSansSC-Bold.ttf"))))
    pdfmetrics.registerFontFamily(PLAIN, normal=PLAIN, bold=BOLD, italic=PLAIN, boldItalic=BOLD)


def _to_unicode(fontname: str, subset: list[int]) -> str:
    """The map from glyphs back to text, with surrogates where ReportLab writes five digits."""
    chars = [f"<{i:02X}> <{chr(v).encode('utf-16-be', 'surrogatepass').hex().upper()}>" for i, v in enumerate(subset)]
    lines = [
        "/CIDInit /ProcSet findresource begin",
        "12 dict begin",
        "begincmap",
        f"/CIDSystemInfo << /Registry ({fontname}) /Ordering ({fontname}) /Supplement 0 >> def",
        f"/CMapName /{fontname} def",
        "/CMapType 2 def",
        "1 begincodespacerange",
        f"<00> <{len(subset) - 1:02X}>",
        "endcodespacerange",
        f"{len(subset)} beginbfchar",
        *chars,
        "endbfchar",
        "endcmap",
        "CMapName currentdict /CMap defineresource pop",
        "end",
        "end",
    ]
    return "\n".join(lines)


def problems_of_text(*texts: str) -> list[Problem]:
    """What cannot be printed of these texts: each character that the fonts lack, named."""
    load()
    known = pdfmetrics.getFont(PLAIN).face.charToGlyph
    lacking = sorted({c for t in texts for c in t if ord(c) not in known and not c.isspace()})
    if not lacking:
        return []
    words = _("The paper's font lacks: {characters}").format(characters=" ".join(lacking))
    return [impossible("CharacterMissing", words, characters="".join(lacking))]


def fitted(text: str, size: float, width: float, *, font: str = PLAIN) -> str:
    """The text, or as much of its beginning with … as fits ``width`` points at ``size``."""
    load()
    if pdfmetrics.stringWidth(text, font, size) <= width:
        return text
    while text and pdfmetrics.stringWidth(text + "…", font, size) > width:
        text = text[:-1]
    return text + "…"
