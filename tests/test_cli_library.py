"""The library from the command line, and that nothing of it is imported unless it is used."""

import io
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from builders import article, excerpt, project
from test_cli import run

from briefing.errors import SettingsError
from briefing.model.changes import changes_between
from briefing.paths import standard_paths
from briefing.services.clock import SystemClock
from briefing.services.ports import Step
from briefing.settings import SettingsStore
from briefing.storage.files import ProjectFiles

ROOT = str(Path(__file__).resolve().parent.parent)
TEXT = "The ferry subsidy is back. Fuel costs rose by 31% in October."
AWAY = "postgresql://anna@127.0.0.1:9/desk"


def kept(path, text=TEXT):
    """Write a project file with an article and an excerpt."""
    of = article(text)
    made = project(of, excerpt(of, text.split(".")[0], attribution="Port of Almary"))
    files = ProjectFiles(SystemClock())
    store = files.open(path) if path.exists() else files.create(path)
    changes = changes_between(store.load(), made)
    store.record(Step("Fill", "", "2026-01-01", "", lambda: changes), {})
    store.close()
    return path


@pytest.fixture
def file(tmp_path):
    return kept(tmp_path / "Ferries.briefing")


def test_a_project_is_published_and_found(capsys, file):
    code, out, err = run(capsys, "library", "publish", file)
    assert (code, out, err) == (0, "Published “Ferries”, version 1.\n", "")
    code, out, _ = run(capsys, "library", "search", "said:almary", "ferry", "--json")
    (hit,) = json.loads(out)["hits"]
    assert (code, hit["kind"], hit["publication"], hit["version"]) == (0, "excerpt", "Ferries", 1)
    low, high = hit["marks"][0]
    assert hit["snippet"][low - hit["start"] : high - hit["start"]] == "ferry"
    code, out, _ = run(capsys, "library", "status", "--json")
    assert json.loads(out)["items"] == 2


def test_a_second_project_of_the_same_name_has_to_choose(capsys, file, tmp_path):
    run(capsys, "library", "publish", file)
    (tmp_path / "other").mkdir()
    other = kept(tmp_path / "other" / "Ferries.briefing", "Rope is dear.")
    code, out, err = run(capsys, "library", "publish", other)
    assert (code, out) == (1, "")
    assert "“Ferries” was published by" in err
    assert "--conflict" in err
    _, out, _ = run(capsys, "library", "publish", other, "--conflict", "beside")
    assert out == "Published “Ferries (2)”, version 1.\n"
    kept(other, "Rope is dearer.")
    _, out, _ = run(capsys, "library", "publish", other)
    assert out == "Published “Ferries (2)”, version 2.\n"


def test_with_the_server_away_the_publication_waits_and_status_says_so(capsys, file):
    code, out, _ = run(capsys, "library", "publish", file, "--library", AWAY)
    assert code == 0
    assert "does not answer" in out
    _, out, _ = run(capsys, "library", "status", "--library", AWAY, "--json")
    assert json.loads(out)["waiting"] == 1
    code, out, _ = run(capsys, "library", "send")
    assert (code, out) == (1, "1 still waiting.\n")


def test_what_is_retired_is_found_no_longer(capsys, file):
    run(capsys, "library", "publish", file)
    run(capsys, "library", "retire", "Ferries")
    assert json.loads(run(capsys, "library", "search", "ferry", "--json")[1])["count"] == 0
    run(capsys, "library", "restore", "Ferries")
    assert json.loads(run(capsys, "library", "search", "ferry", "--json")[1])["count"] == 2


def test_a_file_is_set_up_at_a_place_of_ones_own(capsys, tmp_path):
    code, out, _ = run(capsys, "library", "set-up", tmp_path / "desk" / "shared.sqlite")
    assert code == 0
    assert "is ready" in out
    assert (tmp_path / "desk" / "shared.sqlite").exists()


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("set-up", "postgresql://me:secret@db.example/desk"), "has a password in it"),
        (("search", "(ferry"), "is not closed"),
        (("status", "--library", "mysql://x/y"), "no kind of library"),
        (("password", "library.sqlite"), "A file has no password"),
    ],
)
def test_what_cannot_be_done_is_one_line_with_a_hint(capsys, monkeypatch, arguments, words):
    monkeypatch.setattr("sys.stdin", io.StringIO())
    code, out, err = run(capsys, "library", *arguments)
    assert (code, out) == (1, "")
    assert words in err
    assert err.count("\n") == 1
    assert "secret" not in err


def test_nothing_of_a_library_is_imported_before_it_is_used():
    script = (
        "import sys; from briefing.app import make_application; "
        "from briefing.assembly import make_desk; "
        "from briefing.paths import standard_paths; from briefing.qt.document import *; "
        "from briefing.widgets.main_window import MainWindow; make_application(); "
        "p = standard_paths(); d = make_desk(p); "
        "s = d.stores.create(p.data / 'a.briefing'); "
        "w = MainWindow.of(ProjectDocument(s, d.clock), d); w.windows.send_waiting(); "
        "print([m for m in ('sqlalchemy', 'alembic', 'psycopg', 'briefing.library') "
        "if m in sys.modules])"
    )
    environment = {
        **os.environ, "PYTHONPATH": ROOT, "QT_QPA_PLATFORM": "offscreen",
        "BRIEFING_HOME": str(standard_paths().config.parent),
    }  # fmt: skip
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=False,
        env=environment, cwd=ROOT,
    )  # fmt: skip
    assert done.stdout == "[]\n", done.stderr


def test_a_password_is_kept_in_no_setting(tmp_path):
    store = SettingsStore(tmp_path / "settings.json")
    for address in ("postgresql://me:secret@db.example/desk", "postgresql://db/desk?password=x"):
        with pytest.raises(SettingsError, match="password"):
            store.change(library=address)
    store.change(library="postgresql://me@db.example/desk")
    assert store.values.library == "postgresql://me@db.example/desk"
