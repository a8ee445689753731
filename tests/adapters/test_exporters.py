"""Exporters: same words in every format; nothing is lost, nothing runs, nothing is loaded."""

import io
import re
import zipfile
from dataclasses import replace

import pypdfium2
import pytest
from builders import article, brief, excerpt, field, project, slot, template
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree
from markdown_it import MarkdownIt
from reading_back import READERS, UNMARKED, pdf_pages, plain, words_of
from tries import tries

from briefing.errors import SlowOfficeError
from briefing.exporters import standard_exporters
from briefing.exporters.clipboard import OutlineCopier
from briefing.exporters.pdf import PdfExporter
from briefing.model.excerpt import Impact, Status
from briefing.model.outline import Paragraph
from briefing.model.template import Form, Notes
from briefing.paths import standard_paths
from briefing.qt.pages import QtPageRenderer
from briefing.services.brief.composing import compose
from briefing.services.brief.exporting import ExportService
from briefing.services.contracts import check_exporter
from briefing.services.pages.page_ports import OWN_LAYOUT
from briefing.services.ports import TemplatePackage
from briefing.templating.library import standard_library
from briefing.templating.render import TemplateEngine

NAMES = "Smith & Sons <R&D> 😀 Ünïcode — 北京 السلام"
OF = article(
    "NORTHWIRE: Port Almary: The ferry subsidy is back. Nobody has confirmed it yet.\n"
    f"{NAMES} put off repairs.\nFuel costs rose by 31% in October.",
    "a&b <1>.txt",
)
TAKEN = excerpt(OF, f"{NAMES} put off repairs.", "facts", "who", attribution=NAMES,
                stakeholder=NAMES, status=Status.UNVERIFIED, impact=Impact.NEGATIVE)  # fmt: skip
FUEL = excerpt(OF, "Fuel costs rose by 31% in October.")
BODY = (
    f"The **bold** and *slanted* words of {NAMES.replace('<', chr(92) + '<')} [@{FUEL.id}].\n\n"
    "1. First step\n2. Second step\n   - inner point\n   - other point\n\n"
    "> Set in from both sides.\n\n## Below the title\n\nA `code` and [site](https://example.org/a?b=1&c=2)."
)
HOSTILE = [
    "=cmd|' /C calc'!A0", "@SUM(1+1)", "<script>alert(1)</script>", "</p><img src=x onerror=y>",
    "{{ fields.to }}", "{% if x %}", "]]>", "<!--", "[x](javascript:alert)", "| a | b |", "# no",
    "&#60;b&#62;", "<text:p/>", "\\`*_", "${x}", "../../etc/passwd", "a  b   c", "tab\there",
    "&amp; &lt;b&gt;", "1. one", "12) twelve", "- minus", "+ plus", "* star", "=== line", "~~~",
    "> in", "www.example.org", "a_b_c", "---", "--", "- - -",
]  # fmt: skip
MANIFEST = template(
    slot("summary", required=True, prompt="Three sentences."),
    slot("facts", "facts", form=Form.BULLETS),
    slot("who", "who", form=Form.TABLE),
    slot("more"),
    fields=(field("to"), field("copy")),
)


class NoOffice:
    is_there = False

    def to_pdf(self, document, stop=None):
        raise AssertionError("there is none")


@pytest.fixture(scope="module")
def exporters(qapp):
    made = {e.name: e for e in standard_exporters(TemplateEngine())}
    made["pdf"] = PdfExporter(made["docx"], NoOffice(), QtPageRenderer())
    return made


ALL = tuple(exporter.name for exporter in standard_exporters(TemplateEngine()))
SAME = tuple(name for name in ALL if name != "pdf")
FORMATS = pytest.mark.parametrize("name", ALL)


@pytest.fixture(scope="module")
def package():
    """Return a Word file that prints any slots, under our manifest."""
    from docx import Document

    document = Document()
    document.add_paragraph("{% if draft %}DRAFT{% endif %}{{ marking }}")
    document.add_paragraph("{{ brief.title }}")
    for key in ("to", "copy"):
        document.add_paragraph(f"{{{{ labels.{key} }}}}: {{{{ fields.{key} }}}}")
    document.add_paragraph("Date: {{ brief.date }}")
    for each in MANIFEST.slots:
        document.add_paragraph(f"{{{{p slots.{each.key} }}}}", style="Heading 1")
    document.add_paragraph("{%p for s in sources %}")
    document.add_paragraph("{{ s.line }}")
    document.add_paragraph("{%p endfor %}")
    target = io.BytesIO()
    document.save(target)
    return TemplatePackage(MANIFEST, target.getvalue())


