"""Words of an article in quotation marks: one pair around them, and never the same pair inside."""

from __future__ import annotations

import re
from functools import lru_cache

QUOTED = re.compile(
    '“(?:[^“”]|“[^“”]*”)*”|„[^„“”]*[“”]|«[^«»]*»|»[^«»]*«|「[^「」]*」|『[^『』]*』|"[^"]*"'
)
"""A quotation with its marks; straight ones pair up from the left."""
_OPENING, _CLOSING = '“„«»「『"', '”“»«」』"'
_INSIDE = re.compile('„([^„“”]*)[“”]|"([^"]*)"|[“”]|‘((?:[^‘’]|’(?=\\w))*)’')
_MARKS = re.compile('[“”„"]')
_SWAPPED = {"“": "‘", "”": "’"}
_INCHES = re.compile(r'\d"\Z')
_ALIKE = str.maketrans(dict.fromkeys('"‘’‚‛′“”„‟″«»「」『』', "'"))


def quoted(words: str) -> str:
    """Return an article's words on one line in quotation marks; see `in_marks`."""
    return f"“{in_marks(words)}”"


@lru_cache(maxsize=8_192)  # the same excerpts are printed at each key
def in_marks(words: str) -> str:
    """Return an article's words as they stand between quotation marks, on one line.

    Of words that are one quotation already its own marks go, and so does one at their edge that
    has no other. Double marks inside become single ones and the other way round, sign for sign.
    """
    line = " ".join(words.split())
    if QUOTED.fullmatch(line):
        bare = line[1:-1]
    else:
        pairs = [match.span() for match in QUOTED.finditer(line)]
        first = line[:1] in _OPENING and not any(start == 0 for start, _ in pairs)
        last = line[-1:] in _CLOSING and not any(end == len(line) for _, end in pairs)
        last = last and not _INCHES.search(line)
        bare = line[first : len(line) - last]
    bare = bare.strip() or line
    return _INSIDE.sub(_swapped, bare) if _MARKS.search(bare) else bare


def alike(words: str) -> str:
    """Return words as quotations are compared: on one line, whatever their marks look like."""
    return " ".join(words.translate(_ALIKE).split())


def core(words: str) -> str:
    """Return words as `alike` has them without marks at their edges, which printing may change."""
    return alike(words).strip("' ")


def _swapped(match: re.Match[str]) -> str:
    low, straight, single = match.groups()
    if low is not None:
        return f"‚{low}’"
    if straight is not None:
        return f"‘{_INSIDE.sub(_swapped, straight)}’"
    return f"“{single}”" if single is not None else _SWAPPED[match.group()]
