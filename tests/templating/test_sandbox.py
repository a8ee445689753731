"""What a stranger's template can reach, and how much it can make the program do."""

from __future__ import annotations

import os
import time
from copy import deepcopy
from pathlib import Path

import jinja2
import pytest
from hypothesis import given
from hypothesis import strategies as st
from jinja2.exceptions import TemplateSyntaxError, UndefinedError

from briefing.errors import TemplateError
from briefing.templating.grammar import nearest_name
from briefing.templating.sandbox import check_context, environment, nearest_names

CONTEXT = {
    "brief": {"title": "Duties", "words": 120},
    "rows": [{"name": "a", "n": 1}, {"name": "b", "n": 2}],
    "text": "some words",
    "count": 3,
}

ESCAPES = (
    "{{ ''.__class__ }}",
    "{{ ''.__class__.__mro__[1].__subclasses__() }}",
    "{{ ''['__class__'] }}",
    "{{ ''['__cla' ~ 'ss__'] }}",
    "{{ []['__class__'] }}",
    "{{ {}['__class__'] }}",
    "{{ ().__class__.__bases__ }}",
    "{{ (1).__class__ }}",
    "{{ brief.__class__ }}",
    "{{ brief['__class__'] }}",
    "{{ brief.__init__.__globals__ }}",
    "{{ text|attr('__class__') }}",
    "{{ text|attr('upper') }}",
    "{{ brief|attr('__init__')|attr('__globals__') }}",
    "{{ '{0.__class__}'.format(text) }}",
    "{{ '{0.__class__.__mro__}'.format('') }}",
    "{{ '{x.__class__}'.format_map({'x': 1}) }}",
    "{{ '{}'.format(1) }}",
    "{{ ('{0.__cl' ~ 'ass__}').format(1) }}",
    "{{ '%s'|format(brief) }}",
    "{{ '%(a)s'|format(a=brief) }}",
    "{{ cycler.__init__.__globals__.os }}",
    "{{ cycler('a').next() }}",
    "{{ joiner.__init__.__globals__ }}",
    "{{ joiner(', ') }}",
    "{{ namespace.__init__.__globals__ }}",
    "{{ namespace(a=1).__class__ }}",
    "{{ namespace(a=1)._Namespace__attrs }}",
    "{% set ns = namespace(a=1) %}{% set ns.__class__ = 1 %}{{ ns.__class__ }}",
    "{{ lipsum() }}",
    "{{ lipsum.__globals__['os'].getcwd() }}",
    "{{ dict(a=1) }}",
    "{{ dict.__subclasses__() }}",
    "{{ rows|map(attribute='__class__')|first }}",
    "{{ rows|map(attribute='name.__class__')|first }}",
    "{{ rows|map('attr', '__class__')|list }}",
    "{{ rows|map('format')|list }}",
    "{{ [text]|map('safe')|first }}",
    "{{ rows|sort(attribute='__class__.__mro__') }}",
    "{{ rows|groupby('__class__')|first }}",
    "{{ (rows|groupby('name')|first).__class__ }}",
    "{{ rows|sum(attribute='__class__') }}",
    "{{ rows|selectattr('__class__')|list|first|first }}",
    "{{ rows|join(attribute='__class__') }}",
    "{{ rows|max(attribute='__class__') }}",
    "{{ rows|unique(attribute='__class__')|first|first }}",
    "{% import 'os' as os %}{{ os }}",
    "{% from 'os' import popen %}{{ popen }}",
    "{% include '/etc/passwd' %}",
    "{% extends '/etc/passwd' %}",
    "{% block a %}{{ self.a }}{% endblock %}",
    "{{ self }}",
    "{{ self._TemplateReference__context }}",
    "{{ self.__init__.__globals__ }}",
    "{{ super() }}",
    "{{ _ }}",
    "{{ __builtins__ }}",
    "{{ environment }}",
    "{{ context }}",
    "{{ config }}",
    "{{ request.application }}",
    "{{ get_flashed_messages.__globals__ }}",
    "{{ range.__class__ }}",
    "{{ range.function.__globals__ }}",
    "{{ range.function }}",
    "{{ rows.append(1) }}",
    "{{ rows.pop() }}",
    "{{ rows.clear() }}",
    "{{ rows.sort() }}",
    "{{ brief.update({'a': 1}) }}",
    "{{ brief.pop('title') }}",
    "{{ brief.setdefault('x', 1) }}",
    "{{ brief.clear() }}",
    "{{ text.encode().decode() }}",
    "{{ text.translate({}) }}",
    "{{ text.upper.owner }}",
    "{{ text.upper.function.__globals__ }}",
    "{{ text.upper.__self__ }}",
    "{% for r in rows %}{{ loop.__class__ }}{% endfor %}",
    "{% for r in rows %}{{ loop._iterable }}{% endfor %}",
    "{% for r in rows %}{{ loop._recurse.__globals__ }}{% endfor %}",
    "{% for r in rows %}{{ loop.cycle.function.__globals__ }}{% endfor %}",
    "{% for r in rows %}{{ loop['__init__'].__globals__ }}{% endfor %}",
    "{% macro m() %}{{ varargs }}{% endmacro %}{{ m.__init__.__globals__ }}",
    "{% macro m() %}{% endmacro %}{{ m._func.__globals__ }}",
    "{% macro m() %}{{ caller.__globals__ }}{% endmacro %}{% call m() %}{% endcall %}",
    "{% macro m() %}{% endmacro %}{{ m.name }}",
    "{{ missing.__class__ }}",
    "{{ missing._undefined_exception }}",
    "{{ (missing|default).__class__ }}",
    "{{ text|safe }}",
    "{{ text|tojson }}",
    "{{ text|xmlattr }}",
    "{{ brief|xmlattr }}",
    "{{ brief|pprint }}",
    "{{ rows|random }}",
    "{{ text|e|attr('unescape') }}",
    "{{ (text|e).unescape() }}",
    "{{ (text|e).__html__() }}",
    "{{ (text|e).format(1) }}",
    "{% autoescape false %}{{ '<w:p/>' }}{% endautoescape %}",
    "{% debug %}",
    "{% do rows.append(1) %}",
    "{{ text is callable }}",
    "{{ text is filter }}",
    "{{ rows }}",
    "{{ brief }}",
    "{{ brief.items }}",
    "{{ rows|string }}",
    "{{ rows ~ '' }}",
    "{{ 1() }}",
    "{{ brief.title() }}",
    "{{ brief['title']() }}",
)

