"""Where the venue's data may lie: on a fixed drive of this computer, in no folder that another program synchronises."""

import ctypes
import os
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path, PurePath, PureWindowsPath
from typing import Any

from venuedesk.core.errors import Problem, impossible
from venuedesk.i18n import N_, _

FIXED, REMOVABLE, NETWORK, MEMORY, UNKNOWN = "fixed", "removable", "network", "memory", "unknown"
OUR_FOLDER = "VenueDesk"
KindOf = Callable[[str], int]  # the number that Windows has for the kind of a drive, by its root

# parts of a path that tell the program which synchronises it: how the part begins, folded; its name
_SYNCHRONISERS = (
    ("onedrive", "OneDrive"),
    ("dropbox", "Dropbox"),
    ("google drive", "Google Drive"),
    ("googledrive", "Google Drive"),
    ("icloud", "iCloud"),
    ("nutstore", "坚果云"),
    ("我的坚果云", "坚果云"),
    ("坚果云", "坚果云"),
    ("baidunetdisk", "百度网盘"),
    ("baidusyncdisk", "百度网盘"),
    ("百度网盘", "百度网盘"),
    ("百度云", "百度网盘"),
    ("wps云", "WPS云"),
    ("wps cloud", "WPS云"),
    ("wpsdrive", "WPS云"),
    ("wps网盘", "WPS云"),
    ("weiyun", "腾讯微云"),
    ("腾讯微云", "腾讯微云"),
    ("微云", "腾讯微云"),
    ("aliyundrive", "阿里云盘"),
    ("阿里云盘", "阿里云盘"),
    ("syncthing", "Syncthing"),
    ("nextcloud", "Nextcloud"),
    ("seafile", "Seafile"),
)
_NETWORKED = ("nfs", "cifs", "smb", "9p", "afs", "ceph", "davfs", "fuse.sshfs", "fuse.rclone", "fuse.davfs", "ncpfs")
_IN_MEMORY = ("tmpfs", "ramfs", "overlay")
_ON_DISK = ("ext2", "ext3", "ext4", "xfs", "btrfs", "f2fs", "jfs", "zfs", "ntfs", "ntfs3", "fuseblk", "vfat", "exfat")
_REMOVABLE_POINTS = ("/media/", "/run/media/", "/mnt/usb")
_WINDOWS_KINDS = {2: REMOVABLE, 3: FIXED, 4: NETWORK, 5: REMOVABLE, 6: MEMORY}

_WORDS = {
    NETWORK: ("FolderOnNetwork", N_("This folder is on the network; a file there can be damaged.")),
    REMOVABLE: ("FolderRemovable", N_("This folder is on a drive that can be pulled out.")),
    MEMORY: ("FolderInMemory", N_("This folder is gone when the computer is switched off.")),
}


@dataclass(frozen=True)
class Mount:
    """One file system in use: its device, where it hangs, and its kind."""

    device: str
    point: str
    kind: str


@dataclass(frozen=True)
class Place:
    """A folder as the rules see it: what kind of drive it is on, and which program synchronises it ('' = none)."""

    path: PurePath
    drive: str
    synchronised_by: str


# ---------------------------------------------------------------- rules


def problems_of_place(place: Place) -> list[Problem]:
    """Why the venue's data should not lie there; [] where it may."""
    problems = []
    way_out = _("Choose a folder on a fixed drive of this computer.")
    if place.drive in _WORDS:
        code, words = _WORDS[place.drive]
        problems.append(impossible(code, _(words), way_out, path=str(place.path)))
    if place.synchronised_by:
        text = _("{program} synchronises this folder and could damage the file.").format(program=place.synchronised_by)
        problems.append(impossible("FolderSynchronised", text, way_out, program=place.synchronised_by))
    return problems


def synchronised_by(path: PurePath) -> str:
    """The program that synchronises a folder, by the parts of its path; '' where none is known to."""
    for part in path.parts:
        folded = part.casefold()
        for begin, name in _SYNCHRONISERS:
            if folded.startswith(begin):
                return name
    return ""


def mounts_of(words: str) -> list[Mount]:
    """What a text in the form of /proc/mounts says; escaped spaces and Chinese names come out whole."""
    found = []
    for line in words.splitlines():
        fields = line.split()
        if len(fields) >= 3:
            found.append(Mount(_unescaped(fields[0]), _unescaped(fields[1]), fields[2]))
    return found


