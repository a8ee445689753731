"""What is copied of a section: whole with its citations here, and clean words elsewhere."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree
from PySide6.QtCore import QMimeData
from PySide6.QtGui import QTextCursor

from briefing.services.section_text.markdown_reading import read
from briefing.services.section_text.section_clip import FORM, blocks_of, clip_of
from briefing.widgets.writing.rich_text import RichText

BODY = (
    "The **quay** is shut. [@e1] We doubt it. [@judgement]\n\n- one [@e2]\n  1. deep\n\n"
    "| Port | Ships |\n| --- | --- |\n| Velden | 4 [@e1] |\n\n> Said so."
)


@pytest.fixture
def field(qtbot):
    made = RichText("Context: text", "What first?")
    qtbot.addWidget(made)
    made.show()
    return made


def copied(field):
    field.selectAll()
    return field.createMimeDataFromSelection()


def test_a_copied_section_is_pasted_as_it_was(field):
    field.show_text(BODY)
    data = copied(field)
    field.show_text("")
    field.insertFromMimeData(data)
    assert field.markdown == BODY


def test_other_programs_get_words_and_html_without_marks(field):
    field.show_text(BODY)
    data = copied(field)
    assert data.text() == (
        "The quay is shut. We doubt it.\n- one\n   1. deep\nPort | Ships\nVelden | 4\nSaid so."
    )
    tree = etree.HTML(data.html())
    assert "\ufffc" not in data.html()
    assert "@" not in data.html()
    assert [len(tree.xpath(path)) for path in ("//ul/li/ol/li", "//table//td", "//strong")] == [
        1, 2, 1,
    ]  # fmt: skip


def test_words_of_a_list_item_go_into_a_line(field):
    field.show_text("- take these words\n\nHere: ")
    cursor = field.document().find("these words")
    field.setTextCursor(cursor)
    data = field.createMimeDataFromSelection()
    field.moveCursor(QTextCursor.MoveOperation.End)
    field.insertFromMimeData(data)
    assert field.markdown == "- take these words\n\nHere:these words"


def test_what_others_put_under_our_name_is_read_as_text_alone(field):
    data = QMimeData()
    data.setData(FORM, b"<script>x()</script> [go](javascript:x) \xff")
    data.setText("words")
    field.insertFromMimeData(data)
    assert "script" in field.toPlainText()
    assert "\\[go\\](javascript:x)" in field.markdown
    assert blocks_of(b"x" * 3_000_000) == ()


@given(st.lists(st.sampled_from(["a **b** [@e1]", "- c", "1. d", "> e", "# f", "`g`"]), max_size=6))
def test_any_blocks_come_back_from_what_was_copied(parts):
    blocks = tuple(read("\n\n".join(parts)))
    assert blocks_of(clip_of(blocks).markdown.encode()) == blocks
