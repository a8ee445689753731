"""What the built program is tried at in its windows, by keys, on a screen of its own."""

from __future__ import annotations

import gettext
import shutil
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from program import PATIENCE, Keys, Program, require, say, screen, until
from screen_reader import Place, ScreenReader, session
from trying import sample_project

from briefing.language import ENGLISH, LANGUAGES
from briefing.services.clock import SystemClock
from briefing.storage.files import ProjectFiles

ROOT = Path(__file__).resolve().parent.parent
WINDOWS = (
    ("ctrl+shift+t", "Templates"), ("ctrl+alt+i", "Import"), ("ctrl+l", "Library"),
    ("shift+F5", "Analysis of all articles"), ("ctrl+comma", "Settings"), ("ctrl+g", "Tags"),
    ("ctrl+alt+s", "Snapshots"), ("ctrl+F1", "Keys"), ("ctrl+shift+l", "Open address"),
    ("alt+Return", "Article details"),
)  # fmt: skip
"""Keys, and the windows that they open, each of which is loaded only then."""
OFFERING = (2.0, 4.0, 8.0, 16.0, 32.0)
"""Seconds for a suggestion to come, one try after the other: it takes one or two on a machine that
does nothing else."""
MISSPELT, MEANT = "goverment", "government"


def try_handing_over(program: Program) -> None:
    """Open the window with a project, hand it another from a second start; each language too."""
    first = sample_project(program.folder / "First.briefing")
    second = sample_project(program.folder / "Second.briefing")
    with program.window(first):
        until(lambda: program.project() == first, "the project it was started with is not opened")
        begin = time.monotonic()
        program.run(second)
        handed = time.monotonic() - begin
        until(lambda: program.project() == second, "what was handed over is not opened")
        ProjectFiles(SystemClock()).open(first).close()  # nobody holds it any more
    for code in (code for code in LANGUAGES if code != ENGLISH):
        words = gettext.translation("briefing", str(ROOT / "resources/languages"), [code])
        name = f"{words.gettext('Project')}.briefing"
        other = Program(program.command, program.folder, **program.environment)
        other.live_in(program.folder / f"home-{code}")
        with other.window("--language", code):
            made = other.home / "documents/Briefing" / name
            until(made.is_file, f"{code} is not spoken: no {name}")
        require(not other.faults(), other.faults())
    say(f"window: opens projects, takes one of a second start in {handed:.2f} s; in all languages")


def try_real_window(program: Program) -> None:
    """Work in a real window by keys, hearing what a screen reader says; quit by a key."""
    with _desktop(program) as (display, bus):
        if not display:
            say("NOT CHECKED: there is no Xvfb, xdotool or dbus-daemon here")
            return
        file = sample_project(program.folder / "Real.briefing")
        keys = Keys(display)
        with program.window(file) as (process, _seconds):
            reader = ScreenReader(bus)
            keys.window("^Real — Briefing$")
            (place,) = until(reader.programs, "nothing is said to screen readers")
            said = {each[:2] for each in reader.walk(place)}
            require(("text", "Article") in said, f"no article is shown: {sorted(said)[:40]}")
            _look_at_guide(keys)
            for key, title in WINDOWS:
                keys.press(key)
                keys.window(f"^{title}$")
                keys.press("Escape")
                keys.gone(f"^{title}$")
                keys.window("— Briefing$")
            _look_at_pages(keys, reader, place)
            _mend_a_word(keys, reader, place)
            reader.close()
            _quit(keys, process)
        require(not program.faults(), program.faults())
    say(f"real window: guide, {len(WINDOWS)} windows, pages to print, spelling; quit by its key")


@contextmanager
def _desktop(program: Program) -> Iterator[tuple[str, str]]:
    """Yield a screen and the address of a bus that the program is on; "" where there is none."""
    before = dict(program.environment)
    if not all(map(shutil.which, ("Xvfb", "xdotool", "dbus-daemon"))):
        yield "", ""
        return
    room = program.folder / "room"
    room.mkdir()
    with screen() as display, session(room, display) as more:
        del more["XDG_RUNTIME_DIR"]  # where the door is, for the second start to knock at
        program.environment.update(more, DISPLAY=display, QT_QPA_PLATFORM="xcb")
        try:
            yield display, more["DBUS_SESSION_BUS_ADDRESS"]
        finally:
            program.environment = before


def _look_at_guide(keys: Keys) -> None:
    keys.press("F1")
    title = keys.window(" — Help$")
    require(title != "Guide — Help", "the pages of the guide are missing")
    keys.press("Escape")
    keys.gone(" — Help$")
    keys.window("— Briefing$")


def _look_at_pages(keys: Keys, reader: ScreenReader, place: Place) -> None:
    """Have the pages made and drawn: LibreOffice or our own, and the guarded reader of PDF."""
    keys.press("ctrl+p")
    keys.window("^Print “")
    until(lambda: any(each.name.startswith("1 of ") for each in reader.walk(place)),
          "no pages to print")  # fmt: skip
    keys.press("Escape")
    keys.gone("^Print “")
    keys.window("— Briefing$")


def _mend_a_word(keys: Keys, reader: ScreenReader, place: Place) -> None:
    """Type a word that is misspelt into the brief, and take what its menu offers first."""
    keys.press("F7")
    keys.type(f"The {MISSPELT} said so. ")
    sections = [each for each in reader.walk(place) if each.name.endswith(": text")]

    for seconds in OFFERING:
        keys.press("ctrl+F7", "Menu")
        time.sleep(seconds)
        keys.press("Return", "Escape")
        if any(MEANT in reader.text(each.place) for each in sections):
            return
    require(holds=False, words=f"“{MEANT}” is not offered for “{MISSPELT}”: is there a dictionary?")


def _quit(keys: Keys, process: subprocess.Popen[bytes]) -> None:
    keys.window("— Briefing$")
    keys.press("ctrl+q")
    try:
        process.wait(PATIENCE)
    except subprocess.TimeoutExpired:
        require(holds=False, words="the window does not close")
    require(process.returncode == 0, f"the window ended with {process.returncode}")


def starts(program: Program, times: int) -> list[float]:
    """Return the seconds from each of so many starts until the window answers."""
    found = []
    for _start in range(times):
        with program.window() as (_process, seconds):
            found.append(seconds)
    return found
