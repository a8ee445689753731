"""Reading of web pages: ours beside trafilatura, resiliparse and a readability-like baseline.

    python3 dev.py bench web_pages            the styles that were there while it was made
    python3 dev.py bench web_pages held-out   those that were not
    python3 dev.py bench web_pages fresh      those that were written last of these
    python3 dev.py bench web_pages sites      those of page_sites.py that were worked on
    python3 dev.py bench web_pages unseen     those of page_sites.py that were not
    python3 dev.py bench web_pages last       those of page_sites_last.py, written after these
    python3 dev.py bench web_pages kinds      those of page_kinds.py, which tell the eye alone
    python3 dev.py bench web_pages kinds-last those of page_kinds_last.py, written after these

“each” as a further word names the pages that are read badly. For each way: mean precision, recall
and F1 of words, pages under 0.94, words in the body that are not of the story and the pages they
are on, headline, date and outlet found where the page tells them, and processor time against that
of trafilatura, taken in turn. The pages are our own (page_styles.py, page_sites.py), so they prove
little about the web at large; they show where one way of reading fails and another does not.
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
FIELDS = ("headline", "date", "outlet")
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


def judged(read: str, gold: str) -> tuple[float, float, float]:
    """Return precision and recall of words, and their harmonic mean."""
    one, two = words(read), words(gold)
    shared = (one & two).total()
    if not shared:
        return 0.0, 0.0, 0.0
    return shared / one.total(), shared / two.total(), 2 * shared / (one.total() + two.total())


def _said(found: Any, story: Any) -> tuple[int, int, int]:
    headline = getattr(found, "headline", None) or getattr(found, "title", None)
    date = getattr(found, "published", None) or getattr(found, "date", None) or ""
    outlet = getattr(found, "outlet", None) or getattr(found, "sitename", None)
    return headline == story.headline, date[:10] == story.published[:10], outlet == story.outlet


def _told(page: str, story: Any) -> tuple[bool, bool, bool]:
    """Tell which of headline, date and outlet the page has in its own data, or for the eye."""
    from page_kinds import shown_days

    head, _, _ = page.partition("</head>")
    dated = any(each in page for each in (story.published[:10], *shown_days(story.published)))
    return True, dated, f'"{story.outlet}"' in head or f"{story.outlet}</title>" in head


def measure(name: str, cases: Any, *, each: bool) -> tuple[str, ...]:
    """Return a row for one way of reading; names the pages that it reads badly if asked."""
    read = WAYS[name]
    scores, foreign, pages = [], 0, 0
    said, told = Counter[str](), Counter[str]()
    for style, story, page in cases:
        text, found = read(page)
        scores.append(judged(text.removeprefix(story.headline), story.words))
        strays = words(text.removeprefix(story.headline)) - words(story.words)
        foreign, pages = foreign + strays.total(), pages + bool(strays)
        fields = zip(FIELDS, _told(page, story), _said(found, story), strict=True)
        for field, there, right in fields:
            told[field] += there
            said[field] += there and right
        if each and (scores[-1][2] < 0.97 or strays):
            print(
                f"    {style:16} {story.headline[:24]:24} P {scores[-1][0]:.3f} "
                f"R {scores[-1][1]:.3f} {' '.join(sorted(strays)[:9])}"
            )
    means = [statistics.mean(column) for column in zip(*scores, strict=True)]
    low = sum(score[2] < 0.94 for score in scores)
    return (
        name, *(f"{mean:.3f}" for mean in means), str(low), str(foreign), str(pages),
        *(f"{said[field]}/{told[field]}" for field in FIELDS),
    )  # fmt: skip


def timed(cases: Any) -> dict[str, tuple[float, float]]:
    """Return for each way the time a page takes and its ratio to trafilatura's, in milliseconds.

    All take turns in every round; what is returned are medians of the rounds.
    """
    times: dict[str, list[float]] = {name: [] for name in WAYS}
    for _round in range(ROUNDS):
        for name, read in WAYS.items():
            start = time.process_time()
            for _style, _story, page in cases:
                read(page)
            times[name].append((time.process_time() - start) / len(cases) * 1000)
    base = times["trafilatura"]
    return {
        name: (statistics.median(t), statistics.median(a / b for a, b in zip(t, base, strict=True)))
        for name, t in times.items()
    }


def main() -> None:
    import logging

    import page_kinds
    import page_kinds_last
    import page_sites
    import page_sites_last
    import page_styles

    logging.disable(logging.CRITICAL)
    named = {
        "held-out": page_styles.HELD_OUT, "fresh": page_styles.FRESH,
        "sites": page_sites.WORKED, "unseen": page_sites.UNSEEN,
        "last": page_sites_last.LAST, "kinds": page_kinds.KINDS,
        "kinds-last": page_kinds_last.KINDS_LAST,
    }  # fmt: skip
    cases = next((named[word] for word in sys.argv if word in named), page_styles.SEEN)
    print(f"{len(cases)} pages")
    rows = [measure(name, cases, each="each" in sys.argv) for name in WAYS]
    times = timed(cases)
    heads = ("way", "precision", "recall", "F1", "under 0.94", "foreign words", "on pages", *FIELDS,
             "ms a page", "against trafilatura")  # fmt: skip
    print(f"| {' | '.join(heads)} |\n|{'---|' * len(heads)}")
    for row in rows:
        spent, ratio = times[row[0]]
        print(f"| {' | '.join(row)} | {spent:.2f} | {ratio:.2f}x |")


if __name__ == "__main__":
    main()
