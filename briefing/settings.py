"""The settings: one table of what can be set, and the file they are kept in."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, fields, replace
from pathlib import Path
from typing import Any

from briefing.errors import SettingsError
from briefing.language import LANGUAGES, marked, tr

_PASSWORD = re.compile(r"://[^/@]*:[^/]*@|[?&]password=")


@dataclass(frozen=True, slots=True)
class Setting:
    """One row of the table: `kind` is its type, `low` to `high` or `choices` what it may be."""

    key: str
    kind: type
    label: str
    help: str
    group: str = marked("General")
    low: float | None = None
    high: float | None = None
    choices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Settings:
    """The values of all settings; the defaults stand here."""

    author: str = ""
    theme: str = "system"
    reading_face: str = "serif"
    text_size: int = 19
    measure: int = 70
    preview: str = "outline"
    template_folders: tuple[str, ...] = ()
    allowed_templates: tuple[str, ...] = ()
    spelling: str = "yes"
    language: str = "en_US"
    network: str = "public"
    disabled_plug_ins: tuple[str, ...] = ()
    template_seconds: float = 5.0
    template_megabytes: int = 512
    keys: tuple[str, ...] = ()
    watch_folder: str = ""
    cluster_certificates: str = ""
    library: str = ""
    tour_step: int = 0
    last_project: str = ""
    recent_projects: tuple[str, ...] = ()
    window_language: str = "system"
    window_layout: str = ""
    window_place: str = ""


TABLE = (
    Setting("author", str, marked("Your name"), marked("Stands in documents and in the history."),
            marked("You")),
    Setting("theme", str, marked("Colours"),
            marked("As the desktop has them, or always light or dark."), marked("Look"),
            choices=(marked("system"), marked("light"), marked("dark"))),
    Setting("window_language", str, marked("Language of the window"),
            marked("As the desktop has it, or always this one; from the next start on."),
            marked("Look"), choices=(marked("system"), *LANGUAGES)),
    Setting("reading_face", str, marked("Article face"), marked("The face articles are set in."),
            marked("Look"), choices=(marked("serif"), marked("sans"))),
    Setting("text_size", int, marked("Article size"), marked("In pixels."), marked("Look"), 12, 40),
    Setting("measure", int, marked("Longest line"), marked("In characters."), marked("Look"), 40,
            120),
    Setting("preview", str, marked("Preview"),
            marked("The outline at once, or the pages as they will be."), marked("Look"),
            choices=(marked("outline"), marked("pages"))),
    Setting("spelling", str, marked("Mark misspelt words"), marked("In the sections of the brief."),
            marked("Writing"), choices=(marked("yes"), marked("no"))),
    Setting("language", str, marked("Language of the brief"),
            marked("The name of a dictionary: en_US, or one whose .aff and .dic you put into the "
                   "folder “dictionaries” beside your templates."), marked("Writing")),
    Setting("network", str, marked("Use of the network"),
            marked("What “Open address” may fetch: public pages, also pages of your own network, "
                   "or never anything."), marked("Network"),
            choices=(marked("public"), marked("any"), marked("never"))),
    Setting("template_folders", tuple, marked("Template folders"),
            marked("Folders of templates beside your own, such as a team's."), marked("Templates")),
    Setting("allowed_templates", tuple, marked("Templates that may reach beyond themselves"),
            marked("By the SHA-256 of their Word file: their links and fields are left in."),
            marked("Kept")),
    Setting("disabled_plug_ins", tuple, marked("Plug-ins switched off"), marked("By their names."),
            marked("Kept")),
    Setting("template_seconds", float, marked("Time for a template"),
            marked("Seconds after which a template that does not finish is stopped."),
            marked("Templates"), 0.5, 600),
    Setting("template_megabytes", int, marked("Memory for a template"),
            marked("Megabytes over which a template is stopped."), marked("Templates"), 64, 65536),
    Setting("keys", tuple, marked("Keys of your own"), marked("Each an action and its keys."),
            marked("Kept")),
    Setting("watch_folder", str, marked("Watched folder"),
            marked("What arrives in it is imported; empty for none.")),
    Setting("cluster_certificates", str, marked("Certificates for a cluster"),
            marked("A folder with ca.pem, cert.pem and key.pem, for batches at a scheduler with "
                   "tls://."), marked("Network")),
    Setting("library", str, marked("Library"),
            marked("A file, or a desk's server as postgresql://user@host/database; empty for a "
                   "file of your own. The password is never kept here."), marked("Network")),
    Setting("tour_step", int, marked("Step of the tour"), marked("Where it goes on."),
            marked("Kept"), 0, 100),
    Setting("last_project", str, marked("Last project"), marked("Opened at the next start."),
            marked("Kept")),
    Setting("recent_projects", tuple, marked("Recent projects"),
            marked("Offered in the File menu."), marked("Kept")),
    Setting("window_layout", str, marked("Window layout"), marked("Where the panes stand."),
            marked("Kept")),
    Setting("window_place", str, marked("Window place"), marked("Where the window stands."),
            marked("Kept")),
)  # fmt: skip


class SettingsStore:
    """The settings and their file.

    A file that cannot be read, or a value that cannot be taken, leaves the default in force;
    `problems` says which, and why the file was not written when it was last to be.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self.problems: tuple[str, ...] = ()
        self.values = self._read()
        self._when_read = self.problems

    def change(self, **changes: Any) -> None:
        """Set values and write the file; raises SettingsError for one that cannot be taken."""
        for key, value in changes.items():
            if problem := problem_of(key, value):
                raise SettingsError(problem, tr("Choose another value."))
        self.values = replace(self.values, **changes)
        self._write()

    def _read(self) -> Settings:
        try:
            found = json.loads(self.path.read_text(encoding="utf-8"))
        except FileNotFoundError:
            return Settings()
        except (OSError, ValueError) as error:
            self.problems = (
                tr(
                    "{path} cannot be read ({error}); the defaults are in force.",
                    path=self.path,
                    error=error,
                ),
            )
            return Settings()
        if not isinstance(found, dict):
            self.problems = (
                tr("{path} holds no settings; the defaults are in force.", path=self.path),
            )
            return Settings()
        values: dict[str, Any] = {
            key: tuple(value) if isinstance(value, list) else value for key, value in found.items()
        }
        faults = {key: problem_of(key, value) for key, value in values.items()}
        self.problems = tuple(filter(None, faults.values()))
        return Settings(**{key: value for key, value in values.items() if not faults[key]})

    def _write(self) -> None:
        default = Settings()
        chosen = {
            each.name: getattr(self.values, each.name)
            for each in fields(Settings)
            if getattr(self.values, each.name) != getattr(default, each.name)
        }
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            partial = self.path.with_suffix(".part")
            partial.write_text(json.dumps(chosen, indent=2) + "\n", encoding="utf-8")
            partial.replace(self.path)
        except OSError as error:
            said = tr("{path} cannot be written ({error}).", path=self.path, error=error)
            self.problems = (*self._when_read, said)
        else:
            self.problems = self._when_read


