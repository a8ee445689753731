"""Templates of the library whole: bundled with their Word file to go out, checked and taken in."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

import msgspec

from briefing.errors import BriefingError, LibraryError
from briefing.language import tr
from briefing.model.project import Project
from briefing.services.library_port import Kind, LibraryItem, LibraryRecord
from briefing.services.ports import (
    TemplateChecker,
    TemplateFinding,
    TemplateLibrary,
    TemplatePackage,
)

LARGEST = 16 * 1024 * 1024
"""Bytes of a .brieftemplate file that go into a library, or are taken from one."""


class TemplateBundles(Protocol):
    """Makes one file of a template, and takes one in; see templating/own_templates.py."""

    def bundle(self, package: TemplatePackage) -> bytes:
        """Return a template as one file, the same bytes for the same template."""

    def take(self, data: bytes, name: str, taken: Collection[str]) -> str:
        """Take such a file in, under a free id if its own is taken; returns the id.

        Raises TemplateError for what is no template, or cannot be trusted.
        """


class _Kept(msgspec.Struct, frozen=True):
    """What is read of a published template: its file, "" where it was published without."""

    bundle: bytes = b""


@dataclass(frozen=True, slots=True)
class Taken:
    """A template that was taken in: its id and title there, and what a check of it found.

    `known` says that it was there already, word for word, and nothing was done.
    """

    id: str
    title: str
    findings: Sequence[TemplateFinding] = ()
    known: bool = False


@dataclass(frozen=True, slots=True)
class LibraryTemplates:
    """What publishing and taking templates needs: those there are, their files, their checks."""

    library: TemplateLibrary
    bundles: TemplateBundles
    checker: TemplateChecker

    def of(self, project: Project) -> Mapping[str, bytes]:
        """Return the project's templates as files, by id.

        Those that ship with the program are everywhere and stay out, and so do those that are not
        on this machine, are another version of the project's, or too large.
        """
        packages = self.library.shelf().packages
        found = {}
        for key, template in project.templates.items():
            package = packages.get(key)
            if package and not package.built_in and package.template.version == template.version:
                try:
                    data = self.bundles.bundle(package)
                except BriefingError:  # somebody takes its folder away just now
                    continue
                if len(data) <= LARGEST:
                    found[key] = data
        return found

    def take(self, record: LibraryRecord) -> Taken:
        """Take a published template into one's own; it replaces none.

        It is untrusted like each from elsewhere: unpacked in bounds, its manifest read strictly,
        its Word file checked in the guarded process, where it will also be filled. Raises
        LibraryError and TemplateError.
        """
        data = bundle_of(record.item)
        if not data:
            raise LibraryError(
                tr("“{title}” was published without its Word file.", title=record.item.title),
                tr("Ask who published it for the template as a file."),
            )
        before = self.library.shelf().packages
        same = next((p for p in before.values() if self._is_same(p, data)), None)
        if same:
            return Taken(same.template.id, same.template.title, known=True)
        key = self.bundles.take(data, f"{record.item.key}.brieftemplate", before)
        package = self.library.get(key)
        template = package.template
        return Taken(key, template.title, self.checker.lint(package.document, key, template))

    def _is_same(self, package: TemplatePackage, data: bytes) -> bool:
        if package.built_in:
            return False
        try:
            return self.bundles.bundle(package) == data
        except BriefingError:
            return False


def is_whole(item: LibraryItem) -> bool:
    """Tell whether a template was published with its Word file, without decoding that."""
    return item.kind is Kind.TEMPLATE and item.value.startswith('{"bundle":')


def bundle_of(item: LibraryItem) -> bytes:
    """Return a published template's file, b"" if it has none; raises LibraryError if damaged."""
    if item.kind is not Kind.TEMPLATE:
        return b""
    try:
        data = msgspec.json.decode(item.value, type=_Kept).bundle
    except (msgspec.MsgspecError, RecursionError) as error:
        raise LibraryError(
            tr("“{title}” is damaged in the library ({error}).", title=item.title, error=error),
            tr("Ask who published it to publish it again."),
        ) from error
    if len(data) > LARGEST:
        raise LibraryError(
            tr("“{title}” is too large for a template.", title=item.title),
            tr("Ask who published it for one with smaller pictures."),
        )
    return data


def taken_words(taken: Taken) -> str:
    """Return in words what became of a template."""
    if taken.known:
        return tr("“{title}” is among your templates already.", title=taken.title)
    words = tr("“{title}” is among your templates now, as {id}.", title=taken.title, id=taken.id)
    errors = [str(each) for each in taken.findings if each.level == "error"]
    if not errors:
        return words
    found = tr("A check found what has to be mended first: {findings}", findings=errors[0])
    return f"{words} {found}"
