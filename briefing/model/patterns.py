"""Regular expressions that are compiled when they are first used: all of them are hundreds."""

from __future__ import annotations

import re
from typing import Any, AnyStr, cast


def late_pattern(words: AnyStr, flags: int = 0) -> re.Pattern[AnyStr]:
    """Return what is used like a compiled expression; from its second use on it is as fast.

    Raises re.error at its first use if it is none.
    """
    return cast("re.Pattern[AnyStr]", _Uncompiled(words, flags))


class _Uncompiled:
    """Passes on what is asked of it, and keeps the answer as its own."""

    def __init__(self, words: Any, flags: int) -> None:
        self._given = words, flags

    def __getattr__(self, name: str) -> Any:
        found = vars(self)[name] = getattr(re.compile(*self._given), name)
        return found
