"""What a brief holds that its template has no place for: kept, shown, never printed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from briefing.model.brief import Brief, Placed, SectionText, Words
from briefing.model.project import Project
from briefing.model.template import Template, section_key
from briefing.services.brief.brief_parts import MARKING, articles_of

HEADER_KEYS = frozenset({"author", "date", MARKING})
"""Header fields that a brief has whatever its template."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """Words that wait for a place: a section's, or with `is_field` those of a header field.

    `title` is what a template that the project knows calls it, else its key made readable;
    `excerpts` counts those that were placed in it by hand.
    """

    key: str
    title: str
    words: str
    excerpts: int = 0
    is_field: bool = False


@dataclass(frozen=True, slots=True)
class Target:
    """A section or field of the template that waiting words can go to."""

    key: str
    title: str


def waiting(project: Project, brief: Brief, template: Template) -> list[Waiting]:
    """Return what does not fit the brief's template, sections first, in the order of their keys."""
    places = {target.key for target in section_targets(project, brief, template)}
    sections = [
        Waiting(key, _title(project, key), _words(section), _placed(section))
        for key, section in sorted(brief.sections.items())
        if key not in places
    ]
    known = {field.key for field in template.fields} | HEADER_KEYS
    fields = [
        Waiting(key, _field_label(project, key), value, is_field=True)
        for key, value in sorted(brief.fields.items())
        if key not in known and value.strip()
    ]
    return [item for item in sections if item.words or item.excerpts] + fields


def section_targets(project: Project, brief: Brief, template: Template) -> list[Target]:
    """Return the sections that a brief has under its template, in its order."""
    found = [Target(slot.key, slot.title) for slot in template.slots if not slot.per_article]
    for article in articles_of(project, brief):
        found += [
            Target(section_key(slot, article.id), f"{slot.title} — {article.name}")
            for slot in template.slots
            if slot.per_article
        ]
    return found


def field_targets(template: Template) -> list[Target]:
    """Return the header fields that take words of any kind."""
    return [Target(field.key, field.label) for field in template.fields if not field.choices]


def _words(section: SectionText) -> str:
    return "\n\n".join(p.markdown for p in section.pieces() if isinstance(p, Words))


def _placed(section: SectionText) -> int:
    return sum(isinstance(piece, Placed) for piece in section.pieces())


def _title(project: Project, key: str) -> str:
    slot_key, _, article = key.partition(":")
    named = next(filter(None, (t.slot(slot_key) for t in _templates(project))), None)
    title = named.title if named else _readable(slot_key)
    about = project.articles.get(article)
    return f"{title} — {about.name}" if about else title


def _field_label(project: Project, key: str) -> str:
    labels = (f.label for t in _templates(project) for f in t.fields if f.key == key)
    return next(labels, _readable(key))


def _templates(project: Project) -> Iterator[Template]:
    yield from project.templates.values()
    yield from (snapshot.template for snapshot in project.snapshots.values())


def _readable(key: str) -> str:
    return key.replace("_", " ").replace("-", " ").strip().capitalize()
