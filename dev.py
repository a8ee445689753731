"""Sets up everything on a fresh machine and runs, tests or checks the program.

    python3 dev.py run [ARGUMENT...] be the command `briefing`: open the window, these files in it,
                                     or run what is asked; without a display make the sample brief
    python3 dev.py test [ARGUMENT...]  linters, types, contracts, then pytest with these arguments
    python3 dev.py pictures          make the pictures of docs/ from the program in a real window
    python3 dev.py lock              write the lock files anew from pyproject.toml
    python3 dev.py package [FOLDER]  build the wheel, the frozen program and the Debian package, and
                                     try each of them; into dist/ unless another folder is named
    python3 dev.py bench [NAME]      measure the program, or run another script of benchmarks/
    python3 dev.py torture [--long] [NAME]  kill it, fill its disk, keep it busy: is work lost?

Uses the standard library only. Makes a virtual environment in .venv and installs what the lock
files name, checked against their hashes. On Debian and Ubuntu it installs the system libraries
that are missing; elsewhere it says which they are.
"""

from __future__ import annotations

import ctypes
import hashlib
import os
import shutil
import subprocess
import sys
from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import Path

say = partial(print, flush=True)  # in order with what commands print

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
STAMP = VENV / "installed.txt"
LOCKS = {"run": ROOT / "requirements.lock", "test": ROOT / "requirements-dev.lock"}
OLDEST = (3, 11)

# What Qt needs from the system, by the file it loads and the Debian packages that have it; where
# there are two names, the second is that of the newer releases.
LIBRARIES: Mapping[str, tuple[str, ...]] = {
    "libEGL.so.1": ("libegl1",),
    "libGL.so.1": ("libgl1",),
    "libxkbcommon.so.0": ("libxkbcommon0",),
    "libdbus-1.so.3": ("libdbus-1-3",),
    "libfontconfig.so.1": ("libfontconfig1",),
    "libglib-2.0.so.0": ("libglib2.0-0", "libglib2.0-0t64"),
    "libxcb-cursor.so.0": ("libxcb-cursor0",),
    "libxcb-icccm.so.4": ("libxcb-icccm4",),
    "libxcb-image.so.0": ("libxcb-image0",),
    "libxcb-keysyms.so.1": ("libxcb-keysyms1",),
    "libxcb-randr.so.0": ("libxcb-randr0",),
    "libxcb-render-util.so.0": ("libxcb-render-util0",),
    "libxcb-shape.so.0": ("libxcb-shape0",),
    "libxcb-xkb.so.1": ("libxcb-xkb1",),
    "libxkbcommon-x11.so.0": ("libxkbcommon-x11-0",),
}
# Programs that the tests use, and the Debian packages that have them.
PROGRAMS: Mapping[str, tuple[str, ...]] = {
    "Xvfb": ("xvfb",),
    "xdotool": ("xdotool",),
    "npm": ("npm",),
    "initdb": ("postgresql",),
    "dbus-daemon": ("dbus-daemon", "dbus"),
    "at-spi-bus-launcher": ("at-spi2-core",),
}
# Where Debian keeps programs that it puts into no search path; * is a version.
ELSEWHERE: Mapping[str, str] = {
    "initdb": "/usr/lib/postgresql/*/bin/initdb",
    "at-spi-bus-launcher": "/usr/libexec/at-spi-bus-launcher",
}
# Programs that look at what `package` builds.
PACKAGING: Mapping[str, tuple[str, ...]] = {
    "desktop-file-validate": ("desktop-file-utils",),
    "appstreamcli": ("appstream",),
    "update-mime-database": ("shared-mime-info",),
}
VALIDATOR = ROOT / "tools" / "validator"


def main(arguments: Sequence[str]) -> int:
    """Run one command and return its exit code."""
    command, rest = (arguments[0], list(arguments[1:])) if arguments else ("", [])
    commands = {
        "run": run, "test": test, "pictures": pictures, "lock": lock, "bench": bench,
        "package": package, "torture": torture,
    }  # fmt: skip
    if command not in commands:
        say(__doc__)
        return 2
    if sys.version_info < OLDEST:
        say(f"Python {OLDEST[0]}.{OLDEST[1]} or newer is needed; this is {sys.version}.")
        return 1
    return commands[command](rest)


def run(arguments: Sequence[str]) -> int:
    """Be `briefing` with these arguments; without any, and without a display, its `demo`."""
    set_up("run")
    if arguments or has_display():
        return call([python(), "-m", "briefing", *arguments], folder=Path.cwd())
    say("There is no display: making the sample brief and a picture of the window in out/.")
    environment = {"QT_QPA_PLATFORM": "offscreen"}
    return call([python(), "-m", "briefing", "demo", "-o", str(ROOT / "out")], environment)


