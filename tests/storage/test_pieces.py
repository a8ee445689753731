"""Long articles are stored in pieces: an edit writes one, and every version comes back whole."""

import random
from dataclasses import replace

import apsw
import pytest
from builders import article, excerpt, project
from fakes import FixedClock

from briefing.errors import StorageError
from briefing.model.article import Block, BlockKind
from briefing.model.article_edits import edit_text
from briefing.model.edits import add_articles, add_excerpts, remove_article
from briefing.qt.document import ProjectDocument
from briefing.storage import pieces, projectfile
from briefing.storage.codec import digest
from briefing.storage.files import ProjectFiles
from briefing.storage.pieces import PieceMemory

FILES = ProjectFiles(FixedClock())
LINE = "The ferry 😀 subsidy is back on the table, السلام عليكم, and 中文 nobody says why. "
LONG = article("".join(f"{n} {LINE}\n" for n in range(6_000)))


@pytest.fixture
def document(tmp_path, qapp):
    made = ProjectDocument(FILES.create(tmp_path / "p.briefing"), FixedClock(), "me")
    yield made
    made.store.close()


def reopened(document):
    path = document.store.path
    document.store.close()
    return ProjectDocument(FILES.open(path), FixedClock(), "me")


def whole(article, memory):
    names, _ = memory.cut(article)
    return names


def read_back(of, names, content):
    bare = replace(of, text="", blocks=())
    return PieceMemory(digest).joined(bare, names, content.__getitem__)


def test_a_key_in_a_long_article_writes_one_piece_of_it(document):
    document.apply(add_articles([LONG]))
    document.apply(edit_text(LONG, 300_000, 300_000, "x"))
    before = document.store.path.stat().st_size
    for n in range(10):
        document.apply(edit_text(LONG, 300_000 + n, 300_000 + n, "x"))
    grown = document.store.path.stat().st_size - before
    assert grown < 10 * 4 * pieces.SIZE
    assert reopened(document).project == document.project


def test_undo_gives_back_each_version_after_a_restart(document):
    versions = []
    document.apply(add_articles([LONG]))
    for offset, new in ((0, "first "), (250_000, "\nmiddle\n"), (400_000, "")):
        versions.append(document.project)
        document.apply(edit_text(LONG, offset, offset + 5, new))
    again = reopened(document)
    for value in reversed(versions):
        again.undo()
        assert again.project == value
    again.store.close()


def test_random_edits_are_cut_so_that_all_comes_back(monkeypatch):
    monkeypatch.setattr(pieces, "SIZE", 40)
    chance = random.Random(11)
    for _ in range(150):
        of = article("\n".join(LINE[: chance.randint(1, 60)] for _ in range(chance.randint(1, 12))))
        value, memory, content = project(of), PieceMemory(digest), {}
        for _ in range(6):
            size = len(value.articles[of.id].text)
            start = chance.randint(0, size)
            end = min(size, start + chance.randint(0, 30))
            new = chance.choice(["", "x", "a\nb", "\n", LINE])
            if start < end or new:
                with_words = value.articles[of.id].text[:start] + new
                if (with_words + value.articles[of.id].text[end:]).strip():
                    value = edit_text(of, start, end, new).apply(value)
            now = value.articles[of.id]
            names, more = memory.cut(now)
            memory.stored(more)
            content |= more
            assert read_back(now, names, content) == now


def test_blocks_out_of_order_come_back_as_they_were(monkeypatch):
    monkeypatch.setattr(pieces, "SIZE", 20)
    text = "one two three\nfour five six\nseven eight\nnine ten eleven\n"
    blocks = tuple(Block(BlockKind.PARAGRAPH, 0, a, a + 3) for a in (40, 0, 28, 14))
    of = replace(article(text), blocks=blocks)
    memory = PieceMemory(digest)
    for version in (of, replace(of, blocks=blocks[::-1]), replace(of, blocks=blocks[:2])):
        names, _ = memory.cut(version)
        _, content = PieceMemory(digest).cut(version)
        assert names
        content |= memory.cut(version)[1]
        assert read_back(version, names, content) == version


def test_a_write_that_fails_is_written_whole_when_it_is_tried_again(document, monkeypatch):
    document.apply(add_articles([LONG]))
    finish = projectfile.ProjectFile._finish

    def full(self, *_):
        raise apsw.FullError("disk")

    monkeypatch.setattr(projectfile.ProjectFile, "_finish", full)
    heard = []
    document.save_failed.connect(heard.append)
    document.apply(edit_text(LONG, 5, 5, "x"))
    assert isinstance(heard[0], StorageError)
    monkeypatch.setattr(projectfile.ProjectFile, "_finish", finish)
    document.apply(edit_text(LONG, 6, 6, "y"))
    assert document.is_saved
    assert reopened(document).project == document.project


def test_what_typing_left_behind_is_taken_out_and_all_that_is_needed_stays(document, monkeypatch):
    monkeypatch.setattr(projectfile, "LITTER", 100_000)
    document.apply(add_articles([LONG]))
    one = excerpt(LONG, "5999 The ferry", "outlook")
    document.apply(add_excerpts([one]))
    for n in range(40):
        document.apply(edit_text(LONG, 10 + n, 10 + n, "x", typing=10))
    connection = document.store._connection
    size = connection.execute("SELECT sum(length(data)) FROM content").fetchall()[0][0]
    assert size < 2 * len(LONG.text.encode()) + 600_000
    again = reopened(document)
    assert again.project == document.project
    again.undo()
    assert again.project.articles[LONG.id] == LONG
    again.undo()
    again.apply(remove_article(LONG))
    assert reopened(again).project == again.project


def test_typing_that_comes_back_to_where_it_was_is_the_same_value_after_a_restart(document):
    document.apply(add_articles([LONG]))
    document.apply(edit_text(LONG, 10, 10, "x", typing=10))
    document.apply(edit_text(LONG, 10, 11, "", typing=10))
    again = reopened(document)
    assert again.project == document.project
    again.undo()
    assert again.project.articles[LONG.id].text == LONG.text
    again.store.close()
