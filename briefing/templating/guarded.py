"""Renders each template where it belongs: shipped ones here, all others in the process for them."""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Callable, Collection, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from briefing.model.template import Template

if TYPE_CHECKING:
    from briefing.templating.lint_findings import LintFinding
    from briefing.templating.render import TemplateEngine
    from briefing.templating.worker import TemplateWorker


class GuardedRenderer:
    """See `services.ports.TemplateRenderer`; can be used from any thread.

    A template counts as shipped when its Word file is, byte for byte, one in the folder `shipped`.
    `seconds` and `megabytes` cap all others; `allowed` gives the SHA-256 of those that may reach
    beyond themselves.
    """

    def __init__(
        self,
        shipped: Path,
        seconds: float = 5.0,
        megabytes: int = 512,
        allowed: Callable[[], Collection[str]] = tuple,
    ) -> None:
        self._allowed = allowed
        self._shipped = shipped
        self._caps = (seconds, megabytes)
        self._engine: TemplateEngine | None = None
        self._lock = threading.Lock()
        self._digests: frozenset[bytes] | None = None
        self._worker: TemplateWorker | None = None

    def render(
        self,
        document: bytes,
        name: str,
        context: Mapping[str, object],
        options: Mapping[str, object],
    ) -> bytes:
        """Return the rendered document; raises TemplateError with the place of what is wrong.

        `allow_external` among the options lets a stranger's template reach beyond itself.
        """
        if not self.is_shipped(document):
            reaches = _digest(document).hex() in self._allowed()
            told = {**options, "allow_external": True} if reaches else options
            return self.worker().render(document, name, context, told)
        own = {key: value for key, value in options.items() if key != "allow_external"}
        return self._own_engine().render(document, name, context, own)

    def lint(
        self, document: bytes, name: str, template: Template | None = None
    ) -> list[LintFinding]:
        """Return what is wrong with a template, checked against its manifest if it has one."""
        return self.worker().lint(document, name, template)

    def _own_engine(self) -> TemplateEngine:
        # Imported here: 40 ms with Jinja, which the window can show itself without.
        from briefing.templating.render import TemplateEngine

        with self._lock:
            if self._engine is None:
                self._engine = TemplateEngine()
            return self._engine

    def is_shipped(self, document: bytes) -> bool:
        """Return whether this Word file came with the program, unchanged."""
        with self._lock:
            if self._digests is None:
                files = self._shipped.glob("*/template.docx")
                self._digests = frozenset(_digest(file.read_bytes()) for file in files)
        return _digest(document) in self._digests

    def worker(self) -> TemplateWorker:
        """Return the process for templates, which starts when it is first asked for something."""
        # Imported here: 20 ms that the command line saves with a shipped template.
        from briefing.guarding.process import Caps
        from briefing.templating.worker import TemplateWorker

        with self._lock:
            if self._worker is None:
                seconds, megabytes = self._caps
                self._worker = TemplateWorker(Caps(seconds, megabytes))
            return self._worker

    def close(self) -> None:
        """End the process for templates, if it runs."""
        if self._worker is not None:
            self._worker.close()


def _digest(document: bytes) -> bytes:
    return hashlib.sha256(document).digest()
