"""News formats in XML: the story in its parts, what is said of it, and nothing fetched or run."""

import pytest
from loader_samples import ATOM, NEWSML, NITF, RSS
from samples import SERVICE

from briefing.errors import LoadError
from briefing.loaders.feeds import FeedLoader
from briefing.loaders.news_xml import root_of
from briefing.loaders.newsml import NewsmlLoader
from briefing.loaders.nitf import NitfLoader
from briefing.model.article import BlockKind


def read(text, name="story.xml"):
    return [each.article for each in SERVICE.load_bytes(text.encode(), name)]


def kinds(article):
    return [(b.kind, article.text[b.start : b.end]) for b in article.blocks]


def test_a_nitf_story_keeps_its_structure_and_tells_of_itself():
    (article,) = read(NITF)
    assert kinds(article) == [
        (BlockKind.PARAGRAPH, "The night crossing stays, the council’s chair says."),
        (BlockKind.HEADING, "What it costs"),
        (BlockKind.QUOTATION, "It is not cheap."),
        (BlockKind.LIST_ITEM, "Fares fall by 4%."),
        (BlockKind.TABLE_ROW, "Fuel\t31%"),
        (BlockKind.PARAGRAPH, "The quay at dawn."),
    ]
    said = article.metadata
    assert (said.headline, said.byline) == ("Ferries stay until May", "Ilda Marun")
    assert (said.agency, said.place, said.outlet) == ("Northwire", "Port Almary", "Almary Courier")
    assert said.published == "2026-03-04T08:15:00+01:00"
    assert (said.keywords, said.language) == (("ferries", "fuel"), "en")


def test_a_newsml_message_gives_an_article_for_each_item_with_text():
    first, second = read(NEWSML)
    assert [kind for kind, _words in kinds(first)] == ["paragraph", "heading", "list_item"]
    said = first.metadata
    assert (said.headline, said.byline) == ("Ferries stay until May", "Ilda Marun")
    assert (said.agency, said.place, said.language) == ("Northwire", "Port Almary", "en-GB")
    assert (said.published, said.keywords) == ("2026-03-04T08:15:00+01:00", ("ferries",))
    assert (second.name, second.text) == ("Fuel duty", "The duty falls.")
    assert (second.metadata.published, second.metadata.agency) == (None, None)


def test_a_nitf_story_inside_newsml_is_read():
    nitf = NITF[NITF.index("<nitf") :].replace("&rsquo;", "’")
    inside = NEWSML.replace(
        "<inlineData>The duty falls.</inlineData>", f"<inlineXML>{nitf}</inlineXML>"
    )
    second = read(inside)[1]
    assert second.text.startswith("The night crossing stays, the council’s")
    assert (second.metadata.headline, second.metadata.outlet) == ("Fuel duty", "Almary Courier")


def test_each_entry_of_a_feed_is_an_article_with_the_fullest_text():
    first, second = read(RSS)
    assert kinds(first) == [
        (BlockKind.PARAGRAPH, "The night crossing stays, the council says."),
        (BlockKind.QUOTATION, "It is not cheap."),
    ]
    said = first.metadata
    assert (said.headline, said.byline, said.outlet) == (
        "Ferries & fuel", "Ilda Marun", "Almary Courier",
    )  # fmt: skip
    assert (said.published, said.url) == ("2026-03-04T08:15:00+01:00", "https://courier.example/1")
    assert (said.keywords, said.language, first.warnings) == (("ferries",), "en-gb", ())
    assert second.text == "Only a summary of it."
    assert "Only a summary" in second.warnings[0]
    assert second.metadata.published is None


def test_an_atom_feed_is_read_and_its_own_date_of_publication_goes_first():
    (article,) = read(ATOM, "news.atom")
    said = article.metadata
    assert article.text == "The night crossing stays."
    assert (said.headline, said.byline) == ("Ferries & fuel", "Ilda Marun")
    assert said.published == "2026-03-04T08:15:00+01:00"
    assert dict(said.found)["published"] == "Atom published"


def test_a_feed_can_be_read_as_one_article():
    (whole,) = SERVICE.load_bytes(RSS.encode(), "feed.xml", whole=True)
    article = whole.article
    assert article.text.split("\n") == [
        "Ferries & fuel", "The night crossing stays, the council says.", "It is not cheap.",
        "Second", "Only a summary of it.",
    ]  # fmt: skip
    assert [article.text[b.start : b.end] for b in article.blocks] == article.text.split("\n")
    assert (article.metadata.outlet, article.metadata.headline) == ("Almary Courier", None)


def test_news_in_utf_16_is_read():
    data = RSS.replace("UTF-8", "UTF-16").encode("utf-16")
    assert FeedLoader().recognises(data, "feed.xml")
    assert len(FeedLoader().load(data, "feed.xml")) == 2


@pytest.mark.parametrize("form", [NITF, NEWSML, RSS, ATOM], ids=["nitf", "newsml", "rss", "atom"])
def test_the_format_is_told_by_its_first_element_whatever_the_ending(form):
    assert read(form, "story.txt")[0].text == read(form, "story.xml")[0].text


def test_other_xml_is_refused_by_the_name_of_its_element():
    with pytest.raises(LoadError, match="<order>") as caught:
        read("<order><p>Words</p></order>")
    assert "RSS" in caught.value.hint


@pytest.mark.parametrize(
    "declaration",
    ['<!DOCTYPE x [<!ENTITY a "b">]>', '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>',
     '<!DOCTYPE x [<!ELEMENT x ANY>]>', '<!DOCTYPE x PUBLIC "a" "b" [ <!ENTITY % p "c"> %p; ]>'],
)  # fmt: skip
@pytest.mark.parametrize(
    "loader", [NitfLoader(), NewsmlLoader(), FeedLoader()], ids=lambda x: x.name
)
def test_declarations_are_refused(loader, declaration):
    root = {"nitf": NITF, "newsml": NEWSML, "feed": RSS}[loader.name].split("?>", 1)[1]
    root = root.replace('<!DOCTYPE nitf SYSTEM "http://www.example/nitf-3-2.dtd">', "")
    with pytest.raises(LoadError, match=r"story\.xml declares entities"):
        loader.load((declaration + root).encode(), "story.xml")


def test_a_million_elements_and_a_thousand_levels_are_refused():
    for inner in ("<p/>" * 1_100_000, "<p>" * 1_000 + "</p>" * 1_000):
        with pytest.raises(LoadError, match=r"story\.xml is"):
            read(f"<nitf><body><body.content>{inner}</body.content></body></nitf>")


def test_a_feed_that_hides_a_tangle_in_an_entry_is_refused():
    tangle = "&lt;div&gt;" * 5_000
    with pytest.raises(LoadError, match="too tangled"):
        read(f"<rss><channel><item><description>{tangle}</description></item></channel></rss>")


def test_what_stands_before_the_first_element_is_gone_through_once():
    assert root_of(b"<!---->" * 500 + b"!") == ("", "")
    assert root_of(b"<?xml version='1.0'?><!-- a --><!-- -- --> <nitf x='1'>") == ("nitf", " x='1'")
