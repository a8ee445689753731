"""Reads UIMA CAS: JSON CAS 0.4 as INCEpTION and cassis write it, and XMI.

Offsets are UTF-16 code units (https://github.com/apache/uima-uimaj-io-jsoncas).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from briefing.interchange.archive import damaged, json_of, tree_of
from briefing.interchange.positions import Places
from briefing.interchange.refi_read import lines_of
from briefing.interchange.refi_schema import made_guid
from briefing.language import marked, tr
from briefing.model.article import Article, clean_text, count_words, text_hash
from briefing.model.excerpt import Excerpt, cut
from briefing.model.tags import PALETTE, Tag, TagScheme, free_id
from briefing.services.interchange import Imported, loss, losses

_GRAMMAR = re.compile(
    r"\.(Sentence|Token|Lemma|Stem|MorphologicalFeatures|Paragraph|Div|Heading|TagDescription|"
    r"TagsetDescription|DocumentMetaData|DocumentAnnotation|POS\w*|Dependency|ROOT|Chunk|Compound)"
    r"\Z|\.pos\.|\.morph\.|\.syntax\.|^uima\."
)
"""Types that a pipeline makes of every text: nobody marked these."""
_LABELS = ("label", "value", "identifier", "category", "tag", "type", "name", "role")
_SOFA = "uima.cas.Sofa"
_XMI = "{http://www.omg.org/XMI}"


@dataclass(frozen=True, slots=True)
class _Mark:
    """An annotation: where it stands in UTF-16 units, and what it says."""

    sofa: str
    kind: str
    begin: int
    end: int
    says: Mapping[str, str]


class JsonCas:
    """CAS documents as JSON."""

    name = "cas-json"
    label = marked("UIMA CAS (JSON)")
    suffixes = (".cas.json", ".json")

    def read(self, data: bytes, source: str) -> Imported:
        """Return the document and its annotations; raises LoadError."""
        top = json_of(data, source)
        rows = top.get("%FEATURE_STRUCTURES") if isinstance(top, dict) else None
        if isinstance(rows, dict):
            rows = [{"%ID": key, **row} for key, row in rows.items() if isinstance(row, dict)]
        if not isinstance(rows, list):
            raise damaged(source, tr("it has no %FEATURE_STRUCTURES, so it is no JSON CAS"))
        rows = [row for row in rows if isinstance(row, dict)]
        sofas = {
            str(row.get("%ID")): row["sofaString"]
            for row in rows
            if row.get("%TYPE") == _SOFA and isinstance(row.get("sofaString"), str)
        }
        return _imported(sofas, _json_marks(rows), source)


class XmiCas:
    """CAS documents as XMI."""

    name = "cas-xmi"
    label = marked("UIMA CAS (XMI)")
    suffixes = (".xmi",)

    def read(self, data: bytes, source: str) -> Imported:
        """Return the document and its annotations; raises LoadError."""
        root = tree_of(data, source, huge=True)
        if root.tag != f"{_XMI}XMI":
            raise damaged(source, tr("it is no XMI"))
        rows = [each for each in root if isinstance(each.tag, str)]
        sofas = {
            each.get(f"{_XMI}id", ""): each.get("sofaString")
            for each in rows
            if each.tag.endswith("}Sofa") and each.get("sofaString") is not None
        }
        return _imported(sofas, _xmi_marks(rows), source)


def _json_marks(rows: Iterable[Mapping[str, Any]]) -> Iterator[_Mark]:
    for row in rows:
        kind, begin, end = row.get("%TYPE"), row.get("begin"), row.get("end")
        if isinstance(kind, str) and type(begin) is int and type(end) is int:
            says = {k: v for k, v in row.items() if isinstance(v, str) and k[:1] not in "%@#^"}
            yield _Mark(str(row.get("@sofa")), kind, begin, end, says)


def _xmi_marks(rows: Iterable[Any]) -> Iterator[_Mark]:
    for row in rows:
        begin, end = row.get("begin", ""), row.get("end", "")
        if begin.isdecimal() and end.isdecimal() and len(begin + end) < 30:
            space, _, name = row.tag[1:].rpartition("}")
            package = space.removeprefix("http:///").removesuffix(".ecore").replace("/", ".")
            says = {
                k: v for k, v in row.items()
                if k[:1] != "{" and k not in ("begin", "end", "sofa")
            }  # fmt: skip
            yield _Mark(row.get("sofa", ""), f"{package}.{name}", int(begin), int(end), says)


def _imported(sofas: Mapping[str, str], marks: Iterable[_Mark], source: str) -> Imported:
    reading = _Reading(source)
    by_sofa: dict[str, list[_Mark]] = {}
    for mark in marks:
        by_sofa.setdefault(mark.sofa, []).append(mark)
    for number, (sofa, text) in enumerate(sofas.items()):
        if clean_text(text).strip():
            reading.document(text, by_sofa.get(sofa, []), number)
    if not reading.articles:
        raise damaged(source, tr("it has no text in it"))
    tags = tuple(reading.tags.values())
    name = source.partition(".")[0][:120] or "Annotations"
    return Imported(
        tuple(reading.articles), (TagScheme(free_id(name, ()), name, 1, tags),) if tags else (),
        tuple(reading.excerpts),
        losses=losses(
            loss(tr("Sentences, words and "
                    "grammar"), reading.grammar.elements(), tr("nobody marked them")),
            loss(tr("Links between annotations and features beside the label"), reading.features),
            loss(tr("Annotations outside the text, or of nothing"), reading.outside),
        ),
        by_name=True,
    )  # fmt: skip


class _Reading:
    def __init__(self, source: str) -> None:
        self._source = source
        self.articles: list[Article] = []
        self.excerpts: list[Excerpt] = []
        self.tags: dict[str, Tag] = {}
        self.grammar: Counter[str] = Counter()
        self.features: list[str] = []
        self.outside: list[str] = []

    def document(self, raw: str, marks: Iterable[_Mark], number: int) -> None:
        """Take in one text with what is marked in it."""
        places = Places(raw)
        text, sha256 = places.text, text_hash(places.text)
        source = self._source if not number else f"{self._source} ({number + 1})"
        article = Article(
            sha256[:16], source, None, text, lines_of(text), sha256=sha256, words=count_words(text)
        )
        self.articles.append(article)
        found: dict[tuple[int, int], Excerpt] = {}
        for mark in marks:
            if _GRAMMAR.search(mark.kind):
                self.grammar[mark.kind.rpartition(".")[2]] += 1
                continue
            start, end = places.utf16(mark.begin, mark.end)
            if not 0 <= start < end <= len(text):
                self.outside.append(mark.kind.rpartition(".")[2])
                continue
            tag = self._tag(mark)
            known = found.get((start, end))
            if known is None:
                guid = made_guid(f"{sha256} {start} {end}")
                found[start, end] = Excerpt(
                    guid, article.id, start, end, *cut(text, start, end), (tag,)
                )
            elif tag not in known.tags:
                found[start, end] = known.toggled(tag)
        self.excerpts += found.values()

    def _tag(self, mark: _Mark) -> str:
        """Return the tag of an annotation: its label below its layer, else the layer."""
        layer = self._made(mark.kind.rpartition(".")[2], None)
        label = next((k for k in _LABELS if mark.says.get(k)), None)
        label = label or next((k for k, v in sorted(mark.says.items()) if 0 < len(v) <= 60), None)
        self.features += [k for k in mark.says if k != label]
        return layer if label is None else self._made(mark.says[label], layer)

    def _made(self, words: str, parent: str | None) -> str:
        name = " ".join(clean_text(words).split())[:120] or "Annotation"
        key = f"{parent} {name}"
        if key not in self.tags:
            taken = {tag.id for tag in self.tags.values()}
            colour = PALETTE[len(self.tags) % len(PALETTE)]
            self.tags[key] = Tag(free_id(name, taken), name, "", colour, parent=parent)
        return self.tags[key].id
