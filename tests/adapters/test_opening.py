"""What the first lines of a document say of it, whatever program it was made with."""

import io
import zipfile

import pytest
from document_files import docx_file, odt_file, paragraph

from briefing.loaders import document_loader

LEAD = "PORT ALMARY, March 4 (Northwire) — The night crossing to the islands stays until May."
MORE = "The council decided it after five hours, and the operator was glad that it had."


def word(*lines, core=""):
    title, *others = lines
    body = paragraph(title, '<w:pStyle w:val="Title"/>') + "".join(map(paragraph, others))
    target = io.BytesIO(docx_file(body))
    with zipfile.ZipFile(target, "a") as package:
        if core:
            package.writestr("docProps/core.xml", core)
    return target.getvalue()


def opendocument(*lines):
    title, *others = lines
    body = f'<text:p text:style-name="Title">{title}</text:p>'
    return odt_file(body + "".join(f"<text:p>{line}</text:p>" for line in others))


def rich(*lines):
    title, *others = lines
    sheet = r"{\stylesheet{\s1 Title;}}"
    body = "".join(rf"\pard\plain {_escaped(line)}\par " for line in others)
    return (r"{\rtf1\ansi" + sheet + rf"\pard\plain\s1 {title}\par " + body + "}").encode()


def _escaped(line):
    return "".join(c if c.isascii() else rf"\u{ord(c)}?" for c in line)


@pytest.mark.parametrize(("form", "made"), [("docx", word), ("odt", opendocument), ("rtf", rich)])
def test_title_author_date_and_dateline_are_read_where_they_stand(form, made):
    data = made("Night crossing stays", "By Ilda Marun, Northwire", "4 March 2026", LEAD, MORE)
    said = document_loader(form).load(data, f"a.{form}")[0].article.metadata
    assert (said.headline, said.byline) == ("Night crossing stays", "Ilda Marun")
    assert (said.agency, said.place, said.published) == ("Northwire", "Port Almary", "2026-03-04")
    assert dict(said.found)["headline"] == "title of the document"


def test_what_stands_on_the_page_goes_before_the_files_properties():
    core = (
        '<c xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>Old draft of June</dc:title>'
        "<dc:creator>Typing Pool</dc:creator></c>"
    )
    data = word("Night crossing stays", "By Ilda Marun", LEAD, MORE, core=core)
    said = document_loader("docx").load(data, "a.docx")[0].article.metadata
    assert (said.headline, said.byline) == ("Night crossing stays", "Ilda Marun")


def test_the_first_of_many_headings_is_no_headline():
    style = '<w:pStyle w:val="Heading1"/>'
    parts = [paragraph("Summary", style), paragraph(MORE), paragraph("What next", style)]
    data = docx_file("".join([*parts, paragraph(LEAD)]))
    assert document_loader("docx").load(data, "a.docx")[0].article.metadata.headline is None


def test_markdown_tells_where_it_found_things_and_reads_lists_and_html():
    text = (
        "---\ntitle: Night crossing stays\ndate: March 4, 2026\ntags:\n  - ferries\n  - fuel\n---\n"
        'Words with <b>bold</b> and<br>a break.\n\n<div align="center"><p>Centred.</p></div>\n'
    )
    article = document_loader("markdown").load(text.encode(), "a.md")[0].article
    said = article.metadata
    assert (said.published, said.keywords) == ("2026-03-04", ("ferries", "fuel"))
    assert dict(said.found)["headline"] == "head of the file"
    assert article.text == "Words with bold and a break.\nCentred."
