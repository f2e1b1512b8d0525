"""The tour: a quarter of an hour at the real window leaves a picture per step."""

from PySide6.QtGui import QImage

from venuedesk import i18n
from venuedesk.ui import tour


def test_the_tour_leaves_a_picture_per_step(qapp, tmp_path, capsys):
    assert tour.run(tmp_path) == 0
    found = sorted(p.name for p in tmp_path.glob("*.png"))
    assert [name[3:-4] for name in found] == [
        "open",
        "first-scans",
        "refusal",
        "question",
        "undo",
        "late-return",
        "search-by-initials",
        "members",
        "import-preview",
    ]
    pictures = [QImage(str(tmp_path / name)) for name in found]
    assert all((p.width(), p.height()) == (1366, 697) for p in pictures)
    assert len({p.constBits().tobytes() for p in pictures}) == len(pictures)
    assert str(tmp_path) in capsys.readouterr().out
    assert i18n.current() == "zh_CN"
