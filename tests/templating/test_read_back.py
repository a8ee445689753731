"""Documents that come back from Word: what a person did there is found, and nothing else."""

import re
from dataclasses import replace

import pytest
from builders import excerpt
from documents import parts, word
from edited import (
    BY,
    DOCUMENT,
    IDS,
    READER,
    W,
    changed,
    compared,
    control,
    exported,
    ferry_project,
    paragraph,
    read,
    reworded,
    section,
    with_comment,
    without_controls,
    xml,
    zipped,
)

from briefing.errors import ReadBackError
from briefing.model.brief import SectionText
from briefing.model.read_back import Found, TrackedKind
from briefing.services.composing import compose
from briefing.services.reading_back import Belongs, State, take_over

SUMMARY = "The support may **come back** [@e1].\n\n- One route\n- Two *routes*\n\nMore later."
STATES = {State.SAME}
NESTED = "<w:sdt><w:sdtContent>" * 300 + "</w:sdtContent></w:sdt>" * 300


def edited_project():
    return ferry_project(
        "policy-brief", {"executive_summary": SUMMARY}, {"organisation": "Coastal desk"}
    )


@pytest.mark.parametrize("template", IDS)
def test_a_document_that_nobody_touched_differs_in_nothing(template):
    value, brief, _ = ferry_project(template)
    found = compared(value, brief, exported(value, brief))
    assert {each.state for each in found.sections} == STATES
    assert {each.state for each in found.fields} <= STATES
    assert found.belongs is Belongs.THIS
    assert found.read.strays + found.read.missing + found.read.tracked == ()


def test_words_typed_over_are_a_change_in_the_document_that_can_be_taken_over():
    value, brief, _ = edited_project()
    data = reworded(exported(value, brief), "More later", "More in a week")
    found = compared(value, brief, data)
    one = section(found, "executive_summary")
    assert one.state is State.THEIRS
    assert ("gone", "later") in pieces(one)
    assert ("new", "in a week") in pieces(one)
    assert [each.key for each in found.to_take()] == ["executive_summary"]
    body = taken_body(value, brief, found, "executive_summary")
    assert body == brief.section("executive_summary").body.replace("later", "in a week")


def test_the_side_that_changed_since_the_export_is_named():
    value, brief, _ = edited_project()
    data = exported(value, brief)
    ours = written(value, brief, "executive_summary", "Something else.")
    now = ours.briefs[brief.id]
    assert section(compared(ours, now, data), "executive_summary").state is State.OURS
    both = reworded(data, "More later", "More soon")
    assert section(compared(ours, now, both), "executive_summary").state is State.BOTH


def test_a_quotation_left_alone_stays_the_excerpts_and_an_edited_one_becomes_a_citation():
    value, brief, ids = edited_project()
    data = reworded(exported(value, brief), "back on the table", "back on the desk")
    found = compared(value, brief, data)
    one = section(found, "what_changed")
    assert one.warnings == ("No longer word for word: “The ferry subsidy is back on the desk”",)
    after = take_over(brief, [one]).apply(value).briefs[brief.id].section("what_changed")
    first, second = after.body.split("\n\n")
    assert first == f"- “The ferry subsidy is back on the desk” — NORTHWIRE [@{ids['e1']}]"
    assert second == f"[@{ids['e2']}]"
    assert after.left_out == (ids["e1"],)


def test_words_around_an_untouched_quotation_raise_no_warning():
    value, brief, ids = edited_project()
    data = reworded(exported(value, brief), " — NORTHWIRE", ", the agency said")
    one = section(compared(value, brief, data), "what_changed")
    assert one.warnings == ()
    assert f"table”, the agency said [@{ids['e1']}]" in one.taken.body


def test_a_deleted_quotation_is_left_out_and_those_after_it_keep_coming():
    value, brief, ids = edited_project()

    def delete(tree):
        first = next(t for t in tree.iter(f"{W}t") if "back on the table" in (t.text or ""))
        gone = first.getparent().getparent()
        gone.getparent().remove(gone)

    one = section(compared(value, brief, changed(exported(value, brief), delete)), "what_changed")
    assert one.taken == SectionText("what_changed", f"[@{ids['e2']}]", (ids["e1"],))
    assert one.warnings == ()


