"""The command line: the same services as the window, for scripts."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Sequence

from briefing import __version__
from briefing.commands.articles import check, export, inspect
from briefing.commands.batch import batch
from briefing.commands.demo import demo
from briefing.commands.interchange import EXCHANGES
from briefing.commands.library import add_library, library
from briefing.commands.projects import project
from briefing.commands.suggestions import suggest
from briefing.commands.templates import templates
from briefing.commands.tools import JSON, MakePages, TakePicture, Tools, shown
from briefing.errors import BriefingError
from briefing.language import know
from briefing.paths import standard_paths

COMMANDS = (
    "inspect",
    "suggest",
    "check",
    "export",
    "batch",
    "templates",
    "project",
    "library",
    "demo",
)
TEMPLATE = "an id of “templates list”"
FIELD = "fills a header field; once for each"


def main(
    arguments: Sequence[str], take_picture: TakePicture, make_pages: MakePages | None = None
) -> int:
    """Run one command; returns 0 when done, 1 when it failed; wrong usage exits with 2."""
    options = _parser().parse_args(arguments)
    paths = standard_paths()
    know(paths.languages)
    tools = Tools(paths, take_picture, make_pages)
    try:
        options.run(options, tools)
    except BriefingError as error:
        print(f"briefing: {shown(str(error))}", file=sys.stderr)
        return 1
    except BrokenPipeError:
        return 1
    finally:
        for failure in tools.plug_ins.untold():
            print(f"briefing: {shown(str(failure))}", file=sys.stderr)
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        "briefing",
        description="Briefing notes from tagged articles.",
        epilog="briefing [--language CODE] [--new-window] [FILE...] opens articles or a project in "
        "the window.",
    )
    parser.add_argument("--version", action="version", version=f"briefing {__version__}")
    commands = parser.add_subparsers(dest="command", required=True)

    def add(name: str, run: Callable[[argparse.Namespace, Tools], None]) -> argparse.ArgumentParser:
        made = commands.add_parser(name, help=(run.__doc__ or "").rstrip("."))
        made.set_defaults(run=run)
        return made

    for name, run in (("inspect", inspect), ("suggest", suggest)):
        one = add(name, run)
        one.add_argument("file", help="an article; - for standard input")
        one.add_argument("--json", action="store_true", help=JSON)
    for name, run in (("export", export), ("check", check)):
        one = add(name, run)
        one.add_argument("source", nargs="+", help="articles, or one project; - for standard input")
        one.add_argument("--template", required=True, metavar="ID", help=TEMPLATE)
        one.add_argument("--excerpts", metavar="FILE", help="JSON, as “project excerpts” prints it")
        one.add_argument("--field", action="append", default=[], metavar="KEY=VALUE", help=FIELD)
        one.add_argument(
            "--suggest",
            action="store_true",
            help="tag by suggestions; the document is a draft and says nobody has checked them",
        )
    one.add_argument("--json", action="store_true", help=JSON)
    one = commands.choices["export"]
    one.add_argument("-o", "--output", required=True, metavar="FILE", help="the document to write")
    one.add_argument("--format", help="such as docx; else by the ending of the document's name")
    one.add_argument(
        "--draft", action="store_true", help="whatever is missing; the document says so"
    )
    _add_batch(add("batch", batch))
    _add_templates(add("templates", templates))
    _add_project(add("project", project))
    add_library(add("library", library))
    one = add("demo", demo)
    one.add_argument(
        "-o", "--output", default="out", metavar="FOLDER", help="where to; made if it is not there"
    )
    return parser


def _add_templates(one: argparse.ArgumentParser) -> None:
    actions = ("list", "show", "lint", "new", "add", "remove")
    one.add_argument(
        "action",
        choices=actions,
        help="show one; lint: name its faults; new: make one of a Word document; add: take one in; "
        "remove: put one of your own away",
    )
    one.add_argument("name", nargs="?", help="an id; for add and lint also a path")
    one.add_argument("--from", dest="source", metavar="FILE.docx", help="for new: the document")
    one.add_argument("--json", action="store_true", help=JSON)


def _add_project(one: argparse.ArgumentParser) -> None:
    actions = ("info", "verify", "recover", "excerpts", "snapshots", "read-back", *EXCHANGES)
    one.add_argument(
        "action",
        choices=actions,
        help="info: what is in it; verify: read all of it; recover: save what can be read; "
        "excerpts and snapshots: print them; read-back: what an edited document says otherwise; "
        "import and export-as: from and for other tools",
    )
    one.add_argument("file", help="a .briefing file; import makes one that is not there")
    one.add_argument("document", nargs="?", help="for read-back and import: the other file")
    one.add_argument("--format", help="for import and export-as; else by the file's ending")
    one.add_argument("--yes", action="store_true", help="go on whatever is not carried over")
    one.add_argument(
        "-o", "--output", metavar="FILE", help="for recover and export-as: the file to write"
    )
    one.add_argument("--json", action="store_true", help=JSON)


def _add_batch(one: argparse.ArgumentParser) -> None:
    one.add_argument("folder", help="where the articles are")
    one.add_argument("--template", required=True, metavar="ID", help=TEMPLATE)
    one.add_argument(
        "-o", "--output", required=True, metavar="OUTFOLDER", help="where the documents go"
    )
    one.add_argument("--jobs", type=_count, default=0, help="most processes at once")
    one.add_argument("--suggest", action="store_true", help="tag by suggestions; all are drafts")
    one.add_argument("--excerpts", metavar="FOLDER", help="of NAME.excerpts.json; else beside each")
    one.add_argument("--field", action="append", default=[], metavar="KEY=VALUE", help=FIELD)
    one.add_argument("--format", default="docx", help="of the documents")
    one.add_argument("--subfolders", action="store_true", help="articles in folders below, too")
    one.add_argument("--again", action="store_true", help="make anew what is done, replace all")
    one.add_argument("--seconds", type=float, default=60.0, help="most that an article may take")
    one.add_argument("--scheduler", metavar="ADDRESS", help="of a Dask cluster, tcp://… or tls://…")
    one.add_argument("--certificates", metavar="FOLDER", help="for tls://: ca.pem cert.pem key.pem")
    one.add_argument("--insecure", action="store_true", help="unencrypted beyond your own network")
    one.add_argument("--json", action="store_true", help=JSON)


def _count(words: str) -> int:
    number = int(words)
    if not 1 <= number <= 64:
        raise argparse.ArgumentTypeError("give a number from 1 to 64")
    return number