def problem_of(key: str, value: object) -> str:
    """Return why a setting cannot take a value, or "" if it can."""
    row = next((row for row in TABLE if row.key == key), None)
    if row is None:
        return tr("There is no setting “{key}”.", key=key)
    kinds = (int, float) if row.kind is float else row.kind
    if not isinstance(value, kinds) or isinstance(value, bool):
        return tr(
            "The setting “{key}” takes {kind}, not {value}.",
            key=key,
            kind=row.kind.__name__,
            value=repr(value),
        )
    if row.kind is tuple and not all(isinstance(part, str) for part in _parts(value)):
        return tr("The setting “{key}” takes words, not {value}.", key=key, value=repr(value))
    if key == "library" and _PASSWORD.search(str(value)):
        return tr(
            "The setting “{key}” takes no password; keep it in the keyring or ~/.pgpass.", key=key
        )
    if row.choices and value not in row.choices:
        return tr(
            "The setting “{key}” is one of {choices}, not {value}.",
            key=key,
            choices=", ".join(row.choices),
            value=repr(value),
        )
    if isinstance(value, int | float) and not _within(row, value):
        return tr(
            "The setting “{key}” is between {low} and {high}, not {value}.",
            key=key,
            low=f"{row.low:g}",
            high=f"{row.high:g}",
            value=repr(value),
        )
    return ""


def _within(row: Setting, value: float) -> bool:
    return row.low is None or row.high is None or row.low <= value <= row.high


def _parts(value: object) -> tuple[object, ...]:
    return value if isinstance(value, tuple) else ()
