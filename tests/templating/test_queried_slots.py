"""Slots that a query fills, as a manifest says it."""

import pytest

from briefing.errors import TemplateError
from briefing.model.template import Form
from briefing.templating.manifest import manifest_text, read_manifest

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
