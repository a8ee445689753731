"""Pages in two dozen styles of site, to measure the reading of web pages on.

`SEEN` were there while the reading was made; `HELD_OUT` were written before it and measured once
when it was done, then their faults were mended too; `FRESH` were written after that and measured once. Words around the article carry the syllable "zz", so that one that is read shows.
"""

# ruff: noqa: E501 - a page's markup is read as it stands
from __future__ import annotations

import html
import json
from collections.abc import Callable

from page_stories import ARABIC, CHINESE, FERRY, GERMAN, GRAIN, SHORT, STORIES, Story

Style = Callable[[Story], str]
_TAGS = {"p": "p", "h2": "h2", "li": "li", "q": "blockquote"}
_TEASERS = (
    "Lighthouse soldzz to a hotel group after a long search",
    "Why the postman comes only twicezz a week now",
    "Ten walks alongzz the coast for a windy afternoon",
    "The mayor answers your questionszz about parking",
)


def body(story: Story, tag: str = "p", extra: str = "") -> str:
    """Return the story's parts as elements, with something foreign after the second."""
    made = []
    for number, (kind, words) in enumerate(story.parts):
        name = tag if kind == "p" else _TAGS[kind]
        text = html.escape(words)
        inner = f"<p>{text}</p>" if kind == "q" else text
        made.append(
            f"<ul><{name}>{inner}</{name}></ul>" if kind == "li" else f"<{name}>{inner}</{name}>"
        )
        if number == 1:
            made.append(extra)
    return "\n".join(made)


def linked(story: Story, *, full: bool = False, teaser: bool = False) -> str:
    """Return JSON-LD of the story, with its text if asked."""
    said: dict[str, object] = {
        "@context": "https://schema.org", "@type": "NewsArticle", "headline": story.headline,
        "datePublished": story.published, "author": {"@type": "Person", "name": story.byline},
        "publisher": {"@type": "Organization", "name": story.outlet},
    }  # fmt: skip
    if full:
        said["articleBody"] = story.words
    if teaser:
        said["articleBody"] = story.parts[0][1][:80] + " …"
    return f'<script type="application/ld+json">{json.dumps(said, ensure_ascii=False)}</script>'


def meta(story: Story) -> str:
    """Return meta elements of the story."""
    return (
        f'<meta property="og:title" content="{html.escape(story.headline)}">'
        f'<meta property="og:site_name" content="{story.outlet}">'
        f'<meta name="author" content="{story.byline}">'
        f'<meta property="article:published_time" content="{story.published}">'
    )


def page(story: Story, head: str, inner: str, attributes: str = "") -> str:
    """Return a whole page."""
    return (
        f'<!DOCTYPE html><html lang="{story.language}" {attributes}><head><meta charset="utf-8">'
        f"<title>{html.escape(story.headline)} | {story.outlet}</title>{head}</head>"
        f"<body>{inner}</body></html>"
    )


def links(count: int = 4) -> str:
    """Return teasers of other stories."""
    return "".join(f'<li><a href="/{n}">{_TEASERS[n % 4]}</a></li>' for n in range(count))


NAV = "<nav><ul><li><a href='/'>Frontzz</a></li><li><a href='/s'>Sportzz</a></li></ul></nav>"
FOOT = "<footer><p>Imprintzz. Terms of usezz. All rights reservedzz by the publisher.</p></footer>"
COOKIES = "<div class='cookie-consent'><p>We and our 212 partnerszz store cookies on your device.</p></div>"


def semantic(s: Story) -> str:
    aside = f"<aside class='related'><h3>Relatedzz</h3><ul>{links()}</ul></aside>"
    return page(s, linked(s), f"{NAV}{COOKIES}<main><article><h1>{s.headline}</h1>"
                f"<p class='byline'>By {s.byline}</p>{body(s, extra=aside)}</article></main>{FOOT}")  # fmt: skip


def div_soup(s: Story) -> str:
    inner = f"<div class='inline-promo'><a href='/x'>{_TEASERS[0]}</a></div>"
    return page(s, meta(s), f"<div class='hdr'>{NAV}</div><div class='story'><h1>{s.headline}</h1>"
                f"<div class='story__meta'>{s.byline} · 4 minzz</div><div class='story__body'>"
                f"{body(s, extra=inner)}</div></div><div class='rail'><ul>{links(9)}</ul></div>{FOOT}")  # fmt: skip


def weblog(s: Story) -> str:
    comments = "".join(
        f"<li class='comment'><p>I waitedzz there myself, {n} hours, and nobody told me why.</p></li>"
        for n in range(5)
    )
    return page(s, meta(s), f"<div id='page'><a class='skip-link'>Skipzz to content</a>{NAV}"
                f"<div class='post'><h1 class='entry-title'>{s.headline}</h1>"
                f"<div class='entry-content'>{body(s)}<div class='sharedaddy'><h3>Sharezz this</h3></div></div>"
                f"<div id='comments'><h2>5 thoughtszz</h2><ol>{comments}</ol></div></div></div>{FOOT}")  # fmt: skip


