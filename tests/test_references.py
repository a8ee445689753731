"""The reference says what the tables in the code say, and no page of the docs leads nowhere."""

import importlib.util
import re
from pathlib import Path

import pytest

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


def test_the_folder_of_the_reference_has_no_page_that_nothing_makes():
    found = {path.name for path in tool.FOLDER.glob("*.md")}
    assert found == {*tool.PAGES, "README.md"}


@pytest.mark.parametrize("page", PAGES, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_link_and_picture_of_a_page_is_there(page):
    links = _LINK.findall(page.read_text(encoding="utf-8"))
    near = [link for link in links if "://" not in link and not link.startswith("mailto:")]
    assert not [link for link in near if not (page.parent / link).exists()]
