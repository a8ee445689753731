"""Accepting and rejecting suggestions: one step each, and what was decided is kept."""

import pytest
from builders import article, excerpt, project

from briefing.errors import ProjectError
from briefing.model.changes import changes_between
from briefing.model.edits import Stamp
from briefing.model.excerpt import Assessment, SourceKind, Status
from briefing.model.suggestion import Suggestion
from briefing.model.suggestion_edits import accept, accept_all, reject

OF = article("😀 First here. The ministry said so.")
SAID = Assessment(attribution="the ministry", source_kind=SourceKind.INSTITUTION)


def suggestion(words, *tags, kind="tag", assessment=SAID):
    start = OF.text.index(words)
    return Suggestion(
        OF.id, start, start + len(words), words, tags, kind, "because", 0.7, assessment
    )


def stamp(number=1):
    return Stamp(f"n{number}", "me", "2026-01-01T00:00:00")


def test_accepting_makes_an_excerpt_with_tags_and_source_and_keeps_the_decision():
    after = accept(suggestion("The ministry said so.", "outlook"), stamp()).apply(project(OF))
    made, decision = after.excerpts["n1"], after.decisions["n1"]
    assert (made.quote, made.tags, made.assessment) == ("The ministry said so.", ("outlook",), SAID)
    assert OF.text[made.start : made.end] == made.quote
    assert (decision.accepted, decision.kind, decision.author) == (True, "tag", "me")


def test_accepting_adds_to_the_excerpt_of_the_same_words_without_touching_what_it_says():
    there = excerpt(
        OF, "The ministry said so.", "background", attribution="mine", status=Status.DISPUTED
    )
    after = accept(suggestion("The ministry said so.", "outlook"), stamp()).apply(
        project(OF, there)
    )
    (made,) = after.excerpts.values()
    assert (made.id, made.tags) == (there.id, ("background", "outlook"))
    assert made.assessment == there.assessment


def test_rejecting_changes_no_excerpt_and_is_kept():
    before = project(OF)
    after = reject(suggestion("First here.", "outlook"), stamp()).apply(before)
    assert after.excerpts is before.excerpts
    assert not after.decisions["n1"].accepted


def test_accepting_all_is_one_step_that_undo_takes_back():
    before = project(OF)
    chosen = [suggestion("First here.", "outlook"), suggestion("The ministry said so.", "outlook")]
    edit = accept_all(chosen, [stamp(1), stamp(2)])
    after = edit.apply(before)
    assert (len(after.excerpts), len(after.decisions)) == (2, 2)
    back = changes_between(before, after).reversed().applied_to(after)
    assert (back.excerpts, back.decisions) == ({}, {})


def test_each_suggestion_needs_a_stamp():
    with pytest.raises(ValueError, match="zip"):
        accept_all([suggestion("First here.")], [])


def test_words_that_are_gone_are_not_accepted():
    gone = Suggestion(OF.id, 900, 910, "nowhere", (), "tag", "because", 0.7)
    with pytest.raises(ProjectError, match="no words"):
        accept(gone, stamp()).apply(project(OF))


def test_a_suggestion_whose_article_says_something_else_there_is_not_accepted():
    moved = Suggestion(OF.id, 0, 5, "other", (), "tag", "because", 0.7)
    with pytest.raises(ProjectError, match="other"):
        accept(moved, stamp()).apply(project(OF))
