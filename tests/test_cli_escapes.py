"""Words of strangers on a terminal: no command lets one through that the terminal would obey."""

import unicodedata

import pytest
from builders import article, brief, excerpt, project, slot, template
from test_cli import SAMPLE, run

from briefing.services.clock import SystemClock
from briefing.storage.files import ProjectFiles

ODD = "\x1b[31mred\x1b]0;title\x07 \x9b2J \u202eturned \u2066in \u200bbetween\r"
TEXT = (
    f"NORTHWIRE: Port {ODD}Almary: The ferry subsidy is back, said Mara {ODD}Ilvek.\n"
    f"Fuel costs rose by 31% in October {ODD}. Nobody has confirmed it yet.\n"
)
NAME = "odd \x1b[31m \u202e name"
ALLOWED = set("\n\t")


def obeyed(words):
    """Return the controls, and the signs that turn a line round, in what was printed."""
    turning = set("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
    return {
        each for each in set(words) - ALLOWED
        if unicodedata.category(each) == "Cc" or each in turning
    }  # fmt: skip


@pytest.fixture
def files(tmp_path):
    source = tmp_path / f"{NAME}.txt"
    source.write_text(TEXT, encoding="utf-8")
    of = article(source=f"{NAME}.txt")
    made = project(
        of, excerpt(of, "Fuel costs rose", "policy", attribution=ODD), brief(facts=ODD),
        template(slot("facts")),
    )  # fmt: skip
    kept = tmp_path / f"{NAME}.briefing"
    store = ProjectFiles(SystemClock()).create(kept)
    store.begin_with(made)
    store.close()
    return source, kept


def commands(source, kept, out):
    brief_of = ("--template", "policy-brief")
    return [
        ("inspect", source), ("inspect", source, "--json"),
        ("suggest", source), ("suggest", source, "--json"),
        ("check", source, *brief_of), ("check", source, *brief_of, "--json"),
        ("export", source, *brief_of, "--draft", "-o", out / f"{NAME}.md"),
        ("export", source, *brief_of, "-o", out / "no folder" / f"{NAME}.docx", "--draft"),
        ("batch", source.parent, "--template", "media-summary", "-o", out / "all", "--jobs", "1"),
        ("templates", "show", NAME), ("templates", "lint", kept), ("templates", "add", source),
        ("project", "info", kept), ("project", "verify", kept), ("project", "excerpts", kept),
        ("project", "snapshots", kept), ("project", "info", source),
        ("project", "recover", kept, "-o", out / f"{NAME}.briefing"),
        ("project", "export-as", kept, "-o", out / "tags.csv"),
        ("project", "import", kept, source), ("project", "read-back", kept, SAMPLE / "article.txt"),
        ("inspect", source.parent / f"{NAME} that is not there.txt"),
    ]  # fmt: skip


def test_no_command_prints_what_a_terminal_would_obey(files, tmp_path, capsys):
    out = tmp_path / "out"
    out.mkdir()
    said_something = 0
    for command in commands(*files, out):
        try:
            _, printed, told = run(capsys, *command)
        except SystemExit:  # a form that this command does not have says so by itself
            said = capsys.readouterr()
            printed, told = said.out, said.err
        said_something += bool(printed or told)
        assert obeyed(printed + told) == set(), command
    assert said_something >= 18
