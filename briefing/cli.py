"""The command line: the same services as the window, for scripts."""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from briefing import __version__
from briefing.errors import BriefingError
from briefing.model.article import Article
from briefing.model.brief import Brief
from briefing.model.edits import add_articles, add_excerpts
from briefing.model.project import Project, new_project
from briefing.paths import Paths, standard_paths
from briefing.services.article_json import article_json, metadata_json
from briefing.services.clock import SystemClock
from briefing.services.reading import lead

if TYPE_CHECKING:
    from briefing.services.loading import LoadingService
    from briefing.services.ports import TemplateLibrary
    from briefing.settings import Settings
    from briefing.templating.guarded import GuardedRenderer

COMMANDS = ("inspect", "suggest", "export", "batch", "templates", "project", "demo")
LATER = {
    "suggest": "Suggestions",
    "batch": "Batches",
}
_ESCAPES = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
DEMO = "sample-brief.docx"

TakePicture = Callable[[Path], None]
"""Writes a picture of the window with the sample to a path."""


@dataclass(frozen=True, slots=True)
class Tools:
    """What commands work with; made when one needs it, so that the others start at once."""

    paths: Paths
    take_picture: TakePicture

    def loading(self) -> LoadingService:
        """Return the service that reads articles."""
        from briefing.loaders import standard_loaders
        from briefing.services.loading import LoadingService

        return LoadingService(standard_loaders())

    def renderer(self) -> GuardedRenderer:
        """Return what renders templates: strangers' in a process of their own."""
        from briefing.templating.guarded import GuardedRenderer

        values = self._settings()
        seconds, megabytes = values.template_seconds, values.template_megabytes
        return GuardedRenderer(self.paths.templates, seconds, megabytes)

    def _settings(self) -> Settings:
        from briefing.settings import SettingsStore

        return SettingsStore(self.paths.config / "settings.json").values

    def library(self) -> TemplateLibrary:
        """Return the templates of this machine."""
        from briefing.templating.library import standard_library

        folders = [Path(folder) for folder in self._settings().template_folders]
        return standard_library(self.paths.templates, self.paths.user_templates, folders)


def main(arguments: Sequence[str], take_picture: TakePicture) -> int:
    """Run one command; returns 0 when done, 1 when it failed; wrong usage exits with 2."""
    options = _parser().parse_args(arguments)
    try:
        options.run(options, Tools(standard_paths(), take_picture))
    except BriefingError as error:
        print(f"briefing: {shown(str(error))}", file=sys.stderr)
        return 1
    except BrokenPipeError:
        return 1
    return 0


def shown(words: str) -> str:
    """Return words fit for a terminal: no escapes, and nothing that turns the line round."""
    return _ESCAPES.sub("�", words).replace("\n", " ")


def inspect(options: argparse.Namespace, tools: Tools) -> None:
    """Show what the loader found."""
    articles = _articles(tools.loading(), [options.file])
    if options.json:
        _print_json({"articles": [article_json(article) for article in articles]})
        return
    for article in articles:
        print(shown(article.name))
        for key, value in metadata_json(article).items():
            words = ", ".join(value) if isinstance(value, list) else value
            print(f"  {key}: {shown(words) if words else '-'}")
        if opening := lead(article):
            print(f"  lead: {shown(article.text[opening.start : opening.end])}")
        print(f"  words: {article.words:,}, blocks: {len(article.blocks):,}")
        for warning in article.warnings:
            print(f"  warning: {shown(warning)}")


