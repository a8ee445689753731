"""Which chapters of a book are no part of its text proper: title pages, notes, the index."""

from __future__ import annotations

import re

from briefing.model.article import Article, BlockKind

_NAMES = re.compile(
    r"(the )?(cover|half[- ]?title|title ?page|copyright( (page|notice))?|colophon|imprint"
    r"|dedication|epigraph|(table of )?contents|praise (for|of)\b.*|also by\b.*|other books by\b.*"
    r"|about (the )?(authors?|publisher|editors?|translators?)|list of (illustrations|figures|maps"
    r"|tables|abbreviations)|illustration credits|(picture|photo|image) credits|acknowledge?ments?"
    r"|(end|foot)?notes?( to\b.*| on\b.*)?|references|bibliography|works cited|further reading"
    r"|sources|index( of\b.*)?|glossary|newsletter.*|landmarks|back cover"
    r"|impressum|inhalt(sverzeichnis)?|widmung|danksagung(en)?|anmerkungen|register"
    r"|literatur(verzeichnis)?|über (den autor|die autorin|die autoren)"
    r"|page de titre|sommaire|table des matières|dédicace|remerciements|notes de fin|index"
    r"|bibliographie|portada|índice|dedicatoria|agradecimientos|notas|bibliografía|créditos)",
    re.IGNORECASE,
)
LONGEST_NAME = 80


def is_beside_the_text(chapter: Article) -> bool:
    """Tell whether a chapter is front or back matter, by its name alone.

    A name is the one in the table of contents, else the heading that the chapter begins with.
    """
    name = chapter.metadata.headline or _first_heading(chapter)
    return len(name) <= LONGEST_NAME and bool(_NAMES.fullmatch(" ".join(name.split()).strip(".:")))


def _first_heading(chapter: Article) -> str:
    first = chapter.blocks[0] if chapter.blocks else None
    if first is None or first.kind is not BlockKind.HEADING:
        return ""
    return chapter.text[first.start : first.end]
