"""An article's words stand in one pair of quotation marks, whatever marks they have themselves."""

import pytest
from builders import article, brief, excerpt, project, slot, template
from hypothesis import given
from hypothesis import strategies as st

from briefing.model.outline import Run
from briefing.services.brief.composing import compose
from briefing.services.checks import examine
from briefing.services.section_text.printed_form import units_of
from briefing.services.section_text.quoting import alike, core, quoted
from briefing.services.versions.taking_over import Ours, taken_over


@pytest.mark.parametrize(
    ("words", "printed"),
    [
        ("Fuel is dear.", "“Fuel is dear.”"),
        ("“Fuel is dear.”", "“Fuel is dear.”"),
        ('"Fuel is dear."', "“Fuel is dear.”"),
        ("«Fuel is dear.»", "“Fuel is dear.”"),
        ("„Der Hafen ist zu.“", "“Der Hafen ist zu.”"),
        ("“Fuel,” she said, “is dear.”", "“‘Fuel,’ she said, ‘is dear.’”"),
        ('She said "no deal" twice.', "“She said ‘no deal’ twice.”"),
        ("“He called it ‘dear’ and left.”", "“He called it ‘dear’ and left.”"),
        (
            "She said “he called it ‘dear’, didn’t he”.",
            "“She said ‘he called it “dear”, didn’t he’.”",
        ),
        ("“Fuel is dear.", "“Fuel is dear.”"),
        ("Fuel is dear.”", "“Fuel is dear.”"),
        ("Fuel is dear,” she said.", "“Fuel is dear,’ she said.”"),
        ("‘Fuel is dear,’ she said.", "“‘Fuel is dear,’ she said.”"),
        ('The pipe is 5"', '“The pipe is 5"”'),
        ("Er sagte „nein“ und ging.", "“Er sagte ‚nein’ und ging.”"),
        ("“", "“‘”"),
        ("The  quay\nis shut.", "“The quay is shut.”"),
    ],
)
def test_no_pair_of_marks_stands_right_inside_the_same_pair(words, printed):
    assert quoted(words) == printed


@given(st.text(alphabet="“”„«»「」\"'‘’ab5., \n"))
def test_what_is_printed_is_word_for_word_but_for_the_look_of_its_marks(words):
    assert core(words) in alike(quoted(words))


QUOTES = article(
    "“Fuel is dear,” said the harbour. “Ships wait at the quay.”\nNobody saw it “coming”."
)


def test_a_note_that_repeats_the_words_has_one_pair_of_marks_too():
    said = excerpt(QUOTES, "“Ships wait at the quay.”", "facts")
    outline = compose(
        project(QUOTES, said), brief(facts=f"They wait. [@{said.id}]"), template(slot("facts")),
        author="", date="",
    )  # fmt: skip
    assert "para. 1: “Ships wait at the quay.”" in outline.citations[0].note


def test_a_printed_excerpt_with_marks_inside_is_its_excerpt_again_when_it_is_read_back():
    said = [
        excerpt(QUOTES, "“Ships wait at the quay.”", "facts"),
        excerpt(QUOTES, "Nobody saw it “coming”.", "facts"),
    ]
    of = project(QUOTES, *said)
    manifest = template(slot("facts", "facts"))
    outline = compose(of, brief(), manifest, author="", date="")
    assert [b.text for b in outline.sections[0].blocks] == [
        "“Ships wait at the quay.”", "“Nobody saw it ‘coming’.”",
    ]  # fmt: skip
    cited = {c.number: c.excerpt for c in outline.citations}
    units = units_of(outline.sections[0].blocks, cited)
    ours = Ours(manifest.slots[0], brief().section("facts"), tuple(units), tuple(said))
    assert taken_over(of, ours, units[::-1], None).text.body == (
        f"[@{said[1].id}]\n\n[@{said[0].id}]"
    )


def test_a_quotation_with_other_marks_inside_is_word_for_word():
    body = "They say “Nobody saw it ‘coming’.” [@{}]"
    said = excerpt(QUOTES, "Nobody saw it “coming”.")
    written = brief(facts=body.format(said.id))
    of, manifest = project(QUOTES, said), template(slot("facts"))
    outline = compose(of, written, manifest, author="", date="")
    report = examine(outline, written, manifest, of)
    assert not [each for each in report.findings if each.kind == "quotation"]
    assert outline.sections[0].blocks[0].runs == (
        Run("They say “Nobody saw it ‘coming’.”", citation=1),
    )
