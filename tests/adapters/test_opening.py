"""What the first lines of a document say of it, whatever program it was made with."""

import io
import zipfile

import pytest
from document_files import W, docx_file, epub_file, odt_file, paragraph

from briefing.loaders import document_loader
from briefing.model.article import BlockKind

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


def test_lines_that_say_who_and_when_are_no_sub_headings():
    text = f"Night crossing stays\nSource: Almary Courier\nBy Ilda Marun\n{LEAD}\n{MORE}\n"
    article = document_loader_of_text().load(text.encode(), "a.txt")[0].article
    assert {block.kind for block in article.blocks} == {BlockKind.PARAGRAPH}


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_two_bytes_a_letter_are_told_without_a_mark_at_their_start(encoding):
    article = document_loader_of_text().load(LEAD[:40].encode(encoding), "a.txt")[0].article
    assert (article.text, article.warnings) == (LEAD[:40], ())


def document_loader_of_text():
    from briefing.loaders.text import TextLoader

    return TextLoader()


def test_styles_of_lists_tell_how_deep_an_item_is():
    names = ("List Bullet", "List Bullet 2", "List Number 3")
    styles = "".join(
        f'<w:style w:styleId="s{n}"><w:name w:val="{name}"/></w:style>'
        for n, name in enumerate(names)
    )
    body = "".join(paragraph(name, f'<w:pStyle w:val="s{n}"/>') for n, name in enumerate(names))
    sheet = f"<w:styles {W}>{styles}</w:styles>"
    blocks = document_loader("docx").load(docx_file(body, **{"styles.xml": sheet}), "a.docx")[0]
    assert [block.level for block in blocks.article.blocks] == [0, 1, 2]


def test_marks_of_notes_are_no_words_and_other_raised_signs_are():
    page = '<p>It rained.<sup><a href="#n1">1</a></sup> By 10 m<sup>2</sup> a day.</p>'
    book = epub_file([("one.xhtml", page)])
    assert document_loader("epub").load(book, "a.epub")[0].article.text == (
        "It rained. By 10 m2 a day."
    )
    text = "It ~~never~~ rained.[^1]\n\n[^1]: In May."
    article = document_loader("markdown").load(text.encode(), "a.md")[0].article
    assert article.text == "It never rained.\nIn May."
