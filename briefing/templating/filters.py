"""The filters that a template may use, each with a limit on what it can be made to produce."""

from __future__ import annotations

import functools
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from itertools import islice
from typing import Any

from jinja2 import Undefined, filters, pass_environment
from jinja2.exceptions import SecurityError
from jinja2.runtime import markup_join

from briefing.language import tr
from briefing.services.brief.document_words import DAYS
from briefing.services.reading.months import ENGLISH as MONTHS
from briefing.templating.budget import MOST_ITEMS, Budget, check_items, check_text

Filter = Callable[..., Any]

PRINTABLE = (str, int, float, bool, type(None), date, Undefined)
"""What stands for itself when it is printed; a StrictUndefined then raises."""

_SPECIFIER = re.compile(r"%(?:\(\w+\))?[#0\- +]*(\*|\d*)(?:\.(\*|\d*))?[a-zA-Z%]")
_DATE_CODE = re.compile(r"%(-?[A-Za-z%])")
DATE_FORM = "%-d %B %Y"
_DATE_PARTS: Mapping[str, Callable[[date], str]] = {
    "d": lambda day: f"{day.day:02}",
    "-d": lambda day: str(day.day),
    "e": lambda day: str(day.day),
    "m": lambda day: f"{day.month:02}",
    "-m": lambda day: str(day.month),
    "y": lambda day: f"{day.year % 100:02}",
    "Y": lambda day: str(day.year),
    "B": lambda day: MONTHS[day.month - 1],
    "b": lambda day: MONTHS[day.month - 1][:3],
    "A": lambda day: DAYS[day.weekday()],
    "a": lambda day: DAYS[day.weekday()][:3],
    "j": lambda day: f"{day.timetuple().tm_yday:03}",
    "V": lambda day: f"{day.isocalendar().week:02}",
    "%": lambda _day: "%",
}


def words_of(value: Any) -> str:
    """Return a value as the words that it prints; raises SecurityError for a list or a map."""
    if not isinstance(value, PRINTABLE):
        raise SecurityError(why_not_printable(value))
    return value if isinstance(value, str) else str(value)


def why_not_printable(value: object) -> str:
    """Say why a value cannot be printed as words, and what to write instead."""
    if isinstance(value, list | tuple):
        return tr("a list cannot be printed as words; use |join(', ') or a loop")
    if isinstance(value, dict):
        return tr(
            "this holds several values and cannot be printed as words; name one of them, or write "
            "{{p }} for paragraphs and {{r }} for rich text"
        )
    return tr("{kind} cannot be printed as words", kind=type(value).__name__)


def format_date(value: Any, form: str = DATE_FORM, said: Mapping[str, str] | None = None) -> str:
    """Return a date, or a text that begins with an ISO one, as `form` says.

    `said` has the names of months and days in another language than English by the English ones.

    The codes are those of strftime that a date has: %d %-d %m %-m %y %Y %B %b %A %a %j %V.
    """
    day = value if isinstance(value, date) else date.fromisoformat(words_of(value)[:10])

    def part(code: re.Match[str]) -> str:
        if code.group(1) not in _DATE_PARTS:
            raise ValueError(tr("{code} is no part of a date", code=code.group()))
        found = _DATE_PARTS[code.group(1)](day)
        return said.get(found, found) if said else found

    return _DATE_CODE.sub(part, words_of(form))


def plural(value: Any, one: str, many: str = "") -> str:
    """Return the word for one or for many, by a number or the length of a list."""
    count = len(value) if isinstance(value, list | tuple | dict) else value
    return words_of(one) if count == 1 else words_of(many) or f"{one}s"


def first_words(value: Any, count: int, end: str = "…") -> str:
    """Return the first `count` words of a text, and `end` if there are more."""
    found = words_of(value).split(maxsplit=min(max(count, 0), MOST_ITEMS))
    if len(found) <= count:
        return " ".join(found)
    return " ".join(found[:count]) + words_of(end)


def formatted(value: Any, *arguments: Any, **named: Any) -> str:
    """Return `"%.1f"|format(x)`; a width over 99 is refused."""
    form = words_of(value)
    if arguments and named:
        raise SecurityError(tr("format takes values by place or by name, not both"))
    for match in _SPECIFIER.finditer(form):
        if any(len(number or "") > 2 or number == "*" for number in match.groups()):
            raise SecurityError(tr("{group} asks for too wide a text", group=match.group()))
    plain = [words_of(each) and each for each in (*arguments, *named.values())]
    check_text(len(form) + sum(len(str(each)) + 99 for each in plain))
    return form % (named or tuple(arguments))


def joined(parts: Iterable[Any]) -> str:
    """Return what `a ~ b ~ c` prints."""
    found = [words_of(part) for part in parts]
    check_text(sum(map(len, found)))
    return markup_join(found)


def between(parts: Iterable[Any], separator: Any) -> list[Any]:
    """Return the parts with a separator between each two."""
    found: list[Any] = []
    for part in islice(parts, MOST_ITEMS + 1):
        found += [separator, part] if found else [part]
    return found


