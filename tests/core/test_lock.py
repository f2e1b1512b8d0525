import os
import subprocess
import sys
from pathlib import Path

import pytest

from venuedesk.core import lock
from venuedesk.core.errors import StorageTrouble

OTHER = (
    "import sys, pathlib; from venuedesk.core import lock; held = lock.take(pathlib.Path(sys.argv[1]));"
    "print('held', flush=True); sys.stdin.read()"
)


def test_a_second_program_is_told_who_has_the_folder_until_it_dies(tmp_path: Path) -> None:
    folder = tmp_path / "数据 与 备份"
    other = subprocess.Popen(
        [sys.executable, "-c", OTHER, str(folder)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert other.stdout is not None
    assert other.stdout.readline() == "held\n"
    with pytest.raises(StorageTrouble) as refused:
        lock.take(folder)
    assert refused.value.kind == "locked"
    assert refused.value.detail.startswith(f"{other.pid}, 20")
    other.kill()
    other.communicate()
    held = lock.take(folder)
    assert (folder / lock.HOLDER).read_text() == str(os.getpid())
    held.release()
    held.release()


def test_garbage_in_the_lock_files_is_no_lock(tmp_path: Path) -> None:
    (tmp_path / lock.NAME).write_bytes(b"\0\xff garbage")
    (tmp_path / lock.HOLDER).write_bytes(b"\xff\xfe")
    held = lock.take(tmp_path)
    (tmp_path / lock.HOLDER).unlink()
    with pytest.raises(StorageTrouble) as refused:
        lock.take(tmp_path)
    assert refused.value.detail == ""
    held.release()
