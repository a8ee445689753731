"""Check: what was to be replaced before the brief leaves the desk."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from briefing.language import marked, tr
from briefing.model.finding import Finding, Severity
from briefing.services.checks.matter import Check, Matter

_LEFT = re.compile(
    r"\{\{[^{}\n]{0,200}\}\}|\{%[^%\n]{0,200}%\}|\[\[[^\[\]\n]{0,200}\]\]"
    r"|\b(?:TK(?:TK)*|TB[CD]|X{3,})\b|\?{3,}|\b[Ll]orem ipsum\b"
)
SHORTEST_PROMPT = 3
"""Words of the shortest prompt that nobody would write by chance."""


def _run(matter: Matter) -> Iterator[Finding]:
    for match in _LEFT.finditer(matter.brief.title):
        yield _finding(match.group(), Severity.BLOCKS)
    for field in matter.outline.fields:
        for match in _LEFT.finditer(field.value) if field.given else ():
            yield _finding(match.group(), Severity.WARNING, field=field.key)
    for section in matter.written:
        body = section.prose.body
        for match in _LEFT.finditer(body):
            yield _finding(match.group(), Severity.BLOCKS, section.key, match.span())
        prompt = _prompt(section.slot.prompt)
        for match in prompt.finditer(body) if prompt else ():
            yield _finding(match.group(), Severity.BLOCKS, section.key, match.span())


@lru_cache(maxsize=256)
def _prompt(words: str) -> re.Pattern[str] | None:
    parts = words.split()
    return re.compile(r"\s+".join(map(re.escape, parts))) if len(parts) >= SHORTEST_PROMPT else None


def _finding(
    words: str,
    severity: Severity,
    section: str = "",
    span: tuple[int, int] | None = None,
    field: str = "",
) -> Finding:
    return Finding(
        CHECK.kind, severity, tr("“{words}” was to be "
                                 "replaced.", words=words), tr("Write what belongs here."),
        section=section, span=span, words=words, field=field,
    )  # fmt: skip


CHECK = Check("placeholder", marked("Leftover placeholder"), _run)
