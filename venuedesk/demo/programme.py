"""What goes on in the rooms of the demonstration: the classes of a week, and what else is asked for."""

from collections.abc import Iterator
from dataclasses import dataclass

WEEKDAYS = "一二三四五六日"
MEMBER, UNIT, CENTRE, AID = "member", "unit", "centre", "aid"  # who holds a booking; anything else is a group's name
GROUPS = {  # groups from outside, and who calls for them
    "红叶合唱团": "刘桂英",
    "夕阳红合唱团": "许立新",
    "江畔民乐团": "沈建华",
    "青年话剧社": "苏雨桐",
    "滨江摄影协会": "吕振华",
    "区书法家协会": "曾永红",
}

# weekday · from · to · room · purpose · holder · people · in summer too (*)
_COURSES = """
二 14:30 16:30 声乐教室 合唱排练 红叶合唱团 38 *
二 18:30 20:00 书法国画教室 书法公益班（初级） centre 24 -
二 18:30 20:00 舞蹈排练厅 现代舞公益班 centre 32 -
二 12:10 13:10 瑜伽室 午间瑜伽 centre 22 *
二 18:30 19:30 瑜伽室 瑜伽公益班（初级） centre 26 *
三 9:30 11:00 舞蹈排练厅 广场舞骨干培训 东关街道总工会 36 -
三 14:30 16:30 书法国画教室 退休职工书画沙龙 区书法家协会 18 *
三 18:30 20:20 声乐教室 声乐公益班 centre 30 -
三 18:30 20:00 舞蹈排练厅 街舞公益班 centre 28 *
三 18:30 20:30 摄影教室 AI摄影公益班 centre 24 -
四 9:30 11:00 声乐教室 民乐排练 江畔民乐团 26 *
四 12:10 13:10 瑜伽室 午间瑜伽 centre 20 *
四 18:30 20:00 书法国画教室 国画公益班（花鸟） centre 22 -
四 18:30 20:00 声乐教室 职工合唱队排练 区教育局工会 40 -
四 18:30 19:30 瑜伽室 瑜伽公益班（提高） centre 24 *
五 14:00 15:30 声乐教室 合唱排练 夕阳红合唱团 35 *
五 18:30 20:00 舞蹈排练厅 民族舞公益班 centre 34 -
五 18:30 20:20 声乐教室 职工合唱队排练 第三人民医院工会 36 -
五 18:30 20:00 摄影教室 直播带货培训 centre 28 -
五 18:30 20:20 剧场 职工观影 centre 260 *
六 9:00 10:30 声乐教室 合唱排练 夕阳红合唱团 35 *
六 10:45 12:15 声乐教室 合唱排练 红叶合唱团 38 *
六 14:00 15:30 声乐教室 职工合唱队排练 供电分公司工会 40 -
六 16:00 17:30 声乐教室 职工合唱队排练 公共交通公司工会 36 -
六 9:30 11:30 书法国画教室 书法公益班（提高） centre 26 -
六 14:00 16:00 书法国画教室 职工子女书法班 centre 30 *
六 9:30 10:30 瑜伽室 瑜伽公益班（周末） centre 28 *
六 10:00 11:30 舞蹈排练厅 职工子女舞蹈班 centre 30 *
六 15:00 16:30 舞蹈排练厅 现代舞公益班（提高） centre 26 -
六 14:00 16:00 摄影教室 手机摄影公益班 centre 25 -
六 15:00 16:30 书屋沙龙区 职工读书沙龙 centre 22 *
日 9:30 11:30 书法国画教室 国画公益班（山水） centre 20 -
日 14:00 16:30 声乐教室 话剧排练 青年话剧社 20 *
日 10:00 11:30 舞蹈排练厅 街舞亲子班 centre 30 *
日 9:30 11:30 摄影教室 滨江影友会 滨江摄影协会 26 *
日 16:00 17:00 瑜伽室 瑜伽公益班（周末） centre 24 *
三 14:00 17:00 法律援助室 法律援助值班 aid 5 *
五 14:00 17:00 法律援助室 法律援助值班 aid 6 *
六 9:30 11:30 法律援助室 劳动争议调解 aid 4 *
二 15:00 16:00 心理咨询室 心理咨询（预约） centre 1 *
三 19:00 20:00 心理咨询室 心理咨询（预约） centre 1 *
四 15:00 16:00 心理咨询室 心理咨询（预约） centre 1 *
六 10:00 11:00 心理咨询室 心理咨询（预约） centre 1 *
六 14:00 15:00 心理咨询室 亲子关系辅导 centre 3 *
"""


@dataclass(frozen=True)
class Course:
    """A session of every week; ``summer`` ones run in the heat too."""

    weekday: int
    opens: int
    closes: int
    room: str
    purpose: str
    holder: str
    people: int
    summer: bool


@dataclass(frozen=True)
class Offer:
    """What is asked for now and then: where, how often on a workday and at the weekend, when, what for, by whom."""

    rooms: tuple[str, ...]
    workday: float
    weekend: float
    spans: tuple[str, ...]
    purposes: tuple[str, ...]
    people: tuple[int, int]
    holder: str = UNIT
    layout: str = ""