def replaced(text: Any, old: Any, new: Any, count: int | None = None) -> str:
    """Return a text with other words in place of some."""
    words, before, after = words_of(text), words_of(old), words_of(new)
    times = words.count(before) if count is None else min(words.count(before), count)
    check_text(len(words) + times * max(0, 6 * len(after) - len(before)))
    return words.replace(before, after, -1 if count is None else count)


@pass_environment
def _join(environment: Any, value: Any, separator: Any = "", attribute: Any = None) -> str:
    parts = list(islice(value, MOST_ITEMS + 1))
    if attribute is not None:
        parts = list(map(filters.make_attrgetter(environment, attribute), parts))
    return joined(between(parts, separator))


def _center(value: Any, width: int = 80) -> str:
    check_text(width)
    return words_of(value).center(width)


def _indent(value: Any, width: Any = 4, first: Any = False, blank: Any = False) -> str:  # noqa: FBT002
    words = words_of(value)
    one = len(width) if isinstance(width, str) else width
    check_text(len(words) + one * (len(words.splitlines()) + 1))
    return filters.do_indent(words, width, first, blank)


def _batch(value: Any, linecount: int, fill_with: Any = None) -> Iterator[list[Any]]:
    check_items(linecount)
    if linecount < 1:
        raise ValueError(tr("batch needs a count of one or more"))
    return filters.do_batch(value, linecount, fill_with)


@pass_environment
def _slice(_environment: Any, value: Any, slices: int, fill_with: Any = None) -> list[list[Any]]:
    check_items(slices)
    if slices < 1:
        raise ValueError(tr("slice needs a count of one or more"))
    return list(filters.sync_do_slice(value, slices, fill_with))


def _round(value: Any, precision: int = 0, method: Any = "common") -> float:
    if abs(precision) > 15 or abs(value) > 1e18:
        raise SecurityError(tr("round works to 15 places at most"))
    return filters.do_round(value, precision, method)


def _int(value: Any, default: int = 0) -> int:
    return filters.do_int(words_of(value) if isinstance(value, str) else value, default)


@pass_environment
def _sum(environment: Any, value: Any, attribute: Any = None) -> Any:
    numbers = list(islice(value, MOST_ITEMS + 1))
    if attribute is not None:
        numbers = list(map(filters.make_attrgetter(environment, attribute), numbers))
    if not all(isinstance(number, int | float) for number in numbers):
        raise TypeError(tr("only numbers can be summed"))
    return sum(numbers)


def _reverse(value: Any) -> Any:
    return value[::-1] if isinstance(value, str) else list(reversed(list(value)))


def _length(value: Any) -> int:
    return len(value)


_OWN: Mapping[str, Filter] = {
    "date": format_date, "plural": plural, "words": first_words, "format": formatted,
    "join": _join, "center": _center, "indent": _indent, "batch": _batch, "slice": _slice,
    "round": _round, "int": _int, "sum": _sum, "reverse": _reverse, "length": _length,
    "count": _length, "replace": replaced,
}  # fmt: skip
_TEXT = (
    "capitalize", "e", "escape", "lower", "string", "title", "trim", "truncate", "upper",
    "urlencode", "wordcount",
)  # fmt: skip
_OTHER = (
    "abs", "d", "default", "dictsort", "filesizeformat", "first", "float", "groupby", "items",
    "last", "list", "map", "max", "min", "reject", "rejectattr", "select", "selectattr", "sort",
    "unique",
)  # fmt: skip


def allowed_filters(budget: Budget) -> dict[str, Filter]:
    """Return the filters by name, each counting what it does in `budget`."""
    found = {name: _charged(function, budget) for name, function in _OWN.items()}
    found |= {name: _charged(filters.FILTERS[name], budget) for name in _OTHER}
    return found | {name: _charged(_on_words(name), budget) for name in _TEXT}


def _on_words(name: str) -> Filter:
    """Return one of Jinja's text filters, made to take nothing but what can be printed."""
    function = filters.FILTERS[name]
    place = 1 if hasattr(function, "jinja_pass_arg") else 0

    @functools.wraps(function)
    def on_words(*arguments: Any, **named: Any) -> Any:
        words_of(arguments[place])
        return function(*arguments, **named)

    return on_words


def _charged(function: Filter, budget: Budget) -> Filter:
    """Count what a filter is given, and check and complete what it gives."""

    @functools.wraps(function)
    def charged(*arguments: Any, **named: Any) -> Any:
        budget.step(1 + sum(_weight(argument) for argument in arguments))
        try:
            result = function(*arguments, **named)
        except (AttributeError, AssertionError, LookupError) as error:
            raise TypeError(tr("the filter cannot be used here ({error})", error=error)) from error
        if isinstance(result, str):
            check_text(len(result))
            budget.write(len(result))
        elif isinstance(result, Iterator):
            result = list(islice(result, MOST_ITEMS + 1))
        if isinstance(result, list):
            check_items(len(result))
            budget.step(len(result) // 10)
        return result

    return charged


def _weight(value: object) -> int:
    if isinstance(value, str):
        return len(value) // 1_000
    return len(value) // 10 if isinstance(value, list | tuple | dict | range) else 0
