"""Tables that build themselves from excerpts: who is affected, who said it, which figures."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar, TypeVar

from briefing.language import marked, tr
from briefing.model.article import Article
from briefing.model.excerpt import Excerpt, Impact, SourceKind, Status
from briefing.model.project import Project, by_place
from briefing.services.brief.citing import FLAGGED
from briefing.services.excerpts.naming import folded, name_in, usual_spelling
from briefing.services.reading.figures import figures_in

BEFORE, AFTER = 20, 56
"""Code points of words shown on each side of a figure; few before, so that it is in sight."""
IMPACT_WORDS = {
    Impact.POSITIVE: marked("gains"), Impact.NEGATIVE: marked("loses"),
    Impact.NEUTRAL: marked("neutral"), Impact.UNKNOWN: marked("unclear"),
    None: marked("not assessed"),
}  # fmt: skip
NOT_GIVEN = marked("not given")
Said = Callable[[str], str]
"""How a kind is said: as files have it, or as the window speaks."""
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_Kind = TypeVar("_Kind")


@dataclass(frozen=True, slots=True)
class StakeholderRow:
    """One stakeholder: `key` is the folded name, `name` its usual spelling.

    `impacts` and `statuses` count the excerpts, the usual order of their kind kept; `excerpts` are
    ids, article by article as they stand.
    """

    HEADER: ClassVar[tuple[str, ...]] = (
        marked("Stakeholder"), marked("Times"), marked("Impact"), marked("Status"),
    )  # fmt: skip
    key: str
    name: str
    impacts: Mapping[Impact | None, int]
    statuses: Mapping[Status, int]
    excerpts: tuple[str, ...]

    def cells(self, said: Said = str) -> tuple[str, ...]:
        """Return the row in words, a cell for each word of `HEADER`; `said` says a kind."""
        impacts = counted({said(IMPACT_WORDS[kind]): times for kind, times in self.impacts.items()})
        statuses = counted({said(kind): times for kind, times in self.statuses.items()})
        return self.name, str(len(self.excerpts)), impacts, statuses


@dataclass(frozen=True, slots=True)
class SourceRow:
    """One who said something; `key` and `name` are "" for excerpts that say of nobody.

    `unverified` counts those that are unverified or disputed; `articles` name where the excerpts
    stand, with the outlet where the article gives one.
    """

    HEADER: ClassVar[tuple[str, ...]] = (
        marked("Who said it"), marked("Times"), marked("Kind"), marked("Status"),
        marked("Not verified"), marked("Article"),
    )  # fmt: skip
    key: str
    name: str
    kinds: Mapping[SourceKind | None, int]
    statuses: Mapping[Status, int]
    unverified: int
    articles: tuple[str, ...]
    excerpts: tuple[str, ...]

    def cells(self, said: Said = str) -> tuple[str, ...]:
        """Return the row in words, a cell for each word of `HEADER`; `said` says a kind."""
        kinds = counted({said(kind or NOT_GIVEN): times for kind, times in self.kinds.items()})
        statuses = counted({said(kind): times for kind, times in self.statuses.items()})
        return (
            self.name or tr("Nobody named"), str(len(self.excerpts)), kinds, statuses,
            str(self.unverified), "; ".join(self.articles),
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class FigureRow:
    """One figure in an excerpt's words; `start` and `end` are code points into its article.

    `around` is the figure with the words on both sides of it, on one line.
    """

    HEADER: ClassVar[tuple[str, ...]] = (
        marked("Figure"), marked("Unit"), marked("Words around it"), marked("Who said it"),
        marked("Status"),
    )  # fmt: skip
    figure: str
    unit: str
    around: str
    said_by: str
    status: Status
    excerpt: str
    start: int
    end: int
    value: float

    @property
    def key(self) -> str:
        """What the row is told apart by."""
        return f"{self.excerpt} {self.start}"

    @property
    def excerpts(self) -> tuple[str, ...]:
        """The id of the excerpt it stands in, as the other rows have theirs."""
        return (self.excerpt,)

    def cells(self, said: Said = str) -> tuple[str, ...]:
        """Return the row in words, a cell for each word of `HEADER`; `said` says a kind."""
        return self.figure, self.unit, self.around, self.said_by, said(self.status)


TableRow = StakeholderRow | SourceRow | FigureRow


def stakeholder_rows(
    project: Project, articles: Collection[str] | None = None
) -> list[StakeholderRow]:
    """Return the stakeholders by how often they come, then by name; `articles` None means all."""
    return [
        StakeholderRow(
            key, usual_spelling(name_in(e, "stakeholder") for e in found),
            _counts((e.assessment.impact for e in found), (*Impact, None)),
            _counts((e.assessment.status for e in found), Status),
            tuple(e.id for e in found),
        )
        for key, found in grouped(project, "stakeholder", articles)
        if key
    ]  # fmt: skip


def source_rows(project: Project, articles: Collection[str] | None = None) -> list[SourceRow]:
    """Return who said it by how often, then by name; last the excerpts that say of nobody."""
    rows = []
    for key, found in grouped(project, "attribution", articles):
        statuses = _counts((e.assessment.status for e in found), Status)
        places = dict.fromkeys(e.article for e in found)
        rows.append(
            SourceRow(
                key, usual_spelling(name_in(e, "attribution") for e in found),
                _counts((e.assessment.source_kind for e in found), (*SourceKind, None)),
                statuses, sum(statuses.get(status, 0) for status in FLAGGED),
                tuple(_place(project.articles[place]) for place in places),
                tuple(e.id for e in found),
            )
        )  # fmt: skip
    return rows


def figure_rows(project: Project, articles: Collection[str] | None = None) -> list[FigureRow]:
    """Return the figures in the excerpts' words as they stand; one in two excerpts comes twice."""
    return FigureReader().rows(project, articles)


