"""The rules of the house that no other tool checks, and that the contracts can fail."""

import ast
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
SOURCES = sorted((ROOT / "briefing").rglob("*.py"))
FOLDERS = (
    "briefing", "tests", "tools", "benchmarks", "templates", "docs", "resources", "packaging",
    "examples", ".ci",
)  # fmt: skip
KEPT = [path for path in ROOT.iterdir() if path.is_file() and path.name != ".git"] + [
    path for folder in FOLDERS for path in (ROOT / folder).rglob("*") if path.is_file()
]
TRACKED = [path for path in KEPT if "__pycache__" not in path.parts]
PYTHON = [path for path in TRACKED if path.suffix == ".py"]


def holding(pattern):
    found = re.compile(pattern)
    return {
        str(path.relative_to(ROOT / "briefing"))
        for path in SOURCES
        if found.search(path.read_text(encoding="utf-8"))
    }


def test_widgets_are_only_in_their_folder_and_in_the_wiring():
    assert all(
        name.startswith("widgets/") or name == "app.py" for name in holding(r"QtWidgets import")
    )


def test_threads_are_only_in_the_job_runner():
    assert holding(r"\bQThread\b|\bQThreadPool\b|\bQRunnable\b") == {"qt/jobs.py"}


def test_there_is_one_undo_command():
    assert holding(r"\bQUndoCommand\b") == {"qt/document.py"}


def test_actions_are_made_in_one_table():
    assert holding(r"\bQAction\(") == {"widgets/actions.py"}


def test_only_fetching_reaches_the_network():
    """Neither by the standard library nor by Qt's own means."""
    ways = r"^\s*(?:import|from) (?:socket|ssl|http|urllib\.request|urllib3|ftplib|asyncio)\b"
    within_this_machine = {"services/handing_over.py", "qt/receiving.py"}
    found = holding(rf"(?m){ways}|QtNetwork|fetch_url") - within_this_machine
    assert found == {"loaders/fetching.py"}
    assert not holding(r"AF_INET|QTcp|QUdp") - {
        "loaders/fetching.py",
        "services/articles/web_addresses.py",
    }


def test_settings_are_not_qts():
    assert holding(r"\bQSettings\b") == set()


def test_only_the_text_map_counts_utf16():
    assert holding(r"utf-16-le\"\)\) ?// ?2|_ASTRAL") == {"qt/textmap.py"}


def test_words_from_outside_are_never_read_as_markup():
    assert holding(r"\bQLabel\(") == set()
    plain = r"\s*tr\(\s*\"[^\"{]*\"|\s*plain_tip\(|action\.toolTip\(\)"
    assert holding(rf"\.setToolTip\((?!{plain})") == set()


def test_foreign_html_never_reaches_qt():
    assert holding(r"\.setHtml\(|\.insertHtml\(|\.appendHtml\(") == set()


@pytest.mark.parametrize("path", PYTHON, ids=lambda path: str(path.relative_to(ROOT)))
def test_files_are_short_and_say_what_they_are_for(path):
    text = path.read_text(encoding="utf-8")
    assert text.count("\n") <= 400
    assert ast.get_docstring(ast.parse(text)), "no word on what it is for"


def test_functions_are_short():
    for path in SOURCES:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef):
                count = sum(isinstance(each, ast.stmt) for each in ast.walk(node)) - 1
                assert count <= 45, f"{path.name}: {node.name} has {count} statements"


def test_no_committed_file_names_a_registry_or_this_machine():
    named = re.compile(
        r"pypi\.org|pythonhosted|registry\.npmjs|deb\.debian\.org|/root/\.|/work/main"
    )
    for path in TRACKED:
        if path.suffix in (".py", ".toml", ".lock", ".md", ".json", ".txt", ""):
            words = path.read_text(encoding="utf-8", errors="replace")
            if path != Path(__file__).resolve():
                assert not named.search(words), path


def test_the_lock_files_are_made_from_what_the_project_asks_for():
    sys.path.insert(0, str(ROOT))
    import dev

    for lock in dev.LOCKS.values():
        first, *rest = lock.read_text(encoding="utf-8").splitlines()
        assert dev.needs() in first
        assert all(
            "==" in line or line.strip().startswith(("--hash=sha256:", "#")) for line in rest
        )


def contracts(tree):
    return subprocess.run(
        [sys.executable, "-c",
         "from importlinter.cli import lint_imports_command; lint_imports_command()",
         "--no-cache"],
        cwd=tree, capture_output=True, text=True, check=False, env={"PYTHONPATH": str(tree)},
    )  # fmt: skip


@pytest.mark.parametrize(
    ("file", "line", "contract"),
    [
        ("model/tags.py", "import briefing.services.ports", "Each layer knows only"),
        ("loaders/text.py", "import briefing.storage.files", "Each layer knows only"),
        ("interchange/cas.py", "import briefing.loaders.text", "Each layer knows only"),
        ("widgets/excerpts/rows.py", "import briefing.interchange", "The window reaches adapters"),
        ("widgets/excerpts/rows.py", "import sqlalchemy", "The window reaches adapters"),
        ("library/tables.py", "import briefing.storage.files", "Each layer knows only"),
        ("helpers.py", '"""Helpers."""', "Each layer knows only"),
        ("cli.py", "import PySide6.QtCore", "No Qt below"),
        ("services/articles/loading.py", "import PySide6.QtCore", "No Qt below"),
        (
            "widgets/excerpts/lists.py",
            "import briefing.storage.files",
            "The window reaches adapters",
        ),
        ("qt/jobs.py", "import apsw", "The window reaches adapters"),
        ("model/tags.py", "import msgspec", "The model is the standard library"),
    ],
)
def test_each_contract_fails_when_it_is_broken(tmp_path, file, line, contract):
    ignored = shutil.ignore_patterns("__pycache__", "_data")
    shutil.copytree(ROOT / "briefing", tmp_path / "briefing", ignore=ignored)
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    target = tmp_path / "briefing" / file
    before = target.read_text(encoding="utf-8") if target.exists() else ""
    target.write_text(f"{before}\n{line}\n", encoding="utf-8")
    done = contracts(tmp_path)
    assert done.returncode != 0
    assert re.search(rf"{contract}.*BROKEN|{contract}[^\n]*\n", done.stdout)
    assert "BROKEN" in done.stdout or "missing from the" in done.stdout + done.stderr
