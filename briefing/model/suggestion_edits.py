"""Edits that accept or reject suggestions; each keeps what was decided."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from briefing.errors import ProjectError
from briefing.language import tr, tr_many
from briefing.model.edits import Edit, Stamp, excerpt_at, new_excerpt, together
from briefing.model.excerpt import UNASSESSED, Assessment, Excerpt
from briefing.model.project import Project
from briefing.model.suggestion import Decision, Suggestion


def accept(suggestion: Suggestion, stamp: Stamp) -> Edit:
    """Make an excerpt of a suggestion's words, or add to the one that is there, in one step.

    It gets the suggested tags, and what the suggestion says of the source where the excerpt says
    nothing yet. Raises ProjectError when it is applied if the article has changed meanwhile.
    """

    def apply(project: Project) -> Project:
        place = (suggestion.article, suggestion.start, suggestion.end)
        excerpt = excerpt_at(project, *place) or new_excerpt(project, *place, stamp)
        if excerpt.quote != suggestion.quote:
            raise ProjectError(
                tr(
                    "The article does not say {suggestion} there any more.",
                    suggestion=_named(suggestion),
                ),
                tr("Look for suggestions again."),
            )
        return project.having("excerpts", _with(excerpt, suggestion)).having(
            "decisions", _decision(suggestion, stamp, accepted=True)
        )

    return Edit(tr("Accept suggestion: {suggestion}", suggestion=_named(suggestion)), apply)


def reject(suggestion: Suggestion, stamp: Stamp) -> Edit:
    """Keep that a suggestion was turned down, so that it does not come back."""
    decision = _decision(suggestion, stamp, accepted=False)
    return Edit(
        tr("Reject suggestion: {suggestion}", suggestion=_named(suggestion)),
        lambda project: project.having("decisions", decision),
    )


def accept_all(suggestions: Iterable[Suggestion], stamps: Iterable[Stamp]) -> Edit:
    """Accept several suggestions in one step; there has to be a stamp for each."""
    edits = [accept(s, stamp) for s, stamp in zip(suggestions, stamps, strict=True)]
    label = tr_many("Accept {count} suggestion", "Accept {count} suggestions", len(edits))
    return together(label, *edits)


def completed(first: Assessment, second: Assessment) -> Assessment:
    """Return an assessment with what it leaves open taken from another.

    A source and its kind go together, so do a stakeholder and the impact.
    """
    source, concerned = first, first
    if first.attribution is None and first.source_kind is None:
        source = second
    if first.stakeholder is None and first.impact is None:
        concerned = second
    return Assessment(
        attribution=source.attribution,
        source_kind=source.source_kind,
        status=first.status if first.status != UNASSESSED.status else second.status,
        confidence=first.confidence or second.confidence,
        stakeholder=concerned.stakeholder,
        impact=concerned.impact,
    )


def _with(excerpt: Excerpt, suggestion: Suggestion) -> Excerpt:
    tags = tuple(dict.fromkeys((*excerpt.tags, *suggestion.tags)))
    said = completed(excerpt.assessment, suggestion.assessment)
    return replace(excerpt, tags=tags, assessment=said)


def _decision(suggestion: Suggestion, stamp: Stamp, *, accepted: bool) -> Decision:
    return Decision(
        stamp.id, suggestion.article, suggestion.start, suggestion.quote, suggestion.kind,
        suggestion.tags, accepted, author=stamp.author, made=stamp.time,
    )  # fmt: skip


def _named(suggestion: Suggestion) -> str:
    words = " ".join(suggestion.quote.split())
    return f"“{words if len(words) <= 40 else words[:39] + '…'}”"
