"""Citations and sources: how each cited passage names where it comes from and how sure it is."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from briefing.language import ENGLISH, catalogues, marked, said_in
from briefing.model.article import Article
from briefing.model.excerpt import Assessment, Confidence, Excerpt, Status
from briefing.model.outline import Citation, Source
from briefing.services.reading.article_sentences import ParagraphNumbers
from briefing.services.section_text.quoting import in_marks, quoted

FLAGGED = (Status.UNVERIFIED, Status.DISPUTED)
CONFIDENCES = {
    Confidence.LOW: marked("low confidence"),
    Confidence.MODERATE: marked("moderate confidence"),
    Confidence.HIGH: marked("high confidence"),
}

MOST = 10_000
"""Notes that are kept; a brief has a thousand at most."""
_notes: dict[tuple[str, bool], tuple[Excerpt, tuple[str, int, str], Path | None, str]] = {}


class Citing:
    """Numbers citations in reading order; each place that cites has a number of its own.

    `code` is the language of the template, in which notes are written.
    """

    def __init__(
        self,
        articles: Mapping[str, Article],
        excerpts: Mapping[str, Excerpt],
        code: str = ENGLISH,
    ) -> None:
        self._code = code
        self._articles = articles
        self._excerpts = excerpts
        self._numbers: dict[str, ParagraphNumbers] = {}
        self._lines: dict[str, str] = {}
        self.citations: list[Citation] = []
        self.unknown: list[str] = []

    def cite(self, excerpt_id: str, *, quoting: bool = False) -> int | None:
        """Return the number of a new citation of an excerpt.

        With `quoting` the note repeats its words, for places that do not print them. None, and an
        entry in `unknown`, for an excerpt that is not there any more.
        """
        excerpt = self._excerpts.get(excerpt_id)
        article = self._articles.get(excerpt.article) if excerpt else None
        if excerpt is None or article is None:
            self.unknown.append(excerpt_id)
            return None
        if article.id not in self._numbers:
            self._numbers[article.id] = ParagraphNumbers(article)
            self._lines[article.id] = _source_line(article)
        paragraph = self._numbers[article.id].at(excerpt.start)
        line = self._lines[article.id]
        assessment = excerpt.assessment
        self.citations.append(
            Citation(
                number=len(self.citations) + 1,
                excerpt=excerpt.id,
                article=article.id,
                paragraph=paragraph,
                quote=excerpt.quote,
                note=_note(line, excerpt, paragraph, self._code, quoting=quoting),
                attribution=assessment.attribution,
                status=assessment.status.value,
                confidence=assessment.confidence.value if assessment.confidence else None,
            )
        )
        return len(self.citations)


def source_of(article: Article) -> Source:
    """Return an article as a source."""
    said = article.metadata
    return Source(
        article=article.id,
        line=_source_line(article),
        outlet=said.outlet or said.agency,
        headline=article.title or said.headline,
        place=said.place,
        published=said.published,
        url=said.url,
        file=article.source,
        words=article.words,
        sha256=article.fingerprint,
    )


def said_line(assessment: Assessment, code: str = ENGLISH) -> str:
    """Return who said it, whether it is verified and how sure the analyst is, as one clause."""
    parts = []
    if assessment.attribution:
        name, of = assessment.attribution, assessment.source_kind
        kind = f" ({said_in(code, of.value)})" if of else ""
        parts.append(said_in(code, "attributed to {name}{kind}", name=name, kind=kind))
    if assessment.status is not Status.UNASSESSED:
        parts.append(said_in(code, assessment.status.value))
    if assessment.confidence:
        parts.append(said_in(code, CONFIDENCES[assessment.confidence]))
    return "; ".join(parts)


def _note(line: str, excerpt: Excerpt, paragraph: int, code: str, *, quoting: bool) -> str:
    """Return a note; that of before for an excerpt that is the same, at the same place."""
    key, about, folder = (excerpt.id, quoting), (line, paragraph, code), catalogues()
    kept = _notes.get(key)
    if kept and kept[0] is excerpt and kept[1] == about and kept[2] is folder:
        return kept[3]
    if len(_notes) > MOST:
        _notes.clear()
    note = _written(line, excerpt, paragraph, code, quoting=quoting)
    _notes[key] = (excerpt, about, folder, note)
    return note


def _written(line: str, excerpt: Excerpt, paragraph: int, code: str, *, quoting: bool) -> str:
    words = said_in(code, "{source}, para. {paragraph}", source=line, paragraph=paragraph)
    if quoting:
        quote = in_marks(excerpt.quote)
        words = said_in(code, "{place}: “{quote}”", place=words, quote=quote)
    said = said_line(excerpt.assessment, code)
    return f"{words}. {said[0].upper()}{said[1:]}." if said else f"{words}."


def _source_line(article: Article) -> str:
    said = article.metadata
    outlet = said.outlet or said.agency
    headline = article.title or said.headline
    parts = [
        f"{outlet} ({said.place})" if outlet and said.place else outlet or said.place,
        quoted(headline) if headline else None,
        article.source if article.source != headline else None,
        said.published,
    ]
    return ", ".join(part for part in parts if part)
