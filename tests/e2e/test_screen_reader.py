"""The real window as a screen reader meets it on the accessibility bus: names, roles, focus."""

import shutil

import pytest
from real_program import until
from screen_reader import ScreenReader, session

OPERATED = {"push button", "button menu", "check box", "radio button", "combo box", "text",
            "table", "tree", "list", "spin button", "slider"}  # fmt: skip
MAIN = {
    ("frame", "Project — Briefing"), ("text", "Article"), ("table", "Articles"),
    ("table", "Tags"), ("table", "Excerpts"), ("text", "Find in excerpts and notes"),
    ("push button", "Export"), ("check box", "Preview"),
    ("text", "Title of the brief"), ("text", "Executive summary: text"),
}  # fmt: skip
WAY = (
    ("F7", "text", "Executive summary: text"), ("F6", "text", "Article"),
    ("Tab", "table", "Articles"), ("Tab", "table", "Tags"),
)  # fmt: skip
"""Keys, and what has to be said of where they lead."""


@pytest.fixture
def reader(screen, tmp_path, monkeypatch):
    assert shutil.which("dbus-daemon"), "dbus is missing: `python3 dev.py test` installs it"
    with session(tmp_path, screen[0]) as environment:
        for name, value in environment.items():
            monkeypatch.setenv(name, value)
        reader = ScreenReader(environment["DBUS_SESSION_BUS_ADDRESS"])
        yield reader
        reader.close()


def test_a_screen_reader_can_tell_every_control_and_hears_where_the_keyboard_goes(
    reader, start, tmp_path
):
    program = start(tmp_path / "home")
    (place,) = until(reader.programs)
    program.keys("Tab", "Tab", "space")
    until(lambda: len(program.project().excerpts) == 14)
    until(lambda: program.tool("getwindowname", program.window) == "Project — Briefing")
    everything = list(reader.walk(place))
    assert MAIN - {each[:2] for each in everything} == set()
    (article,) = (each for each in everything if each[:2] == ("text", "Article"))
    assert "Ministry of Transport" in reader.text(article.place)
    assert [each for each in everything if is_unsaid(reader, each)] == []
    with reader.hearing() as wait_for:
        for key, *control in WAY:
            program.keys(key)
            wait_for(*control)
    program.kill()


def is_unsaid(reader, control):
    """Return whether a control is nothing but its kind; for a list to choose from, its choice."""
    if control.role == "combo box":
        return not reader.labels(control.place)
    return control.role in OPERATED and not control.name