BOMBS = (
    "{% for a in range(99999) %}{% for b in range(99999) %}{% endfor %}{% endfor %}",
    "{% for a in range(10**8) %}{% endfor %}",
    "{{ range(999999999)|list|length }}",
    "{% for a in range(99999) if range(99999)|list|length < 0 %}{% endfor %}",
    "{% for a in range(99999) %}{% for b in range(99999) if false %}{% endfor %}{% endfor %}",
    "{{ 'a' * 10**9 }}",
    "{{ 10**9 * 'a' }}",
    "{{ [0] * 10**9 }}",
    "{{ 'a'|center(900000000) }}",
    "{{ 'a'.center(900000000) }}",
    "{{ 'a'.ljust(900000000) }}",
    "{{ 'a'.zfill(900000000) }}",
    "{{ '%999999999d' % 1 }}",
    "{{ '%999999999d'|format(1) }}",
    "{{ '%.999999999f'|format(1) }}",
    "{{ '%*d'|format(999999999, 1) }}",
    "{{ '{:999999999}'.format(1) }}",
    "{% set a = 'aaaaaaaaaa' %}" + "{% set a = a ~ a %}" * 40 + "{{ a|length }}",
    "{% set a = 'aaaaaaaaaa' %}" + "{% set a = a + a %}" * 40 + "{{ a|length }}",
    "{% set a = [1, 2, 3] %}" + "{% set a = a + a %}" * 40 + "{{ a|length }}",
    "{% set a = [1] %}" + "{% set a = [a, a] %}" * 40 + "{{ a }}",
    "{% set a = [1] %}" + "{% set a = [a, a] %}" * 40 + "{{ a|string }}",
    "{% set a = [1] %}" + "{% set a = [a, a] %}" * 40 + "{{ a|join }}",
    "{% set ns = namespace(a='aaaa') %}{% for i in range(99) %}"
    "{% set ns.a = ns.a ~ ns.a %}{% endfor %}",
    "{{ range(99999)|slice(99999999)|list }}",
    "{{ range(9)|batch(99999999, 'x')|list }}",
    "{{ ('a' * 999999)|replace('a', 'b' * 999999) }}",
    "{{ ('a' * 999999).replace('', 'b' * 999999) }}",
    "{{ range(99999)|join('a' * 999999) }}",
    "{{ ('a' * 999999).join(range(99999)) }}",
    "{{ ('a\\n' * 99999)|indent(99999999) }}",
    "{{ 1.5|round(999999999) }}",
    "{{ 15|round(-999999999) }}",
    "{{ 9**(9**9) }}",
    "{% if false %}{{ 'a' * 10**9 }}{% endif %}{{ 2**99999999 }}",
    "{% macro m(n) %}{{ m(n) }}{% endmacro %}{{ m(1) }}",
    "{% macro m(n) %}{% if n %}{{ m(n - 1) }}{{ m(n - 1) }}{% endif %}{% endmacro %}{{ m(90) }}",
    "{% for a in [1] recursive %}{{ loop([1]) }}{% endfor %}",
    "{% for a in range(99) recursive %}{{ loop(range(99)) }}{% endfor %}",
    "{% macro m() %}" + "x" * 9999 + "{% endmacro %}"
    "{% for a in range(99999) %}{% set b = m() %}{% endfor %}",
    "{% for a in range(99999) %}" + "x" * 9999 + "{% endfor %}",
    "{% for a in range(99999) %}{{ 'x' * 99999 }}{% endfor %}",
    "{{ " + "(" * 5000 + "1" + ")" * 5000 + " }}",
    "{{ " + "[" * 5000 + "]" * 5000 + " }}",
    "{{ " + "not " * 5000 + "1 }}",
    "{{ " + "- " * 5000 + "1 }}",
    "{{ 1" + " + 1" * 5000 + " }}",
    "{{ 1" + " and 1" * 5000 + " }}",
    "{{ a" + ".b" * 5000 + " }}",
    "{{ a" + "|upper" * 5000 + " }}",
    "{{ " + "1 if 1 else " * 5000 + "1 }}",
    "{% if 1 %}" * 5000 + "{% endif %}" * 5000,
    "{% for a in [1] %}" * 50 + "{% endfor %}" * 50,
    "{{ 1" * 300_000,
    "{{ " + "9" * 5000 + " }}",
    "{{ 99999999999999 " + "* 99999999999999 " * 50 + "}}",
    "{{ ('a' * 999999)|words(1, 'b' * 999999) ~ 'c' * 999999 }}",
    "{{ range(99999)|map('center', 99999)|list|length }}",
    "{% filter center(900000000) %}a{% endfilter %}",
)


