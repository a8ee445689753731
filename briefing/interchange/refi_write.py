"""Writes REFI-QDA 1.5 projects (.qdpx): what came in comes back, with what has changed since."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable
from typing import Any

from briefing.interchange import own_note
from briefing.interchange.own_note import ASSESSMENT, METADATA
from briefing.interchange.refi_base import base_of, checked
from briefing.interchange.refi_codes import write_codes
from briefing.interchange.refi_schema import PROJECT, Conforming, key_of, mended
from briefing.interchange.refi_tree import (
    FORM,
    Notes,
    Texts,
    added,
    children,
    one_line,
    q,
    section,
    text_sources,
    values_of,
)
from briefing.language import marked, tr
from briefing.model.article import Article, clean_text
from briefing.model.excerpt import Excerpt
from briefing.model.project import Project
from briefing.services.excerpts.excerpt_tables import in_order
from briefing.services.interchange import (
    Exchanged,
    Loss,
    Written,
    guid_of,
    left_behind,
    loss,
    losses,
)

NAME_LENGTH = 120
"""Code points of the words that name a selection."""
ONLY_OURS = marked("they go out in a note that other tools keep but do not read")
_FIXED = (1980, 1, 1, 0, 0, 0)


class RefiWriter:
    """Writes projects; the tree of what was taken in is changed where the project has changed."""

    name = FORM
    label = marked("REFI-QDA project")
    suffixes = (".qdpx",)

    def write(self, exchanged: Exchanged) -> Written:
        """Return the project's file; raises ExportError."""
        base = base_of(exchanged)
        writing = _Writing(exchanged, base.root, base.files, base.guids)
        writing.write()
        conforming = Conforming(PROJECT)
        conforming.root(base.root)
        document = checked(base.root, PROJECT)
        lost = (*_losses(exchanged.project), *base.losses)
        return Written(_packed(document, writing.files), lost)


