"""Saves what can be read of a damaged project file into a new one."""

from __future__ import annotations

import re
import shutil
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import apsw
import msgspec

from briefing.errors import StorageError
from briefing.language import marked, tr
from briefing.model.article import Article
from briefing.model.brief import Brief
from briefing.model.excerpt import Excerpt
from briefing.model.items import items_of
from briefing.model.project import KINDS, Item, Project, new_project
from briefing.model.snapshot import Snapshot
from briefing.model.suggestion import Decision
from briefing.services.rescue_ports import Recovery
from briefing.services.writing import reason_of
from briefing.storage import codec
from briefing.storage.carving import carved
from briefing.storage.connection import LONGEST_VALUE, limit_time
from briefing.storage.files import ProjectFiles
from briefing.storage.parts import given_up
from briefing.storage.places import Places, found_again, settled
from briefing.storage.seals import seal_over, sound_changes
from briefing.storage.soundness import FREE, MOST_TAGS, Bounded, blocks_fit, fits

Key = tuple[str, str]
"""Kind and id of a thing."""

_ONE = {
    "articles": marked("article"), "schemes": marked("tag scheme"), "excerpts": marked("excerpt"),
    "briefs": marked("brief"), "templates": marked("template"),
    "decisions": marked("decision on a suggestion"), "snapshots": marked("snapshot"),
    "origins": marked("note on a file of another program"), "queries": marked("saved query"),
}  # fmt: skip
_OLDER = marked(
    "the list of entries was made anew from the history: some may be older than the last ones"
)
_GONE = marked("entries of which not even the names are left")
_LONGEST_NAME = 60
_STEP = re.compile(r"[0-9]{1,18}")


@dataclass(slots=True)
class _Rows:
    """The rows that are sound in themselves, however they were found."""

    content: dict[str, bytes] = field(default_factory=dict)
    items: dict[Key, str] = field(default_factory=dict)
    steps: dict[int, str] = field(default_factory=dict)
    meta: dict[str, str] = field(default_factory=dict)

    def take(self, table: str, row: tuple[Any, ...]) -> None:
        """Take in a row if it is what it says; what is known already stays."""
        if table == "content":
            name, data = row
            if isinstance(data, bytes) and codec.digest(data) == name:
                self.content.setdefault(name, data)
        elif table == "history":
            number, step, sha256 = row
            if not isinstance(number, int) or not isinstance(step, str):
                return  # a table that only has the name
            if codec.digest(step.encode()) == sha256:
                self.steps.setdefault(number, step)
        elif table == "item":
            kind, key, name = row
            if kind in KINDS and isinstance(key, str) and isinstance(name, str):
                self.items.setdefault((kind, key), name)
        elif all(isinstance(each, str) for each in row):
            self.meta.setdefault(*row)

    @property
    def is_whole(self) -> bool:
        """Whether the entries are the ones that were last written, and all of them."""
        return self.agrees(self.items)

    def agrees(self, items: dict[Key, str]) -> bool:
        """Tell whether these are the entries that were last written."""
        rows = ((*key, name) for key, name in items.items())
        return bool(items) and self.meta.get("seal") == seal_over(rows)


def recover(damaged: Path, target: Path, files: ProjectFiles) -> Recovery:
    """Write what is sound in `damaged` to the new file `target`; `damaged` is only read.

    Every content is checked against its hash, so nothing wrong is saved. Excerpts whose article is
    lost are lost with it; the steps of the history are not taken along. Raises StorageError if
    `target` exists or cannot be written, or if nothing at all could be read.
    """
    try:
        with tempfile.TemporaryDirectory(prefix="briefing-") as folder:
            copy = Path(shutil.copy(damaged, Path(folder) / "damaged"))
            rows = _read(copy)
    except OSError as error:
        raise StorageError(
            tr("{damaged} cannot be read ({reason}).", damaged=damaged, reason=reason_of(error)),
            tr("Check its permissions, or save a copy elsewhere."),
        ) from error
    if not rows.content:
        raise StorageError(
            tr("Nothing of a project could be read in {name}.", name=damaged.name),
            tr("Open a backup of it instead."),
        )
    project, lost = _salvaged(rows)
    store = files.create(target)
    with given_up(target):
        try:
            store.begin_with(project, _originals(project, rows.content))
            store.load()
        finally:
            store.close()
    counts = tuple((kind, len(project.items(kind))) for kind in KINDS)
    return Recovery(sum(count for _, count in counts), tuple(lost), counts)


def _read(path: Path) -> _Rows:
    rows = _Rows()
    for table, order in (("content", "sha256"), ("item", "id"), ("meta", "key"), ("history", "n")):
        for row in _selected(path, table, order):
            if len(row) == (3 if table in ("item", "history") else 2):
                rows.take(table, row)
    for each in carved(path):
        if len(each.row) == 3 and each.number is not None:
            rows.take("history", (each.number, *each.row[1:]))
        elif len(each.row) == 2 and each.number is not None:
            rows.take("content", each.row)
        elif len(each.row) in (2, 3):
            rows.take("item" if len(each.row) == 3 else "meta", each.row)
    return rows


