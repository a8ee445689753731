"""Suggests figures: numbers with what they count."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from briefing.language import tr
from briefing.model.suggestion import Suggestion
from briefing.services.close_reading import CloseReading, Sentence
from briefing.services.lexicons import Lexicon

_DIGITS = re.compile(
    r"(?<![\w.,/:-])(?P<money>[$€£¥₹]|US\$|A\$|C\$|HK\$|Rs\.? ?)?"
    r"(?P<digits>\d{1,3}(?:[, \u00a0]\d{3})+(?:\.\d+)?|\d+(?:[.,]\d+)?)"
    r"(?P<percent>\s?(?:%|‰|(?:per ?cent|percent)\b))?"
)
_SPELT = re.compile(
    r"\b(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|"
    r"sixteen|seventeen|eighteen|nineteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|"
    r"dozens?)(?=[\s-])",
    re.IGNORECASE,
)
_ANY_DIGIT = re.compile(r"\d")
_ANY_SCALE = re.compile(r"hundred|thousand|illion|lakh|crore")
_SCALE = re.compile(r"[\s-](?:hundred|thousand|million|billion|trillion|bn|mn|m|lakh|crore)\b")
_NEXT = re.compile(r"(?:[\s\u00a0]|-(?=[a-z]))+(?P<word>[^\W\d_][\w'’-]*)")
_SHARE = re.compile(
    r"\b(?:an?|one|two|three)[ -](?:third|quarter|fifth|tenth|half)s?\b|\bone in \w+"
)
_MONTHS = re.compile(
    r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?$", re.IGNORECASE
)
_BEFORE_DATE = re.compile(
    r"\b(?:jan|feb|march|mar|april|apr|may|june|jun|july|jul|aug|sept?|oct|nov|dec)[a-z]*\.? $",
    re.IGNORECASE,
)
_YEAR = re.compile(r"(?:1[5-9]|20)\d\d$")


_KEPT = 10_000
"""Sentences of which the figures are kept."""


@dataclass(frozen=True, slots=True)
class Figure:
    """A number with its unit; `start` and `end` count within its sentence."""

    start: int
    end: int
    unit: str


class FigureSuggester:
    """Suggests each number that stands with a unit or with what it counts."""

    name = "figures"
    kind = "figure"

    def __init__(self, find: FigureFinder) -> None:
        self._find = find

    def suggest(self, reading: CloseReading) -> Iterator[Suggestion]:
        """Yield each figure of the article with its unit as the reason."""
        for sentence in reading.sentences:
            for figure in self._find(sentence):
                yield reading.suggestion(
                    sentence.start + figure.start, sentence.start + figure.end, self.kind,
                    tr("a number with its unit: {unit}", unit=figure.unit), 0.8, ("key-figures",),
                )  # fmt: skip


class FigureFinder:
    """Finds figures in a sentence; keeps those of the last sentences, for it is asked often."""

    def __init__(self, units: Lexicon) -> None:
        self._no_figure = frozenset(units.words("not a figure"))
        self._kept: dict[str, list[Figure]] = {}

    def __call__(self, sentence: Sentence) -> list[Figure]:
        """Return the figures as they stand."""
        if sentence.text not in self._kept:
            if len(self._kept) >= _KEPT:
                self._kept.clear()
            self._kept[sentence.text] = self._found(sentence)
        return self._kept[sentence.text]

    def _found(self, sentence: Sentence) -> list[Figure]:
        text = sentence.text
        found: list[Figure | None] = []
        if _ANY_DIGIT.search(text):
            found += [self._in_digits(sentence, match) for match in _DIGITS.finditer(text)]
        if sentence.of("units", "measure", "money") or _ANY_SCALE.search(text):
            found += [self._spelt(sentence, *match.span()) for match in _SPELT.finditer(text)]
        found += [Figure(m.start(), m.end(), "share") for m in _SHARE.finditer(text)]
        return list(_apart([figure for figure in found if figure]))

    def _in_digits(self, sentence: Sentence, match: re.Match[str]) -> Figure | None:
        text, (start, end) = sentence.text, match.span()
        if match["percent"]:
            return Figure(start, end, "%")
        scale = _SCALE.match(text, end)
        end = scale.end() if scale else end
        if match["money"]:
            return Figure(start, end, match["money"].strip())
        if not scale and _is_date(text, match):
            return None
        return self._measured(sentence, start, end) or self._counted(
            text, start, end, scaled=bool(scale)
        )

    def _spelt(self, sentence: Sentence, start: int, end: int) -> Figure | None:
        scale = _SCALE.match(sentence.text, end)
        end = scale.end() if scale else end
        found = self._measured(sentence, start, end)
        return found or (self._counted(sentence.text, start, end, scaled=True) if scale else None)

    def _measured(self, sentence: Sentence, start: int, end: int) -> Figure | None:
        unit = self._known_unit(sentence, sentence.text, end)
        if unit is None:
            return None
        return Figure(start, unit, sentence.text[end:unit].strip(" -\u00a0"))

    def _known_unit(self, sentence: Sentence, text: str, end: int) -> int | None:
        following = _NEXT.match(text, end)
        if following is None:
            return None
        ends = [
            h.end
            for h in sentence.of("units", "measure", "money")
            if h.start == following.start("word")
        ]
        return max(ends, default=None)

    def _counted(self, text: str, start: int, end: int, *, scaled: bool) -> Figure | None:
        following = _NEXT.match(text, end)
        word = following["word"] if following else ""
        if following is None or word.casefold() in self._no_figure or word[:1].isupper():
            return Figure(start, end, "count") if scaled else None
        last = following.end()
        again = _NEXT.match(text, last)
        plural = word.endswith("s") and not word.endswith("ss")
        if not plural and again and again["word"].casefold() not in self._no_figure:
            last = again.end()
        return Figure(start, last, text[end:last].strip(" -\u00a0"))


def _is_date(text: str, match: re.Match[str]) -> bool:
    digits = match["digits"] or ""
    if _YEAR.match(digits):
        following = _NEXT.match(text, match.end())
        return following is None or not following["word"].endswith("s")
    if _BEFORE_DATE.search(text, max(0, match.start() - 12), match.start()):
        return True
    following = _NEXT.match(text, match.end())
    return bool(following and _MONTHS.match(following["word"]) and following["word"][:1].isupper())


def _apart(figures: list[Figure]) -> Iterator[Figure]:
    """Yield figures that do not lie within one before them."""
    end = 0
    for figure in sorted(figures, key=lambda f: (f.start, -f.end)):
        if figure.start >= end:
            end = figure.end
            yield figure
