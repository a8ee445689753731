"""Reads PDF: columns in reading order, paragraphs, headings and lists, without page furniture."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from briefing.errors import LoadError
from briefing.language import tr, tr_many
from briefing.loaders.article import cleaned, made
from briefing.loaders.blocks import TextBuilder
from briefing.loaders.findings import Findings
from briefing.loaders.formats import facts
from briefing.loaders.opening import add_heading, read_opening
from briefing.loaders.package import locked
from briefing.loaders.pdf_layout import in_order, without_running_lines
from briefing.loaders.pdf_lines import LineReader, PageLines
from briefing.loaders.pdf_paragraphs import PageReader
from briefing.loaders.properties import PROPERTIES, borne_out, plausible_author, plausible_title
from briefing.services.ports import LoadedArticle

MOST_PAGES = 5_000
_NEEDS_PASSWORD = 4
_UNKNOWN_LETTERS = 0.3
"""The share of a page's letters without a meaning over which the page is named."""


class PdfLoader:
    """Reads .pdf files; scripts, forms and what is attached are left alone."""

    name, label, suffixes = facts("pdf")

    def prepare(self) -> None:
        """Load what reading loads at first need."""
        import pypdfium2

        pypdfium2.PdfDocument.new().close()
        LineReader()

    def load(self, data: bytes, source: str) -> list[LoadedArticle]:
        """Return the document as an article; raises LoadError if it has no text or is locked.

        Pages that cannot be read, or are pictures, are named in a warning.
        """
        with _opened(data, source) as document:
            pages, warnings = _pages(document, source)
            title, author = (_said(document, key) for key in ("Title", "Author"))
        kept, running = without_running_lines(pages)
        flows = [in_order(lines, page.width) for lines, page in zip(kept, pages, strict=True)]
        builder = TextBuilder()
        for paragraph in PageReader(flows).paragraphs():
            builder.add(paragraph.text, paragraph.kind, paragraph.level)
        if running:
            named = ", ".join(f"“{words[:60]}”" for words in running[:3])
            more = tr(" and others") if len(running) > 3 else ""
            warnings.append(
                tr(
                    "Lines that repeat on its pages were left out: {named}{more}.",
                    named=named,
                    more=more,
                )
            )
        found = Findings()
        read_opening(found, builder)
        found.add("headline", borne_out(plausible_title(title), builder.text), PROPERTIES)
        found.add("byline", plausible_author(author), PROPERTIES)
        add_heading(found, builder)
        return [made(data, source, builder.text, builder.blocks, found.metadata(), warnings)]


@contextmanager
def _opened(data: bytes, source: str) -> Iterator[Any]:
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if getattr(error, "err_code", 0) == _NEEDS_PASSWORD:
            raise locked(source) from error
        why = str(error).rstrip(".")
        raise LoadError(
            tr("{source} is damaged, or is no PDF ({why}).", source=source, why=why),
            tr("Get it anew, or print it to a new PDF from a program that can open it."),
        ) from error
    try:
        yield document
    finally:
        document.close()


def _pages(document: Any, source: str) -> tuple[list[PageLines], list[str]]:
    """Return the lines of all pages, and what is wrong with some of them."""
    import pypdfium2

    count = len(document)
    if count > MOST_PAGES:
        raise LoadError(
            tr(
                "{source} has {count:,} pages, and {most_pages:,} are the most.",
                source=source,
                count=count,
                most_pages=MOST_PAGES,
            ),
            tr("Print the pages you need to a PDF of their own."),
        )
    reader = LineReader()
    pages: list[PageLines] = []
    empty: list[int] = []
    failed: list[int] = []
    for number in range(count):
        try:
            page = document[number]
            try:
                pages.append(reader.read(page))
                if not pages[-1].letters and _has_picture(page):
                    empty.append(number + 1)
            finally:
                page.close()
        except pypdfium2.PdfiumError:
            failed.append(number + 1)
    if not any(page.letters for page in pages):
        raise _no_text(source, count, empty, failed)
    return pages, _told(pages, empty, failed)


def _no_text(source: str, count: int, empty: Sequence[int], failed: Sequence[int]) -> LoadError:
    if empty:
        pages = (
            tr("its page is a picture")
            if count == 1
            else tr("{empty} are pictures", empty=_named(empty))
        )
        return LoadError(
            tr("{source} is a scan: {pages} without text.", source=source, pages=pages),
            tr("Have its text recognised (OCR) in a scanning program, and open the result."),
        )
    if failed:
        return LoadError(
            tr(
                "{source} is damaged: {failed} could not be read.",
                source=source,
                failed=_named(failed),
            ),
            tr("Get it anew, or print it to a new PDF from a program that can open it."),
        )
    return LoadError(
        tr("{source} has no text in it.", source=source), tr("Open a file with text in it.")
    )


def _told(pages: Sequence[PageLines], empty: Sequence[int], failed: Sequence[int]) -> list[str]:
    told = []
    if failed:
        told.append(
            tr_many(
                "{failed} could not be read and was left out.",
                "{failed} could not be read and were left out.",
                len(failed),
                failed=_named(failed).capitalize(),
            )
        )
    if empty:
        are = tr("is a picture") if len(empty) == 1 else tr("are pictures")
        told.append(
            tr(
                "{empty} {are} without text, such as a scan.",
                empty=_named(empty).capitalize(),
                are=are,
            )
        )
    strange = [
        number
        for number, page in enumerate(pages, 1)
        if page.unmapped > _UNKNOWN_LETTERS * max(page.letters, 1)
    ]
    if strange:
        told.append(
            tr(
                "The letters of {strange} cannot be made out: its fonts do not say.",
                strange=_named(strange),
            )
        )
    text = "\n".join(line.text for page in pages for line in page.lines)
    return [*told, *cleaned(text)[1]]


def _named(numbers: Iterable[int]) -> str:
    """Return page numbers as a reader writes them: “pages 3 to 5 and 9”."""
    ranges: list[list[int]] = []
    for number in numbers:
        if ranges and number == ranges[-1][-1] + 1:
            ranges[-1] = [ranges[-1][0], number]
        else:
            ranges.append([number])
    shown = [_range(each) for each in ranges[:8]]
    if len(ranges) > 8:
        words = tr("{these} and more", these=", ".join(shown))
    elif len(shown) > 1:
        words = tr("{these} and {last}", these=", ".join(shown[:-1]), last=shown[-1])
    else:
        words = shown[0]
    one = ranges == [ranges[0][:1]]
    return tr("page {words}", words=words) if one else tr("pages {words}", words=words)


def _range(ends: Sequence[int]) -> str:
    if len(ends) == 1:
        return str(ends[0])
    return tr("{first} to {last}", first=ends[0], last=ends[-1])


def _has_picture(page: Any) -> bool:
    from pypdfium2 import raw

    kinds = (raw.FPDF_PAGEOBJ_IMAGE, raw.FPDF_PAGEOBJ_FORM)
    return next(iter(page.get_objects(filter=kinds, max_depth=3)), None) is not None


def _said(document: Any, key: str) -> str:
    words: str = document.get_metadata_value(key)
    return words