def test_an_excerpt_tagged_since_the_export_stays_in_a_section_taken_over():
    value, brief, ids = edited_project()
    data = reworded(exported(value, brief), " — NORTHWIRE", " — the agency")
    (of,) = value.articles.values()
    late = excerpt(of, "Two operators have put off repairs", "policy-shift")
    value = value.having("excerpts", late)
    one = section(compared(value, brief, data), "what_changed")
    assert one.state is State.BOTH
    after = take_over(brief, [one]).apply(value)
    printed = compose(after, after.briefs[brief.id], value.templates[brief.template],
                      author="", date="")  # fmt: skip
    (shown,) = [s.excerpts for s in printed.sections if s.key == "what_changed"]
    assert shown == (ids["e2"], late.id)


def test_a_quotation_whose_bookmark_and_note_are_gone_is_found_by_its_words():
    value, brief, _ = edited_project()

    def strip(tree):
        for name in ("bookmarkStart", "bookmarkEnd", "footnoteReference"):
            for each in list(tree.iter(f"{W}{name}")):
                each.getparent().remove(each)

    found = compared(value, brief, changed(exported(value, brief), strip))
    one = section(found, "what_changed")
    assert one.taken.body == ""
    assert one.taken.left_out == ()


def test_a_quotation_whose_bookmark_is_gone_is_found_by_its_footnote():
    value, brief, _ = edited_project()

    def strip(tree):
        for name in ("bookmarkStart", "bookmarkEnd"):
            for each in list(tree.iter(f"{W}{name}")):
                each.getparent().remove(each)

    found = compared(value, brief, changed(exported(value, brief), strip))
    assert {each.state for each in found.sections} == STATES


def test_marks_of_judgement_stay_with_their_sentences():
    body = "We think so. [@judgement] It may rain."
    value, brief, _ = ferry_project("policy-brief", {"executive_summary": body})
    data = reworded(exported(value, brief), "It may rain.", "It may snow.")
    found = compared(value, brief, data)
    assert taken_body(value, brief, found, "executive_summary") == (
        "We think so. [@judgement] It may snow."
    )


def test_tracked_changes_are_told_and_both_readings_are_there():
    value, brief, _ = edited_project()

    def track(tree):
        old = next(t for t in tree.iter(f"{W}t") if t.text == "More later.").getparent()
        new = f"<w:ins {BY}><w:r><w:t>Much more soon.</w:t></w:r></w:ins>"
        gone = f"<w:del {BY}><w:r><w:delText>More later.</w:delText></w:r></w:del>"
        for each in (gone, new):
            old.addprevious(xml(each))
        old.getparent().remove(old)

    data = changed(exported(value, brief), track)
    found = compared(value, brief, data)
    assert [(t.kind, t.author, t.date[:10], t.words, t.section) for t in found.read.tracked] == [
        (TrackedKind.DELETED, "Mara Lind", "2026-03-04", "More later.", "executive_summary"),
        (TrackedKind.INSERTED, "Mara Lind", "2026-03-04", "Much more soon.", "executive_summary"),
    ]
    assert taken_body(value, brief, found, "executive_summary").endswith("\n\nMuch more soon.")
    before = compared(value, brief, data, original=True)
    assert section(before, "executive_summary").state is State.SAME


def test_a_deleted_paragraph_end_joins_two_paragraphs_in_the_accepted_reading_alone():
    value, brief, _ = ferry_project("policy-brief", {"executive_summary": "One.\n\nTwo."})

    def join(tree):
        one = next(t for t in tree.iter(f"{W}t") if t.text == "One.").getparent().getparent()
        one.insert(0, xml(f"<w:pPr><w:rPr><w:del {BY}/></w:rPr></w:pPr>"))

    data = changed(exported(value, brief), join)
    accepted = section(compared(value, brief, data), "executive_summary")
    assert accepted.taken.body == "One.Two."
    original = compared(value, brief, data, original=True)
    assert section(original, "executive_summary").state is State.SAME


