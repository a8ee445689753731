"""Writes docs/reference from the tables in the code, so that it says what the program does.

    python tools/references.py

`PAGES` says what each page is made of. A test compares the pages with what this would write.
"""

from __future__ import annotations

import argparse
import inspect
import os
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import MISSING, fields, is_dataclass
from enum import StrEnum
from pathlib import Path
from types import UnionType
from typing import Any, get_args, get_origin, get_type_hints

ROOT = Path(__file__).resolve().parent.parent
if str(ROOT) not in sys.path:
    sys.path.insert(0, str(ROOT))
FOLDER = ROOT / "docs" / "reference"
_MANY = {"text": "texts", "object": "objects", "pair": "pairs"}
MADE = "*Made by `python tools/references.py` from the tables in the code; change those.*"


def main() -> int:
    """Write all pages."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    FOLDER.mkdir(parents=True, exist_ok=True)
    for name in PAGES:
        (FOLDER / name).write_text(page(name), encoding="utf-8", newline="\n")
    return 0


def page(name: str) -> str:
    """Return one page, by its file name."""
    title, make = PAGES[name]
    return "\n".join((f"# {title}", "", MADE, "", *make())).rstrip() + "\n"


def table(heads: Sequence[str], rows: Iterable[Sequence[object]]) -> Iterator[str]:
    """Yield a Markdown table and an empty line."""
    yield f"| {' | '.join(heads)} |"
    yield "|" + "---|" * len(heads)
    for row in rows:
        yield f"| {' | '.join(_cell(value) for value in row)} |"
    yield ""


def keys() -> Iterator[str]:
    """Yield what each key does, menu by menu."""
    from briefing.widgets.actions import ACTIONS, MENUS, menu_name, name_of
    from briefing.widgets.help.help_sheets import LIST_KEYS, READING_KEYS
    from briefing.widgets.writing.rich_keys import rich_key_list

    yield "“In the article” are keys that work while the article has the focus. All but those of"
    yield "reading and of a section's text can be changed: **Edit > Keys of your own**"
    yield ""
    yield "## Reading"
    yield ""
    yield from table(("does", "keys"), ((does, f"`{key}`") for does, key in READING_KEYS))
    for menu in MENUS:
        yield f"## {menu_name(menu)}"
        yield ""
        rows = (
            (name_of(spec), " ".join(f"`{key}`" for key in spec.keys),
             "in the article" if spec.scope == "article" else "", spec.tip)
            for spec in ACTIONS if spec.menu == menu
        )  # fmt: skip
        yield from table(("action", "keys", "where", "what it is for"), rows)
    yield "## In the text of a section"
    yield ""
    yield from table(("does", "keys"), ((does, f"`{key}`") for does, key in rich_key_list()))
    yield "## In lists and windows"
    yield ""
    yield from table(("does", "keys"), ((does, f"`{key}`") for does, key in LIST_KEYS))


def settings() -> Iterator[str]:
    """Yield the settings that people set, and those that the program keeps."""
    from briefing.settings import TABLE, Settings

    usual = Settings()
    yield "They are in **Edit > Settings**, and in `settings.json` in the program's folder of"
    yield "settings. The group “Kept” is what the program keeps there for itself."
    yield ""
    for group in dict.fromkeys(row.group for row in TABLE):
        yield f"## {group}"
        yield ""
        rows = []
        for row in (row for row in TABLE if row.group == group):
            bounds = "" if row.low is None else f"{row.low:g} to {row.high:g}"
            value = getattr(usual, row.key)
            shown = "none" if value in ("", ()) else f"`{value}`"
            may = ", ".join(f"`{choice}`" for choice in row.choices) or bounds or _kind(row.kind)
            rows.append((f"`{row.key}`", row.label, row.help, may, shown))
        yield from table(("key", "name", "what it is", "may be", "unless set"), rows)


def commands() -> Iterator[str]:
    """Yield each command with its arguments."""
    from briefing import cli

    parser, helps = cli._parser(), {}
    for choice in _subparsers(parser)._choices_actions:
        helps[choice.dest] = choice.help
    yield "Exit code: 0 when done, 1 when it failed, 2 for wrong usage. Errors are one line with a"
    yield f"remedy. {parser.epilog}"
    yield ""
    for name, command in _subparsers(parser).choices.items():
        yield f"## briefing {name}"
        yield ""
        yield f"{helps.get(name) or ''}.".replace("..", ".")
        yield ""
        yield from table(("argument", "what it is"), map(_argument, arguments(command)))


def checks() -> Iterator[str]:
    """Yield the checks on a brief."""
    from briefing.services.checks import CHECKS

    yield "A template's `[checks]`, and each brief for itself, switches them `on` or `off` by kind."
    yield "More on each, and what holds up the final document: [templates](../templates.md)."
    yield ""
    rows = ((f"`{c.kind}`", c.label, "on" if c.on else "off", _about(c.run)) for c in CHECKS)
    yield from table(("kind", "name", "unless said", "what it finds"), rows)


def formats() -> Iterator[str]:
    """Yield what is read, written and exchanged."""
    from briefing.exporters import standard_exporters
    from briefing.interchange import READERS, reader, writers
    from briefing.loaders import DOCUMENTS, document_loader
    from briefing.loaders.archive import ZipLoader
    from briefing.loaders.text import TextLoader

    heads = ("name", "format", "endings")
    yield "Formats of plug-ins come after these. [Add one](../plug-ins.md)"
    yield ""
    yield "## Articles that are read"
    yield ""
    loaders = [TextLoader(), *map(document_loader, DOCUMENTS), ZipLoader(())]
    yield from table(heads, (_named(each, each.suffixes) for each in loaders))
    yield "## Briefs that are written"
    yield ""
    exporters = standard_exporters(None)  # type: ignore[arg-type]  # none of them is run
    yield from table(heads, (_named(each, (each.suffix,)) for each in exporters))
    yield "## Files of other tools that are read"
    yield ""
    yield from table(heads, (_named(made, made.suffixes) for made in map(reader, READERS)))
    yield "## Files of other tools that are written"
    yield ""
    yield from table(heads, (_named(made, made.suffixes) for made in writers()))


def templates() -> Iterator[str]:
    """Yield the templates that ship, and the keys of a manifest."""
    from briefing.model import template as model
    from briefing.templating.library import Place, read_folder

    yield "How to make one: [templates](../templates.md)."
    yield ""
    yield "## Shipped"
    yield ""
    place = Place(ROOT / "templates", "Briefing", built_in=True)
    found = sorted((ROOT / "templates").glob("*/template.toml"))
    shipped = [read_folder(path.parent, place).template for path in found]
    yield from table(
        ("id", "title", "what for", "words, pages at most", "sections"),
        ((f"`{t.id}`", t.title, t.description, _limits(t.limits),
          ", ".join(slot.title for slot in t.slots)) for t in shipped),
    )  # fmt: skip
    yield "## Keys of `template.toml`"
    yield ""
    yield "Without a value in the last column the key has to be given."
    yield ""
    for name, kind in (("At the top", model.Template), ("`[[field]]`", model.TemplateField),
                       ("`[[slot]]`", model.Slot), ("`[limits]`", model.Limits)):  # fmt: skip
        yield f"### {name}"
        yield ""
        if kind is not model.Template:
            yield _words(kind)
            yield ""
        rows = ((_manifest_key(f.name), _manifest_takes(kind, f.name), _usual(f))
                for f in fields(kind) if f.name != "document")  # fmt: skip
        yield from table(("key", "takes", "unless given"), rows)


def _manifest_key(name: str) -> str:
    spelled = {"fields": "[[field]]", "slots": "[[slot]]", "limits": "[limits]",
               "checks": "[checks]"}  # fmt: skip
    return f"`{spelled.get(name, name)}`"


def _manifest_takes(kind: type, name: str) -> str:
    """Return what a key of a manifest takes, for somebody who writes one."""
    from briefing.model.excerpt import Status
    from briefing.services.analysis import PAGES
    from briefing.templating.manifest import LIKELIHOOD_TERMS

    special = {
        "fields": "list of header fields, see below",
        "slots": "list of sections, see below",
        "limits": "table, see below",
        "checks": "`on` or `off` for each kind of [check](checks.md); `likelihood_terms`: "
        + _choice(LIKELIHOOD_TERMS),
        "tags": "list of tags, by their ids",
        "statuses": f"list of {_choice(tuple(Status))}",
        "group_by": "`stakeholder`",
        "query": "text: a [query of tags](../analysis.md)",
        "analysis": _choice([page.key for page in PAGES]),
    }
    found = get_type_hints(kind)[name]
    what = f" {_words(found)}" if inspect.isclass(found) and issubclass(found, StrEnum) else ""
    return (special.get(name) or _takes(found, nothing="")) + (what and f".{what}")


def file_format() -> Iterator[str]:
    """Yield the tables of a project file and what each kind of thing in it holds."""
    from briefing.storage import codec, schema

    number = f"application id `{schema.APPLICATION_ID:#x}`, `user_version` {schema.VERSION}"
    yield f"A project is an SQLite database, one file that ends in `.briefing`: {number}."
    yield "Older versions are brought up to date when they are opened; newer ones are refused."
    yield ""
    yield "```sql"
    yield from (" ".join(made.split()) + ";" for made in schema.TABLES)
    yield "```"
    yield ""
    yield "`content` holds every value and file once, by the SHA-256 of its bytes; `item` says"
    yield "which content each thing of the project has now; `history` what each step replaced with"
    yield "what. A value is JSON. These are its kinds (`item.kind`) and what each holds. How an"
    yield "excerpt's place is written in the file, and an article's text in pieces, say"
    yield "`briefing/storage/places.py` and `pieces.py`."
    yield ""
    for kind, held in codec.TYPES.items():
        yield f"## {kind}"
        yield ""
        yield _words(held)
        yield ""
        hints = get_type_hints(held)
        rows = ((f"`{f.name}`", _takes(hints[f.name]), _usual(f)) for f in fields(held))
        yield from table(("key", "takes", "unless given"), rows)


PAGES: dict[str, tuple[str, Callable[[], Iterator[str]]]] = {
    "keys.md": ("Keys and actions", keys),
    "settings.md": ("Settings", settings),
    "commands.md": ("Command line", commands),
    "checks.md": ("Checks", checks),
    "formats.md": ("Formats", formats),
    "templates.md": ("Templates and their manifest", templates),
    "file-format.md": ("The project file", file_format),
}


def _cell(value: object) -> str:
    return " ".join(str(value).split()).replace("|", "\\|")


def _words(thing: object) -> str:
    return " ".join((inspect.getdoc(thing) or "").split())


def _about(thing: object) -> str:
    words = _words(thing) or _words(inspect.getmodule(thing))
    return words.removeprefix("Check: ")


def _kind(kind: type) -> str:
    return {str: "words", tuple: "a list of words", int: "a number", float: "a number"}[kind]


def _takes(kind: Any, *, nothing: str = " or null") -> str:
    """Return what a value of a type is, in words that need no Python.

    `nothing` is said where there may be none. Raises KeyError for a type that has no words yet.
    """
    inside = get_args(kind)
    if isinstance(kind, UnionType):
        return _takes(inside[0]) + nothing
    if inside and get_origin(kind) is not tuple:
        return f"for each key: {_takes(inside[1])}"
    if inside:
        if inside[-1] is not Ellipsis:
            return f"pair of {' and '.join(map(_takes, inside))}"
        first, *rest = _takes(inside[0]).split(" ", 1)
        return " ".join(("list of", _MANY.get(first, first), *rest))
    if issubclass(kind, StrEnum):
        return _choice(tuple(kind))
    if is_dataclass(kind):
        return "object of " + ", ".join(f"`{each.name}`" for each in fields(kind))
    return {str: "text", int: "whole number", float: "number", bool: "true or false"}[kind]


def _choice(words: Sequence[str]) -> str:
    quoted = [f"`{word}`" for word in words]
    return " or ".join(filter(None, (", ".join(quoted[:-1]), quoted[-1])))


def _usual(made: Any) -> str:
    value = made.default
    if value is MISSING:
        if made.default_factory is MISSING:
            return ""
        value = made.default_factory()
    if value is None or value in ("", ()) or not isinstance(value, (str, int, float)):
        return "none"
    return f"`{str(value).lower() if isinstance(value, bool) else str(value)}`"


def _limits(limits: Any) -> str:
    said = (limits.words and f"{limits.words:,} words", limits.pages and f"{limits.pages} pages",
            limits.item_words and f"{limits.item_words} words an article")  # fmt: skip
    return ", ".join(words for words in said if words)


def _named(made: Any, endings: Sequence[str]) -> tuple[str, str, str]:
    return f"`{made.name}`", made.label, " ".join(f"`{ending}`" for ending in endings)


def command_parsers() -> Mapping[str, argparse.ArgumentParser]:
    """Return what reads the arguments of each command, by its name."""
    from briefing import cli

    return _subparsers(cli._parser()).choices


def arguments(command: argparse.ArgumentParser) -> list[argparse.Action]:
    """Return the arguments of a command, without `--help`."""
    return [action for action in command._actions if action.dest != "help"]


def _subparsers(parser: argparse.ArgumentParser) -> argparse._SubParsersAction[Any]:
    return next(a for a in parser._actions if isinstance(a, argparse._SubParsersAction))


def _argument(action: argparse.Action) -> tuple[str, str]:
    takes = action.metavar or action.dest.upper()
    if not action.option_strings:
        shown = action.dest.upper() + {"+": "...", "*": "...", "?": " (may be left out)"}.get(
            str(action.nargs), ""
        )
    else:
        value = "" if action.nargs == 0 else f" {takes}"
        shown = ", ".join(action.option_strings) + value
    said = [action.help or ""]
    if action.choices:
        said.append("one of " + ", ".join(f"`{choice}`" for choice in action.choices))
    if action.option_strings and action.required:
        said.append("has to be given")
    if action.default not in (None, False, [], 0, ""):
        said.append(f"unless given `{action.default}`")
    return f"`{shown}`", "; ".join(words for words in said if words)


if __name__ == "__main__":
    sys.exit(main())
