"""What stands around an article, and between its paragraphs, is no part of it."""

import pytest

from briefing.loaders.html import HtmlLoader
from briefing.model.article import BlockKind, clean_text, count_words

SENTENCES = [
    f"In the {n} harbour the council kept the night crossing, which forty people use."
    for n in ("first", "second", "third", "fourth", "fifth", "sixth")
]
PARAGRAPHS = [f"<p>{words}</p>" for words in SENTENCES]
CARD = (
    "<div class='x1'><a href='/l'><h3>Lighthouse sold to a hotel group</h3></a>"
    "<p>The buyers say that they will keep the lamp burning and let forty rooms.</p></div>"
)


def read(inner):
    page = f"<html><head><title>Ferries stay</title></head><body>{inner}</body></html>"
    return HtmlLoader().load(page.encode(), "page.html")[0].article


def story(between="", after="", before=""):
    halves = "".join(PARAGRAPHS[:3]), "".join(PARAGRAPHS[3:])
    body = f"<div class='t'>{halves[0]}{between}{halves[1]}</div>"
    return read(f"{before}<div class='m'><h1>Ferries stay</h1>{body}</div>{after}").text


BETWEEN = {
    "a teaser of another story": CARD,
    "a prompt in a sentence": "<p>Sign up for our newsletter and never miss a story from here.</p>",
    "a prompt set in italics": "<p><em>Follow us on all your channels for more of this.</em></p>",
    "a question to readers": "<p>Do you have a story for us? <a href='/m'>Email us</a>.</p>",
    "a labelled link": "<p><b>Read more:</b> <a href='/r'>The mayor answers all of it.</a></p>",
    "a German prompt": "<p>Newsletter: Jeden Morgen das Wichtigste aus dem Norden.</p>",
    "a French prompt": "<p>Abonnez-vous gratuitement à notre lettre du matin.</p>",
    "a box that asks for money": "<div class='x'><h3>Keep the boats running</h3><p>Your gift pays "
    "for a passage of a nurse.</p><a href='/d'>Donate now</a></div>",
    "another story's caption": "<figure><img src='a'><figcaption>The crew came home to cheers "
    "and a great deal of rain.</figcaption></figure>",
    "an aside": "<aside><h4>The tides</h4><p>High water is at nine, and again at half past nine "
    "in the evening.</p></aside>",
    "a box named as related": "<div data-testid='RelatedStories'><p>A baker explains why her "
    "loaves have become smaller and dearer.</p></div>",
    "a Russian link": "<p>Читайте также: <a href='/r'>Маяк продали гостиничной сети</a></p>",
    "an Arabic link": "<p>اقرأ أيضًا: <a href='/r'>بيع المنارة لمجموعة فنادق</a></p>",
    "a Japanese link": "<p>【関連記事】<a href='/r'>灯台、ホテルに売却</a></p>",
    "a Hindi link": "<p>यह भी पढ़ें: <a href='/r'>प्रकाशस्तंभ बिका</a></p>",
    "a Turkish link": "<p>AYRICA OKUYUN: <a href='/r'>Fener satıldı</a></p>",
    "a Korean tip line": "<p>기사 제보는 언제나 환영합니다. 전화로 알려 주세요.</p>",
    "a heading above links": "<h3>More on this story</h3><ul><li><a href='/1'>Lit</a></li></ul>",
}


@pytest.mark.parametrize("between", BETWEEN.values(), ids=BETWEEN)
def test_what_stands_between_two_paragraphs_and_is_no_part_of_the_story_is_left_out(between):
    assert story(between).split("\n") == SENTENCES


AFTER = {
    "cards of other stories": f"<div class='g'>{CARD * 6}</div>",
    "comments longer than the story": "<div class='comments-area'>"
    + "<div><p>I took that boat for twenty years, and nobody ever asked me about it.</p></div>" * 20
    + "</div>",
    "a dialog": "<div role='dialog'><p>Create a free account to keep reading this.</p></div>",
    "the author's life": "<hr><p><em>She is a pilot and lives on the coast of it.</em></p>",
    "a notice without a name": "<div id='x'><p>We value your privacy; change it here.</p></div>",
    "a notice on cookies in Italian": "<div><p>Questo sito usa i cookie per funzionare meglio. "
    "Puoi rifiutarli quando vuoi.</p></div>",
    "rights in Turkish": "<p>Tüm hakları saklıdır. Kaynak gösterilmeden alıntı yapılamaz.</p>",
    "a ministry's contact": "<div><h2>Kontakt</h2><p>Pressestelle</p><p>Telefon: 0555 12</p></div>",
    "a search of the site": "<div><h2>Find another question</h2><form><input></form><p>Search by "
    "number, member or words of the text.</p></div>",
    "most read in Polish": "<div><h2>Najczęściej czytane</h2><p>Latarnia sprzedana.</p></div>",
    "a summary of the site": "<details><summary>About our reporting</summary><p>We correct what "
    "was wrong as soon as we know of it.</p></details>",
}


