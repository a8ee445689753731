"""Lexicons: the words that suggestions rest on, in TOML files that anyone can edit."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from briefing.errors import LexiconError
from briefing.language import tr
from briefing.services.registry import nearest
from briefing.services.writing import reason_of

LARGEST = 1_000_000
"""Bytes that a lexicon file may have."""

MOST_WORDS = 20_000
"""Entries that all lexicons may have together."""

_KEYS = {"about", "tag", "mode", "threshold", "group"}
_GROUP_KEYS = {"name", "weight", "words", "without", "sign", "near"}
_MODES = ("add", "replace")
_HAS_WORD = re.compile(r"\w")


@dataclass(frozen=True, slots=True)
class Group:
    """Words that say the same; `weight` from -1 to 1 is how much one of them says for the tag.

    A word that ends in * stands for every word that begins like it; … stands for up to four words.
    `sign` names something that the program sees by itself instead of words; `near` two groups of
    the same lexicon whose words stand close together.
    """

    name: str
    words: tuple[str, ...] = ()
    weight: float = 0.0
    sign: str = ""
    near: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Lexicon:
    """One file: its groups by name; `tag` is the tag it speaks for, or None.

    A sentence is suggested for the tag when its score reaches `threshold`.
    """

    name: str
    groups: Mapping[str, Group] = field(default_factory=dict)
    tag: str | None = None
    threshold: float = 0.5

    def words(self, group: str) -> tuple[str, ...]:
        """Return the words of a group, none if there is no such group."""
        return self.groups[group].words if group in self.groups else ()


@dataclass(frozen=True, slots=True)
class Lexicons:
    """All lexicons by name."""

    by_name: Mapping[str, Lexicon] = field(default_factory=dict)

    def get(self, name: str) -> Lexicon:
        """Return a lexicon, an empty one if there is none of this name."""
        return self.by_name.get(name, Lexicon(name))

    def tagged(self) -> Iterator[Lexicon]:
        """Yield the lexicons that speak for a tag, in the order of their names."""
        return (lexicon for _, lexicon in sorted(self.by_name.items()) if lexicon.tag)

    def entries(self) -> Iterator[tuple[str, str, str]]:
        """Yield each entry as lexicon, group and words."""
        for name, lexicon in sorted(self.by_name.items()):
            for group in lexicon.groups.values():
                for words in group.words:
                    yield name, group.name, words


class LexiconFolders:
    """The lexicons that ship with the program and the user's own, read again when a file changes.

    A file of the user's folder with the name of a shipped one adds to it, or stands in its place
    if it says `mode = "replace"`; one of another name speaks for a tag of the user's.
    """

    def __init__(self, shipped: Path, own: Path) -> None:
        self._folders = (shipped, own)
        self._stamp: object = None
        self._lexicons = Lexicons()

    def current(self) -> Lexicons:
        """Return all lexicons; raises LexiconError naming file, line and remedy."""
        files = [sorted(folder.glob("*.toml")) for folder in self._folders]
        stamp = tuple(map(_stamp, (*files[0], *files[1])))
        if stamp != self._stamp:
            self._lexicons = _merged(*files)
            self._stamp = stamp
        return self._lexicons


def read_lexicon(data: bytes, path: Path) -> tuple[Lexicon, str, dict[str, list[str]]]:
    """Return the lexicon in a file, how it joins a shipped one, and the words it takes away.

    Raises LexiconError naming `path`, the line and what to do.
    """
    return _Reader(data, path).read()


def _merged(shipped: Iterable[Path], own: Iterable[Path]) -> Lexicons:
    found: dict[str, Lexicon] = {}
    for path in shipped:
        found[path.stem], _, _ = read_lexicon(_bytes(path), path)
    for path in own:
        lexicon, mode, without = read_lexicon(_bytes(path), path)
        base = found.get(path.stem)
        if base is None:
            if lexicon.tag is None:
                raise LexiconError(
                    tr(
                        "{path}, line 1: it is for no tag, and no shipped lexicon has this name.",
                        path=path,
                    ),
                    " ".join((tr('Write tag = "…" first.'), nearest(path.stem, found))).strip(),
                )
            found[path.stem] = lexicon
        elif mode == "replace":
            found[path.stem] = replace(lexicon, tag=lexicon.tag or base.tag)
        else:
            found[path.stem] = _joined(base, lexicon, without)
    lexicons = Lexicons(found)
    if (count := sum(1 for _ in lexicons.entries())) > MOST_WORDS:
        raise LexiconError(
            tr(
                "The lexicons have {count:,} entries; {most_words:,} is the most.",
                count=count,
                most_words=MOST_WORDS,
            ),
            tr("Shorten the lists in your own lexicon folder."),
        )
    return lexicons


def _stamp(path: Path) -> tuple[str, int, int]:
    """Return what differs once a file has changed."""
    try:
        found = path.stat()
    except OSError as error:
        raise _unread(path, error) from error
    return str(path), found.st_mtime_ns, found.st_size


def _unread(path: Path, error: OSError) -> LexiconError:
    return LexiconError(
        tr("{path} cannot be read ({reason}).", path=path, reason=reason_of(error)),
        tr("Check its permissions."),
    )


def _bytes(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            data = file.read(LARGEST + 1)
    except OSError as error:
        raise _unread(path, error) from error
    if len(data) > LARGEST:
        raise LexiconError(
            tr("{path} is larger than a lexicon can be (1 MB).", path=path), tr("Shorten it.")
        )
    return data


def _joined(base: Lexicon, added: Lexicon, without: Mapping[str, list[str]]) -> Lexicon:
    groups = dict(base.groups)
    for name, group in added.groups.items():
        old = groups.get(name, Group(name))
        gone = set(without.get(name, ()))
        words = dict.fromkeys(word for word in (*old.words, *group.words) if word not in gone)
        groups[name] = Group(
            name, tuple(words), group.weight or old.weight, group.sign or old.sign,
            group.near or old.near,
        )  # fmt: skip
    threshold = base.threshold if added.threshold == Lexicon("").threshold else added.threshold
    return Lexicon(base.name, groups, added.tag or base.tag, threshold)


class _Reader:
    def __init__(self, data: bytes, path: Path) -> None:
        self._data = data
        self._path = path
        self._lines: list[str] = []
        self._without: dict[str, list[str]] = {}

    def read(self) -> tuple[Lexicon, str, dict[str, list[str]]]:
        try:
            text = self._data.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            line = self._data[: error.start].count(b"\n") + 1
            raise LexiconError(
                tr("{path}, line {line}: this is not UTF-8.", path=self._path, line=line),
                tr("Save the file as UTF-8."),
            ) from error
        self._lines = text.splitlines()
        try:
            found = tomllib.loads(text)
        except tomllib.TOMLDecodeError as error:
            raise self._toml_error(str(error)) from error
        except RecursionError as error:
            raise self._toml_error(tr("it is nested too deep")) from error
        self._known(found, _KEYS, tr("a lexicon"), "")
        tag, mode = found.get("tag"), found.get("mode", "add")
        if tag is not None and not (isinstance(tag, str) and tag):
            raise self._error(
                "tag", tr("the tag is no text"), tr('Write the tag\'s id: tag = "outlook".')
            )
        if mode not in _MODES:
            raise self._error(
                "mode", tr("mode cannot be {mode!r}", mode=mode), tr('It is "add" or "replace".')
            )
        threshold = self._number(found, "threshold", 0.5, (0.0, 1.0), "")
        groups = self._groups(found.get("group", []))
        return Lexicon(self._path.stem, groups, tag, threshold), mode, self._without

    def _groups(self, rows: Any) -> dict[str, Group]:
        if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
            raise self._error("group", tr("“group” is no list of tables"), tr("Write [[group]]."))
        groups: dict[str, Group] = {}
        for number, row in enumerate(rows, start=1):
            name = row.get("name")
            if not isinstance(name, str) or not name.strip():
                raise self._at(
                    self._nth_group(number),
                    tr("this [[group]] has no name"),
                    tr('Write name = "…".'),
                )
            if name in groups:
                raise self._error(
                    name,
                    tr("two groups are named “{name}”", name=name),
                    tr("Rename one."),
                    last=True,
                )
            self._known(row, _GROUP_KEYS, tr("the group “{name}”", name=name), name)
            sign = row.get("sign", "")
            if not isinstance(sign, str):
                raise self._error("sign", tr("sign is no text"), tr("Write its name."), after=name)
            groups[name] = Group(
                name,
                self._words(row, "words", name),
                self._number(row, "weight", 0.0, (-1.0, 1.0), name),
                sign,
                self._near(row, name),
            )
            self._without[name] = list(self._words(row, "without", name))
        return groups

    def _near(self, row: Mapping[str, Any], group: str) -> tuple[str, ...]:
        near = self._words(row, "near", group)
        if near and len(near) != 2:
            raise self._error(
                "near", tr("near names no two groups"), tr('Write near = ["a", "b"].'), after=group
            )
        return near

    def _words(self, row: Mapping[str, Any], key: str, group: str) -> tuple[str, ...]:
        words = row.get(key, [])
        if not isinstance(words, list) or not all(isinstance(word, str) for word in words):
            raise self._error(
                key, tr("{key} is no list of texts", key=key), tr('Write {key} = ["one", '
                                                                  '"another word"].', key=key),
                after=group,
            )  # fmt: skip
        for word in words:
            stem = word.split()[0].rstrip("*") if word.split() else ""
            if not _HAS_WORD.search(stem):
                raise self._error(
                    f'"{word}"',
                    tr("“{word}” begins with no word", word=word),
                    tr("Begin with letters."),
                    after=group,
                )
            if any(len(each) < 4 for each in word.split() if each.endswith("*")):
                raise self._error(
                    f'"{word}"', tr("“{word}” is too short for a *", word=word),
                    tr("Put at least three letters before it."), after=group,
                )  # fmt: skip
        return tuple(dict.fromkeys(words))

    def _number(
        self,
        row: Mapping[str, Any],
        key: str,
        usual: float,
        limits: tuple[float, float],
        group: str,
    ) -> float:
        value = row.get(key, usual)
        low, high = limits
        if isinstance(value, bool) or not isinstance(value, (int, float)) or not (
            low <= value <= high
        ):  # fmt: skip
            raise self._error(
                key, tr("{key} cannot be {value!r}", key=key, value=value),
                tr("It is a number from {low:g} to {high:g}.", low=low, high=high),
                after=group,
            )  # fmt: skip
        return float(value)

    def _known(self, row: Mapping[str, Any], known: set[str], where: str, after: str) -> None:
        for key in row:
            if key not in known:
                hint = nearest(key, known)
                raise self._error(
                    key,
                    tr("there is no key “{key}” in {where}", key=key, where=where),
                    hint,
                    after=after,
                )

    def _toml_error(self, words: str) -> LexiconError:
        place = re.search(r"\(at line (\d+), column (\d+)\)", words)
        line = int(place[1]) if place else max(1, len(self._lines))
        said = re.sub(r"\s*\(at .*\)$", "", words)
        return self._at(
            line,
            tr("this is not TOML: {said}", said=said),
            tr("Mend that line: quotes, commas, ]."),
        )

    def _error(
        self, word: str, message: str, hint: str, *, after: str = "", last: bool = False
    ) -> LexiconError:
        return self._at(self._line_of(word, after, last=last), message, hint)

    def _at(self, line: int, message: str, hint: str) -> LexiconError:
        return LexiconError(
            tr("{path}, line {line}: {message}.", path=self._path, line=line, message=message), hint
        )

    def _line_of(self, word: str, after: str, *, last: bool) -> int:
        """Return the line in which `word` stands, after the one that names the group."""
        first = next((n for n, line in enumerate(self._lines) if f'"{after}"' in line), 0)
        if not after:
            first = 0
        start = first
        while start > 0 and not self._lines[start].lstrip().startswith("[["):
            start -= 1
        at = [n for n in range(start, len(self._lines)) if word in self._lines[n]]
        return (at[-1 if last else 0] if at else start) + 1

    def _nth_group(self, number: int) -> int:
        at = [n for n, line in enumerate(self._lines) if line.lstrip().startswith("[[group")]
        return at[number - 1] + 1 if len(at) >= number else 1
