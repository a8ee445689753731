"""The action `project read-back`: what an edited document says otherwise than its project."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING, Any

from briefing.commands.tools import UsageError, opened_project, print_json, read, shown
from briefing.errors import BriefingError

if TYPE_CHECKING:
    from briefing.model.brief import Brief
    from briefing.model.project import Project
    from briefing.model.read_back import ReadBack
    from briefing.services.versions.reading_back import ReadBackComparison, SectionComparison


def read_back(options: argparse.Namespace) -> None:
    """Print the differences between a project's brief and an edited document; changes nothing."""
    from briefing.services.versions.reading_back import compare
    from briefing.templating.read_back import WordReader

    if not options.document:
        raise UsageError("Say which document: project read-back FILE.briefing DOCUMENT.docx.")
    with opened_project(options.file) as store:
        project = store.load()
    name = Path(options.document).name
    found = WordReader().read(read(options.document), name)
    comparison = compare(project, _brief(project, found), found)
    if options.json:
        print_json(_as_json(comparison))
    else:
        _print(comparison)


def _brief(project: Project, found: ReadBack) -> Brief:
    """Return the brief that the document names, else the latest, of its template if any is."""
    from briefing.services.versions.reading_back import brief_of

    briefs = project.briefs_in_order()
    if not briefs:
        raise BriefingError("The project has no brief.", "Start one, and export it.")
    template = found.origin.template if found.origin else ""
    fitting = [brief for brief in briefs if brief.template == template]
    return brief_of(project, found) or (fitting or briefs)[-1]


def _as_json(found: ReadBackComparison) -> dict[str, Any]:
    said = found.read
    return {
        "document": said.name,
        "from": found.belongs.value,
        "brief": {"id": found.brief, "title": found.brief_title},
        "template": said.origin.template if said.origin else None,
        "sections": [_section(section) for section in found.sections],
        "fields": [
            {"key": f.key, "ours": f.ours, "theirs": f.theirs, "state": f.state.value}
            for f in found.fields
        ],
        "tracked": [
            {"kind": t.kind.value, "author": t.author, "date": t.date, "words": t.words,
             "section": t.section}
            for t in said.tracked
        ],
        "comments": [
            {"author": c.author, "date": c.date, "words": c.words, "about": c.anchor,
             "section": c.section, "done": c.done}
            for c in said.comments
        ],
        "unmatched": [{"words": s.words, "after": s.after, "why": s.why} for s in said.strays],
        "remarks": list(said.remarks),
    }  # fmt: skip


def _section(section: SectionComparison) -> dict[str, Any]:
    return {
        "key": section.key,
        "title": section.title,
        "state": section.state.value,
        "found_by": section.found.value if section.found else None,
        "changes": [
            {"kind": change.kind.value, "words": [[m.value, words] for m, words in change.pieces]}
            for change in section.changes
            if change.kind.value != "same"
        ],
        "body": section.taken.body if section.taken else None,
        "warnings": list(section.warnings),
    }


def _print(found: ReadBackComparison) -> None:
    print(f"{shown(found.read.name)}: exported from {found.belongs.value}")
    for section in found.sections:
        by = f", found by its {section.found.value}" if section.found else ""
        print(f"{shown(section.title)}: {section.state.value}{by}")
        for change in section.changes:
            if change.kind.value != "same":
                print(f"  {''.join(map(_marked, change.pieces))}")
        for warning in section.warnings:
            print(f"  ! {shown(warning)}")
    for field in found.fields_to_take():
        print(f"{shown(field.label)}: [-{shown(field.ours)}-]{{+{shown(field.theirs)}+}}")
    for tracked in found.read.tracked:
        who = f"{shown(tracked.author)} {shown(tracked.date)}"
        print(f"tracked, {tracked.kind.value} by {who}: {shown(tracked.words)}")
    for comment in found.read.comments:
        about = f" on “{shown(comment.anchor)}”" if comment.anchor else ""
        print(f"comment by {shown(comment.author)}{about}: {shown(comment.words)}")
    for stray in found.read.strays:
        print(f"in no section: {shown(stray.words)} ({shown(stray.why)})")
    for remark in found.read.remarks:
        print(shown(remark))


def _marked(piece: tuple[Any, str]) -> str:
    mark, words = piece
    signs = {"gone": ("[-", "-]"), "new": ("{+", "+}")}.get(mark.value, ("", ""))
    return f"{signs[0]}{shown(words)}{signs[1]}"
