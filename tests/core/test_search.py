"""Search: by characters, pinyin, initials and numbers; the cache follows every action."""

from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import text
from sqlalchemy.orm import Session

from tests.core import venue
from venuedesk.core import books, file, journal, people, search, users
from venuedesk.core.books import Copy, Title
from venuedesk.core.desk import Desk
from venuedesk.core.people import Card, Member
from venuedesk.core.search import cache, sounds, words
from venuedesk.paths import resource

PEOPLE = (
    "张国胜", "张国庆", "单国胜", "曾志伟", "解晓东", "仇英", "尉迟恭", "吕绿",
    "王单", "李雷", "李雷", "买买提·艾力", "John Smith", "𬭎䶮", "国胜",
)  # fmt: skip
TITLES = (
    # title, subtitle, authors, publisher, subjects, isbn, call number, class
    ("活着", "", "余华著", "作家出版社", "长篇小说", "9787506365437", "I247.57/123", "I247.57"),
    ("活着为了讲述", "", "加西亚·马尔克斯著", "南海出版公司", "", "9787544277976", "K837/8", "K837"),
    ("重庆森林", "一部电影", "王家卫; 刘以鬯", "", "", "10019·2345", "J905/鲁", "J905"),
    ("长征", "", "王树增 著", "人民文学出版社", "红军", "", "", ""),
    ("绿野仙踪", "", "（美）鲍姆著", "", "", "", "", ""),
    ("Python 3 编程 100 例", "", "Anna Rowling", "O'Reilly", "", "", "TP311.5/9", ""),
    ("大", "", "", "", "", "", "", ""),
    ("Harry Potter", "", "", "", "", "", "", ""),
    ("、", "", "", "", "", "", "", ""),
    ("中国工人运动史料汇编第一卷", "", "", "工人出版社", "", "", "D4/1", ""),
)


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[file.VenueFile]:
    """A venue with members and titles of every shape; nothing is changed in it."""
    path = tmp_path_factory.mktemp("search") / file.NAME
    file.create(path, founding=venue.FOUNDING, now=venue.NOW)
    opened = file.open_file(path)
    with journal.JournalSession(opened.writer) as session:
        session.info["gesture"] = journal.Gesture("test.fill", file.FIRST_USER, users.MANAGER, venue.NOW)
        for n, name in enumerate(PEOPLE, 1):
            phone = f"138{n:04}{5000 + n}"
            session.add(Member(id=n, name=name, unit_id=1, category_id=1, joined_on=venue.TODAY, phone=phone))
        session.flush()
        session.add_all(Card(member_id=n, number=f"6222-A{n:06}", issued_at=venue.NOW) for n in range(1, 12))
        for n, (title, subtitle, authors, publisher, subjects, isbn, call, klass) in enumerate(TITLES, 1):
            session.add(
                Title(
                    id=n, title=title, subtitle=subtitle, authors=authors, publisher=publisher, subjects=subjects,
                    isbn=isbn, call_number=call, class_number=klass, created_at=venue.NOW,
                )
            )  # fmt: skip
        session.flush()
        for n, state in enumerate(("in_stock", "in_stock", "repair", "lost", "withdrawn"), 1):
            session.add(Copy(id=n, title_id=1, barcode=f"B{n}", state=state, acquired_on=venue.TODAY))
        journal.write(session, users.UserRetired(1))
        search.refresh(session, journal.gesture(session).touched)
        session.commit()
    yield opened
    opened.close()


def names(opened: file.VenueFile, typed: str, limit: int = 25) -> list[str]:
    with Session(opened.reader) as session:
        return [row.name for row in search.members_like(session, words=typed, limit=limit)]


