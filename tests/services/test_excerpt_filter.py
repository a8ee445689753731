"""The filter lets through what an unhurried reader of its parts would."""

from dataclasses import fields, replace

from builders import article, excerpt
from hypothesis import given
from hypothesis import strategies as st

from briefing.model.excerpt import Assessment, Confidence, Impact, SourceKind, Status
from briefing.services.excerpts.excerpt_filter import EVERYTHING, PARTS, ExcerptFilter, in_words
from briefing.services.excerpts.naming import folded

OF = article()
BASE = excerpt(OF, "The ferry subsidy is back on the table.")
NAMES = st.sampled_from(
    ["", "The Ministry", "ministry", "Ministry, the", "Unions", "ΟΔΟΣ", "straße"]
)
QUOTES = st.sampled_from(["Fuel costs\nrose", "fuel", "costs  rose", "ΟΔΟΣ", "STRASSE", "السلام"])


def values(of, *none):
    return st.frozensets(st.sampled_from([*of, *none]), max_size=3)


EXCERPTS = st.builds(
    lambda tags, note, review, quote, where, said: replace(
        BASE, tags=tuple(tags), note=note, review=review, quote=quote, article=where,
        assessment=said,
    ),
    st.lists(st.sampled_from("abc"), unique=True, max_size=2),
    st.sampled_from(["", "ask", "fuel costs"]), st.sampled_from(["", "moved"]), QUOTES,
    st.sampled_from(["one", "two"]),
    st.builds(
        Assessment, NAMES.map(lambda n: n or None), st.sampled_from([None, *SourceKind]),
        st.sampled_from(Status), st.sampled_from([None, *Confidence]),
        NAMES.map(lambda n: n or None), st.sampled_from([None, *Impact]),
    ),
)  # fmt: skip
FILTERS = st.builds(
    ExcerptFilter,
    tags=values("abc", ""), source_kinds=values(SourceKind, None), statuses=values(Status),
    confidences=values(Confidence, None), stakeholders=st.frozensets(NAMES, max_size=2),
    impacts=values(Impact, None), said_by=values(["minis", "UNION", "οδος", "strasse"], ""),
    articles=values(["one", "two"]), has_note=st.sampled_from([None, True, False]),
    needs_review=st.sampled_from([None, True, False]),
    text=st.sampled_from(["", "  ", "fuel", "FUEL COSTS", "costs rose", "strasse", "(", "a.c"]),
)  # fmt: skip


def expected(wanted, e):
    """Say the same as the filter, part by part and without haste."""
    said = e.assessment
    answers = []
    for part, value in (
        ("source_kinds", said.source_kind), ("statuses", said.status), ("impacts", said.impact),
        ("confidences", said.confidence), ("articles", e.article),
    ):  # fmt: skip
        asked = getattr(wanted, part)
        answers.append(not asked or any(value is one or value == one for one in asked))
    tags = list(e.tags) or [""]
    answers.append(not wanted.tags or any(tag in wanted.tags for tag in tags))
    holder = folded(said.stakeholder or "")
    answers.append(not wanted.stakeholders or holder in [folded(s) for s in wanted.stakeholders])
    name = (said.attribution or "").casefold()
    answers.append(
        not wanted.said_by
        or any((part.casefold() in name) if part and name else part == name == ""
               for part in wanted.said_by)
    )  # fmt: skip
    answers.append(wanted.has_note is None or (e.note != "") == wanted.has_note)
    answers.append(wanted.needs_review is None or (e.review != "") == wanted.needs_review)
    needle = " ".join(wanted.text.casefold().split())
    texts = [" ".join(text.casefold().split()) for text in (e.quote, e.note)]
    answers.append(any(needle in text for text in texts))
    return all(answers)


@given(FILTERS, st.lists(EXCERPTS, max_size=6))
def test_it_lets_through_what_a_reader_of_its_parts_would(wanted, excerpts):
    chosen = [e for e in excerpts if expected(wanted, e)]
    assert wanted.select(excerpts) == chosen
    assert [e for e in excerpts if wanted.matches(e)] == chosen


@given(FILTERS)
def test_taking_every_value_off_again_leaves_everything(wanted):
    left = wanted
    for part, value in wanted.values():
        left = left.toggled(part, value)
    assert not left
    assert left == EVERYTHING


def said(wanted, names):
    return "; ".join(in_words(part, value, names) for part, value in wanted.values())


def test_all_parts_are_said_in_plain_words():
    wanted = ExcerptFilter(
        tags=frozenset({"ec"}), statuses=frozenset({Status.UNVERIFIED, Status.DISPUTED}),
        confidences=frozenset({None, Confidence.LOW}), text="fuel", has_note=False,
    )  # fmt: skip
    assert said(wanted, {"ec": "Economic concerns"}) == (
        "Economic concerns; unverified; disputed; low confidence; no confidence; "
        "without a note; “fuel”"
    )
    assert said(EVERYTHING, {}) == ""
    assert {field.name for field in fields(ExcerptFilter)} == set(PARTS)