def outline(draft=False, title=NAMES, marking="For internal use", **bodies):
    of = brief(**(bodies or {"more": BODY}))
    of = replace(of, title=title, fields={"to": NAMES, "marking": marking})
    value = project(OF, TAKEN, FUEL, of, MANIFEST)
    return compose(value, of, MANIFEST, author=NAMES, date="2026-02-03", draft=draft)


def pieces(of):
    """Yield every word of the outline's sections in reading order."""
    for section in of.all_sections():
        if not section.omitted:
            yield section.title
            for block in section.blocks:
                if isinstance(block, Paragraph):
                    yield "".join(
                        f"{run.text} " if run.citation else run.text for run in block.runs
                    )
                else:
                    yield from block.header
                    for row in block.rows:
                        yield from ("".join(run.text for run in cell) for cell in row.cells)


def test_every_registered_format_is_under_the_contract(exporters):
    assert set(exporters) == set(ALL) == set(READERS), "reading_back.py reads each"
    assert len({e.suffix for e in exporters.values()}) == len(ALL)


def squeezed(words):
    """Return words as far as any PDF keeps them: no white space, digits or far scripts.

    Where no font has a character, a PDF shows a box and its text cannot be read back.
    """
    return re.sub(r"[\s\d\[\]]|[^\x20-\u024f–—“”•]|<https?[^>]*>", "", words)


@FORMATS
def test_every_word_stands_in_every_format_in_reading_order(exporters, package, name):
    of = outline()
    words = words_of(name, exporters[name].export(of, package))
    at = 0
    keep = squeezed if name == "pdf" else plain
    words = re.sub(r" ([.,;:])", r"\1", words)
    for piece in pieces(of):
        wanted = re.sub(r" ([.,;:])", r"\1", plain(piece))
        found = keep(words).find(keep(wanted), at)
        assert found >= 0, (piece, keep(words)[at : at + 200])
        at = found + len(keep(wanted))


@FORMATS
def test_title_fields_notes_and_sources_stand_in_every_format(exporters, package, name):
    of = outline()
    keep = squeezed if name == "pdf" else plain
    words = keep(words_of(name, exporters[name].export(of, package)))
    for each in (of.title, *(f"{f.label}: {f.value}" for f in of.fields),
                 *(c.note for c in of.citations), *(s.line for s in of.sources)):  # fmt: skip
        wanted = (
            each
            if name != "html"
            else each.replace(": ", " ", 1)
            if each[:3] in "To: Copy"
            else each
        )
        assert keep(wanted) in words
    assert [f.value for f in of.fields] == [NAMES, "N/A"]
    assert of.gaps[0].required
    assert keep("[Summary: Three sentences.]") in words


@FORMATS
def test_a_draft_says_so_and_a_final_document_does_not(exporters, package, name):
    def said(of):
        data = exporters[name].export(of, package)
        if name == "odt":
            with zipfile.ZipFile(io.BytesIO(data)) as archive:
                return archive.read("styles.xml").decode()
        return words_of(name, data)

    assert "DRAFT" in said(outline(draft=True))
    assert "DRAFT" not in said(outline())
    assert "For internal use" in said(outline())


@pytest.mark.parametrize("name", SAME)
def test_each_format_keeps_what_plug_ins_promise_too(exporters, package, name):
    check_exporter(exporters[name], outline(), package)


@pytest.mark.parametrize("name", SAME)
@pytest.mark.parametrize("words", HOSTILE)
def test_words_that_mean_something_elsewhere_are_words(exporters, package, name, words):
    escaped = re.sub(r"([!-/:-@\[-`{-~])", r"\\\1", words.strip("\t"))
    of = outline(title=words, marking=words, more=f"So it is: {escaped} then.\n\n{escaped}\n\nEnd.")
    data = exporters[name].export(of, package)
    read = words_of(name, data)
    if name in UNMARKED:
        assert words.split()[-1] in read
        return
    assert plain(f"So it is: {words} then.") in read
    assert read.count(plain(words)) >= (3 if name == "odt" else 4)
    if name == "html":
        tree = etree.HTML(data.decode())
        assert not tree.xpath("//script | //img | //@onerror | //a[starts-with(@href,'java')]")


