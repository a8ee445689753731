"""Fills every shipped template, exports it in all formats and makes pictures to be looked at.

    python tools/try_templates.py FOLDER [--article TEXT --excerpts JSON] [ID...]

Needs LibreOffice (soffice) and pdftoppm. Without an article it is the bundled sample. Each template
is filled twice: whole, with words in every section; and as a draft of the excerpts alone.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent
sys.path[:0] = [str(ROOT)]

from briefing.exporters import standard_exporters  # noqa: E402 the tree is put on the path above
from briefing.loaders import standard_loaders  # noqa: E402
from briefing.model.brief import Brief, SectionText  # noqa: E402
from briefing.model.edits import add_articles, add_excerpts, together  # noqa: E402
from briefing.model.outline import Outline  # noqa: E402
from briefing.model.project import Project, new_project  # noqa: E402
from briefing.model.tags import DEFAULT_SCHEME  # noqa: E402
from briefing.model.template import Template  # noqa: E402
from briefing.paths import standard_paths  # noqa: E402
from briefing.services.articles.loading import LoadingService  # noqa: E402
from briefing.services.brief.composing import compose  # noqa: E402
from briefing.services.checks import blocking, checked  # noqa: E402
from briefing.services.excerpts.excerpt_file import read_excerpts  # noqa: E402
from briefing.services.ports import TemplatePackage  # noqa: E402
from briefing.services.sample import load_sample  # noqa: E402
from briefing.templating.guarded import GuardedRenderer  # noqa: E402
from briefing.templating.library import standard_library  # noqa: E402

DATE = "2026-03-02"
DOTS = 60
"""Dots an inch of a picture: words can be read, and a template's pages fit a screen."""
WORDS = (
    "The matter is **not settled**: what is known comes from one source, and the office waits for "
    "a second before it acts. [@judgement]",
    "- Write to the port before Friday.\n- Ask the harbour office for its own figures.\n"
    "  - Those of last winter too.",
    "| Option | Costs | For whom |\n| --- | --- | --- |\n| Wait | nothing yet | everyone |\n"
    "| Act now | 4.2 million | the operators of the outer routes |",
)
"""What the sections of a whole brief say, in turn: a paragraph, a list, a table."""


@dataclass(frozen=True, slots=True)
class Filling:
    """A project with one article and its excerpts, and the brief's title."""

    project: Project
    title: str
    fields: dict[str, str]


def main() -> None:
    """Fill, export, draw; prints what each template came to."""
    options = _options()
    paths = standard_paths()
    library = standard_library(paths.templates, paths.user_templates, tuple)
    packages = library.shelf().packages
    filling = _given(options) if options.article else _sample()
    with closing(GuardedRenderer(paths.templates)) as renderer:
        exporters = standard_exporters(renderer)
        for name in options.id or sorted(packages):
            for whole in (True, False):
                outline = outline_of(filling, packages[name], whole=whole)
                folder = Path(options.folder) / name / ("whole" if whole else "draft")
                folder.mkdir(parents=True, exist_ok=True)
                for exporter in exporters:
                    data = exporter.export(outline, packages[name])
                    (folder / f"brief{exporter.suffix}").write_bytes(data)
                count = pictured(folder / "brief.pdf")
                waits = ", ".join(finding.message for finding in blocking(outline))
                print(f"{name} ({folder.name}): {count} pages {waits}", flush=True)


def outline_of(filling: Filling, package: TemplatePackage, *, whole: bool) -> Outline:
    """Return the brief of a template: with words in all sections, or of the excerpts alone."""
    template = package.template
    sections = dict(_written(template)) if whole else {}
    fields = {
        field.key: filling.fields.get(field.key) or (field.choices or (f"{field.label} here",))[0]
        for field in template.fields
        if whole
    }
    brief = Brief("brief", filling.title, template.id, fields, sections)
    project = replace(filling.project, briefs={brief.id: brief})
    composed = compose(project, brief, template, author="A. Writer", date=DATE, draft=not whole)
    return checked(composed, brief, template, project)


def pictured(pdf: Path) -> int:
    """Draw the pages of a PDF beside it; returns how many there are."""
    for old in pdf.parent.glob("page*.png"):
        old.unlink()
    subprocess.run(
        ["pdftoppm", "-png", "-r", str(DOTS), str(pdf), str(pdf.parent / "page")],
        check=True,
    )
    return len(list(pdf.parent.glob("page*.png")))


def _written(template: Template) -> Iterator[tuple[str, SectionText]]:
    for number, slot in enumerate(template.slots):
        words = WORDS[number % len(WORDS)]
        filled = bool(slot.tags or slot.statuses)
        yield slot.key, SectionText(slot.key, f"{words}\n\n[@*]" if filled else words)


def _sample() -> Filling:
    paths = standard_paths()
    library = standard_library(paths.templates, paths.user_templates, tuple)
    sample = load_sample(paths.sample, LoadingService(standard_loaders()), library)
    project = sample.edit("A. Writer", DATE).apply(new_project())
    return Filling(project, sample.brief.title, dict(sample.brief.fields))


def _given(options: argparse.Namespace) -> Filling:
    (loaded,) = LoadingService(standard_loaders()).load_file(Path(options.article))
    data = Path(options.excerpts).read_bytes()
    excerpts = read_excerpts(data, [loaded.article], DEFAULT_SCHEME.tags)
    edit = together("Fill", add_articles([loaded.article], {}), add_excerpts(excerpts))
    return Filling(edit.apply(new_project()), loaded.article.name, {})


def _options(arguments: Sequence[str] | None = None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder")
    parser.add_argument("id", nargs="*")
    parser.add_argument("--article")
    parser.add_argument("--excerpts")
    return parser.parse_args(arguments)


if __name__ == "__main__":
    main()
