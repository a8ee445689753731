"""Writes blocks and runs as the CommonMark, with citation marks, that a brief's section keeps."""

from __future__ import annotations

import re
import string
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby

from briefing.model.brief import JUDGEMENT
from briefing.services.rich_text import LISTS, BlockKind, RichBlock, RichRun, Runs, settled

_SPECIAL = re.compile(r"[\\`*_\[\]<]|&(?=#?[A-Za-z0-9]{1,32};)")
_LINE_START = re.compile(r"(?m)^(?:(\d{1,9})(?=[.)])|(?=[#>+=~:|-]))")
_LONE = re.compile(rf"(?m)^[ \t]*(?=\[@(?!{JUDGEMENT}\])[A-Za-z0-9_-]+\][ \t]*$)")
_PUNCTUATION = frozenset(string.punctuation)


def write(blocks: Sequence[RichBlock]) -> str:
    """Return blocks as CommonMark; reading it gives them again, as `settled` has them."""
    parts: list[str] = []
    lists: list[_Item] = []
    before: RichBlock | None = None
    for block in settled(blocks):
        if block.kind in LISTS:
            lists = lists[: block.level + 1]
            parts.append(_between(before, block, lists) + _item(block, lists))
        else:
            lists = []
            parts.append(_between(before, block, lists) + _written(block))
        before = block
    return "".join(parts)


@dataclass(frozen=True, slots=True)
class _Item:
    """The last item at one depth of a list: its kind, its number, how far its words stand in."""

    kind: BlockKind
    number: int
    width: int
    empty: bool


def _between(before: RichBlock | None, block: RichBlock, lists: Sequence[_Item]) -> str:
    if before is None:
        return ""
    if before.kind is block.kind is BlockKind.QUOTE:
        return "\n>\n"
    same = before.kind in LISTS and block.kind in LISTS
    # Below words in the same item an empty item would underline them as a heading.
    apart = not block.runs and block.level > before.level
    apart = apart or (block.level == 0 and len(lists) == 1 and lists[0].kind is not block.kind)
    return "\n" if same and lists and not apart else "\n\n"


def _item(block: RichBlock, lists: list[_Item]) -> str:
    last = lists[block.level] if block.level < len(lists) else None
    number = last.number + 1 if last and last.kind is block.kind is BlockKind.NUMBER else 1
    del lists[block.level :]
    indent = " " * sum(item.width for item in lists)
    marker = f"{number}." if block.kind is BlockKind.NUMBER else "-"
    lists.append(_Item(block.kind, number, len(marker) + 1, not block.runs))
    words = inline(block.runs).replace("\n", "\n" + indent + " " * (len(marker) + 1))
    return f"{indent}{marker} {words}".rstrip(" ") if not words else f"{indent}{marker} {words}"


def _written(block: RichBlock) -> str:
    match block.kind:
        case BlockKind.VERBATIM:
            return block.text.strip("\n")
        case BlockKind.HEADING:
            return f"{'#' * block.level} {inline(block.runs)}"
        case BlockKind.QUOTE:
            return "> " + inline(block.runs).replace("\n", "\n> ")
        case BlockKind.TABLE:
            return "\n".join(_rows(block))
        case _:
            return inline(block.runs)


def _rows(block: RichBlock) -> Iterator[str]:
    for number, row in enumerate(block.rows):
        cells = (inline(cell).replace("|", "\\|") for cell in row)
        yield f"| {' | '.join(cells)} |"
        if number == 0:
            yield f"|{' --- |' * len(row)}"


@lru_cache(maxsize=2048)  # at a key one paragraph of a long section is another
def inline(runs: Runs) -> str:
    """Return the runs of one block as CommonMark, its line ends as hard ones."""
    words = _Line()
    _nested(words, list(runs), 0)
    text = _LINE_START.sub(lambda m: f"{m.group()}\\", words.text)
    # A citation alone on its line would place the excerpt there.
    return _LONE.sub("&#32;", text).replace("\n", "\\\n")


class _Line:
    """Takes pieces of a line one after the other and keeps each from changing another's meaning."""

    def __init__(self) -> None:
        self.text = ""
        self._plain = ""
        self._pending: Callable[[str], bool] | None = None
        self._cited = False

    def words(self, text: str) -> None:
        if self._pending and self._pending(text[0]):
            start = f"&#{ord(text[0])};"
            text = text[1:]
        elif self._cited and text[0] in "(:":
            start, text = f"\\{text[0]}", text[1:]
        else:
            start = ""
        self._pending, self._cited = None, False
        self.text += start + _SPECIAL.sub(lambda m: f"\\{m.group()}", text)
        self._plain = text[-1:]

    def code(self, text: str) -> None:
        text = text.replace("\n", " ")
        longest = max((len(m) for m in re.findall("`+", text)), default=0)
        fence = "`" * (longest + 1)
        pad = " " if text[:1] in "` " or text[-1:] in "` " else ""
        if not text.strip():
            pad = ""
        self._mark(f"{fence}{pad}{text}{pad}{fence}")

    def cite(self, excerpt: str) -> None:
        self._bracket()
        self._mark(f"[@{excerpt}]")
        self._cited = True

    def link(self, inside: Callable[[], None], address: str) -> None:
        self._bracket()
        self._mark("[")
        inside()
        self._mark(f"]({address})")

    def emphasis(self, mark: str, inside: Callable[[], None], edges: tuple[str, str]) -> None:
        first, last = edges
        if self._plain and _meant(mark, self._plain, first):
            self.text = f"{self.text[: -len(self._plain)]}&#{ord(self._plain)};"
        self._mark(mark)
        inside()
        self._mark(mark)
        self._pending = lambda after: _meant(mark, after, last)

    def _bracket(self) -> None:
        if self._plain == "!":
            self.text = f"{self.text[:-1]}\\!"

    def _mark(self, written: str) -> None:
        self.text += written
        self._plain, self._pending, self._cited = "", None, False


def _meant(mark: str, outer: str, inner: str) -> bool:
    """Return whether emphasis between these characters needs the outer one spelled by number."""
    if outer.isspace() or outer in _PUNCTUATION:
        return False
    return mark == "_" or not inner.isalnum()


def _nested(line: _Line, runs: list[RichRun], depth: int) -> None:
    """Write runs, one formatting around the next: bold, italic, link."""
    if depth == 3:
        for run in runs:
            if run.cite:
                line.cite(run.cite)
            elif run.code:
                line.code(run.text)
            else:
                line.words(run.text)
        return
    part = (lambda r: r.bold, lambda r: r.italic, lambda r: r.link)[depth]
    for value, group in groupby(runs, part):
        inside = list(group)

        def go_on(inside: list[RichRun] = inside) -> None:
            _nested(line, inside, depth + 1)

        if not value:
            go_on()
        elif depth == 2:
            line.link(go_on, str(value))
        else:
            edges = (_edges(inside[0], depth)[0], _edges(inside[-1], depth)[1])
            line.emphasis("_" if depth else "**", go_on, edges)


def _edges(run: RichRun, depth: int) -> tuple[str, str]:
    """Return the characters at a run's ends as emphasis at this depth meets them."""
    if run.cite or run.code or run.link or (run.italic and depth == 0):
        return "*", "*"
    return run.text[0], run.text[-1]
