"""Readers of article formats, one file a format."""

from __future__ import annotations

from briefing.loaders.docx import DocxLoader
from briefing.loaders.guarded import GuardedLoader, ReadingProcess
from briefing.loaders.html import HtmlLoader
from briefing.loaders.markdown import MarkdownLoader
from briefing.loaders.text import TextLoader
from briefing.services.ports import ArticleLoader


def document_loaders() -> tuple[ArticleLoader, ...]:
    """Return the loaders of all formats but plain text, bare: each reads where it is called.

    What they are given may hang or end them: `standard_loaders` has them read elsewhere.
    """
    return (
        MarkdownLoader(),
        HtmlLoader(),
        DocxLoader(),
    )


def standard_loaders() -> tuple[ArticleLoader, ...]:
    """Return the loaders of all formats; all but plain text is read in a process of its own."""
    process = ReadingProcess()
    return (TextLoader(), *(GuardedLoader(each, process) for each in document_loaders()))
