"""Composing: from a project, a brief and its template to the outline that exporters render."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from briefing.errors import SearchError
from briefing.language import said_in, speaking, tr, tr_many
from briefing.model.brief import Brief, Placed, Rest, SectionText, Words
from briefing.model.excerpt import Excerpt
from briefing.model.outline import (
    LISTS,
    ArticlePart,
    Gap,
    GapKind,
    Outline,
    OutlineBlock,
    OutlineField,
    Paragraph,
    ParagraphKind,
    Run,
    Section,
    Table,
)
from briefing.model.project import Project
from briefing.model.template import Form, Marking, Slot, Template, WhenEmpty, section_key
from briefing.services.brief.brief_parts import MARKING, articles_of, words_of
from briefing.services.brief.citing import Citing, source_of
from briefing.services.brief.filling import analysis_of, candidates, fill, is_filled, query_of
from briefing.services.brief.printing import printed, table_of
from briefing.services.section_text.markdown_runs import paragraphs_of

if TYPE_CHECKING:  # 50 ms for the pages of the analysis, which few templates have
    from briefing.services.analysis.grid import Grid


def compose(
    project: Project,
    brief: Brief,
    template: Template,
    *,
    author: str,
    date: str,
    draft: bool = False,
) -> Outline:
    """Return the outline of a brief: the same for the same values.

    Nothing that fills a slot is lost silently: what a limit cuts off is a gap that says so.
    """
    return _Composer(project, brief, template).outline(author, date, draft=draft)


class _Composer:
    def __init__(self, project: Project, brief: Brief, template: Template) -> None:
        self._project = project
        self._brief = brief
        self._template = template
        self._articles = articles_of(project, brief)
        self._citing = Citing(project.articles, project.excerpts, template.language)
        self._gaps: list[Gap] = []
        self._answers: dict[str, frozenset[str]] = {}
        order = {article.id: place for place, article in enumerate(self._articles)}
        self._excerpts = sorted(
            (e for e in project.excerpts.values() if e.article in order),
            key=lambda e: (order[e.article], e.start, -e.end, e.id),
        )

    def outline(self, author: str, date: str, *, draft: bool) -> Outline:
        fields = tuple(self._fields())
        slots = self._template.slots
        sections = tuple(
            self._section(slot, slot.key, self._excerpts) for slot in slots if not slot.per_article
        )
        parts = tuple(self._parts([slot for slot in slots if slot.per_article]))
        whole = Outline(
            title=self._brief.title,
            template=self._template.id,
            language=self._template.language,
            marking=self._brief.fields.get(MARKING, ""),
            author=author,
            date=date,
            fields=fields,
            sections=sections,
            parts=parts,
            citations=tuple(self._citing.citations),
            sources=tuple(source_of(article) for article in self._articles),
            draft=draft,
            brief=self._brief.id,
            template_version=self._template.version,
        )
        words = sum(words_of(section) for section in whole.all_sections())
        self._check_lengths(words, parts)
        self._check_citations()
        return replace(whole, words=words, gaps=tuple(self._gaps))

    def _fields(self) -> list[OutlineField]:
        printed_fields = []
        for field in self._template.fields:
            given = self._brief.fields.get(field.key, "").strip() or field.default
            if field.required and not given:
                self._gaps.append(
                    Gap(f"field:{field.key}", field.label, tr("Fill in this field."), required=True)
                )
            printed_fields.append(
                OutlineField(
                    field.key, field.label, given or field.empty, bool(given), field.required
                )
            )
        if self._template.marking is not Marking.NONE and not self._brief.fields.get(MARKING):
            self._gaps.append(
                Gap(
                    f"field:{MARKING}", tr("Marking"), tr("Say how this is marked."), required=False
                )
            )
        return printed_fields

    def _parts(self, slots: Sequence[Slot]) -> list[ArticlePart]:
        if not slots:
            return []
        own: dict[str, list[Excerpt]] = {article.id: [] for article in self._articles}
        for excerpt in self._excerpts:
            own[excerpt.article].append(excerpt)
        return [
            ArticlePart(
                source_of(article),
                tuple(
                    self._section(slot, section_key(slot, article.id), own[article.id])
                    for slot in slots
                ),
            )
            for article in self._articles
        ]

    def _section(self, slot: Slot, key: str, excerpts: Sequence[Excerpt]) -> Section:
        written = self._brief.section(key)
        if page := analysis_of(slot, written):
            return self._analysed(slot, key, page, excerpts)
        filling, cut = fill(slot, written, self._candidates(slot, key, excerpts))
        if cut:
            message = tr_many(
                "{count:,} more excerpt fills this section than it prints ({limit:,}).",
                "{count:,} more excerpts fill this section than it prints ({limit:,}).",
                cut,
                limit=slot.limit,
            )
            remedy = tr("Leave some out, or place them by hand.")
            self._gaps.append(Gap(key, slot.title, message, False, GapKind.LIMIT, remedy))
        blocks, used = self._blocks(slot, written, filling)
        if blocks:
            return Section(key, slot.title, tuple(blocks), excerpts=tuple(used))
        return self._empty(slot, key)

    def _candidates(self, slot: Slot, key: str, excerpts: Sequence[Excerpt]) -> list[Excerpt]:
        """Return what may fill a section; what is wrong with its query is a gap."""
        written = self._brief.section(key)
        query = query_of(slot, written)
        if query and query not in self._answers:  # asked once for the sections of all articles
            try:
                found = candidates(self._project, slot, written, self._excerpts)
            except SearchError as error:
                self._gaps.append(
                    Gap(key, slot.title, f"{error.message} {error.hint}", False, GapKind.QUERY)
                )
                return []
            self._answers[query] = frozenset(excerpt.id for excerpt in found)
        return [e for e in excerpts if not query or e.id in self._answers[query]]

    def _analysed(self, slot: Slot, key: str, page: str, excerpts: Sequence[Excerpt]) -> Section:
        """Return a section with a page of the analysis where its excerpts would stand."""
        from briefing.services.analysis.printing import page_grid

        written = self._brief.section(key)
        found = self._candidates(slot, key, excerpts)
        if is_filled(slot, written):
            found, _cut = fill(replace(slot, limit=None), replace(written, body=""), found)
        article = key.partition(":")[2]
        articles = [each for each in self._articles if not article or each.id == article]
        with speaking(self._template.language):
            grid = page_grid(self._project, page, articles, found)
        blocks: list[OutlineBlock] = []
        for piece in written.pieces():
            if isinstance(piece, Words):
                blocks.extend(paragraphs_of(piece.markdown, self._cite_in_text, slot.title))
            elif isinstance(piece, Placed) and (excerpt := self._placed(piece.excerpt)):
                blocks.append(self._print(slot, excerpt))
            elif isinstance(piece, Rest) and grid is not None and not grid.is_empty:
                blocks.append(self._table(slot, key, grid))
        if not blocks:
            return self._empty(slot, key)
        rows = (row for block in blocks if isinstance(block, Table) for row in block.rows)
        used = dict.fromkeys(row.excerpt for row in rows if row.excerpt)
        return Section(key, slot.title, tuple(_merged(blocks)), excerpts=tuple(used))

    def _table(self, slot: Slot, key: str, grid: Grid) -> Table:
        from briefing.services.analysis.printing import shown_rows, table_of_grid

        shown = shown_rows(grid, slot.limit)
        if shown < len(grid.rows):
            message = tr_many(
                "“{title}” has {count:,} more row than this section prints ({shown:,}).",
                "“{title}” has {count:,} more rows than this section prints ({shown:,}).",
                len(grid.rows) - shown,
                title=grid.title,
                shown=shown,
            )
            remedy = tr("Narrow what fills it by a query.")
            self._gaps.append(Gap(key, slot.title, message, False, GapKind.LIMIT, remedy))
        return table_of_grid(grid, grid.title, self._cite_in_text, slot.limit)

    def _blocks(
        self, slot: Slot, written: SectionText, filling: Sequence[Excerpt]
    ) -> tuple[list[OutlineBlock], list[str]]:
        blocks: list[OutlineBlock] = []
        used: list[str] = []
        for piece in written.pieces():
            match piece:
                case Words(markdown):
                    blocks.extend(paragraphs_of(markdown, self._cite_in_text, slot.title))
                case Placed(excerpt_id):
                    if excerpt := self._placed(excerpt_id):
                        blocks.append(self._print(slot, excerpt))
                        used.append(excerpt.id)
                case Rest():
                    blocks.extend(self._rest(slot, filling))
                    used.extend(excerpt.id for excerpt in filling)
        return _merged(blocks), used

    def _rest(self, slot: Slot, filling: Sequence[Excerpt]) -> list[OutlineBlock]:
        if slot.group_by != "stakeholder" or slot.form is Form.TABLE:
            return [self._print(slot, excerpt) for excerpt in filling]
        blocks: list[OutlineBlock] = []
        groups: dict[str, list[Excerpt]] = {}
        unnamed = said_in(self._template.language, "Not named")
        for excerpt in filling:
            groups.setdefault(excerpt.assessment.stakeholder or unnamed, []).append(excerpt)
        for name, members in groups.items():
            blocks.append(Paragraph(ParagraphKind.HEADING, (Run(name),), level=1))
            blocks.extend(self._print(slot, excerpt) for excerpt in members)
        return blocks

    def _print(self, slot: Slot, excerpt: Excerpt) -> OutlineBlock:
        number = self._citing.cite(excerpt.id)
        if slot.form is Form.TABLE:
            return table_of(slot.title, excerpt, number, self._template.language)
        return printed(slot.form, excerpt, number, self._template.language)

    def _placed(self, excerpt_id: str) -> Excerpt | None:
        excerpt = self._project.excerpts.get(excerpt_id)
        if excerpt is None:
            self._citing.unknown.append(excerpt_id)
        return excerpt

    def _cite_in_text(self, excerpt_id: str) -> int | None:
        return self._citing.cite(excerpt_id, quoting=True)

    def _empty(self, slot: Slot, key: str) -> Section:
        message = slot.prompt or tr("Write this section, or tag words that fill it.")
        self._gaps.append(Gap(key, slot.title, message, slot.required))
        if slot.empty is WhenEmpty.OMIT or not (slot.required or slot.empty is WhenEmpty.NOTE):
            return Section(key, slot.title, (), empty=True, omitted=True)
        code = self._template.language
        words = (
            said_in(code, "Nothing to report.")
            if slot.empty is WhenEmpty.NOTE and not slot.required
            else f"[{slot.title}: {slot.prompt or said_in(code, 'to be written')}]"
        )
        holder = Paragraph(ParagraphKind.PLACEHOLDER, (Run(words),))
        return Section(key, slot.title, (holder,), empty=True)

    def _check_lengths(self, words: int, parts: Sequence[ArticlePart]) -> None:
        limits = self._template.limits
        if limits.words and words > limits.words:
            message = tr(
                "{words:,} words; the limit is {limits_words:,}.",
                words=words,
                limits_words=limits.words,
            )
            self._gaps.append(Gap("", tr("Length"), message, False, GapKind.LENGTH))
        for part in parts if limits.item_words else ():
            count = sum(words_of(section) for section in part.sections)
            if limits.item_words and count > limits.item_words:
                message = tr(
                    "{count:,} words; the limit is {item_words:,} an item.",
                    count=count,
                    item_words=limits.item_words,
                )
                place = part.sections[0].key
                self._gaps.append(Gap(place, part.source.line, message, False, GapKind.LENGTH))

    def _check_citations(self) -> None:
        for excerpt_id in dict.fromkeys(self._citing.unknown):
            message = tr(
                "The excerpt [@{excerpt_id}] is not in the project any more.", excerpt_id=excerpt_id
            )
            self._gaps.append(Gap("", tr("Citation"), message, False, GapKind.CITATION))


def _merged(blocks: Sequence[OutlineBlock]) -> list[OutlineBlock]:
    """Join tables that follow each other, and let each run of numbers start from 1."""
    merged: list[OutlineBlock] = []
    for block in blocks:
        last = merged[-1] if merged else None
        if isinstance(block, Table):
            if isinstance(last, Table) and block.header == last.header:
                merged[-1] = replace(last, rows=last.rows + block.rows)
            else:
                merged.append(block)
            continue
        if block.kind is ParagraphKind.NUMBER:
            first = block.first or not _goes_on(merged, block.level)
            merged.append(replace(block, first=first))
        else:
            merged.append(block)
    return merged


def _goes_on(blocks: Sequence[OutlineBlock], level: int) -> bool:
    """Tell whether a numbered list of this depth is not over, lists inside its items passed by."""
    for block in reversed(blocks):
        if not isinstance(block, Paragraph) or block.kind not in LISTS or block.level < level:
            return False
        if block.level == level:
            return block.kind is ParagraphKind.NUMBER
    return False
