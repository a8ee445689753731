"""Documents come back as they went: whatever was written, whichever program saved them."""

import io
import subprocess
from dataclasses import replace

import pytest
from documents import saved
from docx import Document
from edited import IDS, LIBRARY, compared, exported, ferry_project, section
from hypothesis import given
from hypothesis import strategies as st
from tries import tries

from briefing.exporters.office import find_office
from briefing.model.brief import SectionText
from briefing.services.versions.reading_back import State, take_over

SUMMARY = "The support may **come back** [@e1].\n\n- One route\n- Two *routes*\n\nMore later."

LOOKS_ALONE = "Only the formatting or the order of paragraphs is different."
"""What is said where the same words stand in both, such as once as a quotation."""
WORDS = st.text(
    st.sampled_from("ab cdéß,.;:!?()*_`#&<>[]-+1“”’…—😀👩🏽‍🚀مرحبا你好，。한"),
    min_size=1,
    max_size=30,
)
SPAN = st.builds(
    lambda words, sign: f"{sign}{words}{sign}" if words else "x",
    WORDS.map(str.strip), st.sampled_from(["", "", "", "**", "*", "***", "`"]),
)  # fmt: skip
LINE = st.lists(
    st.one_of(SPAN, st.sampled_from(["[@e1]", "[a page](https://example.org/a_b?c=d)"])),
    min_size=1, max_size=4,
).map(" ".join)  # fmt: skip
LIST = st.lists(st.tuples(st.integers(0, 2), st.booleans(), LINE), min_size=1, max_size=4).map(
    lambda items: "\n".join(f"{'   ' * n}{'1. ' if o else '-  '}{words}" for n, o, words in items)
)
TABLE = st.tuples(WORDS.map(str.strip), LINE).map(
    lambda cells: f"| Port | {cells[0].replace('|', '')} |\n| --- | --- |\n| Velden | {cells[1]} |"
)
BLOCK = st.one_of(
    LINE, TABLE, LINE.map("> {}".format), LINE.map("# {}".format), LIST,
    LINE.map("```\n{}\n  x\n```".format), st.sampled_from(["[@e3]", "[@*]", "one\\\ntwo"]),
)  # fmt: skip
BODIES = st.lists(BLOCK, max_size=5).map("\n\n".join)


@tries(20)
@given(st.sampled_from(IDS), st.data())
def test_whatever_was_written_comes_back_as_it_was(template, data):
    keys = [slot.key for slot in LIBRARY.get(template).template.slots if not slot.per_article]
    bodies = {key: data.draw(BODIES) for key in keys}
    value, brief, _ = ferry_project(template, bodies)
    found = compared(value, brief, exported(value, brief))
    assert {each.key: each.state for each in found.sections if each.state is not State.SAME} == {}
    assert not found.read.strays


@tries(20)
@given(BODIES, BODIES)
def test_what_is_taken_over_prints_what_the_document_says(ours, theirs):
    value, brief, ids = ferry_project("policy-brief", {"executive_summary": ours})
    written = theirs
    for name, each in ids.items():
        written = written.replace(f"@{name}]", f"@{each}]")
    sections = {"executive_summary": SectionText("executive_summary", written)}
    document = exported(value, replace(brief, sections=sections))
    found = compared(value, brief, document)
    after = take_over(brief, [section(found, "executive_summary")]).apply(value)
    again = compared(after, after.briefs[brief.id], document)
    left = section(again, "executive_summary")
    warnings = [each for each in section(found, left.key).warnings if each != LOOKS_ALONE]
    inexact = "formatting cannot be kept" in " ".join(warnings)
    assert left.state is State.SAME or inexact
    assert not warnings or inexact


def resaved_by_office(data, folder):
    """Return a document as LibreOffice writes it again."""
    source = folder / "edited.docx"
    source.write_bytes(data)
    subprocess.run(
        [str(find_office()), f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless",
         "--convert-to", "docx:MS Word 2007 XML", "--outdir", str(folder / "out"), str(source)],
        check=True, capture_output=True, timeout=200,
    )  # fmt: skip
    return (folder / "out" / "edited.docx").read_bytes()


def resaved_by_python_docx(data, _folder):
    """Return a document as python-docx writes it again."""
    return saved(Document(io.BytesIO(data)))


def programs():
    """Return what there is on this machine to save a document anew."""
    return [resaved_by_python_docx, *([resaved_by_office] if find_office() else [])]


@pytest.mark.parametrize("save", programs(), ids=lambda save: save.__name__)
@pytest.mark.parametrize("template", ["policy-brief", "action-memo", "stakeholder-grid"])
def test_a_document_that_another_program_saved_still_differs_in_nothing(save, template, tmp_path):
    keys = {"policy-brief": "executive_summary", "action-memo": "bluf"}
    body = f"{SUMMARY}\n\n> Said so.\n\n1. One\n2. Two"
    value, brief, _ = ferry_project(template, {keys.get(template, "reading"): body})
    found = compared(value, brief, save(exported(value, brief), tmp_path))
    assert {each.key: each.state for each in found.sections if each.state is not State.SAME} == {}
    assert {each.state for each in found.fields} <= {State.SAME}
    assert found.read.strays == ()
