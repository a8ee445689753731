"""The codes of REFI-QDA: a tree of them brought into line with the project's tags."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from briefing.interchange.refi_schema import PROJECT, key_of
from briefing.interchange.refi_tree import colour_of, one_line, q, section
from briefing.model.article import clean_text
from briefing.model.project import Project
from briefing.model.tags import Tag
from briefing.services.interchange import guid_of


@dataclass(slots=True)
class CodesWritten:
    """The GUIDs of tags by id, as they are spelled, and those of codes that are gone."""

    kept: dict[str, str] = field(default_factory=dict)
    gone: set[str] = field(default_factory=set)


def write_codes(
    root: Any, project: Project, guids: dict[str, str], by_guid: dict[str, Any]
) -> CodesWritten:
    """Bring the codes of a project's tree into line with its tags."""
    tags = list(project.tags())
    found = CodesWritten()
    if not tags and root.find(q("CodeBook")) is None:
        return found
    codes = section(root, "CodeBook", "Codes")
    return update_codes(codes, tags, guids, by_guid)


def update_codes(
    codes: Any, tags: list[Tag], guids: dict[str, str], by_guid: dict[str, Any]
) -> CodesWritten:
    """Bring code elements into line with tags: those that are gone go, the others are changed."""
    from lxml import etree

    namespace = str(etree.QName(codes).namespace or PROJECT)
    code_tag = f"{{{namespace}}}Code"
    found = CodesWritten()
    elements: dict[str, Any] = {}
    for tag in tags:
        guid = guids.get(f"tags {tag.id}") or guid_of("tags", tag.id)
        element: Any = by_guid.get(key_of(guid))
        if element is None:
            element = etree.SubElement(codes, code_tag, guid=guid)
            by_guid[key_of(guid)] = element
        elements[tag.id] = element
        found.kept[tag.id] = str(element.get("guid"))
        _update(element, tag, namespace)
    for tag in tags:
        parent = elements.get(tag.parent, codes) if tag.parent else codes
        if elements[tag.id].getparent() is not parent:
            parent.append(elements[tag.id])
    kept = {key_of(guid) for guid in found.kept.values()}
    for element in list(codes.iter(code_tag)):
        if key_of(element.get("guid")) not in kept:
            found.gone.add(key_of(element.get("guid")))
            element.getparent().remove(element)
    return found


def _update(element: Any, tag: Tag, namespace: str) -> None:
    from lxml import etree

    name = one_line(clean_text(tag.name)) or "Untitled"
    if one_line(element.get("name") or "") != name:
        element.set("name", name)
    if element.get("isCodable") is None:
        element.set("isCodable", "true")  # a new one; what came in keeps what it says
    if colour_of(element) != tag.colour:
        element.set("color", tag.colour)
    words = clean_text(tag.description).strip()
    old = element.find(f"{{{namespace}}}Description")
    if words != ((old.text or "").strip() if old is not None else ""):
        if old is not None:
            element.remove(old)
        if words:
            etree.SubElement(element, f"{{{namespace}}}Description").text = words
