"""The command `demo`: makes the document of the sample, and a picture of the window with it."""

from __future__ import annotations

import argparse
from contextlib import closing
from pathlib import Path

from briefing.commands.tools import Tools, shown
from briefing.model.project import new_project
from briefing.services.clock import SystemClock

DEMO = "sample-brief.docx"


def demo(options: argparse.Namespace, tools: Tools) -> None:
    """Do the whole main job on the sample: the document and a picture of the window."""
    from briefing.services.brief.composing import compose
    from briefing.services.checks import checked
    from briefing.services.sample import load_sample

    clock = SystemClock()
    sample = load_sample(tools.paths.sample, tools.loading(), tools.library())
    value = sample.edit("", clock.now()).apply(new_project())
    brief, package = value.briefs[sample.brief.id], sample.package
    composed = compose(value, brief, package.template, author="", date=clock.now()[:10])
    outline = checked(composed, brief, package.template, value)
    folder = Path(options.output)
    with closing(tools.renderer()) as renderer:
        document = tools.exporting(renderer).export(outline, package, folder / DEMO)
    print(shown(str(document.resolve())))
    picture = (folder / "window.png").resolve()
    tools.take_picture(picture)
    print(shown(str(picture)))