def _selected(path: Path, table: str, column: str) -> Iterator[tuple[Any, ...]]:
    """Yield the rows of a table, from the front and then from the back of what breaks it."""
    for order in ("ASC", "DESC"):
        try:
            connection = apsw.Connection(str(path), flags=apsw.SQLITE_OPEN_READONLY)
        except apsw.Error:
            return
        with suppress(apsw.Error, UnicodeDecodeError):
            connection.limit(apsw.SQLITE_LIMIT_LENGTH, LONGEST_VALUE)
            connection.config(apsw.SQLITE_DBCONFIG_DEFENSIVE, 1)
            connection.execute("PRAGMA trusted_schema=OFF; PRAGMA cell_size_check=ON")
            limit_time(connection, path)  # pages may be made to lead to each other without end
            if connection.execute(
                "SELECT count(*) FROM sqlite_schema WHERE name = ? AND type = 'table'", (table,)
            ).fetchall() == [(1,)]:  # a view of that name could run for ever
                yield from connection.execute(
                    f"SELECT * FROM {table} ORDER BY {column} {order}"  # noqa: S608 our own names
                )
        with suppress(apsw.Error):
            connection.close()


def _salvaged(rows: _Rows) -> tuple[Project, list[str]]:
    lost: list[str] = []
    versions = _versions(rows)
    items = _entries(rows, versions, lost)
    kinds: dict[str, dict[str, Item]] = {kind: {} for kind in KINDS}
    read, places = Bounded(rows.content.__getitem__, FREE // 2), Places()
    for (kind, key), name in items.items():
        try:
            kinds[kind][key] = codec.decoded(kind, key, name, read, None, places)
        except (StorageError, KeyError):
            lost.append(_named(kind, key, [name, *versions.get((kind, key), ())], rows.content))
    for key, article in list(kinds["articles"].items()):
        if isinstance(article, Article) and not blocks_fit(article):
            kinds["articles"][key] = replace(article, blocks=())
            label = _label("articles", article)
            lost.append(tr("{label}: what is a heading and what a paragraph", label=label))
    project = Project()
    for kind, found in kinds.items():
        project = project.with_items(kind, found)
    project = _stood(project, places, sure=rows.is_whole)
    for key, excerpt in list(project.excerpts.items()):
        if not fits(excerpt, project):
            project = project.without("excerpts", key)
            label = _label("excerpts", excerpt)
            lost.append(tr("{label}, whose article is lost or says otherwise", label=label))
    while sum(len(scheme.tags) for scheme in project.schemes.values()) > MOST_TAGS:
        largest = max(project.schemes.values(), key=lambda scheme: len(scheme.tags))
        project = project.without("schemes", largest.id)
        lost.append(tr("{label}, which has too many tags", label=_label("schemes", largest)))
    if not project.schemes:
        project = project.with_items("schemes", new_project().schemes)
    return project, lost


def _stood(project: Project, places: Places, *, sure: bool) -> Project:
    """Return a project with its excerpts where they stand, where in doubt on their words."""
    project, adrift = settled(project, places)
    lost = {excerpt.id for excerpt in adrift}
    again = {
        key: found_again(excerpt, project.articles[excerpt.article])
        for key, excerpt in project.excerpts.items()
        if excerpt.article in project.articles and (key in lost or not sure)
    }
    return project.with_items("excerpts", {**items_of(project.excerpts), **again})


def _entries(rows: _Rows, versions: dict[Key, list[str]], lost: list[str]) -> dict[Key, str]:
    """Return what the project had last; the history settles what the list of entries lacks."""
    if rows.is_whole:
        return rows.items
    last = {key: names[-1] for key, names in versions.items() if names[-1]}
    gone = {key for key, names in versions.items() if not names[-1]}
    both = {key: name for key, name in {**rows.items, **last}.items() if key not in gone}
    if rows.agrees(both):
        return both
    if not rows.items:
        lost.append(tr(_OLDER) if both else tr("the list of entries"))
        return both
    lost.append(tr(_GONE))
    return rows.items


def _versions(rows: _Rows) -> dict[Key, list[str]]:
    """Return the names that each thing's content had, oldest first, "" where it was removed."""
    found: dict[Key, list[str]] = {}
    done = rows.meta.get("done", "")
    last = int(done) if _STEP.fullmatch(done) else None
    for number in sorted(rows.steps):
        if last is not None and number > last:
            break
        for kind, of_kind in sound_changes(rows.steps[number]).items():
            for key, (before, after) in of_kind.items():
                found.setdefault((kind, key), [before] if before else []).append(after or "")
    return {key: names for key, names in found.items() if key[0] in KINDS}


def _originals(project: Project, content: dict[str, bytes]) -> dict[str, bytes]:
    wanted = {a.original for a in project.articles.values()}
    wanted |= {t.document for t in project.templates.values()}
    wanted |= {s.template.document for s in project.snapshots.values()}
    wanted |= {n for o in project.origins.values() for n in (o.document, *o.files.values())}
    return {name: content[name] for name in wanted if name and name in content}


def _named(kind: str, key: str, names: Iterable[str], content: dict[str, bytes]) -> str:
    """Return what a lost thing was called, as far as any version of it can still be read."""
    for name in names:
        with suppress(KeyError, msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
            return _label(kind, codec.bare(kind, content[name]))
    return tr("{one} {key}, its name too", one=tr(_ONE[kind]), key=key[:16])


def _label(kind: str, item: Item) -> str:
    if isinstance(item, Excerpt | Decision):
        words = item.quote
    elif isinstance(item, Brief):
        words = item.title
    elif isinstance(item, Article | Snapshot):
        words = item.name
    else:
        words = getattr(item, "title", "") or getattr(item, "name", "") or item.id
    words = " ".join(words.split())
    if len(words) > _LONGEST_NAME:
        words = words[: _LONGEST_NAME - 1] + "…"
    return f"{tr(_ONE[kind])} “{words}”"