def hashed(s: Story) -> str:
    return page(s, linked(s, full=True), f"<div class='css-1a'>{NAV}</div><div class='css-9z'><div class="
                f"'css-7k'><h1 class='css-h'>{s.headline}</h1><div class='css-3f'>"
                f"{body(s, tag='div')}</div></div><div class='css-2p'><ul>{links()}</ul></div></div>{FOOT}")  # fmt: skip


def old_tables(s: Story) -> str:
    return page(s, "", f"<table width='760'><tr><td colspan='2'>Homezz | Newszz | Archivezz</td></tr><tr>"
                f"<td width='160'><ul>{links(6)}</ul></td><td><h2>{s.headline}</h2>{body(s)}"
                f"</td></tr><tr><td colspan='2'>Webmasterzz: write to us</td></tr></table>")  # fmt: skip


def breaks(s: Story) -> str:
    words = "<br><br>".join(html.escape(w) for _k, w in s.parts)
    return page(s, meta(s), f"<div id='menu'>{NAV}</div><div id='text'><h1>{s.headline}</h1>{words}</div>"
                f"<div id='more'><b>Morezz:</b> <ul>{links()}</ul></div>{FOOT}")  # fmt: skip


def live(s: Story) -> str:
    made = "".join(
        f"<div class='post-live'><time>1{n}:05</time><div class='b'>"
        f"<{_TAGS[k]}>{html.escape(w)}</{_TAGS[k]}></div></div>"
        for n, (k, w) in enumerate(s.parts)
    )
    return page(s, linked(s), f"{NAV}<article><h1>{s.headline}</h1><section>{made}</section></article>"
                f"<section class='readmore'><h2>Readzz more</h2><ul>{links()}</ul></section>{FOOT}")  # fmt: skip


def press_release(s: Story) -> str:
    return page(s, "<meta name='dcterms.date' content='" + s.published + "'>",
                f"<header>{NAV}</header><div id='content'><dl><dt>Press officezz</dt><dd>Phonezz 0113</dd></dl>"
                f"<h1>{s.headline}</h1><div class='release'>{body(s)}</div>"
                f"<p class='contact'>Contactzz: press office, room 4</p></div>{FOOT}")  # fmt: skip


def amp(s: Story) -> str:
    return page(s, linked(s), f"<amp-sidebar>{NAV}</amp-sidebar><article><h1>{s.headline}</h1>"
                f"{body(s, extra='<amp-ad><p>Advertisementzz</p></amp-ad>')}</article>"
                f"<amp-consent><p>Choicezz of cookies</p></amp-consent>{FOOT}", "amp")  # fmt: skip


def newsletter(s: Story) -> str:
    return page(s, "", "<table role='presentation'><tr><td><table><tr><td><p>View in browserzz</p></td></tr>"
                f"<tr><td><h1>{s.headline}</h1>{body(s)}</td></tr><tr><td><p>Unsubscribezz here, or change "
                "your settingszz</p></td></tr></table></td></tr></table>")  # fmt: skip


def long_rail(s: Story) -> str:
    cards = "".join(f"<div class='card'><a href='/{n}'><h3>{_TEASERS[n % 4]}</h3></a><p>A summaryzz of a "
                    f"quite different story, number {n}, in one sentence.</p></div>" for n in range(20))  # fmt: skip
    return page(s, meta(s), f"{NAV}<div class='cols'><div class='main-col'><h1>{s.headline}</h1>{body(s)}"
                f"</div><div class='rail'>{cards}</div></div>{FOOT}")  # fmt: skip


def big_footer(s: Story) -> str:
    legal = "".join(f"<p>Clausezz {n}: the publisher accepts no liability for what others write, and "
                    "reserves the right to end this service.</p>" for n in range(12))  # fmt: skip
    return page(s, linked(s), f"{NAV}<main><h1>{s.headline}</h1><div class='text'>{body(s)}</div></main>"
                f"<div class='legal'>{legal}</div>")  # fmt: skip


def paywalled(s: Story) -> str:
    teaser = f"<p>{html.escape(s.parts[0][1])}</p>"
    wall = "<div class='paywall'><p>Subscribezz to read on. Already a readerzz? Log in.</p></div>"
    return page(
        s,
        linked(s, full=True),
        f"{NAV}<article><h1>{s.headline}</h1>{teaser}{wall}</article>{FOOT}",
    )


