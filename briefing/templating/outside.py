"""What stands in a document outside the sections of its brief, for who reads it back."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from briefing.services.section_text.printed_form import words_print
from briefing.templating.package import W


def with_outside(provenance: str, document: Any) -> str:
    """Return provenance that also holds the prints of all paragraphs outside the sections."""
    prints = sorted({words_print(words) for words in outside_words(document)})
    head, end, tail = provenance.rpartition("</brief>")
    if not end:
        return provenance
    return f'{head}<outside prints="{" ".join(prints)}"/>{end}{tail}'


def outside_words(document: Any) -> Iterable[str]:
    """Yield the words of each paragraph of a document that stands in no tagged control."""
    for paragraph in document.iter(f"{W}p"):
        above = paragraph.iterancestors(f"{W}sdt")
        if any(sdt.find(f"{W}sdtPr/{W}tag") is not None for sdt in above):
            continue
        words = "".join(_words(each) for each in paragraph.iter(f"{W}t", f"{W}tab", f"{W}br"))
        if words.strip():
            yield words


def _words(element: Any) -> str:
    return element.text or "" if element.tag == f"{W}t" else " "
