"""What a publisher changed, as it is shown, and which article a newer version belongs to."""

from dataclasses import replace

from builders import article, excerpt
from hypothesis import given
from test_following import OLD, TEXTS

from briefing.services.anchoring.article_changes import (
    ChangeKind,
    Mark,
    article_changes,
    compare,
    same_article,
)

LINES = OLD.splitlines(keepends=True)


def shown(new, old=OLD):
    return [
        (c.kind.value, "".join(words for _, words in c.pieces)) for c in article_changes(old, new)
    ]


def kinds(new):
    return [kind for kind, _ in shown(new)]


def test_an_unchanged_article_has_only_paragraphs_that_stayed():
    assert kinds(OLD) == ["same"] * 5


def test_changed_words_are_marked_where_they_stand():
    new = OLD.replace("two operators have", "three owners may have")
    (change,) = [c for c in article_changes(OLD, new) if c.kind is ChangeKind.CHANGED]
    assert change.pieces == (
        (Mark.SAME, "Fuel costs rose by 31% in October, and "),
        (Mark.GONE, "two operators"),
        (Mark.NEW, "three owners may"),
        (Mark.SAME, " have put off their repairs."),
    )
    assert new[slice(*change.new)].startswith("Fuel costs")
    assert OLD[slice(*change.old)].startswith("Fuel costs")


def test_removed_and_added_paragraphs_stand_where_they_were_and_are():
    new = "".join([*LINES[:2], LINES[3], "Something quite different follows here.\n", LINES[4]])
    assert kinds(new) == ["same", "same", "removed", "same", "added", "same"]
    assert shown(new)[2][1] == LINES[2].strip()


def test_a_moved_paragraph_is_shown_once_where_it_stands_now():
    new = "".join([LINES[0], LINES[3], LINES[1], LINES[2], LINES[4]])
    assert kinds(new) == ["same", "moved", "same", "same", "same"]


@given(TEXTS, TEXTS)
def test_the_pieces_give_back_both_texts(old, new):
    changes = article_changes(old, new)
    for change in changes:
        came = "".join(words for mark, words in change.pieces if mark is not Mark.GONE)
        if change.new:
            assert came == new[slice(*change.new)]
        else:
            assert change.pieces == ((Mark.GONE, old[slice(*change.old)]),)
    shown_old = sorted(c.old for c in changes if c.old)
    assert "".join("".join(old[slice(*s)].split()) for s in shown_old) == "".join(old.split())


def test_a_comparison_has_the_changes_and_where_the_excerpts_went():
    of = article(OLD)
    one = excerpt(of, "31%", "t")
    found = compare(of, article(OLD.replace("31%", "13%")), [one])
    assert found.count(ChangeKind.CHANGED) == 1
    assert found.followed.places[one.id].reason


def named(text, source="Pasted text", **said):
    of = article(text, source)
    return replace(of, metadata=replace(of.metadata, **said))


OTHER = "Storms kept the boats of Keldby in port all week, and the market stayed without fish."
EDITED = OLD.replace("Monday", "Tuesday").replace("31%", "33%")
REWRITTEN = "The ministry said on Monday that the subsidy would end. " + OTHER


def test_a_newer_version_is_recognised_by_its_words_alone():
    known = [named(OTHER), named(OLD)]
    assert same_article(named(EDITED), known) is known[1]


def test_a_rewritten_article_needs_its_source_or_headline_or_address():
    known = named(OLD, "ferry.txt", headline="Ferry plan back", url="https://n.example/1")
    assert same_article(named(REWRITTEN), [known]) is None
    assert same_article(named(REWRITTEN, url="https://n.example/1"), [known]) is known
    assert same_article(named(REWRITTEN, headline="Ferry plan is back"), [known]) is None
    longer = OLD.splitlines()[1] + " " + OTHER
    assert same_article(named(longer, headline="Ferry plan is back"), [known]) is known
    assert same_article(named(longer, "ferry.txt"), [known]) is known
    assert same_article(named(longer), [named(OLD)]) is None


def test_another_article_is_another_even_from_the_same_source():
    assert same_article(named(OTHER, "ferry.txt"), [named(OLD, "ferry.txt")]) is None
    assert same_article(named(OTHER), []) is None
