"""Checks how the blocks of a part fit together: what opens, what closes, and what goes with it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from briefing.language import marked, tr
from briefing.templating.lint_findings import LintFinding
from briefing.templating.lint_reading import FoundTag, ReadPart, words_of
from briefing.templating.package import W

OPENING = {"for", "if", "with", "macro", "call", "filter"}
REFUSED = {
    "include", "import", "from", "extends", "block", "endblock", "autoescape", "endautoescape",
    "do", "debug", "trans", "endtrans", "pluralize", "break", "continue",
}  # fmt: skip
CELL_TAGS = {"cellbg", "colspan", "hm", "vm"}
"""What docxtpl lets a cell say of itself: its colour, how far it reaches."""
_SAME = {
    "p": marked("Put each into a paragraph of its own."),
    "tr": marked("Put each into a row of its own, with the repeated rows between them."),
    "tc": marked("Put each into a cell of its own, with the repeated cells between them."),
}
_ONE = {
    "p": marked("The block opens and closes in one paragraph, which goes with its tags."),
    "tr": marked("The block opens and closes in one row, which goes with its tags."),
    "tc": marked("The block opens and closes in one cell, which goes with its tags."),
}
_LOST = {
    "p": marked("It takes its paragraph with it, and other words stand in that."),
    "tr": marked("It takes its row with it, and other words stand in that."),
    "tc": marked("It takes its cell with it, and other words stand in that."),
}
_OWN = {
    "p": marked("Give the tag a paragraph of its own."),
    "tr": marked("Give the tag a row of its own."),
    "tc": marked("Give the tag a cell of its own."),
}
_DRAWN = (f"{W}drawing", f"{W}pict", f"{W}object")


@dataclass(frozen=True, slots=True)
class Block:
    """A block from the tag that opens it to the one that closes it."""

    opener: FoundTag
    closer: FoundTag

    def inside(self) -> Iterator[Any]:
        """Yield the elements between its tags, where they stand in elements of their own."""
        element = self.opener.unit
        if element is self.closer.unit or self.closer.unit is None:
            return
        while element is not None and (element := element.getnext()) is not self.closer.unit:
            if element is not None:
                yield element


def opens(tag: FoundTag) -> bool:
    """Return whether a tag opens a block; `set` does where it has no `=`."""
    return tag.name in OPENING or (tag.name == "set" and "=" not in tag.code)


def check_blocks(part: ReadPart) -> list[Block]:
    """Return the blocks of a part, and add findings for those that do not fit."""
    stack: list[FoundTag] = []
    blocks: list[Block] = []
    for tag in part.tags:
        part.findings += _unit_findings(tag, part.tags)
        if opens(tag):
            stack.append(tag)
        elif tag.name in ("else", "elif"):
            part.findings += _branch_findings(tag, stack)
        elif tag.name.startswith("end") and tag.name not in REFUSED:
            opener = _opener(tag, stack, part)
            if opener is not None:
                blocks.append(Block(opener, tag))
                part.findings += _pair_findings(opener, tag)
    part.findings += [_unclosed(tag) for tag in stack]
    return blocks


def _opener(closer: FoundTag, stack: list[FoundTag], part: ReadPart) -> FoundTag | None:
    kind = closer.name.removeprefix("end")
    if not any(tag.name == kind for tag in stack):
        part.findings.append(closer.finding(
            "stray block", tr("It closes a block that nothing opens."),
            tr("Take it away, or open the block with {{% {kind} … %}}.", kind=kind),
        ))  # fmt: skip
        return None
    while stack[-1].name != kind:
        part.findings.append(_unclosed(stack.pop()))
    return stack.pop()


def _unclosed(tag: FoundTag) -> LintFinding:
    closing = f"{{%{tag.scope or ''} end{tag.name} %}}"
    return tag.finding(
        "unclosed block", tr("The block is never closed."),
        tr("Close it with {closing}.", closing=closing),
    )  # fmt: skip


def _branch_findings(tag: FoundTag, stack: Sequence[FoundTag]) -> Iterator[LintFinding]:
    opener = stack[-1] if stack else None
    if opener is None or opener.name not in ("if", "for"):
        yield tag.finding(
            "stray block", tr("It stands in no block."), tr("Take it away, or open {% if %}.")
        )
    elif opener.scope != tag.scope:
        yield _other_scope(opener, tag)
    elif _apart(opener, tag):
        yield _torn(opener, tag)


def _pair_findings(opener: FoundTag, closer: FoundTag) -> Iterator[LintFinding]:
    if opener.scope != closer.scope:
        yield _other_scope(opener, closer)
    elif opener.scope in _SAME and opener.unit is closer.unit is not None:
        yield closer.finding("one element", tr(_ONE[opener.scope]), tr(_SAME[opener.scope]))
    elif _apart(opener, closer):
        yield _torn(opener, closer)
    elif opener.name == "filter" and opener.run is not closer.run:
        yield closer.finding(
            "torn block", tr("The filter would change the layout between its tags, too."),
            tr("Put it around words of one format in one paragraph, or write {{ value|filter }}."),
        )  # fmt: skip


def _other_scope(opener: FoundTag, tag: FoundTag) -> LintFinding:
    begin = f"{{%{opener.scope}" if opener.scope else "{%"
    return tag.finding(
        "other scope", tr("It belongs to {written}, which is of "
                          "another kind.", written=opener.written),
        tr("Begin it with {begin} as well.", begin=begin),
    )  # fmt: skip


def _torn(opener: FoundTag, tag: FoundTag) -> LintFinding:
    return tag.finding(
        "torn block", tr("It stands in another place of the document than "
                         "{written}.", written=opener.written),
        tr("Put both into the same text, cell or table, neither within a link alone."),
    )  # fmt: skip


def _apart(opener: FoundTag, other: FoundTag) -> bool:
    """Return whether what lies between two tags is no run of whole elements."""
    if opener.unit is None or other.unit is None:
        return False
    if opener.scope not in ("", "r"):
        return opener.unit.getparent() is not other.unit.getparent()
    if opener.paragraph is other.paragraph:
        return opener.holder is not other.holder
    within = opener.holder is opener.paragraph and other.holder is other.paragraph
    return not within or opener.paragraph.getparent() is not other.paragraph.getparent()


def _unit_findings(tag: FoundTag, tags: Sequence[FoundTag]) -> Iterator[LintFinding]:
    if tag.name in REFUSED:
        yield tag.finding(
            "forbidden",
            tr("{name} is not allowed in a template.", name=tag.name),
            tr("Take the tag away."),
        )
    if tag.unit is None:
        yield tag.finding(
            "outside table", tr("It takes a row or cell with it, and stands in no table."),
            tr("Put it into a table, or write {%p."),
        )  # fmt: skip
    elif (tag.scope == "p" and not tag.alone) or (
        tag.scope in ("tr", "tc") and _has_more(tag, tags)
    ):
        yield tag.finding("words beside", tr(_LOST[tag.scope]), tr(_OWN[tag.scope]))


def _has_more(tag: FoundTag, tags: Sequence[FoundTag]) -> bool:
    """Return whether a row or cell holds more than tags of its own scope."""
    words = words_of(tag.unit)
    for other in tags:
        if other.scope == tag.scope and other.unit is tag.unit:
            words = words.replace(other.written, "", 1)
    return bool(words.strip()) or next(tag.unit.iter(*_DRAWN), None) is not None
