"""What a batch is asked to do, and what became of each article."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Any

from briefing.language import shown_number, tr, tr_many


@dataclass(frozen=True, slots=True)
class Scheduler:
    """A Dask scheduler: tcp://HOST:PORT or tls://HOST:PORT.

    `certificates` is a folder with ca.pem, cert.pem and key.pem. Without `insecure` nothing goes
    unencrypted to a machine beyond the private network.
    """

    address: str
    certificates: Path | None = None
    insecure: bool = False


@dataclass(frozen=True, slots=True)
class BatchPlan:
    """A folder of articles, and how a document of each is to be made.

    `form` is the name of a format, `jobs` the most processes (0: one for each core). Excerpts are
    looked for in the folder `excerpts`, else beside each article. `again` makes anew what is done
    and replaces files that the batch did not write. An article may take `seconds` and `megabytes`.
    With a `scheduler` its workers do the work, and `jobs` counts for nothing.
    """

    folder: Path
    template: str
    out: Path
    form: str = "docx"
    jobs: int = 0
    suggest: bool = False
    excerpts: Path | None = None
    fields: Mapping[str, str] = field(default_factory=dict)
    again: bool = False
    subfolders: bool = False
    seconds: float = 60.0
    megabytes: int = 1024
    scheduler: Scheduler | None = None


class Outcome(StrEnum):
    """What became of an article."""

    WRITTEN = "written"
    SKIPPED = "skipped"
    FAILED = "failed"
    LEFT_OUT = "left out"


@dataclass(frozen=True, slots=True)
class BatchRow:
    """One article: its file, its document (both below their folders), and what became of it.

    `number` counts the articles of a file of several, from 1. `blocking` is what would hold up a
    final export: such a document is a draft and says so.
    """

    source: str
    outcome: Outcome
    target: str = ""
    number: int = 1
    title: str = ""
    message: str = ""
    hint: str = ""
    words: int = 0
    draft: bool = False
    blocking: tuple[str, ...] = ()
    milliseconds: float = 0.0


@dataclass(frozen=True, slots=True)
class BatchSummary:
    """What became of all articles, in the order of their names.

    `stopped` tells that somebody stopped it before all were done. `earlier` names documents of
    earlier runs that no article in the folder stands for any more. `processes` is how many were
    started at once.
    """

    rows: tuple[BatchRow, ...] = ()
    stopped: bool = False
    waiting: int = 0
    earlier: tuple[str, ...] = ()
    seconds: float = 0.0
    processes: int = 0

    def count(self, outcome: Outcome) -> int:
        """Return how many articles ended so."""
        return Counter(row.outcome for row in self.rows)[outcome]

    @property
    def all_done(self) -> bool:
        """Whether every article has its document."""
        return not self.stopped and not self.count(Outcome.FAILED)

    def said(self) -> str:
        """Return the summary as one sentence."""
        drafts = sum(row.draft and row.outcome is Outcome.WRITTEN for row in self.rows)
        parts = [tr("{written:,} written", written=self.count(Outcome.WRITTEN))]
        parts[0] += (
            tr_many(" ({count:,} as draft)", " ({count:,} as drafts)", drafts) if drafts else ""
        )
        for outcome, words in (
            (Outcome.SKIPPED, tr("done before")),
            (Outcome.FAILED, tr("failed")),
            (Outcome.LEFT_OUT, tr("left out")),
        ):
            if number := self.count(outcome):
                parts.append(f"{shown_number(number)} {words}")
        if self.stopped:
            parts.append(tr("{waiting:,} not begun or not finished", waiting=self.waiting))
        said = ", ".join(parts)
        return tr("Stopped: {said}.", said=said) if self.stopped else f"{said}."


BatchReport = Callable[[BatchRow, int, int], None]
"""Takes a row, how many articles are done, and how many are known of so far."""


def summary_json(summary: BatchSummary) -> dict[str, Any]:
    """Return a summary as plain values."""
    return {
        "written": summary.count(Outcome.WRITTEN),
        "skipped": summary.count(Outcome.SKIPPED),
        "failed": summary.count(Outcome.FAILED),
        "left_out": summary.count(Outcome.LEFT_OUT),
        "waiting": summary.waiting,
        "stopped": summary.stopped,
        "seconds": round(summary.seconds, 3),
        "processes": summary.processes,
        "earlier": list(summary.earlier),
        "articles": [
            {**asdict(row), "milliseconds": round(row.milliseconds, 1)} for row in summary.rows
        ],
    }
