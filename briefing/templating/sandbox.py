"""The Jinja environment that templates of strangers run in."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import jinja2
from jinja2 import StrictUndefined, Undefined, nodes, pass_context
from jinja2.exceptions import SecurityError, TemplateSyntaxError
from jinja2.filters import _GroupTuple as GroupTuple
from jinja2.lexer import TokenStream
from jinja2.runtime import Context, LoopContext, Macro
from jinja2.sandbox import ImmutableSandboxedEnvironment
from jinja2.utils import Namespace
from markupsafe import Markup, escape

from briefing.errors import TemplateError
from briefing.language import marked, tr
from briefing.templating import filters as ours
from briefing.templating.arithmetic import OPERATORS
from briefing.templating.budget import (
    LONGEST,
    LONGEST_OUTPUT,
    Budget,
    check_items,
)
from briefing.templating.grammar import (
    CUT,
    JOIN,
    LONGEST_SOURCE,
    TURN,
    TURNS,
    counted,
    guarded,
    nearest_name,
)

TESTS = (
    "!=", "<", "<=", "==", ">", ">=", "boolean", "defined", "divisibleby", "eq", "equalto", "even",
    "false", "float", "ge", "gt", "in", "integer", "iterable", "le", "lower", "lt", "mapping",
    "ne", "none", "number", "odd", "sameas", "sequence", "string", "true", "undefined", "upper",
)  # fmt: skip
_OF_TEXT: Mapping[str, Callable[..., Any]] = {
    "upper": str.upper, "lower": str.lower, "title": str.title, "capitalize": str.capitalize,
    "strip": str.strip, "lstrip": str.lstrip, "rstrip": str.rstrip, "split": str.split,
    "splitlines": str.splitlines, "startswith": str.startswith, "endswith": str.endswith,
    "find": str.find, "count": str.count, "isdigit": str.isdigit, "replace": ours.replaced,
    "join": lambda between, parts: ours.joined(ours.between(parts, between)),
}  # fmt: skip
_OF_MAP: Mapping[str, Callable[..., Any]] = {
    "items": lambda values: list(values.items()),
    "keys": lambda values: list(values.keys()),
    "values": lambda values: list(values.values()),
    "get": dict.get,
}
_OF_LIST: Mapping[str, Callable[..., Any]] = {"index": list.index, "count": list.count}
METHODS: Mapping[type, Mapping[str, Callable[..., Any]]] = {
    str: _OF_TEXT, Markup: _OF_TEXT, dict: _OF_MAP, list: _OF_LIST,
}  # fmt: skip
_OF_LOOP = frozenset((
    "index", "index0", "first", "last", "length", "revindex", "revindex0", "depth", "depth0",
    "previtem", "nextitem", "cycle", "changed",
))  # fmt: skip
_PLAIN = (str, int, float, bool, type(None), date)
_DEEPEST_CONTEXT = 40


@dataclass(frozen=True, slots=True)
class _Method:
    """A method that a template may call."""

    function: Callable[..., Any]
    owner: tuple[Any, ...] = ()

    def __call__(self, *arguments: Any, **named: Any) -> Any:
        return self.function(*self.owner, *arguments, **named)


class _Unknown(StrictUndefined):
    """A name that stands for nothing; the error says which known one is nearest."""

    __slots__ = ()

    @property
    def _undefined_message(self) -> str:
        message = super()._undefined_message
        known = self._undefined_obj
        if self._undefined_hint or not isinstance(known, dict):
            return message
        keys = sorted(str(key) for key in known)
        near = nearest_name(str(self._undefined_name), keys)
        said = (
            tr("did you mean “{near}”?", near=near)
            if near
            else tr("it has {keys}", keys=", ".join(keys[:12]) or "nothing")
        )
        return f"{message}; {said}"


class _Rendering(jinja2.Template):
    """A template whose rendering is counted."""

    environment: Sandbox

    def render(self, *arguments: Any, **named: Any) -> str:
        """Return the text; raises SecurityError for one that is too long or takes too much."""
        self.environment.budget.start()
        pieces: list[str] = []
        size = 0
        try:
            for piece in self.generate(*arguments, **named):
                pieces.append(piece)
                size += len(piece)
                if size > LONGEST_OUTPUT:
                    raise SecurityError(
                        tr(
                            "it prints more than {longest_output:,} characters",
                            longest_output=LONGEST_OUTPUT,
                        )
                    )
        except RecursionError as error:
            raise SecurityError(tr("its macros or loops call themselves too often")) from error
        return "".join(pieces)


class Sandbox(ImmutableSandboxedEnvironment):
    """Hands out plain values only, and counts what a template does with them."""

    intercepted_binops = frozenset(("+", "-", "*", "/", "//", "%", "**"))
    template_class = _Rendering

    def __init__(
        self, filters: Mapping[str, Callable[..., Any]], finalize: Callable[[Any], Any]
    ) -> None:
        super().__init__(
            undefined=_Unknown, autoescape=True, optimized=False, cache_size=0,
            finalize=self._finalizer(finalize),
        )  # fmt: skip
        self.budget = Budget()
        self.globals = {"range": _Method(_range), "namespace": _Method(_namespace)}
        self.tests = {name: self.tests[name] for name in TESTS}
        self.filters = {
            **ours.allowed_filters(self.budget), **filters,
            TURN: self._turn, TURNS: self._turns, JOIN: self._joined, CUT: self._cut,
        }  # fmt: skip

    def getattr(self, obj: Any, attribute: str) -> Any:
        """Return a value of a map, or one of the few methods that are allowed."""
        if isinstance(obj, Undefined):
            str(obj)
        if isinstance(obj, dict) and attribute in obj:
            return obj[attribute]
        if method := METHODS.get(type(obj), {}).get(attribute):
            return _Method(method, (obj,))
        if self._is_open(obj, attribute):
            found = getattr(obj, attribute)
            return _Method(found) if callable(found) else found
        if attribute.startswith("_") or (not isinstance(obj, dict) and hasattr(obj, attribute)):
            return self.unsafe_undefined(obj, attribute)
        return self.undefined(obj=obj, name=attribute)

    def getitem(self, obj: Any, argument: Any) -> Any:
        """Return an item of a list, or what `getattr` returns."""
        if isinstance(argument, str):
            return self.getattr(obj, str(argument))
        if isinstance(obj, Undefined):
            str(obj)
        if isinstance(obj, str | list | tuple | dict):
            try:
                return obj[argument]
            except (TypeError, LookupError):
                return self.undefined(obj=obj, name=argument)
        return self.undefined(obj=obj, name=str(argument))

    def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:
        """Return whether `getattr` would hand this out."""
        del value
        return attr in METHODS.get(type(obj), {}) or self._is_open(obj, attr)

    def is_safe_callable(self, obj: Any) -> bool:
        """Return whether this is a macro, a recursive loop or one of the allowed methods."""
        return type(obj) in (_Method, Macro, LoopContext)

    def call(self, context: Context, obj: Any, /, *args: Any, **kwargs: Any) -> Any:
        """Call what is allowed, and count it."""
        if isinstance(obj, Undefined):
            str(obj)
        if not self.is_safe_callable(obj):
            raise SecurityError(tr("{kind} cannot be called", kind=type(obj).__name__))
        self.budget.step()
        return context.call(obj, *args, **kwargs)

    def call_binop(self, context: Context, operator: str, left: Any, right: Any) -> Any:
        """Calculate, unless the result would be beyond all measure."""
        del context
        for value in (left, right):
            if isinstance(value, Undefined):
                str(value)
        result = OPERATORS[operator](left, right)
        if isinstance(result, str):
            self.budget.write(len(result))
        return result

    def compile(self, source: Any, *args: Any, **kwargs: Any) -> Any:
        """Compile a template; raises TemplateSyntaxError for what no person would write."""
        if isinstance(source, str) and len(source) > LONGEST_SOURCE:
            words = tr("it is longer than {longest:,} characters", longest=LONGEST_SOURCE)
            raise TemplateSyntaxError(words, 1)
        try:
            return super().compile(source, *args, **kwargs)
        except RecursionError as error:
            raise TemplateSyntaxError(tr("its tags stand too deeply in one another"), 1) from error
        except (SyntaxError, ValueError, OverflowError, MemoryError) as error:
            words = tr("it cannot be compiled ({error})", error=error)
            raise TemplateSyntaxError(words, 1) from error

    def _tokenize(self, source: str, name: str | None, *args: Any, **kwargs: Any) -> TokenStream:
        stream = super()._tokenize(source, name, *args, **kwargs)
        return TokenStream(counted(stream, name), name, stream.filename)

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        tree = guarded(super()._parse(source, name, filename), self.filters, self.tests)
        tree.set_environment(self)
        return tree

    def _is_open(self, obj: Any, attribute: str) -> bool:
        if isinstance(obj, LoopContext):
            return attribute in _OF_LOOP
        if isinstance(obj, Namespace):
            return not attribute.startswith("_") and attribute in _names_in(obj)
        return isinstance(obj, GroupTuple) and attribute in ("grouper", "list")

    def _finalizer(self, finalize: Callable[[Any], Any]) -> Callable[[Any, Any], Any]:
        """Return what prints a value; asking for the context keeps Jinja from folding constants."""

        @pass_context
        def printed(_context: Context, value: Any) -> Any:
            if not isinstance(value, ours.PRINTABLE):
                raise SecurityError(ours.why_not_printable(value))
            words = finalize(value)
            self.budget.write(len(words))
            return words

        return printed

    def _turn(self, characters: int) -> None:
        self.budget.step()
        self.budget.write(characters)

    def _joined(self, parts: Iterable[Any]) -> str:
        words = ours.joined(parts)
        self.budget.write(len(words))
        return words

    def _cut(self, value: Any, start: Any, stop: Any, step: Any) -> Any:
        if isinstance(value, Undefined):
            str(value)
        if not isinstance(value, str | list | tuple):
            kind = type(value).__name__
            raise TypeError(tr("nothing can be cut out of {kind}", kind=kind))
        part = value[start:stop:step]
        self.budget.step(1 + len(part) // 1_000)
        return part

    def _turns(self, values: Iterable[Any]) -> list[Any]:
        found = list(values)
        self.budget.step(len(found))
        return found


def environment(
    filters: Mapping[str, Callable[..., Any]] | None = None,
    finalize: Callable[[Any], Any] | None = None,
) -> Sandbox:
    """Return an environment with allow-lists of filters, tests, attributes and functions.

    `filters` come on top; `finalize` makes text of each printed value and is given nothing but
    text, numbers, truth values, dates and None.
    """
    return Sandbox(filters or {}, finalize or escape)


def check_context(value: object) -> None:
    """Raise TemplateError, naming the path, unless a value is plain all through.

    Plain are texts, finite numbers, truth values, None, dates, and lists and maps of them whose
    keys are texts.
    """
    if not _is_plain(value, 0):
        _blame(value, "context", 0)


def _is_plain(value: object, depth: int) -> bool:
    kind = type(value)
    if kind is dict:
        return depth <= _DEEPEST_CONTEXT and all(
            type(key) is str and _is_plain(each, depth + 1)
            for key, each in value.items()  # type: ignore[attr-defined]
        )
    if kind in (list, tuple):
        return depth <= _DEEPEST_CONTEXT and all(
            _is_plain(each, depth + 1)
            for each in value  # type: ignore[attr-defined]
        )
    return kind in _PLAIN and (kind is not float or math.isfinite(value))  # type: ignore[arg-type]


def _blame(value: object, path: str, depth: int) -> None:
    """Raise TemplateError for what is not plain in a value, naming its path."""
    if depth > _DEEPEST_CONTEXT:
        raise TemplateError(
            tr("{path} is nested too deeply.", path=path), tr("Give the template flatter values.")
        )
    kind = type(value)
    if kind is dict:
        for key, each in value.items():  # type: ignore[attr-defined]
            if type(key) is not str:
                raise TemplateError(
                    tr("{path} has the key {key!r}, which is no text.", path=path, key=key),
                    tr(_USE_PLAIN),
                )
            _blame(each, f"{path}.{key}", depth + 1)
    elif kind in (list, tuple):
        for number, each in enumerate(value):  # type: ignore[arg-type]
            _blame(each, f"{path}[{number}]", depth + 1)
    elif kind not in _PLAIN:
        raise TemplateError(
            tr("{path} is no plain value but a {kind}.", path=path, kind=kind.__name__),
            tr(_USE_PLAIN),
        )
    elif kind is float and not math.isfinite(value):  # type: ignore[arg-type]
        raise TemplateError(
            tr("{path} is {value}, which is no number.", path=path, value=value), tr(_USE_PLAIN)
        )


_USE_PLAIN = marked("Give the template texts, numbers, truth values, dates, lists and maps only.")


def nearest_names(name: str, context: Mapping[str, object]) -> str:
    """Return a hint with the name in the context that is nearest to a misspelt one."""
    known = set(context)
    for value in context.values():
        if isinstance(value, dict):
            known |= {str(key) for key in value}
    near = nearest_name(name, known)
    return (
        tr("Did you mean “{near}”?", near=near)
        if near
        else tr("Known: {context}.", context=", ".join(sorted(context)))
    )


_BREAKS = re.compile("[\n\t\r]")


def plain(value: Any) -> Markup:
    """Return a printed value as the inside of a Word text: line ends and tabs as elements."""
    if isinstance(value, Markup):
        return value
    words = escape("" if value is None else str(value))
    if len(words) > LONGEST:
        raise SecurityError(tr("a tag prints more than a million characters"))
    if not _BREAKS.search(words):
        return words
    close, open_ = "</w:t>", '<w:t xml:space="preserve">'
    for character, element in (("\r\n", "<w:br/>"), ("\n", "<w:br/>"), ("\r", "<w:br/>"),
                               ("\t", "<w:tab/>")):  # fmt: skip
        words = Markup(str(words).replace(character, close + element + open_))  # noqa: S704
    return words


def _names_in(namespace: Namespace) -> Mapping[str, Any]:
    found: dict[str, Any] = object.__getattribute__(namespace, "_Namespace__attrs")
    return found


def _range(*numbers: int) -> range:
    turns = range(*numbers)
    check_items(len(turns))
    return turns


def _namespace(**values: Any) -> Namespace:
    return Namespace(**values)
