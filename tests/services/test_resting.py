"""What rests on an excerpt is named when a newer version of its article says it otherwise."""

from builders import article, brief, excerpt, project, slot, template

from briefing.model.article_edits import replace_text
from briefing.services.anchoring.article_changes import compare
from briefing.services.brief.resting import (
    Happened,
    changes_after,
    changes_in_review,
    sentences_resting_on,
)

OLD = (
    "The ministry said on Monday that the subsidy would be paid until the winter.\n"
    "Fuel costs rose by 31% in October, and two operators have put off their repairs.\n"
    "Nobody has confirmed the figures so far."
)
NEW = (
    "The ministry said on Monday that the subsidy would be paid until the summer.\n"
    "Nobody has confirmed the figures so far."
)


def newer():
    """Return a project whose brief rests on excerpts, the one after a newer article, the brief."""
    of = article(OLD)
    paid = excerpt(of, "the subsidy would be paid until the winter", "t")
    fuel = excerpt(of, "Fuel costs rose by 31% in October", "t")
    nobody = excerpt(of, "Nobody has confirmed the figures", "other")
    body = f"It runs to winter. Money ends [@{paid.id}]. Nobody knows [@{nobody.id}]."
    made = brief(facts=body)
    value = project(of, paid, fuel, nobody, made, template(slot("facts", "t")))
    comparison = compare(of, article(NEW), [paid, fuel, nobody])
    after = replace_text(of, comparison.new, comparison.followed).apply(value)
    return value, after, made, (paid, fuel)


def test_each_sentence_is_named_with_the_words_before_and_after():
    before, after, made, (paid, fuel) = newer()
    rows = sentences_resting_on(after, made, changes_after(before, after))
    assert [(r.section, r.change.excerpt, r.change.happened) for r in rows] == [
        ("facts", paid.id, Happened.CHANGED),
        ("facts", fuel.id, Happened.LOST),
        ("facts", paid.id, Happened.CHANGED),
    ]
    cited = rows[-1]
    assert cited.sentence == "Money ends."
    assert (cited.change.old[-6:], cited.change.new[-6:]) == ("winter", "summer")
    start, end = cited.span
    assert made.section("facts").body[start:end].startswith("Money ends")
    assert rows[1].change.new == ""


def test_what_is_under_review_is_found_without_the_older_version():
    _, after, made, (_, fuel) = newer()
    rows = sentences_resting_on(after, made, changes_in_review(after))
    assert [row.change.excerpt for row in rows] == [fuel.id]


def test_an_article_taken_over_unchanged_leaves_nothing_to_look_at():
    before, _, made, _ = newer()
    assert sentences_resting_on(before, made, changes_after(before, before)) == []
