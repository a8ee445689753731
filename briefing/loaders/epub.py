"""Reads books: each chapter is an article of its own, in the order they are read."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import unquote

from briefing.errors import LoadError
from briefing.language import tr
from briefing.loaders.article import made
from briefing.loaders.blocks import TextBuilder
from briefing.loaders.findings import Findings
from briefing.loaders.formats import facts
from briefing.loaders.fragments import add_fragment
from briefing.loaders.html import refuse_tangled
from briefing.loaders.package import Package
from briefing.loaders.properties import plausible_author, plausible_title, property_words
from briefing.model.article import BlockKind, Metadata
from briefing.services.ports import LoadedArticle

MOST_CHAPTERS = 2_000
_OPF = "{http://www.idpf.org/2007/opf}"
_DC = "{http://purl.org/dc/elements/1.1/}"
_PAGES = ("application/xhtml+xml", "text/html", "application/xml", "text/x-oeb1-document")
_FONTS_ONLY = ("http://www.idpf.org/2008/embedding", "http://ns.adobe.com/pdf/enc#RC")
_ALGORITHM = re.compile(rb"EncryptionMethod[^>]{0,200}Algorithm\s*=\s*[\"']([^\"']{0,200})")
_COVER = re.compile(r"\bcover\b|titlepage|title-page", re.IGNORECASE)
_SHORT_COVER = 200
"""Characters over which a page called “cover” is read all the same."""


class EpubLoader:
    """Reads .epub files; nothing is loaded from elsewhere, and scripts are left alone."""

    name, label, suffixes = facts("epub")

    def prepare(self) -> None:
        """Load what reading loads at first need."""
        import lxml.html

        lxml.html.document_fromstring(b"<p>x</p>", parser=lxml.html.HTMLParser(encoding="utf-8"))

    def load(self, data: bytes, source: str) -> list[LoadedArticle]:
        """Return the chapters; raises LoadError if the book is damaged, empty or protected.

        A file of the book that its table of contents does not name belongs to the chapter before
        it. The headline is the chapter's own heading or its name in the contents, the outlet the
        book's title.
        """
        with Package(data, source, self.label) as package:
            _refuse_protected(package)
            book = _Book(package)
            chapters = list(book.chapters())
        if not chapters:
            raise LoadError(
                tr("{source} has no text in it.", source=source), tr("Open a book with text in it.")
            )
        return [
            made(data, source, each.builder.text, each.builder.blocks, book.said(each.name),
                 book.warnings if not number else ())
            for number, each in enumerate(chapters)
        ]  # fmt: skip


@dataclass(slots=True)
class _Chapter:
    title: str
    builder: TextBuilder

    @property
    def name(self) -> str:
        """The name in the table of contents, else the heading that it begins with, else ""."""
        first = self.builder.blocks[0]
        heading = first.kind is BlockKind.HEADING
        return self.title or (self.builder.text[first.start : first.end] if heading else "")


@dataclass(frozen=True, slots=True)
class _Item:
    name: str
    kind: str
    properties: str
    label: str


class _Book:
    """A book's list of files, their order, and what it says of itself."""

    def __init__(self, package: Package) -> None:
        self._package = package
        self.warnings: list[str] = []
        container = package.tree("META-INF/container.xml")
        path = next((e.get("full-path") for e in container.iter("{*}rootfile")), None)
        if not path:
            raise package.damaged(tr("it does not say where its contents are"))
        self._tree = package.tree(path)
        self._folder = posixpath.dirname(path)
        self._items = {
            item.get("id", ""): _Item(
                self._inside(item.get("href", "")), item.get("media-type", ""),
                item.get("properties", ""), f"{item.get('id', '')} {item.get('href', '')}",
            )
            for item in self._tree.iter(f"{_OPF}item")
        }  # fmt: skip
        self._guides = {
            self._inside(each.get("href", "")): each.get("type", "").lower()
            for each in self._tree.iter(f"{_OPF}reference")
        }

    def chapters(self) -> Iterator[_Chapter]:
        """Return the chapters that have words."""
        names = self._contents()
        current: _Chapter | None = None
        for item in self._spine():
            page = self._page(item)
            if page is None:
                continue
            apart = not names or item.name in names
            if current is None or apart:
                if current is not None and current.builder.blocks:
                    yield current
                current = _Chapter(names.get(item.name, ""), TextBuilder())
            add_fragment(current.builder, page)
        if current is not None and current.builder.blocks:
            yield current

    def said(self, title: str) -> Metadata:
        """Return what the book says of a chapter of this title."""
        found: dict[str, list[str]] = {}
        for element in self._tree.iter(*(f"{_DC}{n}" for n in _SAID)):
            found.setdefault(element.tag.rpartition("}")[2], []).append(element.text or "")
        authors = (plausible_author(name) for name in found.get("creator", ()))
        said = Findings()
        said.add("headline", title, "chapter’s name")
        said.add("byline", ", ".join(name for name in authors if name), _WHERE)
        said.add("outlet", plausible_title(next(iter(found.get("title", ())), None)), _WHERE)
        said.add("language", property_words(next(iter(found.get("language", ())), None)), _WHERE)
        said.add("published", property_words(next(iter(found.get("date", ())), None)), _WHERE)
        return said.metadata()

    def _spine(self) -> Iterator[_Item]:
        refs = [r for r in self._tree.iter(f"{_OPF}itemref") if r.get("linear") != "no"]
        if len(refs) > MOST_CHAPTERS:
            raise LoadError(
                tr(
                    "{source} has {count:,} chapters, and {most_chapters:,} are the most.",
                    source=self._package.source,
                    count=len(refs),
                    most_chapters=MOST_CHAPTERS,
                ),
                tr("Copy the part you need and paste it."),
            )
        seen = set()
        for ref in refs:
            item = self._items.get(ref.get("idref", ""))
            if item and item.kind in _PAGES and item.name not in seen and not self._is_list(item):
                seen.add(item.name)
                yield item

    def _is_list(self, item: _Item) -> bool:
        return "nav" in item.properties.split() or self._guides.get(item.name) == "toc"

    def _page(self, item: _Item) -> Any:
        """Return a page's body, or None if it is missing or a cover."""
        from lxml import etree
        from lxml import html as lxml_html

        if item.name not in self._package.names:
            self.warnings.append(tr("{name} is missing from the book.", name=item.name[:80]))
            return None
        data = self._package.read(item.name)
        refuse_tangled(data, f"{self._package.source}: {item.name[:80]}")
        if not data.strip():
            return None
        try:
            text = data.decode("utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig",
                               "replace")  # fmt: skip
            parser = lxml_html.HTMLParser(encoding="utf-8", no_network=True)
            tree = lxml_html.document_fromstring(_undeclared(text).encode(), parser=parser)
        except (etree.LxmlError, ValueError) as error:
            self.warnings.append(
                tr("{name} could not be read ({error}).", name=item.name[:80], error=error)
            )
            return None
        body = next(tree.iter("body"), None)
        return None if body is None or self._is_cover(item, body) else body

    def _is_cover(self, item: _Item, body: Any) -> bool:
        named = self._guides.get(item.name) == "cover" or _COVER.search(item.label)
        return bool(named) and len(" ".join("".join(body.itertext()).split())) < _SHORT_COVER

    def _contents(self) -> dict[str, str]:
        """Return the names of chapters by file, as the table of contents gives them."""
        lists = (
            item
            for item in self._items.values()
            if "nav" in item.properties.split() or item.kind == "application/x-dtbncx+xml"
        )
        named = (self._listed(item) for item in lists if item.name in self._package.names)
        return next(filter(None, named), {})

    def _listed(self, item: _Item) -> dict[str, str]:
        from lxml import etree

        data = self._package.read(item.name)
        refuse_tangled(data, f"{self._package.source}: {item.name[:80]}")
        parser = etree.XMLParser(
            recover=True, resolve_entities=False, no_network=True, load_dtd=False
        )
        tree = etree.fromstring(data, parser)
        found: dict[str, str] = {}
        folder = posixpath.dirname(item.name)
        points = tree.iter("{*}a", "{*}navPoint") if tree is not None else ()
        for point in points:
            if point.tag.endswith("}a"):
                target, words = point.get("href", ""), "".join(map(str, point.itertext()))
            else:
                content = point.find("{*}content")
                target = content.get("src", "") if content is not None else ""
                words = point.findtext("{*}navLabel/{*}text") or ""
            found.setdefault(_resolved(folder, target), property_words(words))
        return found

    def _inside(self, href: str) -> str:
        return _resolved(self._folder, href)


_WHERE = "book’s properties"
_SAID = ("title", "creator", "language", "date")
_DECLARED = re.compile(r"^\s*<\?xml[^>]{0,200}\?>")


def _undeclared(text: str) -> str:
    """Return a page without the line that names an encoding it no longer has."""
    return _DECLARED.sub("", text)


def _resolved(folder: str, href: str) -> str:
    return posixpath.normpath(posixpath.join(folder, unquote(href.partition("#")[0])))


def _refuse_protected(package: Package) -> None:
    """Raise LoadError for a book whose text is encrypted; fonts are in many that are free."""
    name = "META-INF/encryption.xml"
    methods = _ALGORITHM.findall(package.read(name)) if name in package.names else []
    if any(each.decode("ascii", "replace") not in _FONTS_ONLY for each in methods):
        raise LoadError(
            tr(
                "{source} is protected against copying (DRM), so its text cannot be read.",
                source=package.source,
            ),
            tr("Open it in the program you bought it for, and copy what you need."),
        )
