"""Pages of eighteen further sites, thick with what stands around and inside of articles.

`WORKED` were looked at while the reading was made; `UNSEEN` were written before that, measured once
when it was done, and then mended too. Furniture speaks in whole sentences, between the article's own
paragraphs; what is read beyond the words of the story is foreign.
"""

# ruff: noqa: E501 - a page's markup is read as it stands
from __future__ import annotations

import html
import re
from collections.abc import Callable, Sequence

from page_site_stories import DELTA, FRENCH, PRESS, SPANISH
from page_stories import FERRY, GERMAN, GRAIN, SHORT, Story
from page_styles import linked, meta, page

Style = Callable[[Story], str]
_ELEMENTS = {"p": "p", "h2": "h2", "li": "li", "q": "blockquote"}


def parts(story: Story, between: Sequence[str] = (), wrap: str = "{}", *, every: int = 2) -> str:
    """Return the story's elements with pieces of furniture between them, one after `every` two."""
    made: list[str] = []
    waiting = list(between)
    for number, (kind, words) in enumerate(story.parts):
        name = _ELEMENTS[kind]
        made.append(wrap.format(f"<{name}>{html.escape(words)}</{name}>"))
        if waiting and number % every == every - 1:
            made.append(waiting.pop(0))
    lists = "".join(made).replace("</li><li>", "</li>\n<li>")
    return re.sub(r"(?:<li>.*?</li>\s*)+", lambda found: f"<ul>{found.group()}</ul>", lists)


def cards(name: str = "card", count: int = 3, tag: str = "div") -> str:
    """Return teasers of other stories, each with a picture's caption and a sentence of summary."""
    told = (
        ("Lighthouse sold to a hotel group", "The buyers say that they will keep the lamp burning and let forty rooms from next spring."),
        ("Why the postman comes only twice a week", "Rural rounds were merged in January, and letters now wait for three days at the depot."),
        ("The mayor answers your questions", "Parking, potholes and the price of a swim: she took them all on one long evening."),
        ("Ten walks along the coast", "Our walkers picked the paths that are dry in any season and end near a kettle."),
    )  # fmt: skip
    return "".join(
        f"<{tag} class='{name}'><a href='/{n}'><h3>{told[n % 4][0]}</h3></a><p>{told[n % 4][1]}</p></{tag}>"
        for n in range(count)
    )


def menu(*names: str) -> str:
    """Return a list of links."""
    return "<ul>" + "".join(f"<li><a href='/{n}'>{n}</a></li>" for n in names) + "</ul>"


NAV = f"<nav>{menu('News', 'Opinion', 'Sport', 'Culture')}</nav>"
FOOT = f"<footer>{menu('Contact', 'Imprint', 'Privacy policy')}<p>All rights reserved by the publisher and its partners.</p></footer>"


def broadsheet(s: Story) -> str:
    rich = "<aside data-component='rich-link'><div><h2>Lighthouse sold to a hotel group</h2><a href='/r'>Read more</a></div></aside>"
    letter = ("<figure class='element element-embed'><div><h3>Sign up to Morning Tide</h3><p>Our editors pick the stories that matter and send them to you every weekday before breakfast.</p>"
              "<p>Privacy notice: newsletters may contain information about charities and content funded by outside parties.</p></div></figure>")  # fmt: skip
    return page(s, linked(s), f"<header>{NAV}</header><main><article><div data-gu-name='headline'><h1>{s.headline}</h1></div>"
                f"<figure><img src='a.jpg'><figcaption>The quay at dusk. Photograph: Harbour Pictures</figcaption></figure>"
                f"<div data-gu-name='body'><div class='dcr-1qp23oo'>{parts(s, [rich, letter])}</div></div>"
                f"<div class='dcr-p1'><div>Explore more on these topics</div>{menu('Harbours', 'Transport')}<button>Share</button>"
                f"<a href='/re'>Reuse this content</a></div></article><section><h2>More on this story</h2>{cards('dcr-x9', 4, 'li')}</section>"
                f"<section><h2>Most viewed</h2>{cards('dcr-x9', 3, 'li')}</section></main>{FOOT}")  # fmt: skip