class _Writing:
    def __init__(
        self, exchanged: Exchanged, root: Any, files: dict[str, bytes], guids: dict[str, str]
    ) -> None:
        self._project = exchanged.project
        self._root, self.files, self._guids = root, files, guids
        self._by_guid = {key_of(e.get("guid")): e for e in root.iter() if e.get("guid") is not None}
        self._notes = Notes(root, Texts(files))
        self._users = {u.get("name"): u.get("guid") for u in root.iter(q("User")) if u.get("name")}
        self._variables = {guid_of("variables", k): k for k in (*METADATA, *ASSESSMENT)}
        self._excerpts = in_order(self._project, self._project.excerpts.values())
        self._sources: dict[str, Any] = {}
        self._kept: set[str] = set()
        self._gone: set[str] = set()
        self._loosened: set[str] = set()

    def write(self) -> None:
        """Bring the tree into line with the project."""
        tags = write_codes(self._root, self._project, self._guids, self._by_guid)
        self._codes = tags.kept
        self._gone |= tags.gone
        taken = {key for key in self._guids if key.startswith("articles ")}
        for article in self._project.articles_in_order():
            self._sources[article.id] = self._article(article)
        for excerpt in self._excerpts:
            self._excerpt(excerpt, self._sources[excerpt.article])
        self._drop_articles(taken)
        self._assessments()
        self._own_note()
        self._drop_references()
        self._drop_notes()
        self._variable_definitions()

    def _guid(self, kind: str, item: str) -> str:
        """Return the GUID of a thing as it is spelled in the tree."""
        key = self._guids.get(f"{kind} {item}") or guid_of(kind, item)
        known = self._by_guid.get(key_of(key))
        return key if known is None else str(known.get("guid"))

    def _article(self, article: Article) -> Any:
        guid = self._guid("articles", article.id)
        source = self._by_guid.get(key_of(guid))
        if source is None:
            source = added(section(self._root, "Sources"), "TextSource", guid=guid)
            if _is_time(article.added):
                source.set("creationDateTime", article.added)
            self._by_guid[key_of(guid)] = source
        holder = source if source.tag == q("TextSource") else source.getparent()
        holder.set("name", one_line(article.name))
        file = f"{key_of(guid)}.txt"
        source.set("plainTextPath", f"internal://{file}")
        self.files[file] = article.text.encode()
        self._set_values(holder, own_note.metadata_values(article.metadata), METADATA)
        return source

    def _excerpt(self, excerpt: Excerpt, source: Any) -> None:
        guid = self._guid("excerpts", excerpt.id)
        selection = self._by_guid.get(key_of(guid))
        self._kept.add(key_of(guid))
        if selection is None:
            name = one_line(clean_text(excerpt.quote))
            name = name if len(name) <= NAME_LENGTH else name[: NAME_LENGTH - 1] + "…"
            selection = added(source, "PlainTextSelection", guid=guid, name=name)
            self._by_guid[key_of(guid)] = selection
            self._made_by(selection, excerpt)
        selection.set("startPosition", str(excerpt.start))
        selection.set("endPosition", str(excerpt.end))
        self._codings(selection, excerpt)
        self._note(selection, excerpt)

    def _codings(self, selection: Any, excerpt: Excerpt) -> None:
        wanted = {key_of(self._codes[tag]): tag for tag in excerpt.tags if tag in self._codes}
        there = set()
        for coding in children(selection, "Coding"):
            code = key_of(coding[0].get("targetGUID"))
            if code in wanted:
                there.add(code)
            else:
                self._gone.add(key_of(coding.get("guid")))
                selection.remove(coding)
        for code, tag in wanted.items():
            if code not in there:
                guid = guid_of("codings", f"{selection.get('guid')} {tag}")
                coding = added(selection, "Coding", guid=guid)
                self._made_by(coding, excerpt)
                added(coding, "CodeRef", targetGUID=self._codes[tag])

    def _note(self, selection: Any, excerpt: Excerpt) -> None:
        """Say what is noted on a selection, unless the tree says that already."""
        note = clean_text(excerpt.note)
        if note == self._notes.of(selection, excerpt.quote):
            return
        for each in selection.findall(q("Description")):
            selection.remove(each)
        for ref in list(selection.iter(q("NoteRef"))):
            ref.getparent().remove(ref)
            self._loosened.add(key_of(ref.get("targetGUID")))
        if not note:
            return
        guid = guid_of("notes", f"on {selection.get('guid')}")
        element = added(section(self._root, "Notes"), "Note", guid=guid)
        element.set("name", one_line(note)[:60] or "Note")
        self._made_by(element, excerpt)
        added(element, "PlainTextContent").text = note
        added(selection, "NoteRef", targetGUID=guid)

    def _made_by(self, element: Any, excerpt: Excerpt) -> None:
        if name := one_line(clean_text(excerpt.author)):
            if name not in self._users:
                self._users[name] = guid_of("users", name)
                added(section(self._root, "Users"), "User", guid=self._users[name], name=name)
            element.set("creatingUser", self._users[name])
        if _is_time(excerpt.created):
            element.set("creationDateTime", excerpt.created)

    def _drop_articles(self, taken: Iterable[str]) -> None:
        """Take out the sources and selections that were taken in and are no more."""
        articles = {self._guids[key]: key.removeprefix("articles ") for key in taken}
        for text, holder in list(text_sources(self._root)):
            key = key_of(text.get("guid"))
            if key in articles and articles[key] not in self._project.articles:
                self._gone |= {key_of(e.get("guid")) for e in holder.iter() if e.get("guid")}
                holder.getparent().remove(holder)
                continue
            if key not in articles and text.get("plainTextPath") != f"internal://{key}.txt":
                continue
            for selection in children(text, "PlainTextSelection"):
                if key_of(selection.get("guid")) not in self._kept:
                    self._gone |= {key_of(e.get("guid")) for e in selection.iter() if e.get("guid")}
                    refs = selection.iter(q("NoteRef"))
                    self._loosened |= {key_of(e.get("targetGUID")) for e in refs}
                    text.remove(selection)

    def _assessments(self) -> None:
        """Write one case for each different assessment, with the selections it is true of."""
        cases = section(self._root, "Cases")
        for case in children(cases, "Case"):
            if ASSESSMENT.keys() & values_of(case, self._variables).keys():
                cases.remove(case)
        groups: dict[tuple[tuple[str, str], ...], list[Excerpt]] = {}
        for excerpt in self._excerpts:
            if values := own_note.assessment_values(excerpt.assessment):
                groups.setdefault(tuple(values.items()), []).append(excerpt)
        for said, excerpts in groups.items():
            name = " · ".join(one_line(clean_text(value)) for _, value in said)
            guid = guid_of("cases", repr(said))
            case = added(cases, "Case", guid=guid, name=name)
            self._set_values(case, dict(said), ASSESSMENT)
            for excerpt in excerpts:
                target = self._guid("excerpts", excerpt.id)
                added(case, "SelectionRef", targetGUID=target)

    def _set_values(self, element: Any, values: dict[str, str], fields: dict[str, str]) -> None:
        if values_of(element, self._variables) == values:
            return
        for old in children(element, "VariableValue"):
            if self._variables.get(key_of(old[0].get("targetGUID"))) in fields:
                element.remove(old)
        for key, value in values.items():
            new = added(element, "VariableValue")
            added(new, "VariableRef", targetGUID=guid_of("variables", key))
            added(new, "TextValue").text = clean_text(value)

    def _variable_definitions(self) -> None:
        """Define the variables that are used."""
        used = {key_of(e.get("targetGUID")) for e in self._root.iter(q("VariableRef"))}
        for key, name in {**METADATA, **ASSESSMENT}.items():
            guid = guid_of("variables", key)
            if guid in used and guid not in self._by_guid:
                added(section(self._root, "Variables"), "Variable", guid=guid, name=name,
                    typeOfVariable="Text",
                )  # fmt: skip

    def _own_note(self) -> None:
        """Write the note of what no other tool has a place for."""
        project = self._project
        note = own_note.OwnNote(
            schemes=[
                own_note.scheme_note(s, {t.id: key_of(self._codes[t.id]) for t in s.tags})
                for s in sorted(project.schemes.values(), key=lambda s: (s.name, s.id))
                if s.tags
            ],
            articles={
                key_of(self._guid("articles", a.id)): own_note.article_note(a)
                for a in project.articles_in_order()
            },
            reviews={
                key_of(self._guid("excerpts", e.id)): own_note.OwnReview(
                    e.review, e.quote, e.prefix, e.suffix
                )
                for e in project.excerpts.values()
                if e.review
            },
        )
        notes = section(self._root, "Notes")
        if own_note.GUID in self._by_guid:
            notes.remove(self._by_guid[own_note.GUID])
        element = added(notes, "Note", guid=own_note.GUID)
        element.set("name", own_note.NAME)
        added(element, "PlainTextContent").text = own_note.spelled(note)
        refs = {key_of(e.get("targetGUID")) for e in children(self._root, "NoteRef")}
        if own_note.GUID not in refs:
            added(self._root, "NoteRef", targetGUID=own_note.GUID)

    def _drop_references(self) -> None:
        """Take out what refers to things that are gone."""
        if not self._gone:
            return
        for element in list(self._root.iter()):
            ends = (element.get(k) for k in ("targetGUID", "originGUID", "representedGUID"))
            gone = any(end is not None and key_of(end) in self._gone for end in ends)
            if gone and element.getparent() is not None:
                element.getparent().remove(element)

    def _drop_notes(self) -> None:
        """Take out the notes that nothing refers to any more since selections went or changed."""
        refs = self._root.iter(q("NoteRef"), q("MemberNote"))
        used = {key_of(e.get("targetGUID")) for e in refs}
        for guid in self._loosened - used:
            note = self._notes.by_guid.get(guid)
            if note is not None:
                note.getparent().remove(note)


