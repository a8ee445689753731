"""Formats that plug-ins add: each plug-in's files are read in a guarded process of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefing.errors import LoadError
from briefing.language import tr
from briefing.loaders.guarded import ReadingProcess, guarded
from briefing.services.contracts import faults_of
from briefing.services.plug_ins.added import Added, PlugIns, told
from briefing.services.plug_ins.shapes import require_loader
from briefing.services.ports import ArticleLoader, LoadedArticles, RecognisingLoader

if TYPE_CHECKING:
    from briefing.guarding.process import Broken


class AddedLoaders:
    """Makes the loaders of plug-ins, each once."""

    def __init__(self, plug_ins: PlugIns) -> None:
        self._plug_ins = plug_ins
        self._made: dict[str, ArticleLoader] = {}

    def make(self, added: Added) -> ArticleLoader:
        """Return a loader that has its files read elsewhere; raises PlugInError for its shape."""
        where = added.entry.value
        if where not in self._made:
            require_loader(added.thing)
            loader = added.thing
            if isinstance(loader, RecognisingLoader):
                loader = _Recognising(self._plug_ins, added)
            process = _AddedProcess(self._plug_ins, added)
            self._made[where] = guarded(loader, process)
        return self._made[where]


class _AddedProcess(ReadingProcess):
    """The process of one plug-in's format; a fault in it switches the plug-in off."""

    def __init__(self, plug_ins: PlugIns, added: Added) -> None:
        super().__init__()
        self._plug_ins, self._owner, self._where = plug_ins, added.owner, added.entry.value

    def load(self, _form: str, data: bytes, source: str) -> LoadedArticles:
        """Return what the plug-in reads; raises LoadError."""
        loaded = super().load(self._where, data, source)
        faults = [fault for each in loaded for fault in faults_of(each.article)]
        if faults:
            raise self._failed(source, faults[0])
        return loaded

    def _error(self, source: str, broken: Broken) -> LoadError:
        if broken.kind in ("fault", "start"):
            return self._failed(source, broken.message, broken.trace)
        return super()._error(source, broken)

    def _failed(self, source: str, why: str, trace: str = "") -> LoadError:
        self._plug_ins.switch_off(self._owner, why, trace)
        return LoadError(
            tr("{source} was not read. {told}", source=source, told=told(self._owner, why)),
            tr("Open another file."),
        )


class _Recognising:
    """A plug-in's loader that recognises its format; a fault in that is no recognition."""

    def __init__(self, plug_ins: PlugIns, added: Added) -> None:
        loader = added.thing
        self.name, self.label, self.suffixes = loader.name, loader.label, loader.suffixes
        self.load = loader.load
        self._loader, self._plug_ins, self._owner = loader, plug_ins, added.owner

    def recognises(self, data: bytes, name: str) -> bool:
        """Tell whether `data` is of this format."""
        try:
            with self._plug_ins.watch(self._owner, LoadError):
                return bool(self._loader.recognises(data, name))
        except LoadError:
            return False
