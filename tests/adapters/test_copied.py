"""Copied from a browser: all the words, with their structure, and where they come from."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.errors import LoadError
from briefing.loaders import standard_loaders
from briefing.loaders.copied import CopiedLoader
from briefing.loaders.text import TextLoader
from briefing.model.article import BlockKind
from briefing.services.articles.copied import (
    CopiedWords,
    clipboard_file,
    lost_words,
    source_address,
)
from briefing.services.articles.loading import LoadingService

SERVICE = LoadingService([TextLoader(), CopiedLoader()])
ADDRESS = "https://courier.example/ferry"


def pasted(html, text="", address="", service=SERVICE):
    (found,) = service.load_copied(CopiedWords(text, html, address), "Pasted text")
    return found.article


def shapes(article):
    return [(b.kind.value, b.level, article.text[b.start : b.end]) for b in article.blocks]


def test_headings_lists_quotations_and_tables_stay_what_they_are():
    article = pasted(
        "<meta charset='utf-8'><h1>The ferry is back</h1><p>It runs <b>all</b> year.</p>"
        "<h2>Fares</h2><ul><li>Adults<ul><li>in summer</li></ul></li></ul>"
        "<blockquote><p>Nobody asked us.</p></blockquote>"
        "<table><caption>Fares by season</caption><tr><th>Season</th><th>Fare</th></tr>"
        "<tr><td>Summer<br>and autumn</td><td><div>4</div>euros</td></tr></table>"
    )
    assert shapes(article) == [
        ("heading", 1, "The ferry is back"),
        ("paragraph", 0, "It runs all year."),
        ("heading", 2, "Fares"),
        ("list_item", 0, "Adults"),
        ("list_item", 1, "in summer"),
        ("quotation", 0, "Nobody asked us."),
        ("paragraph", 0, "Fares by season"),
        ("table_row", 0, "Season\tFare"),
        ("table_row", 0, "Summer and autumn\t4 euros"),
    ]
    assert article.metadata.headline == "The ferry is back"


def test_what_a_page_reader_would_leave_out_is_kept():
    parts = ("Home", "Share", "Advertisement", "By Ilda Marun", "Read more: fares", "© Courier")
    html = "".join(f"<div><a href='/x'>{each}</a></div>" for each in parts)
    article = pasted(f"<nav>{html}</nav><button>Listen</button><p>One line.</p>")
    assert article.text.split("\n") == [*parts, "Listen", "One line."]


def test_the_address_that_comes_along_is_the_source():
    article = pasted("<p>The ferry is back.</p>", address=ADDRESS)
    assert (article.source, article.metadata.url) == (ADDRESS, ADDRESS)
    assert dict(article.metadata.found)["url"] == "address that came with the copied words"
    assert pasted("<p>The ferry is back.</p>").source == "Pasted text"


@pytest.mark.parametrize(
    ("said", "address"),
    [
        ("https://courier.example/a#b", "https://courier.example/a"),
        ("about:blank", ""),
        ("file:///etc/hostname", ""),
        ("https://me:secret@courier.example/", ""),
        ("javascript:alert(1)", ""),
    ],
)
def test_only_the_address_of_a_page_is_taken(said, address):
    assert source_address(f"Version:0.9\r\nSourceURL:{said}\r\n<p>") == address


def test_html_that_lacks_words_gives_way_to_the_text():
    article = pasted("<p>The ferry</p><style>is back</style>", "The ferry\nis back", ADDRESS)
    assert article.text == "The ferry\nis back"
    assert "words would have been lost: is, back" in article.warnings[0]


@pytest.mark.parametrize("html", ["", "<img src='https://courier.example/a.png'>", "<b>" * 400])
def test_without_words_in_the_html_the_text_is_taken(html):
    assert pasted(html, "The ferry is back.").text == "The ferry is back."


def test_a_picture_alone_is_an_error_that_says_what_to_copy():
    with pytest.raises(LoadError, match="There are no words in Pasted text"):
        pasted("<img src='a.png'>")


def test_words_that_browsers_part_or_mark_otherwise_are_not_lost():
    article = pasted(
        "<ol><li>Fuel</li><li>Fares</li></ol><p>co<wbr>oper\u00adation</p><p>SHOUTED</p>",
        " 1. Fuel\n 2. Fares\n\nco operation\n\nshouted",
    )
    assert article.blocks[0].kind is BlockKind.LIST_ITEM


WORDS = st.lists(st.text("abcdé7", min_size=1, max_size=6), min_size=1, max_size=4).map(" ".join)
INLINE = st.sampled_from(["<b>{}</b>", "<a href='/x'>{}</a>", "<span style='color:red'>{}</span>"])
BLOCKS = st.sampled_from(
    ["<p>{}</p>", "<div>{}</div>", "<h2>{}</h2>", "<li>{}</li>", "<blockquote>{}</blockquote>",
     "<table><tr><td>{}</td></tr></table>", "<pre>{}</pre>", "<nav>{}</nav>", "<button>{}</button>"]
)  # fmt: skip


@given(st.lists(st.tuples(BLOCKS, INLINE, WORDS), min_size=1, max_size=8))
def test_every_visible_word_arrives_once_and_in_order(parts):
    html = "".join(block.format(inline.format(words)) for block, inline, words in parts)
    words = [word for _block, _inline, said in parts for word in said.split()]
    assert "".join(pasted(html).text.split()) == "".join(words)


@given(st.text(max_size=60), st.text(max_size=60))
def test_lost_words_are_those_that_are_not_there(one, other):
    assert lost_words(one, f"{one}\n{other}") == ()


def test_it_is_read_in_the_guarded_process():
    service = LoadingService(standard_loaders())
    html = "<h2>Fares</h2><p>They rise.</p>"
    article = pasted(html, "Fares\nThey rise.", ADDRESS, service)
    service.close()
    assert shapes(article)[0] == ("heading", 2, "Fares")
    again = CopiedLoader().load(clipboard_file(CopiedWords("", html, ADDRESS)), "Pasted text")
    assert again[0].article.text == article.text
