"""Builds the Word files of the shipped templates from their manifests and one house style.

    python tools/build_templates.py

A change of face, colour or spacing is made here once and holds for all of them.
"""

from __future__ import annotations

import io
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from docx import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm, Pt, RGBColor

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from briefing.model.template import Slot, Template  # noqa: E402 the tree is put on the path above
from briefing.templating.manifest import read_manifest  # noqa: E402
from briefing.templating.package import drop_part, read_package, write_package  # noqa: E402

TEXT, HEADINGS = "Calibri", "Calibri"
INK, ACCENT, QUIET, WARNING = (
    RGBColor.from_string(c) for c in ("1F2328", "1D4E89", "5A6068", "9C2B00")
)
LINE = "BFC5CC"


def main() -> None:
    """Build every template that has a manifest."""
    for folder in sorted((ROOT / "templates").iterdir()):
        if (folder / "template.toml").is_file():
            manifest = read_manifest((folder / "template.toml").read_bytes(), folder.name)
            layout = LAYOUTS.get(manifest.id, policy)
            (folder / "template.docx").write_bytes(built(manifest, layout))
            print(folder.name)


def built(template: Template, layout: Callable[[Any, Template], None]) -> bytes:
    """Return the Word file of a template, the same bytes for the same manifest and style."""
    document = Document()
    body = document.element.body
    for paragraph in list(body.iterchildren(qn("w:p"))):
        body.remove(paragraph)
    page(document)
    styles(document)
    furniture(document, template)
    layout(document, template)
    target = io.BytesIO()
    document.save(target)
    parts = read_package(target.getvalue(), template.id)
    for part in ("docProps/thumbnail.jpeg", "word/stylesWithEffects.xml"):
        drop_part(parts, part)
    return write_package(parts)


def page(document: Any) -> None:
    """Set A4 with margins that suit Letter too."""
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = Mm(25)
    section.top_margin, section.bottom_margin = Mm(24), Mm(22)
    section.header_distance = section.footer_distance = Mm(11)


def styles(document: Any) -> None:
    """Set the house style."""
    normal = document.styles["Normal"]
    face(normal, TEXT, 11, INK)
    normal.paragraph_format.space_after = Pt(6)
    normal.paragraph_format.line_spacing = 1.12
    normal.paragraph_format.widow_control = True
    for name, size, before, after, colour in (
        ("Title", 22, 0, 4, ACCENT), ("Heading 1", 14, 14, 4, ACCENT),
        ("Heading 2", 12, 10, 3, INK), ("Heading 3", 11, 8, 2, QUIET),
    ):  # fmt: skip
        style = document.styles[name]
        face(style, HEADINGS, size, colour, bold=True)
        style.paragraph_format.space_before = Pt(before)
        style.paragraph_format.space_after = Pt(after)
        style.paragraph_format.keep_with_next = True
        border = style.element.pPr.find(qn("w:pBdr"))
        if border is not None:
            style.element.pPr.remove(border)
    for name in ("List Bullet", "List Number"):
        face(document.styles[name], TEXT, 11, INK)
        document.styles[name].paragraph_format.space_after = Pt(4)
        spacing = document.styles[name].element.pPr.find(qn("w:contextualSpacing"))
        if spacing is not None:
            document.styles[name].element.pPr.remove(spacing)
    quote = document.styles["Quote"]
    face(quote, TEXT, 11, INK, italic=True)
    quote.paragraph_format.left_indent = Mm(8)
    quote.paragraph_format.right_indent = Mm(8)
    extra_styles(document)