def test_comments_are_read_with_the_words_they_are_about():
    value, brief, _ = edited_project()

    def mark(tree):
        run = next(t for t in tree.iter(f"{W}t") if t.text == "More later.").getparent()
        run.addprevious(xml('<w:commentRangeStart w:id="3"/>'))
        run.addnext(xml('<w:r><w:commentReference w:id="3"/></w:r>'))
        run.addnext(xml('<w:commentRangeEnd w:id="3"/>'))

    inside = "<w:p><w:r><w:t>When?</w:t></w:r></w:p>"
    said = f'<w:comment w:id="3" w:author="Jon" w:date="2026-03-04">{inside}</w:comment>'
    data = with_comment(changed(exported(value, brief), mark), said)
    (comment,) = compared(value, brief, data).read.comments
    assert (comment.author, comment.words, comment.anchor, comment.section) == (
        "Jon", "When?", "More later.", "executive_summary",
    )  # fmt: skip


def test_without_controls_sections_are_found_by_their_headings():
    value, brief, _ = edited_project()
    data = changed(exported(value, brief), without_controls)
    found = compared(value, brief, data)
    assert {each.state for each in found.sections} == STATES
    assert {each.found for each in found.read.sections} == {Found.HEADING}
    assert found.read.strays == ()


@pytest.mark.parametrize("template", IDS)
def test_every_template_is_read_without_its_controls(template):
    value, brief, _ = ferry_project(template)
    found = compared(value, brief, changed(exported(value, brief), without_controls))
    assert {each.state for each in found.sections} == STATES
    assert found.read.strays + found.read.missing == ()


def test_a_section_without_control_and_heading_is_found_by_its_paragraphs():
    value, brief, _ = edited_project()

    def strip(tree):
        without_controls(tree)
        title = next(t for t in tree.iter(f"{W}t") if t.text == "Executive summary")
        gone = title.getparent().getparent()
        gone.getparent().remove(gone)

    one = section(compared(value, brief, changed(exported(value, brief), strip)),
                  "executive_summary")  # fmt: skip
    assert (one.state, one.found) == (State.SAME, Found.WORDS)


def test_a_section_that_is_gone_is_missing_and_nothing_is_taken_over():
    value, brief, _ = edited_project()

    def strip(tree):
        gone = control(tree, "caveats")
        gone.getparent().remove(gone)

    def move(tree):
        strip(tree)
        tree.find(f"{W}body").insert(0, control(tree, "evidence"))

    found = compared(value, brief, changed(exported(value, brief), move))
    assert section(found, "caveats").state is State.MISSING
    assert section(found, "evidence").state is State.SAME
    assert found.to_take() == ()


def test_text_typed_between_sections_is_shown_and_belongs_to_none():
    value, brief, _ = edited_project()

    def add(tree):
        control(tree, "evidence").addnext(paragraph("A word in between."))

    (stray,) = compared(value, brief, changed(exported(value, brief), add)).read.strays
    assert (stray.words, stray.after) == ("A word in between.", "evidence")


def test_a_copied_section_counts_once():
    value, brief, _ = edited_project()

    def copy(tree):
        from copy import deepcopy

        twin = deepcopy(control(tree, "executive_summary"))
        next(t for t in twin.iter(f"{W}t") if t.text == "More later.").text = "Other words."
        control(tree, "recommendations").addnext(twin)

    found = compared(value, brief, changed(exported(value, brief), copy))
    assert section(found, "executive_summary").state is State.SAME
    assert [stray.words for stray in found.read.strays] == ["Other words."]


def test_header_fields_and_the_title_are_read_and_taken_over():
    value, brief, _ = edited_project()
    data = retitled(exported(value, brief))
    found = compared(value, brief, data)
    assert {f.key: (f.theirs, f.state) for f in found.fields_to_take()} == {
        "title": ("Ferries again", State.THEIRS), "organisation": ("Coast Office", State.THEIRS),
    }  # fmt: skip
    after = take_over(brief, (), found.fields_to_take()).apply(value).briefs[brief.id]
    assert (after.title, after.fields) == ("Ferries again", {"organisation": "Coast Office"})


