"""Opens what strangers wrote: zip files and XML within bounds, without entities or network."""

from __future__ import annotations

import io
import json
import zipfile
from typing import Any

from briefing.errors import LoadError
from briefing.guarding.zips import DAMAGE, ENCRYPTED, holds_too_many, part_of
from briefing.language import tr

MOST_PARTS = 10_000
MOST_BYTES = 200 * 1024 * 1024


def unpacked(data: bytes, source: str) -> dict[str, bytes]:
    """Return the parts of a zip file by name, with "/" between folders.

    Raises LoadError for a file that is damaged, locked, or would unpack to more than `MOST_BYTES`.
    """
    if holds_too_many(data, MOST_PARTS):
        raise damaged(source, tr("it has too many parts"))
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = [info for info in archive.infolist() if not info.is_dir()]
            _check(entries, source)
            return {info.filename.replace("\\", "/"): part_of(archive, info) for info in entries}
    except DAMAGE as error:
        raise damaged(source, error) from error


def _check(entries: list[zipfile.ZipInfo], source: str) -> None:
    if len(entries) > MOST_PARTS:
        raise damaged(source, tr("it has too many parts"))
    if any(info.flag_bits & ENCRYPTED for info in entries):
        raise LoadError(
            tr("{source} is locked with a password.", source=source),
            tr("Export it again from the other tool without one."),
        )
    total = sum(info.file_size for info in entries)
    if total > MOST_BYTES:
        raise LoadError(
            tr(
                "{source} unpacks to {total:,.0f} MB; {most_bytes:,.0f} MB is the most.",
                source=source,
                total=total / 1000000.0,
                most_bytes=MOST_BYTES / 1000000.0,
            ),
            tr("Export it without sound, video and pictures."),
        )
    if len({info.filename for info in entries}) < len(entries):
        raise damaged(source, tr("two of its parts have the same name"))


def tree_of(data: bytes, source: str, *, huge: bool = False) -> Any:
    """Return the root of XML; raises LoadError for a document type, entities or damage."""
    from lxml import etree

    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True,
        remove_pis=True, huge_tree=huge,
    )  # fmt: skip
    if b"<!DOCTYPE" in data[:2000] or b"<!ENTITY" in data:
        raise _entities(source)
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise damaged(source, error) from error
    if root.getroottree().docinfo.internalDTD is not None:
        raise _entities(source)
    return root


def json_of(data: bytes, source: str) -> Any:
    """Return what JSON says; raises LoadError."""
    try:
        return json.loads(data.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:  # ValueError: no UTF-8, or no JSON
        what = tr("nested too deep") if isinstance(error, RecursionError) else error
        raise damaged(source, what) from error


def text_of(data: bytes) -> str:
    """Return the text of a plain text file, its byte order mark and line ends as they are."""
    for encoding in ("utf-8", "utf-16") if data[:2] in (b"\xff\xfe", b"\xfe\xff") else ("utf-8",):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    return data.decode("cp1252", "replace")


def damaged(source: str, why: object) -> LoadError:
    """Return the error for a file that is not as such files are."""
    return LoadError(
        tr(
            "{source} is damaged, or is not what its name says ({why}).",
            source=source,
            why=str(why)[:200],
        ),
        tr("Export it again from the other tool."),
    )


def _entities(source: str) -> LoadError:
    return LoadError(
        tr("{source} declares entities or a document type, which no export needs.", source=source),
        tr("It was not read. Ask whoever sent it for another copy."),
    )
