"""Which sentences of a brief rest on words that an article's newer version changed or lost."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from briefing.model.brief import Brief
from briefing.model.excerpt import Excerpt
from briefing.model.outline import Outline, Paragraph, Section
from briefing.model.project import Project
from briefing.services.brief.composing import compose
from briefing.services.reading.article_sentences import Span
from briefing.services.section_text.prose import prose_of


class Happened(StrEnum):
    """What became of the words of an excerpt."""

    CHANGED = "words changed"
    DOUBT = "in doubt"
    LOST = "lost"


@dataclass(frozen=True, slots=True)
class ExcerptChange:
    """The words of an excerpt before and after; of a lost one `new` is "".

    `reason` says why it is not certain, "" where it is.
    """

    excerpt: str
    happened: Happened
    old: str
    new: str
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Resting:
    """A sentence of the brief, or a printed quotation, that rests on an excerpt that changed.

    `span` is its range in the section's body (code points), None for a quotation that is printed.
    `brief` is the brief's id and `about` its title.
    """

    section: str
    title: str
    sentence: str
    change: ExcerptChange
    span: Span | None = None
    brief: str = ""
    about: str = ""


def changes_after(before: Project, after: Project) -> dict[str, ExcerptChange]:
    """Return which excerpts have other words, or are under review since, by id."""
    found: dict[str, ExcerptChange] = {}
    for key, excerpt in after.excerpts.items():
        old = before.excerpts.get(key)
        if old is None or old is excerpt or old.review:
            continue
        article = after.articles.get(excerpt.article)
        now = article.text[excerpt.start : excerpt.end] if article else ""
        found |= _change(old, now, _under_review(excerpt), excerpt.review)
    return found


def still(changes: Mapping[str, ExcerptChange], project: Project) -> dict[str, ExcerptChange]:
    """Return those of earlier changes whose excerpts still have the words that they got then."""
    found = {}
    for key, change in changes.items():
        excerpt = project.excerpts.get(key)
        article = project.articles.get(excerpt.article) if excerpt else None
        if excerpt and article and article.text[excerpt.start : excerpt.end] == change.new:
            found[key] = change
    return found


def changes_in_review(project: Project) -> dict[str, ExcerptChange]:
    """Return the excerpts that are under review, by id."""
    found: dict[str, ExcerptChange] = {}
    for excerpt in project.excerpts.values():
        if excerpt.review:
            article = project.articles.get(excerpt.article)
            now = article.text[excerpt.start : excerpt.end] if article else ""
            found |= _change(excerpt, now, _under_review(excerpt), excerpt.review)
    return found


def sentences_resting_on(
    project: Project,
    brief: Brief,
    changed: Mapping[str, ExcerptChange],
    outline: Outline | None = None,
) -> list[Resting]:
    """Return the sentences that cite these excerpts and the quotations of them, in reading order.

    `outline` is the composed brief, where somebody has it already.
    """
    if not changed:
        return []
    if outline is None:
        template = project.templates[brief.template]
        outline = compose(project, brief, template, author="", date="")
    return [
        replace(row, brief=brief.id, about=brief.title)
        for section in outline.all_sections()
        if not section.omitted
        for row in (*_printed(section, changed), *_cited(section, brief, changed))
    ]


def _printed(section: Section, changed: Mapping[str, ExcerptChange]) -> Iterator[Resting]:
    for block in section.blocks:
        if isinstance(block, Paragraph):
            said = [(block.excerpt, block.text)]
        else:
            said = [
                (row.excerpt, " · ".join("".join(run.text for run in cell) for cell in row.cells))
                for row in block.rows
            ]
        for excerpt, words in said:
            if excerpt and excerpt in changed:
                yield Resting(section.key, section.title, words, changed[excerpt])


def _cited(
    section: Section, brief: Brief, changed: Mapping[str, ExcerptChange]
) -> Iterator[Resting]:
    for sentence in prose_of(brief.section(section.key).body).sentences:
        for excerpt in dict.fromkeys(sentence.cited):
            if excerpt in changed and sentence.text:
                words, change = sentence.text.strip(), changed[excerpt]
                yield Resting(section.key, section.title, words, change, sentence.span)


def _under_review(excerpt: Excerpt) -> Happened | None:
    if not excerpt.review:
        return None
    from briefing.model.following import LOST

    return Happened.LOST if excerpt.review == LOST else Happened.DOUBT


def _change(
    old: Excerpt, now: str, happened: Happened | None, reason: str
) -> dict[str, ExcerptChange]:
    if happened is None and " ".join(old.quote.split()) == " ".join(now.split()):
        return {}
    new = "" if happened is Happened.LOST else now
    change = ExcerptChange(old.id, happened or Happened.CHANGED, old.quote, new, reason)
    return {old.id: change}
