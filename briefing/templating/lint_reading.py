"""Reads a part of a template for the check: each tag with its place and what it takes with it."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from briefing.language import marked, tr
from briefing.templating.lint_findings import Level, LintFinding
from briefing.templating.package import W

_TAG = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}", re.DOTALL)
_OPEN = re.compile(r"\{\{|\{%|\{#")
_CLOSE = re.compile(r"\}\}|%\}|#\}")
_SCOPED = re.compile(r"\{%[-+]?\s*(?:(p|tr|tc|r)\s+)?(.*?)[-+]?%\}\Z", re.DOTALL)
_PRINTED = re.compile(r"\{\{[-+]?(?:(p|r)\s+)?(.*?)[-+]?\}\}\Z", re.DOTALL)
_QUOTES = str.maketrans("“”„‘’", '"""\'\'')
_CROSSED = {
    f"{W}ins": marked("It stands partly in a tracked insertion and partly outside."),
    f"{W}moveTo": marked("It stands partly in a tracked move and partly outside."),
    f"{W}hyperlink": marked("It stands partly in a link and partly outside."),
    f"{W}fldSimple": marked("It stands partly in a field and partly outside."),
}
_IN_TABLE = (
    marked("{part}, table {table}"),
    marked("{part}, table {table}, row {row}"),
    marked("{part}, table {table}, row {row}, cell {cell}"),
)
UNITS = {"p": f"{W}p", "tr": f"{W}tr", "tc": f"{W}tc", "r": f"{W}p", "": f"{W}p"}
"""The element that a tag of each scope stands in and, except in runs, takes with it."""


@dataclass(eq=False, slots=True)
class FoundTag:
    """A tag: `scope` is p, tr, tc, r or "" for one within words, `code` what Jinja reads.

    `unit` is the element of its scope or None, `holder` the element that its first `run` stands in.
    """

    written: str
    code: str
    scope: str
    prints: bool
    part: str
    number: int
    paragraph: Any
    holder: Any
    run: Any
    unit: Any
    place: str
    alone: bool

    @property
    def words(self) -> list[str]:
        """The words of a block tag: its name first."""
        return self.code.split()

    @property
    def name(self) -> str:
        """What a block tag does: `for`, `endif`; "" for one that prints."""
        found = re.match(r"\w+", self.code)
        return found.group() if found and not self.prints else ""

    def finding(
        self, kind: str, message: str, remedy: str, level: Level = Level.ERROR
    ) -> LintFinding:
        """Return a finding at this tag."""
        return LintFinding(
            kind, self.place, message, remedy, self.written, level, self.part, self.number
        )


@dataclass(eq=False)
class ReadPart:
    """A part with its tags in the order of the text."""

    name: str
    tree: Any
    tags: list[FoundTag] = field(default_factory=list)
    findings: list[LintFinding] = field(default_factory=list)

    def place_of(self, element: Any) -> tuple[str, int]:
        """Return where an element stands, in words, and the number of its paragraph or 0."""
        paragraph = (
            element if element.tag == f"{W}p" else next(element.iterancestors(f"{W}p"), None)
        )
        number = self._numbers.get(paragraph, 0)
        place = self._in_table(element)
        if number:
            place = tr("{place}, paragraph {number}", place=place, number=number)
        words = " ".join(words_of(element if paragraph is None else paragraph).split())
        if words:
            place = tr("{place} (“{words}”)", place=place, words=words[:60])
        return place, number

    def finding(
        self, element: Any, kind: str, message: str, remedy: str, level: Level = Level.WARNING
    ) -> LintFinding:
        """Return a finding at an element."""
        place, number = self.place_of(element)
        return LintFinding(kind, place, message, remedy, "", level, self.name, number)

    def _in_table(self, element: Any) -> str:
        """Return the part and, for what stands in a table, where in the table."""
        counted = list(self._cells(element))
        if not counted:
            return self.name
        numbers = dict(zip(("table", "row", "cell"), counted, strict=False))
        return tr(_IN_TABLE[len(counted) - 1], part=self.name, **numbers)

    def _cells(self, element: Any) -> Iterator[int]:
        """Yield the numbers of the table, row and cell around an element, as far as there are."""
        for tag in ("tbl", "tr", "tc"):
            found = element if element.tag == f"{W}{tag}" else next(
                element.iterancestors(f"{W}{tag}"), None
            )  # fmt: skip
            if found is None:
                return
            before = found.itersiblings(found.tag, preceding=True)
            yield self._tables.get(found, 0) if tag == "tbl" else 1 + sum(1 for _ in before)

    @cached_property
    def _numbers(self) -> dict[Any, int]:
        return {each: number for number, each in enumerate(self.tree.iter(f"{W}p"), start=1)}

    @cached_property
    def _tables(self) -> dict[Any, int]:
        return {each: number for number, each in enumerate(self.tree.iter(f"{W}tbl"), start=1)}


