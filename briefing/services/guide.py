"""The user guide as the window shows it: its pages, their places, and where words stand in them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from markdown_it.token import Token

SCHEME = "guide"
"""What addresses of pages and pictures begin with in a page."""
FIRST = "guide/README.md"
"""The page that leads to all others."""
_BEGINNING = "first-brief.md"
_GROUP = re.compile(r"^\*\*([^*]+)\*\*(?:: )?", re.MULTILINE)
_LINK = re.compile(r"\]\(([^)#\s]+)")
_FOLDERS = (".", "guide", "reference")
"""Where pages lie, from the folder of the documentation; what else lies there is not shown."""


@dataclass(frozen=True, slots=True)
class GuidePage:
    """One page: `address` is its path from the folder of the documentation, with slashes."""

    address: str
    title: str
    markdown: str

    @property
    def places(self) -> list[str]:
        """The anchors of its headings, in their order, as links name them."""
        return [place_of(each) for each in re.findall(r"^#+ (.+)$", self.markdown, re.MULTILINE)]


@dataclass(frozen=True, slots=True)
class GuideGroup:
    """Pages that belong together, under the words that the first page has for them."""

    title: str
    pages: tuple[GuidePage, ...]


class Guide:
    """Reads the pages of a folder of documentation; one that is missing has none."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.pages: dict[str, GuidePage] = {}
        self._plain: dict[str, str] = {}
        for part in _FOLDERS:
            for path in sorted((folder / part).glob("*.md")):
                address = path.relative_to(folder).as_posix()
                text = path.read_text(encoding="utf-8")
                title = text.partition("\n")[0].lstrip("# ")
                self.pages[address] = GuidePage(address, title, text)

    @cached_property
    def groups(self) -> list[GuideGroup]:
        """The pages in the groups and the order of the first page, each page once."""
        if FIRST not in self.pages:
            return []
        _before, *parts = _GROUP.split(self.pages[FIRST].markdown)
        seen, found = {FIRST}, [GuideGroup("", (self.pages[FIRST],))]
        for title, text in zip(parts[::2], parts[1::2], strict=True):
            pages = []
            for link in _LINK.findall(text):
                address = _joined("guide", link)
                if address in self.pages and address not in seen:
                    seen.add(address)
                    pages.append(self.pages[address])
            if pages:
                found.append(GuideGroup(title, tuple(pages)))
        return found

    def html(self, address: str) -> str:
        """Return a page as HTML: headings with anchors, pictures with whole addresses.

        Raises KeyError for no page.
        """
        from markdown_it.token import Token

        from briefing.services.section_text.markdown_runs import parser

        tokens = parser().parse(self.pages[address].markdown)
        for head, inline in pairwise(tokens):
            parts = inline.children or []
            if head.type == "paragraph_open" and {each.type for each in parts} == {"image"}:
                head.attrSet("class", "picture")
            if head.type == "heading_open":
                anchor = f'<a name="{place_of(inline.content)}"></a>'
                parts.insert(0, Token("html_inline", "", 0, content=anchor))
            for each in parts:
                if each.type == "image":
                    where = _joined(address.rpartition("/")[0], str(each.attrGet("src")))
                    each.attrSet("src", f"{SCHEME}:/{where}")
        return str(parser().renderer.render(tokens, parser().options, {}))

    def entry(self, menu: str, words: str) -> str:
        """Return the page of the guide's own folder that tells of a menu entry, "" for none.

        It is the one that names the entry most often and earliest, and after a "#" the place where
        it does; the page for beginners, which names much, comes last.
        """
        spelled = r"\s+".join(map(re.escape, f"**{menu} > {words}**".split()))
        named = re.compile(spelled)
        found = [
            (page.address.endswith(_BEGINNING), -len(places), places[0].start(), page.address)
            for page in self._own_pages()
            if (places := list(named.finditer(page.markdown)))
        ]
        if not found:
            return ""
        *_rank, start, address = min(found)
        headings = re.findall(r"^##+ (.+)$", self.pages[address].markdown[:start], re.MULTILINE)
        name = address.removeprefix("guide/")
        return f"{name}#{place_of(headings[-1])}" if headings else name

    def _own_pages(self) -> list[GuidePage]:
        pages = [page for group in self.groups for page in group.pages if page.address != FIRST]
        return [page for page in pages if page.address.startswith("guide/")]

    def with_words(self, words: str) -> set[str]:
        """Return the addresses of the pages in which these words stand, in any case."""
        wanted = " ".join(words.casefold().split())
        return {address for address in self.pages if wanted in self._words(address)}

    def _words(self, address: str) -> str:
        if address not in self._plain:
            from briefing.services.section_text.markdown_runs import parser

            said = (_said(token) for token in parser().parse(self.pages[address].markdown))
            self._plain[address] = " ".join("\n".join(said).casefold().split())
        return self._plain[address]


def place_of(heading: str) -> str:
    """Return the anchor of a heading: its words in small letters with hyphens between."""
    return re.sub(r"[^\w -]", "", heading).lower().replace(" ", "-")


def _said(token: Token) -> str:
    if token.children is None:
        return token.content
    shown = ("text", "code_inline", "softbreak")
    return "".join(each.content or " " for each in token.children if each.type in shown)


def _joined(folder: str, link: str) -> str:
    """Return where a link leads, from the folder of the documentation."""
    parts = folder.split("/") if folder else []
    for part in link.split("/"):
        if part == "..":
            parts = parts[:-1]
        elif part != ".":
            parts.append(part)
    return "/".join(parts)