def test(arguments: Sequence[str]) -> int:
    """Check style, types and layers, then run the tests."""
    set_up("test")
    install_validator()
    checks = [
        ["-m", "ruff", "check", "."],
        ["-m", "ruff", "format", "--check", "."],
        ["-m", "mypy"],
        ["-c", "from importlinter.cli import lint_imports_command; lint_imports_command()",
         "--no-cache"],
    ]  # fmt: skip
    for check in [] if arguments else checks:
        say("·", " ".join(check[:3]))
        if code := call([python(), *check]):
            return code
    # One more than there are processors: a test that waits for a program leaves one to another.
    workers = str((os.cpu_count() or 1) + 1)
    everything = arguments or ["-n", workers, "--dist", "worksteal"]
    return call([python(), "-m", "pytest", *everything], {"QT_QPA_PLATFORM": "offscreen"})


def pictures(_arguments: Sequence[str]) -> int:
    """Put pictures of the window in all its states into docs/pictures."""
    set_up("test")
    folder = ROOT / "docs" / "pictures"
    if code := call([python(), str(ROOT / "tools" / "window_pictures.py"), str(folder)]):
        return code
    into = {"BRIEFING_PICTURES": str(folder)}
    return call([python(), "-m", "pytest", "-q", "-n0", "tests/e2e", "-k", "looks"], into)


def package(arguments: Sequence[str]) -> int:
    """Build what people install, then try it; the Debian package where there is dpkg-deb."""
    set_up("test")
    if shutil.which("apt-get"):
        install_programs(PACKAGING)
    into = str(Path(arguments[0] if arguments else ROOT / "dist").resolve())
    made = ["wheel", "frozen", *(["deb"] if shutil.which("dpkg-deb") else [])]
    for step in ("build.py", "smoke.py"):
        if code := call([python(), str(ROOT / "packaging" / step), into, *made]):
            return code
    return 0


def bench(arguments: Sequence[str]) -> int:
    """Print one table of measurements, each beside its floor in the same run."""
    set_up("test")
    name, *rest = arguments or ["run"]
    script = ROOT / "benchmarks" / f"{name}.py"
    if not script.is_file():
        known = ", ".join(sorted(path.stem for path in script.parent.glob("*.py")))
        say(f"There is no benchmark “{name}”. Known: {known}.")
        return 2
    return call([python(), str(script), *rest], {"QT_QPA_PLATFORM": "offscreen"})


def torture(arguments: Sequence[str]) -> int:
    """Kill the program, let its disk fail and keep it busy; print what was tried and lost."""
    set_up("test")
    script = ROOT / "tests" / "torture" / "run.py"
    return call([python(), str(script), *arguments], {"QT_QPA_PLATFORM": "offscreen"})


def lock(_arguments: Sequence[str]) -> int:
    """Write the lock files anew, with the hashes of every platform's files."""
    set_up("test")
    for extra, target in ((), LOCKS["run"]), (("--extra", "dev"), LOCKS["test"]):
        code = call(
            [python(), "-m", "uv", "pip", "compile", "--universal", "--generate-hashes",
             "--no-emit-index-url", "--no-emit-find-links", "--no-header", "--no-annotate",
             "--python-version", "3.11", "--quiet", *extra, "-o", str(target), "pyproject.toml"]
        )  # fmt: skip
        if code:
            return code
        text = target.read_text(encoding="utf-8")
        target.write_text(f"# made from pyproject.toml {needs()}\n{text}", encoding="utf-8")
    return 0


def set_up(purpose: str) -> None:
    """Make the virtual environment and install what is missing; quick when nothing is."""
    install_system(purpose)
    wanted = f"{sys.version}\n{_digest(LOCKS[purpose])}"
    everything = f"{sys.version}\n{_digest(LOCKS['test'])}"
    if STAMP.exists() and STAMP.read_text(encoding="utf-8") in (wanted, everything):
        return
    if not STAMP.exists() or not Path(python()).exists() or _other_python():
        say("Making the virtual environment in .venv")
        shutil.rmtree(VENV, ignore_errors=True)
        make_environment()
    STAMP.unlink(missing_ok=True)  # an installation that is cut short starts anew next time
    say(f"Installing what {LOCKS[purpose].name} names")
    code = call([python(), "-m", "pip", "install", "--quiet", "--disable-pip-version-check",
                 "--no-input", "--require-hashes", "-r", str(LOCKS[purpose])])  # fmt: skip
    if code:
        raise SystemExit(f"Installing failed. Check the network, then run {sys.argv[0]} again.")
    STAMP.write_text(wanted, encoding="utf-8")


