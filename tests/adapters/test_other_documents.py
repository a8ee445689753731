"""OpenDocument texts, RTF, books and archives: their words, their order, and what is told."""

import zipfile
from io import BytesIO

import pytest
from document_files import epub_file, odt_file, zipped
from samples import RTF, SERVICE, WORDS

from briefing.errors import LoadError


def read(data, name):
    return SERVICE.load_bytes(data, name)


def blocks(data, name):
    article = read(data, name)[0].article
    return [(b.kind.value, b.level, article.text[b.start : b.end]) for b in article.blocks]


def rtf(inside):
    return (r"{\rtf1\ansi\ansicpg1252 " + inside + "}").encode("latin-1")


def test_an_opendocument_text_has_its_structure_and_its_notes_after_it():
    body = (
        '<text:h text:outline-level="2">Ferries</text:h>'
        "<text:p>Back<text:note><text:note-citation>1</text:note-citation><text:note-body>"
        '<text:p>A note.</text:p></text:note-body></text:note> by<text:s text:c="2"/>May.</text:p>'
        "<text:list><text:list-item><text:p>one</text:p><text:list><text:list-item><text:p>two"
        "</text:p></text:list-item></text:list></text:list-item></text:list>"
        "<table:table><table:table-row><table:table-cell><text:p>a</text:p></table:table-cell>"
        "<table:table-cell><text:p>b</text:p></table:table-cell></table:table-row></table:table>"
    )
    assert blocks(odt_file(body), "a.odt") == [
        ("heading", 2, "Ferries"), ("paragraph", 0, "Back by May."), ("list_item", 0, "one"),
        ("list_item", 1, "two"), ("table_row", 0, "a\tb"), ("paragraph", 0, "A note."),
    ]  # fmt: skip


def test_deleted_text_and_comments_of_an_opendocument_text_are_left_out():
    body = (
        "<text:tracked-changes><text:changed-region><text:deletion><text:p>gone</text:p>"
        "</text:deletion></text:changed-region></text:tracked-changes>"
        "<text:p>Kept<office:annotation><text:p>why?</text:p></office:annotation>.</text:p>"
    )
    article = read(odt_file(body), "a.odt")[0].article
    assert (article.text, article.warnings) == ("Kept.", ("1 comment was left out.",))


def test_an_opendocument_text_with_a_password_says_so():
    manifest = "<manifest><encryption-data/></manifest>"
    with pytest.raises(LoadError, match=r"a\.odt is locked with a password"):
        read(odt_file("<text:p>x</text:p>", **{"META-INF/manifest.xml": manifest}), "a.odt")


def test_rtf_has_headings_lists_rows_and_notes():
    inside = (
        r"{\stylesheet{\s1 heading 1;}}\pard\s1 Ferries\par\pard Plain{\footnote A note.}.\par"
        r"{\listtext\'b7\tab}\ls1\ilvl0 one\par{\listtext x}\ls1\ilvl1 two\par"
        r"\pard\trowd\intbl a\cell b\cell\row\pard Last"
    )
    assert blocks(rtf(inside), "a.rtf") == [
        ("heading", 1, "Ferries"), ("paragraph", 0, "Plain."), ("list_item", 0, "one"),
        ("list_item", 1, "two"), ("table_row", 0, "a\tb"), ("paragraph", 0, "Last"),
        ("paragraph", 0, "A note."),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("inside", "words"),
    [
        (r"caf\'e9 \u8364? \u-10179?\u-8704?", "café € 😀"),
        (r"{\fonttbl{\f1\fcharset134 S;}}{\f1 \'d6\'d0\'ce\'c4} end", "中文 end"),
        (r"{\fonttbl{\f1\fcharset204 S;}}{\f1 \'cf\'f0\'e8}", "При"),
        (r"{\fonttbl{\f1\fcharset128 S;}}{\f1 \'93\'fa\'96\'7b}", "日本"),
        (r"{\uc2 \u233\'c3\'a9 x}", "é x"),
        (r"a\~b\_c\-d \{e\}", "a b-cd {e}"),
        (r"seen {\v hidden}{\deleted gone}{\*\unknown gone}{\pict 00ff}{\object x}too", "seen too"),
        (r"{\field{\*\fldinst HYPERLINK x}{\fldrslt a link}}", "a link"),
        (r"{\pict\bin4 }}}}}kept", "kept"),
    ],
)
def test_rtf_arrives_in_the_letters_it_was_written_in(inside, words):
    assert read(rtf(inside), "a.rtf")[0].article.text == words


def test_rtf_under_the_name_of_a_word_document_is_read_as_what_it_is():
    assert read(RTF, "a.doc")[0].article.text.startswith("Ferries\nThe ferry")


