"""What is done once the window is shown, and that Python goes through it no more."""

import gc
from types import SimpleNamespace

from PySide6.QtCore import QObject

from briefing.widgets import loading_ahead


class Window(QObject):
    def __init__(self, done):
        super().__init__()
        self.windows = SimpleNamespace(send_waiting=lambda: done.append("waiting"))


def test_what_is_loaded_is_not_searched_for_garbage_again(qapp, monkeypatch):
    monkeypatch.setattr(loading_ahead, "AHEAD", ("briefing.qt.turns",))
    done = []
    window = Window(done)
    turns = loading_ahead.load_ahead(window, first=lambda: done.append("first"))
    try:
        turns.finish()
        assert done == ["first", "waiting"]
        assert gc.get_freeze_count()
    finally:
        gc.unfreeze()
