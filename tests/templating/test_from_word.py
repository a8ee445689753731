"""A template of an ordinary Word document: sections of its headings, fields of its labels."""

import zipfile

import pytest
from documents import W, paragraphs, part, saved, word
from docx import Document
from hypothesis import given
from hypothesis import strategies as st
from tries import tries
from word_files import body, paragraph, table, word_file, word_parts, zipped

from briefing.errors import TemplateError
from briefing.model.template import (
    FieldType,
    Form,
    Limits,
    Marking,
    Notes,
    Order,
    Slot,
    Template,
    TemplateField,
    WhenEmpty,
)
from briefing.templating.from_word import drafted
from briefing.templating.lint import lint
from briefing.templating.manifest import manifest_text, read_manifest


def house_note():
    """Return a memo as an office has it: labels in a table, headings, and words to replace."""
    document = Document()
    document.add_paragraph("Note for the minister", style="Title")
    table = document.add_table(rows=3, cols=2)
    for row, (label, value) in zip(
        table.rows, (("To:", "The minister"), ("Date", "3 May"), ("File no.", "12")), strict=True
    ):
        row.cells[0].text, row.cells[1].text = label, value
    document.add_paragraph("Subject: Ferry duty")
    for heading, words in (
        ("Summary", "Two lines at most."),
        ("Background", "What has to be known first."),
        ("Stakeholder impacts", "Who gains, who loses."),
        ("Next steps", ""),
    ):
        document.add_heading(heading, 1)
        document.add_paragraph(words)
        document.add_heading("A smaller heading", 2)
    return document


def test_headings_become_slots_and_what_stood_below_them_prompts():
    template = drafted(saved(house_note()), "house-note", "note.docx").template
    assert [(s.key, s.title, s.prompt) for s in template.slots] == [
        ("summary", "Summary", "Two lines at most."),
        ("background", "Background", "What has to be known first."),
        ("stakeholder_impacts", "Stakeholder impacts", "Who gains, who loses."),
        ("next_steps", "Next steps", "A smaller heading"),
    ]


def test_a_slot_is_filled_by_the_tags_that_its_title_suggests_or_by_the_analyst():
    slots = drafted(saved(house_note()), "house-note", "note.docx").template.slots
    assert [slot.tags for slot in slots] == [(), ("background",), ("stakeholder-impacts",), ()]
    assert slots[2].form is Form.TABLE


def test_labels_become_fields_and_those_every_brief_has_keep_their_meaning():
    draft = drafted(saved(house_note()), "house-note", "note.docx")
    assert [(f.key, f.label) for f in draft.template.fields] == [
        ("to", "To"), ("file_no", "File no."),
    ]  # fmt: skip
    words = paragraphs(draft.document)
    assert words[:8] == [
        "Note for the minister", "To:", "{{ fields.to }}", "Date", "{{ brief.date }}",
        "File no.", "{{ fields.file_no }}", "Subject: {{ brief.title }}",
    ]  # fmt: skip
    assert words[8:] == [
        "{{p slots.summary }}", "{{p slots.background }}", "{{p slots.stakeholder_impacts }}",
        "{{p slots.next_steps }}",
    ]  # fmt: skip


def test_a_tag_keeps_the_style_of_the_heading_that_it_replaces():
    data = drafted(saved(house_note()), "house-note", "note.docx").document
    tagged = [p for p in part(data).iter(f"{W}p") if "slots.summary" in "".join(p.itertext())]
    assert tagged[0].find(f"{W}pPr/{W}pStyle").get(f"{W}val") == "Heading1"


def test_what_comes_out_has_no_fault():
    draft = drafted(saved(house_note()), "house-note", "note.docx")
    assert lint(draft.document, "note.docx", draft.template) == []


def test_pictures_and_tables_below_a_heading_stay():
    document = house_note()
    table = document.add_table(rows=1, cols=1)
    table.rows[0].cells[0].text = "Signature"
    data = drafted(saved(document), "house-note", "note.docx").document
    assert "Signature" in paragraphs(data)


def test_without_heading_styles_short_bold_lines_head_the_sections():
    document = Document()
    for words, bold in (
        ("BRIEFING NOTE", True), ("Issue", True), ("Say what it is about.", False),
        ("Background", True), ("Say what led to it.", False),
    ):  # fmt: skip
        document.add_paragraph().add_run(words).bold = bold
    draft = drafted(saved(document), "bold", "bold.docx")
    assert [slot.title for slot in draft.template.slots] == ["Issue", "Background"]
    assert paragraphs(draft.document)[0] == "{{ brief.title }}"


