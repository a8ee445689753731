"""The manifest of a template, `template.toml`: what a person fills in and what the tags fill in."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Collection, Iterator, Mapping
from dataclasses import fields, replace
from typing import Any

import msgspec

from briefing.errors import TemplateError
from briefing.language import tr
from briefing.model.template import Limits, Slot, Template, TemplateField
from briefing.services.checks import CHECKS
from briefing.services.registry import nearest
from briefing.templating.slot_filling import faults_of

_KEY = re.compile(r"[a-z][a-z0-9_]*\Z")
_ID = re.compile(r"[a-z0-9][a-z0-9-]*\Z")
_TABLES = {"field": ("fields", TemplateField), "slot": ("slots", Slot)}
LIKELIHOOD_TERMS = ("icd203", "phia", "none")
_CHECKS = {
    "likelihood_terms": LIKELIHOOD_TERMS,
    **{check.kind: ("on", "off") for check in CHECKS},
}
_SWITCH = {True: "on", False: "off"}
LARGEST = 1024 * 1024
"""Bytes of a manifest that is read; those that ship have some thousands."""
_NOT_WRITTEN = {"fields", "slots", "document"}


def read_manifest(data: bytes, name: str) -> Template:
    """Return the manifest as a value; `name` names the file in errors.

    Raises TemplateError for what is not TOML, an unknown key (naming the nearest), a value of
    another type, or a key that stands twice.
    """
    if len(data) > LARGEST:
        raise TemplateError(
            tr("{name} is too large for a manifest.", name=name), tr("Shorten its texts.")
        )
    try:
        found = tomllib.loads(data.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:  # also for a number of thousands of digits
        raise TemplateError(
            tr("{name} is not TOML: {error}.", name=name, error=error), tr("Correct that line.")
        ) from error
    known = {f.name for f in fields(Template)} - _NOT_WRITTEN | set(_TABLES)
    _check_keys(found, known, name, tr("the manifest"))
    values = dict(found)
    for table, (attribute, kind) in _TABLES.items():
        rows = values.pop(table, [])
        if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
            raise TemplateError(
                tr("{name}: “{table}” is no list of tables.", name=name, table=table),
                tr("Write [[{table}]].", table=table),
            )
        for row in rows:
            _check_keys(row, {f.name for f in fields(kind)}, name, f"[[{table}]]")
        _check_row_keys(rows, table, name)
        values[attribute] = rows
    if isinstance(values.get("limits"), dict):
        _check_keys(values["limits"], {f.name for f in fields(Limits)}, name, "[limits]")
    values["checks"] = _checks(values.pop("checks", {}), name)
    return _template(values, name)


def _template(values: Mapping[str, Any], name: str) -> Template:
    try:
        template = msgspec.convert(values, Template)
    except msgspec.ValidationError as error:
        raise TemplateError(f"{name}: {error}.", tr("Correct that value.")) from error
    if not _ID.match(template.id):
        raise TemplateError(
            tr("{name}: the id “{id}” cannot be used.", name=name, id=template.id),
            tr("Use small letters, digits and hyphens."),
        )
    for slot in template.slots:
        _check_filling(slot, name)
    slots = tuple(replace(slot, title=slot.title or slot.key) for slot in template.slots)
    return replace(template, slots=slots)


def _check_filling(slot: Slot, name: str) -> None:
    """Check what fills a slot: its query as far as it can be without tags, its page's key."""
    for fault in faults_of(slot):
        raise TemplateError(f"{name}: {fault.message}", fault.remedy)


def _check_keys(found: Mapping[str, Any], known: set[str], name: str, where: str) -> None:
    for key in found:
        if key not in known:
            raise TemplateError(
                tr("{name}: there is no key “{key}” in {where}.", name=name, key=key, where=where),
                nearest(key, known),
            )


def _check_row_keys(rows: list[dict[str, Any]], table: str, name: str) -> None:
    seen: set[str] = set()
    for row in rows:
        key = row.get("key")
        if not isinstance(key, str) or not _KEY.match(key):
            raise TemplateError(
                tr(
                    "{name}: the key {key!r} of a [[{table}]] cannot be used.",
                    name=name,
                    key=key,
                    table=table,
                ),
                tr("Use small letters, digits and underscores, such as what_changed."),
            )
        if key in seen:
            raise TemplateError(
                tr(
                    "{name}: two [[{table}]] have the key “{key}”.", name=name, table=table, key=key
                ),
                tr("Rename one."),
            )
        seen.add(key)


def _checks(found: object, name: str) -> list[tuple[str, str]]:
    if not isinstance(found, dict):
        raise TemplateError(tr("{name}: “checks” is no table.", name=name), tr("Write [checks]."))
    _check_keys(found, set(_CHECKS), name, "[checks]")
    values: dict[str, Any] = {
        key: _SWITCH[value] if isinstance(value, bool) else value for key, value in found.items()
    }
    for key, value in values.items():
        if value not in _CHECKS[key]:
            raise TemplateError(
                tr("{name}: {key} cannot be {value!r}.", name=name, key=key, value=value),
                tr("It is one of {checks}.", checks=", ".join(_CHECKS[key])),
            )
    return list(values.items())


def manifest_text(template: Template) -> str:
    """Return a manifest as TOML that `read_manifest` reads as the same value."""
    lines = list(_pairs(template, (*_NOT_WRITTEN, "limits", "checks")))
    for table, (attribute, _kind) in _TABLES.items():
        for row in getattr(template, attribute):
            lines += ["", f"[[{table}]]", *_pairs(row)]
    limits = list(_pairs(template.limits))
    checks = [f"{key} = {_toml(value)}" for key, value in template.checks]
    for title, pairs in (("[limits]", limits), ("[checks]", checks)):
        lines += ["", title, *pairs] if pairs else []
    return "\n".join(lines) + "\n"


def _pairs(value: Any, left_out: Collection[str] = ()) -> Iterator[str]:
    """Yield a line for each attribute that is not what it would be if nobody gave it."""
    for each in fields(value):
        found = getattr(value, each.name)
        if each.name not in left_out and found != each.default:
            yield f"{each.name} = {_toml(found)}"


def _toml(value: Any) -> str:
    if isinstance(value, tuple):
        return f"[{', '.join(map(_toml, value))}]"
    if isinstance(value, bool | int):
        return str(value).lower()
    return json.dumps(str(value), ensure_ascii=False).replace("\x7f", "\\u007f")
