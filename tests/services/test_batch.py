"""Batches: one failure stops no other, and what is done once is not done again."""

import sys
from dataclasses import replace
from pathlib import Path
from types import ModuleType

import pytest
from batch_stubs import never_ready, stub

from briefing.errors import BriefingError
from briefing.paths import standard_paths
from briefing.services.batch.journal import NAME
from briefing.services.batch.plan import BatchPlan, Outcome, summary_json
from briefing.services.batch.service import BatchService
from briefing.templating.library import standard_library

WRITTEN, SKIPPED, FAILED, LEFT_OUT = Outcome


class Endings:
    def suffix(self, form):
        return f".{form}"


class Bench:
    """A folder of articles, a folder of documents, and a batch of stubs between them."""

    def __init__(self, tmp_path):
        paths = standard_paths()
        self.folder, self.out = tmp_path / "in", tmp_path / "out"
        self.folder.mkdir()
        self.library = standard_library(paths.templates, paths.user_templates)
        self.plan = BatchPlan(self.folder, "policy-brief", self.out, jobs=1, seconds=30)
        self.reports = []

    def put(self, **texts):
        for name, text in texts.items():
            self.write(f"{name}.txt", text)

    def write(self, name, text="words"):
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        return path

    def run(self, cancelled=lambda: False, work=stub, **changes):
        service = BatchService(self.library, Endings(), work)
        plan = replace(self.plan, **changes)
        return service.run(plan, lambda *said: self.reports.append(said), cancelled)

    def documents(self):
        files = sorted(p for p in self.out.rglob("*") if p.is_file() and p.name != NAME)
        return {p.relative_to(self.out).as_posix(): p.read_text(encoding="utf-8") for p in files}


@pytest.fixture
def bench(tmp_path, monkeypatch):
    # A new process loads the program that started it: without pytest it starts three times as fast.
    monkeypatch.setitem(sys.modules, "__main__", ModuleType("__main__"))
    return Bench(tmp_path)


def outcomes(summary):
    return {row.target or row.source: row.outcome for row in summary.rows}


def failure(summary):
    (row,) = [row for row in summary.rows if row.outcome is FAILED]
    return row


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("REFUSE", "bad.txt is no article"),
        ("EXIT", "ended (code 7)"),
        ("RAISE", "ZeroDivisionError: nothing to share"),
    ],
)
def test_an_article_that_fails_or_crashes_its_process_fails_alone(bench, text, words):
    bench.put(a="one", bad=text, c="three")
    summary = bench.run()
    assert bench.documents() == {"a.docx": "one", "c.docx": "three"}
    assert words in failure(summary).message
    assert not summary.all_done
    assert [row.source for row in summary.rows] == ["a.txt", "bad.txt", "c.txt"]


def test_an_article_that_hangs_is_given_up_after_its_time(bench):
    bench.put(a="HANG", b="two")
    summary = bench.run(seconds=1.0)
    assert bench.documents() == {"b.docx": "two"}
    assert "longer than 1 seconds" in failure(summary).message


def test_an_article_that_needs_too_much_memory_is_given_up(bench):
    bench.put(a="EAT", b="two")
    summary = bench.run(megabytes=200)
    assert bench.documents() == {"b.docx": "two"}
    assert "more than 200 MB" in failure(summary).message


def test_where_no_process_can_work_the_batch_says_so_once(bench):
    bench.put(a="one", b="two")
    with pytest.raises(BriefingError, match=r"cannot begin.*code 3"):
        bench.run(work=never_ready)


def test_results_are_in_the_order_of_names_however_many_processes_there_are(bench):
    bench.put(**{f"a{n:02}": f"SLOW 0.{n % 3}" for n in range(40)})
    summary = bench.run(jobs=2)
    assert [row.source for row in summary.rows] == [f"a{n:02}.txt" for n in range(40)]
    assert summary.processes == 2
    assert bench.reports[-1][1:] == (40, 40)


