"""Asks pdfium where letters stand, without what ctypes spends on the types of each argument."""

from __future__ import annotations

import ctypes
from collections.abc import Iterable, Iterator
from struct import Struct
from typing import Any

_Ends = tuple[float, float, float, float]
_Line = tuple[float, float, float, float, float]
"""The size of a line's first letter, where that stands, and the right bottom corner of its last."""


class TextCalls:
    """The few functions that are called for each line of a page.

    A page's text is given by its address (`ctypes.addressof(handle.contents)`), a letter by its
    number. The functions are pypdfium2's own, bound once more with plain addresses in place of
    typed pointers and without letting go of the interpreter's lock: that takes a third of the
    time, which is most of the time that these short calls take. Whoever calls keeps the page open.
    """

    def __init__(self, raw: Any) -> None:
        number, address = ctypes.c_int, ctypes.c_void_p
        letter = (address, number)
        places = (ctypes.c_double * 6)()
        at = tuple(ctypes.addressof(places) + 8 * n for n in range(6))
        self.size = _bound(raw.FPDFText_GetFontSize, ctypes.c_double, *letter)
        self._origin = _bound(raw.FPDFText_GetCharOrigin, number, *letter, address, address)
        self._box = _bound(raw.FPDFText_GetCharBox, number, *letter, *(4 * [address]))
        self._thing = _bound(raw.FPDFText_GetTextObject, address, *letter)
        self._font = _bound(raw.FPDFTextObj_GetFont, address, address)
        self._places = places
        self._at = at
        self._all = Struct("4d").unpack_from
        self._two = Struct("2d").unpack_from

    def origin(self, page: int, letter: int) -> tuple[float, float]:
        """Return where a letter stands: its left end on the line, in points of the page."""
        self._origin(page, letter, self._at[0], self._at[1])
        return self._two(self._places)

    def ends(self, page: int, first: int, last: int) -> _Ends:
        """Return where one letter stands, and the right bottom corner of another."""
        x, y, right, bottom, left, top = self._at
        self._origin(page, first, x, y)
        self._box(page, last, left, right, bottom, top)
        return self._all(self._places)

    def lines(self, page: int, spans: Iterable[tuple[int, int, str]]) -> Iterator[_Line]:
        """Yield for each line, given by its first letter and the one after its last, its places."""
        size_of, origin, box, unpacked = self.size, self._origin, self._box, self._all
        places = self._places
        x, y, right, bottom, left, top = self._at
        for start, end, _words in spans:
            origin(page, start, x, y)
            box(page, end - 1, left, right, bottom, top)
            yield size_of(page, start), *unpacked(places)

    def font(self, page: int, letter: int) -> int:
        """Return what a letter's font is known by, 0 if it has none."""
        thing = self._thing(page, letter)
        return self._font(thing) or 0 if thing else 0


def _bound(function: Any, result: Any, *arguments: Any) -> Any:
    """Return a function of pdfium with other types of its arguments; it is called as it was."""
    place = ctypes.cast(function, ctypes.c_void_p).value
    return ctypes.PYFUNCTYPE(result, *arguments)(place or 0)
