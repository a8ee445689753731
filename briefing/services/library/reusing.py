"""Takes excerpts and articles of the library into the open project, and says where from."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

import msgspec

from briefing.errors import LibraryError
from briefing.language import tr, tr_many
from briefing.model.article import Article, clean_text, text_hash
from briefing.model.details_edits import FROM_LIBRARY
from briefing.model.edits import Edit, Stamp
from briefing.model.excerpt import UNASSESSED, Excerpt, cut
from briefing.model.project import Project
from briefing.model.tags import Tag, TagScheme, free_id, new_tag
from briefing.services.anchoring.quotes import find_quote
from briefing.services.library.port import Edition, Kind, LibraryItem, LibraryRecord

SCHEME = TagScheme("library", "From the library", 1, ())
"""Where tags go that the project does not know."""
LONGEST = 80
"""Code points of a tag's name that are taken over."""


T = TypeVar("T")


class _Kept(msgspec.Struct, frozen=True):
    """An excerpt as it is kept, with its tags."""

    excerpt: Excerpt
    tags: tuple[Tag, ...] = ()


@dataclass(frozen=True, slots=True)
class Reuse:
    """The edit that takes something in, and the ids that the excerpt and its article have then.

    Of an article `excerpt` is "", `count` how many excerpts came along and `lost` how many did not,
    because their words are not in the article.
    """

    edit: Edit
    excerpt: str
    article: str
    count: int = 1
    lost: int = 0


def use_excerpt(project: Project, record: LibraryRecord, stamp: Stamp, brief: str = "") -> Reuse:
    """Return what takes an excerpt, with its article, into a project and one of its briefs.

    An article of the same words that the project has already is used. Who said it, its status and
    its note come along; so do its tags, those of a name that the project knows as the project's
    own. Raises LibraryError for what is no excerpt, or one without its article.
    """
    kept, theirs = _read(record)
    article = _article(project, theirs, record.edition, stamp)
    excerpt = _excerpt(kept.excerpt, article, stamp)
    same = next((e for e in project.excerpts_of(article.id) if _is_same(e, excerpt)), None)
    tags, scheme = _tags(project, kept.tags)
    made = _joined(same, excerpt, tags) if same else replace(excerpt, tags=tuple(tags))

    edit = _edit(tr("Use excerpt of “{name}”", name=record.edition.name), article, [made], scheme)
    return Reuse(_into(edit, article, brief), made.id, article.id)


def use_article(project: Project, record: LibraryRecord, stamp: Stamp, brief: str = "") -> Reuse:
    """Return what takes a whole article with its excerpts into a project and one of its briefs.

    What is there already stays, as with `use_excerpt`. Raises LibraryError for what is no article,
    or is damaged.
    """
    if record.item.kind is not Kind.ARTICLE:
        raise LibraryError(
            tr("“{title}” is no article.", title=record.item.title), tr("Choose an article.")
        )
    theirs = _decoded(record.item, record.edition, Article)
    article = _article(project, theirs, record.edition, stamp)
    known = {(each.start, each.end): each for each in project.excerpts_of(article.id)}
    made: dict[str, Excerpt] = {}
    scheme: TagScheme | None = None
    seen, lost = project, 0
    for item in record.excerpts:
        kept = _decoded(item, record.edition, _Kept)
        try:
            excerpt = _excerpt(kept.excerpt, article, stamp)
        except LibraryError:
            lost += 1
            continue
        tags, more = _tags(seen, kept.tags)
        if more:
            scheme, seen = more, seen.having("schemes", more)
        if same := known.get((excerpt.start, excerpt.end)):
            one = _joined(same, excerpt, tags)
        else:
            key = kept.excerpt.id
            taken = project.excerpts.keys() | made.keys()
            key = free_id(key, taken) if key in taken else key
            one = replace(excerpt, id=key, tags=tuple(tags))
        made[one.id] = known[one.start, one.end] = one
    label = tr("Take “{title}” from the library", title=record.item.title)
    edit = _edit(label, article, made.values(), scheme)
    return Reuse(_into(edit, article, brief), "", article.id, len(made), lost)


def _edit(
    label: str, article: Article, excerpts: Iterable[Excerpt], scheme: TagScheme | None
) -> Edit:
    """Return the edit that puts an article and its excerpts there."""
    every = tuple(excerpts)

    def apply(before: Project) -> Project:
        after = before
        if before.articles.get(article.id) != article:
            after = after.having("articles", article)
        after = after.having("schemes", scheme) if scheme else after
        return after.having("excerpts", *every) if every else after

    return Edit(label, apply)


def _into(edit: Edit, article: Article, brief: str) -> Edit:
    """Return an edit that also names the article among those of a brief, if that names any."""

    def apply(before: Project) -> Project:
        after = edit.apply(before)
        old = after.briefs.get(brief)
        if old and old.articles and article.id not in old.articles:
            after = after.having("briefs", replace(old, articles=(*old.articles, article.id)))
        return after

    return replace(edit, apply=apply)


def _read(record: LibraryRecord) -> tuple[_Kept, Article]:
    if record.item.kind is not Kind.EXCERPT or record.article is None:
        raise LibraryError(
            tr("“{title}” is no excerpt with its article.", title=record.item.title),
            tr("Choose an excerpt."),
        )
    kept = _decoded(record.item, record.edition, _Kept)
    return kept, _decoded(record.article, record.edition, Article)


def _decoded(item: LibraryItem, edition: Edition, kind: type[T]) -> T:
    """Return what was published as a value; raises LibraryError if it is damaged."""
    try:
        return msgspec.json.decode(item.value, type=kind)
    except (msgspec.MsgspecError, RecursionError) as error:
        raise LibraryError(
            tr(
                "“{title}” of “{name}” is damaged in the library ({error}).",
                title=item.title,
                name=edition.name,
                error=error,
            ),
            tr("Ask who published it to publish it again."),
        ) from error


def _article(project: Project, theirs: Article, edition: Edition, stamp: Stamp) -> Article:
    """Return the article as the project will have it, with the publication that it came from."""
    text = clean_text(theirs.text)
    sha256 = text_hash(text)
    for known in project.articles.values():
        if known.fingerprint == sha256:
            return _from(known, edition)
    whole = [b for b in theirs.blocks if 0 <= b.start <= b.end <= len(text)]
    key = theirs.id if theirs.id not in project.articles else free_id(theirs.id, project.articles)
    made = replace(
        theirs, id=key, text=text, sha256=sha256, blocks=tuple(whole), original=None,
        added=stamp.time,
    )  # fmt: skip
    return _from(made, edition)


def _from(article: Article, edition: Edition) -> Article:
    """Return an article that says which publication it, or an excerpt of it, came from."""
    said = (FROM_LIBRARY, f"{edition.name}, {edition.version}, {edition.who}, {edition.when[:10]}")
    if said in article.metadata.found:
        return article
    found = (*article.metadata.found, said)
    return replace(article, metadata=replace(article.metadata, found=found))


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


def used_words(reuse: Reuse) -> str:
    """Return in words what was taken in."""
    if reuse.excerpt:
        return tr("The excerpt and its article are in the project.")
    words = tr_many(
        "The article and {count:,} excerpt are in the project.",
        "The article and {count:,} excerpts are in the project.",
        reuse.count,
    )
    if reuse.lost:
        lost = tr_many(
            "The words of {count:,} are not in it.", "The words of {count:,} are not in it.",
            reuse.lost,
        )  # fmt: skip
        words = f"{words} {lost}"
    return words
