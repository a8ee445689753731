"""What a document says of itself: title, author, language, and where its words come from."""

from __future__ import annotations

from markupsafe import escape

from briefing.templating.package import add_content_type, add_relationship, parse, serialised

CORE = "docProps/core.xml"
_CORE_KIND = "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties"
_CORE_TYPE = "application/vnd.openxmlformats-package.core-properties+xml"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006"
_ITEM_ID = "{B61EF1A6-0000-4B72-9E5B-42524945464E}"
_APP = "{http://schemas.openxmlformats.org/officeDocument/2006/extended-properties}"


def make_room(parts: dict[str, bytes]) -> None:
    """Give a template what all its documents have: a place for properties, this program's name."""
    add_content_type(parts, CORE, _CORE_TYPE)
    add_relationship(parts, "", _CORE_KIND, CORE)
    _set_application(parts)


def set_properties(
    parts: dict[str, bytes], title: str, author: str, language: str, created: str
) -> None:
    """Set the document's properties, for which room was made; `created` is an ISO 8601 time."""
    parts[CORE] = (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/'
        'core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/" '
        'xmlns:dcterms="http://purl.org/dc/terms/" '
        'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"<dc:title>{escape(title)}</dc:title><dc:creator>{escape(author)}</dc:creator>"
        f"<cp:lastModifiedBy>{escape(author)}</cp:lastModifiedBy>"
        f'<dcterms:created xsi:type="dcterms:W3CDTF">{escape(created)}</dcterms:created>'
        f'<dcterms:modified xsi:type="dcterms:W3CDTF">{escape(created)}</dcterms:modified>'
        f"<dc:language>{escape(language)}</dc:language></cp:coreProperties>"
    ).encode()


def set_provenance(parts: dict[str, bytes], xml: str) -> None:
    """Let the document carry an XML part of its own, which Word keeps when it saves."""
    number = next(n for n in range(1, 100) if f"customXml/item{n}.xml" not in parts)
    item, properties = f"customXml/item{number}.xml", f"customXml/itemProps{number}.xml"
    parts[item] = xml.encode()
    parts[properties] = (
        '<?xml version="1.0" encoding="UTF-8" standalone="no"?>\n'
        f'<ds:datastoreItem ds:itemID="{_ITEM_ID}" '
        f'xmlns:ds="{_OFFICE}/customXml"><ds:schemaRefs/></ds:datastoreItem>'
    ).encode()
    add_content_type(
        parts, properties, "application/vnd.openxmlformats-officedocument.customXmlProperties+xml"
    )
    kinds = f"{_OFFICE}/relationships"
    add_relationship(parts, "word/document.xml", f"{kinds}/customXml", f"../{item}")
    add_relationship(parts, item, f"{kinds}/customXmlProps", f"itemProps{number}.xml")


def _set_application(parts: dict[str, bytes]) -> None:
    """Say which program made the document, in place of whichever made the template."""
    name = "docProps/app.xml"
    if name not in parts:
        return
    tree = parse(parts[name], name)
    for element in list(tree):
        if element.tag == f"{_APP}Application":
            element.text = "Briefing"
        elif element.tag not in (f"{_APP}AppVersion", f"{_APP}DocSecurity"):
            tree.remove(element)
    parts[name] = serialised(tree)
