"""Pages by LibreOffice if it is there, else by ourselves, and what is said when it fails."""

import threading

import pytest
from page_builders import FERRY, facts, outline, page, said

from briefing.errors import ExportError, TemplateError
from briefing.model.template import Template
from briefing.services.pages.page_preview import Engine, PagePreviewer
from briefing.services.ports import TemplatePackage

PACKAGE = TemplatePackage(Template("t", 1, "T"), b"template")


class Word:
    name = label = suffix = "docx"

    def export(self, of, package):
        return package.document + b" filled"


class FaultyWord(Word):
    def export(self, of, package):
        raise TemplateError("The template is at fault.")


class Converter:
    """Stands in for LibreOffice; `does` is called with each document."""

    def __init__(self, does=lambda document, stop: document + b" as PDF", *, is_there=True):
        self.is_there = is_there
        self.to_pdf = does
        self.rested = 0

    def rest(self):
        self.rested += 1


class Own:
    def render(self, of):
        return b"our own PDF"


class Reader:
    def read(self, pdf):
        return [page("Key facts", FERRY)]

    def picture(self, pdf, number, scale):
        return pdf, number, scale

    def close(self):
        pass


def rendered(converter, word=None, stop=None):
    previewer = PagePreviewer(word or Word(), converter, Own(), Reader())
    of = outline(facts(said(FERRY, "e1")))
    return previewer.render(of, PACKAGE, stop or threading.Event())


def test_the_word_document_is_what_libreoffice_makes_pages_of():
    made = rendered(Converter())
    assert (made.engine, made.pdf, made.trouble) == (
        Engine.OFFICE, b"template filled as PDF", ""
    )  # fmt: skip
    assert made.places.at(0, 100, 25).excerpt == "e1"


def test_without_libreoffice_the_pages_are_our_own_and_no_template_is_needed():
    made = rendered(Converter(is_there=False), FaultyWord())
    assert (made.engine, made.pdf) == (Engine.OWN, b"our own PDF")


def test_where_libreoffice_fails_the_pages_are_our_own_and_say_why():
    def fails(document, stop):
        raise ExportError("LibreOffice took longer than 30 seconds.")

    made = rendered(Converter(fails))
    assert (made.engine, made.pdf) == (Engine.OWN, b"our own PDF")
    assert "30 seconds" in made.trouble


def test_a_template_at_fault_is_named_and_not_hidden_by_other_pages():
    with pytest.raises(TemplateError, match="at fault"):
        rendered(Converter(), FaultyWord())


def test_one_that_is_stopped_makes_no_pages_of_its_own_instead():
    stop = threading.Event()

    def stopped(document, stop):
        stop.set()
        raise ExportError("it was stopped")

    with pytest.raises(ExportError, match="stopped"):
        rendered(Converter(stopped), stop=stop)


def test_closing_ends_what_waits_for_the_next_document():
    converter = Converter()
    PagePreviewer(Word(), converter, Own(), Reader()).close()
    assert converter.rested == 1
