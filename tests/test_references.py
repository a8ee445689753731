"""The reference says what the tables in the code say, and no page of the docs leads nowhere."""

import argparse
import importlib.util
import re
from pathlib import Path

import pytest

from briefing import cli

ROOT = Path(__file__).resolve().parent.parent
PAGES = sorted(path for path in (*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")))
_LINK = re.compile(r"\]\(([^)#\s]+)(?:#[^)]*)?\)")


def _tool():
    spec = importlib.util.spec_from_file_location("references", ROOT / "tools" / "references.py")
    made = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(made)
    return made


tool = _tool()


@pytest.mark.parametrize("name", tool.PAGES)
def test_the_reference_says_what_the_code_says(name):
    written = (tool.FOLDER / name).read_text(encoding="utf-8")
    assert written == tool.page(name), "run python tools/references.py"


@pytest.mark.parametrize("name", tool.PAGES)
def test_the_reference_can_be_read_without_python(name):
    assert not re.search(r"`(?:str|int|bool|float|tuple|Mapping)\b|\bNone\b", tool.page(name))


def test_the_page_on_the_house_names_each_folder_and_only_files_that_there_are():
    words = (ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8")
    folders = [path.parent.name for path in (ROOT / "briefing").glob("*/__init__.py")]
    assert not [name for name in folders if f"`briefing/{name}`" not in words]
    files = [
        path.as_posix()
        for folder in ("briefing", "docs", "tests", "tools")
        for path in (ROOT / folder).rglob("*.*")
    ]
    named = re.findall(r"`([\w/]+\.(?:py|md|toml|sql))`", words)
    assert len(named) > 20
    assert not [name for name in named if not any(path.endswith(f"/{name}") for path in files)]


def unsaid(parser):
    """Return the arguments of a command that say nothing of themselves, by their names."""
    return [action.dest for action in tool.arguments(parser) if not action.help]


@pytest.mark.parametrize("name", cli.COMMANDS)
def test_every_argument_of_a_command_says_what_it_is_for(name):
    parser = tool.command_parsers()[name]
    assert not unsaid(parser), "give each add_argument its help"
    assert all(action.help in " ".join(parser.format_help().split())
               for action in tool.arguments(parser))  # fmt: skip


def test_an_argument_that_says_nothing_is_found():
    parser = argparse.ArgumentParser()
    parser.add_argument("--silent")
    parser.add_argument("--told", help="what it is for")
    assert unsaid(parser) == ["silent"]


def test_the_folder_of_the_reference_has_no_page_that_nothing_makes():
    found = {path.name for path in tool.FOLDER.glob("*.md")}
    assert found == {*tool.PAGES, "README.md"}


@pytest.mark.parametrize("page", PAGES, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_link_and_picture_of_a_page_is_there(page):
    links = _LINK.findall(page.read_text(encoding="utf-8"))
    near = [link for link in links if "://" not in link and not link.startswith("mailto:")]
    assert not [link for link in near if not (page.parent / link).exists()]
