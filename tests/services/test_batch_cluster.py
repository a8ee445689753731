"""A batch on a cluster of processes: the same documents, once each, whatever dies in the middle."""

import json
import logging
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from batch_stubs import stub
from test_batch import Bench

from briefing.errors import BriefingError
from briefing.services.batch.cluster_work import packed, unpacked
from briefing.services.batch.journal import NAME
from briefing.services.batch.plan import Outcome, Scheduler
from briefing.services.batch.workers import Answer

ROOT = Path(__file__).resolve().parent.parent.parent
HERE = Path(__file__).resolve().parent


def started(workers):
    """Return a cluster in a process of its own, its address and its workers' processes."""
    path = os.pathsep.join((str(ROOT), str(HERE)))
    process = subprocess.Popen(
        [sys.executable, str(HERE / "cluster_of_processes.py"), str(workers)],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
        env={**os.environ, "PYTHONPATH": path},
    )  # fmt: skip
    return process, json.loads(process.stdout.readline())


@pytest.fixture(scope="module")
def cluster(tmp_path_factory):
    process, said = started(2)
    yield said
    process.communicate("", timeout=60)


@pytest.fixture
def bench(tmp_path, no_network, cluster):
    allow(no_network, cluster)
    made = Bench(tmp_path)
    made.at = Scheduler(cluster["address"])
    return made


def allow(no_network, said):
    host, _, port = said["address"].removeprefix("tcp://").partition(":")
    no_network.add((host, int(port)))


def test_a_cluster_makes_the_documents_that_this_machine_makes_and_they_count_as_done(bench):
    from briefing.commands.batch_work import work

    text = "NORTHWIRE: Port Almary: Ferry {n} is back.\nFuel costs rose by 31% in October."
    bench.put(**{f"ferry {n}": text.format(n=n) for n in range(5)})
    quote = {"quote": "Fuel costs rose by 31%", "tags": ["key-figures"]}
    bench.write("ferry 1.excerpts.json", json.dumps({"excerpts": [quote]}))
    (bench.folder / "bad.png").write_bytes(b"\x89PNG....")
    far = bench.run(work=work, scheduler=bench.at)
    found = {path.name: path.read_bytes() for path in bench.out.glob("*.docx")}
    assert far.count(Outcome.WRITTEN) == len(found) == 5
    assert far.count(Outcome.FAILED) == 1
    assert bench.run(work=work).count(Outcome.SKIPPED) == 5
    bench.run(work=work, again=True)
    assert {path.name: path.read_bytes() for path in bench.out.glob("*.docx")} == found


def test_a_worker_that_is_killed_in_the_middle_costs_no_document_and_doubles_none(bench, cluster):
    bench.put(**{f"a{n:02}": f"SLOW 0.05{n}" for n in range(24)})
    killed = []

    def kill_once():
        if len(bench.reports) >= 4 and not killed:
            killed.append(cluster["pids"][0])
            os.kill(killed[0], signal.SIGKILL)
        return False

    summary = bench.run(kill_once, scheduler=bench.at)
    assert killed
    assert summary.all_done
    assert summary.count(Outcome.WRITTEN) == 24
    assert bench.documents() == {f"a{n:02}.docx": f"SLOW 0.05{n}" for n in range(24)}
    lines = (bench.out / NAME).read_text(encoding="utf-8").splitlines()
    assert len(lines) == len({json.loads(line)["target"] for line in lines}) == 24
    assert [said[1] for said in bench.reports] == list(range(1, 25))
    assert {said[2] for said in bench.reports} == {24}


def test_an_article_that_crashes_hangs_or_cannot_be_read_fails_alone(bench):
    bench.put(a="one", b="EXIT", c="HANG", d="MANY x|y", e="REFUSE")
    (bench.folder / "f.txt").symlink_to(bench.folder / "nowhere")
    summary = bench.run(scheduler=bench.at, seconds=1.0)
    said = {row.source: row.message for row in summary.rows if row.outcome is Outcome.FAILED}
    assert "ended (code 7)" in said["b.txt"]
    assert "longer than 1 seconds" in said["c.txt"]
    assert "is no article" in said["e.txt"]
    assert "f.txt" in said
    assert bench.documents() == {"a.docx": "one", "d 01.docx": "x", "d 02.docx": "y"}


