"""Reads Factiva's exports, web pages and RTF: an article for each that the file holds."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any

from briefing.errors import LoadError
from briefing.language import tr
from briefing.loaders.article import cleaned, made
from briefing.loaders.blocks import TextBuilder
from briefing.loaders.dates import clock, written_date
from briefing.loaders.export_fields import FACTIVA, add_field, add_opening, with_time
from briefing.loaders.findings import Findings
from briefing.loaders.formats import facts
from briefing.loaders.fragments import add_fragment, parsed
from briefing.loaders.html import page_text, refuse_tangled
from briefing.model.article import BlockKind
from briefing.services.ports import LoadedArticle

LARGEST_RTF = 20 * 1024 * 1024
SNIFFED = 2_000_000
"""Bytes of a page in which its labels are looked for."""
MOST_ELEMENTS = 500_000
"""Elements of an export as a page: it holds a hundred articles, and no nesting to speak of."""

Blocks = list[tuple[BlockKind, int, str]]
Field = tuple[str, Blocks]

_LABELLED = re.compile(rf"\s*({'|'.join(FACTIVA)})\s*(?:\||\t|\s{{2,}}|$)(.*)$")
_PAGE = re.compile(
    rb"<b>\s*HD\s*</b>|<td[^>]{0,200}>\s*(?:<[^>]{1,200}>\s*){0,8}HD\s*<"
    rb"|class=[\"'][^\"']*\barticleParagraph\b",
    re.IGNORECASE,
)
_RTF = re.compile(rb"[\s{;}]HD\s*(?:\}|\\|\||\s)")
_MADE_BY = (b"Factiva", b"factiva", b"FACTIVA", b"Dow Jones", b"DowJones", b"dowjones")
_FIRST = ("SE", "HD", "CLM", "HDL")
"""Labels that may open an article."""


class FactivaLoader:
    """Reads what Factiva exports, whatever its ending; labels are those of `export_fields`."""

    name, label, suffixes = facts("factiva")

    def recognises(self, data: bytes, name: str) -> bool:
        """Tell whether a page or RTF names Factiva and has its labels."""
        del name
        if not any(mark in data for mark in _MADE_BY):
            return False
        if data.startswith(b"{\\rtf"):
            return bool(_RTF.search(data)) and b"LP" in data
        return b"<" in data[:200] and bool(_PAGE.search(data[:SNIFFED]))

    def load(self, data: bytes, source: str) -> list[LoadedArticle]:
        """Return the articles; raises LoadError if none is found."""
        if data.startswith(b"{\\rtf"):
            records = _records(_rtf_fields(data, source))
            warnings: tuple[str, ...] = ()
        else:
            refuse_tangled(data, source, MOST_ELEMENTS)
            text, warnings = cleaned(page_text(data, source))
            tree = parsed(text)
            records = list(_page_records(tree)) if tree is not None else []
        loaded = [_article(record, data, source, warnings) for record in records]
        loaded = [each for each in loaded if each.article.text]
        if not loaded:
            raise LoadError(
                tr(
                    "No article was found in {source}, which looks like a Factiva export.",
                    source=source,
                ),
                tr("Export the full articles with indexing, or read the file as one article."),
            )
        return loaded


def _records(fields: Iterable[Field]) -> list[list[Field]]:
    """Part the fields of many articles: one ends with AN, or where its labels begin anew."""
    records: list[list[Field]] = [[]]
    for label, blocks in fields:
        seen = {each for each, _blocks in records[-1]}
        if "AN" in seen or (label in _FIRST and label in seen):
            records.append([])
        records[-1].append((label, blocks))
    return records


def _article(
    record: list[Field], data: bytes, source: str, warnings: tuple[str, ...]
) -> LoadedArticle:
    builder = TextBuilder()
    found = Findings()
    said = {label: [words for _kind, _level, words in blocks] for label, blocks in record}
    if "PD" in said:
        day = with_time(written_date(" ".join(said["PD"])), " ".join(said.get("ET", ())))
        found.add("published", day, "label PD")
    for label, blocks in record:
        meaning = FACTIVA.get(label, "")
        if meaning == "body":
            for kind, level, words in blocks:
                builder.add(words, kind, level)
        add_field(found, meaning, said[label], f"label {label}")
    add_opening(found, builder.text.split("\n", 1)[:1])
    return made(data, source, builder.text, builder.blocks, found.metadata(), warnings)


def _rtf_fields(data: bytes, source: str) -> Iterator[Field]:
    from striprtf.striprtf import rtf_to_text

    if len(data) > LARGEST_RTF:
        raise LoadError(
            tr("{source} is too large for one export.", source=source),
            tr("Export fewer articles at once."),
        )
    try:
        text = rtf_to_text(data.decode("latin-1"), errors="ignore")  # type: ignore[no-untyped-call]
    except (ValueError, LookupError, TypeError, AttributeError, RecursionError) as error:
        raise LoadError(
            tr("{source} is damaged ({error}).", source=source, error=error), tr("Export it again.")
        ) from error
    label, blocks = "", Blocks()
    for line in cleaned(text)[0].split("\n"):
        labelled = _LABELLED.match(line)
        if labelled:
            if label:
                yield label, blocks
            label, blocks = labelled[1], []
        words = (labelled[2] if labelled else line).strip(" |\t")
        if words:
            blocks.append((BlockKind.PARAGRAPH, 0, words))
    if label:
        yield label, blocks


def _page_records(tree: Any) -> Iterator[list[Field]]:
    fields = list(_page_fields(tree))
    if fields:
        yield from _records(fields)
        return
    for article in tree.iter("div"):
        if re.search(r"\barticle\b", article.get("class", "")):
            yield list(_unlabelled(article))


def _page_fields(tree: Any) -> Iterator[Field]:
    for row in tree.iter("tr"):
        cells = [cell for cell in row if cell.tag in ("td", "th")]
        label = "".join(cells[0].itertext()).strip() if len(cells) > 1 else ""
        if label in FACTIVA:
            yield label, _blocks(cells[1])


def _blocks(element: Any) -> Blocks:
    builder = TextBuilder()
    add_fragment(builder, element)
    text = builder.text
    return [(b.kind, b.level, text[b.start : b.end]) for b in builder.blocks]


def _unlabelled(article: Any) -> Iterator[Field]:
    """Return the fields of the layout without labels, told by what stands in each line.

    Headline and paragraphs have classes of their own; the outlet follows the date and the time.
    """
    dated = named = False
    for element in article.iter("div", "p", "span"):
        kind, blocks = element.get("class", ""), _blocks(element)
        words = " ".join(words for _kind, _level, words in blocks)
        if "articleParagraph" in kind:
            yield "LP", blocks
        elif "eadline" in kind:
            yield "HD", blocks
        elif kind == "author":
            yield "BY", blocks
        elif element.tag == "div" and not len(element) and words:
            if not dated and written_date(words):
                dated = True
                yield "PD", blocks
            elif dated and not named and clock(words) and len(words) < 12:
                yield "ET", blocks
            elif dated and not named:
                named = True
                yield "SN", blocks
