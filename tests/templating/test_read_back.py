"""Documents that come back from Word: what a person did there is found, and nothing else."""

import pytest
from edited import (
    BY,
    DOCUMENT,
    IDS,
    READER,
    W,
    changed,
    compared,
    control,
    exported,
    ferry_project,
    paragraph,
    read,
    reworded,
    section,
    with_comment,
    without_controls,
    xml,
    zipped,
)
from documents import parts, word
from hypothesis import given, settings
from hypothesis import strategies as st

from briefing.errors import ReadBackError
from briefing.model.brief import SectionText
from briefing.model.read_back import Found, TrackedKind
from briefing.services.composing import compose
from briefing.services.reading_back import Belongs, State, take_over

SUMMARY = "The support may **come back** [@e1].\n\n- One route\n- Two *routes*\n\nMore later."
STATES = {State.SAME}


def edited_project():
    return ferry_project("policy-brief", {"executive_summary": SUMMARY}, {"organisation": "Desk"})


@pytest.mark.parametrize("template", IDS)
def test_a_document_that_nobody_touched_differs_in_nothing(template):
    value, brief, _ = ferry_project(template)
    found = compared(value, brief, exported(value, brief))
    assert {each.state for each in found.sections} == STATES
    assert {each.state for each in found.fields} <= STATES
    assert found.belongs is Belongs.THIS
    assert not (found.read.strays or found.read.missing or found.read.tracked)


WORDS = st.text(
    st.sampled_from("ab cdéß,.;:!?()*_`#&<>[]-+1“”’…—😀👩🏽‍🚀مرحبا你好，。한"),
    min_size=1,
    max_size=30,
)
SPAN = st.builds(
    lambda words, sign: f"{sign}{words}{sign}" if words else "x",
    WORDS.map(str.strip), st.sampled_from(["", "", "", "**", "*", "***", "`"]),
)  # fmt: skip
LINE = st.lists(
    st.one_of(SPAN, st.sampled_from(["[@e1]", "[a page](https://example.org/a_b?c=d)"])),
    min_size=1, max_size=4,
).map(" ".join)  # fmt: skip
LIST = st.lists(st.tuples(st.integers(0, 2), st.booleans(), LINE), min_size=1, max_size=4).map(
    lambda items: "\n".join(f"{'   ' * n}{'1. ' if o else '-  '}{words}" for n, o, words in items)
)
BLOCK = st.one_of(
    LINE, LINE.map("> {}".format), LINE.map("# {}".format), LIST, LINE.map("```\n{}\n  x\n```".format),
    st.sampled_from(["[@e3]", "[@*]", "one\\\ntwo"]),
)  # fmt: skip
BODIES = st.lists(BLOCK, max_size=5).map("\n\n".join)


@settings(max_examples=40)
@given(st.sampled_from(IDS), st.data())
def test_whatever_was_written_comes_back_as_it_was(template, data):
    from edited import LIBRARY

    keys = [slot.key for slot in LIBRARY.get(template).template.slots if not slot.per_article]
    bodies = {key: data.draw(BODIES) for key in keys}
    value, brief, _ = ferry_project(template, bodies)
    found = compared(value, brief, exported(value, brief))
    assert {each.key: each.state for each in found.sections if each.state is not State.SAME} == {}
    assert not found.read.strays


@settings(max_examples=40)
@given(BODIES, BODIES)
def test_what_is_taken_over_prints_what_the_document_says(ours, theirs):
    value, brief, ids = ferry_project("policy-brief", {"executive_summary": ours})
    other, then, _ = value, *ferry_project("policy-brief", {"executive_summary": theirs})[1:]
    written = theirs
    for name, each in ids.items():
        written = written.replace(f"@{name}]", f"@{each}]")
    sections = {"executive_summary": SectionText("executive_summary", written)}
    from dataclasses import replace

    document = exported(other, replace(brief, sections=sections))
    found = compared(value, brief, document)
    after = take_over(brief, [section(found, "executive_summary")]).apply(value)
    again = compared(after, after.briefs[brief.id], document)
    left = section(again, "executive_summary")
    inexact = "formatting cannot be kept" in " ".join(section(found, left.key).warnings)
    assert left.state is State.SAME or inexact
    assert not section(found, left.key).warnings or inexact
