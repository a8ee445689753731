"""Outlines compared with stored ones: the bundled sample in full, the seed article by its ids."""

import json
from pathlib import Path

import pytest
from builders import project

from briefing.exporters.markdown import MarkdownExporter
from briefing.loaders import standard_loaders
from briefing.model.brief import Brief
from briefing.model.excerpt import Assessment, Confidence, Excerpt, Status, cut
from briefing.model.project import new_project
from briefing.paths import standard_paths
from briefing.services.articles.loading import LoadingService
from briefing.services.brief.composing import compose
from briefing.services.sample import load_sample
from briefing.templating.library import standard_library

REFERENCE = Path(__file__).resolve().parent.parent / "reference"
PATHS = standard_paths()
LOADING = LoadingService(standard_loaders())
LIBRARY = standard_library(PATHS.templates, PATHS.user_templates)
TAGS = {
    "Policy shift": "policy-shift", "Outlook": "outlook", "Key figure": "key-figures",
    "Stakeholder impact": "stakeholder-impacts", "Background": "background",
    "Source & verification": "sources-verification", "Economic concern": "economic-concerns",
    "Risk/opportunity": "risk-opportunity",
}  # fmt: skip


def test_the_sample_brief_reads_as_it_did():
    sample = load_sample(PATHS.sample, LOADING, LIBRARY)
    value = sample.edit("", "2026-01-01").apply(new_project())
    brief = value.briefs[sample.brief.id]
    manifest = sample.package.template
    outline = compose(value, brief, manifest, author="Desk", date="2026-02-03")
    found = MarkdownExporter().export(outline, sample.package).decode()
    assert found == (REFERENCE / "sample-brief.md").read_text(encoding="utf-8")


def gold_project(seed):
    article = LOADING.load_file(seed / "article.txt")[0].article
    gold = json.loads((seed / "gold.json").read_text(encoding="utf-8"))
    excerpts = []
    for row in gold["excerpts"]:
        quote, prefix, suffix = cut(article.text, row["start"], row["end"])
        assert quote == row["quote"]
        source = row["attribution"] or {}
        doubtful = any("unverified" in flag for flag in row["flags"])
        sure = row["analyst_confidence"]
        excerpts.append(Excerpt(
            row["id"], article.id, row["start"], row["end"], quote, prefix, suffix,
            tags=tuple(TAGS[tag] for tag in row["tags"]),
            assessment=Assessment(
                attribution=source.get("source"),
                status=Status.UNVERIFIED if doubtful else Status.REPORTED,
                confidence=Confidence(sure) if sure else None,
            ),
        ))  # fmt: skip
    return project(article, *excerpts), article


@pytest.mark.parametrize("template_id", ["policy-brief", "decision-memo", "media-summary"])
def test_the_gold_tagging_of_the_seed_fills_each_template_as_read_by_hand(seed, template_id):
    if seed is None:
        return
    value, article = gold_project(seed)
    manifest = LIBRARY.get(template_id).template
    outline = compose(
        value, Brief("b", "Seed", template_id), manifest, author="", date="2026-02-03"
    )
    expected = json.loads((REFERENCE / "seed-outline.json").read_text(encoding="utf-8"))
    found = {s.key.partition(":")[0]: list(s.excerpts) for s in outline.all_sections()}
    assert found == expected[template_id]
    words = [run.text for s in outline.all_sections() for b in s.blocks
             for run in getattr(b, "runs", ())]  # fmt: skip
    printed = {e for s in outline.all_sections() for e in s.excerpts}
    assert any("[unverified]" in each for each in words) == ("E05" in printed)
    numbers = {c.excerpt: c.paragraph for c in outline.citations}
    assert all(1 <= number <= 14 for number in numbers.values())
    assert article.words == 304
