"""Snapshots in the project file: kept whole, with the Word file they were printed through."""

from dataclasses import replace

from builders import article, brief, excerpt, slot, template
from fakes import FixedClock
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import initialize, rule
from rounds import FILES, Rounds, document_in, reopened

from briefing.model.brief import Rest, Words
from briefing.model.edits import (
    add_articles,
    add_brief,
    add_excerpts,
    change_template,
    remove_excerpt,
    write_section,
)
from briefing.model.snapshot_edits import (
    remove_snapshot,
    rename_snapshot,
    restore_snapshot,
    take_snapshot,
)
from briefing.qt.document import ProjectDocument
from briefing.services.brief.composing import compose
from briefing.services.versions.snapshots import Reason, snapshot_of
from briefing.storage import projectfile
from briefing.storage.codec import digest
from briefing.storage.recovery import recover

WORD = b"the Word file of the template"
SHORT = template(slot("facts", "outlook"), document=digest(WORD))
OF = article()
FUEL = excerpt(OF, "Fuel costs rose by 31% in October.", "outlook")


def begun(folder):
    return document_in(
        folder, add_articles([OF]), add_excerpts([FUEL]),
        add_brief(brief(), SHORT, {SHORT.document: WORD}),
    )  # fmt: skip


def taken(document, name="First"):
    of, templates = document.project.briefs["b1"], document.project.templates
    outline = compose(document.project, of, templates[of.template], author="me", date="2026-02-03")
    return snapshot_of(
        of, templates[of.template], outline, document.stamp(), Reason(name, "Minister")
    )


def test_a_snapshot_is_the_same_after_a_restart_and_undo_takes_it_back(tmp_path, qapp):
    document = begun(tmp_path)
    made = taken(document)
    document.apply(take_snapshot(made))
    document.apply(remove_excerpt(FUEL))
    again = reopened(document)
    assert again.project.snapshots == {made.id: made}
    assert again.project.snapshots[made.id].sections[0].quoted[0].quote == FUEL.quote
    again.undo()
    again.undo()
    assert again.project.snapshots == {}


def test_the_word_file_stays_for_a_snapshot_of_a_template_that_is_gone(tmp_path, qapp, monkeypatch):
    monkeypatch.setattr(projectfile, "STEPS", 20)
    document = begun(tmp_path)
    made = taken(document)
    other = template(slot("facts", "outlook"), document=digest(b"other"))
    document.apply(take_snapshot(made))
    document.apply(
        change_template(document.project.briefs["b1"], other, {other.document: b"other"})
    )
    for number in range(40):
        document.apply(rename_snapshot(made, f"Name {number}"))
    again = reopened(document)
    assert again.store.blob(SHORT.document) == WORD
    again.apply(restore_snapshot(again.project.snapshots[made.id]))
    assert again.project.templates["short"] == SHORT
    again.store.close()
    recover(tmp_path / "p.briefing", tmp_path / "new.briefing", FILES)
    saved = ProjectDocument(FILES.open(tmp_path / "new.briefing"), FixedClock())
    assert saved.store.blob(SHORT.document) == WORD
    assert set(saved.project.snapshots) == {made.id}
    saved.store.close()


class SnapshotRounds(Rounds):
    """Random rounds of writing, snapshots, restoring, undo and restarts: file and value agree."""

    @initialize()
    def begin(self):
        self.document = begun(self.folder)

    def any_snapshot(self, number):
        found = sorted(self.document.project.snapshots.values(), key=lambda each: each.id)
        return found[number % len(found)] if found else None

    @rule(words=st.text(max_size=9, alphabet="ab *\n😀"))
    def writes(self, words):
        pieces = (Words(words), Rest()) if words.strip() else (Rest(),)
        if "b1" in self.document.project.briefs:
            self.document.apply(write_section("b1", "facts", pieces))

    @rule()
    def takes(self):
        if "b1" in self.document.project.briefs:
            self.document.apply(take_snapshot(taken(self.document)))

    @rule(number=st.integers(0, 9))
    def restores(self, number):
        if (snapshot := self.any_snapshot(number)) and "b1" in self.document.project.briefs:
            before = self.document.project
            self.document.apply(restore_snapshot(snapshot, taken(self.document, "Before")))
            assert self.document.project.briefs["b1"] == snapshot.state
            self.document.undo()
            assert self.document.project == before
            self.document.redo()

    @rule(number=st.integers(0, 9), name=st.text(max_size=4))
    def renames(self, number, name):
        if snapshot := self.any_snapshot(number):
            self.document.apply(rename_snapshot(snapshot, name))
            assert self.document.project.snapshots[snapshot.id] == replace(snapshot, name=name)

    @rule(number=st.integers(0, 9))
    def removes(self, number):
        if snapshot := self.any_snapshot(number):
            self.document.apply(remove_snapshot(snapshot))


TestRounds = SnapshotRounds.TestCase
TestRounds.settings = settings(max_examples=15, stateful_step_count=20, deadline=None)
