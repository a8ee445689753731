"""In a made-up language, where every sentence is longer and in brackets, nothing stays English."""

import re

import languages_tool
import pytest
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QDialogButtonBox,
    QDockWidget,
    QLabel,
    QLineEdit,
    QWidget,
)

from briefing import language

OWN = {"Aa", "“ab”", "Briefing", "https://", "English", "Français", "العربية", "en_US"}
"""Signs, and names that are the same in every language."""
SIDE = ("schemes", "profiles")


@pytest.fixture
def made_up(tmp_path):
    tool = languages_tool.load()
    catalogue = Catalog("fr")
    for message in tool.extracted():
        if isinstance(message.id, str) and message.id:
            catalogue.add(message.id, _longer(message.id), context=message.context)
        elif message.id:
            catalogue.add(message.id, tuple(map(_longer, message.id)), context=message.context)
    folder = tmp_path / "words" / "fr" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    with (folder / "briefing.mo").open("wb") as target:
        write_mo(target, catalogue)
    language.speak("fr", tmp_path / "words")
    yield
    language.speak("en")


def _longer(words):
    return f"⟦{words}{'·' * (len(words) * 3 // 10)}⟧"


def test_nothing_in_the_main_window_stays_english(made_up, window):
    assert _english(window) == []
    actions = [action.text() for action in window.actions() if action.text()]
    assert [words for words in actions if _bare(words)] == []


def test_nothing_in_a_window_beside_it_stays_english(made_up, window):
    english = {}
    before = set(QApplication.topLevelWidgets())
    for name in SIDE:
        window.actions_by_id[name].trigger()
        QApplication.processEvents()
        opened = [top for top in _tops() if top not in before]
        assert opened
        for top in opened:
            if found := _english(top):
                english[name] = found
            top.close()
    english["panes"] = _english(window)
    assert {name: words for name, words in english.items() if words} == {}


def _tops():
    return [top for top in QApplication.topLevelWidgets() if top.isVisible()]


def _english(top):
    """Return the words that are shown and nobody translated, but for the user's own."""
    return sorted({words for part in _shown(top) for words in _words(part) if _bare(words)})


def _shown(top):
    return [part for part in (top, *top.findChildren(QWidget)) if part.isVisible()]


def _words(part):
    if isinstance(part, QLabel):
        return [part.text()]
    if isinstance(part, QAbstractButton):
        return [] if _is_qts(part) else [part.text()]
    if isinstance(part, QLineEdit):
        return [part.placeholderText()]
    if isinstance(part, QDockWidget):
        return [part.windowTitle()]
    if isinstance(part, QComboBox):
        return [part.itemText(row) for row in range(part.count())]
    return []


def _is_qts(button):
    box = button.parentWidget()
    none = QDialogButtonBox.StandardButton.NoButton
    return isinstance(box, QDialogButtonBox) and box.standardButton(button) != none


def _bare(words):
    plain = words.strip()
    said = "⟦" in plain or plain in OWN or not re.search(r"[^\W\d_]{2}", plain)
    return not said and not _is_key(plain) and "/" not in plain


def _is_key(words):
    parts = re.split(r", |⟦ or ·*⟧| or ", words)
    return all(not QKeySequence(part).isEmpty() and part[:1].isupper() for part in parts)
