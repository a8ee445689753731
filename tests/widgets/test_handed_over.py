"""A second start: its files open in the window that is there, and bad calls change nothing."""

import socket
import threading

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QDialog

from briefing.app import listen
from briefing.paths import standard_paths
from briefing.qt.receiving import MOST_CALLS, PipeReceiver
from briefing.services.handing_over import Wish, address, message_of, open_door
from briefing.widgets.projects.handed_over import HandedOver


@pytest.fixture
def where():
    return address(standard_paths().config)


@pytest.fixture
def receiver(window, where):
    made = listen(open_door(where), window)
    yield made
    made.close()


def call(where, message, qtbot):
    """Return what the window answers to a message; the caller is another thread, as in life."""
    heard = []

    def calling():
        with socket.socket(socket.AF_UNIX) as connection:
            connection.connect(where)
            try:
                connection.sendall(message)
                heard.append(connection.recv(100))
            except OSError:
                heard.append(b"")

    thread = threading.Thread(target=calling, daemon=True)
    thread.start()
    qtbot.waitUntil(lambda: bool(heard))
    thread.join()
    return heard[0]


def named(window):
    return [article.source for article in window.document.project.articles_in_order()]


def test_an_article_of_a_second_start_opens_in_the_window(window, receiver, where, qtbot, tmp_path):
    (tmp_path / "späte Nachricht.txt").write_text("Words of the day.", encoding="utf-8")
    window.showMinimized()
    wish = Wish((tmp_path / "späte Nachricht.txt",), "token")
    assert call(where, message_of(wish), qtbot) == b"ok\n"
    qtbot.waitUntil(lambda: named(window) == ["späte Nachricht.txt"])
    assert not window.isMinimized()


def test_a_project_of_a_second_start_opens_in_the_window(window, receiver, where, qtbot, tmp_path):
    other = tmp_path / "Other.briefing"
    window.desk.stores.create(other).close()
    assert call(where, message_of(Wish((other,))), qtbot) == b"ok\n"
    qtbot.waitUntil(lambda: window.document.store.path == other)
    assert window.windowTitle().startswith("Other")


@pytest.mark.parametrize(
    "message", [b"\n", b"run me\n", b'{"files": ["a.txt"], "token": ""}\n', b"x" * 300_000],
    ids=["nothing", "words", "relative", "endless"],
)  # fmt: skip
def test_what_is_no_wish_is_refused_and_the_window_goes_on(window, receiver, where, qtbot, message):
    assert call(where, message, qtbot) in (b"no\n", b"")
    assert call(where, message_of(Wish()), qtbot) == b"ok\n"
    assert named(window) == []


def test_callers_who_say_nothing_do_not_keep_others_out_for_good(receiver, where, qtbot):
    silent = [socket.socket(socket.AF_UNIX) for _ in range(MOST_CALLS)]
    for each in silent:
        each.connect(where)
    qtbot.waitUntil(lambda: len(receiver._calls) == MOST_CALLS)
    assert call(where, message_of(Wish()), qtbot) == b""
    for each in silent:
        each.close()
    qtbot.waitUntil(lambda: not receiver._calls)
    assert call(where, message_of(Wish()), qtbot) == b"ok\n"


def test_who_hung_up_before_the_answer_opens_its_files_itself(window, receiver, where, qtbot):
    wishes = []
    receiver.wished.connect(wishes.append)
    gone = socket.socket(socket.AF_UNIX)
    gone.connect(where)
    gone.sendall(message_of(Wish()))
    gone.close()
    qtbot.waitUntil(lambda: receiver._door.socket.fileno() >= 0 and not receiver._calls)
    assert call(where, message_of(Wish()), qtbot) == b"ok\n"
    assert len(wishes) == 1


def test_files_wait_until_a_dialog_is_answered(window, qtbot, tmp_path):
    (tmp_path / "a.txt").write_text("Words of the day.", encoding="utf-8")
    dialog = QDialog(window)
    dialog.setModal(True)
    dialog.show()
    qtbot.waitUntil(lambda: QApplication.activeModalWidget() is dialog)
    HandedOver(window).take(Wish((tmp_path / "a.txt",)))
    seen = []
    QTimer.singleShot(300, lambda: (seen.append(named(window)), dialog.close()))
    qtbot.waitUntil(lambda: named(window) == ["a.txt"])
    assert seen == [[]]


def test_the_pipe_of_other_systems_takes_the_same(qapp, qtbot, tmp_path):
    pipe = PipeReceiver(str(tmp_path / "pipe"))
    wishes = []
    pipe.wished.connect(wishes.append)
    wish = Wish((tmp_path / "a.txt",), "token")
    assert call(pipe.name, message_of(wish), qtbot) == b"ok\n"
    assert call(pipe.name, b"words\n", qtbot) == b"no\n"
    assert wishes == [wish]
    pipe.close()
