"""Compares an edited document with the brief it came from, and takes over what was chosen."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from briefing.errors import SearchError
from briefing.language import marked, tr, tr_many
from briefing.model.brief import Brief, SectionText
from briefing.model.edits import Edit
from briefing.model.outline import Section
from briefing.model.project import Project
from briefing.model.read_back import ExportedSection, Found, ReadBack, ReadSection
from briefing.model.template import Slot
from briefing.services.article_changes import ChangeKind, ParagraphChange, article_changes
from briefing.services.brief_parts import articles_of
from briefing.services.composing import compose
from briefing.services.filling import analysis_of, candidates
from briefing.services.printed_form import HEADER, Unit, units_of, words_print
from briefing.services.taking_over import Ours, Taken, taken_over

TITLE = "title"
"""The key of the brief's title among the header fields."""
_NOT_EXACT = marked("Taken over, it will not look exactly as in the document.")
_ANALYSED = marked("This is a table of the analysis, made anew each time: change the tags instead.")
_LOOKS_ALONE = marked("Only the formatting or the order of paragraphs is different.")


class State(StrEnum):
    """What became of a section or field; `DIFFERENT` where nobody can tell who changed it."""

    SAME = "same"
    THEIRS = "changed in the document"
    OURS = "changed here since the export"
    BOTH = "changed in both"
    DIFFERENT = "different"
    MISSING = "not found in the document"


CHANGED_THERE = (State.THEIRS, State.BOTH, State.DIFFERENT)
"""The states of what there is to take over."""


class Belongs(StrEnum):
    """Which brief a document says that it was exported from."""

    THIS = "this brief"
    OTHER_BRIEF = "another brief of this project"
    OTHER_PROJECT = "a brief that is not in this project"
    UNKNOWN = "no brief that it names"


@dataclass(frozen=True, slots=True)
class SectionComparison:
    """One section: `changes` lead from ours to theirs; `taken` is the text to take over, or None.

    `found` is None for one that is not in the document; `warnings` are sentences for whoever
    takes it over; `theirs` are its paragraphs as plain lines, to copy.
    """

    key: str
    title: str
    state: State
    found: Found | None = None
    changes: tuple[ParagraphChange, ...] = ()
    taken: SectionText | None = None
    warnings: tuple[str, ...] = ()
    theirs: str = ""


@dataclass(frozen=True, slots=True)
class FieldComparison:
    """One header field, "title" for the brief's title; an empty value clears it."""

    key: str
    label: str
    ours: str
    theirs: str
    state: State


@dataclass(frozen=True, slots=True)
class ReadBackComparison:
    """An edited document beside the brief that it is compared with.

    `original` says that its tracked changes count as rejected. `template` names the template of the
    document where that is another one than the brief's.
    """

    brief: str
    brief_title: str
    read: ReadBack
    belongs: Belongs
    sections: tuple[SectionComparison, ...] = ()
    fields: tuple[FieldComparison, ...] = ()
    template: str = ""
    original: bool = False

    def to_take(self) -> tuple[SectionComparison, ...]:
        """Return the sections that were changed in the document."""
        return tuple(s for s in self.sections if s.taken and s.state in CHANGED_THERE)

    def fields_to_take(self) -> tuple[FieldComparison, ...]:
        """Return the header fields that were changed in the document."""
        return tuple(f for f in self.fields if f.state in CHANGED_THERE)

    def title_of(self, key: str) -> str:
        """Return the title of a section, "" for what stands in none."""
        return next((section.title for section in self.sections if section.key == key), "")


def brief_of(project: Project, read: ReadBack) -> Brief | None:
    """Return the brief that a document was exported from, if the project has it."""
    return project.briefs.get(read.origin.brief) if read.origin else None


def section_titles(project: Project, brief: Brief) -> dict[str, str]:
    """Return the titles of a brief's sections by key, for documents that do not say them."""
    template = project.templates[brief.template]
    outline = compose(project, brief, template, author="", date="")
    return {section.key: section.title for section in outline.all_sections()}


