"""Reads mails: what was written, what it answers as quotations, what is attached by name."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from email.message import Message

from briefing.errors import LoadError
from briefing.language import tr, tr_many
from briefing.loaders.article import cleaned, made
from briefing.loaders.blocks import TextBuilder
from briefing.loaders.charsets import declared_text
from briefing.loaders.findings import Findings
from briefing.loaders.formats import facts
from briefing.loaders.fragments import add_fragment, parsed
from briefing.loaders.html import page_text, refuse_tangled
from briefing.loaders.mail_text import add_mail_text, unflowed
from briefing.loaders.mime import (
    header,
    iso_date,
    parsed_message,
    part_bytes,
    part_charset,
    part_name,
    parts,
    sender,
)
from briefing.model.article import clean_text
from briefing.services.ports import LoadedArticle

_FLOWED = re.compile(r"\bformat\s*=\s*[\"']?flowed\b", re.IGNORECASE)
_DELSP = re.compile(r"\bdelsp\s*=\s*[\"']?yes\b", re.IGNORECASE)
RICHER = 1.3
"""How many times the words of the plain text the HTML must have to be read in its place."""

MOST_NAMED = 8
"""Attachments that a warning names."""


class EmlLoader:
    """Reads .eml files: the mail, and mails attached to it as articles of their own."""

    name, label, suffixes = facts("eml")

    def load(self, data: bytes, source: str) -> list[LoadedArticle]:
        """Return the mail, then the mails attached to it; raises LoadError if it has no text."""
        message = parsed_message(data, source)
        outer = _sorted(message, source)
        loaded = [_article(message, outer, data, source)]
        loaded += [_article(m, _sorted(m, source), data, source) for m in outer.messages]
        loaded = [each for each in loaded if each.article.text]
        if not loaded:
            raise LoadError(
                tr("{source} has no text in it.", source=source),
                tr("Open what is attached to it instead."),
            )
        return loaded


@dataclass(slots=True)
class _Parts:
    """The parts of a mail by what they are for."""

    source: str
    plain: list[str] = field(default_factory=list)
    pages: list[str] = field(default_factory=list)
    messages: list[Message] = field(default_factory=list)
    attached: list[str] = field(default_factory=list)
    wrapped: bool = True

    def sort(self, message: Message) -> None:
        """Take every part of a mail."""
        for part in parts(message):
            kind = part.get_content_type()
            name = part_name(part)
            if kind == "message/rfc822":
                self._message(part)
            elif name or header(part, "Content-Disposition").lower().startswith("attachment"):
                self._attachment(part, name or kind)
            elif kind == "text/html":
                self._page(part)
            elif part.get_content_maintype() == "text":
                self._text(part)

    def _message(self, part: Message) -> None:
        inner = part.get_payload()
        if isinstance(inner, list) and inner and isinstance(inner[0], Message):
            self.messages.append(inner[0])

    def _attachment(self, part: Message, name: str) -> None:
        if not part.get("Content-ID") or part.get_content_maintype() != "image":
            self.attached.append(name)

    def _text(self, part: Message) -> None:
        text = declared_text(part_bytes(part), part_charset(part), self.source)
        kind = header(part, "Content-Type")
        flowed = bool(_FLOWED.search(kind))
        self.wrapped = self.wrapped and not flowed
        self.plain.append(unflowed(text, delsp=bool(_DELSP.search(kind))) if flowed else text)

    def _page(self, part: Message) -> None:
        data = part_bytes(part)
        refuse_tangled(data, self.source)
        self.pages.append(page_text(data, self.source, part_charset(part)))


def _sorted(message: Message, source: str) -> _Parts:
    taken = _Parts(source)
    taken.sort(message)
    return taken


def _article(message: Message, taken: _Parts, data: bytes, source: str) -> LoadedArticle:
    plain, plain_warnings = cleaned("\n\n".join(taken.plain))
    builder = TextBuilder()
    add_mail_text(builder, plain, wrapped=taken.wrapped)
    page, page_warnings = cleaned("\n".join(taken.pages))
    rich = TextBuilder()
    if page.strip() and (tree := parsed(page)) is not None:
        add_fragment(rich, tree)
    richer = len(rich.text.split()) > RICHER * len(builder.text.split())
    chosen, warnings = (rich, page_warnings) if richer else (builder, plain_warnings)
    metadata = mail_findings(message).metadata()
    notes = (*warnings, *attachment_warnings(taken.attached))
    return made(data, source, chosen.text, chosen.blocks, metadata, notes)


def mail_findings(message: Message) -> Findings:
    """Return what the headers of a mail say of it."""
    found = Findings()
    found.add("headline", header(message, "Subject"), "header Subject")
    found.add("byline", sender(message), "header From")
    found.add("published", iso_date(header(message, "Date")), "header Date")
    tongue = header(message, "Content-Language").split(",")[0]
    found.add("language", tongue, "header Content-Language")
    return found


def attachment_warnings(names: list[str]) -> tuple[str, ...]:
    """Return a warning that names what was attached and not read."""
    if not names:
        return ()
    listed = ", ".join(clean_text(name) for name in names[:MOST_NAMED])
    more = (
        tr(" and {count:,} more", count=len(names) - MOST_NAMED) if len(names) > MOST_NAMED else ""
    )
    return (
        tr_many(
            "{count:,} attachment was not read: {listed}{more}.",
            "{count:,} attachments were not read: {listed}{more}.",
            len(names),
            listed=listed,
            more=more,
        ),
    )
