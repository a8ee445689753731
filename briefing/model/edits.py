"""Edits: every change that a user can make, as a label and a function from project to project."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from itertools import compress
from operator import attrgetter
from typing import Any

from briefing.errors import ProjectError
from briefing.language import tr, tr_many
from briefing.model.article import Article
from briefing.model.brief import Brief, Piece, Placed, SectionText, body_of
from briefing.model.excerpt import Assessment, Excerpt, cut
from briefing.model.project import Project
from briefing.model.tags import TagScheme
from briefing.model.template import Template


@dataclass(frozen=True, slots=True)
class Edit:
    """One change: `label` names it in the undo menu, `apply` is pure.

    Edits that follow each other within a second with the same `merge` key become one undo step.
    `blobs` are bytes, by their SHA-256, that the new value refers to and the file must keep.
    """

    label: str
    apply: Callable[[Project], Project]
    merge: str = ""
    blobs: Mapping[str, bytes] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Stamp:
    """What a new thing is given from outside, so that edits stay pure: id, author, ISO time."""

    id: str
    author: str
    time: str


def add_articles(articles: Iterable[Article], blobs: Mapping[str, bytes] | None = None) -> Edit:
    """Add articles to the project; one that is there already is replaced."""
    added = tuple(articles)
    label = (
        tr("Add “{name}”", name=added[0].name)
        if len(added) == 1
        else tr_many("Add {count} article", "Add {count} articles", len(added))
    )
    return Edit(label, lambda project: project.having("articles", *added), blobs=blobs or {})


def remove_article(article: Article) -> Edit:
    """Take an article and its excerpts out of the project."""

    def apply(project: Project) -> Project:
        gone = [e.id for e in project.excerpts.values() if e.article == article.id]
        return project.without("articles", article.id).without("excerpts", *gone)

    return Edit(tr("Remove “{name}”", name=article.name), apply)


def toggle_tag(article: str, start: int, end: int, tag: str, name: str, stamp: Stamp) -> Edit:
    """Tag the words from `start` to `end` (code points), or take the tag off them.

    Exactly these words are one excerpt, however many tags it has. Without tag, note and
    assessment it goes. All excerpts of the project are looked through for it.
    """

    def apply(project: Project) -> Project:
        excerpt = excerpt_at(project, article, start, end)
        fresh = excerpt or new_excerpt(project, article, start, end, stamp)
        return toggle_tag_of(fresh, tag, name).apply(project)

    return Edit(tr("Tag “{name}”", name=name), apply)


def toggle_tag_of(excerpt: Excerpt, tag: str, name: str) -> Edit:
    """Tag an excerpt, which may be a new one, or take the tag off; see `toggle_tag`."""

    def apply(project: Project) -> Project:
        toggled = project.excerpts.get(excerpt.id, excerpt).toggled(tag)
        if toggled.is_bare:
            return project.without("excerpts", toggled.id)
        return project.having("excerpts", toggled)

    return Edit(tr("Tag “{name}”", name=name), apply)


def untag(excerpt: Excerpt, tag: str, name: str) -> Edit:
    """Take one tag off an excerpt."""

    def apply(project: Project) -> Project:
        now = project.excerpts[excerpt.id]
        left = replace(now, tags=tuple(t for t in now.tags if t != tag))
        if left.is_bare:
            return project.without("excerpts", left.id)
        return project.having("excerpts", left)

    return Edit(tr("Untag “{name}”", name=name), apply)


def add_excerpts(excerpts: Iterable[Excerpt]) -> Edit:
    """Add excerpts as they are."""
    added = tuple(excerpts)
    return Edit(tr("Add excerpts"), lambda project: project.having("excerpts", *added))


def remove_excerpt(excerpt: Excerpt) -> Edit:
    """Remove an excerpt with its tags, note and assessment."""
    return Edit(tr("Remove excerpt"), lambda project: project.without("excerpts", excerpt.id))


def set_note(excerpt: Excerpt, note: str) -> Edit:
    """Write the note of an excerpt."""
    return Edit(
        tr("Edit note"), _replacing("excerpts", excerpt.id, note=note), merge=f"note {excerpt.id}"
    )


def assess(excerpt: Excerpt, assessment: Assessment, what: str) -> Edit:
    """Say who said an excerpt and how sure that is; `what` names the part that changed."""
    return Edit(
        tr("Set {what}", what=what),
        _replacing("excerpts", excerpt.id, assessment=assessment),
        merge=f"assess {excerpt.id} {what}",
    )


def add_brief(brief: Brief, template: Template, blobs: Mapping[str, bytes]) -> Edit:
    """Start a brief; the project keeps a copy of its template."""

    def apply(project: Project) -> Project:
        return project.having("templates", template).having("briefs", brief)

    return Edit(tr("New brief: {title}", title=template.title), apply, blobs=blobs)


def change_template(brief: Brief, template: Template, blobs: Mapping[str, bytes]) -> Edit:
    """Give a brief another template; fields and sections of the same key stay, the others wait."""

    def apply(project: Project) -> Project:
        changed = replace(project.briefs[brief.id], template=template.id)
        return project.having("templates", template).having("briefs", changed)

    return Edit(tr("Use template “{title}”", title=template.title), apply, blobs=blobs)


def rename_brief(brief: Brief, title: str) -> Edit:
    """Give a brief another title."""
    return Edit(
        tr("Rename brief"), _replacing("briefs", brief.id, title=title), merge=f"title {brief.id}"
    )


def remove_brief(brief: Brief) -> Edit:
    """Remove a brief; its excerpts stay in their articles."""
    return Edit(
        tr("Remove brief “{title}”", title=brief.title),
        lambda project: project.without("briefs", brief.id),
    )


def set_field(brief: str, key: str, value: str, label: str) -> Edit:
    """Fill in a header field of a brief; an empty value clears it."""

    def apply(project: Project) -> Project:
        fields = {**project.briefs[brief].fields, key: value}
        if not value:
            del fields[key]
        return project.having("briefs", replace(project.briefs[brief], fields=fields))

    return Edit(tr("Fill in {label}", label=label), apply, merge=f"field {brief} {key}")


def set_check(brief: str, kind: str, label: str, *, on: bool) -> Edit:
    """Switch a kind of check on or off for one brief, whatever its template says."""

    def apply(project: Project) -> Project:
        old = project.briefs[brief]
        checks = {**old.checks, kind: "on" if on else "off"}
        return project.having("briefs", replace(old, checks=checks))

    said = tr("Check “{label}”", label=label) if on else tr("Do not check “{label}”", label=label)
    return Edit(said, apply)


def write_section(brief: str, key: str, pieces: tuple[Piece, ...], *, typing: int = -1) -> Edit:
    """Set what stands in a section and in what order.

    `typing` is the index of the piece being typed in; keystrokes in one piece become one step.
    """

    def change(section: SectionText) -> SectionText:
        return replace(section, body=body_of(pieces))

    merge = f"section {brief} {key} {typing}" if typing >= 0 else ""
    return _section_edit(tr("Write") if typing >= 0 else tr("Arrange"), brief, key, change, merge)


def leave_out(brief: str, key: str, excerpt: str) -> Edit:
    """Leave an excerpt out of a section; it keeps its tags."""

    def change(section: SectionText) -> SectionText:
        kept = tuple(piece for piece in section.pieces() if piece != Placed(excerpt))
        return replace(section, body=body_of(kept), left_out=(*section.left_out, excerpt))

    return _section_edit(tr("Leave out excerpt"), brief, key, change)


def take_in(brief: str, key: str, excerpt: str) -> Edit:
    """Take an excerpt that was left out of a section back in."""

    def change(section: SectionText) -> SectionText:
        left_out = tuple(other for other in section.left_out if other != excerpt)
        return replace(section, left_out=left_out)

    return _section_edit(tr("Take excerpt back in"), brief, key, change)


def set_scheme(scheme: TagScheme) -> Edit:
    """Add a tag scheme or replace the one with its id."""
    return Edit(
        tr("Change tags “{name}”", name=scheme.name),
        lambda project: project.having("schemes", scheme),
    )


def together(label: str, *edits: Edit) -> Edit:
    """Return several edits as one step."""

    def apply(project: Project) -> Project:
        for edit in edits:
            project = edit.apply(project)
        return project

    return Edit(label, apply, blobs={k: v for edit in edits for k, v in edit.blobs.items()})


def excerpt_at(project: Project, article: str, start: int, end: int) -> Excerpt | None:
    """Return the excerpt of exactly these words, if there is one."""
    excerpts = project.excerpts.values()
    there = compress(excerpts, map(start.__eq__, map(attrgetter("start"), excerpts)))
    return next((e for e in there if e.end == end and e.article == article), None)


def new_excerpt(project: Project, article: str, start: int, end: int, stamp: Stamp) -> Excerpt:
    """Return a bare excerpt of these words.

    Raises ProjectError if the range is empty or outside the article.
    """
    text = project.articles[article].text
    if not 0 <= start < end <= len(text):
        raise ProjectError(
            tr(
                "There are no words from {start} to {end} in “{name}”.",
                start=start,
                end=end,
                name=project.articles[article].name,
            ),
            tr("Select some words first."),
        )
    quote, prefix, suffix = cut(text, start, end)
    return Excerpt(
        stamp.id, article, start, end, quote, prefix, suffix,
        author=stamp.author, created=stamp.time,
    )  # fmt: skip


def _section_edit(
    label: str,
    brief: str,
    key: str,
    change: Callable[[SectionText], SectionText],
    merge: str = "",
) -> Edit:
    def apply(project: Project) -> Project:
        old = project.briefs[brief]
        sections = {**old.sections, key: change(old.section(key))}
        return project.having("briefs", replace(old, sections=sections))

    return Edit(label, apply, merge=merge)


def _replacing(kind: str, key: str, **values: Any) -> Callable[[Project], Project]:
    def apply(project: Project) -> Project:
        return project.having(kind, replace(project.items(kind)[key], **values))

    return apply
