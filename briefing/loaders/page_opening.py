"""What a page says of its article for the eye: the lines around its headline, and its title."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any

from briefing.loaders.datelines import add_byline, add_label, is_byline
from briefing.loaders.dates import written_date
from briefing.loaders.findings import Findings, one_line
from briefing.loaders.page_measure import joined

PROSE = 60
"""Code points of a block with an end stop from which it is prose."""

LONGEST = 160
"""Code points of a line; what is longer is prose whatever it ends with."""

LINES = 16
"""Short lines below a headline that are looked at; above it a quarter as many."""

LONGEST_OUTLET = 60
"""Code points of a name in the page's title."""

STOPS = (".", "!", "?", "…", "。", "！", "？", "؟", "।", "۔", "”", '"', "»", "」")

_TITLE = "page’s title"
_BLOCKS = {
    "address", "article", "aside", "blockquote", "dd", "div", "dl", "dt", "figure", "footer",
    "form", "h1", "h2", "h3", "h4", "header", "li", "main", "nav", "ol", "p", "section", "table",
    "tbody", "td", "th", "tr", "ul",
}  # fmt: skip
_UNSEEN = {
    "aside", "button", "figure", "footer", "form", "nav", "script", "select", "style", "svg",
}  # fmt: skip
_ON = r"(?:\s+(?:on|at|am|le|el|il|em|op|den|в|في|بتاريخ))?\s*[:：|•-]?\s*"
_PUBLISHED = re.compile(
    r"(?:(?:first |date )?(?:published|posted|issued|released|answered)(?: (?:date|time))?"
    r"|publication date|date|veröffentlicht|erstellt|stand|publiée?|mis en ligne|publicad[oa]"
    r"|pubblicato|gepubliceerd|publicerad|publisert|offentliggjort|julkaistu|opublikowano"
    r"|publikováno|publicat|giriş|yayın(?:lanma)?(?: tarihi)?|опубликован[оа]|опубліковано"
    r"|дата публикации|дата|δημοσιεύτηκε|פורסם|نُ?شر(?:ت)?|تاريخ النشر|تاریخ انتشار|प्रकाशित"
    r"|发布时间|发布于|发布|發布時間|時間|时间|公開日?時?|掲載日?|配信日?時?|입력|등록|승인)" + _ON,
    re.IGNORECASE,
)
_UPDATED = re.compile(
    r"(?:last |page )*(?:updated|modified|revised)|aktualisiert|zuletzt geändert|mise? à jour"
    r"|actualizado|atualizado|aggiornato|bijgewerkt|uppdaterad|oppdatert|opdateret|päivitetty"
    r"|zaktualizowano|aktualizováno|güncelleme|обновлено|изменено|оновлено|ενημερώθηκε|עודכן"
    r"|آخر تحديث|تحديث|अपडेट|更新日?時?|수정",
    re.IGNORECASE,
)
_ON_A_DAY = re.compile(
    r"(?:submitted|posted|written|published|filed|by|von|par|por)\b.*?\s(?:on|am|le|el)\s+(?=\S)",
    re.IGNORECASE,
)
_IN_FIGURES = re.compile(r"(?<!\d)(?:19|20)\d\d[-./年]\d{1,2}[-./月]\d{1,2}")
_WHO = re.compile(
    r"(?:автор|بقلم|作者|文/)[:：]?\s*\S+(?: \S+){0,3}$|\S+(?: \S+)? ?(?:기자|記者|记者)$",
    re.IGNORECASE,
)
_MINUTES = re.compile(
    r"\d ?(?:min(?:ute)?s? read|min\.? lesezeit|min\.? de lecture)\b", re.IGNORECASE
)
_BEFORE_DATE = re.compile(r"(?:[\s:：|•-]|(?:on|at|am|le|el)\s)+")
_PARTED = re.compile(r"\s+[|–—·•»/:-]\s+|\s*[｜|]\s*|\s+::\s+")
_NO_OUTLET = {
    "article", "articles", "blog", "details", "home", "homepage", "news", "newsroom", "page",
    "press release", "press releases", "story", "aktuelles", "startseite", "actualités", "accueil",
    "noticias", "inicio", "новости", "главная", "أخبار", "الرئيسية", "新闻", "ニュース", "뉴스",
}  # fmt: skip


