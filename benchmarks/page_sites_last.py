"""Pages of eight sites written after the reading had been mended on those of page_sites.py.

Nothing was changed by what they showed; their faults are what to expect elsewhere.
"""

# ruff: noqa: E501 - a page's markup is read as it stands
from __future__ import annotations

import html

from page_site_stories import DELTA, FRENCH, PRESS
from page_sites import FOOT, NAV, Case, Style, cards, menu, parts
from page_stories import FERRY, Story
from page_styles import linked, meta, page


def builder(s: Story) -> str:
    def widget(name: str, inner: str) -> str:
        return f"<div class='elementor-element elementor-widget elementor-widget-{name}'><div class='elementor-widget-container'>{inner}</div></div>"

    contents = widget("table-of-contents", "<h4>In this article</h4><ol><li><a href='#a'>How it began</a></li><li><a href='#b'>What comes next</a></li></ol>")  # fmt: skip
    posts = "".join(
        f"<article class='elementor-post'><a href='/{n}'><img></a><h3 class='elementor-post__title'><a href='/{n}'>Ten walks along the coast</a></h3><div class='elementor-post__excerpt'><p>Our walkers picked the paths that are dry in any season.</p></div><a class='elementor-post__read-more' href='/{n}'>Read more »</a></article>"
        for n in range(3)
    )
    popup = "<div class='elementor-location-popup'><h2>Wait!</h2><p>Before you leave, take our free guide to the tides with you.</p><form><input></form></div>"
    return page(s, meta(s), f"<div class='elementor-location-header'>{NAV}</div><div class='elementor-location-single'>{widget('theme-post-title', f'<h1>{s.headline}</h1>')}{widget('post-info', '<ul><li>April 2</li><li>No Comments</li></ul>')}"
                f"{contents}{widget('theme-post-content', parts(s))}{widget('share-buttons', '<div>Facebook</div><div>WhatsApp</div>')}{widget('author-box', '<h4>The team</h4><p>We are four friends with one boat between us.</p>')}"
                f"{widget('posts', posts)}</div>{popup}<div class='elementor-location-footer'><p>Made with care on the northern coast.</p></div>")  # fmt: skip


def essays(s: Story) -> str:
    more = "".join(
        f"<article><a href='/{n}'><h2>Why the postman comes only twice a week</h2><h3>Letters now wait for three days at the depot, and nobody seems to mind.</h3></a><div>4 min read · Jan 3</div></article>"
        for n in range(4)
    )
    replies = "<div><h2>Responses (2)</h2><div><a>Gannet</a><pre>What a lovely piece of writing this is, thank you so much for it.</pre><a>Reply</a></div></div>"
    return page(s, linked(s), f"<div id='root'><div><a>Open in app</a><a>Sign up</a><a>Sign in</a></div><article><div><section><div><div><p class='pw-subtitle'>Member-only story</p><h1 class='pw-post-title'>{s.headline}</h1>"
                f"<div><a href='/@x'>The writer</a><span>·</span><a>Follow</a><span>6 min read</span><span>Listen</span><span>Share</span></div></div>{parts(s)}</div></section></div></article>"
                f"<footer><div>Boats</div><div>Islands</div></footer><div><h2>Written by the writer</h2><p>412 followers. Writes of water and weather.</p><a>Follow</a></div>{replies}<div><h2>More from the writer and The Long Water</h2>{more}</div><div><h2>Recommended from Essays</h2>{more}</div><div>Help · Status · About · Careers</div></div>")  # fmt: skip


def ghostly(s: Story) -> str:
    call = "<div class='kg-card kg-callout-card'><div class='kg-callout-text'>If you enjoy this, why not tell a friend? It is free, and it keeps us afloat.</div></div>"
    mark = "<figure class='kg-card kg-bookmark-card'><a class='kg-bookmark-container' href='/o'><div class='kg-bookmark-title'>Lighthouse sold to a hotel group</div><div class='kg-bookmark-description'>The buyers say that they will keep the lamp burning.</div></a></figure>"
    form = "<div class='kg-card kg-signup-card'><h2>Tide Table</h2><p>Harbour news that others do not print.</p><form><input><button>Subscribe</button></form><p>No spam. Leave whenever you like.</p></div>"
    return page(s, linked(s), f"<header class='gh-head'>{NAV}</header><main class='gh-main'><article class='gh-article post'><header class='gh-article-header'><span class='gh-article-tag'>Harbour</span><h1>{s.headline}</h1><p class='gh-article-excerpt'></p></header>"
                f"<section class='gh-content gh-canvas'>{parts(s, [call, mark, form])}</section></article><section class='gh-comments'><h3>Member discussion</h3></section></main><section class='gh-read-next'><h2>Read more</h2>{cards('gh-card', 4)}</section>"
                f"<div class='gh-subscribe'><h3>Sign up for more like this.</h3><a>Enter your email</a></div>{FOOT}")  # fmt: skip


