import pytest

from tests.exchange.desks import NOW, count, csv_file, imported, planned, rejected, rows_of, undone
from venuedesk.core import rooms
from venuedesk.exchange import imports, plans
from venuedesk.exchange.plans import Imported

HEADER = "名称,功能区,空间,容纳人数,布置,准备分钟,整理分钟"
ROOMS = "SELECT name, zone_id, capacity FROM rooms WHERE retired_at IS NULL ORDER BY id"
LAYOUTS = "SELECT name, capacity, setup_minutes, teardown_minutes FROM layouts ORDER BY id"


@pytest.fixture(autouse=True)
def _zones(at):
    for zone_id, name in ((2, "培训区"), (3, "活动"), (4, "健身区")):
        at.do(rooms.save_zone, draft=rooms.ZoneDraft(name=name, zone_id=zone_id))


def table(tmp_path, *lines):
    return csv_file(tmp_path, HEADER, *lines, name="rooms.csv")


HALL = (
    "多功能厅,活动,东厅 + 西厅,200人,剧院式,30,15",
    "多功能厅,,,120,课桌式,45,30",
    "羽毛球馆,健身,1–6号场,24,,,",
    "瑜伽室,培训区,,30,,,",
    "东厅,活动,东厅,100,,,",
)


def test_rooms_are_taken_with_spaces_and_layouts_and_read_again(at, tmp_path):
    path = table(tmp_path, *HALL)
    assert imported(at, plans.ROOMS, path) == Imported("rooms", 5, 0, 0, 0)
    assert rows_of(at, ROOMS) == [("多功能厅", 3, 200), ("羽毛球馆", 4, 24), ("瑜伽室", 2, 30), ("东厅", 3, 100)]
    assert rows_of(at, LAYOUTS) == [("剧院式", 200, 30, 15), ("课桌式", 120, 45, 30)]
    assert [r.space_names for r in at.ask(rooms.rooms)][:2] == [("瑜伽室",), ("东厅", "西厅")]
    assert count(at, "spaces") == 9
    assert imported(at, plans.ROOMS, path, update=True) == Imported("rooms", 0, 0, 5, 0)
    undone(at)
    assert count(at, "rooms") == count(at, "spaces") == count(at, "layouts") == 0


def test_what_differs_is_taken_with_update(at, tmp_path):
    imported(at, plans.ROOMS, table(tmp_path, *HALL))
    path = table(
        tmp_path,
        "多功能厅,培训,东厅、西厅、舞台,,剧院式,20,",
        "多功能厅,,,50,圆桌式,,",
        "瑜伽室,,,40,,,",
    )
    plan = planned(at, plans.ROOMS, path)
    assert [d.changes for d in plan.differing] == [
        (("Zone", "活动", "培训"), ("Its spaces", "东厅 + 西厅", "东厅、西厅、舞台"), ("Setup (min)", "30", "20")),
        (("People", "30", "40"),),
    ]
    assert [n.line for n in plan.new] == [3]
    assert at.do(imports.import_rooms, plan=plan, now=NOW, update=True) == Imported("rooms", 1, 2, 0, 0)
    assert rows_of(at, ROOMS)[0] == ("多功能厅", 2, 200)
    assert rows_of(at, LAYOUTS) == [("剧院式", 200, 20, 15), ("课桌式", 120, 45, 30), ("圆桌式", 50, 0, 0)]
    assert imported(at, plans.ROOMS, path, update=True).equal == 3


def test_a_layout_of_a_room_that_is_there_is_added_alone(at, tmp_path):
    imported(at, plans.ROOMS, table(tmp_path, *HALL))
    assert imported(at, plans.ROOMS, table(tmp_path, "瑜伽室,,,,空场,5,5")).new == 1
    assert rows_of(at, LAYOUTS)[-1] == ("空场", 30, 5, 5)
    assert rows_of(at, ROOMS)[2] == ("瑜伽室", 2, 30)


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("大厅,舞台区,,10,,,", "line 2, Zone: no zone is called 舞台区; enter it in the settings first"),
        ("大厅,,,10,,,", "line 2, Zone: is empty"),
        ("大厅,活动,,,,,", "line 2, People: is empty"),
        ("大厅,活动,,几十,,,", "line 2, People: is not a number: 几十"),
        ("大厅,活动,,0,圆桌,,", "line 2, People: lies between 1 and 100000"),
        ("大厅,活动,、,10,,,", "line 2, Its spaces: A room has at least one space. Write 东厅 + 西厅."),
        ("大厅,活动,,10,圆桌,700,", "line 2, Setup (min): Setup and teardown take 0 to 600 minutes each."),
        (f"{'厅' * 61},活动,大,10,,,", "line 2, Room: A name has at most 60 characters."),
        (",活动,,10,,,", "line 2, Room: is empty"),
    ],
)
def test_a_bad_line_is_rejected(at, tmp_path, line, words):
    plan = planned(at, plans.ROOMS, table(tmp_path, line, "瑜伽室,培训,,30,,,"))
    assert [r.replace("名称", "Room").replace("容纳人数", "People") for r in rejected(plan)] == [words]
    assert len(plan.new) == 1


def test_lines_of_one_room_agree(at, tmp_path):
    path = table(
        tmp_path,
        "大厅,活动,东厅、西厅,100,,,",
        "大厅,活动,东厅,100,圆桌,,",
        "大厅,培训,,100,圆桌,,",
        "大厅,,,120,圆桌,,",
        "大厅,,,60,圆桌,,",
        "大厅,,,60,圆桌,,",
        "大厅,活动,,100,,,",
    )
    assert rejected(planned(at, plans.ROOMS, path)) == [
        "line 3, Its spaces: differs from line 2, the first one of this room",
        "line 4, Zone: differs from line 2, the first one of this room",
        "line 5, People: 大厅 holds 100 people. Raise the number of the room first.",
        "line 7, Layout: stands twice, first on line 6",
        "line 8, Room: stands twice, first on line 2",
    ]
