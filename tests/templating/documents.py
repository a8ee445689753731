"""Word documents for tests, made in one line, and what can be read from them."""

import io
import zipfile

from docx import Document
from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def word(*paragraphs, table=None):
    """Return a Word file of these paragraphs, and a table given as rows of cells."""
    document = Document()
    for words in paragraphs:
        document.add_paragraph(words)
    if table:
        made = document.add_table(rows=len(table), cols=len(table[0]))
        for row, cells in zip(made.rows, table, strict=True):
            for cell, words in zip(row.cells, cells, strict=True):
                cell.text = words
    return saved(document)


def saved(document):
    target = io.BytesIO()
    document.save(target)
    return target.getvalue()


def with_body(xml):
    """Return a Word file whose body holds this XML."""
    data = word("MARK")
    return replaced(
        data, "word/document.xml", b"<w:p><w:r><w:t>MARK</w:t></w:r></w:p>", xml.encode()
    )


def replaced(data, part, old, new):
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as given, zipfile.ZipFile(target, "w") as made:
        for name in given.namelist():
            body = given.read(name)
            if name == part:
                assert old in body
                body = body.replace(old, new)
            made.writestr(name, body)
    return target.getvalue()


def part(data, name="word/document.xml"):
    """Return a part of a Word file as a tree."""
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        return etree.fromstring(file.read(name))


def parts(data):
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        return {name: file.read(name) for name in file.namelist()}


def paragraphs(data, name="word/document.xml"):
    """Return the words of each paragraph of a part: breaks as line ends, tabs as tabs."""
    found = []
    for paragraph in part(data, name).iter(f"{W}p"):
        words = []
        for element in paragraph.iter(f"{W}t", f"{W}br", f"{W}tab"):
            if element.getparent().tag == f"{W}r":
                words.append({f"{W}br": "\n", f"{W}tab": "\t"}.get(element.tag, element.text or ""))
        found.append("".join(words))
    return found
