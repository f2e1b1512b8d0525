from pathlib import Path, PurePosixPath, PureWindowsPath

import pytest

from venuedesk.core import folders
from venuedesk.core.folders import FIXED, MEMORY, NETWORK, REMOVABLE, UNKNOWN, Mount, Place

MOUNTS = r"""
sysfs /sys sysfs rw 0 0
/dev/sda2 / ext4 rw 0 0
/dev/sda1 /boot/efi vfat rw 0 0
tmpfs /tmp tmpfs rw 0 0
/dev/sdb1 /data ext4 rw 0 0
/dev/sdc1 /media/张三/U盘\040红 vfat rw 0 0
//nas/share /srv/共享 cifs rw 0 0
nas:/x /home/net nfs4 rw 0 0
/dev/mapper/x /home fuse.weird rw 0 0
broken line
"""


@pytest.mark.parametrize(
    ("path", "drive"),
    [
        ("/opt/数据 与 备份", FIXED),
        ("/data/张三", FIXED),
        ("/database", FIXED),
        ("/media/张三/U盘 红/文化宫", REMOVABLE),
        ("/srv/共享/文化宫", NETWORK),
        ("/home/net/x", NETWORK),
        ("/home/张三", UNKNOWN),
        ("/tmp/x", MEMORY),
        ("relative", UNKNOWN),
    ],
)
def test_the_drive_of_a_path_by_the_mounts(path: str, drive: str) -> None:
    assert folders.drive_by_mounts(PurePosixPath(path), folders.mounts_of(MOUNTS)) == drive


def kind_of(letter: str) -> int:
    return {"C:\\": 3, "D:\\": 5, "E:\\": 2, "F:\\": 3, "G:\\": 4, "R:\\": 6}.get(letter, 1)


@pytest.mark.parametrize(
    ("path", "drive"),
    [
        (r"C:\Users\张三\AppData", FIXED),
        (r"D:\数据 与 备份", REMOVABLE),
        (r"E:\x", REMOVABLE),
        (r"F:\数据 与 备份", FIXED),
        (r"G:\x", NETWORK),
        (r"R:\x", MEMORY),
        (r"Z:\x", UNKNOWN),
        (r"\\nas\文化宫\数据", NETWORK),
    ],
)
def test_the_drive_of_a_windows_path_by_its_letter(path: str, drive: str) -> None:
    assert folders.drive_by_letter(PureWindowsPath(path), kind_of) == drive


@pytest.mark.parametrize(
    ("path", "program"),
    [
        (r"C:\Users\张三\OneDrive - 工会\数据", "OneDrive"),
        (r"C:\Users\张三\onedrive\x", "OneDrive"),
        (r"D:\我的坚果云\x", "坚果云"),
        (r"D:\Nutstore\1\x", "坚果云"),
        (r"D:\BaiduNetdiskDownload", "百度网盘"),
        (r"D:\百度网盘\x", "百度网盘"),
        (r"D:\WPS云盘\x", "WPS云"),
        (r"D:\WPSDrive\x", "WPS云"),
        (r"D:\Dropbox\x", "Dropbox"),
        (r"D:\阿里云盘", "阿里云盘"),
        (r"D:\腾讯微云", "腾讯微云"),
        (r"D:\数据 与 备份\张三", ""),
        (r"D:\文化宫", ""),
    ],
)
def test_the_program_that_synchronises_a_folder(path: str, program: str) -> None:
    assert folders.synchronised_by(PureWindowsPath(path)) == program


@pytest.mark.parametrize(
    ("drive", "program", "codes"),
    [
        (FIXED, "", []),
        (UNKNOWN, "", []),
        (NETWORK, "", ["FolderOnNetwork"]),
        (REMOVABLE, "", ["FolderRemovable"]),
        (MEMORY, "", ["FolderInMemory"]),
        (FIXED, "坚果云", ["FolderSynchronised"]),
        (NETWORK, "OneDrive", ["FolderOnNetwork", "FolderSynchronised"]),
    ],
)
def test_a_folder_is_refused_with_the_reason(drive: str, program: str, codes: list[str]) -> None:
    found = folders.problems_of_place(Place(PurePosixPath("/数据 与 备份"), drive, program))
    assert [p.code for p in found] == codes
    assert all(program in str(p) for p in found if p.code == "FolderSynchronised")


def test_a_second_fixed_drive_is_proposed() -> None:
    home = PureWindowsPath(r"C:\Users\张三\AppData\Local\VenueDesk")
    assert folders.proposed_by_letter(home, kind_of) == PureWindowsPath(r"F:\VenueDesk")
    assert folders.proposed_by_letter(home, lambda letter: 3 if letter == "C:\\" else 1) == home
    mounts = folders.mounts_of(MOUNTS)
    assert folders.proposed_by_mounts(PurePosixPath("/root/x"), mounts, lambda _: True) == PurePosixPath(
        "/data/VenueDesk"
    )
    assert folders.proposed_by_mounts(PurePosixPath("/root/x"), mounts, lambda _: False) == PurePosixPath("/root/x")
    stick = [Mount("/dev/sdc1", "/media/u", "ext4")]
    assert folders.proposed_by_mounts(PurePosixPath("/root/x"), stick, lambda _: True) == PurePosixPath("/root/x")


class Windows:
    """What Windows answers about its drives; its library is reached as ``windll.kernel32``."""

    def __init__(self) -> None:
        self.kernel32 = self

    def GetDriveTypeW(self, root: str) -> int:
        return kind_of(root)


def test_on_windows_the_letters_say_what_a_drive_is() -> None:
    ask = folders.drive_kinds(Windows())
    assert ask is not None
    assert folders.drive(PureWindowsPath(r"E:\数据 与 备份\张三"), ask) == REMOVABLE
    assert folders.drive(PureWindowsPath(r"F:\数据 与 备份\张三"), ask) == FIXED
    assert folders.proposal(PureWindowsPath(r"C:\Users\张三"), ask) == PureWindowsPath(r"F:\VenueDesk")


def test_where_windows_cannot_be_asked_the_mounts_say_it(tmp_path: Path) -> None:
    assert folders.drive_kinds(None) is None
    assert folders.drive(tmp_path, None) == folders.place_of(tmp_path).drive
    assert folders.proposal(tmp_path, None) == folders.proposed(tmp_path)


def test_this_computer_answers(tmp_path: Path) -> None:
    place = folders.place_of(tmp_path / "数据 与 备份" / "not there yet")
    assert place.path.name == "not there yet"
    assert place.synchronised_by == ""
    assert folders.proposed(tmp_path).is_absolute()
