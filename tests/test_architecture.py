"""The rules of the house that no other tool checks, and that the contracts can fail."""

import ast
import re
import shutil
import subprocess
import sys
from functools import cache
from pathlib import Path

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


@cache
def text_of(path):
    return path.read_text(encoding="utf-8")


@cache
def tree_of(path):
    return ast.parse(text_of(path))


def holding(pattern):
    found = re.compile(pattern)
    return {
        str(path.relative_to(ROOT / "briefing")) for path in SOURCES if found.search(text_of(path))
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


def test_files_are_short_and_say_what_they_are_for():
    assert not [str(path) for path in PYTHON if text_of(path).count("\n") > 400]
    silent = [str(path) for path in PYTHON if not ast.get_docstring(tree_of(path))]
    assert not silent, "no word on what they are for"


def test_functions_are_short():
    for path in SOURCES:
        for node in statements(tree_of(path)):
            if isinstance(node, ast.FunctionDef):
                count = len(list(statements(node)))
                assert count <= 45, f"{path.name}: {node.name} has {count} statements"


def statements(node):
    """Yield the statements in a node at any depth, without a look at what they are made of."""
    for each in ast.iter_child_nodes(node):
        if isinstance(each, ast.stmt):
            yield each
        if isinstance(each, (ast.stmt, ast.excepthandler, ast.match_case)):
            yield from statements(each)


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


BREAKS = (
    ("model/tags.py", "import briefing.services.ports", "Each layer knows only"),
    ("loaders/text.py", "import briefing.storage.files", "Each layer knows only"),
    ("interchange/cas.py", "import briefing.loaders.text", "Each layer knows only"),
    ("widgets/excerpts/rows.py", "import briefing.interchange", "The window reaches adapters"),
    ("widgets/excerpts/rows.py", "import sqlalchemy", "The window reaches adapters"),
    ("library/tables.py", "import briefing.storage.files", "Each layer knows only"),
    ("cli.py", "import PySide6.QtCore", "No Qt below"),
    ("services/articles/loading.py", "import PySide6.QtCore", "No Qt below"),
    ("widgets/excerpts/lists.py", "import briefing.storage.files", "The window reaches adapters"),
    ("qt/jobs.py", "import apsw", "The window reaches adapters"),
    ("model/tags.py", "import msgspec", "The model is the standard library"),
)
"""Lines that a contract forbids: the file, the line, the contract."""


def test_each_contract_fails_when_it_is_broken(tmp_path):
    ignored = shutil.ignore_patterns("__pycache__", "_data")
    shutil.copytree(ROOT / "briefing", tmp_path / "briefing", ignore=ignored)
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    (tmp_path / "briefing" / "helpers.py").write_text('"""Helpers."""\n', encoding="utf-8")
    for file, line, _contract in BREAKS:
        with (tmp_path / "briefing" / file).open("a", encoding="utf-8") as source:
            source.write(f"\n{line}\n")
    done = subprocess.run(
        [sys.executable, "-c",
         "from importlinter.cli import lint_imports_command; lint_imports_command()",
         "--no-cache"],
        cwd=tmp_path, capture_output=True, text=True, check=False,
        env={"PYTHONPATH": str(tmp_path)},
    )  # fmt: skip
    assert done.returncode != 0
    told = sections(done.stdout)
    assert "briefing.helpers" in told["Each layer knows only the ones below it"]
    for file, line, contract in BREAKS:
        (name,) = (each for each in told if each.startswith(contract))
        module = f"briefing.{file.removesuffix('.py').replace('/', '.')}"
        wanted = line.removeprefix("import ").removesuffix(".QtCore")
        assert re.search(rf"{re.escape(module)} -> {re.escape(wanted)}\b", told[name]), (file, line)


def sections(report):
    """Return what the linter says of each contract that is broken, by its name."""
    _, _, broken = report.partition("Broken contracts")
    parts = re.split(r"^(\S.*)\n-{5,}\n", broken, flags=re.MULTILINE)
    return dict(zip(parts[1::2], parts[2::2], strict=True))
