"""The demonstration venue: invented people and units, real titles, a plausible year of lending.

It is made as the files that a real palace would bring, and comes in through the public importers. Every name, phone and
card number here is invented; the window says 演示数据 while it is open.
"""

import csv
import random
import tempfile
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from pathlib import Path

from venuedesk.paths import resource

MANAGER, PASSWORD = "李主任", "demo-2026"
STAFF = (("王莉", "librarian"), ("赵敏", "clerk"))
_UNITS = (
    "东方机械厂工会 永固建筑公司工会 城北客运公司工会 第三人民医院工会 新华纺织厂工会 长江电子公司工会 "
    "光明食品厂工会 市自来水公司工会 实验小学工会 东关街道总工会 快递行业联合工会 网约车行业联合工会 "
    "外卖配送员联合工会 货运司机联合工会 环卫所工会 红星钢铁公司工会 滨江物业公司工会 宏达物流园联合工会 "
    "区税务局工会 区教育局工会 天成化工公司工会 南城商业街联合工会 公共交通公司工会 供电分公司工会"
)
UNITS = tuple(_UNITS.split())
CATEGORIES = {
    "产业工人": 38,
    "一线职工": 17,
    "新就业形态劳动者": 12,
    "机关事业单位职工": 12,
    "退休职工": 9,
    "家属": 5,
    "社会公众": 4,
    "未知": 3,
}  # and how many of a hundred
SURNAMES = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏"
_GIVEN = (
    "国胜 建国 秀英 伟 芳 娜 敏 静 丽 强 磊 军 洋 勇 艳 杰 娟 涛 明 超 秀兰 霞 平 刚 桂英 文博 志强 海燕 "
    "春梅 晓东 雪梅 永红 建华 玉兰 立新 俊杰 浩然 子涵 欣怡 雨桐 思远 家豪 丹丹 红梅 卫东 振华 淑珍 凤英 小龙 佳慧"
)
GIVEN = tuple(_GIVEN.split())
HEADERS = {
    "units": "单位名称 联系人 电话",
    "members": "卡号 姓名 单位 职工类别 电话 入会日期",
    "books": "题名 责任者 出版社 出版年 分类号 定价 ISBN 索书号 馆藏位置 文献类型 条码号",
    "loans": "条码号 卡号 借出日期 应还日期 归还日期",
}
MEMBERS = 320
REFERENCE = ("Z32", "H163", "H164")  # read on site only
COPIES = (1, 1, 1, 2, 2, 3)


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
    part.replace(path)


def fill(path: Path, now: datetime) -> None:
    """Found the demonstration venue in the file ``path`` and bring its year in through the importers."""
    from venuedesk.core import file, users
    from venuedesk.core.desk import Desk
    from venuedesk.exchange import imports

    file.remove(path)
    file.create(path, founding=file.Founding("滨江区工人文化宫", MANAGER, PASSWORD), now=now)
    opened = file.open_file(path)
    desk = Desk(opened, user_id=file.FIRST_USER, clock=lambda: now)
    for name, role in STAFF:
        desk.do_with_password(PASSWORD, users.save_user, draft=users.UserDraft(name, role))
    with tempfile.TemporaryDirectory() as made:
        for subject, rows in tables(now).items():
            sheet = Path(made) / f"{subject}.csv"
            with sheet.open("w", encoding="utf-8", newline="") as out:
                csv.writer(out).writerows(rows)
            plan = desk.ask(imports.plan, subject=subject, path=sheet)
            desk.do_with_password(PASSWORD, imports.COMMANDS[subject], plan=plan, now=now)
    opened.close()


def tables(now: datetime, seed: int = 20261120) -> dict[str, list[list[str]]]:
    """The files of the demonstration venue as rows with a header, by subject, in the order of their import."""
    chance = random.Random(seed)
    members = list(_members(chance, now.date()))
    books = list(_books(chance))
    lendable = [b[-1] for b in books if b[-2] != "reference"]
    loans = list(_loans(chance, now.date(), [m[0] for m in members], lendable))
    rows = {"units": list(_units(chance)), "members": members, "books": books, "loans": loans}
    return {subject: [HEADERS[subject].split(), *found] for subject, found in rows.items()}


def _units(chance: random.Random) -> Iterator[list[str]]:
    for n, name in enumerate(UNITS):
        yield [name, chance.choice(SURNAMES) + "主席", f"1380000{n:04}"]


def _members(chance: random.Random, today: date) -> Iterator[list[str]]:
    kinds, weights = tuple(CATEGORIES), tuple(CATEGORIES.values())
    names = {"张国胜"}
    for n in range(MEMBERS):
        name = "张国胜" if n in (0, 7) else chance.choice(SURNAMES) + chance.choice(GIVEN)  # one pair of twins by name
        names.add(name)
        joined = today - timedelta(days=chance.randint(30, 364))
        unit = chance.choice(UNITS)
        yield [f"05120{n + 1:05}", name, unit, chance.choices(kinds, weights)[0], f"1390000{n:04}", joined.isoformat()]


def _books(chance: random.Random) -> Iterator[list[str]]:
    number = 0
    with resource("demo/books.csv").open(encoding="utf-8", newline="") as source:
        for n, row in enumerate(csv.DictReader(source), 1):
            call = f"{row['分类号']}/{n}"
            place = "少儿区" if row["分类号"].startswith(("I28", "I712.88")) else "综合借阅区"
            kind = "reference" if row["分类号"] in REFERENCE else "book"
            for _copy in range(chance.choice(COPIES)):
                number += 1
                yield [*row.values(), call, place, kind, f"B{number:06}"]


def _loans(chance: random.Random, today: date, cards: list[str], barcodes: list[str]) -> Iterator[list[str]]:
    """A year of loans: each copy is lent now and then; some are out, a few late, three due today."""
    out: dict[str, int] = {}
    found = []
    last = {}  # the day until which a copy is out
    for barcode in barcodes:
        day = today - timedelta(days=chance.randint(150, 360))
        while barcode not in last:
            lent = day + timedelta(days=chance.randint(3, 70))
            if lent >= today - timedelta(days=1):
                break
            card, back = chance.choice(cards), lent + timedelta(days=chance.randint(4, 36))
            if back < today:
                found.append((lent, barcode, card, back))
                day = back
            elif out.get(card, 0) < 4:
                out[card] = out.get(card, 0) + 1
                found.append((lent, barcode, card, None))
                last[barcode] = today
            else:
                break
    month_ago = today - timedelta(days=30)
    busy = {b for lent, b, _card, back in found if back is None or back >= month_ago}
    due_today = [b for b in barcodes if b not in busy][:3]
    found += [(month_ago, b, card, None) for b, card in zip(due_today, cards, strict=False)]
    for lent, barcode, card, back in sorted(found, key=lambda row: row[:3]):
        due = lent + timedelta(days=30)
        yield [barcode, card, lent.isoformat(), due.isoformat(), back.isoformat() if back else ""]
