"""The kept choice of printer: whatever the file says, a choice comes out of it; the printers of this computer."""

import json

import pytest

from venuedesk.ui import printing
from venuedesk.ui.printing import Choice, ComputersPrinters, keep, kept


@pytest.mark.parametrize(
    "content",
    [None, "", "{", "[]", "7", '{"month": 3}', '{"month": {"printer": 5, "paper": "A9", "copies": 0, "tray": "x"}}'],
)
def test_what_cannot_be_read_is_the_first_choice(tmp_path, content):
    if content is not None:
        (tmp_path / printing.NAME).write_text(content, "utf-8")
    found = kept(tmp_path, "month")
    assert (found.paper, found.copies, found.tray) == ("A4", 1, "auto")


def test_each_kind_of_paper_keeps_its_own_choice(tmp_path):
    keep(tmp_path, "month", Choice("财务室", "A4", 2, "upper"))
    keep(tmp_path, "labels", Choice("标签机", "A5", 1, "manual"))
    assert kept(tmp_path, "month") == Choice("财务室", "A4", 2, "upper")
    assert kept(tmp_path, "labels") == Choice("标签机", "A5", 1, "manual")
    assert "财务室" in (tmp_path / printing.NAME).read_text("utf-8")
    assert json.loads((tmp_path / printing.NAME).read_text("utf-8"))["labels"]["copies"] == 1


def test_a_folder_that_cannot_be_written_to_keeps_the_old_choice(tmp_path, caplog):
    keep(tmp_path / "none", "month", Choice("财务室"))
    assert "could not be kept" in caplog.text
    assert kept(tmp_path / "none", "month") == Choice()


def test_this_computer_names_its_printers(qapp):
    assert isinstance(ComputersPrinters().names(), list)
