"""Writes the project file of this version that the tests keep for later versions to open.

    python tools/stored_project.py

It goes to tests/data and holds what that of version 1 holds, step by step, undone ones too, as the
program of today writes it. Written once a version, when its migration is there; never again after
that version was given to anybody.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
from dataclasses import replace
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
if str(ROOT) not in sys.path:
    sys.path.insert(0, str(ROOT))

from briefing.model.changes import Changes  # noqa: E402 the tree is put on the path above
from briefing.services.clock import SystemClock  # noqa: E402
from briefing.services.ports import ProjectStore  # noqa: E402
from briefing.storage import schema  # noqa: E402
from briefing.storage.files import ProjectFiles  # noqa: E402

DATA = ROOT / "tests" / "data"


def main() -> int:
    """Write the file of this version; fails if it is there."""
    files = ProjectFiles(SystemClock())
    target = DATA / f"project-version-{schema.VERSION}.briefing"
    with tempfile.TemporaryDirectory() as folder:
        copy = shutil.copy(DATA / "project-version-1.briefing", folder)
        old, new = files.open(Path(copy)), files.create(target)
        try:
            copy_steps(old, new)
        finally:
            old.close()
            new.close()
    print(target)
    return 0


def copy_steps(old: ProjectStore, new: ProjectStore) -> None:
    """Do each step of one project in another, empty one, and take back those undone there."""
    steps, done = old.history()
    all_changes = [step.changes() for step in steps]
    for step, changes in zip(steps, all_changes, strict=True):
        new.record(replace(step, changes=lambda kept=changes: kept), blobs_of(changes, old))
    for number in range(len(steps), done, -1):
        new.move(all_changes[number - 1].reversed(), number - 1)


def blobs_of(changes: Changes, store: ProjectStore) -> dict[str, bytes]:
    """Return the files that new things of a step refer to, by their SHA-256."""
    after = [change.after for _kind, _key, change in changes if change.after]
    named = (getattr(item, name, None) for item in after for name in ("original", "document"))
    return {name: store.blob(name) for name in named if name}


if __name__ == "__main__":
    sys.exit(main())