def sections(s: Story) -> str:
    return page(s, meta(s), f"<div id='root'><div class='bar'>Openzz in app · Sign inzz</div><section><div>"
                f"<h1>{s.headline}</h1><div><a href='/u'>{s.byline}</a> · Followzz</div></div><div><div>"
                f"{body(s)}</div></div></section><div><h4>Writtenzz by</h4><p>Writes about shipszz.</p></div>"
                f"<div><h4>Recommendedzz</h4><ul>{links()}</ul></div></div>")  # fmt: skip


def fields(s: Story) -> str:
    inner = "".join(f"<div class='field-item'>{part}</div>" for part in body(s).split("\n"))
    return page(s, meta(s), f"<div class='region-header'>{NAV}</div><div class='node node-article'><h1>"
                f"{s.headline}</h1><div class='field field-name-body'><div class='field-items'>{inner}"
                f"</div></div></div><div class='region-sidebar'><ul>{links(7)}</ul></div>{FOOT}")  # fmt: skip


def spanish_classes(s: Story) -> str:
    return page(s, linked(s, teaser=True), f"<div class='cabecera'>{NAV}</div><div class='noticia'><h1>"
                f"{s.headline}</h1><div class='firma'>Redacciónzz</div><div class='cuerpo-noticia'>"
                f"{body(s)}</div><div class='etiquetas'><a>Puertozz</a> <a>Barcoszz</a></div></div>"
                f"<div class='lo-mas-leido'><ol>{links(8)}</ol></div>{FOOT}")  # fmt: skip


def right_to_left(s: Story) -> str:
    return page(s, meta(s), f"<div class='top'>{NAV}</div><div class='news-details'><h1>{s.headline}</h1>"
                f"<div class='details-text'>{body(s)}</div></div><div class='most-read'><ul>{links()}</ul>"
                f"</div>{FOOT}", "dir='rtl'")  # fmt: skip


def portal(s: Story) -> str:
    return page(s, "", f"<div class='path'>首页zz &gt; 新闻zz</div><h1 class='main-title'>{s.headline}</h1>"
                f"<div id='artibody'>{body(s)}<p class='show_author'>责任编辑zz：某某</p></div>"
                f"<div class='blk'><ul>{links()}</ul></div>{FOOT}")  # fmt: skip


def test_ids(s: Story) -> str:
    card = f"<div data-testid='card'><a href='/c'><span>{_TEASERS[1]}</span></a></div>"
    made = "".join(f"<div data-component='text-block'>{part}</div>" for part in body(s).split("\n"))
    return page(s, linked(s), f"<div data-testid='nav'>{NAV}</div><main id='main-content'><article><div "
                f"data-component='headline-block'><h1>{s.headline}</h1></div>{made}{card}<div data-component="
                f"'links-block'><p>More on thiszz</p><ul>{links()}</ul></div></article></main>{FOOT}")  # fmt: skip


def think_tank(s: Story) -> str:
    notes = "".join(
        f"<li id='f{n}'>See the reportzz of the harbour office, page {n}.</li>" for n in range(6)
    )
    return page(s, meta(s), f"{NAV}<div class='publication'><h1>{s.headline}</h1><div class='toc'><ul><li>"
                f"<a href='#a'>Introductionzz</a></li><li><a href='#b'>Methodzz</a></li></ul></div>"
                f"<div class='publication-body'>{body(s)}</div></div><div class='about-author'><p>The authorzz"
                f" is a fellow of the institute.</p></div><ol class='references'>{notes}</ol>{FOOT}")  # fmt: skip


def tabloid(s: Story) -> str:
    ads = ("<div class='ad-slot'><span>Advertisementzz</span></div><p class='read-more'><strong>Read more:"
           f"</strong> <a href='/r'>{_TEASERS[3]}</a></p>")  # fmt: skip
    return page(s, meta(s), f"{NAV}<div class='article-wrap'><h1>{s.headline}</h1><ul class='mol-bullets'>"
                f"</ul><div itemprop='articleBody'>{body(s, extra=ads)}</div><div class='social'>Sharezz "
                f"Tweetzz 214 commentszz</div></div><div class='puff'>{links(12)}</div>{FOOT}")  # fmt: skip


def letter(s: Story) -> str:
    return page(s, meta(s), f"<div class='topbar'>Subscribezz Sign inzz</div><div class='single-post'><h1>"
                f"{s.headline}</h1><h3 class='subtitle'></h3><div class='available-content'><div class='body "
                f"markup'>{body(s)}<div class='subscription-widget'><p>Thanks for readingzz! Subscribe for "
                f"free.</p></div></div></div></div><div class='discussion'><p>Discussionzz about this post</p></div>")  # fmt: skip


