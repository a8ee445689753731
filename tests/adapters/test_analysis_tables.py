"""Tables of the analysis in the brief: the same rows and sources in every format."""

import io
import zipfile

import pytest
from builders import article, brief, excerpt, project, slot, template
from reading_back import words_of

from briefing.exporters import standard_exporters
from briefing.model.excerpt import Impact
from briefing.model.template import Form
from briefing.services.brief.composing import compose
from briefing.services.ports import TemplatePackage
from briefing.templating.render import TemplateEngine

FIRST = article("The ferry fare rose by 31% on 3 May 2025.", added="2026-01-01")
SECOND = article("The ferry fare rose by 27% in 2025.", "more.txt", added="2026-01-02")
ONE = excerpt(FIRST, FIRST.text, "outlook", stakeholder="Islanders", impact=Impact.NEGATIVE)
TWO = excerpt(SECOND, SECOND.text, "outlook", stakeholder="Operators", impact=Impact.POSITIVE)
MANIFEST = template(*(
    slot(f"by_{key}", form=Form.ANALYSIS, analysis=key)
    for key in ("tags", "stakeholders", "timeline", "differing")
))  # fmt: skip
MARKS = {"html": "<table", "markdown": "| ---", "odt": "<table:table ", "docx": "<w:tbl>"}


@pytest.fixture(scope="module")
def package():
    from docx import Document

    document = Document()
    for each in MANIFEST.slots:
        document.add_paragraph(f"{{{{p slots.{each.key} }}}}")
    target = io.BytesIO()
    document.save(target)
    return TemplatePackage(MANIFEST, target.getvalue())


@pytest.mark.parametrize("name", ["docx", "html", "markdown", "odt", "text"])
def test_matrix_stakeholders_timeline_and_figures_are_tables_with_sources(package, name):
    (exporter,) = [e for e in standard_exporters(TemplateEngine()) if e.name == name]
    value = project(FIRST, SECOND, ONE, TWO)
    of = compose(value, brief(), MANIFEST, author="me", date="2026-02-03")
    data = exporter.export(of, package)
    words = words_of(name, data)
    for wanted in ("Outlook (OU)", "Islanders", "2025-05-03", "31%", "27%", "more.txt"):
        assert wanted in words, wanted
    tables = [block for section in of.sections for block in section.blocks]
    assert len(tables) == 4
    if mark := MARKS.get(name):
        inside = {"odt": "content.xml", "docx": "word/document.xml"}.get(name)
        text = zipfile.ZipFile(io.BytesIO(data)).read(inside) if inside else data
        assert text.decode().count(mark) >= 4
    cited = {each.excerpt for each in of.citations}
    assert cited == {ONE.id, TWO.id}
