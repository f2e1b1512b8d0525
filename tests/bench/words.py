"""Invented names and titles, put together from parts."""

import csv
import random
from pathlib import Path
from typing import Any


def parts(line: str) -> list[str]:
    """The words of a line."""
    return line.split()


_SURNAMES = (
    "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾"
    "丁魏薛叶阎余潘杜戴夏钟汪田任姜范方石姚谭"
)
_GIVEN = (
    "国胜建伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀英霞平刚桂兰文博志海燕春梅晓东雪永红华玉立新俊浩"
    "然子涵欣怡雨桐思远家豪丹卫振淑珍凤小龙佳慧"
)
_PLACES = [
    "东方",
    "永固",
    "城北",
    "新华",
    "长江",
    "光明",
    "红星",
    "滨江",
    "宏达",
    "天成",
    "南城",
    "金桥",
    "和平",
    "泰山",
    "远大",
    "华丰",
]
_TRADES = [
    "机械厂",
    "建筑公司",
    "客运公司",
    "医院",
    "纺织厂",
    "电子公司",
    "食品厂",
    "物业公司",
    "小学",
    "化工公司",
    "钢铁公司",
    "物流园",
]
_WHAT = [
    "中国",
    "近代",
    "江南",
    "北方",
    "城市",
    "乡村",
    "平凡",
    "遥远",
    "春天",
    "冬日",
    "黄河",
    "长江",
    "草原",
    "大海",
    "青年",
    "少年",
    "工人",
    "劳动",
    "机器",
    "电工",
    "焊接",
    "烹饪",
    "养生",
    "摄影",
    "书法",
    "园艺",
    "编程",
    "数据",
    "量子",
    "宇宙",
    "时间",
    "记忆",
    "故乡",
    "母亲",
    "父亲",
    "老师",
    "医生",
    "将军",
    "诗人",
    "匠人",
    "铁路",
    "桥梁",
    "茶叶",
    "丝绸",
    "瓷器",
    "木刻",
    "民歌",
    "戏曲",
    "电影",
    "音乐",
]
_LINK = ("的", "与", "里的", "之外的", "和", "中的", "背后的", "之后的")
_ABOUT = [
    "世界",
    "故事",
    "历史",
    "秘密",
    "道路",
    "生活",
    "艺术",
    "力量",
    "传说",
    "日记",
    "回忆",
    "笔记",
    "革命",
    "变迁",
    "文化",
    "社会",
    "命运",
    "声音",
    "光影",
    "河流",
    "山川",
    "灯火",
    "风云",
    "人生",
    "岁月",
    "精神",
    "智慧",
    "哲学",
    "科学",
    "技术",
    "经济",
    "制度",
]
_KIND = ("", "", "", "", "入门", "研究", "概论", "手册", "选集", "全集", "精讲", "图鉴", "新编", "史话", "随笔")
_PUBLISHERS = ["人民文学", "工人", "商务印书馆", "中华书局", "上海译文", "机械工业", "作家", "中信", "生活书店", "科学"]
_CLASSES = ("I247.5", "I267", "K25", "TS972", "TP311", "B84", "F0", "G89", "J4", "TM", "U2", "H1", "R2", "D6")


def name(chance: random.Random) -> str:
    """A name of two or three characters."""
    return chance.choice(_SURNAMES) + "".join(chance.choices(_GIVEN, k=2 if chance.random() < 0.85 else 1))


def units(chance: random.Random, n: int) -> list[str]:
    """So many different units."""
    found: dict[str, None] = {}
    while len(found) < n:
        found[f"{chance.choice(_PLACES)}{chance.choice(_PLACES)}{chance.choice(_TRADES)}工会"] = None
    return list(found)


def title(chance: random.Random, n: int) -> dict[str, Any]:
    """The columns of the nth title."""
    words = chance.choice(_WHAT) + chance.choice(_LINK) + chance.choice(_WHAT + _ABOUT) + chance.choice(_ABOUT)
    class_number = chance.choice(_CLASSES)
    return {
        "isbn": isbn(n),
        "title": words + chance.choice(_KIND),
        "subtitle": "",
        "part": "",
        "authors": f"{name(chance)}著",
        "edition": "",
        "publisher": chance.choice(_PUBLISHERS) + "出版社",
        "place": "北京",
        "year": str(chance.randrange(1980, 2026)),
        "pages": f"{chance.randrange(90, 700)}页",
        "size": "21cm",
        "price": chance.randrange(1800, 12000),
        "gift": 0,
        "class_number": class_number,
        "call_number": f"{class_number}/{n}",
        "series": "",
        "abstract": "",
        "subjects": chance.choice(_ABOUT),
        "pinyin": "",
        "source": "",
        "control_number": "",
    }


def isbn(n: int) -> str:
    """The nth ISBN of an invented house, with its check digit."""
    digits = f"9787{n:08}"
    return digits + str(-sum(int(c) * (3 if i % 2 else 1) for i, c in enumerate(digits)) % 10)


def sheet(path: Path, subject: str, rows: int) -> None:
    """Write a file of so many members or books, as a palace would bring it."""
    chance = random.Random(rows)
    heads = {
        "members": ("卡号", "姓名", "单位", "职工类别", "电话", "入会日期"),
        "books": (
            "题名",
            "责任者",
            "出版社",
            "出版年",
            "分类号",
            "定价",
            "ISBN",
            "索书号",
            "馆藏位置",
            "文献类型",
            "条码号",
        ),
    }
    houses = units(chance, 400)
    with path.open("w", encoding="utf-8", newline="") as out:
        lines = csv.writer(out)
        lines.writerow(heads[subject])
        for n in range(1, rows + 1):
            if subject == "members":
                lines.writerow(
                    (f"06{n:07}", name(chance), chance.choice(houses), "产业工人", f"139{n:08}", "2026-03-01")
                )
            else:
                t = title(chance, n)
                words = (t["title"], t["authors"], t["publisher"], t["year"], t["class_number"], "38.00", t["isbn"])
                lines.writerow((*words, t["call_number"], "综合借阅区", "book", f"X{n:07}"))
