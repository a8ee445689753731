"""The command `batch`: a document for every article of a folder, and what became of each."""

from __future__ import annotations

import argparse
import signal
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType

from briefing.commands.articles import given_fields
from briefing.commands.tools import Tools, print_json, shown
from briefing.errors import BriefingError
from briefing.services.batch.plan import (
    BatchPlan,
    BatchRow,
    BatchSummary,
    Outcome,
    Scheduler,
    summary_json,
)

_LONGEST = 72
_MOST_NAMED = 3


def batch(options: argparse.Namespace, tools: Tools) -> None:
    """Write a document for every article of a folder."""
    template = tools.library().get(options.template).template
    plan = BatchPlan(
        folder=Path(options.folder),
        template=template.id,
        out=Path(options.output),
        form=options.format,
        jobs=options.jobs,
        suggest=options.suggest,
        excerpts=Path(options.excerpts) if options.excerpts else None,
        fields=given_fields(options.field, [f.key for f in template.fields]),
        again=options.again,
        subfolders=options.subfolders,
        seconds=options.seconds,
        scheduler=_scheduler(options),
    )
    terminal = sys.stderr.isatty()
    with stopped_by_ctrl_c() as stop:
        service = tools.batches()
        summary = service.run(plan, _progress if terminal else _silent, stop.is_set)
    if terminal:
        sys.stderr.write(f"\r{' ' * (_LONGEST + 16)}\r")
    if options.json:
        print_json(summary_json(summary))
    else:
        _print(summary)
    if not summary.all_done:
        rest = "Run it again for the rest: what is done is skipped."
        failed = summary.count(Outcome.FAILED)
        words = f"{failed:,} of {len(summary.rows):,} failed." if failed else "It was stopped."
        raise BriefingError(words, rest)


def _scheduler(options: argparse.Namespace) -> Scheduler | None:
    if not options.scheduler:
        return None
    folder = Path(options.certificates) if options.certificates else None
    return Scheduler(options.scheduler, folder, options.insecure)


@contextmanager
def stopped_by_ctrl_c() -> Iterator[threading.Event]:
    """Give an event that the first Ctrl+C sets; a second one ends the program at once."""
    stop = threading.Event()

    def note(_number: int, _frame: FrameType | None) -> None:
        if stop.is_set():
            raise KeyboardInterrupt
        stop.set()

    before = signal.signal(signal.SIGINT, note)
    try:
        yield stop
    finally:
        signal.signal(signal.SIGINT, before)


def _progress(row: BatchRow, done: int, known: int) -> None:
    words = f"{row.source}: {row.outcome}"
    sys.stderr.write(f"\r{done:>6,}/{known:<6,} {shown(words)[:_LONGEST]:<{_LONGEST}}")
    sys.stderr.flush()


def _silent(_row: BatchRow, _done: int, _known: int) -> None:
    return


def _print(summary: BatchSummary) -> None:
    for row in summary.rows:
        name = shown(row.source if row.number == 1 else f"{row.source} ({row.number})")
        if row.outcome in (Outcome.FAILED, Outcome.LEFT_OUT):
            print(f"{row.outcome}: {name}: {shown(f'{row.message} {row.hint}'.strip())}")
        else:
            kind = "draft, " if row.draft else ""
            print(f"{row.outcome}: {name} -> {shown(row.target)} ({kind}{row.words:,} words)")
        if row.outcome is Outcome.WRITTEN and row.blocking:
            more = len(row.blocking) - _MOST_NAMED
            tail = f" And {more} more." if more > 0 else ""
            print(f"  to mend: {shown(' '.join(row.blocking[:_MOST_NAMED]))}{tail}")
    for target in summary.earlier:
        print(f"of an earlier run: {shown(target)} (no article stands for it any more)")
    print(f"{summary.said()} {summary.seconds:.1f} s")
