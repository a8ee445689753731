"""What an export of a REFI-QDA project starts from: the trees of those that were taken in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from briefing import __version__
from briefing.errors import BriefingError
from briefing.interchange.archive import tree_of
from briefing.interchange.refi_schema import PROJECT, key_of, schema_of
from briefing.interchange.refi_tree import FORM, q, section
from briefing.language import tr
from briefing.model.origin import Origin
from briefing.model.project import Project
from briefing.services.interchange import Exchanged, Loss, loss, losses, refused

_SECTIONS = ("Users", "Variables", "Cases", "Sources", "Notes", "Links", "Sets", "Graphs")


@dataclass(frozen=True, slots=True)
class Base:
    """A tree to change, the files beside it, and what cannot come back.

    `guids` gives the GUID of a thing of the project ("articles ID", "tags ID") where another was
    taken in as it.
    """

    root: Any
    files: dict[str, bytes]
    guids: dict[str, str]
    losses: tuple[Loss, ...]


def base_of(exchanged: Exchanged) -> Base:
    """Return the trees of all projects that were taken in as one; an empty one without any."""
    from lxml import etree

    root, gone = None, []
    files: dict[str, bytes] = {}
    guids: dict[str, str] = {}
    for origin in origins(exchanged.project, FORM):
        try:
            document = exchanged.blob(origin.document)
            tree = tree_of(document, origin.source, huge=True)
            found = {name: exchanged.blob(sha256) for name, sha256 in origin.files.items()}
        except (BriefingError, KeyError):
            gone.append(origin.source)
            continue
        files = {**found, **files}
        guids = guids_of(origin) | guids
        root = tree if root is None else _merged(root, tree)
    if root is None:
        root = etree.Element(q("Project"), nsmap={None: PROJECT})  # type: ignore[dict-item]
        root.set("name", exchanged.title)
        root.set("origin", f"Briefing {__version__}")
        root.set("creationDateTime", exchanged.time)
    lost = losses(loss(tr("What was kept of imports"), gone, tr("the project file has it no more")))
    return Base(root, files, guids, lost)


def guids_of(origin: Origin) -> dict[str, str]:
    """Return the GUIDs of what was taken in, by what it is in the project ("articles ID")."""
    found = (key.partition(" ") for key in origin.ids)
    return {
        f"{kind} {item}": guid
        for (kind, _, guid), item in zip(found, origin.ids.values(), strict=True)
    }


def origins(project: Project, form: str) -> list[Origin]:
    """Return what was taken in of a format, the oldest first."""
    found = (each for each in project.origins.values() if each.form == form)
    return sorted(found, key=lambda each: (each.added, each.id))


def _merged(root: Any, other: Any) -> Any:
    known = {key_of(e.get("guid")) for e in root.iter() if e.get("guid") is not None}
    for tag in (*_SECTIONS, "CodeBook"):
        found = other.find(q(tag))
        if found is None:
            continue
        holder = found[0] if tag == "CodeBook" else found
        target = section(root, tag, "Codes") if tag == "CodeBook" else section(root, tag)
        for each in list(holder):
            if key_of(each.get("guid")) not in known:
                target.append(each)
    return root


def checked(root: Any, namespace: str) -> bytes:
    """Return a tree as XML that its schema has found valid; raises ExportError otherwise."""
    from lxml import etree

    data: bytes = etree.tostring(root, xml_declaration=True, encoding="utf-8")
    schema = schema_of(namespace)
    if not schema.validate(tree_of(data, "The export", huge=True)):
        fault = schema.error_log[0].message
        raise refused(tr("it would not be as the standard says ({fault})", fault=fault))
    return data