class FigureReader:
    """Finds figures, and remembers those of excerpts that have not changed since."""

    def __init__(self) -> None:
        self._read: dict[str, tuple[Excerpt, tuple[FigureRow, ...]]] = {}

    def rows(self, project: Project, articles: Collection[str] | None = None) -> list[FigureRow]:
        """Return what `figure_rows` returns."""
        found: list[FigureRow] = []
        for excerpt in in_order(project, _within(project, articles)):
            found.extend(self._rows_of(excerpt))
        if len(self._read) > 2 * len(project.excerpts) + 1_000:
            self._read = {k: v for k, v in self._read.items() if k in project.excerpts}
        return found

    def unread(self, project: Project, articles: Collection[str] | None = None) -> int:
        """Return how many excerpts `rows` would have to read: some tenth of a millisecond each."""
        known = self._read
        return sum(
            1
            for excerpt in _within(project, articles)
            if excerpt.id not in known or known[excerpt.id][0] is not excerpt
        )

    def _rows_of(self, excerpt: Excerpt) -> tuple[FigureRow, ...]:
        known = self._read.get(excerpt.id)
        if known is None or known[0] is not excerpt:
            known = self._read[excerpt.id] = (excerpt, tuple(_figures_of(excerpt)))
        return known[1]


def as_text(rows: Sequence[TableRow]) -> str:
    """Return rows as tab-separated lines under their header, for the clipboard.

    Cells are made safe as in `as_csv`: a sheet computes what is pasted into it, too.
    """
    return "".join("\t".join(line) + "\n" for line in _lines(rows))


def as_csv(rows: Sequence[TableRow]) -> str:
    """Return rows as CSV (RFC 4180) under their header; no cell is a formula to any sheet."""
    out = io.StringIO(newline="")
    csv.writer(out, lineterminator="\r\n").writerows(_lines(rows))
    return out.getvalue()


def safe_cell(words: str) -> str:
    """Return words on one line, with a leading ' where a sheet would read a formula."""
    risky = words.startswith(_FORMULA)
    line = " ".join(words.split())
    return f"'{line}" if risky or line.startswith(_FORMULA) else line


