"""The project file: what was acknowledged is there again, and damage is always seen."""

import os
import random
import signal
import subprocess
import sys
from pathlib import Path

import apsw
import pytest
from builders import article, brief, excerpt, project, slot, template
from fakes import FixedClock
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import initialize, invariant, rule
from rounds import FILES, Rounds, document_in, reopened

from briefing.errors import StorageError
from briefing.model.brief import Rest, Words
from briefing.model.edits import (
    Stamp,
    add_articles,
    remove_article,
    set_note,
    toggle_tag,
    write_section,
)
from briefing.model.project import KINDS, new_project
from briefing.qt import document as documents
from briefing.qt.document import ProjectDocument
from briefing.storage import projectfile, schema
from briefing.storage.recovery import recover

TEXT = "One 😀 sentence. 👩‍👩‍👧 Another. السلام عليكم. 中文句子。 The last one.\nA second line."


def tag(of, start, end, name="outlook", stamp="n1"):
    return toggle_tag(of.id, start, end, name, name, Stamp(stamp, "me", "t"))


def test_a_new_project_has_the_default_tags_and_nothing_to_undo(tmp_path, qapp):
    document = document_in(tmp_path)
    assert document.project == new_project()
    assert not document.undo_stack.canUndo()


def test_everything_is_there_after_a_restart(tmp_path, qapp):
    of = article(TEXT)
    value = project(of, excerpt(of, "Another.", "outlook"), brief(facts="w"), template(slot()))
    document = document_in(tmp_path)
    for kind in KINDS:
        for item in value.items(kind).values():
            document.apply(_put(kind, item))
    assert reopened(document).project == document.project


def _put(kind, item):
    from briefing.model.edits import Edit

    return Edit("Put", lambda before: before.having(kind, item))


def test_undo_reaches_back_over_a_restart(tmp_path, qapp):
    of = article(TEXT)
    document = document_in(tmp_path, add_articles([of]), tag(of, 0, 3), tag(of, 4, 9, stamp="n2"))
    document.undo()
    again = reopened(document)
    assert set(again.project.excerpts) == {"n1"}
    again.redo()
    assert set(again.project.excerpts) == {"n1", "n2"}
    while again.undo_stack.canUndo():
        again.undo()
    assert reopened(again).project == new_project()


def test_bytes_given_with_an_edit_are_kept(tmp_path, qapp):
    from briefing.storage.codec import digest

    data = b"the original file"
    document = document_in(tmp_path, add_articles([article(TEXT)], {digest(data): data}))
    assert reopened(document).blob(digest(data)) == data


def test_a_copy_holds_the_project_and_its_history(tmp_path, qapp):
    of = article(TEXT)
    document = document_in(tmp_path, add_articles([of]), tag(of, 0, 3))
    document.store.save_copy(tmp_path / "copy.briefing")
    copy = ProjectDocument(FILES.open(tmp_path / "copy.briefing"), FixedClock())
    assert copy.project == document.project
    copy.undo()
    assert copy.project.excerpts == {}


def test_a_copy_over_the_open_project_itself_is_refused(tmp_path, qapp):
    document = document_in(tmp_path, add_articles([article(TEXT)]))
    with pytest.raises(StorageError, match="this project itself"):
        document.store.save_copy(tmp_path / "p.briefing")
    assert reopened(document).project.articles


def test_a_project_whose_file_is_gone_is_saved_over_an_older_copy(tmp_path, qapp):
    document = document_in(tmp_path, add_articles([article(TEXT)]))
    (tmp_path / "old.briefing").write_bytes(b"an older copy")
    document.store.path.unlink()
    document.store.save_copy(tmp_path / "old.briefing")
    assert FILES.open(tmp_path / "old.briefing").load() == document.project


def test_a_name_that_is_not_in_unicode_is_told_with_a_remedy(tmp_path, qapp):
    with pytest.raises(StorageError, match="not in Unicode") as caught:
        FILES.create(tmp_path / "caf\udce9.briefing")
    assert caught.value.hint
    assert list(tmp_path.iterdir()) == []


def test_content_that_no_step_needs_any_more_goes_and_the_rest_stays(tmp_path, qapp, monkeypatch):
    assert projectfile.STEPS == documents.STEPS == 1_000
    monkeypatch.setattr(projectfile, "STEPS", 100)
    monkeypatch.setattr(documents, "STEPS", 100)
    of = article(TEXT)
    document = document_in(tmp_path, add_articles([of], {"0" * 64: b""}))
    for number in range(112):
        document.apply(tag(of, number % 40, number % 40 + 5, stamp=f"s{number}"))
    value = document.project
    again = reopened(document)
    assert again.project == value
    assert again.undo_stack.count() == 100
    for _ in range(100):
        again.undo()
    names = again.store._execute("SELECT count(*) FROM content")
    assert names[0][0] < 130


