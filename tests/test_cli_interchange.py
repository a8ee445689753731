"""Exchange with other tools from the command line: told first, then done."""

import json

import pytest
from test_cli import run

from briefing.services.clock import SystemClock
from briefing.storage.files import ProjectFiles

CODES = "name,code,weight\nWeather,WE,3\n"
NOTES = {
    "type": "Annotation", "id": "urn:uuid:41111111-1111-4111-8111-111111111111",
    "body": "Ask.",
    "target": {"source": {"id": "urn:x", "value": "The ferry is late."},
               "selector": {"type": "TextPositionSelector", "start": 4, "end": 9}},
}  # fmt: skip


@pytest.fixture
def file(tmp_path, capsys):
    (tmp_path / "notes.jsonld").write_text(json.dumps(NOTES), encoding="utf-8")
    path = tmp_path / "work.briefing"
    code, out, _ = run(capsys, "project", "import", path, tmp_path / "notes.jsonld")
    assert code == 0
    assert "1 article, 1 excerpt" in out
    return path


def excerpts(path):
    store = ProjectFiles(SystemClock()).open(path, read_only=True)
    try:
        return list(store.load().excerpts.values())
    finally:
        store.close()


def test_an_import_makes_the_project_and_can_be_undone_there(file):
    (excerpt,) = excerpts(file)
    assert (excerpt.quote, excerpt.note) == ("ferry", "Ask.")
    store = ProjectFiles(SystemClock()).open(file)
    assert [step.label for step in store.history()[0]] == ["Import “notes.jsonld”"]
    store.close()


def test_what_is_not_carried_over_has_to_be_confirmed(capsys, tmp_path, file):
    (tmp_path / "codes.csv").write_text(CODES, encoding="utf-8")
    code, out, err = run(capsys, "project", "import", file, tmp_path / "codes.csv")
    assert code == 1
    assert "Columns that are not for codes: 1 (weight)" in err
    assert "--yes" in err
    assert not out
    code, out, _ = run(capsys, "project", "import", file, tmp_path / "codes.csv", "--yes", "--json")
    told = json.loads(out)
    assert (code, told["tags"], told["written"]) == (0, 1, True)
    assert told["losses"][0]["names"] == ["weight"]


def test_an_export_tells_what_stays_behind_before_it_writes(capsys, tmp_path, file):
    target = tmp_path / "out.qdpx"
    code, out, err = run(capsys, "project", "export-as", file, "-o", target, "--json")
    told = json.loads(out)
    assert (code, told["written"], target.exists()) == (1, False, False)
    assert "Letters and ids of tags" in {each["what"] for each in told["losses"]}
    assert "--yes" in err
    code, out, _ = run(capsys, "project", "export-as", file, "-o", target, "--yes")
    assert (code, out.strip(), target.exists()) == (0, str(target), True)
    code, out, _ = run(capsys, "project", "import", tmp_path / "b.briefing", target, "--yes")
    assert [e.quote for e in excerpts(tmp_path / "b.briefing")] == ["ferry"]


def test_an_unknown_format_names_those_that_are_known(capsys, tmp_path, file):
    code, _, err = run(capsys, "project", "export-as", file, "-o", tmp_path / "a.odd", "--yes")
    assert code == 1
    assert ".qdpx" in err
    code, _, err = run(
        capsys, "project", "export-as", file, "-o", tmp_path / "a.x", "--format", "refy"
    )
    assert "Did you mean “refi”" in err
