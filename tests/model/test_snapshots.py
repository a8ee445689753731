"""Snapshots of a brief: what restoring brings back, and what it leaves alone."""

from dataclasses import replace

from builders import brief, project, slot, template

from briefing.model.edits import change_template, remove_brief
from briefing.model.snapshot import Snapshot
from briefing.model.snapshot_edits import (
    remove_snapshot,
    rename_snapshot,
    restore_snapshot,
    snapshots_of,
    take_snapshot,
)

SHORT = template(slot("facts"))
THEN = brief(facts="As it was.")
FIRST = Snapshot("s1", "First", THEN, SHORT, made="2026-02-03T10:00:00")
PRESENT = Snapshot("s2", "Before", brief(facts="Now."), SHORT, made="2026-02-03T11:00:00")


def now(*things):
    return take_snapshot(FIRST).apply(project(brief(facts="Now."), SHORT, *things))


def test_restoring_brings_the_words_back_and_keeps_the_present_ones_as_a_snapshot():
    after = restore_snapshot(FIRST, PRESENT).apply(now())
    assert after.briefs["b1"] == THEN
    assert snapshots_of(after, "b1") == [PRESENT, FIRST]


def test_restoring_brings_the_template_back_that_the_words_were_written_for():
    before = now()
    other = template(slot("summary"), key="long")
    changed = change_template(before.briefs["b1"], other, {}).apply(before)
    after = restore_snapshot(FIRST).apply(changed)
    assert after.briefs["b1"].template == "short"
    newer = now(replace(SHORT, version=2))
    assert restore_snapshot(FIRST).apply(newer).templates["short"] == SHORT


def test_restoring_leaves_the_template_of_another_brief_alone():
    newer = replace(SHORT, version=2)
    before = now(newer, replace(brief(), id="b2"))
    after = restore_snapshot(FIRST).apply(before)
    assert after.briefs["b1"] == THEN
    assert after.templates["short"] == newer


def test_a_brief_that_was_removed_comes_back():
    before = now()
    gone = remove_brief(before.briefs["b1"]).apply(before)
    assert snapshots_of(gone, "b1") == [FIRST]
    assert restore_snapshot(FIRST).apply(gone).briefs["b1"] == THEN


def test_a_snapshot_is_renamed_and_removed_and_the_brief_stays():
    renamed = rename_snapshot(FIRST, "Sent").apply(now())
    assert renamed.snapshots["s1"] == replace(FIRST, name="Sent")
    removed = remove_snapshot(FIRST).apply(renamed)
    assert removed.snapshots == {}
    assert removed.briefs["b1"].section("facts").body == "Now."