def test_a_second_run_skips_what_is_done_and_redoes_what_changed(bench):
    bench.put(a="one", b="two", c="REFUSE")
    bench.run()
    bench.put(b="other", c="three")
    summary = bench.run()
    assert outcomes(summary) == {"a.docx": SKIPPED, "b.docx": WRITTEN, "c.docx": WRITTEN}
    assert bench.documents() == {"a.docx": "one", "b.docx": "other", "c.docx": "three"}
    assert set(outcomes(bench.run(again=True)).values()) == {WRITTEN}


def test_other_excerpts_and_other_options_make_a_document_anew(bench):
    bench.put(a="one")
    bench.run()
    bench.write("a.excerpts.json", " marked")
    assert outcomes(bench.run()) == {"a.docx": WRITTEN}
    assert bench.documents() == {"a.docx": "one marked"}
    assert outcomes(bench.run(fields={"organisation": "Desk"})) == {"a.docx": WRITTEN}
    assert outcomes(bench.run(fields={"organisation": "Desk"})) == {"a.docx": SKIPPED}


def test_a_document_that_is_gone_is_made_again(bench):
    bench.put(a="one")
    bench.run()
    (bench.out / "a.docx").unlink()
    assert outcomes(bench.run()) == {"a.docx": WRITTEN}


def test_what_somebody_wrote_in_a_document_is_never_overwritten_unasked(bench):
    bench.put(a="one", b="two")
    bench.run()
    for name in ("a.docx", "b.docx"):
        (bench.out / name).write_text("mine", encoding="utf-8")
    bench.put(b="other")
    summary = bench.run()
    assert outcomes(summary) == {"a.docx": SKIPPED, "b.docx": FAILED}
    assert bench.documents() == {"a.docx": "mine", "b.docx": "mine"}
    bench.run(again=True)
    assert bench.documents() == {"a.docx": "one", "b.docx": "other"}


def test_a_file_that_is_no_batchs_is_kept(bench):
    bench.put(a="one")
    bench.out.mkdir()
    (bench.out / "a.docx").write_text("mine", encoding="utf-8")
    assert "was there already" in failure(bench.run()).message
    assert bench.documents() == {"a.docx": "mine"}


def test_a_line_that_a_killed_run_left_unfinished_is_passed_over(bench):
    bench.put(a="one", b="two")
    bench.run()
    journal = bench.out / NAME
    whole = journal.read_bytes().splitlines(keepends=True)
    journal.write_bytes(whole[0] + whole[1][:40])
    (bench.out / "b.docx").unlink()
    assert outcomes(bench.run()) == {"a.docx": SKIPPED, "b.docx": WRITTEN}
    assert set(outcomes(bench.run()).values()) == {SKIPPED}


def test_a_first_line_that_was_left_unfinished_swallows_no_other(bench):
    bench.put(a="one")
    bench.run()
    journal = bench.out / NAME
    journal.write_bytes(journal.read_bytes()[:40])
    (bench.out / "a.docx").unlink()
    assert outcomes(bench.run()) == {"a.docx": WRITTEN}
    assert outcomes(bench.run()) == {"a.docx": SKIPPED}


def test_a_document_whose_line_is_there_but_not_the_file_yet_is_made(bench):
    """The state after a kill between the line and the document."""
    bench.put(a="one")
    bench.run()
    old = (bench.out / "a.docx").read_bytes()
    bench.put(a="other")
    bench.run()
    (bench.out / "a.docx").write_bytes(old)
    assert outcomes(bench.run()) == {"a.docx": WRITTEN}
    assert bench.documents() == {"a.docx": "other"}


@pytest.mark.parametrize("rubbish", [b"\x00\xff" * 50, b"[1]\n{}\n", b'{"target": "../x"}', b""])
def test_a_journal_of_rubbish_counts_for_nothing(bench, rubbish):
    bench.put(a="one")
    bench.out.mkdir()
    (bench.out / NAME).write_bytes(rubbish)
    assert outcomes(bench.run()) == {"a.docx": WRITTEN}


