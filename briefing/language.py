"""The language that the program speaks: every sentence for a person passes through here.

The language of a brief is its template's own affair and has nothing to do with this one.
"""

from __future__ import annotations

import gettext
import re
from functools import lru_cache
from pathlib import Path

ENGLISH = "en"
LANGUAGES = {"en": "English", "fr": "Français", "ar": "العربية"}
"""What the window can speak, by ISO 639 code; each names itself, for those who read it."""
FROM_THE_RIGHT = frozenset({"ar", "ckb", "dv", "fa", "he", "ps", "sd", "ug", "ur", "yi"})
"""Codes of languages whose usual script is read from the right (CLDR, characterOrder)."""
_TAG = re.compile(r"[A-Za-z]{2,8}(?:[-_][A-Za-z0-9]{1,8}){0,3}")
"""What a code of a language looks like; a template may state anything."""
_spoken: gettext.NullTranslations = gettext.NullTranslations()
_code = ENGLISH
_catalogues: Path | None = None


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
    said = _spoken.gettext(words) if words else ""  # a catalogue says its head for ""
    return said.format(**values) if values else said


def tr_many(one: str, many: str, count: int, /, **values: object) -> str:
    """Return the form for `count` things, which `{count}` names in the sentence."""
    return _spoken.ngettext(one, many, count).format(count=count, **values)


def tr_in(context: str, words: str, /, **values: object) -> str:
    """Return words that mean different things in different places; `context` says which."""
    said = _spoken.pgettext(context, words)
    return said.format(**values) if values else said


def said_in(code: str, words: str, /, **values: object) -> str:
    """Return words that go into a document in the document's own language.

    `code` is what the template states (en, fr, pt-BR); English where there is no catalogue of it.
    The language that the window speaks is no matter: same input, same document.
    """
    said = _of(code).gettext(words)
    return said.format(**values) if values else said


def is_from_the_right(code: str) -> bool:
    """Return whether a document in this language is read from the right."""
    return re.split("[-_]", code)[0].lower() in FROM_THE_RIGHT


@lru_cache(maxsize=32)
def _of(code: str) -> gettext.NullTranslations:
    """Return the catalogue of a language; no file is looked for by a name that is no code."""
    folder = _catalogues
    if folder is None or not _TAG.fullmatch(code):
        return gettext.NullTranslations()
    languages = [code.replace("-", "_"), re.split("[-_]", code)[0].lower()]
    if languages[-1] == ENGLISH:
        return gettext.NullTranslations()
    return gettext.translation("briefing", str(folder), languages, fallback=True)


def marked(words: str, /) -> str:
    """Return the words as they are: marks those of a table, to be shown through `tr`."""
    return words
