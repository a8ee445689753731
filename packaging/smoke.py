"""Tries what was built as a person would use it; see `build.py`.

    python packaging/smoke.py FOLDER [wheel] [frozen] [deb]

The frozen program has to read each format as the source does, word for word.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
import zipfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "tests"), str(ROOT / "tests/adapters")]

from briefing.loaders import DOCUMENTS, document_loader  # noqa: E402 found through the path above
from briefing.services.clock import SystemClock  # noqa: E402
from briefing.services.handing_over import Wish, address, hand_over  # noqa: E402
from briefing.storage.files import ProjectFiles  # noqa: E402

SAMPLE = ROOT / "resources/sample"
PATIENCE = 60.0
KEPT = ("PATH", "LANG", "HOME", "TMPDIR", "XDG_RUNTIME_DIR")
"""What the program is told of its surroundings; where its door is depends on the last two."""


class Program:
    """One way to start the program, in a home of its own."""

    def __init__(self, command: Sequence[str], folder: Path, **more: str) -> None:
        self.command, self.folder = tuple(command), folder
        kept = {key: os.environ[key] for key in KEPT if key in os.environ}
        self.home = folder / "home"
        self.environment = {
            **kept, "BRIEFING_HOME": str(self.home), "QT_QPA_PLATFORM": "offscreen", **more,
        }  # fmt: skip

    def run(self, *arguments: str | Path) -> str:
        """Return what a command prints; it has to succeed."""
        done = subprocess.run(
            [*self.command, *map(str, arguments)], env=self.environment, cwd=self.folder,
            capture_output=True, text=True, check=False, timeout=PATIENCE,
        )  # fmt: skip
        require(done.returncode == 0, f"{arguments[0]}: {done.stdout[-500:]}{done.stderr[-1500:]}")
        return done.stdout

    @contextmanager
    def window(self, *files: Path) -> Iterator[tuple[subprocess.Popen[bytes], float]]:
        """Start the window and yield its process and the seconds until it answers."""
        where = address(self.home / "config")
        begin = time.monotonic()
        process = subprocess.Popen([*self.command, *map(str, files)], env=self.environment)
        try:
            while not hand_over(where, Wish()):
                require(process.poll() is None, f"the window ended ({process.returncode})")
                require(time.monotonic() - begin < PATIENCE, "no window")
                time.sleep(0.005)
            yield process, time.monotonic() - begin
        finally:
            process.kill()
            process.wait()


def require(holds: object, words: str) -> None:
    """End with these words unless something holds."""
    if not holds:
        raise SystemExit(f"FAILED: {words}")


def try_commands(program: Program) -> None:
    """Read, list, export, make a batch and a picture from the command line."""
    out = program.folder / "out"
    require(program.run("--version").startswith("briefing "), "no version")
    read = json.loads(program.run("inspect", SAMPLE / "article.txt", "--json"))
    require(read["articles"][0]["words"] > 100, "the sample is not read")
    require(len(program.run("templates", "list").splitlines()) >= 13, "templates are missing")
    program.run(
        "export", SAMPLE / "article.txt", "--template", "policy-brief", "--excerpts",
        SAMPLE / "excerpts.json", "-o", out / "brief.docx", "--draft",
    )  # fmt: skip
    with zipfile.ZipFile(out / "brief.docx") as document:
        require(b"<w:p" in document.read("word/document.xml"), "no Word document")
    articles = program.folder / "articles"
    articles.mkdir()
    shutil.copy(SAMPLE / "article.txt", articles)
    program.run("batch", articles, "--template", "media-summary", "-o", out, "--suggest")
    require((out / "article.docx").is_file(), "no batch")
    program.run("demo", "-o", out)
    require((out / "window.png").stat().st_size > 10_000, "no picture")
    say("commands: inspect, templates, export, batch, demo")


def try_formats(program: Program) -> None:
    """Read a sound file of each format in the guarded process, and compare with the source."""
    from samples import GOOD

    for name in DOCUMENTS:
        loader = document_loader(name)
        suffix = loader.suffixes[0] if loader.suffixes else ".txt"
        file = program.folder / f"sample-{name}{suffix}"
        file.write_bytes(GOOD[name])
        found = json.loads(program.run("inspect", file, "--json"))["articles"]
        here = [each.article for each in loader.load(GOOD[name], file.name)]
        require([each["sha256"] for each in found] == [a.sha256 for a in here], f"{name} differs")
    say(f"formats: {len(DOCUMENTS)} read as the source reads them")


def try_library(program: Program) -> None:
    """Publish a project to a library in a file and find it there: its migrations are data files."""
    file = program.folder / "Ferries.briefing"
    ProjectFiles(SystemClock()).create(file).close()
    program.run("library", "publish", file)
    status = json.loads(program.run("library", "status", "--json"))
    require(status["publications"] == 1, "nothing was published")
    require("hits" in json.loads(program.run("library", "search", "ferry", "--json")), "no search")
    say("library: made, published to and searched")


def try_strangers_template(program: Program) -> None:
    """Render a template that is not ours, which happens in the guarded process."""
    made = program.folder / "stranger"
    shutil.copytree(ROOT / "templates/sitrep", made)
    manifest = made / "template.toml"
    words = manifest.read_text(encoding="utf-8").replace('id = "sitrep"', 'id = "stranger"')
    manifest.write_text(words, encoding="utf-8")
    with zipfile.ZipFile(made / "template.docx", "a") as document:
        document.comment = b"changed"
    program.run("templates", "add", made)
    program.run(
        "export", SAMPLE / "article.txt", "--template", "stranger", "-o", "stranger.docx", "--draft"
    )
    say("a stranger's template: rendered")


def try_plug_in(program: Program) -> None:
    """Read a file with a plug-in from the user's folder."""
    from plug_in_folder import install_example

    install_example(program.home / "data/plug-ins")
    file = program.folder / "ferry.sheet"
    file.write_text("%SHEET\n%headline Ferry returns\nIt runs.\n", encoding="utf-8")
    require("Ferry returns" in program.run("inspect", file), "the plug-in does not read")
    say("plug-in: read its format")