def broadcaster(s: Story) -> str:
    block = f"<div data-component='topic-list'><h2>More on this story</h2>{menu('Council backs down over the boats', 'What the islanders say')}</div>"
    picture = "<div data-component='image-block'><figure><figcaption><span>Image caption</span>The old pier was closed after the storm in November</figcaption></figure></div>"
    wrap = "<div data-component='text-block' class='ssrcss-7uxr49'>{}</div>"
    return page(s, linked(s), f"<div class='ssrcss-a1'>{NAV}</div><main id='main-content'><article class='ssrcss-pv1'><header><h1>{s.headline}</h1>"
                f"<div data-component='byline-block'><span>Transport correspondent</span></div></header>{parts(s, [picture, block], wrap)}"
                f"<section data-component='tag-list'><h2>Related topics</h2>{menu('Ferries', 'Islands')}</section></article>"
                f"<div data-component='related-internet-links'><h2>Related internet links</h2>{menu('Council of the islands')}<p>The broadcaster is not responsible for the content of external sites.</p></div>"
                f"<div><h2>Top stories</h2>{cards('ssrcss-q', 5)}</div></main>{FOOT}")  # fmt: skip


def blog_theme(s: Story) -> str:
    related = f"<div id='jp-relatedposts' class='jp-relatedposts'><h3>Related</h3><div>{cards('jp-relatedposts-post')}</div></div>"
    likes = "<div class='sharedaddy sd-like'><h3>Like this:</h3><span>Be the first to like this post.</span></div>"
    comments = "".join(
        "<li class='comment'><article class='comment-body'><footer><b>Gannet</b> says:</footer><p>I took that boat for twenty years and never once did anybody ask me what I thought of it.</p><a>Reply</a></article></li>"
        for _ in range(6)
    )
    side = (f"<aside id='secondary' class='widget-area'><section class='widget widget_recent_entries'><h2>Recent posts</h2>{menu('A walk to the light', 'Bread of the north')}</section>"
            f"<section class='widget widget_text'><p>I am a retired pilot and write here about boats, birds and weather.</p></section></aside>")  # fmt: skip
    return page(s, meta(s), f"<div id='page' class='site has-sidebar'><header class='site-header'>{NAV}</header><div id='content'><main><article class='post type-post hentry'>"
                f"<header class='entry-header'><h1 class='entry-title'>{s.headline}</h1><div class='entry-meta'>Posted on a windy day</div></header>"
                f"<div class='entry-content'>{parts(s)}{likes}{related}</div><footer class='entry-footer'>Filed under <a>Boats</a></footer></article>"
                f"<nav class='post-navigation'><a>Previous post: The long winter</a></nav><div id='comments' class='comments-area'><h2>Six thoughts</h2><ol>{comments}</ol>"
                f"<div id='respond'><h3>Leave a reply</h3><p>Your email address will not be published. Required fields are marked.</p></div></div></main>{side}</div></div>{FOOT}")  # fmt: skip


def german_portal(s: Story) -> str:
    also = "<div class='a-teaser'><span>Lesen Sie auch</span><a href='/1'><h3>Der Leuchtturm ist verkauft</h3></a><p>Vierzig Zimmer sollen im Frühjahr fertig sein, sagt die neue Besitzerin.</p></div>"
    brief = "<div class='m-box'><p><strong>Newsletter:</strong> Jeden Morgen das Wichtigste aus dem Norden in Ihrem Postfach. Hier kostenlos anmelden.</p></div>"
    return page(s, meta(s), f"<div class='l-top'>{menu('Politik', 'Wirtschaft', 'Sport')}</div><div class='l-main'><div class='o-article'><h1>{s.headline}</h1>"
                f"<div class='o-article__intro'><span>Lesezeit: drei Minuten</span></div><figure><figcaption>Der Hafen am Abend. Bild: Archiv</figcaption></figure>"
                f"<div class='o-article__content'>{parts(s, [also, brief])}<p class='meta'>Mehr zum Thema: <a>Gesundheit</a>, <a>Norden</a></p></div>"
                f"<div class='o-comments'><p>Kommentieren können nur angemeldete Leserinnen und Leser. Bitte melden Sie sich an.</p></div></div>"
                f"<div class='l-more'><h2>Das könnte Sie auch interessieren</h2>{cards('m-teaser', 6)}</div></div>"
                f"<div id='cmp'><p>Wir und unsere Partner speichern Informationen auf Ihrem Gerät, um Werbung zu messen. Sie können jederzeit widersprechen.</p></div>{FOOT}")  # fmt: skip


