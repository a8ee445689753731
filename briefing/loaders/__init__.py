"""Readers of article formats, one file a format."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterable
from typing import TYPE_CHECKING, cast

from briefing.loaders.formats import DOCUMENTS, Format
from briefing.services.ports import ArticleLoader, RecognisingLoader

if TYPE_CHECKING:
    from briefing.loaders.guarded import GuardedLoader, ReadingProcesses
    from briefing.services.plug_ins.added import PlugIns
__all__ = ["DOCUMENTS", "document_loader", "standard_loaders"]


def document_loader(name: str) -> ArticleLoader:
    """Return the loader of a format, bare: it reads where it is called.

    What it is given may hang or end it: `standard_loaders` has it read elsewhere. That of a plug-in
    has no name here but the place of its class, as “module:Class”.
    """
    if ":" in name:
        added = pkgutil.resolve_name(name)
        return cast("ArticleLoader", added() if isinstance(added, type) else added)
    module, _, kind = DOCUMENTS[name].reader.partition(".")
    made = getattr(importlib.import_module(f"briefing.loaders.{module}"), kind)
    return cast("ArticleLoader", made())


def standard_loaders(plug_ins: PlugIns | None = None) -> Iterable[ArticleLoader]:
    """Return the loaders of all formats, those that plug-ins add among them.

    All but plain text is read in processes of its own, two files at a time at most; a zip archive
    is taken apart here, and may hold another one.
    """
    from briefing.loaders.archive import ZipLoader
    from briefing.loaders.guarded import ReadingProcesses
    from briefing.loaders.text import TextLoader

    processes = ReadingProcesses()
    documents = (_guarded(row, processes) for row in DOCUMENTS.values())
    plain: tuple[ArticleLoader, ...] = (TextLoader(), *documents)
    if plug_ins is None:
        return (*plain, ZipLoader((*plain, ZipLoader(plain))))
    from briefing.loaders.added import AddedLoaders
    from briefing.services.plug_ins.added import Live

    add = AddedLoaders(plug_ins).make
    group = "briefing.loaders"
    inner = Live(plain, plug_ins, group, add)
    outer = Live((*plain, ZipLoader(inner)), plug_ins, group, add)
    return Live((*plain, ZipLoader(outer)), plug_ins, group, add)


def _guarded(row: Format, processes: ReadingProcesses) -> GuardedLoader:
    """Return the loader of a format; its reader is loaded here only to tell what might be its."""
    from briefing.loaders.guarded import GuardedLoader, RecognisingGuardedLoader

    if not row.begins:
        return GuardedLoader(row, processes)

    def recognises(data: bytes, name: str) -> bool:
        if not row.may_be(data):
            return False
        return cast("RecognisingLoader", document_loader(row.name)).recognises(data, name)

    return RecognisingGuardedLoader(row, processes, recognises)
