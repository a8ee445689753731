"""The program in a real window under Xvfb, driven by real keys, and killed in the middle."""

import os
import shutil
import signal
import struct
import subprocess
import sys
import time
from pathlib import Path

import pytest
from docx import Document
from PySide6.QtGui import QColor, QImage

from briefing.model.project import Project
from briefing.paths import standard_paths
from briefing.services.clock import SystemClock
from briefing.storage.files import ProjectFiles
from briefing.templating.own_templates import OwnTemplates
from briefing.widgets import theme

ROOT = Path(__file__).resolve().parent.parent.parent
PICTURES = Path(os.environ.get("BRIEFING_PICTURES", ROOT / "out" / "pictures"))
PATIENCE = 30.0

needs_x = pytest.mark.usefixtures("screen")


@pytest.fixture(scope="module")
def screen(tmp_path_factory):
    """Start a screen of its own; return its name and the folder of its frame buffer."""
    assert shutil.which("Xvfb"), "Xvfb is missing: run `python3 dev.py test`, which installs it"
    folder = tmp_path_factory.mktemp("screen")
    reader, writer = os.pipe()
    process = subprocess.Popen(
        ["Xvfb", "-displayfd", str(writer), "-screen", "0", "1680x1000x24", "-fbdir", str(folder),
         "-nolisten", "tcp"],
        pass_fds=[writer], stderr=subprocess.DEVNULL,
    )  # fmt: skip
    os.close(writer)
    with os.fdopen(reader) as names:
        name = names.readline().strip()
    yield f":{name}", folder
    process.terminate()
    process.wait()


class Program:
    """The running program: its keys, its picture, its project file."""

    def __init__(self, screen, home, *files):
        self.display, self.folder = screen
        self.home = home
        self.environment = {
            **os.environ, "DISPLAY": self.display, "QT_QPA_PLATFORM": "xcb",
            "BRIEFING_HOME": str(home), "PYTHONPATH": str(ROOT),
        }  # fmt: skip
        self.process = subprocess.Popen(
            [sys.executable, "-m", "briefing", *map(str, files)], env=self.environment,
            stderr=subprocess.PIPE, text=True,
        )  # fmt: skip
        self.window = until(lambda: self._tool("search", "--onlyvisible", "--name", "Briefing"))
        self._tool("windowsize", "--sync", self.window, "1680", "1000")
        self._tool("windowfocus", "--sync", self.window)

    def keys(self, *names):
        self._tool("key", "--delay", "40", *names)

    @property
    def project_file(self):
        return self.home / "documents" / "Briefing" / "Project.briefing"

    def project(self):
        """Return the project as the file has it at this moment, read from a copy."""
        if not self.project_file.exists():
            return Project()
        store = ProjectFiles(SystemClock()).open(self.project_file, read_only=True)
        try:
            return store.load()
        finally:
            store.close()

    def picture(self):
        """Return what is on the screen; the file is in the X window dump format."""
        data = (self.folder / "Xvfb_screen0").read_bytes()
        fields = struct.unpack(">25I", data[:100])
        start = fields[0] + fields[19] * 12
        width, height, line = fields[4], fields[5], fields[12]
        return QImage(data[start:], width, height, line, QImage.Format.Format_RGB32).copy()

    def kill(self):
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()
        self.process.stderr.close()

    def _tool(self, *arguments):
        done = subprocess.run(
            ["xdotool", *arguments], env=self.environment, capture_output=True, text=True,
            check=False,
        )  # fmt: skip
        return done.stdout.split("\n")[0]

    def _lines(self, *arguments):
        done = subprocess.run(
            ["xdotool", *arguments], env=self.environment, capture_output=True, text=True,
            check=True,
        )  # fmt: skip
        return done.stdout.split()


def until(found):
    """Return what `found` gives as soon as it gives something."""
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        if result := found():
            return result
        time.sleep(0.05)
    raise AssertionError("nothing came of it")


def test_keys_tag_the_article_and_a_kill_loses_nothing(screen, tmp_path):
    article = standard_paths().sample / "article.txt"
    program = Program(screen, tmp_path, article)
    until(lambda: program.project().articles)
    program.keys("j", "1", "j", "2", "j", "shift+j", "3")
    tagged = until(lambda: len(program.project().excerpts) == 3 and program.project())
    program.kill()
    again = Program(screen, tmp_path)
    until(lambda: again.project().excerpts == tagged.excerpts)
    again.keys("ctrl+z")
    until(lambda: len(again.project().excerpts) == 2)
    again.keys("ctrl+shift+z")
    until(lambda: again.project() == tagged)
    again.kill()


def test_the_sample_looks_as_it_should(screen, tmp_path):
    program = Program(screen, tmp_path)
    program.keys("Tab", "Tab", "space")
    until(lambda: len(program.project().excerpts) == 14)
    colours = until(lambda: _tags_on_screen(program.picture()))
    assert len(colours) >= 6
    PICTURES.mkdir(parents=True, exist_ok=True)
    program.picture().save(str(PICTURES / "window.png"))
    program.kill()


def _tags_on_screen(image):
    """Return which tags' stripes and grounds can be seen, once most can."""
    from briefing.model.tags import DEFAULT_SCHEME

    page = QColor(theme.LIGHT.page)
    stripes = {QColor(tag.colour).name() for tag in DEFAULT_SCHEME.tags}
    grounds = {
        theme.blend(QColor(theme.tint(tag.colour, theme.LIGHT)), page, 0.75).name()
        for tag in DEFAULT_SCHEME.tags
    }
    seen = set()
    for y in range(0, image.height(), 3):
        for x in range(0, image.width() // 2, 2):
            seen.add(image.pixelColor(x, y).name())
    found = (stripes | grounds) & seen
    return found if len(found & stripes) >= 6 and len(found & grounds) >= 4 else None


def test_the_template_library_looks_as_it_should_and_takes_a_word_document(screen, tmp_path):
    document = Document()
    document.add_paragraph("To: The minister")
    for title in ("Background", "Stakeholder impacts", "Outlook", "Recommendation"):
        document.add_heading(title, 1)
    document.save(tmp_path / "House note.docx")
    own = OwnTemplates(tmp_path / "home" / "data" / "templates")
    own.new_from_word(tmp_path / "House note.docx", "house-note")
    program = Program(screen, tmp_path / "home")
    program.keys("Tab", "Tab", "space")
    until(lambda: len(program.project().excerpts) == 14)
    program.keys("ctrl+shift+t")
    dialog = until(lambda: program._tool("search", "--onlyvisible", "--name", "^Templates$"))
    program._tool("windowfocus", "--sync", dialog)
    program.keys("h", "o")
    sound = QColor(theme.LIGHT.good).name()
    picture = until(lambda: _with(program.picture(), sound))
    PICTURES.mkdir(parents=True, exist_ok=True)
    where = dict(line.split("=") for line in program._lines("getwindowgeometry", "--shell", dialog))
    box = [int(where[key]) for key in ("X", "Y", "WIDTH", "HEIGHT")]
    picture.copy(*box).save(str(PICTURES / "templates.png"))
    program.keys("Return")
    until(lambda: program.project().briefs_in_order()[0].template == "house-note")
    program.kill()


def _with(image, colour):
    """Return the image once a colour is on it."""
    rows, columns = range(0, image.height(), 2), range(image.width() // 3, image.width())
    seen = any(image.pixelColor(x, y).name() == colour for y in rows for x in columns)
    return image if seen else None
