"""What is delivered fits together: entry points, the desktop’s files, how it starts frozen."""

import sys
import tomllib
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

import briefing.__main__ as start
import dev
from briefing.guarding import children
from briefing.guarding.process import own_command
from briefing.paths import HOME, standard_paths
from briefing.services.clock import SystemClock
from briefing.services.handing_over import address, open_door
from briefing.storage.files import ProjectFiles
from briefing.storage.schema import APPLICATION_ID

ROOT = Path(__file__).resolve().parent.parent
LINUX = ROOT / "packaging" / "linux"
MIME = "{http://www.freedesktop.org/standards/shared-mime-info}"


def desktop_entry():
    lines = (LINUX / "briefing.desktop").read_text(encoding="utf-8").partition("\n\n")[0]
    return dict(line.split("=", 1) for line in lines.splitlines()[1:])


def test_the_commands_are_those_that_the_menu_entry_starts():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert project["scripts"] == {"briefing": "briefing.__main__:main"}
    assert project["gui-scripts"] == {"briefing-window": "briefing.__main__:main"}
    assert desktop_entry()["Exec"] == "briefing-window %F"
    assert start.NEW_WINDOW in (LINUX / "briefing.desktop").read_text(encoding="utf-8")


def test_a_project_is_recognised_by_its_name_and_by_what_is_in_it(tmp_path):
    kind = ET.parse(LINUX / "briefing-mime.xml").getroot().find(f"{MIME}mime-type")
    assert kind.get("type") == desktop_entry()["MimeType"].strip(";")
    file = tmp_path / "a.briefing"
    ProjectFiles(SystemClock()).create(file).close()
    assert kind.find(f"{MIME}glob").get("pattern") == f"*{file.suffix}"
    outer = kind.find(f"{MIME}magic/{MIME}match")
    inner = outer.find(f"{MIME}match")
    data = file.read_bytes()
    assert data.startswith(outer.get("value").encode().decode("unicode-escape").encode())
    assert inner.get("value") == "@APPLICATION_ID@"
    at = int(inner.get("offset"))
    assert int.from_bytes(data[at : at + 4], "big") == APPLICATION_ID


def test_the_description_has_what_software_centres_ask_for():
    root = ET.parse(LINUX / "io.github.briefing.Briefing.metainfo.xml").getroot()
    for name in ("id", "name", "summary", "metadata_license", "project_license", "description/p",
                 "launchable", "developer/name", "content_rating", "releases/release"):  # fmt: skip
        assert root.find(name) is not None, name
    assert root.find("launchable").text == "briefing.desktop"
    assert root.find("provides/mediatype").text == desktop_entry()["MimeType"].strip(";")


def test_removing_it_touches_nothing_of_the_users_and_says_where_it_is(monkeypatch):
    words = (LINUX / "postrm").read_text(encoding="utf-8")
    assert "rm " not in words
    for name in (HOME, "XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "XDG_STATE_HOME"):
        monkeypatch.delenv(name, raising=False)
    guide = (ROOT / "docs" / "guide" / "projects.md").read_text(encoding="utf-8")
    paths = standard_paths()
    for place in (paths.data, paths.config, paths.cache, paths.log.parent):
        assert f"~/{place.relative_to(Path.home())}" in words, place
        assert f"`~/{place.relative_to(Path.home())}`" in guide, place
    assert "Documents/Briefing" in words


def test_a_frozen_program_starts_its_guarded_processes_through_itself(monkeypatch, tmp_path):
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    monkeypatch.setattr(sys, "path", [str(tmp_path), str(tmp_path / "none")])
    command = own_command("briefing.loaders.child", "64", "docx")
    program, child, *rest = command
    assert (program, child) == (sys.executable, "--child")
    assert rest == ["briefing.loaders.child", "2", "64", "docx", str(tmp_path)]
    seen = []
    module = type("Module", (), {"main": staticmethod(seen.append)})
    monkeypatch.setattr(children.importlib, "import_module", lambda name: module)
    monkeypatch.setattr(sys, "argv", command)
    monkeypatch.setattr(sys, "path", [])
    assert start.main() == 0
    assert seen == [["64", "docx"]]
    assert sys.path == [str(tmp_path)]


@pytest.mark.parametrize("arguments", [[], ["os", "0"], ["briefing.loaders.child"],
                                       ["briefing.loaders.child", "x"]])  # fmt: skip
def test_nothing_but_our_own_processes_can_be_started_so(arguments):
    assert children.run_child(arguments) == 2


def test_every_guarded_process_of_the_program_can_be_started_frozen():
    named = {
        f"briefing.{path.parent.name}.{path.stem}"
        for path in (ROOT / "briefing").rglob("*child.py")
    }
    assert named == set(children.CHILDREN)


def test_a_file_with_the_name_of_a_command_is_no_command_when_its_place_is_named():
    assert start._are_files(["./export"])
    assert start._are_files(["article.txt"])
    assert start._are_files([])
    assert not start._are_files(["export", "article.txt"])
    assert not start._are_files(["--version"])


def test_a_window_of_its_own_asks_nobody(monkeypatch, tmp_path):
    door = open_door(address(standard_paths().config))
    opened = []
    monkeypatch.setattr("briefing.app.main", lambda files, door: opened.append((files, door)) or 0)
    monkeypatch.setattr(sys, "argv", ["briefing", "--new-window", str(tmp_path / "a.txt")])
    assert start.main() == 0
    assert opened == [([tmp_path / "a.txt"], None)]
    door.close()


@pytest.mark.parametrize(("there", "steps"), [(True, ["deb"]), (False, [])])
def test_packaging_builds_and_then_tries_what_can_be_built_here(monkeypatch, there, steps):
    commands = []
    monkeypatch.setattr(dev, "set_up", lambda _purpose: None)
    monkeypatch.setattr(dev, "call", lambda command: commands.append(command) or 0)
    monkeypatch.setattr(dev.shutil, "which", lambda name: name if there else None)
    assert dev.main(["package", "made"]) == 0
    assert [Path(command[1]).name for command in commands] == ["build.py", "smoke.py"]
    assert all(command[3:] == ["wheel", "frozen", *steps] for command in commands)


def test_the_guide_is_shipped_wherever_templates_are():
    built = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["hatch"]
    shipped = built["build"]["targets"]["wheel"]["force-include"]
    frozen = (ROOT / "packaging" / "briefing.spec").read_text(encoding="utf-8")
    assert shipped["docs"] == "briefing/_data/docs"
    assert '(str(ROOT / "docs"), "briefing/_data/docs")' in frozen
    assert standard_paths().docs == ROOT / "docs"
