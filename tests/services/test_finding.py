"""Find in one article: words, whole words, regular expressions, and what is refused."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.errors import SearchError
from briefing.services.search.finding import MOST, Found, Wanted, current, find

TEXT = "The ferry’s subsidy, 😀 “back” on the table.\nFERRY fares rose 31% — and port\u00a0fees 7%."


def words(wanted, text=TEXT):
    return [text[start:end] for start, end in find(text, wanted).spans]


def test_words_are_found_whatever_their_case_unless_it_matters():
    assert words(Wanted("ferry")) == ["ferry", "FERRY"]
    assert words(Wanted("ferry", case=True)) == ["ferry"]


def test_whole_words_leave_out_what_goes_on():
    assert words(Wanted("far")) == ["far"]
    assert words(Wanted("far", whole_words=True)) == []
    assert words(Wanted("far|port", regex=True, whole_words=True)) == ["port"]


@pytest.mark.parametrize("typed", ["ferry's", '"back"', "port fees", "31% - and", "table. FERRY"])
def test_what_is_typed_on_a_keyboard_finds_what_a_typesetter_wrote(typed):
    assert len(words(Wanted(typed))) == 1


def test_plain_words_are_no_expression():
    assert words(Wanted("table.")) == ["table."]
    assert words(Wanted("31%|7%")) == []
    assert words(Wanted(r"\d+%", regex=True)) == ["31%", "7%"]


def test_places_count_code_points():
    assert find("😀😀 fee", Wanted("fee")).spans == ((3, 6),)


def test_matches_of_nothing_are_left_out():
    assert find("abc", Wanted("x*", regex=True)) == Found()
    assert find("abc", Wanted("")) == Found()


@pytest.mark.parametrize(
    ("typed", "place"), [("(fee", 4), ("[fee", 4), ("fee)", 3), ("a{5,2}", 2), ("(?P<x", 5)]
)
def test_a_broken_expression_says_where(typed, place):
    with pytest.raises(SearchError, match=f"at character {place + 1}") as caught:
        find(TEXT, Wanted(typed, regex=True))
    assert caught.value.start == place
    assert caught.value.hint


@pytest.mark.parametrize("typed", ["(a+)+$", "(a|aa)+$"])
def test_an_expression_that_would_never_end_is_stopped(typed):
    with pytest.raises(SearchError, match="seconds"):
        find("a" * 5_000 + "c", Wanted(typed, regex=True), seconds=0.1)


@pytest.mark.parametrize("typed", ["((a{1000}){1000}){1000}", "a{99999999999}", "x" * 1_001])
def test_an_expression_that_would_take_long_to_read_is_refused(typed):
    with pytest.raises(SearchError):
        find(TEXT, Wanted(typed, regex=True))


def test_many_matches_are_cut_off_and_it_says_so():
    found = find("a" * (MOST + 5), Wanted("a"))
    assert len(found.spans) == MOST
    assert found.more


def test_the_current_match_is_the_next_one_and_then_the_first_again():
    found = Found(((3, 5), (8, 9)))
    assert [current(found, caret) for caret in (0, 3, 4, 9)] == [0, 0, 1, 0]
    assert current(Found(), 0) is None


@given(st.text(max_size=30), st.tuples(st.booleans(), st.booleans(), st.booleans()))
def test_anything_looked_for_gives_places_in_the_text_or_a_clear_error(typed, how):
    wanted = Wanted(typed, *how)
    if error := refused(wanted):
        assert 0 <= error.start <= error.end <= len(typed)
        assert error.hint
    else:
        found = find(TEXT, wanted).spans
        assert all(0 <= start < end <= len(TEXT) for start, end in found)


@given(st.integers(0, len(TEXT)), st.integers(1, 12))
def test_any_piece_of_the_text_is_found_in_it(start, length):
    piece = TEXT[start : start + length]
    assert not piece.strip() or (start, start + len(piece)) in find(TEXT, Wanted(piece)).spans


def refused(wanted):
    try:
        find(TEXT, wanted)
    except SearchError as error:
        return error
    return None