def nameless(s: Story) -> str:
    prompt = "<div class='css-k3'><p>Get the best of our reporting in your inbox, free, every Friday.</p><form><input><button>Sign up</button></form></div>"
    grid = "".join(
        f"<a class='css-c1' href='/{n}'><div><h4>Why the postman comes only twice a week</h4><p>Rural rounds were merged in January, and letters now wait for three days.</p></div></a>"
        for n in range(6)
    )
    return page(s, linked(s), f"<div id='app'><div class='css-n1' role='banner'>{menu('Front page', 'Latest')}</div><div class='css-m1'><div class='css-h1'><h1>{s.headline}</h1>"
                f"<div class='css-b1'><span>Share full article</span></div></div><div class='css-t1'>{parts(s, [prompt], wrap='<div class=css-p1>{}</div>')}</div>"
                f"<div class='css-g1'>{grid}</div></div><div class='css-f1' role='contentinfo'><p>We value your privacy, and you can change what we collect at any time.</p></div>"
                f"<div role='dialog'><h2>Before you go on</h2><p>Create a free account to keep reading the stories that matter to you.</p></div></div>")  # fmt: skip


def regional(s: Story) -> str:
    between = [
        "<p><strong>READ MORE:</strong> <a href='/r'>Lighthouse sold to a hotel group</a></p>",
        "<p><em>Sign up for our free newsletter and never miss a story from the north.</em></p>",
        "<p>Do you have a story for us? <a href='mailto:x'>Email our newsroom</a>.</p>",
        "<p>Download our app for alerts as they break.</p>",
    ]
    return page(s, linked(s), f"{NAV}<div class='lead-content'><div class='headline-wrap'><h1>{s.headline}</h1></div><div class='article-body'>{parts(s, between)}"
                f"<p><em>Follow us on all your channels and join our group for readers.</em></p></div></div>"
                f"<div class='taboola-like'><h3>You may also like</h3>{cards('trc', 8)}</div>{FOOT}")  # fmt: skip


def letter_platform(s: Story) -> str:
    widget = "<div class='subscription-widget-wrap'><p>The Tide Table is a publication that its readers pay for. To get new posts and to keep it going, consider becoming a subscriber.</p></div>"
    share = "<p class='button-wrapper'><a class='button' href='/s'><span>Share</span></a></p>"
    shared = "<div class='captioned-button-wrap'><div class='preamble'><p>Thank you for reading. This post is public, so feel free to share it.</p></div></div>"
    return page(s, meta(s), f"<div class='main-menu'>{menu('Home', 'Archive', 'About')}</div><div class='single-post'><article><h1 class='post-title'>{s.headline}</h1>"
                f"<div class='post-ufi'><a>Twelve</a></div><div class='available-content'><div class='body markup'>{parts(s, [widget, share, shared])}</div></div></article>"
                f"<div class='post-footer'>{menu('Like', 'Comment')}</div><h4>Discussion about this post</h4><div class='comment-list'><div><p>So well said. My grandmother crossed on the same boat every Thursday and would have loved this.</p></div></div>"
                f"<div class='portable-archive'>{cards('post-preview', 3)}</div></div><div class='footer'><p>This is a place where great writing lives.</p></div>")  # fmt: skip


