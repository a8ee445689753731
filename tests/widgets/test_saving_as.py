"""Where a file is written: the kind that was chosen counts, and nothing is replaced unasked."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog

from briefing.widgets.controls.saving_as import ask_kind, ask_target, with_ending

KINDS = {"Word (*.docx)": ".docx", "PDF (*.pdf)": ".pdf"}
WORD, PDF = KINDS


@pytest.fixture
def dialog(monkeypatch):
    """Return what is answered in turn, and the names that the dialog was opened with."""
    answers, names = [], []

    def ask(_parent, _title, name, _kinds, _kind):
        names.append(name)
        return answers.pop(0)

    monkeypatch.setattr(QFileDialog, "getSaveFileName", ask)
    return answers, names


@pytest.mark.parametrize(
    ("typed", "kind", "written"),
    [
        ("report", PDF, "report.pdf"),
        ("report.docx", PDF, "report.pdf"),
        ("report.pdf", WORD, "report.pdf"),
        ("Draft No. 5", WORD, "Draft No. 5.docx"),
        ("REPORT.PDF", WORD, "REPORT.PDF"),
        ("report.docx", WORD, "report.docx"),
    ],
)
def test_the_ending_is_that_of_the_kind_unless_another_was_typed(typed, kind, written):
    wanted = KINDS[kind]
    assert with_ending(Path(typed), wanted, ".docx", KINDS.values()) == Path(written)


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("notes", "notes.jsonld"),
        ("notes.annotations.json", "notes.annotations.json"),
        ("notes.ANNOTATIONS.JSON", "notes.ANNOTATIONS.JSON"),
        ("notes.json", "notes.json.jsonld"),
        (".csv", ".csv.jsonld"),
        ("codes.csv", "codes.csv"),
    ],
)
def test_an_ending_of_two_parts_is_known_and_any_of_a_kinds_endings_is_kept(
    dialog, tmp_path, typed, written
):
    kinds = {"Notes (*.jsonld *.annotations.json)": (".jsonld", ".annotations.json"),
             "Codes (*.csv)": (".csv",)}  # fmt: skip
    dialog[0].append((str(tmp_path / typed), next(iter(kinds))))
    found = ask_kind(None, "Export", tmp_path / "Project No. 5", kinds)
    assert found == (tmp_path / written, next(iter(kinds)))


def test_a_file_that_the_ending_leads_to_is_asked_about(dialog, tmp_path):
    answers, names = dialog
    there, free = tmp_path / "report.pdf", tmp_path / "other"
    there.write_text("mine")
    answers += [(str(tmp_path / "report"), PDF), (str(free), PDF)]
    found = ask_target(None, "Export", tmp_path / "Brief.docx", KINDS)
    assert found == tmp_path / "other.pdf"
    assert names == [str(tmp_path / "Brief.docx"), str(there)]


def test_nothing_chosen_is_nothing_to_write(dialog):
    dialog[0].append(("", ""))
    assert ask_target(None, "Export", Path("Brief.docx"), KINDS) is None
