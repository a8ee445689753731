"""Reads Outlook messages, and messages attached to them as articles of their own."""

from __future__ import annotations

import io
import logging
import re
import struct

from briefing.errors import LoadError
from briefing.language import tr
from briefing.loaders.article import cleaned, made
from briefing.loaders.blocks import TextBuilder
from briefing.loaders.compressed_rtf import unpacked
from briefing.loaders.findings import Findings
from briefing.loaders.formats import facts
from briefing.loaders.fragments import add_fragment, parsed
from briefing.loaders.html import page_text, refuse_tangled
from briefing.loaders.mail import RICHER, attachment_warnings
from briefing.loaders.mail_text import add_mail_text
from briefing.loaders.mapi import (
    BODY,
    DELIVERED,
    DISPLAY_NAME,
    FILE_NAME,
    HTML,
    LONG_FILE_NAME,
    RTF,
    SENDER,
    SENDER_ADDRESS,
    SENDER_SMTP,
    SENT,
    SUBJECT,
    Properties,
)
from briefing.services.ports import LoadedArticle

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_MARK = "__properties_version1.0".encode("utf-16-le")
_HTML_IN_RTF = re.compile(rb"\\fromhtml1")


class MsgLoader:
    """Reads .msg files."""

    name, label, suffixes = facts("msg")

    def recognises(self, data: bytes, name: str) -> bool:
        """Tell whether an OLE file has the streams of a message."""
        del name
        return data.startswith(_OLE) and _MARK in data

    def load(self, data: bytes, source: str) -> list[LoadedArticle]:
        """Return the message, then those attached to it; raises LoadError if it has no text."""
        import olefile  # type: ignore[import-untyped]

        logging.getLogger("olefile").setLevel(logging.CRITICAL)  # what it says, we say better
        try:
            with olefile.OleFileIO(io.BytesIO(data)) as ole:
                loaded = _messages(Properties(ole, (), source), data, source)
        except (OSError, ValueError, TypeError, LookupError, struct.error, RecursionError,
                AttributeError, OverflowError) as error:  # fmt: skip
            raise LoadError(
                tr("{source} is damaged ({error}).", source=source, error=error),
                tr("Save it from Outlook again."),
            ) from error
        loaded = [each for each in loaded if each.article.text]
        if not loaded:
            raise LoadError(
                tr("{source} has no text in it.", source=source),
                tr("Open what is attached to it instead."),
            )
        return loaded


def _messages(outer: Properties, data: bytes, source: str) -> list[LoadedArticle]:
    attached = list(outer.attachments())
    inner = [(each, each.message()) for each in attached]
    names = [_file_name(each) for each, message in inner if message is None]
    loaded = [_article(outer, names, data, source)]
    for _each, message in inner:
        if message is not None:
            further = [_file_name(each) for each in message.attachments()]
            loaded.append(_article(message, further, data, source))
    return loaded


def _file_name(attached: Properties) -> str:
    names = (LONG_FILE_NAME, FILE_NAME, DISPLAY_NAME)
    return next(filter(None, map(attached.words, names)), tr("a file without a name"))


def _article(message: Properties, attached: list[str], data: bytes, source: str) -> LoadedArticle:
    plain, warnings = cleaned(message.words(BODY))
    builder, rich = TextBuilder(), TextBuilder()
    add_mail_text(builder, plain)
    _add_page(rich, message, source)
    if len(rich.text.split()) > RICHER * len(builder.text.split()):
        builder = rich
    if not builder.blocks:
        add_mail_text(builder, cleaned(_rtf_words(message.data(RTF)))[0])
    metadata = _findings(message).metadata()
    notes = (*warnings, *attachment_warnings(attached))
    return made(data, source, builder.text, builder.blocks, metadata, notes)


def _add_page(builder: TextBuilder, message: Properties, source: str) -> None:
    page = message.data(HTML)
    words = message.words(HTML) if not page else ""
    if page:
        refuse_tangled(page, source)
        words = page_text(page, source, message.charset)
    elif words:
        refuse_tangled(words.encode("utf-8", "replace"), source)
    words = cleaned(words)[0]
    tree = parsed(words) if words.strip() else None
    if tree is not None:
        add_fragment(builder, tree)


def _rtf_words(packed: bytes) -> str:
    from striprtf.striprtf import rtf_to_text

    rtf = unpacked(packed)
    if not rtf:
        return ""
    if _HTML_IN_RTF.search(rtf[:500]):
        rtf = re.sub(rb"\{\\\*\\htmltag\d*[^{}]*\}", b"", rtf)
    return str(rtf_to_text(rtf.decode("latin-1"), errors="ignore"))  # type: ignore[no-untyped-call]


def _findings(message: Properties) -> Findings:
    found = Findings()
    found.add("headline", message.words(SUBJECT), "Outlook: subject")
    for sender in (SENDER, SENDER_SMTP, SENDER_ADDRESS):
        found.add("byline", message.words(sender), "Outlook: sender")
    found.add("published", message.time(SENT), "Outlook: sent")
    found.add("published", message.time(DELIVERED), "Outlook: delivered")
    return found
