"""The plain text of a mail: wrapped lines joined, earlier mails and signatures as quotations."""

from __future__ import annotations

import re

from briefing.loaders.blocks import TextBuilder
from briefing.model.article import BlockKind

WRAPPED = 60
"""Code points of a line that may go on in the next: mail programs wrap at 65 to 78."""

_MARKS = re.compile(r"\s*((?:>\s?)+)(.*)$")
_ITEM = re.compile(r"\s*(?:[-*•–]|\d{1,2}[.)])\s+\S")
_RULE = re.compile(r"\s*[-_=*]{3,}\s*$")
_SIGNATURE = re.compile(r"--\s?$")
_EARLIER = re.compile(
    r"\s*-{2,}\s*(?:original message|forwarded message|ursprüngliche nachricht|message d'origine"
    r"|mensaje original|messaggio originale)\s*-{2,}\s*$",
    re.IGNORECASE,
)


def unflowed(text: str, *, delsp: bool = False) -> str:
    """Return text of “format=flowed” with its paragraphs whole (RFC 3676).

    A line that ends with a space goes on in the next of the same depth of quotation; with `delsp`
    that space is no part of the words.
    """
    whole: list[tuple[int, list[str]]] = []
    goes_on = False
    for line in re.split("\r\n|\r|\n", text):
        words = line.lstrip(">")
        depth = len(line) - len(words)
        words = words.removeprefix(" ")
        flows = words.endswith(" ") and words != "-- "
        kept = words[:-1] if flows and delsp else words
        if goes_on and whole and whole[-1][0] == depth:
            whole[-1][1].append(kept)
        else:
            whole.append((depth, [kept]))
        goes_on = flows
    lines = ((depth, "".join(parts)) for depth, parts in whole)
    return "\n".join(f"{'>' * depth} {words}" if depth else words for depth, words in lines)


def add_mail_text(builder: TextBuilder, text: str, *, wrapped: bool = True) -> None:
    """Add the blocks of a mail's plain text; a long line may go on in the next if it is `wrapped`.

    Lines with ">" are quotations, and so is all that follows a signature's "-- " up to the next
    empty line, or a line such as "-----Original Message-----".
    """
    reader = _Reader(builder, WRAPPED if wrapped else None)
    for line in text.split("\n"):
        reader.take(line)
    reader.end()


class _Reader:
    def __init__(self, builder: TextBuilder, wrapped: int | None) -> None:
        self._builder = builder
        self._wrapped = wrapped
        self._lines: list[str] = []
        self._kind = BlockKind.PARAGRAPH
        self._signature = False
        self._earlier = False

    def take(self, line: str) -> None:
        """Take one line."""
        quoted = _MARKS.match(line)
        if _SIGNATURE.match(line):
            self.end()
            self._signature = True
        elif _RULE.match(line):
            self.end()
        elif not (quoted.group(2) if quoted else line).strip():
            self.end()
            self._signature = False
        else:
            self._earlier = self._earlier or bool(_EARLIER.match(line))
            self._words(quoted.group(2) if quoted else line, quoted=bool(quoted))

    def _words(self, line: str, *, quoted: bool) -> None:
        kind = BlockKind.LIST_ITEM if _ITEM.match(line) else BlockKind.PARAGRAPH
        if quoted or self._signature or self._earlier:
            kind = BlockKind.QUOTATION
        long = self._wrapped is not None and self._lines and len(self._lines[-1]) >= self._wrapped
        goes_on = long and not _ITEM.match(line)
        same = kind is self._kind or (
            kind is BlockKind.PARAGRAPH and self._kind is BlockKind.LIST_ITEM
        )
        if not (goes_on and same):
            self.end()
            self._kind = kind
        self._lines.append(line)

    def end(self) -> None:
        """Make a block of the lines so far."""
        self._builder.add(" ".join(self._lines), self._kind)
        self._lines.clear()
