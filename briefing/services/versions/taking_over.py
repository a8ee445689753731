"""What a section's text becomes when it is taken over from an edited document."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby, pairwise

from briefing.language import ENGLISH, marked, said_in, tr
from briefing.model.brief import JUDGEMENT, Piece, Placed, Rest, SectionText, Words, body_of
from briefing.model.excerpt import Excerpt
from briefing.model.outline import ParagraphKind
from briefing.model.project import Project
from briefing.model.read_back import ExportedSection
from briefing.model.template import Form, Slot
from briefing.services.brief.filling import fill
from briefing.services.brief.printing import printed, table_of
from briefing.services.checks.quotation import cited_articles, quotes
from briefing.services.section_text.printed_form import HEADER, PLAIN, ROW, Unit, unit_of, units_of
from briefing.services.section_text.prose import prose_of
from briefing.services.section_text.quoting import QUOTED, alike, core, in_marks
from briefing.services.section_text.units_as_markdown import CELLS, markdown_of

_TABLE = marked(
    "Rows of a table that the excerpts make cannot be rewritten: those changed become paragraphs."
)
_LOOKS = marked("Some of the formatting cannot be kept.")


@dataclass(frozen=True, slots=True)
class Taken:
    """The text of a section to take over, and what its reader should know of it.

    `reads` says what it prints: the words of each paragraph, or the mark of an excerpt.
    """

    text: SectionText
    warnings: tuple[str, ...] = ()
    reads: tuple[str, ...] = ()

    def is_printed_by(self, units: Iterable[Unit]) -> bool:
        """Tell whether units are these; excerpts that were tagged since may come behind them."""
        silent = (HEADER, ParagraphKind.PLACEHOLDER)
        found = [(_read(u, u.excerpt), u.excerpt) for u in units if u.kind not in silent]
        here = tuple(words for words, _ in found[: len(self.reads)])
        return here == self.reads and all(excerpt for _, excerpt in found[len(self.reads) :])


@dataclass(frozen=True, slots=True)
class Ours:
    """One section as the project has it now: its slot, its text, what it prints.

    `excerpts` are those of the brief's articles that may fill it, in reading order;
    `code` is the language of the template.
    """

    slot: Slot
    text: SectionText
    units: tuple[Unit, ...]
    excerpts: tuple[Excerpt, ...]
    code: str = ENGLISH


def taken_over(
    project: Project, ours: Ours, theirs: Sequence[Unit], exported: ExportedSection | None
) -> Taken:
    """Return the text with which a section prints `theirs`.

    A quotation that still stands as it was printed is its excerpt's again, with all that follows
    from that; one that was changed becomes plain words that cite it, and a warning says so. Marks
    of judgement stay with the sentences that they were given to.
    """
    return _Taking(project, ours, exported).taken(theirs)


def known_quotes(project: Project, excerpts: Iterable[Excerpt]) -> dict[str, str]:
    """Return the ids of excerpts by their words as `core` has them; the first of equals."""
    found: dict[str, str] = {}
    for excerpt in excerpts:
        if excerpt.id in project.excerpts:
            found.setdefault(core(excerpt.quote), excerpt.id)
    return found


class _Taking:
    def __init__(self, project: Project, ours: Ours, exported: ExportedSection | None) -> None:
        self._project = project
        self._ours = ours
        self._exported = exported
        self._quotes = known_quotes(project, ours.excerpts)
        units = exported.units if exported else ()
        self._was = {unit.print: unit.excerpt for unit in units}
        self._printed = {unit.print: unit.excerpt for unit in ours.units}
        self._quoted_here = {e for e in (*self._was.values(), *self._printed.values()) if e}
        self._by_words: dict[tuple[str, str], str] = {}
        for excerpt in ours.excerpts:
            made = printed_unit(ours.slot, excerpt, ours.code)
            self._by_words.setdefault((made.kind, made.text), excerpt.id)
        self.warnings: list[str] = []

    def taken(self, theirs: Sequence[Unit]) -> Taken:
        marked = [(unit, self._placed(unit)) for unit in theirs if self._is_written(unit)]
        self._quoted_here -= {placed for _, placed in marked}
        pieces = self._pieces(marked)
        text = self._left_out(self._judged(body_of(pieces)), pieces)
        reads = tuple(_read(unit, placed) for unit, placed in marked if unit.kind != HEADER)
        return Taken(text, tuple(dict.fromkeys(self.warnings)), reads)

    def _is_written(self, unit: Unit) -> bool:
        """Tell whether somebody wrote these words: placeholders and our table's header are not."""
        if unit.kind == ParagraphKind.PLACEHOLDER:
            return unit.print not in self._was and unit.print not in self._printed
        is_ours = self._ours.slot.form is Form.TABLE and unit.print in {
            **self._was,
            **self._printed,
        }
        no_words = self._ours.slot.form is Form.TABLE and not unit.text.strip()
        return not (unit.kind == HEADER and (is_ours or no_words))

    def _placed(self, unit: Unit) -> str:
        """Return the id of the excerpt that is printed here as it is, or ""."""
        found = self._was.get(unit.print) or self._printed.get(unit.print)
        if not found:
            found = self._by_words.get((unit.kind, unit.text), "")
            if unit.marks and found not in unit.cited:
                found = ""
        excerpt = self._project.excerpts.get(found)
        if excerpt is None or core(excerpt.quote) not in alike(unit.text):
            return ""
        return found

    def _pieces(self, marked: Sequence[tuple[Unit, str]]) -> tuple[Piece, ...]:
        rest = _rest_in(marked, self._expected())
        pieces: list[Piece] = []
        at = 0
        for placed, group in groupby(enumerate(marked), key=lambda each: _sort(each, rest)):
            units = [unit for _, (unit, _) in group]
            ids = [each for _, each in marked[at : at + len(units)]]
            at += len(units)
            if placed == "rest":
                pieces.append(Rest())
            elif placed == "placed":
                pieces.extend(Placed(each) for each in ids)
            else:
                pieces.append(Words(self._written(units)))
        return tuple(pieces)

    def _expected(self) -> list[tuple[str, str]]:
        """Return what our `Rest` prints, excerpt by excerpt, with the headings of its groups."""
        filling, _ = fill(self._ours.slot, self._ours.text, self._ours.excerpts)
        if self._ours.slot.group_by != "stakeholder" or self._ours.slot.form is Form.TABLE:
            return [("excerpt", excerpt.id) for excerpt in filling]
        groups: dict[str, list[str]] = {}
        unnamed = said_in(self._ours.code, "Not named")  # as `composing` prints it
        for excerpt in filling:
            groups.setdefault(excerpt.assessment.stakeholder or unnamed, []).append(excerpt.id)
        found: list[tuple[str, str]] = []
        for name, members in groups.items():
            found.append(("heading", name))
            found.extend(("excerpt", each) for each in members)
        return found

    def _written(self, units: Sequence[Unit]) -> str:
        told = [self._told(unit) for unit in units]
        if _loose_rows(units):
            self.warnings.append(tr(_TABLE))
        made = markdown_of(told)
        if not made.exact:
            self.warnings.append(tr(_LOOKS))
        return made.markdown

    def _told(self, unit: Unit) -> Unit:
        """Return a unit with citations of what it quotes, and only of excerpts that are there."""
        marks = [(at, mark) for at, mark in unit.marks if mark in self._project.excerpts]
        if len(marks) < len(unit.marks):
            self.warnings.append(tr("It cites an excerpt that is not in the project."))
        quoted = list(QUOTED.finditer(unit.text))
        if not marks:
            for match in quoted:
                found = self._quotes.get(core(match.group()))
                marks += [(match.end(), found)] if found else []
        told = replace(unit, marks=tuple(marks))
        if unit.print in self._was or unit.print in self._printed:
            return told
        self.warnings.extend(self._not_word_for_word(told, [q.group()[1:-1] for q in quoted]))
        return told

    def _not_word_for_word(self, unit: Unit, quoted: Sequence[str]) -> Iterator[str]:
        articles = cited_articles(self._project, unit.cited)
        for words in quoted:
            if articles and words.strip() and not any(quotes(a, words) for a in articles):
                yield tr("No longer word for word: “{words}”", words=words)
        if not quoted and (lost := self._quoted_here.intersection(unit.cited)):
            quote = in_marks(self._project.excerpts[min(lost)].quote)
            yield tr("No longer quoted word for word: “{quote}”", quote=quote)

    def _judged(self, body: str) -> str:
        """Return a body with the marks of judgement that its sentences had."""
        if JUDGEMENT not in self._ours.text.body:
            return body
        before = prose_of(self._ours.text.body)
        judged = {sentence.text.strip() for sentence in before.sentences if sentence.judged}
        for sentence in reversed(prose_of(body).sentences):
            if sentence.text.strip() in judged and not sentence.judged:
                end = sentence.span[1]
                body = f"{body[:end]} [@{JUDGEMENT}]{body[end:]}"
        if before.judged:
            body = "\n\n".join(filter(None, (body, f"[@{JUDGEMENT}]")))
        return body

    def _left_out(self, body: str, pieces: tuple[Piece, ...]) -> SectionText:
        """Return the text that leaves out what they took out, and no more than that."""
        placed = {piece.excerpt for piece in pieces if isinstance(piece, Placed)}
        kept = tuple(e for e in self._ours.text.left_out if e not in placed)
        text = replace(self._ours.text, body=body, left_out=kept)
        filling, _ = fill(self._ours.slot, self._ours.text, self._ours.excerpts)
        if any(isinstance(piece, Rest) for piece in pieces):
            wanted = {excerpt.id for excerpt in filling}
        else:
            was = set(self._was.values()) if self._exported else set(self._printed.values())
            wanted = {excerpt.id for excerpt in filling} - was
        while True:
            now, _ = fill(self._ours.slot, text, self._ours.excerpts)
            unwanted = tuple(e.id for e in now if e.id not in wanted)
            if not unwanted:
                return text
            text = replace(text, left_out=(*text.left_out, *unwanted))


