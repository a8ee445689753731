"""Reads pages that a browser saved as one file: .mht of most, .webarchive of Safari."""

from __future__ import annotations

import plistlib
import re
import struct
from email.message import Message
from typing import Any
from xml.parsers.expat import ExpatError

from briefing.errors import LoadError
from briefing.language import tr
from briefing.loaders.formats import facts
from briefing.loaders.html import read_page
from briefing.loaders.mime import header, parsed_message, part_bytes, part_charset, parts
from briefing.services.ports import LoadedArticle

_PAGES = ("text/html", "application/xhtml+xml")
_ENTITIES = re.compile(rb"<!ENTITY|<!DOCTYPE[^>\[]{0,300}\[", re.IGNORECASE)


class MhtLoader:
    """Reads .mht and .mhtml files: their first page, without its pictures."""

    name, label, suffixes = facts("mht")

    def load(self, data: bytes, source: str) -> list[LoadedArticle]:
        """Return the article of the page; raises LoadError if there is none to be found."""
        message = parsed_message(data, source)
        page = _first_page(message)
        if page is None:
            raise LoadError(
                tr("{source} has no web page in it.", source=source),
                tr("Save the page again as HTML."),
            )
        address = header(message, "Snapshot-Content-Location") or header(page, "Content-Location")
        return [read_page(part_bytes(page), data, source, part_charset(page), address)]


class WebarchiveLoader:
    """Reads .webarchive files, binary or XML: their main page, without its pictures."""

    name, label, suffixes = facts("webarchive")

    def load(self, data: bytes, source: str) -> list[LoadedArticle]:
        """Return the article of the page; raises LoadError if there is none to be found."""
        main = _main_resource(data, source)
        page = main.get("WebResourceData")
        if isinstance(page, str):
            page = page.encode("utf-8", "replace")
        if not isinstance(page, bytes) or not page.strip():
            raise LoadError(
                tr("{source} has no web page in it.", source=source),
                tr("Save the page again as HTML."),
            )
        charset, address = main.get("WebResourceTextEncodingName"), main.get("WebResourceURL")
        return [
            read_page(
                page,
                data,
                source,
                charset if isinstance(charset, str) else None,
                address if isinstance(address, str) else None,
            )
        ]


def _first_page(message: Message) -> Message | None:
    """Return the page that was saved: the one at its address, else the first."""
    pages = [part for part in parts(message) if part.get_content_type() in _PAGES]
    address = header(message, "Snapshot-Content-Location")
    named = (page for page in pages if address and header(page, "Content-Location") == address)
    return next(named, pages[0] if pages else None)


def _main_resource(data: bytes, source: str) -> dict[str, Any]:
    if not data.startswith(b"bplist") and _ENTITIES.search(data):
        raise LoadError(
            tr("{source} declares entities, which no web archive does.", source=source),
            tr("It was not read. Save the page again."),
        )
    try:
        archive = plistlib.loads(data)
    except (
        plistlib.InvalidFileException, ExpatError, ValueError, TypeError, KeyError, IndexError,
        AttributeError, OverflowError, RecursionError, struct.error,
    ) as error:  # fmt: skip
        raise LoadError(
            tr("{source} is damaged ({error}).", source=source, error=error),
            tr("Save the page again."),
        ) from error
    main = archive.get("WebMainResource") if isinstance(archive, dict) else None
    return main if isinstance(main, dict) else {}
