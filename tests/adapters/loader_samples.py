"""One good file of each format, for the promises that every loader keeps."""

import plistlib

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


GOOD = {
    "eml": MAIL.encode(),
    "mht": saved_page(PAGE.encode()),
    "webarchive": safari_page(PAGE.encode()),
}
