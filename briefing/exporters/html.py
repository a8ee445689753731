"""Writes the outline as one accessible web page that loads nothing."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from html import escape

from briefing.exporters.formats import facts
from briefing.exporters.fragments import Fragments
from briefing.language import is_from_the_right, said_in
from briefing.model.outline import Outline, Section
from briefing.services.ports import TemplatePackage

_STYLE = (
    "body{font:17px/1.55 Georgia,serif;max-width:42em;margin:2em auto;padding:0 1em;color:#1f2328}"
    "h1,h2,h3{font-family:system-ui,sans-serif;line-height:1.25}dt{font-weight:600}"
    "dl{display:grid;grid-template-columns:max-content 1fr;gap:.2em 1em}dd{margin:0}"
    "table{border-collapse:collapse;width:100%}th,td{border:1px solid #85898f;padding:.35em .5em;"
    "text-align:start;vertical-align:top}.marking,.draft{text-align:center;font-weight:700}"
    ".placeholder{color:#7a3b00;font-style:italic}blockquote{border-inline-start:3px solid #85898f;"
    "margin-inline-start:0;padding-inline-start:1em}"
)


class HtmlExporter:
    """Takes the words of the outline; the template gives the order only."""

    name, label, suffix = facts("html")

    def export(self, outline: Outline, package: TemplatePackage) -> bytes:  # noqa: ARG002 the port's
        """Return the page in UTF-8; no script, nothing from elsewhere."""
        return "\n".join(_page(outline)).encode()


def _page(outline: Outline) -> Iterator[str]:
    code = outline.language
    fragments = Fragments(partial(_note, code), {"placeholder": 'class="placeholder"'})
    way = "rtl" if is_from_the_right(code) else "ltr"
    yield f'<!DOCTYPE html>\n<html lang="{escape(code)}" dir="{way}">\n<head>'
    yield '<meta charset="utf-8">'
    yield (
        '<meta http-equiv="Content-Security-Policy" '
        "content=\"default-src 'none'; style-src 'unsafe-inline'\">"
    )
    yield f'<meta name="author" content="{escape(outline.author)}">'
    yield f"<title>{escape(outline.title)}</title>\n<style>{_STYLE}</style>\n</head>\n<body>"
    marking = f'<p class="marking">{escape(outline.marking)}</p>' if outline.marking else ""
    yield marking
    if outline.draft:
        yield f'<p class="draft">{escape(said_in(code, "DRAFT"))}</p>'
    yield f"<h1>{escape(outline.title)}</h1>\n<dl>"
    rows = [(field.label, field.value) for field in outline.fields] + [
        (said_in(code, "Date"), outline.date)
    ]
    yield from (f"<dt>{escape(label)}</dt><dd>{escape(value)}</dd>" for label, value in rows)
    yield "</dl>"
    for section in outline.sections:
        yield from _section(section, 2, fragments)
    for part in outline.parts:
        yield f"<h2>{escape(part.source.line)}</h2>"
        for section in part.sections:
            yield from _section(section, 3, fragments)
    yield from _back_matter(outline)
    yield f"{marking}\n</body>\n</html>\n"


def _back_matter(outline: Outline) -> Iterator[str]:
    code = outline.language
    if outline.citations:
        notes, up = escape(said_in(code, "Notes")), escape(said_in(code, "Back to the text"))
        yield f'<section aria-label="{notes}">\n<h2>{notes}</h2>\n<ol>'
        for note in outline.citations:
            back = f'<a href="#cite{note.number}" aria-label="{up}">↩</a>'
            yield f'<li id="note{note.number}">{escape(note.note)} {back}</li>'
        yield "</ol>\n</section>"
    if outline.sources:
        yield f"<h2>{escape(said_in(code, 'Sources'))}</h2>\n<ul>"
        yield from (f"<li>{escape(source.line)}</li>" for source in outline.sources)
        yield "</ul>"


def _section(section: Section, level: int, fragments: Fragments) -> Iterator[str]:
    if section.omitted:
        return
    yield f'<section id="{escape(section.key)}">\n<h{level}>{escape(section.title)}</h{level}>'
    yield from fragments.blocks(section.blocks, level)
    yield "</section>"


def _note(code: str, number: int) -> str:
    name = escape(said_in(code, "Note {number}", number=number))
    return f'<sup><a id="cite{number}" href="#note{number}" aria-label="{name}">{number}</a></sup>'
