"""How large a form is: as large as it needs, and never larger than the window behind it."""

from PySide6.QtWidgets import QDialog, QScrollArea, QWidget

SMALLEST = (400, 320)


def fit(form: QDialog, scroll: QScrollArea, columns: int, window: QWidget) -> None:
    """Give a form that is opened its size; ``scroll`` has its fields."""
    line = form.fontMetrics().height()
    width = min(line * (28 if columns == 1 else 46), max(SMALLEST[0], window.width() - 40))
    height = scroll.widget().sizeHint().height() + line * 8
    form.resize(width, min(height, _highest(window)))


def grow(form: QDialog, scroll: QScrollArea, window: QWidget) -> None:
    """Make the form higher by what is hidden: a question or what is wrong came in between."""
    form.layout().activate()
    inside, high = scroll.widget(), _highest(window)
    wanted = inside.heightForWidth(inside.width()) if inside.hasHeightForWidth() else inside.sizeHint().height()
    hidden = max(wanted - scroll.viewport().height(), form.minimumSizeHint().height() - form.height())
    if hidden > 0 and form.height() < high:
        form.resize(form.width(), min(form.height() + hidden, high))
        form.move(form.x(), max(0, min(form.y(), window.geometry().bottom() - form.height())))


def _highest(window: QWidget) -> int:
    return max(SMALLEST[1], window.height() - 40)
