"""Slots that a query fills, as a manifest says it."""

import pytest
from word_files import word_file

from briefing.errors import TemplateError
from briefing.model.template import Form, Slot, Template
from briefing.templating.lint import lint
from briefing.templating.manifest import manifest_text, read_manifest
from briefing.templating.slot_filling import lint_manifest

BEGIN = 'id = "x"\nversion = 1\ntitle = "X"\n[[slot]]\nkey = "facts"\ntitle = "Facts"\n'


def test_a_query_and_a_table_of_the_analysis_are_read_and_written_again():
    said = 'form = "analysis"\nanalysis = "timeline"\nquery = \'@"Ferry costs" NEAR/2 KF\'\n'
    read = read_manifest((BEGIN + said).encode(), "template.toml")
    (slot,) = read.slots
    assert (slot.form, slot.analysis) == (Form.ANALYSIS, "timeline")
    assert slot.query == '@"Ferry costs" NEAR/2 KF'
    assert read_manifest(manifest_text(read).encode(), "template.toml") == read


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ('query = "KF AND"', "A tag is missing"),
        ('query = "(KF"', "bracket"),
        ('query = "KF"\ntags = ["outlook"]', "both a query and tags"),
        ('form = "analysis"', "only one of"),
        ('analysis = "tags"', "only one of"),
        ('form = "analysis"\nanalysis = "timelines"', "cannot print"),
    ],
)
def test_what_cannot_fill_a_slot_is_named(said, words):
    with pytest.raises(TemplateError, match=words):
        read_manifest((BEGIN + said).encode(), "template.toml")


def test_a_check_names_every_fault_of_what_fills_slots_with_place_and_remedy():
    second = '[[slot]]\nkey = "later"\nform = "analysis"\nanalysis = "timelines"\n'
    said = f'{BEGIN}form = "bullets"\nquery = "KF AND"\ntags = ["outlook"]\n{second}'
    found = lint_manifest(said.encode())
    assert [(each.kind, each.place) for each in found] == [
        ("query and tags", "template.toml, slot “facts”"),
        ("query spelled wrong", "template.toml, slot “facts”"),
        ("unknown analysis", "template.toml, slot “later”"),
    ]
    assert "Did you mean “timeline”?" in str(found[2])
    assert "KF AND" in str(found[1])
    assert all(each.remedy for each in found)


def test_a_tag_that_no_project_is_asked_about_is_no_fault():
    assert lint_manifest(f"{BEGIN}query = 'ZZ AND @\"Saved\"'".encode()) == []
    assert lint_manifest(b"no toml [") == []


def test_the_check_of_a_whole_template_looks_at_what_fills_its_slots():
    bad = Template("t", 1, "T", slots=(Slot("facts", "Facts", query="(KF"),))
    found = lint(word_file("{{p slots.facts }}"), "t.docx", bad)
    assert [each.kind for each in found] == ["query spelled wrong"]
