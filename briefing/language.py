"""The language that the program speaks: every sentence for a person passes through here.

The language of a brief is its template's own affair and has nothing to do with this one.
"""

from __future__ import annotations

import gettext
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from functools import lru_cache
from pathlib import Path
from string import Formatter
from typing import Any

ENGLISH = "en"
LANGUAGES = {"en": "English", "fr": "Français", "ar": "العربية"}
"""What the window can speak, by ISO 639 code; each names itself, for those who read it."""
_SIGNS = {"fr": {ord(","): "\u202f", ord("."): ","}}
"""What parts thousands and decimals where that is done otherwise than in English (CLDR)."""
FROM_THE_RIGHT = frozenset({"ar", "ckb", "dv", "fa", "he", "ps", "sd", "ug", "ur", "yi"})
"""Codes of languages whose usual script is read from the right (CLDR, characterOrder)."""
_TAG = re.compile(r"[A-Za-z]{2,8}(?:[-_][A-Za-z0-9]{1,8}){0,3}")
"""What a code of a language looks like; a template may state anything."""
_spoken: gettext.NullTranslations = gettext.NullTranslations()
_code = ENGLISH
_catalogues: Path | None = None
_document: ContextVar[str | None] = ContextVar("document", default=None)


def speak(code: str, catalogues: Path | None = None) -> None:
    """Speak a language from now on.

    `code` is its ISO 639 code, `catalogues` the folder of code/LC_MESSAGES/briefing.mo. A language
    of which there is no catalogue is spoken as English, in which the sentences are written.
    """
    global _spoken, _code
    if catalogues:
        know(catalogues)
    _spoken, _code = gettext.NullTranslations(), ENGLISH
    if code != ENGLISH and catalogues and gettext.find("briefing", str(catalogues), [code]):
        _spoken, _code = gettext.translation("briefing", str(catalogues), [code]), code


def know(catalogues: Path | None) -> None:
    """Know where the catalogues lie, for documents (see `said_in`), whatever is spoken."""
    global _catalogues  # noqa: PLW0603 one for the whole program, as what is spoken
    if catalogues != _catalogues:
        _catalogues = catalogues
        _of.cache_clear()


def catalogues() -> Path | None:
    """Return the folder of the catalogues, or None if nobody has said where they lie."""
    return _catalogues


def spoken() -> str:
    """Return the code of the language that is spoken."""
    return _code


def tr(words: str, /, **values: object) -> str:
    """Return a sentence in the language spoken, its `{names}` filled with `values`.

    Only inside functions: what a module says while it is imported would stay English for ever; for
    tables there is `marked`.
    """
    catalogue, code = _voice()
    said = catalogue.gettext(words) if words else ""  # a catalogue says its head for ""
    return _filled(said, code, values) if values else said


def tr_many(one: str, many: str, count: int, /, **values: object) -> str:
    """Return the form for `count` things, which `{count}` names in the sentence."""
    catalogue, code = _voice()
    return _filled(catalogue.ngettext(one, many, count), code, {"count": count, **values})


def tr_in(context: str, words: str, /, **values: object) -> str:
    """Return words that mean different things in different places; `context` says which."""
    catalogue, code = _voice()
    said = catalogue.pgettext(context, words)
    return _filled(said, code, values) if values else said


def said_in(code: str, words: str, /, **values: object) -> str:
    """Return words that go into a document in the document's own language.

    `code` is what the template states (en, fr, pt-BR); English where there is no catalogue of it.
    The language that the window speaks is no matter: same input, same document.
    """
    said = _of(code).gettext(words)
    return _filled(said, _base(code), values) if values else said


@contextmanager
def speaking(code: str) -> Iterator[None]:
    """Let `tr` speak a document's language meanwhile, for whoever called this and nobody else.

    For what stands in the window as well as in documents, such as a page of the analysis.
    """
    before = _document.set(code)
    try:
        yield
    finally:
        _document.reset(before)


def shown_number(value: int) -> str:
    """Return a whole number with its thousands parted as in the language spoken."""
    return _filled("{value:,}", _voice()[1], {"value": value})


def _voice() -> tuple[gettext.NullTranslations, str]:
    """Return the catalogue that `tr` speaks from now, and the code of its language."""
    document = _document.get()
    return (_spoken, _code) if document is None else (_of(document), _base(document))


def _base(code: str) -> str:
    """Return the language of a code without its region: pt for pt-BR."""
    return re.split("[-_]", code)[0].lower()


def _filled(said: str, code: str, values: Mapping[str, object]) -> str:
    """Return a sentence with its names filled, `{count:,}` as its language writes numbers."""
    if code in _SIGNS and ":," in said:
        return _Formatter(_SIGNS[code]).vformat(said, (), values)
    return said.format(**values)


class _Formatter(Formatter):
    """Does what `str.format` does, but for the signs that part the digits of numbers."""

    def __init__(self, signs: Mapping[int, str]) -> None:
        self._signs = signs

    def format_field(self, value: Any, format_spec: str) -> str:
        """Return one value as it stands in the sentence."""
        said = str(format(value, format_spec))
        return said.translate(self._signs) if "," in format_spec else said


def is_from_the_right(code: str) -> bool:
    """Return whether a document in this language is read from the right."""
    return re.split("[-_]", code)[0].lower() in FROM_THE_RIGHT


@lru_cache(maxsize=32)
def _of(code: str) -> gettext.NullTranslations:
    """Return the catalogue of a language; no file is looked for by a name that is no code."""
    folder = _catalogues
    if folder is None or not _TAG.fullmatch(code):
        return gettext.NullTranslations()
    languages = [code.replace("-", "_"), _base(code)]
    if languages[-1] == ENGLISH:
        return gettext.NullTranslations()
    return gettext.translation("briefing", str(folder), languages, fallback=True)


def marked(words: str, /) -> str:
    """Return the words as they are: marks those of a table, to be shown through `tr`."""
    return words