def test_several_sections_are_one_step():
    value, brief, _ = edited_project()
    data = reworded(exported(value, brief), "More later", "More soon")
    data = reworded(data, " — NORTHWIRE", " — the agency")
    found = compared(value, brief, data)
    edit = take_over(brief, found.to_take())
    assert edit.label == "Take over 2 changes from Word"
    after = edit.apply(value)
    again = compared(after, after.briefs[brief.id], data)
    assert {each.state for each in again.sections} == STATES


def test_a_document_of_another_brief_or_of_none_says_so():
    value, brief, _ = edited_project()
    data = exported(value, brief)
    second = replace(brief, id="brief-2", title="Another")
    assert compared(value.having("briefs", second), second, data).belongs is Belongs.OTHER_BRIEF
    alone = value.without("briefs", brief.id).having("briefs", second)
    assert compared(alone, second, data).belongs is Belongs.OTHER_PROJECT
    assert compared(value, brief, word("Hello")).belongs is Belongs.UNKNOWN


def test_our_documents_are_known_and_others_are_not():
    value, brief, _ = edited_project()
    assert READER.is_ours(exported(value, brief))
    assert not READER.is_ours(word("Hello"))
    assert not READER.is_ours(b"no zip at all")


@pytest.mark.parametrize(
    ("make", "said"),
    [
        (lambda held: {**held, DOCUMENT: b"<!DOCTYPE x>" + held[DOCUMENT]}, "entities"),
        (lambda held: {n: b for n, b in held.items() if n != DOCUMENT}, "not a Word document"),
        (lambda held: {**held, DOCUMENT: b"<w:document"}, "damaged"),
        (lambda held: {**held, DOCUMENT: filled(NESTED)}, "nested"),
        (lambda held: {**held, DOCUMENT: filled("<w:p/>" * 5_001)}, "5,001 paragraphs"),
    ],
)
def test_a_document_that_cannot_be_trusted_is_refused_by_name(make, said):
    value, brief, _ = edited_project()
    with pytest.raises(ReadBackError) as caught:
        read(zipped(make(parts(exported(value, brief)))))
    assert said in caught.value.message
    assert "edited.docx" in caught.value.message


def test_a_forged_part_cannot_put_an_excerpt_where_its_words_do_not_stand():
    value, brief, ids = edited_project()
    data = exported(value, brief)
    held = parts(data)
    (name,) = [n for n, b in held.items() if n.startswith("customXml/") and b"<unit" in b]
    plain = rb'(<unit print="[0-9a-f]+")/>'
    forged = rb'\1 excerpt="%s"/>' % ids["e3"].encode()
    held[name] = re.sub(plain, forged, held[name])
    found = compared(value, brief, reworded(zipped(held), "Two", "Both"))
    one = section(found, "executive_summary")
    assert ids["e3"] not in one.taken.body


def pieces(comparison):
    return {(mark.value, words) for change in comparison.changes for mark, words in change.pieces}


def taken_body(value, brief, comparison, key):
    after = take_over(brief, [section(comparison, key)]).apply(value)
    return after.briefs[brief.id].section(key).body


def written(value, brief, key, body):
    sections = {**brief.sections, key: SectionText(key, body)}
    return value.having("briefs", replace(brief, sections=sections))


def retitled(data):
    def change(tree):
        title = next(
            p for p in tree.iter(f"{W}p") if (s := p.find(f"{W}pPr/{W}pStyle")) is not None
            and s.get(f"{W}val") == "Title"
        )  # fmt: skip
        next(title.iter(f"{W}t")).text = "Ferries again"
        next(t for t in tree.iter(f"{W}t") if t.text == "Coastal desk").text = "Coast Office"

    return changed(data, change)


def filled(inside):
    return (
        '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
        f"<w:body>{inside}</w:body></w:document>"
    ).encode()