def test_a_second_process_is_told_who_has_the_project_and_may_read_it(tmp_path, qapp):
    document = document_in(tmp_path, add_articles([article(TEXT)]))
    with pytest.raises(StorageError, match="open already") as caught:
        FILES.open(document.store.path)
    assert "since 2026-02-03" in caught.value.message
    reader = FILES.open(document.store.path, read_only=True)
    assert reader.load() == document.project
    with pytest.raises(StorageError, match="reading only"):
        ProjectDocument(reader, FixedClock()).apply(add_articles([article("Other.")]))


def test_a_note_that_is_made_to_be_hard_names_nobody(tmp_path, qapp):
    document = document_in(tmp_path)
    note = document.store.path.with_name(f".{document.store.path.name}.open")
    note.write_text("[" * 5_000)
    with pytest.raises(StorageError, match="open already: another program"):
        FILES.open(document.store.path)


def test_a_note_left_by_a_crash_locks_nobody_out(tmp_path, qapp):
    document = document_in(tmp_path)
    path = document.store.path
    document.store.close()
    path.with_name(f".{path.name}.open").write_text('{"user": "gone"}')
    assert FILES.open(path).load() == new_project()


def test_a_file_of_a_newer_version_opens_for_reading_only(tmp_path, qapp):
    document = document_in(tmp_path, add_articles([article(TEXT)]))
    path, value = document.store.path, document.project
    document.store.close()
    with apsw.Connection(str(path)) as connection:
        connection.execute(f"PRAGMA user_version={schema.VERSION + 1}")
    store = FILES.open(path)
    assert store.read_only
    assert "newer version" in store.notice
    assert store.load() == value


def test_an_older_file_is_brought_up_to_date_in_order(tmp_path):
    connection = apsw.Connection(str(tmp_path / "old"))
    schema.create(connection)
    steps = ["CREATE TABLE a (x)", "CREATE TABLE b AS SELECT * FROM a"]
    schema.migrate(connection, 1, steps)
    assert connection.pragma("user_version") == 3
    names = {name for (name,) in connection.execute("SELECT name FROM sqlite_schema")}
    assert {"a", "b"} <= names


@pytest.mark.parametrize(
    "attack",
    [
        "CREATE TRIGGER t AFTER INSERT ON item BEGIN DELETE FROM item; END",
        "CREATE VIEW v AS SELECT * FROM item",
        "CREATE TABLE extra (x)",
    ],
)
def test_a_file_with_a_schema_that_is_not_ours_is_not_opened(tmp_path, qapp, attack):
    document = document_in(tmp_path)
    path = document.store.path
    document.store.close()
    with apsw.Connection(str(path)) as connection:
        connection.execute(attack)
    with pytest.raises(StorageError, match="what no project of ours does"):
        FILES.open(path)


@pytest.mark.parametrize(
    "content", [b"", b"words, no project", b"SQLite format 3\x00" + b"x" * 200]
)
def test_what_is_no_project_is_refused_by_name(tmp_path, content):
    (tmp_path / "x.briefing").write_bytes(content)
    with pytest.raises(StorageError, match=r"x\.briefing is not a Briefing project"):
        FILES.open(tmp_path / "x.briefing")


@pytest.mark.parametrize(
    "fault",
    [
        "UPDATE content SET data = CAST('{}' AS BLOB) WHERE sha256 IN (SELECT sha256 FROM item)",
        "DELETE FROM item WHERE kind = 'excerpts'",
        "UPDATE item SET id = 'other' WHERE kind = 'excerpts'",
        "UPDATE item SET kind = 'briefs' WHERE kind = 'excerpts'",
        "DELETE FROM content",
    ],
)
def test_a_row_that_was_tampered_with_is_never_taken_for_true(tmp_path, qapp, fault):
    of = article(TEXT)
    document = document_in(tmp_path, add_articles([of]), tag(of, 0, 3))
    path = document.store.path
    document.store.close()
    with apsw.Connection(str(path)) as connection:
        connection.execute(fault)
    with pytest.raises(StorageError, match=r"damaged|holds another"):
        FILES.open(path).load()