def excerpts_as_text(excerpts: Iterable[Excerpt]) -> str:
    """Return excerpts as tab-separated lines: words, who said them, status, who is affected how."""
    lines = []
    for excerpt in excerpts:
        said = excerpt.assessment
        impact = IMPACT_WORDS[said.impact] if said.impact else ""
        cells = (excerpt.quote, said.attribution or "", str(said.status), said.stakeholder or "")
        lines.append("\t".join(map(safe_cell, (*cells, impact))) + "\n")
    return "".join(lines)


def counted(counts: Mapping[str, int]) -> str:
    """Return what was counted in words: “unverified 2, reported 1”; one kind alone needs none."""
    if len(counts) == 1:
        return str(next(iter(counts)))
    return ", ".join(f"{kind} {times}" for kind, times in counts.items())


def in_order(project: Project, excerpts: Iterable[Excerpt]) -> list[Excerpt]:
    """Return excerpts article by article, as they stand."""
    by_article: dict[str, list[Excerpt]] = {}
    for excerpt in excerpts:
        by_article.setdefault(excerpt.article, []).append(excerpt)
    for found in by_article.values():
        found.sort(key=by_place)
    known = [article.id for article in project.articles_in_order()]
    return [e for article in known for e in by_article.get(article, ())]


def _within(project: Project, articles: Collection[str] | None) -> Iterable[Excerpt]:
    every = project.excerpts.values()
    return every if articles is None else (e for e in every if e.article in articles)


def grouped(
    project: Project, part: str, articles: Collection[str] | None = None
) -> list[tuple[str, list[Excerpt]]]:
    """Return the excerpts by folded name: the one used most first, nobody last.

    `part` is one of `naming.PARTS`, `articles` None means all.
    """
    groups: dict[str, list[Excerpt]] = {}
    for excerpt in _within(project, articles):
        groups.setdefault(folded(name_in(excerpt, part)), []).append(excerpt)
    ordered = sorted(groups.items(), key=lambda group: (not group[0], -len(group[1]), group[0]))
    return [(key, in_order(project, found)) for key, found in ordered]


def _counts(found: Iterable[_Kind], order: Iterable[_Kind]) -> dict[_Kind, int]:
    """Return how often each kind comes, in the kinds' order; `count` needs no hash of them."""
    listed = list(found)
    return {kind: times for kind in order if (times := listed.count(kind))}


def _place(article: Article) -> str:
    outlet = article.metadata.outlet or article.metadata.agency
    return f"{outlet}: {article.name}" if outlet else article.name


def _figures_of(excerpt: Excerpt) -> list[FigureRow]:
    found = figures_in(excerpt.quote)
    if not found:
        return []
    words = excerpt.prefix + excerpt.quote + excerpt.suffix
    shift, said = len(excerpt.prefix), excerpt.assessment.attribution or ""
    return [
        FigureRow(
            figure.figure, figure.unit,
            _around(words, figure.start + shift, figure.end + shift), said,
            excerpt.assessment.status, excerpt.id,
            excerpt.start + figure.start, excerpt.start + figure.end, figure.value,
        )
        for figure in found
    ]  # fmt: skip


def _around(words: str, start: int, end: int) -> str:
    """Return the range with some words on both sides, cut between words where that is near."""
    first, last = max(0, start - BEFORE), min(len(words), end + AFTER)
    before, after = words[first:start], words[end:last]
    if first > 0:
        before = "…" + (before.split(None, 1)[-1] if " " in before.strip() else before)
    if after[-1:].isalnum():
        after = (after.rsplit(None, 1)[0] if " " in after.strip() else after) + "…"
    return " ".join((before + words[start:end] + after).split())


def _lines(rows: Sequence[TableRow]) -> list[list[str]]:
    if not rows:
        return []
    table: list[tuple[str, ...]] = [rows[0].HEADER, *(row.cells() for row in rows)]
    return [[safe_cell(cell) for cell in line] for line in table]
