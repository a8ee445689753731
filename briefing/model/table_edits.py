"""Putting a table, or any other words, at the end of a section of a brief."""

from __future__ import annotations

from briefing.model.brief import Piece, Rest, Words
from briefing.model.edits import Edit, write_section
from briefing.model.project import Project


def add_words(brief: str, key: str, markdown: str, label: str) -> Edit:
    """Add CommonMark below what is written in a section, before the excerpts that end it."""

    def apply(project: Project) -> Project:
        pieces = list(project.briefs[brief].section(key).pieces())
        rest: list[Piece] = [pieces.pop()] if pieces and isinstance(pieces[-1], Rest) else []
        words = markdown.strip("\n")
        if pieces and isinstance(last := pieces[-1], Words):
            pieces[-1] = Words(f"{last.markdown}\n\n{words}")
        else:
            pieces.append(Words(words))
        return write_section(brief, key, (*pieces, *rest)).apply(project)

    return Edit(label, apply)
