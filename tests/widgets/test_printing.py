"""Printing: the very pages of the PDF, seen first, then drawn sheet by sheet on the printer."""

import json
import socket
import sys

import pypdfium2
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QMarginsF, QObject, Qt
from PySide6.QtGui import QPageLayout
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QFileDialog, QToolButton
from test_export import choose

from briefing.errors import ExportError
from briefing.exporters import office
from briefing.qt import printers
from briefing.qt.page_printing import page_layout
from briefing.services.pages.page_ports import PageText
from briefing.services.pages.page_ranges import pages_meant
from briefing.widgets.output import print_window

A4 = (595, 842)


def there(monkeypatch, *names, after=""):
    """Let another process tell of these printers, or of none; once there is a file `after`."""
    said = json.dumps({"names": names, "usual": "".join(names[:1])})
    wait = f"while not os.path.exists({after!r}): time.sleep(0.01)\n" if after else ""
    words = f"import os, time\n{wait}print({said!r})"
    monkeypatch.setattr(printers, "command", lambda: [sys.executable, "-I", "-S", "-c", words])


@pytest.fixture
def printed(monkeypatch, tmp_path):
    """Put a printer there that writes what it prints to a file; return the file."""
    path = tmp_path / "printed.pdf"

    def printer_named(name):
        assert name == "Desk printer"
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        printer.setOutputFileName(str(path))
        printer.setResolution(150)
        return printer

    there(monkeypatch, "Desk printer")
    monkeypatch.setattr(print_window, "printer_named", printer_named)
    return path


@pytest.fixture
def without_office(monkeypatch):
    monkeypatch.setattr(office.OfficeConverter, "is_there", property(lambda _self: False))


@pytest.fixture
def ready(window, without_office):
    """Return the window with the sample and its brief, which is complete."""
    window.actions_by_id["sample"].trigger()
    return window


def opened(window, qtbot):
    """Return the print window that the key opens, once its pages are made."""
    qtbot.keyClick(window, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    for button in window.bar._offers:
        qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    dialog = window.printing.dialog
    qtbot.waitUntil(lambda: dialog.rendered is not None, timeout=20_000)
    return dialog


def answered(window, qtbot):
    """Return that window once the printers of the machine are known, too."""
    dialog = opened(window, qtbot)
    qtbot.waitUntil(lambda: not dialog.form.asked, timeout=20_000)
    return dialog


def sheets(path):
    """Return each sheet's size in points and the share of it that is not white."""
    with pypdfium2.PdfDocument(path) as document:
        found = []
        for page in document:
            pixels = page.render(scale=0.5, grayscale=True).buffer
            inked = sum(1 for value in bytes(pixels) if value < 200) / len(pixels)
            found.append((tuple(round(side) for side in page.get_size()), inked))
        return found


def test_every_page_is_printed_on_a_sheet_of_its_size(ready, printed, qtbot):
    dialog = answered(ready, qtbot)
    pages = dialog.rendered.pages
    qtbot.mouseClick(dialog.print_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: ready.printing.dialog is None, timeout=60_000)
    found = sheets(printed)
    assert len(found) == len(pages) > 1
    assert all(abs(size[0] - A4[0]) <= 1 and abs(size[1] - A4[1]) <= 1 for size, _ in found)
    assert all(inked > 0.005 for _, inked in found)
    assert f"{len(pages)} pages went to the printer Desk printer" in ready.bar.words.text()


def test_only_the_pages_that_are_named_are_printed_as_often_as_asked(ready, printed, qtbot):
    dialog = answered(ready, qtbot)
    dialog.form.pages.setText("2")
    dialog.form.copies.setValue(3)
    dialog.print()
    qtbot.waitUntil(lambda: ready.printing.dialog is None, timeout=60_000)
    assert len(sheets(printed)) == 3
    assert "1 page went" in ready.bar.words.text()


def test_pages_that_do_not_exist_are_not_printed(ready, printed, qtbot):
    dialog = answered(ready, qtbot)
    dialog.form.pages.setText("1-99")
    assert not dialog.print_button.isEnabled()
    assert "the document has" in dialog.state.text()
    dialog.form.pages.clear()
    assert dialog.print_button.isEnabled()
    dialog.close()


def test_without_a_printer_it_says_so_and_saves_the_same_pages(ready, qtbot, monkeypatch, tmp_path):
    there(monkeypatch)
    dialog = answered(ready, qtbot)
    assert dialog.form.nowhere.isVisible()
    assert "no printer" in dialog.form.nowhere.text()
    assert not dialog.print_button.isVisible()
    target = tmp_path / "pages.pdf"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(target), ""))
    qtbot.mouseClick(dialog.pdf_button, Qt.MouseButton.LeftButton)
    assert target.read_bytes() == dialog.rendered.pdf
    dialog.close()


def test_a_brief_with_gaps_is_printed_only_as_a_draft_that_says_so(
    sample, printed, without_office, qtbot, monkeypatch
):
    choose(monkeypatch, "policy-brief")
    sample.actions_by_id["new-brief"].trigger()
    sample.actions_by_id["print"].trigger()
    assert sample.printing.dialog is None
    assert "Executive summary" in sample.bar.words.text()
    (draft,) = [b for b in sample.bar._offers if "draft" in b.text()]
    qtbot.mouseClick(draft, Qt.MouseButton.LeftButton)
    dialog = sample.printing.dialog
    qtbot.waitUntil(lambda: dialog.rendered is not None, timeout=20_000)
    assert all("DRAFT" in page.text for page in dialog.rendered.pages)
    dialog.close()