def try_window(program: Program) -> None:
    """Show the window, hand it a file from a second start, and let it go."""
    with screen() as display:
        if display:
            program.environment.update(DISPLAY=display, QT_QPA_PLATFORM="xcb")
        for _warm in range(2):
            with program.window() as (process, seconds):
                begin = time.monotonic()
                program.run(SAMPLE / "article.txt")
                handed = time.monotonic() - begin
                if display and shutil.which("xdotool"):
                    _close(display, process)
        shown = "in a real window" if display else "without a screen"
        say(f"window: answers after {seconds:.2f} s {shown}; a second start takes {handed:.2f} s")


def _close(display: str, process: subprocess.Popen[bytes]) -> None:
    """Close the window by its key, and wait for the program to end by itself."""
    environment = {**os.environ, "DISPLAY": display}
    begin = time.monotonic()
    search = ("search", "--sync", "--onlyvisible", "--name", "— Briefing", "windowfocus", "--sync")
    for action in (search, ("key", "ctrl+q")):
        command = ["xdotool", *action]
        subprocess.run(command, env=environment, check=True, timeout=PATIENCE, capture_output=True)
    while process.poll() is None:
        require(time.monotonic() - begin < PATIENCE, "the window does not close")
        time.sleep(0.01)
    require(process.returncode == 0, f"the window ended with {process.returncode}")


@contextmanager
def screen() -> Iterator[str]:
    """Yield the name of a screen of its own, or "" where there is no Xvfb."""
    if shutil.which("Xvfb") is None:
        yield ""
        return
    reader, writer = os.pipe()
    process = subprocess.Popen(
        ["Xvfb", "-displayfd", str(writer), "-screen", "0", "1680x1000x24", "-nolisten", "tcp",
         "-noreset"],
        pass_fds=[writer], stderr=subprocess.DEVNULL,
    )  # fmt: skip
    os.close(writer)
    with os.fdopen(reader) as names:
        name = names.readline().strip()
    try:
        yield f":{name}"
    finally:
        process.terminate()
        process.wait()


def try_wheel(folder: Path, into: Path) -> None:
    """Install the wheel into a folder, beside the libraries that are here, and use it."""
    (wheel,) = folder.glob("briefing-*.whl")
    target = into / "installed"
    call([sys.executable, "-m", "pip", "install", "--quiet", "--no-deps",
          "--disable-pip-version-check", "--target", str(target), str(wheel)])  # fmt: skip
    points = next(target.glob("*.dist-info")) / "entry_points.txt"
    words = points.read_text(encoding="utf-8")
    require("briefing-window = " in words and "briefing = " in words, "commands are missing")
    program = Program([sys.executable, "-m", "briefing"], into, PYTHONPATH=str(target))
    try_commands(program)
    try_window(program)


