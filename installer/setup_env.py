"""Prepare the tree for running: .venv from the lock, and the system libraries that Qt loads.

Standard library only, because nothing is installed yet when it runs:

    python3 installer/setup_env.py [--dev]
"""

from __future__ import annotations

import argparse
import ctypes
import hashlib
import importlib.util
import json
import os
import shutil
import subprocess
import sys
import venv
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
STAMP = VENV / "installed.json"
LOCK = "requirements.lock"
DEV_LOCK = "installer/requirements-dev.lock"
PYTHON = f"{sys.version_info.major}.{sys.version_info.minor}"

# Debian package -> the library that shows whether it is there
ALWAYS = {
    "libegl1": "libEGL.so.1",
    "libgl1": "libGL.so.1",
    "libglib2.0-0": "libgthread-2.0.so.0",
    "libdbus-1-3": "libdbus-1.so.3",
    "libfontconfig1": "libfontconfig.so.1",
    "libxkbcommon0": "libxkbcommon.so.0",
}
WITH_A_SCREEN = {
    "libxcb-cursor0": "libxcb-cursor.so.0",
    "libxcb-icccm4": "libxcb-icccm.so.4",
    "libxcb-keysyms1": "libxcb-keysyms.so.1",
    "libxcb-shape0": "libxcb-shape.so.0",
    "libxcb-xkb1": "libxcb-xkb.so.1",
    "libxkbcommon-x11-0": "libxkbcommon-x11.so.0",
}
APT = ["apt-get", "install", "-y", "--no-install-recommends"]


def loads(library: str) -> bool:
    """Tell whether the dynamic linker finds this library."""
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def missing_packages(
    environ: Mapping[str, str],
    loads: Callable[[str], bool] = loads,
    has_module: Callable[[str], object] = importlib.util.find_spec,
) -> list[str]:
    """Name the Debian packages that Qt or venv needs and this system lacks."""
    wanted = dict(ALWAYS)
    if environ.get("DISPLAY"):
        wanted |= WITH_A_SCREEN
    missing = [package for package, library in wanted.items() if not loads(library)]
    if not has_module("ensurepip"):
        missing.append("python3-venv")
    return missing


def apt_line(packages: Iterable[str]) -> str:
    """Return the command that a person with rights types to install them."""
    return " ".join(["sudo", *APT, *packages])


def install_packages(packages: list[str]) -> bool:
    """Install on Debian as root, refreshing the package list when the first try fails."""
    if os.geteuid() != 0 or not shutil.which("apt-get"):
        return False
    print("正在安装系统库 / installing system libraries:", *packages, flush=True)
    environ = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    quiet = {"env": environ, "stdout": subprocess.DEVNULL}
    if subprocess.run([*APT, *packages], stderr=subprocess.DEVNULL, check=False, **quiet).returncode == 0:
        return True
    subprocess.run(["apt-get", "update"], check=False, **quiet)
    return subprocess.run([*APT, *packages], check=False, **quiet).returncode == 0


def check_system() -> bool:
    """Install what is missing, or say the exact line; true when all is there."""
    if not sys.platform.startswith("linux"):
        return True
    missing = missing_packages(os.environ)
    if not missing or install_packages(missing):
        return True
    print("缺少系统库，请运行 / system libraries are missing, please run:", file=sys.stderr)
    print("  " + apt_line(missing), file=sys.stderr)
    return False


def lock_hashes(root: Path, *, dev: bool) -> dict[str, str]:
    """Map each lock that is wanted to the hash of its content; the development lock holds the other."""
    return {
        name: hashlib.sha256((root / name).read_bytes()).hexdigest() for name in ([LOCK, DEV_LOCK] if dev else [LOCK])
    }


def installed(stamp: Path) -> dict[str, str]:
    """Read what was installed last; nothing where the stamp is absent or broken."""
    try:
        content = json.loads(stamp.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return content if isinstance(content, dict) else {}


def venv_python() -> Path:
    """Return the interpreter inside .venv."""
    return VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def python_runs() -> bool:
    """Tell whether .venv holds an interpreter that starts (a moved or half-made one does not)."""
    try:
        return subprocess.run([venv_python(), "-m", "pip", "--version"], capture_output=True).returncode == 0
    except OSError:
        return False


def prepare_venv(*, dev: bool) -> None:
    """Create .venv when missing, and install from the lock when the lock has changed."""
    before = installed(STAMP)
    wanted = {"python": PYTHON, **lock_hashes(ROOT, dev=dev)}
    fits = before.get("python", PYTHON) == PYTHON
    if fits and venv_python().exists() and wanted.items() <= before.items():
        return
    if not fits or not python_runs():
        print("正在建立运行环境 / creating .venv", flush=True)
        venv.create(VENV, clear=True, with_pip=True)
    print("正在安装依赖（第一次约一分钟）/ installing from the lock", flush=True)
    STAMP.unlink(missing_ok=True)
    subprocess.run(
        [venv_python(), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-input"]
        + ["--require-hashes", "-r", str(ROOT / (DEV_LOCK if dev else LOCK))],
        check=True,
    )
    STAMP.write_text(json.dumps(wanted, indent=1), encoding="utf-8")


def main() -> int:
    """Run from the Makefile; 0 when the tree can be run, 1 otherwise."""
    parser = argparse.ArgumentParser(description="prepare .venv and the system libraries")
    parser.add_argument("--dev", action="store_true", help="the development tools too")
    dev = parser.parse_args().dev
    if sys.version_info < (3, 11):  # noqa: UP036 - the system python may well be older
        print("需要 Python 3.11 或更新版本 / Python 3.11 or newer is needed", file=sys.stderr)
        return 1
    if not check_system():
        return 1
    try:
        prepare_venv(dev=dev)
    except subprocess.CalledProcessError as trouble:
        print(f"安装依赖失败 / installing failed: {trouble}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
