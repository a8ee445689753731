"""The settings: one table of what can be set, and the file they are kept in."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, fields, replace
from pathlib import Path
from typing import Any

from briefing.errors import SettingsError

_PASSWORD = re.compile(r"://[^/@]*:[^/]*@|[?&]password=")


@dataclass(frozen=True, slots=True)
class Setting:
    """One row of the table: `kind` is its type, `low` to `high` or `choices` what it may be."""

    key: str
    kind: type
    label: str
    help: str
    group: str = "General"
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
    library: str = ""
    tour_step: int = 0
    last_project: str = ""
    recent_projects: tuple[str, ...] = ()
    window_layout: str = ""
    window_place: str = ""


TABLE = (
    Setting("author", str, "Your name", "Stands in documents and in the history.", "You"),
    Setting("theme", str, "Colours", "As the desktop has them, or always light or dark.", "Look",
            choices=("system", "light", "dark")),
    Setting("reading_face", str, "Article face", "The face articles are set in.", "Look",
            choices=("serif", "sans")),
    Setting("text_size", int, "Article size", "In pixels.", "Look", 12, 40),
    Setting("measure", int, "Longest line", "In characters.", "Look", 40, 120),
    Setting("preview", str, "Preview", "The outline at once, or the pages as they will be.", "Look",
            choices=("outline", "pages")),
    Setting("spelling", str, "Mark misspelt words", "In the sections of the brief.", "Writing",
            choices=("yes", "no")),
    Setting("language", str, "Language of the brief",
            "The name of a dictionary: en_US, or one whose .aff and .dic you put into the folder "
            "“dictionaries” beside your templates.", "Writing"),
    Setting("network", str, "Use of the network",
            "What “Open address” may fetch: public pages, also pages of your own network, or never "
            "anything.", "Network", choices=("public", "any", "never")),
    Setting("template_folders", tuple, "Template folders",
            "Folders of templates beside your own, such as a team's.", "Templates"),
    Setting("allowed_templates", tuple, "Templates that may reach beyond themselves",
            "By the SHA-256 of their Word file: their links and fields are left in.", "Kept"),
    Setting("disabled_plug_ins", tuple, "Plug-ins switched off", "By their names.", "Kept"),
    Setting("template_seconds", float, "Time for a template",
            "Seconds after which a template that does not finish is stopped.", "Templates",
            0.5, 600),
    Setting("template_megabytes", int, "Memory for a template",
            "Megabytes over which a template is stopped.", "Templates", 64, 65536),
    Setting("keys", tuple, "Keys of your own", "Each an action and its keys.", "Kept"),
    Setting("watch_folder", str, "Watched folder",
            "What arrives in it is imported; empty for none."),
    Setting("library", str, "Library",
            "A file, or a desk's server as postgresql://user@host/database; empty for a file of "
            "your own. The password is never kept here.", "Network"),
    Setting("tour_step", int, "Step of the tour", "Where it goes on.", "Kept", 0, 100),
    Setting("last_project", str, "Last project", "Opened at the next start.", "Kept"),
    Setting("recent_projects", tuple, "Recent projects", "Offered in the File menu.", "Kept"),
    Setting("window_layout", str, "Window layout", "Where the panes stand.", "Kept"),
    Setting("window_place", str, "Window place", "Where the window stands.", "Kept"),
)  # fmt: skip


class SettingsStore:
    """The settings and their file.

    A file that cannot be read, or a value that cannot be taken, leaves the default in force;
    `problems` says which.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self.problems: tuple[str, ...] = ()
        self.values = self._read()

    def change(self, **changes: Any) -> None:
        """Set values and write the file; raises SettingsError for one that cannot be taken."""
        for key, value in changes.items():
            if problem := problem_of(key, value):
                raise SettingsError(problem, "Choose another value.")
        self.values = replace(self.values, **changes)
        self._write()

    def _read(self) -> Settings:
        try:
            found = json.loads(self.path.read_text(encoding="utf-8"))
        except FileNotFoundError:
            return Settings()
        except (OSError, ValueError) as error:
            self.problems = (f"{self.path} cannot be read ({error}); the defaults are in force.",)
            return Settings()
        if not isinstance(found, dict):
            self.problems = (f"{self.path} holds no settings; the defaults are in force.",)
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
            self.problems = (f"{self.path} cannot be written ({error}).",)


def problem_of(key: str, value: object) -> str:
    """Return why a setting cannot take a value, or "" if it can."""
    row = next((row for row in TABLE if row.key == key), None)
    if row is None:
        return f"There is no setting “{key}”."
    kinds = (int, float) if row.kind is float else row.kind
    if not isinstance(value, kinds) or isinstance(value, bool):
        return f"The setting “{key}” takes {row.kind.__name__}, not {value!r}."
    if row.kind is tuple and not all(isinstance(part, str) for part in _parts(value)):
        return f"The setting “{key}” takes words, not {value!r}."
    if key == "library" and _PASSWORD.search(str(value)):
        return f"The setting “{key}” takes no password; keep it in the keyring or ~/.pgpass."
    if row.choices and value not in row.choices:
        return f"The setting “{key}” is one of {', '.join(row.choices)}, not {value!r}."
    if isinstance(value, int | float) and not _within(row, value):
        return f"The setting “{key}” is between {row.low:g} and {row.high:g}, not {value!r}."
    return ""


def _within(row: Setting, value: float) -> bool:
    return row.low is None or row.high is None or row.low <= value <= row.high


def _parts(value: object) -> tuple[object, ...]:
    return value if isinstance(value, tuple) else ()