def extra_styles(document: Any) -> None:
    """Add the styles that Word has no name for."""
    paragraph, character = WD_STYLE_TYPE.PARAGRAPH, WD_STYLE_TYPE.CHARACTER
    holder = document.styles.add_style("Placeholder", paragraph)
    holder.base_style = document.styles["Normal"]
    face(holder, TEXT, 11, WARNING, italic=True)
    marking = document.styles.add_style("Marking", paragraph)
    marking.base_style = document.styles["Normal"]
    face(marking, HEADINGS, 10, INK, bold=True)
    marking.paragraph_format.alignment = WD_ALIGN_PARAGRAPH.CENTER
    marking.paragraph_format.space_after = Pt(2)
    label = document.styles.add_style("Field Label", paragraph)
    label.base_style = document.styles["Normal"]
    face(label, HEADINGS, 10, QUIET, bold=True)
    label.paragraph_format.space_after = Pt(2)
    note = document.styles.add_style("footnote text", paragraph)
    note.base_style = document.styles["Normal"]
    face(note, TEXT, 9, INK)
    note.paragraph_format.space_after = Pt(2)
    mark = document.styles.add_style("footnote reference", character)
    mark.font.superscript = True
    link = document.styles.add_style("Hyperlink", character)
    link.font.color.rgb, link.font.underline = ACCENT, True
    table = document.styles.add_style("Brief Table", WD_STYLE_TYPE.TABLE)
    sides = "".join(
        f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="{LINE}"/>'
        for side in ("top", "bottom", "insideH")
    )
    table.element.append(parse_xml(
        f"<w:tblPr {nsdecls('w')}><w:tblBorders>{sides}</w:tblBorders><w:tblCellMar>"
        '<w:left w:w="85" w:type="dxa"/><w:right w:w="85" w:type="dxa"/></w:tblCellMar></w:tblPr>'
    ))  # fmt: skip
    table.element.append(parse_xml(
        f'<w:tblStylePr {nsdecls("w")} w:type="firstRow"><w:rPr><w:b/></w:rPr><w:tcPr>'
        '<w:shd w:val="clear" w:color="auto" w:fill="E8EDF3"/></w:tcPr></w:tblStylePr>'
    ))  # fmt: skip


def face(
    style: Any, name: str, size: int, colour: RGBColor, *, bold: bool = False, italic: bool = False
) -> None:  # fmt: skip
    """Set a style's face for every script."""
    style.font.name, style.font.size, style.font.color.rgb = name, Pt(size), colour
    style.font.bold, style.font.italic = bold, italic
    fonts = style.element.rPr.rFonts
    for key in list(fonts.attrib):
        if key.endswith("Theme"):
            del fonts.attrib[key]
    for script in ("ascii", "hAnsi", "cs", "eastAsia"):
        fonts.set(qn(f"w:{script}"), name)


def furniture(document: Any, template: Template) -> None:
    """Set header and footer: marking and draft at the top, marking and page number below."""
    section = document.sections[0]
    header, footer = section.header, section.footer
    first = header.paragraphs[0]
    if template.marking.value != "none":
        first.style = document.styles["Marking"]
        first.text = "{{ marking }}"
    draft = header.add_paragraph(style="Marking")
    run = draft.add_run("{% if draft %}DRAFT{% endif %}")
    run.font.color.rgb = WARNING
    numbers = footer.paragraphs[0]
    numbers.style = document.styles["Marking"]
    small(numbers.add_run("{{ brief.title }}  ·  Page "))
    field(numbers, "PAGE")
    small(numbers.add_run(" of "))
    field(numbers, "NUMPAGES")
    if template.marking.value != "none":
        footer.add_paragraph("{{ marking }}", style="Marking")


def small(run: Any) -> None:
    """Let a run of the footer stand back."""
    run.font.size, run.font.bold, run.font.color.rgb = Pt(9), False, QUIET


def field(paragraph: Any, code: str) -> None:
    """Add a field that Word fills in, such as PAGE."""
    for kind, words in (
        ("begin", None),
        (None, code),
        ("separate", None),
        ("text", "1"),
        ("end", None),
    ):
        run = paragraph.add_run()
        small(run)
        if words and kind is None:
            text = OxmlElement("w:instrText")
            text.set(qn("xml:space"), "preserve")
            text.text = f" {words} "
            run._r.append(text)
        elif kind == "text":
            run.text = words
        else:
            mark = OxmlElement("w:fldChar")
            mark.set(qn("w:fldCharType"), str(kind))
            run._r.append(mark)