def test_a_document_without_anything_like_a_heading_says_what_to_do():
    with pytest.raises(TemplateError, match="no headings") as caught:
        drafted(word("Only words.", "And more words."), "x", "plain.docx")
    assert "Heading 1" in caught.value.hint


def test_what_is_no_word_document_is_refused():
    with pytest.raises(TemplateError, match="is not a Word document"):
        drafted(b"words", "x", "plain.docx")


def test_two_headings_of_one_name_become_two_slots():
    document = Document()
    for _ in range(3):
        document.add_heading("Résumé", 1)
    keys = [slot.key for slot in drafted(saved(document), "x", "x.docx").template.slots]
    assert keys == ["resume", "resume_2", "resume_3"]


def test_headings_in_another_script_become_slots_with_plain_keys():
    document = Document()
    for title in ("背景", "الخلفية", "2. Причины"):
        document.add_heading(title, 1)
    template = drafted(saved(document), "x", "x.docx").template
    assert [slot.title for slot in template.slots] == ["背景", "الخلفية", "2. Причины"]
    assert [slot.key for slot in template.slots] == ["section", "section_2", "section_3"]


KEYS = st.from_regex(r"[a-z][a-z0-9_]{0,8}", fullmatch=True)
WORDS = st.text(st.characters(blacklist_categories=("Cs",)), max_size=30)
FIELDS = st.builds(
    TemplateField, KEYS, WORDS, st.sampled_from(FieldType), st.booleans(), WORDS,
    st.tuples(WORDS, WORDS), WORDS, WORDS,
)  # fmt: skip
SLOTS = st.builds(
    Slot, KEYS, WORDS.filter(bool), st.tuples(WORDS), st.tuples(WORDS),
    st.sampled_from([form for form in Form if form is not Form.ANALYSIS]),
    st.none() | st.integers(1, 99), st.sampled_from(Order), st.none() | WORDS, st.booleans(),
    st.sampled_from(WhenEmpty), WORDS, st.booleans(),
)  # fmt: skip
TEMPLATES = st.builds(
    Template, st.from_regex(r"[a-z0-9][a-z0-9-]{0,9}", fullmatch=True), st.integers(1, 9), WORDS,
    WORDS, WORDS, st.sampled_from(Marking), st.tuples(WORDS), st.sampled_from(Notes),
    st.lists(FIELDS, max_size=3, unique_by=lambda f: f.key).map(tuple),
    st.lists(SLOTS, max_size=3, unique_by=lambda s: s.key).map(tuple),
    st.builds(Limits, st.none() | st.integers(1, 9), st.none(), st.none() | st.integers(1, 9)),
    st.sampled_from([(), (("likelihood_terms", "icd203"),)]),
)  # fmt: skip


@given(TEMPLATES)
@tries(20)
def test_a_manifest_that_is_written_is_read_as_the_same_value(template):
    assert read_manifest(manifest_text(template).encode(), "template.toml") == template


def test_a_value_that_stands_in_a_content_control_becomes_a_field():
    control = f"<w:sdt><w:sdtContent>{paragraph('12/2026')}</w:sdtContent></w:sdt>"
    document = word_file(
        table(["File no.", control]), paragraph("Summary", '<w:pPr><w:pStyle w:val="H1"/></w:pPr>'),
        styles='<w:style w:styleId="H1"><w:name w:val="heading 1"/></w:style>',
    )  # fmt: skip
    draft = drafted(document, "house-note", "note.docx")
    assert paragraphs(draft.document)[:2] == ["File no.", "{{ fields.file_no }}"]


@pytest.mark.parametrize(
    "document",
    [
        zipped({**word_parts("x"), "word/document.xml": body("x").replace("w:body", "w:none")}),
        zipped(word_parts("x"), zipfile.ZIP_BZIP2),
    ],
    ids=["without a body", "packed otherwise"],
)
def test_a_document_that_no_template_can_be_made_of_is_named(document):
    with pytest.raises(TemplateError, match=r"note\.docx"):
        drafted(document, "house-note", "note.docx")
