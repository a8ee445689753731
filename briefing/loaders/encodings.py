"""Loads the encodings of texts ahead, for a process in which no file can be opened later."""

from __future__ import annotations

import codecs
import encodings
import pkgutil
from collections.abc import Iterable

USUAL = (
    "ascii", "cp437", "latin-1", "cp1252", "unicode-escape", "utf-16", "utf-16-be", "utf-16-le",
    "utf-8-sig",
)  # fmt: skip
"""What zip files, XML and PDF use."""
_NOT_EVERYWHERE = ("aliases", "mbcs", "oem", "undefined")


def all_encodings() -> list[str]:
    """Return the names of all that Python knows; a text may be in any, and detectors try most."""
    found = (module.name for module in pkgutil.iter_modules(encodings.__path__))
    return [name for name in found if name not in _NOT_EVERYWHERE]


def load_encodings(names: Iterable[str]) -> None:
    """Load these encodings."""
    for name in names:
        codecs.lookup(name)
