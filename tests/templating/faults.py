"""Our own rules for a sound Word document, beside what the validators know."""

import re

from documents import W, part, parts
from lxml import etree

_REL = "{http://schemas.openxmlformats.org/package/2006/relationships}"


def faults(data):
    """Return what is wrong with a document, in words; nothing for a sound one."""
    found = []
    everything = parts(data)
    for name, body in everything.items():
        if name.endswith((".xml", ".rels")):
            etree.fromstring(body)
    for name in everything:
        if re.fullmatch(r"word/(document|header\d*|footer\d*|footnotes|endnotes)\.xml", name):
            found += [f"{name}: {each}" for each in _part_faults(part(data, name))]
    found += _reference_faults(data, everything)
    found += _package_faults(everything)
    return found


def accessibility_faults(data):
    """Return what keeps a reader with a screen reader from using a document."""
    found = []
    core = part(data, "docProps/core.xml")
    said = {etree.QName(e).localname: (e.text or "") for e in core}
    found += [f"no {key}" for key in ("title", "language") if not said.get(key)]
    if "python-docx" in "".join(said.values()):
        found.append("names the library as author")
    styles = {s.get(f"{W}styleId"): s.find(f"{W}name").get(f"{W}val")
              for s in part(data, "word/styles.xml").iter(f"{W}style")}  # fmt: skip
    used = [styles.get(e.get(f"{W}val"), "") for e in part(data).iter(f"{W}pStyle")]
    levels = [int(name[-1]) for name in used if name.lower().startswith("heading ")]
    if any(after - before > 1 for before, after in zip([0, *levels], levels, strict=False)):
        found.append(f"headings skip a level: {levels}")
    if used.count("Title") != 1:
        found.append(f"{used.count('Title')} titles")
    return found + _unreadable(part(data))


def _unreadable(body):
    found = []
    for table in body.iter(f"{W}tbl"):
        look = table.find(f"{W}tblPr/{W}tblLook")
        first_row = look is None or look.get(f"{W}firstRow") == "1"
        rows = table.findall(f"{W}tr")
        if first_row and len(rows) > 1 and rows[0].find(f"{W}trPr/{W}tblHeader") is None:
            found.append("a table without a header row")
        if table.find(f".//{W}vMerge") is not None or table.find(f".//{W}gridSpan") is not None:
            found.append("merged cells")
    for drawing in body.iter("{http://schemas.openxmlformats.org/drawingml/2006/"
                             "wordprocessingDrawing}docPr"):  # fmt: skip
        if not drawing.get("descr"):
            found.append("a picture without words")
    for link in body.iter(f"{W}hyperlink"):
        if not "".join(link.itertext()).strip():
            found.append("a link without words")
    return found


def _part_faults(tree):
    found = []
    words = "".join(tree.itertext(f"{W}t"))
    found += [f"a tag is left: {m.group()}" for m in re.finditer(r"\{\{.*?\}\}|\{%.*?%\}", words)]
    starts = [e.get(f"{W}id") for e in tree.iter(f"{W}bookmarkStart")]
    ends = [e.get(f"{W}id") for e in tree.iter(f"{W}bookmarkEnd")]
    names = [e.get(f"{W}name") for e in tree.iter(f"{W}bookmarkStart")]
    if sorted(starts) != sorted(ends) or len(set(starts)) != len(starts):
        found.append("bookmarks do not pair")
    if len(set(names)) != len(names):
        found.append("two bookmarks of one name")
    controls = [e.get(f"{W}val") for e in tree.iterfind(f".//{W}sdtPr/{W}id")]
    if len(set(controls)) != len(controls):
        found.append("two controls of one id")
    for cell in tree.iter(f"{W}tc"):
        if len(cell) == 0 or cell[-1].tag != f"{W}p":
            found.append("a cell that does not end with a paragraph")
    for table in tree.iter(f"{W}tbl"):
        grid = len(table.findall(f"{W}tblGrid/{W}gridCol"))
        if not table.findall(f"{W}tr"):
            found.append("a table without rows")
        if any(len(row.findall(f"{W}tc")) > grid for row in table.findall(f"{W}tr")):
            found.append("a row wider than the grid")
    marks = [e.get(f"{W}fldCharType") for e in tree.iter(f"{W}fldChar")]
    if marks.count("begin") != marks.count("end"):
        found.append("an unclosed field")
    return found


def _reference_faults(data, everything):
    found = []
    styles = {s.get(f"{W}styleId") for s in part(data, "word/styles.xml").iter(f"{W}style")}
    for name in ("word/document.xml", "word/footnotes.xml", "word/endnotes.xml"):
        if name in everything:
            for tag in ("pStyle", "rStyle", "tblStyle"):
                for each in part(data, name).iter(f"{W}{tag}"):
                    if each.get(f"{W}val") not in styles:
                        found.append(f"no style {each.get(f'{W}val')}")
    for kind in ("footnote", "endnote"):
        notes = [e.get(f"{W}id") for e in part(data).iter(f"{W}{kind}Reference")]
        if notes:
            there = {e.get(f"{W}id") for e in part(data, f"word/{kind}s.xml")}
            found += [f"no {kind} {each}" for each in notes if each not in there]
    numbers = {e.get(f"{W}val") for e in part(data).iter(f"{W}numId")}
    if numbers:
        there = {e.get(f"{W}numId") for e in part(data, "word/numbering.xml").iter(f"{W}num")}
        found += [f"no list {each}" for each in numbers - there]
    return found


def _package_faults(everything):
    found = []
    types = etree.fromstring(everything["[Content_Types].xml"])
    overrides = {e.get("PartName") for e in types if e.get("PartName")}
    found += [f"{n} is named but missing" for n in overrides if n[1:] not in everything]
    for name, body in everything.items():
        if not name.endswith(".rels"):
            continue
        folder = name.replace("_rels/", "").rpartition("/")[0]
        for relation in etree.fromstring(body).iter(f"{_REL}Relationship"):
            target = relation.get("Target")
            if relation.get("TargetMode") == "External":
                continue
            path = target[1:] if target.startswith("/") else f"{folder}/{target}".lstrip("/")
            while "/../" in path or path.startswith("../"):
                path = re.sub(r"(^|[^/]+/)\.\./", "", path, count=1)
            if path not in everything:
                found.append(f"{name} points to {target}, which is missing")
    return found
