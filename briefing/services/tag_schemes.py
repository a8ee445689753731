"""Tag schemes as files: read from TOML or a plain list, written as TOML, and the shipped ones."""

from __future__ import annotations

import csv
import io
import json
import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields, replace
from pathlib import Path
from typing import Any

from briefing.errors import SchemeError
from briefing.language import tr
from briefing.model.article import clean_text
from briefing.model.tag_edits import in_tree_order
from briefing.model.tags import CODE, KEY, Tag, TagScheme, codes, free_code, free_id, new_tag
from briefing.services.contrast import is_colour
from briefing.services.registry import nearest
from briefing.services.writing import reason_of

LARGEST = 256 * 1024
"""Bytes of the largest file that is read."""
MOST_TAGS = 500
_LONGEST = {"name": 120, "description": 2_000, "id": 80}
_NEWEST = 2**31
_STRINGS = re.compile(
    r'''"""(?:[^\\]|\\.)*?"""|\'{3}.*?\'{3}|"(?:[^"\\\n]|\\.)*"|'[^'\n]*'|#[^\n]*''', re.DOTALL
)
_DOTTED = re.compile(r"(?:\.[^\S\n]*[\w-]+[^\S\n]*){9}")
_ID = re.compile(r"\w[\w-]*\Z")
_SCHEME_KEYS = {"id", "name", "version", "tag"}
_TAG_KEYS = {field.name for field in fields(Tag)}
_COLUMNS = {"name", "code", "colour", "key", "description", "parent"}


def read_scheme(data: bytes, name: str) -> TagScheme:
    """Return the scheme in a file: TOML if `name` ends so, else a list of names.

    Raises SchemeError naming `name`, the place in it, and what to do.
    """
    if len(data) > LARGEST:
        raise SchemeError(
            tr(
                "{name} is larger than {largest} KB; no tag scheme is.",
                name=name,
                largest=LARGEST // 1024,
            ),
            tr("Choose the file of a tag scheme, or a list with a name on each line."),
        )
    if name.lower().endswith(".toml"):
        return _from_toml(data, name)
    return _from_list(data, name)


def read_scheme_file(path: Path) -> TagScheme:
    """Return the scheme in a file; raises SchemeError, see `read_scheme`."""
    try:
        if not path.is_file():
            raise SchemeError(
                tr("{name} is no file.", name=path.name), tr("Choose a file of tags.")
            )
        with path.open("rb") as file:
            return read_scheme(file.read(LARGEST + 1), path.name)
    except OSError as error:
        raise SchemeError(
            tr("{name} cannot be read: {reason}.", name=path.name, reason=reason_of(error)),
            tr("Choose another file."),
        ) from error


def scheme_text(scheme: TagScheme) -> str:
    """Return a scheme as TOML that `read_scheme` reads as the same value."""
    lines = [f"{key} = {_toml(getattr(scheme, key))}" for key in ("id", "name", "version")]
    for tag in scheme.tags:
        lines += ["", "[[tag]]"]
        for each in fields(Tag):
            value = getattr(tag, each.name)
            if value != each.default:
                lines.append(f"{each.name} = {_toml(value)}")
    return "\n".join(lines) + "\n"


def shipped_schemes(folder: Path) -> list[TagScheme]:
    """Return the schemes that ship with the program, the default one first, then by name."""
    found = [read_scheme_file(file) for file in folder.glob("*.toml")]
    return sorted(found, key=lambda scheme: (scheme.id != "default", scheme.name))


@dataclass(frozen=True, slots=True)
class _Row:
    """What a file says of one tag, and where."""

    where: str
    values: Mapping[str, Any]

    def text(self, key: str) -> str:
        """Return the words under a key on one line, "" where there are none."""
        value = self.values.get(key, "")
        if not isinstance(value, str):
            raise SchemeError(
                tr("{where}: {key} is no text.", where=self.where, key=key),
                tr('Write {key} = "…".', key=key),
            )
        words = " ".join(clean_text(value).split())
        most = _LONGEST.get(key, 80)
        if len(words) > most:
            raise SchemeError(
                tr(
                    "{where}: {key} is longer than {most} characters.",
                    where=self.where,
                    key=key,
                    most=most,
                ),
                tr("Shorten it."),
            )
        return words

    def fault(self, what: str, hint: str) -> SchemeError:
        """Return an error at this place."""
        return SchemeError(f"{self.where}: {what}", hint)


