"""Selections grow and shrink by what a reader sees; the next untagged paragraph is found."""

from builders import article
from hypothesis import given
from hypothesis import strategies as st

from briefing.services.reading.growing import grown, section_at, shrunk, untagged_paragraph, word_at

TEXT = (
    "#Ferries# Fuel\nNORTHWIRE: Almary: The duty falls. It won't last 3.5 years.\n"
    "Second paragraph here. 😀 And on.\nA heading between\nLast words of it. The end."
)


def growth(of, start):
    """Return the words of each unit, from the caret outwards."""
    found, span = [], (start, start)
    while (larger := grown(of, span)) != span:
        span = larger
        found.append(of.text[slice(*span)])
    return found


def test_a_selection_grows_by_word_sentence_paragraph_section_and_all():
    of = article(TEXT)
    steps = growth(of, of.text.index("won't") + 2)
    assert steps[:3] == [
        "won't", "It won't last 3.5 years.",
        "NORTHWIRE: Almary: The duty falls. It won't last 3.5 years.",
    ]  # fmt: skip
    assert steps[3].endswith("And on.")
    assert steps[-1] == TEXT


def test_it_shrinks_the_same_way_back_to_the_caret():
    of = article(TEXT)
    span, found = (0, len(TEXT)), []
    at = of.text.index("Last")
    span = section_at(of, at)
    while span[0] < span[1]:
        found.append(of.text[slice(*span)])
        span = shrunk(of, span)
    assert found == ["A heading between\nLast words of it. The end.", "A heading between", "A"]


def test_a_selection_over_two_sentences_grows_to_what_holds_both():
    of = article(TEXT)
    start, end = of.text.index("falls"), of.text.index("last")
    found = grown(of, (start, end))
    assert found[0] <= start
    assert found[1] > end


@given(st.text("ab .'\n😀中ش", min_size=1, max_size=60), st.data())
def test_growing_always_takes_more_until_everything_is_taken(text, data):
    of = article(text)
    if not of.text.strip():
        return
    start = data.draw(st.integers(0, len(of.text) - 1))
    span = (start, data.draw(st.integers(start, len(of.text))))
    for _ in range(8):
        larger = grown(of, span)
        assert larger == span or (larger[1] - larger[0] > span[1] - span[0])
        if larger != span:
            assert larger[0] <= span[0] or not of.text[span[0] : larger[0]].strip()
        span = larger
    assert grown(of, span) == span


def test_a_word_is_found_around_and_after_an_offset_but_not_over_a_line_end():
    assert word_at("one two", 1) == (0, 3)
    assert word_at("one two", 3) == (4, 7)
    assert word_at("one\ntwo", 3) is None
    assert word_at("it’s 3.5%", 0) == (0, 4)


def test_untagged_paragraphs_are_found_both_ways_and_round_the_end():
    of = article(TEXT)
    starts = [b.start for b in of.blocks]
    tagged = {starts[2]}

    def is_tagged(start, _end):
        return start in tagged

    assert untagged_paragraph(of, is_tagged, starts[1], +1)[0] == starts[4]
    assert untagged_paragraph(of, is_tagged, starts[4], +1)[0] == starts[1]
    assert untagged_paragraph(of, is_tagged, starts[4], -1)[0] == starts[1]
    tagged |= set(starts)
    assert untagged_paragraph(of, is_tagged, 0, +1) is None