_MEETINGS = ("工会委员会会议", "职工代表座谈会", "劳模工作室交流", "安全生产培训", "集体协商会", "班组长例会")
_LECTURES = ("劳动法规讲座", "健康讲座", "技能比武赛前培训", "反诈宣传讲座", "新就业形态劳动者座谈", "职业技能培训")
_EVENTS = ("四季嘉年华", "职工趣味运动会", "迎新联欢", "技能竞赛颁奖", "先进表彰会", "读书分享会")
_COURTS = tuple(f"羽毛球{n}号场" for n in range(1, 5))
_TABLES = tuple(f"乒乓球{n}号台" for n in range(1, 5))
_DAYTIME = ("9:00-11:00", "9:30-11:30", "14:00-16:00", "14:30-17:00")
_COURT_HOURS = ("18:00-19:00", "19:00-20:00", "18:30-20:00", "9:00-11:00", "14:00-16:00", "16:00-18:00")

OFFERS = (
    Offer(("第一会议室",), 0.7, 0.35, _DAYTIME, _MEETINGS, (8, 20)),
    Offer(("第一会议室",), 0.5, 0.35, ("14:00-16:00", "16:00-18:00", "18:30-20:00"), _MEETINGS, (8, 20)),
    Offer(("第二会议室",), 0.6, 0.4, _DAYTIME, _MEETINGS, (14, 26), layout="回字形"),
    Offer(("东厅", "西厅"), 0.6, 0.5, _DAYTIME, _LECTURES, (40, 70), layout="课桌式"),
    Offer(("东厅", "西厅"), 0.4, 0.5, ("14:00-16:30", "18:30-20:20"), _LECTURES, (60, 130), layout="剧院式"),
    Offer(("多功能厅",), 0.12, 0.4, ("9:00-11:30", "14:00-17:00"), _EVENTS, (140, 280), layout="剧院式"),
    Offer(("剧场",), 0.06, 0.3, ("9:30-11:30", "14:00-16:30"), ("文艺汇演", "送演出专场", "表彰大会"), (220, 520)),
    Offer(("健身房",), 0.6, 0.5, ("17:30-19:00", "19:00-20:30"), ("单位健身活动", "体能训练"), (15, 35)),
    Offer(("健身房",), 0.3, 0.5, ("9:30-11:30", "15:00-17:00"), ("健身指导课",), (10, 25), "centre"),
    Offer(("羽毛球馆",), 0.02, 0.2, ("9:00-12:00", "14:00-17:30"), ("职工羽毛球比赛",), (24, 40)),
    Offer(("乒乓球室",), 0.03, 0.18, ("9:00-12:00", "14:00-17:00"), ("职工乒乓球比赛",), (16, 32)),
    *(Offer((court,), 0.55, 0.75, _COURT_HOURS, ("羽毛球",), (2, 6), MEMBER) for court in (*_COURTS, *_COURTS)),
    Offer(_COURTS, 0.4, 0.5, _COURT_HOURS, ("羽毛球活动",), (5, 8)),
    Offer(_COURTS, 0.6, 0.2, _DAYTIME, ("羽毛球晨练", "退休职工羽毛球"), (4, 8)),
    Offer(_TABLES, 0.6, 0.2, _DAYTIME, ("退休职工乒乓球", "乒乓球教学"), (4, 6)),
    Offer(("舞蹈排练厅",), 0.45, 0.3, _DAYTIME, ("节目排练", "工间操领操员培训"), (16, 40)),
    *(Offer((table,), 0.25, 0.5, _COURT_HOURS, ("乒乓球",), (2, 4), MEMBER) for table in _TABLES),
    Offer(
        ("心理咨询室",), 0.4, 0.5, ("9:30-10:30", "16:00-17:00", "19:00-20:00"), ("心理咨询（预约）",), (1, 2), "centre"
    ),
    Offer(("书屋沙龙区",), 0.12, 0.2, ("14:00-15:30", "19:00-20:20"), ("读书分享会", "阅读小课堂"), (12, 26)),
)
MATCHMAKING = "单身职工交友联谊会"
SHOWS = ("合唱专场", "舞蹈专场", "曲艺专场", "朗诵专场", "器乐专场", "闭幕式暨颁奖晚会")  # of the week of the arts
EXHIBITION = "职工书画摄影展"
CANCELLED = ("人数不足", "单位生产任务紧", "老师临时出差", "改期另约")
MISSED = ("电话无人接听", "记错日期", "临时加班未能到场")


def minutes(words: str) -> int:
    """Minutes after midnight: 9:30 is 570."""
    hours, _colon, rest = words.partition(":")
    return int(hours) * 60 + int(rest)


def _read() -> Iterator[Course]:
    for line in _COURSES.strip().splitlines():
        day, opens, closes, room, purpose, holder, people, summer = line.split()
        span = minutes(opens), minutes(closes)
        yield Course(WEEKDAYS.index(day), *span, room, purpose, holder, int(people), summer == "*")


COURSES = tuple(_read())
