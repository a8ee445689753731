"""Figures in words: numbers with what they count, in whatever digits they are written.

Found by short patterns around each number, so that the time taken grows with the text alone. What
is no figure is left out: dates, times, years, ordinals, and numbers that belong to a name (G20).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

MOST = 500
"""Figures of one text; a whole table that somebody marked would bury all others."""
LONGEST = 60
"""Code points of a number and of each word of its unit; what is longer counts nothing."""


def _words(listed: str) -> frozenset[str]:
    return frozenset(listed.split())


_SPACES = "\u00a0\u2007\u2009\u202f"
_NUMBER = re.compile(
    rf"\d{{1,3}}(?:[{_SPACES}]\d{{3}}(?!\d))+(?:[.,]\d+)?"
    r"|\d{1,3}(?: \d{3}){0,3} 000(?!\d)"
    r"|\d+(?:[.,'’٫٬]\d+)*"
)
_SPELLED = {
    "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9,
    "ten": 10, "eleven": 11, "twelve": 12,
}  # fmt: skip
_START = re.compile(rf"\d|\b(?:{'|'.join(_SPELLED)})\b", re.IGNORECASE)
_WORDED = re.compile(rf"(?:{'|'.join(_SPELLED)})\b", re.IGNORECASE)
_SYMBOL = "[$€£¥₩₽\u20a0-\u20cf\u0e3f\ufdfc]"
_CODES = "EUR|USD|GBP|CHF|JPY|CNY|RMB|INR|AUD|CAD|NOK|SEK|DKK|PLN|Rs\\.?"
_BEFORE = re.compile(rf"(?<![^\W_])((?:[A-Z]{{1,3}})?{_SYMBOL}|(?:{_CODES}))[ {_SPACES}]?$")
_SIGN = re.compile(r"(?:^|(?<=[\s(]))[-−+±~≈<>]$")
_JOINS = re.compile(rf"(?:[ {_SPACES}]?[–—‑-][ {_SPACES}]?|[ {_SPACES}](?:to|bis|à|a)[ {_SPACES}])")
_JOINED_CURRENCY = re.compile(rf"(?:[A-Z]{{1,3}})?{_SYMBOL}[ {_SPACES}]?")
_TIGHT = re.compile(rf"(?:[%‰٪％°]|{_SYMBOL})[CF]?|(?:bn|tn|mn|[mkM])(?![^\W_])")
_GAP = re.compile(rf"[ {_SPACES}]?")
_LETTER = "(?:[^\\W\\d_]|[\u064b-\u065f\u0900-\u0903\u093a-\u094f\u0980-\u0983\u09bc-\u09cd])"
_WORD = re.compile(rf"{_LETTER}+(?:[-‑'’/]{_LETTER}+)*|[%‰٪％€$£¥]")
_CJK_UNIT = re.compile(
    "[万萬亿億兆千百]*(?:欧元|美元|英镑|日元|人民币|元|円|人|个|個|名|家|项|項|吨|公里|百分点)?"
)
_SCALES = {
    "thousand": 1e3, "million": 1e6, "millions": 1e6, "billion": 1e9, "billions": 1e9,
    "trillion": 1e12, "hundred": 1e2, "dozen": 12, "bn": 1e9, "tn": 1e12, "mn": 1e6, "m": 1e6,
    "k": 1e3, "万": 1e4, "萬": 1e4, "亿": 1e8, "億": 1e8, "crore": 1e7, "lakh": 1e5,
}  # fmt: skip
_UNITS = _words(
    "percent euro euros dollar dollars pound pounds yen yuan franc francs rupee rupees rouble "
    "roubles ruble rubles krone kroner tonne tonnes ton tons kilometre kilometres kilometer "
    "kilometers km metre metres hectare hectares ha barrel barrels litre litres kg g mg mw gw kwh "
    "mwh gwh people men women children staff households workers day days week weeks month months "
    "year years hour hours minutes prozent euro pour"
)
_STOPS = _words(
    "a an the and or but nor of in on at to from for by with as than that which who whom whose is "
    "are was were be been being has have had will would may might can could should must shall do "
    "does did said says say told rose fell grew rises falls rise fall up down more less fewer over "
    "under after before since until when while where if because so not no its his her their our "
    "this these those it they he she we you i into out off about between per also only later ago "
    "earlier and/or und der die das et le la les de des du en y el los que"
)
_MONTHS = _words(
    "january february march april may june july august september october november december jan feb "
    "mar apr jun jul aug sep sept oct nov dec"
)
_NAMED = _words(
    "article section paragraph para chapter page figure table no number act part annex clause "
    "resolution rule item step version phase"
)
_TIMES = _words("in since by until during from early late mid of year for before after")
_LAST_WORD = re.compile(r"([^\W\d_]+)\.?,?\s$")
_ORDINAL = re.compile(r"(?:st|nd|rd|th)\b|(?:er|e|º|ª)(?![^\W_])")
_IN_DATE = re.compile(r"[-/.]\d{1,2}[-/.]\d|:\d\d|[-/]\d\d?(?![\d%])")
_SLASHED = re.compile(r"[/:]$|\d[-.]$")


@dataclass(frozen=True, slots=True)
class Figure:
    """A number with its unit; `start` and `end` are code points into the text it was found in.

    `figure` and `unit` are as written (“10–15”, “€ million”), `unit` "" where nothing is counted;
    `value` is the number for sorting, of a range its first.
    """

    figure: str
    unit: str
    start: int
    end: int
    value: float


@lru_cache(maxsize=32_768)
def figures_in(text: str) -> tuple[Figure, ...]:
    """Return the figures of a text in their order, at most `MOST`.

    Spelled-out numbers from two to twelve count where a unit follows.
    """
    if not _START.search(text):
        return ()
    return tuple(_found(text))


def _found(text: str) -> Iterator[Figure]:
    at = count = 0
    while count < MOST and (start := _START.search(text, at)):
        at = start.start()
        number = _NUMBER.match(text, at) or _WORDED.match(text, at)
        if number is None or (text[at].isdigit() and _is_name(text, number)):
            at = number.end() if number else at + 1
            continue
        figure = _figure(text, number)
        at = max(figure.end, number.end())
        if _counts(text, figure, number):
            count += 1
            yield figure


def _figure(text: str, number: re.Match[str]) -> Figure:
    """Return what stands around a number: sign, currency, the rest of a range, unit."""
    start = number.start()
    currency = _BEFORE.search(text[max(0, start - 8) : start])
    if currency:
        start -= len(currency.group())
    sign = _SIGN.search(text[max(0, start - 2) : start])
    if sign:
        start -= 1
    first = _unit(text, number.end())
    join, other = _other_end(text, first[1]) or _other_end(text, number.end()) or ("", None)
    last = other or number
    words, end, scale = _unit(text, last.end())
    figure = text[number.start() : last.end()]
    if other and first[0] == words:
        figure = number.group() + join + other.group()
    unit = " ".join(filter(None, (currency.group(1) if currency else "", words)))
    negative = sign is not None and sign.group() in "-−"
    value = _value(number.group()) * scale * (-1 if negative else 1)
    shown = (sign.group() if sign else "") + " ".join(figure.split())
    return Figure(shown, unit, start, max(end, last.end()), value)


def _other_end(text: str, at: int) -> tuple[str, re.Match[str]] | None:
    """Return what joins a range whose first part ends at `at`, and its second number."""
    join = _JOINS.match(text, at)
    if join is None:
        return None
    currency = _JOINED_CURRENCY.match(text, join.end())
    other = _NUMBER.match(text, currency.end() if currency else join.end())
    if other is None or _is_name(text, other, joined=True):
        return None
    return join.group(), other


def _unit(text: str, at: int) -> tuple[str, int, float]:
    """Return the unit from `at`, where it ends, and what its scale multiplies by."""
    words: list[str] = []
    scale, end = 1.0, at
    if tight := _TIGHT.match(text, at):
        words, end = [tight.group()], tight.end()
        scale = _SCALES.get(tight.group().casefold(), 1.0)
        if tight.group().casefold() not in _SCALES:
            return tight.group(), end, scale
    elif (near := _CJK_UNIT.match(text, at)) and near.group():
        return near.group(), near.end(), _SCALES.get(near.group()[0], 1.0)
    elif text[at : at + 1] in ("-", "‑") and at < len(text):
        word = _WORD.match(text, at + 1)
        return (word.group(), word.end(), scale) if word and _short(word) else ("", at, scale)
    for _ in range(4):
        word = _WORD.match(text, _gap(text, end))
        if word is None or not _short(word) or _ends(words, word.group()):
            break
        words.append(word.group())
        end = word.end()
        scale *= _SCALES.get(word.group().casefold(), 1.0)
        if _complete(words):
            break
    return " ".join(words), end, scale


def _gap(text: str, at: int) -> int:
    gap = _GAP.match(text, at)
    return gap.end() if gap else at


def _short(word: re.Match[str]) -> bool:
    return word.end() - word.start() <= LONGEST


def _ends(words: list[str], word: str) -> bool:
    """Whether a word does not belong to the unit that `words` begin."""
    folded = word.casefold()
    if folded == "per" or (words and words[-1].casefold() in ("per", "pour")):
        return folded not in ("per", "cent", "mille")
    return folded in _STOPS or folded in _MONTHS


def _complete(words: list[str]) -> bool:
    """Whether no further word belongs to a unit: a known one, a plural, or two words."""
    last = words[-1].casefold()
    if last in ("cent", "%", "‰") or last in _UNITS - {"pour"}:
        return True
    if last in _SCALES or last in ("per", "pour"):
        return False
    counted = [word for word in words if word.casefold() not in _SCALES]
    return len(counted) == 2 or _is_plural(last)


def _is_plural(word: str) -> bool:
    return word.endswith("s") and not word.endswith(("ss", "is", "us"))


def _is_name(text: str, number: re.Match[str], *, joined: bool = False) -> bool:
    """Whether a number is part of a name, a date or a time."""
    start, end = number.span()
    if end - start > LONGEST:
        return True
    before, after = text[max(0, start - 24) : start], text[end : end + 6]
    glued = before[-2:] if before[-1:] in "-‑" else before[-1:]
    if not joined and glued[:1].isalpha() and not _BEFORE.search(before[-8:]):
        return not _is_cjk(glued[0])
    if _ORDINAL.match(after) or (not joined and _SLASHED.search(before)):
        return True
    digits = number.group()
    if len(digits) == 4 and digits.isdigit() and re.match(r"[-/]\d\d?[-/]\d", after):
        return True
    if _IN_DATE.match(after) and not re.match(r"[-/]\d\d?(?!\d|[-/.]\d)", after):
        return True
    if after[:1].isalpha() and not _TIGHT.match(after) and not _is_cjk(after[0]):
        return True
    word = _LAST_WORD.search(before)
    return word is not None and word.group(1).casefold() in _NAMED


def _counts(text: str, figure: Figure, number: re.Match[str]) -> bool:
    """Whether a number is a figure, and not a day, a year or a bare word."""
    spelled = not text[number.start()].isdigit()
    if spelled:
        return bool(figure.unit)
    before = _LAST_WORD.search(text[max(0, figure.start - 24) : figure.start])
    word = before.group(1).casefold() if before else ""
    follows = _WORD.match(text, _gap(text, number.end()))
    if len(number.group()) <= 2 and _is_day(word, follows, figure):
        return False
    return not (_is_year(number.group()) and _stands_as_year(word, figure))


def _is_day(word: str, follows: re.Match[str] | None, figure: Figure) -> bool:
    after = follows.group() if follows else ""
    if after[:1].isupper() and after.casefold() in _MONTHS:
        return True
    return word in _MONTHS - {"may", "march"} or (word in ("may", "march") and not figure.unit)


def _is_year(digits: str) -> bool:
    return len(digits) == 4 and digits.isdigit() and 1800 <= int(digits) <= 2199


def _stands_as_year(word: str, figure: Figure) -> bool:
    last = figure.unit.rsplit(" ", 1)[-1].casefold()
    known = last in _UNITS or last in _SCALES or not last[:1].isalpha()
    if figure.unit and known:
        return False
    return word in _TIMES | _MONTHS or not _is_plural(last)


def _is_cjk(letter: str) -> bool:
    return "\u3040" <= letter <= "\u9fff" or "\u0e00" <= letter <= "\u0eff"


def _value(number: str) -> float:
    """Return a number as written; “1,234” is thousands, “1,5” is one and a half."""
    if (spelled := _SPELLED.get(number.casefold())) is not None:
        return float(spelled)
    marks = [sign for sign in number if not sign.isdigit()]
    digits = "".join(str(unicodedata.digit(sign)) if sign.isdigit() else "," for sign in number)
    parts = digits.split(",")
    grouped = len(parts) > 1 and all(len(part) == 3 for part in parts[1:])
    mixed = len(set(marks)) > 1
    decimal = len(parts) > 1 and (mixed or not grouped or marks[-1:] in (["."], ["٫"]))
    if len(parts) > 2 and not mixed:
        decimal = False
    whole = "".join(parts[:-1]) + "." + parts[-1] if decimal else "".join(parts)
    return float(whole)
