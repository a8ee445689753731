"""Inspects a Word file of a stranger before anything else reads it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from lxml import etree

from briefing.errors import TemplateError
from briefing.language import marked, tr
from briefing.templating.fields import field_faults, has_fields
from briefing.templating.unpacking import unpack

_TYPES = "[Content_Types].xml"
_SAFE_SCHEMES = {"http", "https", "mailto"}
_ENCODINGS = {
    "utf-8", "utf8", "utf-16", "us-ascii", "ascii", "iso-8859-1", "windows-1252",
}  # fmt: skip
_DECLARED = re.compile(rb"<\?xml[^>]*?encoding\s*=\s*[\"']([^\"']+)", re.ASCII)
_ALLOWED_TYPES = (
    "application/xml", "text/xml", "image/", "font/", "application/x-font", "application/inkml+xml",
    "application/vnd.openxmlformats-", "application/vnd.oasis.opendocument.",
    "application/vnd.ms-word.", "application/vnd.ms-office.", "application/vnd.ms-package.",
    "application/vnd.ms-powerpoint.", "application/vnd.ms-excel.",
)  # fmt: skip
_ACTIVE_TYPES = {
    "macroenabled": marked("holds macros"),
    "vbaproject": marked("holds macros"),
    "vbadata": marked("holds macros"),
    "activex": marked("holds a control that runs"),
    "oleobject": marked("holds an object that another program runs"),
    "webextension": marked("loads an add-in from elsewhere"),
    "keymapcustomizations": marked("changes what keys do"),
    "attachedtoolbars": marked("adds buttons that run macros"),
}
_ACTIVE_RELATIONS = {
    "vbaproject": marked("holds macros"),
    "wordvbadata": marked("holds macros"),
    "afchunk": marked("merges another file into the document when it is opened"),
    "oleobject": marked("holds an object that another program runs"),
    "control": marked("holds a control that runs"),
    "activexcontrolbinary": marked("holds a control that runs"),
    "extensibility": marked("adds buttons that run macros"),
    "keymapcustomizations": marked("changes what keys do"),
    "attachedtoolbars": marked("adds buttons that run macros"),
    "webextension": marked("loads an add-in from elsewhere"),
    "webextensiontaskpanes": marked("loads an add-in from elsewhere"),
    "attachedtemplate": marked("fetches the template that it was made from"),
}
_REMEDIES = {
    "field": marked("In Word, select it, press Ctrl+Shift+F9 to turn it into text, and save."),
    "relationship": marked("Remove the link or unlink the picture in Word and save."),
    "attached": marked(
        "In Word, attach the template Normal under Developer, Document Template, and save."
    ),
    "part": marked("Remove it in Word, or copy the text into a new document, and save."),
}


@dataclass(frozen=True, slots=True)
class PackageFinding:
    """Something in a Word file that reaches beyond it: `part` is where, `what` what it does.

    What is `refused` renders only if the user allows it for this template; the rest is told.
    """

    part: str
    what: str
    remedy: str
    refused: bool = True


@dataclass(frozen=True, slots=True)
class PackageReport:
    """What an inspection found."""

    name: str
    findings: tuple[PackageFinding, ...]

    def require_safe(self, *, allow_external: bool = False) -> None:
        """Raise TemplateError that lists what is refused, unless the user allows it."""
        refused = [finding for finding in self.findings if finding.refused]
        if not refused or allow_external:
            return
        listed = "; ".join(f"{finding.part} {finding.what}" for finding in refused[:5])
        more = tr("; and {count} more", count=len(refused) - 5) if len(refused) > 5 else ""
        raise TemplateError(
            tr(
                "{name} reaches beyond itself: {listed}{more}.",
                name=self.name,
                listed=listed,
                more=more,
            ),
            tr(
                "{remedy} Or allow it for this template, if you trust who made it.",
                remedy=refused[0].remedy,
            ),
        )


def inspect_package(document: bytes, name: str) -> PackageReport:
    """Return what in a Word file reaches beyond it.

    Raises TemplateError for what can be no honest Word file: a zip directory that lies, entities,
    an unusual encoding.
    """
    parts = unpack(document, name)
    if _TYPES not in parts:
        raise TemplateError(
            tr("{name} is not a Word document.", name=name), tr("Save it in Word as .docx.")
        )
    return PackageReport(name, tuple(_findings(parts, name)))


def _findings(parts: Mapping[str, bytes], name: str) -> Iterator[PackageFinding]:
    types = _parsed(parts[_TYPES], _TYPES, name)
    yield from _type_findings(types)
    declared, endings = _declared_xml(types)
    for part, data in parts.items():
        known = part.casefold()
        if known.endswith(".rels"):
            yield from _relation_findings(_parsed(data, part, name), _owner(part))
        elif known in declared or known.rpartition(".")[2] in endings:
            yield from _content_findings(part, data, name)
        elif known.startswith("word/embeddings/") or data.startswith(b"PK"):
            yield from _embedded_findings(part, data)


def _declared_xml(types: Any) -> tuple[set[str], set[str]]:
    """Return which parts are XML by what the list of types says: by name, and by their ending."""
    said = [each for each in types.iter("{*}Override", "{*}Default") if _is_xml(each)]
    parts = {str(each.get("PartName")).removeprefix("/").casefold() for each in said}
    return parts, {str(each.get("Extension")).casefold() for each in said} | {"xml", "vml"}


def _is_xml(each: Any) -> bool:
    kind = str(each.get("ContentType")).partition(";")[0].strip().lower()
    return kind.endswith("xml") and not kind.startswith("image/")


def _type_findings(tree: Any) -> Iterator[PackageFinding]:
    for each in tree.iter("{*}Override", "{*}Default"):
        kind = str(each.get("ContentType", ""))
        part = str(each.get("PartName") or f"*.{each.get('Extension')}").removeprefix("/")
        active = next((what for word, what in _ACTIVE_TYPES.items() if word in kind.lower()), "")
        if active and not (part.startswith("*.") and kind.endswith("oleObject")):
            yield PackageFinding(part, tr(active), tr(_REMEDIES["part"]))
        elif part.startswith("*."):
            continue  # says nothing of what there is
        elif not kind.startswith(_ALLOWED_TYPES):
            what = tr("is of a kind that no template needs ({kind})", kind=kind[:80])
            yield PackageFinding(part, what, tr(_REMEDIES["part"]))


def _relation_findings(tree: Any, owner: str) -> Iterator[PackageFinding]:
    for each in tree.iter("{*}Relationship"):
        kind = str(each.get("Type", "")).rpartition("/")[2]
        target = str(each.get("Target", ""))
        outside = str(each.get("TargetMode", "")).lower() == "external" or _has_scheme(target)
        remedy = "attached" if kind.lower() == "attachedtemplate" else "relationship"
        if kind.lower() in _ACTIVE_RELATIONS:
            what = f"{tr(_ACTIVE_RELATIONS[kind.lower()])} ({target[:80]})"
            yield PackageFinding(owner, what, tr(_REMEDIES[remedy]))
        elif outside and not (kind == "hyperlink" and _is_safe_target(target)):
            what = tr("leads outside to {target} ({kind})", target=target[:80], kind=kind)
            yield PackageFinding(owner, what, tr(_REMEDIES[remedy]))
        elif kind == "package":
            yield PackageFinding(
                owner, tr("holds the file {target}", target=target[:80]), "", refused=False
            )


def _content_findings(part: str, data: bytes, name: str) -> Iterator[PackageFinding]:
    if fault := _xml_fault(data):
        raise TemplateError(f"{name}: {part} {fault}.", tr("Save it anew in Word."))
    wide = data.startswith((b"\xff\xfe", b"\xfe\xff"))
    if wide or has_fields(data):
        for words, what in field_faults(_parsed(data, part, name)):
            shown = " ".join(words.split())[:60]
            yield PackageFinding(
                part,
                tr("has the field “{shown}”, which {what}", shown=shown, what=what),
                tr(_REMEDIES["field"]),
            )
    if part.endswith("settings.xml") and (b"mailMerge" in data or wide):
        yield PackageFinding(
            part, tr("has a mail merge, which opens its source of addresses"),
            tr("In Word, set Mailings, Start Mail Merge, Normal Word Document, and save."),
        )  # fmt: skip
    if wide or b"urn:schemas-microsoft-com:vml" in data:
        for source in _drawing_sources(_parsed(data, part, name)):
            what = tr("has a drawing that fetches {source}", source=source[:80])
            yield PackageFinding(part, what, tr(_REMEDIES["relationship"]))


def _embedded_findings(part: str, data: bytes) -> Iterator[PackageFinding]:
    """Look into a document within; it opens by a double click alone, and then counts the same."""
    if not data.startswith(b"PK"):
        what = tr("holds an object that another program runs")
        yield PackageFinding(part, what, tr(_REMEDIES["part"]))
        return
    for inner, content in unpack(data, part).items():
        found: list[PackageFinding] = []
        if inner == _TYPES:
            found += _type_findings(_parsed(content, inner, part))
        elif inner.casefold().endswith(".rels"):
            found += _relation_findings(_parsed(content, inner, part), _owner(inner))
        for each in found:
            if each.refused:
                yield PackageFinding(f"{part}, {each.part}", each.what, each.remedy)


def _drawing_sources(tree: Any) -> Iterator[str]:
    for element in tree.iter("{urn:schemas-microsoft-com:vml}*"):
        for key, value in element.attrib.items():
            local = etree.QName(key).localname
            fetched = local in ("src", "althref")
            if (fetched or (local == "href" and not _is_safe_target(value))) and _has_scheme(value):
                yield str(value)


def _xml_fault(data: bytes) -> str:
    """Return why a part cannot be given to a parser, whatever its encoding, or ""."""
    text = data
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        text = data.decode("utf-16", "replace").encode("utf-8", "replace")
    start = text.removeprefix(b"\xef\xbb\xbf").lstrip()[:5]
    if start and (not start.startswith(b"<") or b"\x00" in start):
        return tr("is no XML in an encoding that Word writes")
    declared = _DECLARED.match(text.removeprefix(b"\xef\xbb\xbf").lstrip())
    if declared and declared.group(1).decode("ascii", "replace").lower() not in _ENCODINGS:
        return tr("is in an encoding that Word does not write")
    if b"<!DOCTYPE" in text or b"<!ENTITY" in text:
        return tr("declares entities, which no Word document does")
    return ""


def _parsed(data: bytes, part: str, name: str) -> Any:
    if fault := _xml_fault(data):
        raise TemplateError(f"{name}: {part} {fault}.", tr("Save it anew in Word."))
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True)
    try:
        return etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise TemplateError(
            tr("{name}: {part} is damaged: {error}.", name=name, part=part, error=error),
            tr("Save it anew."),
        ) from error


def _owner(part: str) -> str:
    """Return the part that a part of relationships belongs to."""
    folder, _, file = part.rpartition("_rels/")
    return f"{folder}{file[: -len('.rels')]}" or tr("the document")


def _has_scheme(target: str) -> bool:
    return bool(re.match(r"\s*([A-Za-z][A-Za-z0-9+.-]*:|\\\\|//)", target))


def _is_safe_target(target: str) -> bool:
    if target.startswith("#"):
        return True
    try:
        return urlsplit(target.strip()).scheme.lower() in _SAFE_SCHEMES
    except ValueError:
        return False
