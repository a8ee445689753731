"""A pattern is compiled when it is first used, and is the same as a compiled one from then on."""

import re

import pytest

from briefing.model.patterns import late_pattern


def test_it_finds_what_a_compiled_one_finds():
    late, usual = late_pattern(r"(\w)b", re.IGNORECASE), re.compile(r"(\w)b", re.IGNORECASE)
    for text in ("ab AB", "b", ""):
        assert late.findall(text) == usual.findall(text)
        assert bool(late.search(text)) is bool(usual.search(text))
        assert late.sub("-", text) == usual.sub("-", text)
    assert late.pattern == usual.pattern


def test_it_is_compiled_at_its_first_use_and_not_again(monkeypatch):
    compiled, usual = [], re.compile
    monkeypatch.setattr(re, "compile", lambda *given: compiled.append(given) or usual(*given))
    late = late_pattern("a")
    assert not compiled
    for text in ("a", "b", "a"):
        late.search(text)
    assert len(compiled) == 1


def test_what_is_no_expression_is_told_at_its_first_use():
    wrong = late_pattern("(")
    with pytest.raises(re.error):
        wrong.search("")
