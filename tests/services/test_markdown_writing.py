"""Formatted text: what a field shows is written as CommonMark and read back the same."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.model.article import clean_text
from briefing.model.brief import SectionText, Words
from briefing.model.outline import Table
from briefing.services.section_text.markdown_reading import read
from briefing.services.section_text.markdown_runs import paragraphs_of
from briefing.services.section_text.markdown_writing import write
from briefing.services.section_text.rich_text import BlockKind, RichBlock, RichRun, settled

CHARACTERS = st.one_of(
    st.sampled_from("ab1 .,-*_`[]()<>#+!&|~:=\\/\"'\néش😀\u00a0“”?;"),
    st.characters(exclude_categories=("Cs", "Cc", "Cn", "Zl", "Zp", "Co")),
)
TEXTS = st.text(CHARACTERS, min_size=1, max_size=12).map(clean_text)
ADDRESSES = st.sampled_from(["https://example.org/a_b(c)?q=1&r=2", "mailto:desk@example.org"])
IDS = st.sampled_from(["e1", "abc-9", "judgement"])
WORDS = st.builds(
    RichRun, TEXTS, st.booleans(), st.booleans(), st.booleans(), st.none() | ADDRESSES
).filter(lambda run: "[@" not in run.text)
CITED = IDS.map(lambda excerpt: RichRun("", cite=excerpt))
RUNS = st.lists(st.one_of(WORDS, WORDS, CITED), max_size=6).map(tuple)
TABLES = st.lists(st.lists(RUNS, min_size=1, max_size=3).map(tuple), min_size=1, max_size=3)
BLOCKS = st.lists(
    st.one_of(
        st.builds(RichBlock, st.sampled_from(list(BlockKind)[:5]), RUNS, st.integers(0, 4)),
        TABLES.map(lambda rows: RichBlock(BlockKind.TABLE, rows=tuple(rows))),
    ),
    max_size=5,
)


@given(BLOCKS)
def test_what_is_written_reads_back_the_same(blocks):
    blocks = settled(blocks)
    assert read(write(blocks)) == blocks


@given(BLOCKS)
def test_no_words_become_a_place_of_an_excerpt(blocks):
    text = write(blocks)
    pieces = [piece for piece in SectionText("s", text).pieces() if isinstance(piece, Words)]
    assert [piece.markdown for piece in pieces] == [text] * bool(text)


@given(st.text(st.sampled_from("ab *_`[]()<>#-+1.!|\n\\:~&;\t"), max_size=60).map(clean_text))
def test_any_text_is_written_so_that_it_prints_the_same(markdown):
    def printed(text):
        found = paragraphs_of(text, lambda _excerpt: 1)
        return [
            (b.header, [[[r.text for r in c] for c in row.cells] for row in b.rows])
            if isinstance(b, Table)
            else (b.kind, b.level, " ".join(b.text.split()))
            for b in found
        ]

    written = write(read(markdown))
    assert printed(written) == printed(markdown)
    assert write(read(written)) == written


@pytest.mark.parametrize(
    "kept",
    [
        "```\ncode  here\n```",
        "---",
        "![a chart](chart.png)",
        "> outer\n>\n> > inner",
        "3. starts at three\n4. goes on",
        "- one\n\n  and its second paragraph",
        "[words](https://example.org 'a title')",
        "[words](ftp://example.org/x)",
        "| a | b |\n|:--|--:|\n| 1 | 2 |",
    ],
)
def test_what_no_field_formats_is_kept_to_the_letter(kept):
    text = f"Before.\n\n{kept}\n\nAfter."
    middle = read(text)[1:-1]
    assert [block.kind for block in middle] == [BlockKind.VERBATIM]
    assert write(read(text)) == text


def test_the_address_of_a_link_that_stands_elsewhere_is_not_lost():
    text = "See [the plan][p].\n\n[p]: https://example.org/plan"
    written = write(read(text))
    assert "[the plan](https://example.org/plan)" in written
    assert "[p]: https://example.org/plan" in written


def test_marks_of_citation_are_atoms_and_formatting_is_runs():
    (block,) = read("The port **may close** [@e1], *they* say. [@judgement]")
    assert [(run.text, run.bold, run.italic, run.cite) for run in block.runs] == [
        ("The port ", False, False, ""), ("may close", True, False, ""),
        (" ", False, False, ""), ("", False, False, "e1"), (", ", False, False, ""),
        ("they", False, True, ""), (" say. ", False, False, ""),
        ("", False, False, "judgement"),
    ]  # fmt: skip


def test_a_table_of_the_analyst_is_printed_as_a_table():
    (table,) = paragraphs_of("| Port | Ships |\n|---|---|\n| Velden [@e1] | 4 |", lambda _: 1, "T")
    assert (table.title, table.header) == ("T", ("Port", "Ships"))
    assert table.rows[0].cells[0][0].citation == 1