def government(s: Story) -> str:
    contents = "<div class='contents-list'><h2>Contents</h2><ol><li><a href='#a'>What was decided</a></li><li><a href='#b'>What follows</a></li></ol></div>"
    return page(s, f"<meta name='dcterms.date' content='{s.published}'>" + meta(s), f"<div id='global-cookie-message'><h2>Cookies on this site</h2><p>We use some essential cookies to make this website work. We would like to set additional ones to understand how you use it.</p></div>"
                f"<a class='skip-link'>Skip to main content</a><header>{NAV}</header><div class='gem-c-breadcrumbs'><ol><li><a>Home</a></li><li><a>Transport</a></li></ol></div>"
                f"<main id='content'><div class='gem-c-title'><span>Press release</span><h1>{s.headline}</h1></div><div class='gem-c-metadata'><dl><dt>From:</dt><dd><a>Ministry of the Coast</a></dd></dl></div>"
                f"{contents}<div class='govspeak'>{parts(s)}</div><div class='gem-c-share-links'><h2>Share this page</h2><p>The following links open in a new tab</p></div>"
                f"<div class='gem-c-feedback'><h2>Is this page useful?</h2><p>Help us improve this site. To help us improve, we would like to know more about your visit today.</p></div>"
                f"<div class='gem-c-related-navigation'><h2>Related content</h2>{menu('Fares for islanders', 'Harbour dues')}</div></main>{FOOT}")  # fmt: skip


def gallery(s: Story) -> str:
    shot = "<div class='photo'><img alt='boat'><div class='caption'>Gulls over the breakwater on the day of the regatta. <span class='credit'>Photo: Staff</span></div></div>"
    other = "<div class='inline-gallery'><h4>Gallery: the regatta in pictures</h4><p class='image-caption'>The winning crew came home to cheers, a brass band and a great deal of rain.</p></div>"
    return page(s, meta(s), f"<div class='masthead'>{menu('Today', 'Pictures', 'Letters')}</div><div class='story-page'><h1>{s.headline}</h1><div class='byline'>By our reporter</div>{shot}"
                f"<div class='story-text'>{parts(s, [other, shot])}</div><div class='story-tags'>Filed under: <a>Harbour</a></div>"
                f"<div class='next-story'><h3>Up next</h3><p>A baker explains why her loaves have become smaller and dearer at the same time.</p></div></div>{FOOT}")  # fmt: skip


def french_daily(s: Story) -> str:
    also = "<p class='lire'><strong>Lire aussi :</strong> <a href='/l'>Le phare est vendu à un groupe hôtelier</a></p>"
    box = "<section class='inread'><h4>La lettre du matin</h4><p>Recevez chaque jour notre sélection d’articles. Abonnez-vous gratuitement à notre lettre.</p></section>"
    sell = "<div class='reste'><p>Il vous reste la moitié de cet article à lire. La suite est réservée aux abonnés.</p></div>"
    return page(s, linked(s), f"<header>{menu('Actualités', 'Économie', 'Débats')}</header><main><section class='zone'><h1>{s.headline}</h1><p class='meta__temps'>Temps de lecture : trois minutes</p>"
                f"<ul class='partage'><li><a>Partager</a></li><li><a>Envoyer par e-mail</a></li></ul><article class='contenu'>{parts(s, [also, box])}</article>{sell}"
                f"<section class='meme-sujet'><h3>Sur le même sujet</h3>{cards('vignette', 4)}</section><section class='reactions'><p>Les commentaires sont fermés. Consultez notre charte pour en savoir plus.</p></section></main>{FOOT}")  # fmt: skip


def agency(s: Story) -> str:
    signup = "<div data-testid='promo-box'><p>Sign up here for the Daily Bulletin, our briefing on ships and trade.</p></div>"
    item = "<div data-testid='context-widget'><p>Advertisement · Scroll to continue</p></div>"
    wrap = "<div data-testid='paragraph'>{}</div>"
    return page(s, linked(s), f"<div data-testid='nav'>{NAV}</div><article data-testid='Article'><div data-testid='Heading'><h1>{s.headline}</h1></div><div class='info'><span>Updated an hour ago</span></div>"
                f"<ul data-testid='Summary'></ul><div data-testid='ArticleBody'>{parts(s, [item, signup], wrap)}</div><p class='trust'>Our Standards: The Agency Principles.</p>"
                f"<div data-testid='SuggestedTopics'><span>Suggested Topics:</span>{menu('Ports', 'Grain')}</div><button>Purchase Licensing Rights</button></article>"
                f"<section data-testid='ReadNext'><h2>Read Next</h2>{cards('story-card', 5, 'li')}</section>{FOOT}")  # fmt: skip


