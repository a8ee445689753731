"""The command `project`: looks into a project file, and saves what is left of a damaged one."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from briefing.commands.interchange import EXCHANGES, exchange
from briefing.commands.read_back import read_back
from briefing.commands.tools import (
    STDIN,
    Tools,
    UsageError,
    file_of,
    opened_project,
    print_json,
    shown,
)
from briefing.errors import BriefingError
from briefing.services.clock import SystemClock

if TYPE_CHECKING:
    from briefing.model.project import Project
    from briefing.model.snapshot import Snapshot


def project(options: argparse.Namespace, _tools: Tools) -> None:
    """Show a project file from outside."""
    from briefing.services.excerpts.excerpt_file import excerpts_json

    apart = {"recover": _recover, "read-back": read_back, **dict.fromkeys(EXCHANGES, exchange)}
    if options.action in apart:
        apart[options.action](options)
        return
    with opened_project(options.file) as store:
        value, (steps, done) = store.load(), store.history()
        if options.action == "verify":
            for step in steps:
                step.changes()
    if options.action == "verify":
        counts = {"steps": len(steps), "excerpts": len(value.excerpts)}
        if options.json:
            print_json({"sound": True, **counts})
            return
        name = STDIN if options.file == "-" else shown(options.file)
        print(f"{name} is sound: {counts['steps']} steps, {counts['excerpts']} excerpts")
        return
    if options.action == "excerpts":
        ordered = [e for a in value.articles_in_order() for e in value.excerpts_of(a.id)]
        print_json(excerpts_json(ordered))
        return
    if options.action == "snapshots":
        _snapshots(value, as_json=options.json)
        return
    info = {
        "articles": [article.name for article in value.articles_in_order()],
        "excerpts": len(value.excerpts),
        "briefs": [brief.title for brief in value.briefs_in_order()],
        "templates": sorted(value.templates),
        "snapshots": len(value.snapshots),
        "steps": len(steps),
        "done": done,
    }
    if options.json:
        print_json(info)
    else:
        for key, found in info.items():
            words = ", ".join(found) if isinstance(found, list) else str(found)
            print(f"{key}: {shown(words) or '-'}")


def _snapshots(value: Project, *, as_json: bool) -> None:
    """Print the versions that were kept of each brief, the oldest first; JSON has their words."""
    found = sorted(value.snapshots.values(), key=lambda each: (each.made, each.id))
    if as_json:
        print_json({"snapshots": [_told(each) for each in found]})
        return
    for each in found:
        asked = f"for {each.asked_by}" if each.asked_by else ""
        parts = (each.made, each.name, each.state.title, each.author, asked, f"{each.words} words")
        print(" · ".join(filter(None, map(shown, parts))))


def _told(snapshot: Snapshot) -> dict[str, object]:
    return {
        "name": snapshot.name, "brief": snapshot.state.title, "made": snapshot.made,
        "author": snapshot.author, "asked_by": snapshot.asked_by, "note": snapshot.note,
        "template": snapshot.template.id, "version": snapshot.template.version,
        "words": snapshot.words,
        "header": {field.key: field.value for field in snapshot.header},
        "sections": [
            {
                "key": section.key, "title": section.title, "text": section.text,
                "quoted": [{"quote": q.quote, "source": q.source} for q in section.quoted],
            }
            for section in snapshot.sections
        ],
    }  # fmt: skip


def _recover(options: argparse.Namespace) -> None:
    from briefing.storage.files import ProjectFiles
    from briefing.storage.recovery import recover

    if not options.output:
        raise UsageError("Say where to: -o FILE.", "The damaged file itself is only read.")
    with file_of(options.file, ".briefing") as damaged:
        if not damaged.is_file():
            raise BriefingError(f"{damaged} is not there.", "Check the name.")
        found = recover(damaged, Path(options.output), ProjectFiles(SystemClock()))
    if options.json:
        print_json({"file": options.output, "saved": found.saved, "lost": list(found.lost)})
        return
    print(f"{found.saved} entries saved to {shown(options.output)}; {len(found.lost)} lost")
    for each in found.lost:
        print(f"  lost: {shown(each)}")