def test_code_and_what_stands_on_one_line_come_back_from_markdown(exporters, package):
    body = (
        "Call `a_b*c` or ``x`y`` now.\\\n--- so.\n\n| One | Two |\n| --- | --- |\n"
        "| `a\\|b` | c |\n\n    if x:\n\n        y_z\n"
    )
    of = replace(outline(title="Two\n- lines", marking="As\n# marked", more=body))
    page = (
        MarkdownIt("commonmark")
        .enable("table")
        .render(exporters["markdown"].export(of, package).decode())
    )
    tree = etree.HTML(page)
    assert [each.text for each in tree.iter("code")] == ["a_b*c", "x`y", "a|b", "if x:", "    y_z"]
    assert [each.text for each in tree.iter("h1")] == ["Two - lines"]
    assert not tree.xpath("//hr")
    assert "--- so." in "".join(tree.itertext())
    assert [len(row) for row in tree.xpath("//table[last()]//tr")] == [2, 2]


def test_what_is_read_from_the_right_says_so(exporters, package):
    arabic = replace(outline(), language="ar")
    assert '<html lang="ar" dir="rtl">' in exporters["html"].export(arabic, package).decode()
    assert OutlineCopier().copied(arabic).html.startswith('<div dir="rtl">')
    assert "text-align:left" not in OutlineCopier().copied(arabic).html
    with zipfile.ZipFile(io.BytesIO(exporters["odt"].export(arabic, package))) as archive:
        assert archive.read("styles.xml").count(b'style:writing-mode="rl-tb"') == 2
        assert b'fo:text-align="right"' in archive.read("styles.xml")
    assert 'dir="ltr"' in exporters["html"].export(outline(), package).decode()


def test_a_pdf_that_libreoffice_takes_too_long_over_names_our_own_layout(package, qapp):
    class Slow(NoOffice):
        is_there = True

        def to_pdf(self, document, stop=None):
            raise SlowOfficeError("Not exported.", "Export as Word.")

    formats = standard_exporters(TemplateEngine(), QtPageRenderer())
    word = formats[0]
    with pytest.raises(SlowOfficeError, match="own-pdf"):
        PdfExporter(word, Slow(), QtPageRenderer()).export(outline(), package)
    with pytest.raises(SlowOfficeError, match="as Word"):
        PdfExporter(word, Slow()).export(outline(), package)
    (own,) = [each for each in formats if each.name == OWN_LAYOUT]
    assert own.export(outline(), package).startswith(b"%PDF")
    assert [suffix for _, suffix in ExportService(formats).formats].count(".pdf") == 1


XML_TEXT = st.text(st.characters(blacklist_categories=["Cs"]), max_size=40)


@tries(20)
@given(XML_TEXT)
def test_an_open_document_is_sound_xml_whatever_the_words(words):
    exporter = {e.name: e for e in standard_exporters(TemplateEngine())}["odt"]
    data = exporter.export(outline(title=words, marking=words), TemplatePackage(MANIFEST, b""))
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for name in archive.namelist():
            if name.endswith(".xml"):
                etree.fromstring(archive.read(name))


def test_an_open_document_has_real_headings_lists_tables_notes_and_properties(exporters, package):
    from odfdo import Document

    document = Document(io.BytesIO(exporters["odt"].export(outline(), package)))
    body = document.body
    assert [h.get_attribute("text:outline-level") for h in body.get_headers()][:3] == [
        "1",
        "1",
        "1",
    ]
    assert "Below the title" in [str(h).strip() for h in body.get_headers()][-2]
    (numbers,) = [each for each in body.get_lists() if each.style == "Numbers"]
    assert len(numbers.get_elements("text:list-item")) == 2
    assert len(numbers.get_elements("text:list-item/text:list/text:list-item")) == 2
    (table,) = body.get_tables()
    assert table.get_elements("table:table-header-rows")
    notes = body.get_notes(note_class="footnote")
    assert [note.citation for note in notes] == ["1", "2", "3"]
    assert len(body.get_bookmarks()) == 3
    assert document.meta.title == NAMES
    assert document.meta.creator == NAMES


