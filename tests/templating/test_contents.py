"""Tables of contents filled with the headings that there are in the end, and endnotes."""

from dataclasses import replace

import pytest
from documents import W, paragraphs, part, parts, saved
from docx import Document
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from faults import faults
from test_shipped import EXPORTERS, sample_outline
from validators import findings

from briefing.model.template import Notes
from briefing.templating.render import CompiledTemplate, RenderOptions

CODE = ' TOC \\o "1-2" \\h \\z \\u '


def contents(document, *stale, code=CODE):
    """Add a table of contents with what an older state of the document left in it."""
    first = document.add_paragraph()
    for mark in ("begin", "code", "separate"):
        run = OxmlElement("w:r")
        child = OxmlElement("w:instrText" if mark == "code" else "w:fldChar")
        if mark == "code":
            child.text = code
        else:
            child.set(qn("w:fldCharType"), mark)
        run.append(child)
        first._p.append(run)
    for words in stale:
        document.add_paragraph(words)
    end = document.add_paragraph()
    end._p.append(parse_xml(f'<w:r {nsdecls("w")}><w:fldChar w:fldCharType="end"/></w:r>'))


def rendered(document, **values):
    return CompiledTemplate(saved(document), "test").render(values, RenderOptions("T", "A"))


def template(*, stale=("Old heading 3", "Gone 7"), code=CODE):
    document = Document()
    document.add_paragraph("A report", style="Title")
    contents(document, *stale, code=code)
    document.add_paragraph("{%p for each in things %}")
    document.add_heading("About {{ each }}", 1)
    document.add_heading("More", 2)
    document.add_heading("Deep", 3)
    document.add_paragraph("Words.")
    document.add_paragraph("{%p endfor %}")
    return document


def entries(data):
    """Return what the table of contents holds: style, words, and the words it leads to."""
    tree = part(data)
    marks = {}
    for start in tree.iter(f"{W}bookmarkStart"):
        marks[start.get(f"{W}name")] = "".join(start.getparent().itertext())
    found = []
    for link in tree.iter(f"{W}hyperlink"):
        style = link.getparent().find(f"{W}pPr/{W}pStyle").get(f"{W}val")
        found.append((style, "".join(link.itertext()), marks[link.get(f"{W}anchor")]))
    return found


def test_the_contents_are_the_headings_of_the_rendered_document():
    data = rendered(template(), things=["ferries", "fuel & <fares>"])
    assert entries(data) == [
        ("Toc1", "About ferries", "About ferries"), ("Toc2", "More", "More"),
        ("Toc1", "About fuel & <fares>", "About fuel & <fares>"), ("Toc2", "More", "More"),
    ]  # fmt: skip
    assert not any("Gone" in words for words in paragraphs(data))


def test_it_stays_a_field_that_word_can_update_and_asks_nothing(tmp_path):
    data = rendered(template(), things=["ferries"])
    tree = part(data)
    kinds = [mark.get(f"{W}fldCharType") for mark in tree.iter(f"{W}fldChar")]
    assert kinds == ["begin", "separate", "end"]
    assert [code.text for code in tree.iter(f"{W}instrText")] == [CODE]
    settings = parts(data).get("word/settings.xml", b"")
    assert b"updateFields" not in settings
    assert not list(tree.iter(f"{W}dirty"))
    assert faults(data) == []
    assert findings(data, tmp_path) == []


def test_levels_are_those_that_the_field_asks_for():
    found = entries(rendered(template(code=' TOC \\o "2-3" '), things=["x"]))
    assert [(style, words) for style, words, _ in found] == [("Toc1", "More"), ("Toc2", "Deep")]


def test_without_headings_the_contents_are_empty_and_the_document_sound(tmp_path):
    data = rendered(template(), things=[])
    assert entries(data) == []
    assert "".join(paragraphs(data)).startswith("A report")
    assert faults(data) == []
    assert findings(data, tmp_path) == []


def test_contents_of_one_paragraph_are_filled_too():
    document = template(stale=())
    assert len(entries(rendered(document, things=["x"]))) == 2


@pytest.mark.parametrize("kind", [Notes.FOOTNOTES, Notes.ENDNOTES])
def test_sources_stand_in_the_notes_that_the_template_asks_for(kind, tmp_path):
    outline, package = sample_outline("policy-brief")
    package = replace(package, template=replace(package.template, notes=kind))
    data = EXPORTERS["docx"].export(outline, package)
    singular = kind.value.removesuffix("s")
    references = list(part(data).iter(f"{W}{singular}Reference"))
    assert len(references) == len(outline.citations)
    words = " ".join(paragraphs(data, f"word/{kind.value}.xml"))
    assert all(" ".join(citation.note.split()) in words for citation in outline.citations)
    assert faults(data) == []
    assert findings(data, tmp_path) == []
