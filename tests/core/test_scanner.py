import pytest

from venuedesk.core.scanner import Profile, Reading, Stroke, code_of, profile_of, profile_words, reading

PLAIN = Profile(strip_marks=False, cut_at_equals=False)


@pytest.mark.parametrize(
    ("raw", "profile", "code"),
    [
        ("B000123", Profile(), "B000123"),
        (" b000 123\r", Profile(), "B000123"),
        (";6222021234567890=2512101?", Profile(), "6222021234567890"),
        ("；6222021234567890＝2512？", Profile(), "6222021234567890"),  # the same through a full-width keyboard
        (";6222021234567890=2512101?", PLAIN, ";6222021234567890=2512101?"),
        ("%B6222^ZHANG?;6222=25?", Profile(), "B6222^ZHANG"),
        (";10010012?", Profile(cut_at_equals=False), "10010012"),
        ("=", Profile(), "="),
        ("10?", Profile(), "10?"),
        ("A1B2C3D4", Profile(), "A1B2C3D4"),
        ("A1B2C3D4", Profile(from_hex=True), "2712847316"),
        ("0000000a", Profile(from_hex=True), "0000000010"),
        ("A1B2C3D4", Profile(reversed_bytes=True), "D4C3B2A1"),
        ("A1B2C3D4", Profile(from_hex=True, reversed_bytes=True), "3569595041"),
        ("04A1B2C3D4E5F6", Profile(from_hex=True), "01303689068602870"),
        ("B000123", Profile(from_hex=True, reversed_bytes=True), "B000123"),
        ("ZZZZZZZZ", Profile(from_hex=True), "ZZZZZZZZ"),
        ("", Profile(from_hex=True), ""),
    ],
)
def test_a_code_is_what_stands_on_the_card(raw: str, profile: Profile, code: str) -> None:
    assert code_of(raw, profile) == code


@pytest.mark.parametrize("profile", [Profile(), PLAIN, Profile(False, False, True, True), Profile(True, False, True)])
def test_a_profile_is_kept_as_words(profile: Profile) -> None:
    assert profile_of(profile_words(profile)) == profile


def test_no_words_are_the_default_profile() -> None:
    assert profile_of("") == Profile()


def strokes(text: str, ms: float, *last: str) -> list[Stroke]:
    return [Stroke(c, i * ms / 1000) for i, c in enumerate([*text, *last])]


def test_a_scanner_is_told_from_a_hand() -> None:
    scanned, typed = reading(strokes("B0001", 5, "enter")), reading(strokes("B0001", 140))
    assert (scanned.raw, scanned.suffix, scanned.by_hand) == ("B0001", "enter", False)
    assert scanned.speed == pytest.approx(5)
    assert (typed.suffix, typed.by_hand) == ("none", True)


def test_a_tab_at_the_end_is_a_suffix_and_other_keys_give_no_text() -> None:
    assert reading(strokes("12", 8, "Shift", "tab")) == Reading("12", pytest.approx(8), "tab")


def test_one_key_or_none_has_no_speed() -> None:
    assert reading(strokes("1", 8)) == Reading("1", None, "none")
    assert reading([]) == Reading("", None, "none")
    assert reading([]).by_hand