def test_sources_stand_at_the_end_of_an_open_document_where_the_template_asks(exporters, package):
    at_end = TemplatePackage(replace(MANIFEST, notes=Notes.ENDNOTES), package.document)
    with zipfile.ZipFile(io.BytesIO(exporters["odt"].export(outline(), at_end))) as archive:
        content = archive.read("content.xml").decode()
        assert archive.namelist()[0] == "mimetype"
        assert archive.infolist()[0].compress_type == zipfile.ZIP_STORED
    assert content.count('note-class="endnote"') == 3
    assert "footnote" not in content


def test_styles_that_an_open_document_uses_are_all_there(exporters, package):
    with zipfile.ZipFile(io.BytesIO(exporters["odt"].export(outline(), package))) as archive:
        content = archive.read("content.xml").decode()
        defined = set(
            re.findall(r'style:name="([^"]+)"', content + archive.read("styles.xml").decode())
        )
    assert set(re.findall(r'(?:text|table):style-name="([^"]+)"', content)) <= defined


def test_our_own_pages_carry_marking_draft_and_number_each(qapp):
    long = "\n\n".join(f"Paragraph {n} of many that fill the page with words." for n in range(120))
    pages = pdf_pages(QtPageRenderer().render(outline(draft=True, more=long)))
    assert len(pages) > 2
    for number, words in enumerate(pages, 1):
        assert words.count("For internal use") == 2
        assert "DRAFT" in words
        assert f"Page {number} of {len(pages)}" in words
    everything = plain(" ".join(pages))
    assert [n for n in range(120) if f"Paragraph {n} of many" not in everything] == []


def test_a_list_that_is_read_from_the_right_stands_within_the_margins_of_our_own_pages(qapp):
    of = outline(more="1. الخطوة الأولى\n2. الخطوة الثانية\n   - نقطة\n\n> لا يمكننا")
    page = pypdfium2.PdfDocument(QtPageRenderer().render(of))[0]
    text = page.get_textpage()
    edges = [text.get_charbox(at)[2] for at in range(text.count_chars())]
    assert max(edges) <= page.get_width() - 25 / 25.4 * 72 + 1


@pytest.mark.parametrize("lines", [12, 13, 14])
def test_no_heading_stands_alone_at_the_foot_of_a_page_of_our_own(qapp, lines):
    long = "\n\n".join(f"Line {n} of many." for n in range(lines))
    for page in pdf_pages(QtPageRenderer().render(outline(more=f"{long}\n\n## Below\n\nWords."))):
        words = plain(page)
        assert ("Below" in words) == ("Words." in words)
        assert "Notes" not in words or "para." in words[words.index("Notes") :]


def test_lists_in_lists_stay_lists_in_the_web_page_and_on_the_clipboard(exporters, package):
    page = exporters["html"].export(outline(), package).decode()
    copied = OutlineCopier().copied(outline())
    for source in (page, copied.html):
        tree = etree.HTML(source)
        assert [len(tree.xpath(path)) for path in ("//ol[not(@start)]/li/ul/li", "//ul/li/ul")] == [
            2,
            0,
        ]


def test_what_is_copied_has_the_same_words_looks_of_its_own_and_loads_nothing(exporters, package):
    of = outline(draft=True)
    copied = OutlineCopier().copied(of)
    assert copied.text.encode() == exporters["text"].export(of, package)
    assert copied.text.startswith("DRAFT")
    words = words_of("html", f"<html><body>{copied.html}</body></html>")
    for piece in pieces(of):
        assert re.sub(r" ([.,;:])", r"\1", plain(piece)) in re.sub(r" ([.,;:])", r"\1", words)
    tree = etree.HTML(copied.html)
    assert not tree.xpath("//script | //style | //link | //img | //@class | //@id | //@src")
    assert all(each.get("style") for each in tree.iter("p", "li", "td", "th", "h1", "h2"))
    assert tree.xpath("//a/@href") == ["https://example.org/a?b=1&c=2"]


def test_every_shipped_template_gives_every_format(exporters):
    library = standard_library(standard_paths().templates, standard_paths().user_templates)
    for shipped in library.shelf().packages.values():
        manifest = shipped.template
        of = brief(manifest.id, **{each.key: "Some words." for each in manifest.slots})
        composed = compose(project(OF, of, manifest), of, manifest, author="", date="2026-02-03")
        for name in ("odt", "html", "text"):
            words = words_of(name, exporters[name].export(composed, shipped))
            assert words.count("Some words.") == len(
                [s for s in composed.all_sections() if not s.omitted and not s.empty]
            )
