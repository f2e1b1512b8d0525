"""The rooms of the demonstration, with their zones, spaces and layouts."""

from collections.abc import Iterator
from dataclasses import dataclass

from venuedesk.core.house import ZONES
from venuedesk.i18n import _

# zone · room · spaces (- : its own) · people · layouts as name:people:setup:teardown
_ROOMS = """
activity 多功能厅 东厅+西厅 300 剧院式:300:30:20 课桌式:150:30:20 联谊会:180:30:30
activity 东厅 东厅 150 剧院式:150:20:10 课桌式:70:20:10 回字形:40:20:10
activity 西厅 西厅 150 剧院式:150:20:10 课桌式:70:20:10 回字形:40:20:10
activity 剧场 - 600 演出:600:60:30 观影:600:10:20
activity 展厅 - 200
activity 第一会议室 - 24
activity 第二会议室 - 40 课桌式:40:10:10 回字形:28:10:10
training 声乐教室 - 45
training 舞蹈排练厅 - 60
training 摄影教室 - 30
calligraphy 书法国画教室 - 36
fitness 瑜伽室 - 30
fitness 健身房 - 60
fitness 羽毛球馆 1-4号场 40
fitness 羽毛球1号场 羽毛球馆1号场 8
fitness 羽毛球2号场 羽毛球馆2号场 8
fitness 羽毛球3号场 羽毛球馆3号场 8
fitness 羽毛球4号场 羽毛球馆4号场 8
fitness 乒乓球室 1-4号台 32
fitness 乒乓球1号台 乒乓球室1号台 6
fitness 乒乓球2号台 乒乓球室2号台 6
fitness 乒乓球3号台 乒乓球室3号台 6
fitness 乒乓球4号台 乒乓球室4号台 6
counselling 心理咨询室 - 6
counselling 法律援助室 - 8
reading 书屋沙龙区 - 30
"""


@dataclass(frozen=True)
class Layout:
    """A way to furnish a room; the minutes it takes before and after."""

    name: str
    people: int
    setup: int = 0
    teardown: int = 0


@dataclass(frozen=True)
class Room:
    """A room as the table of rooms has it."""

    zone: str
    name: str
    spaces: tuple[str, ...]
    people: int
    layouts: dict[str, Layout]

    def layout(self, name: str) -> Layout:
        """A layout of the room; '' is the bare one."""
        return self.layouts[name] if name else Layout("", self.people)


def _read() -> Iterator[Room]:
    for line in _ROOMS.strip().splitlines():
        zone, name, spaces, people, *ways = line.split()
        parts = (way.split(":") for way in ways)
        layouts = {way: Layout(way, int(most), int(before), int(after)) for way, most, before, after in parts}
        names = (name,) if spaces == "-" else tuple(_single(name, spaces))
        yield Room(zone, name, names, int(people), layouts)


def _single(room: str, words: str) -> Iterator[str]:
    """The names of spaces, each by itself: 1-4号场 of 羽毛球馆 is 羽毛球馆1号场 and so on."""
    for part in words.split("+"):
        first, dash, rest = part.partition("-")
        if not dash:
            yield part
            continue
        last, after = rest[0], rest[1:]
        yield from (f"{room}{n}{after}" for n in range(int(first), int(last) + 1))


ROOMS = {room.name: room for room in _read()}


def rows() -> Iterator[list[str]]:
    """Rows of rooms: a line for the room itself and one for each of its layouts."""
    zones = {code: _(name) for code, name in ZONES}
    for room in ROOMS.values():
        spaces = "" if room.spaces == (room.name,) else "+".join(room.spaces)
        yield [room.name, zones[room.zone], spaces, str(room.people), "", "", ""]
        for way in room.layouts.values():
            yield [room.name, "", "", str(way.people), way.name, str(way.setup), str(way.teardown)]
