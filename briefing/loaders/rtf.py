"""Reads RTF: words in any code page, headings and lists by their styles, rows, notes."""

from __future__ import annotations

import codecs
import re
from copy import copy
from dataclasses import dataclass

from briefing.errors import LoadError
from briefing.language import tr, tr_many
from briefing.loaders.article import cleaned, made
from briefing.loaders.blocks import TextBuilder
from briefing.loaders.encodings import all_encodings, load_encodings
from briefing.loaders.findings import Findings
from briefing.loaders.formats import facts
from briefing.loaders.properties import PROPERTIES, plausible_author, plausible_title
from briefing.loaders.rtf_words import (
    CHARACTERS,
    CODE_PAGES,
    NO_TEXT,
    OLD_SETS,
    STARRED,
    SYMBOLS,
)
from briefing.model.article import BlockKind
from briefing.services.ports import LoadedArticle

_TOKEN = re.compile(
    r"\\([a-zA-Z]{1,32})(-?\d{1,10})? ?|\\'([0-9a-fA-F]{2})|\\([^a-zA-Z'])|([{}])|([\r\n]+)"
    r"|([^\\{}\r\n]+)|\\'?"
)
_BRACE = re.compile(r"[{}]|\\bin(\d{1,9}) ?|\\.", re.DOTALL)
_HEADING = re.compile(r"^(?:heading|überschrift|titre|título|titolo)\s*(\d)", re.IGNORECASE)
_LIST = re.compile(r"\blist\b", re.IGNORECASE)
_QUOTE = re.compile(r"\bquot", re.IGNORECASE)
_SURROGATE = re.compile("[\ud800-\udfff]")
_DEEPEST = 8


class RtfLoader:
    """Reads .rtf files; pictures, objects and fields are left alone."""

    name, label, suffixes = facts("rtf")

    def prepare(self) -> None:
        """Load what reading loads at first need."""
        load_encodings(all_encodings())

    def load(self, data: bytes, source: str) -> list[LoadedArticle]:
        """Return the document as an article; raises LoadError if it is not RTF.

        Notes follow the text; comments, headers, footers, hidden and deleted text are left out.
        """
        start = data.find(b"{\\rtf", 0, 1024)
        if start < 0:
            raise LoadError(
                tr("{source} is no RTF document.", source=source),
                tr("Open it where it was made, and save anew."),
            )
        reader = _Reader(data[start:].decode("latin-1"))
        reader.read()
        builder, warnings = reader.finished()
        found = Findings()
        found.add("headline", plausible_title(reader.said.get("title")), PROPERTIES)
        found.add("byline", plausible_author(reader.said.get("author")), PROPERTIES)
        return [made(data, source, builder.text, builder.blocks, found.metadata(), warnings)]


@dataclass(slots=True)
class _State:
    """What holds until the end of a group: where words go, how they are written, paragraph form."""

    into: str = "text"
    page: str = ""
    skip: int = 1
    hidden: bool = False
    style: int = -1
    outline: int = -1
    list_level: int = -1
    row: bool = False


