"""What is published of a project, and how an excerpt of the library comes into another."""

from dataclasses import replace

import msgspec
import pytest
from builders import article, brief, excerpt, project, slot, template
from hypothesis import given
from hypothesis import strategies as st

from briefing.errors import LibraryError
from briefing.model.article import Metadata, clean_text
from briefing.model.edits import Stamp
from briefing.model.excerpt import Excerpt, Status, cut
from briefing.model.tags import Tag, TagScheme
from briefing.services.library.port import Edition, Kind, LibraryRecord
from briefing.services.library.publishing import publication_of
from briefing.services.library.reusing import use_excerpt

STAMP = Stamp("new", "me", "2026-03-04T05:06:07")
EDITION = Edition("Ferries", 2, "Anna", "2026-01-02T03:04:05")
TEXT = "The ferry subsidy is back. Fuel costs rose by 31% in October. Repairs are put off."


def theirs(text=TEXT, words="Fuel costs rose by 31%", *tags, **said):
    of = replace(article(text), metadata=Metadata(outlet="Harbour Courier", published="2025-11"))
    return project(of, excerpt(of, words, *(tags or ("outlook",)), **said))


def record(of):
    """Return the only excerpt of a project as the library gives it."""
    items = publication_of(of, "Ferries", "Anna", "").items
    article_ = next(item for item in items if item.kind is Kind.ARTICLE)
    return LibraryRecord(next(i for i in items if i.kind is Kind.EXCERPT), EDITION, article_)


def used(mine, of, brief_id=""):
    reuse = use_excerpt(mine, record(of), STAMP, brief_id)
    after = reuse.edit.apply(mine)
    return after, after.excerpts[reuse.excerpt]


def test_a_brief_is_published_as_a_reader_sees_it():
    of = article(TEXT)
    one = excerpt(of, "Fuel costs rose by 31%")
    body = f"We say so [@{one.id}].\n\n[@{one.id}]"
    made = project(of, one, template(slot("facts"), slot("next")), brief(facts=body))
    item = next(i for i in publication_of(made, "Ferries", "", "").items if i.kind is Kind.BRIEF)
    assert item.text == ("Facts\nWe say so “Fuel costs rose by 31%”.\n“Fuel costs rose by 31%”")


def test_a_brief_is_published_without_the_marks_of_its_formatting():
    of = article(TEXT)
    one = excerpt(of, "Fuel costs rose by 31%")
    body = (
        f"**Costs** rose [@{one.id}], see [the table](https://example.org/t).\n\n"
        "1. *Ask* the port\n2. Wait\n\n- a point\n- another\n\n| a | b |\n|---|---|\n| 1 | 2 |"
    )
    made = project(of, one, template(slot("facts")), brief(facts=body))
    item = next(i for i in publication_of(made, "Ferries", "", "").items if i.kind is Kind.BRIEF)
    assert item.text == (
        "Facts\nCosts rose “Fuel costs rose by 31%”, see the table.\n\n"
        "1. Ask the port\n2. Wait\n- a point\n- another\n\na | b\n1 | 2"
    )


def test_an_excerpt_says_its_source_and_what_was_judged():
    of = theirs(attribution="Port of Almary", stakeholder="islands", status=Status.DISPUTED)
    said = record(of).item.said
    assert (said.outlet, said.date, said.attribution, said.stakeholder) == (
        "Harbour Courier", "2025-11", "Port of Almary", "islands",
    )  # fmt: skip
    assert (said.status, said.tags) == ("disputed", ("Outlook",))


def test_an_excerpt_comes_with_its_article_and_all_that_was_judged():
    after, excerpt_ = used(project(), theirs(attribution="Port of Almary"))
    (of,) = after.articles.values()
    assert (of.metadata.outlet, of.added, of.original) == ("Harbour Courier", STAMP.time, None)
    assert of.text[excerpt_.start : excerpt_.end] == excerpt_.quote == "Fuel costs rose by 31%"
    assert (excerpt_.id, excerpt_.assessment.attribution) == ("new", "Port of Almary")


