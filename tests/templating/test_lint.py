"""The check of a template: each kind of fault with its place and remedy, and silence otherwise."""

import pytest
from test_inspect import field as word_field
from word_files import W, body, paragraph, table, word_file, word_parts, zipped

from briefing.errors import TemplateError
from briefing.exporters.context import context_of
from briefing.loaders import standard_loaders
from briefing.model.project import new_project
from briefing.model.template import Slot, Template, TemplateField
from briefing.services.articles.loading import LoadingService
from briefing.services.brief.composing import compose
from briefing.services.sample import load_sample
from briefing.templating.library import FolderLibrary, Place
from briefing.templating.lint import lint
from briefing.templating.lint_findings import Level
from briefing.templating.lint_schema import ANY, schema_of
from briefing.templating.manifest import read_manifest
from briefing.templating.render import TemplateEngine

MANIFEST = Template(
    "t", 1, "T",
    fields=(TemplateField("to", "To"), TemplateField("file_no", "File")),
    slots=(Slot("what_changed", "What changed"), Slot("summary", "Summary", per_article=True)),
)  # fmt: skip
SLOTS = ("{{p slots.what_changed }}", "{%p for part in parts %}", "{{p part.slots.summary }}",
         "{%p endfor %}")  # fmt: skip


def found(*inside, template=None, **more):
    return lint(word_file(*inside, **more), "t.docx", template)


def kinds(*inside, **more):
    return [each.kind for each in found(*inside, **more)]


def with_manifest(*inside):
    return found(*inside, *SLOTS, template=MANIFEST)


def run(words):
    return f'<w:r><w:t xml:space="preserve">{words}</w:t></w:r>'


def bookmark(name):
    return f'<w:bookmarkStart w:id="1" w:name="{name}"/><w:bookmarkEnd w:id="1"/>'


NUMBERED = '<w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="7"/></w:numPr></w:pPr>'
STYLED = '<w:pPr><w:pStyle w:val="{}"/></w:pPr>'


def numbering(form):
    return (
        f'<w:numbering xmlns:w="{W}"><w:abstractNum w:abstractNumId="3"><w:lvl w:ilvl="0">'
        f'<w:numFmt w:val="{form}"/></w:lvl></w:abstractNum>'
        '<w:num w:numId="7"><w:abstractNumId w:val="3"/></w:num></w:numbering>'
    )


def with_numbering(*inside, form="decimal"):
    return zipped({**word_parts(*inside), "word/numbering.xml": numbering(form)})