def test_random_damage_is_seen_or_harmless_and_what_is_sound_is_saved(tmp_path, qapp):
    of = article(TEXT * 40)
    document = document_in(
        tmp_path, add_articles([of]), *(tag(of, n * 9, n * 9 + 6, stamp=f"n{n}") for n in range(30))
    )
    value = document.project
    document.store.close()
    whole = document.store.path.read_bytes()
    chance = random.Random(7)
    seen = 0
    for number in range(60):
        data = bytearray(whole)
        for _ in range(chance.randint(1, 40)):
            data[chance.randrange(100, len(data))] = chance.randrange(256)
        broken = tmp_path / f"broken{number}.briefing"
        broken.write_bytes(data if number % 3 else data[: len(data) * chance.randint(2, 9) // 10])
        try:
            store = FILES.open(broken)
            try:
                assert store.load() == value
            finally:
                store.close()
        except StorageError as error:
            seen += 1
            assert broken.name in error.message or "entry" in error.message  # noqa: PT017
            before = broken.read_bytes()
            rescued = tmp_path / f"rescued{number}.briefing"
            try:
                report = recover(broken, rescued, FILES)
            except StorageError as nothing:
                assert nothing.message.startswith("Nothing of a project")  # noqa: PT017
                assert number % 3 == 0
                continue
            assert broken.read_bytes() == before
            kept = FILES.open(rescued).load()
            for kind in KINDS:
                for key, item in kept.items(kind).items():
                    assert item == value.items(kind)[key]
            assert report.lost or kept == value
    assert seen > 20


KILLED = """
import random, sys
from pathlib import Path
from briefing.storage.files import ProjectFiles
from briefing.services.clock import SystemClock
from briefing.model.changes import changes_between
from briefing.model.edits import Stamp, toggle_tag
from briefing.services.ports import Step
store = ProjectFiles(SystemClock()).open(Path(sys.argv[1]))
value = store.load()
of = next(iter(value.articles.values()))
chance = random.Random(int(sys.argv[2]))
for number in range(100_000):
    start = chance.randrange(len(of.text) - 5)
    stamp = Stamp(f"k{sys.argv[2]}-{number}", "", "")
    edit = toggle_tag(of.id, start, start + 4, "outlook", "o", stamp)
    after = edit.apply(value)
    changes = changes_between(value, after)
    store.record(Step("t", "", "", "", lambda: changes), {})
    value = after
    print(",".join(sorted(value.excerpts)), flush=True)
"""


def test_a_kill_loses_nothing_that_was_acknowledged(tmp_path, qapp):
    of = article(TEXT * 5)
    document = document_in(tmp_path, add_articles([of]))
    path = document.store.path
    document.store.close()
    chance = random.Random(11)
    acknowledged = 0
    for number in range(5):
        process = subprocess.Popen(
            [sys.executable, "-c", KILLED, str(path), str(number)],
            stdout=subprocess.PIPE, text=True, env={**os.environ, "PYTHONPATH": str(_root())},
        )  # fmt: skip
        last = ""
        for _ in range(chance.randint(1, 60)):
            last = process.stdout.readline().strip()
        process.send_signal(signal.SIGKILL)
        later = [line for line in process.stdout.read().split("\n")[:-1] if line]
        process.wait()
        process.stdout.close()
        known = later[-1] if later else last
        store = FILES.open(path)
        found = set(store.load().excerpts)
        steps, done = store.history()
        store.close()
        assert set(known.split(",")) - {""} <= found
        assert len(found ^ (set(known.split(",")) - {""})) <= 1
        assert done == len(steps) >= acknowledged
        acknowledged = done
    assert acknowledged > 5


def _root():
    return Path(__file__).resolve().parent.parent.parent


class Editing(Rounds):
    """Random edits, undo, redo and restarts: value, file and replayed history agree."""

    def __init__(self):
        super().__init__()
        self.numbers = 0

    @initialize()
    def begin(self):
        self.of = article(TEXT * 3)
        self.document = document_in(self.folder, add_articles([self.of]))
        self.document.apply(_put("briefs", brief()))

    @rule(start=st.integers(0, 150), length=st.integers(1, 40),
          name=st.sampled_from(["outlook", "background", "key-figures"]))  # fmt: skip
    def tags(self, start, length, name):
        self.numbers += 1
        if self.of.id in self.document.project.articles:
            end = min(len(self.of.text), start + length)
            self.document.apply(tag(self.of, start, end, name, f"n{self.numbers}"))

    @rule(note=st.text(max_size=5, alphabet="ab😀"))
    def notes(self, note):
        for each in list(self.document.project.excerpts.values())[:1]:
            self.document.apply(set_note(each, note))

    @rule(words=st.text(max_size=9, alphabet="ab *\n"))
    def writes(self, words):
        pieces = (Words(words), Rest()) if words.strip() else (Rest(),)
        if "b1" in self.document.project.briefs:
            self.document.apply(write_section("b1", "facts", pieces, typing=0))

    @rule()
    def removes_the_article(self):
        if self.of.id in self.document.project.articles:
            self.document.apply(remove_article(self.of))

    @invariant()
    def excerpts_stand_on_their_words(self):
        if hasattr(self, "document"):
            value = self.document.project
            for each in value.excerpts.values():
                of = value.articles[each.article]
                assert of.text[each.start : each.end] == each.quote


TestEditing = Editing.TestCase
TestEditing.settings = settings(max_examples=25, stateful_step_count=30, deadline=None)
