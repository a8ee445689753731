"""Reads sheets: a first line `%SHEET`, fields as `%name value`, then a paragraph a line."""

from __future__ import annotations

from briefing.errors import LoadError
from briefing.loaders.article import made
from briefing.loaders.blocks import TextBuilder
from briefing.loaders.findings import Findings
from briefing.model.article import BlockKind
from briefing.services.ports import LoadedArticle

MARK = "%SHEET"
FIELDS = {"headline": "headline", "place": "place", "agency": "agency"}
"""The fields of a sheet that are known, and what they are of an article."""


class SheetLoader:
    """Reads .sheet files."""

    name = "sheet"
    label = "Sheet"
    suffixes: tuple[str, ...] = (".sheet",)

    def load(self, data: bytes, source: str) -> list[LoadedArticle]:
        """Return the article; raises LoadError for what is no sheet."""
        first, *lines = data.decode("utf-8", "replace").splitlines() or [""]
        if first.strip() != MARK:
            raise LoadError(f"{source} is no sheet: its first line is not “{MARK}”.", "Add it.")
        text, said = TextBuilder(), Findings()
        for line in lines:
            if line.startswith("%"):
                key, _, value = line[1:].partition(" ")
                if key in FIELDS:
                    said.add(FIELDS[key], value, f"the line “%{key}”")
            elif line.startswith("- "):
                text.add(line[2:], BlockKind.LIST_ITEM)
            else:
                text.add(line)
        if not text.blocks:
            raise LoadError(f"{source} has no words in it.", "Open another sheet.")
        return [made(data, source, text.text, text.blocks, said.metadata())]
