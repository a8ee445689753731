"""Renders templates of strangers in a process of their own, which is killed when it asks too much.

The decision and its measurements: docs/decisions/004-templates-in-a-process-of-their-own.md.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Mapping, Sequence
from datetime import date
from types import TracebackType
from typing import Self

from briefing.errors import TemplateError
from briefing.guarding import process as guarded
from briefing.guarding.frames import Header
from briefing.guarding.process import MEGABYTE, Broken, Caps, GuardedProcess
from briefing.language import tr
from briefing.model.template import Template
from briefing.templating.lint_findings import Level, LintFinding
from briefing.templating.sandbox import check_context

_log = logging.getLogger(__name__)


class TemplateWorker:
    """One warm process; a request that breaks a cap kills it, and the next one starts another.

    Can be used from any thread; requests wait for one another.
    """

    def __init__(self, caps: Caps | None = None, command: Sequence[str] = ()) -> None:
        self.caps = caps or Caps()
        wanted = tuple(command) or tuple(own_command(self.caps.megabytes))
        self.process = GuardedProcess(self.caps, lambda: wanted)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    @property
    def walls(self) -> tuple[str, ...]:
        """The names of the walls around the process."""
        return self.process.walls

    @property
    def pid(self) -> int | None:
        """The number of the process, or None if none runs."""
        return self.process.pid

    def warm_up(self) -> None:
        """Start the process ahead of the first request; takes a tenth of a second or two."""
        try:
            self.process.warm_up()
        except Broken as broken:
            raise self._error(tr("the template"), broken) from None

    def render(
        self,
        document: bytes,
        name: str,
        context: Mapping[str, object],
        options: Mapping[str, object],
    ) -> bytes:
        """Return the rendered document.

        The file is inspected first; `allow_external` among the options lets it reach beyond itself.
        Raises TemplateError, naming the template, for what is wrong in it or the cap it broke.
        """
        values = dict(context)
        check_context(values)
        words = json.dumps(values, default=_iso, separators=(",", ":")).encode()
        header = {"do": "render", "name": name, "options": dict(options)}
        _, blobs = self._ask(header, [document, words])
        return blobs[0]

    def lint(
        self, document: bytes, name: str, template: Template | None = None
    ) -> list[LintFinding]:
        """Return what is wrong with a template; raises TemplateError if it cannot be read."""
        names = template and {
            "fields": [field.key for field in template.fields],
            "slots": [(slot.key, slot.per_article) for slot in template.slots],
        }
        header, _ = self._ask({"do": "lint", "name": name, "names": names}, [document])
        return [LintFinding(**{**row, "level": Level(row["level"])}) for row in header["findings"]]

    def close(self) -> None:
        """End the process, and with it what it is doing; a later request is refused."""
        self.process.close()

    def _ask(self, header: Header, blobs: Sequence[bytes]) -> tuple[Header, list[bytes]]:
        try:
            return self.process.ask(header, blobs)
        except Broken as broken:
            raise self._error(str(header["name"]), broken) from None

    def _error(self, name: str, broken: Broken) -> TemplateError:
        if broken.kind == "told":
            return TemplateError(broken.message, broken.hint)
        if broken.kind == "fault":
            _log.error("Rendering %s failed: %s", name, broken.trace)
            words = tr(
                "{name} could not be rendered ({message}).", name=name, message=broken.message
            )
            return TemplateError(words, tr("Check the template with “templates lint”."))
        if broken.kind == "closing":
            return TemplateError(tr("{name} was not rendered: the program is closing.", name=name))
        if broken.kind == "start":
            return TemplateError(
                tr(
                    "{name} was not rendered: the process for templates could not be started "
                    "({message}).",
                    name=name,
                    message=broken.message,
                ),
                tr("Start the program again. Your work is not affected."),
            )
        if broken.kind == "ended":
            words = tr(
                "{name} made the rendering process end (code {message}).",
                name=name,
                message=broken.message,
            )
            return TemplateError(words, tr("Do not use this template. Your work is not affected."))
        return self._stopped(name, broken.kind)

    def _stopped(self, name: str, cap: str) -> TemplateError:
        why = {
            "time": f"it took longer than {self.caps.seconds:g} seconds",
            "memory": f"it needed more than {self.caps.megabytes} MB of memory",
            "output": f"its document is larger than {self.caps.output // MEGABYTE} MB",
        }[cap]
        return TemplateError(
            tr("{name} was stopped: {why}.", name=name, why=why),
            tr(
                "Look for a loop that prints too much; a sound template needs a higher limit "
                "in the "
                "settings."
            ),
        )


def own_command(megabytes: int) -> list[str]:
    """Return the command that starts the process: this Python, isolated, our own path alone."""
    return guarded.own_command("briefing.templating.child", str(megabytes))


def _iso(value: object) -> str:
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(f"{type(value).__name__} is no plain value")
