"""Reads the paragraphs of a Word document that somebody edited, as they were and as they are."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import Enum
from typing import Any

from lxml import etree

from briefing.model.article import clean_text
from briefing.model.outline import Run
from briefing.model.read_back import TrackedKind
from briefing.templating.package import R_NS, W

_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_THROUGH = {
    f"{W}{name}"
    for name in ("smartTag", "customXml", "sdt", "sdtContent", "fldSimple", "dir", "bdo")
} | {f"{_MC}AlternateContent", f"{_MC}Choice"}  # fmt: skip
TRACKED = {
    f"{W}ins": TrackedKind.INSERTED, f"{W}del": TrackedKind.DELETED,
    f"{W}moveTo": TrackedKind.MOVED_HERE, f"{W}moveFrom": TrackedKind.MOVED_AWAY,
}  # fmt: skip
_NEW = (TrackedKind.INSERTED, TrackedKind.MOVED_HERE)
_OFF = ("0", "false", "off", "none")
_WORDS = {
    f"{W}t": None, f"{W}delText": None, f"{W}tab": "\t", f"{W}ptab": "\t", f"{W}br": "\n",
    f"{W}cr": "\n", f"{W}noBreakHyphen": "\u2011", f"{W}softHyphen": "\u00ad",
}  # fmt: skip
_FIXED = ("consolas", "courier", "mono", "menlo")
_EXCERPT = "excerpt_"


class View(Enum):
    """Which of the two readings of a document with tracked changes."""

    ACCEPTED = "accepted"
    ORIGINAL = "original"

    def shows(self, kind: TrackedKind) -> bool:
        """Tell whether words under this kind of change are there in this reading."""
        return (kind in _NEW) == (self is View.ACCEPTED)


@dataclass(frozen=True, slots=True)
class Change:
    """A tracked change in one paragraph."""

    kind: TrackedKind
    author: str
    date: str
    words: str


@dataclass(slots=True)
class Text:
    """The words of one paragraph; `notes` are notes whose citation is not known, by their words.

    `comments` are the ids of the comments that begin here.
    """

    runs: list[Run] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    comments: list[str] = field(default_factory=list)
    alias: str = ""
    pictures: int = 0

    @property
    def words(self) -> str:
        """The words without their looks."""
        return "".join(run.text for run in self.runs)


@dataclass(slots=True)
class Surroundings:
    """What paragraphs refer to: addresses by relation, notes by kind and id, names of styles.

    `numbers_of` gives the numbers of the citations that a note's words may be of, the likeliest
    first, for a note in a paragraph of some words. `anchors` collects the words under comments.
    """

    links: Mapping[str, str]
    notes: Mapping[tuple[str, str], str]
    styles: Mapping[str, str]
    numbers_of: Callable[[str, str], Sequence[int]]
    known: frozenset[int]
    anchors: dict[str, list[str]] = field(default_factory=dict)
    opened: set[str] = field(default_factory=set)


def read_paragraph(paragraph: Any, view: View, around: Surroundings) -> Text:
    """Return the words of a paragraph in one of the two readings."""
    reader = _Reader(view, around)
    reader.take(paragraph)
    return reader.done()


def changes_in(paragraph: Any) -> Iterator[Change]:
    """Yield the tracked changes of a paragraph; those of one author that follow are one."""
    last: Change | None = None
    for element in paragraph.iter(*TRACKED):
        above = next(element.iterancestors(*TRACKED, f"{W}pPr", f"{W}rPr"), None)
        if above is not None and above.tag not in TRACKED:
            continue
        kind = TRACKED[element.tag]
        author, date = element.get(f"{W}author", ""), element.get(f"{W}date", "")
        made = Change(kind, author[:200], date[:40], words_in(element))
        if last and (last.kind, last.author) == (kind, author[:200]) and _adjoin(element):
            last = replace(last, words=last.words + made.words)
            continue
        if last:
            yield last
        last = made
    if last:
        yield last


def words_in(element: Any) -> str:
    """Return all words in an element, whatever became of them."""
    words = (
        each.text or "" if _WORDS[each.tag] is None else _WORDS[each.tag] or ""
        for each in element.iter(*_WORDS)
        if each.getparent().tag == f"{W}r"
    )
    return clean_text("".join(words))


def mark_change(paragraph: Any, view: View) -> bool:
    """Tell whether a paragraph has no end in a reading, so that it goes on with the next."""
    found = paragraph.find(f"{W}pPr/{W}rPr")
    kinds = [TRACKED[each.tag] for each in (found if found is not None else ())
             if each.tag in TRACKED]  # fmt: skip
    return any(not view.shows(kind) for kind in kinds)


def row_is_there(row: Any, view: View) -> bool:
    """Tell whether a table's row is there in a reading."""
    found = row.find(f"{W}trPr")
    kinds = [TRACKED[each.tag] for each in (found if found is not None else ())
             if each.tag in TRACKED]  # fmt: skip
    return all(view.shows(kind) for kind in kinds)


def _adjoin(element: Any) -> bool:
    before = element.getprevious()
    return before is not None and before.tag == element.tag