def printed_unit(slot: Slot, excerpt: Excerpt, code: str = ENGLISH) -> Unit:
    """Return an excerpt as the slot prints it now, in the language `code`."""
    if slot.form is Form.TABLE:
        return units_of([table_of(slot.title, excerpt, 1, code)], {1: excerpt.id})[-1]
    return unit_of(printed(slot.form, excerpt, 1, code), {1: excerpt.id})


def _loose_rows(units: Sequence[Unit]) -> bool:
    """Tell whether rows stand here without the header that makes a table of them."""
    kinds = ["", *(unit.kind for unit in units)]
    return any(kind == ROW and before not in (ROW, HEADER) for before, kind in pairwise(kinds))


def _sort(each: tuple[int, tuple[Unit, str]], rest: range) -> str:
    number, (_, placed) = each
    if number in rest:
        return "rest"
    return "placed" if placed else "words"


def _rest_in(marked: Sequence[tuple[Unit, str]], expected: Sequence[tuple[str, str]]) -> range:
    """Return where all that `Rest` prints stands in one piece; an empty range if it does not."""
    if not expected:
        return range(0)
    said = [("excerpt", placed) if placed else _heading(unit) for unit, placed in marked]
    for start in range(len(said) - len(expected) + 1):
        if said[start : start + len(expected)] == list(expected):
            return range(start, start + len(expected))
    return range(0)


def _heading(unit: Unit) -> tuple[str, str]:
    is_plain = unit.kind == ParagraphKind.HEADING and set(unit.looks) <= {PLAIN}
    return ("heading", unit.text) if is_plain and unit.level == 1 else ("words", "")


def _read(unit: Unit, excerpt: str) -> str:
    return f"[@{excerpt}]" if excerpt else unit.text.replace("\t", CELLS)