@pytest.mark.parametrize("after", AFTER.values(), ids=AFTER)
def test_what_follows_the_story_is_left_out(after):
    assert story(after=after).split("\n") == SENTENCES


@pytest.mark.parametrize(
    "line",
    ["4 March 2026, 08:15", "By Ilda Marun", "Ilda MarunMarch 4, 20266 min read",
     "Last updated 3 hours ago", "입력 2026.03.04. 오전 8:15", "한도윤 기자"],
)  # fmt: skip
def test_lines_of_date_and_author_above_the_story_are_no_words_of_it(line):
    page = f"<main><h1>Ferries stay</h1><p>{line}</p>{''.join(PARAGRAPHS)}</main>"
    assert read(page).text.split("\n") == SENTENCES


def test_the_short_posts_of_a_live_blog_are_read_to_the_last():
    share = "<div class='block-share'><a href='#'>Share</a> <a href='#'>Copy permalink</a></div>"
    lines = [*PARAGRAPHS[:3], "<h2>What comes next</h2>", *PARAGRAPHS[3:], "<p>The boat is in.</p>",
             "<p>A spokesperson had nothing to add to that.</p>"]  # fmt: skip
    posts = "".join(
        f"<div class='block'><p><a href='#b{n}'>1{n}.05</a></p><div>{line}</div>{share}</div>"
        for n, line in enumerate(lines)
    )
    text = read(f"<main><h1>Ferries stay</h1><div>{posts}</div></main>").text
    told = [*SENTENCES[:3], "What comes next", *SENTENCES[3:]]
    assert [line for line in text.split("\n") if line != "The boat is in."] == [
        *told, "A spokesperson had nothing to add to that.",
    ]  # fmt: skip


def test_the_columns_beside_the_story_in_an_old_page_are_left_out():
    left = "<td><a href='/'>Front page</a><br><a href='/w'>Weather</a></td>"
    middle = f"<td><h1>Ferries stay</h1>{''.join(PARAGRAPHS)}</td>"
    right = "<td><b>Poll</b><br>Should the night boat stay? Vote and see what others think.</td>"
    found = read(f"<table><tr>{left}{middle}{right}</tr></table>").text
    assert found.split("\n") == SENTENCES


TOLD = [
    "Subscribe or go without: that, said a reader, was how she understood the letter.",
    "Share prices of the parent company rose by six per cent after the news of it.",
    "Related talks with the union of printers broke down in April, over wages.",
    "Comments from readers were mostly angry.",
    "Cookies on the website of the paper will no longer track the readers who pay.",
    "Follow the money and you end at the price of paper, which nobody here can set.",
    "“Follow us on the radio,” the captain told them, and switched off the lights.",
    "Advertisement revenue fell by half.",
    "Read more slowly, the treaty says something else about the islands of the north.",
]


@pytest.mark.parametrize("words", TOLD)
def test_a_story_that_speaks_of_what_furniture_speaks_of_keeps_its_words(words):
    assert words in story(f"<p>{words}</p>").split("\n")
    assert story().split("\n") == SENTENCES


@pytest.mark.parametrize("name", ["has-sidebar", "paywall", "share-wrapper", "comments related"])
def test_a_wrapper_with_a_name_of_furniture_keeps_the_story_in_it(name):
    found = read(f"<h1>Ferries stay</h1><div class='{name}'>{''.join(PARAGRAPHS)}</div>")
    assert found.text.split("\n")[-6:] == SENTENCES


def test_code_with_comments_in_it_and_notes_of_a_table_stay():
    code = "<pre><code>let x = 1; <span class='comment'>// as the tide has it</span></code></pre>"
    notes = (
        "<section class='viz'><table><tr><td>Boats</td><td>7</td></tr></table>"
        "<footer><p>The table leaves out boats that were sold before the end of May.</p></footer>"
        "</section>"
    )
    assert "as the tide has it" in story(code)
    assert "leaves out boats" in story(notes)


def test_a_sub_heading_in_a_division_of_its_own_is_kept():
    parts = [f"<div>{words}</div>" for words in PARAGRAPHS]
    inner = "".join([*parts[:3], "<div><h2>Share of readers online</h2></div>", *parts[3:]])
    found = read(f"<h1>Ferries stay</h1><div>{inner}</div>")
    assert (BlockKind.HEADING, "Share of readers online") in [
        (block.kind, found.text[block.start : block.end]) for block in found.blocks
    ]


@pytest.mark.parametrize(
    ("text", "clean"),
    [
        ("a\r\nb\x0bc\x85d", "a\nb\nc\nd"),
        ("\ufeffa\x00b", "ab"),
        ("a\u2028b\ufffe", "a\nb"),
        ("plain, with “marks” — and\nlines", "plain, with “marks” — and\nlines"),
    ],
)
def test_text_is_cleaned_whatever_it_has_in_it(text, clean):
    assert clean_text(text) == clean


def test_words_are_counted_without_the_marks_between_them():
    assert count_words("a — b & “c”, _ d...") == 5
    assert count_words("安港 and 北") == 4
