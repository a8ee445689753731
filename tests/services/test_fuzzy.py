"""Things are found by the letters that people type."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.services import fuzzy

NAMES = (
    "Export brief",
    "Excerpt around this one",
    "Economic concerns",
    "Café prices",
    "Next section",
)


def names(typed):
    return fuzzy.found(NAMES, typed, str)


@pytest.mark.parametrize(
    ("typed", "first"),
    [("exp", "Export brief"), ("brief exp", "Export brief"), ("ec", "Economic concerns"),
     ("cafe", "Café prices"), ("nsec", "Next section"), ("conserns", "Economic concerns")],
)  # fmt: skip
def test_beginnings_initials_accents_gaps_and_slips_find_a_name(typed, first):
    assert names(typed)[0] == first


def test_nothing_typed_leaves_all_in_their_order():
    assert names("") == list(NAMES)


def test_letters_that_fit_nothing_find_nothing():
    assert names("zzqx") == []


@given(st.lists(st.text(max_size=12), max_size=8), st.text(max_size=8))
def test_what_is_found_is_some_of_what_there_is_and_in_no_script_an_error(things, typed):
    found = fuzzy.found(things, typed, str)
    assert all(found.count(each) <= things.count(each) for each in found)


@given(st.text(min_size=1, max_size=12))
def test_a_name_typed_in_full_is_found(name):
    assert fuzzy.found([name], name, str) == [name]
