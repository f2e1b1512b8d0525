"""The tour: a day at the real window leaves a picture per step, and the paper of the month."""

import time

from PySide6.QtGui import QImage

from venuedesk import i18n
from venuedesk.ui import tour
from venuedesk.ui.burst import Burst


def test_the_tour_leaves_a_picture_per_step(qapp, tmp_path, capsys, monkeypatch):
    monkeypatch.setattr(Burst, "clock", staticmethod(time.monotonic))  # the hands of the tour take their time
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
        "booking-clash",
        "booking-made",
        "day-of-rooms",
        "check-in",
        "crowd",
        "group-of-200",
        "group-signed-in",
        "month",
        "rows-of-a-figure",
        "cross-checks",
        "month-closed",
        "paper-1",
        "paper-2",
        "paper-3",
    ]
    pictures = {name: QImage(str(tmp_path / name)) for name in found}
    sizes = {"paper" in name: (p.width(), p.height()) for name, p in pictures.items()}
    assert sizes == {False: (1366, 697), True: (794, 1123)}
    assert len({p.constBits().tobytes() for p in pictures.values()}) == len(pictures)
    assert str(tmp_path) in capsys.readouterr().out
    assert i18n.current() == "zh_CN"
