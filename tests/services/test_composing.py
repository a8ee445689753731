"""Composing: tags fill the sections, and what is missing is said."""

from dataclasses import replace

from builders import article, brief, excerpt, field, project, slot, template

from briefing.model.edits import leave_out, remove_excerpt
from briefing.model.excerpt import Confidence, Impact, SourceKind, Status
from briefing.model.outline import ParagraphKind, Table
from briefing.model.template import Form, Limits, Order, WhenEmpty
from briefing.services.brief.composing import compose

OF = article()
FUEL = excerpt(OF, "Fuel costs rose by 31% in October.", "key-figures",
               attribution="Almary Courier", source_kind=SourceKind.NAMED_OUTLET,
               status=Status.UNVERIFIED, confidence=Confidence.LOW)  # fmt: skip
REPAIRS = excerpt(OF, "Two operators have put off repairs.", "key-figures",
                  confidence=Confidence.HIGH)  # fmt: skip
FARMS = excerpt(OF, "For fish farms the change may bring rates down.", "stakeholder-impacts",
                stakeholder="Fish farms", impact=Impact.POSITIVE)  # fmt: skip


def composed(manifest, *things, **bodies):
    of = brief(**bodies)
    return compose(project(OF, manifest, *things), of, manifest, author="Desk", date="2026-02-03")


def words(outline, number=0):
    return [block.text for block in outline.sections[number].blocks]


def test_tagged_words_stand_in_their_section_with_source_flag_and_citation():
    outline = composed(template(slot("facts", "key-figures")), FUEL)
    assert words(outline) == ["“Fuel costs rose by 31% in October.” — Almary Courier [unverified]"]
    assert outline.sections[0].blocks[0].runs[-1].citation == 1
    assert outline.citations[0].note == (
        "NORTHWIRE (Port Almary), ferry.txt, para. 2. "
        "Attributed to Almary Courier (named outlet); unverified; low confidence."
    )


def test_a_quote_is_word_for_word_even_with_quotation_marks_inside():
    of = article("She said “no deal” twice. Then she left.")
    manifest = template(slot("facts", "outlook"))
    inside = excerpt(of, "She said “no deal” twice.", "outlook")
    outline = compose(project(of, inside), brief(), manifest, author="", date="")
    assert words(outline) == ["“She said ‘no deal’ twice.”"]


def test_excerpts_come_in_the_order_of_the_article_or_of_confidence():
    by_article = composed(template(slot("facts", "key-figures")), REPAIRS, FUEL)
    assert by_article.sections[0].excerpts == (FUEL.id, REPAIRS.id)
    by_confidence = composed(
        template(slot("facts", "key-figures", order=Order.CONFIDENCE)), REPAIRS, FUEL
    )
    assert by_confidence.sections[0].excerpts == (REPAIRS.id, FUEL.id)


def test_what_a_limit_cuts_off_is_said():
    outline = composed(template(slot("facts", "key-figures", limit=1)), FUEL, REPAIRS)
    assert outline.sections[0].excerpts == (FUEL.id,)
    assert outline.gaps[0].message == "1 more excerpt fills this section than it prints (1)."
    assert outline.gaps[0].remedy


def test_words_stand_around_the_excerpts_and_placed_ones_come_first():
    body = f"Before.\n\n[@{REPAIRS.id}]\n\nBetween.\n\n[@*]\n\nAfter."
    outline = composed(template(slot("facts", "key-figures")), FUEL, REPAIRS, facts=body)
    assert [text[:8] for text in words(outline)] == [
        "Before.", "“Two ope", "Between.", "“Fuel co", "After.",
    ]  # fmt: skip


def test_a_left_out_excerpt_does_not_stand_in_the_section():
    manifest = template(slot("facts", "key-figures"))
    value = leave_out("b1", "facts", FUEL.id).apply(project(OF, FUEL, REPAIRS, brief(), manifest))
    outline = compose(value, value.briefs["b1"], manifest, author="", date="")
    assert outline.sections[0].excerpts == (REPAIRS.id,)


def test_a_sentence_of_the_analyst_can_cite_and_its_note_repeats_the_words():
    outline = composed(template(slot("facts")), FUEL, facts=f"Fuel is dear [@{FUEL.id}].")
    assert words(outline) == ["Fuel is dear."]
    assert "“Fuel costs rose by 31% in October.”" in outline.citations[0].note


def test_a_citation_of_what_is_gone_is_a_gap_and_no_crash():
    manifest = template(slot("facts"))
    value = remove_excerpt(FUEL).apply(project(OF, FUEL, manifest))
    outline = compose(value, brief(facts=f"Dear [@{FUEL.id}]."), manifest, author="", date="")
    assert words(outline) == ["Dear."]
    assert any(FUEL.id in gap.message for gap in outline.gaps)


def test_a_stakeholder_table_names_who_and_which_way():
    outline = composed(template(slot("who", "stakeholder-impacts", form=Form.TABLE)), FARMS)
    table = outline.sections[0].blocks[0]
    assert isinstance(table, Table)
    assert ["".join(run.text for run in cell) for cell in table.rows[0].cells] == [
        "Fish farms",
        "“For fish farms the change may bring rates down.”",
        "Gains",
        "Not attributed",
    ]


