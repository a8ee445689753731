"""Says which paragraphs of an edited document are which section: by control, heading or words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from briefing.language import marked, tr
from briefing.model.read_back import (
    ExportedField,
    Found,
    Origin,
    ReadField,
    ReadSection,
    Stray,
    Tracked,
)
from briefing.services.printed_form import units_of, words_print
from briefing.templating.document_blocks import Item, plainly

LONGEST_TAG = 64
"""Characters that a content control's tag can have."""
_ADDED = marked("It stands outside all sections and was not exported.")
_COPY = marked("It is a second copy of a section.")
_NOTE = marked("It is a note that was added or changed.")


@dataclass(frozen=True, slots=True)
class Divided:
    """A document divided into sections, and what is in none; `comments` are section keys by id."""

    sections: tuple[ReadSection, ...]
    fields: tuple[ReadField, ...]
    tracked: tuple[Tracked, ...]
    strays: tuple[Stray, ...]
    missing: tuple[str, ...]
    comments: Mapping[str, str]


def divide(items: Sequence[Item], origin: Origin | None, titles: Mapping[str, str]) -> Divided:
    """Return which items are of which section; `titles` are used where the origin has none."""
    return _Divider(items, origin, titles).divided()


def titles_of(origin: Origin | None, titles: Mapping[str, str]) -> dict[str, str]:
    """Return the titles of the printed sections by key: what the document says, else `titles`."""
    said = {s.key: s.title for s in origin.sections if not s.omitted} if origin else {}
    return said or dict(titles)