def titles(opened: file.VenueFile, typed: str, **wanted: object) -> list[str]:
    with Session(opened.reader) as session:
        return [row.title for row in search.titles_like(session, words=typed, **wanted)]  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("张国胜", ["张国胜"]),
        ("国胜", ["国胜", "张国胜", "单国胜"]),  # the exact one first
        ("胜", ["张国胜", "单国胜", "国胜"]),
        ("张 胜", ["张国胜"]),
        ("zgs", ["张国胜"]),
        ("ZGS", ["张国胜"]),
        ("ｚｇｓ", ["张国胜"]),
        ("zhangguosheng", ["张国胜"]),
        ("zhang guo sheng", ["张国胜"]),
        ("zhangguo", ["张国庆", "张国胜"]),
        ("zhang", ["张国庆", "张国胜"]),
        ("guosheng", ["国胜", "张国胜", "单国胜"]),
        ("gs", ["国胜", "张国胜", "单国胜"]),
        ("dgs", ["单国胜"]),
        ("sgs", ["单国胜"]),
        ("shanguosheng", ["单国胜"]),
        ("danguosheng", ["单国胜"]),
        ("zzw", ["曾志伟"]),
        ("czw", ["曾志伟"]),
        ("xxd", ["解晓东"]),
        ("jiexiaodong", ["解晓东"]),
        ("qiuying", ["仇英"]),
        ("cy", ["仇英"]),
        ("yuchigong", ["尉迟恭"]),
        ("wcg", ["尉迟恭"]),
        ("lvlv", ["吕绿"]),
        ("lülü", ["吕绿"]),
        ("wangdan", ["王单"]),
        ("艾力", ["买买提·艾力"]),
        ("mmt", ["买买提·艾力"]),
        ("john", ["John Smith"]),
        ("smi", ["John Smith"]),
        ("js", ["John Smith"]),
        ("𬭎", ["𬭎䶮"]),
        ("w", ["王单", "尉迟恭"]),
        ("lei", ["李雷", "李雷"]),
        ("6222A000003", []),
        ("6222-a000003", ["单国胜"]),
        ("0003", ["单国胜"]),
        ("5004", ["曾志伟"]),
        ("13800055005", ["解晓东"]),
        ("138 0005 5005", ["解晓东"]),
        ("9999", []),
        ("xyz", []),
        ("", []),
        ("·", []),
    ],
)
def test_members_are_found(filled: file.VenueFile, typed: str, found: list[str]) -> None:
    assert sorted(names(filled, typed)) == sorted(found)
    assert names(filled, typed)[:1] == found[:1] or typed in ("胜", "zhangguo", "zhang", "w")


def test_twins_are_told_apart(filled: file.VenueFile) -> None:
    with Session(filled.reader) as session:
        found = search.members_like(session, words="李雷")
    assert [(m.name, m.phone_tail, m.card_tail) for m in found] == [("李雷", "5010", "0010"), ("李雷", "5011", "0011")]
    assert {m.unit for m in found} == {"无单位"}
    assert found.total == 2


def test_only_the_wanted_number_of_members_is_given_and_all_are_counted(filled: file.VenueFile) -> None:
    with Session(filled.reader) as session:
        found = search.members_like(session, words="李", limit=1)
        assert (len(found), found.total) == (1, 2)
        assert search.members_like(session, words="138", limit=25).total == 0
        found = search.members_like(session, words="0001", limit=1)
        assert (len(found), found.total) == (1, 1)


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("活着", ["活着", "活着为了讲述"]),
        ("讲述", ["活着为了讲述"]),
        ("hz", ["活着", "活着为了讲述"]),
        ("huozhe", ["活着", "活着为了讲述"]),
        ("huozh", ["活着", "活着为了讲述"]),
        ("huo zhe", ["活着", "活着为了讲述"]),
        ("jiangshu", ["活着为了讲述"]),
        ("hzwljs", ["活着为了讲述"]),
        ("wljs", ["活着为了讲述"]),
        ("cqsl", ["重庆森林"]),
        ("chongqing", ["重庆森林"]),
        ("zhongqing", []),
        ("cz", ["长征"]),
        ("changzheng", ["长征"]),
        ("lvye", ["绿野仙踪"]),
        ("一部电影", ["重庆森林"]),
        ("ybdy", ["重庆森林"]),
        ("余华", ["活着"]),
        ("yuhua", ["活着"]),
        ("yh", ["活着"]),
        ("liuyichang", ["重庆森林"]),
        ("作家出版社", ["活着"]),
        ("人民 长征", ["长征"]),
        ("红军", ["长征"]),
        ("小说", ["活着"]),
        ("python", ["Python 3 编程 100 例"]),
        ("pyth", ["Python 3 编程 100 例"]),
        ("编程", ["Python 3 编程 100 例"]),
        ("python编程", ["Python 3 编程 100 例"]),
        ("p3bc", []),  # letters and digits together are a number or a word
        ("rowling", ["Python 3 编程 100 例"]),
        ("potter", ["Harry Potter"]),
        ("9787506365437", ["活着"]),
        ("978-7-5063-6543-7", ["活着"]),
        ("7-5063-6543-X", ["活着"]),
        ("750636543x", ["活着"]),
        ("97875063", ["活着"]),
        ("10019.2345", ["重庆森林"]),
        ("统一书号10019·2345", ["重庆森林"]),
        ("I247.57/123", ["活着"]),
        ("i247", ["活着"]),
        ("J905/鲁", ["重庆森林"]),
        ("TP311.5", ["Python 3 编程 100 例"]),
        ("大", ["大"]),
        ("d", ["大"]),
        ("da", ["大"]),
        ("zhongguogongrenyundongshiliao", ["中国工人运动史料汇编第一卷"]),
        ("gongrenyundong", ["中国工人运动史料汇编第一卷"]),
        ("zggryd", ["中国工人运动史料汇编第一卷"]),
        ("hu", []),  # neither initials nor a syllable of one of them
        ("zh", []),  # begins a syllable, but two letters are initials
        ("不存在", []),
        ("9787506365438", []),
        ("、", []),
        ("", []),
    ],
)
def test_titles_are_found(filled: file.VenueFile, typed: str, found: list[str]) -> None:
    shown = titles(filled, typed)
    assert shown == found


