"""The words of an exported document, read back by other programs than the one that wrote them."""

import io
import re
import zipfile

import pypdfium2
from documents import paragraphs
from lxml import etree, html
from markdown_it import MarkdownIt

BLOCKS = ("p", "li", "h1", "h2", "h3", "h4", "td", "th", "dt", "dd", "br", "caption")
TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"


def plain(words):
    return " ".join(words.split())


def words_of(name, data):
    """Return body and notes of a document, white space made one, without note numbers."""
    return plain(READERS[name](data))


def _docx(data):
    return " ".join([*paragraphs(data), *paragraphs(data, "word/footnotes.xml")])


def _html(page):
    tree = html.fromstring(page)
    for number in list(tree.iter("sup", "a")):
        if number.tag == "sup" or (number.text or "") == "↩":
            number.text = ""
            for inside in list(number):
                number.remove(inside)
    for each in tree.iter("ul", "ol"):
        each.text = f" {each.text or ''}"
    for each in tree.iter(*BLOCKS):
        each.tail = f" {each.tail or ''}"
    return tree.text_content()


def _markdown(data):
    page = MarkdownIt("commonmark").enable("table").render(data.decode())
    return re.sub(r"\[\^\d+\]:?", "", _html(f"<html><body>{page}</body></html>"))


def _odt(data):
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        body = etree.fromstring(archive.read("content.xml"))
    notes = list(body.iter(f"{TEXT}note"))
    said = [_odt_text(note.find(f"{TEXT}note-body")) for note in notes]
    for note in notes:
        for inside in list(note):
            note.remove(inside)
    return " ".join([_odt_text(body), *said])


def _odt_text(element):
    found = element.text or ""
    for each in element:
        spaces = int(each.get(f"{TEXT}c")) if each.tag == f"{TEXT}s" else 0
        found += _odt_text(each) + " " * spaces + (each.tail or "")
    spaced = (f"{TEXT}p", f"{TEXT}h", f"{TEXT}tab", f"{TEXT}line-break")
    return f"{found} " if element.tag in spaced else found


def _text(data):
    words = re.sub(r"\n[=-]{3,}\n", "\n", data.decode())
    words = re.sub(r"(?m)^ *(?:- |\d+\. )", "", words)
    return re.sub(r"\[\d+\]| <https?:[^>]*>", "", words.replace(" | ", "\n"))


def pdf_pages(data):
    document = pypdfium2.PdfDocument(data)
    pages = [page.get_textpage().get_text_bounded() for page in document]
    document.close()
    return pages


READERS = {
    "docx": _docx, "html": _html, "markdown": _markdown, "odt": _odt,
    "text": _text, "pdf": lambda data: "\n".join(pdf_pages(data)),
}  # fmt: skip
"""Reads the words of each format; a new exporter has its own here."""
UNMARKED = {"text"}
"""The formats in which nothing tells a mark, such as a bullet, from a word."""
