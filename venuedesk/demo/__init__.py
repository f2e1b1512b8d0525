"""The demonstration venue: invented people and units, real titles, a plausible year of lending, rooms and visitors.

The year is made as the files that a real palace would bring, and comes in through the public importers; the gestures of
the last weeks and of today are those of a clerk, by the commands of the desk. Every name, phone and card number here is
invented; the window says 演示数据 while it is open.
"""

import csv
import random
import tempfile
from datetime import datetime, timedelta
from multiprocessing import get_context
from pathlib import Path

from venuedesk.demo import bookings, lending, people, rooms, visits
from venuedesk.demo.days import Days, moment

MANAGER, PASSWORD = "李主任", "demo-2026"
STAFF = (("王莉", "librarian"), ("赵敏", "clerk"))
CLERK = 3  # the number of the last of them
SEED = 20261135
HEADERS = {
    "units": "单位名称 联系人 电话",
    "members": "卡号 姓名 单位 职工类别 电话 入会日期",
    "books": "题名 责任者 出版社 出版年 分类号 定价 ISBN 索书号 馆藏位置 文献类型 条码号",
    "loans": "条码号 卡号 借出日期 应还日期 归还日期",
    "rooms": "场地 功能区 空间 容纳人数 布置 准备 整理",
    "bookings": "场地 日期 开始 结束 单位 卡号 联系人 电话 用途 预计人数 实到人数 状态 布置 原因",
    "visits": "门 日期 时段 人次",
}


def prepare(folder: Path) -> None:
    """Found the demonstration venue in ``folder`` and fill it, unless it is there already."""
    from venuedesk.core import file

    path = folder / file.NAME
    if path.exists():
        return
    now = datetime.now().replace(microsecond=0)
    folder.mkdir(parents=True, exist_ok=True)
    part = folder / "founding"
    fill(part, now)
    file.move_into_place(part, path)


def fill(path: Path, now: datetime) -> None:
    """Found the demonstration venue in the file ``path``, bring its year in, and live its last weeks and its day."""
    from venuedesk.core import file
    from venuedesk.demo import founding

    file.remove(path)
    days = Days(now)
    evening = moment(days.today - timedelta(days=1), 21 * 60)  # before: the day itself happens at the desk
    desk = founding.found(path, days, evening)
    with tempfile.TemporaryDirectory() as made:
        for subject, rows in tables(now).items():
            sheet = Path(made) / f"{subject}.csv"
            with sheet.open("w", encoding="utf-8", newline="") as out:
                csv.writer(out).writerows(rows)
            founding.bring_in(desk, subject, sheet)
    founding.live(desk, days, held_in(days))
    desk.file.close()


def fill_apart(path: Path, now: datetime) -> None:
    """``fill`` in a process of its own, so that what filling takes (spreadsheets, a month's paper) is not kept here.

    RuntimeError where it came to no good end.
    """
    filling = get_context("spawn").Process(target=fill, args=(path, now))
    filling.start()
    filling.join()
    if filling.exitcode != 0:
        raise RuntimeError(f"{path}: {filling.exitcode}")


def tables(now: datetime, seed: int = SEED) -> dict[str, list[list[str]]]:
    """The files of the demonstration venue as rows with a header, by subject, in the order of their import."""
    days, chance = Days(now), random.Random(seed)
    members = list(people.members(chance, days.today))
    books = list(lending.books(chance))
    lendable = [b[-1] for b in books if b[-2] != "reference"]
    cards = [m[0] for m in members]
    held = held_in(days, seed)
    rows = {
        "units": list(people.units(chance)),
        "members": members,
        "books": books,
        "loans": list(lending.loans(chance, days, cards, lendable)),
        "rooms": list(rooms.rows()),
        "bookings": list(bookings.rows(random.Random(seed + 2), held, cards)),
        "visits": list(visits.rows(random.Random(seed + 3), days, held)),
    }
    return {subject: [HEADERS[subject].split(), *found] for subject, found in rows.items()}


def held_in(days: Days, seed: int = SEED) -> list[bookings.Held]:
    """Every booking of the demonstration."""
    return bookings.made(random.Random(seed + 1), days)