class _Divider:
    def __init__(
        self, items: Sequence[Item], origin: Origin | None, titles: Mapping[str, str]
    ) -> None:
        self._items = items
        self._origin = origin
        self._titles = titles_of(origin, titles)
        self._keys = {key[:LONGEST_TAG]: key for key in self._titles}
        self._outside = origin.outside if origin else None
        self._of: list[str] = [""] * len(items)
        self._found: dict[str, Found] = {}
        self._copies: set[int] = set()
        self._values: set[int] = set()

    def divided(self) -> Divided:
        self._by_control()
        self._by_heading()
        self._by_words()
        fields = tuple(self._fields())
        return Divided(
            tuple(self._section(key) for key in self._in_order()),
            fields,
            tuple(self._tracked()),
            tuple(self._strays()),
            tuple(key for key in self._titles if key not in self._found),
            {c: of for item, of in zip(self._items, self._of, strict=True) for c in item.comments},
        )

    def _by_control(self) -> None:
        before = ""
        for number, item in enumerate(self._items):
            key = self._keys.get(item.key, "")
            if key and key in self._found and key != before:
                self._copies.add(number)
                key = ""
            elif key:
                self._of[number] = key
                self._found[key] = Found.CONTROL
            before = key

    def _by_heading(self) -> None:
        """Look for titles of sections without a control, those of one title in their order."""
        starts: dict[int, str] = {}
        for title in dict.fromkeys(plainly(t) for t in self._titles.values()):
            keys = [k for k, t in self._titles.items() if plainly(t) == title]
            wanted = [key for key in keys if key not in self._found]
            places = self._headings(title) if wanted else []
            starts |= dict(zip(places, wanted, strict=False))
        for number, key in starts.items():
            self._found[key] = Found.HEADING
            self._of[number] = key
            for place in self._reach(number, starts):
                self._of[place] = key

    def _headings(self, title: str) -> list[int]:
        free = [
            number
            for number, item in enumerate(self._items)
            if self._is_free(number) and plainly(item.words) == title
        ]
        sure = [n for n in free if self._items[n].heading or plainly(self._items[n].alias) == title]
        return sure or free

    def _reach(self, start: int, starts: Mapping[int, str]) -> Iterator[int]:
        """Yield the items after a heading, to the next section or to words of the template."""
        level = self._items[start].heading
        for number in range(start + 1, len(self._items)):
            item = self._items[number]
            above = 0 < item.heading <= level
            if number in starts or not self._is_free(number) or above or self._is_known(item):
                return
            yield number

    def _by_words(self) -> None:
        """Look for sections whose title is gone too by the prints of their paragraphs."""
        for key in self._titles:
            section = self._origin.section(key) if self._origin else None
            if key in self._found or section is None:
                continue
            prints = {unit.print for unit in section.units}
            hits = [n for n in range(len(self._items)) if self._is_free(n)
                    and prints.intersection(self._prints(self._items[n]))]  # fmt: skip
            if not hits:
                continue
            self._found[key] = Found.WORDS
            for number in range(hits[0], hits[-1] + 1):
                if self._is_free(number) and not self._is_known(self._items[number]):
                    self._of[number] = key

    def _prints(self, item: Item) -> list[str]:
        cited = {n: c.excerpt for n, c in (self._origin.citations if self._origin else {}).items()}
        return [unit.print for unit in units_of(item.blocks, cited)]

    def _is_free(self, number: int) -> bool:
        return not self._of[number] and number not in self._copies

    def _is_known(self, item: Item) -> bool:
        """Tell whether these are words of the template, as far as the document says."""
        if item.cells:
            return all(self._knows(c) for row in item.cells for c in row if c.strip())
        return self._knows(item.words)

    def _in_order(self) -> list[str]:
        return [key for key in dict.fromkeys(self._of) if key]

    def _section(self, key: str) -> ReadSection:
        items = [item for item, of in zip(self._items, self._of, strict=True) if of == key]
        title, rest = self._title(key, items)
        return ReadSection(
            key,
            title,
            self._found[key],
            tuple(block for item in rest for block in item.blocks),
            tuple(block for item in rest for block in item.original),
        )

    def _title(self, key: str, items: Sequence[Item]) -> tuple[str, Sequence[Item]]:
        first = next((n for n, item in enumerate(items) if item.words.strip()), None)
        if first is None:
            return "", items
        item, rest = items[first], items[first + 1 :]
        said = " ".join(item.words.split())
        exported = self._origin.section(key) if self._origin else None
        own = {unit.print for unit in exported.units} if exported else set()
        is_heading = item.heading == 1 and own.isdisjoint(self._prints(item))
        return (said, rest) if plainly(said) == plainly(self._titles[key]) or is_heading else (
            "", items)  # fmt: skip

    def _fields(self) -> Iterator[ReadField]:
        for number, item in enumerate(self._items):
            if item.style == "title" and self._is_free(number) and item.words.strip():
                self._values.add(number)
                known = self._origin.title if self._origin else ""
                changed = words_print(item.words) != known if known else None
                yield ReadField("title", "Title", " ".join(item.words.split()), changed)
                break
        waiting = {plainly(f.label): f for f in (self._origin.fields if self._origin else ())}
        for number, item in enumerate(self._items):
            if self._is_free(number):
                yield from self._values_in(item, waiting)

    def _values_in(self, item: Item, waiting: dict[str, ExportedField]) -> Iterator[ReadField]:
        """Yield the fields whose label a cell of this table is, taking them off `waiting`."""
        for row in item.cells:
            for label, value in pairwise(row):
                if field := waiting.pop(plainly(label), None):
                    said = " ".join(value.split())
                    changed = words_print(said) != field.print
                    yield ReadField(field.key, field.label, said, changed)

    def _tracked(self) -> Iterator[Tracked]:
        for item, of in zip(self._items, self._of, strict=True):
            beside = " ".join(item.words.split())
            for change in item.changes:
                if change.words:
                    yield Tracked(change.kind, change.author, change.date, change.words, of, beside)

    def _strays(self) -> Iterator[Stray]:
        labels = {plainly(f.label) for f in (self._origin.fields if self._origin else ())}
        after = ""
        for number, item in enumerate(self._items):
            of = self._of[number]
            after = of or after
            yield from (Stray(note, after, tr(_NOTE)) for note in item.notes)
            if of or number in self._values or item.style.startswith("toc "):
                continue
            if self._outside is None and not (after and any(self._of[number:])):
                continue
            why = tr(_COPY) if number in self._copies else tr(_ADDED)
            for words in self._new_words(item, labels):
                yield Stray(words, after, why)

    def _new_words(self, item: Item, labels: set[str]) -> Iterable[str]:
        """Return the words of an item that neither the template nor a field printed."""
        if item.key in self._keys:
            key = self._keys[item.key]
            section = self._origin.section(key) if self._origin else None
            known = {unit.print for unit in section.units} if section else set()
            is_title = plainly(item.words) == plainly(self._titles[key])
            if is_title or not known.isdisjoint(self._prints(item)):
                return []
        if not item.cells:
            said = item.words.strip()
            return [said] if said and not self._is_known(item) else []
        rows = []
        for row in item.cells:
            if row and plainly(row[0]) in labels:
                continue
            new = [c.strip() for c in row if c.strip() and not self._knows(c)]
            rows.extend(new)
        return rows

    def _knows(self, words: str) -> bool:
        return self._outside is not None and words_print(words) in self._outside
