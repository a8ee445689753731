"""Files that older versions wrote open whole, with their history."""

import shutil
from pathlib import Path

import apsw
import pytest
from fakes import FixedClock

from briefing.model.article_edits import edit_text
from briefing.qt.document import ProjectDocument
from briefing.storage import schema
from briefing.storage.files import ProjectFiles

STORED = sorted((Path(__file__).parent.parent / "data").glob("project-version-*.briefing"))


@pytest.fixture(params=STORED, ids=lambda path: path.stem)
def document(request, tmp_path, qapp):
    copy = Path(shutil.copy(request.param, tmp_path / "old.briefing"))
    opened = ProjectDocument(ProjectFiles(FixedClock()).open(copy), FixedClock(), "me")
    yield opened
    opened.store.close()


def test_there_is_a_stored_file_of_every_version():
    assert [path.stem for path in STORED] == [
        f"project-version-{number}" for number in range(1, schema.VERSION + 1)
    ]


def test_an_older_file_opens_with_everything_in_it(document):
    project = document.project
    article = project.articles_in_order()[0]
    assert article.metadata.agency == "NORTHWIRE"
    assert document.blob(article.original).decode().startswith("#Ferry subsidies")
    excerpts = project.excerpts_of(article.id)
    assert len(excerpts) == 14
    assert all(article.text[e.start : e.end] == e.quote for e in excerpts)
    assert excerpts[0].note == "Ask the ministry. 😀"
    brief = project.briefs_in_order()[0]
    assert brief.template == "policy-brief"
    assert "limited support" in brief.section("executive_summary").body
    assert document.blob(project.templates[brief.template].document)[:2] == b"PK"


def test_its_steps_can_be_done_again_and_taken_back(document):
    full = document.project
    document.redo()
    assert len(document.project.excerpts) == 15
    for _ in range(3):
        document.undo()
    assert not document.project.articles
    assert not document.undo_stack.canUndo()
    document.redo()
    document.redo()
    assert document.project == full


def test_it_becomes_a_file_of_this_version(document):
    path = document.store.path
    document.store.close()
    connection = apsw.Connection(str(path), flags=apsw.SQLITE_OPEN_READONLY)
    assert connection.pragma("user_version") == schema.VERSION
    assert connection.pragma("integrity_check") == "ok"
    connection.close()


def test_typing_in_it_moves_its_excerpts_and_can_be_taken_back(document):
    full = document.project
    of = full.articles_in_order()[0]
    document.apply(edit_text(of, 600, 600, "Later on, "))
    text = document.project.articles[of.id].text
    excerpts = document.project.excerpts_of(of.id)
    assert all(text[e.start : e.end] == e.quote for e in excerpts)
    assert document.store.load() == document.project
    document.undo()
    assert document.project == full == document.store.load()
