"""Which words of a text are in no dictionary, and what might have been meant."""

from __future__ import annotations

import io
import re
import threading
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, Protocol

from briefing.errors import SpellingError
from briefing.language import tr
from briefing.model.project import Project
from briefing.services.latest import Latest
from briefing.services.spelling.british import american_of
from briefing.services.writing import reason_of

USUAL = "en_US"
"""The dictionary that ships."""
LARGEST = 32 * 1024 * 1024
"""Bytes of the largest file of a dictionary."""
MOST_SUGGESTIONS = 7
LONGEST_WORD = 60
LONGEST_CAPITALS = 6
"""Letters of the longest word in capitals that counts as an abbreviation."""
FAULTS = (ValueError, LookupError, TypeError, AttributeError, RecursionError, re.error)
"""What spylls raises at a dictionary that is at fault, when it is read or only when it is used."""
PREFIXES = frozenset(
    ("anti", "co", "de", "eco", "euro", "geo", "inter", "micro", "mid", "multi", "neo", "non",
     "pan", "post", "pre", "pro", "pseudo", "re", "semi", "socio", "sub", "ultra", "un")
)  # fmt: skip
HYPHENS = ("-", "‑")

Word = tuple[str, int, int]
"""A word and where it stands: start and end in code points, end exclusive."""

_PASSED_OVER = (
    r"(?:https?|ftp|file|mailto):\S+|www\.\S+|\S+@\S+\.\w+|[@#]\w+|\w+(?:\.\w+)*\.(?:com|org|net|"
    r"int|eu|gov|edu|info|example)\b\S*|\[@[^\]\s]*\]|(?:[A-Za-z]\.){2,}"
)
_WORD = re.compile(rf"(?P<passed>{_PASSED_OVER})|[^\W_]+(?:['’\-‑·][^\W_]+)*")
_LETTERS = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_OWNED = re.compile(r"['’]s?\Z")
MOST_KNOWN, STRETCH = 1_000_000, 50_000
"""Code points of an article whose words count as known, and how many are gone through at once."""


class Lookup(Protocol):
    """What looks words up, as spylls does."""

    def lookup(self, word: str) -> bool:
        """Return whether a word is right."""

    def suggest(self, word: str) -> Iterable[str]:
        """Yield what might have been meant."""


@lru_cache(maxsize=4096)
def words_in(text: str) -> tuple[Word, ...]:
    """Return the words of a text that are to be looked up.

    Left out are addresses, citation marks, initials, what has a digit in it, single letters and
    abbreviations: capitals, up to six of them.
    """
    return tuple(_words(text))


def _words(text: str) -> Iterator[Word]:
    for found in _WORD.finditer(text):
        whole = found.group()
        if found["passed"] or any(character.isdigit() for character in whole):
            continue
        for part in _LETTERS.finditer(whole):
            word = part.group()
            before_hyphen = whole[part.end() : part.end() + 1] in HYPHENS
            if word.lower() in PREFIXES and before_hyphen:
                continue
            if 1 < len(word) <= LONGEST_WORD and not _is_abbreviation(word):
                yield word, found.start() + part.start(), found.start() + part.end()


def _is_abbreviation(word: str) -> bool:
    bare = _OWNED.sub("", word)
    bare = bare[:-1] if bare.endswith("s") and bare[:-1].isupper() else bare
    return bare.isupper() and len(bare) <= LONGEST_CAPITALS


class Speller:
    """One dictionary; `british` lets the British spellings of an American one be right."""

    def __init__(self, lookup: Lookup, *, british: bool) -> None:
        self._lookup = lookup
        self._british = british

    def knows(self, word: str) -> bool:
        """Return whether the dictionary has a word, in this form or owning something."""
        plain = word.replace("’", "'")
        bare = _OWNED.sub("", plain)
        if self._lookup.lookup(plain) or (bare != plain and self._lookup.lookup(bare)):
            return True
        if not self._british:
            return False
        return any(self._lookup.lookup(other) for other in american_of(bare))

    def wrong(self, words: Iterable[str], stopped: threading.Event) -> frozenset[str]:
        """Return which of these words the dictionary does not have; stops early when told to."""
        found = set()
        try:
            for word in words:
                if stopped.is_set():
                    break
                if not self.knows(word):
                    found.add(word)
        except FAULTS as error:
            raise _at_fault(error) from error
        return frozenset(found)

    def suggestions(self, word: str, stopped: threading.Event) -> tuple[str, ...]:
        """Return what might have been meant, the likeliest first; takes a second or two."""
        found: list[str] = []
        try:
            for each in self._lookup.suggest(word.replace("’", "'")):
                if each not in found:
                    found.append(each)
                if len(found) == MOST_SUGGESTIONS or stopped.is_set():
                    break
        except FAULTS as error:
            raise _at_fault(error) from error
        return tuple(each.replace("'", "’") if "’" in word else each for each in found)