def test_rows_of_one_slot_make_one_table():
    two = excerpt(OF, "The ministry said nothing.", "stakeholder-impacts")
    outline = composed(template(slot("who", "stakeholder-impacts", form=Form.TABLE)), FARMS, two)
    (table,) = outline.sections[0].blocks
    assert len(table.rows) == 2


def test_a_required_empty_section_shows_a_placeholder_and_is_a_gap():
    outline = composed(template(slot("summary", required=True, prompt="Three sentences.")))
    assert outline.sections[0].blocks[0].kind is ParagraphKind.PLACEHOLDER
    assert [(gap.place, gap.required) for gap in outline.gaps] == [("summary", True)]


def test_an_optional_empty_section_is_left_out_and_listed():
    outline = composed(template(slot("outlook", "outlook", empty=WhenEmpty.OMIT)))
    assert outline.sections[0].omitted
    assert [(gap.place, gap.required) for gap in outline.gaps] == [("outlook", False)]


def test_a_field_is_never_blank_and_a_required_one_is_a_gap():
    outline = composed(template(slot(), fields=(field("to", required=True),)))
    assert (outline.fields[0].value, outline.fields[0].given) == ("N/A", False)
    assert ("field:to", True) in [(gap.place, gap.required) for gap in outline.gaps]


def test_bold_lists_and_links_of_the_analyst_arrive_and_script_does_not():
    body = (
        "A **bold** word.\n\n1. one\n2. two\n\n[site](https://x.org) [bad](javascript:1) <b>x</b>"
    )
    blocks = composed(template(slot("facts")), facts=body).sections[0].blocks
    assert [run.text for run in blocks[0].runs if run.bold] == ["bold"]
    assert [(b.kind, b.first) for b in blocks[1:3]] == [
        (ParagraphKind.NUMBER, True),
        (ParagraphKind.NUMBER, False),
    ]
    assert [run.link for run in blocks[3].runs if run.link] == ["https://x.org"]
    assert "<b>x</b>" in blocks[3].text


def numbers(body):
    """Return the items of a section with how deep they are, and whether a list begins there."""
    blocks = composed(template(slot("facts")), facts=body).sections[0].blocks
    return [(block.text, block.level, block.first) for block in blocks]


def test_a_numbered_list_goes_on_after_the_lists_inside_its_items():
    assert numbers("1. one\n   - in it\n   - again\n2. two\n   1. deep\n3. three") == [
        ("one", 0, True), ("in it", 1, True), ("again", 1, False), ("two", 0, False),
        ("deep", 1, True), ("three", 0, False),
    ]  # fmt: skip
    assert numbers("1. one\n\nwords\n\n1. one again")[-1] == ("one again", 0, True)


def test_a_second_paragraph_of_an_item_has_no_mark_of_its_own():
    assert numbers("1. one\n\n   and more\n2. two") == [
        ("one\nand more", 0, True), ("two", 0, False),
    ]  # fmt: skip


def test_sections_for_each_article_are_filled_from_that_article():
    other = article("Another paper. Prices fell in May.", "other.txt", added="2026-01-02")
    theirs = excerpt(other, "Prices fell in May.", "key-figures")
    outline = composed(
        template(slot("facts", "key-figures", per_article=True)), FUEL, other, theirs
    )
    assert [(p.source.file, p.sections[0].excerpts) for p in outline.parts] == [
        ("ferry.txt", (FUEL.id,)),
        ("other.txt", (theirs.id,)),
    ]


def test_statuses_fill_a_slot_whatever_the_tag():
    outline = composed(template(slot("unverified", statuses=("unverified",))), FUEL, REPAIRS)
    assert outline.sections[0].excerpts == (FUEL.id,)


def test_too_many_words_are_said_with_the_figures():
    long = composed(template(slot("facts"), limits=Limits(words=3)), facts="one two three four")
    assert "5 words; the limit is 3" in long.gaps[0].message


def test_the_same_values_give_the_same_outline():
    manifest = template(slot("facts", "key-figures"), slot("summary", required=True))
    assert composed(manifest, FUEL, REPAIRS) == composed(manifest, REPAIRS, FUEL)


def test_grouping_puts_a_heading_over_each_stakeholder():
    manifest = template(slot("who", "stakeholder-impacts", group_by="stakeholder"))
    blocks = composed(manifest, FARMS).sections[0].blocks
    assert [(b.kind, b.text[:10]) for b in blocks] == [
        (ParagraphKind.HEADING, "Fish farms"),
        (ParagraphKind.BULLET, "“For fish "),
    ]


def test_a_brief_about_one_article_takes_nothing_from_another():
    other = article("Another paper. Prices fell in May.", "other.txt", added="2026-01-02")
    theirs = excerpt(other, "Prices fell in May.", "key-figures")
    manifest = template(slot("facts", "key-figures"))
    of = replace(brief(), articles=(OF.id,))
    outline = compose(project(OF, other, FUEL, theirs), of, manifest, author="", date="")
    assert outline.sections[0].excerpts == (FUEL.id,)
    assert [source.file for source in outline.sources] == ["ferry.txt"]
