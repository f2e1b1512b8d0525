"""Bake resources/theme: qt-material in two palettes and three text sizes, with our own rules appended.

    python installer/theme.py

The window then only adds the search path ``icon`` to ``resources/theme/<name>`` and sets the text of the style sheet
``resources/theme/<name>-<size>.qss``. Our rules stand in ``installer/theme.qss``; ``$`` marks a colour or a length.
"""

import json
import logging
import re
import shutil
import tempfile
from importlib import metadata
from pathlib import Path
from string import Template
from xml.etree import ElementTree

logging.disable(logging.WARNING)  # qt-material wants Qt imported first, which baking does not need
import qt_material  # noqa: E402
from qt_material.resources import ResourseGenerator  # noqa: E402

logging.disable(logging.NOTSET)

ROOT = Path(__file__).resolve().parent.parent
THEME = ROOT / "resources/theme"
RULES = ROOT / "installer/theme.qss"
SIZES = (14, 17, 20)
FAMILY = "Noto Sans SC"
SVG = "http://www.w3.org/2000/svg"

# window: behind all; surface: fields and lists; raised: headers and the page list; line: borders that only divide;
# edge: borders that say "a control"; the pairs x/on_x are a background and its text
PALETTES = {
    "light": {
        **{"window": "#f5f7fa", "surface": "#ffffff", "raised": "#e8edf4", "line": "#cfd8e3", "edge": "#7b8896"},
        **{"text": "#1b2733", "muted": "#4a5866", "disabled": "#7a8693", "stripe": "#f4f8fd"},
        **{"primary": "#1565c0", "on_primary": "#ffffff", "primary_hover": "#0f4f9a"},
        **{"chosen": "#cfe3fa", "on_chosen": "#0b2f57", "hover": "#e3eefb", "chunk": "#a9ccf3"},
        **{"danger": "#b3261e", "on_danger": "#ffffff", "warning": "#8a4b00", "success": "#176b34"},
        **{"done": "#c9edd3", "on_done": "#0a4520", "done_bar": "#1b8a45"},
        **{"ask": "#ffe2a0", "on_ask": "#463000", "ask_bar": "#d98e00"},
        **{"refused": "#ffd2cf", "on_refused": "#720b10", "refused_bar": "#c62828"},
        **{"banner": "#fff0c2", "on_banner": "#523c00"},
    },
    "dark": {
        **{"window": "#1b2026", "surface": "#232a32", "raised": "#2d363f", "line": "#3d4854", "edge": "#8391a0"},
        **{"text": "#e6ebf0", "muted": "#b3bfca", "disabled": "#84909c", "stripe": "#28303a"},
        **{"primary": "#7ab8ff", "on_primary": "#06213f", "primary_hover": "#a6d0ff"},
        **{"chosen": "#1f4a7a", "on_chosen": "#eaf3ff", "hover": "#2b3a4b", "chunk": "#2b66a8"},
        **{"danger": "#ff8a80", "on_danger": "#3d0003", "warning": "#ffbf5e", "success": "#7fdca0"},
        **{"done": "#1c4a2d", "on_done": "#dbf7e4", "done_bar": "#4cc67b"},
        **{"ask": "#574100", "on_ask": "#ffecc2", "ask_bar": "#ffb41f"},
        **{"refused": "#651a1e", "on_refused": "#ffe1df", "refused_bar": "#ff6b63"},
        **{"banner": "#4a3c10", "on_banner": "#ffeab5"},
    },
}


def lengths(size: int) -> dict[str, int]:
    """Return the lengths that go with a text size, all in px."""
    return {
        "size": size,
        "small": size - 1,
        "larger": round(size * 1.25),
        "title": round(size * 1.5),
        "figure": round(size * 2.1),
        "control": round(size * 1.7),
        "control_less": round(size * 1.7) - 3,  # a spin box adds 3 px of its own
        "entry": round(size * 2.5),
        "row": round(size * 1.9),
        "box": size + 4,
        "gap": size // 2,
        "gap_less": size // 2 - 1,  # where a focus border takes one pixel more
        "wide": size - 2,
        "wide_less": size - 3,
        "top": round(size * 1.9),
    }


