"""The command `templates`: what templates there are, which faults, and templates of one's own."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from contextlib import closing
from dataclasses import asdict
from pathlib import Path
from typing import Any

from briefing.commands.tools import Tools, UsageError, file_of, print_json, read, shown
from briefing.errors import BriefingError
from briefing.services.ports import TemplateLibrary


def templates(options: argparse.Namespace, tools: Tools) -> None:
    """Show the template library."""
    library = tools.library()
    if options.action == "list":
        shelf = library.shelf()
        rows = [
            {
                "id": p.template.id, "title": p.template.title, "version": p.template.version,
                "description": p.template.description, "origin": p.origin,
            }
            for p in shelf.packages.values()
        ]  # fmt: skip
        if options.json:
            print_json({"templates": rows, "faults": [f.message for f in shelf.faults]})
            return
        for row in rows:
            print(f"{row['id']:<24} {shown(str(row['title']))} ({row['origin']})")
        for fault in shelf.faults:
            print(f"briefing: {shown(fault.message)} {shown(fault.hint)}", file=sys.stderr)
    elif options.action == "show":
        _show_template(library, options)
    elif options.action == "lint":
        _lint_template(library, options, tools)
    else:
        _change(library, options, tools)


def _change(library: TemplateLibrary, options: argparse.Namespace, tools: Tools) -> None:
    """Make, take in or take out a template of one's own."""
    from briefing.templating.bundle import SUFFIX
    from briefing.templating.own_templates import OwnTemplates

    own = OwnTemplates(tools.paths.user_templates)
    name = _name(options)
    done: dict[str, Any]
    if options.action == "new":
        if not options.source:
            raise UsageError("Say which Word document: --from FILE.docx.")
        with file_of(options.source, ".docx") as document:
            notes = own.new_from_word(document, name)
        done = {"id": name, "notes": notes, "folder": str(tools.paths.user_templates / name)}
        lines = [*notes, done["folder"]]
    elif options.action == "add":
        with file_of(name, SUFFIX) as package:
            added = own.add(package)
        done = {"id": added, "folder": str(tools.paths.user_templates / added)}
        lines = [done["folder"]]
    else:
        removed = own.remove(library.get(name))
        done = {"id": name, "kept": str(removed.kept)}
        lines = [f"removed {name}; it lies in {removed.kept}"]
    if options.json:
        print_json(done)
    for line in lines if not options.json else ():
        print(shown(line))


def _name(options: argparse.Namespace) -> str:
    """Return which template is meant; raises UsageError where none is named."""
    if not options.name:
        raise UsageError("Say which template.", f"briefing templates {options.action} NAME")
    return str(options.name)


def _show_template(library: TemplateLibrary, options: argparse.Namespace) -> None:
    template = library.get(_name(options)).template
    rows = {
        "id": template.id, "version": template.version, "title": template.title,
        "description": template.description, "language": template.language,
        "fields": [{"key": f.key, "label": f.label, "required": f.required}
                   for f in template.fields],
        "slots": [{"key": s.key, "title": s.title, "tags": list(s.tags), "form": s.form,
                   "required": s.required, "query": s.query,
                   "analysis": s.analysis} for s in template.slots],
    }  # fmt: skip
    if options.json:
        print_json(rows)
        return
    print(f"{template.id} {template.version}: {shown(template.title)}")
    for each in template.fields:
        print(shown(f"  field {each.key}: {each.label}{' (required)' if each.required else ''}"))
    for slot in template.slots:
        fills = slot.query or ", ".join(slot.tags) or "written by the analyst"
        print(shown(f"  slot {slot.key}: {slot.title} <- {fills}"))


def _in_manifest(library: TemplateLibrary, name: str) -> Sequence[Any]:
    """Return what is wrong with how slots are filled, of a template that cannot be read."""
    from briefing.templating.slot_filling import MANIFEST, lint_manifest

    for fault in library.shelf().faults:
        if fault.folder.name == name and (path := fault.folder / MANIFEST).is_file():
            return lint_manifest(read(str(path)))
    return []


def _lint_template(library: TemplateLibrary, options: argparse.Namespace, tools: Tools) -> None:
    """Check a Word file on its own, or a template of the library against its manifest."""
    name = _name(options)
    with closing(tools.renderer()) as renderer:
        if name == "-" or Path(name).suffix.lower() in (".docx", ".dotx"):
            found: Sequence[Any] = renderer.lint(read(name), Path(name).name)
        else:
            found = _in_manifest(library, name)
            if not found:
                package = library.get(name)
                found = renderer.lint(package.document, package.template.id, package.template)
    if options.json:
        print_json({"findings": [asdict(each) for each in found]})
    for each in found if not options.json else ():
        print(shown(f"{each.level}: {each}"))
    errors = sum(each.level == "error" for each in found)
    if errors:
        raise BriefingError(f"{name} has {errors} fault{'s' if errors > 1 else ''}.", "")
