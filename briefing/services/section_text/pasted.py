"""What comes from Word or the web by the clipboard, as blocks of the kinds a section can have."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from briefing.model.article import clean_text
from briefing.services.section_text.markdown_runs import SAFE_LINK
from briefing.services.section_text.quoting import quoted
from briefing.services.section_text.rich_text import DEEPEST, BlockKind, RichBlock, RichRun, settled

MOST = 2_000_000
"""Characters of HTML that are read; of more only the words are pasted."""
_DEEPEST = 200
_MOST_ELEMENTS = 20_000
_MOST_CELLS = 2_000
_LEFT_OUT = {"script", "style", "head", "title", "template", "noscript", "iframe", "object", "svg",
             "math", "select", "textarea", "audio", "video", "canvas", "button", "del"}  # fmt: skip
_BLOCKS = {"p", "div", "section", "article", "header", "footer", "main", "aside", "figure",
           "figcaption", "address", "dl", "dt", "dd", "pre", "body", "html", "form", "fieldset",
           "center", "hr", "nav"}  # fmt: skip
_BOLD = re.compile(r"font-weight\s*:\s*(?:bold|[6-9]00)", re.IGNORECASE)
_UNBOLD = re.compile(r"font-weight\s*:\s*(?:normal|[1-4]00)", re.IGNORECASE)
_ITALIC = re.compile(r"font-style\s*:\s*(?:italic|oblique)", re.IGNORECASE)
_HIDDEN = re.compile(
    r"display\s*:\s*none|mso-hide\s*:\s*all|mso-(?:foot|end)note-id\s*:"
    r"|mso-element\s*:\s*(?:footnote|endnote|comment)-list",
    re.IGNORECASE,
)
_NOTE_MARKS = re.compile(r"\b(?:Mso(?:Footnote|Endnote|Comment)Reference|msocomanchor)\b")
"""What Word calls the marks of notes and comments, which lead nowhere once they are pasted."""
_MSO_LIST = re.compile(r"mso-list\s*:\s*l\d+\s+level(\d+)", re.IGNORECASE)
_MSO_MARK = re.compile(r"mso-list\s*:\s*ignore", re.IGNORECASE)
_NUMBERED = re.compile(r"\(?(?:\d{1,4}|[a-zA-Z]|[ivxlcIVXLC]+)[.)]")
_PLAIN = RichRun("")
_BLANKS = re.compile(r"[ \t\r\n\f]+")


def blocks_in(html: str, text: str) -> tuple[RichBlock, ...]:
    """Return what was pasted, from its HTML if it has any that can be read, else from its words.

    Paragraphs, bold, italic, links, lists, headings, quotations and tables are kept; everything
    else, and whatever could load or run something, is left out. Never raises.
    """
    if html.strip() and len(html) <= MOST:
        found = _from_html(html)
        if found:
            return found
    return plain_blocks(text)


def blanks_around(blocks: tuple[RichBlock, ...], text: str) -> tuple[RichBlock, ...]:
    """Return what goes into a line with the blanks that the words on the clipboard have."""
    if len(blocks) != 1 or blocks[0].kind is not BlockKind.TEXT:
        return blocks
    before = (RichRun(" "),) if text.startswith(" ") else ()
    after = (RichRun(" "),) if text.endswith(" ") else ()
    return (replace(blocks[0], runs=(*before, *blocks[0].runs, *after)),)


def plain_blocks(text: str) -> tuple[RichBlock, ...]:
    """Return each line of a text as a paragraph."""
    lines = clean_text(text).split("\n")
    return settled([RichBlock(runs=(RichRun(line),)) for line in lines])


def quotation_of(words: str, excerpt_id: str) -> tuple[RichBlock, ...]:
    """Return words of an article as a quotation, citing the excerpt they stand in if there is one.

    Without one it has no source, and is shown as a sentence that lacks one.
    """
    cited = (RichRun(" "), RichRun("", cite=excerpt_id)) if excerpt_id else ()
    said = RichRun(quoted(clean_text(words)))
    return settled([RichBlock(BlockKind.QUOTE, (said, *cited))])


def _from_html(html: str) -> tuple[RichBlock, ...]:
    from lxml import etree
    from lxml import html as lxml_html

    parser = lxml_html.HTMLParser(
        encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True
    )
    markup = clean_text(html).replace("\x00", "")
    try:
        tree = lxml_html.document_fromstring(markup.encode("utf-8", "replace"), parser=parser)
    except (ValueError, etree.LxmlError):
        return ()
    if sum(1 for _ in zip(tree.iter(), range(_MOST_ELEMENTS + 1), strict=False)) > _MOST_ELEMENTS:
        return ()
    reading = _Reading()
    reading.take(tree, _Place())
    reading.end()
    return settled(reading.blocks)


@dataclass(frozen=True, slots=True)
class _Place:
    """What holds at an element: the look of words, the kind of block, how deep in lists."""

    look: RichRun = _PLAIN
    kind: BlockKind = BlockKind.TEXT
    level: int = 0
    lists: tuple[BlockKind, ...] = ()
    deep: int = 0
    kept: bool = False


class _Reading:
    """Walks through parsed HTML and gathers blocks."""

    def __init__(self) -> None:
        self.blocks: list[RichBlock] = []
        self._runs: list[RichRun] = []
        self._place = _Place()

    def take(self, element: Any, place: _Place) -> None:
        """Take in an element with all that is in it."""
        tag = element.tag if isinstance(element.tag, str) else ""
        if not tag or tag in _LEFT_OUT or ":" in tag or place.deep > _DEEPEST:
            return
        style = str(element.get("style") or "")
        if _HIDDEN.search(style) or _MSO_MARK.search(style) or _marks_note(element, tag):
            return
        place = replace(place, deep=place.deep + 1, look=_look(element, tag, style, place.look))
        if tag == "table":
            self._table(element, place)
        elif tag == "br":
            self._runs.append(replace(place.look, text="\n"))
        else:
            self._inside(element, tag, style, place)

    def end(self) -> None:
        """End the paragraph that is being gathered."""
        if any(run.text.strip() for run in self._runs):
            place = self._place
            self.blocks.append(RichBlock(place.kind, _squeezed(self._runs), place.level))
        self._runs = []

    def _inside(self, element: Any, tag: str, style: str, place: _Place) -> None:
        inner = _inner(element, tag, style, place)
        starts = inner is not None
        if inner is not None:
            self.end()
            self._place = inner
        here = inner or place
        self._words(element.text, here)
        for child in element:
            self.take(child, here)
            if starts and not self._runs:
                self._place = here
            self._words(child.tail, here)
        if starts:
            self.end()
            self._place = place

    def _words(self, words: str | None, place: _Place) -> None:
        if words:
            text = words if place.kept else _BLANKS.sub(" ", words)
            self._runs.append(replace(place.look, text=text))

    def _table(self, table: Any, place: _Place) -> None:
        self.end()
        rows = []
        cells = 0
        for row in _own_rows(table):
            found = []
            for cell in row:
                if cell.tag in ("td", "th") and cells < _MOST_CELLS:
                    cells += 1
                    found.append(_cell(cell, place))
            if found:
                rows.append(tuple(found))
        width = max((len(row) for row in rows), default=0)
        if width > 1:
            self.blocks.append(RichBlock(BlockKind.TABLE, rows=tuple(rows)))
        else:  # a table of one column is there for the look of a page
            self.blocks.extend(RichBlock(runs=cell) for row in rows for cell in row)
        self._place = place


def _inner(element: Any, tag: str, style: str, place: _Place) -> _Place | None:
    """Return what holds in an element that begins a block, None for one within a line."""
    if tag in ("ul", "ol", "menu", "dir"):
        kind = BlockKind.NUMBER if tag == "ol" else BlockKind.BULLET
        return replace(place, lists=(*place.lists, kind))
    if tag == "li":
        lists = place.lists or (BlockKind.BULLET,)
        return replace(place, kind=lists[-1], level=min(len(lists) - 1, DEEPEST), lists=lists)
    if tag in ("h1", "h2", "h3", "h4", "h5", "h6"):
        return replace(place, kind=BlockKind.HEADING, level=min(3, int(tag[1])))
    if tag == "blockquote":
        return replace(place, kind=BlockKind.QUOTE, level=0)
    if tag not in _BLOCKS:
        return None
    if found := _MSO_LIST.search(style):
        mark = "".join(_marks(element)).strip()
        kind = BlockKind.NUMBER if _NUMBERED.fullmatch(mark) else BlockKind.BULLET
        return replace(place, kind=kind, level=min(int(found.group(1)[:2]) - 1, DEEPEST))
    return replace(place, kept=place.kept or tag == "pre")


def _marks_note(element: Any, tag: str) -> bool:
    """Tell whether an element is the mark of a note or a comment, and no words of the text."""
    if _NOTE_MARKS.search(str(element.get("class") or "")):
        return True
    links = list(element.iter("a")) if tag == "sup" else []
    return bool(links) and all(str(a.get("href") or "").startswith("#") for a in links)


def _marks(paragraph: Any) -> Iterator[str]:
    """Yield the number or bullet that Word writes before an item of a list."""
    for span in paragraph.iter("span"):
        if _MSO_MARK.search(str(span.get("style") or "")):
            yield "".join(span.itertext())
            return


def _look(element: Any, tag: str, style: str, look: RichRun) -> RichRun:
    # Google's documents stand in one <b> that says it is none.
    if (tag in ("b", "strong") and not _UNBOLD.search(style)) or _BOLD.search(style):
        look = replace(look, bold=True)
    elif _UNBOLD.search(style):
        look = replace(look, bold=False)
    if tag in ("i", "em", "cite") or _ITALIC.search(style):
        look = replace(look, italic=True)
    if tag in ("h1", "h2", "h3", "h4", "h5", "h6"):
        look = replace(look, bold=False)
    if tag == "a":
        address = clean_text(str(element.get("href") or "")).strip()
        look = replace(look, link=address if SAFE_LINK.match(address) else None)
    return look


def _own_rows(table: Any) -> Iterator[Any]:
    for child in table:
        if child.tag == "tr":
            yield child
        elif child.tag in ("thead", "tbody", "tfoot"):
            yield from (row for row in child if row.tag == "tr")


def _cell(cell: Any, place: _Place) -> tuple[RichRun, ...]:
    inside = _Reading()
    inside.take(cell, replace(place, kind=BlockKind.TEXT, level=0, lists=()))
    inside.end()
    runs: list[RichRun] = []
    for block in settled(inside.blocks):
        for words in [c for row in block.rows for c in row] or [block.runs]:
            runs.extend((*([RichRun(" ")] if runs else []), *words))
    return tuple(runs)


def _squeezed(runs: list[RichRun]) -> tuple[RichRun, ...]:
    """Leave one blank where several meet between runs."""
    found: list[RichRun] = []
    for run in runs:
        ends = found and found[-1].text[-1:] in (" ", "\n", "")
        text = run.text.lstrip(" ") if ends and run.text.startswith(" ") else run.text
        if text:
            found.append(replace(run, text=text))
    return tuple(found)
