"""Snippets: words that are used again and again, one CommonMark file each in the user's folder."""

from __future__ import annotations

import os
import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from briefing.errors import SnippetError
from briefing.language import tr
from briefing.model.article import clean_text
from briefing.model.brief import CITATION, JUDGEMENT, REST
from briefing.services.file_names import is_reserved
from briefing.services.writing import reason_of, write_whole

LARGEST = 64 * 1024
"""Bytes of the largest snippet."""
MOST = 1_000
"""Snippets that are listed."""
LONGEST_NAME = 80
PLACEHOLDERS = ("date", "author", "title")
SUFFIX = ".md"
_HOLDER = re.compile(r"\{(" + "|".join(PLACEHOLDERS) + r")\}")
_CITED = re.compile(rf"[ \t]?{CITATION.pattern}")
_FORBIDDEN = re.compile(r'[<>:"/\\|?*\x00-\x1f\x7f]')


@dataclass(frozen=True, slots=True)
class Snippet:
    """One snippet; its name is that of its file."""

    name: str
    markdown: str


@dataclass(frozen=True, slots=True)
class Shelf:
    """The snippets by their names, and a line on each file that could not be read."""

    snippets: tuple[Snippet, ...] = ()
    problems: tuple[str, ...] = ()


class SnippetFolder:
    """The user's snippets; the folder is made when the first is saved."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def shelf(self) -> Shelf:
        """Return all snippets there are now, by their names."""
        found: list[Snippet] = []
        problems: list[str] = []
        try:
            names = sorted(self._names(), key=str.casefold)
        except OSError as error:
            return Shelf(
                (),
                (
                    tr(
                        "{folder} cannot be read ({reason}).",
                        folder=self.folder,
                        reason=reason_of(error),
                    ),
                ),
            )
        for name in names[:MOST]:
            try:
                found.append(self.read(name))
            except SnippetError as error:
                problems.append(str(error))
        if len(names) > MOST:
            problems.append(
                tr(
                    "{folder} has more than {most:,} snippets; the others are left out.",
                    folder=self.folder,
                    most=MOST,
                )
            )
        return Shelf(tuple(found), tuple(problems))

    def read(self, name: str) -> Snippet:
        """Return one snippet; raises SnippetError."""
        path = self._path(name)
        try:
            # Nothing else than a file: a pipe would hold up the window for ever.
            if not path.is_file():
                raise SnippetError(
                    tr("There is no snippet “{name}”.", name=name),
                    tr("Look into {folder}.", folder=self.folder),
                )
            with path.open("rb") as file:
                data = file.read(LARGEST + 1)
        except OSError as error:
            raise SnippetError(
                tr(
                    "The snippet “{name}” cannot be read: {reason}.",
                    name=name,
                    reason=reason_of(error),
                ),
                tr("Look at {path}.", path=path),
            ) from error
        if len(data) > LARGEST:
            raise SnippetError(
                tr(
                    "The snippet “{name}” is larger than {largest} KB.",
                    name=name,
                    largest=LARGEST // 1024,
                ),
                tr("Part it in several."),
            )
        try:
            return Snippet(name, clean_text(data.decode("utf-8-sig")).strip("\n"))
        except UnicodeDecodeError as error:
            raise SnippetError(
                tr("The snippet “{name}” is no text.", name=name), tr("Save it as UTF-8.")
            ) from error

    def save(self, name: str, markdown: str) -> Snippet:
        """Keep words under a name that is free; raises SnippetError.

        Citations of excerpts are left out, for they mean nothing in another project.
        """
        name = named(name)
        words = bare(clean_text(markdown)).strip()
        if not words:
            raise SnippetError(tr("There are no words to keep."), tr("Select some first."))
        data = f"{words}\n".encode()
        if len(data) > LARGEST:
            raise SnippetError(
                tr("A snippet has at most {largest} KB.", largest=LARGEST // 1024),
                tr("Select fewer words."),
            )
        self._check_free(name)
        self._write(name, data)
        return Snippet(name, words)

    def remove(self, name: str) -> Snippet:
        """Take a snippet out; `restore` puts back what this returns. Raises SnippetError."""
        gone = self.read(name)
        try:
            self._path(name).unlink()
        except OSError as error:
            raise SnippetError(
                tr(
                    "The snippet “{name}” was not removed: {reason}.",
                    name=name,
                    reason=reason_of(error),
                ),
                "",
            ) from error
        return gone

    def restore(self, snippet: Snippet) -> None:
        """Put a snippet back that was removed; raises SnippetError, also if its name is taken."""
        self._check_free(snippet.name)
        self._write(snippet.name, f"{snippet.markdown}\n".encode())

    def _check_free(self, name: str) -> None:
        if name.casefold() in {other.casefold() for other in self._existing()}:
            raise SnippetError(
                tr("There is a snippet “{name}” already.", name=name), tr("Choose another name.")
            )

    def _write(self, name: str, data: bytes) -> None:
        path = self._path(name)
        try:
            write_whole(path, data)
        except OSError as error:
            raise SnippetError(
                tr(
                    "The snippet “{name}” was not saved: {reason}.",
                    name=name,
                    reason=reason_of(error),
                ),
                tr("Look at {folder}.", folder=self.folder),
            ) from error

    def _path(self, name: str) -> Path:
        if name != _safe(name):
            raise SnippetError(
                tr("“{name}” cannot be the name of a snippet.", name=name[:60]),
                tr("Rename its file."),
            )
        return self.folder / f"{name}{SUFFIX}"

    def _existing(self) -> Sequence[str]:
        try:
            return self._names()
        except OSError:
            return ()

    def _names(self) -> list[str]:
        if not self.folder.is_dir():
            return []
        with os.scandir(self.folder) as entries:
            names = [each.name for each in entries if each.name.endswith(SUFFIX)]
        return [name.removesuffix(SUFFIX) for name in names if not name.startswith(".")]


def named(words: str) -> str:
    """Return words as the name of a snippet, without what a file's name cannot have.

    Raises SnippetError if nothing is left.
    """
    name = _safe(" ".join(clean_text(words).split()))
    if not name:
        raise SnippetError(tr("A snippet needs a name."), tr("Type one."))
    return name


def bare(markdown: str) -> str:
    """Return CommonMark without marks that place or cite excerpts of a project."""
    kept = _CITED.sub(
        lambda mark: mark.group() if mark.group(1) == JUDGEMENT else "", markdown.replace(REST, "")
    )
    return re.sub(r"\n{3,}", "\n\n", kept)


def filled_in(markdown: str, values: Mapping[str, str]) -> str:
    """Return a snippet as it is inserted: `{date}`, `{author}` and `{title}` filled in.

    One without a value stays, so that it is seen. Braces around anything else are only braces.
    """
    return _HOLDER.sub(lambda holder: values.get(holder.group(1)) or holder.group(), bare(markdown))


def matching(snippets: Sequence[Snippet], typed: str) -> list[Snippet]:
    """Return the snippets that fit some letters: start of a word of the name, name, then words."""
    letters = " ".join(typed.split()).casefold()

    def rank(snippet: Snippet) -> int | None:
        name = snippet.name.casefold()
        if name.startswith(letters) or any(w.startswith(letters) for w in name.split()):
            return 0
        if letters in name:
            return 1
        return 2 if letters in snippet.markdown.casefold() else None

    ranked = [(rank(each), place, each) for place, each in enumerate(snippets)]
    return [each for _, _, each in sorted((r, p, e) for r, p, e in ranked if r is not None)]


def _safe(name: str) -> str:
    plain = _FORBIDDEN.sub("", unicodedata.normalize("NFC", name))
    plain = plain.strip(" .")[:LONGEST_NAME].strip(" .")
    while len(plain.encode()) > 200:
        plain = plain[:-1].strip(" .")
    return f"{plain} (1)" if is_reserved(plain) else plain