def test_files_of_one_name_in_two_folders_are_not_confused(bench):
    bench.write("east/note.txt", "from the east")
    bench.write("west/note.txt", "from the west")
    bench.run(scheduler=bench.at, subfolders=True)
    assert bench.documents() == {
        "east/note.docx": "from the east", "west/note.docx": "from the west"
    }  # fmt: skip


def test_a_batch_that_is_stopped_keeps_what_is_done_and_goes_on_later(bench):
    bench.put(**{f"a{n:02}": "SLOW 0.05" for n in range(30)})
    summary = bench.run(lambda: len(bench.reports) >= 3, scheduler=bench.at)
    done = len(bench.documents())
    assert summary.stopped
    assert 3 <= done == summary.count(Outcome.WRITTEN) < 30
    assert summary.waiting == 30 - done
    rest = bench.run(scheduler=bench.at)
    assert (rest.count(Outcome.SKIPPED), rest.all_done) == (done, True)


def test_a_scheduler_that_goes_away_is_named_and_what_is_done_stays(tmp_path, no_network):
    process, said = started(1)
    allow(no_network, said)
    bench = Bench(tmp_path)
    bench.put(**{f"a{n:02}": "SLOW 0.05" for n in range(30)})

    def end_it():
        if len(bench.reports) >= 2 and process.poll() is None:
            process.kill()
            process.communicate()
        return False

    with pytest.raises(BriefingError, match=r"The scheduler at tcp://127.* is away.*skipped"):
        bench.run(end_it, scheduler=Scheduler(said["address"]))
    assert len(bench.documents()) >= 2


def test_nobody_at_the_address_is_one_sentence(tmp_path, no_network, monkeypatch):
    monkeypatch.setattr("briefing.services.batch.scheduler.CONNECTING", 0.5)
    no_network.add(("127.0.0.1", 9))
    bench = Bench(tmp_path)
    bench.put(a="one")
    with pytest.raises(BriefingError, match=r"tcp://127.0.0.1:9 does not answer"):
        bench.run(scheduler=Scheduler("tcp://127.0.0.1:9"))


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("127.0.0.1:8786", "no address of a scheduler"),
        ("inproc://here", "no address of a scheduler"),
        ("tcp://127.0.0.1:99999", "no address of a scheduler"),
        ("tcp://198.51.100.7.example:8786", "unencrypted"),
        ("tcp://93.184.215.14:8786", "unencrypted"),
        ("tcp://0.0.0.0:8786", "unencrypted"),
        ("tls://desk.example:8786", "There are no certificates"),
    ],
)
def test_nothing_goes_unencrypted_beyond_the_own_network(tmp_path, address, words):
    bench = Bench(tmp_path)
    bench.put(a="one")
    with pytest.raises(BriefingError, match=words):
        bench.run(scheduler=Scheduler(address))


def test_without_the_extra_the_remedy_is_named(tmp_path, monkeypatch):
    monkeypatch.setitem(sys.modules, "distributed", None)
    bench = Bench(tmp_path)
    bench.put(a="one")
    with pytest.raises(BriefingError, match=r'pip install "briefing\[cluster\]"'):
        bench.run(scheduler=Scheduler("tcp://127.0.0.1:8786"))


def test_an_answer_comes_back_as_it_was_and_anything_else_is_refused():
    answer = Answer({"title": "Fähre", "document": True}, b"PK\x03\x04")
    assert unpacked(packed(answer)) == answer
    for other in (None, b"", b"\xff\xff\xff\xff{}", b"\x00\x00\x00\x02[]", ["x"]):
        assert isinstance(unpacked(other), str)


def test_another_version_on_a_worker_is_told(monkeypatch):
    from briefing.services.batch import cluster_work as batch_cluster_work

    monkeypatch.setattr(batch_cluster_work, "__version__", "0.0.1")
    wish = json.dumps({"version": "9.9.9", "seconds": 1.0, "megabytes": 100})
    said = unpacked(batch_cluster_work.make("run", stub, wish, {}, ()))
    assert "0.0.1" in said.header["unready"]


def test_the_library_of_the_cluster_does_not_log_what_the_batch_says_itself():
    from briefing.services.batch.scheduler import _told

    def said(words):
        return logging.LogRecord("distributed.client", logging.ERROR, "", 0, words, (), None)

    assert not _told(said("Failed to reconnect to scheduler after %.2f seconds, closing client"))
    assert _told(said("Something else is wrong"))
