"""Which sentences of formatted text have no source and are not marked as the writer's own view."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from briefing.services.checks.unsourced import is_statement
from briefing.services.reading.article_sentences import Span
from briefing.services.section_text.markdown_writing import write
from briefing.services.section_text.prose import prose_of
from briefing.services.section_text.rich_text import BlockKind, RichBlock, RichRun, Runs


@lru_cache(maxsize=1024)
def unsourced(runs: Runs) -> tuple[Span, ...]:
    """Return where sentences without a source stand in one block, as the check of briefs says.

    In code points into the words of the runs, in which a citation counts as one.
    """
    return tuple(_unsourced(runs))


def _unsourced(runs: Runs) -> Iterator[Span]:
    words = "".join("\ufffc" if run.cite else run.text for run in runs)
    places = [place for place, character in enumerate(words) if not character.isspace()
              and character != "\ufffc"]  # fmt: skip
    solid = "".join(words[place] for place in places)
    at = 0
    for sentence in prose_of(write([RichBlock(BlockKind.TEXT, _plain(runs))])).sentences:
        text = "".join(sentence.text.split())
        found = solid.find(text, at)
        if found < 0 or not text:
            continue
        at = found + len(text)
        if not (sentence.cited or sentence.judged) and is_statement(sentence):
            yield places[found], places[at - 1] + 1


def _plain(runs: Runs) -> Runs:
    return tuple(RichRun(run.text, cite=run.cite) for run in runs)
