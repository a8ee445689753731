"""The list of suggestions: one key decides, and no key that is meant otherwise."""

import pytest
from PySide6.QtCore import Qt

from briefing.model.suggestion import KINDS, Suggestion
from briefing.widgets.excerpts.suggestion_panel import SuggestionPanel

CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def panel(qtbot):
    made = SuggestionPanel(None)
    qtbot.addWidget(made)
    made.show_suggestions((suggested(0), suggested(10)))
    made.show()
    qtbot.waitExposed(made)
    return made


def suggested(start):
    return Suggestion("a1", start, start + 4, "duty", (), next(iter(KINDS)), "A reason", 0.5)


def test_plain_letters_decide_and_the_same_with_control_do_not(panel, qtbot):
    told = []
    for name in ("accepted", "rejected", "all_accepted"):
        getattr(panel, name).connect(lambda _what, name=name: told.append(name))
    for key in (Qt.Key.Key_A, Qt.Key.Key_R):
        qtbot.keyClick(panel.list, key, CTRL)
    assert told == []
    qtbot.keyClick(panel.list, Qt.Key.Key_A)
    qtbot.keyClick(panel.list, Qt.Key.Key_R)
    qtbot.keyClick(panel.list, Qt.Key.Key_A, SHIFT)
    assert told == ["accepted", "rejected", "all_accepted"]
