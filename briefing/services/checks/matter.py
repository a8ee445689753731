"""What checks look at, and what a check is."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from briefing.model.brief import Brief
from briefing.model.finding import Finding
from briefing.model.outline import Outline
from briefing.model.project import Project
from briefing.model.template import Slot, Template
from briefing.services.prose import Prose, Sentence


@dataclass(frozen=True, slots=True)
class Written:
    """One section of the brief with what the analyst wrote in it."""

    key: str
    title: str
    slot: Slot
    prose: Prose

    @property
    def judged(self) -> bool:
        """Whether all that the analyst writes here is judgement."""
        return self.slot.judgement or self.prose.judged


@dataclass(frozen=True, slots=True)
class Matter:
    """A brief as checks see it; `pages` is the rendered page count, None if nobody rendered it.

    `on` are the kinds of check that run.
    """

    outline: Outline
    brief: Brief
    template: Template
    project: Project
    pages: int | None
    on: frozenset[str]
    written: tuple[Written, ...]

    @property
    def is_english(self) -> bool:
        """Whether checks that know English words can say anything."""
        return self.template.language.lower().partition("-")[0] == "en"

    def sentences(self) -> Iterator[tuple[Written, Sentence]]:
        """Yield the analyst's sentences in reading order, headings left out."""
        for section in self.written:
            for sentence in section.prose.sentences:
                if not sentence.heading:
                    yield section, sentence


@dataclass(frozen=True, slots=True)
class Check:
    """One kind of check: `kind` names it in files, `label` for people; `on` unless told otherwise.

    `run` is pure: the same findings for the same matter.
    """

    kind: str
    label: str
    run: Callable[[Matter], Iterator[Finding]]
    on: bool = True
