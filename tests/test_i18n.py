"""The catalogue: nothing missing, nothing fuzzy, every place filled with the same names."""

import re
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

from installer.i18n import gathered
from venuedesk import i18n

PO = Path(__file__).parent.parent / "resources/locale/zh_CN/LC_MESSAGES/venuedesk.po"


def test_every_text_has_a_chinese_translation():
    with PO.open("rb") as source:
        have = {m.id: m for m in read_po(source, locale="zh_CN")}
    missing = [m.id for m in gathered() if m.id and (m.id not in have or not have[m.id].string or have[m.id].fuzzy)]
    assert missing == []


def test_a_translation_fills_the_places_of_its_text():
    places = re.compile(r"\{(\w+)")
    with PO.open("rb") as source:
        for message in read_po(source, locale="zh_CN"):
            if isinstance(message.id, str) and message.id:
                assert set(places.findall(message.string)) <= set(places.findall(message.id)), message.id


def test_the_compiled_catalogue_is_that_of_the_text():
    i18n.use("zh_CN")
    try:
        with PO.open("rb") as source:
            for message in read_po(source, locale="zh_CN"):
                if isinstance(message.id, str) and message.id:
                    assert i18n._(message.id) == message.string
    finally:
        i18n.use("en")


def test_an_unknown_language_is_refused():
    with pytest.raises(ValueError, match="tlh"):
        i18n.use("tlh")


def test_a_thread_speaks_another_language_for_a_while_and_no_other_thread_hears_it():
    from threading import Thread

    heard = []
    i18n.use("zh_CN")
    try:
        with i18n.speaking("en"):
            assert (i18n.current(), i18n._("Members")) == ("en", "Members")
            other = Thread(target=lambda: heard.append((i18n.current(), i18n._("Members"))))
            other.start()
            other.join()
        assert heard == [("zh_CN", "会员")]
        assert (i18n.current(), i18n._("Members")) == ("zh_CN", "会员")
        with pytest.raises(ValueError, match="tlh"), i18n.speaking("tlh"):
            pass
    finally:
        i18n.use("en")