def test_an_article_that_is_there_already_is_not_added_again():
    mine = project(article(TEXT, source="mine.txt"))
    after, excerpt_ = used(mine, theirs())
    assert list(after.articles) == list(mine.articles) == [excerpt_.article]


def test_an_article_of_the_same_id_and_other_words_is_added_beside():
    of = theirs()
    (key,) = of.articles
    other = replace(article("Rope is dear."), id=key)
    after, excerpt_ = used(project(other), of)
    assert len(after.articles) == 2
    assert after.articles[key] is other
    assert after.articles[excerpt_.article].text == TEXT


def test_what_was_judged_here_of_the_same_words_stays():
    of = article(TEXT)
    own = replace(
        excerpt(of, "Fuel costs rose by 31%", "background", attribution="Me"), note="Mine."
    )
    after, excerpt_ = used(project(of, own), theirs(attribution="Port of Almary"))
    assert list(after.excerpts) == [own.id]
    assert (excerpt_.note, excerpt_.assessment.attribution) == ("Mine.", "Me")
    assert excerpt_.tags == ("background", "outlook")


def test_a_tag_that_the_project_does_not_know_comes_along_under_its_name():
    scheme = TagScheme("desk", "Desk", 1, (Tag("fish", "Fish", "FI", "#123456", "1", "Catches."),))
    of = theirs(TEXT, "Fuel costs", "fish").having("schemes", scheme)
    after, excerpt_ = used(project(), of)
    (key,) = excerpt_.tags
    assert (after.tag(key).name, after.tag(key).description) == ("Fish", "Catches.")
    again, other = used(after, replace_words(of, "Repairs", "fish"))
    assert other.tags == (key,)
    assert again.schemes == after.schemes


def replace_words(of, words, *tags):
    (only,) = of.articles.values()
    return replace(of, excerpts={}).having("excerpts", excerpt(only, words, *tags))


def test_a_brief_that_names_its_articles_gets_the_new_one():
    mine = project(article("Rope is dear."), template(slot("facts")), brief())
    named = replace(mine.briefs["b1"], articles=tuple(mine.articles))
    after, excerpt_ = used(mine.having("briefs", named), theirs(), "b1")
    assert after.briefs["b1"].articles == (*mine.articles, excerpt_.article)
    every, _ = used(mine, theirs(), "b1")
    assert every.briefs["b1"].articles == ()


@pytest.mark.parametrize("value", ["{", "[]", '{"excerpt": {"id": 3}}', "[" * 3000, '"x"'])
def test_a_damaged_entry_of_the_library_is_an_error_and_no_crash(value):
    good = record(theirs())
    bad = replace(good, item=replace(good.item, value=value))
    with pytest.raises(LibraryError, match="damaged in the library"):
        use_excerpt(project(), bad, STAMP)


def test_words_that_are_not_in_the_article_are_refused():
    good = record(theirs())
    other = msgspec.json.decode(good.article.value)
    other["text"] = "Nothing of it."
    bad = replace(good, article=replace(good.article, value=msgspec.json.encode(other).decode()))
    with pytest.raises(LibraryError, match="not in"):
        use_excerpt(project(), bad, STAMP)


@given(st.text(min_size=1).map(clean_text).filter(str.strip), st.data())
def test_whatever_was_published_comes_back_word_for_word(text, data):
    of = article(text)
    start = data.draw(st.integers(0, len(of.text) - 1))
    end = data.draw(st.integers(start + 1, len(of.text)))
    quote, prefix, suffix = cut(of.text, start, end)
    one = Excerpt("e", of.id, start, end, quote, prefix, suffix, ("outlook",), note="N")
    after, back = used(project(), project(of, one))
    assert after.articles[of.id].text == of.text
    assert (back.start, back.end, back.quote, back.note, back.tags) == (
        start, end, quote, "N", ("outlook",),
    )  # fmt: skip
