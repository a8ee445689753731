"""Reading of web pages: ours beside trafilatura, resiliparse and a readability-like baseline.

    python benchmarks/web_pages.py            the styles that were there while it was made
    python benchmarks/web_pages.py held-out   those that were not
    python benchmarks/web_pages.py fresh      those that were written last; “each” names bad pages

For each: mean F1 of words, pages with a foreign word in the body, headline, date and outlet
found, and processor time. The pages are our own (page_styles.py), so they prove little about the
web at large; they show where one way of reading fails and another does not.
"""

from __future__ import annotations

import re
import statistics
import sys
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))
ROUNDS = 5
_IDEOGRAPH = "\u3400-\u9fff"
Reading = tuple[str, Any]


def ours(page: str) -> Reading:
    """Read as the program does."""
    from briefing.errors import LoadError
    from briefing.loaders.html import HtmlLoader

    try:
        article = HtmlLoader().load(page.encode(), "page.html")[0].article
    except LoadError:
        return "", None
    return article.text, article.metadata


def trafilatura_alone(page: str) -> Reading:
    """Read with trafilatura as it comes."""
    import trafilatura

    found: Any = trafilatura.bare_extraction(page, include_comments=False, with_metadata=True)
    return (found.text or "", found) if found else ("", None)


def resiliparse_alone(page: str) -> Reading:
    """Read with resiliparse's main content; it finds no metadata."""
    from resiliparse.extract.html2text import extract_plain_text

    return extract_plain_text(page, main_content=True, alt_texts=False, list_bullets=False), None


def paragraphs_alone(page: str) -> Reading:
    """Read as readability does at heart: the element whose own paragraphs have the most words."""
    from lxml import html

    tree: Any = html.document_fromstring(page.encode(), parser=html.HTMLParser(encoding="utf-8"))
    scores: Counter[Any] = Counter()
    for paragraph in tree.iter("p"):
        parent = paragraph.getparent()
        if parent is not None:
            scores[parent] += len("".join(paragraph.itertext()))
    best = max(scores, key=lambda e: scores[e], default=None)
    return (best.text_content() if best is not None else "", None)


WAYS: dict[str, Callable[[str], Reading]] = {
    "ours": ours,
    "trafilatura": trafilatura_alone,
    "resiliparse": resiliparse_alone,
    "paragraphs": paragraphs_alone,
}


def words(text: str) -> Counter[str]:
    """Count words; each ideograph is one."""
    return Counter(re.findall(rf"[{_IDEOGRAPH}]|[^\W{_IDEOGRAPH}]+", text.lower()))


def f1(read: str, gold: str) -> float:
    """Return the harmonic mean of precision and recall of words."""
    one, two = words(read), words(gold)
    shared = (one & two).total()
    return 2 * shared / (one.total() + two.total()) if shared else 0.0


def _said(found: Any, story: Any) -> tuple[int, int, int]:
    headline = getattr(found, "headline", None) or getattr(found, "title", None)
    date = getattr(found, "published", None) or getattr(found, "date", None) or ""
    outlet = getattr(found, "outlet", None) or getattr(found, "sitename", None)
    return headline == story.headline, date[:10] == story.published[:10], outlet == story.outlet


def measure(name: str, cases: Any, *, each: bool) -> None:
    """Print a line for one way of reading, and the pages it reads badly if asked."""
    read = WAYS[name]
    scores, foreign, said = [], 0, Counter[str]()
    for style, story, page in cases:
        text, found = read(page)
        text = text.removeprefix(story.headline)
        scores.append(f1(text, story.words))
        strays = sorted({w for w in words(text) if "zz" in w})
        foreign += bool(strays)
        said.update(dict(zip(("headline", "date", "outlet"), _said(found, story), strict=True)))
        if each and (scores[-1] < 0.97 or strays):
            print(
                f"    {style:16} {story.headline[:24]:24} {scores[-1]:.3f} {' '.join(strays[:6])}"
            )
    count = len(cases)
    low = sum(score < 0.94 for score in scores)
    told = " ".join(f"{what} {said[what]}/{count}" for what in ("headline", "date", "outlet"))
    print(
        f"{name:12} F1 {statistics.mean(scores):.3f}  under 0.94: {low:2}"
        f"  foreign words: {foreign:2}  {told}"
    )


def timed(cases: Any) -> None:
    """Print the time a page takes in each way, all in turn in every round; the median of rounds."""
    times: dict[str, list[float]] = {name: [] for name in WAYS}
    for _round in range(ROUNDS):
        for name, read in WAYS.items():
            start = time.process_time()
            for _style, _story, page in cases:
                read(page)
            times[name].append((time.process_time() - start) / len(cases) * 1000)
    print("  ".join(f"{name} {statistics.median(t):.2f} ms" for name, t in times.items()), "a page")


def main() -> None:
    import logging

    import page_styles

    logging.disable(logging.CRITICAL)
    named = {"held-out": page_styles.HELD_OUT, "fresh": page_styles.FRESH}
    cases = next((named[word] for word in sys.argv if word in named), page_styles.SEEN)
    print(f"{len(cases)} pages")
    for name in WAYS:
        measure(name, cases, each="each" in sys.argv)
    timed(cases)


if __name__ == "__main__":
    main()
