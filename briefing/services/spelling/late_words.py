"""A Hunspell dictionary whose lines become words one at a time, when one is looked up.

Made of all lines at once, as spylls does, the words are a million objects: a second's work, 40 MB,
and each time that Python goes through them in search of garbage the window stands still.
"""

from __future__ import annotations

import copy
import re
from collections import defaultdict, deque
from collections.abc import Iterable, Iterator
from typing import Any

from spylls.hunspell.algo.lookup import Lookup  # type: ignore[import-untyped] # it has no types
from spylls.hunspell.algo.suggest import Suggest  # type: ignore[import-untyped]
from spylls.hunspell.data.dic import Word  # type: ignore[import-untyped]
from spylls.hunspell.readers import read_dic  # type: ignore[import-untyped]

NEAR = 4
"""Letters that a stem may have more or less than a word to be like it, as spylls has it."""
_PLAIN = re.compile(r"([^/\\:\t]+)(?:/([^/\\:\t]*))?")
"""A line that is a stem, or a stem and its flags; all others spylls itself takes apart."""
_COUNT = re.compile(r"\d+(?:\s|$)")
"""How a first line begins that says how many follow."""

Line = tuple[int, str]
"""The number of a line in its file, from 1 on, and what stands in it."""


class LateDictionary:
    """Looks words up and suggests others, as `spylls.hunspell.Dictionary` does.

    `rules` and `context` are what spylls made of the .aff file, `lines` are those of the .dic file.
    Raises what spylls does at a dictionary that is at fault.
    """

    def __init__(self, rules: Any, context: Any, lines: Iterable[Line]) -> None:
        self._rules = rules
        self._words = LateWords(rules, context, lines)
        self.lookup = Lookup(rules, self._words)
        """Returns whether a word is right."""

    def suggest(self, word: str) -> Iterator[str]:
        """Yield what might have been meant; goes through all words that are about as long."""
        yield from _Suggest(self._rules, self._words, self.lookup)(word)


class LateWords:
    """What `spylls.hunspell.data.dic.Dic` is to spylls' algorithms, with each word made at need."""

    words = ()
    """Those that spylls would keep a list of: none."""

    def __init__(self, rules: Any, context: Any, lines: Iterable[Line]) -> None:
        # Reading a line that names misspellings adds them to the rules: once is enough.
        self._rules = copy.copy(rules)
        self._rules.REP = deque(maxlen=0)
        self._context = context
        self._lines: dict[str, str] = {}
        self._small: dict[str, list[str]] | None = None
        telling = []
        for number, line in lines:
            if number == 1 and _COUNT.match(line):
                continue
            stem = self._stem(line)
            known = self._lines.get(stem)
            self._lines[stem] = line if known is None else f"{known}\n{line}"
            if "ph:" in line or rules.AM:
                telling.append(line)
        _read(telling, rules, context)

    def near(self, length: int) -> Iterator[Any]:
        """Yield the words whose stems are about this long, each made anew."""
        for stem, lines in self._lines.items():
            if abs(len(stem) - length) <= NEAR:
                yield from self._made(lines)

    def homonyms(self, stem: str, *, ignorecase: bool = False) -> list[Any]:
        """Return the words of a stem; with `ignorecase` of any that is this in small letters."""
        if ignorecase:
            return [word for each in self._in_small(stem) for word in self.homonyms(each)]
        lines = self._lines.get(stem)
        return [] if lines is None else self._made(lines)

    def has_flag(self, stem: str, flag: str, *, for_all: bool = False) -> bool:
        """Return whether one of the words of a stem has a flag, or with `for_all` each of them."""
        words = self.homonyms(stem)
        having = [word for word in words if flag in word.flags]
        return bool(having) and (not for_all or len(having) == len(words))

    def _in_small(self, stem: str) -> list[str]:
        """Return the stems with capitals that are this one in small letters."""
        if self._small is None:
            casing, small = self._rules.casing, defaultdict(list)
            for each in self._lines:
                for lower in () if each.islower() else casing.lower(each):
                    small[lower].append(each)
            self._small = dict(small)
        return self._small.get(stem, [])

    def _stem(self, line: str) -> str:
        plain = self._plain(line)
        stem: str = plain[1] if plain else self._made(line)[0].stem
        return stem

    def _plain(self, line: str) -> re.Match[str] | None:
        return None if self._context.ignore else _PLAIN.fullmatch(line)

    def _made(self, lines: str) -> list[Any]:
        made: list[Any] = []
        for line in lines.split("\n"):
            if plain := self._plain(line):
                stem, flags = plain[1], {*self._context.parse_flags(plain[2] or "")}
                made.append(Word(stem, flags, {}, [], self._rules.casing.guess(stem)))
            else:
                made += _read([line], self._rules, self._context).words
        return made


class _Suggest(Suggest):  # type: ignore[misc]
    """Makes the words that a misspelt one is compared with when it is; spylls made them before."""

    def ngram_suggestions(self, word: str, handled: set[str]) -> Iterator[str]:
        """Yield what is spelled like a word."""
        self.words_for_ngram = self._like(word)
        yield from super().ngram_suggestions(word, handled)

    def phonet_suggestions(self, word: str) -> Iterator[str]:
        """Yield what sounds like a word."""
        self.words_for_ngram = self._like(word)
        yield from super().phonet_suggestions(word)

    def _like(self, word: str) -> Iterator[Any]:
        rules = self.aff
        unfit = {rules.FORBIDDENWORD, rules.NOSUGGEST, rules.ONLYINCOMPOUND}
        near = self.dic.near(len(word.lower()))
        return (each for each in near if unfit.isdisjoint(each.flags))


def _read(lines: Iterable[str], rules: Any, context: Any) -> Any:
    """Return what spylls makes of lines that stand below the first."""
    return read_dic(enumerate(lines, 2), aff=rules, context=context)
