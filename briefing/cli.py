"""The command line: the same services as the window, for scripts."""

from __future__ import annotations

import argparse
import gc
import logging
import pkgutil
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from briefing import __version__
from briefing.commands.tools import JSON, MakePages, TakePicture, Tools, shown
from briefing.errors import BriefingError
from briefing.language import know
from briefing.paths import standard_paths

TEMPLATE = "an id of “templates list”"
FIELD = "fills a header field; once for each"
GARBAGE = 50_000
"""New objects from which on Python looks for garbage: modules leave none, and take many."""


def main(
    arguments: Sequence[str], take_picture: TakePicture, make_pages: MakePages | None = None
) -> int:
    """Run one command; returns 0 when done, 1 when it failed; wrong usage exits with 2."""
    gc.set_threshold(GARBAGE)
    options = _parser(next(iter(arguments), "")).parse_args(arguments)
    paths = standard_paths()
    know(paths.languages)
    tools = Tools(paths, take_picture, make_pages)
    # What is logged is for the window's log: here a person is told in one line what went wrong.
    logging.getLogger("briefing").addHandler(logging.NullHandler())
    try:
        pkgutil.resolve_name(f"briefing.commands.{COMMANDS[options.command].work}")(options, tools)
    except BriefingError as error:
        print(f"briefing: {shown(str(error))}", file=sys.stderr)
        return 1
    except BrokenPipeError:
        return 1
    finally:
        for failure in tools.plug_ins.untold():
            print(f"briefing: {shown(str(failure))}", file=sys.stderr)
    return 0


def _parser(asked: str = "") -> argparse.ArgumentParser:
    """Return what reads the command line, with the arguments of the command that is asked for.

    With those of all where it is none: the arguments of some need modules that others do not.
    """
    parser = argparse.ArgumentParser(
        "briefing",
        description="Briefing notes from tagged articles.",
        epilog="briefing [--language CODE] [--new-window] [FILE...] opens articles or a project in "
        "the window.",
    )
    parser.add_argument("--version", action="version", version=f"briefing {__version__}")
    commands = parser.add_subparsers(dest="command", required=True)
    for name, command in COMMANDS.items():
        one = commands.add_parser(name, help=command.words)
        if name == asked or asked not in COMMANDS:
            command.add_arguments(one)
    return parser


def _add_reading(one: argparse.ArgumentParser) -> None:
    one.add_argument("file", help="an article; - for standard input")
    one.add_argument("--json", action="store_true", help=JSON)


def _add_composing(one: argparse.ArgumentParser) -> None:
    one.add_argument("source", nargs="+", help="articles, or one project; - for standard input")
    one.add_argument("--template", required=True, metavar="ID", help=TEMPLATE)
    one.add_argument("--excerpts", metavar="FILE", help="JSON, as “project excerpts” prints it")
    one.add_argument("--field", action="append", default=[], metavar="KEY=VALUE", help=FIELD)
    one.add_argument(
        "--suggest",
        action="store_true",
        help="tag by suggestions; the document is a draft and says nobody has checked them",
    )


def _add_check(one: argparse.ArgumentParser) -> None:
    _add_composing(one)
    one.add_argument("--json", action="store_true", help=JSON)


def _add_export(one: argparse.ArgumentParser) -> None:
    _add_composing(one)
    one.add_argument("-o", "--output", required=True, metavar="FILE", help="the document to write")
    one.add_argument("--format", help="such as docx; else by the ending of the document's name")
    one.add_argument(
        "--draft", action="store_true", help="whatever is missing; the document says so"
    )


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
    actions = ("info", "verify", "recover", "excerpts", "snapshots", "read-back", "import",
               "export-as")  # fmt: skip
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


def _add_library(one: argparse.ArgumentParser) -> None:
    from briefing.commands.library import add_library

    add_library(one)


def _add_demo(one: argparse.ArgumentParser) -> None:
    one.add_argument(
        "-o", "--output", default="out", metavar="FOLDER", help="where to; made if it is not there"
    )


@dataclass(frozen=True, slots=True)
class Command:
    """One command: `words` say what it does, `work` is the function that does it.

    That stands here as words, “module:function”, so that no command loads what another needs.
    """

    words: str
    work: str
    add_arguments: Callable[[argparse.ArgumentParser], None]


COMMANDS = {
    "inspect": Command("Show what the loader found", "inspect:inspect", _add_reading),
    "suggest": Command(
        "Suggest excerpts, with the reason for each", "suggestions:suggest", _add_reading
    ),
    "check": Command(
        "Show what there is to mend in a brief before it goes out", "articles:check", _add_check
    ),
    "export": Command("Write articles or a project as a document", "articles:export", _add_export),
    "batch": Command("Write a document for every article of a folder", "batch:batch", _add_batch),
    "templates": Command("Show the template library", "templates:templates", _add_templates),
    "project": Command("Show a project file from outside", "projects:project", _add_project),
    "library": Command(
        "Search and publish in the library of many projects", "library:library", _add_library
    ),
    "demo": Command(
        "Do the whole main job on the sample: the document and a picture of the window",
        "demo:demo",
        _add_demo,
    ),
}
