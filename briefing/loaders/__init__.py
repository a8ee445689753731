"""Readers of article formats, one file a format."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterable
from typing import TYPE_CHECKING, cast

from briefing.services.ports import ArticleLoader

if TYPE_CHECKING:
    from briefing.services.plug_ins import PlugIns

DOCUMENTS = {
    "markdown": "markdown.MarkdownLoader",
    "html": "html.HtmlLoader",
    "docx": "docx.DocxLoader",
    "pdf": "pdf.PdfLoader",
    "odt": "odt.OdtLoader",
    "rtf": "rtf.RtfLoader",
    "epub": "epub.EpubLoader",
    "eml": "mail.EmlLoader",
    "mht": "web_archive.MhtLoader",
    "webarchive": "web_archive.WebarchiveLoader",
    "newsml": "newsml.NewsmlLoader",
    "nitf": "nitf.NitfLoader",
    "feed": "feeds.FeedLoader",
    "msg": "outlook.MsgLoader",
    "nexis": "nexis.NexisLoader",
    "factiva": "factiva.FactivaLoader",
    "copied": "copied.CopiedLoader",
}
"""The class for each format but plain text, by its name.

They stand here as words so that the process that reads one format loads no other.
"""


def document_loader(name: str) -> ArticleLoader:
    """Return the loader of a format, bare: it reads where it is called.

    What it is given may hang or end it: `standard_loaders` has it read elsewhere. That of a plug-in
    has no name here but the place of its class, as “module:Class”.
    """
    if ":" in name:
        added = pkgutil.resolve_name(name)
        return cast("ArticleLoader", added() if isinstance(added, type) else added)
    module, _, kind = DOCUMENTS[name].partition(".")
    made = getattr(importlib.import_module(f"briefing.loaders.{module}"), kind)
    return cast("ArticleLoader", made())


def standard_loaders(plug_ins: PlugIns | None = None) -> Iterable[ArticleLoader]:
    """Return the loaders of all formats, those that plug-ins add among them.

    All but plain text is read in processes of its own, two files at a time at most; a zip archive
    is taken apart here, and may hold another one.
    """
    from briefing.loaders.archive import ZipLoader
    from briefing.loaders.guarded import ReadingProcesses, guarded
    from briefing.loaders.text import TextLoader

    processes = ReadingProcesses()
    documents = (guarded(document_loader(name), processes) for name in DOCUMENTS)
    plain: tuple[ArticleLoader, ...] = (TextLoader(), *documents)
    if plug_ins is None:
        return (*plain, ZipLoader((*plain, ZipLoader(plain))))
    from briefing.loaders.added import AddedLoaders
    from briefing.services.plug_ins import Live

    add = AddedLoaders(plug_ins).make
    group = "briefing.loaders"
    inner = Live(plain, plug_ins, group, add)
    outer = Live((*plain, ZipLoader(inner)), plug_ins, group, add)
    return Live((*plain, ZipLoader(outer)), plug_ins, group, add)