def trade(s: Story) -> str:
    event = "<div class='event-promo'><h4>Join us at the Harbour Forum</h4><p>Meet four hundred buyers and builders in two days. Early bird tickets end on Friday.</p></div>"
    paper = "<div class='sponsored-resource'><span>Sponsored</span><h4><a href='/w'>White paper: the port of tomorrow</a></h4><p>Learn how leading terminals cut their turnaround by a third.</p></div>"
    return page(s, meta(s), f"<div class='utility'>{menu('Log in', 'Subscribe', 'Jobs')}</div>{NAV}<div class='article-full'><div class='article-hero'><h1>{s.headline}</h1></div><div class='article-main rte'>{parts(s, [event, paper])}</div>"
                f"<div class='gate'><p>Register now to continue reading. Registered users get three articles a month and our weekly digest.</p></div>"
                f"<div class='author-card'><h4>About the author</h4><p>He has covered shipping for two decades and keeps bees.</p></div><div class='rail-latest'><h3>Latest</h3>{cards('item', 6)}</div></div>{FOOT}")  # fmt: skip


def charity(s: Story) -> str:
    appeal = "<div class='wp-block-group has-background'><h3>Help us keep the boats running</h3><p>Your gift today can pay for a nurse’s passage. Please give what you can.</p><a class='wp-block-button'>Donate now</a></div>"
    act = "<p class='has-text-align-center'><a href='/act'><strong>Take action: tell your councillor that islands matter</strong></a></p>"
    return page(s, meta(s), f"<header>{menu('Who we are', 'What we do', 'Donate')}</header><main><div class='wp-block-post-content'><h1>{s.headline}</h1>{parts(s, [appeal, act])}"
                f"<hr><p><em>She is a policy adviser with the campaign and lives on the coast.</em></p></div><div class='wp-block-query'><h2>More news</h2>{cards('wp-block-post', 3, 'li')}</div>"
                f"<section class='signup-strip'><h2>Stay in touch</h2><p>Hear about our work and how you can help. You can unsubscribe at any time.</p></section></main>{FOOT}")  # fmt: skip


def frames_age(s: Story) -> str:
    text = "".join(
        f"<p><font face='Arial' size='2'>{html.escape(words)}</font></p>"
        for _kind, words in s.parts
    )
    return page(s, "", f"<table width='100%'><tr><td bgcolor='#003366'><font color='white'>The Almary Courier Online</font></td></tr></table><table><tr><td width='140' valign='top'><a href='/'>Front page</a><br><a href='/n'>News</a><br><a href='/w'>Weather</a></td>"
                f"<td valign='top'><h1>{s.headline}</h1>{text}<table><tr><td><a href='/m'>Send this to a friend</a></td><td><a href='/p'>Printer version</a></td></tr></table></td>"
                f"<td width='160' valign='top'><b>Weather</b><br>Rain in the north, later showers from the west.<br><b>Poll</b><br>Should the night boat stay? Vote now and see what others think.</td></tr></table><p align='center'><small>Copyright by the Courier. No part may be copied.</small></p>")  # fmt: skip


def live_page(s: Story) -> str:
    posts = "".join(
        f"<article class='live-post' id='p{n}'><time datetime='{s.published}'>now</time><div><{_ELEMENTS[k]}>{html.escape(w)}</{_ELEMENTS[k]}></div><div class='post-share'><button>Share</button><a>Copy link to this post</a></div></article>"
        for n, (k, w) in enumerate(s.parts)
    )
    return page(s, linked(s), f"{NAV}<main><header><h1>{s.headline}</h1><p class='live-status'>This coverage has ended.</p></header><div class='key-events'><h2>Key events</h2>{menu('Council votes', 'Islanders cheer')}</div>"
                f"<div class='live-feed'>{posts}</div><p>Please turn on script to use this feature</p><aside><h2>Most popular</h2>{cards('mp', 5, 'li')}</aside></main>{FOOT}")  # fmt: skip


