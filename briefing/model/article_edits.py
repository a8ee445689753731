"""Edits of an article's text: typing in it, and taking over what the publisher changed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import cast

from briefing.errors import ProjectError
from briefing.language import marked, tr
from briefing.model.article import Article, Block, clean_text, count_words, text_hash
from briefing.model.block_edits import blocks_after
from briefing.model.details_edits import with_hand_entries
from briefing.model.edits import Edit
from briefing.model.excerpt import CONTEXT, Excerpt, cut
from briefing.model.excerpt_edits import standing
from briefing.model.following import Certainty, Followed, Place, nearest_paragraph
from briefing.model.moving import movable, moving
from briefing.model.project import Project
from briefing.model.shifting import Shift

HASHED = 1_000_000
"""Code points up to which an edited text is hashed at once; a longer one when it is asked for."""

GONE = marked("The words were taken out of the article.")
REPLACED = marked("All of its words were replaced.")
UNSEEN = marked("It was marked while the changed article was being compared.")


def edit_text(article: Article, start: int, end: int, new: str, *, typing: int = -1) -> Edit:
    """Put `new` in place of the words from `start` to `end` (code points) of an article.

    Excerpts move with their words and the blocks with them; the article keeps its id. What is
    typed at the edge of an excerpt belongs to it if no space parts the two. `typing` is where a run
    of keystrokes began: those of one run become one step. Raises ProjectError when it is applied
    if the range is outside the article or no word would be left of it.
    """

    def apply(project: Project) -> Project:
        old = project.articles[article.id]
        words = _clean(new)
        if not 0 <= start <= end <= len(old.text):
            raise ProjectError(
                tr(
                    "There are no words from {start} to {end} in “{name}”.",
                    start=start,
                    end=end,
                    name=old.name,
                ),
                tr("Select some words first."),
            )
        change = Typed(old.text, start, end, words)
        if change.text.startswith("\ufeff"):
            change = Typed(old.text, start, end + 1, words)
        if not change.text or change.text.isspace():
            raise ProjectError(
                tr("An article needs at least one word."), tr("Remove the article instead.")
            )
        return _typed(project, old, change)

    merge = f"text {article.id} {typing}" if typing >= 0 else ""
    return Edit(tr("Edit “{name}”", name=article.name), apply, merge=merge)


def replace_text(
    article: Article,
    new: Article,
    followed: Followed,
    blobs: Mapping[str, bytes] | None = None,
) -> Edit:
    """Take over a newer version of an article as one step.

    Text, blocks, what the article says of itself and its original become those of `new`; id, title
    and when it was added stay, so that excerpts and briefs go on pointing at it. `followed` says
    where the excerpts stand now; one in doubt keeps the words that were meant as its quote. `blobs`
    holds the bytes of the new original by their SHA-256. What was entered by hand stays too.
    """

    def apply(project: Project) -> Project:
        old = project.articles[article.id]
        said = with_hand_entries(old.metadata, new.metadata)
        taken = replace(new, id=old.id, title=old.title, added=old.added, metadata=said)
        moved = {
            e.id: _followed(e, taken.text, followed.places.get(e.id))
            for e in project.excerpts.values()
            if e.article == old.id
        }
        excerpts = {**project.excerpts, **moved}
        return project.having("articles", taken).with_items("excerpts", excerpts)

    return Edit(tr("Update “{name}”", name=article.name), apply, blobs=blobs or {})


def confirm(excerpt: Excerpt) -> Edit:
    """Say that an excerpt under review stands where it is meant to."""

    def apply(project: Project) -> Project:
        now = project.excerpts[excerpt.id]
        return project.having("excerpts", standing(project, now.id, now.start, now.end))

    return Edit(tr("Confirm excerpt"), apply)


def move_to(excerpt: Excerpt, start: int, end: int) -> Edit:
    """Say which words an excerpt under review means (code points, end exclusive).

    Raises ProjectError when it is applied if there is no word in the range.
    """

    def apply(project: Project) -> Project:
        return project.having("excerpts", standing(project, excerpt.id, start, end))

    return Edit(tr("Move excerpt"), apply)


class Typed:
    """One replacement in a text: from `start` to `end` of the old, `new` in its place."""

    __slots__ = ("by", "end", "new", "start", "text")

    def __init__(self, old: str, start: int, end: int, new: str) -> None:
        self.start, self.end, self.new = start, end, new
        self.by = len(new) - (end - start)
        self.text = f"{old[:start]}{new}{old[end:]}"

    def moved(self, start: int, end: int) -> tuple[int, int]:
        """Return where a range that touches the replacement is after it, perhaps empty."""
        if start <= self.start and self.end <= end and start < end:
            return self._grown(start, end)
        if self.start <= start and end <= self.end:
            return self.start, self.start
        if start < self.start:
            return start, self.start
        return self.start + len(self.new), end + self.by

    def _grown(self, start: int, end: int) -> tuple[int, int]:
        """Return a range around the replacement; what is typed at its edge joins its word."""
        insertion = self.start == self.end
        last = end + self.by
        if insertion and self.start == end:
            return start, end + self._joining(end - 1, self.new)
        if insertion and self.start == start:
            first = start + len(self.new)
            return first - self._joining(first, self.new[::-1]), last
        return start, last

    def _joining(self, edge: int, typed: str) -> int:
        """Return how many characters of `typed`, nearest first, join the word at an edge."""
        joined = len(typed) - len(typed.lstrip())
        if joined or not typed or (_parts(self.text[edge]) and _parts(typed[0])):
            return 0
        return len(typed.split(None, 1)[0])


def _parts(character: str) -> bool:
    """Tell whether a character is a word of its own, as in Chinese and Japanese."""
    return "\u3040" <= character <= "\u30ff" or "\u3400" <= character <= "\u9fff"


def _typed(project: Project, old: Article, change: Typed) -> Project:
    text = change.text
    blocks = blocks_after(old.blocks, old.text, change.start, change.end, change.new)
    edited = replace(
        old,
        text=text,
        blocks=cast("tuple[Block, ...]", blocks),  # as good as one, and not made anew at each key
        sha256=text_hash(text) if len(text) <= HASHED else "",
        words=max(0, old.words + _more_words(old.text, change)),
    )
    shift = Shift(old.id, change.end + CONTEXT, change.by)
    near = movable(project.excerpts).near(old.id, change.start - CONTEXT, shift.after)
    touched = {excerpt.id: _shifted(excerpt, change) for excerpt in near}
    shifts = (shift,) if change.by else ()
    excerpts = moving(project.excerpts, shifts, touched)
    return project.having("articles", edited).with_items("excerpts", excerpts)


def _shifted(excerpt: Excerpt, change: Typed) -> Excerpt:
    """Return an excerpt at the edit, or so near that its context changed."""
    start, end = excerpt.start, excerpt.end
    review = excerpt.review
    if end < change.start:
        place = start, end
    elif start > change.end:
        place = start + change.by, end + change.by
    else:
        place = change.moved(start, end)
        if change.start <= start and end <= change.end and change.start < change.end:
            place, review = _emptied(change, start, end, review)
    if not change.text[slice(*place)].strip():
        place, review = nearest_paragraph(change.text, place[0]), review or GONE
    return _placed(excerpt, change.text, place, review)


def _emptied(change: Typed, start: int, end: int, review: str) -> tuple[tuple[int, int], str]:
    """Return place and review of an excerpt of which no character is left."""
    if (start, end) == (change.start, change.end) and change.new:
        return (start, end + change.by), review or REPLACED
    return (change.start, change.start), review or GONE


def _more_words(old: str, change: Typed) -> int:
    """Return how many words there are more, counted in the lines that changed."""
    first = old.rfind("\n", 0, change.start) + 1
    last = old.find("\n", change.end)
    last = len(old) if last < 0 else last
    return count_words(change.text[first : last + change.by]) - count_words(old[first:last])


def _placed(excerpt: Excerpt, text: str, place: tuple[int, int], review: str) -> Excerpt:
    """Return an excerpt at a place; under review its quote stays the words that were meant."""
    start, end = place
    if review:
        return replace(excerpt, start=start, end=end, review=review)
    quote, prefix, suffix = cut(text, start, end)
    return replace(
        excerpt, start=start, end=end, quote=quote, prefix=prefix, suffix=suffix, review=""
    )


def _followed(excerpt: Excerpt, text: str, place: Place | None) -> Excerpt:
    if place is None or not 0 <= place.start < place.end <= len(text):
        near = nearest_paragraph(text, excerpt.start)
        return _placed(excerpt, text, near, excerpt.review or UNSEEN)
    review = "" if place.certainty is Certainty.SURE else place.reason
    return _placed(excerpt, text, (place.start, place.end), review or excerpt.review)


def _clean(new: str) -> str:
    """Return what may stand anywhere in an article's text."""
    return clean_text(new).replace("\ufeff", "")