def test_without_a_brief_there_is_nothing_to_print(window):
    window.actions_by_id["print"].trigger()
    assert "no brief to print" in window.bar.words.text()
    assert window.printing.dialog is None


def test_the_pages_are_walked_by_buttons_and_zoomed(ready, printed, qtbot):
    dialog = answered(ready, qtbot)
    buttons = {b.accessibleName(): b for b in dialog.findChildren(QToolButton)}
    buttons["Next page"].click()
    assert dialog.canvas.current_page == 1
    assert dialog.number.text() == f"2 of {len(dialog.rendered.pages)}"
    buttons["First page"].click()
    assert dialog.canvas.current_page == 0
    buttons["Last page"].click()
    assert dialog.canvas.current_page == len(dialog.rendered.pages) - 1
    before = dialog.canvas._scale
    buttons["Larger pages"].click()
    assert dialog.canvas._scale > before
    dialog.close()


@pytest.mark.qt_log_ignore("QPainter::begin")
def test_a_printer_that_does_not_answer_is_named_as_the_fault(ready, printed, qtbot, tmp_path):
    printed.mkdir()
    dialog = answered(ready, qtbot)
    dialog.print()
    qtbot.waitUntil(lambda: "Not printed" in dialog.bar.words.text(), timeout=20_000)
    assert dialog.print_button.isEnabled()
    dialog.close()


def test_a_print_service_that_hangs_leaves_the_pages_to_be_saved(
    ready, printed, qtbot, monkeypatch, tmp_path
):
    there(monkeypatch, "Desk printer", after=str(tmp_path / "go"))
    monkeypatch.setattr(print_window, "SILENCE", 0)
    dialog = opened(ready, qtbot)
    qtbot.waitUntil(lambda: "does not answer yet" in dialog.form.nowhere.text(), timeout=20_000)
    assert not dialog.print_button.isEnabled()
    target = tmp_path / "pages.pdf"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(target), ""))
    qtbot.mouseClick(dialog.pdf_button, Qt.MouseButton.LeftButton)
    assert target.read_bytes() == dialog.rendered.pdf
    (tmp_path / "go").touch()
    qtbot.waitUntil(dialog.print_button.isEnabled, timeout=20_000)
    assert not dialog.form.nowhere.isVisible()
    assert dialog.form.printer.currentText() == "Desk printer"
    dialog.close()


def test_a_print_service_that_hangs_later_is_asked_before_the_printer_and_can_be_left(
    ready, printed, qtbot, monkeypatch, tmp_path
):
    monkeypatch.setattr(print_window, "FRESH", 0.0)
    dialog = answered(ready, qtbot)
    there(monkeypatch, "Desk printer", after=str(tmp_path / "never"))
    monkeypatch.setattr(print_window, "printer_named", pytest.fail)
    dialog._silence.setInterval(0)
    dialog.print()
    qtbot.waitUntil(lambda: "does not answer yet" in dialog.bar.words.text(), timeout=20_000)
    assert not dialog.print_button.isEnabled()
    assert dialog.pdf_button.isEnabled()
    dialog.close()
    qtbot.waitUntil(lambda: ready.printing.dialog is None, timeout=20_000)
    assert not printed.exists()


def test_a_real_print_server_that_is_silent_is_waited_for_elsewhere(
    qapp, qtbot, monkeypatch, tmp_path
):
    server = socket.socket(socket.AF_UNIX)
    server.bind(str(tmp_path / "prints"))
    server.listen()
    server.setblocking(False)
    monkeypatch.setenv("CUPS_SERVER", str(tmp_path / "prints"))
    owner, answers, calls = QObject(), [], []
    asked = printers.Printers(owner)
    asked.listed.connect(lambda *answer: answers.append(answer))

    def is_heard():
        try:
            calls.append(server.accept()[0])
        except BlockingIOError:
            return bool(answers)  # there is no CUPS on this machine
        return True

    asked.ask()
    qtbot.waitUntil(is_heard, timeout=60_000)
    assert bool(answers) != bool(calls)
    asked.stop()
    monkeypatch.setenv("CUPS_SERVER", str(tmp_path / "none"))
    asked.ask()
    qtbot.waitUntil(lambda: answers[-1:] == [([], "")], timeout=60_000)
    for each in (server, *calls):
        each.close()


def test_wide_pages_are_turned():
    layout = page_layout(PageText(842, 595))
    assert layout.orientation() is QPageLayout.Orientation.Landscape
    assert layout.pageSize().name() == "A4"
    assert layout.margins() == QMarginsF()


@given(st.integers(1, 60), st.data())
def test_written_ranges_mean_their_pages(count, data):
    wanted = data.draw(st.sets(st.integers(1, count), min_size=1))
    words = ", ".join(str(page) for page in wanted)
    assert pages_meant(words, count) == tuple(sorted(page - 1 for page in wanted))
    assert pages_meant("", count) == tuple(range(count))
    assert pages_meant(f"{count}-", count) == (count - 1,)
    assert pages_meant(f"-{count}", count) == tuple(range(count))


@pytest.mark.parametrize("words", ["0", "7", "3-2", "x", "-", "1.5", "1-2-3", "²"])
def test_what_is_no_page_is_refused(words):
    with pytest.raises(ExportError):
        pages_meant(words, 6)


def test_enter_on_the_pages_prints_them_and_no_words_lead_anywhere(ready, printed, qtbot):
    dialog = answered(ready, qtbot)
    assert dialog.focusWidget() is dialog.canvas
    assert dialog.canvas.place_at(dialog.canvas.viewport().rect().center()) is None
    qtbot.keyClick(dialog.canvas, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: ready.printing.dialog is None, timeout=60_000)
    assert sheets(printed)
