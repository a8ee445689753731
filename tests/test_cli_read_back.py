"""`project read-back`: what an edited document says otherwise, and that nothing is changed."""

import json

import pytest
from edited import exported, ferry_project, reworded

from briefing import cli
from briefing.model.edits import Edit
from briefing.qt.document import ProjectDocument
from briefing.services.clock import SystemClock
from briefing.storage.files import ProjectFiles


@pytest.fixture
def files(tmp_path):
    """Return a project file and a document of its brief that somebody edited."""
    value, brief, _ = ferry_project("policy-brief", {"executive_summary": "More later."})
    path = tmp_path / "ferries.briefing"
    document = ProjectDocument(ProjectFiles(SystemClock()).create(path), SystemClock())
    document.apply(Edit("Fill", lambda _project: value))
    document.store.close()
    word = tmp_path / "edited.docx"
    word.write_bytes(reworded(exported(value, brief), "More later", "More soon"))
    return path, word


def run(capsys, *arguments):
    code = cli.main([str(a) for a in arguments], lambda path: None)
    said = capsys.readouterr()
    return code, said.out, said.err


def test_the_differences_are_printed_and_the_project_stays_as_it_was(capsys, files):
    path, word = files
    before = path.read_bytes()
    code, out, err = run(capsys, "project", "read-back", path, word)
    assert (code, err) == (0, "")
    assert "exported from this brief" in out
    assert "Executive summary: changed in the document, found by its content control" in out
    assert "[-later-]{+soon+}" in out
    assert path.read_bytes() == before


def test_json_holds_each_section_with_its_state_and_the_body_to_take_over(capsys, files):
    _, out, _ = run(capsys, "project", "read-back", *files, "--json")
    said = json.loads(out)
    (changed,) = [s for s in said["sections"] if s["state"] == "changed in the document"]
    assert (changed["key"], changed["body"]) == ("executive_summary", "More soon.")
    assert said["from"] == "this brief"
    assert said["unmatched"] == []


def test_what_is_no_word_document_is_one_line_with_its_name(capsys, files, tmp_path):
    other = tmp_path / "notes.docx"
    other.write_bytes(b"no zip")
    code, _, err = run(capsys, "project", "read-back", files[0], other)
    assert (code, "notes.docx" in err) == (1, True)
