"""Project files, from outside."""

from __future__ import annotations

import argparse
from pathlib import Path

from briefing.commands.read_back import read_back
from briefing.commands.tools import Tools, print_json, shown
from briefing.errors import BriefingError
from briefing.services.clock import SystemClock


def project(options: argparse.Namespace, _tools: Tools) -> None:
    """Show a project file from outside."""
    from briefing.services.excerpt_file import excerpts_json
    from briefing.storage.files import ProjectFiles

    if options.action == "recover":
        _recover(options)
        return
    if options.action == "read-back":
        read_back(options)
        return
    store = ProjectFiles(SystemClock()).open(Path(options.file), read_only=True)
    try:
        value, (steps, done) = store.load(), store.history()
        if options.action == "verify":
            for step in steps:
                step.changes()
    finally:
        store.close()
    if options.action == "verify":
        print(f"{options.file} is sound: {len(steps)} steps, {len(value.excerpts)} excerpts")
        return
    if options.action == "excerpts":
        ordered = [e for a in value.articles_in_order() for e in value.excerpts_of(a.id)]
        print_json(excerpts_json(ordered))
        return
    info = {
        "articles": [article.name for article in value.articles_in_order()],
        "excerpts": len(value.excerpts),
        "briefs": [brief.title for brief in value.briefs_in_order()],
        "templates": sorted(value.templates),
        "steps": len(steps),
        "done": done,
    }
    if options.json:
        print_json(info)
    else:
        for key, found in info.items():
            words = ", ".join(found) if isinstance(found, list) else str(found)
            print(f"{key}: {shown(words) or '-'}")


def _recover(options: argparse.Namespace) -> None:
    from briefing.storage.files import ProjectFiles
    from briefing.storage.recovery import recover

    if not options.output:
        raise BriefingError("Say where to: -o FILE.", "The damaged file itself is only read.")
    damaged = Path(options.file)
    if not damaged.is_file():
        raise BriefingError(f"{damaged} is not there.", "Check the name.")
    found = recover(damaged, Path(options.output), ProjectFiles(SystemClock()))
    print(f"{found.saved} entries saved to {options.output}; {len(found.lost)} lost")
    for each in found.lost:
        print(f"  lost: {shown(each)}")
