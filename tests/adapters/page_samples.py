"""A small web page with all that stands around an article."""

PAGE = """<!DOCTYPE html><html lang="en"><head><meta charset="utf-8">
<title>Ferry money returns | Almary Courier</title>
<meta name="author" content="Desk"><meta property="og:site_name" content="Almary Courier">
<script type="application/ld+json">{"@context":"https://schema.org","@type":"NewsArticle",
"headline":"Ferry money returns","datePublished":"2026-03-04T08:00:00Z",
"author":{"@type":"Person","name":"Staff desk"},"keywords":"ferries, fuel",
"publisher":{"@type":"Organization","name":"Almary Courier"}}</script></head><body>
<nav><a href="/">Home</a> <a href="/sport">Sportpages</a></nav>
<div class="cookie-banner">We use cookiewords to improve things. Accept all</div>
<article><h1>Ferry money returns</h1>
<p>The government is considering a partial return of the fuel subsidy for coastal ferries, two
years after it was withdrawn, according to three people who have seen the draft.</p>
<h2>What the islands want</h2>
<p>Island councils have asked for year-round sailings, and for a promise that the night crossing
will be kept even when passenger numbers fall below the limit set by the ministry.</p>
<ul><li>Seven routes are on the first list, all of them in the north of the province.</li>
<li>The decision is expected before the spring harvest, officials said on Tuesday.</li></ul>
<p>The ministry said that it would not comment on drafts, and that any support would be limited
in time and tied to individual routes rather than to companies.</p></article>
<aside class="related"><h3>Related storywords</h3><a href="/x">Harbour fees rise again</a></aside>
<footer>Imprintwords and terms</footer></body></html>"""
