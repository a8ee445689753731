"""What the sandbox makes of a printed value, and how a rendering ends."""

from __future__ import annotations

from contextlib import suppress
from datetime import date

import jinja2
import pytest
from hypothesis import given
from hypothesis import strategies as st
from jinja2.exceptions import SecurityError
from tries import tries

from briefing.templating.sandbox import environment, plain

CONTEXT = {
    "brief": {"title": "Duties", "words": 120},
    "rows": [{"name": "a", "n": 1}, {"name": "b", "n": 2}],
    "text": "some words",
    "count": 3,
}


def rendered(source: str, **values: object) -> str:
    return environment().from_string(source).render(CONTEXT | values)


def test_dates_print_as_iso() -> None:
    assert rendered("{{ day }}", day=date(2025, 4, 25)) == "2025-04-25"


def test_each_rendering_has_its_own_budget() -> None:
    template = environment().from_string("{% for a in range(90000) %}{% endfor %}{{ text }}")
    assert {template.render(CONTEXT) for _ in range(13)} == {"some words"}


def test_a_failed_rendering_names_the_line_of_the_tag() -> None:
    with pytest.raises(SecurityError) as raised:
        environment().from_string("\n\n{{ 'a' * 10**9 }}").render()
    lines = []
    at = raised.value.__traceback__
    while at:
        if at.tb_frame.f_code.co_filename == "<template>":
            lines.append(at.tb_lineno)
        at = at.tb_next
    assert lines[-1] == 3


def test_line_ends_and_tabs_become_elements_of_word() -> None:
    assert plain("a\nb\tc<").count("<w:br/>") == 1
    assert "<w:tab/>" in plain("a\tb")
    assert plain(None) == ""
    assert plain("<") == "&lt;"


_NAMES = st.sampled_from(["brief", "rows", "text", "count", "missing", "loop", "range"])
_VALUES = st.sampled_from(["1", "-1", "2.5", "'a'", "''", "none", "true", "[1, 'a']", "{}", "()"])
_FILTERS = st.sampled_from(sorted(name for name in environment().filters if " " not in name))
_ATTRIBUTES = st.sampled_from(["title", "items", "upper", "join", "get", "find", "split", "count"])
_SIGNS = st.sampled_from(["+", "-", "*", "/", "//", "%", "**", "~", "and", "or", "in", "==", "<"])


def _larger(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    return st.one_of(
        st.builds("({})|{}".format, inner, _FILTERS),
        st.builds("({})|{}({}, {})".format, inner, _FILTERS, inner, inner),
        st.builds("({})|map(attribute={})".format, inner, inner),
        st.builds("({}).{}({})".format, inner, _ATTRIBUTES, inner),
        st.builds("({}).{}".format, inner, _ATTRIBUTES),
        st.builds("({}) {} ({})".format, inner, _SIGNS, inner),
        st.builds("({})[{}]".format, inner, inner),
        st.builds("({})[{}:{}]".format, inner, inner, inner),
        st.builds("({})({})".format, inner, inner),
    )


@tries(60)
@given(st.recursive(_NAMES | _VALUES, _larger, max_leaves=6))
def test_nonsense_prints_or_is_an_error_that_the_engine_names(expression: str) -> None:
    """Only these errors get a place in the template; any other would end the process."""
    with suppress(jinja2.TemplateError, TypeError, ValueError, ArithmeticError):
        assert isinstance(rendered("{{ " + expression + " }}"), str)
