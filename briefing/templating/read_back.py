"""Reads an exported document back after somebody edited it: sections, fields, what was tracked."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from lxml import etree

from briefing.errors import ReadBackError, TemplateError
from briefing.language import tr
from briefing.model.article import clean_text
from briefing.model.read_back import Comment, Origin, ReadBack
from briefing.services.section_text.printed_form import words_print
from briefing.services.section_text.quoting import alike, core
from briefing.templating.document_blocks import Item, Numbering, body_items
from briefing.templating.document_sections import Divided, divide, titles_of
from briefing.templating.document_text import Surroundings, words_in
from briefing.templating.inspection import inspect_package
from briefing.templating.package import W, parse
from briefing.templating.provenance import origin_of
from briefing.templating.unpacking import unpack

LARGEST = 16 * 1024 * 1024
"""Bytes of a part of text that is read; a page takes some ten thousand."""
MOST = 5_000
"""Paragraphs that are read; a brief has a hundred."""
_DOCUMENT = "word/document.xml"
_W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
_W15 = "{http://schemas.microsoft.com/office/word/2012/wordml}"
_SAFE = re.compile(r"(?:https?|mailto):", re.IGNORECASE)


class WordReader:
    """Reads edited documents; see `services.ports.DocumentReader`. Loads and runs nothing."""

    def is_ours(self, data: bytes) -> bool:
        """Tell whether a file is a Word document that carries our provenance part."""
        try:
            parts = unpack(data, "the document")
            return _DOCUMENT in parts and origin_of(parts, "the document") is not None
        except TemplateError:
            return False

    def read(self, data: bytes, name: str, titles: Mapping[str, str] | None = None) -> ReadBack:
        """Return what a document says; `titles` are section titles by key that it may have.

        Those that the document itself names come first. Raises ReadBackError naming the document.
        """
        try:
            return _read(data, name, dict(titles or {}))
        except TemplateError as error:
            raise ReadBackError(error.message, error.hint) from error


def _read(data: bytes, name: str, titles: dict[str, str]) -> ReadBack:
    reaching = inspect_package(data, name).findings
    parts = unpack(data, name)
    if _DOCUMENT not in parts:
        raise ReadBackError(
            tr("{name} is not a Word document.", name=name), tr("Save it in Word as .docx.")
        )
    package = _Package(parts, name)
    origin = origin_of(parts, name)
    document = package.tree(_DOCUMENT)
    body = document.find(f"{W}body") if document is not None else None
    if body is None:
        raise ReadBackError(tr("{name} has no text.", name=name), tr("Save it anew in Word."))
    count = sum(1 for _ in body.iter(f"{W}p"))
    if count > MOST:
        raise ReadBackError(
            tr(
                "{name} has {count:,} paragraphs; {most:,} are read.",
                name=name,
                count=count,
                most=MOST,
            ),
            tr("Open the part you need."),
        )
    around = package.surroundings(origin)
    items = body_items(body, around, package.numbering(), titles_of(origin, titles).values())
    divided = divide(items, origin, titles)
    return ReadBack(
        name,
        origin,
        divided.sections,
        divided.fields,
        divided.tracked,
        tuple(package.comments(around.anchors, divided)),
        divided.strays,
        divided.missing,
        tuple(_remarks(len([f for f in reaching if f.refused]), items)),
    )


def _remarks(reaching: int, items: Sequence[Item]) -> Iterator[str]:
    pictures = sum(item.pictures for item in items)
    if pictures:
        yield tr("Pictures and text boxes are not read: there are {pictures}.", pictures=pictures)
    if reaching:
        yield tr(
            "The document reaches beyond itself in {reaching} places; none was followed.",
            reaching=reaching,
        )


class _Package:
    """The parts of a document as trees, each within limits."""

    def __init__(self, parts: Mapping[str, bytes], name: str) -> None:
        self._parts = parts
        self._name = name

    def tree(self, part: str) -> Any:
        """Return a part, None where it is not; raises ReadBackError for one that is too big."""
        data = self._parts.get(part)
        if data is None:
            return None
        if len(data) > LARGEST:
            raise ReadBackError(
                tr(
                    "{name} holds {count:,.0f} MB of text.",
                    name=self._name,
                    count=len(data) / 1000000.0,
                ),
                tr("Open the part you need."),
            )
        parse(data, f"{self._name}: {part}")
        try:  # with the parser's own limit on depth, which the walk below it relies on
            return etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True))
        except etree.XMLSyntaxError as error:
            raise ReadBackError(
                tr(
                    "{name} is nested too deeply: {part} ({error}).",
                    name=self._name,
                    part=part,
                    error=error,
                ),
                tr("Save it anew in Word."),
            ) from error

    def surroundings(self, origin: Origin | None) -> Surroundings:
        """Return what the paragraphs of this document refer to."""
        known = frozenset(origin.citations if origin else ())
        return Surroundings(
            self._links(), self._notes(), self._styles(), _Notes(origin).numbers_of, known
        )

    def numbering(self) -> Numbering:
        """Return which lists are numbered."""
        tree = self.tree("word/numbering.xml")
        if tree is None:
            return Numbering()
        looks = {
            str(each.get(f"{W}abstractNumId")): _value(each.find(f"{W}lvl/{W}numFmt"))
            for each in tree.iter(f"{W}abstractNum")
        }
        of = {
            str(each.get(f"{W}numId")): looks.get(_value(each.find(f"{W}abstractNumId")), "")
            for each in tree.iter(f"{W}num")
        }
        return Numbering({key: look not in ("", "bullet", "none") for key, look in of.items()})

    def comments(self, anchors: Mapping[str, Sequence[str]], divided: Divided) -> Iterator[Comment]:
        """Yield the comments with the words they are about, in the order of the document's list."""
        tree = self.tree("word/comments.xml")
        settled = self._settled()
        for each in tree.iter(f"{W}comment") if tree is not None else ():
            number = each.get(f"{W}id", "")
            paragraphs = list(each.iter(f"{W}p"))
            words = "\n".join(words_in(p) for p in paragraphs).strip()
            marks = {str(p.get(f"{_W14}paraId", "")) for p in paragraphs}
            yield Comment(
                each.get(f"{W}author", "")[:200],
                each.get(f"{W}date", "")[:40],
                words,
                "".join(anchors.get(number, ())).strip(),
                divided.comments.get(number, ""),
                done=bool(marks & settled),
            )

    def _settled(self) -> set[str]:
        tree = self.tree("word/commentsExtended.xml")
        return {
            str(each.get(f"{_W15}paraId"))
            for each in (tree.iter(f"{_W15}commentEx") if tree is not None else ())
            if each.get(f"{_W15}done") in ("1", "true")
        }

    def _links(self) -> dict[str, str]:
        tree = self.tree("word/_rels/document.xml.rels")
        return {
            str(each.get("Id")): clean_text(str(each.get("Target")))[:2_000]
            for each in (tree if tree is not None else ())
            if _SAFE.match(str(each.get("Target")))
        }

    def _notes(self) -> dict[tuple[str, str], str]:
        found: dict[tuple[str, str], str] = {}
        for kind in ("footnote", "endnote"):
            tree = self.tree(f"word/{kind}s.xml")
            for note in tree.iter(f"{W}{kind}") if tree is not None else ():
                if note.get(f"{W}type") in (None, "normal"):
                    words = " ".join(words_in(p) for p in note.iter(f"{W}p"))
                    found[kind, note.get(f"{W}id", "")] = " ".join(words.split())
        return found

    def _styles(self) -> dict[str, str]:
        tree = self.tree("word/styles.xml")
        return {
            str(style.get(f"{W}styleId")): _value(style.find(f"{W}name")).lower()
            for style in (tree.iter(f"{W}style") if tree is not None else ())
        }


class _Notes:
    """Tells which citation a note is of, by its words."""

    def __init__(self, origin: Origin | None) -> None:
        self._numbers: dict[str, list[int]] = {}
        self._quotes: dict[int, str] = {}
        for citation in origin.citations.values() if origin else ():
            self._numbers.setdefault(citation.note, []).append(citation.number)
            self._quotes[citation.number] = core(citation.quote)

    def numbers_of(self, note: str, words: str) -> Sequence[int]:
        """Return the numbers of the citations with this note; first those quoted in `words`."""
        numbers = self._numbers.get(words_print(note), [])
        said = alike(words)
        return sorted(numbers, key=lambda number: self._quotes[number] not in said)


def _value(element: Any) -> str:
    return str(element.get(f"{W}val", "")) if element is not None else ""
