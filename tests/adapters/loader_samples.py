"""Sound files of mail, news, press databases and saved pages, for the table in `samples.py`."""

import io
import plistlib

from docx import Document
from outlook_samples import outlook_mail
from page_samples import PAGE

MAIL = """From: Ilda Marun <ilda@harbour.example>
To: desk@courier.example
Subject: Ferry timetable
Date: Tue, 3 Mar 2026 08:15:00 +0100
MIME-Version: 1.0
Content-Type: text/plain; charset=utf-8
Content-Transfer-Encoding: 8bit

The night crossing stays until the end of May, the council says. 😀

> Will the night crossing be dropped?

--
Ilda Marun
Harbour office
"""


def saved_page(page, charset="", headers=""):
    """A page as most browsers save it in one file."""
    kind = "text/html" + (f'; charset="{charset}"' if charset else "")
    head = (
        f"From: <Saved by a browser>\r\n{headers}MIME-Version: 1.0\r\n"
        'Content-Type: multipart/related; type="text/html"; boundary="--edge"\r\n\r\n'
        f"----edge\r\nContent-Type: {kind}\r\nContent-Transfer-Encoding: binary\r\n"
        "Content-Location: https://courier.example/ferries\r\n\r\n"
    )
    return head.encode() + page + b"\r\n----edge--\r\n"


def safari_page(page, fmt=plistlib.FMT_BINARY, **more):
    """A page as Safari saves it in one file."""
    main = {
        "WebResourceData": page,
        "WebResourceMIMEType": "text/html",
        "WebResourceTextEncodingName": "UTF-8",
        "WebResourceURL": "https://courier.example/ferries",
        **more,
    }
    return plistlib.dumps({"WebMainResource": main, "WebSubresources": []}, fmt=fmt)


NITF = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE nitf SYSTEM "http://www.example/nitf-3-2.dtd">
<nitf xml:lang="en"><head><title>Ferries title</title><docdata>
<date.issue norm="20260304T081500+0100"/><key-list><keyword key="ferries"/><keyword key="fuel"/>
</key-list></docdata><pubdata name="Almary Courier"/></head><body><body.head>
<hedline><hl1>Ferries stay until May</hl1></hedline><byline>By Ilda Marun</byline>
<distributor>Northwire</distributor>
<dateline><location>Port Almary</location><story.date norm="20260304"/></dateline></body.head>
<body.content><block><p>The night crossing stays, the council&rsquo;s <em>chair</em> says.</p>
<hl2>What it costs</hl2><bq><block><p>It is not cheap.</p></block></bq>
<ul><li>Fares fall by 4%.</li></ul><table><tr><td>Fuel</td><td>31%</td></tr></table>
<media><media-reference source="a.jpg"/><media-caption><p>The quay at dawn.</p></media-caption>
</media>
</block></body.content></body></nitf>"""

NEWSML = """<?xml version="1.0" encoding="UTF-8"?>
<newsMessage xmlns="http://iptc.org/std/nar/2006-10-01/"><itemSet>
<newsItem guid="urn:1"><itemMeta><provider><name>Northwire</name></provider>
<versionCreated>2026-03-04T09:00:00+01:00</versionCreated></itemMeta>
<contentMeta><contentCreated>2026-03-04T08:15:00+01:00</contentCreated>
<located><name>Port Almary</name></located><headline>Ferries stay until May</headline>
<by>By Ilda Marun</by><language tag="en-GB"/><keyword>ferries</keyword></contentMeta>
<contentSet><inlineXML contenttype="application/xhtml+xml"><html xmlns="http://www.w3.org/1999/xhtml">
<head><title>x</title></head><body><p>The night crossing stays, the council says.</p>
<h2>What it costs</h2><ul><li>Fares fall by 4%.</li></ul></body></html></inlineXML></contentSet>
</newsItem>
<newsItem guid="urn:2"><contentMeta><headline>Fuel duty</headline></contentMeta>
<contentSet><inlineData>The duty falls.</inlineData></contentSet></newsItem>
<newsItem guid="urn:3"><contentMeta><headline>A picture</headline></contentMeta></newsItem>
</itemSet></newsMessage>"""

RSS = """<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"
 xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>Almary Courier</title>
