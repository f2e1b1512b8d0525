from datetime import datetime

import pytest
from sqlalchemy import text
from sqlalchemy.orm import Session

from tests.room import CLERK, LIBRARIAN, MANAGER, NOW, Room
from tests.stories import scene
from venuedesk.core import house, journal, lending, people, users
from venuedesk.core.desk import Desk, name_of
from venuedesk.core.errors import NeedsYes, Refused, StorageTrouble
from venuedesk.core.people import Member


def code_of(refusal: pytest.ExceptionInfo[Refused]) -> str:
    (problem,) = refusal.value.problems
    return problem.code


def test_a_deed_is_kept_whole_with_its_action(room: Room):
    slip = room.lend(room.member(), room.copy())
    assert isinstance(slip, lending.CheckedOut)
    assert room.rows("SELECT command FROM actions ORDER BY id DESC LIMIT 1") == [("lending.check_out",)]
    assert room.rows("SELECT count(*) FROM loans") == [(1,)]


@pytest.mark.parametrize("error", [ZeroDivisionError, LookupError, Refused([])])
def test_nothing_is_kept_when_anything_is_raised(room: Room, error):
    copy = room.copy()
    before = room.rows("SELECT * FROM actions"), room.rows("SELECT * FROM sqlite_sequence")

    def check_in(session: Session, *, copy_id: int, now: datetime) -> None:
        session.add(Member(name="半", unit_id=1, category_id=1, joined_on=now.date()))
        session.flush()
        raise error

    check_in.__module__ = lending.__name__
    with pytest.raises(error if isinstance(error, type) else Refused):
        room.do(check_in, copy_id=copy)
    assert (room.rows("SELECT * FROM actions"), room.rows("SELECT * FROM sqlite_sequence")) == before
    assert room.rows("SELECT count(*) FROM members") == [(0,)]
    room.lend(room.member(), copy)


def test_a_question_and_a_refusal_change_nothing(room: Room):
    member, copy = room.member(), room.copy()
    before = room.last_action()
    with pytest.raises(NeedsYes):
        room.do(lending.check_out, member_id=member, copy_id=copy)
    with pytest.raises(Refused):
        room.do(lending.check_in, copy_id=copy)
    assert room.last_action() == before


def test_who_may_not_is_refused_before_anything_is_read(room: Room):
    room.desk.sit_down(CLERK)
    with pytest.raises(Refused) as refused:
        room.do(lending.report_lost, copy_id=99)
    assert code_of(refused) == "NotAllowed"
    with pytest.raises(Refused):
        room.desk.do(house.set_settings, values={}, valid_from=NOW.date())


def test_a_deed_without_a_permit_is_a_bug(room: Room):
    with pytest.raises(KeyError):
        room.desk.do(journal.write, slip=None)
    with pytest.raises(KeyError):
        room.desk.ask(journal.action_id)


def test_a_deed_under_password_wants_a_manager_s(room: Room):
    room.desk.sit_down(MANAGER)
    draft = users.UserDraft("孙前台")
    with pytest.raises(Refused) as refused:
        room.desk.do(users.save_user, draft=draft)
    assert code_of(refused) == "PasswordWanted"
    with pytest.raises(Refused) as refused:
        room.desk.do_with_password("wrong password", users.save_user, draft=draft)
    assert code_of(refused) == "PasswordWanted"
    slip = room.desk.do_with_password(scene.PASSWORD, users.save_user, draft=draft)
    assert [u.name for u in room.desk.ask(users.users)] == ["王主任", "陈馆员", "李前台", "孙前台"]
    assert str(slip) == "User saved: 孙前台 (Clerk)"


def test_a_password_does_not_lift_the_role(room: Room):
    with pytest.raises(Refused) as refused:
        room.desk.do_with_password(scene.PASSWORD, users.save_user, draft=users.UserDraft("孙前台"))
    assert code_of(refused) == "NotAllowed"


def test_an_export_under_password_wants_a_manager_s(room: Room):
    def export_members(session: Session) -> int:
        return 7

    export_members.__module__ = "venuedesk.exchange.exports"
    room.desk.sit_down(MANAGER)
    with pytest.raises(Refused) as refused:
        room.desk.ask(export_members)
    assert code_of(refused) == "PasswordWanted"
    assert room.desk.ask_with_password(scene.PASSWORD, export_members) == 7


def test_a_query_cannot_write(room: Room):
    def loans_of(session: Session) -> None:
        session.execute(text("DELETE FROM copies"))

    loans_of.__module__ = lending.__name__
    room.copy()
    with pytest.raises(StorageTrouble) as trouble:
        room.desk.ask(loans_of)
    assert trouble.value.kind == "readonly"
    assert room.rows("SELECT count(*) FROM copies") == [(1,)]


def test_another_person_takes_the_desk(room: Room):
    assert room.desk.user.role == users.LIBRARIAN
    assert room.desk.sit_down(CLERK).name == "李前台"
    room.lend(room.member(), room.copy())
    assert room.rows("SELECT user_id FROM actions ORDER BY id DESC LIMIT 1") == [(CLERK,)]


def test_nobody_sits_down_who_does_not_work_here(room: Room):
    room.desk.sit_down(MANAGER)
    room.desk.do_with_password(scene.PASSWORD, users.retire_user, user_id=CLERK, now=room.clock)
    with pytest.raises(LookupError):
        room.desk.sit_down(CLERK)
    with pytest.raises(LookupError):
        Desk(room.file, user_id=99)
    assert room.desk.user.id == MANAGER


def test_now_is_the_clock_in_whole_seconds(room: Room):
    room.clock = datetime(2026, 11, 20, 9, 0, 1, 999_999)
    assert room.desk.now() == datetime(2026, 11, 20, 9, 0, 1)


def test_a_busy_file_is_trouble_within_a_second_and_nothing_is_lost(room: Room):
    member, copy = room.member(), room.copy()
    with room.file.writer.connect() as other:
        other.exec_driver_sql("SELECT 1")
        with pytest.raises(StorageTrouble) as trouble:
            room.lend(member, copy)
    assert trouble.value.kind == "busy"
    assert room.lend(member, copy).outstanding == 1


def test_a_deed_is_named_by_its_subject():
    assert name_of(lending.check_out) == "lending.check_out"
    assert name_of(journal.undo) == "journal.undo"
    assert name_of(people.member) == "people.member"


def test_the_search_finds_who_was_just_entered(room: Room):
    room.member("欧阳建国", card="C7")
    answer = room.front.scan("oyjg", tick=0)
    assert answer is not None
    assert answer.text.startswith("欧阳建国")


def test_what_is_done_at_the_clock_s_time_is_so_in_the_journal(room: Room):
    room.at("2026-11-21T10:11:12")
    room.lend(room.member(), room.copy())
    assert room.rows("SELECT at FROM actions ORDER BY id DESC LIMIT 1") == [("2026-11-21T10:11:12",)]
    assert room.desk.user.id == LIBRARIAN
