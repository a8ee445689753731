"""Exported briefs for tests, and what people do to them in Word."""

import io
import re
import zipfile

from builders import article, excerpt, project
from documents import parts
from lxml import etree

from briefing.exporters.docx import DocxExporter
from briefing.model.brief import Brief, SectionText
from briefing.model.excerpt import Impact, Status
from briefing.paths import standard_paths
from briefing.services.brief.composing import compose
from briefing.services.versions.reading_back import compare, section_titles
from briefing.templating.library import standard_library
from briefing.templating.read_back import WordReader
from briefing.templating.render import TemplateEngine

PATHS = standard_paths()
LIBRARY = standard_library(PATHS.templates, PATHS.user_templates)
IDS = sorted(LIBRARY.shelf().packages)
EXPORTER = DocxExporter(TemplateEngine())
READER = WordReader()
DOCUMENT = "word/document.xml"
W_NS = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
W = f"{{{W_NS}}}"
BY = 'w:id="9001" w:author="Mara Lind" w:date="2026-03-04T10:00:00Z"'


def ferry_project(template="policy-brief", bodies=None, fields=None, **more):
    """Return a project with one article, four excerpts and one brief, and that brief."""
    of = article()
    package = LIBRARY.get(template)
    marked = [
        excerpt(of, "The ferry subsidy is back on the table", "policy-shift",
                attribution="NORTHWIRE"),
        excerpt(of, "Nobody has confirmed it yet", "policy-shift", "sources-verification",
                status=Status.UNVERIFIED),
        excerpt(of, "Fuel costs rose by 31% in October", "key-figures"),
        excerpt(of, "For fish farms the change may bring rates down", "stakeholder-impacts",
                stakeholder="Fish farms", impact=Impact.POSITIVE),
    ]  # fmt: skip
    ids = {f"e{number}": each.id for number, each in enumerate(marked, start=1)}
    written = {
        key: SectionText(key, re.sub(r"@(e\d)", lambda m: f"@{ids[m.group(1)]}", body))
        for key, body in (bodies or {}).items()
    }
    brief = Brief("brief-1", "Ferries", template, fields or {}, written, created="2026", **more)
    return project(of, *marked, brief, package.template), brief, ids


def exported(value, brief):
    """Return a brief of a project as a Word file."""
    package = LIBRARY.get(brief.template)
    outline = compose(value, brief, package.template, author="Desk", date="2026-02-03")
    return EXPORTER.export(outline, package)


def read(data, value=None, brief=None):
    return READER.read(data, "edited.docx", section_titles(value, brief) if value else None)


def compared(value, brief, data, **more):
    return compare(value, brief, read(data), **more)


def section(comparison, key):
    return next(each for each in comparison.sections if each.key == key)


def changed(data, change, name=DOCUMENT):
    """Return a Word file with one of its parts changed as a tree by `change`."""
    held = parts(data)
    tree = etree.fromstring(held[name])
    change(tree)
    held[name] = etree.tostring(tree)
    return zipped(held)


def zipped(held):
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in held.items():
            archive.writestr(name, data)
    return target.getvalue()


def reworded(data, old, new):
    """Return a Word file in which somebody typed over words of one run."""

    def change(tree):
        (run,) = [t for t in tree.iter(f"{W}t") if old in (t.text or "")]
        run.text = run.text.replace(old, new)

    return changed(data, change)


def control(tree, key):
    return next(
        tag.getparent().getparent() for tag in tree.iter(f"{W}tag") if tag.get(f"{W}val") == key
    )


def xml(inside):
    """Return an element of WordprocessingML."""
    return etree.fromstring(f'<r xmlns:w="{W_NS}">{inside}</r>')[0]


def paragraph(words, style=""):
    look = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    return xml(f'<w:p>{look}<w:r><w:t xml:space="preserve">{words}</w:t></w:r></w:p>')


def without_controls(tree):
    """Do what “Remove Content Control” does, to all of them."""
    for sdt in list(tree.iter(f"{W}sdt")):
        for inside in list(sdt.find(f"{W}sdtContent")):
            sdt.addprevious(inside)
        sdt.getparent().remove(sdt)


def with_comment(data, comment):
    """Return a Word file with a part of comments."""
    held = parts(data)
    held["word/comments.xml"] = f'<w:comments xmlns:w="{W_NS}">{comment}</w:comments>'.encode()
    return zipped(held)
