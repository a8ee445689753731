"""Where things are: what ships with the program, and what belongs to the user."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

import platformdirs

_PACKAGE = Path(__file__).parent
HOME = "BRIEFING_HOME"
"""Environment variable: a folder to keep everything of the user's in instead of the usual ones."""
LANGUAGE = "BRIEFING_LANGUAGE"
"""Environment variable: the code of the language to speak, whatever the settings say."""


@dataclass(frozen=True, slots=True)
class Paths:
    """The folders of one installation; none is made before something is put into it."""

    templates: Path
    resources: Path
    config: Path
    data: Path
    log: Path
    documents: Path
    cache: Path

    @property
    def user_templates(self) -> Path:
        """The folder in which users put templates of their own."""
        return self.data / "templates"

    @property
    def plug_ins(self) -> Path:
        """The folder of plug-ins that are not installed in Python's own places."""
        return self.data / "plug-ins"

    @property
    def backups(self) -> Path:
        """The folder of automatic copies of projects."""
        return self.data / "backups"

    @property
    def search(self) -> Path:
        """The folder of search indexes, each made anew when it is missing."""
        return self.cache / "search"

    @property
    def profiles(self) -> Path:
        """The file of the user's profiles for headers."""
        return self.config / "profiles.json"

    @property
    def snippets(self) -> Path:
        """The folder of the user's snippets."""
        return self.data / "snippets"

    @property
    def watched(self) -> Path:
        """The file that says what has arrived in watched folders."""
        return self.data / "watched.json"

    @property
    def library(self) -> Path:
        """The folder of the user's own library, and of what waits to be published."""
        return self.data / "library"

    @property
    def dictionaries(self) -> Path:
        """The folder of the user's dictionaries, beside them the words of the user's own."""
        return self.data / "dictionaries"

    @property
    def projects(self) -> Path:
        """The folder that new projects are kept in unless the user chooses another."""
        return self.documents / "Briefing"

    @property
    def sample(self) -> Path:
        """The folder of the sample article and its brief."""
        return self.resources / "sample"

    @property
    def schemes(self) -> Path:
        """The folder of the tag schemes that ship."""
        return self.resources / "schemes"

    @property
    def lexicons(self) -> Path:
        """The folder of the words that suggestions rest on."""
        return self.resources / "lexicons"

    @property
    def user_lexicons(self) -> Path:
        """The folder in which users add to those words, or put others in their place."""
        return self.data / "lexicons"

    @property
    def languages(self) -> Path:
        """The folder of the program's words in other languages."""
        return self.resources / "languages"

    @property
    def icons(self) -> Path:
        """The folder of the drawings."""
        return self.resources / "icons"

    @property
    def docs(self) -> Path:
        """The folder of the documentation, beside the resources."""
        return self.resources.parent / "docs"

    @property
    def fonts(self) -> Path:
        """The folder of the bundled fonts."""
        return self.resources / "fonts"


def standard_paths() -> Paths:
    """Return the folders on this machine."""
    templates, resources = _shipped("templates"), _shipped("resources")
    if home := os.environ.get(HOME):
        root = Path(home)
        return Paths(
            templates,
            resources,
            root / "config",
            root / "data",
            root / "log",
            root / "documents",
            root / "cache",
        )
    dirs = platformdirs.PlatformDirs("briefing", appauthor=False)
    return Paths(
        templates,
        resources,
        dirs.user_config_path,
        dirs.user_data_path,
        dirs.user_log_path,
        dirs.user_documents_path,
        dirs.user_cache_path,
    )


def _shipped(name: str) -> Path:
    """Return a folder that ships with the program: in the wheel, or beside a source tree."""
    installed = _PACKAGE / "_data" / name
    return installed if installed.is_dir() else _PACKAGE.parent / name
