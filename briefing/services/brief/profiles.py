"""Profiles: what stands in a header again and again, kept once and filled in."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field, fields
from pathlib import Path
from typing import Any

from briefing.errors import SettingsError
from briefing.language import tr
from briefing.model.article import clean_text
from briefing.model.template import FieldType, Marking, Template, TemplateField
from briefing.services.brief.brief_parts import MARKING
from briefing.services.writing import reason_of, write_whole

LARGEST = 256 * 1024
"""Bytes of the largest file that is read."""
MOST = 200
LONGEST = 2_000
"""Code points of one value."""

_SYNONYMS: Mapping[str, frozenset[str]] = {
    "author": frozenset(
        ("author", "from", "sender", "by", "prepared_by", "drafted_by", "drafter", "analyst")
    ),
    "unit": frozenset(
        ("unit", "organisation", "organization", "business_unit", "department", "directorate",
         "division", "office", "team", "desk")
    ),
    "marking": frozenset(("marking", "classification", "protective_marking")),
    "contact": frozenset(
        ("contact", "contact_officer", "contacts", "phone", "telephone", "email", "e_mail",
         "enquiries")
    ),
}  # fmt: skip
"""Keys and labels of header fields, as `_plain` spells them, that mean a part of a profile."""


@dataclass(frozen=True, slots=True)
class Profile:
    """One profile; `fields` are values for header fields by their key, whatever the template."""

    name: str
    author: str = ""
    unit: str = ""
    marking: str = ""
    contact: str = ""
    fields: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Profiles:
    """All profiles of a user; `default` names the one that new briefs get, "" none."""

    profiles: tuple[Profile, ...] = ()
    default: str = ""

    def get(self, name: str) -> Profile | None:
        """Return the profile of this name."""
        return next((each for each in self.profiles if each.name == name), None)


class ProfileStore:
    """The profiles and their file.

    A file that cannot be read leaves none in force, and `problem` says why; it is kept aside when
    profiles are saved over it.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self.problem = ""
        self.profiles = Profiles()
        try:
            self.profiles = _read(path)
        except SettingsError as error:
            self.problem = str(error)

    def save(self, profiles: Profiles) -> None:
        """Write the file; raises SettingsError for what cannot be kept or written."""
        _check(profiles.profiles, self.path.name)
        data = json.dumps(asdict(profiles), indent=2, ensure_ascii=False) + "\n"
        try:
            if self.problem and self.path.exists():
                self.path.replace(self.path.with_suffix(".unreadable"))
            write_whole(self.path, data.encode())
        except OSError as error:
            raise SettingsError(
                tr("The profiles were not saved: {reason}.", reason=reason_of(error)),
                tr("Look at {path}.", path=self.path),
            ) from error
        self.profiles, self.problem = profiles, ""

    def for_new_brief(self, template: Template) -> dict[str, str]:
        """Return what the default profile fills in under a template, {} without one."""
        standard = self.profiles.get(self.profiles.default)
        return filled(template, standard) if standard else {}


def filled(template: Template, profile: Profile) -> dict[str, str]:
    """Return what a profile fills in under a template, by field key.

    A field is known by its key, else by what its key or label means; one that has choices takes
    nothing else.
    """
    author = TemplateField("author", "Author")
    found = {each.key: _value(each, profile) for each in (*template.fields, author)}
    if template.marking is not Marking.NONE:
        found[MARKING] = _value(
            TemplateField(MARKING, "Marking", choices=template.markings), profile
        )
    return {key: value for key, value in found.items() if value}


def _value(wanted: TemplateField, profile: Profile) -> str:
    value = profile.fields.get(wanted.key, "")
    if not value and wanted.type is not FieldType.DATE:
        value = _meant(wanted, profile)
    if wanted.choices:
        spelled = {choice.casefold(): choice for choice in wanted.choices}
        return spelled.get(value.casefold(), "")
    return value


def _meant(wanted: TemplateField, profile: Profile) -> str:
    for spelling in (wanted.key, wanted.label):
        for part, names in _SYNONYMS.items():
            if _plain(spelling) in names:
                return str(getattr(profile, part))
    return ""


def _plain(words: str) -> str:
    return "_".join(words.casefold().replace("-", " ").replace("_", " ").split())


def _read(path: Path) -> Profiles:
    try:
        if not path.exists():
            return Profiles()
        with path.open("rb") as file:
            data = file.read(LARGEST + 1)
        if len(data) > LARGEST:
            raise _fault(path, tr("it is larger than {largest} KB", largest=LARGEST // 1024))
        found = json.loads(data)
    except OSError as error:
        raise _fault(path, reason_of(error)) from error
    except (ValueError, RecursionError) as error:
        raise _fault(path, tr("it is no JSON")) from error
    if not isinstance(found, dict) or not isinstance(found.get("profiles", []), list):
        raise _fault(path, tr("it holds no list of profiles"))
    profiles = tuple(_profile(each, path) for each in found.get("profiles", []))
    _check(profiles, path.name)
    return Profiles(profiles, _words(found.get("default", ""), path))


def _profile(found: Any, path: Path) -> Profile:
    if not isinstance(found, dict):
        raise _fault(path, tr("one of the profiles is none"))
    known = {each.name for each in fields(Profile)}
    if strange := sorted(set(found) - known):
        raise _fault(path, tr("a profile has no “{strange}”", strange=strange[0][:60]))
    others = found.get("fields", {})
    if not isinstance(others, dict):
        raise _fault(path, tr("the fields of a profile are none"))
    said = {key: _words(found.get(key, ""), path) for key in sorted(known - {"fields"})}
    return Profile(**said, fields={key: _words(value, path) for key, value in others.items()})


def _words(value: Any, path: Path) -> str:
    if not isinstance(value, str):
        raise _fault(path, tr("{value} stands where words are needed", value=str(value)[:60]))
    return " ".join(clean_text(value).split())


def _check(profiles: Iterable[Profile], name: str) -> None:
    """Raise SettingsError for profiles that cannot be kept."""
    seen: set[str] = set()
    for each in profiles:
        if not each.name.strip():
            raise SettingsError(tr("A profile has no name."), tr("Give it one."))
        if each.name in seen:
            raise SettingsError(
                tr("Two profiles are called “{name}”.", name=each.name), tr("Rename one of them.")
            )
        seen.add(each.name)
        values = (each.name, each.author, each.unit, each.marking, each.contact)
        longest = max(map(len, (*values, *each.fields, *each.fields.values())))
        if longest > LONGEST:
            raise SettingsError(
                tr(
                    "A value of the profile “{name}” is longer than {longest:,} characters.",
                    name=each.name[:60],
                    longest=LONGEST,
                ),
                tr("Shorten it."),
            )
    if len(seen) > MOST:
        raise SettingsError(
            tr("{name} has more than {most} profiles.", name=name, most=MOST), tr("Remove some.")
        )


def _fault(path: Path, why: str) -> SettingsError:
    return SettingsError(
        tr("{path} cannot be read: {why}.", path=path, why=why),
        tr("No profile is in force until it is mended."),
    )