def wire(s: Story) -> str:
    promo = "<div class='Enhancement'><div class='PagePromo'><div class='PagePromo-title'><a href='/l'>Lighthouse sold to a hotel group</a></div><div class='PagePromo-description'>Forty rooms are to be let from next spring.</div></div></div>"
    module = "<div class='Enhancement'><div class='HTMLModuleEnhancement'><p><b>What to know today</b></p><ul><li><a href='/1'>Mayor answers questions</a></li><li><a href='/2'>Ten coastal walks</a></li></ul></div></div>"
    return page(s, linked(s), f"<div class='Page-header'>{NAV}</div><main class='Page-main'><div class='Page-lead'><figure><figcaption>People wait at the quay on Monday. (Picture by a stringer)</figcaption></figure></div><h1 class='Page-headline'>{s.headline}</h1>"
                f"<div class='Page-actions'>Share</div><div class='RichTextStoryBody RichTextBody'>{parts(s, [promo, module])}</div><div class='Page-below'><div class='PageList-header'>Most read</div>{cards('PagePromo', 5, 'li')}</div></main><footer class='Page-footer'>{menu('About', 'Careers')}</footer>")  # fmt: skip


def metropolitan(s: Story) -> str:
    letter = "<aside class='css-ew4tgv' aria-label='companion column'></aside><div class='css-1x'><p>Sign up for the Harbour newsletter. The tides, the news and a recipe, sent on Saturdays.</p></div>"
    bottom = ("<div class='css-bottom'><p>A version of this article appears in print on Page 3 of the northern edition. <a href='/o'>Order reprints</a> | <a href='/t'>Today’s paper</a> | <a href='/s'>Subscribe</a></p></div>"
              "<div role='complementary'><h2>About our reporters</h2><p>Tove Lindqar covers ports and the people in them. <a>More about her</a></p></div>")  # fmt: skip
    return page(s, linked(s), f"<div id='app'><header>{NAV}</header><main id='site-content'><article id='story'><header><h1 data-testid='headline'>{s.headline}</h1><div><span>Share full article</span><span>40</span></div></header><section name='articleBody'><div class='css-s99gbd StoryBodyCompanionColumn'><div class='css-53u6y8'>"
                f"{parts(s, [letter])}</div></div></section>{bottom}</article><section id='bottom-wrapper'><h2>Related Content</h2>{cards('css-rc', 4)}<h2>Editors’ Picks</h2>{cards('css-ep', 3)}</section></main><footer>{menu('Site map')}</footer></div>")  # fmt: skip


def italian(s: Story) -> str:
    also = "<div class='leggi'><p><strong>LEGGI ANCHE</strong> <a href='/f'>Il faro venduto a un gruppo alberghiero</a></p></div>"
    box = "<div class='box-nl'><p>Iscriviti alla newsletter del mattino, è gratuita.</p></div>"
    return page(s, meta(s), f"<div class='testata'>{menu('Cronaca', 'Politica')}</div><div class='articolo'><h1>{s.headline}</h1><div class='strumenti'><span>Condividi</span><span>Stampa</span></div><div class='testo'>{parts(s, [also, box])}<p>© RIPRODUZIONE RISERVATA</p></div></div>"
                f"<div class='consigliati'><h3>Potrebbe interessarti</h3>{cards('scheda', 4)}</div><div class='informativa'><p>Questo sito usa i cookie per funzionare meglio. Puoi rifiutarli quando vuoi.</p></div>{FOOT}")  # fmt: skip


def release_wire(s: Story) -> str:
    return page(s, meta(s), f"<div class='top'>{menu('Send a release', 'Client login')}</div><article class='news-release'><header class='release-header'><div class='container'><h1>{s.headline}</h1><p class='subtitle'></p><div class='share-toolbar'>Share this article</div></div></header>"
                f"<section class='release-body'><div class='row'><div class='col-lg-10'>{parts(s)}</div></div></section><section class='social-links'><h2>Share this article</h2></section></article><aside class='more-from'><h2>Also from this source</h2>{cards('card', 2)}</aside>"
                f"<section class='explore'><h2>Explore</h2><div>More releases from this source</div>{menu('Transport', 'Public safety')}</section><div class='cta-footer'><h3>Do not miss out on upcoming releases</h3><p>Reach more readers. Talk to our team about your next announcement.</p></div>{FOOT}")  # fmt: skip


def magazine(s: Story) -> str:
    pulled = f"<aside class='pullquote'>{html.escape(s.parts[0][1][:70])}</aside>"
    note = "<div class='callout'><h5>From the archive</h5><p>In 1998 we asked a keeper what he heard at night. Nothing, he said, and that is the trouble.</p><a href='/a'>Read the story</a></div>"
    return page(s, meta(s), f"<div class='site-top'>{NAV}</div><main><div class='feature-head'><div class='rubric'>Letter from the coast</div><h1>{s.headline}</h1><div class='dek'></div></div><div class='feature-body'><div class='body-column'>{parts(s, [pulled, note])}</div></div>"
                f"<div class='end'><p><em>This story is part of a series on water. Our reporting was helped by a grant from the Friends of the Coast.</em></p></div><div class='more-mag'><h4>More from the May issue</h4>{cards('mag', 3)}</div></main>{FOOT}")  # fmt: skip


_STYLES: tuple[Style, ...] = (
    builder, essays, ghostly, wire, metropolitan, italian, release_wire, magazine,
)  # fmt: skip
LAST: tuple[Case, ...] = tuple(
    (f.__name__, s, f(s)) for f in _STYLES for s in (FERRY, FRENCH, PRESS, DELTA)
)