def rendered(source: str, **values: object) -> str:
    return environment().from_string(source).render(CONTEXT | values)


@pytest.mark.parametrize("source", ESCAPES)
def test_a_template_that_reaches_for_more_than_its_values_is_refused(source: str) -> None:
    with pytest.raises((jinja2.TemplateError, TypeError)):
        rendered(source)


def test_the_same_attempts_succeed_without_the_sandbox() -> None:
    """The control: attempts that fail everywhere would prove nothing."""
    free = jinja2.Environment(autoescape=True, extensions=["jinja2.ext.debug"])
    succeeded = 0
    for source in ESCAPES:
        try:
            free.from_string(source).render(deepcopy(CONTEXT))
            succeeded += 1
        except (jinja2.TemplateError, TypeError, AttributeError, LookupError, OSError):
            continue
    assert succeeded > 60


@pytest.mark.parametrize("source", BOMBS)
def test_a_template_that_asks_for_too_much_is_answered_at_once(source: str) -> None:
    start = time.process_time()
    with pytest.raises((jinja2.TemplateError, TypeError)):
        rendered(source)
    assert time.process_time() - start < 4


def test_what_is_never_reached_is_not_calculated() -> None:
    """Jinja and Python both fold constants, and this one has 370 million digits."""
    assert rendered("{% if false %}{{ 9**(9**9) }}{{ 'a' * 10**9 }}{% endif %}") == ""


