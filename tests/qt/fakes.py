"""Stand-ins for the ports, that keep everything in memory."""

import queue
import threading

from briefing.errors import StorageError
from briefing.model.project import Project, new_project
from briefing.services.ports import TemplatePackage, TemplateShelf


class FixedClock:
    """Says the same time, or one second more at each call."""

    def __init__(self, *, ticking=False):
        self._ticking = ticking
        self._seconds = 0

    def now(self):
        self._seconds += self._ticking
        minutes, seconds = divmod(self._seconds, 60)
        return f"2026-02-03T10:{minutes:02}:{seconds:02}+00:00"


class MemoryStore:
    """A project file without the file; `broken` makes every write fail."""

    def __init__(self, project=None):
        self.path = None
        self.read_only = False
        self.notice = ""
        self.broken = False
        self.project: Project = project or new_project()
        self.steps = []
        self.done = 0
        self.blobs = {}

    def load(self):
        return self.project

    def history(self):
        return list(self.steps), self.done

    def record(self, step, blobs):
        self._write(step.changes())
        self.blobs |= blobs
        self.steps[self.done :] = [step]
        self.done += 1
        return step

    def amend(self, step, changes):
        self._write(changes)
        self.steps[self.done - 1 :] = [step]
        return step

    def move(self, changes, done):
        self._write(changes)
        self.done = done

    def blob(self, sha256):
        return self.blobs[sha256]

    def save_copy(self, path):
        path.write_text("copy")

    def close(self):
        pass

    def _write(self, changes):
        if self.broken:
            raise StorageError("Not saved: the disk is full.", "Make room.")
        self.project = changes.applied_to(self.project)


class MemoryLibrary:
    """A template library of these templates, with no Word files."""

    def __init__(self, *templates):
        self.packages = {t.id: TemplatePackage(t, b"", "test") for t in templates}

    def shelf(self):
        return TemplateShelf(self.packages)

    def get(self, template_id):
        return self.packages[template_id]


class HangingStore:
    """A project file whose writes wait while it `hangs`; `refused` is raised by the next of them.

    Whatever it is asked for is noted in `asked` when it begins.
    """

    def __init__(self, store):
        self._store = store
        self._open = threading.Event()
        self._open.set()
        self.asked = queue.SimpleQueue()
        self.refused = []

    def hang(self):
        self._open.clear()

    def go_on(self):
        self._open.set()

    def record(self, step, blobs):
        return self._written("record", step, blobs)

    def amend(self, step, changes):
        return self._written("amend", step, changes)

    def move(self, changes, done):
        return self._written("move", changes, done)

    def __getattr__(self, name):
        return getattr(self._store, name)

    def _written(self, name, *given):
        self.asked.put(name)
        self._open.wait()
        if self.refused:
            raise self.refused.pop()
        return getattr(self._store, name)(*given)
