"""The layouts of the shipped templates: header, sections, boxes, tables, sources."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm, Pt
from house_style import QUIET, WARNING

from briefing.model.template import Slot, Template

WIDTH = 9072
"""Twentieths of a point between the margins."""
Layout = Callable[[Any, Template], None]
"""Lays out a document for a template."""


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
    kind.paragraph_format.space_after = Pt(6)
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
    plain_look(table)


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


def box(document: Any, slot: Slot) -> None:
    """Add a slot in a shaded box with an accent at its side, for what has to be read first."""
    gap(document)
    table = document.add_table(rows=1, cols=1)
    table.style = document.styles["Box"]
    plain_look(table)
    inset(table, 170)
    into_cell(document, table.rows[0].cells[0], slot)
    gap(document)


def into_cell(document: Any, cell: Any, slot: Slot) -> None:
    """Put a slot into a cell, which has to end with a paragraph of its own."""
    paragraph = cell.paragraphs[0]
    paragraph.style = document.styles["Box Heading"]
    paragraph.add_run(f"{{{{p slots.{slot.key} }}}}")
    cell.add_paragraph(style="Gap")


def inset(table: Any, margin: int) -> None:
    """Move a table in by the margin of its cells (twentieths of a point), to end as words do."""
    properties, width = table._tbl.tblPr, WIDTH - margin
    for old in (*properties.findall(qn("w:tblW")), *properties.findall(qn("w:tblInd"))):
        properties.remove(old)
    style = properties.find(qn("w:tblStyle"))
    for tag, value in (("tblInd", margin), ("tblW", width)):
        style.addnext(parse_xml(f'<w:{tag} {nsdecls("w")} w:w="{value}" w:type="dxa"/>'))
    columns = table._tbl.tblGrid.findall(qn("w:gridCol"))
    for column in columns:
        column.set(qn("w:w"), str(width // len(columns)))
    for cell in table._tbl.iter(qn("w:tcW")):
        cell.set(qn("w:w"), str(width // len(columns)))


def gap(document: Any) -> None:
    """Add a little room below a table."""
    document.add_paragraph(style="Gap")


def plain_look(table: Any) -> None:
    """Say that no row or column of a table is a header."""
    look = table._tbl.tblPr.find(qn("w:tblLook"))
    if look is not None:
        table._tbl.tblPr.remove(look)
    table._tbl.tblPr.append(parse_xml(
        f'<w:tblLook {nsdecls("w")} w:val="0000" w:firstRow="0" w:lastRow="0" '
        'w:firstColumn="0" w:lastColumn="0" w:noHBand="1" w:noVBand="1"/>'
    ))  # fmt: skip


def choices(document: Any, words: Sequence[str], *, signed: bool = True) -> None:
    """Add boxes to mark, and a line to sign on."""
    gap(document)
    table = document.add_table(rows=1, cols=len(words))
    table.style = document.styles["Brief Table"]
    plain_look(table)
    for cell, word in zip(table.rows[0].cells, words, strict=True):
        cell.paragraphs[0].add_run(f"☐ {word}")
        cell.paragraphs[0].paragraph_format.space_after = Pt(2)
    gap(document)
    if signed:
        document.add_paragraph("Signature and date:", style="Field Label")


def cells(document: Any, slots: Sequence[Slot]) -> None:
    """Add slots side by side, two in a row."""
    table = document.add_table(rows=(len(slots) + 1) // 2, cols=2)
    table.style = document.styles["Grid"]
    plain_look(table)
    inset(table, 170)
    for number, slot in enumerate(slots):
        into_cell(document, table.rows[number // 2].cells[number % 2], slot)
    gap(document)


def dated_sources(document: Any) -> None:
    """Add the articles as a table, with when and where each appeared."""
    document.add_paragraph("{%p if sources %}")
    document.add_paragraph("Sources", style="Heading 2")
    table = document.add_table(rows=4, cols=3)
    table.style = document.styles["Brief Table"]
    rows = (
        ("Published", "Outlet", "Article"),
        ("{%tr for source in sources %}", "", ""),
        ("{{ source.published or 'not stated' }}", "{{ source.outlet or 'not stated' }}",
         "{{ source.name }}"),
        ("{%tr endfor %}", "", ""),
    )  # fmt: skip
    for cell in table.rows[0].cells:
        cell.paragraphs[0].style = document.styles["Field Label"]
    for row, words in zip(table.rows, rows, strict=True):
        for cell, word in zip(row.cells, words, strict=True):
            cell.paragraphs[0].add_run(word)
            cell.paragraphs[0].paragraph_format.space_after = Pt(2)
    properties = table.rows[0]._tr.get_or_add_trPr()
    properties.append(OxmlElement("w:tblHeader"))
    for column, width in zip(table._tbl.tblGrid.findall(qn("w:gridCol")), (1700, 2400, 4972),
                             strict=True):  # fmt: skip
        column.set(qn("w:w"), str(width))
    document.add_paragraph("{%p endif %}")


Extra = Callable[[Any, Template, Slot], bool]
"""Lays out one slot in a way of its own; returns False for one that is laid out as usual."""


def by_slot(extra: Extra, ending: Callable[[Any], None] = sources) -> Layout:
    """Return a layout that goes slot by slot, some of them in a way of their own."""

    def laid_out(document: Any, template: Template) -> None:
        head(document, template, field_rows(template))
        for slot in template.slots:
            if not extra(document, template, slot):
                section(document, slot)
        ending(document)

    return laid_out


def boxed(*keys: str) -> Extra:
    """Return what puts these slots into boxes."""

    def extra(document: Any, _template: Template, slot: Slot) -> bool:
        if slot.key in keys:
            box(document, slot)
        return slot.key in keys

    return extra


def asked(key: str, *words: str, in_box: bool = False, signed: bool = True) -> Extra:
    """Return what puts boxes to mark below a slot."""

    def extra(document: Any, _template: Template, slot: Slot) -> bool:
        if slot.key == key:
            (box if in_box else section)(document, slot)
            choices(document, words, signed=signed)
        return slot.key == key

    return extra


def grid(document: Any, template: Template, slot: Slot) -> bool:
    """Lay out the six sides of PESTLE as cells of one table."""
    sides = [each for each in template.slots if each.key in PESTLE]
    if slot.key == PESTLE[0]:
        document.add_paragraph("What shapes it (PESTLE)", style="Heading 1")
        cells(document, sides)
    return slot.key in PESTLE


def judged(document: Any) -> None:
    """Add the sources, and what the words of likelihood mean (ICD 203)."""
    sources(document)
    document.add_paragraph(
        "Likelihood: almost no chance 1–5%; very unlikely 5–20%; unlikely 20–45%; roughly even "
        "chance 45–55%; likely 55–80%; very likely 80–95%; almost certain 95–99%.",
        style="Field Label",
    )


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


PESTLE = ("political", "economic", "social", "technological", "legal", "environmental")
LAYOUTS: dict[str, Layout] = {
    "action-memo": by_slot(boxed("bluf")),
    "backgrounder": by_slot(boxed("summary"), dated_sources),
    "bn-decision": by_slot(asked("recommendation", "Approve", "Disapprove", "Discuss")),
    "corporate-alert": by_slot(asked("posture", "Monitor", "Prepare", "Act now", signed=False)),
    "decision-memo": by_slot(asked("recommendation", "Approve", "Disapprove", "Discuss")),
    "intelligence-note": by_slot(boxed("key_judgements"), judged),
    "lines-to-take": by_slot(boxed("top_lines")),
    "media-summary": media,
    "ministerial-submission": by_slot(
        asked("recommendation", "Agree", "Do not agree", "Discuss", in_box=True)
    ),
    "sitrep": by_slot(boxed("highlights")),
    "stakeholder-grid": by_slot(grid),
}
