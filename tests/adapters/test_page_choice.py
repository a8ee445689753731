"""What on a page is the article: its words, whatever else there is more of, and no links."""

import json

import pytest

from briefing.errors import LoadError
from briefing.loaders.html import HtmlLoader
from briefing.model.article import BlockKind

SENTENCES = [
    f"In the {n} harbour the council kept the night crossing, which forty people use."
    for n in ("first", "second", "third", "fourth", "fifth", "sixth")
]
STORY = "".join(f"<p>{words}</p>" for words in SENTENCES)


def read(inner, head=""):
    page = f"<html><head><title>Ferries stay</title>{head}</head><body>{inner}</body></html>"
    return HtmlLoader().load(page.encode(), "page.html")[0].article


def told(text):
    said = {"@type": "NewsArticle", "headline": "Ferries stay", "articleBody": text}
    return f'<script type="application/ld+json">{json.dumps(said)}</script>'


def test_a_legal_notice_longer_than_the_story_is_not_taken_for_it():
    notice = "".join(
        f"<p>Clause {n}: the publisher takes no blame for what others write here, ever.</p>"
        for n in range(40)
    )
    found = read(f"<main><h1>Ferries stay</h1><div>{STORY}</div></main><div>{notice}</div>")
    assert found.text.split("\n") == SENTENCES


@pytest.mark.parametrize("parting", ["<br><br>", "</div><div>", "</span></div><div><span>"])
def test_a_story_without_paragraphs_of_its_own_is_read_by_its_breaks(parting):
    found = read(f"<h1>Ferries stay</h1><div><span>{parting.join(SENTENCES)}</span></div>")
    assert found.text.split("\n") == SENTENCES


def test_the_articles_text_in_the_pages_own_data_is_read_where_the_page_hides_it():
    found = read(
        f"<article><h1>Ferries stay</h1><p>{SENTENCES[0]}</p><p>Log in to read on.</p></article>",
        told("\n".join(SENTENCES)),
    )
    assert found.text.split("\n") == SENTENCES


def test_markup_in_the_pages_own_data_is_not_read_as_words():
    text = "".join(f"<p>{words} It&#8217;s so.</p>" for words in SENTENCES)
    found = read(f"<article><p>{SENTENCES[0]}</p><p>Log in to read on.</p></article>", told(text))
    assert found.text.split("\n") == [f"{words} It’s so." for words in SENTENCES]
    deep = told("<div>" * 10_000 + " ".join(SENTENCES)).replace("<div>", "\\u003cdiv>")
    assert read(f"<article>{STORY}</article>", deep).text.split("\n") == SENTENCES


def test_a_teaser_in_the_pages_own_data_does_not_stand_for_the_article():
    teaser = " ".join(SENTENCES[:2])[:150] + " …"
    found = read(f"<article><h1>Ferries stay</h1>{STORY}</article>", told(teaser))
    assert found.text.split("\n") == SENTENCES


def test_lists_and_sub_headings_between_two_paragraphs_are_kept():
    inside = "<h2>What changes</h2><ul><li>Fares fall</li><li>Seven routes stay</li></ul>"
    parts = [f"<p>{words}</p>" for words in SENTENCES]
    found = read(f"<h1>Ferries stay</h1>{''.join(parts[:3])}{inside}{''.join(parts[3:])}")
    kinds = [(b.kind, found.text[b.start : b.end]) for b in found.blocks[3:6]]
    assert kinds == [
        (BlockKind.HEADING, "What changes"),
        (BlockKind.LIST_ITEM, "Fares fall"),
        (BlockKind.LIST_ITEM, "Seven routes stay"),
    ]


def test_a_list_of_links_between_two_paragraphs_is_not():
    inside = "<ul><li><a href='/a'>Lighthouse sold</a></li><li><a href='/b'>Ten walks</a></li></ul>"
    parts = [f"<p>{words}</p>" for words in SENTENCES]
    found = read(f"<h1>Ferries stay</h1>{''.join(parts[:3])}{inside}{''.join(parts[3:])}")
    assert found.text.split("\n") == SENTENCES


@pytest.mark.parametrize(
    "stray",
    [
        "<p><a href='/r'>The mayor answers your questions about parking.</a></p>",
        "<p><b>Read more:</b> <a href='/r'>The mayor answers your questions.</a></p>",
    ],
)
def test_a_paragraph_that_is_only_a_link_is_left_out(stray):
    parts = [f"<p>{words}</p>" for words in SENTENCES]
    found = read(f"<article>{''.join(parts[:2])}{stray}{''.join(parts[2:])}</article>")
    assert found.text.split("\n") == SENTENCES


def test_a_link_within_a_sentence_is_part_of_it():
    words = f"<p>The <a href='/c'>council of the islands</a> kept the night crossing.</p>{STORY}"
    assert "The council of the islands kept" in read(f"<article>{words}</article>").text


def test_a_dateline_on_a_page_tells_place_and_agency():
    lead = "<p>PORT ALMARY, March 4 (Northwire) — The night crossing stays until May.</p>"
    said = read(f"<article><h1>Ferries stay</h1>{lead}{STORY}</article>").metadata
    assert (said.place, said.agency, said.published) == ("Port Almary", "Northwire", None)
    assert dict(said.found)["place"] == "dateline"


def test_the_only_time_on_a_page_is_when_it_was_published_and_one_of_many_is_not():
    one = "<time datetime='2026-03-04T08:15:00+01:00'>Wednesday</time>"
    page = f"<article><h1>Ferries stay</h1>{STORY}{one}</article>"
    assert read(page).metadata.published == "2026-03-04T08:15:00+01:00"
    assert read(page + one).metadata.published is None


def test_a_page_of_nothing_but_navigation_has_no_article():
    with pytest.raises(LoadError, match="No article was found"):
        read("<nav><ul><li><a href='/'>Home</a></li><li><a href='/s'>Sport</a></li></ul></nav>")
