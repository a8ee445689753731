"""Readers of article formats, one file a format."""

from __future__ import annotations

from briefing.loaders.docx import DocxLoader
from briefing.loaders.factiva import FactivaLoader
from briefing.loaders.feeds import FeedLoader
from briefing.loaders.html import HtmlLoader
from briefing.loaders.mail import EmlLoader
from briefing.loaders.markdown import MarkdownLoader
from briefing.loaders.newsml import NewsmlLoader
from briefing.loaders.nexis import NexisLoader
from briefing.loaders.nitf import NitfLoader
from briefing.loaders.outlook import MsgLoader
from briefing.loaders.text import TextLoader
from briefing.loaders.web_archive import MhtLoader, WebarchiveLoader
from briefing.services.ports import ArticleLoader


def standard_loaders() -> tuple[ArticleLoader, ...]:
    """Return the loaders of all formats; each imports what it needs when it reads."""
    return (
        TextLoader(),
        MarkdownLoader(),
        HtmlLoader(),
        DocxLoader(),
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
