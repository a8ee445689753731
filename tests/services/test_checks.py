"""Checks on a brief: each fault is found once, at its place, with a remedy; sound words pass."""

from dataclasses import replace

import pytest
from builders import article, brief, excerpt, field, project, slot, template
from hypothesis import given
from hypothesis import strategies as st

from briefing.model.edits import remove_excerpt, set_check
from briefing.model.excerpt import Status
from briefing.model.finding import Severity
from briefing.model.template import Limits
from briefing.services.brief.composing import compose
from briefing.services.checks import CHECKS, blocking, checked, examine

OF = article()
FUEL = excerpt(OF, "Fuel costs rose by 31% in October.", "key-figures")
RUMOUR = excerpt(OF, "The ferry subsidy is back on the table.", status=Status.UNVERIFIED)
DISPUTED = excerpt(OF, "Two operators have put off repairs.", status=Status.DISPUTED)
ICD = (("likelihood_terms", "icd203"),)


def report(body="", *things, manifest=None, pages=None, more=(), **bodies):
    manifest = manifest or template(slot("facts"), checks=ICD)
    of = brief(**(bodies or {"facts": body}))
    of = replace(of, checks=dict(more))
    value = project(OF, FUEL, RUMOUR, DISPUTED, of, manifest, *things)
    outline = compose(value, of, manifest, author="", date="2026-02-03")
    return examine(outline, of, manifest, value, pages=pages)


def found(kind, body="", *things, **more):
    return [f for f in report(body, *things, **more).findings if f.kind == kind]


def quoted(body, finding):
    return body[slice(*finding.span)]


def test_a_required_section_and_field_that_are_empty_block_the_final_export():
    manifest = template(
        slot("facts", required=True, prompt="Which facts?"), slot("more"),
        fields=(field("to", required=True),),
    )  # fmt: skip
    findings = found("empty", manifest=manifest)
    assert [(f.place, f.severity) for f in findings] == [
        ("field:to", Severity.BLOCKS),
        ("facts", Severity.BLOCKS),
        ("more", Severity.NOTE),
    ]
    assert findings[1].remedy == "Which facts?"


def test_words_over_the_limit_are_counted_exactly():
    manifest = template(slot("facts"), limits=Limits(words=4))
    (finding,) = found("length", "one two three four five", manifest=manifest)
    assert finding.message == "6 words; the limit is 4."
    assert finding.remedy == "Take out 2 words."
    assert found("length", "one two three", manifest=manifest) == []


def test_pages_are_counted_when_rendered_and_called_an_estimate_otherwise():
    manifest = template(slot("facts"), limits=Limits(pages=1))
    long = "word " * 500
    (guess,) = found("length", long, manifest=manifest)
    assert "estimate" in guess.message
    assert guess.severity is Severity.NOTE
    (known,) = found("length", long, manifest=manifest, pages=3)
    assert known.message == "3 pages; the limit is 1."
    assert found("length", long, manifest=manifest, pages=1) == []
    meters = report(long, manifest=manifest).meters
    assert [(m.unit, m.limit, m.estimated) for m in meters] == [("pages", 1, True)]


def test_each_article_has_a_limit_of_its_own():
    manifest = template(slot("sum", per_article=True), limits=Limits(item_words=3))
    (finding,) = found("length", manifest=manifest, **{f"sum:{OF.id}": "one two three four five"})
    assert finding.section == f"sum:{OF.id}"
    assert "the limit is 3" in finding.message


def test_a_statement_without_a_source_is_found_where_it_stands():
    body = f"Fuel is **dear** now [@{FUEL.id}]. The islands are *angry* about it."
    (finding,) = found("unsourced", body)
    assert quoted(body, finding) == "The islands are *angry* about it."
    assert "[@judgement]" in finding.remedy


