"""Words of likelihood as two communities define them, and where they stand in a sentence.

ICD 203, Analytic Standards (2015), D.6.e(2)(a): two rows, not to be mixed. PHIA: the Probability
Yardstick of the UK's Professional Head of Intelligence Assessment, one row.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from briefing.language import marked
from briefing.services.reading.article_sentences import Span


@dataclass(frozen=True, slots=True)
class Scale:
    """One community's words: rows from least to most likely, each a term and its band."""

    name: str
    rows: tuple[tuple[tuple[str, str], ...], ...]

    def row_of(self, term: str) -> int | None:
        """Return the number of the row that has a term, None for a term of another scale."""
        for number, row in enumerate(self.rows):
            if any(term == word for word, _band in row):
                return number
        return None

    def band_of(self, term: str) -> str:
        """Return the band of a term as words, "" for a term of another scale."""
        return next((band for row in self.rows for word, band in row if word == term), "")

    def in_row(self, term: str, row: int) -> str:
        """Return the word that a row has for the band of `term`, "" if it has none."""
        band = self.band_of(term)
        return next((word for word, has in self.rows[row] if has == band), "")


_BANDS = ("1–5%", "5–20%", "20–45%", "45–55%", "55–80%", "80–95%", "95–99%")
_FIRST = ("almost no chance", "very unlikely", "unlikely", "roughly even chance", "likely",
          "very likely", "almost certain")  # fmt: skip
_SECOND = ("remote", "highly improbable", "improbable", "roughly even odds", "probable",
           "highly probable", "nearly certain")  # fmt: skip
_YARDSTICK = (
    ("remote", "0–5%"), ("highly unlikely", "10–20%"), ("unlikely", "25–35%"),
    ("realistic possibility", "40–50%"), ("likely", "55–75%"), ("probable", "55–75%"),
    ("highly likely", "80–90%"), ("almost certain", "95–100%"),
)  # fmt: skip
SCALES = {
    "icd203": Scale(
        "ICD 203",
        (tuple(zip(_FIRST, _BANDS, strict=True)), tuple(zip(_SECOND, _BANDS, strict=True))),
    ),
    "phia": Scale(marked("the PHIA yardstick"), (_YARDSTICK,)),
}
_SPELLED = {
    "almost no chance": r"almost\s+no\s+chance",
    "almost certain": r"almost\s+certain(?:ly|ty)?",
    "nearly certain": r"nearly\s+certain(?:ly|ty)?",
    "very unlikely": r"very\s+unlikely",
    "highly unlikely": r"highly\s+unlikely",
    "unlikely": r"unlikely",
    "very likely": r"very\s+likely",
    "highly likely": r"highly\s+likely",
    "likely": r"(?<!more )(?<!less )(?<!most )(?<!least )likely",
    "highly improbable": r"highly\s+improbabl[ey]",
    "improbable": r"improbabl[ey]",
    "highly probable": r"highly\s+probabl[ey]",
    "probable": r"probabl[ey]",
    "roughly even chance": r"roughly\s+even\s+chances?",
    "roughly even odds": r"roughly\s+even\s+odds",
    "remote": (
        r"remote\s+(?:chance|possibility|likelihood|prospect)"
        r"|(?<=is )remote(?=\s*[.,;:)]|\s*$|\s+that\b)|(?<=remains )remote(?=\s*[.,;:)]|\s*$)"
    ),
    "realistic possibility": r"realistic\s+possibility",
}
_TERMS = tuple(_SPELLED)
_ANY = re.compile(
    "|".join(rf"\b(?P<t{n}>{words})\b" for n, words in enumerate(_SPELLED.values())), re.IGNORECASE
)
CONFIDENCE = re.compile(
    r"\b(?:low|moderate|medium|high)(?:[ -]to[ -](?:moderate|high))?\s+confidence\b"
    r"|\bconfidence\s+(?:in\s+\w+(?:\s+\w+){0,4}\s+)?is\s+(?:low|moderate|high)\b",
    re.IGNORECASE,
)
"""A level of confidence as ICD 203 has it."""


def terms_in(words: str) -> Iterator[tuple[str, Span]]:
    """Yield each word of likelihood, as its scale spells it, and where it stands."""
    for match in _ANY.finditer(words):
        yield _TERMS[int((match.lastgroup or "t0")[1:])], match.span()