def install_validator() -> None:
    """Install the document validator of the tests, by its own lock file, if it is not there."""
    kept = VALIDATOR / "node_modules" / "installed.txt"
    wanted = _digest(VALIDATOR / "package-lock.json")
    if kept.exists() and kept.read_text(encoding="utf-8") == wanted:
        return
    say("Installing the document validator")
    npm = shutil.which("npm")
    if npm is None:
        raise SystemExit("The tests need npm. Install Node.js, then run them again.")
    command = [npm, "install", "--prefix", str(VALIDATOR), "--no-save", "--ignore-scripts"]
    if call_quietly(command):
        raise SystemExit(f"Installing failed. Check the network, then run {sys.argv[0]} again.")
    kept.write_text(wanted, encoding="utf-8")


def make_environment() -> None:
    """Make .venv; on Debian the module for it may be a package of its own."""
    command = [sys.executable, "-m", "venv", str(VENV)]
    if subprocess.run(command, stdout=subprocess.DEVNULL, check=False).returncode == 0:
        return
    version = f"python{sys.version_info.major}.{sys.version_info.minor}-venv"
    apt_install([version if _apt_has(version) else "python3-venv"])
    shutil.rmtree(VENV, ignore_errors=True)
    subprocess.run(command, check=True)


def install_system(purpose: str) -> None:
    """Install the system libraries and programs that are missing, or say which they are."""
    if not sys.platform.startswith("linux"):
        return
    wanted = [names for file, names in LIBRARIES.items() if not _loads(file)]
    if purpose == "test":
        wanted += [names for name, names in PROGRAMS.items() if not _runs(name)]
    if not wanted:
        return
    if not shutil.which("apt-get"):
        names = ", ".join(packages[0] for packages in wanted)
        say(f"Missing system libraries, by their Debian names: {names}. Please install them.")
        return
    call_quietly([*_as_root(), "apt-get", "update", "-qq"])
    apt_install([next(filter(_apt_has, names), names[0]) for names in wanted])


def install_programs(programs: Mapping[str, tuple[str, ...]]) -> None:
    """Install the programs that are missing by their Debian packages."""
    wanted = [names[0] for name, names in programs.items() if not shutil.which(name)]
    if wanted:
        call_quietly([*_as_root(), "apt-get", "update", "-qq"])
        apt_install(wanted)


def apt_install(packages: Sequence[str]) -> None:
    """Install Debian packages, as root or through sudo."""
    say("Installing system packages:", ", ".join(packages))
    command = ["apt-get", "install", "-y", "-qq", "--no-install-recommends", *packages]
    code = call_quietly([*_as_root(), *command])
    if code:
        raise SystemExit(f"Please run as root: {' '.join(command)}")


def has_display() -> bool:
    """Return whether a window can be shown."""
    if not sys.platform.startswith("linux"):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def python() -> str:
    """Return the virtual environment's Python."""
    folder, name = ("Scripts", "python.exe") if os.name == "nt" else ("bin", "python")
    return str(VENV / folder / name)


def needs() -> str:
    """Return a hash of what pyproject.toml asks for, to see whether the lock files are current."""
    import tomllib

    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    extras = project["optional-dependencies"].values()
    asked = [*project["dependencies"], *(need for extra in extras for need in extra)]
    return hashlib.sha256("\n".join(asked).encode()).hexdigest()[:16]


def call(
    command: Sequence[str], environment: Mapping[str, str] | None = None, folder: Path = ROOT
) -> int:
    """Run a command in a folder, the project's unless told, and return its exit code."""
    everything = {**os.environ, "PYTHONPATH": str(ROOT), **(environment or {})}
    # Where it is set, each of hundreds of starts in the tests would compile the program again.
    everything.pop("PYTHONDONTWRITEBYTECODE", None)
    return subprocess.run(command, cwd=folder, env=everything, check=False).returncode


def call_quietly(command: Sequence[str]) -> int:
    """Run a command, showing what it printed only if it failed."""
    everything = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    done = subprocess.run(command, env=everything, capture_output=True, text=True, check=False)
    if done.returncode:
        say(done.stdout[-2000:], done.stderr[-2000:])
    return done.returncode


def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _other_python() -> bool:
    return STAMP.exists() and not STAMP.read_text(encoding="utf-8").startswith(sys.version)


def _loads(file: str) -> bool:
    try:
        ctypes.CDLL(file)
    except OSError:
        return False
    return True


def _runs(name: str) -> bool:
    elsewhere = Path("/").glob(ELSEWHERE[name].lstrip("/")) if name in ELSEWHERE else ()
    return bool(shutil.which(name)) or any(elsewhere)


def _apt_has(package: str) -> bool:
    found = subprocess.run(["apt-cache", "show", package], capture_output=True, check=False)
    return found.returncode == 0


def _as_root() -> list[str]:
    is_root = not hasattr(os, "geteuid") or os.geteuid() == 0
    return [] if is_root or not shutil.which("sudo") else ["sudo"]


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
