"""Labels and cards from the pages: shown, saved, told in words what stands against it."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from venuedesk.ui.paper import PaperDialog, pages

CTRL = Qt.KeyboardModifier.ControlModifier


def paper_of(desk) -> PaperDialog:
    """The paper that is shown."""
    return desk.window.findChild(PaperDialog)


def test_ctrl_p_on_a_member_shows_the_reader_card(desktop):
    desk = desktop()
    desk.key(Qt.Key.Key_F5)
    desk.window.page.show_one(3)
    desk.key(Qt.Key.Key_P, CTRL)
    shown = paper_of(desk)
    assert shown.pdf.startswith(b"%PDF")
    assert any(sheet.pixmap().width() > 700 for sheet in shown.findChildren(QLabel) if not sheet.pixmap().isNull())
    shown.reject()


def test_ctrl_p_on_a_title_shows_its_labels_and_saves_them(desktop, tmp_path):
    desk = desktop()
    desk.key(Qt.Key.Key_F3)
    page = desk.window.page_named("LendingPage")
    page.tabs.setCurrentIndex(1)
    desk.settle()
    page.catalogue.view.show_title(2)
    page.catalogue.view.print_labels()
    shown = paper_of(desk)
    shown.save_to(tmp_path / "书标 1.pdf")
    assert (tmp_path / "书标 1.pdf").read_bytes() == shown.pdf
    assert len(pages(shown.pdf, 50)) == 1
    shown.save_to(tmp_path / "none" / "书标.pdf")
    assert shown.said.text() == "无法写入 书标.pdf：没有这个文件夹。"
    shown.reject()


def test_without_a_printer_the_pdf_is_offered(desktop):
    desk = desktop()
    desk.key(Qt.Key.Key_F5)
    desk.window.page.show_one(3)
    desk.window.page.print_card()
    shown = paper_of(desk)
    shown.print_()
    assert "PDF" in shown.said.text()
    shown.reject()
