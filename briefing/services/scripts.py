"""Which language's rules part the sentences of a paragraph: by its letters, then by the article."""

from __future__ import annotations

import re
from functools import cache

_SCRIPTS = (
    ("ja", "[\u3040-\u30ff]"),
    ("zh", "[\u3400-\u4dbf\u4e00-\u9fff]"),
    ("ar", "[\u0600-\u06ff\u0750-\u077f]"),
    ("hi", "[\u0900-\u097f]"),
    ("ru", "[\u0400-\u04ff]"),
    ("el", "[\u0370-\u03ff\u1f00-\u1fff]"),
    ("am", "[\u1200-\u137f]"),
    ("hy", "[\u0530-\u058f]"),
    ("my", "[\u1000-\u109f]"),
)
"""Scripts and the language whose rules stand for them; Japanese first, for it has Chinese signs."""
_OTHERS = re.compile("[^\0-\u036f\u2000-\u206f]")
"""What is neither Latin nor a mark that Latin texts have: without it no other script need be
looked for, whose patterns take 4 ms to compile."""
_SHARED = {
    "ar": ("ar", "fa", "ur"), "hi": ("hi", "mr"), "ru": ("ru", "bg", "kk"),
    "en": ("en", "de", "fr", "es", "it", "nl", "pl", "da", "sk"),
}  # fmt: skip
"""Languages with rules of their own that share a script."""
_LATIN = re.compile("[A-Za-zÀ-ɏ]")
_SAMPLE = 400
"""Code points of a paragraph that its script is told by."""

_ABBREVIATED = {
    "ar": r"أ|د|م|ص|ق|هـ|أ\.د",
    "fa": r"د|م",
    "el": r"κ|κα|κκ|δρ|π\.χ|αρ|βλ|δηλ",
    "hi": r"डॉ|श्री|प्रो",
    "es": r"Sr|Sra|Srta|Dr|Dra|D|Dña|Lic|Ing|Gral|núm|art|p\. ?ej|EE|aprox|tel|pág",
    "nl": r"Dhr|dhr|Mevr|mevr|Mw|mw|Dr|dr|drs|ir|mr|prof|bijv|ca|nr|blz|jl|o\.a",
    "pl": r"ok|Dr|dr|prof|inż|mgr|gen|płk|ul|nr|np|tzw|m\.in|św|pn|wg|godz|str",
    "de": r"bzw|ca|Dr|Prof|Nr|vgl|z\. ?B|d\. ?h|u\. ?a|sog|St",
    "fr": r"M|MM|Mme|Dr|Pr|no|cf|p\. ex",
    "it": r"Sig|sig|Dott|dott|Prof|prof|On|on|Ing|Avv|art|pag|es",
    "ru": r"г|гг|т|тыс|им|ул|д|стр|др",
    "bg": r"г|г-н|г-жа|д-р|проф|ул",
}
"""What stands before a stop that ends no sentence, where the sentence library breaks one."""
_GOES_ON = re.compile(r"[،,:]\s*$")
_CLOSING = re.compile(r"[”’」』）)»›\]】》]+")


def rules_for(paragraph: str, language: str | None) -> str:
    """Return the code of the language whose rules part this paragraph.

    The script decides, for an Arabic article may quote English; `language` (“pt-BR”) chooses among
    languages of one script.
    """
    script = _script(paragraph[:_SAMPLE])
    given = (language or "").lower().replace("_", "-").split("-")[0]
    return given if given in _SHARED.get(script, ()) else script


def _script(sample: str) -> str:
    """Return the language that stands for the script of a sample."""
    if not _OTHERS.search(sample):
        return "en"
    counts = [(len(pattern.findall(sample)), code) for code, pattern in _patterns()]
    latin = len(_LATIN.findall(sample))
    best = max(counts, key=lambda count: count[0])
    if counts[0][0] and best[1] == "zh":
        best = counts[0]
    return "en" if best[0] == 0 or latin > 2 * best[0] else best[1]


@cache
def _patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((code, re.compile(letters)) for code, letters in _SCRIPTS)


def mended(parts: list[str], language: str) -> list[str]:
    """Return the library's sentences without its breaks after abbreviations and within quotations.

    The parts together are the same text as before.
    """
    whole: list[str] = []
    after = _after_abbreviation(language)
    for part in parts:
        closing = _CLOSING.match(part) if whole else None
        if closing:
            whole[-1] += closing[0]
            part = part[closing.end() :]  # noqa: PLW2901 the rest of the same part
        if whole and part and _goes_on(whole[-1], after):
            whole[-1] += part
        elif part:
            whole.append(part)
    return whole


@cache
def _after_abbreviation(language: str) -> re.Pattern[str] | None:
    words = _ABBREVIATED.get(language)
    return re.compile(rf"(?:^|[\s(„«“\"'])(?:{words})\.\s*$") if words else None


def _goes_on(part: str, after: re.Pattern[str] | None) -> bool:
    return bool(_GOES_ON.search(part) or (after and after.search(part)))
