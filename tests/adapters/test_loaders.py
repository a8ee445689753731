"""Loaders: every format becomes a clean article with true metadata, or a clear word why not."""

import io
import zipfile

import pytest
from docx import Document
from hypothesis import given
from hypothesis import strategies as st
from page_samples import PAGE
from samples import LOADERS, SERVICE
from tries import tries

from briefing.errors import LoadError
from briefing.loaders.text import TextLoader
from briefing.model.article import BlockKind, clean_text
from briefing.services.articles.loading import LARGEST


def word_file(fill):
    document = Document()
    fill(document)
    target = io.BytesIO()
    document.save(target)
    return target.getvalue()


def loaded(data, name):
    return SERVICE.load_bytes(data, name)[0].article


@pytest.mark.parametrize(
    "encoded",
    [
        "The café’s price — €5.".encode(),
        b"\xef\xbb\xbf" + "The café’s price — €5.".encode(),
        "The café’s price — €5.".encode("utf-16"),
        "The café’s price — €5.".encode("utf-16-le"),
        "The café’s price — €5. It’s the naïve façade of a “résumé” – déjà vu.".encode("cp1252"),
    ],
    ids=["utf-8", "utf-8 with mark", "utf-16 with mark", "utf-16", "windows-1252"],
)
def test_text_in_common_encodings_arrives_as_it_was_written(encoded):
    assert loaded(encoded, "note.txt").text.startswith("The café’s price — €5.")


def test_line_ends_of_windows_become_plain_ones():
    assert loaded(b"One.\r\nTwo.\rThree.", "note.txt").text == "One.\nTwo.\nThree."


def test_the_newswire_form_gives_keywords_agency_place_and_subheadings():
    article = loaded(
        b"#Ferries# Fuel prices# Islands\nNORTHWIRE: Port Almary: The subsidy is back.\n"
        b"A longer paragraph that says more about it.\nRising costs forced it\nAnd so it goes.",
        "wire.txt",
    )
    said = article.metadata
    assert said.keywords == ("Ferries", "Fuel prices", "Islands")
    assert (said.agency, said.place) == ("NORTHWIRE", "Port Almary")
    assert [article.text[b.start : b.end] for b in article.blocks if b.kind == "heading"] == [
        "Rising costs forced it"
    ]
    assert (said.headline, said.published, article.title) == (None, None, None)


@pytest.mark.parametrize(
    ("lead", "agency", "place"),
    [
        ("IBNS: New Delhi: The minister said so.", "IBNS", "New Delhi"),
        ("PARIS, April 25 (AFP) - The minister said so.", "AFP", "Paris"),
        ("GENEVA — The minister said so.", None, "Geneva"),
        ("LONDON (Reuters) - The minister said so.", "Reuters", "London"),
        ("BREAKING: The minister said so.", None, None),
        ("BREAKING — The minister said so.", None, None),
        ("The minister said so: nothing changes.", None, None),
    ],
)
def test_datelines_of_several_agencies_are_read_and_shouts_are_not_places(lead, agency, place):
    said = loaded(f"{lead}\nMore words follow here.".encode(), "wire.txt").metadata
    assert (said.agency, said.place) == (agency, place)


def test_a_web_page_gives_the_article_without_what_stands_around_it():
    article = loaded(PAGE.encode(), "page.html")
    assert "partial return of the fuel subsidy" in article.text
    for stray in ("Sportpages", "cookiewords", "storywords", "Imprintwords", "Accept all"):
        assert stray not in article.text
    said = article.metadata
    assert (said.headline, said.byline, said.outlet) == (
        "Ferry money returns",
        "Staff desk",
        "Almary Courier",
    )
    assert (said.published, said.keywords, said.language) == (
        "2026-03-04T08:00:00Z",
        ("ferries", "fuel"),
        "en",
    )


def test_a_web_page_without_data_of_its_own_gets_no_invented_ones():
    body = (
        "<p>" + "The ministry said that it would not comment on drafts of any kind. " * 8 + "</p>"
    )
    said = loaded(
        f"<html><body><article>{body}</article></body></html>".encode(), "a.html"
    ).metadata
    assert (said.headline, said.byline, said.published, said.place) == (None, None, None, None)


def test_a_page_of_a_hundred_thousand_levels_is_refused_at_once():
    with pytest.raises(LoadError, match="too tangled"):
        loaded(b"<html><body>" + b"<div>" * 100_000 + b"words", "deep.html")


def test_markdown_gives_words_without_marks_and_its_structure():
    article = loaded(
        b"---\nauthor: Desk\ndate: 2026-05-06\n---\n# Title\n\nA **bold** [link](http://x.org).\n\n"
        b"- one\n- two\n\n> quoted\n\n| a | b |\n|---|---|\n| 1 | 2 |\n",
        "note.md",
    )
    assert article.text.split("\n") == [
        "Title",
        "A bold link.",
        "one",
        "two",
        "quoted",
        "a\tb",
        "1\t2",
    ]
    assert [b.kind for b in article.blocks] == [
        BlockKind.HEADING, BlockKind.PARAGRAPH, BlockKind.LIST_ITEM, BlockKind.LIST_ITEM,
        BlockKind.QUOTATION, BlockKind.TABLE_ROW, BlockKind.TABLE_ROW,
    ]  # fmt: skip
    said = article.metadata
    assert (said.headline, said.byline, said.published) == ("Title", "Desk", "2026-05-06")


