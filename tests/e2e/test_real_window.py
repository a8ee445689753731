"""The program in a real window under Xvfb, driven by real keys, and killed in the middle."""

import os
from pathlib import Path

from docx import Document
from PySide6.QtGui import QColor
from real_program import ROOT, until

from briefing.paths import standard_paths
from briefing.templating.own_templates import OwnTemplates
from briefing.widgets import theme

PICTURES = Path(os.environ.get("BRIEFING_PICTURES", ROOT / "out" / "pictures"))


def test_keys_tag_the_article_and_a_kill_loses_nothing(start, tmp_path):
    article = standard_paths().sample / "article.txt"
    program = start(tmp_path, article)
    until(lambda: program.project().articles)
    program.keys("j", "1", "j", "2", "j", "shift+j", "3")
    tagged = until(lambda: len(program.project().excerpts) == 3 and program.project())
    program.kill()
    again = start(tmp_path)
    until(lambda: again.project().excerpts == tagged.excerpts)
    again.keys("ctrl+z")
    until(lambda: len(again.project().excerpts) == 2)
    again.keys("ctrl+shift+z")
    until(lambda: again.project() == tagged)
    again.kill()


def test_the_sample_looks_as_it_should(start, tmp_path):
    program = start(tmp_path)
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


def test_the_template_library_looks_as_it_should_and_takes_a_word_document(start, tmp_path):
    document = Document()
    document.add_paragraph("To: The minister")
    for title in ("Background", "Stakeholder impacts", "Outlook", "Recommendation"):
        document.add_heading(title, 1)
    document.save(tmp_path / "House note.docx")
    own = OwnTemplates(tmp_path / "home" / "data" / "templates")
    own.new_from_word(tmp_path / "House note.docx", "house-note")
    program = start(tmp_path / "home")
    program.keys("Tab", "Tab", "space")
    until(lambda: len(program.project().excerpts) == 14)
    program.keys("ctrl+shift+t")
    dialog = program.dialog("^Templates$")
    program.keys("h", "o")
    where = dict(line.split("=") for line in program.lines("getwindowgeometry", "--shell", dialog))
    box = [int(where[key]) for key in ("X", "Y", "WIDTH", "HEIGHT")]
    sound = QColor(theme.LIGHT.good).name()
    picture = until(lambda: _with(program.picture().copy(*box), sound))
    PICTURES.mkdir(parents=True, exist_ok=True)
    picture.save(str(PICTURES / "templates.png"))
    program.keys("Return")
    until(lambda: program.project().briefs_in_order()[0].template == "house-note")
    program.kill()


def _with(image, colour):
    """Return the image once a colour is on it."""
    rows, columns = range(0, image.height(), 2), range(image.width() // 3, image.width())
    seen = any(image.pixelColor(x, y).name() == colour for y in rows for x in columns)
    return image if seen else None
