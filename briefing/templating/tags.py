"""Finds the tags in a part of a template and turns the part into the source that Jinja renders."""

from __future__ import annotations

import copy
import html
import re
from dataclasses import dataclass
from typing import Any

from lxml import etree

from briefing.errors import TemplateError
from briefing.language import tr
from briefing.templating.cell_tags import cell_source, is_cell_tag, set_cell
from briefing.templating.package import XML_SPACE, W

_TAG = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}", re.DOTALL)
_OPEN = re.compile(r"\{\{|\{%|\{#")
_SCOPED = re.compile(r"\{%-?\s*(p|tr|tc|r)\s+(.*?)-?%\}\Z", re.DOTALL)
_PRINTED = re.compile(r"\{\{(p|r)\s+(.*?)\}\}\Z", re.DOTALL)
_BEGINNING = re.compile(r"\{[{%#][-+]?")
_ELEMENTS = {"p": f"{W}p", "tr": f"{W}tr", "tc": f"{W}tc", "r": f"{W}r"}
_MARK, _END = "\ue000", "\ue001"
_BRACE = "\ue002"
"""Stands for a brace that is no tag's, until Jinja has read the source."""
_LITERAL = {"{_{": _BRACE * 2, "{_%": f"{_BRACE}%", "}_}": "}}", "%_}": "%}"}
_ESCAPED = re.compile(r"\{_\{|\{_%|\}_\}|%_\}")
_UNREAD = {ord(_BRACE): '{{ "{" }}'}
_MARKS = re.compile(f"{_MARK}([0-9]+){_END}")
_QUOTES = str.maketrans("“”„‘’", '"""\'\'')


@dataclass(frozen=True, slots=True)
class Tag:
    """One tag as it was written, and where: part, paragraph number from 1, that paragraph's words.

    `own` are the serialised properties of the paragraph or run it stands in.
    """

    written: str
    part: str
    paragraph: int
    words: str
    own: str = ""

    @property
    def place(self) -> str:
        """Where the tag stands, in words."""
        words = self.words if len(self.words) <= 60 else self.words[:59] + "…"
        return tr(
            "{part}, paragraph {number} (“{words}”)",
            part=self.part,
            number=self.paragraph,
            words=words,
        )


@dataclass(frozen=True, slots=True)
class Source:
    """A part as Jinja's source; tag n stands in line n + 2."""

    part: str
    text: str
    tags: tuple[Tag, ...]

    def tag_at(self, line: int) -> Tag | None:
        """Return the tag in a line of the source."""
        return self.tags[line - 2] if 2 <= line < len(self.tags) + 2 else None


def source_of(tree: Any, part: str) -> Source:
    """Return the source of a part; changes `tree`.

    Raises TemplateError for a tag that is not closed, or that shares its paragraph with words
    that it would take with it.
    """
    tags: list[Tag] = []
    for number, paragraph in enumerate(list(tree.iter(f"{W}p")), start=1):
        words = "".join(paragraph.itertext(f"{W}t"))
        if "{" in words or "_}" in words:
            _mark(paragraph, part, number, tags)
    for deleted in tree.iter(f"{W}delText"):
        deleted.text = (deleted.text or "").replace("{", _BRACE)
    text = etree.tostring(tree, encoding="unicode").replace("\n", " ").translate(_UNREAD)
    ordered: list[Tag] = []

    def jinja(match: re.Match[str]) -> str:
        ordered.append(tags[int(match.group(1))])
        return _jinja(ordered[-1], len(ordered) - 1)

    return Source(part, _MARKS.sub(jinja, text), tuple(ordered))


def _mark(paragraph: Any, part: str, number: int, tags: list[Tag]) -> None:
    texts = [t for t in paragraph.iter(f"{W}t") if _nearest(t, f"{W}p") is paragraph]
    whole = "".join(t.text or "" for t in texts)
    words = " ".join(whole.split())
    found = list(_TAG.finditer(whole))
    if stray := _OPEN.search(_TAG.sub("", whole)):
        raise TemplateError(
            tr(
                "A tag is not closed in {part}, paragraph {number} (“{words}”): {whole}",
                part=part,
                number=number,
                words=words[:60],
                whole=whole[whole.find(stray.group()) :][:60],
            ),
            tr("Close {group} in the same paragraph.", group=stray.group()),
        )
    first = len(tags)
    for match in found:
        written = match.group().translate(_QUOTES)
        tags.append(Tag(written, part, number, words, _properties(texts, match.start(), written)))
    numbers = {match.start(): place for place, match in enumerate(found, start=first)}
    everything = [*found, *_ESCAPED.finditer(whole)]
    for match in sorted(everything, key=lambda each: each.start(), reverse=True):
        if match.group() in _LITERAL:
            _replace_words(texts, *match.span(), _LITERAL[match.group()])
            continue
        place = numbers[match.start()]
        alone = whole.strip() == match.group()
        _put(paragraph, texts, match.span(), (place, tags[place]), alone=alone)


