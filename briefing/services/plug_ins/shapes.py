"""What plug-ins add, checked for its shape and used so that a fault in it stops nothing else."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from briefing.errors import BriefingError, ExportError
from briefing.language import tr
from briefing.services.plug_ins.added import Added, Live, PlugInError, PlugIns

if TYPE_CHECKING:
    from briefing.model.outline import Outline
    from briefing.model.suggestion import Suggestion
    from briefing.services.checks.matter import Check, Matter
    from briefing.services.ports import Exporter, Suggester, TemplatePackage
    from briefing.services.suggesting.close_reading import CloseReading


def require(thing: Any, words: tuple[str, ...], methods: tuple[str, ...]) -> None:
    """Raise PlugInError unless a thing has these words (not empty) and these methods."""
    for name in words:
        value = getattr(thing, name, None)
        if not isinstance(value, str) or not value:
            raise PlugInError(
                tr("{kind} has no “{name}” in words", kind=type(thing).__name__, name=name)
            )
    for name in methods:
        if not callable(getattr(thing, name, None)):
            raise PlugInError(
                tr("{kind} has no method “{name}”", kind=type(thing).__name__, name=name)
            )


def require_loader(thing: Any) -> None:
    """Raise PlugInError unless a thing has the shape of a loader; see `ports.ArticleLoader`."""
    require(thing, ("name", "label"), ("load",))
    suffixes = getattr(thing, "suffixes", None)
    if not isinstance(suffixes, tuple) or not all(map(_is_suffix, suffixes)):
        raise PlugInError(
            tr("{kind} has no “suffixes” such as ('.txt',)", kind=type(thing).__name__)
        )


def _is_suffix(word: object) -> bool:
    return isinstance(word, str) and word.startswith(".") and word == word.lower() != "."


class AddedExporter:
    """A format to write of a plug-in; an error of its own is an ExportError."""

    def __init__(self, plug_ins: PlugIns, added: Added) -> None:
        require(added.thing, ("name", "label", "suffix"), ("export",))
        if not _is_suffix(added.thing.suffix):
            raise PlugInError(tr("“{suffix}” is no ending such as .txt", suffix=added.thing.suffix))
        self.name, self.label = added.thing.name, added.thing.label
        self.suffix = added.thing.suffix
        self._plug_ins, self._owner, self._thing = plug_ins, added.owner, added.thing

    def export(self, outline: Outline, package: TemplatePackage) -> bytes:
        """Return the document's bytes; raises ExportError."""
        with self._plug_ins.watch(self._owner, ExportError):
            made = self._thing.export(outline, package)
            if not isinstance(made, bytes):
                raise TypeError(f"{self.name} gave {type(made).__name__}, not bytes")
            return made


class AddedSuggester:
    """A suggester of a plug-in; after an error of its own it suggests nothing more."""

    def __init__(self, plug_ins: PlugIns, added: Added) -> None:
        require(added.thing, ("name", "kind"), ("suggest",))
        self.name, self.kind = added.thing.name, added.thing.kind
        self._plug_ins, self._owner, self._thing = plug_ins, added.owner, added.thing

    def suggest(self, reading: CloseReading) -> Iterator[Suggestion]:
        """Yield suggestions that stand in the article."""
        if not self._plug_ins.is_on(self._owner):
            return
        found: list[Suggestion] = []
        try:
            with self._plug_ins.watch(self._owner):
                found.extend(_sound(each, reading) for each in self._thing.suggest(reading))
        except BriefingError as error:  # what it had found until then is as good as before
            self._plug_ins.switch_off(self._owner, error.message)
        yield from found


def _sound(suggestion: Any, reading: CloseReading) -> Suggestion:
    """Return a suggestion; raises ValueError where its words do not stand where it says."""
    from briefing.model.suggestion import Suggestion

    if not isinstance(suggestion, Suggestion):
        raise TypeError(f"{type(suggestion).__name__} is no Suggestion")
    words = reading.article.text[suggestion.start : suggestion.end]
    if not words or words != suggestion.quote or suggestion.start < 0:
        raise ValueError(f"“{suggestion.quote[:40]}” does not stand at {suggestion.start}")
    return suggestion


def added_check(plug_ins: PlugIns, added: Added) -> Check:
    """Return a check of a plug-in; after an error of its own it finds nothing more."""
    from briefing.model.finding import Finding
    from briefing.services.checks.matter import Check

    check = added.thing
    if not isinstance(check, Check):
        raise PlugInError(tr("{kind} is no Check", kind=type(check).__name__))

    def run(matter: Matter) -> Iterator[Finding]:
        found: list[Finding] = []
        try:
            with plug_ins.watch(added.owner):
                for finding in check.run(matter):
                    if not isinstance(finding, Finding) or finding.kind != check.kind:
                        raise TypeError(f"{check.kind} found {finding!r}, which is none of its own")
                    found.append(finding)
        except BriefingError as error:
            plug_ins.switch_off(added.owner, error.message)
        yield from found

    return replace(check, run=run)


class LiveChecks:
    """The checks that ship, and after them those of plug-ins, as `Live` does it."""

    def __init__(self, shipped: Iterable[Check], plug_ins: PlugIns) -> None:
        named = [_NamedCheck(check) for check in shipped]

        def make(added: Added) -> _NamedCheck:
            return _NamedCheck(added_check(plug_ins, added))

        self._live = Live(named, plug_ins, "briefing.checks", make)

    def __iter__(self) -> Iterator[Check]:
        return (each.check for each in self._live)


class _NamedCheck:
    """A check under the name of its kind."""

    def __init__(self, check: Check) -> None:
        self.check, self.name = check, check.kind


def live_exporters(shipped: Iterable[Exporter], plug_ins: PlugIns) -> Live[Exporter]:
    """Return the formats to write, those of plug-ins among them."""
    return Live(
        shipped, plug_ins, "briefing.exporters", lambda added: AddedExporter(plug_ins, added)
    )


def live_suggesters(shipped: Iterable[Suggester], plug_ins: PlugIns) -> Live[Suggester]:
    """Return the suggesters, those of plug-ins among them."""
    return Live(
        shipped, plug_ins, "briefing.suggesters", lambda added: AddedSuggester(plug_ins, added)
    )


def template_folders(plug_ins: PlugIns) -> list[tuple[Path, str]]:
    """Return the folders of templates that plug-ins add, with whose they are.

    An entry point of that kind is a path, as str or Path, of a folder of template folders.
    """
    found = []
    for added in plug_ins.of("briefing.templates"):
        if isinstance(added.thing, str | Path) and Path(added.thing).is_dir():
            found.append((Path(added.thing), f"plug-in {added.owner}"))
        else:
            why = tr("{thing!r} is no folder of templates", thing=added.thing)
            plug_ins.switch_off(added.owner, why)
    return found
