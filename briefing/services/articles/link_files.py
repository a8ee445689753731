"""Reads the address out of a link file: a browser's or desktop's .url, .webloc or .desktop."""

from __future__ import annotations

import html
import re
from pathlib import Path

from briefing.errors import FetchError
from briefing.language import tr
from briefing.services.writing import reason_of

ENDINGS = (".url", ".webloc", ".desktop")
LARGEST = 64 * 1024
"""Bytes of a link file that are looked at."""

_LINE = re.compile(rb"^\s*URL\s*=\s*(\S.*?)\s*$", re.MULTILINE)
_XML = re.compile(rb"<key>\s*URL\s*</key>\s*<string>\s*([^<]+?)\s*</string>")
_BINARY = re.compile(rb"https?://[\x21-\x7e]+")  # in a binary .webloc it stands as it is


def is_link_file(path: Path) -> bool:
    """Tell whether a file is one that only says where a page is."""
    return path.suffix.lower() in ENDINGS


def address_in(path: Path) -> str:
    """Return the address in a link file; raises FetchError that names the file."""
    if not path.is_file():
        raise FetchError(
            tr("{name} is not there.", name=path.name), tr("Check the name; it may have moved.")
        )
    try:
        with path.open("rb") as file:
            data = file.read(LARGEST)
    except OSError as error:
        raise FetchError(
            tr("{name} cannot be read ({reason}).", name=path.name, reason=reason_of(error)),
            tr("Check its permissions."),
        ) from error
    if data.startswith(b"bplist"):
        found = _BINARY.search(data)
        address = found[0] if found else b""
    else:
        said = _XML.search(data) or _LINE.search(data)
        address = said[1] if said else b""
    if not address:
        raise FetchError(
            tr("{name} names no page.", name=path.name),
            tr("Open the page, and drop its address here."),
        )
    words = address.decode("utf-8", "replace")
    return html.unescape(words) if path.suffix.lower() == ".webloc" else words
