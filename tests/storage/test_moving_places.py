"""Typing moves what follows: the file is told once, and has every excerpt on its words again."""

import random

import apsw
import pytest
from builders import article, excerpt
from fakes import FixedClock

from briefing.errors import StorageError
from briefing.model.article_edits import edit_text
from briefing.model.edits import add_articles, add_excerpts, new_excerpt, remove_article, set_note
from briefing.qt.document import ProjectDocument
from briefing.storage import places
from briefing.storage.files import ProjectFiles
from briefing.storage.recovery import recover

FILES = ProjectFiles(FixedClock())
LINES = 60
TEXT = "\n".join(f"Line {n:02} says what the ferry of day {n:02} cost." for n in range(LINES))


@pytest.fixture
def document(tmp_path, qapp):
    made = ProjectDocument(FILES.create(tmp_path / "Moving.briefing"), FixedClock(), "me")
    of = article(TEXT)
    made.apply(add_articles([of]))
    ones = [excerpt(of, f"day {n:02}", "outlook") for n in range(LINES)]
    made.apply(add_excerpts(ones))
    yield made
    made.store.close()


def typed(document, words, at):
    run = at
    for character in words:
        of = next(iter(document.project.articles.values()))
        document.apply(edit_text(of, at, at, character, typing=run))
        at += 1


def check(document):
    of = next(iter(document.project.articles.values()))
    for each in document.project.excerpts.values():
        assert of.text[each.start : each.end] == each.quote
    assert document.store.load() == document.project


def rows(document):
    return dict(document.store._connection.execute("SELECT id, sha256 FROM item").fetchall())


def test_a_letter_writes_only_the_article_and_the_excerpts_beside_it(document):
    typed(document, "x", 3)
    before = rows(document)
    typed(document, "y", 4)
    after = rows(document)
    changed = [key for key in after if before[key] != after[key]]
    assert len(changed) <= 3
    check(document)


def test_the_history_says_once_what_moved(document):
    typed(document, "A longer run of words. ", 200)
    steps, _ = document.store.history()
    changes = steps[-1].changes()
    assert len(changes.of("excerpts")) < 6
    assert [shift.by for shift in changes.shifts] == [23]


def test_random_typing_undoing_and_opening_anew_leaves_each_excerpt_on_its_words(document):
    chance = random.Random(4)
    for _ in range(120):
        of = next(iter(document.project.articles.values()))
        at, what = chance.randrange(len(of.text) - 8), chance.random()
        if what < 0.45:
            typed(document, chance.choice(("a", "no ", "é😀", "x\n")), at)
        elif what < 0.6:
            document.apply(edit_text(of, at, at + chance.randrange(1, 7), ""))
        elif what < 0.7:
            one = chance.choice(list(document.project.excerpts.values()))
            document.apply(set_note(one, f"Note {at}"))
        elif what < 0.85:
            document.undo()
        elif what < 0.95:
            document.redo()
        else:
            document.go_to(chance.randint(3, len(document.steps)))
        now, saved = document.project, document.store.load()
        assert saved == now
        for each in now.excerpts.values():
            text = now.articles[each.article].text
            assert each.review or text[each.start : each.end] == each.quote
        if chance.random() < 0.1:
            document.open(document.store)
            assert document.project == now


def test_a_long_log_is_begun_anew_and_old_steps_can_still_be_taken_back(document, monkeypatch):
    first = document.project
    monkeypatch.setattr("briefing.storage.move_logs.LONGEST", 5)
    for number in range(14):
        typed(document, "zz", 1 + (number * 397) % 2000)
        check(document)
    document.go_to(2)
    assert document.project == first
    check(document)


def test_an_article_taken_out_and_back_has_its_excerpts_where_they_were(document):
    typed(document, "Moved ", 0)
    now = document.project
    document.apply(remove_article(next(iter(now.articles.values()))))
    document.undo()
    assert document.project == now
    check(document)


def test_an_excerpt_made_after_typing_moves_with_what_is_typed_later(document):
    typed(document, "Moved ", 0)
    of = next(iter(document.project.articles.values()))
    start = of.text.index("Line 40")
    fresh = new_excerpt(document.project, of.id, start, start + 7, document.stamp())
    document.apply(add_excerpts([fresh.toggled("outlook")]))
    typed(document, "Once more. ", 10)
    check(document)
    assert document.project.excerpts[fresh.id].start == start + 11


def test_what_can_be_read_of_a_damaged_file_stands_on_its_words(document, tmp_path):
    typed(document, "Moved ", 0)
    typed(document, "again ", 900)
    now, path = document.project, document.store.path
    document.store.close()
    connection = apsw.Connection(str(path))
    connection.execute("DELETE FROM item WHERE kind = 'excerpts' AND id LIKE '%1%'")
    connection.close()
    with pytest.raises(StorageError):
        FILES.open(path).load()
    recover(path, tmp_path / "Saved.briefing", FILES)
    saved = FILES.open(tmp_path / "Saved.briefing")
    for each in saved.load().excerpts.values():
        assert now.excerpts[each.id] == each
    saved.close()


def test_a_log_that_does_not_know_a_stand_says_so():
    log = places.Log(1, ((10, 2),))
    assert log.since("a", places.Stand(0, 0, 0)) is None
    assert log.since("a", places.Stand(1, 2, 0)) is None
    assert log.since("a", places.Stand(1, 1, 2)) is not None
