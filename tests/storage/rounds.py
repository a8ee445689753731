"""Project files of a test, and what all random rounds on one have: undo, redo and restarts."""

import tempfile
from pathlib import Path

from fakes import FixedClock
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from briefing.model.project import new_project
from briefing.qt.document import ProjectDocument
from briefing.storage.files import ProjectFiles

FILES = ProjectFiles(FixedClock())


def document_in(folder, *edits):
    document = ProjectDocument(FILES.create(folder / "p.briefing"), FixedClock(), "me")
    for edit in edits:
        document.apply(edit)
    return document


def reopened(document):
    path = document.store.path
    document.store.close()
    return ProjectDocument(FILES.open(path), FixedClock(), "me")


class Rounds(RuleBasedStateMachine):
    """A `document` in a `folder`: file and value agree after each step, and all can be undone."""

    document: ProjectDocument

    def __init__(self):
        super().__init__()
        self._folder = tempfile.TemporaryDirectory()
        self.folder = Path(self._folder.name)

    @rule(times=st.integers(1, 4))
    def undoes(self, times):
        for _ in range(times):
            self.document.undo()

    @rule(times=st.integers(1, 4))
    def redoes(self, times):
        for _ in range(times):
            self.document.redo()

    @rule()
    def restarts(self):
        self.document = reopened(self.document)

    @invariant()
    def file_and_value_agree(self):
        if hasattr(self, "document"):
            assert self.document.store.load() == self.document.project

    def teardown(self):
        if hasattr(self, "document"):
            while self.document.undo_stack.canUndo():
                self.document.undo()
            assert self.document.project == new_project()
            assert self.document.store.load() == new_project()
            self.document.store.close()
        self._folder.cleanup()
