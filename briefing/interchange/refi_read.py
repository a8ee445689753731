"""Reads REFI-QDA 1.5 projects (.qdpx)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import PurePosixPath
from typing import Any

from briefing.interchange.archive import damaged, tree_of, unpacked
from briefing.interchange.own_note import (
    ASSESSMENT,
    GUID,
    METADATA,
    OwnArticle,
    OwnNote,
    assessment_of,
    blocks_of,
    key_or_none,
    metadata_of,
    read_note,
)
from briefing.interchange.positions import Places, Spot, Wanted
from briefing.interchange.refi_schema import PROJECT, Conforming, key_of
from briefing.interchange.refi_tree import (
    FORM,
    Notes,
    Texts,
    children,
    colour_of,
    one_line,
    q,
    text_sources,
    values_of,
)
from briefing.language import marked, tr
from briefing.model.article import Article, Block, BlockKind, clean_text, count_words, text_hash
from briefing.model.excerpt import Excerpt, cut
from briefing.model.tags import Tag, TagScheme, free_id
from briefing.services.interchange import Imported, Loss, guid_of, loss, losses

KEPT = marked("kept, and given back when the project is exported as REFI-QDA")


class RefiReader:
    """Reads projects of other tools, whichever way they count; what it cannot show it keeps."""

    name = FORM
    label = marked("REFI-QDA projects")
    suffixes = (".qdpx", ".qde")

    def read(self, data: bytes, source: str) -> Imported:
        """Return what the project gives; raises LoadError."""
        files = unpacked(data, source) if data[:2] == b"PK" else {"project.qde": data}
        names = [n for n in files if n.lower().endswith(".qde")]
        if not names:
            raise damaged(source, tr("it has no project.qde"))
        root = tree_of(files.pop(min(names, key=len)), source, huge=True)
        if not isinstance(root.tag, str) or root.tag.rpartition("}")[2] != "Project":
            raise damaged(source, tr("it is no REFI-QDA project"))
        return _Reading(root, files, source).imported()


class _Reading:
    def __init__(self, root: Any, files: dict[str, bytes], source: str) -> None:
        self._conforming = Conforming(PROJECT)
        self._conforming.root(root)
        root.tag = q("Project")
        self._root, self._files, self._source = root, files, source
        self._texts = Texts(files)
        self._notes = Notes(root, self._texts)
        self._own = read_note(self._notes.text(GUID)) or OwnNote()
        users = children(root, "Users")
        self._users = {
            key_of(user.get("guid")): user.get("name") or user.get("id") or ""
            for user in children(users[0] if users else None, "User")
        }
        self._names = {guid_of("variables", key): key for key in (*METADATA, *ASSESSMENT)}
        self._assessed = self._assessments()
        self._ids: dict[str, str] = {}
        self._tags: dict[str, str] = {}
        self._spots: list[tuple[str, Spot]] = []

    def imported(self) -> Imported:
        """Return everything that the project gives."""
        schemes = self._schemes()
        articles, excerpts, textless = [], [], []
        for text, holder in text_sources(self._root):
            raw = self._texts.of(text)
            if raw is None or not clean_text(raw).strip():
                textless.append(holder.get("name") or holder.get("guid"))
                continue
            places = Places(raw)
            article = self._article(text, holder, places.text)
            articles.append(article)
            excerpts += self._excerpts(text, article, places)
        lost = self._losses(textless)
        self._strip({key.removeprefix("articles ") for key in self._ids})
        from lxml import etree

        return Imported(
            tuple(articles), schemes, tuple(excerpts), losses=lost,
            document=etree.tostring(self._root), files=self._kept_files(), ids=self._ids,
        )  # fmt: skip

    def _schemes(self) -> tuple[TagScheme, ...]:
        codebook = self._root.find(q("CodeBook"))
        tags: dict[str, Tag] = {}
        if codebook is not None:
            take_codes(codebook[0], None, tags)
        schemes = arranged(tags, self._own, self._root.get("name") or self._source)
        self._tags = {guid_of("tags", t.id).lower(): t.id for s in schemes for t in s.tags}
        return schemes

    def _article(self, element: Any, holder: Any, text: str) -> Article:
        guid = key_of(element.get("guid"))
        name = one_line(holder.get("name") or element.get("name") or "")
        sha256 = text_hash(text)
        noted = self._own.articles.get(guid)
        blocks = blocks_of(noted, text) if noted and noted.sha256 == sha256 else None
        found = noted.found if noted else ()
        self._ids[f"articles {guid}"] = guid
        return Article(
            id=_own_id(noted, guid), source=noted.source if noted else (name or self._source),
            title=noted.title if noted and noted.name == name else (name or None), text=text,
            blocks=lines_of(text) if blocks is None else blocks,
            metadata=metadata_of(values_of(holder, self._names), found), sha256=sha256,
            added=noted.added if noted else "", words=count_words(text),
        )  # fmt: skip

    def _excerpts(self, source: Any, article: Article, places: Places) -> list[Excerpt]:
        selections = children(source, "PlainTextSelection")
        wanted = [_wanted(each) for each in selections]
        made = []
        for selection, spot in zip(selections, places.placed(wanted), strict=True):
            self._spots.append((article.name, spot))
            made.append(self._excerpt(selection, article, spot))
        return made

    def _excerpt(self, selection: Any, article: Article, spot: Spot) -> Excerpt:
        guid = key_of(selection.get("guid"))
        quote, prefix, suffix = cut(article.text, spot.start, spot.end)
        review = spot.review
        if noted := self._own.reviews.get(guid):
            review = noted.review
            quote, prefix, suffix = noted.quote or quote, noted.prefix, noted.suffix
        codings = children(selection, "Coding")
        tags = (self._tags.get(key_of(coding[0].get("targetGUID"))) for coding in codings)
        maker = selection.get("creatingUser") or (codings and codings[0].get("creatingUser")) or ""
        return Excerpt(
            guid, article.id, spot.start, spot.end, quote, prefix, suffix,
            tuple(dict.fromkeys(filter(None, tags))),
            self._notes.of(selection, quote), assessment_of(self._assessed.get(guid, {})),
            self._users.get(key_of(maker), ""), selection.get("creationDateTime") or "", review,
        )  # fmt: skip

    def _assessments(self) -> dict[str, dict[str, str]]:
        """Return the assessments that our cases hold, by the GUID of the selection."""
        found: dict[str, dict[str, str]] = {}
        cases = children(self._root, "Cases")
        for case in children(cases[0] if cases else None, "Case"):
            values = values_of(case, self._names)
            if values:
                for ref in children(case, "SelectionRef"):
                    found[key_of(ref.get("targetGUID"))] = values
        return found

    def _losses(self, textless: Iterable[str]) -> tuple[Loss, ...]:
        sources = self._root.find(q("Sources"))
        media = [
            each.get("name") or each.get("guid")
            for each in (sources if sources is not None else ())
            if each.tag not in (q("TextSource"), q("PDFSource"))
        ]
        whole = [e for e in self._root.iter(q("Coding")) if not _on_selection(e)]
        named = {
            marked("Cases"): "Case", marked("Links"): "Link", marked("Sets"): "Set",
            marked("Graphs"): "Graph",
        }  # fmt: skip
        rest = [
            loss(tr(part), (e.get("name") or "" for e in children(self._root.find(q(part)), tag)
                            if not values_of(e, self._names)), tr(KEPT))
            for part, tag in named.items()
        ]  # fmt: skip
        return losses(
            loss(tr("Sources without text"), textless, tr("their text is not in the file")),
            loss(tr("Pictures, sound and video"), media, tr(KEPT)),
            loss(tr("Codes on whole documents or other media"), ("" for _ in whole), tr(KEPT)),
            *rest,
            loss(tr("Excerpts moved to where their words stand"),
                 (name for name, spot in self._spots if spot.moved and not spot.review)),
            loss(tr("Excerpts to look at"), (name for name, spot in self._spots if spot.review),
                 tr("their place is not certain")),
            *beyond_standard(self._conforming),
        )  # fmt: skip

    def _strip(self, taken: set[str]) -> None:
        """Leave out of the tree the words that the articles hold."""
        for text, _holder in text_sources(self._root):
            if key_of(text.get("guid")) in taken:
                name = self._texts.file(text.get("plainTextPath"))
                if name is not None:
                    self._files.pop(name, None)
                for content in children(text, "PlainTextContent"):
                    text.remove(content)

    def _kept_files(self) -> Mapping[str, bytes]:
        return {PurePosixPath(name).name: data for name, data in self._files.items()}


def beyond_standard(conforming: Conforming) -> Iterator[Loss]:
    """Yield what a file held that the standard has no place for."""
    for what, count in sorted(conforming.left_out.items()):
        yield Loss(f"“{what}”", count, why=tr("the standard has no such thing here; left out"))


def take_codes(holder: Any, parent: str | None, tags: dict[str, Tag]) -> None:
    """Put the codes in an element of a project or codebook, and those below them, among `tags`."""
    for code in (each for each in holder if each.tag.endswith("}Code")):
        guid = key_of(code.get("guid"))
        if guid not in tags:
            tags[guid] = _tag_of(code, parent)
        take_codes(code, guid, tags)


def _tag_of(code: Any, parent: str | None) -> Tag:
    """Return the tag of a code element; one that is no code itself is offered no more."""
    description = next((e.text or "" for e in code if e.tag.endswith("}Description")), "")
    return Tag(
        key_of(code.get("guid")), one_line(code.get("name")) or "Untitled", "", colour_of(code),
        description=description.strip(), parent=parent,
        retired=code.get("isCodable") not in ("true", "1"),
    )  # fmt: skip


def arranged(tags: Mapping[str, Tag], own: OwnNote, title: str) -> tuple[TagScheme, ...]:
    """Return tags by GUID in their schemes: those that the note names, the others in one more."""
    from dataclasses import replace

    own_ids = {guid: t.id for s in own.schemes for guid, t in s.tags.items() if guid in tags}
    left = dict(tags)
    schemes = []

    def placed(guid: str, **more: Any) -> Tag:
        tag = left.pop(guid)
        parent = own_ids.get(tag.parent, tag.parent) if tag.parent else None
        return replace(tag, parent=parent, **more)

    for scheme in own.schemes:
        inside = [
            placed(guid, id=t.id, code=t.code, key=key_or_none(t.key), retired=t.retired)
            for guid, t in scheme.tags.items()
            if guid in left and guid_of("tags", t.id).lower() == guid
        ]
        if inside:
            schemes.append(TagScheme(scheme.id, scheme.name, scheme.version, tuple(inside)))
    if left:
        name = one_line(title.removesuffix(".qdpx").removesuffix(".qdc")) or "Codes"
        rest = tuple(placed(guid) for guid in tuple(left))
        schemes.append(TagScheme(free_id(name, {s.id for s in schemes}), name, 1, rest))
    return tuple(schemes)


def lines_of(text: str) -> tuple[Block, ...]:
    """Return each line that says something as a paragraph."""
    blocks, at = [], 0
    for line in text.split("\n"):
        if words := line.strip():
            start = at + line.index(words)
            blocks.append(Block(BlockKind.PARAGRAPH, 0, start, start + len(words)))
        at += len(line) + 1
    return tuple(blocks)


def _own_id(noted: OwnArticle | None, guid: str) -> str:
    fits = noted is not None and guid_of("articles", noted.id).lower() == guid
    return noted.id if noted is not None and fits else guid


def _wanted(selection: Any) -> Wanted:
    description = selection.find(q("Description"))
    hints = (
        selection.get("name") or "",
        (description.text or "") if description is not None else "",
    )
    start, end = int(selection.get("startPosition")), int(selection.get("endPosition"))
    return Wanted(start, end, tuple(hint for hint in hints if hint))


def _on_selection(coding: Any) -> bool:
    return bool(coding.getparent().tag == q("PlainTextSelection"))