class _Reader:
    """Goes through the tokens once; nothing in it nests, however deep the groups."""

    def __init__(self, text: str) -> None:
        self.said: dict[str, str] = {}
        self._text = text
        self._at = 0
        self._state = _State()
        self._stack: list[_State] = []
        self._page, self._default = "cp1252", -1
        self._pages: dict[int, str] = {}
        self._font = -1
        self._styles: dict[int, str] = {}
        self._named = -1
        self._pending = bytearray()
        self._pass_over = 0
        self._words: dict[str, list[str]] = {}
        self._blocks: list[tuple[str, BlockKind, int]] = []
        self._notes: list[str] = []
        self._cells: list[str] = []
        self._bullet = False
        self._comments = 0
        self._controls = {
            "u": self._unicode, "uc": self._unicode_skip, "f": self._set_font, "par": self._end,
            "sect": self._end, "page": self._end, "pard": self._plain_paragraph,
            "plain": self._plain_words, "cell": self._cell, "row": self._row, "v": self._hide,
            "deleted": self._hide, "s": self._set_style, "outlinelevel": self._set_outline,
            "ls": self._set_list, "ilvl": self._set_level, "intbl": self._set_row,
            "ansicpg": self._set_page, "deff": self._set_default, "fcharset": self._charset,
            "cpg": self._font_page, "bin": self._binary, "listtext": self._bulleted,
            "pntext": self._bulleted, "annotation": self._comment,
        }  # fmt: skip

    def read(self) -> None:
        """Read to the end of the document, or of what there is of it."""
        length = len(self._text)
        while self._at < length and (found := _TOKEN.match(self._text, self._at)):
            self._at = found.end()
            word, number, code, symbol, brace, _line, words = found.groups()
            if words is not None:
                self._plain(words)
            elif word is not None:
                self._control(word, int(number) if number else None)
            elif code is not None:
                self._byte(int(code, 16))
            elif brace is not None:
                self._open() if brace == "{" else self._close()
            elif symbol is not None:
                self._symbol(symbol)
        self._end(None)

    def finished(self) -> tuple[TextBuilder, list[str]]:
        """Return the blocks, the notes after the text, and what was left out."""
        builder = TextBuilder()
        for words, kind, level in self._blocks:
            builder.add(words, kind, level)
        for note in self._notes:
            builder.add(note)
        _, warnings = cleaned("".join(words for words, *_ in self._blocks))
        if self._comments:
            count = self._comments
            warnings = (
                *warnings,
                tr_many(
                    "{count:,} comment was left out.", "{count:,} comments were left out.", count
                ),
            )
        return builder, list(warnings)

    def _plain(self, words: str) -> None:
        if self._pass_over:
            passed = min(self._pass_over, len(words))
            self._pass_over -= passed
            words = words[passed:]
        self._pending += words.encode("latin-1")

    def _byte(self, value: int) -> None:
        if self._pass_over:
            self._pass_over -= 1
        else:
            self._pending.append(value)

    def _symbol(self, symbol: str) -> None:
        if symbol in "\r\n":
            self._end(None)
        elif symbol == "*":
            self._starred()
        elif symbol in SYMBOLS:
            self._write(SYMBOLS[symbol])

    def _control(self, word: str, number: int | None) -> None:
        if word in CHARACTERS:
            self._write(CHARACTERS[word])
        elif word in self._controls:
            self._controls[word](number)
        elif word in NO_TEXT:
            self._leave_out()
        elif word in OLD_SETS:
            self._page = OLD_SETS[word]
        elif word in ("fonttbl", "stylesheet", "info", "title", "author", "footnote", "shptxt"):
            self._goes_into(word)

    def _goes_into(self, where: str) -> None:
        self._flush()
        if where in ("title", "author") and self._state.into != "info":
            self._leave_out()
            return
        if where in ("footnote", "shptxt"):
            self._state.into = f"{where} {len(self._stack)}"
            self._state.outline = self._state.style = self._state.list_level = -1
            self._state.row = False
        else:
            self._state.into = where

    def _open(self) -> None:
        self._flush()
        self._pass_over = 0
        self._stack.append(copy(self._state))

    def _close(self) -> None:
        self._flush()
        self._pass_over = 0
        if not self._stack:
            return
        closed, self._state = self._state, self._stack.pop()
        if closed.into != self._state.into:
            self._finish(closed.into)

    def _finish(self, where: str) -> None:
        """Keep what a group that has ended was for."""
        words = _whole(self._words.pop(where, []))
        if where.startswith("footnote"):
            self._notes.append(words)
        elif where.startswith("shptxt"):
            self._blocks.append((words, BlockKind.PARAGRAPH, 0))
        elif where in ("title", "author"):
            self.said[where] = words

    def _starred(self) -> None:
        found = _TOKEN.match(self._text, self._at)
        if found is None or found[1] not in STARRED:
            self._leave_out()

    def _leave_out(self) -> None:
        """Go to the end of the group, without a look at what is in it."""
        self._flush()
        depth, at = 1, self._at
        while depth and (found := _BRACE.search(self._text, at)):
            at = found.end()
            if found[1]:
                at += int(found[1])
            elif found[0] in "{}":
                depth += 1 if found[0] == "{" else -1
        self._at = len(self._text) if depth else at
        self._close()

    def _bulleted(self, _number: int | None) -> None:
        self._bullet = True
        self._leave_out()

    def _comment(self, _number: int | None) -> None:
        self._comments += 1
        self._leave_out()

    def _write(self, words: str) -> None:
        self._flush()
        self._keep(words)

    def _flush(self) -> None:
        """Decode the bytes that stand together: a character may have two."""
        if not self._pending:
            return
        data, self._pending = bytes(self._pending), bytearray()
        page = self._state.page or self._pages.get(self._default) or self._page
        if self._state.into == "stylesheet":
            self._name_style(data.decode(page, "replace"))
        else:
            self._keep(data.decode(page, "replace"))

    def _keep(self, words: str) -> None:
        state = self._state
        if not state.hidden and state.into not in ("fonttbl", "stylesheet", "info"):
            self._words.setdefault(state.into, []).append(words)

    def _name_style(self, words: str) -> None:
        if self._named not in self._styles and (name := words.strip().rstrip(";")):
            self._styles[self._named] = name

    def _unicode(self, number: int | None) -> None:
        self._flush()
        value = (number or 0) % 0x10000 if abs(number or 0) < 0x10000 else 0xFFFD
        self._keep(chr(value))
        self._pass_over = self._state.skip

    def _unicode_skip(self, number: int | None) -> None:
        self._state.skip = max(0, min(1 if number is None else number, 16))

    def _set_font(self, number: int | None) -> None:
        self._flush()
        self._font = -1 if number is None else number
        if self._state.into != "fonttbl":
            self._state.page = self._pages.get(self._font, "")

    def _charset(self, number: int | None) -> None:
        if self._state.into == "fonttbl" and number in CODE_PAGES:
            self._pages[self._font] = CODE_PAGES[number]

    def _font_page(self, number: int | None) -> None:
        if self._state.into == "fonttbl" and (page := _known(number)):
            self._pages[self._font] = page

    def _set_page(self, number: int | None) -> None:
        self._page = _known(number) or self._page

    def _set_default(self, number: int | None) -> None:
        self._default = -1 if number is None else number

    def _hide(self, number: int | None) -> None:
        self._flush()
        self._state.hidden = number != 0

    def _plain_words(self, _number: int | None) -> None:
        self._flush()
        self._state.hidden = False
        self._state.page = ""

    def _plain_paragraph(self, _number: int | None) -> None:
        state = self._state
        state.style = state.outline = state.list_level = -1
        state.row = False

    def _set_style(self, number: int | None) -> None:
        if self._state.into == "stylesheet":
            self._named = -1 if number is None else number
        self._state.style = -1 if number is None else number

    def _set_outline(self, number: int | None) -> None:
        self._state.outline = -1 if number is None else number

    def _set_list(self, number: int | None) -> None:
        self._state.list_level = max(self._state.list_level, 0) if number else -1

    def _set_level(self, number: int | None) -> None:
        self._state.list_level = max(0, min(number or 0, _DEEPEST))

    def _set_row(self, _number: int | None) -> None:
        self._state.row = True

    def _binary(self, number: int | None) -> None:
        self._at += max(0, number or 0)

    def _end(self, _number: int | None) -> None:
        """End a paragraph; one in a note or a cell only ends a line of it."""
        self._flush()
        state = self._state
        if state.into != "text" or (state.row and not self._at >= len(self._text)):
            self._keep(" ")
            return
        if self._cells:
            self._row(None)
        words = _whole(self._words.pop("text", []))
        if words.strip():
            self._blocks.append((words, *self._kind()))
        self._bullet = False

    def _kind(self) -> tuple[BlockKind, int]:
        state = self._state
        name = self._styles.get(state.style, "")
        if 0 <= state.outline < 9:
            return BlockKind.HEADING, state.outline + 1
        if found := _HEADING.match(name):
            return BlockKind.HEADING, int(found[1]) or 1
        if name.lower() == "title":
            return BlockKind.HEADING, 1
        if self._bullet or state.list_level >= 0 or _LIST.search(name):
            return BlockKind.LIST_ITEM, max(state.list_level, 0)
        return (BlockKind.QUOTATION, 0) if _QUOTE.search(name) else (BlockKind.PARAGRAPH, 0)

    def _cell(self, _number: int | None) -> None:
        self._flush()
        words = _whole(self._words.pop("text", []))
        self._cells.append(" ".join(words.split()))
        self._bullet = False

    def _row(self, _number: int | None) -> None:
        self._flush()
        if self._cells:
            self._blocks.append(("\t".join(self._cells), BlockKind.TABLE_ROW, 0))
        self._cells = []


def _known(number: int | None) -> str:
    """Return the name of a code page, "" for one that Python does not know."""
    name = {65001: "utf-8", 10000: "mac-roman", 54936: "gb18030"}.get(number or 0, f"cp{number}")
    try:
        codecs.lookup(name)
    except LookupError:
        return ""
    return name


def _whole(words: list[str]) -> str:
    """Return words as one text, in which the halves of a character beyond 16 bits are one."""
    text = "".join(words)
    if _SURROGATE.search(text):
        text = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return text
