import sqlite3
from pathlib import Path

import pytest

from tests.core.venue import NOW, PASSWORD
from venuedesk.core import file, users
from venuedesk.core.desk import Desk, open_desk
from venuedesk.core.errors import Refused, StorageTrouble
from venuedesk.core.users import CLERK, LIBRARIAN, MANAGER, UserDraft

FIRST = file.FIRST_USER


def save(desk: Desk, draft: UserDraft) -> users.UserSaved:
    return desk.do_with_password(PASSWORD, users.save_user, draft=draft)


def against(desk: Desk, draft: UserDraft) -> list[str]:
    """What refuses a draft; nobody is added or changed by it."""
    before = desk.ask(users.users)
    with pytest.raises(Refused) as refused:
        save(desk, draft)
    assert desk.ask(users.users) == before
    return [problem.code for problem in refused.value.problems]


@pytest.mark.parametrize(
    ("draft", "codes"),
    [
        (UserDraft("  "), ["NameMissing"]),
        (UserDraft("李馆员"), ["NameTaken"]),
        (UserDraft("孙前台", password="short"), ["PasswordShort"]),
        (UserDraft("孙前台", MANAGER), ["PasswordMissing"]),
        (UserDraft("", MANAGER, "short"), ["NameMissing", "PasswordShort"]),
        (UserDraft("王主任", CLERK, user_id=FIRST), ["LastManager"]),
        (UserDraft("李馆员", MANAGER, user_id=2), ["PasswordMissing"]),
    ],
)
def test_what_refuses_a_user(desk: Desk, draft: UserDraft, codes: list[str]) -> None:
    assert against(desk, draft) == codes


def test_the_last_manager_stays(desk: Desk) -> None:
    with pytest.raises(Refused, match="the only manager"):
        desk.do_with_password(PASSWORD, users.retire_user, user_id=FIRST, now=NOW)
    save(desk, UserDraft("赵主任", MANAGER, "another horse"))
    slip = desk.do_with_password("another horse", users.retire_user, user_id=FIRST, now=NOW)
    assert str(slip) == "User retired: 王主任"
    assert "王主任" not in [u.name for u in desk.ask(users.users)]


def test_a_manager_may_become_a_clerk_when_there_is_another(desk: Desk) -> None:
    save(desk, UserDraft("赵主任", MANAGER, "another horse"))
    assert save(desk, UserDraft("王主任", CLERK, user_id=FIRST)).role == CLERK
    assert not desk.ask(users.a_manager_knows, password=PASSWORD)
    assert desk.ask(users.a_manager_knows, password="another horse")


def test_a_name_is_kept_without_the_spaces_around_it(desk: Desk) -> None:
    assert str(save(desk, UserDraft(" 孙前台 "))) == "User saved: 孙前台 (Clerk)"
    assert against(desk, UserDraft("孙前台 ")) == ["NameTaken"]


def test_a_user_is_changed_and_a_password_left_empty_stays(desk: Desk) -> None:
    save(desk, UserDraft("王书记", MANAGER, user_id=FIRST))
    assert desk.ask(users.a_manager_knows, password=PASSWORD)
    save(desk, UserDraft("王书记", MANAGER, "another horse", user_id=FIRST))
    assert not desk.ask(users.a_manager_knows, password=PASSWORD)
    assert [(u.name, u.role) for u in desk.ask(users.users)] == [("王书记", MANAGER), ("李馆员", LIBRARIAN)]


def test_a_name_is_free_again_when_its_user_has_left(desk: Desk) -> None:
    desk.do_with_password(PASSWORD, users.retire_user, user_id=2, now=NOW)
    assert save(desk, UserDraft("李馆员")).user_id == 3


def test_no_password_fits_who_has_none() -> None:
    assert not users.password_fits("", None)
    assert not users.password_fits("x", "")


def test_the_desk_opens_with_who_is_no_manager(desk: Desk) -> None:
    assert open_desk(desk.file).user.name == "李馆员"


def test_the_desk_opens_with_the_first_manager_when_there_is_nobody_else(desk: Desk) -> None:
    (other,) = [u for u in desk.ask(users.users) if u.role != users.MANAGER]
    desk.do_with_password(PASSWORD, users.retire_user, user_id=other.id, now=NOW)
    assert open_desk(desk.file).user.role == users.MANAGER


@pytest.mark.parametrize("table", ["users", "settings"])
def test_a_desk_whose_users_or_settings_cannot_be_read_does_not_open(venue_path: Path, table: str) -> None:
    opened = file.open_file(venue_path)
    with sqlite3.connect(venue_path) as raw:
        (page,) = raw.execute("SELECT rootpage FROM sqlite_schema WHERE name = ?", (table,)).fetchone()
    raw.close()
    with venue_path.open("r+b") as stream:
        stream.seek((page - 1) * 4096)
        stream.write(b"\xff" * 4096)
    with pytest.raises(StorageTrouble, match="corrupt"):
        open_desk(opened)