def try_frozen(folder: Path, into: Path) -> None:
    """Use the frozen program."""
    _try_program(Program([str(folder / "briefing" / "briefing")], into))


def _try_program(program: Program) -> None:
    steps = (
        try_commands, try_library, try_formats, try_strangers_template, try_plug_in, try_window,
    )  # fmt: skip
    for step in steps:
        step(program)


def try_deb(folder: Path, into: Path) -> None:
    """Unpack the Debian package as dpkg would, look at what is in it, and use it."""
    (package,) = folder.glob("briefing_*.deb")
    root = into / "root"
    call(["dpkg-deb", "-x", str(package), str(root)])
    call(["dpkg-deb", "-e", str(package), str(into / "control")])
    for name in ("postinst", "postrm"):
        call(["sh", "-n", str(into / "control" / name)])
    share = root / "usr/share"
    for size in ("16x16", "48x48", "256x256"):
        require((share / f"icons/hicolor/{size}/apps/briefing.png").is_file(), f"no icon {size}")
    require((share / "icons/hicolor/scalable/apps/briefing.svg").is_file(), "no drawing")
    call_if_there(["desktop-file-validate", str(share / "applications/briefing.desktop")])
    (metainfo,) = (share / "metainfo").glob("*.xml")
    call_if_there(["appstreamcli", "validate", "--no-net", str(metainfo)])
    _try_file_type(share / "mime")
    _try_program(Program([str(root / "usr/bin/briefing")], into))
    _try_install_and_remove(package, into)


def _try_file_type(mime: Path) -> None:
    """Let the desktop's own tool take in the type of our files."""
    if shutil.which("update-mime-database") is None:
        say("NOT CHECKED: there is no update-mime-database here")
        return
    call(["update-mime-database", str(mime)])
    globs = (mime / "globs2").read_text(encoding="utf-8")
    require("application/x-briefing:*.briefing" in globs, "no file type by name")
    require(b"application/x-briefing" in (mime / "magic").read_bytes(), "no file type by content")
    say("update-mime-database: knows the type by name and by content")


def _try_install_and_remove(package: Path, into: Path) -> None:
    """Install the package into a root of its own and remove it: nothing of it is left."""
    if os.geteuid() != 0:
        return
    other = into / "other-root"
    for part in ("var/lib/dpkg/updates", "var/lib/dpkg/info", "home/me/Documents/Briefing"):
        (other / part).mkdir(parents=True)
    (other / "var/lib/dpkg/status").touch()
    project = other / "home/me/Documents/Briefing/Project.briefing"
    project.write_bytes(b"work")
    dpkg = ["dpkg", f"--root={other}", "--force-depends", "--force-script-chrootless",
            "--log=/dev/null"]  # fmt: skip
    call([*dpkg, "--install", str(package)])
    require((other / "usr/bin/briefing").is_symlink(), "not installed")
    said = call([*dpkg, "--purge", "briefing"])
    require("Documents/Briefing" in said, "it does not say where the user's things are")
    require(project.read_bytes() == b"work", "the user's project is gone")
    left = (
        [f for f in (other / "usr").rglob("*") if f.is_file()] if (other / "usr").exists() else []
    )
    require(not left, f"left behind: {left[:3]}")
    say("installed into a root of its own and removed again; the user's project is still there")


def call(command: Sequence[str]) -> str:
    """Run a command that has to succeed and return what it said."""
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    require(done.returncode == 0, f"{' '.join(command)}:\n{done.stdout}{done.stderr}")
    return done.stdout


def call_if_there(command: Sequence[str]) -> None:
    """Run a tool that has to be content; say so where it is not installed."""
    if shutil.which(command[0]) is None:
        say(f"NOT CHECKED: there is no {command[0]} here")
        return
    call(command)
    say(f"{command[0]}: content")


def say(words: str) -> None:
    """Print a line at once."""
    print(f"  {words}", flush=True)


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
        with tempfile.TemporaryDirectory() as into:
            TRIALS[name](folder, Path(into))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
