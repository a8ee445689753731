"""Readers of article formats, one file a format."""

from __future__ import annotations

from briefing.loaders.archive import ZipLoader
from briefing.loaders.docx import DocxLoader
from briefing.loaders.epub import EpubLoader
from briefing.loaders.factiva import FactivaLoader
from briefing.loaders.feeds import FeedLoader
from briefing.loaders.guarded import ReadingProcess, guarded
from briefing.loaders.html import HtmlLoader
from briefing.loaders.mail import EmlLoader
from briefing.loaders.markdown import MarkdownLoader
from briefing.loaders.newsml import NewsmlLoader
from briefing.loaders.nexis import NexisLoader
from briefing.loaders.nitf import NitfLoader
from briefing.loaders.odt import OdtLoader
from briefing.loaders.outlook import MsgLoader
from briefing.loaders.pdf import PdfLoader
from briefing.loaders.rtf import RtfLoader
from briefing.loaders.text import TextLoader
from briefing.loaders.web_archive import MhtLoader, WebarchiveLoader
from briefing.services.ports import ArticleLoader


def document_loaders() -> tuple[ArticleLoader, ...]:
    """Return the loaders of all formats but plain text, bare: each reads where it is called.

    What they are given may hang or end them: `standard_loaders` has them read elsewhere.
    """
    return (
        MarkdownLoader(),
        HtmlLoader(),
        DocxLoader(),
        PdfLoader(),
        OdtLoader(),
        RtfLoader(),
        EpubLoader(),
        EmlLoader(),
        MhtLoader(),
        WebarchiveLoader(),
        NewsmlLoader(),
        NitfLoader(),
        FeedLoader(),
        MsgLoader(),
        NexisLoader(),
        FactivaLoader(),
    )


def standard_loaders() -> tuple[ArticleLoader, ...]:
    """Return the loaders of all formats.

    All but plain text is read in a process of its own; a zip archive is taken apart here, and may
    hold another one.
    """
    process = ReadingProcess()
    plain: tuple[ArticleLoader, ...] = (
        TextLoader(),
        *(guarded(each, process) for each in document_loaders()),
    )
    return (*plain, ZipLoader((*plain, ZipLoader(plain))))