def wiki(s: Story) -> str:
    box = "<table class='infobox'><tr><th>Lengthzz</th><td>41 km</td></tr><tr><th>Openedzz</th><td>1911</td></tr></table>"
    return page(s, "", f"<div id='mw-head'>{NAV}</div><div id='content'><h1>{s.headline}</h1><div id='toc'>"
                f"<ul><li><a href='#1'>1 Contentszz</a></li></ul></div><div class='mw-parser-output'>{box}"
                f"{body(s)}</div><div id='catlinks'>Categorieszz: Boatszz</div></div>{FOOT}")  # fmt: skip


def bare(s: Story) -> str:
    return page(s, "", f"<h1>{s.headline}</h1>{body(s)}<hr><a href='/'>Back to the listzz</a>")


def video_first(s: Story) -> str:
    player = "<div class='video-player'><div class='controls'>Playzz 02:14</div><p>Videozz: the quay</p></div>"
    return page(
        s,
        linked(s),
        f"<header><a href='/'>Logozz</a>{NAV}</header><article id='content'>{player}<h1>"
        f"{s.headline}</h1><div class='published'><time datetime='{s.published}'>Todayzz</time></div>"
        f"{body(s)}</article><aside><h2>Top storieszz</h2><ol>{links(5)}</ol></aside>{FOOT}",
    )


def accordion(s: Story) -> str:
    return page(
        s,
        meta(s),
        f"{NAV}<div class='c-page'><div class='c-page__head'><h1>{s.headline}</h1><div>"
        f"<button>Listenzz</button><button>Savezz</button></div></div><div class='c-page__main'>"
        f"<div class='rich-text'>{body(s)}</div><details><summary>About our reportingzz</summary><p>We"
        f" correct mistakeszz as soon as we know of them.</p></details></div></div>{FOOT}",
    )


def mixed_boxes(s: Story) -> str:
    box = (
        f"<div class='box box-fact'><h3>In briefzz</h3><ul><li><a href='/1'>{_TEASERS[2]}</a></li><li>"
        f"<a href='/2'>{_TEASERS[0]}</a></li></ul></div>"
    )
    return page(
        s,
        meta(s),
        f"<div class='wrap'>{NAV}<div class='text-box'><span class='kicker'>Northzz</span>"
        f"<h1>{s.headline}</h1><div class='author-line'>By {s.byline}</div>{body(s, extra=box)}</div>"
        f"<div class='teaser-list'>{links(10)}</div></div>{FOOT}",
    )


def agency_portal(s: Story) -> str:
    return page(
        s,
        "",
        f"<div id='header'>{NAV}</div><div id='story'><h1>{s.headline}</h1><div class='date'>"
        f"Updatedzz an hour ago</div><pre></pre><div class='copy'>{body(s)}</div><div class='tags'>"
        f"Tagszz: <a href='/t'>harbour</a></div></div><div id='latest'><h2>Latestzz</h2>{links(15)}</div>",
    )


def spans(s: Story) -> str:
    inner = "".join(f"<div class='para'><span>{html.escape(w)}</span></div>" for _k, w in s.parts)
    return page(
        s,
        meta(s),
        f"<div class='app'><div class='tabs'><span>Forzz you</span><span>Localzz</span></div>"
        f"<div class='reader'><h1>{s.headline}</h1>{inner}</div><div class='feed'>{links()}</div></div>",
    )


def minutes(s: Story) -> str:
    return page(
        s,
        "",
        f"<table class='layout'><tr><td class='left'>{links(5)}</td><td class='mid'><h1>"
        f"{s.headline}</h1><div class='doc'>{body(s)}</div><p align='center'><a href='/p'>Printzz this"
        f"</a></p></td><td class='right'><p>Officezz hours: nine to four.</p></td></tr></table>{FOOT}",
    )


_FRESH: tuple[Style, ...] = (video_first, accordion, mixed_boxes, agency_portal, spans, minutes)
_SEEN: tuple[Style, ...] = (
    semantic, div_soup, weblog, hashed, old_tables, breaks, live, press_release, amp, newsletter,
    long_rail, big_footer,
)  # fmt: skip
_HELD_OUT: tuple[Style, ...] = (
    paywalled, sections, fields, spanish_classes, test_ids, think_tank, tabloid, letter, wiki, bare,
)  # fmt: skip

Case = tuple[str, Story, str]
SEEN: tuple[Case, ...] = tuple((f.__name__, s, f(s)) for f in _SEEN for s in (*STORIES, GERMAN))
HELD_OUT: tuple[Case, ...] = (
    *((f.__name__, s, f(s)) for f in _HELD_OUT for s in (FERRY, GRAIN, SHORT, GERMAN)),
    *(("right_to_left", s, right_to_left(s)) for s in (ARABIC, FERRY)),
    *(("portal", s, portal(s)) for s in (CHINESE, GRAIN)),
)
FRESH: tuple[Case, ...] = tuple(
    (f.__name__, s, f(s)) for f in _FRESH for s in (FERRY, GRAIN, SHORT, GERMAN)
)