def _unescaped(word: str) -> str:
    return re.sub(r"\\([0-7]{3})", lambda found: chr(int(found.group(1), 8)), word)


def drive_by_mounts(path: PurePath, mounts: Iterable[Mount]) -> str:
    """The kind of drive that a path is on, by the mount that holds it; the last of those at one point counts."""
    holding = [m for m in mounts if path.is_relative_to(m.point)]
    if not holding:
        return UNKNOWN
    longest = max(len(m.point) for m in holding)
    mount = [m for m in holding if len(m.point) == longest][-1]
    if mount.kind.startswith(_NETWORKED):
        return NETWORK
    if mount.kind.startswith(_IN_MEMORY) and mount.point != "/":
        return MEMORY
    if mount.point.startswith(_REMOVABLE_POINTS):
        return REMOVABLE
    return FIXED if mount.kind in _ON_DISK or mount.point == "/" else UNKNOWN


def drive_by_letter(path: PureWindowsPath, kind_of: KindOf) -> str:
    """The kind of drive that a Windows path is on; ``kind_of`` is GetDriveTypeW, asked for the drive's root."""
    if path.drive.startswith("\\\\"):
        return NETWORK
    return _WINDOWS_KINDS.get(kind_of(path.drive + "\\"), UNKNOWN)


def proposed_by_letter(home: PureWindowsPath, kind_of: KindOf) -> PureWindowsPath:
    """Where to propose the data folder on Windows: on the first fixed drive after the system's, else ``home``."""
    for letter in "DEFGHIJKLMNOPQRSTUVWXYZ":
        if letter != home.drive[:1].upper() and kind_of(f"{letter}:\\") == 3:
            return PureWindowsPath(f"{letter}:\\") / OUR_FOLDER
    return home


def proposed_by_mounts(home: PurePath, mounts: Iterable[Mount], writable: Callable[[str], bool]) -> PurePath:
    """Where to propose the data folder elsewhere: on a second fixed drive that may be written to, else ``home``."""
    known = list(mounts)
    own = {m.device for m in known if home.is_relative_to(m.point)}
    for mount in known:
        second = mount.device not in own and mount.kind in _ON_DISK and not mount.point.startswith(_OF_THE_SYSTEM)
        if second and drive_by_mounts(PurePath(mount.point), known) == FIXED and writable(mount.point):
            return PurePath(mount.point) / OUR_FOLDER
    return home


_OF_THE_SYSTEM = ("/boot", "/etc", "/proc", "/sys", "/dev", "/usr", "/var", "/snap")


# ---------------------------------------------------------------- this computer


def place_of(path: Path) -> Place:
    """A folder of this computer, which need not exist yet."""
    whole = path.absolute()
    return Place(whole, drive(whole, drive_kinds(_WINDOWS)), synchronised_by(whole))


def proposed(home: Path) -> Path:
    """Where to propose the data folder on this computer; ``home`` is the user's own data folder."""
    return Path(proposal(home, drive_kinds(_WINDOWS)))


def drive(path: PurePath, kind_of: KindOf | None) -> str:
    """The kind of drive that a path is on: by its letter where Windows can be asked, else by the mounts."""
    return drive_by_letter(PureWindowsPath(path), kind_of) if kind_of else drive_by_mounts(path, _mounts())


def proposal(home: PurePath, kind_of: KindOf | None) -> PurePath:
    """Where to propose the data folder: by letters where Windows can be asked, else by the mounts."""
    if kind_of:
        return proposed_by_letter(PureWindowsPath(home), kind_of)
    return proposed_by_mounts(home, _mounts(), lambda point: os.access(point, os.W_OK))


def drive_kinds(windows: Any) -> KindOf | None:
    """How to ask Windows (``ctypes.windll``) for the kind of a drive; None on a system that is not Windows."""
    return windows and (lambda root: int(windows.kernel32.GetDriveTypeW(root)))


_WINDOWS = getattr(ctypes, "windll", None)


def _mounts() -> list[Mount]:
    table = Path("/proc/mounts")
    return mounts_of(table.read_text("utf-8", "surrogateescape")) if table.exists() else []