def material_colours(palette: dict[str, str]) -> dict[str, str]:
    """Name our colours as qt-material does."""
    return {
        "primaryColor": palette["primary"],
        "primaryLightColor": palette["chosen"],
        "secondaryColor": palette["surface"],
        "secondaryLightColor": palette["line"],
        "secondaryDarkColor": palette["window"],
        "primaryTextColor": palette["on_chosen"],
        "secondaryTextColor": palette["text"],
    }


def slim(svg: str) -> str:
    """Drop what an editor left in a drawing: foreign elements and attributes."""
    ElementTree.register_namespace("", SVG)
    root = ElementTree.fromstring(svg)
    for parent in list(root.iter()):
        for child in list(parent):
            if not child.tag.startswith(f"{{{SVG}}}"):
                parent.remove(child)
        for name in [name for name in parent.attrib if name.startswith("{")]:
            del parent.attrib[name]
    return ElementTree.tostring(root, encoding="unicode") + "\n"


def bake_icons(name: str, palette: dict[str, str], qss: str) -> None:
    """Write the drawings that the rules name, in the colours of the palette."""
    shutil.rmtree(THEME / name, ignore_errors=True)
    source = Path(qt_material.__file__).parent / "resources/source"
    with tempfile.TemporaryDirectory() as folder:
        ResourseGenerator(palette["primary"], palette["surface"], palette["disabled"], str(source), folder).generate()
        for used in sorted(set(re.findall(r"url\(icon:/(\w+/[\w-]+\.svg)\)", qss))):
            drawn = Path(folder) / used
            if drawn.exists():
                target = THEME / name / used
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_text(slim(drawn.read_text("utf-8").replace("#707070", palette["muted"])), "utf-8")


def material(palette: dict[str, str], size: int) -> str:
    """Return qt-material's own rules in our colours; its density -2 takes 2 px from the text size."""
    extra = {"font_family": f"'{FAMILY}'", "font_size": f"{size + 2}px", "density_scale": "-2"}
    extra |= {"danger": palette["danger"], "warning": palette["warning"], "success": palette["success"]}
    colours = material_colours(palette).items()
    with tempfile.TemporaryDirectory() as folder:
        theme = Path(folder) / "theme.xml"
        lines = "".join(f'<color name="{name}">{colour}</color>' for name, colour in colours)
        theme.write_text(f"<resources>{lines}</resources>", encoding="utf-8")
        return qt_material.build_stylesheet(str(theme), extra=extra, parent=folder, export=True)


def tidy(qss: str) -> str:
    """Drop upper case and what Qt refuses or this venue never shows, comments and empty lines."""
    qss = re.sub(r"/\*.*?\*/", "", qss, flags=re.DOTALL)
    qss = re.sub(r"\s*text-transform:[^;}]*;", "", qss)
    return "\n".join(line.rstrip() for line in qss.splitlines() if line.strip()) + "\n"


def bake(name: str, size: int) -> str:
    """Return the whole style sheet of one palette and text size."""
    palette = PALETTES[name]
    rules = Template(RULES.read_text(encoding="utf-8")).substitute(palette, family=FAMILY, **lengths(size))
    return tidy(material(palette, size)) + tidy(rules)


def main() -> None:
    """Write the six style sheets, the colours by name, the drawings and the licence of what they are made from."""
    THEME.mkdir(parents=True, exist_ok=True)
    for name, palette in PALETTES.items():
        for size in SIZES:
            qss = bake(name, size)
            (THEME / f"{name}-{size}.qss").write_text(qss, encoding="utf-8")
        bake_icons(name, palette, qss)
        (THEME / f"{name}.json").write_text(json.dumps(palette, indent=1) + "\n", encoding="utf-8")
    for file in metadata.files("qt-material") or ():
        if file.name == "LICENSE":
            shutil.copyfile(file.locate(), THEME / "LICENSE.qt-material")


if __name__ == "__main__":
    main()
