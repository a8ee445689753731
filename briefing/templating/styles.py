"""The styles and lists that printed values need: found by name, made where they are missing."""

from __future__ import annotations

from collections.abc import Mapping
from copy import deepcopy
from functools import cached_property
from typing import Any

from lxml import etree

from briefing.templating.package import (
    W_NS,
    W,
    add_content_type,
    add_relationship,
    parse,
    serialised,
)

STYLES = "word/styles.xml"
NUMBERING = "word/numbering.xml"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_WORDML = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_DEFINITIONS = {
    "List Bullet": ("paragraph", '<w:pPr><w:numPr><w:numId w:val="{bullet}"/></w:numPr>'
                    "<w:contextualSpacing/></w:pPr>"),
    "List Number": ("paragraph", '<w:pPr><w:numPr><w:numId w:val="{number}"/></w:numPr>'
                    "<w:contextualSpacing/></w:pPr>"),
    "Quote": ("paragraph", '<w:pPr><w:ind w:left="567" w:right="567"/></w:pPr>'
              "<w:rPr><w:i/></w:rPr>"),
    "Placeholder": ("paragraph", '<w:rPr><w:i/><w:color w:val="9C2B00"/></w:rPr>'),
    "footnote text": ("paragraph", '<w:pPr><w:spacing w:after="40" w:line="240" '
                      'w:lineRule="auto"/></w:pPr><w:rPr><w:sz w:val="18"/></w:rPr>'),
    "footnote reference": ("character", '<w:rPr><w:vertAlign w:val="superscript"/></w:rPr>'),
    "endnote text": ("paragraph", '<w:pPr><w:spacing w:after="40" w:line="240" '
                     'w:lineRule="auto"/></w:pPr><w:rPr><w:sz w:val="18"/></w:rPr>'),
    "endnote reference": ("character", '<w:rPr><w:vertAlign w:val="superscript"/></w:rPr>'),
    "Hyperlink": ("character", '<w:rPr><w:color w:val="0563C1"/><w:u w:val="single"/></w:rPr>'),
    "Table Grid": ("table", '<w:tblPr><w:tblBorders>' + "".join(
        f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="auto"/>'
        for side in ("top", "left", "bottom", "right", "insideH", "insideV")
    ) + "</w:tblBorders></w:tblPr>"),
}  # fmt: skip
_CONTENTS = '<w:pPr><w:spacing w:after="60"/><w:ind w:left="{indent}"/></w:pPr>'
_HEADING = '<w:pPr><w:keepNext/><w:outlineLvl w:val="{level}"/></w:pPr><w:rPr><w:b/></w:rPr>'


class StyleSheet:
    """The styles of a template, read once for all documents that are made of it."""

    def __init__(self, parts: Mapping[str, bytes]) -> None:
        root = f'<w:styles xmlns:w="{W_NS}"/>'.encode()
        self.tree = parse(parts.get(STYLES, root), STYLES)
        self.ids: dict[str, str] = {}
        for style in self.tree.iter(f"{W}style"):
            name = style.find(f"{W}name")
            if name is not None:
                self.ids[name.get(f"{W}val", "").lower()] = style.get(f"{W}styleId", "")

    def set_language(self, parts: dict[str, bytes], language: str) -> None:
        """Make `language` (BCP 47) what documents are written in, here and in the parts."""
        found = self.tree.xpath("w:docDefaults//w:rPr/w:lang", namespaces={"w": W_NS})
        others = [lang for lang in found if lang.get(f"{W}val") != language]
        for lang in others:
            lang.set(f"{W}val", language)
        if others:
            parts[STYLES] = serialised(self.tree)