@dataclass(frozen=True, slots=True)
class Dictionaries:
    """The dictionary that ships and those in the user's folder: a .aff and a .dic of one name."""

    folder: Path

    def languages(self) -> tuple[str, ...]:
        """Return the names of all dictionaries, the shipped one first."""
        try:
            own = {path.stem for path in self.folder.glob("*.aff")}
        except OSError:
            own = set()
        whole = {name for name in own if (self.folder / f"{name}.dic").is_file()}
        return (USUAL, *sorted(whole - {USUAL}))

    def load(self, language: str) -> Speller:
        """Read a dictionary, once in the life of the program; takes about 0.2 seconds.

        Raises SpellingError if there is none of this name or it cannot be read.
        """
        aff = self._file(language)
        try:
            stamp = tuple(path.stat().st_mtime_ns for path in (aff, aff.with_suffix(".dic")))
        except OSError as error:
            raise _refused(language, self.folder, reason_of(error)) from error
        british = language == USUAL and not any(
            name.replace("-", "_").lower().startswith("en_gb") for name in self.languages()
        )
        return Speller(_read_once(aff, stamp, language), british=british)

    def _file(self, language: str) -> Path:
        if language not in self.languages():
            raise SpellingError(
                tr("There is no dictionary “{language}”.", language=language[:60]),
                tr(
                    "Put its .aff and .dic into {folder}, or choose another in the settings.",
                    folder=self.folder,
                ),
            )
        own = self.folder / f"{language}.aff"
        if language != USUAL or (own.is_file() and own.with_suffix(".dic").is_file()):
            return own
        from spylls.hunspell import dictionary  # type: ignore[import-untyped] # spylls has no types

        return Path(dictionary.__file__).parent / "data" / "en" / f"{USUAL}.aff"


_reading = threading.Lock()


def _read_once(aff: Path, stamp: tuple[int, ...], language: str) -> Lookup:
    # Several windows may ask at once; a second reading would take as long as the first.
    with _reading:
        return _read(aff, stamp, language)


@lru_cache(maxsize=2)
def _read(aff: Path, _stamp: tuple[int, ...], language: str) -> Lookup:
    from spylls.hunspell import readers
    from spylls.hunspell.readers.file_reader import FileReader  # type: ignore[import-untyped]

    from briefing.services.spelling.late_words import LateDictionary

    class WholeFile(FileReader):  # type: ignore[misc]
        """Reads a file at once and closes it, which spylls leaves to chance."""

        def _open(self, path: str, encoding: str) -> io.StringIO:
            with Path(path).open("rb") as file:
                data = file.read(LARGEST + 1)
            if len(data) > LARGEST:
                raise ValueError(f"larger than {LARGEST // 1024**2} MB")
            return io.StringIO(data.decode(encoding, "surrogateescape"))

    make: Callable[..., Any] = WholeFile
    try:
        rules, context = readers.read_aff(make(str(aff)))
        words = make(str(aff.with_suffix(".dic")), encoding=context.encoding)
        return LateDictionary(rules, context, words)
    except OSError as error:
        raise _refused(language, aff.parent, reason_of(error)) from error
    except FAULTS as error:
        raise _refused(language, aff.parent, tr("it is at fault ({error})", error=error)) from error


def _refused(language: str, folder: Path, reason: str) -> SpellingError:
    return SpellingError(
        tr(
            "The dictionary “{language}” cannot be read: {reason}.",
            language=language,
            reason=reason,
        ),
        tr("Look at its files in {folder}.", folder=folder),
    )


def _at_fault(error: Exception) -> SpellingError:
    return SpellingError(
        tr("The dictionary is at fault ({error}).", error=error),
        tr("Choose another language in the settings."),
    )


def known_words(project: Project) -> frozenset[str]:
    """Return the words of a project's articles, of what they say of themselves and of headers."""
    found: set[str] = set()
    for article in project.articles.values():
        found |= _WORDS.of(article)
        meta = article.metadata
        for each in (
            meta.headline,
            meta.agency,
            meta.place,
            meta.byline,
            meta.outlet,
            *meta.keywords,
        ):
            found |= _few_words_of(each or "")
    for brief in project.briefs.values():
        for value in brief.fields.values():
            found |= _few_words_of(value)
    return frozenset(found)


def _words_of(text: str) -> frozenset[str]:
    """Return the words of a text, in stretches: a long one would keep who is typing waiting."""
    words: set[str] = set()
    start, end = 0, min(len(text), MOST_KNOWN)
    while start < end:
        stop = text.find(" ", min(end, start + STRETCH)) if start + STRETCH < end else end
        stop = end if stop < 0 else stop
        words.update(_LETTERS.findall(text, start, stop))
        start = stop
    plain = {word.replace("’", "'") for word in words}
    return frozenset(plain | {_OWNED.sub("", word) for word in plain})


_few_words_of = lru_cache(maxsize=256)(_words_of)
_WORDS = Latest(_words_of)


def is_known(word: str, known: frozenset[str]) -> bool:
    """Return whether a word is among known ones: as it is, owning something, opening a sentence."""
    plain = word.replace("’", "'")
    bare = _OWNED.sub("", plain)
    forms = {plain, bare}
    if bare[:1].isupper():
        forms |= {form[:1].lower() + form[1:] for form in (plain, bare)}
    if bare.isupper():
        forms |= {bare.capitalize(), bare.lower()}
    return not forms.isdisjoint(known)
