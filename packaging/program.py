"""One way to start the program, in a home of its own, and a screen for its windows."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TypeVar

from briefing.services.handing_over import Wish, address, hand_over

PATIENCE = 90.0
KEPT = ("PATH", "LANG", "HOME", "TMPDIR", "XDG_RUNTIME_DIR")
"""What the program is told of its surroundings; where its door is depends on the last two."""
T = TypeVar("T")


class Program:
    """The program as a command, in a home of its own; `tried` are the commands that were run."""

    def __init__(self, command: Sequence[str | Path], folder: Path, **more: str) -> None:
        self.command, self.folder = tuple(map(str, command)), folder
        kept = {key: os.environ[key] for key in KEPT if key in os.environ}
        self.tried: set[str] = set()
        self.environment = {**kept, "QT_QPA_PLATFORM": "offscreen", **more}
        self.live_in(folder / "home")

    def live_in(self, home: Path) -> None:
        """Keep all that is the user's in this folder."""
        self.home = home
        self.environment["BRIEFING_HOME"] = str(home)

    def run(self, *arguments: str | Path) -> str:
        """Return what a command prints; it has to succeed."""
        done = self.end_of(*arguments)
        said = f"{done.stdout[-500:]}{done.stderr[-1500:]}"
        require(done.returncode == 0, f"{' '.join(map(str, arguments))}: {said}")
        return done.stdout

    def outcome(self, *arguments: str | Path) -> tuple[int, str]:
        """Return how a command ends and what it prints, to be compared with another program's."""
        done = self.end_of(*arguments)
        told = f"{' '.join(map(str, arguments))}: {done.stderr[-1500:]}"
        require(done.returncode in (0, 1) and "Traceback" not in done.stderr, told)
        require(done.stdout or not done.returncode, told)
        return done.returncode, done.stdout

    def fails(self, *arguments: str | Path) -> str:
        """Return what a command says that has to fail in one line, without a trace."""
        done = self.end_of(*arguments)
        said = done.stderr
        require(done.returncode == 1, f"{arguments[0]} ended with {done.returncode}: {said[-900:]}")
        require("Traceback" not in said, said[-1500:])
        return said

    def end_of(self, *arguments: str | Path) -> subprocess.CompletedProcess[str]:
        """Run a command to its end."""
        self.tried.add(str(arguments[0]))
        return subprocess.run(
            [*self.command, *map(str, arguments)], env=self.environment, cwd=self.folder,
            capture_output=True, text=True, check=False, timeout=PATIENCE,
        )  # fmt: skip

    @contextmanager
    def window(self, *arguments: str | Path) -> Iterator[tuple[subprocess.Popen[bytes], float]]:
        """Start the window and yield its process and the seconds until it answers."""
        where = address(self.home / "config")
        begin = time.monotonic()
        process = subprocess.Popen(
            [*self.command, *map(str, arguments)], env=self.environment, cwd=self.folder
        )
        try:
            while not hand_over(where, Wish()):
                require(process.poll() is None, f"the window ended ({process.returncode})")
                require(time.monotonic() - begin < PATIENCE, "no window")
                time.sleep(0.005)
            yield process, time.monotonic() - begin
        finally:
            process.kill()
            process.wait()

    def project(self) -> Path | None:
        """Return the project that the window has open, as it noted it."""
        try:
            noted = json.loads((self.home / "config/settings.json").read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return None
        return Path(noted.get("last_project", ""))

    def faults(self) -> str:
        """Return what the program logged as a fault of its own, "" if there was none."""
        found = [
            path.read_text(encoding="utf-8", errors="replace")
            for path in sorted((self.home / "log").glob("*.log"))
        ]
        return "".join(text for text in found if "ERROR" in text or "Fatal" in text)


def require(holds: object, words: str) -> None:
    """End with these words unless something holds."""
    if not holds:
        raise SystemExit(f"FAILED: {words}")


def until(found: Callable[[], T], words: str) -> T:
    """Return what `found` gives as soon as it gives something; else end with these words."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        if result := found():
            return result
        time.sleep(0.05)
    raise SystemExit(f"FAILED: {words}")


def call(command: Sequence[str | Path]) -> str:
    """Run a command that has to succeed and return what it said."""
    done = subprocess.run(
        list(map(str, command)), capture_output=True, text=True, check=False
    )  # fmt: skip
    require(done.returncode == 0, f"{' '.join(map(str, command))}:\n{done.stdout}{done.stderr}")
    return done.stdout


def call_if_there(command: Sequence[str | Path]) -> None:
    """Run a tool that has to be content; say so where it is not installed."""
    if shutil.which(str(command[0])) is None:
        say(f"NOT CHECKED: there is no {command[0]} here")
        return
    call(command)
    say(f"{command[0]}: content")


def say(words: str) -> None:
    """Print a line at once."""
    print(f"  {words}", flush=True)


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


class Keys:
    """Presses keys in the windows of a screen, by xdotool."""

    def __init__(self, display: str) -> None:
        self._environment = {**os.environ, "DISPLAY": display}

    def press(self, *keys: str) -> None:
        """Press keys one after the other."""
        self._tool("key", "--delay", "40", *keys)

    def type(self, words: str) -> None:
        """Type words."""
        self._tool("type", "--delay", "40", words)

    def window(self, title: str) -> str:
        """Wait for a window with this in its title, give it the keyboard, and return its title."""
        number = until(lambda: self._shown(title), f"no window “{title}”")
        with suppress(subprocess.CalledProcessError):  # it may close at once, by itself
            self._tool("windowfocus", "--sync", number)
        return self._tool("getwindowname", number).strip()

    def gone(self, title: str) -> None:
        """Wait until no window has this in its title."""
        until(lambda: not self._shown(title), f"the window “{title}” does not close")

    def _shown(self, title: str) -> str:
        try:
            return self._tool("search", "--onlyvisible", "--name", title).split("\n")[0]
        except subprocess.CalledProcessError:
            return ""

    def _tool(self, *arguments: str) -> str:
        done = subprocess.run(
            ["xdotool", *arguments], env=self._environment, check=True, timeout=PATIENCE,
            capture_output=True, text=True,
        )  # fmt: skip
        return done.stdout
