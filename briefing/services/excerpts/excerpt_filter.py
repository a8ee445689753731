"""Which excerpts are wanted: tags, sources, status and more, all at once."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, fields, replace
from enum import StrEnum
from typing import Any

from briefing.language import marked, tr
from briefing.model.excerpt import Confidence, Excerpt, Impact, SourceKind, Status
from briefing.services.brief.citing import CONFIDENCES
from briefing.services.excerpts.naming import folded

Check = Callable[[Excerpt], bool]
Value = str | None
"""One value of a part: a tag's id, a kind, a name; None or "" where the excerpt has none."""


@dataclass(frozen=True, slots=True)
class ExcerptFilter:
    """What an excerpt has to be; empty lets everything through.

    All parts have to fit, and of the values inside one part any. In `tags` the value "" stands for
    excerpts without a tag; None in `source_kinds`, `confidences` and `impacts`, and "" in
    `stakeholders` and `said_by`, for those where nobody said. `stakeholders` fit as `folded` names;
    `said_by` are words that the name contains, without case. `text` is looked for in the excerpt's
    words and its note, without case, its words parted by any white space. `has_note` and
    `needs_review` are None where it does not matter.
    """

    tags: frozenset[str] = frozenset()
    source_kinds: frozenset[SourceKind | None] = frozenset()
    statuses: frozenset[Status] = frozenset()
    confidences: frozenset[Confidence | None] = frozenset()
    stakeholders: frozenset[str] = frozenset()
    impacts: frozenset[Impact | None] = frozenset()
    said_by: frozenset[str] = frozenset()
    articles: frozenset[str] = frozenset()
    has_note: bool | None = None
    needs_review: bool | None = None
    text: str = ""

    def __bool__(self) -> bool:
        return self != EVERYTHING

    def matches(self, excerpt: Excerpt) -> bool:
        """Return whether an excerpt is wanted."""
        return all(check(excerpt) for check in _checks(self))

    def select(self, excerpts: Iterable[Excerpt]) -> list[Excerpt]:
        """Return the excerpts that are wanted, in their order; faster than asking for each."""
        checks = list(_checks(self))
        if len(checks) == 1:
            return list(filter(checks[0], excerpts))
        return [excerpt for excerpt in excerpts if all(check(excerpt) for check in checks)]

    def values(self) -> Iterator[tuple[str, Any]]:
        """Yield part and value of everything it asks for, in the order of the parts."""
        for part in PARTS:
            asked = getattr(self, part)
            if isinstance(asked, frozenset):
                yield from ((part, value) for value in sorted(asked, key=_order))
            elif asked not in (None, ""):
                yield part, asked

    def toggled(self, part: str, value: object) -> ExcerptFilter:
        """Return it asking for one more value of a part, or no longer for it."""
        asked = getattr(self, part)
        if isinstance(asked, frozenset):
            return self.asking(part, asked ^ {value})
        return self.asking(part, EMPTY[part] if asked == value else value)

    def asking(self, part: str, value: object) -> ExcerptFilter:
        """Return it with the whole of a part replaced."""
        changes: dict[str, Any] = {part: value}
        return replace(self, **changes)


PARTS = tuple(field.name for field in fields(ExcerptFilter))
EVERYTHING = ExcerptFilter()
EMPTY = {part: getattr(EVERYTHING, part) for part in PARTS}
"""What each part is when nothing is asked of it."""

_NONE = {
    "tags": marked("no tag"), "source_kinds": marked("kind of source not given"),
    "confidences": marked("no confidence"), "stakeholders": marked("affects nobody named"),
    "impacts": marked("no impact"), "said_by": marked("said by nobody"),
}  # fmt: skip
_PATTERNS = {
    "stakeholders": marked("affects {name}"), "said_by": marked("said by “{name}”"),
    "text": marked("“{name}”"), "articles": marked("in {name}"),
}  # fmt: skip
_KINDS: dict[str, str] = {
    Impact.POSITIVE: marked("gains"), Impact.NEGATIVE: marked("loses"),
    Impact.NEUTRAL: marked("neutral"), Impact.UNKNOWN: marked("impact unclear"),
    **{kind.value: words for kind, words in CONFIDENCES.items()},
}  # fmt: skip


def in_words(part: str, value: object, names: Mapping[str, str] | None = None) -> str:
    """Return one value of a part in words, as a chip shows it."""
    if part == "has_note":
        return tr("with a note") if value else tr("without a note")
    if part == "needs_review":
        return tr("to be looked at") if value else tr("nothing to be looked at")
    if value in (None, ""):
        return tr(_NONE.get(part, marked("none")))
    if isinstance(value, StrEnum):
        return tr(_KINDS.get(value, value.value))
    name = (names or {}).get(str(value), str(value))
    return tr(_PATTERNS[part], name=name) if part in _PATTERNS else name


def _checks(wanted: ExcerptFilter) -> Iterator[Check]:
    """Yield a question for each part that asks for anything, the cheap ones first."""
    if wanted.articles:
        articles = wanted.articles
        yield lambda excerpt: excerpt.article in articles
    if wanted.has_note is not None:
        noted = wanted.has_note
        yield lambda excerpt: bool(excerpt.note) is noted
    if wanted.needs_review is not None:
        doubtful = wanted.needs_review
        yield lambda excerpt: bool(excerpt.review) is doubtful
    if wanted.tags:
        tags = wanted.tags
        yield lambda excerpt: not tags.isdisjoint(excerpt.tags or ("",))
    yield from _assessment_checks(wanted)
    if wanted.text.split():
        yield _containing(wanted.text)


def _assessment_checks(wanted: ExcerptFilter) -> Iterator[Check]:
    if wanted.statuses:
        statuses = wanted.statuses
        yield lambda excerpt: excerpt.assessment.status in statuses
    if wanted.source_kinds:
        kinds = wanted.source_kinds
        yield lambda excerpt: excerpt.assessment.source_kind in kinds
    if wanted.confidences:
        confidences = wanted.confidences
        yield lambda excerpt: excerpt.assessment.confidence in confidences
    if wanted.impacts:
        impacts = wanted.impacts
        yield lambda excerpt: excerpt.assessment.impact in impacts
    if wanted.stakeholders:
        names = frozenset(map(folded, wanted.stakeholders))
        yield lambda excerpt: folded(excerpt.assessment.stakeholder or "") in names
    if wanted.said_by:
        yield _said(wanted.said_by)


def _said(wanted: frozenset[str]) -> Check:
    words = [name.casefold() for name in wanted if name]
    nobody = "" in wanted

    def check(excerpt: Excerpt) -> bool:
        name = (excerpt.assessment.attribution or "").casefold()
        return any(word in name for word in words) if name else nobody

    return check


def _containing(text: str) -> Check:
    words = text.casefold().split()
    if len(words) == 1:
        (word,) = words
        return lambda e: word in e.quote.casefold() or word in e.note.casefold()
    find = re.compile(r"\s+".join(map(re.escape, words))).search
    return lambda e: bool(find(e.quote.casefold()) or find(e.note.casefold()))


def _order(value: object) -> tuple[int, int, str]:
    """Order values as their kind lists them, names by alphabet, and "nobody said" last."""
    if isinstance(value, StrEnum):
        return 0, list(type(value)).index(value), ""
    return (1, 0, folded(str(value))) if value else (2, 0, "")
