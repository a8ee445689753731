"""Web pages of ten makes: the article whole, nothing that stands around it, what the page says."""

import json
import re
from collections import Counter
from pathlib import Path

import pytest

from briefing.loaders.html import HtmlLoader
from briefing.model.article import BlockKind

PAGES = Path(__file__).parent.parent / "data" / "pages"
SAID = json.loads((PAGES / "pages.json").read_text(encoding="utf-8"))
STYLES = pytest.mark.parametrize("style", sorted(SAID))


def page(style):
    return HtmlLoader().load((PAGES / f"{style}.html").read_bytes(), style)[0].article


def words(text):
    return Counter(re.findall(r"\w+", text))


@STYLES
def test_the_words_of_the_article_are_read_and_no_others(style):
    gold = words((PAGES / f"{style}.txt").read_text(encoding="utf-8"))
    read = words(page(style).text)
    assert not read - gold
    assert (gold - read).total() <= 4  # a sub-heading that the page does not mark as one


@STYLES
def test_nothing_that_stands_around_the_article_is_read(style):
    text = page(style).text
    assert [each for each in SAID[style]["outside"] if each in text] == []


@STYLES
def test_what_the_page_says_of_the_article_is_found_and_nothing_else(style):
    found = page(style).metadata
    told = {key: value for key, value in SAID[style].items() if key != "outside"}
    for key in ("headline", "byline", "published", "keywords", "outlet", "language"):
        value = getattr(found, key)
        plain = list(value) if isinstance(value, tuple) else value
        if key in told or key != "language":
            assert plain == told.get(key, [] if key == "keywords" else None), key
    assert found.place is None
    assert found.agency is None


def test_paragraphs_that_only_line_breaks_part_are_paragraphs():
    assert [b.kind for b in page("breaks").blocks] == [BlockKind.PARAGRAPH] * 5


def test_a_table_of_figures_stays_a_table():
    rows = "".join(f"<tr><td>Port {n}</td><td>{n}00 lorries</td></tr>" for n in range(1, 5))
    body = "".join(
        f"<p>Paragraph {n} says at some length what happened at the ports in the north.</p>"
        for n in range(4)
    )
    html = f"<html><body><article><h1>Ports</h1>{body}<table>{rows}</table></article></body></html>"
    article = HtmlLoader().load(html.encode(), "ports.html")[0].article
    table = [b for b in article.blocks if b.kind is BlockKind.TABLE_ROW]
    assert [article.text[b.start : b.end] for b in table][1] == "Port 2\t200 lorries"


def test_a_wrapper_named_like_a_notice_does_not_take_the_article_with_it():
    body = "".join(
        f"<p>Paragraph {n} of the story goes on about the harbour, the tide and the pilots.</p>"
        for n in range(12)
    )
    html = f'<html><body><div class="paywall"><article>{body}</article></div></body></html>'
    assert "Paragraph 11" in HtmlLoader().load(html.encode(), "wall.html")[0].article.text
