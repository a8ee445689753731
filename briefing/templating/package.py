"""A Word file as its parts: read with limits, written with the same bytes for the same parts."""

from __future__ import annotations

import io
import zipfile
from typing import Any

from lxml import etree

from briefing.errors import TemplateError
from briefing.language import tr
from briefing.templating.unpacking import unpack

_TIME = (1980, 1, 1, 0, 0, 0)

W_NS = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
W = f"{{{W_NS}}}"
R_NS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
XML_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
RELATIONSHIPS = "http://schemas.openxmlformats.org/package/2006/relationships"
CONTENT_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"


def read_package(document: bytes, name: str) -> dict[str, bytes]:
    """Return the parts of a Word file by name; raises TemplateError if it cannot be trusted."""
    parts = unpack(document, name) if zipfile.is_zipfile(io.BytesIO(document)) else {}
    if not {"[Content_Types].xml", "word/document.xml"} <= parts.keys():
        raise TemplateError(
            tr("{name} is not a Word document.", name=name), tr("Save it in Word as .docx.")
        )
    return parts


def write_package(parts: dict[str, bytes]) -> bytes:
    """Return a Word file of these parts, with fixed times, the list of content types first."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as archive:
        for name in sorted(parts, key=lambda part: (part != "[Content_Types].xml", part)):
            info = zipfile.ZipInfo(name, _TIME)
            info.compress_type = zipfile.ZIP_DEFLATED
            info.create_system = 0
            archive.writestr(info, parts[name])
    return target.getvalue()


def parse(data: bytes, name: str) -> Any:
    """Return a part as a tree, strictly; raises TemplateError naming the part."""
    if b"<!DOCTYPE" in data or b"<!ENTITY" in data:
        raise TemplateError(
            tr("{name} declares entities, which no Word document does.", name=name),
            tr("Save it anew in Word."),
        )
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True)
    try:
        return etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise TemplateError(
            tr("{name} is damaged: {error}.", name=name, error=error), tr("Save it anew in Word.")
        ) from error


def serialised(tree: Any) -> bytes:
    """Return a tree as the bytes of a part."""
    data: bytes = etree.tostring(tree, xml_declaration=True, encoding="UTF-8", standalone=True)
    return data


def add_relationship(parts: dict[str, bytes], part: str, kind: str, target: str) -> str:
    """Relate `part` to a target, once; returns the relationship's id."""
    folder, _, file = part.rpartition("/")
    name = f"{folder}/_rels/{file}.rels" if folder else f"_rels/{file}.rels"
    empty = f'<Relationships xmlns="{RELATIONSHIPS}"/>'.encode()
    tree = parse(parts.get(name, empty), name)
    for relation in tree:
        if relation.get("Type") == kind and relation.get("Target") == target:
            return str(relation.get("Id"))
    used = {relation.get("Id") for relation in tree}
    new = next(f"rId{n}" for n in range(1, len(used) + 2) if f"rId{n}" not in used)
    made = etree.SubElement(tree, f"{{{RELATIONSHIPS}}}Relationship")
    made.set("Id", new)
    made.set("Type", kind)
    made.set("Target", target)
    if "://" in target or target.startswith("mailto:"):
        made.set("TargetMode", "External")
    parts[name] = serialised(tree)
    return new


def add_content_type(parts: dict[str, bytes], part: str, content_type: str) -> None:
    """Say what a new part holds."""
    tree = parse(parts["[Content_Types].xml"], "[Content_Types].xml")
    if any(each.get("PartName") == f"/{part}" for each in tree):
        return
    made = etree.SubElement(tree, f"{{{CONTENT_TYPES}}}Override")
    made.set("PartName", f"/{part}")
    made.set("ContentType", content_type)
    parts["[Content_Types].xml"] = serialised(tree)


def drop_part(parts: dict[str, bytes], part: str) -> None:
    """Take a part out, with the relationships that lead to it and the word on what it holds."""
    if parts.pop(part, None) is None:
        return
    file = part.rpartition("/")[2]
    for name in [name for name in parts if name.endswith(".rels")]:
        tree = parse(parts[name], name)
        stale = [r for r in tree if str(r.get("Target")).rpartition("/")[2] == file]
        for relation in stale:
            tree.remove(relation)
        if stale:
            parts[name] = serialised(tree)
    tree = parse(parts["[Content_Types].xml"], "[Content_Types].xml")
    for each in list(tree):
        if each.get("PartName") == f"/{part}":
            tree.remove(each)
    parts["[Content_Types].xml"] = serialised(tree)
