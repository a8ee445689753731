"""What does not fit a template waits where it can be seen, and can be given a place."""

from dataclasses import replace

from builders import article, brief, excerpt, field, project, slot, template

from briefing.model.brief import SectionText
from briefing.model.brief_edits import drop_section, fill_fields, move_field, move_section
from briefing.model.edits import change_template, set_field
from briefing.services.brief.composing import compose
from briefing.services.brief.waiting import section_targets, waiting
from briefing.services.checks import examine

OF = article()
FUEL = excerpt(OF, "Fuel costs rose by 31% in October.", "outlook")
SHORT = template(
    slot("issue"), slot("key_facts", "outlook"), fields=(field("to"), field("file_no"))
)
LONG = template(slot("issue"), slot("summary"), key="long", fields=(field("copy"),))
WRITTEN = replace(
    brief(issue="Why.", key_facts=f"Around.\n\n[@{FUEL.id}]\n\n[@*]\n\nAfter."),
    fields={"to": "The minister", "author": "Ane", "marking": "Open", "date": "Today"},
)


def changed(of=WRITTEN, to=LONG):
    before = project(OF, FUEL, SHORT, of)
    return change_template(of, to, {}).apply(before)


def left(after, key="long"):
    return waiting(after, after.briefs["b1"], after.templates[key])


def test_sections_and_fields_the_new_template_lacks_wait_under_their_old_names():
    section, header = left(changed())
    assert (section.title, section.words, section.excerpts) == ("Key facts", "Around.\n\nAfter.", 1)
    assert (header.title, header.words, header.is_field) == ("To", "The minister", True)


def test_nothing_waits_when_everything_fits():
    after = changed()
    back = change_template(after.briefs["b1"], SHORT, {}).apply(after)
    assert left(back, "short") == []


def test_moved_words_stand_behind_what_is_there_with_their_excerpts():
    after = move_section("b1", "key_facts", "issue", "Issue").apply(changed())
    assert after.briefs["b1"].section("issue").body == (
        f"Why.\n\n[@*]\n\nAround.\n\n[@{FUEL.id}]\n\nAfter."
    )
    assert [item.key for item in left(after)] == ["to"]


def test_fields_are_moved_and_removed():
    after = move_field("b1", "to", "copy", "Copy").apply(changed())
    assert after.briefs["b1"].fields["copy"] == "The minister"
    both = set_field("b1", "to", "Another", "To").apply(after)
    both = move_field("b1", "to", "copy", "Copy").apply(both)
    assert both.briefs["b1"].fields["copy"] == "The minister; Another"
    gone = drop_section("b1", "key_facts", "Key facts").apply(both)
    assert left(gone) == []


def test_words_about_an_article_that_was_removed_wait():
    each = template(slot("summary", per_article=True), key="each")
    keys = [f"summary:{OF.id}", "summary:gone"]
    of = replace(brief("each"), sections={key: SectionText(key, "Words.") for key in keys})
    value = project(OF, each, of)
    assert [target.key for target in section_targets(value, of, each)] == keys[:1]
    (item,) = waiting(value, of, each)
    assert (item.key, item.title) == ("summary:gone", "Summary")


def test_the_checks_name_what_waits():
    after = changed()
    of = after.briefs["b1"]
    outline = compose(after, of, LONG, author="Ane", date="2026-02-03")
    found = [f for f in examine(outline, of, LONG, after).findings if f.kind == "waiting"]
    assert {f.place for f in found} == {"key_facts", "field:to"}
    assert "no section “Key facts”" in next(f for f in found if f.section).message


def test_filling_in_leaves_alone_what_is_filled_in():
    fill = fill_fields("b1", {"to": "Another", "file_no": "12", "copy": ""}, "Fill in")
    after = fill.apply(project(WRITTEN))
    assert after.briefs["b1"].fields == {**WRITTEN.fields, "file_no": "12"}
