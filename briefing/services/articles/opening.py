"""Opening an address: the page is fetched and read like a file of its kind."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from hashlib import sha256
from pathlib import PurePosixPath
from urllib.parse import unquote, urlsplit

from briefing.errors import FetchError
from briefing.language import marked, tr
from briefing.model.article import Article, Metadata
from briefing.services.articles.loading import LoadingService
from briefing.services.articles.web_ports import FetchedPage, PageFetcher
from briefing.services.ports import LoadedArticle, LoadedArticles, Progress

OPENED = "address it was opened from"

_ENDINGS = {
    "text/html": ".html", "application/xhtml+xml": ".xhtml", "application/pdf": ".pdf",
    "text/markdown": ".md", "application/rtf": ".rtf", "text/rtf": ".rtf",
    "application/epub+zip": ".epub", "message/rfc822": ".eml", "multipart/related": ".mht",
    "application/vnd.ms-outlook": ".msg", "application/x-mimearchive": ".mht",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": ".docx",
    "application/vnd.oasis.opendocument.text": ".odt",
}  # fmt: skip
"""The ending of a file of each content type that says what it is."""
_XML = ("application/rss+xml", "application/atom+xml", "application/xml", "text/xml")
_OPEN = ("", "application/octet-stream", "binary/octet-stream", "text/plain", "application/zip")
"""Content types that leave it to the file's name and first bytes."""
_RECODED = ("text/html", "text/plain", "text/markdown")
_FAMILIES = {
    "image": marked("a picture"),
    "video": marked("a film"),
    "audio": marked("a recording"),
    "font": marked("a typeface"),
}


class AddressOpening:
    """Fetches a page and reads it with the ordinary loaders."""

    def __init__(self, fetcher: PageFetcher, loading: LoadingService) -> None:
        self._fetcher = fetcher
        self._loading = loading

    def open(
        self, address: str, progress: Progress, cancelled: Callable[[], bool]
    ) -> LoadedArticles:
        """Return the articles of the page at an address; nothing that it points to is fetched.

        The address where it was in the end is their source. Raises FetchError or LoadError.
        """
        page = self._fetcher.fetch(address, progress, cancelled)
        ending = _ending(page)
        if not page.data.strip():
            raise FetchError(
                tr("{address} is empty.", address=page.address),
                tr("Open it in the browser to see why."),
            )
        name = _name(page.address, ending)
        loaded = self._loading.load_bytes(_recoded(page), name)
        alone = len(loaded) == 1
        made = tuple(_placed(each, page, name, alone=alone) for each in loaded)
        return LoadedArticles(made, loaded.failed)


def _ending(page: FetchedPage) -> str:
    """Return the ending that the page's file would have, "" where its first bytes must tell."""
    if page.kind in _ENDINGS:
        return _ENDINGS[page.kind]
    own = PurePosixPath(unquote(urlsplit(page.address).path)).suffix.lower()
    if page.kind in _XML:
        return own if own in (".xml", ".rss", ".atom", ".nitf", ".newsml") else ".xml"
    if page.kind == "text/plain":
        return own if own in (".md", ".markdown", ".eml", ".rtf") else ".txt"
    if page.kind in _OPEN:
        return own
    what = _FAMILIES.get(page.kind.partition("/")[0], marked("no article"))
    raise FetchError(
        tr(
            "{address} is {what} ({kind}).",
            address=page.address,
            what=tr(what),
            kind=page.kind[:60],
        ),
        tr("Open the address of the page that it belongs to."),
    )


def _name(address: str, ending: str) -> str:
    """Return how messages name the page, with the ending that its loader goes by."""
    parts = urlsplit(address)
    name = f"{parts.netloc}{unquote(parts.path)}".rstrip("/")
    return name if not ending or name.lower().endswith(ending) else f"{name}{ending}"


def _recoded(page: FetchedPage) -> bytes:
    """Return the page in UTF-8 where only the server said in which encoding it is."""
    charset = page.charset.lower()
    if page.kind not in _RECODED or charset in ("", "utf-8", "utf8", "us-ascii"):
        return page.data
    try:
        page.data.decode("utf-8")
    except UnicodeDecodeError:
        pass
    else:
        return page.data  # what is UTF-8 throughout is nothing else, whatever is said of it
    try:
        return page.data.decode(charset).encode("utf-8")
    except (LookupError, UnicodeError):
        return page.data


def _placed(loaded: LoadedArticle, page: FetchedPage, name: str, *, alone: bool) -> LoadedArticle:
    """Return an article with where it came from, and the bytes as they came."""
    article = loaded.article
    source = page.address if alone else article.source.replace(name, page.address, 1)
    metadata = _with_address(article.metadata, page.address) if alone else article.metadata
    warnings = (*article.warnings, *_led_on(page))
    placed = replace(article, source=source, metadata=metadata, warnings=warnings)
    return _kept(placed, page.data) if alone else LoadedArticle(placed, loaded.original)


def _kept(article: Article, data: bytes) -> LoadedArticle:
    return LoadedArticle(replace(article, original=sha256(data).hexdigest()), data)


def _with_address(said: Metadata, address: str) -> Metadata:
    """Return what the article says with its address: the page's own word counts for its own site.

    A page can say that it is anything; what it says of another site's pages is not taken.
    """
    if said.url and _site(said.url) == _site(address):
        return said
    found = tuple(each for each in said.found if each[0] != "url")
    return replace(said, url=address, found=(*found, ("url", OPENED)))


def _site(address: str) -> str:
    try:
        return (urlsplit(address).hostname or "").removeprefix("www.")
    except ValueError:
        return ""


def _led_on(page: FetchedPage) -> tuple[str, ...]:
    if not page.passed:
        return ()
    way = " → ".join((*page.passed, page.address))
    return (tr("The address led on: {way}", way=way),)
