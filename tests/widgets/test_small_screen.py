"""Windows on a small screen: what stands at the foot of each can be reached."""

from pathlib import Path

import pytest
from builders import article, excerpt
from PySide6.QtCore import QSize
from PySide6.QtGui import QScreen
from PySide6.QtWidgets import QApplication
from tag_window import tagged

from briefing.services.anchoring.article_changes import compare
from briefing.services.interchange import Loss
from briefing.services.rescue_ports import Recovery
from briefing.widgets.article.article_changes import ArticleChangesDialog
from briefing.widgets.help.crash import CrashBox
from briefing.widgets.projects.backups_dialog import RecoveryDialog
from briefing.widgets.projects.exchange_dialog import ExchangeDialog
from briefing.widgets.tags.split_dialog import SplitDialog

SMALL, TINY = QSize(1280, 720), QSize(480, 320)
TITLE = 40
"""Pixels of a title bar."""
ACTIONS = (
    "details", "schemes", "profiles", "resting", "backups", "plug-ins", "open-address",
    "fill-section",
)  # fmt: skip
MANY = tuple(f"Thing {number} with a long name" for number in range(200))


@pytest.fixture(params=[SMALL, TINY], ids=["small", "tiny"])
def room(request, monkeypatch):
    monkeypatch.setattr(QScreen, "availableSize", lambda _screen: request.param)
    return request.param


def too_large(shown, room):
    """Return a window's size if the screen has no room for it though its parts would allow it."""
    least = shown.minimumSizeHint() if room == TINY else QSize(0, 0)
    most = QSize(room.width(), room.height() - TITLE).expandedTo(least)
    return [] if shown.size() == shown.size().boundedTo(most) else [(type(shown), shown.size())]


def test_every_window_that_an_action_opens_fits_the_screen(window, room):
    window.actions_by_id["sample"].trigger()
    window.actions_by_id["next-section"].trigger()
    wrong, seen = [], set()
    for action in ACTIONS:
        before = {each for each in QApplication.topLevelWidgets() if each.isVisible()}
        window.actions_by_id[action].trigger()
        QApplication.processEvents()
        new = [w for w in QApplication.topLevelWidgets() if w.isVisible() and w not in before]
        assert new, action
        for shown in new:
            wrong += too_large(shown, room)
            seen.add(type(shown).__name__)
            shown.close()
    assert wrong == []
    assert len(seen) == len(ACTIONS)


def made(parent):
    old = article("\n".join(f"The harbour has {n} berths." for n in range(60)))
    new = article(old.text.replace("berths", "piers"))
    yield ArticleChangesDialog(compare(old, new, [excerpt(old, "7 berths", "t")]))
    yield RecoveryDialog(Recovery(3, MANY, (("articles", 3),)), Path("a.briefing"), parent)
    yield ExchangeDialog("Export", "This writes a.", [Loss(each, 1) for each in MANY], "Go")
    project = tagged()
    yield SplitDialog(project, project.tag("outlook"), parent)
    yield CrashBox(ValueError("odd"), Path("log"))


def test_windows_that_something_else_opens_fit_the_screen_too(editor, qtbot, room):
    for dialog in made(editor):
        qtbot.addWidget(dialog)
        dialog.show()
        qtbot.waitExposed(dialog)
        assert too_large(dialog, room) == []
        dialog.close()
