"""Unpacks zip files of strangers: what the directory says is checked before, its sizes after."""

from __future__ import annotations

import io
import stat
import zipfile
import zlib
from collections.abc import Sequence
from dataclasses import dataclass

from briefing.errors import TemplateError
from briefing.guarding.zips import ENCRYPTED, PLAIN_TYPES, holds_too_many, part_of
from briefing.language import tr

_MEGABYTE = 1024 * 1024
_LONGEST_NAME = 255


@dataclass(frozen=True, slots=True)
class Limits:
    """How many entries a zip file may have, and how many bytes they may come to, unpacked."""

    entries: int = 2_000
    total: int = 200 * _MEGABYTE


def unpack(data: bytes, name: str, limits: Limits | None = None) -> dict[str, bytes]:
    """Return the files in a zip file by their names; folders are left out.

    Raises TemplateError, naming the entry, for a file that is damaged or encrypted, that unpacks to
    more than `limits` allow or than it says, or whose entries stand twice, lie outside its folder,
    or are no plain files.
    """
    limits = limits or Limits()
    try:
        if holds_too_many(data, limits.entries):
            raise TemplateError(tr("{name} has too many entries.", name=name), tr("Do not use it."))
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = archive.infolist()
            if fault := _fault(entries, len(data), limits):
                raise TemplateError(
                    tr("{name} cannot be trusted: {fault}.", name=name, fault=fault),
                    tr("Do not use it."),
                )
            files = [entry for entry in entries if not entry.is_dir()]
            return {entry.filename: _read(archive, entry, name) for entry in files}
    except (zipfile.BadZipFile, NotImplementedError, EOFError, ValueError, OSError) as error:
        raise TemplateError(
            tr("{name} is damaged, or no file of this kind ({error}).", name=name, error=error),
            tr("Get or save it anew."),
        ) from error


def _fault(entries: Sequence[zipfile.ZipInfo], size: int, limits: Limits) -> str:
    """Return what the directory gives away, or ""."""
    if len(entries) > limits.entries:
        return tr("it has {count:,} entries", count=len(entries))
    total = sum(entry.file_size for entry in entries)
    if total > limits.total:
        return tr("it unpacks to {total:,} MB", total=total // _MEGABYTE)
    if sum(entry.compress_size for entry in entries) > size:
        return tr("its entries share their bytes")
    seen: set[str] = set()
    for entry in entries:
        if fault := _entry_fault(entry):
            return f"{_shown(entry.filename)} {fault}"
        if entry.filename.casefold() in seen:
            return tr("{filename} stands in it twice", filename=_shown(entry.filename))
        seen.add(entry.filename.casefold())
    return ""


def _entry_fault(entry: zipfile.ZipInfo) -> str:
    name = entry.orig_filename
    parts = name.removesuffix("/").split("/")
    if entry.flag_bits & ENCRYPTED:
        return tr("is locked with a password")
    if entry.compress_type not in PLAIN_TYPES:
        return tr("is packed in an unusual way")
    if stat.S_ISLNK(entry.external_attr >> 16):
        return tr("is a link to another file")
    if not all(part not in ("", ".", "..") for part in parts):
        return tr("lies outside its folder")
    if "\\" in name or ":" in name or not name.isprintable() or len(name) > _LONGEST_NAME:
        return tr("has a name that no such file has")
    return ""


def _read(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, name: str) -> bytes:
    try:
        content = part_of(archive, entry)
    except (zipfile.BadZipFile, RuntimeError, zlib.error) as error:
        raise TemplateError(
            tr(
                "{name} is damaged in {filename}, or lies about its size ({error}).",
                name=name,
                filename=_shown(entry.filename),
                error=error,
            ),
            tr("Get or save it anew."),
        ) from error
    if len(content) != entry.file_size:
        raise TemplateError(
            tr(
                "{name} lies about the size of {filename}.",
                name=name,
                filename=_shown(entry.filename),
            ),
            tr("Do not use it."),
        )
    return content


def _shown(name: str) -> str:
    return f"“{name[:80]}”" if name.isprintable() else repr(name[:80])