@pytest.mark.parametrize(
    ("source", "printed"),
    [
        ("{{ text|upper }}", "SOME WORDS"),
        ("{{ text.upper() }}", "SOME WORDS"),
        ("{{ text|lower }}", "some words"),
        ("{{ text|title }}", "Some Words"),
        ("{{ text|capitalize }}", "Some words"),
        ("{{ ' a '|trim }}", "a"),
        ("{{ ['a', 'b']|join(', ') }}", "a, b"),
        ("{{ rows|join(', ', attribute='name') }}", "a, b"),
        ("{{ rows|map(attribute='name')|join('-') }}", "a-b"),
        ("{{ ', '.join(['a', 'b']) }}", "a, b"),
        ("{{ rows|length }}", "2"),
        ("{{ missing|default('none') }}", "none"),
        ("{{ ''|default('none', true) }}", "none"),
        ("{{ [3, 1, 2]|sort|join }}", "123"),
        ("{{ rows|sort(attribute='n', reverse=true)|map(attribute='name')|join }}", "ba"),
        ("{{ [1, 1, 2]|unique|join }}", "12"),
        ("{{ [1, 2, 3]|select('odd')|join }}", "13"),
        ("{{ [1, 2, 3]|reject('odd')|join }}", "2"),
        ("{{ rows|selectattr('n', 'gt', 1)|map(attribute='name')|join }}", "b"),
        ("{{ rows|sum(attribute='n') }}", "3"),
        ("{{ [1, 2]|first }}{{ [1, 2]|last }}", "12"),
        ("{{ 2.345|round(1) }}", "2.3"),
        ("{{ 'a-b'|replace('-', '+') }}", "a+b"),
        ("{{ '<&>'|e }}", "&lt;&amp;&gt;"),
        ("{{ '<&>' }}", "&lt;&amp;&gt;"),
        ("{{ '<' ~ '>' ~ 1 }}", "&lt;&gt;1"),
        ("{{ '%.1f'|format(2.25) }}", "2.2"),
        ("{{ '%s of %s' % (1, 2) }}", "1 of 2"),
        ("{{ '2025-04-25'|date }}", "25 April 2025"),
        ("{{ '2025-04-25T10:00:00Z'|date('%d.%m.%Y') }}", "25.04.2025"),
        ("{{ '2025-04-05'|date('%A, %B %-d') }}", "Saturday, April 5"),
        ("{{ 1|plural('source') }} {{ 2|plural('source') }}", "source sources"),
        ("{{ rows|plural('country', 'countries') }}", "countries"),
        ("{{ 'one two three four'|words(2) }}", "one two…"),
        ("{{ 'one  two'|words(2) }}", "one two"),
        ("{{ [1, 2, 3]|batch(2)|map('join', ',')|join(';') }}", "1,2;3"),
        ("{% for k, v in brief.items() %}{{ k }}={{ v }};{% endfor %}", "title=Duties;words=120;"),
        ("{% for g in rows|groupby('name') %}{{ g.grouper }}{{ g.list|length }}{% endfor %}",
         "a1b1"),
        ("{% for r in rows %}{{ loop.index }}/{{ loop.length }}{% endfor %}", "1/22/2"),
        ("{% for r in rows if r.n > 1 %}{{ loop.index }}{{ r.name }}{% endfor %}", "1b"),
        ("{% for r in rows %}{{ loop.cycle('x', 'y') }}{% endfor %}", "xy"),
        ("{% set n = namespace(t=0) %}{% for r in rows %}{% set n.t = n.t + r.n %}{% endfor %}"
         "{{ n.t }}", "3"),
        ("{% macro m(a) %}<b>{{ a }}</b>{% endmacro %}{{ m('&') }}", "<b>&amp;</b>"),
        ("{% for r in [[1, [2]]] recursive %}{% if r is iterable %}{{ loop(r) }}"
         "{% else %}{{ r }}{% endif %}{% endfor %}", "12"),
        ("{{ range(3)|join }}", "012"),
        ("{{ text[:4] }}", "some"),
        ("{{ rows[0].name }}{{ rows[-1]['name'] }}", "ab"),
        ("{{ '-' * 5 }}", "-----"),
        ("{{ 7 // 2 }}{{ 7 % 2 }}{{ 2 ** 3 }}{{ 7 - 2 }}", "3185"),
        ("{{ 'yes' if text else 'no' }}{{ text is defined }}{{ x is defined }}", "yesTrueFalse"),
    ],
)  # fmt: skip
def test_what_authors_write_every_day_works(source: str, printed: str) -> None:
    assert rendered(source) == printed