def test_the_exact_title_comes_first_and_free_copies_are_counted(filled: file.VenueFile) -> None:
    with Session(filled.reader) as session:
        first = search.titles_like(session, words="活着", limit=1)
        assert (first[0].title, first[0].copies, first[0].free, first.total) == ("活着", 3, 2, 2)
        assert [t.title for t in search.titles_like(session, words="活着", limit=1, offset=1)] == ["活着为了讲述"]
        assert search.titles_like(session, words="活着", limit=1, offset=1).total == 2
        assert search.titles_like(session, words="活着", limit=1)[0:1] == first.rows


@pytest.mark.parametrize(
    ("order", "found"),
    [
        ("title", ["活着", "活着为了讲述"]),
        ("newest", ["活着为了讲述", "活着"]),
        ("authors", ["活着", "活着为了讲述"]),
        ("year", ["活着", "活着为了讲述"]),
        ("call_number", ["活着", "活着为了讲述"]),
    ],
)
def test_titles_are_sorted_where_asked(filled: file.VenueFile, order: str, found: list[str]) -> None:
    assert titles(filled, "活着", order=order) == found


HOSTILE = (
    '"', "'", "*", "-", "^", "(", ")", ":", "AND", "OR", "NOT", "NEAR", "NEAR(a b)", "a AND", '"a',
    'a"b', "title:a", "{title}:x", "a*", "*a", "-a", "+a", "a + b", "😀", "👨‍👩‍👧", "\x00", "a\x00b",
    "\x1b[31m", "\ud800", "a\ud800", "張" * 2000, "z" * 2000, "zhang " * 400, "1" * 2000, "%", "_",
    "%_%", "\\", ";DROP TABLE members;--", "\u202e", "½", "²³", "ﷺ" * 50, "　", "\n\t", "e\u0301", "İ",
    "ß", "ǆ", "0 0 0", '""', "a'b\"c", "NEAR/2", "xian" * 50, "aeiou" * 40, "1-2-3-4", "T000001",
    "----",
)  # fmt: skip


@pytest.mark.parametrize("typed", HOSTILE)
def test_no_typed_text_is_an_error(filled: file.VenueFile, typed: str) -> None:
    names(filled, typed)
    titles(filled, typed)
    titles(filled, typed, order="title")
    with Session(filled.reader) as session:
        people.members(session, today=venue.TODAY, words=typed)
        people.members(session, today=venue.TODAY, words=typed, state=people.ALL)
        books.titles(session, words=typed)


@pytest.mark.uncounted
@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.one_of(st.text(max_size=40), st.text(alphabet='abz"*^-():{}+ \u4e2d\u56fd0.NEAR', max_size=30)))
def test_no_text_at_all_is_an_error(filled: file.VenueFile, typed: str) -> None:
    names(filled, typed)
    titles(filled, typed)


@given(st.sampled_from(sorted(sounds.syllables())), st.sampled_from(sorted(sounds.syllables())))
def test_two_syllables_typed_together_are_parted_again(a: str, b: str) -> None:
    ways = sounds.split(a + b)
    assert [a, b] in ways or [a + b] in ways or len(ways) == sounds.MOST_SPLITS


def test_what_is_no_pinyin_is_not_parted() -> None:
    assert sounds.split("zgs") == []
    assert sounds.split("") == []
    assert len(sounds.split("xian" * 30)) <= sounds.MOST_SPLITS
    assert sounds.split("xian" * 48 + "vvvv") == []  # found out in one go, not in 2 to the 48th


def test_a_name_of_many_readings_is_kept_within_bounds() -> None:
    assert len(sounds.name_readings("单曾解行长乐重")) == sounds.MOST_READINGS
    assert sounds.name_readings("") == [()]
    assert sounds.name_tokens("😀") == ("", "")
    assert sounds.likeliest("单雄信") == ["shan", "xiong", "xin"]
    assert sounds.likeliest("长孙无忌")[:2] == ["zhang", "sun"]