<language>en-gb</language>
<item><title>Ferries &amp;amp; fuel</title><link>https://courier.example/1</link>
<pubDate>Wed, 04 Mar 2026 08:15:00 +0100</pubDate><dc:creator>Ilda Marun</dc:creator>
<category>ferries</category><description>Short.</description>
<content:encoded><![CDATA[<p>The night crossing stays, the council says.</p>
<blockquote>It is not cheap.</blockquote><script>x()</script>]]></content:encoded></item>
<item><title>Second</title>
<description>Only &lt;b&gt;a summary&lt;/b&gt; of it.</description></item>
</channel></rss>"""

ATOM = """<?xml version="1.0" encoding="UTF-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en"><title>Almary Courier</title>
<entry><title type="html">Ferries &amp;amp; fuel</title><link href="https://courier.example/1"/>
<updated>2026-03-04T09:00:00Z</updated><published>2026-03-04T08:15:00+01:00</published>
<author><name>Ilda Marun</name></author><category term="ferries"/>
<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>The night crossing stays.</p>
</div></content></entry></feed>"""

FACTIVA_ROWS = (
    (("SE", "News"), ("HD", "Ferries stay until May"), ("BY", "By Ilda Marun"), ("WC", "212 words"),
     ("PD", "4 March 2026"), ("ET", "08:15"), ("SN", "Almary Courier"), ("SC", "ALMC"),
     ("LA", "English"), ("CY", "© 2026 Courier"),
     ("LP", "PORT ALMARY — The night crossing stays, the council says."),
     ("TD", "It is not cheap.|Fares fall by 4%."), ("CO", "almf : Almary Ferries"),
     ("NS", "gtrans : Transport | gcat : General News"), ("RE", "norl : Norland"),
     ("PUB", "Courier Ltd"), ("AN", "Document ALMC000020260304")),
    (("HD", "Fuel duty falls"), ("WC", "88 words"), ("PD", "5 March 2026"),
     ("SN", "Harbour Post"), ("LA", "English"), ("LP", "The duty falls."), ("TD", "It was high."),
     ("AN", "Document HARP000020260305")),
)  # fmt: skip


def factiva_page(rows=FACTIVA_ROWS):
    """A Factiva export as a web page."""
    tables = []
    for article in rows:
        cells = (
            f"<tr><td><b>{label}</b>&nbsp;</td><td>{_paragraphs(label, value)}</td></tr>"
            for label, value in article
        )
        tables.append(f"<div class='article'><table>{''.join(cells)}</table>")
    body = "</div>".join(tables)
    return f"<html><head><title>Factiva</title></head><body>{body}</div></body></html>".encode()


def _paragraphs(label, value):
    parts = value.split("|") if label in ("LP", "TD") else [value]
    return "".join(f'<p class="articleParagraph">{part}</p>' for part in parts)


def factiva_rtf(rows=FACTIVA_ROWS):
    """A Factiva export as RTF."""
    lines = "".join(
        rf"\trowd\intbl\b {label}\b0\cell {_rtf(value, label)}\cell\row" + "\n"
        for article in rows
        for label, value in article
    )
    return (r"{\rtf1\ansi\ansicpg1252{\info{\title Factiva}}" + "\n" + lines + "}").encode("ascii")


def _rtf(value, label):
    parts = value.split("|") if label in ("LP", "TD") else [value]
    words = r"\par\par ".join(parts)
    return "".join(c if ord(c) < 128 else rf"\u{ord(c)}?" for c in words)


NEXIS_NEW = """User Name: Ilda Marun
Date and Time: 6 March 2026 09:00 AM CET
Job Number: 1234567
Documents (2)
1. Ferries stay until May
2. Fuel duty falls
Ferries stay until May
Almary Courier (Norland)
March 4, 2026 Wednesday 8:15 AM GMT
Copyright 2026 Almary Courier All Rights Reserved
Section: NEWS; Pg. 3
Length: 212 words
Byline: Ilda Marun
Dateline: PORT ALMARY
Body
The night crossing stays, the council says.
Section: that is how the clerk began.
It is not cheap.
Classification
Language: ENGLISH
Subject: FERRIES (90%); LOCAL GOVERNMENT (78%)
Load-Date: March 5, 2026
End of Document
Fuel duty falls
Harbour Post
5 March 2026 Thursday
Copyright 2026 Harbour Post
Length: 88 words
Body
The duty falls.
Load-Date: March 6, 2026
End of Document"""

NEXIS_OLD = """1 of 2 DOCUMENTS
Almary Courier (Norland)
March 4, 2026 Wednesday
Ferries stay until the end of May
BYLINE: Ilda Marun
SECTION: NEWS; Pg. 3
LENGTH: 212 words
DATELINE: PORT ALMARY
The night crossing stays, the council says.
It is not cheap.
LOAD-DATE: March 5, 2026
LANGUAGE: ENGLISH
2 of 2 DOCUMENTS
Harbour Post
March 5, 2026 Thursday
Fuel duty falls, and so do fares
LENGTH: 88 words
The duty falls.
LOAD-DATE: March 6, 2026"""


def word_lines(text):
    """A Word document with a paragraph for each line."""
    document = Document()
    for line in text.split("\n"):
        document.add_paragraph(line)
    target = io.BytesIO()
    document.save(target)
    return target.getvalue()


COPIED = (
    b"Version:0.9\r\nStartHTML:0000000105\r\nEndHTML:0000000400\r\n"
    b"SourceURL:https://courier.example/ferry\r\n"
    b"<html><body><!--StartFragment--><h1>The ferry is back</h1><p>It runs <b>all year</b>.</p>"
    b"<ul><li>Daily</li></ul><table><tr><td>Fare</td><td>4</td></tr></table><!--EndFragment-->"
    b"</body></html>"
)
GOOD = {
    "eml": MAIL.encode(),
    "mht": saved_page(PAGE.encode()),
    "newsml": NEWSML.encode(),
    "nitf": NITF.encode(),
    "feed": RSS.encode(),
    "msg": outlook_mail(subject="Ferries", body="The night crossing stays. 😀\r\n"),
    "copied": COPIED,
    "nexis": word_lines(NEXIS_NEW),
    "factiva": factiva_page(),
    "webarchive": safari_page(PAGE.encode()),
}