FAULTY = {
    "unclosed tag": ["Dear {{ name", "x"],
    "unclosed tag, percent": ["Dear {% if x"],
    "stray close": ["Dear name }},"],
    "unclosed block": ["{%p if x %}", "a"],
    "unclosed block, inline": ["{% for x in xs %}{{ x }}"],
    "unclosed block, within another": ["{%p for x in xs %}", "{%p if x %}", "a", "{%p endfor %}"],
    "stray block": ["a", "{%p endif %}"],
    "stray block, else": ["{% else %}"],
    "bad expression": ["{{ a b }}"],
    "bad expression, empty": ["{{ }}"],
    "bad expression, loop": ["{% for x of xs %}{% endfor %}"],
    "bad expression, unknown tag": ["{% iff x %}"],
    "unknown filter": ["{{ x|uper }}"],
    "unknown filter, in a loop": ["{% for x in xs|srt %}{% endfor %}"],
    "unknown test": ["{% if x is defind %}{% endif %}"],
    "words beside": ["Dear {%p if x %}", "a", "{%p endif %}"],
    "words beside, row": [
        table(["{%tr for x in xs %}", "lost"], ["{{ x }}", "a"], ["{%tr endfor %}", ""],
              ["end", ""])],
    "words beside, cell": [
        table([paragraph("a") + paragraph("{%tc for x in xs %}"), "{{ x }}", "{%tc endfor %}"])],
    "crossing": [
        f'<w:p>{run("{{ na")}<w:ins w:id="1" w:author="a">{run("me }}")}</w:ins></w:p>'],
    "crossing, link": [
        f'<w:p>{run("{{ na")}<w:hyperlink w:anchor="a">{run("me }}")}</w:hyperlink></w:p>'],
    "empty cell": [
        table([paragraph("{%p if x %}") + paragraph("a") + paragraph("{%p endif %}")])],
    "empty table": [table(["{%tr for x in xs %}"], ["{{ x }}"], ["{%tr endfor %}"])],
    "bookmark in loop": [
        "{%p for x in xs %}", f"<w:p>{bookmark('here')}{run('{{ x }}')}</w:p>", "{%p endfor %}"],
    "other scope": [table(["{%tr for x in xs %}"], ["{{ x }}"], ["{% endfor %}"], ["end"])],
    "other scope, else": ["{%p if x %}", "a{% else %}b", "{%p endif %}"],
    "one element": [table(["{%tr for x in xs %}", "{%tr endfor %}"], ["end", ""])],
    "torn block": [table(["{% if x %}a", "b{% endif %}"])],
    "torn block, paragraphs": [
        "{%p if x %}", table([paragraph("{%p endif %}") + paragraph("a")])],
    "torn block, link": [
        f'<w:p>{run("{% if x %}")}<w:hyperlink w:anchor="a">{run("a{% endif %}")}</w:hyperlink>'
        "</w:p>"],
    "torn block, filter": ["{% filter upper %}a", "b{% endfilter %}"],
    "outside table": ["{%tr for x in xs %}", "a", "{%tr endfor %}"],
    "forbidden": ["{{ x.__class__ }}"],
    "forbidden, item": ["{{ x['__class__'] }}"],
    "forbidden, name": ["{{ self }}"],
    "forbidden, method": ["{{ 'a'.format(x) }}"],
    "forbidden, list": ["{{ xs.append(1) }}"],
    "forbidden, tag": ["{% include 'a' %}"],
    "missing style": [paragraph("a", STYLED.format("Gone"))],
    "huge loop": ["{% for i in range(1000000) %}{% endfor %}"],
    "huge loop, nested": [
        "{% for i in range(5000) %}{% for j in range(5000) %}{% endfor %}{% endfor %}"],
    "outside loop": ["{%p for x in xs %}", "{{ x }}", "{%p endfor %}", "{{ x }}"],
    "outside loop, loop": ["{{ loop.index }}"],
    "reaches outside": [word_field("DDEAUTO x")],
}  # fmt: skip


@pytest.mark.parametrize("case", FAULTY)
def test_a_faulty_template_is_told_its_fault_its_place_and_the_remedy(case):
    findings = found(*FAULTY[case])
    kind = case.partition(",")[0]
    assert {each.kind for each in findings} == {kind}, findings
    first = findings[0]
    assert first.place.startswith("word/document.xml")
    assert first.message.endswith(".")
    assert first.remedy.endswith((".", "?"))
    if first.tag:
        assert first.tag in str(first)
        assert "paragraph" in first.place


MISSPELT = {
    "{{ bref.title }}": "Did you mean “brief”?",
    "{{ brief.titel }}": "Did you mean “title”?",
    "{{ fields.filen_o }}": "Did you mean “file_no”?",
    "{% if brief.titel %}x{% endif %}": "Did you mean “title”?",
    "{% for s in sources %}{{ s.outlett }}{% endfor %}": "Did you mean “outlet”?",
    "{% for s in sorces %}{% endfor %}": "Did you mean “sources”?",
    "{{ sources|map(attribute='outlett')|join }}": "Did you mean “outlet”?",
    "{{ (sources|first).outlett }}": "Did you mean “outlet”?",
    "{{ sources[0]['outlett'] }}": "Did you mean “outlet”?",
    "{{ sources.outlet }}": "Loop over it",
    "{{ brief.title.text }}": "Take .text away.",
    "{{ brief.title ~ brif.date }}": "Did you mean “brief”?",
    "{% set x = brief.titel %}{{ x }}": "Did you mean “title”?",
    "{{ brief.title if draf else '' }}": "Did you mean “draft”?",
    "{% for i in slots.what_changed.items %}{{ i.quot }}{% endfor %}": "Did you mean “quote”?",
}


