"""Takes a MIME message apart: its headers as words, its parts as bytes; nested only so deep."""

from __future__ import annotations

import binascii
import contextlib
import email
import email.header
import email.utils
import re
from collections.abc import Iterator
from datetime import datetime
from email.errors import HeaderParseError, MessageError
from email.message import Message

from briefing.errors import LoadError
from briefing.language import tr
from briefing.loaders.charsets import declared_text

MOST_CONTAINERS = 100
"""Multipart and message headers that a file may have: as deep as it could nest."""

MOST_PARTS = 5_000
MOST_EDGES = 20_000
"""Lines that could part two parts."""

LONGEST_HEADER = 4_000
_CONTAINER = re.compile(rb"content-type:\s*(?:multipart|message)/", re.IGNORECASE)
_ADDRESS = re.compile(r"([^<]*)<([^>]*)>")
_DECLARED = re.compile(r"charset\s*=\s*[\"']?([\w.:-]+)", re.IGNORECASE)


def parsed_message(data: bytes, source: str) -> Message:
    """Return the message in these bytes; raises LoadError if it nests too deep or is none.

    The headers are left as they came: the parser of structured headers in the standard library
    takes long over large ones and fails on broken ones.
    """
    nested = len(_CONTAINER.findall(data)) > MOST_CONTAINERS
    if nested or data.count(b"\n--") > MOST_EDGES:
        what = (
            tr("{most_containers} messages within it", most_containers=MOST_CONTAINERS)
            if nested
            else f"{MOST_EDGES:,} parts"
        )
        raise LoadError(
            tr("{source} is too tangled to read: it has over {what}.", source=source, what=what),
            tr("Open it in a mail program, and paste the part you need."),
        )
    try:
        return email.message_from_bytes(data)
    except (MessageError, ValueError, LookupError, RecursionError) as error:
        raise LoadError(
            tr("{source} is not a message ({error}).", source=source, error=error),
            tr("Paste its text."),
        ) from error


def header(message: Message, name: str) -> str:
    """Return a header as words in their own letters, or "" if it is not there."""
    raw = next((str(v) for n, v in message.raw_items() if n.lower() == name.lower()), "")
    raw = _header_text(raw[:LONGEST_HEADER].encode("ascii", "surrogateescape"), None)
    try:
        parts = email.header.decode_header(re.sub(r"\r?\n\s*", " ", raw))
    except (HeaderParseError, ValueError, binascii.Error):
        return " ".join(raw.split())
    words = (
        _header_text(part, charset) if isinstance(part, bytes) and part else str(part or "")
        for part, charset in parts
    )
    return " ".join("".join(words).split())


def _header_text(data: bytes, charset: str | None) -> str:
    """Return bytes as text; what cannot be made out in a header is no reason to lose the mail."""
    try:
        return declared_text(data, charset, "a header")
    except LoadError:
        return data.decode("utf-8", "replace")


def parts(message: Message) -> Iterator[Message]:
    """Return the parts of a message in order, without going into messages attached to it."""
    waiting = [message]
    seen = 0
    while waiting and seen < MOST_PARTS:
        part = waiting.pop()
        seen += 1
        inner = part.get_payload() if part.get_content_maintype() == "multipart" else None
        if isinstance(inner, list):
            waiting.extend(each for each in reversed(inner) if isinstance(each, Message))
        else:
            yield part


def part_bytes(part: Message) -> bytes:
    """Return what a part holds, freed of its transfer encoding as far as that goes."""
    try:
        payload = part.get_payload(decode=True)
    except (ValueError, LookupError, binascii.Error):
        return b""
    return payload if isinstance(payload, bytes) else b""


def part_charset(part: Message) -> str | None:
    """Return the character set that a part says it is in; it may be wrong."""
    declared = _DECLARED.search(header(part, "Content-Type"))
    return declared.group(1) if declared else None


def sender(message: Message) -> str:
    """Return the name of who sent a message, else the address, or ""."""
    written = header(message, "From")
    named = _ADDRESS.match(written)
    name = (named[1] if named else written).strip().strip("\"'").strip()
    return name or (named[2].strip() if named else "")


def part_name(part: Message) -> str:
    """Return the file name of an attachment, or "" if it has none."""
    try:
        name = part.get_filename() or ""
    except (ValueError, LookupError):
        return ""
    name = name.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
    if "=?" in name:
        with contextlib.suppress(HeaderParseError, ValueError, LookupError, binascii.Error):
            name = str(email.header.make_header(email.header.decode_header(name)))
    return " ".join(name.split())[:200]


def iso_date(written: str) -> str | None:
    """Return the date of a header as ISO 8601 with its zone if it names one, else None.

    "-0000" says that the zone is not known (RFC 5322, 3.3), so the time stands without one.
    """
    try:
        found: datetime = email.utils.parsedate_to_datetime(written[:200])
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    return found.isoformat()
