"""How agencies open a story: place, date and agency before the first sentence, in many tongues."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from briefing.loaders.dates import written_date
from briefing.loaders.findings import Findings
from briefing.loaders.tongues import language_named
from briefing.services.reading.months import ENGLISH, MONTH, NUMBERS

SHORTEST = 20
"""Code points of a line that may open a story."""

LONGEST_DATE = 40
"""Code points of a line that is nothing but a date."""

_CAPITALS = r"[A-ZÀ-ÞА-ЯЁ][A-ZÀ-ÞА-ЯЁ.'’\-/ ]{1,40}"
# What is tried in one way only (“*+”) keeps a line that is made to be hard from taking hours.
_WORD = r"[A-ZÀ-ÞА-ЯЁ](?:[\w.'’]|-(?!-))*+"
_PLACE = rf"{_WORD}(?:(?: (?:de|del|da|do|la|le|am|an der|of|and|sur) |[ /]){_WORD}){{0,3}}"
_AGENCY = r"[^\W\d_][\w&.\-/’' ]{1,30}"
_DASH = r"(?:—|–|--|-|:)"
_DATE = (
    rf"(?P<date>(?:\d{{1,2}}(?:st|nd|rd|th|er|\.)?\s+(?:de\s+)?(?:{MONTH})\b\.?"
    rf"|(?:{MONTH})\b\.?\s+\d{{1,2}})(?:,?\s+(?:de\s+)?\d{{4}})?)"
)
_KNOWN = (
    r"(?:Reuters|AFP|AP|UPI|dpa|dpa-AFX|epd|KNA|sda|APA|ANSA|EFE|PTI|ANI|IANS|UNI|TASS|Interfax|Xinhua"
    r"|Kyodo|Jiji|Yonhap|Anadolu|AA|Belga|ANP|NTB|TT|Ritzau|STT|Lusa|MTI|PAP|CTK|ČTK|WAM|SPA|MENA"
    r"|Petra|IRNA|Bernama|Antara|AAP|PA|CP|Europa Press|Télam|Notimex|Bloomberg|ATS)"
)

_AFTER = rf"\s*(?:\.-|{_DASH})\s*\S"
_HAN, _KANA, _HANGUL = r"[\u4e00-\u9fff]", r"[\u3040-\u30ff\u4e00-\u9fff]", r"[\uac00-\ud7a3·A-Z]"
_ARABIC, _NAGARI = r"[\u0620-\u064a]", r"[\u0900-\u0963]"
_DAY_YEAR = r"(?:\d{1,2}\.?\s+[^\W\d_]{3,10}|[^\W\d_]{3,10}\.?\s+\d{1,2}),?\s+\d{4}"


OPENING = 600
"""Characters in which a line has opened; one line can be all of a file."""


class _Rule(NamedTuple):
    """A way to open a story; `sign` is a small pattern that stands in every line of this kind.

    The rules together take 40 ms to compile, so that each is when a line first has its sign.
    """

    sign: str
    pattern: str
    flags: re.RegexFlag = re.NOFLAG

    def opening(self, line: str) -> re.Match[str] | None:
        """Return how a line opens, if it does so by this rule."""
        if not re.search(self.sign, line[:OPENING]):
            return None
        return _compiled(self.pattern, self.flags).match(line)


@cache
def _compiled(pattern: str, flags: re.RegexFlag) -> re.Pattern[str]:
    return re.compile(pattern, flags)


# The rules, most telling first. Each gives a place; what it is written like stands above it.
_RULES = (
    # 某社某地3月4日电
    _Rule(
        r"日[电電]",
        rf"(?P<agency>{_HAN}{{1,4}}(?:通讯社|通訊社|社|网|網))(?:记者|記者)?"
        rf"(?P<place>{_HAN}{{2,6}}?)(?:\d{{1,2}}月)?\d{{1,2}}日[电電]",
    ),
    # (서울=통신사)
    _Rule(r"\A\([^\s=]{2,12}=", rf"\((?P<place>{_HANGUL}{{2,12}})=(?P<agency>{_HANGUL}{{2,12}})\)"),
    # [東京 4日 通信社]
    _Rule(
        r"\A[\[［]",
        rf"[\[［](?P<place>{_KANA}{{2,12}})\s+(?:\d{{1,2}}月)?\d{{1,2}}日?\s+"
        rf"(?P<agency>{_KANA}{{2,12}})[\]］]",
    ),
    # 【東京共同】
    _Rule(
        r"\A【",
        rf"【(?P<place>{_KANA}{{2,10}}?)(?:\d{{1,2}}日)?[=＝]?"
        r"(?P<agency>共同|時事|ロイター|聯合ニュース|新華社)】",
    ),
    # المدينة 4 مارس (وكالة) -
    _Rule(
        rf"\A{_ARABIC}",
        rf"(?P<place>{_ARABIC}{{2,}}(?: {_ARABIC}{{2,}}){{0,2}})[،,]?\s+(?:{_DATE}[،,]?\s+)?"
        rf"\((?P<agency>{_ARABIC}+(?: {_ARABIC}+){{0,3}})\)\s*[-–—:]",
    ),
    # नगर, 4 मार्च (संस्था)
    _Rule(
        rf"\A{_NAGARI}",
        rf"(?P<place>{_NAGARI}+(?: {_NAGARI}+){{0,2}}),\s+\d{{1,2}}\s+{_NAGARI}+\s+"
        rf"\((?P<agency>{_NAGARI}+)\)",
    ),
    # AGENCY: Place: text
    _Rule(
        r"\A[A-Z][^:a-z]+:\s",
        rf"(?P<agency>[A-Z][A-Z0-9&.\-/ ]{{1,30}}):\s+(?P<place>{_PLACE}):\s+\S",
    ),
    # Agency | Place | text, or a date with its year
    _Rule(
        r"\|",
        rf"(?P<agency>{_AGENCY}?)\s*\|\s*(?P<place>{_PLACE})\s*\|\s*+"
        r"(?=[^|]*+$)(?=[^|]{25}|[^|]*?\b\d{4}\b)(?P<after>[^|]+)",
    ),
    # (AGENCY) - PLACE, 4 MAR - text
    _Rule(
        r"\A\(",
        rf"\((?P<agency>{_AGENCY})\)\s*{_DASH}\s*(?P<place>{_PLACE}),\s+\d{{1,2}}\s+"
        rf"[A-Za-z]{{3,9}}\.?\s*(?:\d{{4}}\s*)?{_DASH}\s",
    ),
    # PLACE [Country], County, March 4 (Agency) - text
    _Rule(
        r"(?s:\d.*[-—–:(])",
        rf"(?P<place>{_PLACE})(?:\s+\[[^\]]{{2,30}}\])?(?:,\s+{_PLACE})?,?\s+{_DATE},?\s*"
        rf"(?:\((?P<agency>{_AGENCY})\)\s*(?:\.-|{_DASH})?\s*\S|{_DASH}\s+\S)",
        re.IGNORECASE,
    ),
    # МЕСТО, 4 марта. /АГЕНТСТВО/.
    _Rule(
        r"\d\s+[а-я]{3}",
        rf"(?P<place>{_CAPITALS}),\s+\d{{1,2}}\s+[а-я]{{3,8}}\.?\s*"
        r"(?:/(?P<agency>[\w ]{2,30})/|[—–-]\s+(?P<other>[\w ]{2,20}))\.\s",
    ),
    # March 4, 2026, Place (Agency) - text
    _Rule(
        r"\A(?:\d|[^\W\d_]{3,10}\.?\s+\d)",
        rf"(?P<date>{_DAY_YEAR}),?\s*(?:{_DASH}\s*)?(?P<place>{_PLACE})\s*"
        rf"(?:\((?P<agency>{_AGENCY})\)\s*{_DASH}|[—–|])\s*\S",
    ),
    # PLACE, Region (Agency) - text, where the capitals tell
    _Rule(r"\(", rf"(?P<place>{_CAPITALS}?)(?:,\s+{_PLACE})?\s*\((?P<agency>{_AGENCY})\){_AFTER}"),
    # Place (Agency) - text: only of an agency that is known, for a party stands so after a name
    _Rule(r"\(", rf"(?P<place>{_PLACE})\s+\((?P<agency>{_KNOWN}(?:/{_KNOWN})?)\){_AFTER}"),
    # PLACE, Region - Text: only before a capital, for NATO - the alliance - does so too
    _Rule(
        r"[—–-]",
        rf"(?P<place>{_CAPITALS}?)(?:,\s+{_PLACE})?\s*(?:—|–|--|\s-)\s*"
        r"(?=[A-ZÀ-ÞА-ЯЁ\d\"“«„‘'])\S",
    ),
)
_NOT_PLACES = {
    "ALERT", "ANALYSIS", "ANALYSE", "AUDIO", "BREAKING", "BREAKING NEWS", "COMMENT", "COMMENTARY",
    "CORRECTED", "CORRECTION", "DEVELOPING", "DOSSIER", "EDITORIAL", "EIL", "EILMELDUNG",
    "EXCLUSIVE", "EXCLUSIF", "EXKLUSIV", "EXPLAINER", "FACTBOX", "FEATURE", "FLASH", "FOCUS",
    "FOTOS", "GRAPHIC", "HIGHLIGHTS", "HINTERGRUND", "INSIGHT", "INTERVIEW", "JUST IN", "KOMMENTAR",
    "KORREKTUR", "LIVE", "NATO", "NEWS", "NOTE", "OPINION", "OPINIÓN", "PHOTOS", "PODCAST",
    "PROFILE", "QUOTES", "REFILE", "REPORT", "REPORTAGE", "REPORTER", "ROUNDUP", "SPECIAL REPORT",
    "SPORT", "TIMELINE", "TOP NEWS", "UPDATE", "URGENT", "URGENTE", "VIDEO", "WATCH", "WRAPUP",
    "HOME", "WORLD", "BUSINESS", "POLITICS", "EDITOR’S NOTE", "EDITOR'S NOTE", "Q", "A", "AND",
    "BUT", "HOWEVER", "MEANWHILE", "SINCE", "UNTIL", "ON", "IN", "BY", "FROM", "THE",
}  # fmt: skip
_TIMES_AND_WORDS = NUMBERS.keys() | {
    "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "today",
    "yesterday", "all", "the", "popular", "then", "now", "next", "this", "that", "a", "an", "air",
    "sea", "land", "law", "design", "contrast", "comparison",
}  # fmt: skip
"""What is no place, in lower case."""
_NO_NAMES = (_TIMES_AND_WORDS - NUMBERS.keys()) | {name.lower() for name in ENGLISH}
"""What no name of a person begins with, in lower case."""
_BYLINE = re.compile(
    r"(?:[Bb]y|BY|Von|VON|Par|PAR|Por|POR|Di|Door|De notre correspondante?)\s*:?\s+"
    r"(?P<names>[A-ZÀ-Þ][\w.'’\-]*(?:\s+(?:and|und|et|y|&|de|van|von|der|da|bin|al|"
    r"[A-ZÀ-Þ][\w.'’\-]*)){1,7}?)"
    rf"(?:\s+(?:in|aus|à)\s+(?P<place>{_PLACE}))?"
    r"(?:\s*[,|/–—]\s*(?P<agency>[A-ZÀ-Þa-z][\w&.\- ]{1,40}))?$"
)
_FIRST_NAMES = {"april", "may", "june", "august"}
"""Months that a person may be called, where nothing but a surname follows."""
_LABELS = {
    "author": "byline", "by": "byline", "byline": "byline", "date": "published",
    "published": "published", "publication date": "published", "headline": "headline",
    "title": "headline", "source": "outlet", "outlet": "outlet", "publication": "outlet",
    "agency": "agency", "url": "url", "link": "url", "language": "language", "place": "place",
    "location": "place", "dateline": "place", "datum": "published", "quelle": "outlet",
    "autor": "byline", "auteur": "byline", "fecha": "published", "fuente": "outlet",
    "titre": "headline", "titel": "headline", "título": "headline", "lieu": "place", "ort": "place",
    "автор": "byline", "дата": "published", "источник": "outlet", "заголовок": "headline",
    "الكاتب": "byline", "بقلم": "byline", "التاريخ": "published", "المصدر": "outlet",
    "العنوان": "headline", "المكان": "place", "作者": "byline", "日期": "published",
    "时间": "published", "来源": "outlet", "來源": "outlet", "标题": "headline",
    "日付": "published", "出典": "outlet", "기자": "byline", "날짜": "published",
    "출처": "outlet", "제목": "headline", "लेखक": "byline", "स्रोत": "outlet",
    "तारीख": "published",
}  # fmt: skip
_LABEL = re.compile(
    r"([^\W\d_][^\s\d_:：]{0,30}(?: [^\s\d_:：]{1,30})?)\s*(?::\s+|：\s*)(\S.{0,300})$"
)
_BEFORE_DAY = re.compile(r"\s+(?:19|20)\d\d[-./年]\d{1,2}[-./月]\d{1,2}.*$")
_SENTENCE = (".", "!", "?", "…", "。")


def add_dateline(found: Findings, line: str) -> bool:
    """Take place, agency and date from how a line opens; tells whether it opens so.

    The date is taken only with its year: a dateline's “April 25” leaves it open.
    """
    if len(line) < SHORTEST:
        return False
    for rule in _RULES:
        opening = rule.opening(line)
        if opening and (place := _place(opening)):
            said = opening.groupdict()
            found.add("place", place, "dateline")
            found.add("agency", (said.get("agency") or said.get("other") or "").strip(), "dateline")
            for words in (said.get("date"), said.get("after")):
                found.add("published", written_date(words or ""), "dateline")
            return True
    return False


def add_byline(found: Findings, line: str) -> bool:
    """Take who wrote it from a line such as “By Ilda Marun, Northwire”; tells whether it is one."""
    by = _byline(line)
    if by is None:
        return False
    found.add("byline", by["names"], "line that begins with “By”")
    found.add("place", by["place"], "line that begins with “By”")
    found.add("agency", by["agency"], "line that begins with “By”")
    return True


def is_byline(line: str) -> bool:
    """Tell whether a line says who wrote it and nothing else."""
    return _byline(line) is not None


def _byline(line: str) -> re.Match[str] | None:
    by = _BYLINE.match(line) if len(line) < 120 else None
    return by if by and _may_be_person(by["names"].lower().split()) else None


def _may_be_person(names: list[str]) -> bool:
    first = names[0]
    if first in _FIRST_NAMES:
        return len(names) == 2
    return first not in _NO_NAMES


def add_label(found: Findings, line: str) -> bool:
    """Take what a line such as “Source: Almary Courier” says; tells whether it is one."""
    label = _LABEL.match(line)
    field = _LABELS.get(label[1].lower()) if label else None
    if label is None or field is None:
        return False
    value, where = label[2].strip(), f"label “{label[1]}:”"
    if field == "published":
        found.add(field, written_date(value), where)
    elif field == "url":
        found.add(field, value if value.startswith("http") else None, where)
    elif field == "language":
        found.add(field, language_named(value), where)
    elif field == "headline" or not value.endswith(_SENTENCE):
        found.add(field, _BEFORE_DAY.sub("", value), where)
    return True


def says_of_itself(line: str) -> bool:
    """Tell whether a line says only who wrote the article, when, or what a label names."""
    if is_byline(line):
        return True
    label = _LABEL.match(line)
    named = label is not None and label[1].lower() in _LABELS and not line.endswith(_SENTENCE)
    return named or (len(line) < LONGEST_DATE and written_date(line) is not None)


def add_date(found: Findings, line: str) -> bool:
    """Take the date from a line that holds nothing else; tells whether it is one."""
    when = written_date(line) if len(line) < LONGEST_DATE else None
    found.add("published", when, "line with the date")
    return when is not None


def without_by(words: str | None) -> str | None:
    """Return who wrote it, without the word “by”."""
    return re.sub(r"^by\s+", "", words, flags=re.IGNORECASE) if words else None


def _place(opening: re.Match[str]) -> str | None:
    place = " ".join(opening["place"].split()).strip(" ,-–—")
    plain = re.sub(r"[\s\d.-]+$", "", place).upper()
    if plain in _NOT_PLACES or plain.split(" ")[0] in (
        "BREAKING",
        "UPDATE",
        "CORRECTED",
        "EXCLUSIVE",
    ):
        return None
    if not place[:1].isalpha() or place[:1].islower() or place.lower() in _TIMES_AND_WORDS:
        return None
    return place.title() if place.isupper() and len(place) > 3 else place