@pytest.mark.parametrize(
    "body",
    [
        "The islands are angry about it [@judgement].",
        "The islands are angry about it. [@judgement]",
        "The islands are angry. They say so.\n\n[@judgement]",
        f"The islands are angry about it. [@{FUEL.id}]",
        "What do the islands want?",
        "Neutral.",
        "# The islands are angry about it",
        "That you agree to the following:",
        f"[@{FUEL.id}]",
        "```\nsome code that states nothing\n```",
    ],
)
def test_what_is_cited_judged_or_states_nothing_needs_no_source(body):
    assert found("unsourced", body) == []


def test_a_section_of_judgement_needs_no_sources_but_its_figures_do():
    manifest = template(slot("facts", judgement=True))
    body = "The islands are angry about it. Give them 40 boats now."
    assert found("unsourced", body, manifest=manifest) == []
    (finding,) = found("figures", body, manifest=manifest)
    assert quoted(body, finding) == "40"


def test_the_mark_of_judgement_is_neither_printed_nor_a_citation():
    manifest = template(slot("facts"))
    of = brief(facts="They are angry [@judgement].\n\n[@judgement]")
    outline = compose(project(OF, of), of, manifest, author="", date="")
    assert [block.text for block in outline.sections[0].blocks] == ["They are angry."]
    assert (outline.citations, outline.gaps) == ((), ())


@pytest.mark.parametrize(
    "quotation",
    [
        "“Fuel costs rose by 31% in October”",
        "“Fuel costs rose by 31% in October.”",
        '"Fuel  costs rose"',
        "«Fuel costs … in October»",
        "“Fuel costs […] October. Two […] repairs.”",
        "“Fuel costs rose,”",
        "“The ferry subsidy is back on the table. Nobody has confirmed it yet.”",
    ],
)
def test_a_quotation_that_is_word_for_word_passes(quotation):
    assert found("quotation", f"It says {quotation} [@{FUEL.id}].") == []


@pytest.mark.parametrize(
    "quotation",
    [
        "“Fuel prices rose by 31% in October”",
        "“fuel costs rose”",
        "“uel costs rose”",
        "“Fuel costs rose by 3”",
        "«October … Fuel costs»",
        '"Fuel costs fell"',
    ],
)
def test_a_quotation_that_is_not_is_found_with_what_the_article_says(quotation):
    body = f"It says {quotation} there [@{FUEL.id}]."
    (finding,) = found("quotation", body)
    assert quoted(body, finding) == quotation
    assert "ferry.txt" in finding.message


def test_the_remedy_shows_the_words_of_the_article():
    (finding,) = found("quotation", f"It says “Fuel prices rose by 31% in October” [@{FUEL.id}].")
    assert "“Fuel costs rose by 31% in October" in finding.remedy


def test_curly_quotes_and_apostrophes_of_either_kind_are_the_same():
    of = article("She said: “It's ‘no deal’ for now”. Then she left.", "no.txt")
    mark = excerpt(of, "Then she left.")
    body = f"She wrote “It’s 'no deal' for now” [@{mark.id}]."
    assert found("quotation", body, of, mark) == []


def test_a_doubtful_claim_has_to_say_so():
    body = f"The subsidy is coming back [@{RUMOUR.id}]."
    (finding,) = found("flags", body)
    assert finding.excerpt == RUMOUR.id
    assert quoted(body, finding).startswith("The subsidy")
    for said in ("reportedly", "in an unconfirmed report", "nobody has confirmed that it is"):
        assert found("flags", f"The subsidy is {said} back [@{RUMOUR.id}].") == []


def test_a_disputed_claim_is_not_flagged_by_calling_it_unconfirmed():
    assert found("flags", f"Unconfirmed: repairs are put off [@{DISPUTED.id}].")
    assert found("flags", f"Repairs are put off, which one denies [@{DISPUTED.id}].") == []


def test_quoting_a_doubtful_claim_without_citing_it_is_seen():
    assert found("flags", f"So “the ferry subsidy is back” [@{FUEL.id}].") == []
    (finding,) = found("flags", f"“ferry subsidy is back on the table” it says [@{FUEL.id}].")
    assert finding.excerpt == RUMOUR.id


