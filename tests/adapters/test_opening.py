"""What the first lines of a document say of it, whatever program it was made with."""

import io
import zipfile

import pytest
from document_files import W, docx_file, epub_file, odt_file, paragraph

from briefing.errors import LoadError
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


def test_a_heading_within_the_story_is_no_headline():
    body = paragraph(LEAD + MORE) + paragraph("Fuel", '<w:pStyle w:val="Heading1"/>')
    said = document_loader("docx").load(docx_file(body + paragraph(MORE)), "a.docx")[0].article
    assert said.metadata.headline is None


def test_an_opendocument_text_in_one_file_is_read_like_a_packed_one():
    packed = odt_file(
        '<text:p text:style-name="Intense_20_Quote">It stays.</text:p>'
        '<text:p>Seen <text:span text:style-name="T1">unseen </text:span>words.</text:p>',
        styles='<style:style style:name="T1"><style:text-properties text:display="none"/>'
        "</style:style>",
    )
    with zipfile.ZipFile(io.BytesIO(packed)) as archive:
        content = archive.read("content.xml").decode()
    flat = content.replace("document-content", "document").encode()
    for data in (packed, b'<?xml version="1.0"?>' + flat):
        article = document_loader("odt").load(data, "a.odt")[0].article
        assert article.text == "It stays.\nSeen words."
        assert article.blocks[0].kind is BlockKind.QUOTATION
    with pytest.raises(LoadError, match="declares entities"):
        document_loader("odt").load(b'<!DOCTYPE x [<!ENTITY a "b">]>' + flat, "a.fodt")


@pytest.mark.parametrize(
    "head",
    ['<meta name="generator" content="LibreOffice 7.4">',
     '<meta name="Generator" content="Microsoft Word 15 (filtered)"><meta name="author" '
     'content="User">'],
)  # fmt: skip
def test_every_word_of_a_page_that_a_word_processor_wrote_is_read(head):
    page = (
        f'<html><head>{head}</head><body><div title="header"><p>Page 1</p></div><h1>Night crossing'
        f"</h1><p>By Ilda Marun</p><p>{MORE}</p><p>In short:</p><ul><li>It stays.</li></ul>"
        "<table><tr><td>Fuel</td><td>31%</td></tr></table><p>End</p></body></html>"
    )
    article = document_loader("html").load(page.encode(), "a.html")[0].article
    assert article.text.split("\n") == [
        "Night crossing", "By Ilda Marun", MORE, "In short:", "It stays.", "Fuel\t31%", "End",
    ]  # fmt: skip
    assert (article.metadata.headline, article.metadata.byline) == ("Night crossing", "Ilda Marun")
