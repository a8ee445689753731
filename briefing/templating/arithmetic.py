"""Sums and joins in a template, measured before they are made."""

from __future__ import annotations

import operator
from collections.abc import Callable, Mapping
from typing import Any

from jinja2.exceptions import SecurityError

from briefing.language import tr
from briefing.templating.budget import check_items, check_text
from briefing.templating.filters import formatted

LARGEST = 1e18
"""The largest number that can be calculated with."""


def _added(left: Any, right: Any) -> Any:
    if isinstance(left, str) and isinstance(right, str):
        check_text(len(left) + 6 * len(right))
    elif isinstance(left, list | tuple) and isinstance(right, list | tuple):
        check_items(len(left) + len(right))
    else:
        _check_numbers(left, right)
    return left + right


def _multiplied(left: Any, right: Any) -> Any:
    for words, times in ((left, right), (right, left)):
        if isinstance(words, str) and isinstance(times, int):
            check_text(len(words) * times)
            return words * times
    _check_numbers(left, right)
    return left * right


def _remainder(left: Any, right: Any) -> Any:
    if isinstance(left, str):
        return formatted(left, *(right if isinstance(right, tuple) else (right,)))
    _check_numbers(left, right)
    return left % right


def _power(left: Any, right: Any) -> Any:
    _check_numbers(left, right)
    if abs(left) > 1_000_000 or abs(right) > 8:
        raise SecurityError(tr("the power is too large"))
    return left**right


def _arithmetic(function: Callable[[Any, Any], Any]) -> Callable[[Any, Any], Any]:
    def calculated(left: Any, right: Any) -> Any:
        _check_numbers(left, right)
        return function(left, right)

    return calculated


def _check_numbers(*values: Any) -> None:
    for value in values:
        if not isinstance(value, int | float):
            kind = type(value).__name__
            raise TypeError(tr("cannot calculate with {kind}; join words with ~", kind=kind))
        if abs(value) > LARGEST:
            raise SecurityError(tr("the numbers are too large"))


OPERATORS: Mapping[str, Callable[[Any, Any], Any]] = {
    "+": _added, "-": _arithmetic(operator.sub), "*": _multiplied,
    "/": _arithmetic(operator.truediv), "//": _arithmetic(operator.floordiv),
    "%": _remainder, "**": _power,
}  # fmt: skip
