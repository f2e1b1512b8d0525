"""Make resources/fonts: the two weights of Noto Sans SC, cut down to the characters of a Chinese front desk.

    python installer/fonts.py

The full fonts come from the npm package below and are checked by their hash; installers ship them whole.
"""

import hashlib
import shutil
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
FONTS = ROOT / "resources/fonts"
STANDARD = ROOT / "installer/standard_characters.txt"
PACKAGE = "@expo-google-fonts/noto-sans-sc@0.4.3"
SOURCES = {
    "NotoSansSC-Regular.ttf": (
        "package/400Regular/NotoSansSC_400Regular.ttf",
        "d45f67f0a7c0ca3f256950777ce6a61cc7ce5f9696d02900cbbaac25f8aa7d16",
    ),
    "NotoSansSC-Bold.ttf": (
        "package/700Bold/NotoSansSC_700Bold.ttf",
        "9a38ae0ab28cd5a256f9ea8e00dedc688aac17f7915fcb000572990afa956b96",
    ),
}
# characters of names that stand in neither list
RARE = "㐂䶮𬭎堃㛃𬍛𫖯㭎䴙𬬩〇"
# Latin with accents, Greek and Cyrillic, punctuation, currency, letter-like, numerals, arrows, operators, circled
# numbers, box drawing, blocks, geometric shapes, stars, CJK punctuation, kana, enclosed and full-width forms
BLOCKS = (
    *((0x20, 0x7E), (0xA0, 0x17F), (0x1CD, 0x1DC), (0x391, 0x3C9), (0x401, 0x451)),
    *((0x2010, 0x2044), (0x20AC, 0x20AC), (0x2103, 0x2122), (0x2150, 0x217F), (0x2190, 0x21FF), (0x2200, 0x22A5)),
    *((0x2460, 0x249B), (0x2500, 0x257F), (0x2580, 0x2595), (0x25A0, 0x25EF), (0x2605, 0x2642), (0x2713, 0x2717)),
    *((0x3000, 0x3029), (0x3041, 0x30FF), (0x3220, 0x3229), (0x32A3, 0x32A3), (0x338E, 0x33D5)),
    *((0xFE30, 0xFE44), (0xFF01, 0xFFE6)),
)


def gb2312() -> set[str]:
    """Return every character of GB 2312, letters and signs included."""
    pairs = (bytes([row, cell]) for row in range(0xA1, 0xF8) for cell in range(0xA1, 0xFF))
    return set("".join(pair.decode("gb2312", "ignore") for pair in pairs))


def standard() -> set[str]:
    """Return the 8,105 characters of the State Council's table."""
    lines = STANDARD.read_text(encoding="utf-8").splitlines()
    return set("".join(line for line in lines if not line.startswith("#")))


def characters() -> str:
    """Return all that the subset shall hold, in code order."""
    blocks = {chr(code) for first, last in BLOCKS for code in range(first, last + 1)}
    return "".join(sorted(gb2312() | standard() | blocks | set(RARE)))


def unpack(folder: Path) -> None:
    """Fetch the package into the folder and check the two weights; raises ValueError where a hash differs."""
    subprocess.run([shutil.which("npm") or "npm", "pack", "--silent", PACKAGE], cwd=folder, check=True)
    with tarfile.open(next(folder.glob("*.tgz"))) as archive:
        archive.extractall(folder, filter="data")
    for path, wanted in SOURCES.values():
        if hashlib.sha256((folder / path).read_bytes()).hexdigest() != wanted:
            raise ValueError(f"{path} is not the font that was chosen")


def main() -> None:
    """Write the two subsets and the licence."""
    FONTS.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        unpack(folder)
        wanted = folder / "characters.txt"
        wanted.write_text(characters(), encoding="utf-8")
        for target, (path, _) in SOURCES.items():
            subprocess.run(
                [
                    sys.executable,
                    "-m",
                    "fontTools.subset",
                    str(folder / path),
                    f"--text-file={wanted}",
                    f"--output-file={FONTS / target}",
                ]
                + ["--layout-features=kern,locl", "--no-hinting", "--name-IDs=*", "--notdef-outline"],
                check=True,
            )
            print(FONTS / target, (FONTS / target).stat().st_size)
        shutil.copyfile(folder / "package/LICENSE_FONT", FONTS / "OFL.txt")


if __name__ == "__main__":
    main()
