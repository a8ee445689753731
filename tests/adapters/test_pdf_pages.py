"""The pages of a PDF: their words and places, their pictures, and what hostile ones can do."""

import pytest
from page_builders import FERRY, FUEL, facts, outline, said

from briefing.errors import ExportError
from briefing.exporters import pdf_child
from briefing.exporters.pdf_pages import PdfPages
from briefing.qt.pages import QtPageRenderer
from briefing.services.pages.page_places import places_of


@pytest.fixture
def pages():
    made = PdfPages()
    yield made
    made.close()


@pytest.fixture
def pdf(qapp):
    return QtPageRenderer().render(outline(facts(said(FERRY, "e1"), said(FUEL))))


def test_words_are_read_with_their_places_from_the_top(pages, pdf):
    (page,) = pages.read(pdf)
    assert (round(page.width), round(page.height)) == (595, 842)
    assert FERRY in page.text
    found = places_of(outline(facts(said(FERRY, "e1"), said(FUEL))), [page])
    heading, ferry, fuel = found.places
    assert heading.lines[0][1] < ferry.lines[0][1] < fuel.lines[0][1] < page.height / 2
    left, top, right, bottom = ferry.lines[0]
    assert 60 < left < 90
    assert 300 < right - left < 480
    assert 5 < bottom - top < 25


def test_a_picture_has_the_size_of_the_page_and_something_on_it(pages, pdf):
    made = pages.picture(pdf, 0, 1.5)
    assert (made.width, made.height) == (893, 1263)
    assert len(made.data) == made.width * made.height * 4
    assert made.data.count(b"\xff") < len(made.data)


def test_a_picture_can_not_be_larger_than_memory(pages, pdf):
    made = pages.picture(pdf, 0, 500.0)
    assert made.width * made.height <= pdf_child.MOST_PIXELS * 1.01


@pytest.mark.parametrize("bad", [b"", b"no PDF at all", b"%PDF-1.7\n%%EOF"])
def test_what_is_no_pdf_is_an_error_and_the_next_one_is_read(pages, pdf, bad):
    with pytest.raises(ExportError, match="cannot be shown"):
        pages.read(bad)
    assert len(pages.read(pdf)) == 1


def test_after_the_process_has_ended_the_next_one_is_read_by_another(pages, pdf):
    import psutil

    pages.read(pdf)
    process = psutil.Process(pages.pid)
    process.kill()
    process.wait(10)
    assert len(pages.read(pdf)) == 1


def test_one_that_takes_too_long_is_stopped(qapp):
    made = PdfPages(seconds=0.05)
    long = QtPageRenderer().render(outline(facts(*(said(FERRY * 40) for _ in range(120)))))
    with pytest.raises(ExportError, match=r"longer than 0\.05 seconds"):
        made.read(long)
    made.close()


def test_after_closing_it_reads_nothing(pages, pdf):
    pages.read(pdf)
    pages.close()
    with pytest.raises(ExportError, match="closing"):
        pages.read(pdf)


def test_no_line_of_our_own_pages_is_on_two_of_them(pages, qapp):
    numbered = [said(f"Line {n} of many that fill more than one page.") for n in range(150)]
    read = pages.read(QtPageRenderer().render(outline(facts(*numbered))))
    words = " ".join(page.text for page in read)
    assert [words.count(f"Line {n} of") for n in range(150)] == [1] * 150