def _losses(project: Project) -> tuple[Loss, ...]:
    tags = [tag.name for tag in project.tags()]
    keys = [tag.name for tag in project.tags() if tag.key or tag.retired]
    headed = [a.name for a in project.articles.values() if any(b.level for b in a.blocks)]
    review = [a.name for e in project.excerpts.values() if e.review
              for a in [project.articles[e.article]]]  # fmt: skip
    return (
        *losses(
            loss(tr("Letters and ids of tags"), tags, tr(ONLY_OURS)),
            loss(tr("Keys of tags, and which are retired"), keys, tr(ONLY_OURS)),
            loss(tr("Headings and lists of articles"), headed, tr(ONLY_OURS)),
            loss(tr("Doubts about where excerpts stand"), review, tr(ONLY_OURS)),
        ),
        *left_behind(project),
    )


def _packed(document: bytes, files: dict[str, bytes]) -> bytes:
    """Return the package: the same bytes for the same project."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        parts = {"project.qde": document}
        parts |= {f"sources/{name}": files[name] for name in sorted(files)}
        for name, data in parts.items():
            info = zipfile.ZipInfo(name, _FIXED)
            info.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(info, data)
    return out.getvalue()


def _is_time(words: str) -> bool:
    return bool(words) and mended(words, "time") == words
