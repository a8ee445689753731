"""The piece of a text that a hit shows, and what in it was looked for."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.library.snippets import piece_of
from briefing.services.search.query import parse, wanted_words
from briefing.services.search.words import folded


def shown(text, query):
    """Return the words that are marked in the piece."""
    start, piece, marks = piece_of(text, list(wanted_words(parse(query))))
    assert text[start : start + len(piece)] == piece
    assert all(start <= low < high <= start + len(piece) for low, high in marks)
    return [text[low:high] for low, high in marks]


@pytest.mark.parametrize(
    ("text", "query", "marked"),
    [
        ("Fuel and fuels.", "fuel", ["Fuel"]),
        ("x" * 5_000 + " the ferry runs", "ferry", ["ferry"]),
        ("Words before. " * 400 + "The port fee rose.", '"port fee"', ["port fee"]),
        ("Leer. " * 900 + "Nach der Fähre.", "fahre", ["Fähre"]),
        ("refuel " * 900 + "fuel", "fuel", ["fuel"]),
        ("fuelled first, then fuel", "fuel", ["fuel"]),
        ("A tariff, tariffs and İtariff", "tarif*", ["tariff", "tariffs"]),
        ("Nothing of it", "ferry", []),
    ],
)
def test_the_piece_holds_the_first_words_that_were_looked_for(text, query, marked):
    assert shown(text, query) == marked


@given(st.lists(st.text(min_size=1, max_size=12), max_size=200), st.data())
def test_a_word_of_the_text_is_always_shown(words, data):
    text = " ".join(words)
    known = [word for word in folded(text).split() if len(word) < 40]
    if known:
        wanted = data.draw(st.sampled_from(known))
        assert shown(text, f'"{wanted}"')
