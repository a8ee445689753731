"""What a check of a template finds is said in the language spoken, its place and all."""

import pytest
from small_catalogues import written
from word_files import table, word_file

from briefing import language
from briefing.errors import TemplateError
from briefing.templating.lint import lint
from briefing.templating.render import TemplateEngine

ARABIC = {
    "{part}, table {table}, row {row}, cell {cell}": (
        "\u200f{part}، الجدول {table}، الصف {row}، الخلية {cell}"
    ),
    "{place}, paragraph {number}": "{place}، الفقرة {number}",
    "{place} (“{words}”)": "{place} («{words}»)",
    "{part}, paragraph {number} (“{words}”)": "\u200f{part}، الفقرة {number} («{words}»)",
    "{name}, {place}: {written} cannot be rendered: {cause}.": (
        "{name}، {place}: تعذّر عرض {written}: {cause}."
    ),
    "It stands partly in a tracked insertion and partly outside.": (
        "يقع الوسم جزئيًا داخل إدراج متعقَّب وجزئيًا خارجه."
    ),
    "It takes its row with it, and other words stand in that.": (
        "يزيل الوسم معه الصف كله، وفيه كلمات أخرى."
    ),
    "Give the tag a row of its own.": "اجعل للوسم صفًا مستقلًا.",
    "there is no filter “{name}”": "لا يوجد مرشّح «{name}»",
}


@pytest.fixture
def arabic(tmp_path):
    language.speak("ar", written(tmp_path, "ar", ARABIC))
    yield
    language.speak("en")


def found(*inside):
    return lint(word_file(*inside), "t.docx")


def test_the_place_of_a_finding_is_said_in_the_language_spoken(arabic):
    finding = found("a", table(["x"]), table(["a", "b"], ["c", "{{ y|uper }}"]))[0]
    assert finding.place == (
        "\u200fword/document.xml، الجدول 2، الصف 2، الخلية 2، الفقرة 6 («{{ y|uper }}»)"
    )


def test_a_finding_names_what_goes_with_a_tag_in_a_sentence_of_its_own(arabic):
    findings = found(table(["{%tr for x in y %} more"], ["{%tr endfor %}"]))
    (finding,) = (each for each in findings if each.kind == "words beside")
    assert (finding.message, finding.remedy) == (
        ARABIC["It takes its row with it, and other words stand in that."],
        ARABIC["Give the tag a row of its own."],
    )


def test_a_tag_that_is_partly_a_tracked_insertion_is_told_in_one_sentence(arabic):
    inside = "<w:p><w:r><w:t>{{ who</w:t></w:r><w:ins><w:r><w:t> }}</w:t></w:r></w:ins></w:p>"
    (finding,) = found(inside)
    assert (
        finding.message == (ARABIC["It stands partly in a tracked insertion and partly outside."])
    )


def test_what_cannot_be_rendered_is_told_with_place_and_cause(arabic):
    with pytest.raises(TemplateError) as told:
        TemplateEngine().render(word_file("{{ y|zzzz }}"), "t", {"y": "z"}, {})
    assert told.value.message == (
        "t، \u200fword/document.xml، الفقرة 1 («{{ y|zzzz }}»): تعذّر عرض {{ y|zzzz }}: "
        "لا يوجد مرشّح «zzzz»."
    )