def test_the_journal_does_not_grow_without_end(bench):
    bench.put(a="one")
    for _ in range(3):
        bench.run(again=True)
    size = (bench.out / NAME).stat().st_size
    line = (bench.out / NAME).read_bytes().splitlines(keepends=True)[0]
    with (bench.out / NAME).open("ab") as file:
        file.write(line * 200)
    assert outcomes(bench.run()) == {"a.docx": SKIPPED}
    assert (bench.out / NAME).stat().st_size <= size
    assert outcomes(bench.run()) == {"a.docx": SKIPPED}


def test_a_file_of_several_articles_becomes_several_documents(bench):
    bench.write("export.html", "MANY one|two|EXIT|four")
    bench.write("export 01.txt", "another")
    summary = bench.run()
    assert bench.documents() == {
        "export 01.docx": "another", "export_ 01.docx": "one", "export_ 02.docx": "two",
        "export_ 04.docx": "four",
    }  # fmt: skip
    assert failure(summary).number == 3
    summary = bench.run()
    assert summary.count(SKIPPED) == 4
    assert failure(summary).number == 3


def test_what_was_not_read_in_a_file_is_named_each_time(bench):
    bench.write("archive.zip", "MANY one|LOST")
    for outcome in (WRITTEN, SKIPPED):
        summary = bench.run()
        assert [row.outcome for row in summary.rows] == [outcome, FAILED]
        assert "part was not read" in failure(summary).message
    assert bench.documents() == {"archive 01.docx": "one"}


def test_two_files_of_one_name_have_a_document_each(bench):
    bench.write("note.txt", "one")
    bench.write("note.md", "two")
    bench.write("Note.html", "three")
    bench.run()
    assert bench.documents() == {
        "Note.html.docx": "three", "note.md.docx": "two", "note.txt.docx": "one",
    }  # fmt: skip


def test_documents_of_articles_that_are_gone_are_named(bench):
    bench.put(a="one", b="two")
    bench.run()
    (bench.folder / "a.txt").unlink()
    assert bench.run().earlier == ("a.docx",)


def test_names_in_other_scripts_and_such_as_no_system_likes_are_kept_readable(bench):
    bench.write("Фрахт 運賃 é.txt", "one")
    bench.write("CON.txt", "two")
    bench.write("a" * 240 + ".txt", "three")
    bench.run()
    assert list(bench.documents()) == sorted(
        ["_CON.docx", "a" * 180 + ".docx", "Фрахт 運賃 é.docx"]
    )


def test_hidden_files_folders_and_stray_excerpts_are_named_and_left_out(bench):
    bench.put(a="one")
    bench.write(".hidden.txt")
    bench.write("~$a.docx")
    bench.write("b.excerpts.json")
    bench.write("sub/c.txt", "three")
    summary = bench.run()
    assert {row.source for row in summary.rows if row.outcome is LEFT_OUT} == {
        ".hidden.txt", "~$a.docx", "b.excerpts.json", "sub",
    }  # fmt: skip
    assert summary.all_done
    bench.run(subfolders=True)
    assert bench.documents() == {"a.docx": "one", "sub/c.docx": "three"}


def test_the_documents_are_no_articles_of_the_next_run(bench):
    bench.put(a="one")
    out = bench.folder / "briefs"
    for _ in range(2):
        assert [r.source for r in bench.run(out=out, subfolders=True).rows] == ["a.txt"]


def test_excerpts_are_taken_from_a_folder_of_their_own(bench, tmp_path):
    bench.put(a="one", b="two")
    (tmp_path / "marks").mkdir()
    (tmp_path / "marks" / "a.txt.excerpts.json").write_text(" marked", encoding="utf-8")
    bench.run(excerpts=tmp_path / "marks")
    assert bench.documents() == {"a.docx": "one marked", "b.docx": "two"}


