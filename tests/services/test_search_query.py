"""The query language: what is typed becomes a value, or an error with its place."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.errors import SearchError
from briefing.model.excerpt import Status
from briefing.services.search.query import (
    AllOf,
    Marked,
    OneOf,
    Without,
    Words,
    parse,
    wanted_words,
)
from briefing.services.search.words import folded, tokens

PARTS = st.lists(
    st.sampled_from(
        ["ferry", "OR", "AND", "NOT", "-", "(", ")", '"', "“port fee”", "tag:", "tag:PS", "*", " ",
         "status:unverified", "in:headline", "said:", "fish*", "港口", "—", "x:y", "é", "a" * 200]
    ),
    max_size=30,
).map("".join)  # fmt: skip


def shape(query):
    match query:
        case Words():
            mark = ("^" if query.headline else "") + " ".join(query.words)
            return mark + ("*" if query.prefix else "")
        case Marked():
            return f"{query.about.value}={query.value}"
        case Without():
            return ["-", shape(query.part)]
        case AllOf():
            return ["all", *map(shape, query.parts)]
        case OneOf():
            return ["or", *map(shape, query.parts)]


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("Ferry subsidy", ["all", "ferry", "subsidy"]),
        ('"port authority" fish*', ["all", "port authority", "fish*"]),
        ("ferry OR bus train", ["or", "ferry", ["all", "bus", "train"]]),
        ("(ferry OR bus) AND train", ["all", ["or", "ferry", "bus"], "train"]),
        ("ferry -bus", ["all", "ferry", ["-", "bus"]]),
        ("NOT (bus train)", ["-", ["all", "bus", "train"]]),
        ("--bus", "bus"),
        ('tag:"Policy shift" said:Reut*', ["all", "tag=Policy shift", "said=reut*"]),
        ("Status:Unverified", "status=unverified"),
        ("in:headline ferry bus", ["all", "^ferry", "^bus"]),
        ("(in:headline ferry) bus", ["all", "^ferry", "bus"]),
        ("port’s price-fixing", ["all", "port s", "price fixing"]),
        ("Café Straße", ["all", "cafe", "strasse"]),
        ("港口", "港 口"),
        ("10:30 and or", ["all", "10 30", "and", "or"]),
    ],
)
def test_what_is_typed_means_what_the_manual_says(typed, meant):
    assert shape(parse(typed)) == meant


@pytest.mark.parametrize(
    ("typed", "place", "said"),
    [
        ("", (0, 0), "nothing to look for"),
        ('ferry "port', (6, 11), "not closed"),
        ("(ferry", (0, 1), "not closed"),
        ("ferry)", (5, 6), "never opened"),
        ("()", (1, 2), "nothing in them"),
        ("OR bus", (0, 2), "nothing before"),
        ("bus OR", (4, 6), "nothing after"),
        ("bus AND OR cart", (8, 10), "nothing before"),
        ("tags:PS", (0, 5), "Did you mean “tag”"),
        ("tag: PS", (0, 4), "no word after"),
        ("status:unverifed", (7, 16), "Did you mean “unverified”"),
        ("in:body ferry", (3, 7), "in:headline"),
        ("in:headline", (0, 11), "no words beside it"),
        ("f*", (0, 2), "two letters"),
        ("ferry —", (6, 7), "no letter or digit"),
        ("said:*", (5, 6), "said:ministry"),
        ("(" * 30 + "a" + ")" * 30, (20, 21), "too deep"),
        ("a " * 41, (80, 81), "one word too many"),
        ("a" * 501, (500, 501), "more than 500"),
    ],
)
def test_a_broken_query_says_where_and_what_to_do(typed, place, said):
    with pytest.raises(SearchError) as caught:
        parse(typed)
    assert (caught.value.start, caught.value.end) == place
    assert said in str(caught.value)
    assert caught.value.hint or not typed


@given(st.one_of(st.text(), PARTS))
def test_anything_typed_is_read_or_refused_with_its_place(typed):
    read = read_or_refused(typed)
    if isinstance(read, SearchError):
        assert 0 <= read.start <= read.end <= len(typed)
        assert read.hint
    else:
        for words in wanted_words(read):
            assert folded(typed[words.start : words.end]).split() == list(words.words)


def read_or_refused(typed):
    try:
        return parse(typed)
    except SearchError as error:
        return error


@given(st.one_of(st.text(), st.text(st.sampled_from("aé½Ａßが港नमस्ते\u0301 .-—“㎏ไทยا́_1"))))
def test_words_of_a_text_are_the_same_folded_whole_or_one_by_one(text):
    found = list(tokens(text))
    assert [word for word, _, _ in found] == folded(text).split()
    assert all(0 <= start < end <= len(text) for _, start, end in found)


def test_every_status_can_be_asked_for():
    assert [parse(f"status:{status}").value for status in Status] == list(Status)