def mobile(s: Story) -> str:
    tap = "<div class='inline-cta'><span>Tap here to get alerts about this story on your phone</span></div>"
    listen = "<div class='audio'><p>Listen to this article</p><p>This voice is made by a machine and may mispronounce names.</p></div>"
    return page(s, linked(s), f"<div class='sticky'><a>Open in app</a></div><amp-sidebar>{menu('News', 'Saved')}</amp-sidebar><article><h1>{s.headline}</h1>{listen}{parts(s, [tap])}<div class='end-mark'><p>What did you think of this story? Tell us in a minute.</p></div></article>"
                f"<div class='swipe'><h2>Swipe for more</h2>{cards('tile', 4)}</div><div class='consent-layer'><p>By tapping accept you agree to what our partners store on this device.</p></div>")  # fmt: skip


def red_top(s: Story) -> str:
    clip = "<div class='mol-video'><h3>WATCH: gull steals a whole pie</h3><p>Shocked diners scream as the bird takes off over the pier.</p></div>"
    promo = "<p class='promo'><a href='/1'>EXCLUSIVE: Mayor’s secret garden</a></p>"
    seen = "".join(
        "<div class='comment-item'><p>About time too, they should have done this years ago and everybody knows why.</p><span>Click to rate</span></div>"
        for _ in range(5)
    )
    return page(s, meta(s), f"{NAV}<div class='page-inner'><div class='alpha'><h1>{s.headline}</h1><ul class='mol-bullets-with-font'></ul><p class='author-section'>By our man at the pier</p><div itemprop='articleBody'>{parts(s, [clip, promo, promo])}</div>"
                f"<div class='share-strip'>Share · shares</div><div class='reader-comments'><h3>Comments</h3>{seen}<p>The comments below have not been moderated.</p></div></div><div class='beta'><h3>Femail today</h3>{cards('puff', 14)}</div></div>{FOOT}")  # fmt: skip


def campus(s: Story) -> str:
    contact = "<div class='sidebar-block'><h3>Media contact</h3><p>Office of Communications, second floor, open from nine to four on weekdays.</p></div>"
    links = f"<div class='block-related-links'><h3>Related links</h3>{menu('Department of Shipping', 'The full study')}</div>"
    return page(s, meta(s), f"<div class='region-header'>{NAV}<form><label>Search this site</label></form></div><ol class='breadcrumb'><li><a>Home</a></li><li><a>Newsroom</a></li></ol><div class='layout'><div class='layout__main'><h1>{s.headline}</h1><div class='field--date'>Spring term</div>"
                f"<div class='field--body'>{parts(s)}</div><div class='field--tags'><div>Topics</div><a>Transport</a></div><div class='share-this'><p>Share this story with your friends and colleagues.</p></div></div><div class='layout__side'>{contact}{links}</div></div>"
                f"<div class='view-more-news'><h2>Keep reading</h2>{cards('views-row', 3)}</div>{FOOT}")  # fmt: skip


_WORKED: tuple[Style, ...] = (
    broadsheet, broadcaster, blog_theme, german_portal, nameless, regional, letter_platform,
    government, gallery,
)  # fmt: skip
_UNSEEN: tuple[Style, ...] = (
    french_daily, agency, trade, charity, frames_age, live_page, mobile, red_top, campus,
)  # fmt: skip

Case = tuple[str, Story, str]
WORKED: tuple[Case, ...] = tuple(
    (f.__name__, s, f(s)) for f in _WORKED for s in (FERRY, SHORT, GERMAN, PRESS)
)
UNSEEN: tuple[Case, ...] = tuple(
    (f.__name__, s, f(s)) for f in _UNSEEN for s in (GRAIN, FRENCH, SPANISH, DELTA)
)