def head(document: Any, template: Template, rows: list[tuple[str, str]]) -> None:
    """Add the title and the table of header fields."""
    document.add_paragraph("{{ brief.title }}", style="Title")
    kind = document.add_paragraph(style="Field Label")
    kind.add_run(template.title.upper())
    table = document.add_table(rows=0, cols=2)
    table.style = document.styles["Brief Table"]
    table.autofit = False
    for label, value in rows:
        cells = table.add_row().cells
        cells[0].width, cells[1].width = Mm(38), Mm(122)
        cells[0].paragraphs[0].style = document.styles["Field Label"]
        cells[0].paragraphs[0].add_run(label)
        cells[1].paragraphs[0].add_run(value)
        cells[1].paragraphs[0].paragraph_format.space_after = Pt(2)
    grid = table._tbl.tblGrid
    for column, width in zip(grid.findall(qn("w:gridCol")), (2155, 6917), strict=True):
        column.set(qn("w:w"), str(width))
    look = table._tbl.tblPr.find(qn("w:tblLook"))
    if look is not None:
        table._tbl.tblPr.remove(look)
    table._tbl.tblPr.append(parse_xml(
        f'<w:tblLook {nsdecls("w")} w:val="0000" w:firstRow="0" w:lastRow="0" '
        'w:firstColumn="0" w:lastColumn="0" w:noHBand="1" w:noVBand="1"/>'
    ))  # fmt: skip


def field_rows(template: Template) -> list[tuple[str, str]]:
    """Return the header fields of a template as label and tag."""
    rows = [(f.label, f"{{{{ fields.{f.key} }}}}") for f in template.fields]
    return [*rows, ("From", "{{ brief.author or 'N/A' }}"), ("Date", "{{ brief.date }}")]


def section(document: Any, slot: Slot, where: str = "slots", heading: str = "Heading 1") -> None:
    """Add a slot: its title in a heading's style, then its words; gone when it is left out."""
    document.add_paragraph(f"{{{{p {where}.{slot.key} }}}}", style=heading)


def sources(document: Any) -> None:
    """Add the list of articles that the brief rests on."""
    document.add_paragraph("{%p if sources %}")
    document.add_paragraph("Sources", style="Heading 2")
    document.add_paragraph("{%p for source in sources %}")
    document.add_paragraph("{{ source.line }}", style="List Bullet")
    document.add_paragraph("{%p endfor %}")
    document.add_paragraph("{%p endif %}")


def policy(document: Any, template: Template) -> None:
    """Lay out a brief that goes section by section."""
    head(document, template, field_rows(template))
    for slot in template.slots:
        section(document, slot)
    sources(document)


def memo(document: Any, template: Template) -> None:
    """Lay out a memo that asks for a decision, with boxes to mark."""
    head(document, template, field_rows(template))
    for slot in template.slots:
        section(document, slot)
        if slot.key == "recommendation":
            table = document.add_table(rows=1, cols=3)
            table.style = document.styles["Brief Table"]
            for cell, words in zip(
                table.rows[0].cells, ("☐ Approve", "☐ Disapprove", "☐ Discuss"), strict=True
            ):
                cell.paragraphs[0].add_run(words)
            document.add_paragraph("Signature and date:", style="Field Label")
    sources(document)


def media(document: Any, template: Template) -> None:
    """Lay out a summary that goes article by article."""
    head(document, template, field_rows(template))
    document.add_paragraph("{%p for part in parts %}")
    document.add_paragraph("{{ part.source.name }}", style="Heading 1")
    line = document.add_paragraph(style="Field Label")
    line.add_run(
        "{{ part.source.outlet or 'Outlet not stated' }}  ·  "
        "{{ part.source.place or 'place not stated' }}  ·  "
        "{{ part.source.published or 'date not stated' }}  ·  {{ part.source.words }} words"
    )
    for slot in template.slots:
        section(document, slot, "part.slots", "Heading 2")
    document.add_paragraph("{%p if part.source.url %}")
    document.add_paragraph("Link: {{ part.source.url }}")
    document.add_paragraph("{%p endif %}")
    document.add_paragraph("{%p endfor %}")


LAYOUTS: dict[str, Callable[[Any, Template], None]] = {
    "policy-brief": policy,
    "decision-memo": memo,
    "media-summary": media,
}

if __name__ == "__main__":
    main()
