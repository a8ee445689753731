"""The shipped templates: sound, accessible, with every word of the outline, in every format."""

import re
from dataclasses import replace
from functools import cache

import pytest
from builders import article, excerpt, project
from documents import W, paragraphs, part, parts, replaced
from faults import accessibility_faults, faults
from validators import findings, sdk_findings

from briefing.errors import TemplateError
from briefing.exporters import standard_exporters
from briefing.loaders import standard_loaders
from briefing.model.brief import Brief, SectionText
from briefing.model.excerpt import Impact, Status
from briefing.model.outline import Paragraph
from briefing.model.project import new_project
from briefing.paths import standard_paths
from briefing.services.articles.loading import LoadingService
from briefing.services.brief.composing import compose
from briefing.services.sample import load_sample
from briefing.templating.library import standard_library
from briefing.templating.render import TemplateEngine

PATHS = standard_paths()
LIBRARY = standard_library(PATHS.templates, PATHS.user_templates)
IDS = sorted(LIBRARY.shelf().packages)
EXPORTERS = {e.name: e for e in standard_exporters(TemplateEngine())}
HOSTILE = 'Smith & Sons <R&D> "x" ’y’ {{ z }} {% if %} 😀 السلام \\ `*_'
TEMPLATES = pytest.mark.parametrize("template_id", IDS)


@cache
def sample():
    """Return the sample and the project that it makes."""
    made = load_sample(PATHS.sample, LoadingService(standard_loaders()), LIBRARY)
    return made, made.edit("", "2026-01-01").apply(new_project())


@cache
def sample_outline(template_id):
    made, value = sample()
    package = LIBRARY.get(template_id)
    brief = replace(made.brief, template=template_id)
    outline = compose(value, brief, package.template, author="Desk", date="2026-02-03")
    return outline, package


def hostile_parts(template_id):
    """Return an article, an excerpt and a brief that are full of signs."""
    of = article(f"{HOSTILE}\nA second line says more.", "a&b.txt")
    package = LIBRARY.get(template_id)
    tags = {tag for slot in package.template.slots for tag in slot.tags}
    marked = excerpt(of, HOSTILE, *sorted(tags), attribution=HOSTILE, stakeholder=HOSTILE,
                     status=Status.DISPUTED, impact=Impact.NEGATIVE)  # fmt: skip
    sections = {
        slot.key: SectionText(slot.key, "Ours & <theirs>.") for slot in package.template.slots
    }
    fields = {field.key: HOSTILE for field in package.template.fields} | {"marking": HOSTILE}
    return of, marked, Brief("b", HOSTILE, template_id, fields, sections)


@cache
def hostile_outline(template_id):
    of, marked, brief = hostile_parts(template_id)
    package = LIBRARY.get(template_id)
    outline = compose(project(of, marked), brief, package.template, author=HOSTILE, date="2026")
    return outline, package


@cache
def sample_and_hostile_outline(template_id):
    """Return the sample with hostile words besides: all that either of the two has in it."""
    of, marked, ours = hostile_parts(template_id)
    made, value = sample()
    package = LIBRARY.get(template_id)
    kept = {key: section.body for key, section in made.brief.sections.items()}
    sections = {
        key: SectionText(key, f"{section.body}\n\n{kept.get(key, '[@*]')}")
        for key, section in ours.sections.items()
    }
    brief = replace(made.brief, template=template_id, articles=(), title=HOSTILE,
                    fields=ours.fields, sections={**made.brief.sections, **sections})  # fmt: skip
    value = value.having("articles", of).having("excerpts", marked)
    return compose(value, brief, package.template, author=HOSTILE, date="2026"), package


@cache
def word_file(make, template_id):
    """Return the Word file of an outline, made once for all that is asked of it."""
    return EXPORTERS["docx"].export(*make(template_id))


def plain(words):
    return " ".join(words.split())


def outline_words(outline):
    for section in outline.all_sections():
        if not section.omitted:
            yield section.title
            for block in section.blocks:
                if isinstance(block, Paragraph):
                    yield block.text
                else:
                    yield from (
                        run.text for row in block.rows for cell in row.cells for run in cell
                    )


def document_words(data):
    found = paragraphs(data) + paragraphs(data, "word/footnotes.xml")
    return plain(" ".join(found))


@TEMPLATES
def test_the_sample_through_each_template_is_a_sound_and_accessible_document(template_id):
    data = word_file(sample_outline, template_id)
    assert faults(data) == []
    assert accessibility_faults(data) == []


@TEMPLATES
def test_two_validators_of_the_format_find_nothing(template_id, tmp_path):
    assert findings(word_file(sample_and_hostile_outline, template_id), tmp_path) == []


def test_both_validators_see_a_document_that_is_broken_on_purpose(tmp_path):
    data = word_file(sample_outline, "policy-brief")
    broken = replaced(data, "word/document.xml", b"<w:tblGrid>", b"<w:nonsense/><w:tblGrid>")
    assert len(findings(broken, tmp_path)) > len(sdk_findings(tmp_path / "checked.docx")) > 0


@TEMPLATES
@pytest.mark.parametrize("make", [sample_outline, hostile_outline], ids=["sample", "hostile"])
def test_every_word_of_the_outline_and_every_note_is_in_the_document(template_id, make):
    outline, _ = make(template_id)
    words = document_words(word_file(make, template_id))
    for each in outline_words(outline):
        assert plain(each) in words
    for citation in outline.citations:
        assert plain(citation.note) in words
    assert plain(outline.title) in words


