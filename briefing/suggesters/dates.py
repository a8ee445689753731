"""Suggests dates: when something was, is or will be."""

from __future__ import annotations

import re
from collections.abc import Iterator

from briefing.language import marked, tr
from briefing.model.suggestion import Suggestion
from briefing.services.reading.months import ENGLISH_MONTH
from briefing.services.suggesting.close_reading import CloseReading

_MONTH = rf"(?:{ENGLISH_MONTH})"
_DAY = r"(?:Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday)"
_SEASON = r"(?:spring|summer|autumn|winter|week|month|quarter|year|decade)"
_A_DAY = marked("a day")
_DATES = (
    (_A_DAY, re.compile(rf"\b\d{{1,2}}(?:st|nd|rd|th)? {_MONTH}(?:,? \d{{4}})?\b")),
    (_A_DAY, re.compile(rf"\b{_MONTH} \d{{1,2}}(?:st|nd|rd|th)?(?:, ?\d{{4}})?\b(?![\d%])")),
    (_A_DAY, re.compile(r"\b(?:19|20)\d\d-[01]\d-[0-3]\d\b")),
    (marked("a month"), re.compile(
        rf"\b(?:in|by|since|until|from|of|last|next|this|mid-|early|late|to|before|after) ?"
        rf"(?P<when>{_MONTH}(?: \d{{4}})?)(?![\w]| \d)"
    )),
    (marked("a year"), re.compile(
        r"\b(?:in|since|until|by|from|before|after|of|during) (?P<when>(?:1[89]|20)\d\d)\b"
        r"(?![-.,]?\d)"
    )),
    (marked("a day of the week"), re.compile(
        rf"\bon (?P<when>{_DAY})\b|\blast {_DAY}\b|\bnext {_DAY}\b"
    )),
    (marked("a time from now"), re.compile(
        rf"\b(?:next|last|this|the coming|end of the|end of next|end of this) {_SEASON}\b"
    )),
)  # fmt: skip


class DateSuggester:
    """Suggests dates that are written out; a verb such as “may” is no month."""

    name = "dates"
    kind = "date"

    def suggest(self, reading: CloseReading) -> Iterator[Suggestion]:
        """Yield each date of the article; of two at one place the longer."""
        for sentence in reading.sentences:
            end = 0
            for start, last, what in dates_in(sentence.text):
                if start >= end:
                    end = last
                    yield reading.suggestion(
                        sentence.start + start, sentence.start + last, self.kind, tr(what), 0.7
                    )


def dates_in(text: str) -> list[tuple[int, int, str]]:
    """Return where dates stand in a text, and what each is in English, the longer first."""
    found = []
    for what, pattern in _DATES:
        group = "when" if "when" in pattern.groupindex else 0
        for match in pattern.finditer(text):
            start, end = match.span(group)
            found.append((start, end, what) if start >= 0 else (*match.span(), what))
    return sorted(set(found), key=lambda each: (each[0], -each[1]))
