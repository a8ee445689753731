"""Takes an excerpt of the library, with its article as its source, into the open project."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import msgspec

from briefing.errors import LibraryError
from briefing.language import tr
from briefing.model.article import Article, clean_text, text_hash
from briefing.model.edits import Edit, Stamp
from briefing.model.excerpt import UNASSESSED, Excerpt, cut
from briefing.model.project import Project
from briefing.model.tags import Tag, TagScheme, free_id, new_tag
from briefing.services.anchoring import find_quote
from briefing.services.library_port import Kind, LibraryRecord

SCHEME = TagScheme("library", "From the library", 1, ())
"""Where tags go that the project does not know."""
LONGEST = 80
"""Code points of a tag's name that are taken over."""


class _Kept(msgspec.Struct, frozen=True):
    """An excerpt as it is kept, with its tags."""

    excerpt: Excerpt
    tags: tuple[Tag, ...] = ()


@dataclass(frozen=True, slots=True)
class Reuse:
    """The edit that takes an excerpt in, and the ids that it and its article have then."""

    edit: Edit
    excerpt: str
    article: str


def use_excerpt(project: Project, record: LibraryRecord, stamp: Stamp, brief: str = "") -> Reuse:
    """Return what takes an excerpt, with its article, into a project and one of its briefs.

    An article of the same words that the project has already is used. Who said it, its status and
    its note come along; so do its tags, those of a name that the project knows as the project's
    own. Raises LibraryError for what is no excerpt, or one without its article.
    """
    kept, theirs = _read(record)
    article, is_new = _article(project, theirs, stamp)
    excerpt = _excerpt(kept.excerpt, article, stamp)
    same = next((e for e in project.excerpts_of(article.id) if _is_same(e, excerpt)), None)
    tags, scheme = _tags(project, kept.tags)
    made = _joined(same, excerpt, tags) if same else replace(excerpt, tags=tuple(tags))

    def apply(before: Project) -> Project:
        after = before.having("articles", article) if is_new else before
        after = after.having("schemes", scheme) if scheme else after
        old = after.briefs.get(brief)
        if old and old.articles and article.id not in old.articles:
            after = after.having("briefs", replace(old, articles=(*old.articles, article.id)))
        return after.having("excerpts", made)

    return Reuse(
        Edit(tr("Use excerpt of “{name}”", name=record.edition.name), apply), made.id, article.id
    )


def _read(record: LibraryRecord) -> tuple[_Kept, Article]:
    if record.item.kind is not Kind.EXCERPT or record.article is None:
        raise LibraryError(
            tr("“{title}” is no excerpt with its article.", title=record.item.title),
            tr("Choose an excerpt."),
        )
    try:
        kept = msgspec.json.decode(record.item.value, type=_Kept)
        article = msgspec.json.decode(record.article.value, type=Article)
    except (msgspec.MsgspecError, RecursionError) as error:
        raise LibraryError(
            tr(
                "The excerpt of “{name}” is damaged in the library ({error}).",
                name=record.edition.name,
                error=error,
            ),
            tr("Ask who published it to publish it again."),
        ) from error
    return kept, article


def _article(project: Project, theirs: Article, stamp: Stamp) -> tuple[Article, bool]:
    """Return the article as the project has or will have it, and whether it is new there."""
    text = clean_text(theirs.text)
    sha256 = text_hash(text)
    for known in project.articles.values():
        if known.fingerprint == sha256:
            return known, False
    whole = [b for b in theirs.blocks if 0 <= b.start <= b.end <= len(text)]
    key = theirs.id if theirs.id not in project.articles else free_id(theirs.id, project.articles)
    return replace(
        theirs, id=key, text=text, sha256=sha256, blocks=tuple(whole), original=None,
        added=stamp.time,
    ), True  # fmt: skip


def _excerpt(theirs: Excerpt, article: Article, stamp: Stamp) -> Excerpt:
    """Return the excerpt where its words stand in the article; raises LibraryError if nowhere."""
    start, text = theirs.start, article.text
    if text[start : start + len(theirs.quote)] != theirs.quote or start < 0:
        found = find_quote(text, theirs.quote) if theirs.quote else None
        if found is None:
            raise LibraryError(
                tr(
                    "The words of the excerpt are not in “{name}” as it was published.",
                    name=article.name,
                ),
                tr("Open the article from the library and choose the words yourself."),
            )
        start = found
    quote, prefix, suffix = cut(text, start, start + len(theirs.quote))
    return replace(
        theirs, id=stamp.id, article=article.id, start=start, end=start + len(quote),
        quote=quote, prefix=prefix, suffix=suffix, created=theirs.created or stamp.time,
    )  # fmt: skip


def _joined(ours: Excerpt, theirs: Excerpt, tags: Sequence[str]) -> Excerpt:
    """Return an excerpt of the project with what theirs adds; what it says itself stays."""
    judged = theirs.assessment if ours.assessment == UNASSESSED else ours.assessment
    return replace(
        ours, tags=tuple(dict.fromkeys([*ours.tags, *tags])), note=ours.note or theirs.note,
        assessment=judged,
    )  # fmt: skip


def _is_same(one: Excerpt, other: Excerpt) -> bool:
    return (one.start, one.end) == (other.start, other.end)


def _tags(project: Project, theirs: Sequence[Tag]) -> tuple[list[str], TagScheme | None]:
    """Return the ids that tags have in the project, and the scheme with those that are new."""
    every = list(project.tags())
    by_name = {tag.name.casefold(): tag.id for tag in every}
    scheme, ids = project.schemes.get(SCHEME.id, SCHEME), []
    fresh: list[Tag] = []
    for tag in theirs:
        known = by_name.get(tag.name.casefold())
        if known is None:
            made = new_tag(replace(scheme, tags=(*scheme.tags, *fresh)), tag.name[:LONGEST], every)
            fresh.append(replace(made, description=tag.description))
            known = made.id
        ids.append(known)
    if not fresh:
        return ids, None
    return ids, replace(scheme, version=scheme.version + 1, tags=(*scheme.tags, *fresh))
