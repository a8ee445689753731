"""Gathers the sentences of the program, and brings its catalogues of other languages up to date.

    python tools/languages.py          write briefing.pot, update each .po, compile each .mo

A sentence that has changed is left for a translator: nothing is guessed. Entries name the files
that say a sentence, without line numbers, so that moved code changes no catalogue.
"""

from __future__ import annotations

import io
import sys
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parent.parent
if str(ROOT) not in sys.path:
    sys.path.insert(0, str(ROOT))

from briefing import language  # noqa: E402 the tree is put on the path above

FOLDER = ROOT / "resources" / "languages"
TEMPLATE = FOLDER / "briefing.pot"
LANGUAGES = tuple(sorted(set(language.LANGUAGES) - {language.ENGLISH}))
KEYWORDS = {"tr": (1,), "marked": (1,), "tr_many": (1, 2), "tr_in": ((1, "c"), 2), "said_in": (2,)}
MADE = datetime(2026, 1, 1, tzinfo=UTC)
"""Stands in every catalogue: a date of its own would change them at each run."""
_UNSAID = (b'"Generated-By', b'"Report-Msgid-Bugs', b'"Last-Translator', b'"Language-Team')
"""Lines of a head that nobody fills in."""


def main() -> int:
    """Write the catalogues anew, and tell how much of each is translated."""
    sentences = extracted()
    FOLDER.mkdir(parents=True, exist_ok=True)
    TEMPLATE.write_bytes(written(sentences))
    for code in LANGUAGES:
        catalogue = updated(code, sentences)
        path_of(code).parent.mkdir(parents=True, exist_ok=True)
        path_of(code).write_bytes(written(catalogue))
        path_of(code).with_suffix(".mo").write_bytes(compiled(catalogue))
        done = sum(is_translated(message) for message in catalogue if message.id)
        print(f"{code}: {done} of {len(catalogue)} sentences are translated")
    return 0


@cache
def extracted() -> Catalog:
    """Return the sentences that the source says, in the order of their files."""
    catalogue = _new(None)
    source = extract_from_dir(
        ROOT / "briefing", [("**.py", "python")], keywords=KEYWORDS, strip_comment_tags=True
    )
    found = sorted(source, key=lambda each: (each[0], each[1]))
    for name, _line, words, _comments, context in found:
        place = (f"briefing/{Path(name).as_posix()}", None)
        catalogue.add(words, None, [place], context=context)
    return catalogue


def updated(code: str, sentences: Catalog) -> Catalog:
    """Return a catalogue with all sentences of now and what is translated of them."""
    before, catalogue = read(code), _new(code)
    for message in sentences:
        if message.id:
            kept = before.get(message.id, message.context) if before is not None else None
            words = kept.string if kept is not None and _same_shape(message, kept) else None
            catalogue.add(message.id, words, message.locations, context=message.context)
    return catalogue


def read(code: str) -> Catalog | None:
    """Return the catalogue of a language as it is on disk, None if there is none."""
    if not path_of(code).exists():
        return None
    return read_po(io.BytesIO(path_of(code).read_bytes()), locale=code)


def path_of(code: str) -> Path:
    """Return where the catalogue of a language is."""
    return FOLDER / code / "LC_MESSAGES" / "briefing.po"


def written(catalogue: Catalog) -> bytes:
    """Return a catalogue as the text of a .po file."""
    target = io.BytesIO()
    write_po(target, catalogue, width=100, include_lineno=False, sort_by_file=False)
    lines = target.getvalue().splitlines(keepends=True)
    return b"".join(line for line in lines if not line.startswith(_UNSAID))


def compiled(catalogue: Catalog) -> bytes:
    """Return a catalogue as gettext reads it; a sentence half translated is left out."""
    target = io.BytesIO()
    whole = _new(str(catalogue.locale))
    for message in catalogue:
        if message.id and is_translated(message):
            whole.add(message.id, message.string, context=message.context)
    write_mo(target, whole)
    return target.getvalue()


def is_translated(message: Message) -> bool:
    """Return whether all forms of a sentence are there."""
    forms = message.string if isinstance(message.string, list | tuple) else (message.string,)
    return bool(forms) and all(forms)


def _same_shape(message: Message, kept: Message) -> bool:
    return bool(kept.string) and isinstance(kept.string, str) != message.pluralizable


def _new(code: str | None) -> Catalog:
    return Catalog(
        locale=code, project="Briefing", version="1", charset="utf-8", fuzzy=False,
        header_comment="# The words of Briefing.", creation_date=MADE, revision_date=MADE,
        last_translator="", language_team="",
    )  # fmt: skip


if __name__ == "__main__":
    sys.exit(main())
