"""The Jinja environment that templates of strangers run in."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Mapping
from typing import Any

from jinja2 import StrictUndefined
from jinja2.exceptions import SecurityError
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup, escape

from briefing.errors import TemplateError

LONGEST = 1_000_000
"""Characters that a text in a template may grow to."""
MOST_TURNS = 100_000
_FILTERS = (
    "abs", "capitalize", "count", "d", "default", "e", "escape", "first", "float", "int", "join",
    "last", "length", "list", "lower", "max", "min", "replace", "reverse", "round", "select",
    "selectattr", "reject", "rejectattr", "map", "sort", "string", "sum", "title", "trim",
    "truncate", "unique", "upper", "wordcount", "batch", "groupby", "items", "dictsort",
)  # fmt: skip
_TESTS = (
    "defined", "undefined", "none", "string", "number", "mapping", "sequence", "iterable", "odd",
    "even", "divisibleby", "in", "eq", "ne", "lt", "le", "gt", "ge", "true", "false", "equalto",
    "sameas", "lower", "upper", "boolean", "integer", "float", "==", "!=", ">", "<", ">=", "<=",
)  # fmt: skip
_PLAIN = (str, int, float, bool, type(None), list, dict, tuple, Markup)


class _Sandbox(ImmutableSandboxedEnvironment):
    """Hands out plain values only, and stops what would fill the memory."""

    intercepted_binops = frozenset(("*", "**", "%"))

    def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:
        """Let only the parts of `loop` and the plain methods of text be reached."""
        if isinstance(obj, str):
            return attr in ("upper", "lower", "title", "strip", "split", "startswith", "endswith")
        if isinstance(obj, Mapping):
            return attr in ("items", "keys", "values", "get")
        return type(obj).__name__ == "LoopContext" and super().is_safe_attribute(obj, attr, value)

    def call_binop(self, context: Any, operator: str, left: Any, right: Any) -> Any:
        """Refuse sums that grow beyond all measure."""
        if operator == "**" or (operator == "%" and isinstance(left, str)):
            raise SecurityError(f"the operator {operator} is not allowed here")
        if operator == "*" and not (_is_number(left) and _is_number(right)):
            raise SecurityError("only numbers can be multiplied")
        return super().call_binop(context, operator, left, right)


def environment(
    filters: Mapping[str, Callable[..., Any]], finalize: Callable[[Any], Any]
) -> ImmutableSandboxedEnvironment:
    """Return an environment with an allow-list of filters and tests, and no globals but `range`."""
    made = _Sandbox(
        undefined=StrictUndefined, autoescape=True, optimized=False, finalize=finalize, cache_size=0
    )
    made.globals = {"range": _range}
    made.filters = {name: made.filters[name] for name in _FILTERS} | dict(filters)
    made.tests = {name: made.tests[name] for name in _TESTS}
    return made


def check_context(value: object, path: str = "context") -> None:
    """Raise TemplateError unless a value is plain all through."""
    if not isinstance(value, _PLAIN):
        raise TemplateError(f"{path} is no plain value but a {type(value).__name__}.", "")
    if isinstance(value, dict):
        for key, each in value.items():
            check_context(each, f"{path}.{key}")
    elif isinstance(value, list | tuple):
        for number, each in enumerate(value):
            check_context(each, f"{path}[{number}]")


def nearest_names(name: str, context: Mapping[str, object]) -> str:
    """Return a hint with the names in the context that are nearest to a misspelt one."""
    known = set(context)
    for value in context.values():
        if isinstance(value, dict):
            known |= {str(key) for key in value}
    near = difflib.get_close_matches(name, sorted(known), n=3, cutoff=0.6)
    return f"Did you mean {' or '.join(near)}?" if near else f"Known: {', '.join(sorted(context))}."


def plain(value: Any) -> Markup:
    """Return a printed value as the inside of a Word text: line ends and tabs as elements."""
    if isinstance(value, Markup):
        return value
    words = escape("" if value is None else str(value))
    if len(words) > LONGEST:
        raise SecurityError("a tag prints more than a million characters")
    if not any(c in words for c in "\n\t\r"):
        return words
    close, open_ = "</w:t>", '<w:t xml:space="preserve">'
    for character, element in (("\r\n", "<w:br/>"), ("\n", "<w:br/>"), ("\r", "<w:br/>"),
                               ("\t", "<w:tab/>")):  # fmt: skip
        words = Markup(str(words).replace(character, close + element + open_))  # noqa: S704
    return words


def _range(*numbers: int) -> range:
    turns = range(*numbers)
    if len(turns) > MOST_TURNS:
        raise SecurityError(f"a loop of {len(turns):,} turns is too long")
    return turns


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and abs(value) < 1e15
