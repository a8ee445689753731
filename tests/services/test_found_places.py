"""Where a detail was found is kept in English and shown in the language spoken."""

import ast
import re
from pathlib import Path

import pytest
from small_catalogues import written

import briefing.loaders
from briefing import language
from briefing.loaders.mail import EmlLoader
from briefing.services.articles.found_places import PLACES, said_place


@pytest.fixture
def french(tmp_path):
    said = {
        "line with the date": "ligne avec la date",
        "label “{name}:”": "mention « {name} : »",
        "meta {name}": "balise meta {name}",
    }
    language.speak("fr", written(tmp_path, "fr", said))
    yield
    language.speak("en")


@pytest.mark.parametrize(
    ("kept", "shown"),
    [
        ("line with the date", "ligne avec la date"),
        ("label “Quelle:”", "mention « Quelle : »"),
        ("meta og:title", "balise meta og:title"),
        ("JSON-LD headline", "JSON-LD headline"),
    ],
)
def test_a_place_is_said_in_the_language_spoken(french, kept, shown):
    assert said_place(kept) == shown


@pytest.fixture(params=["fr", "ar"])
def shipped(request):
    language.speak(
        request.param, Path(briefing.loaders.__file__).parents[2] / "resources/languages"
    )
    yield request.param
    language.speak("en")


def test_where_an_article_s_details_stood_is_said_in_the_language_spoken(shipped):
    page = b"From: Ilda Marun <i@a.example>\nSubject: Ferries are back\n\nThey run all year.\n"
    said = EmlLoader().load(page, "ferries.eml")[0].article.metadata
    shown = {field: said_place(where) for field, where in said.found}
    assert (
        shown
        == {
            "fr": {"headline": "en-tête Subject", "byline": "en-tête From"},
            "ar": {"headline": "الترويسة Subject", "byline": "الترويسة From"},
        }[shipped]
    )


def test_in_english_every_place_is_said_as_it_is_kept():
    for where in (
        *PLACES,
        "label “Source:”",
        "label PD",
        "header Subject",
        "title of the RSS feed",
        "meta og:title",
        "microdata author",
    ):
        assert said_place(where) == where


OF_A_FORMAT = re.compile("(JSON-LD|NITF|NewsML|RSS|Atom) |xml:lang|link rel=")
"""How the places begin that formats name themselves, the same in every language."""


def test_every_place_that_the_loaders_write_can_be_said():
    written = {where for path in Path(briefing.loaders.__file__).parent.glob("*.py")
               for where in _written(ast.parse(path.read_text("utf-8")))}  # fmt: skip
    assert "dateline" in written
    assert "label PD" in written
    known = (*PLACES, "label PD")
    named = ("header ", "meta ", "microdata ")
    assert not [
        where for where in written
        if where not in known and not where.startswith(named) and not OF_A_FORMAT.match(where)
    ]  # fmt: skip


def _written(tree):
    """Yield the literal places of what is added to findings, and what names stand for them."""
    named = {
        each.targets[0].id: each.value.value for each in tree.body
        if isinstance(each, ast.Assign) and isinstance(each.targets[0], ast.Name)
        and isinstance(each.value, ast.Constant)
    }  # fmt: skip
    for call in (each for each in ast.walk(tree) if isinstance(each, ast.Call)):
        name, count = getattr(call.func, "attr", ""), len(call.args)
        if (name, count) in (("add", 3), ("add_keywords", 2)):
            where = call.args[-1]
            words = named.get(where.id) if isinstance(where, ast.Name) else where
            words = words.value if isinstance(words, ast.Constant) else words
            if isinstance(words, str):
                yield words