class Styles:
    """The styles of one document, by their name whatever its case."""

    def __init__(self, parts: dict[str, bytes], sheet: StyleSheet | None = None) -> None:
        sheet = sheet or StyleSheet(parts)
        self._parts = parts
        self._tree = sheet.tree
        self._ids = dict(sheet.ids)
        self._changed = False
        self._lists = _Lists(parts)

    def has(self, name: str) -> bool:
        """Return whether the template has a style of this name."""
        return name.lower() in self._ids

    def by_id(self) -> dict[str, str]:
        """Return the names of all styles, in small letters, by their ids."""
        return {style_id: name for name, style_id in self._ids.items()}

    def id_of(self, name: str) -> str:
        """Return the id of a style; one that the template lacks is made."""
        return self._ids.get(name.lower()) or self._make(name)

    def restarted(self) -> str:
        """Return the id of a new list that numbers like “List Number”, from 1."""
        style = self.id_of("List Number")
        numbered = self._tree.xpath(
            "w:style[@w:styleId=$style]//w:numId/@w:val", namespaces={"w": W_NS}, style=style
        )
        return self._lists.restart(str(numbered[0]) if numbered else self._lists.plain("number"))

    def store(self) -> None:
        """Put what was made into the document."""
        if self._changed:
            if STYLES not in self._parts:
                add_content_type(self._parts, STYLES, f"{_WORDML}.styles+xml")
                add_relationship(
                    self._parts, "word/document.xml", f"{_OFFICE}/styles", "styles.xml"
                )
            self._parts[STYLES] = serialised(self._tree)
        self._lists.store()

    def _make(self, name: str) -> str:
        kind, inside = _DEFINITIONS.get(name, ("paragraph", ""))
        if name.startswith("toc "):
            inside = _CONTENTS.replace("{indent}", str(220 * (int(name[-1]) - 1)))
        if name.lower().startswith("heading "):
            inside = _HEADING.replace("{level}", str(int(name[-1]) - 1))
        for each in ("bullet", "number"):
            if f"{{{each}}}" in inside:
                inside = inside.replace(f"{{{each}}}", self._lists.plain(each))
        style_id = "".join(word.capitalize() for word in name.split())
        made = etree.fromstring(
            f'<w:style xmlns:w="{W_NS}" w:type="{kind}" w:customStyle="1" w:styleId="{style_id}">'
            f'<w:name w:val="{name}"/>{inside}</w:style>'
        )
        if name.startswith("toc ") or (name in _DEFINITIONS and name != "Placeholder"):
            del made.attrib[f"{W}customStyle"]
        if not self._changed:
            self._tree = deepcopy(self._tree)  # the others share it
        self._tree.append(made)
        self._ids[name.lower()] = style_id
        self._changed = True
        return style_id


class _Lists:
    """The numbering of one document."""

    def __init__(self, parts: dict[str, bytes]) -> None:
        self._parts = parts
        self._made: dict[str, str] = {}
        self._changed = False

    @cached_property
    def _tree(self) -> Any:
        root = f'<w:numbering xmlns:w="{W_NS}"/>'.encode()
        return parse(self._parts.get(NUMBERING, root), NUMBERING)

    def plain(self, kind: str) -> str:
        """Return the id of a plain list of “bullet” or “number”s."""
        if kind not in self._made:
            abstract = self._next("abstractNum", "abstractNumId")
            look = "bullet" if kind == "bullet" else "decimal"
            text = "•" if kind == "bullet" else "%1."
            made = etree.fromstring(
                f'<w:abstractNum xmlns:w="{W_NS}" w:abstractNumId="{abstract}">'
                f'<w:multiLevelType w:val="singleLevel"/><w:lvl w:ilvl="0"><w:start w:val="1"/>'
                f'<w:numFmt w:val="{look}"/><w:lvlText w:val="{text}"/><w:lvlJc w:val="left"/>'
                f'<w:pPr><w:ind w:left="360" w:hanging="360"/></w:pPr></w:lvl></w:abstractNum>'
            )
            self._tree.insert(len(self._tree.findall(f"{W}abstractNum")), made)
            self._made[kind] = self._num(abstract, "")
        return self._made[kind]

    def restart(self, number: str) -> str:
        """Return the id of a list like `number` that begins at 1 again."""
        found = self._tree.xpath(
            "w:num[@w:numId=$number]/w:abstractNumId/@w:val", namespaces={"w": W_NS}, number=number
        )
        again = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>'
        return self._num(str(found[0]), again) if found else number

    def store(self) -> None:
        """Put what was made into the document."""
        if not self._changed:
            return
        if NUMBERING not in self._parts:
            add_content_type(self._parts, NUMBERING, f"{_WORDML}.numbering+xml")
            add_relationship(
                self._parts, "word/document.xml", f"{_OFFICE}/numbering", "numbering.xml"
            )
        self._parts[NUMBERING] = serialised(self._tree)

    def _num(self, abstract: str, inside: str) -> str:
        number = self._next("num", "numId")
        made = etree.fromstring(
            f'<w:num xmlns:w="{W_NS}" w:numId="{number}"><w:abstractNumId w:val="{abstract}"/>'
            f"{inside}</w:num>"
        )
        nums = self._tree.findall(f"{W}num")
        place = nums[-1] if nums else self._tree.findall(f"{W}abstractNum")[-1]
        place.addnext(made)
        self._changed = True
        return number

    def _next(self, tag: str, attribute: str) -> str:
        used = [int(e.get(f"{W}{attribute}", "0")) for e in self._tree.findall(f"{W}{tag}")]
        return str(max(used, default=0) + 1)
