"""Importing from other tools and exporting for them in the window: told first, then done."""

import json

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog

from briefing.widgets.projects.exchange_dialog import ExchangeDialog

NOTES = {
    "type": "AnnotationPage",
    "items": [
        {"type": "Annotation", "id": "urn:uuid:41111111-1111-4111-8111-111111111111",
         "body": {"type": "TextualBody", "purpose": "tagging", "value": "<b>Weather</b>"},
         "target": {"source": {"id": "urn:x", "value": "The ferry is late."},
                    "selector": {"type": "TextPositionSelector", "start": 4, "end": 9}}},
        {"type": "Annotation", "target": "http://a.example/p.png"},
    ],
}  # fmt: skip


def dialog_of(window, qtbot):
    qtbot.waitUntil(lambda: bool(window.findChildren(ExchangeDialog)), timeout=30_000)
    (dialog,) = window.findChildren(ExchangeDialog)
    qtbot.waitExposed(dialog)
    return dialog


def choose(monkeypatch, how, path, kind=""):
    monkeypatch.setattr(QFileDialog, how, lambda *_args, **_more: (str(path), kind))


def asked_to_import(window, qtbot, tmp_path, monkeypatch):
    path = tmp_path / "notes.jsonld"
    path.write_text(json.dumps(NOTES), encoding="utf-8")
    choose(monkeypatch, "getOpenFileName", path)
    window.actions_by_id["import-other"].trigger()
    return dialog_of(window, qtbot)


def test_an_import_is_shown_confirmed_and_undone_in_one_step(window, qtbot, tmp_path, monkeypatch):
    before = window.document.project
    dialog = asked_to_import(window, qtbot, tmp_path, monkeypatch)
    assert window.document.project is before
    assert dialog.table.topLevelItem(0).text(0) == "Annotations without words of a text"
    qtbot.mouseClick(dialog.go, Qt.MouseButton.LeftButton)
    (excerpt,) = window.document.project.excerpts.values()
    assert excerpt.quote == "ferry"
    assert window.view.article.text == "The ferry is late."
    assert "1 article, 1 tag, 1 excerpt" in window.bar.words.text()
    window.document.undo()
    assert window.document.project == before


def test_an_import_that_is_called_off_changes_nothing(window, qtbot, tmp_path, monkeypatch):
    before = window.document.project
    dialog = asked_to_import(window, qtbot, tmp_path, monkeypatch)
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert window.document.project is before


def test_a_file_that_is_none_is_named(window, qtbot, tmp_path, monkeypatch):
    (tmp_path / "odd.qdpx").write_bytes(b"PK\x03\x04 nothing")
    choose(monkeypatch, "getOpenFileName", tmp_path / "odd.qdpx")
    window.actions_by_id["import-other"].trigger()
    qtbot.waitUntil(lambda: "odd.qdpx" in window.bar.words.text(), timeout=30_000)


@pytest.mark.parametrize(
    ("chosen", "result"),
    [
        (("out", "REFI-QDA codebook (*.qdc)"), ("out.qdc", b"<?xml")),
        (("out.jsonld", "REFI-QDA codebook (*.qdc)"), ("out.jsonld", b"{")),
        (("Draft No. 5", "Tags, CSV (*.csv)"), ("Draft No. 5.csv", b"\xef\xbb\xbfScheme,")),
        (("out.csv", "Sources, CSV (*.csv)"), ("out.csv", b"\xef\xbb\xbfWho said it,")),
    ],
)
def test_an_export_is_of_the_kind_that_was_chosen_unless_the_ending_of_another_was_typed(
    window, qtbot, tmp_path, monkeypatch, chosen, result
):
    written, begins = result
    choose(monkeypatch, "getSaveFileName", tmp_path / chosen[0], chosen[1])
    window.actions_by_id["export-other"].trigger()
    dialog_of(window, qtbot).go.click()
    qtbot.waitUntil((tmp_path / written).exists, timeout=30_000)
    assert (tmp_path / written).read_bytes().startswith(begins)
    assert [each.name for each in tmp_path.glob(f"{chosen[0][:3]}*")] == [written]


def test_an_export_asks_about_a_file_that_its_ending_leads_to(window, tmp_path, monkeypatch):
    there, asked = tmp_path / "out.qdpx", []
    there.write_bytes(b"mine")

    def ask(_parent, _title, name, *_):
        asked.append(name)
        return (str(tmp_path / "out") if len(asked) == 1 else "", "REFI-QDA project (*.qdpx)")

    monkeypatch.setattr(QFileDialog, "getSaveFileName", ask)
    window.actions_by_id["export-other"].trigger()
    assert asked == [str(tmp_path / "Test"), str(there)]
    assert window.findChildren(ExchangeDialog) == []
    assert there.read_bytes() == b"mine"


def test_an_export_names_the_brief_as_lost_and_writes_after_the_word_to_go(
    window, qtbot, tmp_path, monkeypatch
):
    window.actions_by_id["sample"].trigger()
    choose(monkeypatch, "getSaveFileName", tmp_path / "out", "REFI-QDA project (*.qdpx)")
    window.actions_by_id["export-other"].trigger()
    dialog = dialog_of(window, qtbot)
    rows = [dialog.table.topLevelItem(n).text(0) for n in range(dialog.table.topLevelItemCount())]
    assert "Briefs" in rows
    assert not (tmp_path / "out.qdpx").exists()
    dialog.go.setFocus()
    qtbot.keyClick(dialog.go, Qt.Key.Key_Return)
    qtbot.waitUntil((tmp_path / "out.qdpx").exists, timeout=30_000)
    qtbot.waitUntil(lambda: "Exported to" in window.bar.words.text(), timeout=30_000)
    choose(monkeypatch, "getOpenFileName", tmp_path / "out.qdpx")
    window.actions_by_id["import-other"].trigger()
    qtbot.waitUntil(lambda: len(window.findChildren(ExchangeDialog)) == 1, timeout=30_000)
    (dialog,) = window.findChildren(ExchangeDialog)
    qtbot.waitUntil(lambda: not dialog.go.isVisible(), timeout=30_000)
    dialog.reject()