def test_a_key_of_the_data_wins_over_a_method_of_the_same_name() -> None:
    assert rendered("{{ slot.items|join }}", slot={"items": ["a", "b"]}) == "ab"


def test_a_misspelt_key_names_the_nearest_one() -> None:
    with pytest.raises(UndefinedError, match="did you mean “title”"):
        rendered("{{ brief.titel }}")


def test_a_misspelt_filter_names_the_nearest_one_and_its_line() -> None:
    with pytest.raises(TemplateSyntaxError, match="did you mean “upper”") as raised:
        rendered("\n{{ text|uper }}")
    assert raised.value.lineno == 2


def test_a_misspelt_name_gets_the_nearest_as_a_hint() -> None:
    assert nearest_names("bref", CONTEXT) == "Did you mean “brief”?"
    assert nearest_names("titel", CONTEXT) == "Did you mean “title”?"
    assert "brief, count" in nearest_names("xyzzy", CONTEXT)
    assert nearest_name("zzz", ["a"]) == ""


@pytest.mark.parametrize(
    ("value", "words"),
    [
        ({"a": [Path("/etc/passwd")]}, "context.a[0] is no plain value but a PosixPath"),
        ({"a": os}, "context.a is no plain value but a module"),
        ({"a": {"b": print}}, "context.a.b is no plain value"),
        ({"a": b"bytes"}, "context.a is no plain value but a bytes"),
        ({"a": {1: "x"}}, "context.a has the key 1"),
        ({"a": float("nan")}, "context.a is nan"),
        ({"a": {"b"}}, "context.a is no plain value but a set"),
        ({"a": type("Words", (str,), {})("x")}, "context.a is no plain value but a Words"),
        ({"a": type("Map", (dict,), {})()}, "context.a is no plain value but a Map"),
    ],
)
def test_a_value_that_is_not_plain_is_refused_with_its_path(value: object, words: str) -> None:
    if os.name == "nt":
        words = words.replace("PosixPath", "WindowsPath")
    with pytest.raises(TemplateError) as raised:
        check_context(value)
    assert words in raised.value.message


def test_a_context_nested_in_itself_is_refused() -> None:
    value: list[object] = []
    value.append(value)
    with pytest.raises(TemplateError, match="nested too deeply"):
        check_context(value)


_plain = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False)
    | st.text() | st.dates(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=12,
)  # fmt: skip


@given(_plain)
def test_plain_values_pass(value: object) -> None:
    check_context({"a": value})


@given(st.text())
def test_any_text_is_printed_as_itself_however_it_looks(words: str) -> None:
    escaped = words.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    escaped = escaped.replace('"', "&#34;").replace("'", "&#39;")
    assert rendered("{{ words }}", words=words) == escaped
