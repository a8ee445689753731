"""The house style of the shipped templates: page, faces, colours, and what they are made of.

A change of face, colour or spacing is made here once and holds for all of them.
"""

from __future__ import annotations

from typing import Any

from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm, Pt, RGBColor

TEXT, HEADINGS = "Calibri", "Calibri"
INK, ACCENT, QUIET, WARNING = (
    RGBColor.from_string(c) for c in ("1F2328", "1D4E89", "5A6068", "9C2B00")
)
LINE, PANEL = "BFC5CC", "EEF2F7"


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
    heading = document.styles.add_style("Box Heading", paragraph)
    heading.base_style = document.styles["Normal"]
    face(heading, HEADINGS, 12, ACCENT, bold=True)
    heading.paragraph_format.space_before = Pt(4)
    heading.paragraph_format.space_after = Pt(3)
    heading.paragraph_format.keep_with_next = True
    little = document.styles.add_style("Gap", paragraph)
    little.base_style = document.styles["Normal"]
    face(little, TEXT, 6, INK)
    little.paragraph_format.space_after = Pt(0)
    table_styles(document)


def table_styles(document: Any) -> None:
    """Add the looks of tables: lists of facts, boxes, cells side by side."""
    cell = f'<w:tcPr><w:shd w:val="clear" w:color="auto" w:fill="{PANEL}"/></w:tcPr>'
    room = (
        '<w:tblCellMar><w:top w:w="60" w:type="dxa"/><w:left w:w="170" w:type="dxa"/>'
        '<w:bottom w:w="40" w:type="dxa"/><w:right w:w="170" w:type="dxa"/></w:tblCellMar>'
    )
    side = f'<w:left w:val="single" w:sz="24" w:space="0" w:color="{ACCENT}"/>'
    inside = "".join(
        f'<w:{edge} w:val="single" w:sz="4" w:space="0" w:color="{LINE}"/>'
        for edge in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    for name, borders, ground in (("Box", side, cell), ("Grid", inside, "")):
        style = document.styles.add_style(name, WD_STYLE_TYPE.TABLE)
        style.element.append(parse_xml(
            f"<w:tblPr {nsdecls('w')}><w:tblBorders>{borders}</w:tblBorders>{room}</w:tblPr>"
        ))  # fmt: skip
        if ground:
            style.element.append(parse_xml(ground.replace("<w:tcPr>", f"<w:tcPr {nsdecls('w')}>")))
    table = document.styles.add_style("Brief Table", WD_STYLE_TYPE.TABLE)
    sides = "".join(
        f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="{LINE}"/>'
        for side in ("top", "bottom", "insideH")
    )
    table.element.append(parse_xml(
        f"<w:tblPr {nsdecls('w')}><w:tblBorders>{sides}</w:tblBorders><w:tblCellMar>"
        '<w:top w:w="30" w:type="dxa"/>'
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
