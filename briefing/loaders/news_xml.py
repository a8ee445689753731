"""Parses the XML of news formats without entities, without a net, and only so much of it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from html.entities import name2codepoint
from typing import Any

from briefing.errors import LoadError
from briefing.language import tr

MOST_ELEMENTS = 500_000
START = 4_096
"""Bytes in which a format is recognised."""

_PROLOGUE = re.compile(
    rb"\s*(?:<\?xml[^>]{0,200}\?>\s*)?(?:(?><!--.{0,2000}?-->)\s*|<\?[^>]{0,500}\?>\s*|"
    rb"<!DOCTYPE[^>\[]{0,500}(?:\[[^\]]{0,2000}\]\s*)?>\s*)*+<(?:[\w.-]+:)?([\w.-]+)([^>]{0,2000})",
    re.DOTALL,
)
"""What stands before the first element; nothing of it is tried twice, for it may be hostile."""
_DOCTYPE = re.compile(rb"<!DOCTYPE[^>\[]*([>\[])", re.IGNORECASE)
_ENTITY = re.compile(rb"&([A-Za-z][A-Za-z0-9]{1,10});")
_OWN = {"amp", "lt", "gt", "quot", "apos"}


def root_of(data: bytes) -> tuple[str, str]:
    """Return the name of the first element, without its prefix, and its attributes as they stand.

    Both are "" if the bytes do not begin as XML does.
    """
    start = data[:START]
    if start.startswith((b"\xff\xfe", b"\xfe\xff")):
        start = start.decode("utf-16", "replace").encode()
    found = _PROLOGUE.match(start.removeprefix(b"\xef\xbb\xbf"))
    if found is None:
        return "", ""
    return found[1].decode("latin-1"), found[2].decode("latin-1")


def parsed_xml(data: bytes, source: str) -> Any:
    """Return the root element; raises LoadError if it declares anything, is damaged or too large.

    The name of a DTD in the DOCTYPE, which older news files carry, is passed over: nothing is
    fetched. A DOCTYPE with declarations of its own is refused.
    """
    from lxml import etree

    data = _without_doctype(data, source)
    if data.count(b"<") > 2 * MOST_ELEMENTS:
        raise LoadError(
            tr(
                "{source} is too large: over {most_elements:,} elements.",
                source=source,
                most_elements=MOST_ELEMENTS,
            ),
            tr("Split it."),
        )
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_pis=True,
        remove_comments=True,
    )  # fmt: skip
    try:
        return etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise LoadError(
            tr("{source} is damaged ({error}).", source=source, error=error),
            tr("Ask whoever sent it for another copy."),
        ) from error


def _without_doctype(data: bytes, source: str) -> bytes:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        text = data.decode("utf-16", "replace")
        data = re.sub(r"^\s*<\?xml[^>]*\?>", "", text).encode("utf-8", "replace")
    doctype = _DOCTYPE.search(data)
    if b"<!ENTITY" in data or (doctype and doctype[1] == b"["):
        raise LoadError(
            tr("{source} declares entities, which no news format needs.", source=source),
            tr("It was not read. Ask whoever sent it for another copy."),
        )
    if doctype:
        data = data[: doctype.start()] + data[doctype.end() :]
    return _ENTITY.sub(_character, data)


def _character(entity: re.Match[bytes]) -> bytes:
    """Return what HTML means by a name; XML knows five of them."""
    name = entity[1].decode("ascii")
    known = name2codepoint.get(name)
    return entity[0] if name in _OWN or known is None else f"&#{known};".encode()


def local(element: Any) -> str:
    """Return an element's name without its namespace."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def children(element: Any, *names: str) -> Iterator[Any]:
    """Return an element's children of these names, whatever their namespace."""
    return (child for child in element if local(child) in names)


def below(element: Any, *names: str) -> Iterator[Any]:
    """Return all elements of these names below an element, whatever their namespace."""
    return (each for each in element.iter() if local(each) in names)


def words(element: Any) -> str:
    """Return all words in an element as one line."""
    return " ".join("".join(element.itertext()).split()) if element is not None else ""


def first_words(elements: Iterable[Any]) -> str:
    """Return the words of the first element that has any."""
    return next(filter(None, map(words, elements)), "")
