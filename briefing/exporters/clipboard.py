"""The brief for the clipboard: plain text, and HTML that Word and mail programs take as it is."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from briefing.exporters.fragments import Fragments
from briefing.exporters.text import text_of
from briefing.language import is_from_the_right, said_in
from briefing.model.outline import Outline, Section
from briefing.services.ports import Copied

_SANS = "font-family:Calibri,Carlito,Arial,sans-serif"
_BORDER = "border:1px solid #85898f;padding:3pt 5pt;text-align:left;vertical-align:top"
# Mail programs drop style sheets; only what stands at the element itself arrives.
_LOOKS = {
    "p": f'style="{_SANS};font-size:11pt;margin:0 0 6pt 0"',
    "quote": f'style="{_SANS};font-size:11pt;font-style:italic;margin:0 0 6pt 0"',
    "blockquote": 'style="margin:0 24pt 6pt 24pt"',
    "placeholder": f'style="{_SANS};font-size:11pt;font-style:italic;color:#7a3b00"',
    "li": f'style="{_SANS};font-size:11pt;margin:0 0 3pt 0"',
    "table": 'style="border-collapse:collapse;margin:0 0 8pt 0"',
    "caption": f'style="{_SANS};font-size:10pt;text-align:left;color:#5a6068"',
    "th": f'style="{_SANS};font-size:10pt;{_BORDER};background:#eef2f7"',
    "td": f'style="{_SANS};font-size:10pt;{_BORDER}"',
    "h1": f'style="{_SANS};font-size:22pt;color:#1d4e89;margin:0 0 4pt 0"',
    "h2": f'style="{_SANS};font-size:14pt;color:#1d4e89;margin:12pt 0 4pt 0"',
    "h3": f'style="{_SANS};font-size:12pt;margin:10pt 0 3pt 0"',
    "h4": f'style="{_SANS};font-size:11pt;margin:8pt 0 2pt 0"',
    "mark": f'style="{_SANS};font-size:11pt;font-weight:bold;text-align:center"',
    "note": f'style="{_SANS};font-size:9pt;margin:0 0 2pt 0"',
}


class OutlineCopier:
    """Gives the words of the outline in both forms."""

    def copied(self, outline: Outline) -> Copied:
        """Return text and an HTML fragment that names nothing to load."""
        html = "\n".join(_fragment(outline))
        if is_from_the_right(outline.language):
            html = f'<div dir="rtl">\n{html}\n</div>'
        return Copied(text_of(outline), html)


def _fragment(outline: Outline) -> Iterator[str]:
    code = outline.language
    made = _FROM_THE_RIGHT if is_from_the_right(code) else _FROM_THE_LEFT
    if outline.draft:
        yield made.tag("p", escape(said_in(code, "DRAFT")), "mark")
    if outline.marking:
        yield made.tag("p", escape(outline.marking), "mark")
    yield made.tag("h1", escape(outline.title))
    dated = (said_in(code, "Date"), outline.date)
    for label, value in (*((f.label, f.value) for f in outline.fields), dated):
        named = said_in(code, "{label}:", label=label)
        yield made.tag("p", f"<strong>{escape(named)}</strong> {escape(value)}")
    for section in outline.sections:
        yield from _section(section, 2, made)
    for part in outline.parts:
        yield made.tag("h2", escape(part.source.line))
        for section in part.sections:
            yield from _section(section, 3, made)
    if outline.citations:
        yield made.tag("h2", escape(said_in(code, "Notes")))
        for note in outline.citations:
            yield made.tag("p", f"<sup>{note.number}</sup> {escape(note.note)}", "note")
    if outline.sources:
        yield made.tag("h2", escape(said_in(code, "Sources")))
        items = (made.tag("li", escape(source.line)) for source in outline.sources)
        yield made.tag("ul", "".join(items))


def _section(section: Section, level: int, made: Fragments) -> Iterator[str]:
    if not section.omitted:
        yield made.tag(f"h{level}", escape(section.title))
        yield from made.blocks(section.blocks, level)


def _note(number: int) -> str:
    return f"<sup>{number}</sup>"


_FROM_THE_LEFT = Fragments(_note, _LOOKS)
_FROM_THE_RIGHT = Fragments(
    _note,
    {name: look.replace("text-align:left", "text-align:right") for name, look in _LOOKS.items()},
)
