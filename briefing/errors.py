"""The errors that a person is meant to read: what went wrong and what to do about it."""

from __future__ import annotations

from briefing.language import tr


class BriefingError(Exception):
    """Something the user can act on: `message` says what and where, `hint` says what to do."""

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint

    def __reduce__(self) -> tuple[type[BriefingError], tuple[str | int, ...]]:
        """Let it pass between processes."""
        return type(self), (self.message, self.hint)

    def __str__(self) -> str:
        """Return message and hint as one line."""
        return f"{self.message} {self.hint}".strip()


class LoadError(BriefingError):
    """An article could not be read."""


class FetchError(LoadError):
    """A page could not be fetched from its address."""


class ExportError(BriefingError):
    """A document could not be written."""


class SlowOfficeError(ExportError):
    """LibreOffice took too long over a document; our own layout does without it."""


class TemplateError(BriefingError):
    """A template or its manifest is at fault."""


class ReadBackError(BriefingError):
    """An edited document could not be read back."""


class StorageError(BriefingError):
    """A project file could not be opened or written."""


class ProjectInUseError(StorageError):
    """Another program has a project file open; it can be read all the same."""


class DamageError(StorageError):
    """A project file is damaged; what can be read of it can be saved into another."""


class SettingsError(BriefingError):
    """A setting has a value that it cannot take."""


class ProjectError(BriefingError):
    """An edit or a reference does not fit the project."""


class SnippetError(BriefingError):
    """A snippet could not be read or kept."""


class SchemeError(BriefingError):
    """A file of tags is at fault."""


class LexiconError(BriefingError):
    """A lexicon that suggestions rest on is at fault."""


class SearchError(BriefingError):
    """What is looked for cannot be read; `start` to `end` is the place in what was typed.

    In code points, end exclusive; both are 0 where it is no one place.
    """

    def __init__(self, message: str, hint: str = "", start: int = 0, end: int = 0) -> None:
        super().__init__(message, hint)
        self.start = start
        self.end = end

    def __reduce__(self) -> tuple[type[SearchError], tuple[str | int, ...]]:
        """Let it pass between processes."""
        return type(self), (self.message, self.hint, self.start, self.end)


class SpellingError(BriefingError):
    """A dictionary or the user's own words could not be read or kept."""


class LibraryError(BriefingError):
    """The library could not be read or written."""


class LibraryAwayError(LibraryError):
    """The library's server does not answer."""


class LibraryRefusedError(LibraryError):
    """The library does not let this user do that."""


class LibraryConflictError(LibraryError):
    """Somebody published under a name since this user last saw it: which version, who and when."""

    def __init__(self, name: str, version: int, who: str, when: str) -> None:
        super().__init__(
            tr(
                "“{name}” was published by {who} on {day} at {time} (version {version}), and this "
                "project has not seen that version.",
                name=name, who=who, day=when[:10], time=when[11:16], version=version,
            ),
            tr("Keep theirs, publish over it as a new version, or publish beside it."),
        )  # fmt: skip
        self.name, self.version, self.who, self.when = name, version, who, when

    def __reduce__(self) -> tuple[type[LibraryConflictError], tuple[str | int, ...]]:
        """Let it pass between processes."""
        return type(self), (self.name, self.version, self.who, self.when)