@TEMPLATES
def test_each_cited_place_has_a_real_footnote_and_a_bookmark(template_id):
    outline, _ = sample_outline(template_id)
    data = word_file(sample_outline, template_id)
    references = list(part(data).iter(f"{W}footnoteReference"))
    names = {e.get(f"{W}name") for e in part(data).iter(f"{W}bookmarkStart")}
    assert len(references) == len(outline.citations)
    assert {f"excerpt_{c.number}" for c in outline.citations} <= names


@TEMPLATES
def test_the_provenance_travels_in_the_document(template_id):
    outline, _ = sample_outline(template_id)
    found = parts(word_file(sample_outline, template_id))
    (provenance,) = [b for n, b in found.items() if re.fullmatch(r"customXml/item\d+\.xml", n)
                     and b"urn:briefing" in b]  # fmt: skip
    assert outline.sources[0].sha256.encode() in provenance
    assert provenance.count(b"<citation ") == len(outline.citations)


@TEMPLATES
def test_marking_and_page_numbers_stand_on_every_page(template_id):
    found = parts(word_file(sample_outline, template_id))
    header = b"".join(b for n, b in found.items() if re.fullmatch(r"word/header\d*\.xml", n))
    footer = b"".join(b for n, b in found.items() if re.fullmatch(r"word/footer\d*\.xml", n))
    assert b"For internal use" in header
    assert b"For internal use" in footer
    assert b" PAGE " in footer
    assert b" NUMPAGES " in footer


@TEMPLATES
def test_a_draft_says_so_on_every_page(template_id):
    outline, package = sample_outline(template_id)
    found = parts(EXPORTERS["docx"].export(replace(outline, draft=True), package))
    assert any(b"DRAFT" in b for n, b in found.items() if "header" in n)
    final = parts(word_file(sample_outline, template_id))
    assert not any(b"DRAFT" in b for b in final.values())


def test_a_web_page_holds_no_script_and_loads_nothing():
    outline, package = hostile_outline("policy-brief")
    page = EXPORTERS["html"].export(outline, package).decode()
    assert "default-src 'none'" in page
    assert "<script" not in page
    assert "Smith &amp; Sons &lt;R&amp;D&gt;" in page


def test_the_shipped_documents_are_what_the_house_style_builds():
    import importlib.util

    from briefing.templating.manifest import read_manifest

    root = PATHS.templates.parent
    spec = importlib.util.spec_from_file_location("build", root / "tools" / "build_templates.py")
    build = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(build)
    for template_id in IDS:
        folder = PATHS.templates / template_id
        manifest = read_manifest((folder / "template.toml").read_bytes(), template_id)
        layout = build.LAYOUTS.get(template_id, build.policy)
        assert parts(build.built(manifest, layout)) == parts(
            (folder / "template.docx").read_bytes()
        )


def test_a_folder_dropped_into_the_users_folder_is_in_the_list_at_once(tmp_path):
    library = standard_library(PATHS.templates, tmp_path)
    before = set(library.shelf().packages)
    folder = tmp_path / "mine"
    folder.mkdir()
    source = PATHS.templates / "policy-brief"
    (folder / "template.docx").write_bytes((source / "template.docx").read_bytes())
    manifest = (source / "template.toml").read_text().replace('"policy-brief"', '"mine"', 1)
    (folder / "template.toml").write_text(manifest)
    assert set(library.shelf().packages) - before == {"mine"}
    (folder / "template.toml").write_text(manifest.replace('"mine"', '"policy-brief"', 1))
    shelf = library.shelf()
    assert shelf.packages["policy-brief"].origin == "your folder"
    assert any("policy-brief" in note for note in shelf.overridden)


@pytest.mark.parametrize(
    ("old", "new", "message", "hint"),
    [
        ('title = "Policy brief"', 'titel = "Policy brief"', "titel", "title"),
        ('form = "bullets"', 'form = "bulets"', "bulets", ""),
        ('key = "context"', 'key = "What is it"', "cannot be used", "small letters"),
        ('key = "context"', 'key = "evidence"', "“evidence”", "Rename"),
        ("version = 1", 'version = "one"', "version", ""),
        ("version = 1", "version = ", "not TOML", ""),
        ('likelihood_terms = "icd203"', 'likelihood_terms = "icd"', "icd", "icd203"),
        ('likelihood_terms = "icd203"', 'figurs = "off"', "figurs", "figures"),
        ('likelihood_terms = "icd203"', 'figures = "no"', "no", "off"),
    ],
)
def test_a_faulty_manifest_is_named_with_key_and_remedy(tmp_path, old, new, message, hint):
    source = PATHS.templates / "policy-brief"
    folder = tmp_path / "faulty"
    folder.mkdir()
    (folder / "template.docx").write_bytes((source / "template.docx").read_bytes())
    text = (source / "template.toml").read_text()
    assert old in text
    (folder / "template.toml").write_text(text.replace(old, new, 1))
    (fault,) = standard_library(PATHS.templates, tmp_path).shelf().faults
    assert message in fault.message
    assert "faulty/template.toml" in fault.message
    assert hint in fault.hint


def test_checks_are_switched_in_the_manifest_by_word_or_by_truth_value():
    from briefing.templating.manifest import manifest_text, read_manifest

    text = b'id = "t"\nversion = 1\ntitle = "T"\n[checks]\nfigures = false\nmay_could = "on"\n'
    manifest = read_manifest(text, "t")
    assert manifest.checks == (("figures", "off"), ("may_could", "on"))
    assert read_manifest(manifest_text(manifest).encode(), "t") == manifest


def test_an_unknown_template_names_the_nearest():
    with pytest.raises(TemplateError) as caught:
        LIBRARY.get("polcy-brief")
    assert "policy-brief" in caught.value.hint