@pytest.mark.parametrize(
    "changes",
    [
        {"folder": Path("none")}, {"excerpts": Path("none")}, {"template": "polcy-brief"},
    ],
)  # fmt: skip
def test_what_makes_the_whole_batch_impossible_is_said_at_once(bench, changes):
    with pytest.raises(BriefingError, match=r"none|policy-brief"):
        bench.run(**changes)
    with pytest.raises(BriefingError, match="folder of the articles"):
        bench.run(out=bench.folder)


def test_nothing_is_written_through_links_that_lead_out_of_the_folder(bench, tmp_path):
    bench.put(a="one", b="two")
    bench.write("sub/c.txt", "three")
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (elsewhere / "kept.txt").write_text("kept", encoding="utf-8")
    bench.out.mkdir()
    (bench.out / "a.docx").symlink_to(elsewhere / "kept.txt")
    (bench.out / "b.docx").symlink_to(elsewhere / "new.txt")
    (bench.out / "sub").symlink_to(elsewhere)
    for again in (False, True):
        assert bench.run(subfolders=True, again=again).count(FAILED) == 3
    assert [path.name for path in elsewhere.iterdir()] == ["kept.txt"]
    assert (elsewhere / "kept.txt").read_text(encoding="utf-8") == "kept"
    (bench.out / NAME).unlink(missing_ok=True)
    (bench.out / NAME).symlink_to(elsewhere / "journal")
    with pytest.raises(BriefingError, match="is a link"):
        bench.run()


def test_no_article_is_ever_written_over(bench, tmp_path):
    folder = tmp_path / "out" / "in"
    folder.mkdir(parents=True)
    (folder / "in").mkdir()
    (folder / "in" / "a.docx").write_text("other", encoding="utf-8")
    (folder / "a.docx").write_text("article", encoding="utf-8")
    # The document of in/in/a.docx would be out/in/a.docx, which is an article itself.
    summary = bench.run(folder=folder, out=tmp_path / "out", subfolders=True, again=True)
    assert "is an article" in failure(summary).message
    assert (folder / "a.docx").read_text(encoding="utf-8") == "article"


def test_stopping_leaves_what_is_done_and_the_next_run_goes_on(bench):
    bench.put(**{f"a{n}": f"word {n}" for n in range(6)}, b="HANG")
    summary = bench.run(cancelled=lambda: len(bench.reports) >= 3)
    assert summary.stopped
    assert summary.waiting >= 1
    assert "Stopped" in summary.said()
    done = summary.count(WRITTEN)
    assert len(bench.documents()) == done >= 3
    bench.put(b="at last")
    summary = bench.run()
    assert summary.count(SKIPPED) == done
    assert len(bench.documents()) == 7


def test_a_document_that_cannot_be_written_fails_alone(bench, monkeypatch):
    from briefing.services.batch import service as batch

    write = batch.write_atomically

    def full(path, data, **others):
        if path.name == "a.docx":
            raise OSError(28, "No space left on device")
        write(path, data, **others)

    monkeypatch.setattr(batch, "write_atomically", full)
    bench.put(a="one", b="two")
    summary = bench.run()
    assert "the disk is full" in failure(summary).message
    assert bench.documents() == {"b.docx": "two"}
    monkeypatch.undo()
    monkeypatch.setitem(sys.modules, "__main__", ModuleType("__main__"))
    assert outcomes(bench.run()) == {"a.docx": WRITTEN, "b.docx": SKIPPED}


def test_the_summary_as_json_counts_and_lists_every_article(bench):
    bench.put(a="one", b="REFUSE")
    found = summary_json(bench.run())
    assert (found["written"], found["failed"], found["stopped"]) == (1, 1, False)
    first, second = found["articles"]
    assert first["target"] == "a.docx"
    assert (second["outcome"], second["hint"]) == ("failed", "Mend it.")
    assert first["milliseconds"] > 0
