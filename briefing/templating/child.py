"""The process that renders templates: what it can be asked for; see `guarding/serving.py`."""

from __future__ import annotations

import codecs
import json
import traceback
from collections.abc import Sequence
from dataclasses import asdict
from functools import lru_cache

from briefing.guarding.frames import Header
from briefing.guarding.serving import Answer, Task, serve
from briefing.model.template import Slot, Template, TemplateField
from briefing.templating.inspection import inspect_package
from briefing.templating.lint import lint
from briefing.templating.render import TemplateEngine
from briefing.templating.sandbox import environment

_ENCODINGS = (
    "ascii", "cp437", "latin-1", "unicode-escape", "utf-8-sig", "utf-16", "utf-16-be", "utf-16-le",
)  # fmt: skip


def main(arguments: Sequence[str]) -> None:
    """Answer requests until the input ends; `megabytes` is the only argument."""

    def prepare() -> dict[str, Task]:
        _load_what_loads_itself()
        return Tasks().by_name

    serve(int(arguments[0]), prepare)


class Tasks:
    """What can be asked for."""

    def __init__(self) -> None:
        self._engine = TemplateEngine()
        self._inspect = lru_cache(maxsize=8)(inspect_package)
        self.by_name: dict[str, Task] = {"render": self._render, "lint": self._lint}

    def _render(self, header: Header, blobs: list[bytes]) -> Answer:
        document, context, said = blobs
        options = json.loads(said)
        report = self._inspect(document, header["name"])
        report.require_safe(allow_external=bool(options.pop("allow_external", False)))
        rendered = self._engine.render(document, header["name"], json.loads(context), options)
        return {}, [rendered]

    def _lint(self, header: Header, blobs: list[bytes]) -> Answer:
        names = header["names"]
        template = names and Template(
            id="", version=1, title="",
            fields=tuple(TemplateField(key, key) for key in names["fields"]),
            slots=tuple(Slot(key, key, per_article=each) for key, each in names["slots"]),
        )  # fmt: skip
        findings = lint(blobs[0], header["name"], template)
        return {}, [json.dumps([asdict(finding) for finding in findings]).encode()]


def _load_what_loads_itself() -> None:
    """Load what Python and Jinja load at first need: behind the walls no file can be opened."""
    for name in _ENCODINGS:
        codecs.lookup(name)
    try:
        environment().from_string("{{ ['a']|join|date }}").render()
    except ValueError as error:
        traceback.format_exception(error)
