"""Reads what was copied from a web page: every word of it, for whoever copied has chosen."""

from __future__ import annotations

from typing import Any

from briefing.errors import LoadError
from briefing.language import tr
from briefing.loaders.article import cleaned, made
from briefing.loaders.blocks import TextBuilder
from briefing.loaders.findings import Findings
from briefing.loaders.formats import facts
from briefing.loaders.fragments import COPIED_UNSEEN, add_fragment, parsed
from briefing.loaders.html import refuse_tangled
from briefing.loaders.opening import add_heading, read_opening
from briefing.services.articles.copied import is_clipboard_file, source_address
from briefing.services.ports import LoadedArticle

CLIPBOARD = "address that came with the copied words"


class CopiedLoader:
    """Reads the clipboard's HTML; nothing is taken for furniture of a page and left out."""

    name, label, suffixes = facts("copied")

    def recognises(self, data: bytes, name: str) -> bool:  # noqa: ARG002 as every loader is asked
        """Tell whether `data` is what a browser puts on the clipboard."""
        return is_clipboard_file(data)

    def load(self, data: bytes, source: str) -> list[LoadedArticle]:
        """Return the article; raises LoadError if there are no words in it."""
        start = max(0, data.find(b"<"))
        refuse_tangled(data[start:], source)
        text, warnings = cleaned(data[start:].decode("utf-8", "replace"))
        tree = parsed(text)
        builder = TextBuilder()
        if tree is not None:
            add_fragment(builder, tree, COPIED_UNSEEN)
        if not builder.blocks:
            raise LoadError(
                tr("There are no words in {source}.", source=source), tr("Copy the article's text.")
            )
        findings = Findings()
        address = source_address(data[:start].decode("utf-8", "replace"))
        findings.add("url", address, CLIPBOARD)
        read_opening(findings, builder)
        add_heading(findings, builder)
        findings.add("language", _language(tree), "attribute lang")
        return [made(data, source, builder.text, builder.blocks, findings.metadata(), warnings)]


def _language(tree: Any) -> str | None:
    """Return the language of the whole, which is not that of a word in it."""
    around = [tree, *tree.iterchildren("body")]
    return next((each.get("lang") for each in around if each.get("lang")), None)
