"""Write cnmarc_small.xml: invented records in every shape of an SRU answer (run in this folder)."""

from pathlib import Path
from xml.sax.saxutils import escape

RECORDS = [
    {
        "001": "0001",
        "010": [("a", "7-111-00001-3"), ("d", "CNY68.00")],
        "200": [("a", "工会小组的一天"), ("A", "Gong Hui"), ("f", "甲一编")],
        "801": [("b", "AAA")],
        "690": [("a", "D412")],
        "905": [("d", "D412"), ("e", "1"), ("s", "D412/1")],
        "906": [[("b", "9000001"), ("x", "1")], [("b", "9000002"), ("r", "CNY")], [("b", "9000003"), ("r", "CNY")]],
    },
    {
        "001": "0002",
        "010": [("a", "7-111-00002-1"), ("d", "CNY80.00")],
        "200": [("a", "车间合唱"), ("e", "曲谱"), ("h", "第二册"), ("f", "乙二"), ("g", "丙三译")],
        "205": [("a", "第2版")],
        "210": [("a", "北京"), ("c", "某出版社"), ("d", "2004.5")],
        "215": [("a", "120页"), ("c", "图"), ("d", "21cm")],
        "225": [("a", "职工文艺丛书")],
        "606": [[("a", "合唱"), ("x", "曲谱"), ("y", "中国")], [("a", "工人")]],
        "610": [[("a", "歌声")]],
        "801": [[("b", "AAA")], [("b", "BBB")]],
        "906": [[("b", "9000010"), ("c", "b77"), ("r", "CNY80.00")]],
    },
    {
        "001": "0003",
        "010": [("a", "7-111-00003-X"), ("d", "CNY88.00")],
        "200": [("a", "䶮先生的书")],
        "330": [[("a", "一个工人的读书笔记。")]],
        "300": [[("a", "附记")]],
    },
    {"001": "0004", "010": [("a", "7-111-00004-8")], "200": [("a", "同号之一")], "690": [("a", "I247")]},
    {
        "001": "0005",
        "010": [("a", "7-111-00004-8"), ("d", "CNY赠90.00")],
        "200": [("a", "同号之二")],
        "701": [[("a", "丁四")], [("a", "戊五")]],
    },
]


def field(tag, subfields):
    inner = "".join(f'<subfield code="{c}">{escape(v)}</subfield>' for c, v in subfields)
    return f'<datafield ind1=" " ind2=" " tag="{tag}">{inner}</datafield>'


def record(one):
    parts = ["<leader>00000nam0 2200000   450 </leader>"]
    for tag, value in one.items():
        if isinstance(value, str):
            parts.append(f'<controlfield tag="{tag}">{value}</controlfield>')
        else:
            parts += [field(tag, f) for f in (value if isinstance(value[0], list) else [value])]
    return f'<record xmlns="http://www.nlc.cn/">{"".join(parts)}</record>'


def answer():
    inner = "\n".join(f"<record><recordData>{record(r)}</recordData></record>" for r in RECORDS)
    return (
        '\ufeff<?xml version="1.0" encoding="UTF-8" standalone="no"?>\n<searchRetrieveResponse'
        f' xmlns="http://www.loc.gov/zing/srw/"><version>1.2</version><records>\n{inner}\n</records></searchRetrieveResponse>\n'
    )


if __name__ == "__main__":
    Path(__file__).with_name("cnmarc_small.xml").write_text(answer(), encoding="utf-8")