def _from_toml(data: bytes, name: str) -> TagScheme:
    try:
        text = data.decode("utf-8-sig")
        # The time and memory that tomllib takes for a dotted key grow with its square.
        if _DOTTED.search(_STRINGS.sub("x", text)):
            raise SchemeError(
                tr("{name} has a key of ten parts.", name=name), tr("Write name, or [[tag]].")
            )
        found = tomllib.loads(text)
    except (ValueError, RecursionError) as error:  # ValueError: bad UTF-8, TOML or number
        what = "nested too deep" if isinstance(error, RecursionError) else error
        raise SchemeError(
            tr("{name} is not TOML: {what}.", name=name, what=what), tr("Correct that line.")
        ) from error
    _check_keys(found, _SCHEME_KEYS, tr("{name}: the scheme", name=name))
    head = _Row(name, found)
    rows = found.get("tag", [])
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise SchemeError(
            tr("{name}: “tag” is no list of tables.", name=name), tr("Write [[tag]].")
        )
    version = found.get("version", 1)
    if not isinstance(version, int) or isinstance(version, bool) or not 0 < version < _NEWEST:
        raise SchemeError(
            tr("{name}: version is no number from 1 on.", name=name), tr("Write version = 1.")
        )
    title = head.text("name")
    if not title:
        raise SchemeError(
            tr("{name}: the scheme has no name.", name=name), tr('Write name = "…" at the top.')
        )
    scheme_id = head.text("id") or free_id(title, ())
    _check_id(head, scheme_id)
    numbered = []
    for number, row in enumerate(rows, 1):
        where = f"{name}: [[tag]] {number}"
        _check_keys(row, _TAG_KEYS, where)
        numbered.append(_Row(where, row))
    return _scheme(TagScheme(scheme_id, title, version, ()), numbered, name)


def _from_list(data: bytes, name: str) -> TagScheme:
    text = _decoded(data, name)
    if "\0" in text:
        raise SchemeError(
            tr("{name} is no text.", name=name), tr("Save it as text or CSV, in UTF-8.")
        )
    title = Path(name).stem.replace("_", " ").strip() or "Tags"
    plain = TagScheme(free_id(title, ()), title[:120], 1, ())
    return _scheme(plain, _rows_of(text, name), name)


def _rows_of(text: str, name: str) -> list[_Row]:
    """Return the rows of a list: by the columns its first line names, else name and description."""
    if not name.lower().endswith((".csv", ".tsv")):
        lines = [[line] for line in text.splitlines()]
    else:
        first = text.partition("\n")[0]
        mark = max("\t;,", key=first.count)
        try:
            lines = list(csv.reader(io.StringIO(text), delimiter=mark))
        except csv.Error as error:
            raise SchemeError(
                tr("{name} is no CSV: {error}.", name=name, error=error),
                tr("Save it as CSV again."),
            ) from error
    filled = [(n, line) for n, line in enumerate(lines, 1) if any(cell.strip() for cell in line)]
    columns = ["name", "description"]
    if filled and "name" in (named := [cell.strip().casefold() for cell in filled[0][1]]):
        columns = ["colour" if column == "color" else column for column in named]
        _check_keys(
            dict.fromkeys(filter(None, columns)), _COLUMNS, tr("{name}: the first line", name=name)
        )
        filled = filled[1:]
    return [
        _Row(f"{name}: line {number}", dict(zip(columns, line, strict=False)))
        for number, line in filled
    ]


def _decoded(data: bytes, name: str) -> str:
    encodings = ("utf-16",) if data[:2] in (b"\xff\xfe", b"\xfe\xff") else ("utf-8-sig", "cp1252")
    for encoding in encodings:
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise SchemeError(tr("{name} is no text.", name=name), tr("Save it as text or CSV, in UTF-8."))


