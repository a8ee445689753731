"""A document speaks the language of its template, whatever language the window speaks."""

import pytest
from builders import article, brief, excerpt, project, slot, template
from small_catalogues import written

from briefing import language
from briefing.errors import LoadError
from briefing.exporters.text import text_of
from briefing.loaders.guarded import GuardedLoader, ReadingProcess
from briefing.loaders.rtf import RtfLoader
from briefing.model.excerpt import Status
from briefing.model.template import Form
from briefing.services.brief.composing import compose
from briefing.services.brief.document_words import words_in
from briefing.services.section_text.printed_form import units_of
from briefing.services.versions.taking_over import Ours, taken_over
from briefing.templating.filters import format_date


@pytest.fixture
def catalogues(tmp_path):
    written(
        tmp_path,
        "fr",
        {
            "DRAFT": "PROJET", "Notes": "Renvois", "{label}:": "{label} :",
            "unverified": "non vérifié", "March": "mars",
            "{source}, para. {paragraph}": "{source}, § {paragraph}",
        },
    )  # fmt: skip
    written(
        tmp_path,
        "de",
        {
            "DRAFT": "ENTWURF", "Notes": "Fußnoten", "Not named": "Ohne Namen", "Words": "Worte",
            "unverified": "ungeprüft",
        },
    )  # fmt: skip
    language.speak("en", tmp_path)
    yield tmp_path
    language.speak("en")
    language.know(None)


def test_a_page_of_the_analysis_is_in_the_language_of_the_document(catalogues):
    source = article()
    said = excerpt(source, "Fuel costs rose by 31% in October.", status=Status.UNVERIFIED)

    def table(code):
        kind = template(slot(form=Form.ANALYSIS, analysis="query"), language=code)
        outline = compose(project(source, said), brief(), kind, author="", date="")
        (found,) = outline.sections[0].blocks
        return found.header[2], found.rows[0].cells[4][0].text

    language.speak("de", catalogues)
    assert table("en") == ("Words", "unverified")
    language.speak("en", catalogues)
    assert table("de") == ("Worte", "ungeprüft")


def test_the_groups_of_a_document_are_known_again_whatever_the_window_speaks(catalogues):
    source = article()
    said = excerpt(source, "Two operators have put off repairs.", "facts")
    kind = template(slot("facts", "facts", group_by="stakeholder"))
    work = project(source, said)
    language.speak("de", catalogues)
    outline = compose(work, brief(), kind, author="", date="")
    cited = {each.number: each.excerpt for each in outline.citations}
    units = units_of(outline.sections[0].blocks, cited)
    assert units[0].text == "Not named"
    ours = Ours(kind.slots[0], brief().section("facts"), tuple(units), (said,))
    assert taken_over(work, ours, units, None).text.body == ""


def text_in(code):
    source = article()
    marked = excerpt(source, source.text.split()[0], "facts", status=Status.UNVERIFIED)
    kind = template(slot("facts", "facts", form=Form.BULLETS), language=code)
    work = project(source, marked, kind, of := brief())
    return text_of(compose(work, of, kind, author="A", date="2026-03-04", draft=True))


def test_a_french_template_gives_french_words_whatever_the_window_speaks(catalogues):
    french = text_in("fr")
    assert french.startswith("PROJET\n")
    assert all(words in french for words in ("Renvois\n", "[non vérifié]", "§ 1"))
    language.speak("de", catalogues)
    assert text_in("fr") == french
    assert text_in("en").startswith("DRAFT\n")


def test_a_region_without_words_of_its_own_speaks_as_its_language_does(catalogues):
    assert language.said_in("fr-CA", "DRAFT") == "PROJET"
    assert language.said_in("nl", "DRAFT") == "DRAFT"


@pytest.mark.parametrize("code", ["", "../fr", "/etc", "fr/../de", "fr\0", "x" * 5000])
def test_a_code_that_is_none_names_no_file(catalogues, code):
    assert language.said_in(code, "DRAFT") == "DRAFT"


def test_months_follow_the_template(catalogues):
    assert format_date("2026-03-04", said=words_in("fr")) == "4 mars 2026"
    assert format_date("2026-03-04", said=words_in("en")) == "4 March 2026"
    assert words_in("en") == {}


def test_what_a_guarded_process_says_is_wrong_arrives_in_the_language_spoken(catalogues):
    sentence = "{source} is no RTF document."
    written(catalogues, "it", {sentence: "{source} non è un documento RTF."})
    language.speak("it", catalogues)
    process = ReadingProcess()
    try:
        with pytest.raises(LoadError) as told:
            GuardedLoader(RtfLoader(), process).load(b"no such thing", "a.rtf")
    finally:
        process.close()
    assert told.value.message == "a.rtf non è un documento RTF."
