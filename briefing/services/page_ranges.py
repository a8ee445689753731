"""Which pages of a document are meant by words such as “1-3, 5”."""

from __future__ import annotations

import re

from briefing.errors import ExportError
from briefing.language import tr

_PART = re.compile(r"(\d{0,6})\s*(?:[-–]\s*(\d{0,6}))?")


def pages_meant(words: str, count: int) -> tuple[int, ...]:
    """Return the pages of a document of `count` pages, from 0, each once and in their order.

    Nothing written means all of them; “3-” means all from the third on. Raises ExportError.
    """
    found: set[int] = set()
    for part in filter(None, (each.strip() for each in re.split(r"[,;]", words))):
        match = _PART.fullmatch(part)
        if match is None or not (match.group(1) or match.group(2)):
            raise ExportError(
                tr("“{part}” is no page.", part=part[:40]), tr("Write pages like this: 1-3, 5.")
            )
        first = int(match.group(1) or 1)
        last = first if match.group(2) is None else int(match.group(2) or count)
        if not 1 <= first <= last <= count:
            raise ExportError(
                tr(
                    "There are no pages “{part}”: the document has {count}.",
                    part=part[:40],
                    count=count,
                ),
                tr("Write pages like this: 1-3, 5."),
            )
        found.update(range(first - 1, last))
    return tuple(sorted(found)) or tuple(range(count))