class _Reader:
    def __init__(self, view: View, around: Surroundings) -> None:
        self._view = view
        self._around = around
        self._text = Text()
        self._link = ""
        self._fields: list[bool] = []
        self._marks: dict[str, int] = {}
        self._pending: list[tuple[int, str]] = []

    def take(self, parent: Any) -> None:
        for element in parent:
            tag = element.tag
            if tag == f"{W}r":
                self._run(element)
            elif tag in TRACKED:
                if self._view.shows(TRACKED[tag]):
                    self.take(element)
            elif tag == f"{W}hyperlink":
                self._hyperlink(element)
            elif tag in _THROUGH:
                self._through(element)
            else:
                self._mark(element)

    def done(self) -> Text:
        """Settle which citations the notes are of, now that all words are known."""
        words = self._text.words
        for place, note in reversed(self._pending):
            numbers = self._around.numbers_of(note, words)
            before = self._text.runs[place - 1].citation if place else None
            if not numbers:
                self._text.notes.insert(0, note)
            elif before not in numbers:
                self._text.runs.insert(place, Run("", citation=numbers[0]))
        return self._text

    def _through(self, element: Any) -> None:
        alias = element.find(f"{W}sdtPr/{W}alias")
        if alias is not None:
            self._text.alias = alias.get(f"{W}val", "")
        self.take(element)

    def _hyperlink(self, element: Any) -> None:
        self._link = self._around.links.get(element.get(f"{{{R_NS}}}id", ""), "")
        self.take(element)
        self._link = ""

    def _mark(self, element: Any) -> None:
        name = etree.QName(element).localname if isinstance(element.tag, str) else ""
        number = element.get(f"{W}id", "")
        if name == "bookmarkStart" and (cited := self._cited(element.get(f"{W}name", ""))):
            self._marks[number] = cited
        elif name == "bookmarkEnd" and number in self._marks:
            self._text.runs.append(Run("", citation=self._marks.pop(number)))
        elif name == "commentRangeStart":
            self._text.comments.append(number)
            self._around.opened.add(number)
        elif name == "commentRangeEnd":
            self._around.opened.discard(number)

    def _cited(self, name: str) -> int:
        said = name.removeprefix(_EXCERPT).partition("_")[0]
        if not name.startswith(_EXCERPT) or not (said.isascii() and said.isdigit()):
            return 0
        number = int(said[:8])
        return number if number in self._around.known else 0

    def _run(self, run: Any) -> None:
        look = self._look(run.find(f"{W}rPr"))
        for element in run:
            if element.tag in _WORDS:
                fixed = _WORDS[element.tag]
                self._words(element.text or "" if fixed is None else fixed, look)
            elif element.tag in (f"{W}footnoteReference", f"{W}endnoteReference"):
                kind = etree.QName(element).localname.removesuffix("Reference")
                note = self._around.notes.get((kind, element.get(f"{W}id", "")))
                if note is not None:
                    self._pending.append((len(self._text.runs), note))
            elif element.tag == f"{W}commentReference":
                if element.get(f"{W}id", "") not in self._around.anchors:
                    self._text.comments.append(element.get(f"{W}id", ""))
            elif element.tag == f"{W}fldChar":
                self._field(element.get(f"{W}fldCharType", ""))
            elif element.tag in (f"{W}drawing", f"{W}pict", f"{W}object", f"{_MC}AlternateContent"):
                self._text.pictures += 1

    def _field(self, kind: str) -> None:
        """Keep which fields are open, and of each whether its command is not over yet."""
        if kind == "begin":
            self._fields.append(True)
        elif kind == "separate" and self._fields:
            self._fields[-1] = False
        elif kind == "end" and self._fields:
            self._fields.pop()

    def _words(self, words: str, look: Run) -> None:
        words = clean_text(words)
        if words and not any(self._fields):
            self._text.runs.append(replace(look, text=words))
            if self._view is View.ACCEPTED:
                for number in self._around.opened:
                    self._around.anchors.setdefault(number, []).append(words)

    def _look(self, properties: Any) -> Run:
        if properties is None:
            return Run("", link=self._link or None)
        style = properties.find(f"{W}rStyle")
        named = self._around.styles.get(style.get(f"{W}val", ""), "") if style is not None else ""
        fonts = properties.find(f"{W}rFonts")
        face = fonts.get(f"{W}ascii", "").lower() if fonts is not None else ""
        return Run(
            "",
            bold=_is_on(properties, "b", named == "strong"),
            italic=_is_on(properties, "i", named == "emphasis"),
            code=any(name in face for name in _FIXED),
            link=self._link or None,
        )


def _is_on(properties: Any, name: str, usual: bool) -> bool:  # noqa: FBT001 what a style has
    found = properties.find(f"{W}{name}")
    return usual if found is None else found.get(f"{W}val", "1").lower() not in _OFF


def joined(texts: Sequence[Text]) -> Text:
    """Return paragraphs as one."""
    whole = Text()
    for text in texts:
        whole.runs += text.runs
        whole.notes += text.notes
        whole.comments += text.comments
        whole.pictures += text.pictures
        whole.alias = whole.alias or text.alias
    return whole
