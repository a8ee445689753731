"""The formats that are read, a row each: what is known of one before its reader is loaded.

Readers are dear to load and read in another process, so the program itself goes by these rows.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from briefing.language import marked


@dataclass(frozen=True, slots=True)
class Format:
    """One format: the class that reads it as “module.Class”, its name for people, its endings.

    `begins` is for a reader that recognises its format: a pattern for how every file of it begins,
    at its least. Only of a file that begins so the reader is loaded and asked.
    """

    name: str
    reader: str
    label: str
    suffixes: tuple[str, ...] = ()
    begins: bytes = b""

    def may_be(self, data: bytes) -> bool:
        """Tell whether `data` begins as files of this format do."""
        return bool(re.match(self.begins, data))


_ELEMENT = rb"\W{0,4096}<"
_ROWS = (
    Format("markdown", "markdown.MarkdownLoader", "Markdown", (".md", ".markdown")),
    Format("html", "html.HtmlLoader", marked("Web page"), (".html", ".htm", ".xhtml")),
    Format("docx", "docx.DocxLoader", marked("Word document"), (".docx", ".docm")),
    Format("pdf", "pdf.PdfLoader", "PDF", (".pdf",)),
    Format("odt", "odt.OdtLoader", marked("OpenDocument text"), (".odt", ".ott")),
    Format("rtf", "rtf.RtfLoader", marked("RTF document"), (".rtf",)),
    Format("epub", "epub.EpubLoader", marked("EPUB book"), (".epub",)),
    Format("eml", "mail.EmlLoader", "Mail", (".eml",)),
    Format("mht", "web_archive.MhtLoader", marked("Web archive"), (".mht", ".mhtml")),
    Format(
        "webarchive",
        "web_archive.WebarchiveLoader",
        marked("Safari web archive"),
        (".webarchive",),
    ),
    Format("newsml", "newsml.NewsmlLoader", "NewsML-G2", (".newsml", ".xml"), _ELEMENT),
    Format("nitf", "nitf.NitfLoader", "NITF", (".nitf", ".xml"), _ELEMENT),
    Format("feed", "feeds.FeedLoader", marked("RSS or Atom"), (".rss", ".atom", ".xml"), _ELEMENT),
    Format("msg", "outlook.MsgLoader", marked("Outlook message"), (".msg",), rb"\xd0\xcf\x11\xe0"),
    Format("nexis", "nexis.NexisLoader", marked("Nexis export"), begins=rb"PK\x03\x04"),
    Format(
        "factiva",
        "factiva.FactivaLoader",
        marked("Factiva export"),
        begins=rb"\{\\rtf|(?s:.{0,199})<",
    ),
    Format("copied", "copied.CopiedLoader", marked("Copied from a page"), begins=rb"Version:"),
)
DOCUMENTS = {row.name: row for row in _ROWS}
"""Each format but plain text and archives, by its name, in the order they are asked in."""


def facts(name: str) -> tuple[str, str, tuple[str, ...]]:
    """Return a format's name, label and suffixes, which its reader takes from its row."""
    row = DOCUMENTS[name]
    return row.name, row.label, row.suffixes
