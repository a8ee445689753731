"""The language that the program speaks: every sentence for a person passes through here.

The language of a brief is its template's own affair and has nothing to do with this one.
"""

from __future__ import annotations

import gettext
from pathlib import Path

ENGLISH = "en"
_spoken: gettext.NullTranslations = gettext.NullTranslations()
_code = ENGLISH


def speak(code: str, catalogues: Path | None = None) -> None:
    """Speak a language from now on.

    `code` is its ISO 639 code, `catalogues` the folder of code/LC_MESSAGES/briefing.mo. A language
    of which there is no catalogue is spoken as English, in which the sentences are written.
    """
    global _spoken, _code
    _spoken, _code = gettext.NullTranslations(), ENGLISH
    if code != ENGLISH and catalogues and gettext.find("briefing", str(catalogues), [code]):
        _spoken, _code = gettext.translation("briefing", str(catalogues), [code]), code


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


def marked(words: str, /) -> str:
    """Return the words as they are: marks those of a table, to be shown through `tr`."""
    return words
