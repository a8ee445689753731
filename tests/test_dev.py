"""Setting up: once, from the lock files, with what the system lacks, and no more than that."""

import ast
import sys
from pathlib import Path

import pytest

import dev

ROOT = Path(dev.__file__).parent


@pytest.fixture
def machine(tmp_path, monkeypatch):
    """Return the commands that set-up gave, on a machine without any environment."""
    commands = []

    def called(command, _environment=None):
        commands.append([str(part) for part in command])
        return 0

    def made(command, **_):
        commands.append([str(part) for part in command])
        python = Path(dev.python())
        python.parent.mkdir(parents=True)
        python.touch()
        return type("Done", (), {"returncode": 0})()

    monkeypatch.setattr(dev, "VENV", tmp_path / ".venv")
    monkeypatch.setattr(dev, "STAMP", tmp_path / ".venv" / "installed.txt")
    monkeypatch.setattr(dev, "call", called)
    monkeypatch.setattr(dev, "call_quietly", called)
    monkeypatch.setattr(dev.subprocess, "run", made)
    monkeypatch.setattr(dev, "install_system", lambda _purpose: None)
    return commands


def system(monkeypatch, *missing, apt=True):
    """Let these libraries and programs be missing."""
    monkeypatch.undo()
    commands = []

    def called(command):
        commands.append(list(command))
        return 0

    monkeypatch.setattr(dev.sys, "platform", "linux")
    monkeypatch.setattr(dev, "_loads", lambda file: file not in missing)
    monkeypatch.setattr(dev, "_apt_has", lambda name: not name.endswith("t64"))
    monkeypatch.setattr(dev, "_as_root", list)
    monkeypatch.setattr(dev, "call_quietly", called)
    monkeypatch.setattr(
        dev.shutil, "which", lambda name: apt if name == "apt-get" else name not in missing
    )
    return commands


def test_the_first_start_makes_the_environment_and_installs_by_hash(machine):
    dev.set_up("run")
    make, install = machine
    assert make[1:3] == ["-m", "venv"]
    assert "--require-hashes" in install
    assert install[-1].endswith("requirements.lock")


def test_the_second_start_runs_nothing(machine):
    dev.set_up("run")
    del machine[:]
    dev.set_up("run")
    assert machine == []


def test_what_is_installed_for_the_tests_serves_for_running(machine):
    dev.set_up("test")
    del machine[:]
    dev.set_up("run")
    assert machine == []


def test_a_changed_lock_file_is_installed_into_the_same_environment(machine):
    dev.set_up("run")
    dev.STAMP.write_text(f"{sys.version}\nanother hash", encoding="utf-8")
    del machine[:]
    dev.set_up("run")
    assert [command[2] for command in machine] == ["pip"]


def test_another_python_makes_the_environment_anew(machine):
    dev.set_up("run")
    dev.STAMP.write_text("3.1\nhash", encoding="utf-8")
    del machine[:]
    dev.set_up("run")
    assert [command[2] for command in machine] == ["venv", "pip"]


def test_a_failed_installation_says_what_to_do_and_is_tried_again(machine, monkeypatch):
    monkeypatch.setattr(dev, "call", lambda _command: 1)
    with pytest.raises(SystemExit, match="Check the network"):
        dev.set_up("run")
    assert not dev.STAMP.exists()


def test_an_installation_cut_short_is_begun_anew(machine, monkeypatch):
    dev.set_up("run")
    dev.STAMP.write_text(f"{sys.version}\nanother hash", encoding="utf-8")
    called = dev.call

    def killed(_command):
        raise KeyboardInterrupt

    monkeypatch.setattr(dev, "call", killed)
    with pytest.raises(KeyboardInterrupt):
        dev.set_up("run")
    monkeypatch.setattr(dev, "call", called)
    del machine[:]
    dev.set_up("run")
    assert [command[2] for command in machine] == ["venv", "pip"]


def test_missing_libraries_are_installed_by_the_names_this_release_has(monkeypatch):
    commands = system(monkeypatch, "libEGL.so.1", "libglib-2.0.so.0")
    dev.install_system("run")
    assert commands[0][:2] == ["apt-get", "update"]
    assert commands[1][-2:] == ["libegl1", "libglib2.0-0"]