def test_each_chapter_of_a_book_is_an_article_with_its_name():
    book = epub_file(
        [("cover.xhtml", "<p>Cover</p>"), ("one.xhtml", "<h1>I</h1><p>First &nbsp;words.</p>"),
         ("more.xhtml", "<p>Still the first.</p>"),
         ("two.xhtml", "<h1>II</h1><ul><li>a<ul><li>b</li></ul></li></ul>")],
        "<dc:title>The Harbour Book</dc:title><dc:creator>Mara Lind</dc:creator>",
        '<li><a href="one.xhtml">The start</a></li><li><a href="two.xhtml#x">The end</a></li>',
    )  # fmt: skip
    articles = [each.article for each in read(book, "b.epub")]
    assert [a.text for a in articles] == ["I\nFirst words.\nStill the first.", "II\na\nb"]
    assert [a.name for a in articles] == ["The start", "The end"]
    said = articles[0].metadata
    assert (said.outlet, said.byline) == ("The Harbour Book", "Mara Lind")


def test_a_book_that_is_protected_says_so_and_one_with_odd_fonts_is_read():
    def locked(algorithm):
        method = f'<encryption><EncryptionMethod Algorithm="{algorithm}"/></encryption>'
        chapters = [("one.xhtml", f"<p>{WORDS}</p>")]
        return epub_file(chapters, **{"META-INF/encryption.xml": method})

    with pytest.raises(LoadError, match="protected against copying"):
        read(locked("http://www.w3.org/2001/04/xmlenc#aes128-cbc"), "b.epub")
    assert read(locked("http://www.idpf.org/2008/embedding"), "b.epub")[0].article.text == WORDS


def test_an_archive_gives_what_can_be_read_and_names_the_rest():
    inner = zipped({"c.md": "# Deep\n\nwords", "too.zip": zipped({"d.txt": "x"})})
    data = zipped({
        "a.txt": WORDS, "b.docx": b"PK\x03\x04broken", "../out.txt": "x", "inner.zip": inner,
        "__MACOSX/._a.txt": "x", "sub/.DS_Store": "x",
    })  # fmt: skip
    found = read(data, "z.zip")
    assert [each.article.source for each in found] == ["z.zip/a.txt", "z.zip/inner.zip/c.md"]
    assert [error.message.split(" ")[0] for error in found.failed] == [
        "z.zip/b.docx", "z.zip/../out.txt", "z.zip/inner.zip/too.zip",
    ]  # fmt: skip


def test_a_member_that_stands_twice_or_is_locked_is_named():
    target = BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        archive.writestr("a.txt", WORDS)
        with pytest.warns(UserWarning, match="Duplicate"):
            archive.writestr("a.txt", WORDS)
        archive.writestr("b.txt", WORDS)
        archive.writestr("c.txt", WORDS)
    data = bytearray(target.getvalue())
    place = data.rfind(b"PK\x01\x02")
    data[place + 8] |= 1
    found = read(bytes(data), "z.zip")
    assert [each.article.source for each in found] == ["z.zip/b.txt"]
    reasons = " ".join(error.message for error in found.failed)
    assert "stands in it twice" in reasons
    assert "z.zip/c.txt was not read: it is locked with a password" in reasons


@pytest.mark.parametrize(
    ("parts", "words"),
    [
        ({"a.txt": b" " * 30_000_000}, "would unpack to 30 MB"),
        ({f"{n}.txt": b"x" for n in range(2_001)}, "2,001 files"),
        ({"a.png": b"\x89PNG"}, "is a PNG file"),
        ({"a/": b""}, "no files in it"),
    ],
)
def test_an_archive_that_asks_too_much_or_gives_nothing_is_refused(parts, words):
    with pytest.raises(LoadError, match=words):
        read(zipped(parts), "z.zip")


OLD_WORD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "WordDocument".encode("utf-16-le")


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("a.doc", OLD_WORD, "as .docx"),
        ("a.xlsx", zipped({"[Content_Types].xml": "x", "xl/workbook.xml": "x"}), "cells"),
        ("a.pptx", zipped({"[Content_Types].xml": "x", "ppt/presentation.xml": "x"}), "as PDF"),
    ],
)  # fmt: skip
def test_a_kind_that_is_not_read_says_what_to_do(name, data, words):
    with pytest.raises(LoadError) as caught:
        read(data, name)
    assert f"{name} is a {name[2:].upper()} file" in caught.value.message
    assert words in caught.value.hint


def test_a_web_page_under_the_name_of_a_word_document_is_read_as_a_page():
    page = f"<html><body><article>{f'<p>{WORDS}</p>' * 4}</article></body></html>"
    assert read(page.encode(), "a.docx")[0].article.text.startswith(WORDS)