def export(options: argparse.Namespace, tools: Tools) -> None:
    """Write articles or a project as a document."""
    from briefing.exporters import standard_exporters
    from briefing.services.composing import compose
    from briefing.services.exporting import ExportService

    if options.suggest:
        raise BriefingError("Suggestions come in a later version.", "Use --excerpts FILE.")
    package = tools.library().get(options.template)
    project, brief = _gathered(options, tools)
    fields = {**brief.fields, **_fields(options.field, [f.key for f in package.template.fields])}
    brief = replace(brief, fields=fields, template=package.template.id)
    now = SystemClock().now()
    outline = compose(
        project, brief, package.template, author=fields.get("author", ""),
        date=fields.get("date", now[:10]),
    )  # fmt: skip
    with closing(tools.renderer()) as renderer:
        path = ExportService(standard_exporters(renderer)).export(
            outline, package, Path(options.output), draft=options.draft, form=options.format or ""
        )
    print(path)


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
            _print_json({"templates": rows, "faults": [f.message for f in shelf.faults]})
            return
        for row in rows:
            print(f"{row['id']:<24} {shown(str(row['title']))} ({row['origin']})")
        for fault in shelf.faults:
            print(f"briefing: {shown(fault.message)} {shown(fault.hint)}", file=sys.stderr)
    elif options.action == "show":
        _show_template(library, options)
    elif options.action == "lint":
        _lint_template(library, options)
    else:
        raise BriefingError(
            f"“briefing templates {options.action}” comes in a later version.",
            f"Templates are folders in {tools.paths.user_templates}.",
        )


def project(options: argparse.Namespace, _tools: Tools) -> None:
    """Show a project file from outside."""
    from briefing.services.excerpt_file import excerpts_json
    from briefing.storage.files import ProjectFiles

    if options.action == "recover":
        _recover(options)
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
        _print_json(excerpts_json(ordered))
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
        _print_json(info)
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


def demo(options: argparse.Namespace, tools: Tools) -> None:
    """Do the whole main job on the sample: the document and a picture of the window."""
    from briefing.exporters import standard_exporters
    from briefing.services.composing import compose
    from briefing.services.exporting import ExportService
    from briefing.services.sample import load_sample

    clock = SystemClock()
    sample = load_sample(tools.paths.sample, tools.loading(), tools.library())
    value = sample.edit("", clock.now()).apply(new_project())
    brief, package = value.briefs[sample.brief.id], sample.package
    outline = compose(value, brief, package.template, author="", date=clock.now()[:10])
    folder = Path(options.output)
    service = ExportService(standard_exporters(tools.renderer()))
    print(service.export(outline, package, folder / DEMO).resolve())
    picture = (folder / "window.png").resolve()
    tools.take_picture(picture)
    print(picture)


def later(options: argparse.Namespace, _tools: Tools) -> None:
    """Say that a command is not there yet."""
    raise BriefingError(f"{LATER[options.command]} come in a later version.", "")


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser("briefing", description="Briefing notes from tagged articles.")
    parser.add_argument("--version", action="version", version=f"briefing {__version__}")
    commands = parser.add_subparsers(dest="command", required=True)

    def add(name: str, run: Callable[[argparse.Namespace, Tools], None]) -> argparse.ArgumentParser:
        made = commands.add_parser(name, help=(run.__doc__ or "").rstrip("."))
        made.set_defaults(run=run)
        return made

    one = add("inspect", inspect)
    one.add_argument("file")
    one.add_argument("--json", action="store_true")
    one = add("export", export)
    one.add_argument("source", nargs="+")
    one.add_argument("--template", required=True)
    one.add_argument("-o", "--output", required=True)
    one.add_argument("--excerpts")
    one.add_argument("--suggest", action="store_true")
    one.add_argument("--field", action="append", default=[], metavar="KEY=VALUE")
    one.add_argument("--format")
    one.add_argument("--draft", action="store_true")
    one = add("templates", templates)
    actions = ("list", "show", "lint", "new", "add", "remove")
    one.add_argument("action", choices=actions)
    one.add_argument("name", nargs="?")
    one.add_argument("--from", dest="source")
    one.add_argument("--json", action="store_true")
    one = add("project", project)
    one.add_argument("action", choices=("info", "verify", "recover", "excerpts"))
    one.add_argument("file")
    one.add_argument("-o", "--output")
    one.add_argument("--json", action="store_true")
    one = add("demo", demo)
    one.add_argument("-o", "--output", default="out")
    for name in LATER:
        add(name, later).add_argument("rest", nargs=argparse.REMAINDER)
    return parser