def test_the_validator_is_installed_once_by_its_lock_file(monkeypatch, tmp_path):
    commands = []

    def called(command):
        commands.append(command)
        (tmp_path / "node_modules").mkdir(exist_ok=True)
        return 0

    monkeypatch.setattr(dev, "VALIDATOR", tmp_path)
    monkeypatch.setattr(dev, "call_quietly", called)
    (tmp_path / "package-lock.json").write_text("{}", encoding="utf-8")
    dev.install_validator()
    dev.install_validator()
    assert len(commands) == 1
    assert {"install", "--no-save", "--ignore-scripts"} < set(commands[0])
    (tmp_path / "package-lock.json").write_text('{"newer": 1}', encoding="utf-8")
    dev.install_validator()
    assert len(commands) == 2


def test_what_the_tests_need_is_not_installed_for_running(monkeypatch):
    commands = system(monkeypatch, "Xvfb", "xdotool")
    dev.install_system("run")
    assert commands == []
    dev.install_system("test")
    assert commands[1][-2:] == ["xvfb", "xdotool"]


def test_a_program_that_debian_keeps_elsewhere_is_not_installed_again(monkeypatch, tmp_path):
    commands = system(monkeypatch, "initdb")
    monkeypatch.setattr(dev, "ELSEWHERE", {"initdb": str(tmp_path / "*" / "bin" / "initdb")})
    dev.install_system("test")
    assert commands[1][-1:] == ["postgresql"]
    (tmp_path / "15" / "bin").mkdir(parents=True)
    (tmp_path / "15" / "bin" / "initdb").touch()
    dev.install_system("test")
    assert len(commands) == 2


def test_nothing_is_asked_of_the_system_when_nothing_is_missing(monkeypatch):
    commands = system(monkeypatch)
    dev.install_system("test")
    assert commands == []


def test_elsewhere_it_says_what_to_install_and_goes_on(monkeypatch, capsys):
    commands = system(monkeypatch, "libEGL.so.1", apt=False)
    dev.install_system("run")
    assert commands == []
    assert "libegl1. Please install them." in capsys.readouterr().out


@pytest.mark.parametrize(
    ("name", "shown"), [("DISPLAY", True), ("WAYLAND_DISPLAY", True), ("", False)]
)
def test_a_display_is_found_by_what_the_session_names(monkeypatch, name, shown):
    monkeypatch.setattr(dev.sys, "platform", "linux")
    for each in ("DISPLAY", "WAYLAND_DISPLAY"):
        monkeypatch.delenv(each, raising=False)
    if name:
        monkeypatch.setenv(name, ":0")
    assert dev.has_display() is shown


@pytest.mark.parametrize(
    ("display", "given", "asked"),
    [
        (True, [], []),
        (True, ["article.txt"], ["article.txt"]),
        (False, ["inspect", "-", "--json"], ["inspect", "-", "--json"]),
        (False, [], ["demo", "-o", str(dev.ROOT / "out")]),
    ],
)
def test_running_is_the_command_and_without_a_display_its_demo(monkeypatch, display, given, asked):
    ran = []
    monkeypatch.setattr(dev, "set_up", lambda _purpose: None)
    monkeypatch.setattr(dev, "has_display", lambda: display)
    monkeypatch.setattr(dev, "call", lambda command, *_more, **_named: ran.append(command) or 0)
    assert dev.main(["run", *given]) == 0
    assert ran == [[dev.python(), "-m", "briefing", *asked]]


def test_an_unknown_command_shows_the_commands(capsys):
    assert dev.main(["fly"]) == 2
    assert "python3 dev.py run" in capsys.readouterr().out


def test_setting_up_needs_the_standard_library_only():
    tree = ast.parse((ROOT / "dev.py").read_text(encoding="utf-8"))
    names = {
        (node.module if isinstance(node, ast.ImportFrom) else alias.name).split(".")[0]
        for node in ast.walk(tree)
        if isinstance(node, ast.Import | ast.ImportFrom)
        for alias in node.names
    }
    assert names <= set(sys.stdlib_module_names)


@pytest.mark.parametrize("lock", dev.LOCKS.values(), ids=lambda path: path.name)
def test_every_locked_package_has_its_hashes_and_no_address(lock):
    text = lock.read_text(encoding="utf-8")
    assert "://" not in text
    assert "index-url" not in text
    pinned = [line for line in text.splitlines() if "==" in line and not line.startswith(" ")]
    assert pinned
    assert text.count("\\\n    --hash=sha256:") >= len(pinned)
