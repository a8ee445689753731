"""Footnotes made from data: the part, its place in the package, and references to it."""

from __future__ import annotations

from lxml import etree
from markupsafe import escape

from briefing.templating.package import (
    W_NS,
    W,
    add_content_type,
    add_relationship,
    parse,
    serialised,
)
from briefing.templating.styles import Styles

FOOTNOTES = "word/footnotes.xml"
SETTINGS = "word/settings.xml"
_KIND = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes"
_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
_EMPTY = (
    f'<w:footnotes xmlns:w="{W_NS}">'
    '<w:footnote w:type="separator" w:id="-1"><w:p><w:pPr><w:spacing w:after="0" w:line="240" '
    'w:lineRule="auto"/></w:pPr><w:r><w:separator/></w:r></w:p></w:footnote>'
    '<w:footnote w:type="continuationSeparator" w:id="0"><w:p><w:pPr><w:spacing w:after="0" '
    'w:line="240" w:lineRule="auto"/></w:pPr><w:r><w:continuationSeparator/></w:r></w:p>'
    "</w:footnote></w:footnotes>"
)


class Notes:
    """The footnotes of one document."""

    def __init__(self, parts: dict[str, bytes], styles: Styles) -> None:
        self._parts = parts
        self._styles = styles
        self._texts: list[str] = []
        tree = parse(parts.get(FOOTNOTES, _EMPTY.encode()), FOOTNOTES)
        self._first = 1 + max((int(n.get(f"{W}id", "0")) for n in tree), default=0)

    def reference(self, words: str) -> str:
        """Return a run that refers to a new note of these words."""
        self._texts.append(words)
        number = self._first + len(self._texts) - 1
        style = self._styles.id_of("footnote reference")
        return (
            f'<w:r><w:rPr><w:rStyle w:val="{style}"/></w:rPr>'
            f'<w:footnoteReference w:id="{number}"/></w:r>'
        )

    def store(self) -> None:
        """Put the notes into the document; nothing changes if there are none."""
        if not self._texts:
            return
        tree = parse(self._parts.get(FOOTNOTES, _EMPTY.encode()), FOOTNOTES)
        text, mark = self._styles.id_of("footnote text"), self._styles.id_of("footnote reference")
        for number, words in enumerate(self._texts, start=self._first):
            tree.append(
                etree.fromstring(
                    f'<w:footnote xmlns:w="{W_NS}" w:id="{number}"><w:p>'
                    f'<w:pPr><w:pStyle w:val="{text}"/></w:pPr>'
                    f'<w:r><w:rPr><w:rStyle w:val="{mark}"/></w:rPr><w:footnoteRef/></w:r>'
                    f'<w:r><w:t xml:space="preserve"> {escape(words)}</w:t></w:r>'
                    f"</w:p></w:footnote>"
                )
            )
        if FOOTNOTES not in self._parts:
            add_content_type(self._parts, FOOTNOTES, _TYPE)
            add_relationship(self._parts, "word/document.xml", _KIND, "footnotes.xml")
        self._parts[FOOTNOTES] = serialised(tree)
