"""Projects from the command line: their snapshots, word for word."""

import json

from test_cli import run

from briefing.paths import standard_paths


def test_project_snapshots_tell_what_was_sent_word_for_word(capsys, tmp_path, qapp):
    from fakes import FixedClock

    from briefing.assembly import make_desk
    from briefing.model.snapshot_edits import take_snapshot
    from briefing.qt.document import ProjectDocument
    from briefing.qt.jobs import JobRunner
    from briefing.qt.live_outline import LiveOutline
    from briefing.services.versions.snapshots import Reason, snapshot_of

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


def test_json_carries_nothing_that_a_terminal_obeys_and_means_the_same(capsys):
    from briefing.commands.tools import print_json

    words = "a\x1b[2J\x9b31m\x7f\u202eb\u2066\u2028\r\n😀é"
    print_json({"title": words})
    out = capsys.readouterr().out
    assert json.loads(out) == {"title": words}
    assert not set(out) & set("\x1b\x9b\x7f\u202e\u2066\u2028\r")
    assert "😀é" in out
