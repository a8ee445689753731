"""Exchange with other tools: 10,000 excerpts of 20 articles out and in again, in milliseconds."""

from __future__ import annotations

import json
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from tables import filled

from briefing.interchange import reader, standard_interchange, writers
from briefing.model.edits import Stamp
from briefing.model.project import Project
from briefing.services.interchange import Exchanged
from briefing.services.taking_in import taking_in

ROUND = ("refi", "web-annotation")
_T = TypeVar("_T")


def main() -> None:
    """Print processor time of this process; the guarded row is wall time, its start included."""
    project, found = filled(), {}
    nothing: dict[str, bytes] = {}
    exchanged = Exchanged(project, "Many", "2026-01-01T00:00:00Z", nothing.__getitem__)
    stamp = Stamp("o", "me", "2026-01-01T00:00:00Z")
    for writer in writers():
        written, found[f"{writer.name} out"] = timed(lambda w=writer: w.write(exchanged))  # type: ignore[misc]
        found[f"{writer.name} KB"] = len(written.data) / 1024
        if writer.name not in ROUND:
            continue
        form, data = writer.name, written.data
        imported, found[f"{form} in"] = timed(lambda f=form, d=data: reader(f).read(d, "x"))  # type: ignore[misc]
        _, found[f"{form} taken in"] = timed(
            lambda i=imported, f=form: taking_in(Project(), i, f, "x", stamp)  # type: ignore[misc]
        )
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / f"x{writer.suffixes[0]}"
            path.write_bytes(data)
            service = standard_interchange()
            begun = time.perf_counter()
            service.read(path)
            found[f"{form} in, guarded, wall"] = (time.perf_counter() - begun) * 1e3
            service.close()
    print(json.dumps({name: round(value, 1) for name, value in found.items()}, indent=1))


def timed(work: Callable[[], _T]) -> tuple[_T, float]:
    """Return what `work` gives, and the milliseconds of processor time that it takes."""
    begun = time.process_time()
    made = work()
    return made, (time.process_time() - begun) * 1e3


if __name__ == "__main__":
    main()