def test_words_of_likelihood_from_two_rows_are_found_with_the_word_to_use():
    body = "A deal is likely. A delay is very likely. A strike is highly improbable."
    (finding,) = found("likelihood", body)
    assert quoted(body, finding) == "highly improbable"
    assert "“very unlikely” (5–20%)" in finding.remedy


def test_one_row_passes_and_remote_islands_and_likelier_things_are_no_terms():
    body = "A deal is almost certain; on remote islands it is unlikely, more likely than here."
    assert found("likelihood", body) == []


def test_a_word_of_another_scale_is_named():
    (finding,) = found("likelihood", "A deal is a realistic possibility.")
    assert "ICD 203" in finding.message
    phia = template(slot("facts"), checks=(("likelihood_terms", "phia"),))
    body = "A deal is a realistic possibility, probable even. A strike is roughly even odds."
    (finding,) = found("likelihood", body, manifest=phia)
    assert quoted(body, finding) == "roughly even odds"


def test_a_likelihood_and_a_confidence_in_one_sentence_are_found():
    body = "We judge with high confidence that a deal is likely. We have low confidence in it."
    (finding,) = found("likelihood", body)
    assert quoted(body, finding) == "high confidence that a deal is likely"


def test_without_a_vocabulary_words_of_likelihood_are_not_looked_at():
    none = template(slot("facts"), checks=(("likelihood_terms", "none"),))
    assert found("likelihood", "It is likely or probable.", manifest=none) == []


@pytest.mark.parametrize("figure", ["31%", "€40 million", "12,500", "3.5", "£7", "22 million"])
def test_a_figure_that_cites_nothing_is_found(figure):
    body = f"Costs came to {figure} in all."
    (finding,) = found("figures", body)
    assert quoted(body, finding) == figure
    assert found("figures", f"Costs came to {figure} in all [@{FUEL.id}].") == []


@pytest.mark.parametrize(
    "body",
    [
        "They meet on 3 May 2026 and on 2026-05-04 at 10:30.",
        "In 2025 and 2025–26 nothing was done in May 2026.",
        "Option 2 and Annex 3 follow the G7 and COVID-19 for the 2nd time.",
        "1. First they meet.\n2. Then they part.",
    ],
)
def test_dates_and_numbers_of_names_are_no_figures(body):
    assert found("figures", body) == []


def test_the_remedy_for_a_figure_names_the_excerpt_that_has_it():
    (finding,) = found("figures", "Fuel is 31% dearer than before.")
    assert f"[@{FUEL.id}]" in finding.remedy
    assert found("unsourced", "Fuel is 31% dearer than before.") == []


def test_may_and_could_are_looked_at_in_key_judgements_when_asked_for():
    manifest = template(slot("key_judgements"), slot("facts"))
    bodies = {"key_judgements": "A deal may come in May.", "facts": "It could come."}
    assert found("may_could", manifest=manifest, **bodies) == []
    (finding,) = found("may_could", manifest=manifest, more={"may_could": "on"}, **bodies)
    assert (finding.section, finding.words) == ("key_judgements", "may")


@pytest.mark.parametrize(
    "left", ["{{ name }}", "[[insert]]", "TK", "TBC", "XXX", "Which facts carry this?"]
)
def test_what_was_to_be_replaced_blocks_the_final_export(left):
    manifest = template(slot("facts", prompt="Which facts carry this?"))
    body = f"The 🚢 sails {left} soon."
    (finding,) = found("placeholder", body, manifest=manifest)
    assert (quoted(body, finding), finding.severity) == (left, Severity.BLOCKS)


def test_a_citation_of_what_is_gone_is_found_where_it_stands():
    of = brief(facts=f"Dear [@{FUEL.id}].")
    manifest = template(slot("facts"))
    value = remove_excerpt(FUEL).apply(project(OF, FUEL, of, manifest))
    outline = compose(value, of, manifest, author="", date="")
    (finding,) = [f for f in examine(outline, of, manifest, value).findings if f.span]
    assert (finding.kind, finding.span) == ("citation", (5, 5 + len(f"[@{FUEL.id}]")))


