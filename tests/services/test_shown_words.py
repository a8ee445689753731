"""A range of a section's text is found again in the words that its field shows."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.services.brief.shown_words import range_of, range_of_words
from briefing.services.section_text.prose import prose_of

BODY = (
    "The **quay** is shut.[@e1] The quay is shut.\n\n[@e2]\n\n"
    "- One ferry may sail on.\n- The quay is shut. Nobody may say why.[@judgement]\n"
)
SHOWN = (
    "The quay is shut.\ufffc The quay is shut.\n"
    "One ferry may sail on.\u2029The quay is shut. Nobody may say why.\ufffc"
)


@pytest.mark.parametrize(
    ("number", "place"), [(0, 0), (1, 19), (2, 37), (3, 60), (4, 78)]
)  # fmt: skip
def test_a_sentence_that_stands_several_times_is_found_where_it_is_meant(number, place):
    sentence = prose_of(BODY).sentences[number]
    start, end = range_of(SHOWN, BODY, sentence.span)
    assert (start, SHOWN[start:end]) == (place, sentence.text)


def test_a_word_of_a_sentence_is_found_in_that_sentence():
    sentence = prose_of(BODY).sentences[4]
    found = range_of(SHOWN, BODY, sentence.span_of(7, 10))
    assert found == (85, 88)
    assert SHOWN[slice(*found)] == "may"


def test_what_is_not_shown_as_words_is_found_nowhere():
    mark = BODY.index("[@e2]")
    assert range_of(SHOWN, BODY, (mark, mark + 5)) is None
    assert range_of_words(SHOWN, "") is None
    assert range_of_words(SHOWN, "The pier is shut.") is None


@given(st.lists(st.sampled_from(["Ice came.", "No *ice* came.", "🚢 sails on.", "Is it so?"])))
def test_every_sentence_of_plain_paragraphs_is_found_in_reading_order(said):
    body = "\n\n".join(said)
    shown = body.replace("*", "").replace("\n\n", "\u2029")
    found = [range_of(shown, body, sentence.span) for sentence in prose_of(body).sentences]
    assert found == sorted(found)
    words = [shown[start:end] for start, end in found]
    assert words == [each.replace("*", "") for each in said]
