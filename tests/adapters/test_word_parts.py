"""Word documents: what a reader sees of them, and what is told of the rest."""

import io
import zipfile

import pytest
from document_files import docx_file, paragraph

from briefing.errors import LoadError
from briefing.loaders.docx import DocxLoader

BOX = (
    "<w:r><mc:AlternateContent><mc:Choice><w:drawing><w:txbxContent>{0}</w:txbxContent></w:drawing>"
    "</mc:Choice><mc:Fallback><w:pict><v:textbox><w:txbxContent>{0}</w:txbxContent></v:textbox>"
    "</w:pict></mc:Fallback></mc:AlternateContent></w:r>"
)


def read(body, **parts):
    return DocxLoader().load(docx_file(body, **parts), "note.docx")[0].article


def blocks(body, **parts):
    article = read(body, **parts)
    return [(b.kind.value, b.level, article.text[b.start : b.end]) for b in article.blocks]


def styles(*rows):
    made = "".join(
        f'<w:style w:styleId="{key}"><w:name w:val="{name}"/>'
        f'{f"""<w:basedOn w:val="{base}"/>""" if base else ""}<w:pPr>{inside}</w:pPr></w:style>'
        for key, name, base, inside in rows
    )
    return (
        '<w:styles xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
        f"{made}</w:styles>"
    )


def test_a_heading_is_one_by_the_outline_level_of_its_style_or_of_one_that_it_is_based_on():
    sheet = styles(
        ("a", "Kapitel", "", '<w:outlineLvl w:val="0"/>'), ("b", "Unser Kapitel", "a", ""),
        ("c", "Body", "a", '<w:outlineLvl w:val="9"/>'),
    )  # fmt: skip
    body = "".join(paragraph(key, f'<w:pStyle w:val="{key}"/>') for key in "abc")
    body += paragraph("own", '<w:outlineLvl w:val="2"/>')
    assert [b[:2] for b in blocks(body, **{"styles.xml": sheet})] == [
        ("heading", 1), ("heading", 1), ("paragraph", 0), ("heading", 3),
    ]  # fmt: skip


def test_list_items_have_their_level_also_where_only_their_style_says_so():
    sheet = styles(
        ("l", "Points", "", '<w:numPr><w:ilvl w:val="1"/><w:numId w:val="1"/></w:numPr>')
    )
    body = paragraph("one", '<w:numPr><w:numId w:val="1"/></w:numPr>')
    body += paragraph("two", '<w:pStyle w:val="l"/>')
    body += paragraph("no item", '<w:pStyle w:val="l"/><w:numPr><w:numId w:val="0"/></w:numPr>')
    assert [b[:2] for b in blocks(body, **{"styles.xml": sheet})] == [
        ("list_item", 0), ("list_item", 1), ("paragraph", 0),
    ]  # fmt: skip


def test_a_text_box_is_read_once_after_the_paragraph_it_hangs_at():
    box = BOX.format(paragraph("In the box"))
    after = "<w:r><w:t> and after.</w:t></w:r>"
    body = f"<w:p><w:r><w:t>Before</w:t></w:r>{box}{after}</w:p>"
    assert [b[2] for b in blocks(body)] == ["Before and after.", "In the box"]


def test_a_table_in_a_table_is_part_of_its_cell_and_read_once():
    def row(*cells, properties=""):
        inside = "".join(f"<w:tc>{cell}</w:tc>" for cell in cells)
        return f"<w:tr>{properties}{inside}</w:tr>"

    inner = f"<w:tbl>{row(paragraph('c'), paragraph('d'))}</w:tbl>"
    gone = row(paragraph("gone"), properties="<w:trPr><w:del/></w:trPr>")
    body = f"<w:tbl>{row(paragraph('a'), paragraph('b') + inner)}{gone}</w:tbl>"
    assert blocks(body) == [("table_row", 0, "a\tb c d")]


def test_a_paragraph_whose_end_was_deleted_goes_on_in_the_next():
    body = paragraph("The duty falls ", "<w:rPr><w:del/></w:rPr>") + paragraph("in June.")
    assert [b[2] for b in blocks(body)] == ["The duty falls in June."]


def test_links_fields_and_emoji_keep_their_words_and_hidden_ones_go():
    body = (
        "<w:p><w:hyperlink><w:r><w:t>a link</w:t></w:r></w:hyperlink>"
        "<w:r><w:instrText>HYPERLINK x</w:instrText></w:r><w:r><w:tab/><w:t>x</w:t></w:r>"
        "<w:r><w:rPr><w:vanish/></w:rPr><w:t>secret</w:t></w:r><w:r><mc:AlternateContent>"
        "<mc:Choice/><mc:Fallback><w:t>😀</w:t></mc:Fallback></mc:AlternateContent></w:r></w:p>"
    )
    assert [b[2] for b in blocks(body)] == ["a link x😀"]


def test_comments_are_left_out_and_counted_and_macros_named():
    comments = (
        '<w:comments xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
        "<w:comment/><w:comment/></w:comments>"
    )
    article = read(paragraph("Words."), **{"comments.xml": comments, "vbaProject.bin": "x"})
    assert article.text == "Words."
    assert article.warnings == (
        "2 comments were left out.",
        "It has macros. They were left out, and nothing in them was run.",
    )


def test_a_document_of_the_strict_kind_is_read():
    data = docx_file(paragraph("Strictly."))
    strict = b"http://purl.oclc.org/ooxml/wordprocessingml/main"
    usual = b"http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(target, "w") as new:
        for name in old.namelist():
            new.writestr(name, old.read(name).replace(usual, strict))
    assert DocxLoader().load(target.getvalue(), "a.docx")[0].article.text == "Strictly."


def test_a_document_with_a_password_says_so():
    data = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le")
    with pytest.raises(LoadError, match="locked with a password"):
        DocxLoader().load(data, "note.docx")
