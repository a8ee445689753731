"""Projects from the command line: their snapshots, word for word."""

import json

from test_cli import run

from briefing.paths import standard_paths


def test_project_snapshots_tell_what_was_sent_word_for_word(capsys, tmp_path, qapp):
    from fakes import FixedClock

    from briefing.app import make_desk
    from briefing.model.snapshot_edits import take_snapshot
    from briefing.qt.document import ProjectDocument
    from briefing.qt.jobs import JobRunner
    from briefing.qt.live_outline import LiveOutline
    from briefing.services.snapshots import Reason, snapshot_of

    desk = make_desk(standard_paths())
    document = ProjectDocument(desk.stores.create(tmp_path / "p.briefing"), FixedClock(), "Ane")
    desk.add_sample(document)
    live = LiveOutline(document, FixedClock(), JobRunner(document), document)
    live.show(None)
    stamp, why = document.stamp(), Reason("Sent\x1b[2J", "The minister")
    document.apply(take_snapshot(snapshot_of(live.brief, live.template, live.outline, stamp, why)))
    document.store.close()
    _, out, _ = run(capsys, "project", "snapshots", tmp_path / "p.briefing")
    assert "for The minister" in out
    assert "\x1b" not in out
    _, out, _ = run(capsys, "project", "snapshots", tmp_path / "p.briefing", "--json")
    (told,) = json.loads(out)["snapshots"]
    assert told["header"]["organisation"] == "Coastal Policy Desk"
    assert "limited support for seven ferry routes" in told["sections"][0]["text"]