def _articles(loading: LoadingService, sources: Sequence[str]) -> list[Article]:
    found: list[Article] = []
    for source in sources:
        if source == "-":
            loaded = loading.load_bytes(sys.stdin.buffer.read(), "standard input")
        else:
            loaded = loading.load_file(Path(source))
        found.extend(each.article for each in loaded)
    return found


def _gathered(options: argparse.Namespace, tools: Tools) -> tuple[Project, Brief]:
    """Return the project and brief to export: those of a project file, or made of articles."""
    if Path(options.source[0]).suffix == ".briefing":
        from briefing.storage.files import ProjectFiles

        store = ProjectFiles(SystemClock()).open(Path(options.source[0]), read_only=True)
        try:
            value = store.load()
        finally:
            store.close()
        briefs = value.briefs_in_order()
        return value, next(
            (b for b in briefs if b.template == options.template),
            briefs[0] if briefs else Brief("brief", "Brief", options.template),
        )
    articles = _articles(tools.loading(), options.source)
    numbered = [replace(article, added=f"{n:06}") for n, article in enumerate(articles)]
    value = add_articles(numbered).apply(new_project())
    if options.excerpts:
        from briefing.services.excerpt_file import read_excerpts

        data = _read(options.excerpts)
        excerpts = read_excerpts(data, numbered, value.tags(), Path(options.excerpts).name)
        value = add_excerpts(excerpts).apply(value)
    return value, Brief("brief", articles[0].name, options.template)


def _fields(given: Sequence[str], known: Sequence[str]) -> dict[str, str]:
    from briefing.services.registry import nearest

    usual = (*known, "marking", "author", "date")
    fields = {}
    for each in given:
        key, equals, value = each.partition("=")
        if not equals or key not in usual:
            raise BriefingError(f"The template has no field “{key}”.", nearest(key, usual))
        fields[key] = value
    return fields


def _read(name: str) -> bytes:
    try:
        return sys.stdin.buffer.read() if name == "-" else Path(name).read_bytes()
    except OSError as error:
        raise BriefingError(f"{name} cannot be read ({error.strerror}).", "") from error


def _show_template(library: TemplateLibrary, options: argparse.Namespace) -> None:
    template = library.get(options.name or "").template
    rows = {
        "id": template.id, "version": template.version, "title": template.title,
        "description": template.description, "language": template.language,
        "fields": [{"key": f.key, "label": f.label, "required": f.required}
                   for f in template.fields],
        "slots": [{"key": s.key, "title": s.title, "tags": list(s.tags), "form": s.form,
                   "required": s.required} for s in template.slots],
    }  # fmt: skip
    if options.json:
        _print_json(rows)
        return
    print(f"{template.id} {template.version}: {shown(template.title)}")
    for each in template.fields:
        print(f"  field {each.key}: {shown(each.label)}{' (required)' if each.required else ''}")
    for slot in template.slots:
        fills = ", ".join(slot.tags) or "written by the analyst"
        print(f"  slot {slot.key}: {shown(slot.title)} <- {fills}")


def _lint_template(library: TemplateLibrary, options: argparse.Namespace) -> None:
    """Check a Word file on its own, or a template of the library against its manifest."""
    from briefing.templating.lint import lint

    name = options.name or ""
    if Path(name).suffix == ".docx":
        found = lint(_read(name), Path(name).name)
    else:
        package = library.get(name)
        found = lint(package.document, package.template.id, package.template)
    if options.json:
        _print_json({"findings": [asdict(each) for each in found]})
    for each in found if not options.json else ():
        print(shown(f"{each.level}: {each}"))
    errors = sum(each.level == "error" for each in found)
    if errors:
        raise BriefingError(f"{name} has {errors} fault{'s' if errors > 1 else ''}.", "")


def _print_json(value: object) -> None:
    print(json.dumps(value, ensure_ascii=False, indent=1))