def test_an_excerpt_that_somebody_has_to_look_at_is_named():
    doubtful = replace(FUEL, review="The article changed here.")
    (finding,) = found("review", f"Dear it is [@{FUEL.id}].", doubtful)
    assert finding.excerpt == FUEL.id


def test_a_kind_is_switched_by_the_brief_before_the_template():
    off = template(slot("facts"), checks=(("unsourced", "off"),))
    body = "The islands are angry about it."
    assert found("unsourced", body, manifest=off) == []
    assert len(found("unsourced", body, manifest=off, more={"unsourced": "on"})) == 1
    assert "unsourced" in report(body, manifest=off).off


def test_switching_a_kind_is_an_edit_of_the_brief():
    value = set_check("b1", "figures", "Figures", on=False).apply(project(brief()))
    assert value.briefs["b1"].checks == {"figures": "off"}


def test_what_blocks_is_the_same_with_and_without_the_checks_for_missing_things():
    manifest = template(slot("facts", required=True))
    value = project(OF, brief(), manifest)
    outline = compose(value, brief(), manifest, author="", date="")
    assert blocking(outline) == blocking(checked(outline, brief(), manifest, value)) != ()


def test_another_language_is_not_read_as_english():
    german = template(slot("facts"), language="de", checks=ICD)
    body = f"A deal is likely, probable even, with high confidence [@{RUMOUR.id}]."
    kinds = {f.kind for f in report(body, manifest=german).findings}
    assert not kinds & {"flags", "likelihood", "may_could"}


def test_every_kind_is_documented_for_those_who_write_templates():
    from pathlib import Path

    docs = (Path(__file__).parents[2] / "docs" / "templates.md").read_text(encoding="utf-8")
    assert [c.kind for c in CHECKS if f"| `{c.kind}` |" not in docs] == []


MARKS = st.sampled_from(
    [f"[@{FUEL.id}]", "[@judgement]", "[@gone]", "“", "”", '"', "«", "»", "…", "[…]", "**", "_",
     "`", "- ", "1. ", "> ", "# ", "\n", "\n\n", "31%", "likely", "TK", "{{", "}}", "&amp;", "&#0;",
     "\\", "[a](b)", "😀", "السلام", "北京。", "Mr. X said.", "\t", " "]
)  # fmt: skip


@given(st.lists(MARKS | st.text(max_size=8), max_size=24).map("".join))
def test_whatever_is_written_every_finding_stands_at_the_words_it_names(body):
    for finding in report(body).findings:
        assert finding.message
        assert finding.remedy
        if finding.span:
            start, end = finding.span
            assert 0 <= start < end <= len(body)


def test_a_sentence_that_cites_a_doubtful_excerpt_is_named_where_it_stands():
    doubtful = replace(FUEL, review="The article changed here.")
    body = f"Calm first. Dear it is [@{FUEL.id}]."
    (finding,) = found("review", body, doubtful)
    start, end = finding.span
    assert body[start:end].startswith("Dear it is")
    assert finding.words == "Dear it is."


def test_signs_that_nobody_sees_are_found_in_quotations_and_sentences():
    words = "Pay \u202e001\u202c now."
    of = article(f"{words} A soft\u00adhyphen harms nobody.")
    bad = excerpt(of, words)
    fine = excerpt(of, "A soft\u00adhyphen harms nobody.")
    body = f"[@{bad.id}]\n\n[@{fine.id}]\n\nTyped\u200b here."
    quote, sentence = found("hidden", body, of, bad, fine)
    assert "right-to-left override U+202E" in quote.message
    assert (quote.excerpt, quote.words) == (bad.id, "Pay 001 now.")
    assert "zero width space U+200B" in sentence.message
    assert quoted(body, sentence) == "Typed\u200b here."