@pytest.mark.parametrize(("source", "remedy"), MISSPELT.items())
def test_a_misspelt_name_is_found_at_any_depth_with_the_nearest_one(source, remedy):
    findings = with_manifest(source)
    assert [each.kind for each in findings] == ["misspelt variable"]
    assert remedy in findings[0].remedy


def test_a_slot_that_the_manifest_does_not_have_and_one_that_nothing_uses():
    findings = found("{{p slots.what_change }}", *SLOTS[1:], template=MANIFEST)
    assert [each.kind for each in findings] == ["unknown slot", "unused slot"]
    assert "Did you mean “what_changed”?" in findings[0].remedy
    assert "{{p slots.what_changed }}" in findings[1].remedy
    per_article = found(SLOTS[0], template=MANIFEST)
    assert [each.kind for each in per_article] == ["unused slot"]
    assert "part.slots.summary" in per_article[0].remedy


def test_going_through_all_slots_uses_them_all():
    loop = "{% for key, slot in slots.items() %}{{ slot.title }}{% endfor %}"
    again = "{% for part in parts %}{% for k in part.slots %}{{ k }}{% endfor %}{% endfor %}"
    assert found(loop, again, template=MANIFEST) == []


@pytest.mark.parametrize(
    ("source", "remedy"),
    [
        ("{{ sources }}", "loop"),
        ("{{ slots.what_changed }}", "{{p slots.what_changed }}"),
        ("{{ brief }}", "Name one"),
        ("{% for i in slots.what_changed.items %}{{ i.text }}{% endfor %}", "{{r i.text }}"),
    ],
)
def test_a_value_that_is_more_than_words_is_not_printed_as_words(source, remedy):
    findings = with_manifest(source)
    assert [each.kind for each in findings] == ["printed whole"]
    assert remedy in findings[0].remedy


SOUND = {
    "words alone": ["Dear reader,", "yours {name} 50% off #1"],
    "inline": ["Dear {{ name }}, {% if x %}yes{% else %}no{% endif %} {# a note #}"],
    "paragraphs": ["{%p for x in xs %}", "{{ x }} {{ loop.index }}", "{%p endfor %}"],
    "rows": [table(["head"], ["{%tr for x in xs %}"], ["{{ x }}"], ["{%tr endfor %}"])],
    "rows with an else": [
        table(["head"], ["{%tr if x %}"], ["a"], ["{%tr else %}"], ["b"], ["{%tr endif %}"])],
    "cells": [table(["{%tc for x in xs %}", "{{ x }}", "{%tc endfor %}"])],
    "a cell that keeps a paragraph": [
        table([paragraph("{%p if x %}") + paragraph("a") + paragraph("{%p endif %}") + "<w:p/>"])],
    "rich text": ["{{r text }} and words", "{{p more }}"],
    "a variable called r or p": ["{% for r in rows %}{{ r }}{{ r + 1 }}{% endfor %}"],
    "a block over paragraphs": ["before {% if x %}", "middle", "{% endif %} after"],
    "typographic quotes": ["{{ x|default(“none”) }} {{ y|replace(‘a’, ‘b’) }}"],
    "names that are set": ["{% set n = 1 %}{{ n }}{% set m %}x{% endset %}{{ m }}"],
    "a macro": ["{% macro m(a) %}{{ a }}{% endmacro %}{{ m(1) }}"],
    "several names in a loop": ["{% for k, v in xs.items() %}{{ k }}{{ v }}{% endfor %}"],
    "names in the parts of words": ["{{ x.y.z[0].a }}{{ x['y'] }}{{ x.strip().upper() }}"],
    "a filter around words": ["{% filter upper %}a{{ b }}{% endfilter %}"],
    "with": ["{% with a = 1 %}{{ a }}{% endwith %}"],
    "filters": ["{{ xs|map(attribute='a')|select('defined')|sort|join(', ')|upper }}"],
    "a field": [word_field(" PAGE ")],
    "bookmarks outside a loop, and Word's own": [
        f"<w:p>{bookmark('a')}</w:p>", "{%p for x in xs %}",
        f"<w:p>{bookmark('_GoBack')}{run('{{ x }}')}</w:p>", "{%p endfor %}"],
    "a bookmark that goes with its tag": [
        f"<w:p>{bookmark('a')}{run('{%p for x in xs %}')}</w:p>", "{{ x }}",
        f"<w:p>{bookmark('b')}{run('{%p endfor %}')}</w:p>"],
    "a tag whole within an insertion": [
        f'<w:p><w:ins w:id="1" w:author="a">{run("{{ name }}")}</w:ins></w:p>'],
    "a tag in pieces": [f"<w:p>{run('{{ na')}{run('me }')}{run('}')}</w:p>"],
    "a loop of moderate size": ["{% for i in range(100) %}{{ i }}{% endfor %}"],
}  # fmt: skip


