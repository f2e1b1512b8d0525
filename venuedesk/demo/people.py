"""The people of the demonstration: units and members, all invented."""

import random
from collections.abc import Iterator
from datetime import date, timedelta

_UNITS = (
    "东方机械厂工会 永固建筑公司工会 城北客运公司工会 第三人民医院工会 新华纺织厂工会 长江电子公司工会 "
    "光明食品厂工会 市自来水公司工会 实验小学工会 东关街道总工会 快递行业联合工会 网约车行业联合工会 "
    "外卖配送员联合工会 货运司机联合工会 环卫所工会 红星钢铁公司工会 滨江物业公司工会 宏达物流园联合工会 "
    "区税务局工会 区教育局工会 天成化工公司工会 南城商业街联合工会 公共交通公司工会 供电分公司工会"
)
UNITS = tuple(_UNITS.split())
CENTRE, AID = "区职工学校", "区工会法援站"  # they run the classes and the talks
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
MEMBERS = 320


def units(chance: random.Random) -> Iterator[list[str]]:
    """Rows of units."""
    for n, name in enumerate((*UNITS, CENTRE, AID)):
        yield [name, chance.choice(SURNAMES) + ("主席" if n < len(UNITS) else "主任"), f"1380000{n:04}"]


def members(chance: random.Random, today: date) -> Iterator[list[str]]:
    """Rows of members, of whom two have one name."""
    kinds, weights = tuple(CATEGORIES), tuple(CATEGORIES.values())
    for n in range(MEMBERS):
        name = "张国胜" if n in (0, 7) else chance.choice(SURNAMES) + chance.choice(GIVEN)  # one pair of twins by name
        joined = today - timedelta(days=chance.randint(30, 364) if n % 9 else chance.randint(1, 30))
        unit = chance.choice(UNITS)
        yield [card(n), name, unit, chance.choices(kinds, weights)[0], f"1390000{n:04}", joined.isoformat()]


def card(n: int) -> str:
    """The card number of a member."""
    return f"05120{n + 1:05}"
