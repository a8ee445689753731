"""Footnotes or endnotes made from data: the part, its place in the package, references to it."""

from __future__ import annotations

from typing import Any

from lxml import etree
from markupsafe import escape

from briefing.templating.package import (
    W_NS,
    W,
    add_content_type,
    add_relationship,
    parse,
)
from briefing.templating.styles import Styles

_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_WORDML = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_EMPTY = (
    f'<w:{{kind}}s xmlns:w="{W_NS}">'
    '<w:{kind} w:type="separator" w:id="-1"><w:p><w:pPr><w:spacing w:after="0" w:line="240" '
    'w:lineRule="auto"/></w:pPr><w:r><w:separator/></w:r></w:p></w:{kind}>'
    '<w:{kind} w:type="continuationSeparator" w:id="0"><w:p><w:pPr><w:spacing w:after="0" '
    'w:line="240" w:lineRule="auto"/></w:pPr><w:r><w:continuationSeparator/></w:r></w:p>'
    "</w:{kind}></w:{kind}s>"
)


class Notes:
    """The notes of one document; their kind is "footnote" or "endnote"."""

    def __init__(self, parts: dict[str, bytes], styles: Styles, kind: str = "footnote") -> None:
        self._kind = kind
        self._part = f"word/{kind}s.xml"
        self._empty = _EMPTY.replace("{kind}", kind).encode()
        self._parts = parts
        self._styles = styles
        self._texts: list[str] = []
        tree = parse(parts.get(self._part, self._empty), self._part)
        self._first = 1 + max((int(n.get(f"{W}id", "0")) for n in tree), default=0)

    def reference(self, words: str) -> str:
        """Return a run that refers to a new note of these words."""
        self._texts.append(words)
        number = self._first + len(self._texts) - 1
        style = self._styles.id_of(f"{self._kind} reference")
        return (
            f'<w:r><w:rPr><w:rStyle w:val="{style}"/></w:rPr>'
            f'<w:{self._kind}Reference w:id="{number}"/></w:r>'
        )

    def store(self, trees: dict[str, Any]) -> None:
        """Put the notes into the document's trees; nothing changes if there are none."""
        if not self._texts:
            return
        tree = trees.get(self._part)
        if tree is None:
            tree = trees[self._part] = parse(self._parts.get(self._part, self._empty), self._part)
        text, mark = (
            self._styles.id_of(f"{self._kind} text"),
            self._styles.id_of(f"{self._kind} reference"),
        )
        for number, words in enumerate(self._texts, start=self._first):
            tree.append(
                etree.fromstring(
                    f'<w:{self._kind} xmlns:w="{W_NS}" w:id="{number}"><w:p>'
                    f'<w:pPr><w:pStyle w:val="{text}"/></w:pPr>'
                    f'<w:r><w:rPr><w:rStyle w:val="{mark}"/></w:rPr><w:{self._kind}Ref/></w:r>'
                    f'<w:r><w:t xml:space="preserve"> {escape(words)}</w:t></w:r>'
                    f"</w:p></w:{self._kind}>"
                )
            )
        if self._part not in self._parts:
            add_content_type(self._parts, self._part, f"{_WORDML}.{self._kind}s+xml")
            target, kind = f"{self._kind}s.xml", f"{_OFFICE}/{self._kind}s"
            add_relationship(self._parts, "word/document.xml", kind, target)
            self._parts[self._part] = b""