@pytest.mark.parametrize("case", SOUND)
def test_a_sound_template_has_no_findings(case):
    assert found(*SOUND[case]) == []


LENIENT = (
    "{{ nothing|default('x') }}",
    "{% if fields.nothing is defined %}{{ brief.title }}{% endif %}",
    "{% for s in sources %}{{ s.outlet }}{{ loop.last }}{% endfor %}",
    "{% for s in sources|sort(attribute='outlet') %}{{ s.outlet|upper }}{% endfor %}",
    "{{ brief.title.upper() }}{{ fields.get('to') }}{{ today|date }}",
    "{% for i in slots.what_changed.items %}{{r i.text }}{{ i.quote }}{% endfor %}",
    "{{ fields.to or 'N/A' }}{{ slots['what_changed'].title }}",
    "{% if gaps %}{{ gaps|length }}{{ gaps|map(attribute='title')|join(', ') }}{% endif %}",
)


@pytest.mark.parametrize("source", LENIENT)
def test_what_the_manifest_and_the_context_offer_is_known(source):
    assert with_manifest(source) == []


def test_a_list_of_several_things_in_a_loop_runs_on():
    item = paragraph("{{ x }}", NUMBERED)
    loop = ("{%p for y in ys %}", "heading", "{%p for x in y %}", item, "{%p endfor %}",
            "{%p endfor %}")  # fmt: skip
    assert [each.kind for each in lint(with_numbering(*loop), "t")] == ["list runs on"]
    assert lint(with_numbering(*loop, form="bullet"), "t") == []
    assert lint(with_numbering(*loop[2:5]), "t") == []


def test_a_list_by_its_style_runs_on_too():
    style = (
        f'<w:style w:styleId="A">{NUMBERED}</w:style>'
        '<w:style w:styleId="B"><w:basedOn w:val="A"/></w:style>'
    )
    inside = ["{%p for x in xs %}", "words", paragraph("{{ x }}", STYLED.format("B")),
              "{%p endfor %}"]  # fmt: skip
    parts = {**word_parts(*inside, styles=style), "word/numbering.xml": numbering("lowerLetter")}
    assert [each.kind for each in lint(zipped(parts), "t")] == ["list runs on"]


@pytest.mark.parametrize("part", ["header1", "footer2", "footnotes", "endnotes"])
def test_faults_are_found_in_every_part_that_is_rendered(part):
    document = zipped({**word_parts("x"), f"word/{part}.xml": body("a", "{{ x|uper }}")})
    findings = lint(document, "t")
    assert [(each.kind, each.part, each.paragraph) for each in findings] == [
        ("unknown filter", f"word/{part}.xml", 2)
    ]
    sound = zipped({**word_parts("x"), f"word/{part}.xml": body("{{ x|upper }}")})
    assert lint(sound, "t") == []


def test_a_tag_in_a_comment_goes_out_with_the_document_and_is_told():
    document = zipped({**word_parts("x"), "word/comments.xml": body("{{ who }}")})
    findings = lint(document, "t")
    assert [(each.kind, each.level) for each in findings] == [("tag in comment", Level.WARNING)]


@pytest.mark.parametrize("part", ["word/charts/chart1.xml", "docProps/core.xml"])
def test_a_tag_where_nothing_is_rendered_is_told(part):
    document = zipped({**word_parts("x"), part: "<a>{{ x }}</a>"})
    findings = lint(document, "t")
    assert [(each.kind, each.place, each.tag) for each in findings] == [
        ("tag never rendered", part, "{{ x }}")
    ]


