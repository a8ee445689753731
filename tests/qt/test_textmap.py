"""The text map: code points to UTF-16 and back, with nothing lost."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtGui import QTextDocument
from PySide6.QtWidgets import QPlainTextDocumentLayout

from briefing.model.article import clean_text
from briefing.qt.textmap import TextMap

TEXTS = st.text(st.sampled_from("ab \n😀👩‍é中ش\ufdd0\ufdd1"), max_size=120).map(clean_text)
NO_CHARACTERS = dict.fromkeys(map(ord, "\ufdd0\ufdd1"), "\ufffd")
"""What Qt takes for no characters, and what is shown for them."""


@given(TEXTS, st.integers(5, 30))
def test_every_offset_comes_back(text, longest):
    positions = TextMap(text, longest)
    for offset in range(len(text) + 1):
        assert positions.from_qt(positions.to_qt(offset)) == offset


@given(TEXTS, st.integers(5, 30))
def test_the_display_has_short_lines_and_every_character_where_the_map_says(text, longest):
    positions = TextMap(text, longest)
    units = positions.display.encode("utf-16-le")
    assert all(len(line) <= longest for line in positions.display.split("\n"))
    for offset, character in enumerate(text):
        at = positions.to_qt(offset) * 2
        shown = units[at : at + len(character.encode("utf-16-le"))].decode("utf-16-le")
        assert shown == (character if character not in "\ufdd0\ufdd1" else "\ufffd")


@given(TEXTS)
def test_qt_breaks_the_display_where_the_map_does(qapp, text):
    positions = TextMap(text, 12)
    document = QTextDocument()
    document.setDocumentLayout(QPlainTextDocumentLayout(document))
    document.setPlainText(positions.display)
    block, starts = document.begin(), []
    while block.isValid():
        starts.append(positions.from_qt(block.position()))
        block = block.next()
    lines = [text[a:b].removesuffix("\n") for a, b in pairwise([*starts, len(text)])]
    assert [line.translate(NO_CHARACTERS) for line in lines] == positions.display.split("\n")


@given(
    TEXTS, st.integers(0, 40), st.integers(0, 6), TEXTS.map(lambda text: text[:4]),
    st.sampled_from([5, 9, 1000]),
)  # fmt: skip
def test_the_map_of_an_edited_text_is_as_a_fresh_one_and_says_what_to_change(
    text, start, length, new, longest
):
    after = f"{text[:start]}{new}{text[start + length :]}"
    old = TextMap(text, longest)
    made, first, last, words = old.edited(after)
    fresh = TextMap(after, longest)
    assert (made.text, made.display) == (fresh.text, fresh.display)
    places = range(len(after) + 1)
    assert list(map(made.to_qt, places)) == list(map(fresh.to_qt, places))
    units = range(fresh.to_qt(len(after)) + 1)
    assert list(map(made.from_qt, units)) == list(map(fresh.from_qt, units))
    shown = old.display.encode("utf-16-le")
    changed = shown[: 2 * first] + words.encode("utf-16-le") + shown[2 * last :]
    assert changed.decode("utf-16-le") == fresh.display
