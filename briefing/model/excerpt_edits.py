"""Edits of where excerpts begin and end: edges moved, split in two, merged, many at once."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from briefing.errors import ProjectError
from briefing.language import tr, tr_many
from briefing.model.edits import Edit, Stamp, excerpt_at, new_excerpt
from briefing.model.excerpt import UNASSESSED, Excerpt, cut, trimmed
from briefing.model.project import Project, by_place

Span = tuple[int, int]


def move_edges(excerpt: Excerpt, start: int, end: int) -> Edit:
    """Let an excerpt begin and end elsewhere (code points); moves that follow fast are one step.

    Raises ProjectError when it is applied if no word would be left, or the article is too short.
    """

    def apply(project: Project) -> Project:
        return project.having("excerpts", standing(project, excerpt.id, start, end))

    return Edit(tr("Move excerpt's edge"), apply, merge=f"edges {excerpt.id}")


def split(excerpt: Excerpt, offset: int, stamp: Stamp) -> Edit:
    """Part an excerpt in two at an offset; both keep tags, note and assessment."""

    def apply(project: Project) -> Project:
        text = project.articles[excerpt.article].text
        first = trimmed(text, excerpt.start, offset)
        second = trimmed(text, offset, excerpt.end)
        if first is None or second is None:
            raise ProjectError(
                tr("The excerpt cannot be split here."),
                tr("Put the caret between two of its words."),
            )
        quote, prefix, suffix = cut(text, *second)
        rest = replace(
            project.excerpts[excerpt.id], id=stamp.id, start=second[0], end=second[1],
            quote=quote, prefix=prefix, suffix=suffix, author=stamp.author, created=stamp.time,
        )  # fmt: skip
        return project.having("excerpts", standing(project, excerpt.id, *first), rest)

    return Edit(tr("Split excerpt"), apply)


def merge(excerpts: Sequence[Excerpt]) -> Edit:
    """Make one excerpt of several of an article, from the first word to the last.

    It has the tags of all in the order of their places, their notes, and the first assessment that
    says anything.
    """
    ordered = sorted(excerpts, key=by_place)

    def apply(project: Project) -> Project:
        first = ordered[0]
        tags = tuple(dict.fromkeys(tag for each in ordered for tag in each.tags))
        note = "\n".join(dict.fromkeys(each.note for each in ordered if each.note))
        every = (each.assessment for each in ordered)
        said = next((each for each in every if each != UNASSESSED), UNASSESSED)
        whole = standing(project, first.id, first.start, max(each.end for each in ordered))
        merged = replace(whole, tags=tags, note=note, assessment=said)
        gone = [each.id for each in ordered[1:]]
        return project.without("excerpts", *gone).having("excerpts", merged)

    return Edit(tr("Merge excerpts"), apply)


def tag_all(
    article: str, spans: Iterable[Span], tag: str, name: str, stamps: Iterable[Stamp]
) -> Edit:
    """Put one tag on many ranges of an article, as one step; a range that has it keeps it."""
    pairs = list(zip(spans, stamps, strict=False))

    def apply(project: Project) -> Project:
        made = []
        for (start, end), stamp in pairs:
            excerpt = excerpt_at(project, article, start, end) or new_excerpt(
                project, article, start, end, stamp
            )
            if tag not in excerpt.tags:
                made.append(excerpt.toggled(tag))
        return project.having("excerpts", *made)

    label = tr_many(
        "Tag “{name}” {count} time", "Tag “{name}” {count} times", len(pairs), name=name
    )
    return Edit(label, apply)


def standing(project: Project, excerpt_id: str, start: int, end: int) -> Excerpt:
    """Return an excerpt as it is once somebody said where it stands (code points).

    It is under review no more. Raises ProjectError if there is no word in the range.
    """
    excerpt = project.excerpts[excerpt_id]
    text = project.articles[excerpt.article].text
    if not 0 <= start < end <= len(text) or not text[start:end].strip():
        raise ProjectError(
            tr("An excerpt needs at least one word."), tr("Remove it instead (Del).")
        )
    quote, prefix, suffix = cut(text, start, end)
    return replace(
        excerpt, start=start, end=end, quote=quote, prefix=prefix, suffix=suffix, review=""
    )