def _scheme(empty: TagScheme, rows: Sequence[_Row], name: str) -> TagScheme:
    """Return the scheme with a tag for each row; what a row does not say is made."""
    if len(rows) > MOST_TAGS:
        raise SchemeError(
            tr(
                "{name} has {count:,} tags; {most_tags} is the most.",
                name=name,
                count=len(rows),
                most_tags=MOST_TAGS,
            ),
            tr("Make several schemes of it."),
        )
    if not rows and not name.lower().endswith(".toml"):
        raise SchemeError(
            tr("{name} is empty.", name=name), tr("Write the name of a tag on each line.")
        )
    wanted = {row.text("code").upper() for row in rows}
    scheme = empty
    for row in rows:
        tag = _tag(row, scheme, wanted)
        scheme = replace(scheme, tags=(*scheme.tags, tag))
    return replace(scheme, tags=_with_parents(scheme.tags, rows))


def _tag(row: _Row, scheme: TagScheme, wanted: set[str]) -> Tag:
    title = row.text("name")
    if not title:
        raise row.fault(tr("the tag has no name."), tr('Write name = "…".'))
    made = new_tag(scheme, title)
    tag_id, code = row.text("id") or made.id, row.text("code")
    code = code or free_code(title, codes(scheme.tags) | wanted)
    colour, key = (row.text("colour") or made.colour).upper(), row.text("key").upper()
    _check_id(row, tag_id)
    if not CODE.match(code):
        raise row.fault(
            tr("“{code}” is no code.", code=code), tr("A code is two letters, such as PS.")
        )
    if not is_colour(colour):
        raise row.fault(tr("“{colour}” is no colour.", colour=colour), tr("Write it as #0072B2."))
    if key and not KEY.match(key):
        raise row.fault(
            tr("“{key}” cannot be a key.", key=key), tr("A key is a digit or a letter A to Z.")
        )
    for other in scheme.tags:
        for what, one, two in (
            ("id", tag_id, other.id), ("code", code.upper(), other.code.upper()),
            ("key", key, other.key),
        ):  # fmt: skip
            if one and one == two:
                raise row.fault(
                    tr(
                        "the {what} “{one}” is that of “{name}”.",
                        what=what,
                        one=one,
                        name=other.name,
                    ),
                    tr("Give one of them another."),
                )
    retired = row.values.get("retired", False)
    if not isinstance(retired, bool):
        raise row.fault(tr("retired is neither true nor false."), tr("Write retired = true."))
    return Tag(tag_id, title, code, colour, key, row.text("description"), None, retired)


def _with_parents(tags: Sequence[Tag], rows: Sequence[_Row]) -> tuple[Tag, ...]:
    """Return the tags below their parents, which rows name by id or by name."""
    known = {tag.name: tag.id for tag in reversed(tags)} | {tag.id: tag.id for tag in tags}
    found = []
    for tag, row in zip(tags, rows, strict=True):
        parent = row.text("parent")
        if parent and parent not in known:
            raise row.fault(
                tr("there is no tag “{parent}” to stand below.", parent=parent),
                nearest(parent, known),
            )
        found.append(replace(tag, parent=known[parent] if parent else None))
    sound = in_tree_order(found)
    for tag, row in zip(found, rows, strict=True):
        if tag not in sound:
            raise row.fault(
                tr("“{name}” would stand below itself.", name=tag.name),
                tr("Give it another parent."),
            )
    return sound


def _check_id(row: _Row, words: str) -> None:
    if not _ID.match(words):
        raise row.fault(
            tr("the id “{words}” cannot be used.", words=words),
            tr("Use letters, digits and hyphens."),
        )


def _check_keys(found: Mapping[str, Any], known: set[str], where: str) -> None:
    for key in found:
        if key not in known:
            raise SchemeError(
                tr("{where} has no “{key}”.", where=where, key=key[:60]), nearest(key[:60], known)
            )


def _toml(value: str | int | bool) -> str:  # noqa: FBT001 it is a value, not a switch
    if isinstance(value, bool | int):
        return str(value).lower()
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
