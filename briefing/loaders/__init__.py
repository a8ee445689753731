"""Readers of article formats, one file a format."""

from __future__ import annotations

import importlib
from typing import cast

from briefing.services.ports import ArticleLoader

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
}
"""The class for each format but plain text, by its name.

They stand here as words so that the process that reads one format loads no other.
"""


def document_loader(name: str) -> ArticleLoader:
    """Return the loader of a format, bare: it reads where it is called.

    What it is given may hang or end it: `standard_loaders` has it read elsewhere.
    """
    module, _, kind = DOCUMENTS[name].partition(".")
    made = getattr(importlib.import_module(f"briefing.loaders.{module}"), kind)
    return cast("ArticleLoader", made())


def standard_loaders() -> tuple[ArticleLoader, ...]:
    """Return the loaders of all formats.

    All but plain text is read in processes of its own, two files at a time at most; a zip archive
    is taken apart here, and may hold another one.
    """
    from briefing.loaders.archive import ZipLoader
    from briefing.loaders.guarded import ReadingProcesses, guarded
    from briefing.loaders.text import TextLoader

    processes = ReadingProcesses()
    documents = (guarded(document_loader(name), processes) for name in DOCUMENTS)
    plain: tuple[ArticleLoader, ...] = (TextLoader(), *documents)
    return (*plain, ZipLoader((*plain, ZipLoader(plain))))
