"""The actions `project import` and `export-as`: what is not carried over is told first."""

from __future__ import annotations

import argparse
import secrets
import sys
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Any

from briefing.commands.tools import STDIN, UsageError, opened_project, print_json, read, shown
from briefing.errors import BriefingError
from briefing.services.clock import SystemClock

if TYPE_CHECKING:
    from briefing.services.interchange import Imported, Loss
    from briefing.services.taking_in import TakingIn

EXCHANGES = ("import", "export-as")
"""The actions on a project that exchange with other tools."""


def exchange(options: argparse.Namespace) -> None:
    """Import a file of another tool, or export the project for one."""
    if options.action == "import":
        _import(options)
    else:
        _export(options)


def _import(options: argparse.Namespace) -> None:
    from briefing.model.edits import Stamp
    from briefing.services.taking_in import taking_in
    from briefing.storage.files import ProjectFiles

    if not options.document:
        raise UsageError("Say what from: project import FILE.briefing SOURCE.")
    if options.file == "-":
        raise UsageError("Say into which project: a file, which is made if it is not there.")
    clock, source = SystemClock(), Path(options.document)
    form, imported = _given(options)
    path, files = Path(options.file), ProjectFiles(clock)
    store = files.open(path) if path.exists() else None
    try:
        from briefing.model.project import new_project

        project = store.load() if store else new_project()
        stamp = Stamp(secrets.token_hex(8), "", clock.now())
        taken = taking_in(project, imported, form, source.name, stamp)
        goes = not taken.is_empty and (bool(options.yes) or not taken.losses)
        if goes:
            store = store or files.create(path)
            _record(store, project, taken, clock.now())
    finally:
        if store:
            store.close()
    counts = {"articles": taken.articles, "tags": taken.tags, "excerpts": taken.excerpts,
              "review": taken.review}  # fmt: skip
    _tell({"format": form, "source": source.name, **counts}, taken.losses, options, written=goes)
    if not options.json and (goes or taken.is_empty):
        print(shown(f"{path}: {taken.said()}"))
    if not goes and not taken.is_empty:
        raise _unconfirmed()


def _given(options: argparse.Namespace) -> tuple[str, Imported]:
    """Return the format's name, and what is to be imported."""
    from briefing.interchange import standard_interchange

    with closing(standard_interchange()) as service:
        if options.document != "-":
            return service.read(Path(options.document), options.format or "")
        if not options.format:
            raise UsageError("Say what comes in: --format FORMAT.")
        return service.read_bytes(read("-"), STDIN, options.format)


def _record(store: Any, project: Any, taken: TakingIn, time: str) -> None:
    from briefing.model.changes import changes_between
    from briefing.services.ports import Step

    changes = changes_between(project, taken.edit.apply(project))
    store.record(Step(taken.edit.label, "", time, "", lambda: changes), taken.edit.blobs)


def _export(options: argparse.Namespace) -> None:
    from briefing.interchange import standard_interchange
    from briefing.services.interchange import Exchanged

    if not options.output:
        raise UsageError("Say where to: -o TARGET.")
    service, target = standard_interchange(), Path(options.output)
    name = STDIN if options.file == "-" else Path(options.file).stem
    with opened_project(options.file) as store:
        exchanged = Exchanged(store.load(), name, SystemClock().now(), store.blob)
        written = service.prepare(exchanged, target, options.format or "")
    goes = bool(options.yes) or not written.losses
    if goes:
        service.write(written, target)
    told = {"target": str(target), "bytes": len(written.data)}
    _tell(told, written.losses, options, written=goes)
    if not goes:
        raise _unconfirmed()
    if not options.json:
        print(shown(str(target)))


def _tell(
    counts: dict[str, Any], lost: Sequence[Loss], options: argparse.Namespace, *, written: bool
) -> None:
    """Print what is not carried over: one JSON document, or a line for each on standard error."""
    if options.json:
        rows = [{"what": e.what, "count": e.count, "names": e.names, "why": e.why} for e in lost]
        print_json({**counts, "written": written, "losses": rows})
        return
    for each in lost:
        print(f"not carried over: {shown(each.words())}", file=sys.stderr)


def _unconfirmed() -> BriefingError:
    return BriefingError(
        "Nothing was written: not everything is carried over.", "Add --yes to go on all the same."
    )
