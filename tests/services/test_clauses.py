"""Clauses: the parts of a sentence that can be quoted on their own."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.services.reading.clauses import clauses


def words(sentence):
    return [sentence[start:end] for start, end in clauses(sentence, 0, len(sentence))]


@pytest.mark.parametrize(
    ("sentence", "parts"),
    [
        ("The port is closing a berth, forcing ships to wait offshore.",
         ["The port is closing a berth", "forcing ships to wait offshore."]),
        ("Meanwhile, nobody has said who will pay for it.",
         ["nobody has said who will pay for it."]),
        ("NORTHWIRE: Port Almary: The subsidy is coming back, slowly.",
         ["The subsidy is coming back, slowly."]),
        ("Cod, herring, and mackerel prices rose by a third in May, while catches fell again.",
         ["Cod, herring, and mackerel prices rose by a third in May", "while catches fell again."]),
        ("Nothing happened.", ["Nothing happened."]),
        ("港口关闭了一个泊位，船只在海上等候。", ["港口关闭了一个泊位", "船只在海上等候。"]),
    ],
)  # fmt: skip
def test_a_sentence_is_parted_where_a_person_would_quote_it(sentence, parts):
    assert words(sentence) == parts


@given(st.text(st.sampled_from("ab ,;:.，、😀ش"), min_size=1, max_size=60).filter(str.strip))
def test_clauses_stand_in_order_inside_the_sentence_and_hold_words(sentence):
    found = clauses(sentence, 0, len(sentence))
    assert found
    for (start, end), (later, _) in zip(found, [*found[1:], (len(sentence), 0)], strict=True):
        assert 0 <= start <= end <= later
