"""The command `library`: searched, published into, set up by its owner."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from briefing.commands.tools import JSON, Tools, UsageError, opened_project, print_json, shown
from briefing.errors import BriefingError, LibraryConflictError
from briefing.services.library.port import Choice, Kind, LibraryHit, Wanted, source_line

CONFLICTS = tuple(choice.value for choice in Choice)


def library(options: argparse.Namespace, tools: Tools) -> None:
    """Search and publish in the library of many projects."""
    service = service_of(tools, options.library)
    try:
        ACTIONS[options.action](options, tools, service)
    finally:
        service.close()


def add_library(one: argparse.ArgumentParser) -> None:
    """Add the arguments of `library`."""
    one.add_argument(
        "action",
        choices=tuple(ACTIONS),
        help="publish a project; send what waits to be published; status: whether it is there; "
        "set-up: make one; password: keep one in the keyring; retire, restore: what was published",
    )
    one.add_argument("words", nargs="*", help="what to search for; a project, a name, an address")
    one.add_argument("--library", metavar="ADDRESS", help="another library than the settings name")
    one.add_argument(
        "--kind",
        action="append",
        choices=tuple(Kind),
        default=[],
        help="only this; may be repeated",
    )
    one.add_argument("--since", default="", metavar="DATE", help="dated then or later")
    one.add_argument("--until", default="", metavar="DATE", help="dated before then")
    one.add_argument("--limit", type=int, default=20, help="most to show, up to 1000")
    one.add_argument("--conflict", choices=CONFLICTS, help="when somebody else published first")
    one.add_argument("--roles", action="store_true", help="for set-up: roles and row security, too")
    one.add_argument("--json", action="store_true", help=JSON)


def service_of(tools: Tools, address: str | None) -> Any:
    """Return the library of the settings, or the one at another address."""
    from briefing.library import library_service
    from briefing.settings import SettingsStore

    values = SettingsStore(tools.paths.config / "settings.json").values
    wanted = values.library if address is None else address
    return library_service(lambda: wanted, tools.paths.library)


def _search(options: argparse.Namespace, _tools: Tools, service: Any) -> None:
    kinds = tuple(Kind(kind) for kind in options.kind)
    wanted = Wanted(" ".join(options.words), kinds, options.since, options.until)
    answer = service.search(wanted, max(1, min(options.limit, 1_000)))
    if options.json:
        print_json({
            "count": answer.count, "more": answer.more, "hits": [_row(hit) for hit in answer.hits],
        })  # fmt: skip
        return
    for hit in answer.hits:
        print(shown(f"{hit.id}  {hit.kind.value}: {hit.title}"))
        print(shown(f"    {source_line(hit)}"))
        print(shown(f"    {' '.join(hit.snippet.split())}"))
    more = "more than " if answer.more else ""
    print(f"{more}{answer.count} found", file=sys.stderr)


def _row(hit: LibraryHit) -> dict[str, Any]:
    from dataclasses import asdict

    said = {**asdict(hit.said), "tags": list(hit.said.tags)}
    return {
        "id": hit.id, "kind": hit.kind.value, "title": hit.title, **said,
        "publication": hit.edition.name, "version": hit.edition.version, "who": hit.edition.who,
        "when": hit.edition.when, "start": hit.start, "snippet": hit.snippet,
        "marks": [list(mark) for mark in hit.marks],
    }  # fmt: skip


def _publish(options: argparse.Namespace, tools: Tools, service: Any) -> None:
    from briefing.services.clock import SystemClock
    from briefing.services.library.service import said_of
    from briefing.services.library.templates import LibraryTemplates
    from briefing.settings import SettingsStore
    from briefing.templating.own_templates import OwnTemplates

    name = _one(options, "which project")
    if name == "-":
        raise UsageError("Say which project by its file: it is published under that name.")
    with opened_project(name) as store:
        project = store.load()
    author = SettingsStore(tools.paths.config / "settings.json").values.author
    own = OwnTemplates(tools.paths.user_templates)
    service.templates = LibraryTemplates(tools.library(), own, tools.renderer())
    waiting = service.prepared(project, Path(name).resolve(), author, SystemClock().now())
    try:
        done = service.publish(waiting)
    except LibraryConflictError as conflict:
        if not options.conflict:
            conflict.hint = "Say which: --conflict keep, over (as a new version) or beside."
            raise
        done = service.decide(waiting, conflict, Choice(options.conflict))
    _tell(options, said_of(done), {
        "name": done.edition.name if done.edition else done.waiting.publication.name,
        "version": done.edition.version if done.edition else None, "waits": bool(done.away),
    })  # fmt: skip


def _send(options: argparse.Namespace, _tools: Tools, service: Any) -> None:
    from briefing.services.library.service import sent_words

    sent = service.send()
    _tell(options, sent_words(sent), {
        "published": [each.edition.name for each in sent.published],
        "refused": [str(error) for _waiting, error in sent.refused], "waiting": sent.left,
    })  # fmt: skip
    if sent.refused or sent.left:
        raise BriefingError("Not everything that waits was published.")


def _status(options: argparse.Namespace, _tools: Tools, service: Any) -> None:
    from briefing.errors import LibraryAwayError

    waiting = service.waiting.count()
    try:
        state = service.state()
    except LibraryAwayError as error:
        row = {"address": service.address(), "away": error.message, "waiting": waiting}
        _tell(options, f"{error.message}\n{waiting} waiting to be published", row)
        return
    _tell(options, f"{state.address}\nYou are {state.account} ({state.role}).\n"
          f"{state.publications:,} projects, {state.items:,} things\n"
          f"{waiting} waiting to be published", {
              "address": state.address, "account": state.account, "role": state.role,
              "publications": state.publications, "items": state.items, "waiting": waiting,
          })  # fmt: skip


def _set_up(options: argparse.Namespace, tools: Tools, _service: Any) -> None:
    from briefing.library import open_library

    address = _one(options, "which library: a file or postgresql://owner@host/database")
    opened = open_library(address, tools.paths.library)
    try:
        opened.set_up(roles=options.roles)
    finally:
        opened.close()
    words = f"The library at {opened.where} is ready. It is used once the setting “Library” is it."
    _tell(options, words, {"address": opened.where, "roles": bool(options.roles)})


def _password(options: argparse.Namespace, _tools: Tools, _service: Any) -> None:
    import getpass

    from briefing.library import remember_password

    address = _one(options, "for which library: postgresql://user@host/database")
    if sys.stdin.isatty():
        password = getpass.getpass("Password: ")
    else:
        password = sys.stdin.readline().rstrip("\n")
    remember_password(address, password)
    _tell(options, "The password is in the keyring.", {"kept": True})


def _retire(options: argparse.Namespace, _tools: Tools, service: Any) -> None:
    name = _one(options, "what: the name it was published under")
    service.retire(name, retired=options.action == "retire")
    now = "is found no longer" if options.action == "retire" else "is found again"
    _tell(options, f"“{name}” {now}.", {"name": name, "retired": options.action == "retire"})


ACTIONS: dict[str, Callable[[argparse.Namespace, Tools, Any], None]] = {
    "search": _search, "publish": _publish, "send": _send, "status": _status, "set-up": _set_up,
    "password": _password, "retire": _retire, "restore": _retire,
}  # fmt: skip


def _one(options: argparse.Namespace, what: str) -> str:
    if len(options.words) != 1:
        raise UsageError(f"Say {what}.", f"briefing library {options.action} …")
    return str(options.words[0])


def _tell(options: argparse.Namespace, words: str, row: dict[str, Any]) -> None:
    if options.json:
        print_json(row)
    else:
        print("\n".join(shown(line) for line in words.splitlines()))
