"""Suggesting: what is left out, what is learnt, and how well it agrees with readers."""

import sys
from dataclasses import replace
from pathlib import Path

import pytest
from builders import article, excerpt, project

from briefing.model.edits import Stamp
from briefing.model.excerpt import Status
from briefing.model.suggestion_edits import accept, reject
from briefing.model.tags import DEFAULT_SCHEME, new_tag
from briefing.paths import standard_paths
from briefing.services.suggesting.lexicons import LexiconFolders
from briefing.services.suggesting.service import SuggestingService
from briefing.suggesters import standard_suggesters

SHIPPED = standard_paths().lexicons
ROOT = Path(__file__).resolve().parents[2]
TEXT = (
    "NORTHWIRE: Almary: The government has lifted its ban on foreign seed.\n"
    "A list of 40 varieties is circulating on social media. Nobody has confirmed this list.\n"
    "For smallholders, the change may bring cheaper seed, the Grain Council said."
)


@pytest.fixture(scope="module")
def service():
    return SuggestingService(LexiconFolders(SHIPPED, SHIPPED / "none"), standard_suggesters)


def stamp(number):
    return Stamp(f"n{number}", "me", f"2026-01-01T00:00:{number:02}")


def tagged(found, tag):
    return [s for s in found if s.kind == "tag" and tag in s.tags]


def test_suggestions_come_in_the_order_of_their_places(service):
    of = article(TEXT)
    found = service.suggest(of, project(of))
    assert [s.start for s in found] == sorted(s.start for s in found)
    assert {"tag", "attribution", "hedge", "figure", "stakeholder"} <= {s.kind for s in found}
    assert found == service.suggest(of, project(of))


def test_a_tag_carries_what_is_known_of_its_source(service):
    of = article(TEXT)
    (found,) = tagged(service.suggest(of, project(of)), "stakeholder-impacts")
    assert found.assessment.attribution == "the Grain Council"
    assert found.assessment.stakeholder == "Smallholders"
    claim = tagged(service.suggest(of, project(of)), "sources-verification")[0]
    assert claim.assessment.status is Status.UNVERIFIED


def test_what_is_tagged_already_is_not_suggested_again(service):
    of = article(TEXT)
    done = excerpt(of, "has lifted its ban", "policy-shift")
    assert tagged(service.suggest(of, project(of)), "policy-shift")
    assert not tagged(service.suggest(of, project(of, done)), "policy-shift")


def test_what_was_decided_does_not_come_back(service):
    of = article(TEXT)
    before = project(of)
    for number, each in enumerate(service.suggest(of, before)):
        assert each not in service.suggest(of, reject(each, stamp(number)).apply(before))
        assert each not in service.suggest(of, accept(each, stamp(number)).apply(before))


def test_a_decision_holds_after_the_words_have_moved(service):
    of = article(TEXT)
    (found,) = tagged(service.suggest(of, project(of)), "policy-shift")
    moved = replace(article(TEXT.replace("NORTHWIRE", "THE NORTHWIRE")), id=of.id)
    after = reject(found, stamp(1)).apply(project(of)).having("articles", moved)
    assert not tagged(service.suggest(moved, after), "policy-shift")


def test_a_retired_tag_is_not_suggested(service):
    of = article(TEXT)
    tags = tuple(replace(t, retired=t.id == "policy-shift") for t in DEFAULT_SCHEME.tags)
    without = project(of).having("schemes", replace(DEFAULT_SCHEME, tags=tags))
    assert not tagged(service.suggest(of, without), "policy-shift")


def test_words_that_were_rejected_again_and_again_lower_the_score(service):
    of = article(TEXT)
    value = project(of)
    (before,) = tagged(service.suggest(of, value), "policy-shift")
    others = [article(f"The board lifted its ban on seed number {n}.") for n in range(6)]
    for number, other in enumerate(others):
        value = value.having("articles", other)
        for each in tagged(service.suggest(other, value), "policy-shift"):
            value = reject(each, stamp(number)).apply(value)
    after = tagged(service.suggest(of, value), "policy-shift")
    assert all(s.score < before.score and "less likely" in s.reason for s in after)


def test_a_tag_of_ones_own_is_learnt_from_what_was_tagged(service):
    tag = new_tag(DEFAULT_SCHEME, "Herring")
    value = project().having("schemes", replace(DEFAULT_SCHEME, tags=(*DEFAULT_SCHEME.tags, tag)))
    for number in range(5):
        of = article(
            f"Herring shoals and nets came by number {number}. Rents were paid late today."
        )
        value = value.having("articles", of).having(
            "excerpts",
            excerpt(of, f"Herring shoals and nets came by number {number}.", tag.id),
            excerpt(of, "Rents were paid late today.", "background"),
        )
    new = article("The herring shoals left no nets empty. Rents stayed.")
    (found,) = tagged(service.suggest(new, value.having("articles", new)), tag.id)
    assert found.quote == "The herring shoals left no nets empty."
    assert "“herring”" in found.reason


def test_a_cancelled_search_ends_with_nothing(service):
    of = article(TEXT * 200)
    asked = []
    assert service.suggest(of, project(of), lambda: len(asked) > 20 or asked.append(1)) == ()


def test_a_stretch_of_a_long_article_is_enough(service):
    of = article((TEXT + "\n") * 40)
    half = len(of.text) // 2
    found = service.suggest(of, project(of), within=(half, half + 400))
    assert found
    assert all(half - 10 <= s.start < half + 400 for s in found)


FLOORS = {
    "tuning": (0.83, 0.94),
    "held-out": (0.78, 0.90),
    "fresh": (0.67, 0.95),
    "seed": (0.62, 0.95),
}


def test_agreement_with_readers_does_not_fall(service, monkeypatch):
    monkeypatch.syspath_prepend(str(ROOT / "benchmarks"))
    import suggestions

    monkeypatch.delitem(sys.modules, "suggestions")
    for name, articles in suggestions.gold_sets().items():
        result = suggestions.measure(articles, service)
        tags, said = FLOORS[name]
        assert result.micro(suggestions.MISSION).f1 >= tags, name
        assert result.said.f1 >= said, name
