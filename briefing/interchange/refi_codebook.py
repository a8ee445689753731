"""Reads and writes REFI-QDA codebooks (.qdc): codes without the texts they stand on."""

from __future__ import annotations

from typing import Any

from briefing.errors import BriefingError
from briefing.interchange.archive import damaged, tree_of
from briefing.interchange.own_note import OwnNote
from briefing.interchange.refi_base import checked, guids_of, origins
from briefing.interchange.refi_codes import update_codes
from briefing.interchange.refi_read import arranged, beyond_standard, take_codes
from briefing.interchange.refi_schema import CODEBOOK, Conforming, key_of
from briefing.language import marked, tr
from briefing.model.tags import Tag
from briefing.services.interchange import (
    Exchanged,
    Imported,
    Written,
    loss,
    losses,
    refused,
)

FORM = "refi-codebook"
KEPT = marked("kept, and given back when the tags are exported as a codebook")


def _c(tag: str) -> str:
    return f"{{{CODEBOOK}}}{tag}"


class RefiCodebook:
    """Reads codebooks into a tag scheme, and writes all tags of a project as one."""

    name = FORM
    label = marked("REFI-QDA codebook")
    suffixes = (".qdc",)

    def read(self, data: bytes, source: str) -> Imported:
        """Return the codes as a scheme; raises LoadError."""
        from lxml import etree

        root = tree_of(data, source)
        if not isinstance(root.tag, str) or root.tag.rpartition("}")[2] != "CodeBook":
            raise damaged(source, tr("it is no REFI-QDA codebook"))
        conforming = Conforming(CODEBOOK)
        conforming.root(root)
        root.tag = _c("CodeBook")
        tags: dict[str, Tag] = {}
        for codes in root.findall(_c("Codes")):
            take_codes(codes, None, tags)
        sets = [each.get("name") for each in root.iter(_c("Set"))]
        return Imported(
            schemes=arranged(tags, OwnNote(), source),
            losses=losses(
                loss(tr("Sets of codes"), sets, tr(KEPT)),
                *beyond_standard(conforming),
            ),
            document=etree.tostring(root),
        )  # fmt: skip

    def write(self, exchanged: Exchanged) -> Written:
        """Return the tags of all schemes as a codebook; raises ExportError."""
        from lxml import etree

        tags = list(exchanged.project.tags())
        if not tags:
            raise refused(tr("the project has no tags"))
        root, guids = _base(exchanged)
        codes = root.find(_c("Codes"))
        if codes is None:
            codes = etree.SubElement(root, _c("Codes"))
        by_guid = {key_of(e.get("guid")): e for e in root.iter(_c("Code"))}
        gone = update_codes(codes, tags, guids, by_guid).gone
        for member in list(root.iter(_c("MemberCode"))):
            if key_of(member.get("guid")) in gone:
                member.getparent().remove(member)
        Conforming(CODEBOOK).root(root)
        project = exchanged.project
        names = [tag.name for tag in tags]
        lost = losses(
            loss(
                tr("Letters, keys and ids of tags"), names, tr("a codebook has no place for them")
            ),
            loss(tr("Schemes that become one"), [s.name for s in project.schemes.values()][1:]),
            loss(tr("Articles"), (a.name for a in project.articles_in_order())),
            loss(tr("Excerpts"), ("" for _ in project.excerpts)),
            loss(tr("Briefs"), (b.title for b in project.briefs_in_order())),
        )
        return Written(checked(root, CODEBOOK), lost)


def _base(exchanged: Exchanged) -> tuple[Any, dict[str, str]]:
    """Return the codebook that was taken in last, else an empty one, and its GUIDs by tag."""
    from lxml import etree

    for origin in reversed(origins(exchanged.project, FORM)):
        try:
            root = tree_of(exchanged.blob(origin.document), origin.source)
        except (BriefingError, KeyError):
            continue  # a damaged project file lost it; the codes themselves are there
        return root, guids_of(origin)
    made = etree.Element(_c("CodeBook"), nsmap={None: CODEBOOK})  # type: ignore[dict-item]
    made.set("origin", "Briefing")
    return made, {}