def add_opening_lines(found: Findings, tree: Any) -> None:
    """Take date and author from the short lines next to the headline.

    Below it they are looked for up to the second block of prose, for the first may be a standfirst.
    Only what stands there is taken: a page has other dates too, of other stories and its own.
    """
    heading = _own_heading(tree, found.get("headline"))
    if heading is None:
        return
    below = list(islice(_lines(_after(heading)), LINES))
    above = list(islice(_lines(heading.itersiblings(preceding=True)), LINES // 4))
    for lines in (below, above):
        _add_dates(found, lines)
    for _element, words in below:
        for each in _parts(words):
            if not add_byline(found, each):
                add_label(found, each)


def add_title(found: Findings, tree: Any) -> None:
    """Take the outlet from a page's title that has it before or after the headline."""
    headline = found.get("headline")
    title = next((one_line(element.text) for element in tree.iter("title")), None)
    if not headline or not title or title == headline:
        return
    before, _, after = title.partition(headline)
    if (before and after) or not is_titled(title, headline):
        return
    parts = _PARTED.split(before or after)
    name = (parts[0] if before else parts[-1]).strip() if len(parts) > 1 else ""
    if _may_be_outlet(name):
        found.add("outlet", name, _TITLE)


def is_opening_line(words: str) -> bool:
    """Tell whether a short line says only when a story appeared, by whom, or how long it takes."""
    if len(words) >= PROSE or words.endswith(STOPS):
        return False
    who = is_byline(words) or _WHO.match(words)
    return bool(who or _MINUTES.search(words) or _when(words))


def is_titled(title: str, heading: str) -> bool:
    """Tell whether a page's title is a heading, or has it before or after what the site adds."""
    if title.startswith(heading):
        return True
    return title.endswith(heading) and bool(_PARTED.search(title[: -len(heading)]))


def headline_alone(headline: str, outlet: str | None, tree: Any) -> str:
    """Return a headline without the outlet's name after it, which many pages put there."""
    headings = [words for h in islice(tree.iter("h1"), 3) if (words := joined(h))]
    if len(headings) == 1 and headline.startswith(headings[0]):
        own = headings[0]
        return own if own == headline or _PARTED.match(headline, len(own)) else headline
    *before, last = _PARTED.split(headline)
    if outlet and before and last.strip().casefold() == outlet.casefold():
        return headline[: headline.rindex(last)].rstrip(" |｜–—·•»/:-")
    return headline


def _may_be_outlet(name: str) -> bool:
    letters = sum(c.isalpha() for c in name)
    return letters > 1 and len(name) <= LONGEST_OUTLET and name.casefold() not in _NO_OUTLET


def _own_heading(tree: Any, headline: str | None) -> Any:
    own = [
        h for h in tree.iter("h1", "h2")
        if headline and (words := joined(h)) and headline.startswith(words)
    ]  # fmt: skip
    if own:
        return own[0]
    first = list(islice(tree.iter("h1"), 2))
    return first[0] if len(first) == 1 else None


def _after(heading: Any) -> Iterator[Any]:
    """Yield what follows a heading, whatever it stands in, as far as the page's own blocks go."""
    while heading is not None and heading.tag not in ("body", "html"):
        yield from heading.itersiblings()
        heading = heading.getparent()


def _lines(elements: Iterator[Any]) -> Iterator[tuple[Any, str]]:
    """Yield the short lines in elements, with the innermost element of each, up to the story."""
    waiting, prose = [elements], 0
    while waiting:
        element = next(waiting[-1], None)
        if element is None:
            waiting.pop()
        elif not isinstance(element.tag, str) or element.tag in _UNSEEN:
            continue
        elif any(child.tag in _BLOCKS for child in element):
            waiting.append(iter(element))
        elif _is_prose(words := joined(element)):
            prose += 1
            if prose > 1:
                return
        elif words:
            yield element, words
            if len(element) > 1 and not (element.text or "").strip():
                waiting.append(iter(element))  # beside one another, each a line to the eye


def _is_prose(words: str) -> bool:
    return len(words) > LONGEST or (len(words) >= PROSE and words.endswith(STOPS))


def _parts(words: str) -> list[str]:
    """Return a line, then what bars and dots part it into."""
    parts = _PARTED.split(words)
    return [words, *parts] if len(parts) > 1 else [words]


def _add_dates(found: Findings, lines: Iterable[tuple[Any, str]]) -> None:
    """Take dates; a label may stand in an element of its own before its date."""
    label = ""
    for element, words in lines:
        whole = f"{label} {words}"
        label = words if _is_label(words) else ""
        if not label:
            for each in _parts(whole):
                _add_date(found, element, each.strip())


def _is_label(words: str) -> bool:
    return bool(_PUBLISHED.fullmatch(words) or _UPDATED.fullmatch(words.rstrip(" :：")))


def _add_date(found: Findings, element: Any, words: str) -> None:
    """Take the date of a line that is one, or says that it is."""
    times = list(element.iter("time"))
    told = written_date(times[0].get("datetime") or "") if len(times) == 1 else None
    where = "time element near the headline" if told else "line near the headline"
    field = "updated" if _UPDATED.match(words) else "published"
    found.add(field, told or _when(words), where)


def _when(words: str) -> str | None:
    """Return the date that a line begins with, or names after a label."""
    named = _UPDATED.match(words) or _PUBLISHED.match(words)
    rest = words[named.end() :] if named else words
    if before := _BEFORE_DATE.match(rest):
        rest = rest[before.end() :]
    if not named and len(rest) >= PROSE:
        return None
    said = _ON_A_DAY.match(rest) or _IN_FIGURES.search(rest)
    later = rest[said.end() if said.re is _ON_A_DAY else said.start() :] if said else ""
    return written_date(rest) or written_date(later)