def read_part(tree: Any, name: str) -> ReadPart:
    """Return a part with its tags, and findings for those that cannot be read."""
    part = ReadPart(name, tree)
    for paragraph in tree.iter(f"{W}p"):
        whole = "".join(paragraph.itertext(f"{W}t"))
        if "{" in whole or "}" in whole:
            _read_paragraph(part, paragraph)
    return part


def words_of(element: Any) -> str:
    """Return the words in an element."""
    return "".join(element.itertext(f"{W}t"))


def _read_paragraph(part: ReadPart, paragraph: Any) -> None:
    texts = [t for t in paragraph.iter(f"{W}t") if next(t.iterancestors(f"{W}p")) is paragraph]
    whole = "".join(t.text or "" for t in texts)
    found = list(_TAG.finditer(whole))
    if found:
        place, number = part.place_of(paragraph)
        for match in found:
            covered = _covered(texts, *match.span())
            tag = _tag(match.group(), part.name, number, paragraph, covered[0], place)
            tag.alone = whole.strip() == match.group()
            part.tags.append(tag)
            if crossed := _crossed(covered):
                part.findings.append(tag.finding(
                    "crossing", tr(crossed), tr("Delete the tag and type it anew in one go."),
                ))  # fmt: skip
    _check_rest(part, paragraph, _TAG.sub("", whole))


def _check_rest(part: ReadPart, paragraph: Any, rest: str) -> None:
    if stray := _OPEN.search(rest):
        part.findings.append(part.finding(
            paragraph, "unclosed tag", tr("{group} is opened and not closed.", group=stray.group()),
            tr("Close it in the same paragraph."), Level.ERROR,
        ))  # fmt: skip
    elif stray := _CLOSE.search(rest):
        part.findings.append(part.finding(
            paragraph, "stray close", tr("{group} closes nothing.", group=stray.group()),
            tr("Open the tag before it, or take it away."),
        ))  # fmt: skip


def _tag(written: str, part: str, number: int, paragraph: Any, first: Any, place: str) -> FoundTag:
    code = html.unescape(written.translate(_QUOTES))
    prints = code.startswith("{{")
    found = (_PRINTED if prints else _SCOPED).match(code)
    scope, inside = (found.group(1) or "", found.group(2)) if found else ("", "")
    tag = UNITS[scope]
    unit = paragraph if tag == paragraph.tag else next(paragraph.iterancestors(tag), None)
    run = next(first.iterancestors(f"{W}r"), first)
    return FoundTag(
        written, "" if code.startswith("{#") else inside.strip(), scope, prints, part, number,
        paragraph, run.getparent(), run, unit, place, alone=False,
    )  # fmt: skip


def _covered(texts: list[Any], start: int, end: int) -> list[Any]:
    at, found = 0, []
    for text in texts:
        before, at = at, at + len(text.text or "")
        if before < end and at > start:
            found.append(text)
    return found


def _crossed(covered: list[Any]) -> str:
    """Return the sentence on what a tag stands partly in, or ""."""
    around = [
        {each for each in text.iterancestors(*_CROSSED) if each.tag in _CROSSED} for text in covered
    ]
    partly = set.union(*around) - set.intersection(*around) if around else set()
    return next((_CROSSED[each.tag] for each in partly), "")
