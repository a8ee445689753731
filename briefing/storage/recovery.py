"""Saves what can be read of a damaged project file into a new one."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import apsw

from briefing.errors import StorageError
from briefing.model.excerpt import Excerpt
from briefing.model.project import KINDS, Item, Project, new_project
from briefing.storage import codec
from briefing.storage.files import ProjectFiles
from briefing.storage.projectfile import seal_over


@dataclass(frozen=True, slots=True)
class Recovery:
    """What became of a damaged file: how many things were saved, and which were lost."""

    saved: int
    lost: tuple[str, ...]


def recover(damaged: Path, target: Path, files: ProjectFiles) -> Recovery:
    """Write what is sound in `damaged` to the new file `target`; `damaged` is only read.

    Each row is checked against its hash, so nothing wrong is saved. Excerpts whose article is
    lost are lost with it. Raises StorageError if `target` exists or cannot be written.
    """
    with tempfile.TemporaryDirectory(prefix="briefing-") as folder:
        copy = Path(shutil.copy(damaged, Path(folder) / "damaged"))
        project, lost, content = _salvaged(copy)
    store = files.create(target)
    try:
        store.begin_with(project, content)
    finally:
        store.close()
    saved = sum(len(project.items(kind)) for kind in KINDS)
    return Recovery(saved, tuple(lost))


def _salvaged(path: Path) -> tuple[Project, list[str], dict[str, bytes]]:
    content = dict(_rows(path, "content", _content))
    names = list(_rows(path, "item", _item))
    seals = list(_rows(path, "meta", _seal))
    kinds: dict[str, dict[str, Item]] = {kind: {} for kind in KINDS}
    lost: list[str] = []
    if not names:
        lost.append("the list of entries")
    elif seals and seals[0] != seal_over(names):
        lost.append("entries whose rows are gone")
    for kind, key, name in names:
        try:
            kinds[kind][key] = codec.decoded(kind, key, name, content.__getitem__)
        except (StorageError, KeyError):
            lost.append(f"{kind} {key}")
    homeless = [
        key
        for key, item in kinds["excerpts"].items()
        if isinstance(item, Excerpt) and item.article not in kinds["articles"]
    ]
    for key in homeless:
        del kinds["excerpts"][key]
        lost.append(f"excerpts {key}")
    project = Project()
    for kind, items in kinds.items():
        project = project.with_items(kind, items)
    if not project.schemes:
        project = project.with_items("schemes", new_project().schemes)
    return project, lost, _originals(project, content)


def _originals(project: Project, content: dict[str, bytes]) -> dict[str, bytes]:
    wanted = {a.original for a in project.articles.values()}
    wanted |= {t.document for t in project.templates.values()}
    wanted |= {s.template.document for s in project.snapshots.values()}
    wanted |= {n for o in project.origins.values() for n in (o.document, *o.files.values())}
    return {name: content[name] for name in wanted if name and name in content}


def _rows(path: Path, table: str, sound: Callable[[Any], Any]) -> Iterator[Any]:
    """Yield the sound rows of a table, from the front and then from the back of what breaks it."""
    seen = set()
    for order in ("ASC", "DESC"):
        try:
            connection = apsw.Connection(str(path), flags=apsw.SQLITE_OPEN_READONLY)
        except apsw.Error:
            return
        with suppress(apsw.Error, UnicodeDecodeError):
            column = {"content": "sha256", "item": "id", "meta": "key"}[table]
            for row in connection.execute(
                f"SELECT * FROM {table} ORDER BY {column} {order}"  # noqa: S608 names of our own
            ):
                if (found := sound(row)) and found not in seen:
                    seen.add(found)
                    yield found
        with suppress(apsw.Error):
            connection.close()


def _content(row: tuple[Any, ...]) -> tuple[str, bytes] | None:
    name, data = row
    sound = isinstance(data, bytes) and codec.digest(data) == name
    return (name, data) if sound else None


def _item(row: tuple[Any, ...]) -> tuple[str, str, str] | None:
    kind, key, name = row
    sound = kind in KINDS and isinstance(key, str) and isinstance(name, str)
    return (kind, key, name) if sound else None


def _seal(row: tuple[Any, ...]) -> str | None:
    key, value = row
    return value if key == "seal" and isinstance(value, str) else None
