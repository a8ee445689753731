"""Whatever an article and its excerpts say comes back: emoji, writing from the right, line ends."""

from dataclasses import replace

import pytest
from builders import article, project
from exchange_samples import ROUND, taken, written
from hypothesis import assume, given
from hypothesis import strategies as st

from briefing.interchange.positions import Places, Wanted
from briefing.model.article import Metadata, clean_text
from briefing.model.excerpt import (
    Assessment,
    Confidence,
    Excerpt,
    Impact,
    SourceKind,
    Status,
    cut,
)

LETTERS = st.sampled_from("ab .,–“”&<>\"'\n\t😀👩🚒\u200dאל\u202eé\u0301漢")
ANY = st.text(st.one_of(LETTERS, st.characters(exclude_categories=["Cs"])), max_size=60)
TEXTS = st.text(LETTERS, min_size=1, max_size=120).filter(lambda t: clean_text(t).strip())


@st.composite
def projects(draw):
    of = article(draw(TEXTS))
    words = st.one_of(st.none(), ANY.map(clean_text).filter(str.strip))
    of = replace(of, title=draw(words.map(one_line)), metadata=Metadata(
        headline=draw(words), byline=draw(words), keywords=("a, b", "c; d"), url=draw(words),
    ))  # fmt: skip
    found = []
    for number in range(draw(st.integers(0, 4))):
        start = draw(st.integers(0, len(of.text) - 1))
        end = draw(st.integers(start + 1, len(of.text)))
        assume(of.text[start:end].strip())
        tags = draw(st.lists(st.sampled_from(["outlook", "background"]), unique=True))
        said = Assessment(
            draw(words), draw(st.sampled_from([None, *SourceKind])),
            draw(st.sampled_from(list(Status))), draw(st.sampled_from([None, *Confidence])),
            draw(words), draw(st.sampled_from([None, *Impact])),
        )  # fmt: skip
        found.append(
            Excerpt(f"e{number}", of.id, start, end, *cut(of.text, start, end), tuple(tags),
                    draw(ANY.map(clean_text).map(lambda t: t.strip("\n"))), said)
        )  # fmt: skip
    return project(of, *found)


def one_line(words):
    return " ".join(words.split()) or None if words else None


@pytest.mark.parametrize("form", ROUND)
@given(value=projects())
def test_a_project_comes_back_word_for_word(form, value):
    back, _, _ = taken(form, written(form, value).data)
    (before,), (after,) = value.articles.values(), back.articles.values()
    assert (after.text, after.blocks, after.metadata, after.title) == (
        before.text, before.blocks, before.metadata, before.title,
    )  # fmt: skip
    assert shape(back) == shape(value)
    assert back.schemes == value.schemes


@pytest.mark.parametrize("form", ROUND)
@given(value=projects())
def test_what_was_taken_in_goes_out_the_same_again(form, value):
    data = written(form, value).data
    back, blobs, _ = taken(form, data)
    again, _, _ = taken(form, written(form, back, blobs).data)
    assert shape(again) == shape(back)
    assert again.excerpts.keys() == back.excerpts.keys()


def shape(value):
    return sorted(
        (e.start, e.end, e.quote, e.prefix, e.suffix, e.tags, e.note, repr(e.assessment), e.review)
        for e in value.excerpts.values()
    )


@given(
    lines=st.lists(st.text(LETTERS.filter(lambda c: c != "\n"), min_size=1), min_size=2),
    data=st.data(),
    way=st.sampled_from(["points", "lines", "units"]),
)
def test_words_that_come_with_their_place_are_found_however_it_was_counted(lines, data, way):
    raw = "\r\n".join(lines)
    text = clean_text(raw)
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    quote = text[start:end]
    assume(len(" ".join(quote.split())) >= 3)

    def at(offset):
        before = text[:offset]
        lead = 0 if way == "lines" else before.count("\n")
        return offset + lead + (sum(ord(c) > 0xFFFF for c in before) if way == "units" else 0)

    (spot,) = Places(raw).placed([Wanted(at(start), at(end), (quote,))])
    assert " ".join(text[spot.start : spot.end].split()) == " ".join(quote.split())


@given(raw=ANY, start=st.integers(-5, 90), length=st.integers(-5, 90), hint=ANY)
def test_any_place_in_any_text_gives_a_range_of_it(raw, start, length, hint):
    assume(clean_text(raw).strip())
    places = Places(raw)
    (spot,) = places.placed([Wanted(start, start + length, (hint,))])
    assert 0 <= spot.start < spot.end <= len(places.text)
