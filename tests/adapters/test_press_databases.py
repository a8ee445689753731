"""Exports of press databases: every article by itself, its labels read, its words its own."""

import io
import zipfile

import pytest
from document_files import zipped
from loader_samples import (
    FACTIVA_ROWS,
    NEXIS_NEW,
    NEXIS_OLD,
    factiva_page,
    factiva_rtf,
    word_lines,
)
from samples import SERVICE

from briefing.errors import LoadError
from briefing.loaders.factiva import FactivaLoader
from briefing.loaders.nexis import NexisLoader

FACTIVA = pytest.mark.parametrize(
    ("data", "name"), [(factiva_page(), "factiva.html"), (factiva_rtf(), "factiva.rtf")],
    ids=["page", "rtf"],
)  # fmt: skip


def read(data, name, **how):
    return [each.article for each in SERVICE.load_bytes(data, name, **how)]


@FACTIVA
def test_a_factiva_export_gives_each_article_with_what_its_labels_say(data, name):
    first, second = read(data, name)
    assert first.text.split("\n") == [
        "PORT ALMARY — The night crossing stays, the council says.",
        "It is not cheap.",
        "Fares fall by 4%.",
    ]
    said = first.metadata
    assert (said.headline, said.byline) == ("Ferries stay until May", "Ilda Marun")
    assert (said.outlet, said.published) == ("Almary Courier", "2026-03-04T08:15")
    assert (said.place, said.language) == ("Port Almary", "en")
    assert said.keywords == ("Transport", "General News")
    assert dict(said.found)["outlet"] == "label SN"
    assert second.text.split("\n") == ["The duty falls.", "It was high."]
    other = second.metadata
    assert (other.headline, other.published) == ("Fuel duty falls", "2026-03-05")
    assert (other.byline, other.place, other.keywords) == (None, None, ())


def test_labels_that_no_table_knows_and_missing_ones_do_no_harm():
    rows = tuple(tuple(f for f in article if f[0] not in ("AN", "PD")) for article in FACTIVA_ROWS)
    rows = ((*rows[0], ("ZZ", "new")), rows[1])
    first, second = read(factiva_page(rows), "factiva.html")
    assert (first.metadata.published, second.name) == (None, "Fuel duty falls")


def test_the_factiva_layout_without_labels_is_read():
    page = """<html><head><title>Dow Jones Factiva</title></head><body>
    <div class="article enArticle"><div id="hd"><span class="enHeadline">Ferries stay</span></div>
    <div class="author">By Ilda Marun</div><div>212 words</div><div>4 March 2026</div>
    <div>08:15</div><div>Almary Courier</div><div>ALMC</div><div>English</div>
    <p class="articleParagraph enarticleParagraph">The night crossing stays.</p>
    <p class="articleParagraph enarticleParagraph">It is not cheap.</p></div></body></html>"""
    (article,) = read(page.encode(), "factiva.html")
    said = article.metadata
    assert article.text == "The night crossing stays.\nIt is not cheap."
    assert (said.headline, said.byline, said.outlet, said.published) == (
        "Ferries stay", "Ilda Marun", "Almary Courier", "2026-03-04T08:15",
    )  # fmt: skip


@pytest.mark.parametrize("text", [NEXIS_NEW, NEXIS_OLD], ids=["new", "old"])
def test_a_nexis_export_gives_each_article_with_what_its_labels_say(text):
    first, second = read(word_lines(text), "nexis.docx")
    said = first.metadata
    assert said.headline
    assert said.headline.startswith("Ferries stay until")
    assert (said.outlet, said.byline) == ("Almary Courier (Norland)", "Ilda Marun")
    assert (said.place, said.language) == ("PORT ALMARY", "en")
    assert (said.published or "").startswith("2026-03-04")
    assert first.text.startswith("The night crossing stays, the council says.\n")
    assert first.text.endswith("It is not cheap.")
    assert second.text == "The duty falls."
    assert (second.metadata.outlet, second.metadata.published) == ("Harbour Post", "2026-03-05")
    assert second.metadata.byline is None


def test_the_time_and_topics_of_a_nexis_article_are_read_as_they_stand():
    said = read(word_lines(NEXIS_NEW), "nexis.docx")[0].metadata
    assert said.published == "2026-03-04T08:15:00+00:00"
    assert said.keywords == ("FERRIES", "LOCAL GOVERNMENT")


def test_words_of_the_article_that_look_like_a_label_stay_in_it():
    first = read(word_lines(NEXIS_NEW), "nexis.docx")[0]
    assert "Section: that is how the clerk began." in first.text


@pytest.mark.parametrize(
    ("data", "name"), [(factiva_page(), "factiva.html"), (word_lines(NEXIS_NEW), "nexis.docx")]
)
def test_an_export_can_be_read_as_one_article(data, name):
    (whole,) = read(data, name, whole=True)
    assert "The night crossing stays" in whole.text
    assert "The duty falls." in whole.text


def test_ordinary_documents_are_not_taken_for_exports():
    letter = word_lines("Dear all,\nLength: 212 words\nBody\nThe duty falls.")
    page = b"<html><p>Factiva is a database of Dow Jones.</p><td>HD</td></html>"
    assert not NexisLoader().recognises(letter, "letter.docx")
    assert not NexisLoader().recognises(b"PK\x03\x04broken", "broken.docx")
    assert not FactivaLoader().recognises(page.replace(b"<td>HD</td>", b""), "page.html")
    assert not FactivaLoader().recognises(b"{\\rtf1 A letter on HD television}", "letter.rtf")


def test_a_file_that_is_made_to_be_hard_is_told_from_an_export_as_any_other():
    assert not FactivaLoader().recognises(b"<html>Factiva" + b"<td>" * 100_000, "page.html")
    packed = {"word/document.xml": b"1 of 2 DOCUMENTS Length: 9 words" + bytes(3_000_000)}
    export = zipped(packed)
    assert NexisLoader().recognises(export, "export.docx")
    assert not NexisLoader().recognises(export + b"PK\x01\x02" * 50_000, "export.docx")
    packed_otherwise = io.BytesIO()
    with zipfile.ZipFile(packed_otherwise, "w", zipfile.ZIP_BZIP2) as archive:
        archive.writestr("word/document.xml", packed["word/document.xml"])
    assert not NexisLoader().recognises(packed_otherwise.getvalue(), "export.docx")


def test_an_export_without_articles_says_so():
    page = factiva_page(((("HD", "Ferries"), ("SN", "Courier")),))
    with pytest.raises(LoadError, match=r"No article was found in factiva\.html") as caught:
        read(page, "factiva.html")
    assert caught.value.hint


def test_exports_do_not_appear_as_endings_of_their_own_in_the_open_dialog():
    assert "Factiva" not in SERVICE.filters()
    assert "*.mht" in SERVICE.filters()