def _put(
    paragraph: Any, texts: list[Any], span: tuple[int, int], found: tuple[int, Tag], *, alone: bool
) -> None:
    """Put the mark of a tag in its place: in the words, or instead of what it stands for."""
    index, tag = found
    mark = f"{_MARK}{index}{_END}"
    if is_cell_tag(tag.written):
        _put_on_cell(paragraph, texts, span, tag, mark)
        return
    scope = _scope(tag.written)
    if scope in ("", "r"):
        element = _replace_words(texts, *span, mark)
        run = _nearest(element, f"{W}r") if scope == "r" else None
        if run is not None:
            _part_run(run, element, mark)
        return
    element = paragraph if scope == "p" else _nearest(paragraph, _ELEMENTS[scope])
    if element is None:
        raise TemplateError(
            tr(
                "{written} stands outside a table, in {place}.",
                written=tag.written,
                place=tag.place,
            ),
            tr("Put it into a table's row."),
        )
    if scope == "p" and not alone:
        raise TemplateError(
            tr(
                "{written} takes its whole paragraph with it, and other words stand beside it, "
                "in {place}.",
                written=tag.written,
                place=tag.place,
            ),
            tr("Give the tag a paragraph of its own."),
        )
    if element.getparent() is not None:
        _replace_element(element, mark)


def _put_on_cell(
    paragraph: Any, texts: list[Any], span: tuple[int, int], tag: Tag, mark: str
) -> None:
    cell = _nearest(paragraph, f"{W}tc")
    if cell is None:
        raise TemplateError(
            tr(
                "{written} stands outside a table, in {place}.",
                written=tag.written,
                place=tag.place,
            ),
            tr("Put it into a table's cell."),
        )
    _replace_words(texts, *span, "")
    set_cell(cell, tag.written, mark)


def _replace_words(texts: list[Any], start: int, end: int, mark: str) -> Any:
    """Take the characters from `start` to `end` out of their runs and put `mark` into the first."""
    at, first = 0, None
    for text in texts:
        words = text.text or ""
        low, high = max(start - at, 0), min(end - at, len(words))
        at += len(words)
        if low >= high:
            continue
        text.text = words[:low] + (mark if first is None else "") + words[high:]
        text.set(XML_SPACE, "preserve")
        first = text if first is None else first
    return first


def _part_run(run: Any, text: Any, mark: str) -> None:
    """Part a run at a mark in one of its texts, so that the mark stands between two runs."""
    if text.getparent() is not run:
        return
    place = list(run).index(text)
    rest, after = copy.deepcopy(run), run.tail
    text.text, _, rest[place].text = (text.text or "").partition(mark)
    for child in list(run)[place + 1 :]:
        run.remove(child)
    for child in list(rest)[:place]:
        if child.tag != f"{W}rPr":
            rest.remove(child)
    rest.tail = run.tail = None
    run.addnext(rest)
    run.tail, rest.tail = mark, after
    for part in (run, rest):
        if not any(c.tag != f"{W}rPr" and (c.tag != f"{W}t" or c.text) for c in part):
            _replace_element(part, "")


def _replace_element(element: Any, mark: str) -> None:
    parent, before = element.getparent(), element.getprevious()
    words = mark + (element.tail or "")
    element.tail = None
    if before is not None:
        before.tail = (before.tail or "") + words
    else:
        parent.text = (parent.text or "") + words
    parent.remove(element)


def _properties(texts: list[Any], start: int, written: str) -> str:
    """Return the properties that what the tag prints takes over from where the tag stands."""
    printed = _PRINTED.match(written)
    if not printed:
        return ""
    at = 0
    for text in texts:
        at += len(text.text or "")
        if at > start:
            name = "pPr" if printed.group(1) == "p" else "rPr"
            holder = _nearest(text, f"{W}p" if name == "pPr" else f"{W}r")
            found = holder.find(f"{W}{name}")
            return etree.tostring(found, encoding="unicode") if found is not None else ""
    return ""


def _scope(written: str) -> str:
    found = _SCOPED.match(written) or _PRINTED.match(written)
    return found.group(1) if found else ""


def _jinja(tag: Tag, index: int) -> str:
    """Return a tag as Jinja reads it, on a line of its own so that errors find it again."""
    written = " ".join(html.unescape(tag.written).split())
    if printed := _PRINTED.match(written):
        name = "print_blocks" if printed.group(1) == "p" else "print_runs"
        return f"{{{{\n({printed.group(2)})|{name}({index}) }}}}"
    if scoped := _SCOPED.match(written):
        return f"{{%\n{scoped.group(2)} %}}"
    if is_cell_tag(written):
        return cell_source(written)
    begins = _BEGINNING.match(written)
    at = begins.end() if begins else 2
    return f"{written[:at]}\n{written[at:]}"


def _nearest(element: Any, name: str) -> Any:
    return next(element.iterancestors(name), None)