def compare(
    project: Project, brief: Brief, read: ReadBack, *, original: bool = False
) -> ReadBackComparison:
    """Return what a document says otherwise than the brief, section by section.

    With `original` its tracked changes count as rejected, else as accepted.
    """
    return _Comparing(project, brief, read, original=original).result()


def take_over(
    brief: Brief,
    sections: Iterable[SectionComparison] = (),
    fields: Iterable[FieldComparison] = (),
) -> Edit:
    """Return one step that writes these sections and header fields as the document has them.

    Sections without anything to take over are passed by.
    """
    texts = {each.key: each.taken for each in sections if each.taken}
    values = {each.key: each.theirs for each in fields}

    def apply(project: Project) -> Project:
        old = project.briefs[brief.id]
        merged = {**old.fields, **{k: v for k, v in values.items() if k != TITLE}}
        kept = {key: value for key, value in merged.items() if value}
        title = values.get(TITLE) or old.title
        written = {**old.sections, **texts}
        return project.having("briefs", replace(old, title=title, fields=kept, sections=written))

    many = len(texts) + len(values)
    label = tr_many("Take over from Word", "Take over {count} changes from Word", many)
    return Edit(label, apply)


class _Comparing:
    def __init__(self, project: Project, brief: Brief, read: ReadBack, *, original: bool) -> None:
        self._project = project
        self._brief = brief
        self._read = read
        self._original = original
        self._template = project.templates[brief.template]
        self._cited = _cited_in(read)
        self._taken: dict[str, Taken] = {}
        order = {article.id: n for n, article in enumerate(articles_of(project, brief))}
        self._excerpts = tuple(
            sorted(
                (e for e in project.excerpts.values() if e.article in order),
                key=lambda e: (order[e.article], e.start, -e.end, e.id),
            )
        )

    def result(self) -> ReadBackComparison:
        sections = self._checked(list(self._sections()))
        origin = self._read.origin
        other = origin.template if origin and origin.template != self._brief.template else ""
        return ReadBackComparison(
            self._brief.id,
            self._brief.title,
            self._read,
            self._belongs(),
            sections,
            tuple(self._fields()),
            other,
            self._original,
        )

    def _belongs(self) -> Belongs:
        origin = self._read.origin
        if origin is None or not origin.brief:
            return Belongs.UNKNOWN
        if origin.brief == self._brief.id:
            return Belongs.THIS
        is_here = origin.brief in self._project.briefs
        return Belongs.OTHER_BRIEF if is_here else Belongs.OTHER_PROJECT

    def _checked(self, sections: Sequence[SectionComparison]) -> tuple[SectionComparison, ...]:
        """Return the sections, with a warning on those that would not print what was read."""
        texts = {section.key: section.taken for section in sections if section.taken}
        after = replace(self._brief, sections={**self._brief.sections, **texts})
        outline = compose(self._project, after, self._template, author="", date="")
        cited = {c.number: c.excerpt for c in outline.citations}
        off = {
            section.key
            for section in outline.all_sections()
            if (taken := self._taken.get(section.key))
            and not taken.is_printed_by(units_of(section.blocks, cited))
        }
        return tuple(
            replace(s, warnings=(*s.warnings, tr(_NOT_EXACT))) if s.key in off else s
            for s in sections
        )

    def _units(self, section: ReadSection) -> list[Unit]:
        blocks = section.original if self._original else section.blocks
        return units_of(blocks, self._cited)

    def _sections(self) -> Iterator[SectionComparison]:
        outline = compose(self._project, self._brief, self._template, author="", date="")
        cited = {c.number: c.excerpt for c in outline.citations}
        found = {section.key: section for section in self._read.sections}
        for section in outline.all_sections():
            slot = self._template.slot(section.key)
            assert slot is not None
            units = [] if section.omitted else units_of(section.blocks, cited)
            if section.key in found:
                yield self._compared(section, slot, units, found[section.key])
            else:
                yield self._absent(section, units)

    def _absent(self, section: Section, units: Sequence[Unit]) -> SectionComparison:
        if section.key in self._read.missing:
            return SectionComparison(section.key, section.title, State.MISSING)
        state = State.OURS if units and not section.empty else State.SAME
        return SectionComparison(section.key, section.title, state)

    def _compared(
        self, section: Section, slot: Slot, ours: Sequence[Unit], read: ReadSection
    ) -> SectionComparison:
        theirs = self._units(read)
        exported = self._exported(section.key)
        state = _state_of(ours, theirs, exported)
        here, there = _lines(ours), _lines(theirs)
        if state is State.SAME:
            return SectionComparison(section.key, section.title, state, read.found, theirs=there)
        text = self._brief.section(section.key)
        if analysis_of(slot, text):
            return SectionComparison(
                section.key, section.title, state, read.found, article_changes(here, there),
                warnings=(tr(_ANALYSED),), theirs=there,
            )  # fmt: skip
        article = section.key.partition(":")[2]
        fitting = tuple(e for e in self._excerpts if not article or e.article == article)
        try:
            fitting = tuple(candidates(self._project, slot, text, fitting))
        except SearchError:
            fitting = ()
        now = Ours(slot, text, tuple(ours), fitting, self._template.language)
        taken = taken_over(self._project, now, theirs, exported)
        self._taken[section.key] = taken
        changes = article_changes(here, there)
        warnings = list(taken.warnings)
        if all(change.kind is ChangeKind.SAME for change in changes):
            warnings.insert(0, tr(_LOOKS_ALONE))
        if read.title and " ".join(read.title.split()) != " ".join(section.title.split()):
            warnings.append(
                tr("Its title reads “{title}”; titles are the template's.", title=read.title)
            )
        return SectionComparison(
            section.key, section.title, state, read.found, changes, taken.text, tuple(warnings),
            there,
        )  # fmt: skip

    def _exported(self, key: str) -> ExportedSection | None:
        return self._read.origin.section(key) if self._read.origin else None

    def _fields(self) -> Iterator[FieldComparison]:
        origin = self._read.origin
        known = {f.key: f.print for f in (origin.fields if origin else ())}
        fields = {field.key: field for field in self._template.fields}
        for read in self._read.fields:
            if read.key == TITLE:
                was = origin.title if origin else ""
                title = self._brief.title
                state = _field_state(title, read.value, was)
                yield FieldComparison(read.key, read.label, title, read.value, state)
            elif field := fields.get(read.key):
                ours = self._brief.fields.get(read.key, "").strip()
                standing = ours or field.default or field.empty
                state = _field_state(standing, read.value, known.get(read.key, ""))
                theirs = "" if read.value == field.empty else read.value
                yield FieldComparison(read.key, read.label, ours, theirs, state)


def _cited_in(read: ReadBack) -> dict[int, str]:
    return {n: c.excerpt for n, c in read.origin.citations.items()} if read.origin else {}


def _state_of(
    ours: Sequence[Unit], theirs: Sequence[Unit], exported: ExportedSection | None
) -> State:
    here, there = [unit.print for unit in ours], [unit.print for unit in theirs]
    if here == there:
        return State.SAME
    if exported is None:
        return State.DIFFERENT
    was = [unit.print for unit in exported.units]
    if there == was:
        return State.OURS
    return State.THEIRS if here == was else State.BOTH


def _field_state(ours: str, theirs: str, was: str) -> State:
    here, there = words_print(ours), words_print(theirs)
    if here == there:
        return State.SAME
    if not was:
        return State.DIFFERENT
    if there == was:
        return State.OURS
    return State.THEIRS if here == was else State.BOTH


def _lines(units: Sequence[Unit]) -> str:
    return "\n".join(_line(unit) for unit in units if unit.kind != HEADER)


def _line(unit: Unit) -> str:
    sign = {"bullet": "• ", "number": "– "}.get(unit.kind, "")
    return "  " * unit.level * bool(sign) + sign + unit.text.replace("\n", " ").replace("\t", " | ")
