"""What a page tells the eye: dates and authors near its headline, the outlet in its title."""

import json

import pytest

from briefing.loaders.html import HtmlLoader

STORY = "".join(
    f"<p>In the {n} harbour the council kept the night crossing, which forty people use.</p>"
    for n in ("first", "second", "third", "fourth", "fifth")
)
RELATED = (
    "<ul><li><a href='/r'>Lighthouse sold</a> <time datetime='2020-01-01'>1 Jan</time></li></ul>"
)


def said(inner, head="", title="Ferries stay"):
    page = f"<html><head><title>{title}</title>{head}</head><body>{inner}</body></html>"
    return HtmlLoader().load(page.encode(), "page.html")[0].article.metadata


def linked(value):
    return f'<script type="application/ld+json">{value}</script>'


@pytest.mark.parametrize(
    ("line", "published"),
    [
        ("<p>4 March 2026</p>", "2026-03-04"),
        ("<p>Published: Wednesday 4 March 2026, 8:15 GMT</p>", "2026-03-04T08:15:00+00:00"),
        ("<dl><dt>From:</dt><dd>The ministry</dd><dt>Published</dt><dd>4 March 2026</dd></dl>",
         "2026-03-04"),
        ("<div><span>By Ilda Marun</span><span>Mar 4, 2026</span><span>6 min read</span></div>",
         "2026-03-04"),
        ("<p>Ilda Marun | 4 March 2026 | Harbour</p>", "2026-03-04"),
        ("<p>Опубликовано: 4 марта 2026, 08:15</p>", "2026-03-04T08:15"),
        ("<p>نشر في: 4 مارس 2026</p>", "2026-03-04"),
        ("<p>公開日：2026年3月4日</p>", "2026-03-04"),
        ("<p>입력 2026.03.04. 오전 8:15</p>", "2026-03-04T08:15"),
        ("<p>Five hours, one vote, and a hospital that stands on the wrong side of the water.</p>"
         "<p>Veröffentlicht am 4. März 2026</p>", "2026-03-04"),
        ("<div><time datetime='2026-03-04T08:15:00Z'>today</time></div>", "2026-03-04T08:15:00Z"),
        ("<p>Posted two hours ago</p>", None),
        ("<p>The vote of 4 March 2026 was the third on the night crossing to the isles.</p>", None),
    ],
)  # fmt: skip
def test_the_date_is_read_where_it_stands_below_the_headline(line, published):
    found = said(f"<main><h1>Ferries stay</h1>{line}{STORY}</main>{RELATED}{RELATED}")
    assert found.published == published
    assert ("headline" in dict(found.found).get("published", "")) == bool(published)


def test_when_a_page_was_changed_is_not_when_it_was_published():
    lines = "<p>Updated 5 March 2026 | Published 4 March 2026</p>"
    found = said(f"<h1>Ferries stay</h1>{lines}{STORY}")
    assert (found.published, found.updated) == ("2026-03-04", "2026-03-05")


def test_dates_of_other_stories_and_of_the_page_head_are_not_taken():
    masthead = "<div class='today'>Friday, 6 March 2026</div>"
    found = said(f"{masthead}<main><h1>Ferries stay</h1>{STORY}</main>{RELATED}{RELATED}")
    assert found.published is None


def test_who_wrote_it_is_read_below_the_headline():
    found = said(f"<h1>Ferries stay</h1><div>By Ilda Marun</div>{STORY}")
    assert found.byline == "Ilda Marun"


@pytest.mark.parametrize(
    ("title", "outlet"),
    [
        ("Ferries stay | Almary Courier", "Almary Courier"),
        ("Ferries stay | Islands | Almary Courier", "Almary Courier"),
        ("Ferries stay — Альмарский курьер", "Альмарский курьер"),
        ("Ferries stay｜安港新報", "安港新報"),
        ("Almary Courier - Ferries stay", "Almary Courier"),
        ("Ferries stay | News", None),
        ("Ferries stay", None),
        ("Ferries stay afloat", None),
    ],
)
def test_the_outlet_is_read_from_the_pages_title(title, outlet):
    found = said(f"<h1>Ferries stay</h1>{STORY}", title=title)
    assert found.outlet == outlet
    assert found.headline == "Ferries stay"


def test_the_outlets_name_is_no_part_of_the_headline():
    head = (
        "<meta property='og:title' content='Ferries stay - Almary Courier'>"
        "<meta property='og:site_name' content='Almary Courier'>"
    )
    assert said(STORY, head).headline == "Ferries stay"
    other = "<meta property='og:title' content='Ferries stay | Islands'>"
    assert said(f"<h1>Ferries stay</h1>{STORY}", other).headline == "Ferries stay"
    whole = "<meta property='og:title' content='Ferries - a history'>"
    assert said(STORY, whole).headline == "Ferries - a history"


def test_what_json_ld_only_refers_to_is_followed():
    graph = [
        {"@type": "Organization", "@id": "#o", "name": "Almary &amp; Courier"},
        {"@type": "Person", "@id": "#p", "name": "Ilda Marun"},
        {"@type": "NewsArticle", "headline": "Ferries &#8211; they stay", "author": {"@id": "#p"},
         "publisher": {"@id": "#o"}, "datePublished": "Wed, 04 Mar 2026 08:15:00 +0100"},
    ]  # fmt: skip
    found = said(STORY, linked(json.dumps({"@graph": graph})))
    assert (found.headline, found.outlet) == ("Ferries – they stay", "Almary & Courier")
    assert (found.byline, found.published) == ("Ilda Marun", "2026-03-04T08:15:00+01:00")


@pytest.mark.parametrize(
    "script",
    [
        '<!-- {"@type": "NewsArticle", "headline": "Told"} -->',
        '//<![CDATA[\n{"@type": "NewsArticle", "headline": "Told"}\n//]]>',
        '{"@type": "NewsArticle", "headline": "Told", "description": "two\nlines"}',
        '{"@type": "http://schema.org/LiveBlogPosting", "headline": "Told"};',
        '[{"@type": "Page", "mainEntity": {"@type": ["Thing", "Report"], "headline": "Told"}}]',
    ],
)
def test_json_ld_is_read_however_it_is_wrapped(script):
    assert said(STORY, linked(script)).headline == "Told"


def test_a_date_that_is_none_in_the_pages_data_is_left_to_what_the_page_shows():
    head = "<meta name='date' content='03/04/2026'>"
    found = said(f"<h1>Ferries stay</h1><p>4 March 2026</p>{STORY}", head)
    assert found.published == "2026-03-04"


def test_an_address_that_is_only_a_path_is_no_address():
    head = "<link rel='canonical' href='/ferries'>"
    assert said(STORY, head).url is None


def test_the_publisher_in_microdata_is_the_outlet_by_its_name():
    inner = (
        "<div itemscope itemtype='https://schema.org/NewsArticle'><h1 itemprop='headline'>Ferries"
        " stay</h1><div itemprop='publisher' itemscope><img itemprop='logo'><meta itemprop='name'"
        f" content='Almary Courier'></div>{STORY}</div>"
    )
    assert said(inner).outlet == "Almary Courier"


def test_properties_within_properties_are_looked_at_once():
    deep = "<div itemscope itemtype='https://schema.org/Article' itemprop='author'>" * 150
    inner = "<i itemscope itemprop='q'></i>" * 20_000
    story = f"<p itemprop='headline'>Ferries stay</p>{STORY}"
    assert said(f"{deep}{story}{inner}").headline == "Ferries stay"
