"""Edges of excerpts move, split and merge without losing a tag, a note or a word."""

import pytest
from builders import article, excerpt, project

from briefing.errors import ProjectError
from briefing.model.edits import Stamp
from briefing.model.excerpt import Status
from briefing.model.excerpt_edits import merge, move_edges, split, tag_all

OF = article("The duty 😀 falls in June. It will rise again in May. السلام عليكم.")


def only(value):
    return sorted(value.excerpts.values(), key=lambda e: e.start)


def test_moved_edges_take_the_words_and_their_context_with_them():
    one = excerpt(OF, "duty 😀 falls", "outlook", status=Status.DISPUTED)
    (moved,) = only(move_edges(one, one.start, one.end + 8).apply(project(OF, one)))
    assert moved.quote == "duty 😀 falls in June" == OF.text[moved.start : moved.end]
    assert (moved.tags, moved.assessment) == (one.tags, one.assessment)
    assert moved.suffix.startswith(". It will")


@pytest.mark.parametrize("span", [(5, 5), (-1, 4), (3, 4), (0, 9_999)])
def test_an_excerpt_without_a_word_is_refused(span):
    one = excerpt(OF, "duty", "outlook")
    with pytest.raises(ProjectError, match="at least one word"):
        move_edges(one, *span).apply(project(OF, one))


def test_a_split_gives_two_with_all_that_was_said_of_one():
    one = excerpt(
        OF, "falls in June. It will rise", "outlook", "background", status=Status.REPORTED
    )
    at = OF.text.index("It will")
    first, second = only(split(one, at, Stamp("n1", "me", "t")).apply(project(OF, one)))
    assert (first.quote, second.quote) == ("falls in June.", "It will rise")
    assert first.tags == second.tags == ("outlook", "background")
    assert first.assessment == second.assessment
    assert (first.id, second.id, second.author) == (one.id, "n1", "me")


def test_a_split_at_an_edge_is_refused():
    one = excerpt(OF, "falls in", "outlook")
    with pytest.raises(ProjectError, match="cannot be split here"):
        split(one, one.start, Stamp("n1", "", "")).apply(project(OF, one))


def test_merged_excerpts_reach_from_the_first_word_to_the_last_and_keep_everything():
    one = excerpt(OF, "duty", "outlook")
    two = excerpt(OF, "in June", "background", "outlook", attribution="the ministry")
    (whole,) = only(merge([two, one]).apply(project(OF, one, two)))
    assert whole.quote == "duty 😀 falls in June"
    assert whole.tags == ("outlook", "background")
    assert whole.assessment.attribution == "the ministry"


def test_many_ranges_are_tagged_in_one_step_and_those_that_have_the_tag_keep_it():
    one = excerpt(OF, "June", "outlook")
    spans = [(OF.text.index(w), OF.text.index(w) + len(w)) for w in ("June", "May")]
    stamps = (Stamp(f"n{n}", "", "") for n in range(9))
    found = only(tag_all(OF.id, spans, "outlook", "Outlook", stamps).apply(project(OF, one)))
    assert [(e.quote, e.tags) for e in found] == [("June", ("outlook",)), ("May", ("outlook",))]
