"""Tries what was built as a person would use it; see `build.py`.

    python packaging/smoke.py FOLDER [wheel] [frozen] [deb]

Every command, format and guarded process has to do as the source does, word for word.
"""

from __future__ import annotations

import os
import statistics
import sys
import tempfile
import time
import venv
from collections.abc import Callable, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [
    str(ROOT / folder)
    for folder in (".", "tests", "tests/adapters", "tests/interchange", "tests/e2e")
]

from program import Program, call, call_if_there, require, say  # noqa: E402
from trying import (  # noqa: E402
    try_all_commands,
    try_children,
    try_commands,
    try_exporters,
    try_formats,
    try_library,
    try_plug_ins,
    try_project,
    try_templates,
)
from trying_windows import starts, try_handing_over, try_real_window  # noqa: E402

import dev  # noqa: E402 found through the path above

STARTS = 3


def try_wheel(folder: Path, into: Path) -> None:
    """Install the wheel into an environment of its own, by the lock file; use and remove it."""
    (wheel,) = folder.glob("briefing-*.whl")
    begin = time.monotonic()
    room = into / "environment"
    venv.create(room, with_pip=True)
    python = room / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    pip = [python, "-m", "pip", "--quiet", "--disable-pip-version-check", "--no-input"]
    call([*pip, "install", "--require-hashes", "-r", dev.LOCKS["run"]])
    call([*pip, "install", "--no-deps", wheel])
    say(f"installed into an empty environment in {time.monotonic() - begin:.0f} s")
    require((python.parent / "briefing-window").exists() or os.name == "nt", "no briefing-window")
    program = Program([python.parent / "briefing"], into)
    _try_program(program)
    kept = sorted(path for path in program.home.rglob("*") if path.is_file())
    call([*pip, "uninstall", "--yes", "briefing"])
    require(not (python.parent / "briefing").exists(), "the command is still there")
    require(all(path.is_file() for path in kept), "the user's things are gone")
    say(f"removed again; the {len(kept)} files of the user's home are still there")


def try_frozen(folder: Path, into: Path) -> None:
    """Use the frozen program."""
    program = Program([folder / "briefing" / "briefing"], into)
    try_children(program)
    _try_program(program)


def _try_program(program: Program) -> None:
    source = Program([sys.executable, "-m", "briefing"], program.folder, PYTHONPATH=str(ROOT))
    source.live_in(program.folder / "home-of-source")
    for compared in (try_commands, try_exporters, try_formats, try_project):
        compared(program, source)
    for step in (try_templates, try_library, try_plug_ins, try_all_commands,
                 try_handing_over, try_real_window):  # fmt: skip
        step(program)
    here, there = (statistics.median(starts(each, STARTS)) for each in (program, source))
    say(f"from the start to a window that answers: {here:.2f} s, of the source {there:.2f} s")
    require(not program.faults(), program.faults())


def try_deb(folder: Path, into: Path) -> None:
    """Unpack the Debian package as dpkg would, look at what is in it, and use it."""
    (package,) = folder.glob("briefing_*.deb")
    root = into / "root"
    call(["dpkg-deb", "-x", package, root])
    call(["dpkg-deb", "-e", package, into / "control"])
    call(["sh", "-n", into / "control/postrm"])
    share = root / "usr/share"
    for size in ("16x16", "48x48", "256x256"):
        require((share / f"icons/hicolor/{size}/apps/briefing.png").is_file(), f"no icon {size}")
    require((share / "icons/hicolor/scalable/apps/briefing.svg").is_file(), "no drawing")
    call_if_there(["desktop-file-validate", share / "applications/briefing.desktop"])
    (metainfo,) = (share / "metainfo").glob("*.xml")
    call_if_there(["appstreamcli", "validate", "--no-net", metainfo])
    _try_file_type(share / "mime")
    _try_program(Program([root / "usr/bin/briefing"], into))
    _try_install_and_remove(package, into)


def _try_file_type(mime: Path) -> None:
    """Let the desktop's own tool take in the type of our files."""
    call_if_there(["update-mime-database", mime])
    if (mime / "globs2").is_file():
        globs = (mime / "globs2").read_text(encoding="utf-8")
        require("application/x-briefing:*.briefing" in globs, "no file type by name")
        magic = (mime / "magic").read_bytes()
        require(b"application/x-briefing" in magic, "no file type by content")


def _try_install_and_remove(package: Path, into: Path) -> None:
    """Install the package into a root of its own and remove it: nothing of it is left."""
    if os.geteuid() != 0:
        say("NOT CHECKED: installing and removing takes root")
        return
    other = into / "other-root"
    for part in ("var/lib/dpkg/updates", "var/lib/dpkg/info", "home/me/Documents/Briefing"):
        (other / part).mkdir(parents=True)
    (other / "var/lib/dpkg/status").touch()
    project = other / "home/me/Documents/Briefing/Project.briefing"
    project.write_bytes(b"work")
    dpkg = ["dpkg", f"--root={other}", "--force-depends", "--force-script-chrootless",
            "--log=/dev/null"]  # fmt: skip
    for action in ("--remove", "--purge"):
        call([*dpkg, "--install", package])
        require((other / "usr/bin/briefing").is_symlink(), "not installed")
        said = call([*dpkg, action, "briefing"])
        require("Documents/Briefing" in said, "it does not say where the user's things are")
        require(project.read_bytes() == b"work", "the user's project is gone")
        left = [path for path in other.glob("usr/**/*") if path.is_file()]
        require(not left, f"left behind: {left[:3]}")
    say("installed into a root of its own and removed again; the user's project is still there")


TRIALS: dict[str, Callable[[Path, Path], None]] = {
    "wheel": try_wheel,
    "frozen": try_frozen,
    "deb": try_deb,
}


def main(arguments: Sequence[str]) -> int:
    """Try what is named, else all that was built."""
    folder = Path(arguments[0] if arguments else "dist").resolve()
    for name in arguments[1:] or TRIALS:
        print(name, flush=True)
        begin = time.monotonic()
        with tempfile.TemporaryDirectory() as into:
            TRIALS[name](folder, Path(into))
        say(f"all of it in {time.monotonic() - begin:.0f} s")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
