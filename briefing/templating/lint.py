"""Checks a template before anything renders: every fault with its place and its remedy."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from jinja2.exceptions import TemplateSyntaxError

from briefing.errors import TemplateError
from briefing.language import tr
from briefing.model.template import Template
from briefing.services.ports import REACHES_OUTSIDE
from briefing.templating.inspection import inspect_package
from briefing.templating.lint_blocks import check_blocks
from briefing.templating.lint_findings import Level, LintFinding
from briefing.templating.lint_layout import Layout
from briefing.templating.lint_names import Names, used_keys
from briefing.templating.lint_reading import ReadPart, read_part
from briefing.templating.lint_schema import Shape, schema_of
from briefing.templating.package import parse, read_package
from briefing.templating.sandbox import environment
from briefing.templating.slot_filling import findings_of
from briefing.templating.tags import source_of

_RENDERED = re.compile(r"word/(document|header\d*|footer\d*|footnotes|endnotes|comments)\.xml")
_NEVER_RENDERED = re.compile(r"(word/(charts|diagrams|glossary)/|docProps/).*\.xml")
_STYLES, _NUMBERING = "word/styles.xml", "word/numbering.xml"
_UNREADABLE = "cannot be rendered"
_FILTERS = frozenset(environment().filters)


def lint(document: bytes, name: str, template: Template | None = None) -> list[LintFinding]:
    """Return what is wrong with a template's Word file, in the order of its parts.

    With its manifest, names are checked against it; without one they may be used freely. Raises
    TemplateError for what cannot be read at all.
    """
    report = inspect_package(document, name)
    found = [
        LintFinding(
            REACHES_OUTSIDE, each.part, tr("It {what}.", what=each.what), each.remedy,
            part=each.part,
        )
        for each in report.findings
        if each.refused
    ]  # fmt: skip
    parts = read_package(document, name)
    schema = schema_of(template) if template else None
    layout = Layout(*(
        parse(parts[part], part) if part in parts else None for part in (_STYLES, _NUMBERING)
    ))  # fmt: skip
    read = [
        _checked(read_part(parse(parts[part], f"{name}: {part}"), part), schema, layout)
        for part in sorted(filter(_RENDERED.fullmatch, parts))
    ]
    for part, _ in read:
        found += part.findings
    found += _unrendered(parts)
    if template and schema:
        found += findings_of(template.slots)
        found += _unused_slots(template, schema, [names for _, names in read])
    if not any(each.level is Level.ERROR for each in found):
        found += _unreadable([part for part, _ in read])
    return found


def _checked(
    part: ReadPart, schema: Mapping[str, Shape] | None, layout: Layout
) -> tuple[ReadPart, Names]:
    blocks = check_blocks(part)
    names = Names(part, schema, _FILTERS)
    names.check()
    part.findings += layout.findings(part, blocks)
    if part.name == "word/comments.xml":
        part.findings += [
            tag.finding(
                "tag in comment", tr("It is printed into a comment, which goes with the document."),
                tr("Delete the comment, unless the reader shall have it."), Level.WARNING,
            )
            for tag in part.tags[:1]
        ]  # fmt: skip
    part.findings.sort(key=lambda finding: finding.paragraph)
    return part, names


def _unrendered(parts: Mapping[str, bytes]) -> Iterator[LintFinding]:
    for part, data in parts.items():
        if _NEVER_RENDERED.match(part) and (tag := re.search(rb"\{[{%][^<>{}]+[%}]\}", data)):
            yield LintFinding(
                "tag never rendered", part, tr("Tags are not rendered in this part of the file."),
                tr("Move it into the text."), tag.group().decode("utf-8", "replace"), part=part,
            )  # fmt: skip


def _unused_slots(
    template: Template, schema: Mapping[str, Shape], read: Sequence[Names]
) -> Iterator[LintFinding]:
    shapes = (schema["slots"], schema["parts"][0]["slots"])
    used = {key for names in read for shape in shapes for key in used_keys(names, shape)}
    for slot in template.slots:
        if slot.key not in used:
            path = "part.slots" if slot.per_article else "slots"
            yield LintFinding(
                "unused slot", "template.toml", tr("The slot “{key}” stands nowhere in the "
                "document.", key=slot.key), tr("Put {{{{p {path}.{key} }}}} where it belongs, "
                                               "or take it out.", path=path, key=slot.key),
            )  # fmt: skip


def _unreadable(parts: Sequence[ReadPart]) -> Iterator[LintFinding]:
    """Yield what the engine says that no rule of ours has found; changes the trees."""
    sandbox = environment({"print_runs": str, "print_blocks": str})
    for part in parts:
        try:
            source = source_of(part.tree, part.name)
            if source.tags:
                sandbox.parse(source.text)
        except TemplateError as error:
            yield LintFinding(_UNREADABLE, part.name, error.message, error.hint, part=part.name)
        except TemplateSyntaxError as error:
            tag = source.tag_at(error.lineno)
            place, written = (tag.place, tag.written) if tag else (part.name, "")
            message = tr(
                "It cannot be rendered: {message}.",
                message=(error.message or str(error)).rstrip("."),
            )
            remedy = tr("Correct the tag in the template.")
            yield LintFinding(_UNREADABLE, place, message, remedy, written, part=part.name)
