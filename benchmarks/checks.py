"""How long all checks take on a brief: 1,500 words of the analyst's, 200 excerpts.

python3 dev.py bench checks                    one table
"""

from __future__ import annotations

import statistics
import sys
import time
from dataclasses import replace
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from briefing.model.article import Article, Block, BlockKind, count_words
from briefing.model.brief import Brief, SectionText
from briefing.model.excerpt import Assessment, Excerpt, Status, cut
from briefing.model.project import Project, new_project
from briefing.model.template import Limits, Slot, Template
from briefing.services.brief.composing import compose
from briefing.services.checks import examine
from briefing.services.section_text.prose import prose_of

EXCERPTS = 200
WORDS = 1_500
TAGGED = 0.25
"""Share of the excerpts that fill a section by their tag; the others are cited in sentences."""


def case() -> tuple[Project, Brief, Template]:
    """Return a project, its brief of six sections and the template."""
    lines = [
        f"Operator {n} put off repairs worth {n * 3 + 1} million crowns in the third winter."
        for n in range(EXCERPTS)
    ]
    text = "\n".join(lines)
    blocks, excerpts, at = [], [], 0
    for n, line in enumerate(lines):
        end = at + len(line)
        blocks.append(Block(BlockKind.PARAGRAPH, 0, at, end))
        said = Assessment(status=Status.UNVERIFIED if n % 5 == 0 else Status.REPORTED)
        tags = ("facts",) if n < EXCERPTS * TAGGED else ()
        quote, before, after = cut(text, at, end)
        excerpts.append(Excerpt(f"e{n}", "a", at, end, quote, before, after, tags, assessment=said))
        at = end + 1
    article = Article("a", "a.txt", "A", text, tuple(blocks), words=count_words(text))
    sections, n = {}, 0
    for slot in range(6):
        paragraphs: list[str] = []
        while count_words(" ".join(paragraphs)) < WORDS / 6:
            n = (n + 7) % EXCERPTS
            paragraphs.append(
                f"Operator {n} “put off repairs worth {n * 3 + 1} million” reportedly [@e{n}]. "
                "It is **likely** that more will follow. Nobody asked the ministry [@judgement]."
            )
        sections[f"s{slot}"] = SectionText(f"s{slot}", "\n\n".join(paragraphs))
    slots = tuple(Slot(f"s{k}", f"S {k}", ("facts",) if k == 0 else ()) for k in range(6))
    template = Template(
        "t", 1, "T", slots=slots, limits=Limits(1500, 2), checks=(("likelihood_terms", "icd203"),)
    )
    project = new_project().having("articles", article).having("excerpts", *excerpts)
    return project, Brief("b", "B", "t", sections=sections), template


def main() -> None:
    """Measure a first run, runs with nothing changed, and runs after a keystroke."""
    project, brief, template = case()
    outline = compose(project, brief, template, author="", date="")
    begin = time.perf_counter()
    report = examine(outline, brief, template, project)
    first = time.perf_counter() - begin
    same, typed, composing = [], [], []
    for turn in range(20):
        begin = time.perf_counter()
        examine(outline, brief, template, project)
        same.append(time.perf_counter() - begin)
        body = brief.section("s3").body + f" And word {turn}"
        changed = replace(brief, sections={**brief.sections, "s3": SectionText("s3", body)})
        begin = time.perf_counter()
        outline = compose(project, changed, template, author="", date="")
        composing.append(time.perf_counter() - begin)
        begin = time.perf_counter()
        examine(outline, changed, template, project)
        typed.append(time.perf_counter() - begin)
    print(f"{outline.words:,} words, {len(outline.citations)} citations, "
          f"{len(report.findings)} findings")  # fmt: skip
    print("| run | ms |\n|---|---|")
    print(f"| first, sentence library loaded too | {first * 1000:.1f} |")
    prose_of.cache_clear()
    for name, times in (("nothing changed", same), ("after a keystroke", typed),
                        ("composing the outline, for comparison", composing)):  # fmt: skip
        print(f"| {name}, median | {statistics.median(times) * 1000:.1f} |")
        print(f"| {name}, worst | {max(times) * 1000:.1f} |")


if __name__ == "__main__":
    main()
