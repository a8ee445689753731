"""Reads zip archives: each file in them as if it had been opened by itself."""

from __future__ import annotations

import io
import stat
import zipfile
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import PurePosixPath

from briefing.errors import LoadError
from briefing.guarding.zips import DAMAGE, ENCRYPTED, PLAIN_TYPES, holds_too_many, part_of
from briefing.language import marked, tr
from briefing.services.articles.loading import LARGEST, LoadingService
from briefing.services.ports import ArticleLoader, LoadedArticle, LoadedArticles

MOST_MEMBERS = 2_000
LARGEST_TOTAL = 200 * 1024 * 1024
HIGHEST_RATIO = 200
"""How many times its size a whole archive may unpack to; texts come to 3 to 20."""
SMALL = 10 * 1024 * 1024
"""Bytes that any archive may unpack to, whatever the ratio."""
_STRAYS = frozenset(("thumbs.db", "desktop.ini", ".ds_store"))
_LONGEST_NAME = 255
_FEWER = marked("Unpack it and open the files you need.")


class ZipLoader:
    """Reads .zip files with the loaders for what may lie in them.

    It runs in the program itself and unpacks only what the directory of the archive, checked
    first, lets it; reading a member is up to the loaders, each guarded for itself.
    """

    name = "zip"
    label = marked("Zip archive")
    suffixes: tuple[str, ...] = (".zip",)

    def __init__(self, loaders: Iterable[ArticleLoader]) -> None:
        self._loading = LoadingService(loaders)

    def load(self, data: bytes, source: str) -> LoadedArticles:
        """Return the articles of all members that can be read, and why the others cannot.

        Raises LoadError for an archive that is damaged, that would unpack to too much, or of which
        nothing can be read.
        """
        found: list[LoadedArticle] = []
        failed: list[LoadError] = []
        taken = 0
        for name, content in _members(data, source):
            if isinstance(content, LoadError):
                failed.append(content)
                continue
            if taken > LARGEST_TOTAL:  # only archives within it can come to so much
                failed.append(_too_much(name, source))
                continue
            try:
                loaded = self._loading.load_bytes(content, name)
            except LoadError as error:
                failed.append(error)
                continue
            taken += sum({id(each.original): len(each.original or b"") for each in loaded}.values())
            found += loaded
            failed += loaded.failed
        if not found:
            raise _nothing(source, failed)
        return LoadedArticles(tuple(found), tuple(failed))


def _members(data: bytes, source: str) -> Iterator[tuple[str, bytes | LoadError]]:
    """Return the name of each member, as “archive/member”, with its bytes or what is wrong."""
    damaged = tr("Pack it anew, or unpack it and open what is in it.")
    if holds_too_many(data, MOST_MEMBERS):
        raise LoadError(tr("{source} has too many files in it.", source=source), tr(_FEWER))
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except DAMAGE as error:
        raise LoadError(
            tr("{source} is damaged, or no zip file ({error}).", source=source, error=error),
            damaged,
        ) from error
    with archive:
        members = [m for m in archive.infolist() if not m.is_dir() and not _is_stray(m.filename)]
        _refuse_too_much(members, len(data), source)
        times = Counter(member.filename.casefold() for member in members)
        for member in members:
            name = f"{source}/{_shown(member.filename)}"
            twice = times[member.filename.casefold()] > 1
            fault = _fault(member) or (tr("stands in it twice") if twice else "")
            if fault:
                yield (
                    name,
                    LoadError(tr("{name} was not read: it {fault}.", name=name, fault=fault), ""),
                )
            else:
                yield name, _content(archive, member, name)


def _refuse_too_much(members: Sequence[zipfile.ZipInfo], size: int, source: str) -> None:
    if len(members) > MOST_MEMBERS:
        raise LoadError(
            tr(
                "{source} has {count:,} files in it, and {most_members:,} are the most.",
                source=source,
                count=len(members),
                most_members=MOST_MEMBERS,
            ),
            tr(_FEWER),
        )
    total = sum(member.file_size for member in members)
    if total > LARGEST_TOTAL or total > max(SMALL, HIGHEST_RATIO * size):
        raise LoadError(
            tr(
                "{source} ({size:,.1f} MB) would unpack to {total:,.0f} MB.",
                source=source,
                size=size / 1000000.0,
                total=total / 1000000.0,
            ),
            tr("If you trust it, unpack it and open what you need."),
        )
    if sum(member.compress_size for member in members) > size:
        raise LoadError(
            tr("{source} cannot be trusted: its files share their bytes.", source=source), ""
        )


def _too_much(name: str, source: str) -> LoadError:
    return LoadError(
        tr(
            "{name} was not read: {source} holds more than {most:,.0f} MB, unpacked.",
            name=name, source=source, most=LARGEST_TOTAL / 1000000.0,
        ),
        tr(_FEWER),
    )  # fmt: skip


def _fault(member: zipfile.ZipInfo) -> str:
    """Return why a member is not to be read, or ""."""
    name = member.orig_filename
    if member.flag_bits & ENCRYPTED:
        return tr("is locked with a password")
    if stat.S_ISLNK(member.external_attr >> 16):
        return tr("is a link to another file")
    if name.startswith("/") or ".." in name.replace("\\", "/").split("/") or name[1:2] == ":":
        return tr("has a name that leads out of the archive")
    if not name.isprintable() or len(name) > _LONGEST_NAME:
        return tr("has a name that no file has")
    if member.compress_type not in PLAIN_TYPES:
        return tr("is packed in an unusual way")
    if member.file_size > LARGEST:
        return tr("is too large ({file_size:,.0f} MB)", file_size=member.file_size / 1000000.0)
    return ""


def _content(archive: zipfile.ZipFile, member: zipfile.ZipInfo, name: str) -> bytes | LoadError:
    try:
        return part_of(archive, member)
    except DAMAGE as error:
        return LoadError(
            tr("{name} is damaged ({error}).", name=name, error=error), tr("Pack the archive anew.")
        )


def _is_stray(name: str) -> bool:
    """Tell whether a system has put the file there, not a person."""
    last = PurePosixPath(name).name
    return name.startswith("__MACOSX/") or last.startswith("._") or last.lower() in _STRAYS


def _shown(name: str) -> str:
    return name[:_LONGEST_NAME] if name.isprintable() else repr(name[:80])


def _nothing(source: str, failed: Sequence[LoadError]) -> LoadError:
    if not failed:
        return LoadError(
            tr("{source} has no files in it.", source=source),
            tr("Open an archive with articles in it."),
        )
    if len(failed) == 1:
        return failed[0]
    first = " ".join(error.message for error in failed[:3])
    return LoadError(
        tr(
            "None of the {count:,} files in {source} could be read. {first}",
            count=len(failed),
            source=source,
            first=first,
        ),
        failed[0].hint,
    )