def test_characters_without_a_reading_are_passed_over() -> None:
    assert sounds.readings("é") == ()
    assert sounds.title_reading("é活") == ["huo"]
    assert sounds.title_tokens("é", "", "") == ""
    assert words.tokens("Café 活_着") == ["caf", "é", "活", "着"]


def test_the_first_and_the_last_line_of_each_table_are_found_and_nothing_beside_them() -> None:
    for name, of in (("characters.txt", sounds.readings), ("words.txt", sounds.title_reading)):
        lines = resource(f"pinyin/{name}").read_text("utf-8").splitlines()
        for line in (lines[0], lines[len(lines) // 2], lines[-1]):
            text, *syllables = line.split(" ")
            assert list(of(text)) == syllables
    assert sounds.readings("\u3000") == sounds.readings("\U0010ffff") == ()


# ---------------------------------------------------------------- the cache


def kept(desk: Desk, table: str) -> list[tuple[object, ...]]:
    with Session(desk.file.reader) as session:
        return [tuple(r) for r in session.execute(text(f"SELECT rowid, * FROM {table} ORDER BY rowid"))]


def test_the_cache_after_any_actions_is_the_one_made_anew(desk: Desk) -> None:
    draft = people.MemberDraft("曾志伟", unit_id=1, category_id=1, joined_on=venue.TODAY)
    new = desk.do(people.save_member, draft=draft, now=venue.NOW)
    desk.do(people.retire_member, member_id=1, now=venue.NOW)
    title = desk.do(books.save_title, draft=books.TitleDraft("围城", authors="钱锺书"), now=venue.NOW)
    desk.do(books.save_title, draft=books.TitleDraft("围城记", title_id=title.title_id), now=venue.NOW)
    desk.do(books.save_title, draft=books.TitleDraft("另一本"), now=venue.NOW)
    desk.do(journal.undo, action_id=journal_top(desk), now=venue.NOW)
    before = [kept(desk, t) for t in search.DDL]
    with Session(desk.file.writer) as session:
        search.rebuild(session.connection())
        session.commit()
    assert [kept(desk, t) for t in search.DDL] == before
    assert names(desk.file, "czw") == ["曾志伟"]
    assert names(desk.file, "张三") == []
    assert new.member_id in {row[0] for row in before[0]}
    assert titles(desk.file, "另一本") == []


def journal_top(desk: Desk) -> int:
    with Session(desk.file.reader) as session:
        return session.scalar(text("SELECT max(id) FROM actions")) or 0


def test_a_row_whose_name_stays_is_not_written_again(desk: Desk) -> None:
    before = kept(desk, "member_search")
    with Session(desk.file.writer) as session:
        statements: list[str] = []
        session.connection().connection.driver_connection.set_trace_callback(statements.append)  # type: ignore[union-attr]
        search.refresh(session, [("members", 1), ("members", 2), ("loans", 7), ("titles", 1)])
        search.refresh(session, [("loans", 1), ("cards", 1)])
        session.rollback()
    assert not [s for s in statements if s.startswith(("DELETE", "INSERT"))]
    assert kept(desk, "member_search") == before


def test_a_long_import_is_cached_in_blocks(desk: Desk) -> None:
    n = 2 * cache.BLOCK + 1
    with journal.JournalSession(desk.file.writer) as session:
        session.info["gesture"] = journal.Gesture("test.fill", file.FIRST_USER, users.MANAGER, venue.NOW)
        rows = [{"title": f"第{i}本", "created_at": venue.NOW} for i in range(n)]
        ids = journal.insert_many(session, Title.__table__, rows)  # type: ignore[arg-type]
        journal.write(session, users.UserRetired(1))
        search.refresh(session, [("titles", i) for i in ids])
        session.commit()
    with Session(desk.file.reader) as session:
        found = search.titles_like(session, words="本", limit=200)
        assert (len(found), found.total, found.open_ended) == (200, 1600, True)
        found = search.titles_like(session, words="本", limit=200, offset=800)
        assert (len(found), found.total, found.open_ended) == (200, n, False)
    with Session(desk.file.writer) as session:
        search.rebuild(session)
        session.commit()
        assert search.titles_like(session, words="本", limit=n).total == n


def test_an_erased_name_is_not_left_in_the_cache(desk: Desk) -> None:
    desk.do_with_password(venue.PASSWORD, people.erase_member, member_id=3, now=venue.NOW, accepted=("GoneForGood",))
    with Session(desk.file.reader) as session:
        blocks = session.scalars(text("SELECT block FROM member_search_data")).all()
    assert not any("胜".encode() in block or b"zhangguosheng" in block for block in blocks)
