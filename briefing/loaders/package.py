"""Opens zip packages such as Word and OpenDocument files: what is in them, read within limits."""

from __future__ import annotations

import io
import zipfile
from typing import Any, Self

from briefing.errors import LoadError
from briefing.guarding.zips import DAMAGE, ENCRYPTED, PLAIN_TYPES, holds_too_many, part_of
from briefing.language import tr

LARGEST_PART = 100 * 1024 * 1024
MOST_PARTS = 10_000


class Package:
    """The parts of a package by their names; `kind` is what a person calls such a file.

    Raises LoadError for a file that is damaged or locked with a password. Can be closed, or used
    in a `with` statement.
    """

    def __init__(self, data: bytes, source: str, kind: str) -> None:
        self.source = source
        self._kind = tr(kind)
        if holds_too_many(data, MOST_PARTS):
            raise self.damaged(tr("it has too many parts"))
        try:
            self._archive = zipfile.ZipFile(io.BytesIO(data))
            entries = self._archive.infolist()
        except DAMAGE as error:
            raise self.damaged(error) from error
        if any(info.flag_bits & ENCRYPTED for info in entries):
            raise locked(source)
        self.names = frozenset(info.filename for info in entries)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._archive.close()

    def read(self, name: str) -> bytes:
        """Return the bytes of a part; raises LoadError if it is missing, damaged or too large."""
        if name not in self.names:
            raise self.damaged(tr("{name} is missing", name=name[:80]))
        info = self._archive.getinfo(name)
        if info.file_size > LARGEST_PART:
            raise LoadError(
                tr(
                    "{source} unpacks to {file_size:,.0f} MB.",
                    source=self.source,
                    file_size=info.file_size / 1000000.0,
                ),
                tr("Copy the part you need and paste it."),
            )
        if info.compress_type not in PLAIN_TYPES:
            raise self.damaged(tr("{name} is packed in an unusual way", name=name[:80]))
        try:
            return part_of(self._archive, info)
        except DAMAGE as error:
            raise self.damaged(error) from error

    def tree(self, name: str) -> Any:
        """Return a part parsed as XML; raises LoadError, also for a document type or entities."""
        return self.parsed(self.read(name), name)

    def optional(self, name: str) -> Any:
        """Return a part parsed, or None if it is not there."""
        return self.tree(name) if name in self.names else None

    def parsed(self, data: bytes, name: str) -> Any:
        """Return XML parsed; raises LoadError for a document type, entities or damage."""
        from lxml import etree

        if b"<!DOCTYPE" in data[:2000] or b"<!ENTITY" in data:
            raise self._entities()
        parser = etree.XMLParser(
            resolve_entities=False, no_network=True, huge_tree=False, load_dtd=False,
            remove_comments=True, remove_pis=True,
        )  # fmt: skip
        try:
            root = etree.fromstring(data, parser)
        except (etree.XMLSyntaxError, ValueError) as error:
            raise self.damaged(f"{name[:80]}: {error}") from error
        if root.getroottree().docinfo.internalDTD is not None:
            raise self._entities()  # in an encoding in which the words above do not show
        return root

    def damaged(self, why: object) -> LoadError:
        """Return the error for a file that is not as such files are."""
        return LoadError(
            tr(
                "{source} is damaged, or is no {kind} ({why}).",
                source=self.source,
                kind=self._kind,
                why=why,
            ),
            tr(
                "Open it in the program it was made with, save it anew as a {kind}, and try again.",
                kind=self._kind,
            ),
        )

    def _entities(self) -> LoadError:
        return LoadError(
            tr(
                "{source} declares entities, which no {kind} does.",
                source=self.source,
                kind=self._kind,
            ),
            tr("It was not read. Ask whoever sent it for another copy."),
        )


def locked(source: str) -> LoadError:
    """Return the error for a file that is locked with a password."""
    return LoadError(
        tr("{source} is locked with a password.", source=source),
        tr("Open it with the password, save it without one, and try again."),
    )