def test_a_word_document_gives_headings_lists_and_tables():
    def fill(document):
        document.add_heading("Ferries", 1)
        document.add_paragraph("The subsidy is back.")
        document.add_paragraph("seven routes", style="List Bullet")
        table = document.add_table(rows=1, cols=2)
        table.rows[0].cells[0].text, table.rows[0].cells[1].text = "fuel", "31%"

    article = loaded(word_file(fill), "note.docx")
    assert article.text.split("\n") == [
        "Ferries",
        "The subsidy is back.",
        "seven routes",
        "fuel\t31%",
    ]
    assert [b.kind for b in article.blocks] == ["heading", "paragraph", "list_item", "table_row"]


def test_a_word_document_keeps_insertions_and_drops_deletions():
    data = word_file(lambda document: document.add_paragraph("MARK"))
    parts = zipfile.ZipFile(io.BytesIO(data))
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as made:
        for name in parts.namelist():
            body = parts.read(name)
            if name == "word/document.xml":
                body = body.replace(
                    b"<w:r><w:t>MARK</w:t></w:r>",
                    b'<w:r><w:t xml:space="preserve">It is </w:t></w:r>'
                    b'<w:del w:id="1" w:author="x">'
                    b'<w:r><w:delText>not </w:delText></w:r></w:del><w:ins w:id="2" w:author="x">'
                    b"<w:r><w:t>back.</w:t></w:r></w:ins>",
                )
            made.writestr(name, body)
    assert loaded(target.getvalue(), "note.docx").text == "It is back."


def test_a_word_document_named_as_text_is_read_as_what_it_is():
    data = word_file(lambda document: document.add_paragraph("Really Word."))
    assert loaded(data, "note.txt").text == "Really Word."


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "empty"),
        (b"  \n\t ", "empty"),
        (b"\x89PNG\r\n\x1a\n0000", "PNG"),
        (b"%PDF-1.7 ...", "PDF"),
        (bytes(range(256)) * 4, "could not be made out"),
        (b"PK\x03\x04broken", "damaged"),
    ],
)
def test_what_is_no_article_is_refused_with_its_name(data, message):
    with pytest.raises(LoadError) as caught:
        loaded(data, "thing.txt")
    assert "thing.txt" in caught.value.message
    assert message in caught.value.message
    assert caught.value.hint


def test_a_folder_a_missing_file_and_a_huge_one_are_refused(tmp_path):
    huge = tmp_path / "huge.txt"
    with huge.open("wb") as file:
        file.truncate(4 * LARGEST)
    for path, word in ((tmp_path, "folder"), (tmp_path / "none.txt", "not there"), (huge, "large")):
        with pytest.raises(LoadError, match=word):
            SERVICE.load_file(path)


def test_a_zip_that_unpacks_to_gigabytes_is_refused():
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr("word/document.xml", b" " * 110_000_000)
    with pytest.raises(LoadError, match="unpacks to"):
        loaded(target.getvalue(), "bomb.docx")


def test_entities_in_a_word_document_are_refused():
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as made:
        made.writestr("word/document.xml", '<!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>')
    with pytest.raises(LoadError, match="entities"):
        loaded(target.getvalue(), "note.docx")


def test_the_seed_article_is_read_as_a_person_reads_it(seed):
    if seed is None:
        return
    article = SERVICE.load_file(seed / "article.txt")[0].article
    said = article.metadata
    assert (len(said.keywords), said.agency, said.place) == (5, "IBNS-CMEDIA", "Beijing")
    assert [b.kind for b in article.blocks].count("heading") == 2
    assert (said.headline, said.published, said.byline, article.words) == (None, None, None, 304)


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.html", b"<p>" * 1_000_000),
        ("a.eml", b"Content-Type: text/html\n\n" + b"<b>" * 1_000_000),
        ("a.mht", b"Content-Type: text/html\n\n" + b"<i>x</i>" * 1_000_000),
        ("a.mht", b"Content-Type: multipart/mixed; boundary=a\n\n" + b"--a\n\n" * 300_000),
        ("a.eml", b"Subject: " + b"=?utf-8?Q?x?= " * 300_000 + b"\n\n"),
        ("a.eml", b"From: " + b"(" * 1_000_000 + b"\n\nWords."),
        ("a.xml", b"<rss>" + b"<item>" * 1_000_000),
        ("a.webarchive", b"<plist>" + b"<dict>" * 1_000_000),
        ("a.html", b"<table><tr><td>HD</td><td>Factiva</td></tr>" * 200_000),
        ("a.rtf", b"{\\rtf1 Factiva HD LP " + b"{" * 300_000),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_files_made_to_be_large_inside_end_soon_in_an_article_or_a_clear_error(name, data):
    try:
        SERVICE.load_bytes(data, name)
    except LoadError as error:
        assert name in error.message  # noqa: PT017 an article is as good as an error here
        assert error.hint  # noqa: PT017


@given(st.binary(max_size=300))
@tries(12)
def test_any_bytes_give_an_article_or_a_load_error(data):
    for suffix in sorted({suffix for loader in LOADERS for suffix in loader.suffixes}):
        try:
            SERVICE.load_bytes(data, f"a{suffix}")
        except LoadError as error:
            assert error.message  # noqa: PT017


@given(st.text(max_size=200).filter(lambda t: clean_text(t).strip()))
def test_any_text_arrives_as_it_is_but_for_line_ends_and_what_no_file_can_hold(text):
    clean = clean_text(text)
    assert TextLoader().load(clean.encode(), "a")[0].article.text == clean.removeprefix("\ufeff")