def test_the_place_names_table_row_cell_and_paragraph():
    finding = found("a", table(["x"]), table(["a", "b"], ["c", "{{ y|uper }}"]))[0]
    assert finding.place == (
        "word/document.xml, table 2, row 2, cell 2, paragraph 6 (“{{ y|uper }}”)"
    )
    assert finding.tag == "{{ y|uper }}"


def test_the_number_of_the_paragraph_is_the_one_that_rendering_names():
    document = word_file("a", table(["b"]), "{{ x.y }}")
    with pytest.raises(TemplateError, match="paragraph 3"):
        TemplateEngine().render(document, "t", {"x": {}}, {})
    assert lint(word_file("a", table(["b"]), "{{ x|uper }}"), "t")[0].paragraph == 3


def test_several_faults_are_all_told_in_the_order_of_the_text():
    findings = found("{{ a|uper }}", "{{ b b }}", "Dear {{ c", "{%p endif %}")
    assert [each.paragraph for each in findings] == [1, 2, 3, 4]


def test_a_template_that_the_engine_refuses_is_never_called_sound():
    """Whatever our rules miss, the engine's own word is told."""
    document = word_file('<w:p><w:r><w:t a="{% endif %}">{{ x }}</w:t></w:r></w:p>')
    assert [each.kind for each in lint(document, "t")] == ["cannot be rendered"]


def test_a_file_that_is_no_word_file_is_named():
    with pytest.raises(TemplateError, match=r"notes\.txt is damaged, or no file"):
        lint(b"words", "notes.txt")


def test_shipped_templates_have_no_findings(request):
    folders = sorted((request.config.rootpath / "templates").iterdir())
    assert folders
    for folder in folders:
        manifest = read_manifest((folder / "template.toml").read_bytes(), folder.name)
        document = (folder / "template.docx").read_bytes()
        assert lint(document, folder.name, manifest) == []


def test_templates_of_peers_have_no_findings_but_for_filters_of_their_own(request):
    for path in (request.config.rootpath.parent / "shared" / "peer-templates").glob("*.docx"):
        findings = lint(path.read_bytes(), path.name)
        if path.name == "custom_jinja_filters_tpl.docx":
            assert {each.kind for each in findings} == {"unknown filter"}
        else:
            assert findings == [], path.name


def unknown_paths(value, shape, path="context"):
    """Return the paths of a context that a shape does not have."""
    if shape is ANY:
        return []
    if isinstance(value, dict):
        if not isinstance(shape, dict):
            return [path]
        return [
            p for k, v in value.items() for p in unknown_paths(v, shape.get(k, 0), f"{path}.{k}")
        ]
    if isinstance(value, list):
        if not isinstance(shape, list):
            return [path]
        return [p for each in value for p in unknown_paths(each, shape[0], f"{path}[]")]
    return [] if shape is None else [path]


@pytest.mark.parametrize("template", ["policy-brief", "media-summary", "decision-memo"])
def test_the_shape_that_names_are_checked_against_is_that_of_the_context(template, request):
    root = request.config.rootpath
    library = FolderLibrary(lambda: [Place(root / "templates", "built in", built_in=True)])
    sample = load_sample(root / "resources" / "sample", LoadingService(standard_loaders()), library)
    project = sample.edit("", "2026-01-01T00:00:00Z").apply(new_project())
    manifest = library.get(template).template
    brief = project.briefs[sample.brief.id]
    context = context_of(compose(project, brief, manifest, author="", date="2026-01-01"))
    shape = schema_of(manifest)
    assert set(context) == set(shape)
    assert set(context["brief"]) == set(shape["brief"])
    assert set(context["fields"]) == set(shape["fields"])
    for key, slot in context["slots"].items():
        assert set(slot) == set(shape["slots"][key])
    runs = {"text", "bold", "italic", "code", "link", "note", "bookmark"}
    odd = [p for p in unknown_paths(context, shape) if p.rpartition(".")[2] not in runs]
    assert odd == []
